//! What one dated parameter of the law is made of.

use std::fmt;

use jiff::civil::Date;

use crate::{
    cite::Cite,
    money::{Fen, Percent},
    period::Period,
    reckoning::Roll,
};

/// One step of one rule: a value with its first day, its last day and its basis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The rule's id, such as `AP-53`; parts of one rule are `AC-08.extension`.
    pub id: String,
    /// Its name in Chinese.
    pub name: String,
    /// The value.
    pub value: Value,
    /// The first day on which the value applies.
    pub first_day: Date,
    /// The last day on which it applies; none while it still does.
    pub last_day: Option<Date>,
    /// The articles it rests on; the first is the main one.
    pub cites: Vec<Cite>,
    /// The basis where it is not an article of a statute.
    pub source: Option<String>,
    /// How sure the text of the basis is.
    pub confidence: Confidence,
    /// Whether the law leaves the value to the authority, so that it warns and never blocks.
    pub soft: bool,
    /// Whether a county pack may replace the value.
    pub local: bool,
    /// The debatable questions the value depends on, such as `DB-03`.
    pub debatable: Vec<String>,
    /// What other readings change.
    pub alternatives: Vec<Alternative>,
    /// What the reader must know.
    pub remark: String,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A period with its way of counting.
    Deadline(Deadline),
    /// A sum of money; bounds are inclusive.
    Amount(Fen),
    /// A share.
    Ratio(Percent),
    /// Anything else, in words.
    Text(String),
}

/// A period with its way of counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// How long.
    pub period: Period,
    /// What happens when it ends on a day of rest.
    pub roll: Roll,
    /// Within the period, or after it has fully passed.
    pub counting: Counting,
    /// The event that starts the clock, in Chinese.
    pub start: String,
    /// Days by which a reading moves day zero (−1: the day of the event is day one).
    pub start_offset: i8,
}

/// On which side of the period the act lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counting {
    /// The act must be done within the period.
    Within,
    /// The act must wait until full days have passed, or be announced so many full days ahead.
    FullDays,
}

/// How sure the basis is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// The text was read.
    Certain,
    /// The text is recalled or read in excerpt.
    Likely,
    /// A lawyer must open the text before it is relied on.
    Check,
}

/// What a debatable reading changes in a deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The question: `DB-03`.
    pub setting: String,
    /// The reading that has this effect.
    pub reading: String,
    /// Another period.
    pub period: Option<Period>,
    /// Another treatment of days of rest.
    pub roll: Option<Roll>,
    /// Another day zero.
    pub start_offset: Option<i8>,
}

/// A debatable question with its readings and the one in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The question's id: `DB-01`.
    pub id: String,
    /// The question in Chinese.
    pub question: String,
    /// The readings on offer.
    pub readings: Vec<ReadingOption>,
    /// The reading used unless a county pack chooses another.
    pub default: String,
    /// The reading in use.
    pub chosen: String,
}

/// One reading of a debatable question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingOption {
    /// Its id, in English.
    pub id: String,
    /// What it means, in Chinese.
    pub label: String,
}

impl Parameter {
    /// Whether the parameter applies on a day, bounds inclusive.
    pub fn covers(&self, day: Date) -> bool {
        self.first_day <= day && self.last_day.is_none_or(|last| day <= last)
    }

    /// The main article, if the basis is an article.
    pub fn cite(&self) -> Option<&Cite> {
        self.cites.first()
    }

    /// The basis in words: the articles, then any other source.
    pub fn basis(&self) -> String {
        let mut parts: Vec<String> = self.cites.iter().map(ToString::to_string).collect();
        parts.extend(self.source.clone());
        parts.join("、")
    }

    /// The sum of money, if the value is one.
    pub fn amount(&self) -> Option<Fen> {
        match self.value {
            Value::Amount(amount) => Some(amount),
            Value::Deadline(_) | Value::Ratio(_) | Value::Text(_) => None,
        }
    }

    /// The share, if the value is one.
    pub fn ratio(&self) -> Option<Percent> {
        match self.value {
            Value::Ratio(percent) => Some(percent),
            Value::Deadline(_) | Value::Amount(_) | Value::Text(_) => None,
        }
    }

    /// Whether a sum stays within the amount; the bound itself is within (以下含本数).
    pub fn allows(&self, sum: Fen) -> Option<bool> {
        self.amount().map(|most| sum <= most)
    }

    /// Whether a sum reaches the amount; the bound itself reaches it (以上含本数).
    pub fn reached_by(&self, sum: Fen) -> Option<bool> {
        self.amount().map(|least| least <= sum)
    }
}

impl Confidence {
    /// The word shown to officers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Certain => "已核对原文",
            Self::Likely => "大体可靠",
            Self::Check => "待核对原文",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deadline(deadline) => write!(out, "{}", deadline.period),
            Self::Amount(amount) => write!(out, "{amount}"),
            Self::Ratio(percent) => write!(out, "{percent}"),
            Self::Text(text) => write!(out, "{text}"),
        }
    }
}
