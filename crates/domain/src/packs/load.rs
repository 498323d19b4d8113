//! Reading a jurisdiction out of pack texts; what rows must agree on is checked afterwards.

use std::collections::BTreeMap;

use law::{Calendar, RowProblem, RuleBook, Statutes};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::form::FormSpec;
use super::layers::Layers;
use super::org::{Authority, Courts};
use super::problem::PackProblem;
use super::stamps::{Reviewer, Stamp, StampRule};
use super::{
    BasisDocument, DispatchLimit, FirstOffence, FirstOffenceList, Jurisdiction, check, check_items,
};
use crate::catalogue::PowerItem;

/// What a county says about itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackHead {
    name: String,
    title: String,
    #[expect(dead_code, reason = "read by the layers; listed so that unknown keys are refused")]
    extends: Option<String>,
    version: String,
    #[expect(dead_code, reason = "shown by pack tools only")]
    sector: Option<String>,
    #[expect(dead_code, reason = "a note between authors")]
    remark: Option<String>,
    basis: Vec<BasisDocument>,
    #[serde(default)]
    dispatch: DispatchLimit,
    pub(super) totals: Totals,
}

/// Sums that the rows have to add up to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Totals {
    pub towns: usize,
    pub squads: usize,
    pub inspection_items: usize,
    pub headcount: u32,
    pub institution: u32,
    pub enterprise: u32,
}

#[derive(Deserialize)]
struct CourtsOnly {
    courts: Courts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstOffences {
    #[expect(dead_code, reason = "a note between authors")]
    remark: Option<String>,
    look_back_months: Option<u16>,
    look_back_source: Option<String>,
    entry: Vec<FirstOffence>,
}

impl From<FirstOffences> for FirstOffenceList {
    fn from(read: FirstOffences) -> Self {
        let FirstOffences { look_back_months, look_back_source, entry, .. } = read;
        Self { look_back_months, look_back_source, entries: entry }
    }
}

impl Jurisdiction {
    /// Reads and checks the pack `county`, laid over the packs it extends.
    ///
    /// `texts` maps paths such as `national/rules.toml` to bytes; `digest` identifies them.
    ///
    /// # Errors
    /// Every problem found, in the order of the paths.
    pub fn load(
        county: &str,
        digest: &str,
        texts: &BTreeMap<String, Vec<u8>>,
    ) -> Result<Self, Vec<PackProblem>> {
        let mut layers = Layers::new(county, texts);
        let read = assemble(&mut layers, digest);
        if let Some((jurisdiction, totals)) = &read {
            check::run(jurisdiction, totals, &mut layers);
            check_items::run(jurisdiction, &mut layers);
            super::review::check(jurisdiction, &mut layers);
            super::suspension::check(jurisdiction, &mut layers);
        }
        let mut problems = layers.problems;
        match read {
            Some((jurisdiction, _)) if problems.is_empty() => Ok(jurisdiction),
            Some(_) | None => {
                problems.sort();
                problems.dedup();
                Err(problems)
            }
        }
    }
}

fn assemble(layers: &mut Layers<'_>, digest: &str) -> Option<(Jurisdiction, Totals)> {
    // Everything is read before anything is given up, so that one pass names all problems.
    let head = layers.read::<PackHead>("pack.toml");
    let calendar = national(layers, "calendar.csv", Calendar::from_csv);
    let rules = rule_book(layers);
    let statutes = statutes(layers);
    let courts = layers.read::<CourtsOnly>("org.toml");
    let authorities: Vec<Authority> = layers.rows("org.toml", "authority", "id");
    let units = layers.rows("org.toml", "unit", "id");
    let towns = layers.rows("towns.toml", "town", "id");
    let areas = layers.rows("towns.toml", "area", "id");
    let items = items(layers);
    let forms = forms(layers);
    let templates = templates(layers);
    let stamps: Vec<Stamp> = layers.rows("stamps.toml", "stamp", "authority");
    let stamp_rules: Vec<StampRule> = layers.rows("stamps.toml", "rule", "mode");
    let reviewers: Vec<Reviewer> = layers.rows("stamps.toml", "reviewer", "authority");
    let publication = layers.read("publication.toml");
    let first_offences = layers.read::<FirstOffences>("first_offence.toml");
    let people = layers.rows("demo_officers.toml", "person", "id");
    // A pack of old names no equipment.
    let monitors = match layers.path(super::monitors::PATH) {
        Some(_) => layers.rows(super::monitors::PATH, "monitor", "id"),
        None => vec![],
    };
    let plans = match layers.path(super::plans::PATH) {
        Some(_) => layers.rows(super::plans::PATH, "plan", "id"),
        None => vec![],
    };
    let raters = match layers.path(super::assessment::PATH) {
        Some(_) => layers.rows(super::assessment::PATH, "rater", "id"),
        None => vec![],
    };
    // A pack of old has no table; its files are examined without a score.
    let review = match layers.path(super::review::PATH) {
        Some(_) => layers.read(super::review::PATH),
        None => Some(super::ReviewTable::default()),
    };
    // A pack of old names no ground, and no investigation can be suspended under it.
    let suspension = match layers.path(super::suspension::PATH) {
        Some(_) => layers.read(super::suspension::PATH),
        None => Some(super::SuspensionTable::default()),
    };
    let head = head?;
    let jurisdiction = Jurisdiction {
        name: head.name,
        title: head.title,
        version: head.version,
        digest: digest.to_owned(),
        basis: head.basis,
        dispatch: head.dispatch,
        calendar: calendar?,
        rules: rules?,
        statutes: statutes?,
        courts: courts?.courts,
        authorities,
        units,
        towns,
        areas,
        items,
        forms,
        templates,
        stamps,
        stamp_rules,
        reviewers: reviewers.into_iter().map(|row| (row.authority, row.unit)).collect(),
        monitors,
        raters,
        plans,
        publication: publication?,
        first_offences: first_offences?.into(),
        review: review?,
        suspension: suspension?,
        people,
    };
    Some((jurisdiction, head.totals))
}

/// The items with the benchmark tables that stand in texts of their own.
fn items(layers: &mut Layers<'_>) -> Vec<PowerItem> {
    let mut items: Vec<PowerItem> = each(layers, "items/", "item");
    let paths = layers.list("benchmarks/", ".toml");
    let added = paths.iter().flat_map(|path| layers.rows(path, "benchmark", "item")).collect();
    for (item, branch) in super::benchmarks::put(&mut items, added) {
        let path = layers.own("benchmarks/");
        layers.add(&path, "benchmark", format!("没有事项“{item}”的分支“{branch}”。"));
    }
    items
}

fn add_rows(layers: &mut Layers<'_>, path: &str, rows: Vec<RowProblem>) {
    for row in rows {
        let at = format!("第{}行 {}", row.row, row.field);
        layers.add(path, &at, format!("{}。", row.message));
    }
}

fn national<T>(
    layers: &mut Layers<'_>,
    relative: &str,
    parse: impl FnOnce(&str) -> Result<T, Vec<RowProblem>>,
) -> Option<T> {
    let (path, text) = layers.need(relative)?;
    parse(&text).map_err(|rows| add_rows(layers, &path, rows)).ok()
}

/// The national rules with the county's choices among debatable readings.
fn rule_book(layers: &mut Layers<'_>) -> Option<RuleBook> {
    let rules = national(layers, "rules.toml", RuleBook::from_toml)?;
    let Some(path) = layers.path("settings.toml") else { return Some(rules) };
    let text = layers.text(&path)?;
    rules.with_overrides(&text).map_err(|rows| add_rows(layers, &path, rows)).ok()
}

/// The national index followed by the county's own regulations.
fn statutes(layers: &mut Layers<'_>) -> Option<Statutes> {
    let (path, mut text) = layers.need("statutes.toml")?;
    if let Some(own) = layers.path("local_statutes.toml") {
        let more = layers.text(&own)?;
        // Read alone first, so that its problems carry its own line numbers.
        if let Err(rows) = Statutes::from_toml(&more) {
            add_rows(layers, &own, rows);
            return None;
        }
        text.push('\n');
        text.push_str(&more);
    }
    Statutes::from_toml(&text).map_err(|rows| add_rows(layers, &path, rows)).ok()
}

fn each<T: DeserializeOwned>(layers: &mut Layers<'_>, folder: &str, key: &str) -> Vec<T> {
    let paths = layers.list(folder, ".toml");
    if paths.is_empty() {
        let own = layers.own(folder);
        layers.add(&own, "缺少", "没有任何事项，请补上后重新检查。");
    }
    paths.iter().flat_map(|path| layers.rows(path, key, "id")).collect()
}

fn forms(layers: &mut Layers<'_>) -> BTreeMap<String, FormSpec> {
    let mut forms = BTreeMap::new();
    for relative in layers.list("forms/", ".toml") {
        let Some(form) = layers.read::<FormSpec>(&relative) else { continue };
        if relative != format!("forms/{}.toml", form.code) {
            let path = layers.path(&relative).unwrap_or(relative);
            layers.add(&path, "code", format!("代码“{}”与所在路径不一致。", form.code));
            continue;
        }
        forms.insert(form.code.clone(), form);
    }
    forms
}

fn templates(layers: &mut Layers<'_>) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for relative in layers.list("forms/", ".typ") {
        let Some(path) = layers.path(&relative) else { continue };
        if let Some(text) = layers.text(&path) {
            texts.insert(relative, text);
        }
    }
    texts
}
