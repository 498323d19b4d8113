//! 流转: who has had an evidence object in hand after it came in, and what left with it.
//!
//! Each object has a stream of its own, named by its hash. When it was captured and received stands
//! in the record of the thing that it proves; that it was kept apart stands in the platform's own
//! record (ISO/IEC 27037: the chain of custody names who had access, when, and why).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// What was done with an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handling {
    /// The original was shown or downloaded.
    Viewed,
    /// It was drawn again for the pages of a case file; the original stayed as it is.
    Derived,
    /// The original left with a case file.
    Exported,
}

impl Handling {
    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Viewed => "查看或者下载原件",
            Self::Derived => "重绘副本装入案卷PDF",
            Self::Exported => "原件随案卷包导出",
        }
    }

    /// The word used in ids.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Viewed => "viewed",
            Self::Derived => "derived",
            Self::Exported => "exported",
        }
    }
}

/// That somebody had the object in hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handled {
    /// What was done.
    pub how: Handling,
    /// Who.
    pub by: PersonId,
    /// The thing that it was opened from: the stream of a case, a clue or an inspection.
    pub thing: String,
    /// The day.
    pub on: Date,
}

/// What can be asked of the custody of an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Command {
    /// Note that somebody had it in hand.
    Note(Handled),
}

/// What has happened to an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "$event", rename_all = "kebab-case")]
pub enum Event {
    /// Somebody had it in hand.
    Handled(Handled),
}

/// On which day each person last did what with an object, and from which thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Custody {
    last: BTreeMap<(PersonId, Handling), (Date, String)>,
}

impl Custody {
    /// Whether this is already noted: the same person, the same way, from the same thing, on the
    /// same day.
    pub fn knows(&self, handled: &Handled) -> bool {
        let last = self.last.get(&(handled.by.clone(), handled.how));
        last.is_some_and(|(on, thing)| *on == handled.on && *thing == handled.thing)
    }
}

impl Command {
    /// Decides what is noted; what was done is noted whatever it is.
    pub fn decide(&self) -> Vec<Event> {
        let Self::Note(handled) = self;
        vec![Event::Handled(handled.clone())]
    }
}

/// The custody after the event.
pub fn apply(before: Option<Custody>, event: &Event) -> Custody {
    let mut custody = before.unwrap_or_default();
    let Event::Handled(Handled { how, by, thing, on }) = event;
    custody.last.insert((by.clone(), *how), (*on, thing.clone()));
    custody
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_noted_is_known_for_the_day_and_the_thing_and_no_longer() {
        let seen = Handled {
            how: Handling::Viewed,
            by: PersonId::new("zd1a"),
            thing: "case/K1".into(),
            on: date(2026, 3, 2),
        };
        let custody = apply(None, &Command::Note(seen.clone()).decide()[0]);
        assert!(custody.knows(&seen));
        assert!(!custody.knows(&Handled { on: date(2026, 3, 3), ..seen.clone() }));
        assert!(!custody.knows(&Handled { thing: "case/K2".into(), ..seen.clone() }));
        assert!(!custody.knows(&Handled { by: PersonId::new("zd1b"), ..seen.clone() }));
        assert!(!custody.knows(&Handled { how: Handling::Exported, ..seen }));
        assert!(!Custody::default().knows(&Handled { ..custody_of("case/K1") }));
    }

    fn custody_of(thing: &str) -> Handled {
        Handled {
            how: Handling::Viewed,
            by: PersonId::new("zd1a"),
            thing: thing.into(),
            on: date(2026, 3, 2),
        }
    }
}
