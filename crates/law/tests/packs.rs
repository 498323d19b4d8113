//! The national pack is sound: it loads, its citations exist, and every rule is usable.
#![expect(clippy::unwrap_used, reason = "a pack that does not load must stop the test")]

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime, date};
use law::{Calendar, Cite, CiteProblem, Confidence, Counting, Period, RuleBook, Statutes, Value};

fn calendar() -> Calendar {
    Calendar::from_csv(include_str!("../../../packs/national/calendar.csv")).unwrap()
}

fn rules() -> RuleBook {
    RuleBook::from_toml(include_str!("../../../packs/national/rules.toml")).unwrap()
}

fn statutes() -> Statutes {
    Statutes::from_toml(include_str!("../../../packs/national/statutes.toml")).unwrap()
}

/// The first days of the quarters from the present penalty act to the end of 2027.
fn quarters() -> impl Iterator<Item = Date> {
    (2021..=2027).flat_map(|year| [1, 4, 7, 10].map(|month| date(year, month, 15)))
}

#[test]
fn the_calendar_has_the_arranged_number_of_days_in_each_year() {
    let calendar = calendar();
    assert_eq!((calendar.first_year(), calendar.announced_through()), (2020, 2026));
    for (year, working_days) in [(2025, 248), (2026, 248)] {
        let mut day = date(year, 1, 1);
        let mut count = 0;
        while day.year() == year {
            count += i32::from(calendar.is_working(day).unwrap());
            day = day.tomorrow().unwrap();
        }
        assert_eq!(count, working_days, "{year}");
    }
}

#[test]
fn every_citation_of_the_rule_book_exists_on_its_first_and_last_day() {
    let statutes = statutes();
    for parameter in rules().all() {
        for cite in &parameter.cites {
            let days = [Some(parameter.first_day), parameter.last_day];
            for day in days.into_iter().flatten() {
                assert_eq!(statutes.check(cite, Some(day)), Ok(()), "{}", parameter.id);
            }
        }
    }
}

#[test]
fn exactly_one_version_of_each_rule_applies_on_each_day_it_applies_at_all() {
    let rules = rules();
    let ids: BTreeSet<&str> = rules.all().map(|parameter| parameter.id.as_str()).collect();
    for id in ids {
        for day in quarters() {
            let covering =
                rules.all().filter(|version| version.id == id && version.covers(day)).count();
            assert!(covering <= 1, "{id} {day}");
            assert_eq!(rules.at(id, day).is_ok(), covering == 1, "{id} {day}");
        }
        assert!(rules.at(id, date(2026, 11, 21)).is_ok(), "{id}");
    }
}

#[test]
fn every_deadline_can_be_counted_from_any_quarter_of_its_validity() {
    let (rules, calendar) = (rules(), calendar());
    for parameter in rules.all() {
        let Value::Deadline(deadline) = &parameter.value else { continue };
        for day in quarters().filter(|day| parameter.covers(*day)) {
            let answer = match (deadline.counting, deadline.period) {
                (Counting::FullDays, _) => rules.earliest(&parameter.id, day, &calendar),
                (Counting::Within, Period::Hours(_)) => {
                    rules.due_at(&parameter.id, day.at(10, 0, 0, 0)).map(DateTime::date)
                }
                (
                    Counting::Within,
                    Period::CalendarDays(_)
                    | Period::WorkingDays(_)
                    | Period::Months(_)
                    | Period::Years(_),
                ) => rules.due(&parameter.id, day, &calendar).map(|reckoning| reckoning.last),
            };
            assert!(day < answer.unwrap(), "{}", parameter.id);
        }
    }
}

#[test]
fn the_penalty_act_counts_its_short_periods_in_working_days_only() {
    for parameter in rules().all().filter(|parameter| !parameter.soft) {
        let Value::Deadline(deadline) = &parameter.value else { continue };
        let penalty = parameter.cite().is_some_and(|cite| cite.statute == "行政处罚法");
        match deadline.period {
            Period::CalendarDays(days) if penalty => {
                assert!(![2, 3, 5, 7].contains(&days), "{}", parameter.id);
            }
            Period::WorkingDays(_) if parameter.id.starts_with("AP-") => {
                let basis = parameter.basis();
                assert!(basis.contains("第八十五条") || parameter.id == "AP-37", "{basis}");
            }
            Period::CalendarDays(_)
            | Period::WorkingDays(_)
            | Period::Months(_)
            | Period::Years(_)
            | Period::Hours(_) => {}
        }
    }
}

#[test]
fn the_compulsion_act_counts_ten_days_and_less_in_working_days() {
    for parameter in rules().all() {
        let Value::Deadline(deadline) = &parameter.value else { continue };
        let compulsion = parameter.cite().is_some_and(|cite| cite.statute == "行政强制法");
        if let (true, Period::CalendarDays(days)) = (compulsion, deadline.period) {
            assert!(10 < days, "{}", parameter.id);
        }
    }
}

#[test]
fn soft_values_say_that_they_are_not_the_law() {
    for parameter in rules().all().filter(|parameter| parameter.soft) {
        assert!(!parameter.remark.is_empty(), "{}", parameter.id);
        assert!(Confidence::Certain < parameter.confidence, "{}", parameter.id);
    }
}

#[test]
fn every_rule_a_clock_of_the_procedure_uses_is_there() {
    let rules = rules();
    for id in [
        "AP-23",
        "AP-33",
        "AP-36.citizen",
        "AP-36.organisation",
        "AP-37",
        "AP-41",
        "AP-48",
        "MT-19",
        "AP-49",
        "AP-53",
        "AP-54",
        "AP-61",
        "AP-62",
        "AP-65.officer",
        "AP-65.authority",
        "AP-67.rate",
        "AP-67.cap",
        "TS-03",
        "TS-04",
        "AC-04",
        "AC-08",
        "AC-08.extension",
        "AC-13",
        "AC-26",
        "AC-27",
        "AC-29",
        "AC-30",
        "RM-01",
        "RM-05",
        "RM-06",
        "RM-06.after-review",
        "CR-04",
        "CR-05",
        "CR-08",
        "CR-11",
        "DL-07",
        "MT-05",
        "TS-15.certificate",
        "HT-09.citizen",
        "HT-09.organisation",
        "SOFT-filing",
        "SOFT-statement",
        "SOFT-archive",
    ] {
        assert!(rules.at(id, date(2026, 11, 21)).is_ok(), "{id}");
    }
}

#[test]
fn the_index_knows_the_statutes_and_refuses_what_they_do_not_hold() {
    let statutes = statutes();
    let check = |text: &str, day| statutes.check(&Cite::parse(text).unwrap(), day);
    assert_eq!(check("《行政处罚法》第八十六条", None), Ok(()));
    for day in [None, Some(date(2026, 3, 9))] {
        assert!(matches!(
            check("《行政处罚法》第一百零九条", day),
            Err(CiteProblem::NoSuchArticle { articles: 86, .. })
        ));
    }
    assert_eq!(check("《行政处罚法》第一百零九条", Some(date(2020, 3, 9))), Ok(()));
    assert!(matches!(
        check("《大气污染防治法》第一条", Some(date(2026, 8, 15))),
        Err(CiteProblem::NotInForce { .. })
    ));
    assert_eq!(check("《大气污染防治法》第一条", Some(date(2026, 8, 14))), Ok(()));
    assert!(matches!(
        check("《生态环境法典》第一条", Some(date(2026, 8, 14))),
        Err(CiteProblem::NotInForce { .. })
    ));
    assert_eq!(check("《某某法》第一条", None), Err(CiteProblem::UnknownStatute("某某法".into())));
}

#[test]
fn a_county_file_with_only_a_remark_is_accepted() {
    let book = rules().with_overrides("remark = \"未作选择。\"\n[settings]\n").unwrap();
    assert_eq!(book, rules());
}
