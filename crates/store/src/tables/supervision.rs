//! 执法监督: one row a supervision, lists by sight and stage.

use serde::Serialize;

use super::lists::{self, nothing, page, page_of_any, within};
use super::{Sight, StageCount};
use crate::statement::{Conditions, Second, Stored, Table};
use crate::{Ask, Cell, Fault, Mark, Record};

/// A supervision as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupervisionRow {
    /// The id; its stream is `supervision/` and this.
    pub id: String,
    /// 问题类别.
    pub concern: String,
    /// What it is about, without personal data.
    pub title: String,
    /// 被监督的单位.
    pub unit: String,
    /// 被监督的机关.
    pub authority: String,
    /// The case, when it is about one.
    pub case_id: Option<String>,
    /// The stage, as the program names it.
    pub stage: String,
    /// The stage, as officers name it.
    pub stage_name: String,
    /// The day it was taken up.
    pub opened_on: String,
    /// The last day for the report, while one is owed.
    pub due_on: Option<String>,
    /// The position of its last event.
    pub changed_seq: i64,
}

/// One page of supervisions, last changed first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupervisionList {
    /// How much may be seen.
    pub sight: Sight,
    /// Only this stage.
    pub stage: Option<String>,
    /// Where the page before ended.
    pub after: Option<Mark>,
    /// How many rows.
    pub limit: i64,
}

const BY_LAST_CHANGE: &str = "changed_seq DESC, id DESC";

/// One page of supervisions.
///
/// # Errors
/// A mark that no list made.
pub fn list(list: &SupervisionList) -> Result<Ask<SupervisionRow>, Fault> {
    let mut conditions = Conditions::default();
    if let Some(stage) = &list.stage {
        let stage = conditions.arg(stage);
        conditions.and(format!("stage = {stage}"));
    }
    if let Some(mark) = &list.after {
        let (seq, id) = (conditions.arg(mark.number(0)?), conditions.arg(mark.part(1)?));
        conditions.and(format!("(changed_seq, id) < ({seq}, {id})"));
    }
    Ok(match &list.sight {
        Sight::All => page(conditions, BY_LAST_CHANGE, list.limit),
        Sight::Units(units) if units.is_empty() => nothing(),
        Sight::Units(units) => page_of_any("unit", units, conditions, BY_LAST_CHANGE, list.limit),
        Sight::Person(_) => nothing(),
    })
}

/// Where the next page goes on after this row.
pub fn mark(row: &SupervisionRow) -> Mark {
    Mark::new(&[&row.changed_seq.to_string(), &row.id])
}

/// How many supervisions are in each stage.
pub fn count_by_stage(sight: &Sight) -> Ask<StageCount> {
    let mut conditions = Conditions::default();
    within(&mut conditions, sight, |_| "1 = 0".to_owned());
    lists::count_by_stage::<SupervisionRow>(conditions)
}

impl Stored for SupervisionRow {
    const TABLE: Table = Table {
        name: "supervision_row",
        key: &["id"],
        columns: &[
            "id",
            "concern",
            "title",
            "unit",
            "authority",
            "case_id",
            "stage",
            "stage_name",
            "opened_on",
            "due_on",
            "changed_seq",
        ],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.id).into(),
            (&self.concern).into(),
            (&self.title).into(),
            (&self.unit).into(),
            (&self.authority).into(),
            (&self.case_id).into(),
            (&self.stage).into(),
            (&self.stage_name).into(),
            (&self.opened_on).into(),
            (&self.due_on).into(),
            self.changed_seq.into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text()?,
            concern: row.text()?,
            title: row.text()?,
            unit: row.text()?,
            authority: row.text()?,
            case_id: row.maybe_text()?,
            stage: row.text()?,
            stage_name: row.text()?,
            opened_on: row.text()?,
            due_on: row.maybe_text()?,
            changed_seq: row.int()?,
        })
    }
}
