//! What a test claims in its doc comment, such as `Example: E01, E02.`: read once, for every register.

use std::collections::BTreeMap;

use crate::sources::Source;

/// A test that claims something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The file.
    pub path: String,
    /// The name of the function.
    pub name: String,
    /// The text of the function.
    pub body: String,
}

impl Claim {
    /// The test as the pages write it.
    pub fn words(&self) -> String {
        format!("`{}::{}`", self.path.trim_start_matches("crates/"), self.name)
    }
}

/// The claims of tests behind the mark, by id.
pub fn claims(rust: &[Source], mark: &str) -> BTreeMap<String, Vec<Claim>> {
    let mut all: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    for source in rust {
        let lines: Vec<&str> = source.text.lines().collect();
        let mut claimed: Vec<String> = Vec::new();
        let mut test = false;
        for (at, line) in lines.iter().enumerate() {
            let words = line.trim();
            if let Some(comment) = words.strip_prefix("///") {
                claimed.extend(ids(comment.trim(), mark));
            } else if words.starts_with("#[") {
                test |= ["#[test]", "#[tokio::test]"].contains(&words);
            } else if !words.is_empty() {
                if let (true, Some(name)) = (test, function(words)) {
                    let claim =
                        Claim { path: source.path.clone(), name, body: body(lines.get(at..)) };
                    for id in claimed.drain(..) {
                        all.entry(id).or_default().push(claim.clone());
                    }
                }
                claimed.clear();
                test = false;
            }
        }
    }
    all
}

/// The ids behind the mark.
fn ids(comment: &str, mark: &str) -> Vec<String> {
    let Some(rest) = comment.strip_prefix(mark) else { return vec![] };
    rest.trim_end_matches('.')
        .split(',')
        .map(|id| id.trim().to_owned())
        .filter(|id| !id.is_empty())
        .collect()
}

/// The name of the function that begins in the line.
fn function(line: &str) -> Option<String> {
    let rest = line.strip_prefix("async fn ").or_else(|| line.strip_prefix("fn "))?;
    rest.split(['(', '<']).next().map(str::to_owned)
}

/// The lines of the function, up to its closing bracket.
fn body(lines: Option<&[&str]>) -> String {
    let lines = lines.unwrap_or_default();
    let indent = lines.first().map_or(0, |line| line.len() - line.trim_start().len());
    let close = format!("{}}}", " ".repeat(indent));
    let end = lines.iter().position(|line| *line == close).unwrap_or(lines.len());
    lines.iter().take(end).copied().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> BTreeMap<String, Vec<Claim>> {
        claims(&[Source { path: "crates/a/b.rs".into(), text: text.into() }], "Example:")
    }

    #[test]
    fn a_test_claims_what_its_comment_names() {
        let text = "/// Why.\n///\n/// Example: E01, E02.\n#[test]\nfn it_holds() {\n    one();\n}\nfn x() {}\n";
        let all = found(text);
        assert_eq!(all.keys().collect::<Vec<_>>(), ["E01", "E02"]);
        assert_eq!(all["E01"][0].words(), "`a/b.rs::it_holds`");
        assert_eq!(all["E01"][0].body, "fn it_holds() {\n    one();");
    }

    #[test]
    fn a_helper_claims_nothing() {
        assert!(found("/// Example: E01.\nfn it_helps() {}\n#[test]\nfn t() {}\n").is_empty());
    }
}
