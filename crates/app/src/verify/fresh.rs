//! What earlier verifications noted on the record: where a pass over what is new alone begins, and
//! heads that the tree must still have.
//!
//! Nobody's word is taken for it that the record was in order: the note itself is an event behind
//! what it vouches for, so that it is hashed again into the tree that a signed checkpoint covers.
//! Who holds the key could write it anew, like everything else; that only heads from outside convict.

use std::collections::{BTreeMap, BTreeSet};
use std::vec;

use domain::rounds::{self, Verified};
use domain::world::StreamKind;
use domain::{Event, StreamId};
use journal::{Frame, Frontier, Hash, short_head};
use store::{Snapshot, audit, truth};

use super::finding::{Finding, code};
use super::sink::Sender;
use crate::door::PROFILE;
use crate::walk::{Bundle, Lot, Source, Walk};
use crate::{Fault, nodes, record};

/// The kind of the event that notes a verification.
const KIND: &str = "record.verified";
/// How many events are read at a time.
const CHUNK: usize = 1000;

/// Where a pass over what is new begins.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The tree over what was verified before.
    pub edge: Frontier,
    /// When the last event of it was recorded.
    pub last_at: String,
    /// The streams that are read from their beginning: those with a new event, all accounts, for
    /// what people may do is worth a look at any time, and the record of the verifications.
    pub streams: Vec<String>,
}

/// A head that a verification noted.
#[derive(Debug)]
pub struct Noted {
    seq: i64,
    verified: Verified,
}

impl Basis {
    /// What the last verification on the record vouches for. Nothing, if there was none, if it
    /// found something wrong, if the tree is not the one it noted, or if another pack has come
    /// since, under which all read tables were made again.
    pub async fn read(snapshot: &mut Snapshot, found: &Sender) -> Result<Option<Self>, Fault> {
        let own = StreamId::record().to_string();
        let last = snapshot.first(audit::last_of_kind(&own, KIND)).await?;
        let Some(noted) = last.as_ref().and_then(Noted::read) else { return Ok(None) };
        let size = noted.verified.events;
        let Ok(from) = i64::try_from(size) else { return Ok(None) };
        // A note is believed about what stands before it, or it would not be read again itself.
        if from == 0 || noted.seq < from || !noted.verified.is_clean() {
            return Ok(None);
        }
        let kept = nodes::at(&mut Source::Snapshot(snapshot), Frontier::needs(size)).await;
        let edge = kept.ok().and_then(|kept| Frontier::restore(PROFILE, size, &kept).ok());
        let same = |edge: &Frontier| short_head(size, edge.root()) == noted.verified.head;
        let Some(edge) = edge.filter(same) else {
            found.send(noted.broken(0));
            return Ok(None);
        };
        let mut streams: BTreeSet<String> =
            snapshot.ask(audit::streams_since(from)).await?.into_iter().collect();
        let pack = format!("{}/", StreamKind::Pack.slug());
        if streams.iter().any(|stream| stream.starts_with(&pack)) {
            return Ok(None);
        }
        streams.extend(snapshot.ask(audit::streams_of(StreamKind::Person.slug())).await?);
        streams.insert(own);
        let before = snapshot.first(audit::events_after(from - 2, 1)).await?;
        let last_at = before.map_or_else(String::new, |event| event.recorded_at);
        Ok(Some(Self { edge, last_at, streams: streams.into_iter().collect() }))
    }

    /// The position of the first event that is read.
    pub fn from(&self) -> i64 {
        i64::try_from(self.edge.size()).unwrap_or(i64::MAX)
    }
}

impl Noted {
    /// Every verification on the record.
    pub async fn all(snapshot: &mut Snapshot) -> Result<Vec<Self>, Fault> {
        let own = StreamId::record().to_string();
        let events = snapshot.ask(audit::of_kind(&own, KIND)).await?;
        Ok(events.iter().filter_map(Self::read).collect())
    }

    /// How many events there were.
    pub fn size(&self) -> u64 {
        self.verified.events
    }

    fn read(stored: &truth::Event) -> Option<Self> {
        let frame: Frame = serde_json::from_slice(&stored.bytes).ok()?;
        let serde_json::Value::Object(body) = frame.body else { return None };
        match Event::from_parts(&frame.kind, body).ok()? {
            Event::Record(event) => match *event {
                rounds::Event::Verified(verified) => Some(Self { seq: stored.seq, verified }),
                rounds::Event::ClockNoted(_)
                | rounds::Event::EpochBegan(_)
                | rounds::Event::KeyRotated(_)
                | rounds::Event::Quarantined(_)
                | rounds::Event::Released(_) => None,
            },
            Event::Case(_)
            | Event::Clue(_)
            | Event::Inspection(_)
            | Event::Supervision(_)
            | Event::Entrustment(_)
            | Event::Person(_)
            | Event::Pack(_)
            | Event::Evidence(_) => None,
        }
    }

    fn broken(&self, others: usize) -> Finding {
        let head = &self.verified.head;
        let mut what = format!(
            "当时校验记下的存证头 {head} 与现在的事件不符：它之前有内容被改写、插入或者抽走。"
        );
        if 0 < others {
            what = format!("{what}其后还有 {others} 次校验的存证头同样不符。");
        }
        Finding::altered(code::EARLIER, what).at(self.seq).of(StreamId::record().to_string())
    }
}

/// Compares what verifications noted with the roots that the events give; the first that differs
/// spoils those after it.
pub fn compare(noted: &[Noted], roots: &BTreeMap<u64, Hash>, found: &Sender) {
    let differs = |noted: &&Noted| {
        let root = roots.get(&noted.size());
        root.is_some_and(|root| short_head(noted.size(), *root) != noted.verified.head)
    };
    let mut broken = noted.iter().filter(differs);
    if let Some(first) = broken.next() {
        found.send(first.broken(broken.count()));
    }
}

/// The streams that a pass reads, some at a time.
pub enum Lots {
    /// All of them.
    All(Walk),
    /// These.
    Some(vec::IntoIter<String>),
}

impl Lots {
    /// All streams, or those of a pass over what is new.
    pub fn of(basis: Option<&Basis>) -> Self {
        match basis {
            None => Self::All(Walk::default()),
            Some(basis) => Self::Some(basis.streams.clone().into_iter()),
        }
    }

    /// The next whole streams; `None` after the last.
    pub async fn next(&mut self, snapshot: &mut Snapshot) -> Result<Option<Lot>, Fault> {
        let streams = match self {
            Self::All(walk) => return walk.next(&mut Source::Snapshot(snapshot)).await,
            Self::Some(streams) => streams,
        };
        let mut lot = Lot::default();
        let mut count = 0;
        while count < CHUNK
            && let Some(stream) = streams.next()
        {
            let events = snapshot.ask(audit::stream(&stream)).await?;
            let openings = snapshot.ask(truth::openings(&stream)).await?;
            let owns = |opening: &truth::Opening| {
                events.binary_search_by_key(&opening.seq, |event| event.seq).is_ok()
            };
            let (openings, strays): (Vec<_>, Vec<_>) = openings.into_iter().partition(owns);
            lot.openings.extend(record::by_event(openings));
            lot.strays.extend(strays);
            count += events.len();
            lot.bundles.push(Bundle { stream, events });
        }
        Ok(if lot.bundles.is_empty() { None } else { Some(lot) })
    }

    /// After the walk: the openings that no stream was asked for. Looked for only when everything
    /// is read.
    pub async fn left_over(&self, snapshot: &mut Snapshot) -> Result<Vec<truth::Opening>, Fault> {
        match self {
            Self::All(walk) => walk.left_over(&mut Source::Snapshot(snapshot), 1000).await,
            Self::Some(_) => Ok(Vec::new()),
        }
    }
}
