//! Between a domain event and its place in the journal: sealing, framing, opening.

use std::collections::BTreeMap;

use domain::{Event, StreamId};
use jiff::Timestamp;
use journal::{EvidenceRef, Frame, Hash, Profile};
use serde_json::Value;
use store::{Defect, truth};

use crate::vault::Vault;
use crate::{Clock as _, Fault, SystemClock, keys};

/// The version of the shape of event bodies.
const SCHEMA: u16 = 1;

/// Everything about an event's place that is not its body.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// Position in the log.
    pub seq: i64,
    /// The origin of the log.
    pub log: &'a str,
    /// The stream.
    pub stream: &'a StreamId,
    /// Position in the stream.
    pub version: i64,
    /// The leaf of the stream's previous event.
    pub prev: Hash,
    /// Who acted.
    pub actor: &'a str,
    /// The device.
    pub device: Option<&'a str>,
    /// When the server recorded it.
    pub recorded_at: &'a str,
    /// When the sender claims it happened.
    pub occurred_at: Option<&'a str>,
    /// The command.
    pub command: &'a str,
}

/// An event ready to be appended.
#[derive(Debug)]
pub struct Recorded {
    /// The row of the journal.
    pub event: truth::Event,
    /// Its sealed personal values.
    pub openings: Vec<truth::Opening>,
    /// Its leaf.
    pub leaf: Hash,
}

/// Seals the personal values of the event and gives it its canonical bytes.
pub fn encode(event: &Event, place: &Place<'_>, vault: &Vault) -> Result<Recorded, Fault> {
    let (kind, body) = event.to_parts().map_err(encode_fault)?;
    let mut body = Value::Object(body);
    journal::canon::normalise(&mut body).map_err(encode_fault)?;
    let evidence = evidence_in(&body);
    let mut salts = Salts::default();
    let (body, openings) = journal::seal(body, &mut || salts.next()).map_err(encode_fault)?;
    if salts.failed {
        return Err(Fault::Vault);
    }
    let believed = store::planted(Defect::ClockBelieved).then(|| instant(SystemClock.now()));
    let recorded_at = believed.unwrap_or_else(|| place.recorded_at.to_owned());
    let frame = Frame {
        v: journal::frame::FRAME_VERSION,
        seq: unsigned(place.seq)?,
        log: place.log.to_owned(),
        kind: kind.clone(),
        schema: SCHEMA,
        stream: place.stream.to_string(),
        version: unsigned(place.version)?,
        prev: place.prev,
        actor: place.actor.to_owned(),
        device: place.device.map(str::to_owned),
        recorded_at: recorded_at.clone(),
        occurred_at: place.occurred_at.map(str::to_owned),
        command: place.command.to_owned(),
        body,
        evidence,
        reason: None,
    };
    let bytes = frame.canonical().map_err(encode_fault)?;
    let leaf = Profile::Sha256.leaf(&bytes);
    let stream = place.stream.to_string();
    let openings = openings
        .iter()
        .map(|opening| {
            Ok(truth::Opening {
                seq: place.seq,
                field: opening.field.clone(),
                stream: stream.clone(),
                sealed: vault.seal(place.seq, opening)?,
            })
        })
        .collect::<Result<_, Fault>>()?;
    let event = truth::Event {
        seq: place.seq,
        stream,
        version: place.version,
        kind,
        command: place.command.to_owned(),
        recorded_at,
        bytes,
        leaf: leaf.0,
    };
    Ok(Recorded { event, openings, leaf })
}

/// Reads a stored event back, with the personal values that have not been erased.
pub fn decode(
    stored: &truth::Event,
    openings: &[truth::Opening],
    vault: &Vault,
) -> Result<(Frame, Event), Fault> {
    let broken =
        |source: Box<dyn std::error::Error + Send + Sync>| Fault::Event { seq: stored.seq, source };
    let mut frame: Frame =
        serde_json::from_slice(&stored.bytes).map_err(|e| broken(Box::new(e)))?;
    let opened = openings
        .iter()
        .map(|opening| vault.open(opening.seq, &opening.field, &opening.sealed))
        .collect::<Result<Vec<_>, Fault>>()?;
    let sealed = std::mem::take(&mut frame.body);
    let body = journal::open(sealed, &opened).map_err(|e| broken(Box::new(e)))?;
    let Value::Object(map) = body else {
        return Err(Fault::Inconsistent("event body is not an object"));
    };
    let event = Event::from_parts(&frame.kind, map).map_err(|e| broken(Box::new(e)))?;
    Ok((frame, event))
}

/// Openings by the event they belong to.
pub fn by_event(openings: Vec<truth::Opening>) -> BTreeMap<i64, Vec<truth::Opening>> {
    let mut sorted: BTreeMap<i64, Vec<truth::Opening>> = BTreeMap::new();
    for opening in openings {
        sorted.entry(opening.seq).or_default().push(opening);
    }
    sorted
}

/// An instant as the journal writes it: UTC, milliseconds, `Z`.
pub fn instant(at: Timestamp) -> String {
    let millis = at.as_millisecond();
    let whole = Timestamp::from_millisecond(millis).unwrap_or(at);
    format!("{whole:.3}")
}

/// The evidence objects that a body mentions: every object of exactly hash, size and type.
fn evidence_in(body: &Value) -> Vec<EvidenceRef> {
    let mut found = Vec::new();
    gather(body, &mut found);
    found
}

fn gather(value: &Value, found: &mut Vec<EvidenceRef>) {
    match value {
        Value::Object(map) => {
            if let (3, Some(sha256), Some(size), Some(mime)) =
                (map.len(), map.get("sha256"), map.get("size"), map.get("mime"))
            {
                let hash = sha256.as_str().and_then(|text| text.parse::<Hash>().ok());
                if let (Some(hash), Some(size), Some(mime)) = (hash, size.as_u64(), mime.as_str()) {
                    let mime = mime.to_owned();
                    found.push(EvidenceRef { alg: Profile::Sha256, hash, size, mime });
                    return;
                }
            }
            map.values().for_each(|inner| gather(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| gather(inner, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Salts drawn two at a time from the system.
#[derive(Default)]
struct Salts {
    spare: Option<[u8; 16]>,
    failed: bool,
}

impl Salts {
    fn next(&mut self) -> [u8; 16] {
        if store::planted(Defect::UnsaltedCommitment) {
            return [0; 16];
        }
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let Ok(bytes) = keys::random() else {
            self.failed = true;
            return [0; 16];
        };
        let mut pair = bytes.chunks_exact(16).filter_map(|half| half.try_into().ok());
        let first = pair.next().unwrap_or_default();
        self.spare = pair.next();
        first
    }
}

fn unsigned(number: i64) -> Result<u64, Fault> {
    u64::try_from(number).map_err(|_| Fault::Inconsistent("negative position"))
}

fn encode_fault(source: impl std::error::Error + Send + Sync + 'static) -> Fault {
    Fault::Encode(Box::new(source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_has_milliseconds_and_a_z() {
        let at: Timestamp = "2026-03-09T01:02:03.004567Z".parse().unwrap();
        assert_eq!(instant(at), "2026-03-09T01:02:03.004Z");
        let whole: Timestamp = "2026-03-09T01:02:03Z".parse().unwrap();
        assert_eq!(instant(whole), "2026-03-09T01:02:03.000Z");
    }

    #[test]
    fn evidence_is_found_wherever_it_stands() {
        let sha = "ab".repeat(32);
        let blob = serde_json::json!({"sha256": sha, "size": 3, "mime": "image/png"});
        let body = serde_json::json!({"a": [{"blob": blob}], "b": {"sha256": "x"}});
        assert_eq!(evidence_in(&body).len(), 1);
    }
}
