//! Cosignatures: what a witness says of a checkpoint, as C2SP tlog-cosignature with Ed25519.
//!
//! A witness says at what time it had seen the log grow to this head without ever changing what
//! came before. Whether it looked is its own business; here is only what it signs.

use std::{fmt, str::FromStr};

use base64::{Engine, prelude::BASE64_STANDARD as BASE64};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::{
    checkpoint::{Checkpoint, DASH, NoteError, is_key_name, split},
    hash::Profile,
};

/// The type byte of a cosignature key.
const COSIGNATURE: u8 = 4;

/// A witness's private key and name.
pub struct Cosigner {
    name: String,
    key: SigningKey,
}

/// A witness's public key and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessKey {
    name: String,
    key: VerifyingKey,
}

impl fmt::Debug for Cosigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cosigner").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Cosigner {
    /// A witness of this name with the key from a seed, which signs nothing else.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        if !is_key_name(name) {
            return Err(NoteError::BadKey);
        }
        Ok(Self { name: name.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// The public key.
    pub fn public(&self) -> WitnessKey {
        WitnessKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// The signature line for a note at a POSIX time, with its line end.
    pub fn cosign(&self, note: &str, at: u64) -> Result<String, NoteError> {
        let (text, _) = split(note)?;
        Checkpoint::from_text(text)?;
        let mut bytes = self.public().id().to_vec();
        bytes.extend_from_slice(&at.to_be_bytes());
        bytes.extend_from_slice(&self.key.sign(message(text, at).as_bytes()).to_bytes());
        Ok(format!("{DASH}{} {}\n", self.name, BASE64.encode(bytes)))
    }
}

impl WitnessKey {
    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of a digest of name, type and key.
    pub fn id(&self) -> [u8; 4] {
        let parts: [&[u8]; 3] = [self.name.as_bytes(), &[b'\n', COSIGNATURE], self.key.as_bytes()];
        let [first, second, third, fourth, ..] = Profile::Sha256.digest(&parts).0;
        [first, second, third, fourth]
    }

    /// When this witness cosigned the note; `None` when it did not.
    ///
    /// A line in its name that does not verify is an error and not a missing one.
    pub fn cosigned(&self, note: &str) -> Result<Option<u64>, NoteError> {
        let (text, lines) = split(note)?;
        let own = lines.iter().find(|line| line.name == self.name && line.id == self.id());
        let Some(line) = own else { return Ok(None) };
        let (at, signature) =
            line.signature.split_first_chunk::<8>().ok_or(NoteError::BadSignature)?;
        let at = u64::from_be_bytes(*at);
        let signature = Signature::from_slice(signature).map_err(|_| NoteError::BadSignature)?;
        let verified = self.key.verify_strict(message(text, at).as_bytes(), &signature);
        if verified.is_err() || i64::try_from(at).is_err() {
            return Err(NoteError::BadSignature);
        }
        Ok(Some(at))
    }

    /// The note with this witness's line from an answer put under it; a line of the same witness
    /// that stood there gives way.
    pub fn adopt(&self, note: &str, answer: &str) -> Result<String, NoteError> {
        let (text, lines) = split(note)?;
        let (_, answered) = split_block(text, answer)?;
        let fresh = answered.into_iter().find(|line| line.1 == self.name && line.2 == self.id());
        let (fresh, ..) = fresh.ok_or(NoteError::Unsigned)?;
        let kept = lines.iter().filter(|line| !(line.name == self.name && line.id == self.id()));
        let kept: Vec<String> = kept
            .map(|line| {
                let bytes = [&line.id[..], &line.signature].concat();
                format!("{DASH}{} {}\n", line.name, BASE64.encode(bytes))
            })
            .collect();
        let whole = format!("{text}\n{}{fresh}", kept.concat());
        match self.cosigned(&whole)? {
            Some(_) => Ok(whole),
            None => Err(NoteError::Unsigned),
        }
    }
}

/// The lines of an answer: each as it stands, its name and its key id.
type Answered = Vec<(String, String, [u8; 4])>;

fn split_block<'a>(text: &'a str, answer: &str) -> Result<(&'a str, Answered), NoteError> {
    let note = format!("{text}\n{answer}");
    let (_, lines) = split(&note)?;
    let whole = answer.split_inclusive('\n').map(str::to_owned);
    let lines = lines.iter().map(|line| (line.name.to_owned(), line.id));
    Ok((text, whole.zip(lines).map(|(whole, (name, id))| (whole, name, id)).collect()))
}

impl fmt::Display for WitnessKey {
    /// `<name>+<key id>+<base64 of type and key>`, as the keys of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![COSIGNATURE];
        bytes.extend_from_slice(self.key.as_bytes());
        write!(f, "{}+{}+{}", self.name, hex::encode(self.id()), BASE64.encode(bytes))
    }
}

impl FromStr for WitnessKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let name = parts.next().filter(|name| is_key_name(name)).ok_or(NoteError::BadKey)?;
        let id = parts.next().ok_or(NoteError::BadKey)?;
        let bytes = parts.next().and_then(|text| BASE64.decode(text).ok());
        let bytes = bytes.ok_or(NoteError::BadKey)?;
        let material = bytes.strip_prefix(&[COSIGNATURE]).ok_or(NoteError::BadKey)?;
        let material: &[u8; 32] = material.try_into().map_err(|_| NoteError::BadKey)?;
        let key = VerifyingKey::from_bytes(material).map_err(|_| NoteError::BadKey)?;
        let key = Self { name: name.to_owned(), key };
        if hex::encode(key.id()) == id { Ok(key) } else { Err(NoteError::BadKey) }
    }
}

/// What is signed: a header, the time, then the whole text of the checkpoint.
fn message(text: &str, at: u64) -> String {
    format!("cosignature/v1\ntime {at}\n{text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Signer, Verifier, hash::Hash};

    fn note() -> (String, Signer) {
        let signer = Signer::new("log.example/e1", &[1; 32]).unwrap();
        let checkpoint = Checkpoint {
            origin: "log.example/e1".to_owned(),
            size: 3,
            root: Hash([7; 32]),
            extensions: Vec::new(),
        };
        (signer.sign(&checkpoint).unwrap(), signer)
    }

    #[test]
    fn a_cosigned_note_says_when_and_still_bears_the_signature_of_the_log() {
        let (note, signer) = note();
        let witness = Cosigner::new("witness.example/w1", &[2; 32]).unwrap();
        let line = witness.cosign(&note, 1_679_315_147).unwrap();
        let key = witness.public();
        assert_eq!(key.cosigned(&note), Ok(None));
        let whole = key.adopt(&note, &line).unwrap();
        assert_eq!(key.cosigned(&whole), Ok(Some(1_679_315_147)));
        let verifier = Verifier::new([signer.public()]);
        assert_eq!(verifier.open(&whole).unwrap().signers, ["log.example/e1"]);
        let later = witness.cosign(&note, 1_679_315_200).unwrap();
        let again = key.adopt(&whole, &later).unwrap();
        assert_eq!(again.lines().count(), whole.lines().count(), "one line for each witness");
        assert_eq!(key.cosigned(&again), Ok(Some(1_679_315_200)));
    }

    #[test]
    fn a_cosignature_fits_one_text_one_time_and_one_key() {
        let (note, _) = note();
        let witness = Cosigner::new("witness.example/w1", &[2; 32]).unwrap();
        let key = witness.public();
        let whole = key.adopt(&note, &witness.cosign(&note, 5).unwrap()).unwrap();
        let moved = whole.replacen("\n3\n", "\n4\n", 1);
        assert_eq!(key.cosigned(&moved), Err(NoteError::BadSignature));
        let other = Cosigner::new("witness.example/w2", &[2; 32]).unwrap();
        assert_eq!(other.public().cosigned(&whole), Ok(None));
        assert_eq!(
            other.public().adopt(&note, &witness.cosign(&note, 5).unwrap()),
            Err(NoteError::Unsigned)
        );
    }

    #[test]
    fn a_key_is_read_back_from_its_text_and_no_other_kind_is() {
        let key = Cosigner::new("witness.example/w1", &[2; 32]).unwrap().public();
        assert_eq!(key.to_string().parse(), Ok(key.clone()));
        let log = Signer::new("witness.example/w1", &[2; 32]).unwrap().public().to_string();
        assert_eq!(log.parse::<WitnessKey>(), Err(NoteError::BadKey));
    }
}
