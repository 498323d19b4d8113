//! Epochs: a log that has lost its end goes on under a new name, and says so over two signatures.
//!
//! The old name is never signed for again, so that there are never two histories under one name.
//! The statement that begins an epoch is a checkpoint of the new name over what was recovered, with
//! lines on what was lost. Whether the loss was as it is told is not known here.

use base64::{Engine, prelude::BASE64_STANDARD as BASE64};

use crate::{
    checkpoint::{Checkpoint, NoteError, PublicKey, Verifier, decimal},
    hash::Hash,
    tree::Head,
};

/// What stands between the name of a log and the number of its epoch.
const MARK: &str = "/e";

/// What the statement that begins an epoch says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epoch {
    /// The origin from now on.
    pub origin: String,
    /// The origin before.
    pub from: String,
    /// What there is: every event of it stays as it is.
    pub recovered: Head,
    /// Up to which size the record is known to be the one that was lost.
    pub agreed: u64,
    /// The origin of the newest head that is known of what was lost.
    pub lost_origin: String,
    /// That head.
    pub lost: Head,
    /// Why it was lost.
    pub reason: String,
}

impl Epoch {
    /// The statement as a checkpoint, to be signed.
    pub fn checkpoint(&self) -> Checkpoint {
        let root = BASE64.encode(self.lost.root.0);
        Checkpoint {
            origin: self.origin.clone(),
            size: self.recovered.size,
            root: self.recovered.root,
            extensions: vec![
                format!("epoch-of {}", self.from),
                format!("agreed {}", self.agreed),
                format!("lost {} {} {root}", self.lost_origin, self.lost.size),
                format!("reason {}", self.reason),
            ],
        }
    }

    /// Reads a statement.
    ///
    /// # Errors
    /// It is of another form, or does not lead from one epoch of a log to a later one.
    pub fn read(checkpoint: &Checkpoint) -> Result<Self, NoteError> {
        let [from, agreed, lost, reason] = checkpoint.extensions.as_slice() else {
            return Err(NoteError::Malformed { line: 4 });
        };
        let after = |line: &'_ str, word: &str, number| {
            line.strip_prefix(word)
                .and_then(|rest| rest.strip_prefix(' '))
                .map(str::to_owned)
                .ok_or(NoteError::Malformed { line: number })
        };
        let malformed = |line| NoteError::Malformed { line };
        let agreed = decimal(&after(agreed, "agreed", 5)?).ok_or(malformed(5))?;
        let lost = after(lost, "lost", 6)?;
        let mut words = lost.split(' ');
        let (origin, size, root) = (words.next(), words.next(), words.next());
        let root = root.and_then(|text| BASE64.decode(text).ok());
        let root = root.and_then(|bytes| Hash::from_slice(&bytes).ok()).ok_or(malformed(6))?;
        let epoch = Self {
            origin: checkpoint.origin.clone(),
            from: after(from, "epoch-of", 4)?,
            recovered: checkpoint.head(),
            agreed,
            lost_origin: origin.unwrap_or_default().to_owned(),
            lost: Head { size: size.and_then(decimal).ok_or(malformed(6))?, root },
            reason: after(reason, "reason", 7)?,
        };
        let rising = split(&epoch.from).zip(split(&epoch.origin)).zip(split(&epoch.lost_origin));
        let rising = rising.is_some_and(|((from, new), lost)| {
            from.0 == new.0 && lost.0 == new.0 && from.1 < new.1 && lost.1 < new.1
        });
        let same = epoch.checkpoint() == *checkpoint;
        let sizes = agreed <= epoch.recovered.size && agreed < epoch.lost.size;
        if rising && same && sizes && words.next().is_none() {
            Ok(epoch)
        } else {
            Err(malformed(1))
        }
    }

    /// Reads a statement that the log and somebody who supervises it have signed.
    ///
    /// # Errors
    /// It is of another form, or one of the two signatures is missing or does not hold.
    pub fn open(note: &str, log: PublicKey, bureau: PublicKey) -> Result<Self, NoteError> {
        let checkpoint = Verifier::new([log]).open(note)?.checkpoint;
        if checkpoint.origin == bureau.name() {
            return Err(NoteError::Unsigned);
        }
        Verifier::new([bureau]).open(note)?;
        Self::read(&checkpoint)
    }
}

/// The epochs of one log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epochs {
    first: String,
    later: Vec<Epoch>,
}

impl Epochs {
    /// A log in its first epoch.
    pub fn new(origin: &str) -> Self {
        Self { first: origin.to_owned(), later: Vec::new() }
    }

    /// Goes on with another epoch.
    pub fn begin(&mut self, epoch: Epoch) {
        self.later.push(epoch);
    }

    /// The origin now.
    pub fn origin(&self) -> &str {
        self.later.last().map_or(&self.first, |epoch| &epoch.origin)
    }

    /// Every origin, from the first.
    pub fn origins(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.first.as_str())
            .chain(self.later.iter().map(|epoch| epoch.origin.as_str()))
    }

    /// The epochs after the first.
    pub fn later(&self) -> &[Epoch] {
        &self.later
    }

    /// The origin that the event at a position must name.
    pub fn origin_of_event(&self, seq: u64) -> &str {
        let begun = self.later.iter().rev().find(|epoch| epoch.recovered.size <= seq);
        begun.map_or(&self.first, |epoch| &epoch.origin)
    }

    /// The origin that a checkpoint over so many events must name.
    pub fn origin_of_head(&self, size: u64) -> &str {
        size.checked_sub(1).map_or(&self.first, |last| self.origin_of_event(last))
    }

    /// The epoch that told of the loss of a head of this size, if one did.
    pub fn lost(&self, size: u64) -> Option<&Epoch> {
        self.later.iter().find(|epoch| epoch.agreed < size && size <= epoch.lost.size)
    }

    /// The same epochs of a second log over the same events.
    #[must_use]
    pub fn named(&self, name: impl Fn(&str) -> String) -> Self {
        let mut named = self.clone();
        named.first = name(&self.first);
        for epoch in &mut named.later {
            epoch.origin = name(&epoch.origin);
        }
        named
    }
}

/// Whether two origins are epochs of one log.
pub fn same_log(one: &str, other: &str) -> bool {
    split(one).zip(split(other)).is_some_and(|(one, other)| one.0 == other.0)
}

/// The origin of the epoch after the latest of these, all of one log.
pub fn next_origin<'a>(origins: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let latest = origins.into_iter().filter_map(split).max_by_key(|(_, number)| *number)?;
    Some(format!("{}{MARK}{}", latest.0, latest.1.checked_add(1)?))
}

/// The number of the epoch in an origin.
pub fn number(origin: &str) -> Option<u64> {
    split(origin).map(|(_, number)| number)
}

fn split(origin: &str) -> Option<(&str, u64)> {
    let (name, number) = origin.rsplit_once(MARK)?;
    decimal(number).map(|number| (name, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::Signer;

    fn epoch() -> Epoch {
        Epoch {
            origin: "log.example/e2".into(),
            from: "log.example/e1".into(),
            recovered: Head { size: 40, root: Hash([4; 32]) },
            agreed: 40,
            lost_origin: "log.example/e1".into(),
            lost: Head { size: 43, root: Hash([5; 32]) },
            reason: "硬盘损坏，恢复前一日的备份".into(),
        }
    }

    #[test]
    fn a_statement_reads_as_it_was_written() {
        let text = epoch().checkpoint().text().unwrap();
        assert!(text.starts_with("log.example/e2\n40\n"), "{text}");
        let read = Epoch::read(&Checkpoint::from_text(&text).unwrap()).unwrap();
        assert_eq!(read, epoch());
    }

    #[test]
    fn a_statement_that_leads_nowhere_is_refused() {
        let wrong = [
            Epoch { origin: "log.example/e1".into(), ..epoch() },
            Epoch { origin: "other.example/e2".into(), ..epoch() },
            Epoch { lost_origin: "log.example/e2".into(), ..epoch() },
            Epoch { agreed: 41, ..epoch() },
            Epoch { agreed: 43, recovered: Head { size: 43, ..epoch().recovered }, ..epoch() },
        ];
        for wrong in wrong {
            assert!(Epoch::read(&wrong.checkpoint()).is_err(), "{wrong:?}");
        }
        let mut plain = epoch().checkpoint();
        plain.extensions.pop();
        assert!(Epoch::read(&plain).is_err());
    }

    #[test]
    fn both_must_have_signed() {
        let log = Signer::new("log.example/e2", &[1; 32]).unwrap();
        let bureau = Signer::new("bureau.example", &[2; 32]).unwrap();
        let open = |note: &str| Epoch::open(note, log.public(), bureau.public());
        let one = log.sign(&epoch().checkpoint()).unwrap();
        assert_eq!(open(&one), Err(NoteError::Unsigned));
        let both = bureau.add(&one).unwrap();
        assert_eq!(open(&both), Ok(epoch()));
        let other = Signer::new("bureau.example", &[3; 32]).unwrap().add(&one).unwrap();
        assert_eq!(open(&other), Err(NoteError::Unsigned));
        let alone = Epoch::open(&one, log.public(), log.public());
        assert_eq!(alone, Err(NoteError::Unsigned), "nobody signs for both");
        assert_eq!(open(&both.replace("agreed 40", "agreed 30")), Err(NoteError::BadSignature));
    }

    #[test]
    fn each_position_has_one_name() {
        let mut epochs = Epochs::new("log.example/e1");
        epochs.begin(epoch());
        let event = |seq| epochs.origin_of_event(seq).to_owned();
        let head = |size| epochs.origin_of_head(size).to_owned();
        assert_eq!([event(39), event(40)], ["log.example/e1", "log.example/e2"]);
        assert_eq!([head(0), head(40), head(41)].map(|name| number(&name)), [1, 1, 2].map(Some));
        assert_eq!(epochs.origin(), "log.example/e2");
        let lost = |size| epochs.lost(size).is_some();
        assert_eq!([lost(40), lost(41), lost(43), lost(44)], [false, true, true, false]);
        let second = epochs.named(|name| format!("{name}/sm3"));
        assert_eq!(second.origin_of_head(41), "log.example/e2/sm3");
    }

    #[test]
    fn the_next_name_is_after_every_known_one() {
        let known = ["log.example/e1", "log.example/e4"];
        assert_eq!(next_origin(known).as_deref(), Some("log.example/e5"));
        assert_eq!(next_origin(["log.example"]), None);
        assert!(same_log("a/e1", "a/e9") && !same_log("a/e1", "b/e1") && !same_log("a", "a"));
    }
}
