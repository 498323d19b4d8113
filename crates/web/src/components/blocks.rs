//! Blocks that arrange a page: its head, its tabs, its panels, label and value pairs.

use askama::{Template, filters::HtmlSafe};

use crate::components::text::{Badge, Cell, Link};

/// The way back up: the last one is the page itself and is not a link.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "components/breadcrumb.html")]
pub struct Breadcrumb {
    pub above: Vec<Link>,
    pub here: String,
}

impl HtmlSafe for Breadcrumb {}

/// The head of a page: the only `<h1>`, with its state and the acts that belong to the whole page.
#[derive(Clone, Debug, Template)]
#[template(path = "components/page_head.html")]
pub struct PageHead {
    pub title: String,
    /// 案号, 文号 or a short explanation under the title.
    pub under: String,
    pub badges: Vec<Badge>,
    pub links: Vec<Link>,
}

impl HtmlSafe for PageHead {}

impl PageHead {
    pub fn new(title: impl Into<String>, under: impl Into<String>) -> Self {
        Self { title: title.into(), under: under.into(), badges: Vec::new(), links: Vec::new() }
    }
}

#[derive(Clone, Debug)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub count: Option<u64>,
}

/// Tabs are links: each tab is a page with its own address.
#[derive(Clone, Debug, Template)]
#[template(path = "components/tabs.html")]
pub struct Tabs {
    pub label: String,
    pub tabs: Vec<Tab>,
    /// The address of the tab that is open.
    pub current: String,
}

impl HtmlSafe for Tabs {}

#[derive(Clone, Debug)]
pub struct Pair {
    pub label: String,
    pub value: Cell,
    /// The basis or a remark in small print; empty if none.
    pub note: String,
}

impl Pair {
    pub fn new(label: impl Into<String>, value: Cell) -> Self {
        Self { label: label.into(), value, note: String::new() }
    }

    pub fn text(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(label, Cell::Text(value.into()))
    }

    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// A description list in two columns on a desk and one on a phone.
#[derive(Clone, Debug, Template)]
#[template(path = "components/key_value.html")]
pub struct KeyValue {
    pub pairs: Vec<Pair>,
}

impl HtmlSafe for KeyValue {}

/// A figure at the top of a desk, such as 待办 12.
#[derive(Clone, Debug)]
pub struct Tile {
    pub label: String,
    pub figure: String,
    pub note: String,
    pub href: Option<String>,
}

#[derive(Clone, Debug, Template)]
#[template(path = "components/tiles.html")]
pub struct Tiles {
    pub tiles: Vec<Tile>,
}

impl HtmlSafe for Tiles {}
