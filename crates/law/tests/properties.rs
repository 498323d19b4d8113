//! Properties that hold for every start day, period and sum.
#![expect(clippy::unwrap_used, reason = "a failing step must stop the property")]

use std::sync::LazyLock;

use jiff::{ToSpan, civil::Date};
use law::{
    Calendar, Fen, Period, Reading, Roll, earliest_after, latest_before, reckon, surcharge,
    working_days_left,
};
use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::from_csv(include_str!("../../../packs/national/calendar.csv")).unwrap()
});

/// A day from 2021 to 2028, inside and beyond the announced years.
fn day() -> impl Strategy<Value = Date> {
    (0..2900_i64).prop_map(|offset| jiff::civil::date(2021, 1, 1) + offset.days())
}

fn period() -> impl Strategy<Value = Period> {
    prop_oneof![
        (0..120_u16).prop_map(Period::CalendarDays),
        (0..60_u16).prop_map(Period::WorkingDays),
        (0..24_u16).prop_map(Period::Months),
        (0..6_u16).prop_map(Period::Years),
    ]
}

fn roll() -> impl Strategy<Value = Roll> {
    prop_oneof![Just(Roll::Strict), Just(Roll::NextWorkingDay)]
}

proptest! {
    #[test]
    fn the_last_day_is_never_before_the_strict_day(
        start in day(), period in period(), roll in roll()
    ) {
        let answer = reckon(start, period, roll, &CALENDAR).unwrap();
        prop_assert!(start <= answer.strict);
        prop_assert!(answer.strict <= answer.last);
        prop_assert_eq!(answer.rolled, answer.strict != answer.last);
        if roll == Roll::NextWorkingDay {
            prop_assert!(CALENDAR.is_working(answer.last).unwrap());
        }
    }

    #[test]
    fn exactly_as_many_working_days_pass_as_the_period_says(start in day(), count in 1..60_u16) {
        let answer = reckon(start, Period::WorkingDays(count), Roll::Strict, &CALENDAR).unwrap();
        let left = working_days_left(start, answer.last, &CALENDAR).unwrap();
        prop_assert_eq!(left, i32::from(count));
        prop_assert!(CALENDAR.is_working(answer.last).unwrap());
        let highest = answer.days.iter().filter_map(|day| day.counted).max();
        prop_assert_eq!(highest, Some(count));
    }

    #[test]
    fn a_later_start_never_ends_earlier(start in day(), period in period(), roll in roll()) {
        let today = reckon(start, period, roll, &CALENDAR).unwrap();
        let tomorrow = reckon(start.tomorrow().unwrap(), period, roll, &CALENDAR).unwrap();
        prop_assert!(today.last <= tomorrow.last);
    }

    #[test]
    fn short_listings_are_complete_and_in_order(start in day(), count in 1..40_u16) {
        let answer =
            reckon(start, Period::CalendarDays(count), Roll::NextWorkingDay, &CALENDAR).unwrap();
        let dates: Vec<Date> = answer.days.iter().map(|day| day.date).collect();
        let span = (answer.last - start).get_days();
        prop_assert_eq!(dates.len(), usize::try_from(span).unwrap() + 1);
        prop_assert!(dates.is_sorted());
    }

    #[test]
    fn a_notice_on_its_latest_day_is_early_enough(act in day(), days in 1..15_u16) {
        for reading in [Reading::Conservative, Reading::Permissive] {
            let notice = latest_before(act, days, reading, &CALENDAR).unwrap();
            prop_assert!(earliest_after(notice, days, reading, &CALENDAR).unwrap() <= CALENDAR.working_on_or_after(act).unwrap());
            let next = CALENDAR.working_on_or_after(notice.tomorrow().unwrap()).unwrap();
            prop_assert!(act < earliest_after(next, days, reading, &CALENDAR).unwrap());
        }
    }

    #[test]
    fn the_surcharge_never_exceeds_the_fine(
        fine in 0..1_000_000_000_i64, due in day(), late in -10..400_i64, pause in 0..60_i64
    ) {
        let paid_on = due + late.days();
        let spans = [(due + 5.days(), due + (5 + pause).days())];
        let whole = surcharge(Fen(fine), due, paid_on, &[]);
        let paused = surcharge(Fen(fine), due, paid_on, &spans);
        prop_assert!(Fen(0) <= whole.amount && whole.amount <= Fen(fine));
        prop_assert!(paused.amount <= whole.amount);
        prop_assert_eq!(paused.days + paused.paused_days, whole.days);
        prop_assert_eq!(whole.capped, Fen(fine) < whole.uncapped);
    }
}
