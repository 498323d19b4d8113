//! The frame of an event: what is hashed, in exactly one sequence of bytes.
//!
//! It knows nothing of what the body means.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::{
    canon::{self, CanonError},
    commitment,
    hash::{Hash, Profile},
};

/// The only frame version there is.
pub const FRAME_VERSION: u16 = 1;

/// The longest name, id or path in a frame, in bytes, inclusive.
pub const MAX_NAME_BYTES: usize = 255;

/// One recorded event, complete as it is hashed.
///
/// Fields are public because a frame is plain data; [`Frame::canonical`] checks
/// every one of them, so a wrong frame has no bytes and can never be recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Frame version, [`FRAME_VERSION`].
    pub v: u16,
    /// Position in the log from 0, which is also the leaf index of the tree.
    pub seq: u64,
    /// Origin of the log, the first line of its checkpoints.
    pub log: String,
    /// What happened: `case.penalty-decided`.
    pub kind: String,
    /// Version of the body's shape within the kind, from 1.
    pub schema: u16,
    /// The aggregate it happened to: `case/01J…`.
    pub stream: String,
    /// Position in the stream, from 1.
    pub version: u64,
    /// Leaf hash of the stream's previous event; [`Hash::ZERO`] for the first.
    pub prev: Hash,
    /// Who acted, as an id.
    pub actor: String,
    /// The device that sent the command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// When the server recorded it: `2026-03-09T01:02:03.004Z`, a fact.
    pub recorded_at: String,
    /// When it is said to have happened, kept as claimed and not interpreted here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<String>,
    /// Id of the command, made by the client.
    pub command: String,
    /// What happened, an object; personal values stand as commitments.
    #[serde(deserialize_with = "read_body")]
    pub body: Value,
    /// Evidence objects the event relies on, by digest.
    pub evidence: Vec<EvidenceRef>,
    /// Why, in the actor's words, where the act asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// An evidence object by its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRef {
    /// The hash function of `hash`.
    pub alg: Profile,
    /// Plain digest of the whole object.
    pub hash: Hash,
    /// Size in bytes.
    pub size: u64,
    /// Media type as sniffed on receipt.
    pub mime: String,
}

/// Why a frame has no canonical bytes, or bytes are not a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The JSON beneath is not canonical.
    #[error(transparent)]
    Canon(#[from] CanonError),
    /// A field breaks its rule.
    #[error("事件字段 {field} 不合格式规定")]
    Field {
        /// The name of the field.
        field: &'static str,
    },
    /// A private value stands in clear in the body.
    #[error("事件正文含有未经承诺替换的个人信息")]
    PrivateInClear,
    /// JSON, but not the fields of a frame.
    #[error("事件字段缺失、多余或者类型不符（第 {column} 列附近）")]
    NotAFrame {
        /// Column, from 1.
        column: usize,
    },
    /// A frame, but written in another way than the canonical one.
    #[error("事件内容可读，但字节不是规范形式")]
    NotCanonical,
}

impl Frame {
    /// The canonical bytes, or the first rule the frame breaks.
    pub fn canonical(&self) -> Result<Vec<u8>, FrameError> {
        let mut out = Vec::with_capacity(1024);
        self.write(&mut out)?;
        Ok(out)
    }

    /// The leaf hash of the canonical bytes.
    pub fn leaf(&self, profile: Profile) -> Result<Hash, FrameError> {
        Ok(profile.leaf(&self.canonical()?))
    }

    /// Reads a frame back; anything but the exact canonical bytes is refused.
    pub fn from_canonical(bytes: &[u8]) -> Result<Self, FrameError> {
        Self::from_canonical_using(bytes, &mut Vec::with_capacity(bytes.len()))
    }

    /// Like [`Frame::from_canonical`], with a buffer to reuse between calls.
    pub fn from_canonical_using(bytes: &[u8], scratch: &mut Vec<u8>) -> Result<Self, FrameError> {
        if bytes.len() > canon::MAX_BYTES {
            return Err(CanonError::TooLarge { bytes: bytes.len() }.into());
        }
        let frame: Self = serde_json::from_slice(bytes).map_err(|error| {
            canon::parse_strict(bytes)
                .err()
                .map_or(FrameError::NotAFrame { column: error.column() }, FrameError::Canon)
        })?;
        scratch.clear();
        frame.write(scratch)?;
        if scratch.as_slice() == bytes { Ok(frame) } else { Err(FrameError::NotCanonical) }
    }

    /// Writes the fields in key order; the order below is the format.
    fn write(&self, out: &mut Vec<u8>) -> Result<(), FrameError> {
        self.check()?;
        text(out, b"{\"actor\":", &self.actor)?;
        out.extend_from_slice(b",\"body\":");
        canon::write_value(&self.body, 1, out)?;
        text(out, b",\"command\":", &self.command)?;
        optional(out, b",\"device\":", self.device.as_deref())?;
        out.extend_from_slice(b",\"evidence\":[");
        for (position, evidence) in self.evidence.iter().enumerate() {
            text(
                out,
                if position > 0 { b",{\"alg\":" } else { b"{\"alg\":" },
                evidence.alg.name(),
            )?;
            digest(out, b",\"hash\":\"", evidence.hash);
            text(out, b",\"mime\":", &evidence.mime)?;
            number(out, b",\"size\":", evidence.size);
            out.push(b'}');
        }
        text(out, b"],\"kind\":", &self.kind)?;
        text(out, b",\"log\":", &self.log)?;
        optional(out, b",\"occurred_at\":", self.occurred_at.as_deref())?;
        digest(out, b",\"prev\":\"", self.prev);
        optional(out, b",\"reason\":", self.reason.as_deref())?;
        text(out, b",\"recorded_at\":", &self.recorded_at)?;
        number(out, b",\"schema\":", u64::from(self.schema));
        number(out, b",\"seq\":", self.seq);
        text(out, b",\"stream\":", &self.stream)?;
        number(out, b",\"v\":", u64::from(self.v));
        number(out, b",\"version\":", self.version);
        out.push(b'}');
        if out.len() > canon::MAX_BYTES {
            return Err(CanonError::TooLarge { bytes: out.len() }.into());
        }
        Ok(())
    }

    fn check(&self) -> Result<(), FrameError> {
        let rules = [
            ("v", self.v == FRAME_VERSION),
            ("seq", self.seq <= canon::MAX_INTEGER),
            ("log", is_name(&self.log)),
            ("kind", is_kind(&self.kind)),
            ("schema", self.schema >= 1),
            ("stream", is_name(&self.stream)),
            ("version", 1 <= self.version && self.version <= self.seq.saturating_add(1)),
            ("prev", (self.version == 1) == (self.prev == Hash::ZERO)),
            ("actor", is_name(&self.actor)),
            ("device", self.device.as_deref().is_none_or(is_name)),
            ("recorded_at", is_instant(&self.recorded_at)),
            ("occurred_at", self.occurred_at.as_deref().is_none_or(is_name)),
            ("command", is_name(&self.command)),
            ("body", self.body.is_object()),
            ("evidence", self.evidence.iter().all(EvidenceRef::sound)),
            ("reason", self.reason.as_deref().is_none_or(|reason| !reason.is_empty())),
        ];
        if let Some((field, _)) = rules.into_iter().find(|(_, kept)| !kept) {
            return Err(FrameError::Field { field });
        }
        if commitment::holds_private(&self.body) {
            return Err(FrameError::PrivateInClear);
        }
        Ok(())
    }
}

impl EvidenceRef {
    fn sound(&self) -> bool {
        self.size <= canon::MAX_INTEGER && is_name(&self.mime) && self.hash != Hash::ZERO
    }
}

/// Whether a text is a UTC instant in the one form of the record,
/// `YYYY-MM-DDThh:mm:ss.mmmZ`, so that instants sort as text.
pub fn is_instant(text: &str) -> bool {
    let shape = b"dddd-dd-ddTdd:dd:dd.dddZ";
    let shaped = text.len() == shape.len()
        && text.bytes().zip(shape).all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            other => byte == *other,
        });
    let part = |from, to| text.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (part(0, 4), part(5, 7), part(8, 10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let within = |from, to, limit| part(from, to).is_some_and(|number| number <= limit);
    shaped
        && (1..=12).contains(&month)
        && (1..=last).contains(&day)
        && within(11, 13, 23)
        && within(14, 16, 59)
        && within(17, 19, 59)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_NAME_BYTES && !text.chars().any(char::is_control)
}

fn is_kind(text: &str) -> bool {
    is_name(text)
        && text.split('.').all(|word| {
            !word.is_empty()
                && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        })
}

fn read_body<'de, D: Deserializer<'de>>(reader: D) -> Result<Value, D::Error> {
    canon::read_inside(reader, 1)
}

fn text(out: &mut Vec<u8>, key: &[u8], value: &str) -> Result<(), CanonError> {
    out.extend_from_slice(key);
    canon::write_text(value, out)
}

fn optional(out: &mut Vec<u8>, key: &[u8], value: Option<&str>) -> Result<(), CanonError> {
    value.map_or(Ok(()), |value| text(out, key, value))
}

fn number(out: &mut Vec<u8>, key: &[u8], value: u64) {
    out.extend_from_slice(key);
    out.extend_from_slice(value.to_string().as_bytes());
}

fn digest(out: &mut Vec<u8>, key: &[u8], value: Hash) {
    out.extend_from_slice(key);
    out.extend_from_slice(hex::encode(value.0).as_bytes());
    out.push(b'"');
}
