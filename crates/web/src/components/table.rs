//! Lists: a table with sortable headers and a filter row, turned page by page with keyset links.
//!
//! Every state of a list lives in its address; nothing here remembers anything.

use askama::{Template, filters::HtmlSafe};

use crate::components::{
    form::Field,
    icon::Icon,
    notice::EmptyState,
    text::{Cell, Link},
};

pub const PAGE_SIZES: [u16; 4] = [10, 20, 50, 100];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Unsorted,
    Ascending,
    Descending,
}

impl Order {
    pub fn aria(self) -> &'static str {
        match self {
            Self::Unsorted => "none",
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Unsorted => "未排序",
            Self::Ascending => "升序",
            Self::Descending => "降序",
        }
    }

    pub fn icon(self) -> Option<Icon> {
        match self {
            Self::Unsorted => None,
            Self::Ascending => Some(Icon::SortAscending),
            Self::Descending => Some(Icon::SortDescending),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Start,
    End,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub label: String,
    pub align: Align,
    pub order: Order,
    /// The address that sorts by this column the other way.
    pub sort: Option<String>,
}

impl Column {
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), align: Align::Start, order: Order::Unsorted, sort: None }
    }

    /// A column of numbers, set flush right.
    pub fn number(label: impl Into<String>) -> Self {
        Self { align: Align::End, ..Self::new(label) }
    }

    #[must_use]
    pub fn sort(mut self, order: Order, href: impl Into<String>) -> Self {
        self.order = order;
        self.sort = Some(href.into());
        self
    }

    pub fn is_end(&self) -> bool {
        self.align == Align::End
    }
}

/// Keyset paging: there is a way on and a way back, and no page number to jump to.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "components/pagination.html")]
pub struct Pagination {
    /// 共 1,203 件, or what is known; empty if nothing is.
    pub summary: String,
    pub first: Option<String>,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub per_page: u16,
    /// The address for each of `PAGE_SIZES`.
    pub sizes: Vec<(u16, String)>,
}

impl HtmlSafe for Pagination {}

/// 查询条件: the first few always in sight, the others behind 展开/收起.
#[derive(Clone, Debug, Template)]
#[template(path = "components/filters.html")]
pub struct Filters {
    pub action: String,
    pub fields: Vec<Field>,
    pub more: Vec<Field>,
    pub reset: String,
    /// What the address must keep, such as the tab.
    pub hidden: Vec<(String, String)>,
}

impl HtmlSafe for Filters {}

impl Filters {
    /// The folded part is shown open if one of its fields is filled in.
    pub fn is_open(&self) -> bool {
        self.more.iter().any(|field| !field.value.is_empty())
    }
}

#[derive(Clone, Debug, Template)]
#[template(path = "components/table.html")]
pub struct DataTable {
    /// What the table shows, read out before it.
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    pub empty: EmptyState,
    pub paging: Option<Pagination>,
    /// Links above the table, such as 导出当前筛选.
    pub tools: Vec<Link>,
}

impl HtmlSafe for DataTable {}

impl DataTable {
    pub fn new(caption: impl Into<String>, columns: Vec<Column>, empty: EmptyState) -> Self {
        Self {
            caption: caption.into(),
            columns,
            rows: Vec::new(),
            empty,
            paging: None,
            tools: Vec::new(),
        }
    }

    /// The cells of a row with the column each stands in; cells beyond the last column are left out.
    pub fn row<'a>(&'a self, cells: &'a [Cell]) -> Vec<(&'a Column, &'a Cell)> {
        self.columns.iter().zip(cells).collect()
    }
}
