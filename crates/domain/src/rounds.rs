//! 校验记录: what the platform found when it looked at itself: at its record, at its clock, and at
//! the evidence that came in.
//!
//! The result is an event like any other, so that it cannot be taken back, and leaves the building
//! with the next head. What is checked and how is not known here.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::evidence::{BlobRef, Suspicion};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused};

/// How much was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// What was recorded since the last verification, with the evidence, and the lists of the
    /// streams that it changed.
    Fresh,
    /// Everything in the database; that evidence objects are there, and not their bytes.
    Brief,
    /// The bytes of every evidence object too.
    Whole,
}

impl Depth {
    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Fresh => "增量校验",
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
    /// How many events an earlier verification had vouched for, so that they were not read again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<u64>,
}

impl Verified {
    /// Whether nothing was wrong.
    pub const fn is_clean(&self) -> bool {
        self.altered + self.corrupt + self.conflicts + self.incomplete == 0
    }
}

/// What the machine's clock was compared with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Gauge {
    /// A counter that runs since the machine was started and that nobody can set.
    Counter,
    /// The time of the last event, when the program started.
    LastEvent,
    /// The clock of a witness.
    Witness {
        /// Its name.
        name: String,
    },
}

impl Gauge {
    /// The Chinese words.
    pub fn name_zh(&self) -> String {
        match self {
            Self::Counter => "开机以来的计时".to_owned(),
            Self::LastEvent => "最后一条记录的时间".to_owned(),
            Self::Witness { name } => format!("见证方 {name} 的时钟"),
        }
    }
}

/// How the clock stands to what it was compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockStanding {
    /// It differs, and not so much that work had to end.
    Differs,
    /// It differs so much that nothing is written.
    Stopped,
    /// It differed so much, and does so no more.
    Righted,
}

impl ClockStanding {
    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Differs => "有偏差，继续办理",
            Self::Stopped => "偏差过大，停止办理",
            Self::Righted => "已校正，恢复办理",
        }
    }
}

/// That the clock was not what it should be, or is so again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockNoted {
    /// What it was compared with.
    pub gauge: Gauge,
    /// How it stands.
    pub standing: ClockStanding,
    /// By how many milliseconds it is ahead; behind, when less than nothing.
    pub ahead_millis: i64,
    /// What it said.
    pub clock: Timestamp,
}

/// That the record goes on under a new name, because its end was lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochBegan {
    /// The statement that says what was recovered and what was lost, with both signatures.
    pub statement: String,
    /// The public key of the supervising body that signed it.
    pub bureau: String,
}

/// That the record is signed by another key from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRotated {
    /// The statement over the last head of the old key, signed by both.
    pub statement: String,
}

/// That an evidence object is kept apart from now on; it stays where it is, under its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarantined {
    /// The object.
    pub blob: BlobRef,
    /// Why.
    pub why: Suspicion,
}

/// That an evidence object is kept apart no longer: it was suspected for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// The SHA-256 of the object, in hexadecimal.
    pub sha256: String,
    /// Who examined it, how, and with which result.
    pub finding: String,
}

/// What can be asked of the platform's own record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Command {
    /// Note what a verification came to.
    NoteVerified(Verified),
    /// Note how the clock stands.
    NoteClock(ClockNoted),
    /// Go on under a new name; the statement was checked against the record.
    BeginEpoch(EpochBegan),
    /// Go on with another key; the statement was checked against the record.
    RotateKey(KeyRotated),
    /// Keep an evidence object apart.
    Quarantine(Quarantined),
    /// Keep one apart no longer.
    Release(Released),
}

/// What has happened to the platform's own record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "$event", rename_all = "kebab-case")]
pub enum Event {
    /// It was verified.
    Verified(Verified),
    /// The clock was not what it should be, or is so again.
    ClockNoted(ClockNoted),
    /// It goes on under a new name.
    EpochBegan(EpochBegan),
    /// It is signed by another key.
    KeyRotated(KeyRotated),
    /// An evidence object is kept apart.
    Quarantined(Quarantined),
    /// One is kept apart no longer.
    Released(Released),
}

/// What the platform found last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rounds {
    /// The last one of any depth.
    pub last: Option<Verified>,
    /// The last one of everything.
    pub whole: Option<Verified>,
    /// What was last said of the clock.
    pub clock: Option<ClockNoted>,
    /// The epochs after the first.
    pub epochs: Vec<EpochBegan>,
    /// The keys after the first.
    pub rotations: Vec<KeyRotated>,
    /// Why which objects are kept apart, by their SHA-256.
    pub quarantined: BTreeMap<String, Suspicion>,
    /// What was found of those that are kept apart no longer, by their SHA-256.
    pub released: BTreeMap<String, String>,
}

impl Command {
    /// The act that policy is asked about.
    pub const fn act(&self) -> Act {
        match self {
            Self::NoteVerified(_)
            | Self::NoteClock(_)
            | Self::BeginEpoch(_)
            | Self::RotateKey(_)
            | Self::Quarantine(_) => Act::VerifyRecord,
            Self::Release(_) => Act::ReleaseEvidence,
        }
    }

    /// Decides what is noted; a result is noted whatever it is.
    ///
    /// # Errors
    /// An object may not be released.
    pub fn decide(&self, rounds: Option<&Rounds>) -> Result<Vec<Event>, Refused> {
        Ok(vec![match self {
            Self::NoteVerified(verified) => Event::Verified(verified.clone()),
            Self::NoteClock(noted) => Event::ClockNoted(noted.clone()),
            Self::BeginEpoch(epoch) => Event::EpochBegan(epoch.clone()),
            Self::RotateKey(rotated) => Event::KeyRotated(rotated.clone()),
            Self::Quarantine(quarantined) => Event::Quarantined(quarantined.clone()),
            Self::Release(released) => {
                released.ready(rounds)?;
                Event::Released(released.clone())
            }
        }])
    }
}

impl Released {
    fn ready(&self, rounds: Option<&Rounds>) -> Result<(), Refused> {
        let mut found = Obstacles::new();
        match rounds.and_then(|rounds| rounds.quarantined.get(&self.sha256)) {
            None => {
                found.add(Refusal::new(
                    "EVID-001",
                    "这个文件没有被隔离。",
                    "请在隔离文件列表中核对；已经解除的不需要再办。",
                ));
            }
            Some(Suspicion::Malware) => {
                found.add(Refusal::new(
                    "EVID-002",
                    "含有已知恶意程序特征的文件不能解除隔离。",
                    "原件已经原样保存；确需查看的，提示后下载到断网的计算机上打开。",
                ));
            }
            Some(
                Suspicion::Unreadable
                | Suspicion::Oversized
                | Suspicion::Smuggled
                | Suspicion::Active
                | Suspicion::Unexamined,
            ) => {}
        }
        found.require(!self.finding.trim().is_empty(), || {
            Refusal::new(
                "EVID-003",
                "没有写明检查情况。",
                "请写明由谁、用什么方法检查，结论是什么。",
            )
            .at("finding")
        });
        found.clear()
    }
}

/// What was found last, after the event.
pub fn apply(before: Option<Rounds>, event: &Event) -> Rounds {
    let mut rounds = before.unwrap_or_default();
    match event {
        Event::Verified(verified) => {
            if verified.depth == Depth::Whole {
                rounds.whole = Some(verified.clone());
            }
            rounds.last = Some(verified.clone());
        }
        Event::ClockNoted(noted) => rounds.clock = Some(noted.clone()),
        Event::EpochBegan(epoch) => rounds.epochs.push(epoch.clone()),
        Event::KeyRotated(rotated) => rounds.rotations.push(rotated.clone()),
        Event::Quarantined(Quarantined { blob, why }) => {
            // The first reason stays.
            rounds.quarantined.entry(blob.sha256.clone()).or_insert(*why);
        }
        Event::Released(Released { sha256, finding }) => {
            rounds.quarantined.remove(sha256);
            rounds.released.insert(sha256.clone(), finding.clone());
        }
    }
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
            since: None,
        }
    }

    #[test]
    fn the_last_whole_verification_stays_while_brief_ones_follow() {
        let whole = Event::Verified(verified(Depth::Whole, 0));
        let brief = Event::Verified(verified(Depth::Fresh, 2));
        let rounds = apply(Some(apply(None, &whole)), &brief);
        assert!(rounds.whole.is_some_and(|whole| whole.is_clean()));
        assert!(!rounds.last.unwrap().is_clean());
    }

    #[test]
    fn an_object_that_is_kept_apart_stays_so_for_the_first_reason() {
        let blob =
            BlobRef { sha256: "ab".repeat(32), size: 3, mime: "image/png".into(), chunks: None };
        let apart = |why| Event::Quarantined(Quarantined { blob: blob.clone(), why });
        let rounds =
            apply(Some(apply(None, &apart(Suspicion::Malware))), &apart(Suspicion::Active));
        assert_eq!(rounds.quarantined.get(&blob.sha256), Some(&Suspicion::Malware));
        assert_eq!(rounds.quarantined.len(), 1);
    }

    /// Malware is never released, and nothing without a finding.
    #[test]
    fn an_object_is_released_after_it_was_examined_unless_it_is_malware() {
        let blob = |digits: &str| BlobRef {
            sha256: digits.repeat(32),
            size: 3,
            mime: "application/pdf".into(),
            chunks: None,
        };
        let apart = |digits, why| Event::Quarantined(Quarantined { blob: blob(digits), why });
        let rounds = apply(None, &apart("ab", Suspicion::Active));
        let rounds = apply(Some(rounds), &apart("cd", Suspicion::Malware));
        let release = |digits: &str, finding: &str| {
            let released = Released { sha256: digits.repeat(32), finding: finding.into() };
            Command::Release(released).decide(Some(&rounds))
        };
        assert_eq!(release("ab", " ").unwrap_err().codes(), ["EVID-003"]);
        assert_eq!(release("cd", "误报").unwrap_err().codes(), ["EVID-002"]);
        assert_eq!(release("ef", "").unwrap_err().codes(), ["EVID-001", "EVID-003"]);
        let events = release("ab", "信息中心用两种软件检查，表单脚本只作计算").unwrap();
        let after = apply(Some(rounds.clone()), &events[0]);
        assert_eq!(after.quarantined.len(), 1);
        assert!(after.released[&"ab".repeat(32)].contains("表单脚本"));
        let again = Released { sha256: "ab".repeat(32), finding: "再解除一次".into() };
        let again = Command::Release(again).decide(Some(&after));
        assert_eq!(again.unwrap_err().codes(), ["EVID-001"]);
    }

    #[test]
    fn where_a_verification_began_is_written_only_when_it_did_not_begin_at_the_start() {
        let whole = serde_json::to_value(verified(Depth::Brief, 0)).unwrap();
        assert_eq!(whole.get("since"), None);
        let fresh = Verified { since: Some(5), ..verified(Depth::Fresh, 0) };
        let written = serde_json::to_value(&fresh).unwrap();
        assert_eq!((&written["depth"], &written["since"]), (&"fresh".into(), &5.into()));
        assert_eq!(serde_json::from_value::<Verified>(written).unwrap(), fresh);
    }
}
