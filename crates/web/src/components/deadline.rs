//! The light of a deadline: a colour, words that say the same, and the clause it comes from.
//!
//! It is told how much time is left and never counts days itself.

use askama::{Template, filters::HtmlSafe};

use crate::components::{icon::Icon, text::Link};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// Far enough away.
    Green,
    /// Close: 预警.
    Yellow,
    /// Today or tomorrow: 报警.
    Red,
    /// The last day has passed: 已逾期.
    Overdue,
    /// 中止 or 扣除期间: the clock stands still.
    Paused,
    /// Done in time.
    Met,
    /// A period of the party's own that has run out: nobody is late by it.
    Ended,
}

impl Light {
    pub fn class(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::Overdue => "overdue",
            Self::Paused | Self::Ended => "paused",
            Self::Met => "met",
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Green => "正常",
            Self::Yellow => "临近",
            Self::Red => "紧迫",
            Self::Overdue => "已逾期",
            Self::Paused => "停止计算",
            Self::Met => "已按期完成",
            Self::Ended => "已届满",
        }
    }

    pub fn icon(self) -> Icon {
        match self {
            Self::Green => Icon::Clock,
            Self::Yellow => Icon::AlertTriangle,
            Self::Red | Self::Overdue => Icon::AlertCircle,
            Self::Paused => Icon::ClockPause,
            Self::Met | Self::Ended => Icon::CircleCheck,
        }
    }
}

/// `[!] 紧迫 · 剩余 1 个工作日 · 2026年3月10日届满 · 《行政处罚法》第六十条`
#[derive(Clone, Debug, Template)]
#[template(path = "components/deadline.html")]
pub struct DeadlineLight {
    pub light: Light,
    /// What is due, such as 作出处罚决定; empty where the place already says it.
    pub subject: String,
    /// 剩余 3 个工作日, 逾期 2 日.
    pub left: String,
    /// The last day in words; empty if the clock stands still.
    pub due: String,
    pub clause: Option<Link>,
}

impl HtmlSafe for DeadlineLight {}

impl DeadlineLight {
    pub fn new(light: Light, left: impl Into<String>, due: impl Into<String>) -> Self {
        Self { light, subject: String::new(), left: left.into(), due: due.into(), clause: None }
    }

    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = subject.into();
        self
    }

    #[must_use]
    pub fn under(mut self, clause: Link) -> Self {
        self.clause = Some(clause);
        self
    }
}
