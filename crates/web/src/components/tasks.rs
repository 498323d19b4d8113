//! The rows of an inbox: what waits for this person, soonest first as the page orders it.

use askama::{Template, filters::HtmlSafe};

use crate::components::{deadline::DeadlineLight, notice::EmptyState, text::Badge};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    Unread,
    Read,
}

#[derive(Clone, Debug)]
pub struct Task {
    pub title: String,
    pub href: String,
    /// The kind of work: 立案审批, 送达.
    pub kind: Badge,
    /// Whom or what it concerns, in one line.
    pub about: String,
    /// Who sent it, and when it came.
    pub from: String,
    pub deadline: Option<DeadlineLight>,
    pub reading: Reading,
}

impl Task {
    pub fn is_unread(&self) -> bool {
        self.reading == Reading::Unread
    }
}

#[derive(Clone, Debug, Template)]
#[template(path = "components/tasks.html")]
pub struct TaskList {
    pub label: String,
    pub tasks: Vec<Task>,
    pub empty: EmptyState,
}

impl HtmlSafe for TaskList {}
