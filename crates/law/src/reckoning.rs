//! Counting a period from the day it starts to the day it ends, with every step explained.
//!
//! The day of the event is day zero and never counted (《民事诉讼法》第八十五条第二款). What a period
//! is and whether it rolls over a holiday is said by the caller, usually through `crate::rulebook`.

use jiff::{
    Span,
    civil::{Date, DateTime},
};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{Calendar, CalendarGap},
    format::{date_zh, weekday_zh},
    period::Period,
    tally,
};

/// What happens when the last day is not a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Roll {
    /// The period ends on its last day whatever that day is.
    Strict,
    /// The period ends on the next working day (《民事诉讼法》第八十五条第三款, T-07).
    NextWorkingDay,
}

/// One period counted out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reckoning {
    /// Day zero, not counted.
    pub start: Date,
    /// What was counted.
    pub period: Period,
    /// The last day before rolling.
    pub strict: Date,
    /// The last day on which the act is in time, inclusive.
    pub last: Date,
    /// Whether `last` was moved from a day of rest.
    pub rolled: bool,
    /// Whether a day beyond the announced calendar decided the answer.
    pub provisional: bool,
    /// The days passed: all of them up to sixty days, otherwise the turning points.
    pub days: Vec<CountedDay>,
}

/// One day of a reckoning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedDay {
    /// The day.
    pub date: Date,
    /// Its number within the period; none when it is not counted.
    pub counted: Option<u16>,
    /// Why it is or is not counted, in Chinese.
    pub why: String,
}

/// Why a period cannot be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReckoningProblem {
    /// The calendar does not reach back that far.
    #[error(transparent)]
    Gap(#[from] CalendarGap),
    /// A period in hours was counted from a day.
    #[error("以小时计算的期限须从具体时刻起算，请填写起算的时和分")]
    HoursNeedAnInstant,
    /// A period in days was counted from an instant as if it were hours.
    #[error("该期限不以小时计算，请按日期起算")]
    NotInHours,
    /// The answer lies after the year 9999.
    #[error("期限超出可以计算的范围，请核对起算日和期限")]
    BeyondRange,
}

impl From<jiff::Error> for ReckoningProblem {
    fn from(_: jiff::Error) -> Self {
        Self::BeyondRange
    }
}

/// Counts a period from a start day.
///
/// # Law
/// 《行政处罚法》第八十五条; 《行政强制法》第六十九条; 《民事诉讼法》第八十五条; 《民法典》第二百零二条
/// (T-06, T-08, MT-04).
pub fn reckon(
    start: Date,
    period: Period,
    roll: Roll,
    calendar: &Calendar,
) -> Result<Reckoning, ReckoningProblem> {
    reckon_excluding(start, period, roll, &[], calendar)
}

/// Counts a period from a start day, leaving out spans of days (first and last day inclusive).
///
/// # Law
/// 《行政强制法》第二十五条第三款, for the days of testing and appraisal.
pub fn reckon_excluding(
    start: Date,
    period: Period,
    roll: Roll,
    excluded: &[(Date, Date)],
    calendar: &Calendar,
) -> Result<Reckoning, ReckoningProblem> {
    let strict = strict_end(start, period, excluded, calendar)?;
    let last = match roll {
        Roll::Strict => strict,
        Roll::NextWorkingDay => calendar.working_on_or_after(strict)?,
    };
    let provisional = match roll {
        Roll::Strict => period.needs_calendar() && calendar.is_provisional(last),
        Roll::NextWorkingDay => calendar.is_provisional(last),
    };
    let mut reckoning = Reckoning {
        start,
        period,
        strict,
        last,
        rolled: strict != last,
        provisional,
        days: Vec::new(),
    };
    reckoning.days = tally::days(&reckoning, excluded, calendar)?;
    Ok(reckoning)
}

/// The moment a period in hours ends; hours run through nights and holidays and never roll.
///
/// # Law
/// 《行政强制法》第十九条; 《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款 (T-12).
pub fn hours_after(from: DateTime, period: Period) -> Result<DateTime, ReckoningProblem> {
    match period {
        Period::Hours(hours) => Ok(from.checked_add(Span::new().try_hours(hours)?)?),
        Period::CalendarDays(_) | Period::WorkingDays(_) | Period::Months(_) | Period::Years(_) => {
            Err(ReckoningProblem::NotInHours)
        }
    }
}

/// How many working days remain after today up to the last day; negative when it has passed.
///
/// Today is not counted, the last day is: zero means that today is the last working day.
pub fn working_days_left(today: Date, last: Date, calendar: &Calendar) -> Result<i32, CalendarGap> {
    let (from, to, sign) = if today <= last { (today, last, 1) } else { (last, today, -1) };
    let mut count = 0;
    let mut day = from;
    while day < to {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        if calendar.is_working(day)? {
            count += sign;
        }
    }
    Ok(count)
}

impl Reckoning {
    /// The reckoning in Chinese sentences, one line each, for a case page or a document's annex.
    pub fn explain(&self) -> Vec<String> {
        let full = |day: Date| format!("{}（{}）", date_zh(day), weekday_zh(day));
        let mut lines =
            vec![format!("自{}起算，当日不计入，期限为{}。", full(self.start), self.period)];
        for (first, last, why) in tally::skipped(&self.days, self.strict) {
            if first == last {
                lines.push(format!("{}：{why}，不计入。", full(first)));
            } else {
                lines.push(format!("{}至{}：{why}，不计入。", full(first), full(last)));
            }
        }
        if self.rolled {
            lines.push(format!(
                "期限原于{}届满，该日不是工作日，顺延至{}。",
                full(self.strict),
                full(self.last)
            ));
        } else {
            lines.push(format!("期限于{}届满，当日仍在期限内。", full(self.last)));
        }
        if self.provisional {
            lines.push(format!(
                "{}年放假安排尚未公布，本结果按周末推算，公布后须重新计算。",
                self.last.year()
            ));
        }
        lines
    }
}

/// Whether a day lies in one of the spans, bounds inclusive.
pub(crate) fn within(day: Date, spans: &[(Date, Date)]) -> bool {
    spans.iter().any(|(first, last)| *first <= day && day <= *last)
}

fn strict_end(
    start: Date,
    period: Period,
    excluded: &[(Date, Date)],
    calendar: &Calendar,
) -> Result<Date, ReckoningProblem> {
    let open = |day| !within(day, excluded);
    match period {
        Period::CalendarDays(count) => walk(start, u32::from(count), |day| Ok(open(day))),
        Period::WorkingDays(count) => {
            walk(start, u32::from(count), |day| Ok(open(day) && calendar.is_working(day)?))
        }
        Period::Months(count) => {
            push_out(start, start.checked_add(Span::new().try_months(count)?)?, excluded)
        }
        Period::Years(count) => {
            push_out(start, start.checked_add(Span::new().try_years(count)?)?, excluded)
        }
        Period::Hours(_) => Err(ReckoningProblem::HoursNeedAnInstant),
    }
}

/// Moves the end of a period in months by the excluded days that lie inside it.
fn push_out(start: Date, end: Date, excluded: &[(Date, Date)]) -> Result<Date, ReckoningProblem> {
    if excluded.is_empty() {
        return Ok(end);
    }
    let mut lost = 0;
    let mut day = start;
    while day < end {
        day = day.tomorrow()?;
        lost += u32::from(within(day, excluded));
    }
    walk(end, lost, |day| Ok(!within(day, excluded)))
}

/// The day on which the count is reached, counting from the day after the start.
fn walk(
    start: Date,
    count: u32,
    counts: impl Fn(Date) -> Result<bool, ReckoningProblem>,
) -> Result<Date, ReckoningProblem> {
    let mut day = start;
    let mut reached = 0;
    while reached < count {
        day = day.tomorrow()?;
        reached += u32::from(counts(day)?);
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date, datetime};

    use super::{ReckoningProblem, Roll, hours_after, reckon, reckon_excluding, working_days_left};
    use crate::{calendar::Calendar, period::Period};

    fn calendar() -> Calendar {
        Calendar::from_csv(include_str!("../../../packs/national/calendar.csv")).unwrap()
    }

    #[test]
    fn every_day_of_a_short_period_is_listed_with_its_reason() {
        let reckoning =
            reckon(date(2026, 2, 13), Period::WorkingDays(5), Roll::Strict, &calendar()).unwrap();
        assert_eq!(reckoning.days.len(), 15);
        let first = reckoning.days.first().unwrap();
        assert_eq!((first.counted, first.why.as_str()), (None, "起算日"));
        let listed: Vec<_> = reckoning
            .days
            .iter()
            .filter_map(|day| day.counted.map(|number| (day.date, number)))
            .collect();
        let expected = [(14, 1), (24, 2), (25, 3), (26, 4), (27, 5)];
        assert_eq!(listed, expected.map(|(day, number)| (date(2026, 2, day), number)));
        assert_eq!(
            reckoning.explain(),
            [
                "自2026年2月13日（星期五）起算，当日不计入，期限为5个工作日。",
                "2026年2月15日（星期日）至2026年2月23日（星期一）：春节放假，不计入。",
                "期限于2026年2月27日（星期五）届满，当日仍在期限内。",
            ]
        );
    }

    #[test]
    fn a_long_period_lists_its_turning_points() {
        let reckoning =
            reckon(date(2026, 3, 2), Period::CalendarDays(90), Roll::NextWorkingDay, &calendar())
                .unwrap();
        let listed: Vec<Date> = reckoning.days.iter().map(|day| day.date).collect();
        let expected =
            [(3, 2), (4, 1), (5, 1), (5, 31), (6, 1)].map(|(month, day)| date(2026, month, day));
        assert_eq!(listed, expected);
        assert_eq!(reckoning.days.get(1).unwrap().counted, Some(30));
        assert_eq!(
            reckoning.explain().last().unwrap(),
            "期限原于2026年5月31日（星期日）届满，该日不是工作日，顺延至2026年6月1日（星期一）。"
        );
    }

    #[test]
    fn months_list_their_corresponding_dates() {
        let reckoning =
            reckon(date(2025, 8, 31), Period::Months(6), Roll::NextWorkingDay, &calendar())
                .unwrap();
        let full: Vec<_> =
            reckoning.days.iter().filter_map(|day| Some((day.date, day.counted?))).collect();
        assert_eq!(full.first(), Some(&(date(2025, 9, 30), 1)));
        assert_eq!(full.last(), Some(&(date(2026, 2, 28), 6)));
        assert_eq!(full.len(), 6);
    }

    #[test]
    fn a_month_period_is_pushed_out_by_the_excluded_days_inside_it() {
        let spans = [(date(2026, 3, 1), date(2026, 3, 10)), (date(2026, 4, 20), date(2026, 4, 22))];
        let reckoning = reckon_excluding(
            date(2026, 1, 15),
            Period::Months(3),
            Roll::Strict,
            &spans,
            &calendar(),
        )
        .unwrap();
        assert_eq!(reckoning.strict, date(2026, 4, 28));
    }

    #[test]
    fn working_days_before_the_calendar_are_refused_but_plain_days_are_not() {
        let early = date(2019, 12, 20);
        let answer = reckon(early, Period::WorkingDays(2), Roll::Strict, &calendar());
        assert!(matches!(answer, Err(ReckoningProblem::Gap(_))));
        let answer = reckon(early, Period::CalendarDays(2), Roll::NextWorkingDay, &calendar());
        assert!(matches!(answer, Err(ReckoningProblem::Gap(_))));
        let plain = reckon(early, Period::CalendarDays(2), Roll::Strict, &calendar()).unwrap();
        assert_eq!(plain.last, date(2019, 12, 22));
    }

    #[test]
    fn hours_and_days_are_never_mixed() {
        let answer = reckon(date(2026, 3, 9), Period::Hours(24), Roll::Strict, &calendar());
        assert_eq!(answer, Err(ReckoningProblem::HoursNeedAnInstant));
        let from = datetime(2026, 9, 30, 15, 30, 0, 0);
        assert_eq!(hours_after(from, Period::Hours(24)), Ok(datetime(2026, 10, 1, 15, 30, 0, 0)));
        assert_eq!(hours_after(from, Period::CalendarDays(1)), Err(ReckoningProblem::NotInHours));
    }

    #[test]
    fn a_period_beyond_the_last_year_is_refused() {
        for period in [Period::Years(u16::MAX), Period::Years(9000), Period::CalendarDays(400)] {
            let answer = reckon(date(9999, 1, 1), period, Roll::Strict, &calendar());
            assert_eq!(answer, Err(ReckoningProblem::BeyondRange));
        }
    }

    #[test]
    fn remaining_working_days_count_down_to_zero_and_below() {
        let calendar = calendar();
        let last = date(2026, 10, 12);
        assert_eq!(working_days_left(date(2026, 9, 29), last, &calendar), Ok(5));
        assert_eq!(working_days_left(date(2026, 10, 10), last, &calendar), Ok(1));
        assert_eq!(working_days_left(last, last, &calendar), Ok(0));
        assert_eq!(working_days_left(date(2026, 10, 14), last, &calendar), Ok(-2));
        assert!(working_days_left(date(2019, 1, 1), last, &calendar).is_err());
    }

    #[test]
    fn the_answer_says_when_next_year_is_not_announced() {
        let reckoning =
            reckon(date(2026, 12, 28), Period::WorkingDays(5), Roll::Strict, &calendar()).unwrap();
        assert!(reckoning.provisional);
        assert!(reckoning.explain().last().unwrap().starts_with("2027年放假安排尚未公布"));
        let strict =
            reckon(date(2026, 12, 28), Period::CalendarDays(5), Roll::Strict, &calendar()).unwrap();
        assert!(!strict.provisional);
    }
}
