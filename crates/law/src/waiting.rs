//! Waiting periods: acts that are lawful only after full working days, and notices given ahead.
//!
//! “七日前通知” and “送达十日后” are read in two ways (DB-01, DB-02, DB-25); both are here and the
//! rule book says which one applies.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{calendar::Calendar, reckoning::ReckoningProblem};

/// How “N days before” and “N days after” are read.
// LEGAL-Q 2026-11-21 (法制审核机构): whether N full working days must lie strictly between the two
// acts (《行政处罚法》第六十四条第二项、《行政强制法》第五十一条、第五十四条). Until then they must.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// N full working days lie strictly between the two acts.
    Conservative,
    /// The second act may fall on the N-th working day.
    Permissive,
}

/// The earliest day of an act that must wait so many working days after a delivery.
///
/// # Law
/// 《行政处罚法》第六十四条第二项; 《行政强制法》第五十一条、第五十四条.
pub fn earliest_after(
    delivered_on: Date,
    working_days: u16,
    reading: Reading,
    calendar: &Calendar,
) -> Result<Date, ReckoningProblem> {
    step(delivered_on, working_days, reading, |day| {
        let next = day.tomorrow()?;
        Ok((next, calendar.is_working(next)?))
    })
}

/// The latest working day on which a notice may be delivered so many working days before an act.
///
/// # Law
/// 《行政处罚法》第六十四条第二项.
pub fn latest_before(
    act_on: Date,
    working_days: u16,
    reading: Reading,
    calendar: &Calendar,
) -> Result<Date, ReckoningProblem> {
    step(act_on, working_days, reading, |day| {
        let before = day.yesterday()?;
        Ok((before, calendar.is_working(before)?))
    })
}

fn step(
    from: Date,
    working_days: u16,
    reading: Reading,
    neighbour: impl Fn(Date) -> Result<(Date, bool), ReckoningProblem>,
) -> Result<Date, ReckoningProblem> {
    let needed = u32::from(working_days)
        + match reading {
            Reading::Conservative => 1,
            Reading::Permissive => 0,
        };
    let mut day = from;
    let mut reached = 0;
    while reached < needed {
        let (next, working) = neighbour(day)?;
        day = next;
        reached += u32::from(working);
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Reading, earliest_after, latest_before};
    use crate::{calendar::Calendar, reckoning::ReckoningProblem};

    fn calendar() -> Calendar {
        Calendar::from_csv(include_str!("../../../packs/national/calendar.csv")).unwrap()
    }

    #[test]
    fn the_conservative_reading_leaves_full_days_between() {
        let calendar = calendar();
        let from = date(2026, 3, 9);
        assert_eq!(
            earliest_after(from, 3, Reading::Conservative, &calendar),
            Ok(date(2026, 3, 13))
        );
        assert_eq!(earliest_after(from, 3, Reading::Permissive, &calendar), Ok(date(2026, 3, 12)));
        let act = date(2026, 3, 13);
        assert_eq!(latest_before(act, 3, Reading::Conservative, &calendar), Ok(from));
        assert_eq!(latest_before(act, 3, Reading::Permissive, &calendar), Ok(date(2026, 3, 10)));
    }

    #[test]
    fn waiting_before_the_calendar_begins_is_refused() {
        let answer = latest_before(date(2020, 1, 2), 7, Reading::Conservative, &calendar());
        assert!(matches!(answer, Err(ReckoningProblem::Gap(_))));
    }
}
