//! Published benchmark tables (裁量基准) as rows of a spreadsheet, read into the texts of a pack.
//!
//! A table that contradicts itself or the law is refused with the row, the cell and the reason.
//! What it says about the world is not judged, and nothing is kept here.

mod agree;
mod amount;
mod csv;
mod line;
mod number;
mod text;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::Jurisdiction;
use crate::catalogue::{Benchmark, FineRule, Power, SourceType};
use crate::ids::ItemId;

pub use csv::rows_of_csv;
use line::{Above, Cells, Line};

/// The columns that every table has, in the order of the template.
pub const COLUMNS: [&str; 10] =
    ["事项", "条款", "基准", "来源", "施行", "阶次", "情形", "计算", "下限", "上限"];

/// The columns that a table may have, in the order of the template.
pub const MORE_COLUMNS: [&str; 7] = ["基数", "单位", "起点", "起算", "零头", "封顶", "没收"];

/// The most rows that a table may have.
pub const MOST_ROWS: usize = 1_000;
/// The longest text for a pack, in bytes.
const MOST_BYTES: usize = 600_000;
/// The most characters of a cell.
const MOST_CHARACTERS: usize = 500;

/// A row with its number in the file, the first row being the heading.
pub type Row = (usize, Vec<String>);

/// A row that cannot be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The number of the row.
    pub row: usize,
    /// Where the cell stands in the row, the first being zero; none for the row as a whole.
    pub cell: Option<usize>,
    /// Why.
    pub what: String,
}

/// A row as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// The number of the row.
    pub row: usize,
    /// The item, by its name.
    pub item: String,
    /// The situation of the branch.
    pub branch: String,
    /// What the statute says of the branch.
    pub statutory: String,
    /// The id of the table.
    pub table: String,
    /// Where the table comes from.
    pub source: String,
    /// The first day on which it is in force.
    pub from: Date,
    /// The grade.
    pub grade: String,
    /// When it fits.
    pub condition: String,
    /// What it costs, in words.
    pub range: String,
}

/// What became of a table: the rows that were understood, those that cannot be taken, and the
/// text for the pack when there is nothing against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The rows that were understood.
    pub understood: Vec<Understood>,
    /// What speaks against the table, by row.
    pub faults: Vec<RowFault>,
    /// The text; none while anything speaks against the table.
    pub text: Option<String>,
}

/// A table that stands in a text of its own, for a branch of an item.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Added {
    /// The item.
    pub item: ItemId,
    /// The branch.
    pub branch: String,
    /// The table.
    pub table: Benchmark,
}

/// Puts tables into the items they are for: from its first day a published table takes the place of
/// those that were drawn up for demonstration. Answers the tables for which there is no branch.
pub(super) fn put(
    items: &mut [crate::catalogue::PowerItem],
    added: Vec<Added>,
) -> Vec<(ItemId, String)> {
    let mut homeless = Vec::new();
    for one in added {
        let mut found = false;
        for item in items.iter_mut().filter(|item| item.id == one.item) {
            for branch in item.branches.iter_mut().filter(|branch| branch.id == one.branch) {
                found = true;
                if let Some(eve) = one.table.effective_from.and_then(|first| first.yesterday().ok())
                {
                    let open = branch.benchmarks.iter_mut().filter(|old| {
                        old.source_type != SourceType::Published && old.effective_until.is_none()
                    });
                    open.for_each(|old| old.effective_until = Some(eve));
                }
                branch.benchmarks.push(one.table.clone());
            }
        }
        if !found {
            homeless.push((one.item, one.branch));
        }
    }
    homeless
}

/// Reads the rows of a file.
pub fn read(rows: &[Row], law: &Jurisdiction) -> Reading {
    let mut faults = Vec::new();
    let mut lines = Vec::new();
    match heading(rows) {
        Ok(places) => (lines, faults) = read_rows(rows, &places, law),
        Err(missing) => faults.extend(missing),
    }
    if lines.is_empty() && faults.is_empty() {
        faults
            .push(RowFault { row: 1, cell: None, what: "表中没有任何阶次。".to_owned() });
    }
    let text = text::text(&tables(&lines));
    if faults.is_empty() && MOST_BYTES < text.len() {
        let what = "整张表的文字太多，请分成几个文件。".to_owned();
        faults.push(RowFault { row: 1, cell: None, what });
    }
    faults.sort_by_key(|fault| (fault.row, fault.cell));
    let text = faults.is_empty().then_some(text);
    Reading { understood: lines.iter().map(Line::understood).collect(), faults, text }
}

/// The lines of each table, by item, branch and name.
type Tables<'a, 'b> = BTreeMap<(&'b str, &'b str, &'b str), Vec<&'b Line<'a>>>;

fn tables<'a, 'b>(lines: &'b [Line<'a>]) -> Tables<'a, 'b> {
    let mut tables = Tables::new();
    for line in lines {
        tables.entry(line.key()).or_default().push(line);
    }
    tables
}

/// Where each column stands.
type Places = BTreeMap<&'static str, usize>;

fn heading(rows: &[Row]) -> Result<Places, Vec<RowFault>> {
    let head = rows.first().map(|(_, cells)| cells.as_slice()).unwrap_or_default();
    let mut places = Places::new();
    let mut faults = Vec::new();
    let fault = |cell, what| RowFault { row: 1, cell, what };
    for column in COLUMNS.into_iter().chain(MORE_COLUMNS) {
        let mut stands = head.iter().enumerate().filter(|(_, cell)| cell.trim() == column);
        match (stands.next(), stands.next()) {
            (Some((place, _)), None) => {
                places.insert(column, place);
            }
            (Some(_), Some((again, _))) => {
                faults.push(fault(Some(again), format!("“{column}”一列出现了两次。")));
            }
            (None, _) if MORE_COLUMNS.contains(&column) => {}
            (None, _) => faults.push(fault(None, format!("缺少“{column}”一列。"))),
        }
    }
    for (place, cell) in head.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
        if !COLUMNS.contains(&cell.trim()) && !MORE_COLUMNS.contains(&cell.trim()) {
            let what = format!("不认识“{}”这一列，请删除或者改成模板中的名称。", shortened(cell));
            faults.push(fault(Some(place), what));
        }
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

fn read_rows<'a>(
    rows: &[Row],
    places: &Places,
    law: &'a Jurisdiction,
) -> (Vec<Line<'a>>, Vec<RowFault>) {
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    let mut above = Above::default();
    let filled = rows.iter().skip(1).filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    for (nth, (row, cells)) in filled.enumerate() {
        if MOST_ROWS <= nth {
            let what = format!("一张表最多{MOST_ROWS}行，请分成几个文件。");
            faults.push(RowFault { row: *row, cell: None, what });
            break;
        }
        let cells = Cells::new(cells, places, &mut above);
        match cells.check().and_then(|()| line::read(*row, &cells, law)) {
            Ok(line) => lines.push(line),
            Err(complaints) => faults.extend(complaints.into_iter().map(|it| RowFault {
                row: *row,
                cell: places.get(it.column).copied(),
                what: it.what,
            })),
        }
    }
    // A row that could not be read would make its neighbours look as if there were a gap.
    let broken = !faults.is_empty();
    for table in tables(&lines).values() {
        let found = agree::contradictions(table, broken);
        faults.extend(found.into_iter().map(|(row, it)| RowFault {
            row,
            cell: places.get(it.column).copied(),
            what: it.what,
        }));
    }
    (lines, faults)
}

/// Characters that change what is seen without being seen.
fn hidden(letter: char) -> bool {
    (letter.is_control() && letter != '\n')
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// What of a cell is shown in a complaint.
fn shortened(cell: &str) -> String {
    const SHOWN: usize = 40;
    let whole: String = cell.trim().chars().filter(|letter| !hidden(*letter)).collect();
    if whole.chars().count() <= SHOWN {
        return whole;
    }
    whole.chars().take(SHOWN).chain(['…']).collect()
}

/// The item and branch that every row of the template may name: item, name, branch, situation
/// and what the statute says. A branch without a fine takes no table.
pub fn choices(law: &Jurisdiction) -> Vec<[String; 5]> {
    let mut all: Vec<[String; 5]> = Vec::new();
    for item in law.items.iter().filter(|item| item.power == Power::Penalty) {
        let latest = law.items.iter().rev().find(|other| other.id == item.id);
        if latest.is_some_and(|latest| latest.effective_from != item.effective_from) {
            continue;
        }
        for branch in item.branches.iter().filter(|branch| branch.fine != FineRule::None) {
            all.push([
                item.id.to_string(),
                item.name.clone(),
                branch.id.clone(),
                branch.when.clone(),
                branch.fine_words(),
            ]);
        }
    }
    all
}
