//! The register of blocks: every number is used in a case, voided with a reason, or still held.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use domain::{
    documents::number_text,
    org::{HeldBlock, Person, Roster},
    packs::Jurisdiction,
    policy::{Act, Verdict, permit},
};
use law::date_zh;

use crate::{
    Call, PageError,
    components::{
        actions::{Action, ActionBar, Weight},
        blocks::PageHead,
        notice::EmptyState,
        shell::Shell,
        table::{Column, DataTable},
        text::{Cell, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        show,
    },
};

/// How many rows of spent numbers are listed, the newest first.
const SHOWN: usize = 200;

const WORDS: &str = "当场行政处罚决定书预定格式、编有号码（《行政处罚法》第五十二条）。\
                     号段接续编号登记簿，一个不漏：每一号或者已使用，或者已作废并写明原因，或者仍在执法人员手中。";

#[derive(Template)]
#[template(path = "numbers/list.html")]
pub struct NumbersPage {
    pub shell: Shell,
    pub head: PageHead,
    pub words: &'static str,
    pub actions: ActionBar,
    pub blocks: DataTable,
    pub spent: DataTable,
    /// How many rows of spent numbers are not shown.
    pub left_out: usize,
}

/// `GET /numbers`
pub async fn list(call: Call) -> Result<Response, PageError> {
    let people: Arc<Roster> = call.people();
    let law = call.law();
    let seen = |person: &&Person| {
        permit(call.actor(), Act::ReadNumbers, &person.subject()) == Verdict::Permitted
    };
    let held: Vec<(&Person, &HeldBlock)> = people
        .all()
        .filter(seen)
        .flat_map(|person| person.blocks.iter().map(move |block| (person, block)))
        .collect();
    let mut blocks = blocks_table();
    let may_void = |person: &Person| {
        permit(call.actor(), Act::VoidNumbers, &person.subject()) == Verdict::Permitted
    };
    blocks.rows = held.iter().rev().map(|(who, it)| block_row(who, it, may_void(who))).collect();
    let mut spent = spent_table();
    spent.rows = spent_rows(&held, &law);
    let left_out = spent.rows.len().saturating_sub(SHOWN);
    spent.rows.truncate(SHOWN);
    let actions = if call.could(Act::ReserveNumbers) {
        vec![Action::Open {
            label: "预留文号".to_owned(),
            href: "/numbers/reserve-numbers".to_owned(),
            weight: Weight::Main,
        }]
    } else {
        Vec::new()
    };
    show(&NumbersPage {
        shell: call.shell("/numbers", Vec::new(), "预留文号").await?,
        head: PageHead::new("预留文号", "当场行政处罚决定书的号段"),
        words: WORDS,
        actions: ActionBar { token: call.token().to_owned(), actions },
        blocks,
        spent,
        left_out,
    })
}

fn blocks_table() -> DataTable {
    DataTable::new(
        "号段",
        ["持有人", "号段", "未使用", "预留日期", "办理"].map(Column::new).to_vec(),
        EmptyState::new("还没有预留号段", "办案机构负责人可以为执法人员预留。"),
    )
}

fn spent_table() -> DataTable {
    DataTable::new(
        "已使用和作废的文号",
        ["文号", "持有人", "去向"].map(Column::new).to_vec(),
        EmptyState::new("还没有使用或者作废的文号", "当场作出决定后在这里登记。"),
    )
}

fn block_row(person: &Person, held: &HeldBlock, may_void: bool) -> Vec<Cell> {
    let block = &held.block;
    let left: Vec<u32> = held.left().collect();
    let range = format!("{}字第{:04}号至第{:04}号", block.word, block.first, block.last);
    let void = match left.first() {
        Some(first) if may_void => Cell::link(
            "作废",
            format!("/numbers/void-numbers?person={}&year={}&first={first}", person.id, block.year),
        ),
        Some(_) | None => Cell::Blank,
    };
    let next = left
        .first()
        .map_or_else(|| "没有剩余".to_owned(), |first| format!("下一号：第{first:04}号"));
    vec![
        Cell::text(person.name.clone()),
        Cell::lines(range, format!("{}年", block.year)),
        Cell::lines(format!("{}号", left.len()), next),
        Cell::figure(date_zh(block.on)),
        void,
    ]
}

fn spent_rows(held: &[(&Person, &HeldBlock)], law: &Jurisdiction) -> Vec<Vec<Cell>> {
    let mut rows: Vec<(i16, u32, Vec<Cell>)> = Vec::new();
    for (person, it) in held {
        let block = &it.block;
        let prefix = law.authority(&block.authority).map_or("", |found| found.prefix.as_str());
        let text = |ordinal: u32| number_text(prefix, &block.word, (block.year, ordinal));
        let who = || Cell::text(person.name.clone());
        for (ordinal, case) in &it.used {
            let cells = vec![
                Cell::figure(text(*ordinal)),
                who(),
                Cell::link("已使用", format!("/cases/{case}")),
            ];
            rows.push((block.year, *ordinal, cells));
        }
        for (first, last, reason) in runs(&it.voided) {
            let numbers = if first == last {
                Cell::figure(text(first))
            } else {
                Cell::lines(
                    format!("{}至第{last:04}号", text(first)),
                    format!("{}号", last - first + 1),
                )
            };
            let why = Cell::badge(format!("作废：{reason}"), Tone::Warning);
            rows.push((block.year, last, vec![numbers, who(), why]));
        }
    }
    rows.sort_by_key(|(year, ordinal, _)| std::cmp::Reverse((*year, *ordinal)));
    rows.into_iter().map(|(_, _, cells)| cells).collect()
}

/// Neighbours that were voided for the same reason, as one: first, last, why.
fn runs<'a>(voided: impl IntoIterator<Item = (&'a u32, &'a String)>) -> Vec<(u32, u32, &'a str)> {
    let mut runs: Vec<(u32, u32, &str)> = Vec::new();
    for (ordinal, reason) in voided {
        match runs.last_mut() {
            Some((_, last, why)) if *last + 1 == *ordinal && *why == reason.as_str() => {
                *last = *ordinal;
            }
            Some(_) | None => runs.push((*ordinal, *ordinal, reason)),
        }
    }
    runs
}

pub fn samples() -> Vec<Sample> {
    let mut blocks = blocks_table();
    blocks.rows = vec![vec![
        Cell::text("甲某某"),
        Cell::lines("当罚字第0001号至第0020号", "2026年"),
        Cell::lines("19号", "下一号：第0002号"),
        Cell::figure("2026年3月2日"),
        Cell::link("作废", "/numbers/void-numbers"),
    ]];
    let page = |blocks: DataTable| NumbersPage {
        shell: sample_shell("/numbers", "预留文号"),
        head: PageHead::new("预留文号", "当场行政处罚决定书的号段"),
        words: WORDS,
        actions: ActionBar { token: "sample".to_owned(), actions: Vec::new() },
        blocks,
        spent: spent_table(),
        left_out: 0,
    };
    vec![
        Sample::of("reserved numbers", &page(blocks)),
        Sample::of("no reserved numbers", &page(blocks_table())),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn neighbours_voided_for_one_reason_are_one_row_and_no_number_is_lost() {
        let why = |ordinal| if ordinal == 6 { "污损" } else { "年末未用" };
        let voided: BTreeMap<u32, String> =
            [3, 4, 5, 6, 7, 9].map(|ordinal| (ordinal, why(ordinal).to_owned())).into();
        let rows = [(3, 5, "年末未用"), (6, 6, "污损"), (7, 7, "年末未用"), (9, 9, "年末未用")];
        assert_eq!(runs(&voided), rows);
        assert!(runs(&BTreeMap::new()).is_empty());
    }
}
