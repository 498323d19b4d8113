//! The register of articles by fate, name and day, with sums by kind and unit.

use app::{
    ArticleQuery,
    rows::{ArticleRow, ArticleSum},
};
use askama::Template;
use axum::{extract::Query, response::Response};
use domain::cases::MeasureKind;
use jiff::civil::Date;

use crate::{
    Call, PageError,
    components::{
        blocks::{PageHead, Tab, Tabs},
        form::Field,
        notice::EmptyState,
        shell::Shell,
        table::{Column, DataTable, Filters, Pagination},
        text::{Cell, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        shared::{day_zh, light},
        show,
    },
};

/// How many rows stand on a page.
const ROWS: i64 = 20;

/// What may have become of an article: what the address says, and what officers say.
const FATES: [(&str, &str); 7] = [
    ("held", "在控"),
    ("released", "待退还"),
    ("returned", "已退还"),
    ("confiscated", "没收待处理"),
    ("disposed", "已处理"),
    ("converted", "已转为查封、扣押"),
    ("transferred", "已随案移送"),
];

#[derive(Template)]
#[template(path = "articles/list.html")]
pub struct ArticlesPage {
    pub shell: Shell,
    pub head: PageHead,
    pub tabs: Tabs,
    pub filters: Filters,
    pub sums: DataTable,
    pub table: DataTable,
}

/// Which articles the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wanted {
    fate: Option<String>,
    words: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
    after: Option<String>,
}

impl Wanted {
    /// Reads the address; what it does not know is as if it were not there.
    fn from_query(pairs: &[(String, String)]) -> Self {
        let get = |key: &str| {
            let value = pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim());
            value.filter(|value| !value.is_empty()).map(str::to_owned)
        };
        let day = |key: &str| get(key).and_then(|text| text.parse().ok());
        Self {
            fate: get("fate").filter(|fate| FATES.iter().any(|(slug, _)| slug == fate)),
            words: get("q"),
            from: day("from"),
            to: day("to"),
            after: get("after").filter(|after| after.contains('~')),
        }
    }

    fn query(&self) -> ArticleQuery {
        ArticleQuery {
            fate: self.fate.clone(),
            words: self.words.clone(),
            from: self.from.map(|day| day.to_string()),
            to: self.to.map(|day| day.to_string()),
            after: self.after.clone(),
            limit: ROWS,
        }
    }

    fn href(&self) -> String {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        pairs.extend(self.fate.clone().map(|fate| ("fate", fate)));
        pairs.extend(self.words.clone().map(|words| ("q", words)));
        pairs.extend(self.from.map(|day| ("from", day.to_string())));
        pairs.extend(self.to.map(|day| ("to", day.to_string())));
        pairs.extend(self.after.clone().map(|after| ("after", after)));
        if pairs.is_empty() {
            return "/articles".to_owned();
        }
        format!("/articles?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }

    fn first(&self) -> Self {
        Self { after: None, ..self.clone() }
    }
}

/// `GET /articles`
pub async fn list(
    call: Call,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let wanted = Wanted::from_query(&pairs);
    let page = call.app().articles(call.actor(), &wanted.query()).await?;
    let sums = call.app().article_sums(call.actor(), &wanted.query()).await?;
    let mut table = table();
    table.rows = page.rows.iter().map(|row| line(&call, row)).collect();
    table.paging = Some(Pagination {
        summary: "按实施日期从近到远排列".to_owned(),
        first: wanted.after.as_ref().map(|_| wanted.first().href()),
        previous: None,
        next: page.next.map(|after| Wanted { after: Some(after), ..wanted.clone() }.href()),
        per_page: 20,
        sizes: Vec::new(),
    });
    show(&ArticlesPage {
        shell: call.shell("/articles", Vec::new(), "涉案物品").await?,
        head: PageHead::new("涉案物品台账", "查封、扣押、登记保存和没收的物品：数量、保管、去向"),
        tabs: tabs(&wanted),
        filters: filters(&wanted),
        sums: totals(&sums),
        table,
    })
}

fn tabs(wanted: &Wanted) -> Tabs {
    let href =
        |fate: Option<&str>| Wanted { fate: fate.map(str::to_owned), ..wanted.first() }.href();
    let all = Tab { label: "全部".to_owned(), href: href(None), count: None };
    let each = FATES.iter().map(|(slug, label)| Tab {
        label: (*label).to_owned(),
        href: href(Some(slug)),
        count: None,
    });
    Tabs {
        label: "物品去向".to_owned(),
        tabs: std::iter::once(all).chain(each).collect(),
        current: href(wanted.fate.as_deref()),
    }
}

fn filters(wanted: &Wanted) -> Filters {
    let day = |key: &str, label: &str, on: Option<Date>| {
        Field::date(key, label).value(on.map(|on| on.to_string()).unwrap_or_default())
    };
    Filters {
        action: "/articles".to_owned(),
        fields: vec![
            Field::text("q", "物品名称").value(wanted.words.clone().unwrap_or_default()),
            day("from", "实施日期自", wanted.from),
            day("to", "至", wanted.to),
        ],
        more: Vec::new(),
        reset: "/articles".to_owned(),
        hidden: wanted.fate.iter().map(|fate| ("fate".to_owned(), fate.clone())).collect(),
    }
}

/// How much of what, by kind, unit and fate.
fn totals(sums: &[ArticleSum]) -> DataTable {
    let columns =
        vec![Column::new("名称"), Column::new("单位"), Column::new("去向"), Column::number("数量")];
    let empty = EmptyState::new("没有可以合计的物品", "换个条件再查询。");
    let mut table = DataTable::new("按名称和单位合计（最多列二十一项）", columns, empty);
    table.rows = sums
        .iter()
        .map(|sum| {
            let fate = FATES.iter().find(|(slug, _)| *slug == sum.fate);
            vec![
                Cell::text(sum.name.clone()),
                Cell::text(sum.measured_in.clone()),
                Cell::text(fate.map_or(sum.fate.as_str(), |(_, label)| label)),
                Cell::figure(quantity(sum.quantity)),
            ]
        })
        .collect();
    table
}

fn table() -> DataTable {
    let columns = ["标签号", "物品", "数量", "措施和案件", "保管地点", "期限", "去向"];
    let empty =
        EmptyState::new("没有符合条件的物品", "实施查封、扣押或者登记保存后，物品会列在这里。");
    DataTable::new("物品", columns.map(Column::new).into(), empty)
}

fn line(call: &Call, row: &ArticleRow) -> Vec<Cell> {
    let kind = MeasureKind::ALL.into_iter().find(|kind| kind.slug() == row.kind);
    let kind = kind.map_or(row.kind.as_str(), |kind| kind.name_zh());
    let due: Option<Date> = row.due_on.parse().ok();
    let ended = if row.ended_on.is_empty() { String::new() } else { day_zh(&row.ended_on) };
    let tone = if row.ended_on.is_empty() { Tone::Warning } else { Tone::Plain };
    let fate = if ended.is_empty() {
        Cell::badge(row.fate_name.clone(), tone)
    } else {
        Cell::lines(row.fate_name.clone(), format!("{ended}{}", row.manner))
    };
    let number = row.number.clone().unwrap_or_else(|| "尚未立案".to_owned());
    vec![
        Cell::figure(row.label.clone()),
        Cell::text(row.name.clone()),
        Cell::text(format!("{}{}", quantity(row.quantity), row.measured_in)),
        Cell::link(
            format!("{}{kind}，{number}", day_zh(&row.taken_on)),
            format!("/cases/{}#measures", row.case_id),
        ),
        Cell::text(row.custody.clone()),
        due.map_or(Cell::Blank, |due| Cell::Light(light(call.today(), due, &call.law().calendar))),
        fate,
    ]
}

/// Hundredths as a person writes them.
fn quantity(hundredths: i64) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    match part {
        0 => whole.to_string(),
        _ if part % 10 == 0 => format!("{whole}.{}", part / 10),
        _ => format!("{whole}.{part:02}"),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let page = |table: DataTable, sums: &[ArticleSum]| ArticlesPage {
        shell: sample_shell("/articles", "涉案物品"),
        head: PageHead::new("涉案物品台账", ""),
        tabs: tabs(&Wanted::default()),
        filters: filters(&Wanted::default()),
        sums: totals(sums),
        table,
    };
    let mut full = table();
    let mut cells = vec![Cell::figure("EXMPL1-01"), Cell::text("地笼"), Cell::text("500个")];
    cells.extend([
        Cell::link("扣押", "/cases/1"),
        Cell::text("示例库房"),
        Cell::Blank,
        Cell::Blank,
    ]);
    full.rows = vec![cells];
    let sum = ArticleSum {
        name: "地笼".to_owned(),
        measured_in: "个".to_owned(),
        fate: "held".to_owned(),
        quantity: 50_000,
    };
    vec![
        Sample::of("articles", &page(full, &[sum])),
        Sample::of("articles none", &page(table(), &[])),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_register_leads_back_to_it() {
        let pairs = [("fate", "held"), ("q", "渔网 地笼"), ("from", "2026-01-01")];
        let pairs: Vec<(String, String)> =
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let it = Wanted::from_query(&pairs);
        let href = it.href();
        let query = href.strip_prefix("/articles?").unwrap();
        let back: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
        assert_eq!(Wanted::from_query(&back), it);
    }

    #[test]
    fn what_the_address_should_not_say_is_left_out() {
        let pairs = [("fate", "eaten"), ("from", "yesterday"), ("after", "x")];
        let pairs: Vec<(String, String)> =
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        assert_eq!(Wanted::from_query(&pairs), Wanted::default());
    }

    #[test]
    fn a_quantity_is_written_without_needless_zeros() {
        let written = [30_000, 1_250, 1, 105].map(quantity);
        assert_eq!(written, ["300", "12.5", "0.01", "1.05"]);
    }
}
