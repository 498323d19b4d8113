//! A walk through the calendar: on every quarter every rule and every power item has one version,
//! or a gap that its own dates explain.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic like a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::packs::Jurisdiction;
use jiff::civil::{Date, date};

fn county() -> Jurisdiction {
    fn gather(root: &Path, folder: &Path, texts: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(root, &path, texts);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                texts.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut texts = BTreeMap::new();
    gather(&root, &root, &mut texts);
    Jurisdiction::load("jinxiang", "walk", &texts).unwrap()
}

/// The first and the last day of every quarter from 2021 to 2027.
fn days() -> impl Iterator<Item = Date> {
    (2021..=2027).flat_map(|year| {
        [(1, 1), (3, 31), (4, 1), (6, 30), (7, 1), (9, 30), (10, 1), (12, 31)]
            .map(|(month, day)| date(year, month, day))
    })
}

#[test]
fn every_rule_has_one_version_on_every_quarter_from_its_first_day_on() {
    let county = county();
    let ids: BTreeSet<&str> = county.rules.all().map(|rule| rule.id.as_str()).collect();
    assert!(ids.len() > 60, "{}", ids.len());
    for id in ids {
        let versions: Vec<_> = county.rules.all().filter(|rule| rule.id == id).collect();
        let first = versions.iter().map(|rule| rule.first_day).min().unwrap();
        for day in days() {
            let covering = versions.iter().filter(|rule| rule.covers(day)).count();
            if first <= day {
                assert_eq!(covering, 1, "{id} on {day}");
                assert!(county.rules.at(id, day).is_ok(), "{id} on {day}");
            } else {
                assert_eq!(covering, 0, "{id} on {day}");
                assert!(county.rules.at(id, day).is_err(), "{id} on {day}");
            }
        }
    }
}

/// 《行政处罚法》 of 2021 begins on 15 July 2021: nothing of its procedure is reckoned before.
#[test]
fn no_rule_of_the_penalty_procedure_is_in_force_before_the_statute() {
    let county = county();
    let eve = date(2021, 7, 14);
    for id in ["AP-23", "AP-41", "AP-48", "AP-49", "AP-53", "AP-54", "AP-61", "HT-09.citizen"] {
        assert!(county.rules.at(id, eve).is_err(), "{id}");
        assert!(county.rules.at(id, eve.tomorrow().unwrap()).is_ok(), "{id}");
    }
}

#[test]
fn every_power_item_has_one_version_on_every_quarter_from_its_first_day_on() {
    let county = county();
    let ids: BTreeSet<_> = county.items.iter().map(|item| item.id.clone()).collect();
    assert_eq!(ids.len(), 28);
    for id in ids {
        let versions: Vec<_> = county.items.iter().filter(|item| item.id == id).collect();
        let first = versions.iter().map(|item| item.effective_from).min().unwrap();
        for day in days() {
            let covering = versions.iter().filter(|item| item.in_force(day)).count();
            assert_eq!(covering, usize::from(first <= day), "{id} on {day}");
            assert_eq!(county.item_at(&id, day).is_ok(), first <= day, "{id} on {day}");
        }
    }
}

/// The clocks of a case can be set on any day since the statute, 2027 provisionally.
#[test]
fn the_clocks_of_a_case_can_be_set_on_every_quarter() {
    let county = county();
    for day in days().filter(|day| date(2021, 7, 15) <= *day) {
        for id in ["AP-48", "AP-49", "AP-53", "AP-61", "AP-33", "TS-04"] {
            let due = county.rules.due(id, day, &county.calendar);
            assert!(due.is_ok_and(|due| day < due.last), "{id} from {day}");
        }
    }
}
