//! A framed part of a case page: a title and what stands under it.

use askama::{Template, filters::HtmlSafe};

use crate::components::{
    actions::ActionBar,
    blocks::{KeyValue, Tabs},
    deadline::DeadlineLight,
    notice::{EmptyState, Notice, RefusalBox},
    records::{DocumentList, EvidenceGallery, Timeline},
    table::DataTable,
    text::Link,
};

/// What may stand in a panel.
#[derive(Clone, Debug, Template)]
#[template(path = "cases/part.html")]
pub enum Part {
    Pairs(KeyValue),
    Table(Box<DataTable>),
    /// Paragraphs, one a line.
    Words(String),
    /// Remarks in a quieter tone.
    Quiet(String),
    Notice(Notice),
    Refusal(RefusalBox),
    Papers(DocumentList),
    Gallery(EvidenceGallery),
    Record(Timeline),
    Acts(ActionBar),
    Links(Vec<Link>),
    Light(DeadlineLight),
    Tabs(Tabs),
    Nothing(EmptyState),
    /// Shown when it is unfolded: the words to unfold it by, and the parts.
    Folded(String, Vec<Part>),
}

impl HtmlSafe for Part {}

impl Part {
    pub fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }

    pub fn table(table: DataTable) -> Self {
        Self::Table(Box::new(table))
    }
}

/// A framed part of a page.
#[derive(Clone, Debug, Template)]
#[template(path = "cases/panel.html")]
pub struct Panel {
    /// What an address may point at.
    pub id: &'static str,
    pub title: String,
    pub parts: Vec<Part>,
}

impl HtmlSafe for Panel {}

impl Panel {
    pub fn new(id: &'static str, title: impl Into<String>) -> Self {
        Self { id, title: title.into(), parts: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    #[must_use]
    pub fn maybe(mut self, part: Option<Part>) -> Self {
        self.parts.extend(part);
        self
    }
}
