//! 证据: one row a piece of evidence, by stream and by the hash of its bytes.

use serde::Serialize;

use crate::statement::{Second, Stored, Table};
use crate::{Ask, Cell, Fault, Record};

/// A piece of evidence as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceRow {
    /// Its id.
    pub id: String,
    /// The stream it belongs to.
    pub stream: String,
    /// 证据种类.
    pub kind: String,
    /// 证据名称.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
    /// In bytes.
    pub size: i64,
    /// What the bytes are.
    pub mime: String,
    /// When it was taken, as claimed.
    pub captured_at: String,
    /// When it was recorded here.
    pub recorded_at: String,
    /// Where it was taken, as claimed.
    pub place: Option<String>,
    /// Whether it was verified.
    pub verified: bool,
    /// The event that recorded it.
    pub seq: i64,
}

/// One piece of evidence.
pub fn by_id(id: &str) -> Ask<EvidenceRow> {
    Ask::rows("WHERE id = $1", vec![id.into()])
}

/// The evidence of a stream in the order in which it was recorded.
pub fn of_stream(stream: &str) -> Ask<EvidenceRow> {
    Ask::rows("WHERE stream = $1 ORDER BY seq, id", vec![stream.into()])
}

/// The pieces of evidence whose bytes have a hash, in the order in which they were recorded.
pub fn of_object(hash: &str) -> Ask<EvidenceRow> {
    Ask::rows("WHERE hash = $1 ORDER BY seq, id", vec![hash.into()])
}

/// The streams that mention some bytes.
pub fn streams_of(hash: &str) -> Ask<String> {
    const STREAMS: &str =
        "SELECT DISTINCT stream FROM evidence_row WHERE hash = $1 ORDER BY stream";
    Ask::new(STREAMS, vec![hash.into()], |mut row| row.text())
}

impl Stored for EvidenceRow {
    const TABLE: Table = Table {
        name: "evidence_row",
        key: &["id"],
        columns: &[
            "id",
            "stream",
            "kind",
            "name",
            "hash",
            "size",
            "mime",
            "captured_at",
            "recorded_at",
            "place",
            "verified",
            "seq",
        ],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.id).into(),
            (&self.stream).into(),
            (&self.kind).into(),
            (&self.name).into(),
            (&self.hash).into(),
            self.size.into(),
            (&self.mime).into(),
            (&self.captured_at).into(),
            (&self.recorded_at).into(),
            (&self.place).into(),
            self.verified.into(),
            self.seq.into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text()?,
            stream: row.text()?,
            kind: row.text()?,
            name: row.text()?,
            hash: row.text()?,
            size: row.int()?,
            mime: row.text()?,
            captured_at: row.text()?,
            recorded_at: row.text()?,
            place: row.maybe_text()?,
            verified: row.flag()?,
            seq: row.int()?,
        })
    }
}
