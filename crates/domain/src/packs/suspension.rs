//! The grounds on which an investigation may stand still (中止调查的情形), with their articles.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Jurisdiction;
use super::layers::Layers;

/// The path below a pack.
pub(super) const PATH: &str = "suspension.toml";

/// The grounds of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuspensionTable {
    /// What the author of the pack wants the reader to know.
    #[serde(default)]
    pub remark: String,
    /// The grounds.
    #[serde(rename = "ground")]
    pub grounds: Vec<SuspensionRow>,
}

/// One ground.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuspensionRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// On what it rests.
    pub cite: String,
    /// The article by which the days do not count into the time to decide; blank when they count.
    #[serde(default)]
    pub excluded_by: String,
}

/// Checks that every ground can be told from the others and rests on something.
pub(super) fn check(county: &Jurisdiction, layers: &mut Layers<'_>) {
    let mut seen = BTreeSet::new();
    let path = layers.own(PATH);
    for row in &county.suspension.grounds {
        if !seen.insert(&row.id) {
            layers.add(&path, &row.id, format!("情形“{}”重复。", row.id));
        }
        if [&row.id, &row.name, &row.cite].iter().any(|text| text.trim().is_empty()) {
            layers.add(&path, &row.id, "情形应当有编号、名称和依据。".to_owned());
        }
    }
}
