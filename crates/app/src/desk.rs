//! What the writer has on its desk: the tree's edge and the numbers given; and the states of
//! streams that were read or changed lately, which readers and the writer share.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::documents::NumberRegister;
use domain::{Event, State, StreamId, cases, inspections};
use jiff::Timestamp;
use journal::{Frontier, Hash};
use lru::LruCache;
use store::truth::CommandRow;

/// How many streams are kept in memory.
const KEPT: NonZeroUsize = match NonZeroUsize::new(2048) {
    Some(kept) => kept,
    None => NonZeroUsize::MIN,
};

/// A stream's state with where its events stand.
#[derive(Clone, Debug)]
pub struct Held {
    /// The state.
    pub state: Arc<State>,
    /// Where its events stand.
    pub trail: Arc<Trail>,
}

/// Where the events of a stream stand in the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// How many events it has.
    pub version: i64,
    /// The position of the last one.
    pub last_seq: i64,
    /// When the last one was recorded.
    pub last_at: Timestamp,
    /// The leaf of the last one.
    pub last_leaf: Hash,
    /// Who sent the first one.
    pub first_actor: String,
    /// Where each document and piece of evidence was made: position and time.
    pub made: BTreeMap<String, (i64, Timestamp)>,
}

impl Trail {
    /// Takes the next event into account.
    pub fn note(&mut self, event: &Event, (seq, at, leaf): (i64, Timestamp, Hash), actor: &str) {
        if self.version == 0 {
            actor.clone_into(&mut self.first_actor);
        }
        self.version += 1;
        self.last_seq = seq;
        self.last_at = at;
        self.last_leaf = leaf;
        for id in made_by(event) {
            self.made.insert(id, (seq, at));
        }
    }
}

/// The documents and pieces of evidence that an event brings into being.
#[expect(clippy::wildcard_enum_match_arm, reason = "other events make nothing that is listed")]
fn made_by(event: &Event) -> Vec<String> {
    if let Some(document) = event.document() {
        return vec![document.id.to_string()];
    }
    match event {
        Event::Case(event) => match &**event {
            cases::Event::EvidenceAdded(evidence) => vec![evidence.id.to_string()],
            cases::Event::FilingProposed { evidence, .. }
            | cases::Event::SummaryBegun { evidence, .. } => {
                evidence.iter().map(|e| e.id.to_string()).collect()
            }
            _ => vec![],
        },
        Event::Inspection(event) => match &**event {
            inspections::Event::EvidenceCaptured(evidence) => vec![evidence.id.to_string()],
            _ => vec![],
        },
        Event::Clue(_)
        | Event::Supervision(_)
        | Event::Entrustment(_)
        | Event::Person(_)
        | Event::Pack(_)
        | Event::Record(_)
        | Event::Evidence(_) => vec![],
    }
}

/// What the writer has on its desk.
#[derive(Debug)]
pub struct Desk {
    /// The growing edge of the tree.
    pub frontier: Frontier,
    /// The last document numbers given.
    pub numbers: NumberRegister,
    /// The time of the last event, which no later one precedes.
    pub last_at: Timestamp,
    /// The size that the last checkpoint covers.
    pub signed: u64,
    /// Whether the group under way made documents that are to be printed.
    pub to_print: bool,
    /// Streams of which the group under way erased something.
    pub erased: Vec<StreamId>,
    /// The states that the group under way made; nobody else is told before it is committed.
    pub fresh: BTreeMap<StreamId, Held>,
    /// The answers of the group under way.
    pub answered: Vec<CommandRow>,
    /// Where the journal will end when all that was decided is committed.
    pub head: store::Head,
    /// What is being committed while the next group is decided.
    pub flying: Flying,
}

/// What is on its way to the store.
#[derive(Debug, Default)]
pub struct Flying {
    /// The states it made.
    pub states: BTreeMap<StreamId, Held>,
    /// The answers it gave.
    pub commands: Vec<CommandRow>,
}

/// The states that were read or changed lately.
///
/// What the writer committed stands until the writer commits another. What a reader folded may be
/// from before a commit: if there was one while it read, its state is good only for the version it
/// has, and whoever asks for it must have the version from the store.
#[derive(Debug)]
pub struct Lately(Mutex<Kept>);

#[derive(Debug)]
struct Kept {
    states: LruCache<StreamId, (Held, Standing)>,
    /// How many groups were committed.
    commits: u64,
}

/// What is known of a state in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It is what the store has.
    Present,
    /// The store may have a later one.
    Perhaps,
}

impl Default for Lately {
    fn default() -> Self {
        Self(Mutex::new(Kept { states: LruCache::new(KEPT), commits: 0 }))
    }
}

impl Lately {
    /// How many groups were committed so far; asked before the store is read.
    pub fn commits(&self) -> u64 {
        self.kept().commits
    }

    /// Whether some state of the stream is in memory.
    pub fn knows(&self, stream: &StreamId) -> bool {
        self.kept().states.contains(stream)
    }

    /// The state of the stream as it was last committed, when memory has it.
    pub fn present(&self, stream: &StreamId) -> Option<Held> {
        let mut kept = self.kept();
        let (held, standing) = kept.states.get(stream)?;
        (*standing == Standing::Present).then(|| held.clone())
    }

    /// The state of the stream at this version, when memory has it.
    pub fn at(&self, stream: &StreamId, version: i64) -> Option<Held> {
        let mut kept = self.kept();
        let (held, _) = kept.states.get(stream)?;
        (held.trail.version == version).then(|| held.clone())
    }

    /// Drops the state, which holds what was erased.
    pub fn forget(&self, stream: &StreamId) {
        self.kept().states.pop(stream);
    }

    /// Keeps the states of the group that the writer has just committed.
    pub fn commit(&self, fresh: BTreeMap<StreamId, Held>) {
        let mut kept = self.kept();
        kept.commits += 1;
        for (stream, held) in fresh {
            kept.states.put(stream, (held, Standing::Present));
        }
    }

    /// Keeps a state that was folded after so many `commits`; `None` if it is not known how many.
    pub fn keep(&self, stream: &StreamId, held: &Held, commits: Option<u64>) {
        let mut kept = self.kept();
        let calm = commits == Some(kept.commits);
        let standing = if calm { Standing::Present } else { Standing::Perhaps };
        let known = kept.states.peek(stream);
        if known.is_none_or(|(_, known)| *known == Standing::Perhaps) {
            kept.states.put(stream.clone(), (held.clone(), standing));
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(version: i64) -> Held {
        let state = State::Record(Box::default());
        Held { state: Arc::new(state), trail: Arc::new(Trail { version, ..Trail::default() }) }
    }

    fn version(held: Option<Held>) -> Option<i64> {
        held.map(|held| held.trail.version)
    }

    #[test]
    fn what_was_folded_while_nothing_was_committed_needs_no_question() {
        let (lately, stream) = (Lately::default(), StreamId::record());
        lately.keep(&stream, &held(1), Some(lately.commits()));
        assert_eq!(version(lately.present(&stream)), Some(1));
    }

    #[test]
    fn what_was_folded_across_a_commit_is_good_only_for_its_version() {
        let (lately, stream) = (Lately::default(), StreamId::record());
        let before = lately.commits();
        lately.commit(BTreeMap::new());
        lately.keep(&stream, &held(1), Some(before));
        assert_eq!(version(lately.present(&stream)), None);
        assert_eq!(version(lately.at(&stream, 1)), Some(1));
        assert_eq!(version(lately.at(&stream, 2)), None);
    }

    #[test]
    fn no_reader_replaces_what_the_writer_committed() {
        let (lately, stream) = (Lately::default(), StreamId::record());
        let before = lately.commits();
        lately.commit(BTreeMap::from([(stream.clone(), held(2))]));
        lately.keep(&stream, &held(1), Some(before));
        lately.keep(&stream, &held(1), None);
        assert_eq!(version(lately.present(&stream)), Some(2));
        lately.forget(&stream);
        assert!(lately.at(&stream, 2).is_none());
    }
}
