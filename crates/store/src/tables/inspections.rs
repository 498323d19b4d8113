//! 行政检查: one row an inspection, lists by sight and stage, and how often an object was inspected.

use serde::Serialize;

use super::Sight;
use super::lists::{nothing, page, page_of_any};
use crate::statement::{Conditions, Second, Stored, Table};
use crate::{Ask, Cell, Fault, Mark, Record};

/// An inspection as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InspectionRow {
    /// The id of the inspection; its stream is `inspection/` and this.
    pub id: String,
    /// 检查编号.
    pub number: Option<String>,
    /// 检查事项.
    pub item: String,
    /// 检查对象.
    pub object: String,
    /// 所在乡镇.
    pub town: String,
    /// 检查机构.
    pub unit: String,
    /// The ids of the officers, with commas before, between and after.
    pub officers: String,
    /// The stage, as the program names it.
    pub stage: String,
    /// The stage, as officers name it.
    pub stage_name: String,
    /// The planned day.
    pub planned_on: String,
    /// The day it was done.
    pub done_on: Option<String>,
    /// What it found.
    pub outcome: Option<String>,
    /// The clue it came from.
    pub clue: Option<String>,
    /// The case that came from it.
    pub case_id: Option<String>,
    /// The position of its last event.
    pub changed_seq: i64,
}

/// One page of inspections, last changed first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionList {
    /// How much may be seen; a person sees the inspections they take part in.
    pub sight: Sight,
    /// Only this stage.
    pub stage: Option<String>,
    /// Where the page before ended.
    pub after: Option<Mark>,
    /// How many rows.
    pub limit: i64,
}

const BY_LAST_CHANGE: &str = "changed_seq DESC, id DESC";

/// One inspection.
pub fn by_id(id: &str) -> Ask<InspectionRow> {
    Ask::rows("WHERE id = $1", vec![id.into()])
}

/// One page of inspections.
pub fn list(list: &InspectionList) -> Result<Ask<InspectionRow>, Fault> {
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
        Sight::Person(person) => {
            let person = conditions.arg(search_literal(person));
            conditions.and(format!("officers LIKE {person} ESCAPE '!'"));
            page(conditions, BY_LAST_CHANGE, list.limit)
        }
    })
}

/// Where the next page goes on after this row.
pub fn mark(row: &InspectionRow) -> Mark {
    Mark::new(&[&row.changed_seq.to_string(), &row.id])
}

/// How often an object was inspected in a year.
pub fn count_in_year(object: &str, year: i16) -> Ask<i64> {
    const COUNT: &str = "SELECT COUNT(*) FROM inspection_row \
        WHERE object = $1 AND $2 <= done_on AND done_on <= $3";
    let (first, last) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
    Ask::new(COUNT, vec![object.into(), first.into(), last.into()], |mut row| row.int())
}

/// The inspections of an object, last done first.
pub fn of_object(object: &str, limit: i64) -> Ask<InspectionRow> {
    let clauses = "WHERE object = $1 ORDER BY done_on DESC, id DESC LIMIT $2";
    Ask::rows(clauses, vec![object.into(), limit.into()])
}

fn search_literal(person: &str) -> String {
    format!("%,{},%", super::search::escaped(person))
}

impl Stored for InspectionRow {
    const TABLE: Table = Table {
        name: "inspection_row",
        key: &["id"],
        columns: &[
            "id",
            "number",
            "item",
            "object",
            "town",
            "unit",
            "officers",
            "stage",
            "stage_name",
            "planned_on",
            "done_on",
            "outcome",
            "clue",
            "case_id",
            "changed_seq",
        ],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.id).into(),
            (&self.number).into(),
            (&self.item).into(),
            (&self.object).into(),
            (&self.town).into(),
            (&self.unit).into(),
            (&self.officers).into(),
            (&self.stage).into(),
            (&self.stage_name).into(),
            (&self.planned_on).into(),
            (&self.done_on).into(),
            (&self.outcome).into(),
            (&self.clue).into(),
            (&self.case_id).into(),
            self.changed_seq.into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text()?,
            number: row.maybe_text()?,
            item: row.text()?,
            object: row.text()?,
            town: row.text()?,
            unit: row.text()?,
            officers: row.text()?,
            stage: row.text()?,
            stage_name: row.text()?,
            planned_on: row.text()?,
            done_on: row.maybe_text()?,
            outcome: row.maybe_text()?,
            clue: row.maybe_text()?,
            case_id: row.maybe_text()?,
            changed_seq: row.int()?,
        })
    }
}
