//! 线索: one row a clue, lists by sight and stage, and clues that look like the same matter.

use serde::Serialize;

use super::lists::{self, nothing, or_never, page, page_of_any, unless_never, within};
use super::search::{self, Hits};
use super::{Sight, StageCount};
use crate::statement::{Conditions, Second, Stored, Table};
use crate::{Ask, Cell, Fault, Mark, Record, Store};

/// A clue as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClueRow {
    /// The id of the clue; its stream is `clue/` and this.
    pub id: String,
    /// The receipt number the reporter holds.
    pub receipt: String,
    /// Where it came from.
    pub source: String,
    /// 类别.
    pub category: String,
    /// A short account without personal data.
    pub words: String,
    /// 所在乡镇.
    pub town: String,
    /// To whom it was dispatched.
    pub unit: Option<String>,
    /// 权力事项.
    pub item: Option<String>,
    /// The stage, as the program names it.
    pub stage: String,
    /// The stage, as officers name it.
    pub stage_name: String,
    /// When it was reported, in UTC.
    pub reported_at: String,
    /// The nearest deadline.
    pub due_on: Option<String>,
    /// Latitude in millionths of a degree.
    pub pin_lat: Option<i64>,
    /// Longitude in millionths of a degree.
    pub pin_lng: Option<i64>,
    /// 首接人.
    pub first_owner: String,
    /// The position of its last event.
    pub changed_seq: i64,
}

/// One page of clues, last changed first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClueList {
    /// How much may be seen.
    pub sight: Sight,
    /// Only this stage.
    pub stage: Option<String>,
    /// Only this town.
    pub town: Option<String>,
    /// Only clues with these words.
    pub words: Option<String>,
    /// Where the page before ended.
    pub after: Option<Mark>,
    /// How many rows.
    pub limit: i64,
}

/// What makes another clue look like the same matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// The clue itself, which is not its own likeness.
    pub id: String,
    /// In the same town.
    pub town: String,
    /// About the same item, if it is known.
    pub item: Option<String>,
    /// Or in the same category.
    pub category: String,
    /// Reported at this instant or later.
    pub from: String,
    /// Reported before this instant.
    pub until: String,
}

const BY_LAST_CHANGE: &str = "changed_seq DESC, id DESC";

/// One clue.
pub fn by_id(id: &str) -> Ask<ClueRow> {
    Ask::rows("WHERE id = $1", vec![id.into()])
}

/// The clue with a receipt number.
pub fn by_receipt(receipt: &str) -> Ask<ClueRow> {
    Ask::rows("WHERE receipt = $1", vec![receipt.into()])
}

impl Store {
    /// One page of clues.
    pub async fn list_clues(&self, list: &ClueList) -> Result<Vec<ClueRow>, Fault> {
        let hits = match &list.words {
            None => Hits::All,
            Some(words) => search::weigh(self.ask(search::probe("clue", words)).await?),
        };
        self.ask(page_of(list, &hits)?).await
    }
}

fn page_of(list: &ClueList, hits: &Hits) -> Result<Ask<ClueRow>, Fault> {
    let mut conditions = Conditions::default();
    if let Some(stage) = &list.stage {
        let stage = conditions.arg(stage);
        conditions.and(format!("stage = {stage}"));
    }
    if let Some(town) = &list.town {
        let town = conditions.arg(town);
        conditions.and(format!("town = {town}"));
    }
    if let Some(words) = &list.words {
        search::narrow(&mut conditions, "clue", words, hits);
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
            let person = conditions.arg(person);
            conditions.and(format!("first_owner = {person}"));
            page(conditions, BY_LAST_CHANGE, list.limit)
        }
    })
}

/// Where the next page goes on after this row.
pub fn mark(row: &ClueRow) -> Mark {
    Mark::new(&[&row.changed_seq.to_string(), &row.id])
}

/// How many clues are in each stage, perhaps only of one town.
pub fn count_by_stage(sight: &Sight, town: Option<&str>) -> Ask<StageCount> {
    let mut conditions = Conditions::default();
    within(&mut conditions, sight, |person| format!("first_owner = {person}"));
    if let Some(town) = town {
        let town = conditions.arg(town);
        conditions.and(format!("town = {town}"));
    }
    lists::count_by_stage::<ClueRow>(conditions)
}

/// Clues that look like the same matter, newest first.
pub fn similar(to: &Similar, limit: i64) -> Ask<ClueRow> {
    const SIMILAR: &str = "WHERE town = $1 \
        AND $2 <= reported_at AND reported_at < $3 \
        AND id <> $4 \
        AND (category = $5 OR item = $6) \
        ORDER BY reported_at DESC, id DESC \
        LIMIT $7";
    let args = vec![
        (&to.town).into(),
        (&to.from).into(),
        (&to.until).into(),
        (&to.id).into(),
        (&to.category).into(),
        (&to.item).into(),
        limit.into(),
    ];
    Ask::rows(SIMILAR, args)
}

impl Stored for ClueRow {
    const TABLE: Table = Table {
        name: "clue_row",
        key: &["id"],
        columns: &[
            "id",
            "receipt",
            "source",
            "category",
            "words",
            "town",
            "unit",
            "item",
            "stage",
            "stage_name",
            "reported_at",
            "due_on",
            "pin_lat",
            "pin_lng",
            "first_owner",
            "changed_seq",
        ],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.id).into(),
            (&self.receipt).into(),
            (&self.source).into(),
            (&self.category).into(),
            (&self.words).into(),
            (&self.town).into(),
            (&self.unit).into(),
            (&self.item).into(),
            (&self.stage).into(),
            (&self.stage_name).into(),
            (&self.reported_at).into(),
            or_never(self.due_on.as_ref()),
            self.pin_lat.into(),
            self.pin_lng.into(),
            (&self.first_owner).into(),
            self.changed_seq.into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text()?,
            receipt: row.text()?,
            source: row.text()?,
            category: row.text()?,
            words: row.text()?,
            town: row.text()?,
            unit: row.maybe_text()?,
            item: row.maybe_text()?,
            stage: row.text()?,
            stage_name: row.text()?,
            reported_at: row.text()?,
            due_on: unless_never(&mut row)?,
            pin_lat: row.maybe_int()?,
            pin_lng: row.maybe_int()?,
            first_owner: row.text()?,
            changed_seq: row.int()?,
        })
    }
}
