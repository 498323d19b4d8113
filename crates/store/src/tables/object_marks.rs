//! By which marks other inspections of an object are found: keyed hashes of its number and its
//! name, so that neither stands in the table.

use serde::Serialize;

use crate::statement::{Second, Stored, Table};
use crate::{Ask, Cell, Fault, Record};

/// One mark of the object of one inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObjectMarkRow {
    /// The keyed hash.
    pub mark: String,
    /// The inspection.
    pub inspection_id: String,
    /// The planned day.
    pub planned_on: String,
}

/// What is looked for: the marks of an object, and the days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameObject {
    /// The mark of the number, or else of the name.
    pub first: String,
    /// Another mark; the same again when there is none.
    pub second: String,
    /// The first planned day.
    pub from: String,
    /// The last planned day, inclusive.
    pub until: String,
}

/// The rows of inspections with one of the marks, planned between the days, the earliest first.
pub fn of_same_object(object: &SameObject, limit: i64) -> Ask<ObjectMarkRow> {
    Ask::rows(
        "WHERE mark IN ($1, $2) AND planned_on >= $3 AND planned_on <= $4 \
         ORDER BY planned_on, inspection_id LIMIT $5",
        vec![
            (&object.first).into(),
            (&object.second).into(),
            (&object.from).into(),
            (&object.until).into(),
            limit.into(),
        ],
    )
}

impl Stored for ObjectMarkRow {
    const TABLE: Table = Table {
        name: "object_mark",
        key: &["mark", "inspection_id"],
        columns: &["mark", "inspection_id", "planned_on"],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![(&self.mark).into(), (&self.inspection_id).into(), (&self.planned_on).into()]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self { mark: row.text()?, inspection_id: row.text()?, planned_on: row.text()? })
    }
}
