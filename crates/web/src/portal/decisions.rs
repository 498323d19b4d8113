//! Published decisions: a list turned page by page, and a page for each.

use app::{Page, rows::PublicationRow};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::publicity::PublicVersion;
use jiff::civil::Date;
use law::format::date_zh;
use serde::Deserialize;

use super::frame::{Reading, absent, sample_shell, shell};
use crate::{
    PageError, Site,
    components::{
        blocks::{KeyValue, Pair},
        form::Field,
        notice::EmptyState,
        shell::PortalShell,
        table::{Column, DataTable, Filters, Pagination},
        text::Cell,
    },
    pages::{samples::Sample, show, show_as},
};

/// How many decisions stand on a page.
const ROWS: i64 = 20;
/// The most characters of a search.
const LONGEST: usize = 40;

#[derive(Template)]
#[template(path = "portal/decisions.html")]
pub struct DecisionsPage {
    pub portal: PortalShell,
    pub filters: Filters,
    pub table: DataTable,
}

#[derive(Template)]
#[template(path = "portal/decision.html")]
pub struct DecisionPage {
    pub portal: PortalShell,
    pub title: String,
    pub facts: KeyValue,
    /// The day and the reason of a retraction, which stand instead of the decision.
    pub retracted: Option<(String, String)>,
}

/// What the address of the list says.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

/// `GET /portal/decisions`
pub async fn list(
    State(site): State<Site>,
    reading: Reading,
    Query(wish): Query<Wish>,
) -> Result<Response, PageError> {
    let words: String = wish.q.trim().chars().take(LONGEST).collect();
    let portal = site.app.portal();
    let after = wish.after.as_deref().filter(|after| !after.is_empty());
    let page = if words.is_empty() {
        portal.published(after, ROWS).await?
    } else {
        portal.published_with(&words, after, ROWS).await?
    };
    let frame = shell(&site, here(&words, after), reading);
    show(&DecisionsPage {
        filters: filters(&frame, &words),
        table: table(&frame, &page, &words, after),
        portal: frame,
    })
}

fn here(words: &str, after: Option<&str>) -> String {
    let pairs = [("q", words), ("after", after.unwrap_or_default())];
    let given: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    match serde_urlencoded::to_string(&given) {
        Ok(query) if !query.is_empty() => format!("/portal/decisions?{query}"),
        Ok(_) | Err(_) => "/portal/decisions".to_owned(),
    }
}

fn filters(portal: &PortalShell, words: &str) -> Filters {
    let view = portal.view.query().map(|view| ("view".to_owned(), view.to_owned()));
    Filters {
        action: "/portal/decisions".to_owned(),
        fields: vec![Field::text("q", "文号、案由或者当事人").value(words)],
        more: Vec::new(),
        reset: portal.link("/portal/decisions"),
        hidden: view.into_iter().collect(),
    }
}

fn table(
    portal: &PortalShell,
    page: &Page<PublicationRow>,
    words: &str,
    after: Option<&str>,
) -> DataTable {
    let columns = ["决定书文号", "案由", "当事人", "执法机关", "决定日期"].map(Column::new);
    let empty = if words.is_empty() {
        EmptyState::new("还没有公示的决定", "决定作出后七个工作日内公示。")
    } else {
        EmptyState::new("没有查到", "请换几个字再查；个人姓名已经遮蔽，不能按全名查询。")
    };
    let mut table = DataTable::new("行政处罚决定公示", columns.into(), empty);
    table.rows = page.rows.iter().map(|row| line(portal, row)).collect();
    table.paging = Some(Pagination {
        summary: format!("本页{}件，按决定日期从近到远排列", page.rows.len()),
        first: after.map(|_| portal.link(&here(words, None))),
        previous: None,
        next: page.next.as_deref().map(|next| portal.link(&here(words, Some(next)))),
        per_page: 20,
        sizes: Vec::new(),
    });
    table
}

fn line(portal: &PortalShell, row: &PublicationRow) -> Vec<Cell> {
    vec![
        Cell::link(row.number.clone(), portal.link(&format!("/portal/decisions/{}", row.id))),
        Cell::text(row.cause.clone()),
        Cell::text(row.party_masked.clone()),
        Cell::text(row.authority.clone()),
        Cell::figure(in_words(&row.decided_on)),
    ]
}

fn in_words(day: &str) -> String {
    day.parse::<Date>().map_or_else(|_| day.to_owned(), date_zh)
}

/// `GET /portal/decisions/{id}`
pub async fn one(
    State(site): State<Site>,
    reading: Reading,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let Some((row, version)) = site.app.portal().published_one(&id).await? else {
        return absent(&site, reading, "没有公示这个决定，或者公示已经期满。");
    };
    let frame = shell(&site, format!("/portal/decisions/{}", row.id), reading);
    let gone = row.state == "retracted";
    let status = if gone { StatusCode::GONE } else { StatusCode::OK };
    show_as(status, &decision(frame, &row, version))
}

fn decision(portal: PortalShell, row: &PublicationRow, version: PublicVersion) -> DecisionPage {
    if row.state == "retracted" {
        let on = row.retracted_on.as_deref().map_or_else(String::new, in_words);
        let reason = row.retraction_reason.clone().unwrap_or_default();
        let pairs = vec![
            Pair::text("决定书文号", version.number.clone()),
            Pair::text("执法机关", version.authority),
        ];
        return DecisionPage {
            portal,
            title: format!("{}（已撤回）", version.number),
            facts: KeyValue { pairs },
            retracted: Some((on, reason)),
        };
    }
    let pairs = vec![
        Pair::text("决定书文号", version.number.clone()),
        Pair::text("决定类型", version.kind),
        Pair::text("当事人", version.party),
        Pair::text("案由", version.cause),
        Pair::text("事实和处理结果", version.summary),
        Pair::text("依据", version.basis),
        Pair::text("执法机关", version.authority),
        Pair::text("决定日期", version.decided_on),
        Pair::text("公示日期", row.published_on.as_deref().map_or_else(String::new, in_words)),
    ];
    let facts = KeyValue { pairs };
    DecisionPage { portal, title: version.number, facts, retracted: None }
}

fn sample_row(state: &str) -> PublicationRow {
    PublicationRow {
        id: "01".to_owned(),
        case_id: "01".to_owned(),
        number: "示例交执罚〔2026〕1号".to_owned(),
        authority: "示例县交通运输局".to_owned(),
        party_masked: "甲**".to_owned(),
        cause: "示例行为".to_owned(),
        summary: "罚款".to_owned(),
        decided_on: "2026-03-09".to_owned(),
        due_on: "2026-03-18".to_owned(),
        state: state.to_owned(),
        published_on: Some("2026-03-10".to_owned()),
        retracted_on: Some("2026-03-20".to_owned()),
        retraction_reason: Some("决定被依法撤销。".to_owned()),
        body: String::new(),
        seq: 1,
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let portal = sample_shell("/portal/decisions");
    let version = || PublicVersion {
        number: "示例交执罚〔2026〕1号".to_owned(),
        authority: "示例县交通运输局".to_owned(),
        party: "甲**".to_owned(),
        cause: "示例行为".to_owned(),
        kind: "行政处罚".to_owned(),
        summary: "罚款1,000.00元。".to_owned(),
        basis: "《公路法》第七十七条".to_owned(),
        decided_on: "2026年3月9日".to_owned(),
    };
    let list = |rows, words: &str| {
        let page = Page { rows, next: Some("2026-03-09~01".to_owned()) };
        DecisionsPage {
            filters: filters(&portal, words),
            table: table(&portal, &page, words, None),
            portal: portal.clone(),
        }
    };
    let page = |state| decision(portal.clone(), &sample_row(state), version());
    vec![
        Sample::of("decisions", &list(vec![sample_row("published")], "")),
        Sample::of("decisions not found", &list(Vec::new(), "示例")),
        Sample::of("decision", &page("published")),
        Sample::of("decision retracted", &page("retracted")),
    ]
}
