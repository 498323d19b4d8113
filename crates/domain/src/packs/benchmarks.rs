//! Published benchmark tables (裁量基准) as rows of a spreadsheet, read into the texts of a pack.
//!
//! A table that contradicts itself is refused with the row and the reason: bounds reversed, gaps,
//! overlaps, numbers that cannot be. What it says about the world is not judged.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use law::Fen;
use serde::Deserialize;

use super::Jurisdiction;
use super::read::Share;
use crate::catalogue::{BaseAmounts, Benchmark, Branch, FineRule, SourceType};
use crate::ids::ItemId;

/// The columns, in the order of the template.
pub const COLUMNS: [&str; 9] =
    ["事项", "条款", "基准", "来源", "阶次", "情形", "计算", "下限", "上限"];

/// A row with its number in the file, the first row being the heading.
pub type Row = (usize, Vec<String>);

/// A row that cannot be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The number of the row.
    pub row: usize,
    /// Why.
    pub what: String,
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

/// Puts tables into the items they are for: a published table takes the place of those that were
/// drawn up for demonstration. Answers the tables for which there is no branch.
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
                branch.benchmarks.retain(|old| {
                    old.source_type == SourceType::Published && old.id != one.table.id
                });
                branch.benchmarks.push(one.table.clone());
            }
        }
        if !found {
            homeless.push((one.item, one.branch));
        }
    }
    homeless
}

/// How a tier is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Money,
    Multiple,
    Percent,
    Nothing,
}

/// The bounds of a tier in the smallest unit of its way: 分, or ten-thousandths.
#[derive(Clone, Debug)]
struct TierRow {
    row: usize,
    grade: String,
    condition: String,
    way: Way,
    low: i64,
    high: i64,
}

/// One table on its way.
struct Table {
    source: String,
    tiers: Vec<TierRow>,
}

/// Reads the rows into a text of the pack.
///
/// # Errors
/// Every row that cannot be taken.
pub fn import(rows: &[Row], law: &Jurisdiction) -> Result<String, Vec<RowFault>> {
    let mut faults = Vec::new();
    let places = heading(rows)?;
    let mut tables: BTreeMap<(String, String, String), Table> = BTreeMap::new();
    let filled = rows.iter().skip(1).filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    for (number, cells) in filled {
        match read(*number, cells, &places, law) {
            Ok((key, source, tier)) => {
                let table = tables.entry(key).or_insert_with(|| Table { source, tiers: vec![] });
                table.tiers.push(tier);
            }
            Err(what) => faults.push(RowFault { row: *number, what }),
        }
    }
    for ((item, branch, _), table) in &tables {
        faults.extend(branch_of(law, item, branch).into_iter().flat_map(|it| agree(table, it)));
    }
    if tables.is_empty() && faults.is_empty() {
        faults.push(RowFault { row: 1, what: "表中没有任何阶次。".to_owned() });
    }
    faults.sort_by_key(|fault| fault.row);
    if faults.is_empty() { Ok(text(&tables)) } else { Err(faults) }
}

/// Where each column stands.
fn heading(rows: &[Row]) -> Result<Vec<usize>, Vec<RowFault>> {
    let head = rows.first().map(|(_, cells)| cells.as_slice()).unwrap_or_default();
    let mut places = Vec::new();
    let mut faults = Vec::new();
    for column in COLUMNS {
        match head.iter().position(|cell| cell == column) {
            Some(place) => places.push(place),
            None => {
                faults.push(RowFault { row: 1, what: format!("缺少“{column}”一列。") });
            }
        }
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

type Key = (String, String, String);

fn read(
    row: usize,
    cells: &[String],
    places: &[usize],
    law: &Jurisdiction,
) -> Result<(Key, String, TierRow), String> {
    let cell = |nth: usize| {
        let place = places.get(nth).copied().unwrap_or(usize::MAX);
        cells.get(place).map_or("", |cell| cell.trim())
    };
    for (nth, column) in COLUMNS.iter().enumerate().take(7) {
        if cell(nth).is_empty() {
            return Err(format!("没有填写“{column}”。"));
        }
    }
    let (item, branch) = (cell(0), cell(1));
    let found = branch_of(law, item, branch)
        .ok_or_else(|| format!("没有事项“{item}”的条款“{branch}”，请按数据包的编号填写。"))?;
    let way = way_of(cell(6))?;
    let (least, most) = statutory(found, way)?;
    let low = bound(cell(7), way, least).map_err(|what| format!("下限{what}"))?;
    let high = bound(cell(8), way, most).map_err(|what| format!("上限{what}"))?;
    if high < low {
        return Err(format!("下限“{}”高于上限“{}”。", cell(7), cell(8)));
    }
    if low < least || most < high {
        return Err(format!("阶次超出法定幅度（{}）。", range_words(found)));
    }
    let key = (item.to_owned(), branch.to_owned(), cell(2).to_owned());
    let (grade, condition) = (cell(4).to_owned(), cell(5).to_owned());
    Ok((key, cell(3).to_owned(), TierRow { row, grade, condition, way, low, high }))
}

fn branch_of<'a>(law: &'a Jurisdiction, item: &str, branch: &str) -> Option<&'a Branch> {
    law.items.iter().rev().filter(|it| it.id.as_str() == item).find_map(|it| it.branch(branch))
}

fn way_of(words: &str) -> Result<Way, String> {
    match words {
        "金额" | "元" => Ok(Way::Money),
        "倍数" | "倍" => Ok(Way::Multiple),
        "百分比" | "%" => Ok(Way::Percent),
        "不予处罚" => Ok(Way::Nothing),
        _ => Err(format!("不认识的计算方式“{words}”，可用的有金额、倍数、百分比、不予处罚。")),
    }
}

/// The statutory bounds in the unit of the way; an open bound of a tier is the statutory one.
fn statutory(branch: &Branch, way: Way) -> Result<(i64, i64), String> {
    match (&branch.fine, way) {
        (_, Way::Nothing) => Ok((0, 0)),
        (FineRule::Fixed { min, max }, Way::Money) => Ok((min.0, max.0)),
        (FineRule::Multiple { min, max, .. }, Way::Multiple)
        | (FineRule::Percent { min, max, .. }, Way::Percent) => Ok((min.0, max.0)),
        (
            FineRule::Fixed { .. }
            | FineRule::Multiple { .. }
            | FineRule::Percent { .. }
            | FineRule::PerUnit { .. }
            | FineRule::None,
            Way::Money | Way::Multiple | Way::Percent,
        ) => Err(format!("计算方式与该条款的法定幅度（{}）不一致。", range_words(branch))),
    }
}

fn range_words(branch: &Branch) -> String {
    match &branch.fine {
        FineRule::Fixed { .. } => branch
            .range(&BaseAmounts::new())
            .map_or_else(|problem| problem.to_string(), |range| range.to_string()),
        FineRule::Multiple { base, min, max } => format!("{base}的{min}以上{max}以下"),
        FineRule::Percent { base, .. } => format!("{base}的百分比"),
        FineRule::PerUnit { unit, min, max } => format!("每{unit}{min}以上{max}以下"),
        FineRule::None => "没有罚款".to_owned(),
    }
}

/// Reads a bound; an empty one is open.
fn bound(words: &str, way: Way, open: i64) -> Result<i64, String> {
    if words.is_empty() || way == Way::Nothing {
        return Ok(open);
    }
    match way {
        Way::Money => amount(words).map(|fen| fen.0),
        Way::Multiple => share(words.trim_end_matches('倍'), Share::ONE),
        Way::Percent => share(words.trim_end_matches('%').trim_end_matches('％'), Share::ONE / 100),
        Way::Nothing => Ok(open),
    }
}

fn share(words: &str, scale: i64) -> Result<i64, String> {
    let read = Share::parse(words, scale).map(|share| share.0);
    read.ok_or_else(|| format!("“{words}”不是数，应为非负数，最多四位小数。"))
}

/// Reads whole yuan in figures or in canonical numerals: 5000、5,000元、2万元、二万元.
fn amount(words: &str) -> Result<Fen, String> {
    let bare: String = words.chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '￥')).collect();
    let bare = bare.trim_end_matches('元');
    let figures = bare.starts_with(|letter: char| letter.is_ascii_digit());
    let yuan = match (bare.strip_suffix('万'), figures) {
        (Some(head), true) => Share::parse(head, Share::ONE).map(|share| share.0),
        (None, true) => bare.parse::<i64>().ok(),
        (_, false) => law::read_numeral(bare).map(i64::from),
    };
    let fen = yuan.and_then(|yuan| yuan.checked_mul(100)).map(Fen);
    fen.ok_or_else(|| {
        format!("“{words}”不是可以成立的金额，请写规范的整元数，例如5000元、二万元。")
    })
}

/// Whether the tiers of a table follow each other from the least to the most that the law allows.
fn agree(table: &Table, branch: &Branch) -> Vec<RowFault> {
    let mut faults = Vec::new();
    let fault = |row: usize, what: String| RowFault { row, what };
    let counted: Vec<&TierRow> = table.tiers.iter().filter(|it| it.way != Way::Nothing).collect();
    for (nth, tier) in table.tiers.iter().enumerate() {
        if table.tiers.iter().take(nth).any(|earlier| earlier.grade == tier.grade) {
            faults.push(fault(tier.row, format!("阶次“{}”重复。", tier.grade)));
        }
    }
    for (earlier, later) in counted.iter().zip(counted.iter().skip(1)) {
        if later.low < earlier.high {
            let what = format!("与“{}”（第{}行）重叠或者次序颠倒。", earlier.grade, earlier.row);
            faults.push(fault(later.row, what));
        } else if earlier.high < later.low {
            let what = format!("与“{}”（第{}行）之间有空档。", earlier.grade, earlier.row);
            faults.push(fault(later.row, what));
        }
    }
    let (Some(lightest), Some(heaviest)) = (counted.first(), counted.last()) else { return faults };
    let Ok((least, most)) = statutory(branch, lightest.way) else { return faults };
    // Where the law sets no least, or a tier spares the fine, the first tier may begin higher.
    let spared = table.tiers.len() != counted.len();
    if least < lightest.low && least > 0 && !spared {
        faults.push(fault(
            lightest.row,
            format!("最轻阶次没有从法定下限（{}）开始。", range_words(branch)),
        ));
    }
    if heaviest.high < most {
        faults.push(fault(
            heaviest.row,
            format!("最重阶次没有到法定上限（{}）。", range_words(branch)),
        ));
    }
    faults
}

/// The tables as a text of the pack.
fn text(tables: &BTreeMap<Key, Table>) -> String {
    let quoted = |words: &str| toml::Value::String(words.to_owned()).to_string();
    let mut all = String::from("# 由裁量基准表导入；修改请改原表后重新导入。\n");
    for ((item, branch, id), table) in tables {
        let _ = write!(
            all,
            "\n[[benchmark]]\nitem = {}\nbranch = {}\n\n[benchmark.table]\nid = {}\n\
             source_type = \"published\"\nsource = {}\n",
            quoted(item),
            quoted(branch),
            quoted(id),
            quoted(&table.source)
        );
        for tier in &table.tiers {
            let decimal = |value: i64, scale: i64| {
                let text = format!("{}.{:04}", value / scale, value % scale * (10_000 / scale));
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            };
            let (low, high) = (tier.low, tier.high);
            let amount = match tier.way {
                Way::Nothing => "{ kind = \"no-penalty\" }".to_owned(),
                Way::Money => format!(
                    "{{ kind = \"fixed\", min_yuan = {}, max_yuan = {} }}",
                    low / 100,
                    high / 100
                ),
                Way::Multiple => format!(
                    "{{ kind = \"multiple\", min_times = \"{}\", max_times = \"{}\" }}",
                    decimal(low, Share::ONE),
                    decimal(high, Share::ONE)
                ),
                Way::Percent => format!(
                    "{{ kind = \"percent\", min_percent = \"{}\", max_percent = \"{}\" }}",
                    decimal(low, Share::ONE / 100),
                    decimal(high, Share::ONE / 100)
                ),
            };
            let _ = write!(
                all,
                "\n[[benchmark.table.tier]]\ngrade = {}\ncondition = {}\namount = {amount}\n",
                quoted(&tier.grade),
                quoted(&tier.condition)
            );
        }
    }
    all
}

/// The rows of a text with commas between the cells; a cell in quotation marks may hold commas,
/// line breaks and doubled quotation marks.
pub fn rows_of_csv(text: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut line = 1;
    let mut begun = 1;
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            '\n' if !quoted => {
                cells.push(std::mem::take(&mut cell).trim().to_owned());
                rows.push((begun, std::mem::take(&mut cells)));
                line += 1;
                begun = line;
            }
            '\n' => {
                line += 1;
                cell.push(letter);
            }
            '\r' => {}
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell.trim().to_owned());
        rows.push((begun, cells));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packs::fixture;

    const HEAD: &str = "事项,条款,基准,来源,阶次,情形,计算,下限,上限\n";

    fn read_in(body: &str) -> Result<String, Vec<String>> {
        let rows = rows_of_csv(&format!("{HEAD}{body}"));
        import(&rows, fixture::county()).map_err(|faults| {
            faults.into_iter().map(|it| format!("{}:{}", it.row, it.what)).collect()
        })
    }

    fn line(grade: &str, low: &str, high: &str) -> String {
        format!("JX-T-05-CF,a,本地,示例文号,{grade},示例情形,金额,{low},{high}\n")
    }

    #[track_caller]
    fn refused(body: &str, words: &str) {
        let faults = read_in(body).unwrap_err().join("\n");
        assert!(faults.contains(words), "{faults}");
    }

    /// The statutory range of T05-a is 20,000 to 100,000.
    #[test]
    fn a_sound_table_becomes_a_text_that_the_pack_takes() {
        let body = line("一般", "", "4万元")
            + &line("较重", "四万元", "\"70,000\"")
            + &line("严重", "70000元", "");
        let text = read_in(&body).unwrap();
        let mut texts = fixture::texts();
        texts.insert("jinxiang/benchmarks/local.toml".to_owned(), text.into_bytes());
        let law = Jurisdiction::load("jinxiang", "test", &texts).unwrap();
        let branch = branch_of(&law, "JX-T-05-CF", "a").unwrap();
        let [table] = branch.benchmarks.as_slice() else { panic!("{:?}", branch.benchmarks) };
        assert_eq!((table.id.as_str(), table.tiers.len()), ("本地", 3));
        let tier = branch.tier("本地", "较重").unwrap();
        let range = tier.range(branch, &BaseAmounts::new()).unwrap().range;
        assert_eq!((range.min, range.max), (Fen(4_000_000), Fen(7_000_000)));
    }

    #[test]
    fn contradictory_rows_are_refused_with_their_number_and_reason() {
        refused(&line("一般", "50000", "40000"), "2:下限“50000”高于上限“40000”");
        refused(&line("一般", "一百万一十元", ""), "2:下限“一百万一十元”不是可以成立的金额");
        refused(&line("一般", "10000", ""), "2:阶次超出法定幅度");
        refused(
            &(line("一般", "", "40000") + &line("严重", "50000", "")),
            "3:与“一般”（第2行）之间有空档",
        );
        refused(
            &(line("一般", "", "40000") + &line("严重", "30000", "")),
            "3:与“一般”（第2行）重叠",
        );
        refused(&(line("一般", "", "40000") + &line("一般", "40000", "")), "3:阶次“一般”重复");
        refused(&line("一般", "30000", ""), "2:最轻阶次没有从法定下限");
        refused(&line("一般", "", "90000"), "2:最重阶次没有到法定上限");
        refused(&line("", "", ""), "2:没有填写“阶次”");
        refused(&line("一般", "", "").replace("金额", "倍数"), "2:计算方式与该条款的法定幅度");
        refused(&line("一般", "", "").replace("金额", "按天"), "2:不认识的计算方式");
        refused(&line("一般", "", "").replace("JX-T-05-CF", "JX-T-99-CF"), "2:没有事项");
        refused("", "1:表中没有任何阶次");
        let faults = import(&rows_of_csv("事项,条款\n"), fixture::county()).unwrap_err();
        assert_eq!(faults.len(), COLUMNS.len() - 2, "every missing column is named");
    }

    #[test]
    fn multiples_and_spared_tiers_are_taken() {
        let row = |grade: &str, way: &str, low: &str, high: &str| {
            format!("JX-T-07-CF,a,本地,示例文号,{grade},\"5株,以下\",{way},{low},{high}\n")
        };
        let body = row("轻微", "不予处罚", "", "")
            + &row("一般", "倍数", "3", "4倍")
            + &row("严重", "倍数", "4", "");
        let text = read_in(&body).unwrap();
        assert!(text.contains("min_times = \"4\", max_times = \"5\""), "{text}");
        assert!(text.contains("5株,以下"));
        refused(&row("一般", "倍数", "三", ""), "2:下限“三”不是数");
    }

    #[test]
    fn a_table_for_a_branch_that_is_not_there_is_no_pack() {
        let mut texts = fixture::texts();
        let body = line("一般", "", "");
        let text = read_in(&body).unwrap().replace("branch = \"a\"", "branch = \"zz\"");
        texts.insert("jinxiang/benchmarks/local.toml".to_owned(), text.into_bytes());
        let problems = Jurisdiction::load("jinxiang", "test", &texts).unwrap_err();
        assert!(problems.iter().any(|it| it.to_string().contains("zz")), "{problems:?}");
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (words, yuan) in [
            ("5000", 5_000),
            ("5,000元", 5_000),
            ("2万元", 20_000),
            ("1.5万", 15_000),
            ("二万元", 20_000),
            ("一百万零一十元", 1_000_010),
        ] {
            assert_eq!(amount(words), Ok(Fen(yuan * 100)), "{words}");
        }
        for words in ["一百万一十元", "一千零零五", "五百元以上", "-5", "1e3", "九九"]
        {
            assert!(amount(words).is_err(), "{words}");
        }
    }
}
