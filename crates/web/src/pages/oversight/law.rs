//! Which versions of the law the pack holds, and the open cases that a change touches.

use axum::response::Response;
use domain::catalogue::{Governs, PowerItem};
use domain::packs::{ChangeKind, StatuteChange, touched};
use law::date_zh;

use super::{OversightPage, Part, tabs};
use crate::{
    Call, PageError,
    components::{
        blocks::{PageHead, Tiles},
        notice::{EmptyState, Notice},
        table::{Column, DataTable},
        text::{Cell, Link, Tone},
    },
    pages::show,
};

/// `GET /oversight/law`
pub async fn changes(call: Call) -> Result<Response, PageError> {
    let seen = call.app().cases_touched(call.actor()).await?;
    let columns = ["案件", "行为日期", "适用", "理由"].map(Column::new).into();
    let empty = EmptyState::new("没有受影响的在办案件", "行为以后规定没有变化，职权没有收回。");
    let mut table = DataTable::new("受影响的在办案件", columns, empty);
    table.rows = seen
        .rows
        .iter()
        .map(|it| {
            let name = it.case.number.clone().unwrap_or_else(|| it.case.title.clone());
            let tone = match it.governs {
                Governs::Only | Governs::Earlier => Tone::Info,
                Governs::Later | Governs::Doubtful => Tone::Warning,
                Governs::Nothing => Tone::Danger,
            };
            vec![
                Cell::link(name, format!("/cases/{}", it.case.id)),
                Cell::text(date_zh(it.act_on)),
                Cell::badge(it.governs.name_zh(), tone),
                Cell::text(it.why.join("")),
            ]
        })
        .collect();
    let cut = seen.cut.then(|| Notice::new(Tone::Warning, "在办案件太多，只核对了一部分。"));
    let words = "行为发生以后、作出决定以前，规定修改或者职权收回的，适用行为时的规定；新规定处罚较轻或者不认为违法的，适用新规定（《行政处罚法》第三十七条）。";
    let page = OversightPage {
        shell: call
            .shell("/oversight", vec![Link::new("执法监督", "/oversight")], "法律变化")
            .await?,
        head: PageHead::new("执法监督", "法律变化"),
        tabs: tabs("/oversight/law"),
        notices: cut.into_iter().collect(),
        tiles: Tiles { tiles: Vec::new() },
        parts: vec![
            Part { title: "受影响的在办案件".to_owned(), words: words.to_owned(), table },
            statutes(&call),
            versions(&call),
            corrections(&call).await?,
        ],
    };
    show(&page)
}

/// The statutes that changed, and what of the pack cites them.
fn statutes(call: &Call) -> Part {
    let law = call.law();
    let columns = ["法律法规", "引用它的事项", "引用它的文书", "引用它的期限、数额"];
    let empty = EmptyState::new("没有修改过的法律法规", "数据包引用的法律法规都没有变化。");
    let title = "修改过的法律法规涉及的事项和文书";
    let mut table = DataTable::new(title, columns.map(Column::new).into(), empty);
    table.rows = touched(&law).iter().map(statute).collect();
    let words = "法律法规施行、修改或者废止以后，逐项核对引用它的事项、文书和参数：内容变化的，在数据包中增加新版本并写明施行日期，行为在前的案件从旧兼从轻（《行政处罚法》第三十七条）；职权收回的，写明末日和去向，在办案件见上表。";
    Part { title: title.to_owned(), words: words.to_owned(), table }
}

fn statute(it: &StatuteChange<'_>) -> Vec<Cell> {
    let change = match it.change {
        ChangeKind::Begins(day) => format!("{}起施行", date_zh(day)),
        ChangeKind::Ends(day) => format!("{}后失效", date_zh(day)),
    };
    let state = match it.older() {
        0 => "引用它的事项和参数没有更早的版本".to_owned(),
        count => format!("{count}项是变化以前的版本"),
    };
    let items = it.items.iter().map(|item| format!("{} {}", item.id, item.name));
    let forms = it.forms.iter().map(|form| format!("{} {}", form.code, form.title));
    let rules = it.parameters.iter().map(|rule| format!("{} {}", rule.id, rule.name));
    vec![
        Cell::lines(it.statute.title.clone(), format!("{change}；{state}")),
        listed(items),
        listed(forms),
        listed(rules),
    ]
}

/// Names one below the other, or nothing.
fn listed(names: impl Iterator<Item = String>) -> Cell {
    let names: Vec<String> = names.collect();
    if names.is_empty() { Cell::Blank } else { Cell::text(names.join("；")) }
}

/// The items with more than one version, or whose last version has ended.
fn versions(call: &Call) -> Part {
    let law = call.law();
    let columns = ["事项", "施行", "失效", "依据"].map(Column::new).into();
    let empty = EmptyState::new("没有修改过的事项", "目录中的每个事项都只有一个版本，现行有效。");
    let mut table = DataTable::new("修改过或者失效的事项", columns, empty);
    let twice = |item: &&PowerItem| {
        item.effective_until.is_some() || law.items.iter().filter(|it| it.id == item.id).count() > 1
    };
    table.rows = law
        .items
        .iter()
        .filter(twice)
        .map(|item| {
            let cites: Vec<String> = item.liabilities.iter().map(ToString::to_string).collect();
            vec![
                Cell::lines(item.name.clone(), item.id.to_string()),
                Cell::text(date_zh(item.effective_from)),
                item.effective_until.map_or(Cell::Blank, |until| Cell::text(date_zh(until))),
                Cell::text(cites.join("、")),
            ]
        })
        .collect();
    let words = "数据包按日期保存事项的每个版本，任何一天只有一个版本有效，或者有写明的空档。";
    Part { title: "修改过或者失效的事项".to_owned(), words: words.to_owned(), table }
}

/// What packs said differently of days that had been in force.
async fn corrections(call: &Call) -> Result<Part, PageError> {
    let columns = ["日期", "更正的内容", "理由"].map(Column::new).into();
    let empty = EmptyState::new("没有更正", "已经施行的规定都保持装载时的内容。");
    let mut table = DataTable::new("数据包的更正", columns, empty);
    let corrections = call.app().pack_corrections().await?;
    table.rows = corrections
        .into_iter()
        .rev()
        .map(|it| {
            vec![
                Cell::text(date_zh(it.on)),
                Cell::text(it.rewritten.join("；")),
                Cell::text(it.reason),
            ]
        })
        .collect();
    let words =
        "办过的案件是按当时装载的内容办的。已经施行的内容只能写明理由更正，更正记入存证记录。";
    Ok(Part { title: "数据包的更正".to_owned(), words: words.to_owned(), table })
}
