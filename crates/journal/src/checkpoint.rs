//! Checkpoints: the signed head of a log as C2SP tlog-checkpoint in a signed-note.
//!
//! Ed25519 notes (type 0x01) and SM2 notes (type 0xff with a name) are made and checked; lines of
//! other keys and types, such as witness cosignatures, are kept in the text and passed over.

use std::{fmt, ops::RangeInclusive, str::FromStr};

use base64::{Engine, prelude::BASE64_STANDARD as BASE64};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::{
    hash::{Hash, Profile},
    sm,
    tree::Head,
};

/// The longest note in bytes, inclusive.
pub const MAX_NOTE_BYTES: usize = 65_536;

/// The most signature lines in a note, inclusive.
pub const MAX_SIGNATURES: usize = 64;

const ED25519: u8 = 1;
pub(crate) const DASH: &str = "\u{2014} ";

/// The head of a log: how many events it has and the root over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the log, as in every frame.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root hash of the tree.
    pub root: Hash,
    /// Further lines, usually none.
    pub extensions: Vec<String>,
}

/// A checkpoint whose signatures were checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The head.
    pub checkpoint: Checkpoint,
    /// Names of the known keys that signed it, at least one.
    pub signers: Vec<String>,
}

/// A signing key with its name.
pub struct Signer {
    secret: Secret,
    public: PublicKey,
}

/// The secret half of a key, by algorithm.
enum Secret {
    Ed25519(Box<SigningKey>),
    Sm2(Box<sm::Secret>),
}

/// The public half of a key, by algorithm.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Public {
    Ed25519(Box<VerifyingKey>),
    Sm2(Box<sm::Public>),
}

/// A public key with its name; its text form is the `vkey` of signed-note,
/// `<name>+<id>+<base64>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: Public,
}

/// The keys one trusts, each for the sizes that it signs.
#[derive(Clone, Debug, Default)]
pub struct Verifier {
    keys: Vec<(PublicKey, RangeInclusive<u64>)>,
}

/// Why a note, a checkpoint or a key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The text breaks the format.
    #[error("检查点文本第 {line} 行不合格式规定")]
    Malformed {
        /// Line, from 1.
        line: usize,
    },
    /// No line is by a key we know.
    #[error("检查点没有任何已知密钥的签名")]
    Unsigned,
    /// A line by a key we know does not verify.
    #[error("检查点的签名不成立")]
    BadSignature,
    /// The key or its name is not usable.
    #[error("密钥或者密钥名称不合规定")]
    BadKey,
}

impl Checkpoint {
    /// Size and root, for checking proofs.
    pub const fn head(&self) -> Head {
        Head { size: self.size, root: self.root }
    }

    /// The lines that are signed, each ended by a newline.
    pub fn text(&self) -> Result<String, NoteError> {
        let text = self.to_string();
        match Self::from_text(&text) {
            Ok(read) if read == *self => Ok(text),
            Ok(_) => Err(NoteError::Malformed { line: 1 }),
            Err(error) => Err(error),
        }
    }

    /// Reads the lines that are signed; only the form [`Checkpoint::text`] writes is taken.
    pub fn from_text(text: &str) -> Result<Self, NoteError> {
        let body = text.strip_suffix('\n').ok_or(NoteError::Malformed { line: 1 })?;
        for (number, line) in (1..).zip(body.split('\n')) {
            if line.is_empty() || line.chars().any(char::is_control) {
                return Err(NoteError::Malformed { line: number });
            }
        }
        let mut lines = body.split('\n');
        let origin = lines.next().ok_or(NoteError::Malformed { line: 1 })?;
        let size = lines.next().and_then(decimal).ok_or(NoteError::Malformed { line: 2 })?;
        let root = lines
            .next()
            .and_then(|line| BASE64.decode(line).ok())
            .and_then(|bytes| Hash::from_slice(&bytes).ok())
            .ok_or(NoteError::Malformed { line: 3 })?;
        let extensions = lines.map(str::to_owned).collect();
        Ok(Self { origin: origin.to_owned(), size, root, extensions })
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, BASE64.encode(self.root.0))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl Signer {
    /// A signer from a name without spaces or `+` and a 32-byte Ed25519 seed.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        let key = SigningKey::from_bytes(seed);
        let public = Public::Ed25519(Box::new(key.verifying_key()));
        Self::named(name, Secret::Ed25519(Box::new(key)), public)
    }

    /// A signer from a name without spaces or `+` and the 32 bytes of an SM2 key.
    pub fn sm2(name: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        let key = sm::Secret::new(seed).ok_or(NoteError::BadKey)?;
        let public = key.public().ok_or(NoteError::BadKey)?;
        Self::named(name, Secret::Sm2(Box::new(key)), Public::Sm2(Box::new(public)))
    }

    fn named(name: &str, secret: Secret, key: Public) -> Result<Self, NoteError> {
        if !is_key_name(name) {
            return Err(NoteError::BadKey);
        }
        Ok(Self { secret, public: PublicKey { name: name.to_owned(), key } })
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        self.public.clone()
    }

    /// The signed note of a checkpoint.
    pub fn sign(&self, checkpoint: &Checkpoint) -> Result<String, NoteError> {
        let text = checkpoint.text()?;
        let line = self.line(&text)?;
        Ok(format!("{text}\n{line}"))
    }

    /// The note with one more signature line, after reading it strictly.
    pub fn add(&self, note: &str) -> Result<String, NoteError> {
        let (text, lines) = split(note)?;
        let public = self.public();
        if lines.len() >= MAX_SIGNATURES || lines.iter().any(|line| line.is_by(&public)) {
            return Err(NoteError::BadKey);
        }
        Checkpoint::from_text(text)?;
        Ok(format!("{note}{}", self.line(text)?))
    }

    fn line(&self, text: &str) -> Result<String, NoteError> {
        let mut bytes = self.public.id().to_vec();
        match &self.secret {
            Secret::Ed25519(key) => bytes.extend(key.sign(text.as_bytes()).to_bytes()),
            Secret::Sm2(key) => bytes.extend(key.sign(text.as_bytes()).ok_or(NoteError::BadKey)?),
        }
        Ok(format!("{DASH}{} {}\n", self.public.name, BASE64.encode(bytes)))
    }
}

impl PublicKey {
    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same key under another name.
    ///
    /// # Errors
    /// The name is not one of a key.
    pub fn named(&self, name: &str) -> Result<Self, NoteError> {
        if is_key_name(name) {
            Ok(Self { name: name.to_owned(), key: self.key.clone() })
        } else {
            Err(NoteError::BadKey)
        }
    }

    /// The key id of signed-note: the first four bytes of
    /// `SHA-256(name ‖ 0x0A ‖ type ‖ public key)`.
    pub fn id(&self) -> [u8; 4] {
        let parts: [&[u8]; 3] = [self.name.as_bytes(), b"\n", &self.key.bytes()];
        let [first, second, third, fourth, ..] = Profile::Sha256.digest(&parts).0;
        [first, second, third, fourth]
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.key.bytes();
        write!(f, "{}+{}+{}", self.name, hex::encode(self.id()), BASE64.encode(bytes))
    }
}

impl Public {
    /// The type and the key.
    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => [&[ED25519], key.as_bytes().as_slice()].concat(),
            Self::Sm2(key) => [&[sm::KIND], sm::NAME, key.bytes().as_slice()].concat(),
        }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        match bytes.split_first()? {
            (&ED25519, key) => {
                let key = VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
                (!key.is_weak()).then(|| Self::Ed25519(Box::new(key)))
            }
            (&sm::KIND, key) => {
                let point = key.strip_prefix(sm::NAME)?;
                sm::Public::read(point).map(|key| Self::Sm2(Box::new(key)))
            }
            _ => None,
        }
    }

    /// Whether the signature over the text is the key's.
    fn signed(&self, text: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Ed25519(key) => Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(text, &signature).is_ok()),
            Self::Sm2(key) => key.signed(text, signature),
        }
    }
}

impl FromStr for PublicKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let name = parts.next().filter(|name| is_key_name(name)).ok_or(NoteError::BadKey)?;
        let id = parts.next().ok_or(NoteError::BadKey)?;
        let bytes = parts.next().and_then(|part| BASE64.decode(part).ok());
        let bytes = bytes.ok_or(NoteError::BadKey)?;
        let key = Public::read(&bytes).ok_or(NoteError::BadKey)?;
        let public = Self { name: name.to_owned(), key };
        if hex::encode(public.id()) != id {
            return Err(NoteError::BadKey);
        }
        Ok(public)
    }
}

impl Verifier {
    /// A verifier that trusts these keys: the log's own, former ones, the bureau's.
    pub fn new(keys: impl IntoIterator<Item = PublicKey>) -> Self {
        Self { keys: keys.into_iter().map(|key| (key, 0..=u64::MAX)).collect() }
    }

    /// Trusts one more key, for heads of these sizes alone: of others it is unknown.
    pub(crate) fn trust(&mut self, key: Option<PublicKey>, sizes: RangeInclusive<u64>) {
        self.keys.extend(key.map(|key| (key, sizes)));
    }

    /// Reads a note. At least one known key must have signed it, and every line
    /// of a known key must verify; lines of unknown keys are passed over.
    pub fn open(&self, note: &str) -> Result<Signed, NoteError> {
        let (text, lines) = split(note)?;
        let checkpoint = Checkpoint::from_text(text)?;
        let mut signers = Vec::new();
        let in_time = |sizes: &RangeInclusive<u64>| sizes.contains(&checkpoint.size);
        for line in &lines {
            let mut known = self.keys.iter().filter(|(_, sizes)| in_time(sizes));
            let Some((key, _)) = known.find(|(key, _)| line.is_by(key)) else { continue };
            if !key.key.signed(text.as_bytes(), &line.signature) {
                return Err(NoteError::BadSignature);
            }
            signers.push(key.name.clone());
        }
        if signers.is_empty() {
            Err(NoteError::Unsigned)
        } else {
            Ok(Signed { checkpoint, signers })
        }
    }
}

/// One signature line of a note.
#[derive(PartialEq, Eq)]
pub(crate) struct Line<'a> {
    pub(crate) name: &'a str,
    pub(crate) id: [u8; 4],
    pub(crate) signature: Vec<u8>,
}

impl Line<'_> {
    fn is_by(&self, key: &PublicKey) -> bool {
        self.name == key.name && self.id == key.id()
    }
}

/// Splits a note into the signed text and its signature lines.
pub(crate) fn split(note: &str) -> Result<(&str, Vec<Line<'_>>), NoteError> {
    let (body, signatures) = note.rsplit_once("\n\n").ok_or(NoteError::Malformed { line: 1 })?;
    let first = body.split('\n').count() + 2;
    let malformed = |line| NoteError::Malformed { line };
    let block = signatures.strip_suffix('\n').ok_or(malformed(first))?;
    let text = note.get(..=body.len()).ok_or(malformed(1))?;
    if note.len() > MAX_NOTE_BYTES || block.split('\n').count() > MAX_SIGNATURES {
        return Err(malformed(1));
    }
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (number, line) in (first..).zip(block.split('\n')) {
        let line = signature_line(line).ok_or(malformed(number))?;
        if lines.iter().any(|other| other.name == line.name && other.id == line.id) {
            return Err(malformed(number));
        }
        lines.push(line);
    }
    Ok((text, lines))
}

fn signature_line(line: &str) -> Option<Line<'_>> {
    let (name, encoded) = line.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = BASE64.decode(encoded).ok()?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    if !is_key_name(name) || signature.is_empty() {
        return None;
    }
    Some(Line { name, id: *id, signature: signature.to_vec() })
}

pub(crate) fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c == '+' || c.is_whitespace() || c.is_control())
}

/// Reads decimal digits without sign or leading zero.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}
