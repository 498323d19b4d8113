//! The worked examples of the legal rules: dates and sums a lawyer computed by hand.
//!
//! Debatable readings are tested twice: the default, and the alternative chosen by a county pack.
#![expect(clippy::unwrap_used, reason = "a failing step must stop the example")]

use jiff::civil::{Date, date, datetime};
use law::{
    Calendar, DueProblem, ExecutionObstacle, Fen, Period, Reckoning, RuleBook, RuleGap,
    WeekendReading, daily_fine, may_execute, reckon, surcharge,
};

fn calendar() -> Calendar {
    Calendar::from_csv(include_str!("../../../packs/national/calendar.csv")).unwrap()
}

fn rules() -> RuleBook {
    RuleBook::from_toml(include_str!("../../../packs/national/rules.toml")).unwrap()
}

/// The rule book of a county that chose another reading.
fn reading(setting: &str, reading: &str) -> RuleBook {
    rules().with_overrides(&format!("[settings]\n{setting} = \"{reading}\"\n")).unwrap()
}

fn d(text: &str) -> Date {
    text.parse().unwrap()
}

fn due(id: &str, start: &str) -> Reckoning {
    rules().due(id, d(start), &calendar()).unwrap()
}

fn last(id: &str, start: &str) -> Date {
    due(id, start).last
}

fn strict_and_last(id: &str, start: &str) -> (Date, Date) {
    let reckoning = due(id, start);
    (reckoning.strict, reckoning.last)
}

/// Example: E01, E02, E03, E04.
#[test]
fn a_hearing_may_be_requested_within_five_working_days() {
    assert_eq!(last("AP-53", "2026-02-13"), d("2026-02-27"));
    assert_eq!(last("AP-53", "2026-09-29"), d("2026-10-12"));
    assert_eq!(last("AP-53", "2026-04-29"), d("2026-05-09"));
    assert_eq!(last("AP-53", "2025-09-26"), d("2025-10-10"));
}

/// Example: E05, E06.
#[test]
fn a_hearing_is_held_after_seven_full_working_days_unless_the_county_reads_otherwise() {
    let permissive = reading("DB-01", "permissive");
    let served = d("2026-04-27");
    assert_eq!(rules().earliest("AP-54", served, &calendar()), Ok(d("2026-05-11")));
    assert_eq!(permissive.earliest("AP-54", served, &calendar()), Ok(d("2026-05-09")));
    let hearing = d("2026-10-20");
    assert_eq!(rules().latest_notice("AP-54", hearing, &calendar()), Ok(d("2026-10-09")));
    assert_eq!(permissive.latest_notice("AP-54", hearing, &calendar()), Ok(d("2026-10-10")));
}

/// Example: E07, E08.
#[test]
fn a_decision_is_delivered_and_published_within_its_working_days() {
    assert_eq!(last("AP-49", "2026-09-24"), d("2026-10-12"));
    assert_eq!(last("TS-04", "2026-09-24"), d("2026-10-12"));
    assert_eq!(last("TS-03", "2026-09-24"), d("2026-10-29"));
}

/// Example: E09, E10.
#[test]
fn preserved_evidence_is_dealt_with_within_seven_working_days() {
    assert_eq!(last("AP-41", "2026-02-11"), d("2026-02-27"));
    assert_eq!(last("AP-41", "2026-01-30"), d("2026-02-10"));
}

/// Example: E11, E12.
#[test]
fn the_ninety_days_roll_by_default_and_not_where_a_county_binds_itself() {
    assert_eq!(strict_and_last("AP-48", "2026-03-02"), (d("2026-05-31"), d("2026-06-01")));
    assert_eq!(strict_and_last("AP-48", "2026-07-06"), (d("2026-10-04"), d("2026-10-08")));
    let bound = reading("DB-03", "strict-both");
    let reckoning = bound.due("AP-48", d("2026-07-06"), &calendar()).unwrap();
    assert_eq!((reckoning.last, reckoning.rolled), (d("2026-10-04"), false));
}

/// Example: E13.
#[test]
fn an_extension_continues_from_the_strict_end() {
    let first = due("AP-48", "2026-03-02");
    let extended = rules().due("MT-19", first.strict, &calendar()).unwrap();
    assert_eq!(extended.strict, d("2026-06-30"));
}

/// Example: E14.
#[test]
fn days_a_sector_excludes_move_the_limit() {
    let spans = [(d("2026-03-20"), d("2026-03-29")), (d("2026-04-14"), d("2026-04-17"))];
    let reckoning = rules().due_excluding("AP-48", d("2026-03-02"), &spans, &calendar()).unwrap();
    assert_eq!((reckoning.strict, reckoning.last), (d("2026-06-14"), d("2026-06-15")));
    let bound = reading("DB-03", "strict-both");
    let strict = bound.due_excluding("AP-48", d("2026-03-02"), &spans, &calendar()).unwrap();
    assert_eq!(strict.last, d("2026-06-14"));
    assert_eq!(rules().reading("DB-11"), Some("counted"));
    assert_eq!(reading("DB-11", "excluded").reading("DB-11"), Some("excluded"));
}

/// Example: E15, E16, E17.
#[test]
fn a_fine_is_paid_within_fifteen_days_rolled_over_holidays() {
    assert_eq!(strict_and_last("AP-61", "2026-09-17"), (d("2026-10-02"), d("2026-10-08")));
    assert_eq!(strict_and_last("AP-61", "2026-02-13"), (d("2026-02-28"), d("2026-02-28")));
    assert_eq!(strict_and_last("AP-61", "2026-04-16"), (d("2026-05-01"), d("2026-05-06")));
}

/// Example: E18, E19, E20, E21.
#[test]
fn a_late_fine_grows_by_three_per_cent_a_day_up_to_itself() {
    let due_on = last("AP-61", "2026-03-02");
    assert_eq!(due_on, d("2026-03-17"));
    let answer = surcharge(Fen(500_000), due_on, d("2026-03-27"), &[]);
    assert_eq!((answer.days, answer.amount), (10, Fen(150_000)));
    assert_eq!(Fen(500_000).checked_add(answer.amount), Some(Fen(650_000)));

    let forty = surcharge(Fen(200_000), d("2026-03-17"), d("2026-04-26"), &[]);
    assert_eq!((forty.days, forty.uncapped, forty.amount), (40, Fen(240_000), Fen(200_000)));
    assert!(forty.capped);

    let day = |last| surcharge(Fen(100_000), d("2026-03-17"), last, &[]);
    assert_eq!(day(d("2026-04-19")).amount, Fen(99_000));
    assert_eq!(day(d("2026-04-20")).amount, Fen(100_000));
    assert_eq!(day(d("2026-04-20")).uncapped, Fen(102_000));

    let odd = surcharge(Fen(33_300), d("2026-03-17"), d("2026-03-18"), &[]);
    assert_eq!(odd.amount, Fen(999));
}

/// Example: E22.
#[test]
fn the_surcharge_stands_still_during_reconsideration() {
    let pause = (d("2026-03-25"), d("2026-05-20"));
    let answer = surcharge(Fen(1_000_000), d("2026-03-17"), d("2026-05-30"), &[pause]);
    assert_eq!((answer.days, answer.amount), (17, Fen(510_000)));
    assert_eq!(answer.paused_days, 57);
}

/// Example: E23.
#[test]
fn payment_on_the_rolled_day_costs_nothing_more() {
    let due_on = due("AP-61", "2026-09-17").last;
    assert_eq!(surcharge(Fen(80_000), due_on, d("2026-10-08"), &[]).amount, Fen(0));
}

#[test]
fn the_surcharge_uses_the_rate_and_cap_of_the_rule_book() {
    let rules = rules();
    let on = d("2026-03-17");
    let rate = rules.at("AP-67.rate", on).unwrap().ratio().unwrap();
    let cap = rules.at("AP-67.cap", on).unwrap().ratio().unwrap();
    assert_eq!(rate.0, law::surcharge::DAILY_PERCENT);
    let answer = surcharge(Fen(200_000), on, d("2026-12-31"), &[]);
    assert_eq!(cap.of(Fen(200_000)), Some(answer.amount));
}

/// Example: E24, E25, E26.
#[test]
fn cash_is_handed_over_in_two_steps_of_two_working_days() {
    assert_eq!(last("AP-65.officer", "2026-04-30"), d("2026-05-07"));
    assert_eq!(last("AP-65.officer", "2026-06-18"), d("2026-06-23"));
    assert_eq!(last("AP-65.authority", "2026-06-23"), d("2026-06-25"));
}

/// Example: E27.
#[test]
fn a_summary_decision_is_filed_within_five_days_of_either_kind() {
    assert_eq!(last("AP-37", "2026-09-29"), d("2026-10-12"));
    let plain = reading("AP-37", "calendar");
    assert_eq!(plain.due("AP-37", d("2026-09-29"), &calendar()).unwrap().last, d("2026-10-04"));
}

/// Example: E28, E29.
#[test]
fn a_seizure_ends_on_its_strict_day_unless_the_county_reads_otherwise() {
    assert_eq!(strict_and_last("AC-08", "2026-01-20"), (d("2026-02-19"), d("2026-02-19")));
    let rolled = reading("DB-03", "roll-both");
    let at = |book: &RuleBook| book.due("AC-08", d("2026-01-20"), &calendar()).unwrap().last;
    assert_eq!(at(&rolled), d("2026-02-24"));
    assert_eq!(at(&reading("DB-04", "day-one")), d("2026-02-18"));
    assert_eq!(last("AC-08.extension", "2026-02-19"), d("2026-03-21"));
}

/// Example: E30.
#[test]
fn days_of_appraisal_are_left_out_of_a_seizure() {
    let span = (d("2026-04-10"), d("2026-04-21"));
    let reckoning = rules().due_excluding("AC-08", d("2026-04-01"), &[span], &calendar()).unwrap();
    assert_eq!(reckoning.last, d("2026-05-13"));
}

/// Example: E31.
#[test]
fn an_urgent_seizure_is_ratified_within_twenty_four_hours_even_on_a_holiday() {
    let answer = rules().due_at("AC-04", datetime(2026, 10, 1, 15, 30, 0, 0));
    assert_eq!(answer, Ok(datetime(2026, 10, 2, 15, 30, 0, 0)));
}

/// Example: E32.
#[test]
fn a_freezing_decision_is_handed_over_within_three_working_days() {
    assert_eq!(last("AC-13", "2026-06-17"), d("2026-06-23"));
}

/// Example: E33, E34.
#[test]
fn the_court_is_asked_after_ten_full_working_days_from_the_demand() {
    let permissive = reading("DB-02", "permissive");
    for (served, conservative, other) in
        [("2026-09-14", "2026-09-29", "2026-09-28"), ("2026-02-12", "2026-03-05", "2026-03-04")]
    {
        assert_eq!(rules().earliest("AC-30", d(served), &calendar()), Ok(d(conservative)));
        assert_eq!(permissive.earliest("AC-30", d(served), &calendar()), Ok(d(other)));
    }
}

/// Example: E35, E36.
#[test]
fn the_court_is_asked_within_three_months_after_the_remedies_lapse() {
    let suit = due("RM-06", "2026-01-15");
    assert_eq!(suit.last, d("2026-07-15"));
    assert_eq!(suit.last.tomorrow().unwrap(), d("2026-07-16"));
    assert_eq!(last("AC-29", "2026-07-15"), d("2026-10-15"));

    let suit = due("RM-06.after-review", "2026-04-10");
    assert_eq!((suit.strict, suit.last), (d("2026-04-25"), d("2026-04-27")));
    assert_eq!(last("AC-29", "2026-04-27"), d("2026-07-27"));
}

/// Example: E37.
#[test]
fn months_without_a_corresponding_date_end_on_their_last_day() {
    assert_eq!(strict_and_last("RM-06", "2025-08-31"), (d("2026-02-28"), d("2026-02-28")));
}

/// Example: E38.
#[test]
fn reconsideration_may_be_asked_for_within_sixty_days() {
    assert_eq!(strict_and_last("RM-01", "2026-08-03"), (d("2026-10-02"), d("2026-10-08")));
}

/// Example: E39.
#[test]
fn a_limit_in_an_unannounced_year_is_provisional() {
    let reckoning = due("AC-29", "2026-12-31");
    assert_eq!((reckoning.last, reckoning.provisional), (d("2027-03-31"), true));
    assert_eq!(rules().reading("DB-14"), Some("later"));
    assert_eq!(reading("DB-14", "deferral").reading("DB-14"), Some("deferral"));
}

/// Example: E40.
#[test]
fn an_act_is_out_of_time_on_the_day_after_two_years() {
    let end = last("AP-23", "2024-03-11");
    assert!(d("2026-03-11") <= end);
    assert!(end < d("2026-03-12"));
}

/// Example: E41.
#[test]
fn the_five_years_apply_to_older_acts_found_under_the_present_statute() {
    let act = d("2021-06-01");
    let found = d("2025-12-01");
    let reckoning = rules().due_as_of("AP-23.grave", found, act, &calendar()).unwrap();
    assert_eq!(reckoning.last, d("2026-06-01"));
    let gap = RuleGap::NoVersion { id: "AP-23.grave".into(), on: act };
    assert_eq!(rules().due("AP-23.grave", act, &calendar()), Err(DueProblem::Gap(gap)));
}

/// Example: E43, E44.
#[test]
fn a_public_notice_delivers_at_the_end_of_its_last_day() {
    let delivered = last("DL-07", "2026-06-01");
    assert_eq!(delivered, d("2026-07-01"));
    assert_eq!(rules().due("AP-61", delivered, &calendar()).unwrap().last, d("2026-07-16"));
    let after = reading("DB-05", "day-after");
    assert_eq!(after.due("DL-07", d("2026-06-01"), &calendar()).unwrap().last, d("2026-07-02"));

    assert_eq!(last("MT-05", "2026-06-01"), d("2026-07-31"));
    let thirty = reading("DB-12", "thirty");
    assert_eq!(thirty.due("MT-05", d("2026-06-01"), &calendar()).unwrap().last, d("2026-07-01"));
}

#[test]
fn two_chosen_readings_of_one_rule_apply_together() {
    let both =
        rules().with_overrides("[settings]\nDB-05 = \"day-after\"\nDB-12 = \"thirty\"\n").unwrap();
    assert_eq!(both.due("MT-05", d("2026-06-01"), &calendar()).unwrap().last, d("2026-07-02"));
}

/// Example: E45.
#[test]
fn a_revoked_decision_leaves_the_portal_within_three_working_days() {
    assert_eq!(last("AP-33", "2026-04-30"), d("2026-05-08"));
}

/// Example: E46.
#[test]
fn performance_by_others_waits_three_full_working_days() {
    let served = d("2026-09-23");
    assert_eq!(rules().earliest("AC-27", served, &calendar()), Ok(d("2026-09-30")));
    let permissive = reading("DB-25", "permissive");
    assert_eq!(permissive.earliest("AC-27", served, &calendar()), Ok(d("2026-09-29")));
}

/// Example: E47.
#[test]
fn execution_keeps_off_holidays_weekends_and_nights() {
    let calendar = calendar();
    let ask = |day, hour, minute, weekends| {
        may_execute(datetime(2026, 9, day, hour, minute, 0, 0), weekends, &calendar)
    };
    assert_eq!(ask(20, 10, 0, WeekendReading::Blocked), Ok(()));
    let holiday = Err(ExecutionObstacle::Holiday("中秋节".into()));
    assert_eq!(ask(27, 10, 0, WeekendReading::Blocked), holiday);
    assert_eq!(ask(27, 10, 0, WeekendReading::Allowed), holiday);
    assert_eq!(ask(21, 22, 30, WeekendReading::Allowed), Err(ExecutionObstacle::Night));
    assert_eq!(ask(19, 10, 0, WeekendReading::Blocked), Err(ExecutionObstacle::Weekend));
    assert_eq!(ask(19, 10, 0, WeekendReading::Allowed), Ok(()));
}

/// Example: E48.
#[test]
fn a_suspected_crime_is_transferred_in_calendar_days_unless_read_as_working_days() {
    assert_eq!(last("CR-04", "2026-03-10"), d("2026-03-13"));
    assert_eq!(
        rules().due_at("CR-05", datetime(2026, 3, 12, 10, 0, 0, 0)),
        Ok(datetime(2026, 3, 13, 10, 0, 0, 0))
    );
    assert_eq!(last("CR-11", "2026-03-20"), d("2026-03-23"));
    let working = reading("DB-17", "working");
    assert_eq!(working.due("CR-11", d("2026-03-20"), &calendar()).unwrap().last, d("2026-03-25"));
}

/// Example: E49.
#[test]
fn a_permit_is_issued_and_published_in_working_days() {
    assert_eq!(last("TS-15.certificate", "2026-01-28"), d("2026-02-11"));
    assert_eq!(last("TS-04", "2026-01-28"), d("2026-02-06"));
}

/// Example: E50.
#[test]
fn credit_publication_runs_from_the_date_of_the_document() {
    assert_eq!(last("CS-02.general.least", "2026-05-11"), d("2026-08-11"));
    assert_eq!(last("CS-02.general.most", "2026-05-11"), d("2027-05-11"));
    assert_eq!(last("CS-02.serious.least", "2026-05-11"), d("2027-05-11"));
    assert_eq!(last("CS-02.serious.most", "2026-05-11"), d("2029-05-11"));
}

/// Example: E51.
#[test]
fn the_yearly_statistics_are_best_published_on_the_working_day_before_a_weekend() {
    let calendar = calendar();
    let day = d("2027-01-31");
    assert_eq!(calendar.working_on_or_before(day), Ok(d("2027-01-29")));
    assert!(calendar.is_provisional(day));
}

/// Example: E52.
#[test]
fn reviewers_are_five_per_cent_rounded_up() {
    let rules = rules();
    let share = rules.at("TS-10", d("2026-11-21")).unwrap().ratio().unwrap();
    assert_eq!(share.ceil_of(41), 3);
}

/// Example: E53.
#[test]
fn a_daily_fine_runs_from_the_day_after_the_order_to_the_recheck() {
    let answer = daily_fine(Fen(5_000_000), d("2026-09-01"), d("2026-09-11")).unwrap();
    assert_eq!((answer.days, answer.amount), (10, Fen(50_000_000)));
}

/// Example: E69, E70, E71.
#[test]
fn amounts_of_the_summary_procedure_include_their_bounds() {
    let rules = rules();
    let allows = |id, fen| rules.at(id, d("2026-03-09")).unwrap().allows(Fen(fen)).unwrap();
    assert!(allows("AP-36.citizen", 20_000));
    assert!(!allows("AP-36.citizen", 20_100));
    assert!(allows("AP-36.organisation", 300_000));
    assert!(!allows("AP-36.organisation", 300_100));
    assert!(allows("AP-62", 10_000));
    assert!(!allows("AP-62", 10_100));
    assert!(!allows("AP-36.citizen", 80_000));
    assert_eq!(rules.reading("DB-06"), Some("citizen"));
    assert_eq!(reading("DB-06", "organisation").reading("DB-06"), Some("organisation"));
}

#[test]
fn the_platform_hearing_amounts_are_reached_by_their_bounds_and_marked_as_ours() {
    let rules = rules();
    for (id, fen) in [("HT-09.citizen", 200_000), ("HT-09.organisation", 1_000_000)] {
        let parameter = rules.at(id, d("2026-03-09")).unwrap();
        assert_eq!(parameter.reached_by(Fen(fen)), Some(true));
        assert_eq!(parameter.reached_by(Fen(fen - 1)), Some(false));
        assert!(parameter.soft && parameter.local && parameter.cite().is_none());
        assert!(parameter.remark.contains("不是法定数额"));
    }
}

#[test]
fn a_rule_is_not_counted_in_a_way_it_does_not_have() {
    let (rules, calendar) = (rules(), calendar());
    let day = d("2026-03-09");
    let wrong = |id: &str| DueProblem::NotSuchADeadline(id.into());
    assert_eq!(rules.due("AP-54", day, &calendar), Err(wrong("AP-54")));
    assert_eq!(rules.due("AP-62", day, &calendar), Err(wrong("AP-62")));
    assert_eq!(rules.earliest("AP-53", day, &calendar), Err(wrong("AP-53")));
    assert_eq!(rules.latest_notice("AC-22", day, &calendar), Err(wrong("AC-22")));
    assert!(matches!(rules.due("AC-04", day, &calendar), Err(DueProblem::Reckoning(_))));
    assert!(matches!(
        rules.due_at("AP-53", datetime(2026, 3, 9, 10, 0, 0, 0)),
        Err(DueProblem::Reckoning(_))
    ));
    let unknown = RuleGap::Unknown("AP-99".into());
    assert_eq!(rules.due("AP-99", day, &calendar), Err(DueProblem::Gap(unknown)));
}

#[test]
fn a_period_counted_by_hand_agrees_with_the_rule_book() {
    let by_hand =
        reckon(date(2026, 2, 13), Period::WorkingDays(5), law::Roll::Strict, &calendar()).unwrap();
    assert_eq!(by_hand, due("AP-53", "2026-02-13"));
}
