//! One row of a table: which item and branch it is for, its grade, and what it costs.

use jiff::civil::Date;
use law::day_written;

use super::{COLUMNS, MOST_CHARACTERS, Places, Understood, amount, hidden, shortened};
use crate::catalogue::bounds::{Objection, Part};
use crate::catalogue::{Branch, Power, PowerItem, Tier};
use crate::packs::Jurisdiction;

/// The columns that say what a row is for: merged cells leave them blank below the first.
const MERGED: [&str; 5] = ["事项", "条款", "基准", "来源", "施行"];

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
pub(super) struct Above([String; MERGED.len()]);

/// The cells of a row by their column.
pub(super) struct Cells<'a> {
    row: &'a [String],
    places: &'a Places,
    merged: [String; MERGED.len()],
}

impl<'a> Cells<'a> {
    /// Takes what is blank because cells were merged from above. Once a row names its item, its
    /// branch and its table must be named too; once it names its branch, its table.
    pub(super) fn new(cells: &'a [String], places: &'a Places, above: &mut Above) -> Self {
        let mut row = Self { row: cells, places, merged: Default::default() };
        let mut named = false;
        for (column, (slot, kept)) in
            MERGED.iter().zip(row.merged.iter_mut().zip(above.0.iter_mut()))
        {
            let place = places.get(column).copied().unwrap_or(usize::MAX);
            let own = cells.get(place).map_or("", |cell| cell.trim());
            // 来源 and 施行 may go on over several tables.
            named = (named || !own.is_empty()) && !matches!(*column, "来源" | "施行");
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
        self.row.get(place).map_or("", |cell| cell.trim())
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
    pub from: Date,
    pub tier: Tier,
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
            from: self.from,
            grade: self.tier.grade.clone(),
            condition: self.tier.condition.clone(),
            range: self.tier.words(self.branch),
        }
    }
}

/// Reads a row.
pub(super) fn read<'a>(
    row: usize,
    cells: &Cells<'_>,
    law: &'a Jurisdiction,
) -> Result<Line<'a>, Vec<Complaint>> {
    let blank = COLUMNS.iter().take(8).filter(|column| cells.get(column).is_empty());
    let missing: Vec<Complaint> =
        blank.map(|column| Complaint { column, what: format!("没有填写“{column}”。") }).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let (item, branch) =
        branch_of(law, cells.get("事项"), cells.get("条款")).map_err(|it| vec![it])?;
    let from = day_written(cells.get("施行")).ok_or_else(|| {
        let what = format!(
            "“{}”不是日期，请写公布的文件开始施行的日期，如2026-01-01或者2026年1月1日。",
            shortened(cells.get("施行"))
        );
        vec![Complaint { column: "施行", what }]
    })?;
    let amount = amount::amount(cells, branch)?;
    let confiscate = amount::confiscation(cells).map_err(|it| vec![it])?;
    let text = |column| cells.get(column).to_owned();
    let (grade, condition) = (text("阶次"), text("情形"));
    let tier = Tier { grade, condition, amount, confiscate, illustrative: false };
    let complaints: Vec<Complaint> =
        tier.objections(branch).into_iter().map(|it| complaint(it, cells)).collect();
    if !complaints.is_empty() {
        return Err(complaints);
    }
    Ok(Line { row, item, branch, table: text("基准"), source: text("来源"), from, tier })
}

/// An objection of the law at the cell it is about.
fn complaint(objection: Objection, cells: &Cells<'_>) -> Complaint {
    let column = match objection.part {
        Part::Way => "计算",
        Part::Low | Part::Order => "下限",
        Part::High => "上限",
        Part::Start => "起点",
        Part::Each => "单位",
        Part::Cap => "封顶",
        Part::Confiscate => "没收",
    };
    let named = |column: &str| match shortened(cells.get(column)) {
        said if said.is_empty() => "（空白，即法定的）".to_owned(),
        said => format!("“{said}”"),
    };
    let what = match objection.part {
        Part::Order => format!("下限{}高于上限{}。", named("下限"), named("上限")),
        Part::Low | Part::High | Part::Start | Part::Cap => {
            format!("{column}{}：{}", named(column), objection.words)
        }
        Part::Way | Part::Each | Part::Confiscate => objection.words,
    };
    Complaint { column, what }
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
    let fit = one.branches.iter().find(|it| it.id == branch || it.when == branch);
    fit.map(|branch| (one, branch)).ok_or_else(|| {
        let known: Vec<&str> = one.branches.iter().map(|it| it.id.as_str()).collect();
        let what = format!(
            "没有事项“{}”的条款“{}”，该事项的条款有{}。",
            one.name,
            shortened(branch),
            known.join("、")
        );
        complaint("条款", what)
    })
}
