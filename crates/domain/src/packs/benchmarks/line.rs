//! One row of a table: which item and branch it is for, its grade, and what it costs.

use super::{COLUMNS, MOST_CHARACTERS, Places, Understood, hidden, number, shortened};
use crate::catalogue::{Branch, FineRule, Power, PowerItem, TierAmount};
use crate::packs::Jurisdiction;

/// The columns that say what a row is for: merged cells leave them blank below the first.
const MERGED: [&str; 4] = ["事项", "条款", "基准", "来源"];

/// What is wrong with a cell.
#[derive(Clone, Debug)]
pub(super) struct Complaint {
    /// The column.
    pub column: &'static str,
    /// What is wrong.
    pub what: String,
}

/// What the rows above said in the columns that may be merged.
#[derive(Default)]
pub(super) struct Above([String; 4]);

/// The cells of a row by their column.
pub(super) struct Cells<'a> {
    cells: &'a [String],
    places: &'a Places,
    merged: [String; 4],
}

impl<'a> Cells<'a> {
    /// Takes what is blank because cells were merged from above. Once a row names its item, its
    /// branch and its table must be named too; once it names its branch, its table.
    pub(super) fn new(cells: &'a [String], places: &'a Places, above: &mut Above) -> Self {
        let mut row = Self { cells, places, merged: Default::default() };
        let mut named = false;
        for (column, (slot, kept)) in
            MERGED.iter().zip(row.merged.iter_mut().zip(above.0.iter_mut()))
        {
            let place = places.get(column).copied().unwrap_or(usize::MAX);
            let own = cells.get(place).map_or("", |cell| cell.trim());
            // 来源 may go on over several tables.
            named = (named || !own.is_empty()) && *column != "来源";
            if !own.is_empty() {
                own.clone_into(kept);
            } else if named {
                kept.clear();
            }
            kept.clone_into(slot);
        }
        row
    }

    pub(super) fn get(&self, column: &str) -> &str {
        if let Some(nth) = MERGED.iter().position(|name| *name == column) {
            return self.merged.get(nth).map_or("", String::as_str);
        }
        let place = self.places.get(column).copied().unwrap_or(usize::MAX);
        self.cells.get(place).map_or("", |cell| cell.trim())
    }

    /// Whether every cell is a text that may stand in a pack.
    pub(super) fn check(&self) -> Result<(), Vec<Complaint>> {
        let mut complaints = Vec::new();
        for column in self.places.keys() {
            let cell = self.get(column);
            let what = if cell == "#错误" {
                "单元格是Excel的错误值，请改成内容。".to_owned()
            } else if MOST_CHARACTERS < cell.chars().count() {
                format!("单元格超过{MOST_CHARACTERS}字：“{}”。", shortened(cell))
            } else if cell.chars().any(hidden) {
                format!("“{}”中有看不见的控制字符，请重新录入。", shortened(cell))
            } else {
                continue;
            };
            complaints.push(Complaint { column, what });
        }
        if complaints.is_empty() { Ok(()) } else { Err(complaints) }
    }
}

/// A row that was read.
pub(super) struct Line<'a> {
    pub row: usize,
    pub item: &'a PowerItem,
    pub branch: &'a Branch,
    pub table: String,
    pub source: String,
    pub grade: String,
    pub condition: String,
    pub amount: TierAmount,
}

impl Line<'_> {
    pub(super) fn key(&self) -> (&str, &str, &str) {
        (self.item.id.as_str(), &self.branch.id, &self.table)
    }

    pub(super) fn understood(&self) -> Understood {
        Understood {
            row: self.row,
            item: self.item.name.clone(),
            branch: self.branch.when.clone(),
            statutory: self.branch.fine_words(),
            table: self.table.clone(),
            source: self.source.clone(),
            grade: self.grade.clone(),
            condition: self.condition.clone(),
            range: self.amount.words(self.branch),
        }
    }
}

/// Reads a row.
pub(super) fn read<'a>(
    row: usize,
    cells: &Cells<'_>,
    law: &'a Jurisdiction,
) -> Result<Line<'a>, Vec<Complaint>> {
    let blank = COLUMNS.iter().take(7).filter(|column| cells.get(column).is_empty());
    let missing: Vec<Complaint> =
        blank.map(|column| Complaint { column, what: format!("没有填写“{column}”。") }).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let (item, branch) =
        branch_of(law, cells.get("事项"), cells.get("条款")).map_err(|it| vec![it])?;
    let amount = amount(cells, branch)?;
    let text = |column| cells.get(column).to_owned();
    Ok(Line {
        row,
        item,
        branch,
        table: text("基准"),
        source: text("来源"),
        grade: text("阶次"),
        condition: text("情形"),
        amount,
    })
}

/// The branch, named by the numbers of the pack or by its words.
pub(super) fn branch_of<'a>(
    law: &'a Jurisdiction,
    item: &str,
    branch: &str,
) -> Result<(&'a PowerItem, &'a Branch), Complaint> {
    let penalties = law.items.iter().rev().filter(|it| it.power == Power::Penalty);
    let mut found: Vec<&PowerItem> = Vec::new();
    for one in penalties.filter(|it| it.id.as_str() == item || it.matter == item || it.name == item)
    {
        if !found.iter().any(|other| other.id == one.id) {
            found.push(one);
        }
    }
    let complaint = |column, what| Complaint { column, what };
    let one = match found.as_slice() {
        [one] => *one,
        [] => {
            let what = format!(
                "没有处罚事项“{}”，请写事项编号或者名称（见模板的“事项和条款”）。",
                shortened(item)
            );
            return Err(complaint("事项", what));
        }
        [..] => {
            let what = format!("叫“{}”的事项不止一个，请写事项编号。", shortened(item));
            return Err(complaint("事项", what));
        }
    };
    let mut fit = one.branches.iter().filter(|it| it.id == branch || it.when == branch);
    match fit.next() {
        Some(branch) => Ok((one, branch)),
        None => {
            let known: Vec<&str> = one.branches.iter().map(|it| it.id.as_str()).collect();
            let what = format!(
                "没有事项“{}”的条款“{}”，该事项的条款有{}。",
                one.name,
                shortened(branch),
                known.join("、")
            );
            Err(complaint("条款", what))
        }
    }
}

/// How a tier is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Money,
    Multiple,
    Percent,
    Nothing,
}

fn way_of(words: &str) -> Result<Way, Complaint> {
    match words {
        "金额" | "元" => Ok(Way::Money),
        "倍数" | "倍" => Ok(Way::Multiple),
        "百分比" | "%" => Ok(Way::Percent),
        "不予处罚" => Ok(Way::Nothing),
        _ => Err(Complaint {
            column: "计算",
            what: format!(
                "不认识的计算方式“{}”，可用的有金额、倍数、百分比、不予处罚。",
                shortened(words)
            ),
        }),
    }
}

fn amount(cells: &Cells<'_>, branch: &Branch) -> Result<TierAmount, Vec<Complaint>> {
    let way = way_of(cells.get("计算")).map_err(|it| vec![it])?;
    match (&branch.fine, way) {
        (_, Way::Nothing) => Ok(TierAmount::NoPenalty),
        (FineRule::Fixed { min, max }, Way::Money) => {
            let (min, max) = bounds(cells, branch, number::amount, (*min, *max))?;
            Ok(TierAmount::Fixed { min, max })
        }
        (FineRule::Multiple { min, max, .. }, Way::Multiple) => {
            let (min, max) = bounds(cells, branch, number::times, (*min, *max))?;
            Ok(TierAmount::Multiple { min, max })
        }
        (FineRule::Percent { min, max, .. }, Way::Percent) => {
            let (min, max) = bounds(cells, branch, number::percent, (*min, *max))?;
            Ok(TierAmount::Percent { min, max })
        }
        (
            FineRule::Fixed { .. }
            | FineRule::Multiple { .. }
            | FineRule::Percent { .. }
            | FineRule::PerUnit { .. }
            | FineRule::None,
            Way::Money | Way::Multiple | Way::Percent,
        ) => {
            let range = branch.fine_words();
            let what = format!("计算方式与该条款的法定幅度（{range}）不一致。");
            Err(vec![Complaint { column: "计算", what }])
        }
    }
}

/// Reads both bounds; an empty one is the statutory one, and neither leaves the statutory range.
fn bounds<T: Copy + Ord>(
    cells: &Cells<'_>,
    branch: &Branch,
    read: fn(&str) -> Result<T, String>,
    (least, most): (T, T),
) -> Result<(T, T), Vec<Complaint>> {
    let mut complaints = Vec::new();
    let mut bound = |column: &'static str, open: T| match cells.get(column) {
        "" => Some(open),
        words => read(words)
            .map_err(|what| complaints.push(Complaint { column, what: format!("{column}{what}") }))
            .ok(),
    };
    let (low, high) = (bound("下限", least), bound("上限", most));
    let (Some(low), Some(high)) = (low, high) else { return Err(complaints) };
    let outside = |column| {
        let range = branch.fine_words();
        let what = format!("{column}“{}”超出法定幅度（{range}）。", shortened(cells.get(column)));
        Complaint { column, what }
    };
    if high < low {
        let (low, high) = (shortened(cells.get("下限")), shortened(cells.get("上限")));
        let named = |words: String| {
            if words.is_empty() {
                "（空白，即法定的）".to_owned()
            } else {
                format!("“{words}”")
            }
        };
        let what = format!("下限{}高于上限{}。", named(low), named(high));
        return Err(vec![Complaint { column: "下限", what }]);
    }
    if low < least || most < low {
        complaints.push(outside("下限"));
    }
    if most < high || high < least {
        complaints.push(outside("上限"));
    }
    if complaints.is_empty() { Ok((low, high)) } else { Err(complaints) }
}
