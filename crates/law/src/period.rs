//! How long the law allows, and in which kind of day it counts.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A length of time as a statute gives it.
///
/// The kinds are never interchangeable. 《行政处罚法》第八十五条 makes its periods of two, three,
/// five and seven days working days; its ninety days (第六十条) stay calendar days (T-01, T-02).
/// 《行政强制法》第六十九条 does so for all of ten days or less (T-03), 《行政复议法》第八十八条 for
/// its three, five, seven and ten (T-04); each parameter of a pack says which kind it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// 自然日.
    CalendarDays(u16),
    /// 工作日: skips weekends and public holidays, counts make-up workdays (调休).
    WorkingDays(u16),
    /// Calendar months, ending on the corresponding date.
    Months(u16),
    /// Calendar years, ending on the corresponding date.
    Years(u16),
    /// Hours, running through nights and holidays.
    Hours(u16),
}

/// Makes a period of one kind.
type Make = fn(u16) -> Period;

/// Why a text is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是期限，请写成15日、5个工作日、6个月、2年或者24小时")]
pub struct PeriodError(pub String);

impl Period {
    /// Whether the working-day calendar decides where the period ends.
    pub fn needs_calendar(self) -> bool {
        match self {
            Self::WorkingDays(_) => true,
            Self::CalendarDays(_) | Self::Months(_) | Self::Years(_) | Self::Hours(_) => false,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CalendarDays(count) => write!(out, "{count}日"),
            Self::WorkingDays(count) => write!(out, "{count}个工作日"),
            Self::Months(count) => write!(out, "{count}个月"),
            Self::Years(count) => write!(out, "{count}年"),
            Self::Hours(count) => write!(out, "{count}小时"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let bad = || PeriodError(text.into());
        let units: [(&str, Make); 6] = [
            ("个工作日", Self::WorkingDays),
            ("个自然日", Self::CalendarDays),
            ("日", Self::CalendarDays),
            ("个月", Self::Months),
            ("年", Self::Years),
            ("小时", Self::Hours),
        ];
        let (count, make) = units
            .into_iter()
            .find_map(|(unit, make)| text.strip_suffix(unit).map(|count| (count, make)))
            .ok_or_else(bad)?;
        if count.starts_with('0') || !count.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad());
        }
        count.parse().map(make).map_err(|_| bad())
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{Period, PeriodError};

    #[test]
    fn periods_are_written_and_read_back() {
        for (period, text) in [
            (Period::CalendarDays(90), "90日"),
            (Period::WorkingDays(5), "5个工作日"),
            (Period::Months(6), "6个月"),
            (Period::Years(2), "2年"),
            (Period::Hours(24), "24小时"),
        ] {
            assert_eq!(period.to_string(), text);
            assert_eq!(text.parse(), Ok(period));
        }
        assert_eq!("15个自然日".parse(), Ok(Period::CalendarDays(15)));
    }

    #[test]
    fn periods_without_a_unit_or_a_length_are_refused() {
        for text in
            ["", "5", "0日", "-5日", "+5日", "五日", "日", "70000日", "5天", "5 日", "5个工作月"]
        {
            assert_eq!(text.parse::<Period>(), Err(PeriodError(text.into())));
        }
    }

    #[test]
    fn only_working_days_need_the_calendar() {
        assert!(Period::WorkingDays(5).needs_calendar());
        assert!(!Period::CalendarDays(5).needs_calendar());
    }
}
