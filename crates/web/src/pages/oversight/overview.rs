//! The figures of oversight, with overdue work counted by rule and by unit.

use std::collections::BTreeMap;

use app::rows::TaskRow;
use axum::response::Response;
use domain::policy::Role;
use law::format::date_zh;

use super::{OversightPage, Part, tabs};
use crate::{
    Call, PageError,
    components::{
        blocks::{PageHead, Tile, Tiles},
        notice::{EmptyState, Notice},
        table::{Column, DataTable},
        text::{Cell, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        show,
    },
};

/// The acts of publication.
const PUBLICATION: [&str; 3] =
    ["propose-publication", "confirm-publication", "retract-publication"];

/// `GET /oversight`
pub async fn show_all(call: Call) -> Result<Response, PageError> {
    let overdue = call.app().overdue_in_sight(call.actor()).await?;
    let past = call.app().cases_past_limit(call.actor()).await?;
    let decided = call.app().cases_in(call.actor(), "decided").await?;
    let undelivered = decided.rows.iter().filter(|case| case.stage_name == "决定待送达").count();
    let lapsed = call.app().lapsed_officers(call.actor());
    let late = overdue.rows.iter().filter(|row| PUBLICATION.contains(&row.act.as_str())).count();
    let mut tiles = vec![
        tile("逾期事项", overdue.rows.len(), "所有办理环节", "/oversight/tasks"),
        tile("超过办案期限", past.rows.len(), "立案后九十日未作决定", "/oversight/cases"),
        tile("决定待送达", undelivered, "已决定、未送达", "/oversight/cases"),
        tile("公示逾期", late, "应公示或者应撤回", "/oversight/tasks?group=publication"),
        tile("执法证失效", lapsed.len(), "在岗人员", "/oversight#certificates"),
    ];
    if call.actor().has(Role::Supervisor) {
        tiles.insert(3, unjudged(&call).await?);
    }
    let cut = overdue.cut || past.cut || decided.cut;
    let page = OversightPage {
        shell: call.shell("/oversight", Vec::new(), "执法监督").await?,
        head: PageHead::new("执法监督", format!("截至{}，只供查看", date_zh(call.today()))),
        tabs: tabs("/oversight"),
        notices: cut.then(cut_notice).into_iter().collect(),
        tiles: Tiles { tiles },
        parts: vec![counts(&call, &overdue.rows), certificates(&call, &lapsed)],
    };
    show(&page)
}

/// Told where a list was too long to be looked at as a whole.
pub(super) fn cut_notice() -> Notice {
    Notice::new(Tone::Warning, "事项较多，只统计了其中的2000件，数字偏小。")
}

fn tile(label: &str, count: usize, note: &str, href: &str) -> Tile {
    Tile {
        label: label.to_owned(),
        figure: count.to_string(),
        note: note.to_owned(),
        href: Some(href.to_owned()),
    }
}

/// The clues whose result the town has not judged yet.
async fn unjudged(call: &Call) -> Result<Tile, PageError> {
    const MOST: i64 = 500;
    let query = app::ClueQuery {
        stage: Some("answered".to_owned()),
        limit: MOST,
        ..app::ClueQuery::default()
    };
    let page = call.app().clues(call.actor(), &query).await?;
    let mut tile =
        tile("线索待判定", page.rows.len(), "已反馈、镇街未判定", "/clues?stage=answered");
    if page.next.is_some() {
        tile.figure = format!("{MOST}以上");
    }
    Ok(tile)
}

/// Overdue work by rule and unit.
fn counts(call: &Call, rows: &[TaskRow]) -> Part {
    let mut sums: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for row in rows {
        let basis = row.cite.clone().or_else(|| row.rule.clone()).unwrap_or_default();
        let key = (row.title.clone(), basis, call.app().holder_name(&row.holder));
        *sums.entry(key).or_default() += 1;
    }
    let columns = vec![
        Column::new("事项"),
        Column::new("依据"),
        Column::new("单位"),
        Column::number("逾期件数"),
    ];
    let empty = EmptyState::new("没有逾期事项", "各单位都在期限内办理。");
    let mut table = DataTable::new("逾期事项按依据和单位统计", columns, empty);
    table.rows = sums
        .into_iter()
        .map(|((title, basis, unit), count)| {
            vec![
                Cell::text(title),
                if basis.is_empty() { Cell::Blank } else { Cell::text(basis) },
                Cell::text(unit),
                Cell::link(count.to_string(), "/oversight/tasks"),
            ]
        })
        .collect();
    Part { title: "逾期事项统计".to_owned(), words: String::new(), table }
}

fn certificates(call: &Call, lapsed: &[domain::org::Person]) -> Part {
    let law = call.law();
    let columns = ["姓名", "单位", "执法证号", "有效期至"].map(Column::new).into();
    let empty = EmptyState::new("没有失效的执法证", "在岗持证人员的证件都在有效期内。");
    let mut table = DataTable::new("执法证不在有效期内的在岗人员", columns, empty);
    table.rows = lapsed
        .iter()
        .filter_map(|person| {
            let held = person.credential.as_ref()?;
            Some(vec![
                Cell::text(person.name.clone()),
                Cell::text(law.unit(&person.unit).map_or("", |unit| unit.name.as_str())),
                Cell::figure(held.number.clone()),
                Cell::figure(date_zh(held.valid_until)),
            ])
        })
        .collect();
    let words = "《行政处罚法》第四十二条：没有有效执法证的人员不能作为执法人员办理。".to_owned();
    Part { title: "执法证失效的在岗人员".to_owned(), words, table }
}

pub(super) fn samples() -> Vec<Sample> {
    let columns = || vec![Column::new("事项"), Column::number("逾期件数")];
    let mut full = DataTable::new("示例", columns(), EmptyState::new("没有", "都在期限内。"));
    full.rows = vec![vec![Cell::text("送达"), Cell::link("1", "/oversight/tasks")]];
    let none = DataTable::new("示例", columns(), EmptyState::new("没有", "都在期限内。"));
    let part = |table| Part { title: "示例".to_owned(), words: "示例依据".to_owned(), table };
    let page = OversightPage {
        shell: sample_shell("/oversight", "执法监督"),
        head: PageHead::new("执法监督", ""),
        tabs: tabs("/oversight"),
        notices: vec![cut_notice()],
        tiles: Tiles { tiles: vec![tile("逾期事项", 1, "所有环节", "/oversight/tasks")] },
        parts: vec![part(full), part(none)],
    };
    vec![Sample::of("oversight", &page)]
}

/// Whether the task is one of publication.
pub(super) fn is_publication(row: &TaskRow) -> bool {
    PUBLICATION.contains(&row.act.as_str())
}
