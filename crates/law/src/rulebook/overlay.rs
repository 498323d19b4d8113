//! Lays a county's choices over the national rule book.
//!
//! A county may choose among registered readings and set the values the law leaves to it; it can
//! never change a statutory period or amount.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{
    RuleBook,
    parameter::Parameter,
    read::{RawRule, check_sequence, parameters},
};
use crate::problem::RowProblem;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOverlay {
    /// A note for the readers of the file.
    #[expect(dead_code, reason = "accepted so that a county can explain its choices in the file")]
    remark: Option<String>,
    #[serde(default)]
    settings: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    rule: Vec<Spanned<RawRule>>,
}

/// The rule book with the overlay applied, or every problem of the overlay.
pub(super) fn lay_over(book: &RuleBook, text: &str) -> Result<RuleBook, Vec<RowProblem>> {
    let raw: RawOverlay =
        toml::from_str(text).map_err(|error| vec![RowProblem::of_toml(text, &error)])?;
    let mut problems = Vec::new();
    let mut answer = book.clone();
    for (id, reading) in raw.settings {
        let row = RowProblem::line_of(text, reading.span().start);
        choose(&mut answer, row, &id, reading.into_inner(), &mut problems);
    }
    let mut local: BTreeMap<String, (usize, Vec<Parameter>)> = BTreeMap::new();
    for (row, parameter) in parameters(raw.rule, text, &book.settings, &mut problems) {
        local.entry(parameter.id.clone()).or_insert((row, Vec::new())).1.push(parameter);
    }
    for (id, (row, versions)) in local {
        replace(&mut answer, row, &id, versions, &mut problems);
    }
    if problems.is_empty() { Ok(answer) } else { Err(problems) }
}

fn choose(
    book: &mut RuleBook,
    row: usize,
    id: &str,
    reading: String,
    problems: &mut Vec<RowProblem>,
) {
    match book.settings.get_mut(id) {
        None => problems.push(RowProblem::new(row, id, "没有这个争议问题")),
        Some(setting) if setting.readings.iter().any(|offered| offered.id == reading) => {
            setting.chosen = reading;
        }
        Some(setting) => {
            let offered: Vec<&str> =
                setting.readings.iter().map(|offered| offered.id.as_str()).collect();
            let message = format!("没有“{reading}”这种读法，可选：{}", offered.join("、"));
            problems.push(RowProblem::new(row, id, message));
        }
    }
}

/// Replaces the national value from the first local day on; what applied before stays.
fn replace(
    book: &mut RuleBook,
    row: usize,
    id: &str,
    mut versions: Vec<Parameter>,
    problems: &mut Vec<RowProblem>,
) {
    let Some(national) = book.rules.get(id) else {
        problems.push(RowProblem::new(row, id, "国家规则库没有这条规则，地方包不能新增"));
        return;
    };
    if !national.iter().all(|version| version.local || version.soft) {
        problems.push(RowProblem::new(
            row,
            id,
            "该规则由法律、行政法规或者规章规定，地方包不能改写",
        ));
        return;
    }
    versions.sort_by_key(|version| version.first_day);
    let Some(first) = versions.first().map(|version| version.first_day) else { return };
    let kind = |version: &Parameter| std::mem::discriminant(&version.value);
    if national.iter().any(|old| versions.iter().any(|new| kind(old) != kind(new))) {
        problems.push(RowProblem::new(row, id, "类别与国家规则库不一致"));
        return;
    }
    let mut sequence: Vec<Parameter> =
        national.iter().filter(|version| version.first_day < first).cloned().collect();
    if let Some(last) = sequence.last_mut()
        && last.last_day.is_none_or(|day| first <= day)
    {
        last.last_day = first.yesterday().ok();
    }
    sequence.extend(versions);
    check_sequence(id, &sequence, row, problems);
    book.rules.insert(id.into(), sequence);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::{money::Fen, rulebook::RuleBook};

    fn national() -> RuleBook {
        RuleBook::from_toml(include_str!("../../../../packs/national/rules.toml")).unwrap()
    }

    fn amount(id: &str, yuan: i64, first: &str) -> String {
        format!(
            "[[rule]]\nid = \"{id}\"\nname = \"本地数额\"\nkind = \"amount\"\nfen = {}\n\
             first_day = \"{first}\"\nsource = \"本地规定\"\nconfidence = \"certain\"\n",
            yuan * 100
        )
    }

    fn problems(text: &str) -> Vec<String> {
        national().with_overrides(text).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_local_figure_replaces_the_default_from_its_first_day() {
        let text = amount("HT-09.citizen", 5000, "2026-06-01");
        let book = national().with_overrides(&text).unwrap();
        let at = |day| book.at("HT-09.citizen", day).unwrap().amount();
        assert_eq!(at(date(2026, 5, 31)), Some(Fen(200_000)));
        assert_eq!(at(date(2026, 6, 1)), Some(Fen(500_000)));
    }

    #[test]
    fn a_statutory_value_cannot_be_replaced_by_a_county() {
        assert_eq!(
            problems(&amount("AP-36.citizen", 5000, "2026-06-01")),
            ["第1行“AP-36.citizen”：该规则由法律、行政法规或者规章规定，地方包不能改写"]
        );
        assert_eq!(
            problems(&amount("XX-1", 5000, "2026-06-01")),
            ["第1行“XX-1”：国家规则库没有这条规则，地方包不能新增"]
        );
        assert_eq!(
            problems(&amount("SOFT-archive", 5000, "2026-06-01")),
            ["第1行“SOFT-archive”：类别与国家规则库不一致"]
        );
    }

    #[test]
    fn a_reading_must_be_on_offer() {
        let book = national().with_overrides("[settings]\nDB-01 = \"permissive\"\n").unwrap();
        assert_eq!(book.reading("DB-01"), Some("permissive"));
        assert_eq!(national().reading("DB-01"), Some("conservative"));
        assert_eq!(
            problems("[settings]\nDB-01 = \"lax\"\nDB-98 = \"x\"\n"),
            [
                "第2行“DB-01”：没有“lax”这种读法，可选：conservative、permissive",
                "第3行“DB-98”：没有这个争议问题",
            ]
        );
    }

    #[test]
    fn an_empty_overlay_changes_nothing() {
        assert_eq!(national().with_overrides("").unwrap(), national());
        assert!(national().with_overrides("settings = 3").is_err());
    }

    #[test]
    fn overlapping_local_figures_are_refused() {
        let text = amount("HT-09.citizen", 5000, "2026-06-01")
            + &amount("HT-09.citizen", 6000, "2026-07-01");
        assert_eq!(
            problems(&text),
            ["第1行“HT-09.citizen”：前一版本未在2026年7月1日之前结束，两个版本重叠"]
        );
    }
}
