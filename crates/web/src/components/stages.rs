//! The procedure as a lit path: what is done, where we are, what comes next, and which clock runs.

use askama::{Template, filters::HtmlSafe};

use crate::components::{deadline::DeadlineLight, icon::Icon};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Done,
    Now,
    Next,
    /// Left out lawfully, for instance a hearing nobody asked for.
    Skipped,
    /// Stands still, for instance 中止.
    Held,
}

impl StepState {
    pub fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
            Self::Skipped => "skipped",
            Self::Held => "held",
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "已完成",
            Self::Now => "当前环节",
            Self::Next => "尚未开始",
            Self::Skipped => "不适用",
            Self::Held => "已中止",
        }
    }

    pub fn icon(self) -> Icon {
        match self {
            Self::Done => Icon::Check,
            Self::Now => Icon::ArrowRight,
            Self::Next => Icon::Circle,
            Self::Skipped => Icon::Ban,
            Self::Held => Icon::ClockPause,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Step {
    pub label: String,
    pub state: StepState,
    pub who: String,
    pub when: String,
    pub clock: Option<DeadlineLight>,
    pub href: Option<String>,
}

impl Step {
    pub fn new(label: impl Into<String>, state: StepState) -> Self {
        Self {
            label: label.into(),
            state,
            who: String::new(),
            when: String::new(),
            clock: None,
            href: None,
        }
    }

    #[must_use]
    pub fn by(mut self, who: impl Into<String>, when: impl Into<String>) -> Self {
        self.who = who.into();
        self.when = when.into();
        self
    }

    #[must_use]
    pub fn clock(mut self, clock: DeadlineLight) -> Self {
        self.clock = Some(clock);
        self
    }

    #[must_use]
    pub fn at(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// An ordered list in HTML, a row on a desk and a column on a phone.
#[derive(Clone, Debug, Template)]
#[template(path = "components/stages.html")]
pub struct StageRail {
    /// What the path is of, for screen readers: 办案流程.
    pub label: String,
    pub steps: Vec<Step>,
}

impl HtmlSafe for StageRail {}
