//! Which stream points to which: a case to its clue, an inspection to its case.

use serde::Serialize;

use crate::statement::{Second, Stored, Table};
use crate::{Ask, Cell, Fault, Record};

/// One stream points to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkRow {
    /// The stream that points.
    pub from_stream: String,
    /// The stream it points to.
    pub to_stream: String,
    /// As what.
    pub kind: String,
}

/// What a stream points to.
pub fn from(stream: &str) -> Ask<LinkRow> {
    Ask::rows("WHERE from_stream = $1 ORDER BY to_stream, kind", vec![stream.into()])
}

/// What points to a stream.
pub fn to(stream: &str) -> Ask<LinkRow> {
    Ask::rows("WHERE to_stream = $1 ORDER BY from_stream, kind", vec![stream.into()])
}

impl Stored for LinkRow {
    const TABLE: Table = Table {
        name: "link_row",
        key: &["from_stream", "to_stream", "kind"],
        columns: &["from_stream", "to_stream", "kind"],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![(&self.from_stream).into(), (&self.to_stream).into(), (&self.kind).into()]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self { from_stream: row.text()?, to_stream: row.text()?, kind: row.text()? })
    }
}
