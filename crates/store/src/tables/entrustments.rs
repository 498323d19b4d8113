//! 委托执法: one row a deed, lists by authority.

use serde::Serialize;

use super::lists::page;
use crate::statement::{Conditions, Second, Stored, Table};
use crate::{Ask, Cell, Fault, Mark, Record};

/// A deed of entrustment as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntrustmentRow {
    /// The id; its stream is `entrustment/` and this.
    pub id: String,
    /// 受委托组织.
    pub organisation: String,
    /// 委托机关.
    pub authority: String,
    /// How many items are entrusted.
    pub items: i64,
    /// The first day.
    pub from_on: String,
    /// The last day.
    pub until_on: String,
    /// The stage, as the program names it.
    pub stage: String,
    /// The stage, as officers name it.
    pub stage_name: String,
    /// Where it was published, once it was.
    pub published: Option<String>,
    /// The position of its last event.
    pub changed_seq: i64,
}

/// One page of deeds, last changed first, perhaps only of one authority.
///
/// # Errors
/// A mark that no list made.
pub fn list(
    authority: Option<&str>,
    after: Option<&Mark>,
    limit: i64,
) -> Result<Ask<EntrustmentRow>, Fault> {
    let mut conditions = Conditions::default();
    if let Some(authority) = authority {
        let authority = conditions.arg(authority);
        conditions.and(format!("authority = {authority}"));
    }
    if let Some(mark) = after {
        let (seq, id) = (conditions.arg(mark.number(0)?), conditions.arg(mark.part(1)?));
        conditions.and(format!("(changed_seq, id) < ({seq}, {id})"));
    }
    Ok(page(conditions, "changed_seq DESC, id DESC", limit))
}

/// Where the next page goes on after this row.
pub fn mark(row: &EntrustmentRow) -> Mark {
    Mark::new(&[&row.changed_seq.to_string(), &row.id])
}

impl Stored for EntrustmentRow {
    const TABLE: Table = Table {
        name: "entrustment_row",
        key: &["id"],
        columns: &[
            "id",
            "organisation",
            "authority",
            "items",
            "from_on",
            "until_on",
            "stage",
            "stage_name",
            "published",
            "changed_seq",
        ],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.id).into(),
            (&self.organisation).into(),
            (&self.authority).into(),
            self.items.into(),
            (&self.from_on).into(),
            (&self.until_on).into(),
            (&self.stage).into(),
            (&self.stage_name).into(),
            (&self.published).into(),
            self.changed_seq.into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text()?,
            organisation: row.text()?,
            authority: row.text()?,
            items: row.int()?,
            from_on: row.text()?,
            until_on: row.text()?,
            stage: row.text()?,
            stage_name: row.text()?,
            published: row.maybe_text()?,
            changed_seq: row.int()?,
        })
    }
}
