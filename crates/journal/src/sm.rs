//! SM2 signatures with SM3 (GM/T 0003.2-2012, GM/T 0004-2012) in the lines of a signed note.
//!
//! The note format has no number for SM2, so that a line says 0xff and the name of the algorithm.
//! Signatures are made without chance (RFC 6979). This is software: where a certified module is
//! required by law, the key lives there and this file only checks what it signed.

use sm2::dsa::signature::{Signer as _, Verifier as _};
use sm2::dsa::{Signature, SigningKey, VerifyingKey};

/// The number of a signature type that has none.
pub const KIND: u8 = 0xff;
/// The name that follows it.
pub const NAME: &[u8] = b"SM2-SM3 GM/T 0003.2-2012";
/// The identity that signs when nothing else was agreed on (GM/T 0009-2012).
const IDENTITY: &str = "1234567812345678";
/// A point in the clear: 0x04 and two coordinates.
const POINT: usize = 65;

/// The secret half.
pub struct Secret(SigningKey);

/// The public half.
#[derive(Clone, Debug)]
pub struct Public {
    key: VerifyingKey,
    point: [u8; POINT],
}

impl Secret {
    /// A key from 32 bytes; none when they are no key of the curve.
    pub fn new(seed: &[u8; 32]) -> Option<Self> {
        SigningKey::from_slice(IDENTITY, seed).ok().map(Self)
    }

    /// The public half.
    pub fn public(&self) -> Option<Public> {
        Public::of(self.0.verifying_key().clone())
    }

    /// The 64 bytes of a signature.
    pub fn sign(&self, text: &[u8]) -> Option<Vec<u8>> {
        let signature: Signature = self.0.try_sign(text).ok()?;
        Some(signature.to_bytes().to_vec())
    }
}

impl Public {
    /// Reads a point in the clear.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        Self::of(VerifyingKey::from_sec1_bytes(IDENTITY, bytes).ok()?)
            .filter(|public| public.point == bytes)
    }

    fn of(key: VerifyingKey) -> Option<Self> {
        let point = key.to_sec1_bytes().as_ref().try_into().ok()?;
        Some(Self { key, point })
    }

    /// The point in the clear.
    pub const fn bytes(&self) -> &[u8; POINT] {
        &self.point
    }

    /// Whether the signature is the key's.
    pub fn signed(&self, text: &[u8], signature: &[u8]) -> bool {
        let signature = Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.key.verify(text, &signature).is_ok())
    }
}

impl PartialEq for Public {
    fn eq(&self, other: &Self) -> bool {
        self.point == other.point
    }
}

impl Eq for Public {}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        hex::decode(hex).unwrap()
    }

    /// The example of GM/T 0003.5-2012, annex A: message "message digest".
    #[test]
    fn the_example_of_the_standard_verifies_and_nothing_near_it() {
        let secret: [u8; 32] =
            bytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8")
                .try_into()
                .unwrap();
        let point = bytes(concat!(
            "04",
            "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020",
            "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
        ));
        let signature = bytes(concat!(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3",
            "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
        ));
        let public = Secret::new(&secret).unwrap().public().unwrap();
        assert_eq!(public.bytes().as_slice(), point);
        assert_eq!(Public::read(&point), Some(public.clone()));
        assert!(public.signed(b"message digest", &signature));
        assert!(!public.signed(b"message digesT", &signature));
        for place in 0..signature.len() {
            let mut wrong = signature.clone();
            wrong[place] ^= 1;
            assert!(!public.signed(b"message digest", &wrong), "byte {place}");
        }
        assert!(!public.signed(b"message digest", &signature[1..]));
    }

    #[test]
    fn what_is_signed_here_verifies_here_and_is_the_same_every_time() {
        let secret = Secret::new(&[7; 32]).unwrap();
        let first = secret.sign(b"head").unwrap();
        assert_eq!(secret.sign(b"head").unwrap(), first);
        assert!(secret.public().unwrap().signed(b"head", &first));
        assert!(!Secret::new(&[8; 32]).unwrap().public().unwrap().signed(b"head", &first));
        assert!(Secret::new(&[0; 32]).is_none());
        assert!(Public::read(&[4; 65]).is_none(), "a point that is not on the curve");
    }
}
