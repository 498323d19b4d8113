//! By which marks other cases of a party are found: keyed hashes of its number and its name, so
//! that neither stands in the table.

use serde::Serialize;

use crate::statement::{Second, Stored, Table};
use crate::{Ask, Cell, Fault, Record};

/// One mark of the party of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyMarkRow {
    /// The keyed hash.
    pub mark: String,
    /// The case.
    pub case_id: String,
    /// 权力事项.
    pub item: String,
    /// When the violation was done.
    pub act_on: String,
}

/// What is looked for: the marks of a party, and the act that others are compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameParty {
    /// The mark of the number, or else of the name.
    pub first: String,
    /// Another mark; the same again when there is none.
    pub second: String,
    /// The case that asks, which is no answer.
    pub case_id: String,
    /// Its item.
    pub item: String,
    /// The day of its act.
    pub act_on: String,
}

/// The rows of other cases with one of the marks: those of the same day first, then those of the
/// same item, then the newest.
pub fn of_same_party(party: &SameParty, limit: i64) -> Ask<PartyMarkRow> {
    Ask::rows(
        "WHERE mark IN ($1, $2) AND case_id <> $3 ORDER BY \
         CASE WHEN act_on = $4 THEN 0 WHEN item = $5 THEN 1 ELSE 2 END, \
         CASE WHEN mark = $1 THEN 0 ELSE 1 END, act_on DESC, case_id DESC LIMIT $6",
        vec![
            (&party.first).into(),
            (&party.second).into(),
            (&party.case_id).into(),
            (&party.act_on).into(),
            (&party.item).into(),
            limit.into(),
        ],
    )
}

impl Stored for PartyMarkRow {
    const TABLE: Table = Table {
        name: "party_mark",
        key: &["mark", "case_id"],
        columns: &["mark", "case_id", "item", "act_on"],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.mark).into(),
            (&self.case_id).into(),
            (&self.item).into(),
            (&self.act_on).into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self { mark: row.text()?, case_id: row.text()?, item: row.text()?, act_on: row.text()? })
    }
}
