//! What the rules miss in the files of decided cases.

use axum::response::Response;
use domain::rules::{Finding, Outcome, Severity};

use super::{OversightPage, Part, tabs};
use crate::{
    Call, PageError,
    components::{
        blocks::{PageHead, Tiles},
        notice::EmptyState,
        table::{Column, DataTable},
        text::{Cell, Link, Tone},
    },
    pages::show,
};

/// How many files are examined when the page is opened.
const FILES: i64 = 30;

/// `GET /oversight/files`
pub async fn list(call: Call) -> Result<Response, PageError> {
    let missing = call.app().missing_in_files(call.actor(), FILES).await?;
    let columns = ["案件", "程度", "问题", "怎么补救", "依据"].map(Column::new).into();
    let empty =
        EmptyState::new("没有发现缺漏", format!("最近有变化的{FILES}件已决定案件都符合规则。"));
    let mut table = DataTable::new("案卷缺漏", columns, empty);
    for file in &missing {
        let name = file.case.number.clone().unwrap_or_else(|| file.case.title.clone());
        let href = format!("/cases/{}", file.case.id);
        table.rows.extend(file.findings.iter().filter_map(|finding| row(&name, &href, finding)));
    }
    let words = format!("对最近有变化的{FILES}件已决定案件逐条核对规则，只列出不符合的。");
    let page = OversightPage {
        shell: call
            .shell("/oversight", vec![Link::new("执法监督", "/oversight")], "案卷缺漏")
            .await?,
        head: PageHead::new("执法监督", "案卷缺漏"),
        tabs: tabs("/oversight/files"),
        notices: Vec::new(),
        tiles: Tiles { tiles: Vec::new() },
        parts: vec![Part { title: "案卷缺漏".to_owned(), words, table }],
    };
    show(&page)
}

fn row(name: &str, href: &str, finding: &Finding) -> Option<Vec<Cell>> {
    let Outcome::Breach { what, next } = &finding.outcome else { return None };
    let degree = match finding.severity {
        Severity::Hard => Cell::badge("可能无效", Tone::Danger),
        Severity::Soft => Cell::badge("瑕疵", Tone::Warning),
    };
    Some(vec![
        Cell::link(name, href),
        degree,
        Cell::lines(what.clone(), finding.name),
        Cell::text(next.clone()),
        Cell::lines(finding.cite, finding.rule),
    ])
}
