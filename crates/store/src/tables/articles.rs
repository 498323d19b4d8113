//! 涉案物品: one row an article that was sequestered, seized or held as evidence.

use serde::Serialize;

use super::cases::Sight;
use super::lists::{nothing, page, page_of_any};
use super::search::escaped;
use crate::statement::{Conditions, Second, Stored, Table};
use crate::{Ask, Cell, Fault, Mark, Record};

/// An article as the register shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleRow {
    /// Its id.
    pub id: String,
    /// The case.
    pub case_id: String,
    /// 案号, once filed.
    pub number: Option<String>,
    /// The unit that handles the case.
    pub unit: String,
    /// The authority in whose name it acts.
    pub authority: String,
    /// The measure.
    pub measure: String,
    /// 查封, 扣押 or 先行登记保存, as the program names it.
    pub kind: String,
    /// 名称.
    pub name: String,
    /// 规格、型号、特征.
    pub features: String,
    /// 数量, in hundredths of the unit.
    pub quantity: i64,
    /// 单位.
    pub measured_in: String,
    /// 标签号.
    pub label: String,
    /// 保管地点.
    pub custody: String,
    /// 实施之日.
    pub taken_on: String,
    /// The last day of the measure; empty when it is over.
    pub due_on: String,
    /// What has become of it, as the program names it.
    pub fate: String,
    /// The same in Chinese.
    pub fate_name: String,
    /// How it was disposed of; empty when it was not.
    pub manner: String,
    /// The day of its present fate; empty while it is held.
    pub ended_on: String,
    /// The event that made this state.
    pub seq: i64,
}

/// One page of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleList {
    /// How much may be seen.
    pub sight: Sight,
    /// Only this fate.
    pub fate: Option<String>,
    /// Only names that contain these words.
    pub words: Option<String>,
    /// Only what was taken on or after the day.
    pub from: Option<String>,
    /// Only what was taken on or before the day.
    pub to: Option<String>,
    /// Where the page before ended.
    pub after: Option<Mark>,
    /// How many rows.
    pub limit: i64,
}

/// How much of a kind of thing there is, by name, unit and fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleSum {
    /// 名称.
    pub name: String,
    /// 单位.
    pub measured_in: String,
    /// What has become of it.
    pub fate: String,
    /// 数量, in hundredths of the unit.
    pub quantity: i64,
}

const BY_DAY: &str = "taken_on DESC, id DESC";

/// One page of articles, last taken first.
pub fn list(list: &ArticleList) -> Result<Ask<ArticleRow>, Fault> {
    let mut conditions = wanted(list);
    if let Some(mark) = &list.after {
        let (day, id) = (conditions.arg(mark.part(0)?), conditions.arg(mark.part(1)?));
        conditions.and(format!("(taken_on, id) < ({day}, {id})"));
    }
    Ok(match &list.sight {
        Sight::All => page(conditions, BY_DAY, list.limit),
        Sight::Units(units) if units.is_empty() => nothing(),
        Sight::Units(units) => page_of_any("unit", units, conditions, BY_DAY, list.limit),
        Sight::Person(_) => nothing(),
    })
}

/// The sums of the articles that the list asks for, whatever its page.
pub fn sums(list: &ArticleList) -> Ask<ArticleSum> {
    let mut conditions = wanted(list);
    match &list.sight {
        Sight::All => {}
        Sight::Units(units) if !units.is_empty() => {
            let units = conditions.list(units);
            conditions.and(format!("unit IN ({units})"));
        }
        Sight::Units(_) | Sight::Person(_) => conditions.and("1 = 0".to_owned()),
    }
    let clause = conditions.clause();
    let limit = conditions.arg(list.limit);
    let sql = format!(
        "SELECT name, measured_in, fate, CAST(SUM(quantity) AS BIGINT) FROM article_row {clause} \
         GROUP BY name, measured_in, fate ORDER BY name, measured_in, fate LIMIT {limit}"
    );
    Ask::new(sql, conditions.args, |mut row| {
        Ok(ArticleSum {
            name: row.text()?,
            measured_in: row.text()?,
            fate: row.text()?,
            quantity: row.int()?,
        })
    })
}

/// Where the next page goes on after this row.
pub fn mark(row: &ArticleRow) -> Mark {
    Mark::new(&[&row.taken_on, &row.id])
}

fn wanted(list: &ArticleList) -> Conditions {
    let mut conditions = Conditions::default();
    if let Some(fate) = &list.fate {
        let fate = conditions.arg(fate);
        conditions.and(format!("fate = {fate}"));
    }
    if let Some(words) = &list.words {
        let words = conditions.arg(format!("%{}%", escaped(words)));
        conditions.and(format!("name LIKE {words} ESCAPE '!'"));
    }
    if let Some(day) = &list.from {
        let day = conditions.arg(day);
        conditions.and(format!("taken_on >= {day}"));
    }
    if let Some(day) = &list.to {
        let day = conditions.arg(day);
        conditions.and(format!("taken_on <= {day}"));
    }
    conditions
}

impl Stored for ArticleRow {
    const TABLE: Table = Table {
        name: "article_row",
        key: &["id"],
        columns: &[
            "id",
            "case_id",
            "number",
            "unit",
            "authority",
            "measure",
            "kind",
            "name",
            "features",
            "quantity",
            "measured_in",
            "label",
            "custody",
            "taken_on",
            "due_on",
            "fate",
            "fate_name",
            "manner",
            "ended_on",
            "seq",
        ],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.id).into(),
            (&self.case_id).into(),
            (&self.number).into(),
            (&self.unit).into(),
            (&self.authority).into(),
            (&self.measure).into(),
            (&self.kind).into(),
            (&self.name).into(),
            (&self.features).into(),
            self.quantity.into(),
            (&self.measured_in).into(),
            (&self.label).into(),
            (&self.custody).into(),
            (&self.taken_on).into(),
            (&self.due_on).into(),
            (&self.fate).into(),
            (&self.fate_name).into(),
            (&self.manner).into(),
            (&self.ended_on).into(),
            self.seq.into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text()?,
            case_id: row.text()?,
            number: row.maybe_text()?,
            unit: row.text()?,
            authority: row.text()?,
            measure: row.text()?,
            kind: row.text()?,
            name: row.text()?,
            features: row.text()?,
            quantity: row.int()?,
            measured_in: row.text()?,
            label: row.text()?,
            custody: row.text()?,
            taken_on: row.text()?,
            due_on: row.text()?,
            fate: row.text()?,
            fate_name: row.text()?,
            manner: row.text()?,
            ended_on: row.text()?,
            seq: row.int()?,
        })
    }
}
