//! 案件: one row a case, lists by sight, stage and words, and counts by stage.

use serde::Serialize;

use super::lists::{
    self, nothing, or_empty, or_never, page, page_of_any, unless_empty, unless_never, within,
};
use super::search::{self, Hits};
use crate::statement::{Conditions, Second, Stored, Table};
use crate::{Ask, Cell, Fault, Mark, Record, Store};

/// A case as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseRow {
    /// The id of the case; its stream is `case/` and this.
    pub id: String,
    /// 案号.
    pub number: Option<String>,
    /// 案由, with whom.
    pub title: String,
    /// 当事人, as this list may show it.
    pub party: String,
    /// 个人或单位.
    pub party_kind: String,
    /// 权力事项.
    pub item: String,
    /// 承办机构.
    pub unit: String,
    /// 执法主体.
    pub authority: String,
    /// 案发地.
    pub town: String,
    /// The stage, as the program names it.
    pub stage: String,
    /// The stage, as officers name it.
    pub stage_name: String,
    /// 主办人.
    pub lead: String,
    /// Who began it.
    pub initiator: String,
    /// 立案之日.
    pub opened_on: Option<String>,
    /// The nearest deadline.
    pub due_on: Option<String>,
    /// The rule of that deadline.
    pub due_rule: Option<String>,
    /// 罚款, in fen.
    pub fine: i64,
    /// 决定之日.
    pub decided_on: Option<String>,
    /// 结案之日.
    pub closed_on: Option<String>,
    /// The position of its last event.
    pub changed_seq: i64,
    /// The day of its last event.
    pub changed_on: String,
    /// The clue it came from.
    pub clue: Option<String>,
    /// The inspection it came from.
    pub inspection: Option<String>,
    /// 办案程序: `general` or `summary`.
    pub procedure: String,
}

/// How much of a list someone may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// Everything.
    All,
    /// What these units do.
    Units(Vec<String>),
    /// What this person leads or began.
    Person(String),
}

/// In which order a list runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseSort {
    /// Last changed first.
    Changed,
    /// Nearest deadline first, none last.
    Due,
    /// Last opened first, not opened last.
    Opened,
}

/// One page of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseList {
    /// How much may be seen.
    pub sight: Sight,
    /// Only this stage.
    pub stage: Option<String>,
    /// Only cases with these words.
    pub words: Option<String>,
    /// The order.
    pub sort: CaseSort,
    /// Where the page before ended.
    pub after: Option<Mark>,
    /// How many rows.
    pub limit: i64,
}

/// How many cases are in a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StageCount {
    /// The stage, as the program names it.
    pub stage: String,
    /// How many.
    pub count: i64,
}

const BY_LAST_CHANGE: &str = "changed_seq DESC, id DESC";
const BY_DEADLINE: &str = "due_on, id";
const BY_LAST_OPENING: &str = "opened_on DESC, id DESC";

/// One case.
pub fn by_id(id: &str) -> Ask<CaseRow> {
    Ask::rows("WHERE id = $1", vec![id.into()])
}

/// The case with a number.
pub fn by_number(number: &str) -> Ask<CaseRow> {
    Ask::rows("WHERE number = $1 ORDER BY id", vec![number.into()])
}

impl Store {
    /// One page of cases.
    pub async fn list_cases(&self, list: &CaseList) -> Result<Vec<CaseRow>, Fault> {
        let hits = match &list.words {
            None => Hits::All,
            Some(words) => search::weigh(self.ask(search::probe("case", words)).await?),
        };
        self.ask(page_of(list, &hits)?).await
    }
}

fn page_of(list: &CaseList, hits: &Hits) -> Result<Ask<CaseRow>, Fault> {
    let mut conditions = Conditions::default();
    if let Some(stage) = &list.stage {
        let stage = conditions.arg(stage);
        // Named ids are rarer than stages: hidden from its index, the stage only filters.
        let column = if matches!(hits, Hits::Few(_)) { "stage || ''" } else { "stage" };
        conditions.and(format!("{column} = {stage}"));
    }
    if let Some(words) = &list.words {
        search::narrow(&mut conditions, "case", words, hits);
    }
    if let Some(mark) = &list.after {
        go_on(&mut conditions, list.sort, mark)?;
    }
    let order = match list.sort {
        CaseSort::Changed => BY_LAST_CHANGE,
        CaseSort::Due => BY_DEADLINE,
        CaseSort::Opened => BY_LAST_OPENING,
    };
    Ok(match &list.sight {
        Sight::All => page(conditions, order, list.limit),
        Sight::Units(units) if units.is_empty() => nothing(),
        Sight::Units(units) if matches!(hits, Hits::Few(_)) => {
            let units = conditions.list(units);
            conditions.and(format!("unit || '' IN ({units})"));
            page(conditions, order, list.limit)
        }
        Sight::Units(units) => page_of_any("unit", units, conditions, order, list.limit),
        Sight::Person(person) => {
            let person = conditions.arg(person);
            conditions.and(format!("(lead = {person} OR initiator = {person})"));
            page(conditions, order, list.limit)
        }
    })
}

/// Where the next page goes on after this row.
pub fn mark(row: &CaseRow, sort: CaseSort) -> Mark {
    let changed = row.changed_seq.to_string();
    let key = match sort {
        CaseSort::Changed => &changed,
        CaseSort::Due => row.due_on.as_deref().unwrap_or(super::lists::NEVER),
        CaseSort::Opened => row.opened_on.as_deref().unwrap_or_default(),
    };
    Mark::new(&[key, &row.id])
}

/// How many cases are in each stage.
pub fn count_by_stage(sight: &Sight) -> Ask<StageCount> {
    let mut conditions = Conditions::default();
    within(&mut conditions, sight, |me| format!("(lead = {me} OR initiator = {me})"));
    lists::count_by_stage::<CaseRow>(conditions)
}

/// The cases whose deadline has passed, in the order of their deadlines.
pub fn overdue(today: &str, limit: i64) -> Ask<CaseRow> {
    Ask::rows("WHERE due_on < $1 ORDER BY due_on, id LIMIT $2", vec![today.into(), limit.into()])
}

fn go_on(conditions: &mut Conditions, sort: CaseSort, mark: &Mark) -> Result<(), Fault> {
    let key = match sort {
        CaseSort::Changed => conditions.arg(mark.number(0)?),
        CaseSort::Due | CaseSort::Opened => conditions.arg(mark.part(0)?),
    };
    let id = conditions.arg(mark.part(1)?);
    conditions.and(match sort {
        CaseSort::Changed => format!("(changed_seq, id) < ({key}, {id})"),
        CaseSort::Due => format!("(due_on, id) > ({key}, {id})"),
        CaseSort::Opened => format!("(opened_on, id) < ({key}, {id})"),
    });
    Ok(())
}

/// The fines decided under an item, newest decision first.
pub fn fines_of(item: &str, limit: i64) -> Ask<i64> {
    let sql = "SELECT fine FROM case_row WHERE item = $1 AND decided_on IS NOT NULL AND fine > 0 \
               ORDER BY decided_on DESC LIMIT $2";
    Ask::new(sql, vec![item.into(), limit.into()], |mut row| row.int())
}

impl Stored for CaseRow {
    const TABLE: Table = Table {
        name: "case_row",
        key: &["id"],
        columns: &[
            "id",
            "number",
            "title",
            "party",
            "party_kind",
            "item",
            "unit",
            "authority",
            "town",
            "stage",
            "stage_name",
            "lead",
            "initiator",
            "opened_on",
            "due_on",
            "due_rule",
            "fine",
            "decided_on",
            "closed_on",
            "changed_seq",
            "changed_on",
            "clue",
            "inspection",
            "procedure",
        ],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.id).into(),
            (&self.number).into(),
            (&self.title).into(),
            (&self.party).into(),
            (&self.party_kind).into(),
            (&self.item).into(),
            (&self.unit).into(),
            (&self.authority).into(),
            (&self.town).into(),
            (&self.stage).into(),
            (&self.stage_name).into(),
            (&self.lead).into(),
            (&self.initiator).into(),
            or_empty(self.opened_on.as_ref()),
            or_never(self.due_on.as_ref()),
            (&self.due_rule).into(),
            self.fine.into(),
            (&self.decided_on).into(),
            (&self.closed_on).into(),
            self.changed_seq.into(),
            (&self.changed_on).into(),
            (&self.clue).into(),
            (&self.inspection).into(),
            (&self.procedure).into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text()?,
            number: row.maybe_text()?,
            title: row.text()?,
            party: row.text()?,
            party_kind: row.text()?,
            item: row.text()?,
            unit: row.text()?,
            authority: row.text()?,
            town: row.text()?,
            stage: row.text()?,
            stage_name: row.text()?,
            lead: row.text()?,
            initiator: row.text()?,
            opened_on: unless_empty(&mut row)?,
            due_on: unless_never(&mut row)?,
            due_rule: row.maybe_text()?,
            fine: row.int()?,
            decided_on: row.maybe_text()?,
            closed_on: row.maybe_text()?,
            changed_seq: row.int()?,
            changed_on: row.text()?,
            clue: row.maybe_text()?,
            inspection: row.maybe_text()?,
            procedure: row.text()?,
        })
    }
}
