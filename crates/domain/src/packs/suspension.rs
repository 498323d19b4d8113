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
    /// The sectors whose rules leave the time of appraisals out of the time to decide.
    #[serde(default, rename = "sector")]
    pub sectors: Vec<SectorRow>,
}

/// A sector whose rule leaves tests and appraisals out of the time to decide (检测、鉴定期间).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectorRow {
    /// Its id.
    pub id: String,
    /// The groups of items that belong to it.
    pub groups: Vec<String>,
    /// The article.
    pub excluded_by: String,
    /// The debatable reading on which it depends, which must then be `excluded`; blank when certain.
    #[serde(default)]
    pub setting: String,
    /// What the author of the pack wants the reader to know.
    #[serde(default)]
    pub remark: String,
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
    let mut groups = BTreeSet::new();
    for row in &county.suspension.sectors {
        if row.excluded_by.trim().is_empty() {
            layers.add(&path, &row.id, "应当写明不计入办案期限的依据。".to_owned());
        }
        if !row.setting.is_empty() && county.rules.reading(&row.setting).is_none() {
            layers.add(&path, &row.id, format!("没有设置“{}”。", row.setting));
        }
        for group in row.groups.iter().filter(|group| !groups.insert(group.as_str())) {
            layers.add(&path, &row.id, format!("事项分组“{group}”重复。"));
        }
    }
}
