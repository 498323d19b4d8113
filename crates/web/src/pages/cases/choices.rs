//! What the forms of a case let a person choose from: people with their certificates, enums, dates.

use domain::{
    ids::{AuthorityId, UnitId},
    org::{Person, Roster},
    policy::Role,
};
use jiff::civil::Date;
use law::date_zh;

use super::at::At;
use crate::components::form::{Choice, Field, FieldValue};

/// The people of a unit, each with the certificate and whether it is valid on the day.
pub fn officers(people: &Roster, unit: &UnitId, on: Date) -> Vec<Choice> {
    people
        .all()
        .filter(|person| person.unit == *unit && !person.suspended)
        .map(|person| {
            Choice::new(person.id.as_str(), person.name.clone()).help(certificate(person, on))
        })
        .collect()
}

fn certificate(person: &Person, on: Date) -> String {
    let Some(held) = &person.credential else {
        return "没有行政执法证，不能作为执法人员".to_owned();
    };
    if on < held.valid_from || held.valid_until < on {
        return format!("执法证{}不在有效期内，不能作为执法人员", held.number);
    }
    format!("执法证{}，有效期至{}", held.number, date_zh(held.valid_until))
}

/// A group of checkboxes for two or more officers, with some ticked.
pub fn officers_field(
    key: &str,
    label: &str,
    choices: Vec<Choice>,
    ticked: impl IntoIterator<Item = String>,
) -> Field {
    Field::checkboxes(key, label, choices)
        .help("至少选两名持有有效执法证的执法人员。")
        .answered(FieldValue::Many(ticked.into_iter().collect()))
        .required()
}

/// The officers of the unit that handles the case, with the handlers ticked.
pub fn case_officers(at: &At, key: &str, label: &str) -> Field {
    let choices = officers(&at.people, &at.case.origin.unit, at.today());
    officers_field(key, label, choices, at.case.handlers.iter().map(ToString::to_string))
}

/// Everybody who holds the role in the authority of the case.
pub fn holders(people: &Roster, role: Role, authority: &AuthorityId) -> Vec<Choice> {
    people
        .all()
        .filter(|person| person.roles.contains(&role) && person.authority == *authority)
        .filter(|person| !person.suspended)
        .map(|person| Choice::new(person.id.as_str(), person.name.clone()))
        .collect()
}

/// One box to tick.
pub fn tick(key: &str, label: &str, words: &str) -> Field {
    Field::checkboxes(key, label, vec![Choice::new("yes", words)])
}
