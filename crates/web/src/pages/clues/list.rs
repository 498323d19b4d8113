//! The list of clues: by stage and town, last changed first, each with its deadline.

use app::{ClueQuery, rows::ClueRow};
use askama::Template;
use axum::{extract::Query, response::Response};
use domain::{ids::TownId, packs::Jurisdiction, policy::Act};
use jiff::{Timestamp, civil::Date};
use serde::Deserialize;

use super::places;
use crate::{
    Call, PageError,
    components::{
        blocks::{PageHead, Tab, Tabs},
        form::{Field, Width},
        notice::EmptyState,
        shell::Shell,
        table::{Column, DataTable, Filters, PAGE_SIZES, Pagination},
        text::{Cell, Link, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        shared::{light, moment_zh},
        show,
    },
};

const HERE: &str = "/clues";
const PER_PAGE: u16 = 20;

/// Stands in the place of a stage for what the reader registered.
const MINE: &str = "mine";

/// The stages as tabs: the id in the table and its name.
const STAGES: [(&str, &str); 9] = [
    ("", "全部"),
    ("received", "待派单"),
    ("dispatched", "待签收"),
    ("accepted", "办理中"),
    ("answered", "待判定"),
    ("transferred", "已移送"),
    ("settled", "已办结"),
    ("merged", "已并案"),
    (MINE, "我登记的"),
];

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub stage: String,
    pub town: String,
    pub words: String,
    pub after: String,
    pub per: String,
}

#[derive(Template)]
#[template(path = "clues/list.html")]
pub struct ClueListPage {
    pub shell: Shell,
    pub head: PageHead,
    pub tabs: Tabs,
    pub filters: Filters,
    pub list: DataTable,
}

/// `GET /clues`
pub async fn list(call: Call, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let law = call.law();
    let per = size(&asked.per);
    let query = ClueQuery {
        mine: asked.stage == MINE,
        stage: given(&asked.stage).filter(|stage| stage != MINE),
        town: given(&asked.town),
        words: given(&asked.words),
        after: given(&asked.after),
        limit: i64::from(per),
    };
    let page = call.app().clues(call.actor(), &query).await?;
    let counts = call.app().clue_counts(call.actor(), given(&asked.town)).await?;
    let shell = call.shell(HERE, Vec::new(), "线索").await?;
    let mut list = table();
    list.rows = page.rows.iter().map(|row| line(&law, row, call.today())).collect();
    list.paging = Some(paging(&asked, per, page.next));
    show(&ClueListPage {
        shell,
        head: head(call.could(Act::RegisterClue)),
        tabs: tabs(&asked, &counts),
        filters: filters(&law, &asked),
        list,
    })
}

fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn size(text: &str) -> u16 {
    text.parse().ok().filter(|size| PAGE_SIZES.contains(size)).unwrap_or(PER_PAGE)
}

fn head(may_register: bool) -> PageHead {
    let mut head =
        PageHead::new("线索", "公众反映、热线、巡查和部门移送的问题，由镇街派单、判定。");
    if may_register {
        head.links = vec![Link::new("登记线索", "/clues/new")];
    }
    head
}

/// The address of the list with what was asked and some of it changed.
fn href(asked: &Asked, changed: &[(&str, &str)]) -> String {
    let kept = [
        ("stage", asked.stage.as_str()),
        ("town", &asked.town),
        ("words", &asked.words),
        ("per", &asked.per),
    ];
    let kept = kept.into_iter().filter(|(key, _)| !changed.iter().any(|(name, _)| name == key));
    let pairs: Vec<(&str, &str)> =
        kept.chain(changed.iter().copied()).filter(|(_, value)| !value.is_empty()).collect();
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{query}") }
}

/// The stages, each with how many clues there are whatever words are looked for.
fn tabs(asked: &Asked, counts: &[(String, i64)]) -> Tabs {
    let count = |slug: &str| {
        let of = counts.iter().filter(|(stage, _)| slug.is_empty() || slug == stage);
        u64::try_from(of.map(|(_, count)| count).sum::<i64>()).ok().filter(|_| slug != MINE)
    };
    let tab = |(slug, label): &(&str, &str)| Tab {
        label: (*label).to_owned(),
        href: href(asked, &[("stage", slug)]),
        count: count(slug),
    };
    Tabs {
        label: "按办理环节".to_owned(),
        tabs: STAGES.iter().map(tab).collect(),
        current: href(asked, &[]),
    }
}

fn filters(law: &Jurisdiction, asked: &Asked) -> Filters {
    Filters {
        action: HERE.to_owned(),
        fields: vec![
            Field::text("words", "内容或者受理编号").value(&asked.words).width(Width::Third),
            Field::select("town", "镇街", places::towns(law, &std::collections::BTreeSet::new()))
                .value(&asked.town)
                .width(Width::Third),
        ],
        more: Vec::new(),
        reset: HERE.to_owned(),
        hidden: vec![("stage".to_owned(), asked.stage.clone())],
    }
}

fn table() -> DataTable {
    DataTable::new(
        "线索，最近有变化的在前",
        ["受理编号", "反映的问题", "镇街", "承办机构", "环节", "期限"].map(Column::new).to_vec(),
        EmptyState::new(
            "没有线索",
            "公众反映和登记的线索会出现在这里；也可以换一个环节或者条件查找。",
        ),
    )
}

fn line(law: &Jurisdiction, row: &ClueRow, today: Date) -> Vec<Cell> {
    let received: Option<Timestamp> = row.reported_at.parse().ok();
    let unit = row.unit.as_ref().map(domain::ids::UnitId::new);
    let unit = unit.and_then(|id| law.unit(&id)).map(|unit| unit.name.clone());
    let due: Option<Date> = row.due_on.as_deref().and_then(|day| day.parse().ok());
    let open = !matches!(row.stage.as_str(), "settled" | "merged" | "transferred");
    let town = TownId::new(&row.town);
    vec![
        Cell::link(row.receipt.clone(), format!("{HERE}/{}", row.id)),
        Cell::lines(
            row.words.clone(),
            format!("{} · {}", row.category, received.map(moment_zh).unwrap_or_default()),
        ),
        Cell::text(places::town_name(law, &town)),
        unit.map_or(Cell::Blank, Cell::text),
        Cell::badge(row.stage_name.clone(), if open { Tone::Info } else { Tone::Plain }),
        due.filter(|_| open)
            .map_or(Cell::Blank, |due| Cell::Light(light(today, due, &law.calendar))),
    ]
}

fn paging(asked: &Asked, per: u16, next: Option<String>) -> Pagination {
    let sized = |size: u16| href(asked, &[("per", &size.to_string())]);
    Pagination {
        summary: String::new(),
        first: given(&asked.after).map(|_| href(asked, &[])),
        previous: None,
        next: next.map(|mark| href(asked, &[("after", &mark)])),
        per_page: per,
        sizes: PAGE_SIZES.iter().map(|size| (*size, sized(*size))).collect(),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let asked = Asked::default();
    let mut full = table();
    full.rows = vec![vec![
        Cell::link("示例编号", "/clues/1"),
        Cell::lines("有车辆沿路抛洒砂石。", "示例事项 · 2026年3月9日9时00分"),
        Cell::text("示例镇"),
        Cell::Blank,
        Cell::badge("待派单", Tone::Info),
        Cell::Blank,
    ]];
    full.paging = Some(paging(&asked, PER_PAGE, Some("1".to_owned())));
    let page = |list| ClueListPage {
        shell: sample_shell(HERE, "线索"),
        head: head(true),
        tabs: tabs(&asked, &[("received".to_owned(), 1)]),
        filters: Filters {
            action: HERE.to_owned(),
            fields: vec![Field::text("words", "内容或者受理编号")],
            more: Vec::new(),
            reset: HERE.to_owned(),
            hidden: Vec::new(),
        },
        list,
    };
    vec![Sample::of("clues", &page(full)), Sample::of("clues: none", &page(table()))]
}

#[cfg(test)]
mod tests {
    use super::{Asked, href, size};

    #[test]
    fn an_address_keeps_the_filters_and_drops_the_position() {
        let asked = Asked {
            stage: "received".to_owned(),
            words: "a&b".to_owned(),
            after: "9".to_owned(),
            ..Asked::default()
        };
        assert_eq!(href(&asked, &[]), "/clues?stage=received&words=a%26b");
        assert_eq!(href(&asked, &[("stage", "")]), "/clues?words=a%26b");
        assert_eq!(href(&Asked::default(), &[]), "/clues");
    }

    #[test]
    fn only_offered_sizes_are_taken() {
        assert_eq!((size("50"), size("7"), size("x")), (50, 20, 20));
    }
}
