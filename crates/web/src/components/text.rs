//! The smallest parts: links, badges and the contents of a cell.

use askama::{Template, filters::HtmlSafe};

use crate::components::{deadline::DeadlineLight, icon::Icon};

/// A link in words.
#[derive(Clone, Debug, Template)]
#[template(path = "components/link.html")]
pub struct Link {
    pub label: String,
    pub href: String,
}

impl HtmlSafe for Link {}

impl Link {
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// The mood of a badge or notice. It always comes with an icon and words, never as colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Info,
    Good,
    Warning,
    Danger,
}

impl Tone {
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }

    pub fn icon(self) -> Icon {
        match self {
            Self::Plain => Icon::Circle,
            Self::Info => Icon::InfoCircle,
            Self::Good => Icon::CircleCheck,
            Self::Warning => Icon::AlertTriangle,
            Self::Danger => Icon::AlertCircle,
        }
    }
}

/// A short state in a frame, such as 已送达.
#[derive(Clone, Debug, Template)]
#[template(path = "components/badge.html")]
pub struct Badge {
    pub label: String,
    pub tone: Tone,
}

impl HtmlSafe for Badge {}

impl Badge {
    pub fn new(label: impl Into<String>, tone: Tone) -> Self {
        Self { label: label.into(), tone }
    }
}

/// What stands in a table cell or beside a label.
#[derive(Clone, Debug, Template)]
#[template(path = "components/cell.html")]
pub enum Cell {
    /// Nothing to say; drawn as 「—」.
    Blank,
    Text(String),
    /// A main line and a quieter second line.
    Lines(String, String),
    /// Numbers, dates and hashes, in figures of equal width.
    Figure(String),
    Link(Link),
    Badge(Badge),
    Light(DeadlineLight),
    Links(Vec<Link>),
}

impl HtmlSafe for Cell {}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn lines(main: impl Into<String>, second: impl Into<String>) -> Self {
        Self::Lines(main.into(), second.into())
    }

    pub fn figure(text: impl Into<String>) -> Self {
        Self::Figure(text.into())
    }

    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::Link(Link::new(label, href))
    }

    pub fn badge(label: impl Into<String>, tone: Tone) -> Self {
        Self::Badge(Badge::new(label, tone))
    }
}
