//! The day-by-day listing behind a reckoning, so that an officer can check it with a finger.

use jiff::{Span, civil::Date};

use crate::{
    calendar::{Calendar, CalendarGap, DayKind},
    period::Period,
    reckoning::{CountedDay, Reckoning, within},
};

/// Up to this many days every day is listed; beyond, only the turning points.
const LISTED_IN_FULL: i32 = 60;

const START: &str = "起算日";
const EXCLUDED: &str = "依法扣除";

/// Lists the days from the start to the last day of a reckoning.
pub(crate) fn days(
    reckoning: &Reckoning,
    excluded: &[(Date, Date)],
    calendar: &Calendar,
) -> Result<Vec<CountedDay>, CalendarGap> {
    let span = (reckoning.last - reckoning.start).get_days();
    let mut listed = vec![CountedDay { date: reckoning.start, counted: None, why: START.into() }];
    let mut number: u16 = 0;
    let mut units: u16 = 0;
    let mut day = reckoning.start;
    while day < reckoning.last {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        let skipped = reason_to_skip(reckoning, day, excluded, calendar)?;
        let corresponding = corresponding(reckoning, units.saturating_add(1));
        let turn = corresponding == Some(day) && day <= reckoning.strict;
        if turn {
            units += 1;
        }
        let counted = match reckoning.period {
            Period::Months(_) | Period::Years(_) => turn.then_some(units),
            Period::CalendarDays(_) | Period::WorkingDays(_) | Period::Hours(_) => {
                skipped.is_none().then(|| {
                    number = number.saturating_add(1);
                    number
                })
            }
        };
        let kept =
            span <= LISTED_IN_FULL || reckoning.strict <= day || turn || turns(reckoning, day);
        if kept {
            let why = match skipped {
                Some(why) => why,
                None => why_counted(reckoning, day, calendar)?,
            };
            listed.push(CountedDay { date: day, counted, why });
        }
    }
    Ok(listed)
}

/// Runs of days not counted before the period's end: first day, last day, reason.
pub(crate) fn skipped(days: &[CountedDay], strict: Date) -> Vec<(Date, Date, &str)> {
    let mut runs: Vec<(Date, Date, &str)> = Vec::new();
    let reasons = days.iter().filter(|day| {
        day.counted.is_none() && day.why != START && day.why != "计入" && day.date <= strict
    });
    for day in reasons {
        match runs.last_mut() {
            Some((_, last, why))
                if *why == day.why && last.tomorrow().is_ok_and(|next| next == day.date) =>
            {
                *last = day.date;
            }
            Some(_) | None => runs.push((day.date, day.date, &day.why)),
        }
    }
    runs
}

/// The date on which so many months or years are full; none for other periods.
fn corresponding(reckoning: &Reckoning, units: u16) -> Option<Date> {
    let span = match reckoning.period {
        Period::Months(_) => Span::new().try_months(units).ok()?,
        Period::Years(_) => Span::new().try_years(units).ok()?,
        Period::CalendarDays(_) | Period::WorkingDays(_) | Period::Hours(_) => return None,
    };
    reckoning.start.checked_add(span).ok()
}

/// Whether a day is worth listing in a long period: the first of a month.
fn turns(reckoning: &Reckoning, day: Date) -> bool {
    match reckoning.period {
        Period::CalendarDays(_) | Period::WorkingDays(_) | Period::Hours(_) => day.day() == 1,
        Period::Months(_) | Period::Years(_) => false,
    }
}

fn reason_to_skip(
    reckoning: &Reckoning,
    day: Date,
    excluded: &[(Date, Date)],
    calendar: &Calendar,
) -> Result<Option<String>, CalendarGap> {
    if reckoning.strict < day {
        let why = match calendar.kind(day)? {
            DayKind::Workday | DayKind::MakeUpWorkday => "顺延至此日".into(),
            kind @ (DayKind::Weekend | DayKind::Holiday(_)) => format!("{}，顺延", name(kind)),
        };
        return Ok(Some(why));
    }
    if within(day, excluded) {
        return Ok(Some(EXCLUDED.into()));
    }
    if !reckoning.period.needs_calendar() {
        return Ok(None);
    }
    let kind = calendar.kind(day)?;
    Ok((!kind.is_working()).then(|| name(kind)))
}

fn why_counted(
    reckoning: &Reckoning,
    day: Date,
    calendar: &Calendar,
) -> Result<String, CalendarGap> {
    if reckoning.period.needs_calendar() {
        return calendar.kind(day).map(name);
    }
    if reckoning.rolled && day == reckoning.strict {
        return calendar.kind(day).map(|kind| format!("届满日为{}", name(kind)));
    }
    Ok("计入".into())
}

fn name(kind: DayKind<'_>) -> String {
    match kind {
        DayKind::Workday => "工作日".into(),
        DayKind::MakeUpWorkday => "调休上班".into(),
        DayKind::Weekend => "周末".into(),
        DayKind::Holiday(name) => format!("{name}放假"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::{
        calendar::Calendar,
        period::Period,
        reckoning::{Roll, reckon, reckon_excluding},
    };

    fn calendar() -> Calendar {
        Calendar::from_csv(include_str!("../../../packs/national/calendar.csv")).unwrap()
    }

    #[test]
    fn the_days_a_period_rolls_over_are_listed_but_not_counted() {
        let reckoning =
            reckon(date(2026, 9, 17), Period::CalendarDays(15), Roll::NextWorkingDay, &calendar())
                .unwrap();
        let tail: Vec<_> = reckoning
            .days
            .iter()
            .filter(|day| reckoning.strict <= day.date)
            .map(|day| (day.date.day(), day.counted, day.why.as_str()))
            .collect();
        assert_eq!(tail.first(), Some(&(2, Some(15), "届满日为国庆节放假")));
        assert_eq!(tail.get(1), Some(&(3, None, "国庆节放假，顺延")));
        assert_eq!(tail.last(), Some(&(8, None, "顺延至此日")));
        assert_eq!(reckoning.explain().len(), 2);
    }

    #[test]
    fn excluded_days_are_named_in_the_explanation() {
        let span = (date(2026, 4, 10), date(2026, 4, 21));
        let reckoning = reckon_excluding(
            date(2026, 4, 1),
            Period::CalendarDays(30),
            Roll::Strict,
            &[span],
            &calendar(),
        )
        .unwrap();
        let lines = reckoning.explain();
        assert_eq!(
            lines.get(1).unwrap(),
            "2026年4月10日（星期五）至2026年4月21日（星期二）：依法扣除，不计入。"
        );
    }

    #[test]
    fn one_skipped_day_is_said_without_a_span() {
        let reckoning =
            reckon(date(2026, 9, 18), Period::WorkingDays(1), Roll::Strict, &calendar()).unwrap();
        assert_eq!(reckoning.explain().get(1).unwrap(), "2026年9月19日（星期六）：周末，不计入。");
        assert_eq!(reckoning.days.last().unwrap().why, "调休上班");
    }
}
