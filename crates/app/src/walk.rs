//! Walking through the whole record stream by stream, a bounded number of events at a time.

use std::collections::{BTreeMap, HashMap};
use std::mem;

use domain::packs::Jurisdiction;
use domain::{State, StreamId, world};
use jiff::Timestamp;
use journal::Hash;
use store::audit::{self, Place};
use store::tables::DoneRow;
use store::{Ask, Row, Snapshot, Store, WriteTx, truth};

use crate::desk::Trail;
use crate::vault::Vault;
use crate::{Fault, project, record};

/// How many events are read at a time.
const CHUNK: i64 = 1000;

/// Where is read from.
pub enum Source<'a> {
    /// The database as it is at each question.
    Store(&'a Store),
    /// A moment held still.
    Snapshot(&'a mut Snapshot),
    /// The writer's own view.
    Writer(&'a mut WriteTx),
}

impl Source<'_> {
    /// Answers a question.
    pub async fn ask<T>(&mut self, ask: Ask<T>) -> Result<Vec<T>, store::Fault> {
        match self {
            Self::Store(store) => store.ask(ask).await,
            Self::Snapshot(snapshot) => snapshot.ask(ask).await,
            Self::Writer(tx) => tx.ask(ask).await,
        }
    }
}

/// A whole stream as it is stored.
#[derive(Debug)]
pub struct Bundle {
    /// Its name.
    pub stream: String,
    /// Its events by version.
    pub events: Vec<truth::Event>,
}

impl Bundle {
    /// Where its events stand, each with its name.
    fn positions(&self) -> impl Iterator<Item = (i64, &str)> {
        self.events.iter().map(|event| (event.seq, self.stream.as_str()))
    }
}

/// Some whole streams with the sealed openings of their events.
#[derive(Debug, Default)]
pub struct Lot {
    /// The streams.
    pub bundles: Vec<Bundle>,
    /// The openings by event.
    pub openings: BTreeMap<i64, Vec<truth::Opening>>,
    /// The openings that say they are of an event that is not in their stream.
    pub strays: Vec<truth::Opening>,
}

/// A walk through all streams by name.
#[derive(Debug, Default)]
pub struct Walk {
    read_to: Place,
    /// The last stream that was given.
    given_to: String,
    waiting: Vec<truth::Event>,
}

impl Walk {
    /// The next whole streams; `None` after the last.
    pub async fn next(&mut self, source: &mut Source<'_>) -> Result<Option<Lot>, Fault> {
        let mut bundles: Vec<Bundle> = Vec::new();
        while bundles.is_empty() {
            let events = source.ask(audit::stream_events_after(&self.read_to, CHUNK)).await?;
            let ended = i64::try_from(events.len()).unwrap_or(CHUNK) < CHUNK;
            if let Some(last) = events.last() {
                self.read_to = place(last);
            }
            let mut all = mem::take(&mut self.waiting);
            all.extend(events);
            bundles = bundled(all);
            if ended {
                break;
            }
            // The last stream may go on in the next chunk.
            self.waiting = bundles.pop().map(|bundle| bundle.events).unwrap_or_default();
        }
        let Some(last) = bundles.last().map(|bundle| bundle.stream.clone()) else {
            return Ok(None);
        };
        let openings = source.ask(audit::openings_of_streams(&self.given_to, &last)).await?;
        self.given_to = last;
        let owners: HashMap<i64, &str> = bundles.iter().flat_map(Bundle::positions).collect();
        let owned = |opening: &truth::Opening| owners.get(&opening.seq) == Some(&&*opening.stream);
        let (openings, strays) = openings.into_iter().partition(owned);
        Ok(Some(Lot { openings: record::by_event(openings), strays, bundles }))
    }

    /// After the walk: the openings that no stream was asked for, at most so many.
    pub async fn left_over(
        &self,
        source: &mut Source<'_>,
        limit: i64,
    ) -> Result<Vec<truth::Opening>, Fault> {
        Ok(source.ask(audit::openings_beyond(&self.given_to, limit)).await?)
    }
}

fn place(event: &truth::Event) -> Place {
    Place { stream: event.stream.clone(), version: event.version }
}

fn bundled(events: Vec<truth::Event>) -> Vec<Bundle> {
    let mut bundles: Vec<Bundle> = Vec::new();
    for event in events {
        match bundles.last_mut() {
            Some(bundle) if bundle.stream == event.stream => bundle.events.push(event),
            Some(_) | None => {
                bundles.push(Bundle { stream: event.stream.clone(), events: vec![event] });
            }
        }
    }
    bundles
}

/// A stream folded to its end.
#[derive(Debug)]
pub struct Folded {
    /// Its name.
    pub id: StreamId,
    /// Its state.
    pub state: State,
    /// Where its events stand.
    pub trail: Trail,
    /// What people did in it.
    pub done: Vec<DoneRow>,
}

impl Folded {
    /// Every row that the stream gives.
    pub fn rows(self, law: &Jurisdiction, vault: &Vault) -> Vec<Row> {
        let mut rows = project::rows(&self.id, (&self.state, &self.trail), law, vault);
        rows.extend(self.done.into_iter().map(Row::Done));
        rows
    }
}

/// A stream's fold under way.
#[derive(Debug)]
pub struct Fold {
    id: StreamId,
    state: Option<State>,
    trail: Trail,
    done: Vec<DoneRow>,
}

impl Fold {
    /// Before the first event.
    pub fn new(id: StreamId) -> Self {
        Self { id, state: None, trail: Trail::default(), done: Vec::new() }
    }

    /// Takes the next event into account.
    pub fn take(&mut self, stored: &truth::Event, actor: &str, event: &domain::Event) {
        let at = stored.recorded_at.parse().unwrap_or(Timestamp::UNIX_EPOCH);
        self.state = world::apply(self.state.take(), &self.id, event);
        self.trail.note(event, (stored.seq, at, Hash(stored.leaf)), actor);
        let act = (stored.seq, actor, stored.recorded_at.as_str());
        let after = self.state.as_ref();
        self.done.extend(after.and_then(|after| project::done(&self.id, &stored.kind, after, act)));
    }

    /// The end, when the stream ever began.
    pub fn end(self) -> Option<Folded> {
        let Self { id, state, trail, done } = self;
        state.map(|state| Folded { id, state, trail, done })
    }
}

/// Folds a whole stream; the first event that cannot be read ends it.
pub fn fold(
    bundle: &Bundle,
    openings: &BTreeMap<i64, Vec<truth::Opening>>,
    vault: &Vault,
) -> Result<Option<Folded>, Fault> {
    let id = StreamId::parse(&bundle.stream).ok_or(Fault::Inconsistent("a stream has no name"))?;
    let mut fold = Fold::new(id);
    for stored in &bundle.events {
        let opened = openings.get(&stored.seq).map_or(&[][..], Vec::as_slice);
        let (frame, event) = record::decode(stored, opened, vault)?;
        fold.take(stored, &frame.actor, &event);
    }
    Ok(fold.end())
}

/// 案号 of the case of a stream, as its events say.
pub async fn case_number(store: &Store, vault: &Vault, stream: &str) -> Option<String> {
    let id = StreamId::parse(stream)?;
    if id.kind != domain::world::StreamKind::Case {
        return None;
    }
    let asks = (truth::stream(stream), truth::openings(stream));
    let (events, openings) = store.ask_both(asks.0, asks.1).await.unwrap_or_default();
    let bundle = Bundle { stream: stream.to_owned(), events };
    let folded = fold(&bundle, &record::by_event(openings), vault).ok().flatten();
    let number = folded.and_then(|f| f.state.as_case().and_then(|c| c.number().map(str::to_owned)));
    if number.is_some() {
        return number;
    }
    // The events cannot be read: the list still tells people which case it is.
    let row = store.first(store::tables::cases::by_id(&id.id)).await;
    row.ok().flatten().and_then(|row| row.number)
}
