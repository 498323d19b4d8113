//! The register of the worked examples, `docs/law-examples.toml`: dates and sums that a lawyer
//! computed by hand, each with the tests that compute it again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

use crate::claims::{Claim, claims};
use crate::sources::Source;

/// The path from the root.
const PATH: &str = "docs/law-examples.toml";

/// The number of the last example; none is left out.
const LAST: u32 = 82;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Register {
    example: Vec<Example>,
}

/// A worked example.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    /// The id, such as `E01`.
    id: String,
    /// What is asked, in a few words of our own.
    title: String,
    /// The rules it applies.
    rules: Vec<String>,
    /// The debatable readings it depends on: the tests pin the default and the other.
    #[serde(default)]
    readings: Vec<String>,
    /// Why a debatable reading has no second test.
    #[serde(default)]
    note: String,
    /// Why there is no test yet.
    open: Option<String>,
}

type Claims = BTreeMap<String, Vec<Claim>>;

fn read(root: &Path) -> Result<Register, String> {
    let text = std::fs::read_to_string(root.join(PATH)).map_err(|e| format!("{PATH}: {e}"))?;
    toml::from_str(&text).map_err(|error| format!("{PATH}: {error}"))
}

fn found(rust: &[Source]) -> Claims {
    claims(rust, "Example:")
}

/// Every example that is missing, without a test, or pinned in one reading only.
pub fn check(root: &Path, rust: &[Source]) -> Vec<String> {
    match read(root) {
        Err(problem) => vec![problem],
        Ok(register) => problems(&register, &found(rust)),
    }
}

fn problems(register: &Register, claims: &Claims) -> Vec<String> {
    let ids: Vec<&str> = register.example.iter().map(|example| example.id.as_str()).collect();
    let due: Vec<String> = (1..=LAST).map(|number| format!("E{number:02}")).collect();
    let mut found = Vec::new();
    if ids != due {
        found.push(format!("{PATH}: must list E01 to E{LAST} once each, in order"));
    }
    let known: BTreeSet<&str> = ids.into_iter().collect();
    for (id, tests) in claims.iter().filter(|(id, _)| !known.contains(id.as_str())) {
        let named: Vec<String> = tests.iter().map(Claim::words).collect();
        found.push(format!("{}: claims {id}, which {PATH} does not know", named.join(", ")));
    }
    found.extend(register.example.iter().flat_map(|example| of_one(example, claims)));
    found
}

fn of_one(example: &Example, claims: &Claims) -> Vec<String> {
    let id = &example.id;
    let tests = claims.get(id).map(Vec::as_slice).unwrap_or_default();
    let mut found = Vec::new();
    if example.title.trim().is_empty() || example.rules.is_empty() {
        found.push(format!("{PATH}: {id} needs a title and a rule"));
    }
    match (&example.open, tests) {
        (None, []) => found.push(format!(
            "{PATH}: {id} has no test; write one with `Example: {id}.` in its comment, or say \
             under `open` what is missing"
        )),
        (Some(why), []) if why.trim().is_empty() => {
            found.push(format!("{PATH}: {id} is open without a reason"));
        }
        (Some(_), [_, ..]) => found.push(format!("{PATH}: {id} has a test and is not open")),
        (None, [_, ..]) | (Some(_), []) => {}
    }
    let pinned = |reading: &str| {
        let quoted = format!("\"{reading}\"");
        tests.iter().any(|test| test.body.contains(&quoted))
    };
    if example.open.is_none() && example.note.trim().is_empty() {
        for reading in example.readings.iter().filter(|reading| !pinned(reading)) {
            found.push(format!(
                "{PATH}: no test of {id} asserts the other reading of {reading}; add it, or say \
                 in a note why there is none"
            ));
        }
    }
    found
}

/// `docs/law-examples.md`.
///
/// # Errors
/// A sentence when the register cannot be read.
pub fn page(root: &Path, rust: &[Source]) -> Result<String, String> {
    let register = read(root)?;
    let claims = found(rust);
    let tested = register.example.iter().filter(|e| e.open.is_none()).count();
    let mut text = format!(
        "# 法律算例\n\n由 `./run gen` 生成，登记册是 `{PATH}`。\n\n\
         共{}例：{tested}例由测试证明，{}例待办。\n\
         有争议的读法，测试同时写出默认读法和另一读法；不设选项的写明理由。\n\n\
         | 算例 | 内容 | 规则 | 有争议的读法 | 证明它的测试或者待办的原因 |\n|---|---|---|---|---|\n",
        register.example.len(),
        register.example.len() - tested,
    );
    for example in &register.example {
        let tests = claims.get(&example.id).map(Vec::as_slice).unwrap_or_default();
        let proof = match &example.open {
            Some(why) => format!("待办：{why}"),
            None => tests.iter().map(Claim::words).collect::<Vec<_>>().join("、"),
        };
        let readings = example.readings.join("、");
        let readings = if example.note.is_empty() {
            readings
        } else {
            format!("{readings}（{}）", example.note)
        };
        let (id, title, rules) = (&example.id, &example.title, example.rules.join("、"));
        let _ = writeln!(text, "| {id} | {title} | {rules} | {readings} | {proof} |");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(readings: &[&str], note: &str, open: Option<&str>) -> Example {
        Example {
            id: "E01".into(),
            title: "题".into(),
            rules: vec!["AP-53".into()],
            readings: readings.iter().map(|&r| r.to_owned()).collect(),
            note: note.into(),
            open: open.map(str::to_owned),
        }
    }

    fn claimed(body: &str) -> Claims {
        let claim = Claim { path: "a.rs".into(), name: "t".into(), body: body.into() };
        BTreeMap::from([("E01".to_owned(), vec![claim])])
    }

    #[test]
    fn an_example_without_a_test_is_found_unless_it_says_what_is_missing() {
        assert!(of_one(&example(&[], "", None), &Claims::new())[0].contains("has no test"));
        assert!(of_one(&example(&[], "", Some("未建")), &Claims::new()).is_empty());
        assert_eq!(of_one(&example(&[], "", Some(" ")), &Claims::new()).len(), 1);
        assert_eq!(of_one(&example(&[], "", Some("未建")), &claimed("")).len(), 1);
    }

    #[test]
    fn a_debatable_example_is_pinned_in_both_readings() {
        let both = claimed("reading(\"DB-01\", \"permissive\")");
        assert!(of_one(&example(&["DB-01"], "", None), &both).is_empty());
        assert_eq!(of_one(&example(&["DB-01"], "", None), &claimed("one();")).len(), 1);
        assert!(of_one(&example(&["DB-01"], "不设选项", None), &claimed("one();")).is_empty());
    }

    #[test]
    fn the_register_lists_every_example_and_each_is_claimed() {
        let root = crate::sources::root();
        assert_eq!(check(&root, &crate::sources::rust(&root)), Vec::<String>::new());
    }
}
