//! Publications by where they stand; each line leads to the step of its case.

use app::rows::{PublicationRow, TaskRow};
use askama::Template;
use axum::{extract::Query, response::Response};
use domain::StreamId;
use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    Call, PageError,
    components::{
        blocks::{PageHead, Tab, Tabs},
        notice::EmptyState,
        shell::Shell,
        table::{Column, DataTable, Pagination},
        text::{Cell, Link},
    },
    pages::{
        samples::{Sample, sample_shell},
        shared::{day_zh, light, stream_href},
        show,
    },
};

/// How many rows stand on a page.
const ROWS: i64 = 20;
/// How many waiting tasks are looked through.
const TASKS: i64 = 500;

#[derive(Template)]
#[template(path = "publications/list.html")]
pub struct PublicationsPage {
    pub shell: Shell,
    pub head: PageHead,
    pub tabs: Tabs,
    pub words: String,
    pub table: DataTable,
}

/// Which list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// 待拟公示.
    #[default]
    Propose,
    /// 待确认.
    Confirm,
    /// 公示中.
    Published,
    /// 应撤回.
    Retract,
    /// 已撤回.
    Retracted,
}

impl View {
    const ALL: [Self; 5] =
        [Self::Propose, Self::Confirm, Self::Published, Self::Retract, Self::Retracted];

    const fn label(self) -> &'static str {
        match self {
            Self::Propose => "待拟公示",
            Self::Confirm => "待确认",
            Self::Published => "公示中",
            Self::Retract => "应撤回",
            Self::Retracted => "已撤回",
        }
    }

    const fn address(self) -> &'static str {
        match self {
            Self::Propose => "/publications",
            Self::Confirm => "/publications?view=confirm",
            Self::Published => "/publications?view=published",
            Self::Retract => "/publications?view=retract",
            Self::Retracted => "/publications?view=retracted",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Propose => "决定作出之日起七个工作日内公示；个人信息须遮蔽。",
            Self::Confirm => "由行政机关负责人确认后公示，拟公示的人不能自己确认。",
            Self::Published => "现在公众可以看到的决定。",
            Self::Retract => {
                "《行政处罚法》第四十八条第二款：公开的决定被依法变更、撤销、确认违法或者确认无效的，三个工作日内撤回并公开说明理由。"
            }
            Self::Retracted => "撤回后，原地址只显示撤回的日期和理由。",
        }
    }
}

/// What the address of the list says.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    view: View,
    after: Option<String>,
}

/// `GET /publications`
pub async fn list(call: Call, Query(wish): Query<Wish>) -> Result<Response, PageError> {
    let view = wish.view;
    let after = wish.after.as_deref().filter(|after| after.contains('~'));
    let table = match view {
        View::Propose => waiting(&call, view, "propose-publication").await?,
        View::Retract => waiting(&call, view, "retract-publication").await?,
        View::Confirm => in_state(&call, view, "proposed", after).await?,
        View::Published => in_state(&call, view, "published", after).await?,
        View::Retracted => in_state(&call, view, "retracted", after).await?,
    };
    let page = PublicationsPage {
        shell: call.shell("/publications", Vec::new(), "公示").await?,
        head: PageHead::new("决定公示", "拟定、确认、公示、撤回"),
        tabs: tabs(view),
        words: view.words().to_owned(),
        table,
    };
    show(&page)
}

fn tabs(view: View) -> Tabs {
    let tab = |view: View| Tab {
        label: view.label().to_owned(),
        href: view.address().to_owned(),
        count: None,
    };
    Tabs {
        label: "公示".to_owned(),
        tabs: View::ALL.map(tab).into(),
        current: view.address().to_owned(),
    }
}

/// The tasks of this person with the act, nearest deadline first.
async fn waiting(call: &Call, view: View, act: &str) -> Result<DataTable, PageError> {
    let tasks = call.app().inbox(call.actor(), Some(act), None, TASKS).await?;
    let columns = ["案件", "期限", "办理"].map(Column::new).into();
    let empty = EmptyState::new("没有需要办理的", "有了新的决定或者撤销，会按期限列在这里。");
    let mut table = DataTable::new(view.label(), columns, empty);
    table.rows = tasks.rows.iter().map(|row| task(call, view, row)).collect();
    Ok(table)
}

fn task(call: &Call, view: View, row: &TaskRow) -> Vec<Cell> {
    let href = StreamId::parse(&row.stream).as_ref().and_then(stream_href).unwrap_or_default();
    let act = if view == View::Retract { "撤回公示" } else { "拟公示" };
    let cite = row.cite.clone().filter(|cite| !cite.is_empty());
    let due: Option<Date> = row.due_on.as_deref().and_then(|day| day.parse().ok());
    let due = due.map_or(Cell::Blank, |due| {
        let lamp = light(call.today(), due, &call.law().calendar);
        Cell::Light(match cite {
            Some(cite) => lamp.under(Link::new(cite, "")),
            None => lamp,
        })
    });
    vec![
        Cell::link(row.subject.clone(), href.clone()),
        due,
        Cell::link(act, format!("{href}/{}", row.act)),
    ]
}

/// The publications in a state whose case this person may read, last decided first.
async fn in_state(
    call: &Call,
    view: View,
    state: &str,
    after: Option<&str>,
) -> Result<DataTable, PageError> {
    let page = call.app().publications(state, after, ROWS).await?;
    let columns = ["决定书文号", "当事人（公示用名）", "案由", "决定日期", "公示"];
    let empty = EmptyState::new("没有这样的决定", "办理到这一步的决定会列在这里。");
    let mut table = DataTable::new(view.label(), columns.map(Column::new).into(), empty);
    for row in &page.rows {
        match call.load_case(&row.case_id).await {
            Ok(_) => table.rows.push(line(call, view, row)),
            Err(PageError::Absent | PageError::Denied(_)) => {}
            Err(other) => return Err(other),
        }
    }
    let go_on = |next: &str| {
        let pair = serde_urlencoded::to_string([("after", next)]).unwrap_or_default();
        format!("{}&{pair}", view.address())
    };
    table.paging = Some(Pagination {
        summary: "按决定日期从近到远排列".to_owned(),
        first: after.map(|_| view.address().to_owned()),
        previous: None,
        next: page.next.as_deref().map(go_on),
        per_page: 20,
        sizes: Vec::new(),
    });
    Ok(table)
}

fn line(call: &Call, view: View, row: &PublicationRow) -> Vec<Cell> {
    let case = format!("/cases/{}", row.case_id);
    let public = format!("/portal/decisions/{}", row.id);
    let last = match view {
        View::Propose | View::Confirm | View::Retract => {
            let due: Option<Date> = row.due_on.parse().ok();
            due.map_or(Cell::Blank, |due| {
                Cell::Light(light(call.today(), due, &call.law().calendar))
            })
        }
        View::Published => {
            let on = row.published_on.as_deref().map_or_else(String::new, day_zh);
            Cell::Links(vec![
                Link::new(format!("{on}公示，查看公示页"), public),
                Link::new("撤回", format!("{case}/retract-publication")),
            ])
        }
        View::Retracted => {
            let on = row.retracted_on.as_deref().map_or_else(String::new, day_zh);
            Cell::link(format!("{on}撤回，查看说明"), public)
        }
    };
    vec![
        Cell::link(row.number.clone(), case),
        Cell::text(row.party_masked.clone()),
        Cell::text(row.cause.clone()),
        Cell::figure(day_zh(&row.decided_on)),
        last,
    ]
}

pub(super) fn samples() -> Vec<Sample> {
    let columns = || ["案件", "期限"].map(Column::new).into();
    let mut full = DataTable::new("示例", columns(), EmptyState::new("没有", "无。"));
    full.rows = vec![vec![Cell::link("示例交执罚〔2026〕1号", "/cases/1"), Cell::Blank]];
    let page = |view: View, table: DataTable| PublicationsPage {
        shell: sample_shell("/publications", "公示"),
        head: PageHead::new("决定公示", ""),
        tabs: tabs(view),
        words: view.words().to_owned(),
        table,
    };
    let none = DataTable::new("示例", columns(), EmptyState::new("没有", "无。"));
    vec![
        Sample::of("publications", &page(View::Propose, full)),
        Sample::of("publications none", &page(View::Retract, none)),
    ]
}
