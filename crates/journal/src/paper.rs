//! The mark behind the QR code of a paper: a checkpoint that names the paper by its code, signed by
//! the log, so that whoever has the public key can check a paper without a network.
//!
//! It is a signed note like every head of the log (`docs/record-format.md`, section 16), cut down
//! to what cannot be told from the code and the key: size, root and signature. All of it is written
//! in the characters that a QR code packs two to eleven bits, so that a printer of 203 dots to the
//! inch can print it 18 mm wide.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::BASE32_NOPAD;

use crate::{
    checkpoint::{Checkpoint, NoteError, PublicKey, Signer, Verifier, decimal},
    hash::Hash,
    tree::Head,
};

/// How the line begins that names the paper.
const LINE: &str = "paper ";
/// The bytes of a root.
const ROOT: usize = 32;
/// The bytes of a key's id, which the payload leaves out.
const ID: usize = 4;

/// The mark of one paper: its code, and the head that stands on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperMark {
    /// The code, as it is printed.
    pub code: String,
    /// The head of the log at which it was printed.
    pub head: Head,
}

impl PaperMark {
    /// What stands between the address of the site and the code.
    pub const PATH: &str = "/V/";

    /// What the QR code says: the site, the code and the signed mark. Scheme and host are the same
    /// in upper case (RFC 3986, section 6.2.2.1).
    ///
    /// # Errors
    /// As [`Self::sign`].
    pub fn address(&self, site: &str, signer: &Signer) -> Result<String, NoteError> {
        let (scheme, rest) = site.split_once("://").unwrap_or_default();
        let (host, folder) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (scheme, host) = (scheme.to_ascii_uppercase(), host.to_ascii_uppercase());
        let payload = self.sign(signer)?;
        Ok(format!("{scheme}://{host}{folder}{}{}/{payload}", Self::PATH, self.code))
    }

    /// Signs the mark: `<size>.` and root and signature in base32 (RFC 4648, upper case, no padding).
    ///
    /// # Errors
    /// The code is not one that a line can hold.
    pub fn sign(&self, signer: &Signer) -> Result<String, NoteError> {
        let note = signer.sign(&self.checkpoint(signer.public().name()))?;
        let malformed = NoteError::Malformed { line: 1 };
        let signature = note.trim_end().rsplit(' ').next().ok_or(malformed)?;
        let signature = STANDARD.decode(signature).map_err(|_| NoteError::BadSignature)?;
        let bytes = [&self.head.root.0, signature.get(ID..).unwrap_or_default()].concat();
        Ok(format!("{}.{}", self.head.size, BASE32_NOPAD.encode(&bytes)))
    }

    /// Reads a payload for a paper with this code, signed by this key.
    ///
    /// # Errors
    /// It is of another form, was signed for another paper, or not by this key.
    pub fn open(code: &str, payload: &str, key: &PublicKey) -> Result<Self, NoteError> {
        let malformed = || NoteError::Malformed { line: 1 };
        let (size, bytes) = payload.split_once('.').ok_or_else(malformed)?;
        let size = decimal(size).ok_or_else(malformed)?;
        let bytes = BASE32_NOPAD.decode(bytes.as_bytes()).map_err(|_| malformed())?;
        let (root, signature) = bytes.split_at_checked(ROOT).ok_or_else(malformed)?;
        let root = Hash::from_slice(root).map_err(|_| malformed())?;
        let mark = Self { code: code.to_owned(), head: Head { size, root } };
        let text = mark.checkpoint(key.name()).text()?;
        let signature = STANDARD.encode([&key.id(), signature].concat());
        let note = format!("{text}\n\u{2014} {} {signature}\n", key.name());
        let signed = Verifier::new([key.clone()]).open(&note)?;
        // The text of a checkpoint is read back to what it was made of, the code included.
        if signed.checkpoint == mark.checkpoint(key.name()) { Ok(mark) } else { Err(malformed()) }
    }

    fn checkpoint(&self, origin: &str) -> Checkpoint {
        Checkpoint {
            origin: origin.to_owned(),
            size: self.head.size,
            root: self.head.root,
            extensions: vec![format!("{LINE}{}", self.code)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "7K2M9QXA3D5F7K2M9QXA";

    fn signer(seed: u8) -> Signer {
        Signer::new("log.example/e1", &[seed; 32]).unwrap()
    }

    fn mark() -> PaperMark {
        PaperMark { code: CODE.into(), head: Head { size: 1234, root: Hash([9; 32]) } }
    }

    #[test]
    fn a_mark_is_read_back_with_the_key_and_the_code_and_with_no_other() {
        let payload = mark().sign(&signer(1)).unwrap();
        assert_eq!(payload.len(), "1234.".len() + 154);
        let key = signer(1).public();
        assert_eq!(PaperMark::open(CODE, &payload, &key).unwrap(), mark());
        assert!(PaperMark::open("8K2M9QXA3D5F7K2M9QXA", &payload, &key).is_err());
        assert!(PaperMark::open(CODE, &payload, &signer(2).public()).is_err());
        let other = signer(1).public().named("log.example/e2").unwrap();
        assert!(PaperMark::open(CODE, &payload, &other).is_err());
    }

    #[test]
    fn a_payload_of_which_one_character_is_another_is_refused() {
        let payload = mark().sign(&signer(1)).unwrap();
        let key = signer(1).public();
        for at in 0..payload.len() {
            let mut bytes = payload.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(PaperMark::open(CODE, &changed, &key).is_err(), "{at}: {changed}");
        }
        for odd in ["", ".", "1.", "01234.AAAA", "1234", "1234.????"] {
            assert!(PaperMark::open(CODE, odd, &key).is_err(), "{odd}");
        }
        assert!(PaperMark::open(CODE, &format!("{payload}A"), &key).is_err());
        assert!(PaperMark::open(CODE, &format!("0{payload}"), &key).is_err());
    }

    #[test]
    fn a_code_cannot_bring_lines_of_its_own() {
        let sly = PaperMark { code: "A\nB".into(), ..mark() };
        assert!(sly.sign(&signer(1)).is_err());
    }
}
