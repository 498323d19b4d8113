//! `docs/coverage.md`: every row of the requirements with the tests that prove it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

use crate::sources::{Source, with_endings};

#[derive(Deserialize)]
struct Rows {
    row: Vec<Row>,
}

/// A row of the requirements, in our words.
#[derive(Deserialize)]
struct Row {
    id: String,
    context: String,
    feature: String,
}

/// The page.
pub fn page(root: &Path, rust: &[Source]) -> Result<String, String> {
    let path = root.join("docs/requirements.toml");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let rows: Rows = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut proofs = proofs(rust);
    proofs_in_browser(root, &mut proofs);
    let mut page = String::from(
        "# 需求覆盖\n\n由 `./run gen` 生成：每条需求由哪些测试证明。测试在文档注释中以 `Covers:` 写明所证明的需求。\n\n",
    );
    let known: BTreeSet<&str> = rows.row.iter().map(|row| row.id.as_str()).collect();
    if let Some(unknown) = proofs.keys().find(|id| !known.contains(id.as_str())) {
        return Err(format!("docs/requirements.toml has no row {unknown}, which a test claims"));
    }
    let proven = |prefix: &str| {
        let of = || rows.row.iter().filter(|row| row.id.starts_with(prefix));
        (of().filter(|row| proofs.contains_key(&row.id)).count(), of().count())
    };
    page.push_str("| 文件 | 已证明 | 共 |\n|---|---|---|\n");
    for seed in ["S0-", "S1-", "S2-", "S3-", "S4-"] {
        let (done, all) = proven(seed);
        let _ = writeln!(page, "| {} | {done} | {all} |", seed.trim_end_matches('-'));
    }
    page.push_str("\n| 需求 | 领域 | 内容 | 证明 |\n|---|---|---|---|\n");
    for row in &rows.row {
        let tests = proofs.get(&row.id).map_or_else(
            || "–".to_owned(),
            |tests| tests.iter().map(|t| format!("`{t}`")).collect::<Vec<_>>().join("、"),
        );
        let _ = writeln!(page, "| {} | {} | {} | {tests} |", row.id, row.context, row.feature);
    }
    Ok(page)
}

type Proofs = BTreeMap<String, BTreeSet<String>>;

/// The tests that claim rows in their doc comment.
fn proofs(rust: &[Source]) -> Proofs {
    let mut all = Proofs::new();
    for source in rust {
        let mut claimed: Vec<String> = Vec::new();
        for line in source.text.lines() {
            let line = line.trim();
            if line.starts_with("///") && line.contains("Covers:") {
                claimed.extend(ids(line));
            } else if line.starts_with("///") && !claimed.is_empty() {
                // A claim may go on over several lines of the comment.
                claimed.extend(ids(line));
            } else if let Some(name) = function(line) {
                for id in claimed.drain(..) {
                    let proof = format!("{}::{name}", source.path);
                    all.entry(id).or_default().insert(proof);
                }
            }
        }
    }
    all
}

/// The browser tests that claim rows in a comment.
fn proofs_in_browser(root: &Path, all: &mut Proofs) {
    for source in with_endings(root, &["mjs", "md"]) {
        let scenario = source.path.contains("/scenarios/");
        if !source.path.starts_with("e2e/") && !scenario {
            continue;
        }
        for line in source.text.lines().filter(|line| line.contains("Covers:")) {
            for id in ids(line) {
                all.entry(id).or_default().insert(source.path.clone());
            }
        }
    }
}

fn ids(line: &str) -> Vec<String> {
    line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter(|word| {
            let mut parts = word.split('-');
            let seed = parts.next().is_some_and(|s| {
                s.len() == 2 && s.starts_with('S') && s.chars().skip(1).all(|c| c.is_ascii_digit())
            });
            let number = parts.next().is_some_and(|n| {
                (2..=3).contains(&n.len()) && n.chars().all(|c| c.is_ascii_digit())
            });
            seed && number && parts.next().is_none()
        })
        .map(str::to_owned)
        .collect()
}

fn function(line: &str) -> Option<&str> {
    let rest = line
        .strip_prefix("pub fn ")
        .or_else(|| line.strip_prefix("fn "))
        .or_else(|| line.strip_prefix("async fn "))?;
    rest.split(['(', '<']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_read_from_the_comment_above_the_test() {
        let source = Source {
            path: "a.rs".into(),
            text: "/// Covers: S1-76, S4-33.\n#[test]\nfn it_holds() {}\n".into(),
        };
        let found = proofs(&[source]);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["S1-76", "S4-33"]);
        assert!(found["S1-76"].contains("a.rs::it_holds"));
    }
}
