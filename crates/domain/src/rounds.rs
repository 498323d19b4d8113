//! 校验记录: what the platform found when it verified its own record, by the clock or when asked.
//!
//! The result is an event like any other, so that it cannot be taken back, and leaves the building
//! with the next head. What is checked and how is not known here.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Refused;

/// How much was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// Everything in the database; that evidence objects are there, and not their bytes.
    Brief,
    /// The bytes of every evidence object too.
    Whole,
}

impl Depth {
    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Brief => "数据库校验",
            Self::Whole => "全面校验",
        }
    }
}

/// What a verification came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// How much was checked.
    pub depth: Depth,
    /// How many events there were.
    pub events: u64,
    /// The head that was computed anew: size and first hundred bits of the root.
    pub head: String,
    /// How many evidence objects were looked at.
    pub objects: u64,
    /// Findings that the record is not what it was.
    pub altered: u64,
    /// Findings that the storage is broken.
    pub corrupt: u64,
    /// Findings that the record contradicts a head from outside.
    pub conflicts: u64,
    /// Findings that a proof is missing.
    pub incomplete: u64,
    /// The codes of what was found, each once.
    pub codes: Vec<String>,
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// When it ended.
    pub at: Timestamp,
}

impl Verified {
    /// Whether nothing was wrong.
    pub const fn is_clean(&self) -> bool {
        self.altered + self.corrupt + self.conflicts + self.incomplete == 0
    }
}

/// What can be asked of the platform's own record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Command {
    /// Note what a verification came to.
    NoteVerified(Verified),
}

/// What has happened to the platform's own record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "$event", rename_all = "kebab-case")]
pub enum Event {
    /// It was verified.
    Verified(Verified),
}

/// The last verifications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rounds {
    /// The last one of any depth.
    pub last: Option<Verified>,
    /// The last one of everything.
    pub whole: Option<Verified>,
}

impl Command {
    /// Decides what is noted; a result is noted whatever it is.
    ///
    /// # Errors
    /// None.
    pub fn decide(&self) -> Result<Vec<Event>, Refused> {
        let Self::NoteVerified(verified) = self;
        Ok(vec![Event::Verified(verified.clone())])
    }
}

/// The last verifications after the event.
pub fn apply(before: Option<Rounds>, event: &Event) -> Rounds {
    let Event::Verified(verified) = event;
    let mut rounds = before.unwrap_or_default();
    if verified.depth == Depth::Whole {
        rounds.whole = Some(verified.clone());
    }
    rounds.last = Some(verified.clone());
    rounds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verified(depth: Depth, altered: u64) -> Verified {
        Verified {
            depth,
            events: 7,
            head: "#7 ABC".into(),
            objects: 0,
            altered,
            corrupt: 0,
            conflicts: 0,
            incomplete: 0,
            codes: vec![],
            millis: 1,
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn the_last_whole_verification_stays_while_brief_ones_follow() {
        let whole = Event::Verified(verified(Depth::Whole, 0));
        let brief = Event::Verified(verified(Depth::Brief, 2));
        let rounds = apply(Some(apply(None, &whole)), &brief);
        assert!(rounds.whole.is_some_and(|whole| whole.is_clean()));
        assert!(!rounds.last.unwrap().is_clean());
    }
}
