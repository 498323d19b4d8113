//! Finding a case, a clue or an inspection by words, among those a person may see.

use std::collections::HashMap;

use app::Found;
use askama::Template;
use axum::{extract::Query, response::Response};
use domain::policy::Act;

use crate::{
    Call, PageError,
    components::{
        blocks::PageHead,
        form::Field,
        notice::EmptyState,
        shell::Shell,
        table::{Column, DataTable, Filters},
        text::{Cell, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        shared::{kind_zh, stream_href},
        show,
    },
    router::Routes,
};

/// How many things are shown; more words find fewer.
const LIMIT: i64 = 50;
/// The most characters of a question.
const MAX_CHARS: usize = 80;

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new().page("/search", Act::UseDesk, search)
}

#[derive(Template)]
#[template(path = "search/search.html")]
pub struct SearchPage {
    pub shell: Shell,
    pub head: PageHead,
    pub filters: Filters,
    pub found: DataTable,
}

/// `GET /search?q=`
async fn search(
    call: Call,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, PageError> {
    let words: String = query.get("q").map_or("", |q| q.trim()).chars().take(MAX_CHARS).collect();
    let found = if words.chars().count() < 2 {
        Vec::new()
    } else {
        call.app().search(call.actor(), &words, LIMIT).await?
    };
    let shell = call.shell("/search", Vec::new(), "查询").await?;
    show(&page(shell, &words, &found))
}

fn page(shell: Shell, words: &str, found: &[Found]) -> SearchPage {
    let empty = if words.chars().count() < 2 {
        EmptyState::new(
            "请输入至少两个字",
            "可以查案号、文号、当事人、案由、地点，多个词用空格隔开。",
        )
    } else {
        EmptyState::new("没有找到", "请换一个说法或者减少词语；不在您办理范围内的不会显示。")
    };
    let mut table =
        DataTable::new("查询结果", ["类别", "名称", "环节"].map(Column::new).to_vec(), empty);
    table.rows = found.iter().map(row).collect();
    let under = if found.is_empty() { String::new() } else { format!("找到{}项", found.len()) };
    SearchPage {
        shell,
        head: PageHead::new("查询", under),
        filters: Filters {
            action: "/search".to_owned(),
            fields: vec![Field::text("q", "关键词").value(words)],
            more: Vec::new(),
            reset: "/search".to_owned(),
            hidden: Vec::new(),
        },
        found: table,
    }
}

fn row(found: &Found) -> Vec<Cell> {
    let kind = kind_zh(found.stream.kind);
    let title = match stream_href(&found.stream) {
        Some(href) => Cell::link(found.title.clone(), href),
        None => Cell::text(found.title.clone()),
    };
    vec![Cell::badge(kind, Tone::Plain), title, Cell::text(found.stage.clone())]
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    let found = domain::StreamId::parse("case/01").map(|stream| Found {
        stream,
        title: "示例运输有限公司超限运输案".to_owned(),
        stage: "调查取证".to_owned(),
    });
    let shell = || sample_shell("/search", "查询");
    vec![
        Sample::of("search", &page(shell(), "示例", &Vec::from_iter(found))),
        Sample::of("search before", &page(shell(), "", &[])),
        Sample::of("search without result", &page(shell(), "没有的词", &[])),
    ]
}
