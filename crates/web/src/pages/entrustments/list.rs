//! The list of deeds, last changed first, each with the day it runs out.

use app::rows::EntrustmentRow;
use askama::Template;
use axum::{extract::Query, response::Response};
use domain::{ids::AuthorityId, policy::Act};
use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    Call, PageError,
    components::{
        blocks::PageHead,
        notice::EmptyState,
        shell::Shell,
        table::{Column, DataTable, PAGE_SIZES, Pagination},
        text::{Cell, Link, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        shared::{day_zh, light},
        show,
    },
};

pub const HERE: &str = "/entrustments";
const PER_PAGE: u16 = 20;

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub after: String,
    pub per: String,
}

#[derive(Template)]
#[template(path = "entrustments/list.html")]
pub struct EntrustmentListPage {
    pub shell: Shell,
    pub head: PageHead,
    pub list: DataTable,
}

/// `GET /entrustments`
pub async fn list(call: Call, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let per = asked.per.parse().ok().filter(|per| PAGE_SIZES.contains(per)).unwrap_or(PER_PAGE);
    let after = Some(asked.after.as_str()).filter(|mark| !mark.is_empty());
    let page = call.app().entrustments(call.actor(), after, i64::from(per)).await?;
    let mut list = table();
    list.rows = page.rows.iter().map(|row| line(&call, row)).collect();
    list.paging = Some(paging(&asked, per, page.next));
    show(&EntrustmentListPage {
        shell: call.shell(HERE, Vec::new(), "委托执法").await?,
        head: head(call.could(Act::DrawUpEntrustment)),
        list,
    })
}

fn head(may_draw: bool) -> PageHead {
    let words = "书面委托、载明事项权限期限、双方公布并备案；受委托组织以委托机关名义执法。";
    let mut head = PageHead::new("委托执法", words);
    if may_draw {
        head.links = vec![Link::new("起草委托书", "/entrustments/new")];
    }
    head
}

fn table() -> DataTable {
    DataTable::new(
        "委托书，最近有变化的在前",
        ["受委托组织", "委托机关", "事项", "委托期限", "状态", "公布情况"]
            .map(Column::new)
            .to_vec(),
        EmptyState::new("没有委托执法", "签订的委托书会出现在这里，期限内的同时在公众门户公布。"),
    )
}

fn line(call: &Call, row: &EntrustmentRow) -> Vec<Cell> {
    let law = call.law();
    let authority = law.authority(&AuthorityId::new(&row.authority));
    let until: Option<Date> = row.until_on.parse().ok();
    let over = row.stage == "ended";
    let term = match until.filter(|_| !over) {
        Some(until) => Cell::Light(light(call.today(), until, &law.calendar)),
        None => Cell::text(format!("{}至{}", day_zh(&row.from_on), day_zh(&row.until_on))),
    };
    vec![
        Cell::link(row.organisation.clone(), format!("{HERE}/{}", row.id)),
        Cell::text(authority.map_or("", |found| found.short.as_str())),
        Cell::text(format!("{}项", row.items)),
        term,
        Cell::badge(row.stage_name.clone(), if over { Tone::Plain } else { Tone::Info }),
        row.published.clone().map_or(Cell::Blank, Cell::text),
    ]
}

fn paging(asked: &Asked, per: u16, next: Option<String>) -> Pagination {
    let href = |per: &str, after: &str| {
        let pairs = [("per", per), ("after", after)];
        let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{query}") }
    };
    Pagination {
        summary: String::new(),
        first: (!asked.after.is_empty()).then(|| href(&asked.per, "")),
        previous: None,
        next: next.map(|mark| href(&asked.per, &mark)),
        per_page: per,
        sizes: PAGE_SIZES.iter().map(|size| (*size, href(&size.to_string(), ""))).collect(),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let mut full = table();
    full.rows = vec![vec![
        Cell::link("示例县公路养护中心", "/entrustments/1"),
        Cell::text("示例局"),
        Cell::text("2项"),
        Cell::text("2026年3月15日至2027年3月14日"),
        Cell::badge("已签订", Tone::Info),
        Cell::text("示例网站"),
    ]];
    let page = |list| EntrustmentListPage {
        shell: sample_shell(HERE, "委托执法"),
        head: head(true),
        list,
    };
    vec![Sample::of("entrustments", &page(full)), Sample::of("entrustments: none", &page(table()))]
}
