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
    match event {
        Event::Case(event) => match &**event {
            cases::Event::DocumentIssued(document) => vec![document.id.to_string()],
            cases::Event::EvidenceAdded(evidence) => vec![evidence.id.to_string()],
            cases::Event::FilingProposed { evidence, .. }
            | cases::Event::SummaryBegun { evidence, .. } => {
                evidence.iter().map(|e| e.id.to_string()).collect()
            }
            _ => vec![],
        },
        Event::Inspection(event) => match &**event {
            inspections::Event::DocumentIssued(document) => vec![document.id.to_string()],
            inspections::Event::EvidenceCaptured(evidence) => vec![evidence.id.to_string()],
            _ => vec![],
        },
        Event::Clue(_) | Event::Person(_) | Event::Pack(_) | Event::Record(_) => vec![],
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
}

/// The states that were read or changed lately; each is good only for the version it has, which
/// whoever asks must have from the store.
#[derive(Debug)]
pub struct Lately(Mutex<LruCache<StreamId, Held>>);

impl Default for Lately {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(KEPT)))
    }
}

impl Lately {
    /// Whether some state of the stream is in memory.
    pub fn knows(&self, stream: &StreamId) -> bool {
        self.kept().contains(stream)
    }

    /// The state of the stream at this version, when it is in memory.
    pub fn at(&self, stream: &StreamId, version: i64) -> Option<Held> {
        self.kept().get(stream).filter(|held| held.trail.version == version).cloned()
    }

    /// Drops the state, which holds what was erased.
    pub fn forget(&self, stream: &StreamId) {
        self.kept().pop(stream);
    }

    /// Keeps the state in memory.
    pub fn keep(&self, stream: StreamId, held: Held) {
        self.kept().put(stream, held);
    }

    fn kept(&self) -> MutexGuard<'_, LruCache<StreamId, Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
