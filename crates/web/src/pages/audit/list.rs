//! The whole record, newest first, with filters by kind of thing and by person.

use app::Entry;
use askama::Template;
use axum::{extract::Query, response::Response};
use domain::{StreamId, world::StreamKind};
use serde::Deserialize;

use super::{head, rounds};
use crate::{
    Call, PageError,
    components::{
        blocks::{KeyValue, PageHead},
        form::{Choice, Field, Form},
        notice::EmptyState,
        shell::Shell,
        table::{Column, DataTable, Filters, Pagination},
        text::Cell,
    },
    pages::{
        samples::{Sample, sample_shell},
        shared::{kind_zh, moment_zh},
        show,
    },
};

/// How many events stand on a page.
const ROWS: usize = 50;
/// How many events are read at a time, and how often at most for one page.
const CHUNK: i64 = 500;
const CHUNKS: usize = 10;

#[derive(Template)]
#[template(path = "audit/list.html")]
pub struct AuditPage {
    pub shell: Shell,
    pub head: PageHead,
    pub record: KeyValue,
    pub rounds: KeyValue,
    pub verify: Form,
    pub filters: Filters,
    pub table: DataTable,
}

/// What the address of the list says.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    what: String,
    before: Option<i64>,
}

/// `GET /audit`
pub async fn list(call: Call, Query(wish): Query<Wish>) -> Result<Response, PageError> {
    let record = call.app().record_head().await?;
    let rounds = call.app().rounds().await?;
    let before = wish.before.filter(|before| 0 <= *before && *before <= record.size);
    let (entries, next) = read(&call, &wish, before).await?;
    let page = AuditPage {
        shell: call.shell("/audit", Vec::new(), "审计记录").await?,
        head: PageHead::new("审计记录", "每一次办理、登录和查看都在这里，只能追加，不能修改。"),
        record: head::facts(
            &record,
            &call.app().log_key(),
            (&call.app().witnesses(), call.app().mailing().as_ref()),
        ),
        rounds: rounds::facts(&rounds, call.app().now()),
        verify: rounds::form(&call),
        filters: filters(&wish),
        table: table(entries.iter().map(row).collect(), paging(&wish, before, next)),
    };
    show(&page)
}

/// The entries of a page, and where to go on.
async fn read(
    call: &Call,
    wish: &Wish,
    mut before: Option<i64>,
) -> Result<(Vec<Entry>, Option<i64>), PageError> {
    let mut found = Vec::new();
    for _ in 0..CHUNKS {
        let chunk = call.app().audit(before, CHUNK).await?;
        for entry in chunk {
            before = Some(entry.seq);
            if wish.takes(&entry) {
                found.push(entry);
            }
            if found.len() == ROWS {
                return Ok((found, before.filter(|seq| 0 < *seq)));
            }
        }
        if before.is_none_or(|seq| seq == 0) {
            return Ok((found, None));
        }
    }
    Ok((found, before))
}

impl Wish {
    fn takes(&self, entry: &Entry) -> bool {
        let kind = entry.kind.split('.').next().unwrap_or_default();
        (self.kind.is_empty() || self.kind == kind)
            && (self.who.trim().is_empty() || entry.who.contains(self.who.trim()))
            && (self.what.trim().is_empty() || entry.title.contains(self.what.trim()))
    }

    fn address(&self, before: Option<i64>) -> String {
        let before = before.map_or_else(String::new, |before| before.to_string());
        let all =
            [("kind", &self.kind), ("who", &self.who), ("what", &self.what), ("before", &before)];
        let given: Vec<_> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        match serde_urlencoded::to_string(&given) {
            Ok(query) if !query.is_empty() => format!("/audit?{query}"),
            Ok(_) | Err(_) => "/audit".to_owned(),
        }
    }
}

fn filters(wish: &Wish) -> Filters {
    let kinds = [
        ("case", "案件"),
        ("clue", "线索"),
        ("inspection", "检查"),
        ("person", "人员和账户"),
        ("pack", "数据包"),
        ("record", "校验"),
    ];
    let kinds = kinds.map(|(value, label)| Choice::new(value, label)).into();
    Filters {
        action: "/audit".to_owned(),
        fields: vec![
            Field::select("kind", "对象", kinds).value(&wish.kind),
            Field::text("who", "办理人").value(&wish.who),
            Field::text("what", "事项").value(&wish.what),
        ],
        more: Vec::new(),
        reset: "/audit".to_owned(),
        hidden: Vec::new(),
    }
}

fn paging(wish: &Wish, before: Option<i64>, next: Option<i64>) -> Pagination {
    Pagination {
        summary: "最近的在前".to_owned(),
        first: before.map(|_| wish.address(None)),
        previous: None,
        next: next.map(|next| wish.address(Some(next))),
        per_page: 50,
        sizes: Vec::new(),
    }
}

fn table(rows: Vec<Vec<Cell>>, paging: Pagination) -> DataTable {
    let columns = vec![
        Column::number("序号"),
        Column::new("时间"),
        Column::new("办理人"),
        Column::new("事项"),
        Column::new("对象"),
        Column::new("事件哈希"),
    ];
    let empty = EmptyState::new("没有符合条件的记录", "请放宽条件，或者翻到更早的记录继续查。");
    let mut table = DataTable::new("审计记录", columns, empty);
    table.rows = rows;
    table.paging = Some(paging);
    table
}

fn row(entry: &Entry) -> Vec<Cell> {
    vec![
        Cell::figure(entry.seq.to_string()),
        Cell::figure(moment_zh(entry.at)),
        Cell::text(entry.who.clone()),
        Cell::lines(entry.title.clone(), entry.kind.clone()),
        thing(&entry.stream),
        Cell::figure(entry.leaf.chars().take(16).collect::<String>()),
    ]
}

/// A person leads to their page; other things are not the auditor's to open.
fn thing(stream: &str) -> Cell {
    match StreamId::parse(stream) {
        Some(id) if id.kind == StreamKind::Person => {
            Cell::link(format!("人员 {}", id.id), format!("/people/{}", id.id))
        }
        Some(id) => Cell::lines(kind_zh(id.kind), id.id),
        None => Cell::figure(stream),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let record = app::RecordHead {
        origin: "zhifa.example/log/e1".to_owned(),
        size: 12,
        checkpoint: Some((12, "zhifa.example/log/e1\n12\nabc=\n".to_owned())),
    };
    let unsigned = app::RecordHead { checkpoint: None, ..record.clone() };
    let rows = vec![vec![
        Cell::figure("11"),
        Cell::figure("2026年3月9日9时"),
        Cell::text("甲某某"),
        Cell::lines("批准立案", "case.filed"),
        thing("person/1"),
        Cell::figure("0123456789abcdef"),
    ]];
    let page = |record: &app::RecordHead, rows| AuditPage {
        shell: sample_shell("/audit", "审计记录"),
        head: PageHead::new("审计记录", ""),
        record: head::facts(record, "zhifa.example+0+AA", (&[], None)),
        rounds: rounds::sample(),
        verify: Form::new("/audit/verify", ""),
        filters: filters(&Wish::default()),
        table: table(rows, paging(&Wish::default(), Some(9), Some(3))),
    };
    vec![
        Sample::of("audit", &page(&record, rows)),
        Sample::of("audit empty", &page(&unsigned, Vec::new())),
    ]
}
