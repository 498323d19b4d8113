//! The list of supervisions: by stage, last changed first, each with the day its report is due.

use app::{SupervisionQuery, rows::SupervisionRow};
use askama::Template;
use axum::{extract::Query, response::Response};
use domain::{ids::UnitId, policy::Act, supervision::Concern};
use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    Call, PageError,
    components::{
        blocks::{PageHead, Tab, Tabs},
        notice::EmptyState,
        shell::Shell,
        table::{Column, DataTable, PAGE_SIZES, Pagination},
        text::{Cell, Link, Tone},
    },
    pages::{
        oversight,
        samples::{Sample, sample_shell},
        shared::{day_zh, light},
        show,
    },
};

pub const HERE: &str = "/supervision";
const PER_PAGE: u16 = 20;

/// The stages as tabs: the id in the table and its name.
const STAGES: [(&str, &str); 5] = [
    ("", "全部"),
    ("open", "待处理"),
    ("ordered", "整改中"),
    ("answered", "待核查"),
    ("closed", "已办结"),
];

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub stage: String,
    pub after: String,
    pub per: String,
}

#[derive(Template)]
#[template(path = "supervision/list.html")]
pub struct SupervisionListPage {
    pub shell: Shell,
    pub head: PageHead,
    pub area: Tabs,
    pub tabs: Tabs,
    pub list: DataTable,
}

/// `GET /supervision`
pub async fn list(call: Call, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let per = asked.per.parse().ok().filter(|per| PAGE_SIZES.contains(per)).unwrap_or(PER_PAGE);
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let query = SupervisionQuery {
        stage: some(&asked.stage),
        after: some(&asked.after),
        limit: i64::from(per),
    };
    let page = call.app().supervisions(call.actor(), &query).await?;
    let counts = call.app().supervision_counts(call.actor()).await?;
    let mut list = table();
    list.rows = page.rows.iter().map(|row| line(&call, row)).collect();
    list.paging = Some(paging(&asked, per, page.next));
    let above = vec![Link::new("执法监督", "/oversight")];
    show(&SupervisionListPage {
        shell: call.shell("/oversight", above, "监督事项").await?,
        head: head(call.could(Act::OpenSupervision)),
        area: oversight::tabs(HERE),
        tabs: tabs(&asked, &counts),
        list,
    })
}

fn head(may_open: bool) -> PageHead {
    let mut head =
        PageHead::new("监督事项", "从发现问题、提出监督意见到整改核查，每件事都有期限和结果。");
    if may_open {
        head.links = vec![
            Link::new("登记监督事项", "/supervision/new"),
            Link::new("选择案卷评查", "/oversight/cases"),
        ];
    }
    head
}

fn href(stage: &str, per: &str, after: &str) -> String {
    let pairs = [("stage", stage), ("per", per), ("after", after)];
    let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{query}") }
}

fn tabs(asked: &Asked, counts: &[(String, i64)]) -> Tabs {
    let count = |slug: &str| {
        let of = counts.iter().filter(|(stage, _)| slug.is_empty() || slug == stage);
        u64::try_from(of.map(|(_, count)| count).sum::<i64>()).ok()
    };
    let tab = |(slug, label): &(&str, &str)| Tab {
        label: (*label).to_owned(),
        href: href(slug, &asked.per, ""),
        count: count(slug),
    };
    Tabs {
        label: "按办理环节".to_owned(),
        tabs: STAGES.iter().map(tab).collect(),
        current: href(&asked.stage, &asked.per, ""),
    }
}

fn table() -> DataTable {
    DataTable::new(
        "监督事项，最近有变化的在前",
        ["监督事项", "问题类别", "被监督单位", "环节", "登记日期", "报告期限"]
            .map(Column::new)
            .to_vec(),
        EmptyState::new("没有监督事项", "评查案卷或者登记的监督事项会出现在这里。"),
    )
}

fn line(call: &Call, row: &SupervisionRow) -> Vec<Cell> {
    let law = call.law();
    let unit = law.unit(&UnitId::new(&row.unit)).map_or("", |unit| unit.name.as_str());
    let concern = Concern::ALL.into_iter().find(|one| one.slug() == row.concern);
    let due: Option<Date> = row.due_on.as_deref().and_then(|day| day.parse().ok());
    let over = row.stage == "closed";
    vec![
        Cell::link(row.title.clone(), format!("{HERE}/{}", row.id)),
        Cell::text(concern.map_or("", Concern::name_zh)),
        Cell::text(unit),
        Cell::badge(row.stage_name.clone(), if over { Tone::Plain } else { Tone::Info }),
        Cell::text(day_zh(&row.opened_on)),
        due.map_or(Cell::Blank, |due| Cell::Light(light(call.today(), due, &law.calendar))),
    ]
}

fn paging(asked: &Asked, per: u16, next: Option<String>) -> Pagination {
    let first = href(&asked.stage, &asked.per, "");
    Pagination {
        summary: String::new(),
        first: (!asked.after.is_empty()).then_some(first),
        previous: None,
        next: next.map(|mark| href(&asked.stage, &asked.per, &mark)),
        per_page: per,
        sizes: PAGE_SIZES
            .iter()
            .map(|size| (*size, href(&asked.stage, &size.to_string(), "")))
            .collect(),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let mut full = table();
    full.rows = vec![vec![
        Cell::link("示例交罚〔2026〕0003号 示例案由", "/supervision/1"),
        Cell::text("案卷质量"),
        Cell::text("示例大队"),
        Cell::badge("整改中", Tone::Info),
        Cell::text("2026年7月2日"),
        Cell::text("2026年8月1日"),
    ]];
    let page = |list| SupervisionListPage {
        shell: sample_shell("/oversight", "监督事项"),
        head: head(true),
        area: oversight::tabs(HERE),
        tabs: tabs(&Asked::default(), &[("ordered".to_owned(), 1)]),
        list,
    };
    vec![Sample::of("supervisions", &page(full)), Sample::of("supervisions: none", &page(table()))]
}
