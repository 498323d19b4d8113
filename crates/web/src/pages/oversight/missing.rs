//! What the rules find in the files of all cases, page by page.

use axum::{extract::Query, response::Response};
use domain::rules::{Finding, Outcome, Severity};
use serde::Deserialize;

use super::{OversightPage, Part, tabs};
use crate::{
    Call, PageError,
    components::{
        blocks::{PageHead, Tiles},
        notice::EmptyState,
        table::{Column, DataTable, Pagination},
        text::{Cell, Link, Tone},
    },
    pages::show,
};

/// How many files are examined for one page.
const FILES: i64 = 50;

/// Where the page begins.
#[derive(Deserialize)]
pub struct From {
    after: Option<String>,
}

/// `GET /oversight/files`
pub async fn list(call: Call, Query(from): Query<From>) -> Result<Response, PageError> {
    let page = call.app().findings_in_files(call.actor(), from.after.clone(), FILES).await?;
    let columns = ["案件", "阶段", "程度", "问题", "怎么补救", "依据"].map(Column::new).into();
    let empty = EmptyState::new("没有发现问题", "这一页的案件都符合规则。");
    let mut table = DataTable::new("案卷问题", columns, empty);
    for file in &page.rows {
        let name = file.case.number.clone().unwrap_or_else(|| file.case.title.clone());
        let href = format!("/cases/{}", file.case.id);
        let mut findings: Vec<&Finding> = file.findings.iter().collect();
        findings.sort_by_key(|finding| finding.severity);
        let of = (Cell::link(name, href), Cell::text(file.case.stage_name.clone()));
        table.rows.extend(findings.into_iter().filter_map(|finding| row(&of, finding)));
    }
    table.paging = Some(paging(from.after.is_some(), page.next));
    let words = format!(
        "全部案件按最近变化排列，每页核对{FILES}件，与案件页的“案卷体检”用同一套规则，只列出不符合的；还在办理的案件，有的只是还没有办到。"
    );
    let page = OversightPage {
        shell: call
            .shell("/oversight", vec![Link::new("执法监督", "/oversight")], "案卷问题")
            .await?,
        head: PageHead::new("执法监督", "案卷问题"),
        tabs: tabs("/oversight/files"),
        notices: Vec::new(),
        tiles: Tiles { tiles: Vec::new() },
        parts: vec![Part { title: "案卷问题".to_owned(), words, table }],
    };
    show(&page)
}

fn paging(later: bool, next: Option<String>) -> Pagination {
    let href = "/oversight/files";
    let on = |after: String| {
        let pairs = serde_urlencoded::to_string([("after", after)]).unwrap_or_default();
        format!("{href}?{pairs}")
    };
    Pagination {
        first: later.then(|| href.to_owned()),
        next: next.map(on),
        ..Pagination::default()
    }
}

fn row((case, stage): &(Cell, Cell), finding: &Finding) -> Option<Vec<Cell>> {
    let Outcome::Breach { what, next } = &finding.outcome else { return None };
    let degree = match finding.severity {
        Severity::Void | Severity::Serious => Cell::badge(finding.severity.name_zh(), Tone::Danger),
        Severity::Defect => Cell::badge(finding.severity.name_zh(), Tone::Warning),
    };
    Some(vec![
        case.clone(),
        stage.clone(),
        degree,
        Cell::lines(what.clone(), finding.name),
        Cell::text(next.clone()),
        Cell::lines(finding.cite, finding.rule),
    ])
}
