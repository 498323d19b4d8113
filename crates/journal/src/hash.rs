//! Digests and the hash profile of a log: leaf, node and empty root as in RFC 6962.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest, Sha256};
use sm3::Sm3;

/// A 32-byte digest, written as 64 lower-case hexadecimal digits.
#[derive(Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// Which hash function a log uses.
///
/// The profile belongs to the log (its origin), not to the event: the frame has
/// no field for it, so that the same events are the leaves of two logs, and the
/// second changes no byte of the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// SHA-256, interoperable with the C2SP transparency-log tools.
    #[default]
    Sha256,
    /// SM3 (GM/T 0004-2012), for whoever must use the national algorithms.
    Sm3,
}

/// The text is not exactly 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("摘要应为 64 位小写十六进制数字")]
pub struct NotAHash;

impl Hash {
    /// Thirty-two zero bytes: "nothing before this", never a real digest.
    pub const ZERO: Self = Self([0; 32]);

    /// The bytes as a slice.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Reads a digest stored as raw bytes; any other length than 32 is refused.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, NotAHash> {
        bytes.try_into().map(Self).map_err(|_| NotAHash)
    }
}

impl Profile {
    /// The name written in evidence references: `sha256`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sm3 => "sm3",
        }
    }

    /// The plain digest of the concatenated parts.
    pub fn digest(self, parts: &[&[u8]]) -> Hash {
        match self {
            Self::Sha256 => Hash(whole::<Sha256>(parts).into()),
            Self::Sm3 => Hash(whole::<Sm3>(parts).into()),
        }
    }

    /// The leaf hash of an event's canonical bytes: `H(0x00 ‖ bytes)`.
    pub fn leaf(self, bytes: &[u8]) -> Hash {
        self.digest(&[&[0], bytes])
    }

    /// The hash of an inner node: `H(0x01 ‖ left ‖ right)`.
    pub fn node(self, left: Hash, right: Hash) -> Hash {
        self.digest(&[&[1], &left.0, &right.0])
    }

    /// The root of a log with no event: the digest of nothing.
    pub fn empty_root(self) -> Hash {
        self.digest(&[])
    }
}

fn whole<D: Digest>(parts: &[&[u8]]) -> sha2::digest::Output<D> {
    let mut hasher = D::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize()
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(NotAHash);
        }
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| NotAHash)?;
        Ok(Self(bytes))
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of GM/T 0004-2012, annex A.
    #[test]
    fn sm3_gives_what_the_standard_gives() {
        let abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(Profile::Sm3.digest(&[b"a", b"bc"]).to_string(), abc);
        let long = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732";
        assert_eq!(Profile::Sm3.digest(&["abcd".repeat(16).as_bytes()]).to_string(), long);
    }
}
