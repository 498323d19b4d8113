//! The events of a case file with what proves them: inclusion proofs, checkpoint, openings.

use std::collections::BTreeSet;

use domain::StreamId;
use journal::{Hash, InclusionProof};
use serde::Serialize;
use store::truth;

use crate::door::PROFILE;
use crate::walk::Source;
use crate::{App, Fault, nodes, rotation};

/// An event as it goes out.
pub struct Proved {
    /// Its canonical bytes.
    pub bytes: Vec<u8>,
    /// Where it stands, and the path that proves it.
    pub proof: EventProof,
}

/// Where an event stands in its stream and in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventProof {
    /// The stream.
    pub stream: String,
    /// Its place in the stream.
    pub version: i64,
    /// Its leaf hash.
    pub leaf: Hash,
    /// The proof that the leaf stands in the tree of the checkpoint.
    pub inclusion: InclusionProof,
}

/// A personal value with what opens its commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opened {
    /// The event.
    pub seq: i64,
    /// The stream of the event.
    pub stream: String,
    /// The path of the commitment in the event's body.
    pub field: String,
    /// The salt in hexadecimal.
    pub salt: String,
    /// The value.
    pub value: String,
}

/// Everything that proves the events of some streams.
pub struct Proofs {
    /// The events by position.
    pub events: Vec<Proved>,
    /// The personal values that have not been erased.
    pub openings: Vec<Opened>,
    /// The signed checkpoint.
    pub checkpoint: String,
    /// The statements of all changes of the key that signs.
    pub rotations: Vec<String>,
    /// The head as printed on paper.
    pub head: String,
}

impl App {
    /// Signs the log and proves every event of the streams against the checkpoint.
    pub(super) async fn proofs(&self, streams: &[StreamId]) -> Result<Proofs, Fault> {
        self.checkpoint().await?;
        let mut snapshot = self.inner.store.snapshot().await?;
        let newest = snapshot.first(truth::last_checkpoint()).await?;
        let newest = newest.ok_or(Fault::Inconsistent("the log has no checkpoint"))?;
        let size = unsigned(newest.size)?;
        let (mut stored, mut openings) = (Vec::new(), Vec::new());
        for stream in streams {
            let name = stream.to_string();
            stored.extend(snapshot.ask(truth::stream(&name)).await?);
            openings.extend(snapshot.ask(truth::openings(&name)).await?);
        }
        // What was appended after the checkpoint was signed is in the next export.
        stored.retain(|event| event.seq < newest.size);
        openings.retain(|opening| opening.seq < newest.size);
        stored.sort_by_key(|event| event.seq);
        let mut places = BTreeSet::new();
        for event in &stored {
            let needs = InclusionProof::needs(unsigned(event.seq)?, size).map_err(unproved)?;
            places.extend(needs);
        }
        let nodes = nodes::at(&mut Source::Snapshot(&mut snapshot), places).await?;
        let mut events = Vec::with_capacity(stored.len());
        for event in stored {
            let index = unsigned(event.seq)?;
            let inclusion = InclusionProof::make(PROFILE, index, size, &nodes).map_err(unproved)?;
            let proof = EventProof {
                stream: event.stream,
                version: event.version,
                leaf: Hash(event.leaf),
                inclusion,
            };
            events.push(Proved { bytes: event.bytes, proof });
        }
        let openings = openings.iter().map(|sealed| {
            let clear = self.inner.vault.open(sealed.seq, &sealed.field, &sealed.sealed)?;
            Ok(Opened {
                seq: sealed.seq,
                stream: sealed.stream.clone(),
                field: clear.field,
                salt: hex::encode(clear.salt),
                value: clear.value,
            })
        });
        let openings = openings.collect::<Result<_, Fault>>()?;
        let head = head_of(&newest.note)?;
        let rotated = rotation::read(&mut Source::Snapshot(&mut snapshot)).await?;
        let rotations = rotated.into_iter().map(|rotated| rotated.statement).collect();
        Ok(Proofs { events, openings, checkpoint: newest.note, rotations, head })
    }
}

fn head_of(note: &str) -> Result<String, Fault> {
    let text = note.split_once("\n\n").map(|(text, _)| format!("{text}\n"));
    let checkpoint = text.and_then(|text| journal::Checkpoint::from_text(&text).ok());
    let checkpoint = checkpoint.ok_or(Fault::Inconsistent("a checkpoint cannot be read"))?;
    Ok(journal::short_head(checkpoint.size, checkpoint.root))
}

fn unsigned(number: i64) -> Result<u64, Fault> {
    u64::try_from(number).map_err(|_| Fault::Inconsistent("negative position"))
}

fn unproved(_: journal::proof::NoProof) -> Fault {
    Fault::Inconsistent("an event cannot be proved")
}
