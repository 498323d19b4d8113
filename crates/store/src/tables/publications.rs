//! 公示: what the public portal may show, and nothing else; the portal reads only this table.

use serde::Serialize;

use crate::statement::{Conditions, Second, Stored, Table};
use crate::{Ask, Cell, Fault, Mark, Record};

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicationRow {
    /// Its id.
    pub id: String,
    /// The case it makes public.
    pub case_id: String,
    /// 决定书文号.
    pub number: String,
    /// 作出决定的机关.
    pub authority: String,
    /// 当事人, masked.
    pub party_masked: String,
    /// 违法行为.
    pub cause: String,
    /// 处罚内容.
    pub summary: String,
    /// 决定之日.
    pub decided_on: String,
    /// The last day to publish.
    pub due_on: String,
    /// `proposed`, `published` or `retracted`.
    pub state: String,
    /// 公示之日.
    pub published_on: Option<String>,
    /// 撤回之日.
    pub retracted_on: Option<String>,
    /// 撤回理由.
    pub retraction_reason: Option<String>,
    /// The masked text, as JSON.
    pub body: String,
    /// The event that made this state.
    pub seq: i64,
}

/// One publication that the public may see: proposed ones are not found.
pub fn public_by_id(id: &str) -> Ask<PublicationRow> {
    Ask::rows("WHERE id = $1 AND state IN ('published', 'retracted')", vec![id.into()])
}

/// One publication, for those who work on it.
pub fn by_id(id: &str) -> Ask<PublicationRow> {
    Ask::rows("WHERE id = $1", vec![id.into()])
}

/// The publications of a case.
pub fn of_case(case_id: &str) -> Ask<PublicationRow> {
    Ask::rows("WHERE case_id = $1 ORDER BY seq, id", vec![case_id.into()])
}

/// One page of what is published, last decided first.
pub fn published(after: Option<&Mark>, limit: i64) -> Result<Ask<PublicationRow>, Fault> {
    in_state("published", after, limit)
}

/// One page of one state, last decided first.
pub fn in_state(
    state: &str,
    after: Option<&Mark>,
    limit: i64,
) -> Result<Ask<PublicationRow>, Fault> {
    let mut conditions = Conditions::default();
    let state = conditions.arg(state);
    conditions.and(format!("state = {state}"));
    if let Some(mark) = after {
        let (decided_on, id) = (conditions.arg(mark.part(0)?), conditions.arg(mark.part(1)?));
        conditions.and(format!("(decided_on, id) < ({decided_on}, {id})"));
    }
    Ok(super::lists::page(conditions, "decided_on DESC, id DESC", limit))
}

/// Where the next page goes on after this row.
pub fn mark(row: &PublicationRow) -> Mark {
    Mark::new(&[&row.decided_on, &row.id])
}

/// Proposed publications whose last day is before a day.
pub fn late(today: &str, limit: i64) -> Ask<PublicationRow> {
    let clauses = "WHERE state = 'proposed' AND due_on < $1 ORDER BY due_on, id LIMIT $2";
    Ask::rows(clauses, vec![today.into(), limit.into()])
}

impl Stored for PublicationRow {
    const TABLE: Table = Table {
        name: "publication_row",
        key: &["id"],
        columns: &[
            "id",
            "case_id",
            "number",
            "authority",
            "party_masked",
            "cause",
            "summary",
            "decided_on",
            "due_on",
            "state",
            "published_on",
            "retracted_on",
            "retraction_reason",
            "body",
            "seq",
        ],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.id).into(),
            (&self.case_id).into(),
            (&self.number).into(),
            (&self.authority).into(),
            (&self.party_masked).into(),
            (&self.cause).into(),
            (&self.summary).into(),
            (&self.decided_on).into(),
            (&self.due_on).into(),
            (&self.state).into(),
            (&self.published_on).into(),
            (&self.retracted_on).into(),
            (&self.retraction_reason).into(),
            (&self.body).into(),
            self.seq.into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text()?,
            case_id: row.text()?,
            number: row.text()?,
            authority: row.text()?,
            party_masked: row.text()?,
            cause: row.text()?,
            summary: row.text()?,
            decided_on: row.text()?,
            due_on: row.text()?,
            state: row.text()?,
            published_on: row.maybe_text()?,
            retracted_on: row.maybe_text()?,
            retraction_reason: row.maybe_text()?,
            body: row.text()?,
            seq: row.int()?,
        })
    }
}
