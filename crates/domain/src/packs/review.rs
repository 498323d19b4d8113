//! The table by which case files are reviewed (案卷评查表): vetoes, items and grades.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Jurisdiction;
use super::layers::Layers;

/// The path below a pack.
pub(super) const PATH: &str = "review.toml";

/// The table of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewTable {
    /// What the author of the pack wants the reader to know.
    #[serde(default)]
    pub remark: String,
    /// The points of a file without any fault.
    pub full: u32,
    /// The grades, the best first.
    #[serde(rename = "grade")]
    pub grades: Vec<GradeRow>,
    /// What fails a file whatever its points (一票否决).
    #[serde(rename = "veto")]
    pub vetoes: Vec<Veto>,
    /// What costs points.
    #[serde(rename = "item")]
    pub items: Vec<ReviewRow>,
}

/// A grade.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeRow {
    /// Its name.
    pub name: String,
    /// The points from which it is reached.
    pub from: u32,
}

/// What fails a file whatever its points.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Veto {
    /// The id, such as `V01`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The rules behind it.
    pub rules: Vec<String>,
}

/// What costs points.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRow {
    /// Its name.
    pub name: String,
    /// The rules behind it.
    pub rules: Vec<String>,
    /// What a breach of any of them costs.
    pub points: u32,
}

/// Every rule of the table exists and counts once; grades go down to nothing.
pub(super) fn check(county: &Jurisdiction, layers: &mut Layers<'_>) {
    let table = &county.review;
    if *table == ReviewTable::default() {
        return;
    }
    let named = table
        .vetoes
        .iter()
        .map(|veto| (&veto.name, &veto.rules))
        .chain(table.items.iter().map(|item| (&item.name, &item.rules)));
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (name, rules) in named {
        for id in rules {
            if crate::rules::rule(id).is_none() {
                found.push((name.clone(), format!("没有编号为“{id}”的规则，请核对。")));
            } else if !seen.insert(id) {
                found.push((name.clone(), format!("规则“{id}”在表中出现了两次，请只留一处。")));
            }
        }
    }
    let downwards = table
        .grades
        .windows(2)
        .all(|pair| matches!(pair, [better, worse] if worse.from < better.from));
    if !downwards || table.grades.last().is_none_or(|grade| grade.from != 0) {
        found.push(("grade".to_owned(), "等次须从高到低排列，最低一等从0分起。".to_owned()));
    }
    let path = layers.own(PATH);
    for (row, message) in found {
        layers.add(&path, &row, message);
    }
}
