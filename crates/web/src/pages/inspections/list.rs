//! The list of inspections: by stage, last changed first.

use app::{InspectionQuery, rows::InspectionRow};
use askama::Template;
use axum::{extract::Query, response::Response};
use domain::{
    ids::{ItemId, PersonId, TownId, UnitId},
    packs::Jurisdiction,
    policy::Act,
};
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
        clues::places,
        samples::{Sample, sample_shell},
        shared::{day_zh, light},
        show,
    },
};

const HERE: &str = "/inspections";
const PER_PAGE: u16 = 20;

/// The stages as tabs: the id in the table and its name.
const STAGES: [(&str, &str); 8] = [
    ("", "全部"),
    ("proposed", "待审批"),
    ("approved", "待到场"),
    ("on-site", "检查中"),
    ("recorded", "待签署"),
    ("signed", "待处理"),
    ("done", "已结束"),
    ("refused", "不予批准"),
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
#[template(path = "inspections/list.html")]
pub struct InspectionListPage {
    pub shell: Shell,
    pub head: PageHead,
    pub tabs: Tabs,
    pub list: DataTable,
}

/// `GET /inspections`
pub async fn list(call: Call, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let per = asked.per.parse().ok().filter(|per| PAGE_SIZES.contains(per)).unwrap_or(PER_PAGE);
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let query = InspectionQuery {
        stage: some(&asked.stage),
        after: some(&asked.after),
        limit: i64::from(per),
    };
    let page = call.app().inspections(call.actor(), &query).await?;
    let law = call.law();
    let mut list = table();
    list.rows = page.rows.iter().map(|row| line(&call, &law, row)).collect();
    list.paging = Some(paging(&asked, per, page.next));
    show(&InspectionListPage {
        shell: call.shell(HERE, Vec::new(), "检查").await?,
        head: head(call.could(Act::ProposeInspection)),
        tabs: tabs(&asked),
        list,
    })
}

fn head(may_propose: bool) -> PageHead {
    let mut head = PageHead::new("检查", "先审批、后进场，两人持证，全程记录。");
    if may_propose {
        head.links = vec![Link::new("申请检查", "/inspections/new")];
    }
    head
}

fn href(stage: &str, per: &str, after: &str) -> String {
    let pairs = [("stage", stage), ("per", per), ("after", after)];
    let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{query}") }
}

fn tabs(asked: &Asked) -> Tabs {
    let tab = |(slug, label): &(&str, &str)| Tab {
        label: (*label).to_owned(),
        href: href(slug, &asked.per, ""),
        count: None,
    };
    Tabs {
        label: "按检查环节".to_owned(),
        tabs: STAGES.iter().map(tab).collect(),
        current: href(&asked.stage, &asked.per, ""),
    }
}

fn table() -> DataTable {
    DataTable::new(
        "检查，最近有变化的在前",
        ["检查对象", "事项", "镇街", "检查机构和人员", "环节", "计划日期"]
            .map(Column::new)
            .to_vec(),
        EmptyState::new("没有检查", "申请的检查会出现在这里；可以从线索页面发起检查。"),
    )
}

fn line(call: &Call, law: &Jurisdiction, row: &InspectionRow) -> Vec<Cell> {
    let item = ItemId::new(&row.item);
    let item = law.items.iter().find(|found| found.id == item);
    let unit = law.unit(&UnitId::new(&row.unit)).map_or("", |unit| unit.name.as_str());
    let people = call.people();
    let names: Vec<String> = row
        .officers
        .split(',')
        .filter(|id| !id.is_empty())
        .map(|id| people.name(&PersonId::new(id)))
        .collect();
    let planned: Option<Date> = row.planned_on.parse().ok();
    let before = matches!(row.stage.as_str(), "proposed" | "approved");
    let when = match planned.filter(|_| before) {
        Some(planned) => Cell::Light(light(call.today(), planned, &law.calendar)),
        None => Cell::lines(
            row.done_on.as_deref().map_or_else(|| day_zh(&row.planned_on), day_zh),
            row.outcome.clone().unwrap_or_default(),
        ),
    };
    let over = matches!(row.stage.as_str(), "done" | "refused");
    vec![
        Cell::link(row.object.clone(), format!("{HERE}/{}", row.id)),
        Cell::text(item.map_or_else(|| row.item.clone(), |item| item.name.clone())),
        Cell::text(places::town_name(law, &TownId::new(&row.town))),
        Cell::lines(unit, names.join("、")),
        Cell::badge(row.stage_name.clone(), if over { Tone::Plain } else { Tone::Info }),
        when,
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
        Cell::link("示例运输有限公司", "/inspections/1"),
        Cell::text("示例事项"),
        Cell::text("示例镇"),
        Cell::lines("示例中队", "甲某某、乙某某"),
        Cell::badge("待到场", Tone::Info),
        Cell::text("2026年3月9日"),
    ]];
    full.paging = Some(paging(&Asked::default(), PER_PAGE, Some("1".to_owned())));
    let page = |list| InspectionListPage {
        shell: sample_shell(HERE, "检查"),
        head: head(true),
        tabs: tabs(&Asked::default()),
        list,
    };
    vec![Sample::of("inspections", &page(full)), Sample::of("inspections: none", &page(table()))]
}

#[cfg(test)]
mod tests {
    use super::href;

    #[test]
    fn an_address_names_only_what_was_chosen() {
        assert_eq!(href("", "", ""), "/inspections");
        assert_eq!(href("done", "50", "a b"), "/inspections?stage=done&per=50&after=a+b");
    }
}
