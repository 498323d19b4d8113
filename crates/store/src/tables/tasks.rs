//! 待办 and 已办: who must do what by when, and what each person did.

use serde::Serialize;

use super::lists::{NEVER, nothing, or_never, page, page_of_any, unless_never};
use crate::statement::{Conditions, Second, Stored, Table};
use crate::{Ask, Cell, Fault, Mark, Record};

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskRow {
    /// The stream it belongs to.
    pub stream: String,
    /// Which of the stream's tasks it is.
    pub slot: String,
    /// The act that settles it.
    pub act: String,
    /// `person/ID` or `role/ROLE/UNIT`.
    pub holder: String,
    /// What is to be done.
    pub title: String,
    /// With what.
    pub subject: String,
    /// The last day.
    pub due_on: Option<String>,
    /// The rule of the last day.
    pub rule: Option<String>,
    /// The article of the rule.
    pub cite: Option<String>,
    /// Since when it waits.
    pub since_on: String,
    /// The event that made it.
    pub seq: i64,
    /// Where it is to be done.
    pub town: Option<String>,
}

/// Something done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoneRow {
    /// The event.
    pub seq: i64,
    /// Who did it.
    pub person: String,
    /// The stream.
    pub stream: String,
    /// The act.
    pub act: String,
    /// What was done with what.
    pub title: String,
    /// When, in UTC.
    pub at: String,
}

/// How much a holder has to do of one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskCount {
    /// The holder.
    pub holder: String,
    /// The act that settles the tasks.
    pub act: String,
    /// All tasks.
    pub all: i64,
    /// Those whose last day has passed.
    pub overdue: i64,
}

const BY_DEADLINE: &str = "due_on, stream, slot";

/// One page of what these holders must do, perhaps of one act only, nearest deadline first,
/// none last.
pub fn inbox(
    holders: &[String],
    act: Option<&str>,
    after: Option<&Mark>,
    limit: i64,
) -> Result<Ask<TaskRow>, Fault> {
    if holders.is_empty() {
        return Ok(nothing());
    }
    let mut conditions = Conditions::default();
    if let Some(act) = act {
        let act = conditions.arg(act);
        conditions.and(format!("act = {act}"));
    }
    if let Some(mark) = after {
        go_on(&mut conditions, mark)?;
    }
    Ok(page_of_any("holder", holders, conditions, BY_DEADLINE, limit))
}

/// One page of everyone's tasks whose last day has passed, perhaps only in one town.
pub fn overdue(
    today: &str,
    town: Option<&str>,
    after: Option<&Mark>,
    limit: i64,
) -> Result<Ask<TaskRow>, Fault> {
    let mut conditions = Conditions::default();
    let today = conditions.arg(today);
    conditions.and(format!("due_on < {today}"));
    if let Some(town) = town {
        let town = conditions.arg(town);
        conditions.and(format!("town = {town}"));
    }
    if let Some(mark) = after {
        go_on(&mut conditions, mark)?;
    }
    Ok(page(conditions, BY_DEADLINE, limit))
}

/// Where the next page of tasks goes on after this row.
pub fn mark(row: &TaskRow) -> Mark {
    Mark::new(&[row.due_on.as_deref().unwrap_or(NEVER), &row.stream, &row.slot])
}

/// The tasks of one stream.
pub fn of_stream(stream: &str) -> Ask<TaskRow> {
    Ask::rows("WHERE stream = $1 ORDER BY due_on, slot", vec![stream.into()])
}

/// How much these holders have to do of each act; where there is nothing, there is no answer.
pub fn counts(holders: &[String], today: &str) -> Ask<TaskCount> {
    let mut conditions = Conditions::default();
    let today = conditions.arg(today);
    if holders.is_empty() {
        conditions.and("1 = 0".to_owned());
    } else {
        let holders = conditions.list(holders);
        conditions.and(format!("holder IN ({holders})"));
    }
    let sql = format!(
        "SELECT holder, act, COUNT(*), \
         CAST(SUM(CASE WHEN due_on < {today} THEN 1 ELSE 0 END) AS BIGINT) \
         FROM task_row {} GROUP BY holder, act ORDER BY holder, act",
        conditions.clause()
    );
    Ask::new(sql, conditions.args, |mut row| {
        let (holder, act) = (row.text()?, row.text()?);
        Ok(TaskCount { holder, act, all: row.int()?, overdue: row.int()? })
    })
}

/// One page of what a person did, last first; the page after a row goes on before its position.
pub fn done_by(person: &str, before_seq: Option<i64>, limit: i64) -> Ask<DoneRow> {
    let clauses = "WHERE person = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
    let before = before_seq.unwrap_or(i64::MAX);
    Ask::rows(clauses, vec![person.into(), before.into(), limit.into()])
}

fn go_on(conditions: &mut Conditions, mark: &Mark) -> Result<(), Fault> {
    let due_on = conditions.arg(mark.part(0)?);
    let (stream, slot) = (conditions.arg(mark.part(1)?), conditions.arg(mark.part(2)?));
    conditions.and(format!("(due_on, stream, slot) > ({due_on}, {stream}, {slot})"));
    Ok(())
}

impl Stored for TaskRow {
    const TABLE: Table = Table {
        name: "task_row",
        key: &["stream", "slot"],
        columns: &[
            "stream", "slot", "act", "holder", "title", "subject", "due_on", "rule", "cite",
            "since_on", "seq", "town",
        ],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.stream).into(),
            (&self.slot).into(),
            (&self.act).into(),
            (&self.holder).into(),
            (&self.title).into(),
            (&self.subject).into(),
            or_never(self.due_on.as_ref()),
            (&self.rule).into(),
            (&self.cite).into(),
            (&self.since_on).into(),
            self.seq.into(),
            (&self.town).into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            stream: row.text()?,
            slot: row.text()?,
            act: row.text()?,
            holder: row.text()?,
            title: row.text()?,
            subject: row.text()?,
            due_on: unless_never(&mut row)?,
            rule: row.maybe_text()?,
            cite: row.maybe_text()?,
            since_on: row.text()?,
            seq: row.int()?,
            town: row.maybe_text()?,
        })
    }
}

impl Stored for DoneRow {
    const TABLE: Table = Table {
        name: "done_row",
        key: &["seq", "person"],
        columns: &["seq", "person", "stream", "act", "title", "at"],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.seq.into(),
            (&self.person).into(),
            (&self.stream).into(),
            (&self.act).into(),
            (&self.title).into(),
            (&self.at).into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            seq: row.int()?,
            person: row.text()?,
            stream: row.text()?,
            act: row.text()?,
            title: row.text()?,
            at: row.text()?,
        })
    }
}
