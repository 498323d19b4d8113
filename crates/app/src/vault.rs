//! Personal values beside the journal: each under its own key, that key wrapped by the installation's.
//!
//! Erasing the row destroys value, salt and key together; the commitment in the journal stays.

use aes_gcm::aead::{Aead as _, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use domain::party::{Party, folded};
use hmac::{Hmac, Mac as _};
use journal::Opening;
use sha2::Sha256;

use crate::{Fault, keys};

const VERSION: u8 = 1;
const NONCE: usize = 12;
const WRAPPED: usize = 32 + 16;
/// Of a mark; two parties in a county do not meet by chance in so many bytes.
const MARK: usize = 16;
/// Of the hash under which marks are made.
const BLOCK: usize = 64;

/// Seals and opens personal values.
#[derive(Clone)]
pub struct Vault {
    master: Aes256Gcm,
    marker: Hmac<Sha256>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

impl Vault {
    /// A vault under the installation's key.
    pub fn new(master: &[u8; 32]) -> Self {
        let marks = keyed(master, b"zhifa party marks 1").finalize().into_bytes();
        Self {
            master: Aes256Gcm::new(&Key::<Aes256Gcm>::from(*master)),
            marker: keyed(&marks.into(), b""),
        }
    }

    /// The marks by which a party is found again without being named: of the number first, then
    /// of the name. Nothing marks what is blank or erased.
    pub fn party_marks(&self, party: &Party) -> Vec<String> {
        let known = [("number", &party.id_number), ("name", &party.name)];
        let known = known.into_iter().filter(|(_, value)| !value.is_blank());
        known
            .map(|(kind, value)| {
                let mut mark = self.marker.clone();
                mark.update(kind.as_bytes());
                mark.update(&[0]);
                mark.update(folded(value.reveal()).as_bytes());
                let whole: [u8; 32] = mark.finalize().into_bytes().into();
                hex::encode(whole.first_chunk::<MARK>().unwrap_or(&[0; MARK]))
            })
            .collect()
    }

    /// Encrypts the salt and value of an opening, bound to its event and field.
    pub fn seal(&self, seq: i64, opening: &Opening) -> Result<Vec<u8>, Fault> {
        let aad = aad(seq, &opening.field);
        let fresh = keys::random()?;
        let nonces = keys::random()?;
        let (outer, inner) = nonces_of(&nonces)?;
        let wrapped = self
            .master
            .encrypt(&Nonce::from(outer), Payload { msg: &fresh, aad: &aad })
            .map_err(|_| Fault::Vault)?;
        let mut clear = opening.salt.to_vec();
        clear.extend_from_slice(opening.value.as_bytes());
        let sealed = Aes256Gcm::new(&Key::<Aes256Gcm>::from(fresh))
            .encrypt(&Nonce::from(inner), Payload { msg: &clear, aad: &aad })
            .map_err(|_| Fault::Vault)?;
        let mut bytes = Vec::with_capacity(1 + 2 * NONCE + WRAPPED + sealed.len());
        bytes.push(VERSION);
        bytes.extend_from_slice(&outer);
        bytes.extend_from_slice(&wrapped);
        bytes.extend_from_slice(&inner);
        bytes.extend_from_slice(&sealed);
        Ok(bytes)
    }

    /// Opens what [`seal`](Self::seal) made for the same event and field.
    pub fn open(&self, seq: i64, field: &str, sealed: &[u8]) -> Result<Opening, Fault> {
        let aad = aad(seq, field);
        let (version, rest) = sealed.split_first().ok_or(Fault::Vault)?;
        if *version != VERSION {
            return Err(Fault::Vault);
        }
        let (outer, rest) = rest.split_first_chunk::<NONCE>().ok_or(Fault::Vault)?;
        let (wrapped, rest) = rest.split_first_chunk::<WRAPPED>().ok_or(Fault::Vault)?;
        let (inner, body) = rest.split_first_chunk::<NONCE>().ok_or(Fault::Vault)?;
        let fresh = self
            .master
            .decrypt(&Nonce::from(*outer), Payload { msg: wrapped, aad: &aad })
            .map_err(|_| Fault::Vault)?;
        let fresh: [u8; 32] = fresh.try_into().map_err(|_| Fault::Vault)?;
        let clear = Aes256Gcm::new(&Key::<Aes256Gcm>::from(fresh))
            .decrypt(&Nonce::from(*inner), Payload { msg: body, aad: &aad })
            .map_err(|_| Fault::Vault)?;
        let (salt, value) = clear.split_first_chunk::<16>().ok_or(Fault::Vault)?;
        let value = String::from_utf8(value.to_vec()).map_err(|_| Fault::Vault)?;
        Ok(Opening { field: field.to_owned(), salt: *salt, value })
    }
}

/// The text under the key; a key shorter than a block is filled up with nothing (RFC 2104).
fn keyed(key: &[u8; 32], text: &[u8]) -> Hmac<Sha256> {
    let mut block = [0; BLOCK];
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    mac.update(text);
    mac
}

fn aad(seq: i64, field: &str) -> Vec<u8> {
    format!("{seq}\0{field}").into_bytes()
}

fn nonces_of(random: &[u8; 32]) -> Result<([u8; NONCE], [u8; NONCE]), Fault> {
    let (outer, rest) = random.split_first_chunk::<NONCE>().ok_or(Fault::Vault)?;
    let (inner, _) = rest.split_first_chunk::<NONCE>().ok_or(Fault::Vault)?;
    Ok((*outer, *inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_opened_only_for_its_event_and_field() {
        let vault = Vault::new(&[7; 32]);
        let opening = Opening { field: "party.name".into(), salt: [1; 16], value: "张三".into() };
        let sealed = vault.seal(5, &opening).unwrap();
        let opened = vault.open(5, "party.name", &sealed).unwrap();
        assert_eq!((opened.value.as_str(), opened.salt), ("张三", [1; 16]));
        assert!(vault.open(6, "party.name", &sealed).is_err());
        assert!(vault.open(5, "party.phone", &sealed).is_err());
        assert!(Vault::new(&[8; 32]).open(5, "party.name", &sealed).is_err());
        let mut altered = sealed.clone();
        *altered.last_mut().unwrap() ^= 1;
        assert!(vault.open(5, "party.name", &altered).is_err());
    }

    /// The mark is an HMAC-SHA256 under a derived key, as anybody with the key can make it again.
    #[test]
    fn marks_depend_on_the_key_and_on_nothing_but_the_folded_value() {
        let party = |name: &str, number: &str| Party {
            kind: domain::party::PartyKind::Citizen,
            name: name.into(),
            id_number: number.into(),
            address: domain::Private::default(),
            phone: domain::Private::default(),
            representative: domain::Private::default(),
            born_on: None,
        };
        let vault = Vault::new(&[7; 32]);
        let marks = vault.party_marks(&party("张三", "11010519491231002X"));
        assert_eq!(marks.len(), 2);
        assert!(marks.iter().all(|mark| mark.len() == 2 * MARK), "{marks:?}");
        assert_eq!(marks, vault.party_marks(&party("张 三", "11010519491231002x")));
        assert_eq!(marks.last(), vault.party_marks(&party("张三", "")).first());
        assert!(vault.party_marks(&party("", " ")).is_empty());
        let other = Vault::new(&[8; 32]).party_marks(&party("张三", "11010519491231002X"));
        assert!(marks.iter().all(|mark| !other.contains(mark)));
    }

    #[test]
    fn equal_values_are_sealed_differently() {
        let vault = Vault::new(&[7; 32]);
        let opening = Opening { field: "a".into(), salt: [1; 16], value: "同".into() };
        assert_ne!(vault.seal(1, &opening).unwrap(), vault.seal(1, &opening).unwrap());
    }
}
