//! 案件: the list of cases by stage and words, turned page by page.

use app::{CaseQuery, CaseSort, rows::CaseRow};
use askama::Template;
use axum::{extract::Query, response::Response};
use domain::{
    cases::Procedure,
    ids::{PersonId, TownId},
    org::Roster,
    packs::Jurisdiction,
};
use jiff::civil::Date;

use crate::{
    Call, PageError,
    components::{
        blocks::{PageHead, Tab, Tabs},
        form::Field,
        icon::Icon,
        notice::EmptyState,
        shell::Shell,
        table::{Column, DataTable, Filters, Order, PAGE_SIZES, Pagination},
        text::{Cell, Link, Tone},
    },
    pages::{
        shared::{day_zh, light},
        show,
    },
};

/// The stages as tabs: what the address says, and what officers say.
const STAGES: [(&str, &str); 8] = [
    ("on-spot", "当场处罚"),
    ("proposed", "待立案"),
    ("investigating", "调查取证"),
    ("reported", "报告待审核"),
    ("deciding", "告知至决定"),
    ("decided", "送达与履行"),
    ("closed", "已结案"),
    ("not-filed", "不予立案"),
];

/// Which cases the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub stage: Option<String>,
    pub words: Option<String>,
    pub sort: Sort,
    pub after: Option<String>,
    pub per_page: u16,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Changed,
    Due,
    Opened,
}

impl Sort {
    const ALL: [Self; 3] = [Self::Changed, Self::Due, Self::Opened];

    const fn slug(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Due => "due",
            Self::Opened => "opened",
        }
    }

    pub const fn of_rows(self) -> CaseSort {
        match self {
            Self::Changed => CaseSort::Changed,
            Self::Due => CaseSort::Due,
            Self::Opened => CaseSort::Opened,
        }
    }
}

impl Wanted {
    /// Reads the address; what it does not know is as if it were not there.
    pub fn from_query(pairs: &[(String, String)]) -> Self {
        let get = |key: &str| {
            let value = pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim());
            value.filter(|value| !value.is_empty()).map(str::to_owned)
        };
        let per_page = get("per").and_then(|per| per.parse().ok()).unwrap_or(20);
        let sort = get("sort").unwrap_or_default();
        Self {
            stage: get("stage").filter(|stage| STAGES.iter().any(|(slug, _)| slug == stage)),
            words: get("q"),
            sort: Sort::ALL.into_iter().find(|it| it.slug() == sort).unwrap_or_default(),
            after: get("after"),
            per_page: if PAGE_SIZES.contains(&per_page) { per_page } else { 20 },
        }
    }

    pub fn query(&self, limit: i64) -> CaseQuery {
        CaseQuery {
            stage: self.stage.clone(),
            words: self.words.clone(),
            sort: self.sort.of_rows(),
            after: self.after.clone(),
            limit,
        }
    }

    /// The address of this list.
    pub fn href(&self, path: &str) -> String {
        let per = self.per_page.to_string();
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        pairs.extend(self.stage.as_deref().map(|stage| ("stage", stage)));
        pairs.extend(self.words.as_deref().map(|words| ("q", words)));
        if self.sort != Sort::Changed {
            pairs.push(("sort", self.sort.slug()));
        }
        if self.per_page != 20 {
            pairs.push(("per", &per));
        }
        pairs.extend(self.after.as_deref().map(|after| ("after", after)));
        if pairs.is_empty() {
            return path.to_owned();
        }
        format!("{path}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }

    fn first(&self) -> Self {
        Self { after: None, ..self.clone() }
    }
}

#[derive(Template)]
#[template(path = "cases/list.html")]
pub struct ListPage {
    pub shell: Shell,
    pub head: PageHead,
    pub tabs: Tabs,
    pub filters: Filters,
    pub table: DataTable,
}

/// `GET /cases`
pub async fn list(
    call: Call,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let wanted = Wanted::from_query(&pairs);
    let query = wanted.query(i64::from(wanted.per_page));
    let page = call.app().cases(call.actor(), &query).await?;
    let counts = call.app().case_counts(call.actor()).await?;
    let desk = Desk { law: &call.law(), people: &call.people(), today: call.today() };
    let mut table = table(&wanted);
    table.rows = page.rows.iter().map(|row| desk.row(row)).collect();
    table.paging = Some(paging(&wanted, page.next));
    show(&ListPage {
        shell: call.shell("/cases", Vec::new(), "案件").await?,
        head: PageHead::new("案件", "按普通程序和简易程序办理的行政处罚案件"),
        tabs: tabs(&wanted, &counts),
        filters: filters(&wanted),
        table,
    })
}

pub(super) fn tabs(wanted: &Wanted, counts: &[(String, i64)]) -> Tabs {
    let count_of = |stage: &str| {
        let found = counts.iter().find(|(known, _)| known == stage);
        found.and_then(|(_, count)| u64::try_from(*count).ok()).unwrap_or_default()
    };
    let href = |stage: Option<&str>| {
        Wanted { stage: stage.map(str::to_owned), ..wanted.first() }.href("/cases")
    };
    let all: u64 = STAGES.iter().map(|(stage, _)| count_of(stage)).sum();
    let mut tabs = vec![Tab { label: "全部".to_owned(), href: href(None), count: Some(all) }];
    tabs.extend(STAGES.iter().map(|(stage, label)| Tab {
        label: (*label).to_owned(),
        href: href(Some(stage)),
        count: Some(count_of(stage)),
    }));
    Tabs { label: "案件环节".to_owned(), tabs, current: href(wanted.stage.as_deref()) }
}

pub(super) fn filters(wanted: &Wanted) -> Filters {
    let mut hidden = Vec::new();
    hidden.extend(wanted.stage.clone().map(|stage| ("stage".to_owned(), stage)));
    if wanted.sort != Sort::Changed {
        hidden.push(("sort".to_owned(), wanted.sort.slug().to_owned()));
    }
    Filters {
        action: "/cases".to_owned(),
        fields: vec![
            Field::text("q", "案号、案由、当事人或者镇街")
                .value(wanted.words.clone().unwrap_or_default()),
        ],
        more: Vec::new(),
        reset: Wanted { words: None, ..wanted.first() }.href("/cases"),
        hidden,
    }
}

pub(super) fn table(wanted: &Wanted) -> DataTable {
    let sorted = |label: &str, sort: Sort, order: Order| {
        let order = if wanted.sort == sort { order } else { Order::Unsorted };
        Column::new(label).sort(order, Wanted { sort, ..wanted.first() }.href("/cases"))
    };
    let mut table = DataTable::new(
        "案件列表",
        vec![
            Column::new("案号"),
            Column::new("案由和当事人"),
            Column::new("环节"),
            sorted("期限", Sort::Due, Order::Ascending),
            sorted("立案日期", Sort::Opened, Order::Descending),
            sorted("最近变化", Sort::Changed, Order::Descending),
        ],
        EmptyState {
            icon: Icon::Gavel,
            ..EmptyState::new(
                "没有符合条件的案件",
                "中队移交的检查在“检查”中提请立案；也可以换个环节或者词语查询。",
            )
        },
    );
    let all = Wanted { per_page: 20, ..wanted.first() };
    table.tools = vec![Link::new("导出当前筛选（CSV）", all.href("/cases/export.csv"))];
    table
}

pub(super) fn paging(wanted: &Wanted, next: Option<String>) -> Pagination {
    let sized = |per_page| Wanted { per_page, ..wanted.first() }.href("/cases");
    Pagination {
        summary: String::new(),
        first: wanted.after.as_ref().map(|_| wanted.first().href("/cases")),
        previous: None,
        next: next.map(|after| Wanted { after: Some(after), ..wanted.clone() }.href("/cases")),
        per_page: wanted.per_page,
        sizes: PAGE_SIZES.iter().map(|per| (*per, sized(*per))).collect(),
    }
}

/// The stage, with the procedure where it is not the general one.
fn stage(row: &CaseRow) -> String {
    if row.procedure == Procedure::Summary.slug() && !row.stage_name.contains("当场") {
        return format!("{}·{}", Procedure::Summary.name_zh(), row.stage_name);
    }
    row.stage_name.clone()
}

/// What a row is drawn with.
struct Desk<'a> {
    law: &'a Jurisdiction,
    people: &'a Roster,
    today: Date,
}

impl Desk<'_> {
    fn row(&self, row: &CaseRow) -> Vec<Cell> {
        let town = self.law.town(&TownId::new(&row.town)).map_or("", |town| town.name.as_str());
        let number = row.number.clone().unwrap_or_else(|| "尚未立案".to_owned());
        let due: Option<Date> = row.due_on.as_deref().and_then(|day| day.parse().ok());
        let party = format!("{} · {town}", row.party);
        let lead = self.people.name(&PersonId::new(&row.lead));
        vec![
            Cell::link(number, format!("/cases/{}", row.id)),
            Cell::lines(row.title.clone(), party),
            Cell::badge(stage(row), Tone::Info),
            due.map_or(Cell::Blank, |due| Cell::Light(light(self.today, due, &self.law.calendar))),
            row.opened_on.as_deref().map_or(Cell::Blank, |day| Cell::figure(day_zh(day))),
            Cell::lines(day_zh(&row.changed_on), format!("主办：{lead}")),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::{Sort, Wanted};

    fn wanted(pairs: &[(&str, &str)]) -> Wanted {
        let pairs: Vec<(String, String)> =
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Wanted::from_query(&pairs)
    }

    #[test]
    fn the_address_of_a_list_leads_back_to_it() {
        let pairs = [("stage", "deciding"), ("q", "堆放 沙土"), ("sort", "due"), ("per", "50")];
        let it = wanted(&pairs);
        assert_eq!((it.sort, it.per_page), (Sort::Due, 50));
        let href = it.href("/cases");
        let query = href.strip_prefix("/cases?").unwrap();
        let back: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
        assert_eq!(Wanted::from_query(&back), it);
    }

    #[test]
    fn what_the_address_should_not_say_is_left_out() {
        let it = wanted(&[("stage", "nonsense"), ("per", "9999"), ("sort", "x"), ("q", "  ")]);
        assert_eq!(it, Wanted { per_page: 20, ..Wanted::default() });
        assert_eq!(it.href("/cases"), "/cases");
    }
}
