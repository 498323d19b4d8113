//! 文书: one row a version of a document, the register of numbers, and verification by code.

use serde::Serialize;

use crate::statement::{Second, Stored, Table};
use crate::{Ask, Cell, Fault, Record};

/// A document as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentRow {
    /// The id of this version.
    pub id: String,
    /// The stream it belongs to.
    pub stream: String,
    /// Which form it is.
    pub form: String,
    /// 标题.
    pub title: String,
    /// 文号.
    pub number: Option<String>,
    /// The authority that issues it.
    pub authority: String,
    /// The year of its number.
    pub year: i64,
    /// 发文字号's word.
    pub word: Option<String>,
    /// 序号.
    pub ordinal: Option<i64>,
    /// 制作日期.
    pub issued_on: String,
    /// The verification code printed on it.
    pub code: String,
    /// `issued`, `signed`, `superseded` or `void`.
    pub state: String,
    /// The hash of its PDF.
    pub pdf: Option<String>,
    /// The commitment to its content.
    pub content_commit: String,
    /// The version, from one.
    pub version: i64,
    /// The event that made it.
    pub seq: i64,
}

/// One run of numbers: they have no gap within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The authority.
    pub authority: String,
    /// The word.
    pub word: String,
    /// The year.
    pub year: i64,
}

/// One document.
pub fn by_id(id: &str) -> Ask<DocumentRow> {
    Ask::rows("WHERE id = $1", vec![id.into()])
}

/// The documents with a verification code: one, unless a code was ever given twice.
pub fn by_code(code: &str) -> Ask<DocumentRow> {
    Ask::rows("WHERE code = $1 ORDER BY seq, id", vec![code.into()])
}

/// The documents of a stream in the order in which they were made.
pub fn of_stream(stream: &str) -> Ask<DocumentRow> {
    Ask::rows("WHERE stream = $1 ORDER BY seq, id", vec![stream.into()])
}

/// The last number given in a register, zero before the first.
pub fn last_ordinal(register: &Register) -> Ask<i64> {
    const LAST: &str = "SELECT COALESCE(MAX(ordinal), 0) FROM document_row \
        WHERE authority = $1 AND word = $2 AND year = $3";
    Ask::new(LAST, register.cells(), |mut row| row.int())
}

/// The next numbered documents of a register.
pub fn register_after(register: &Register, ordinal: i64, limit: i64) -> Ask<DocumentRow> {
    const AFTER: &str = "WHERE authority = $1 AND word = $2 AND year = $3 AND $4 < ordinal \
        ORDER BY ordinal, version, id \
        LIMIT $5";
    let mut args = register.cells();
    args.extend([ordinal.into(), limit.into()]);
    Ask::rows(AFTER, args)
}

/// The registers that have any number.
pub fn registers() -> Ask<Register> {
    const REGISTERS: &str = "SELECT DISTINCT authority, word, year FROM document_row \
        WHERE word IS NOT NULL AND ordinal IS NOT NULL \
        ORDER BY authority, word, year";
    Ask::new(REGISTERS, Vec::new(), |mut row| {
        Ok(Register { authority: row.text()?, word: row.text()?, year: row.int()? })
    })
}

impl Register {
    fn cells(&self) -> Vec<Cell> {
        vec![(&self.authority).into(), (&self.word).into(), self.year.into()]
    }
}

impl Stored for DocumentRow {
    const TABLE: Table = Table {
        name: "document_row",
        key: &["id"],
        columns: &[
            "id",
            "stream",
            "form",
            "title",
            "number",
            "authority",
            "year",
            "word",
            "ordinal",
            "issued_on",
            "code",
            "state",
            "pdf",
            "content_commit",
            "version",
            "seq",
        ],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.id).into(),
            (&self.stream).into(),
            (&self.form).into(),
            (&self.title).into(),
            (&self.number).into(),
            (&self.authority).into(),
            self.year.into(),
            (&self.word).into(),
            self.ordinal.into(),
            (&self.issued_on).into(),
            (&self.code).into(),
            (&self.state).into(),
            (&self.pdf).into(),
            (&self.content_commit).into(),
            self.version.into(),
            self.seq.into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text()?,
            stream: row.text()?,
            form: row.text()?,
            title: row.text()?,
            number: row.maybe_text()?,
            authority: row.text()?,
            year: row.int()?,
            word: row.maybe_text()?,
            ordinal: row.maybe_int()?,
            issued_on: row.text()?,
            code: row.text()?,
            state: row.text()?,
            pdf: row.maybe_text()?,
            content_commit: row.text()?,
            version: row.int()?,
            seq: row.int()?,
        })
    }
}
