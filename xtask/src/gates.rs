//! The register of the steps that the law bars, `docs/law-gates.toml`: each with the refusals that
//! bar it. Each refusal must exist, name its article, and be met by a test.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

use crate::generate::law_index::rules_of;
use crate::sources::Source;
use crate::tidy::codes::given;

/// The path from the root.
const PATH: &str = "docs/law-gates.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Register {
    gate: Vec<Gate>,
}

/// A step that is barred until something is on file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gate {
    /// The step, such as `N13`.
    id: String,
    /// What must be on file.
    title: String,
    /// The refusals that bar it.
    #[serde(default)]
    refusals: Vec<String>,
    /// Why nothing bars it yet: there is no such step.
    open: Option<String>,
}

/// What the sources say of refusals.
struct Refusals {
    /// The article of each code that names one.
    articles: BTreeMap<String, String>,
    /// The codes that a test meets.
    met: BTreeSet<String>,
}

fn read(root: &Path) -> Result<Register, String> {
    let text = std::fs::read_to_string(root.join(PATH)).map_err(|e| format!("{PATH}: {e}"))?;
    toml::from_str(&text).map_err(|error| format!("{PATH}: {error}"))
}

fn refusals(rust: &[Source]) -> Refusals {
    let mut articles = BTreeMap::new();
    for rule in rules_of(rust) {
        articles.insert(format!("RULE-{}", rule.id), rule.cite);
    }
    for one in given(rust) {
        let document = one.words.iter().find_map(|words| document_in(words));
        let cite = one.cite.filter(|cite| cite.contains('《')).or(document);
        if let Some(cite) = cite {
            articles.entry(one.code).or_insert(cite);
        }
    }
    let mut met: BTreeSet<String> =
        rust.iter().flat_map(|source| codes_of(tests_of(source))).collect();
    // A rule that a test finds breached is refused with its own code at the steps it gates.
    for mark in ["breached(\"", "three(\""] {
        let found = rust.iter().flat_map(|source| tests_of(source).split(mark).skip(1));
        met.extend(found.filter_map(|rest| Some(format!("RULE-{}", rest.split('"').next()?))));
    }
    Refusals { articles, met }
}

/// The part of a document of the State Council that a sentence names in brackets, such as
/// （国办发〔2024〕54号第四部分）: it binds as an article does and is no statute.
fn document_in(sentence: &str) -> Option<String> {
    let (_, rest) = sentence.split_once("（国办发〔")?;
    let (named, _) = rest.split_once('）')?;
    named.contains("号第").then(|| format!("国办发〔{named}"))
}

/// The tests of a file: all of it, or what follows its product part.
fn tests_of(source: &Source) -> &str {
    if source.is_test() {
        return &source.text;
    }
    source.text.get(source.product().len()..).unwrap_or_default()
}

/// The codes that stand as texts of their own: what tests compare.
fn codes_of(text: &str) -> BTreeSet<String> {
    let quoted = text.match_indices('"').filter_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        rest.get(..rest.find('"')?)
    });
    quoted
        .filter(|word| word.len() < 16 && word.contains('-') && word.is_ascii())
        .map(str::to_owned)
        .collect()
}

/// Every gate that is listed twice, bars nothing, or bars without article or test.
pub fn check(root: &Path, rust: &[Source]) -> Vec<String> {
    match read(root) {
        Err(problem) => vec![problem],
        Ok(register) => problems(&register, &refusals(rust)),
    }
}

fn problems(register: &Register, known: &Refusals) -> Vec<String> {
    let mut listed = BTreeSet::new();
    let mut found = Vec::new();
    for gate in &register.gate {
        let id = &gate.id;
        if !listed.insert(id) {
            found.push(format!("{PATH}: {id} is listed twice"));
        }
        match (&gate.open, gate.refusals.is_empty()) {
            (None, true) => found.push(format!("{PATH}: {id} names no refusal, nor why not")),
            (Some(_), false) => found.push(format!("{PATH}: {id} is barred and open at once")),
            (None, false) | (Some(_), true) => {}
        }
        for code in &gate.refusals {
            if !known.articles.contains_key(code) {
                found.push(format!("{PATH}: {id}: {code} does not exist, or names no article"));
            }
            if !known.met.contains(code) {
                found.push(format!("{PATH}: {id}: no test is refused with {code}"));
            }
        }
    }
    found
}

/// `docs/law-gates.md`.
///
/// # Errors
/// A sentence when the register cannot be read.
pub fn page(root: &Path, rust: &[Source]) -> Result<String, String> {
    let register = read(root)?;
    let known = refusals(rust);
    let barred = register.gate.iter().filter(|gate| gate.open.is_none()).count();
    let mut text = format!(
        "# 必须把关的节点\n\n由 `./run gen` 生成，登记册是 `{PATH}`。\n\n\
         共{}个节点：{barred}个由拒绝代码挡住（代码写明条文，并有测试断言），{}个待办。\n\n\
         | 节点 | 条件 | 拒绝代码和条文，或者待办的原因 |\n|---|---|---|\n",
        register.gate.len(),
        register.gate.len() - barred,
    );
    for gate in &register.gate {
        let each = gate.refusals.iter().map(|code| {
            let article = known.articles.get(code).map_or("", String::as_str);
            format!("{code} {article}")
        });
        let barred = match &gate.open {
            Some(why) => format!("待办：{why}"),
            None => each.collect::<Vec<_>>().join("；"),
        };
        let _ = writeln!(text, "| {} | {} | {barred} |", gate.id, gate.title);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str, open: Option<&str>) -> Vec<String> {
        let gate = Gate {
            id: "N13".into(),
            title: "题".into(),
            refusals: Some(code)
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .into_iter()
                .collect(),
            open: open.map(str::to_owned),
        };
        let known = Refusals {
            articles: BTreeMap::from([(
                "CASE-074".to_owned(),
                "《行政处罚法》第六十二条".to_owned(),
            )]),
            met: BTreeSet::from(["CASE-074".to_owned(), "CASE-018".to_owned()]),
        };
        problems(&Register { gate: vec![gate] }, &known)
    }

    #[test]
    fn a_gate_bars_with_an_article_and_a_test_or_says_why_not() {
        assert_eq!(found("CASE-074", None), Vec::<String>::new());
        assert_eq!(found("", Some("未建")), Vec::<String>::new());
        assert!(found("CASE-018", None)[0].contains("names no article"));
        assert_eq!(found("CASE-999", None).len(), 2);
        assert_eq!(found("", None).len(), 1);
        assert_eq!(found("CASE-074", Some("未建")).len(), 1);
    }

    #[test]
    fn every_barred_step_is_met_by_a_test() {
        let root = crate::sources::root();
        assert_eq!(check(&root, &crate::sources::rust(&root)), Vec::<String>::new());
    }
}
