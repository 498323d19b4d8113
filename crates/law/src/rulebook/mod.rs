//! The rule book: every deadline, amount and ratio with its dates, its article and its doubts.
//!
//! The values live in `packs/national/rules.toml`; a county pack may choose readings of debatable
//! questions and replace the values marked as local, and nothing else.

mod overlay;
mod parameter;
mod read;

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

pub use parameter::{
    Alternative, Confidence, Counting, Deadline, Parameter, ReadingOption, Setting, Value,
};

use crate::{
    calendar::Calendar,
    format::date_zh,
    problem::RowProblem,
    reckoning::{Reckoning, ReckoningProblem, hours_after, reckon_excluding},
    waiting::{Reading, earliest_after, latest_before},
};

/// All parameters and settings in force for a jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleBook {
    rules: BTreeMap<String, Vec<Parameter>>,
    settings: BTreeMap<String, Setting>,
}

/// No version of a rule applies.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleGap {
    /// No rule has that id.
    #[error("规则库中没有“{0}”，请核对规则编号")]
    Unknown(String),
    /// The rule has no version on that day.
    #[error("规则“{id}”在{}没有适用的版本，请由法制审核机构人工确定", date_zh(*on))]
    NoVersion {
        /// The rule.
        id: String,
        /// The day.
        on: Date,
    },
}

/// Why a deadline cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DueProblem {
    /// No version applies.
    #[error(transparent)]
    Gap(#[from] RuleGap),
    /// The period cannot be counted.
    #[error(transparent)]
    Reckoning(#[from] ReckoningProblem),
    /// The rule is not a period, or is counted in the other direction.
    #[error("规则“{0}”不是可以这样推算的期限")]
    NotSuchADeadline(String),
}

impl RuleBook {
    /// Reads a rule book; all bad records, overlaps and gaps are named at once.
    pub fn from_toml(text: &str) -> Result<Self, Vec<RowProblem>> {
        read::rule_book(text)
    }

    /// This rule book with a county's choices and local values laid over it.
    ///
    /// `[settings]` chooses readings (`DB-01 = "permissive"`); `[[rule]]` records replace the
    /// national record of the same id from their first day on, if it is marked `local` or `soft`.
    pub fn with_overrides(&self, text: &str) -> Result<Self, Vec<RowProblem>> {
        overlay::lay_over(self, text)
    }

    /// The version of a rule that applies on a day.
    pub fn at(&self, id: &str, on: Date) -> Result<&Parameter, RuleGap> {
        let versions = self.rules.get(id).ok_or_else(|| RuleGap::Unknown(id.into()))?;
        versions
            .iter()
            .find(|version| version.covers(on))
            .ok_or_else(|| RuleGap::NoVersion { id: id.into(), on })
    }

    /// Every version of every rule, by id and first day.
    pub fn all(&self) -> impl Iterator<Item = &Parameter> {
        self.rules.values().flatten()
    }

    /// The debatable questions with the readings in use.
    pub fn settings(&self) -> impl Iterator<Item = &Setting> {
        self.settings.values()
    }

    /// The reading in use for a debatable question.
    pub fn reading(&self, setting: &str) -> Option<&str> {
        self.settings.get(setting).map(|setting| setting.chosen.as_str())
    }

    /// The last day of a rule's period, by the version in force on the start day.
    pub fn due(&self, id: &str, start: Date, calendar: &Calendar) -> Result<Reckoning, DueProblem> {
        self.due_excluding(id, start, &[], calendar)
    }

    /// As [`RuleBook::due`], leaving out spans of days (first and last day inclusive).
    ///
    /// Whether days may be left out is the caller's question: the sector's rule must say so (DB-11).
    pub fn due_excluding(
        &self,
        id: &str,
        start: Date,
        excluded: &[(Date, Date)],
        calendar: &Calendar,
    ) -> Result<Reckoning, DueProblem> {
        let deadline = self.deadline(id, start, Counting::Within)?;
        count(&deadline, start, excluded, calendar)
    }

    /// As [`RuleBook::due`], by the version in force on another day than the start.
    ///
    /// The limitation period of an act done before the present statute is the case in point.
    pub fn due_as_of(
        &self,
        id: &str,
        in_force_on: Date,
        start: Date,
        calendar: &Calendar,
    ) -> Result<Reckoning, DueProblem> {
        let deadline = self.deadline(id, in_force_on, Counting::Within)?;
        count(&deadline, start, &[], calendar)
    }

    /// The moment a rule's period in hours ends.
    pub fn due_at(&self, id: &str, from: DateTime) -> Result<DateTime, DueProblem> {
        let deadline = self.deadline(id, from.date(), Counting::Within)?;
        Ok(hours_after(from, deadline.period)?)
    }

    /// The earliest lawful day of an act that must wait full working days after a delivery.
    pub fn earliest(
        &self,
        id: &str,
        delivered_on: Date,
        calendar: &Calendar,
    ) -> Result<Date, DueProblem> {
        let (days, reading) = self.full_days(id, delivered_on)?;
        Ok(earliest_after(delivered_on, days, reading, calendar)?)
    }

    /// The latest working day to deliver a notice that must precede an act by full working days.
    pub fn latest_notice(
        &self,
        id: &str,
        act_on: Date,
        calendar: &Calendar,
    ) -> Result<Date, DueProblem> {
        let (days, reading) = self.full_days(id, act_on)?;
        Ok(latest_before(act_on, days, reading, calendar)?)
    }

    /// The deadline of a rule on a day, with the readings in use applied.
    pub fn deadline(&self, id: &str, on: Date, counting: Counting) -> Result<Deadline, DueProblem> {
        let parameter = self.at(id, on)?;
        match &parameter.value {
            Value::Deadline(deadline) if deadline.counting == counting => {
                Ok(self.apply_readings(parameter, deadline.clone()))
            }
            Value::Deadline(_) | Value::Amount(_) | Value::Ratio(_) | Value::Text(_) => {
                Err(DueProblem::NotSuchADeadline(id.into()))
            }
        }
    }

    fn apply_readings(&self, parameter: &Parameter, mut deadline: Deadline) -> Deadline {
        let chosen = parameter
            .alternatives
            .iter()
            .filter(|other| self.reading(&other.setting) == Some(other.reading.as_str()));
        for other in chosen {
            deadline.period = other.period.unwrap_or(deadline.period);
            deadline.roll = other.roll.unwrap_or(deadline.roll);
            deadline.start_offset = other.start_offset.unwrap_or(deadline.start_offset);
        }
        deadline
    }

    fn full_days(&self, id: &str, on: Date) -> Result<(u16, Reading), DueProblem> {
        let period = self.deadline(id, on, Counting::FullDays)?.period;
        let days = match period {
            crate::Period::WorkingDays(days) => days,
            crate::Period::CalendarDays(_)
            | crate::Period::Months(_)
            | crate::Period::Years(_)
            | crate::Period::Hours(_) => return Err(DueProblem::NotSuchADeadline(id.into())),
        };
        let parameter = self.at(id, on)?;
        let permissive =
            parameter.debatable.iter().any(|setting| self.reading(setting) == Some("permissive"));
        Ok((days, if permissive { Reading::Permissive } else { Reading::Conservative }))
    }
}

fn count(
    deadline: &Deadline,
    start: Date,
    excluded: &[(Date, Date)],
    calendar: &Calendar,
) -> Result<Reckoning, DueProblem> {
    let offset = jiff::Span::new()
        .try_days(i64::from(deadline.start_offset))
        .map_err(ReckoningProblem::from)?;
    let start = start.checked_add(offset).map_err(ReckoningProblem::from)?;
    Ok(reckon_excluding(start, deadline.period, deadline.roll, excluded, calendar)?)
}
