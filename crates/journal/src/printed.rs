//! The short head printed on paper: size and the first hundred bits of the root.
//!
//! A hundred bits are enough to refuse any other root and short enough to read
//! aloud; the signature is not on paper, the paper itself is the anchor.

use std::{fmt, str::FromStr};

use data_encoding::BASE32_NOPAD;

use crate::{checkpoint::decimal, hash::Hash};

const CHARACTERS: usize = 20;

/// A printed head as read from paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortHead {
    /// Number of events in the log.
    pub size: u64,
    prefix: String,
}

/// The text is not a printed head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("存证头应为“#数字 加 20 位字母数字”的形式")]
pub struct NotAShortHead;

/// The printed form: `#<size> ` and twenty base32 characters (RFC 4648, upper case).
pub fn short_head(size: u64, root: Hash) -> String {
    ShortHead::of(size, root).to_string()
}

impl ShortHead {
    /// The short head of a size and its root.
    pub fn of(size: u64, root: Hash) -> Self {
        Self { size, prefix: prefix(root) }
    }

    /// Whether paper and log agree.
    pub fn agrees(&self, size: u64, root: Hash) -> bool {
        *self == Self::of(size, root)
    }
}

impl fmt::Display for ShortHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{} {}", self.size, self.prefix)
    }
}

impl FromStr for ShortHead {
    type Err = NotAShortHead;

    /// Reads a head typed from paper: lower-case letters are taken as upper
    /// case, anything else must be exact.
    fn from_str(text: &str) -> Result<Self, NotAShortHead> {
        let rest = text.strip_prefix('#').ok_or(NotAShortHead)?;
        let (size, prefix) = rest.split_once(' ').ok_or(NotAShortHead)?;
        let prefix = prefix.to_ascii_uppercase();
        if prefix.len() != CHARACTERS
            || !prefix.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'2'..=b'7'))
        {
            return Err(NotAShortHead);
        }
        Ok(Self { size: decimal(size).ok_or(NotAShortHead)?, prefix })
    }
}

/// The first hundred bits of the root, five to a character.
fn prefix(root: Hash) -> String {
    let mut text = BASE32_NOPAD.encode(&root.0);
    text.truncate(CHARACTERS);
    text
}
