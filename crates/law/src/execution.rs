//! When compulsory execution may be carried out: not at night, not on public holidays.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, CalendarGap, DayKind};

/// The hour from which it is night.
const NIGHT_FROM: i8 = 22;
/// The hour from which it is no longer night.
const NIGHT_UNTIL: i8 = 6;

/// Whether ordinary weekends count as 法定节假日 (DB-13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeekendReading {
    /// Weekends are blocked too; make-up workdays are not.
    Blocked,
    /// Only public holidays are blocked.
    Allowed,
}

/// Why execution may not be carried out at a moment, unless the matter is urgent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExecutionObstacle {
    /// It is night.
    #[error(
        "夜间（22时至次日6时）不得实施行政强制执行，情况紧急的除外（《行政强制法》第四十三条第一款）"
    )]
    Night,
    /// It is a public holiday.
    #[error(
        "该日为{0}放假，不得实施行政强制执行，情况紧急的除外（《行政强制法》第四十三条第一款）"
    )]
    Holiday(String),
    /// It is an ordinary weekend and the county reads the law strictly.
    #[error(
        "该日为周末，本地按节假日处理，不实施行政强制执行，情况紧急的除外（《行政强制法》第四十三条第一款）"
    )]
    Weekend,
    /// The calendar does not know the day.
    #[error(transparent)]
    Gap(#[from] CalendarGap),
}

/// Decides whether execution may be carried out at a moment without urgency.
///
/// # Law
/// 《行政强制法》第四十三条第一款.
// LEGAL-Q 2026-11-21 (法制审核机构): 第四十三条 does not define 夜间. Until then it is the night of
// 《生态环境法典》第五百七十二条, 22:00 inclusive to 06:00 exclusive.
pub fn may_execute(
    moment: DateTime,
    weekends: WeekendReading,
    calendar: &Calendar,
) -> Result<(), ExecutionObstacle> {
    if moment.hour() < NIGHT_UNTIL || NIGHT_FROM <= moment.hour() {
        return Err(ExecutionObstacle::Night);
    }
    match (calendar.kind(moment.date())?, weekends) {
        (DayKind::Holiday(name), _) => Err(ExecutionObstacle::Holiday(name.into())),
        (DayKind::Weekend, WeekendReading::Blocked) => Err(ExecutionObstacle::Weekend),
        (DayKind::Weekend, WeekendReading::Allowed)
        | (DayKind::Workday | DayKind::MakeUpWorkday, _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::{ExecutionObstacle, WeekendReading, may_execute};
    use crate::calendar::Calendar;

    #[test]
    fn the_night_begins_at_ten_and_ends_at_six() {
        let calendar =
            Calendar::from_csv(include_str!("../../../packs/national/calendar.csv")).unwrap();
        let ask = |hour, minute| {
            may_execute(
                datetime(2026, 9, 21, hour, minute, 0, 0),
                WeekendReading::Blocked,
                &calendar,
            )
        };
        assert_eq!(ask(21, 59), Ok(()));
        assert_eq!(ask(22, 0), Err(ExecutionObstacle::Night));
        assert_eq!(ask(5, 59), Err(ExecutionObstacle::Night));
        assert_eq!(ask(6, 0), Ok(()));
    }
}
