//! The register of the rules of the law, `docs/law-rules.toml`: every rule once, with what the
//! product makes of it.
//!
//! That a rule is applied is not believed but looked up: some code must name its id.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::sources::Source;

/// The path from the root.
pub const PATH: &str = "docs/law-rules.toml";

/// The register.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The groups of ids, each with its last number and the numbers that were never given.
    pub group: Vec<Group>,
    /// The rules.
    pub rule: Vec<Entry>,
}

/// A group of ids.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What the ids begin with, such as `AP`.
    pub id: String,
    /// What the group is about, in Chinese.
    pub name: String,
    /// The last number.
    pub last: u32,
    /// The numbers that were never given.
    #[serde(default)]
    pub gaps: BTreeSet<u32>,
}

/// One rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The id, such as `AP-30`.
    pub id: String,
    /// What it is about, in a few words of our own.
    pub title: String,
    /// The basis.
    pub cite: String,
    /// What the product makes of it.
    pub state: State,
    /// Why it does not apply, or what is open.
    #[serde(default)]
    pub note: String,
}

/// What the product makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Some code applies it and names it.
    Implemented,
    /// It does not concern the product; the note says why.
    NotApplicable,
    /// It is not applied yet, or its text is not settled; the note says what is open.
    Open,
}

impl State {
    /// The Chinese word.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Implemented => "已执行",
            Self::NotApplicable => "不适用",
            Self::Open => "待办",
        }
    }
}

/// Reads the register.
///
/// # Errors
/// A sentence when the file is missing or misshapen.
pub fn read(root: &Path) -> Result<Register, String> {
    let text = std::fs::read_to_string(root.join(PATH)).map_err(|e| format!("{PATH}: {e}"))?;
    toml::from_str(&text).map_err(|error| format!("{PATH}: {error}"))
}

/// Which product files name which rule of the groups.
pub fn named(groups: &[Group], rust: &[Source]) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in rust.iter().filter(|source| product(source)) {
        for id in ids(groups, source.product()) {
            all.entry(id).or_default().push(source.path.clone());
        }
    }
    all
}

/// Whether the file applies law: no test, no made-up page, no demonstration, no chore.
pub fn product(source: &Source) -> bool {
    let shown = source.is_test() || source.is_sample() || source.path.contains("/demo/");
    !shown && source.crate_name().is_some()
}

/// The ids in a text; `AP-36.citizen` names `AP-36`, `JX-T-01` names nothing.
fn ids(groups: &[Group], text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for group in groups {
        let mark = format!("{}-", group.id);
        for (at, _) in text.match_indices(&mark) {
            let before = text.get(..at).and_then(|head| head.chars().next_back());
            let joined = before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-');
            let rest = text.get(at + mark.len()..).unwrap_or_default();
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            // A refusal is named after its rule: RULE-AP-30.
            let ours = !joined || text.get(..at).is_some_and(|head| head.ends_with("RULE-"));
            if ours && digits.len() == 2 {
                found.insert(format!("{mark}{digits}"));
            }
        }
    }
    found
}

/// Every rule that is missing, listed twice, claimed without code, or left without a reason.
pub fn check(root: &Path, rust: &[Source]) -> Vec<String> {
    match read(root) {
        Err(problem) => vec![problem],
        Ok(register) => {
            let mut found = problems(&register, &named(&register.group, rust));
            found.extend(bases(root, &register));
            found
        }
    }
}

fn problems(register: &Register, named: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut found = Vec::new();
    let mut listed = BTreeSet::new();
    for entry in &register.rule {
        let id = &entry.id;
        if !listed.insert(id.as_str()) {
            found.push(format!("{PATH}: {id} is listed twice"));
        }
        if entry.title.trim().is_empty() || entry.cite.trim().is_empty() {
            found.push(format!("{PATH}: {id} needs a title and a basis"));
        }
        match entry.state {
            State::Implemented if !named.contains_key(id) => found.push(format!(
                "{PATH}: {id} is called implemented, but no code names it; cite it where it is applied"
            )),
            State::NotApplicable | State::Open if entry.note.trim().is_empty() => {
                found.push(format!("{PATH}: {id} needs a note: why, or what is open"));
            }
            State::Implemented | State::NotApplicable | State::Open => {}
        }
    }
    let due: BTreeSet<String> = register
        .group
        .iter()
        .flat_map(|group| {
            (1..=group.last)
                .filter(|number| !group.gaps.contains(number))
                .map(|number| format!("{}-{number:02}", group.id))
        })
        .collect();
    found.extend(
        due.iter()
            .filter(|id| !listed.contains(id.as_str()))
            .map(|id| format!("{PATH}: {id} is not listed")),
    );
    found.extend(
        listed
            .iter()
            .filter(|id| !due.contains(**id))
            .map(|id| format!("{PATH}: {id} belongs to no group")),
    );
    found.extend(named.iter().filter(|(id, _)| !due.contains(*id)).map(|(id, files)| {
        format!("{}: names {id}, which {PATH} does not know", files.join(", "))
    }));
    found
}

/// The bases whose articles do not exist.
fn bases(root: &Path, register: &Register) -> Vec<String> {
    let Ok(statutes) = crate::tidy::cites::statutes(root) else { return vec![] };
    let wrong = |entry: &Entry| {
        crate::tidy::cites::citations(&entry.cite)
            .into_iter()
            .filter_map(|(_, cite)| match statutes.check(&cite, None) {
                Err(problem @ law::CiteProblem::NoSuchArticle { .. }) => {
                    Some(format!("{PATH}: {}: {problem}", entry.id))
                }
                Ok(()) | Err(_) => None,
            })
            .collect::<Vec<_>>()
    };
    register.rule.iter().flat_map(wrong).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(last: u32, gaps: &[u32]) -> Group {
        Group {
            id: "AP".into(), name: "处罚法".into(), last, gaps: gaps.iter().copied().collect()
        }
    }

    fn entry(id: &str, state: State, note: &str) -> Entry {
        let cite = "《行政处罚法》第四十四条".to_owned();
        Entry { id: id.into(), title: "题".into(), cite, state, note: note.into() }
    }

    fn code(text: &str) -> Vec<Source> {
        vec![Source { path: "crates/domain/src/a.rs".into(), text: text.into() }]
    }

    fn found(register: &Register, text: &str) -> Vec<String> {
        problems(register, &named(&register.group, &code(text)))
    }

    #[test]
    fn a_rule_called_implemented_must_be_named_by_code() {
        let register = Register {
            group: vec![group(1, &[])],
            rule: vec![entry("AP-01", State::Implemented, "")],
        };
        assert!(found(&register, "//! Nothing.")[0].contains("no code names it"));
        assert!(found(&register, "// AP-010").iter().any(|line| line.contains("no code")));
        assert!(found(&register, "// JX-AP-01").iter().any(|line| line.contains("no code")));
        assert_eq!(found(&register, "/// 第一条 (AP-01)."), Vec::<String>::new());
        assert_eq!(found(&register, "\"AP-01.citizen\""), Vec::<String>::new());
        assert_eq!(found(&register, "\"RULE-AP-01\""), Vec::<String>::new());
    }

    #[test]
    fn a_rule_named_by_tests_alone_is_not_implemented() {
        let register = Register {
            group: vec![group(1, &[])],
            rule: vec![entry("AP-01", State::Implemented, "")],
        };
        let only = "//! A.\n#[cfg(test)]\nmod tests {\n    // AP-01\n}\n";
        assert_eq!(found(&register, only).len(), 1);
    }

    #[test]
    fn a_missing_a_double_and_a_stray_rule_are_found() {
        let register = Register {
            group: vec![group(3, &[2])],
            rule: vec![
                entry("AP-01", State::Open, "问"),
                entry("AP-01", State::Open, "问"),
                entry("AP-02", State::Open, "问"),
            ],
        };
        let lines = found(&register, "//! AP-77.");
        for part in ["AP-01 is listed twice", "AP-03 is not listed", "AP-02 belongs", "AP-77"] {
            assert!(lines.iter().any(|line| line.contains(part)), "{part}: {lines:?}");
        }
    }

    #[test]
    fn what_is_open_or_not_applicable_says_why() {
        let register = Register {
            group: vec![group(2, &[])],
            rule: vec![entry("AP-01", State::Open, " "), entry("AP-02", State::NotApplicable, "")],
        };
        assert_eq!(found(&register, "//! None.").len(), 2);
    }

    #[test]
    fn the_register_lists_the_whole_law() {
        let root = crate::sources::root();
        // The rules of the sources, and DB-28 to DB-30, doubts that only the referral of a crime, the
        // transfer of a case and fast handling brought up.
        assert_eq!(read(&root).unwrap().rule.len(), 287 + 3);
        assert_eq!(check(&root, &crate::sources::rust(&root)), Vec::<String>::new());
    }
}
