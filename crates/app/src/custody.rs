//! The custody of evidence objects: each time one is opened or leaves is noted before its bytes go,
//! and the whole way of one is told in order.

use domain::custody::{Command, Handled, Handling};
use domain::evidence::Suspicion;
use domain::ids::{CommandId, PersonId};
use domain::{Event, StreamId};
use jiff::Timestamp;
pub use store::tables::EvidenceRow;
pub use store::truth::BlobRow;
use store::{tables, truth};

use crate::{App, By, Fault, No, Order};

/// The way of an evidence object.
#[derive(Clone, Debug)]
pub struct Way {
    /// The object's size in bytes, its type, and when it was stored.
    pub object: BlobRow,
    /// The pieces of evidence whose bytes it is, in the order in which they were recorded.
    pub pieces: Vec<EvidenceRow>,
    /// Why it is kept apart, if it is.
    pub apart: Option<Suspicion>,
    /// What was found when it was kept apart no longer, if it was.
    pub released: Option<String>,
    /// Who had it in hand since, in order.
    pub handled: Vec<Step>,
}

/// One time that somebody had the object in hand.
#[derive(Clone, Debug)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// Who, how, and from which thing.
    pub handled: Handled,
    /// The person's name.
    pub who: String,
    /// The position in the log.
    pub seq: i64,
}

impl App {
    /// Notes that a person has an object in hand, once a day for each way and thing.
    ///
    /// Durable when this returns. While nothing can be written the look is not noted in the record,
    /// and the platform's own log says so: a file that is needed is not withheld for want of space.
    pub async fn note_handled(
        &self,
        how: Handling,
        sha256: &str,
        (by, thing): (&PersonId, &StreamId),
    ) -> Result<(), Fault> {
        let stream = StreamId::evidence(sha256);
        let (by, on) = (by.clone(), self.today());
        let handled = Handled { how, by, thing: thing.to_string(), on };
        let before = self.load(&stream).await?;
        let custody = before.as_ref().and_then(|loaded| loaded.state.as_custody());
        if custody.is_some_and(|custody| custody.knows(&handled)) {
            return Ok(());
        }
        if self.inner.barred().is_some() {
            tracing::warn!(sha256, by = %handled.by, "an evidence object was opened and not noted");
            return Ok(());
        }
        let id = format!("{}-{sha256}-{}-{thing}-{on}", how.slug(), handled.by);
        let order = Order {
            id: CommandId::new(id),
            stream,
            by: By::Person(handled.by.clone()),
            command: domain::Command::Evidence(Command::Note(handled)),
            seen: None,
            device: None,
            occurred_at: None,
        };
        match self.run(order).await {
            Ok(_) => Ok(()),
            Err(No::Fault(fault)) => Err(fault),
            Err(No::Refused(_) | No::Denied(_) | No::Absent | No::Conflict(_)) => {
                Err(Fault::Inconsistent("a look at an evidence object was not recorded"))
            }
        }
    }

    /// The way of an object from its reception on; `None` when there is none with this hash.
    pub async fn way(&self, sha256: &str) -> Result<Option<Way>, Fault> {
        let store = &self.inner.store;
        let Some(object) = store.first(truth::blob(sha256)).await? else { return Ok(None) };
        let pieces = store.ask(tables::evidence::of_object(sha256)).await?;
        let rounds = self.rounds().await?;
        let events = store.ask(truth::stream(&StreamId::evidence(sha256).to_string())).await?;
        let people = self.people();
        let mut handled = Vec::new();
        for event in events {
            let broken = |source| Fault::Event { seq: event.seq, source };
            let frame: journal::Frame =
                serde_json::from_slice(&event.bytes).map_err(|source| broken(Box::new(source)))?;
            let serde_json::Value::Object(body) = frame.body else { continue };
            let read = Event::from_parts(&frame.kind, body);
            let read = read.map_err(|source| broken(Box::new(source)))?;
            if let Event::Evidence(note) = read {
                let domain::custody::Event::Handled(note) = *note;
                let who = people.name(&note.by);
                let at = event.recorded_at.parse().unwrap_or(Timestamp::UNIX_EPOCH);
                handled.push(Step { at, who, handled: note, seq: event.seq });
            }
        }
        let apart = rounds.quarantined.get(sha256).copied();
        let released = rounds.released.get(sha256).cloned();
        Ok(Some(Way { object, pieces, apart, released, handled }))
    }

    /// The objects that are kept apart, by their hashes, after one of them; at most so many.
    pub async fn kept_apart(
        &self,
        after: &str,
        limit: usize,
    ) -> Result<Vec<(BlobRow, Suspicion)>, Fault> {
        let rounds = self.rounds().await?;
        let mut found = Vec::new();
        for (sha256, why) in rounds
            .quarantined
            .range::<str, _>((std::ops::Bound::Excluded(after), std::ops::Bound::Unbounded))
        {
            if found.len() == limit {
                break;
            }
            let row = self.inner.store.first(truth::blob(sha256)).await?;
            found.extend(row.map(|row| (row, *why)));
        }
        Ok(found)
    }
}
