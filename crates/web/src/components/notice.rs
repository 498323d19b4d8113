//! What the interface tells a person: notices, refusals, empty places and questions before an act.

use askama::{Template, filters::HtmlSafe};

use crate::components::{
    form::FORM_TOKEN_FIELD,
    icon::Icon,
    text::{Link, Tone},
};

/// A message at the top of the page, after an act or about the page.
#[derive(Clone, Debug, Template)]
#[template(path = "components/notice.html")]
pub struct Notice {
    pub tone: Tone,
    pub text: String,
    pub next: Option<Link>,
}

impl HtmlSafe for Notice {}

impl Notice {
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into(), next: None }
    }

    #[must_use]
    pub fn then(mut self, next: Link) -> Self {
        self.next = Some(next);
        self
    }
}

/// A refusal in three parts: 什么没办成，为什么（依据），怎么办.
#[derive(Clone, Debug, Template)]
#[template(path = "components/refusal.html")]
pub struct RefusalBox {
    pub code: String,
    pub what: String,
    pub why: String,
    pub clause: Option<Link>,
    pub next: Vec<Link>,
}

impl HtmlSafe for RefusalBox {}

/// An empty place that says what would stand here and how to begin.
#[derive(Clone, Debug, Template)]
#[template(path = "components/empty.html")]
pub struct EmptyState {
    pub icon: Icon,
    pub title: String,
    pub hint: String,
    pub action: Option<Link>,
}

impl HtmlSafe for EmptyState {}

impl EmptyState {
    pub fn new(title: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { icon: Icon::Inbox, title: title.into(), hint: hint.into(), action: None }
    }
}

/// A question on a page of its own: 确定要…吗？
#[derive(Clone, Debug, Template)]
#[template(path = "components/confirm.html")]
pub struct ConfirmPage {
    pub tone: Tone,
    pub question: String,
    /// What will happen, and what cannot be taken back.
    pub consequences: Vec<String>,
    pub action: String,
    pub token: String,
    /// What the act needs besides the token.
    pub hidden: Vec<(String, String)>,
    pub confirm_label: String,
    pub cancel: Link,
}

impl HtmlSafe for ConfirmPage {}
