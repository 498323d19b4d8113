//! Commands: each that the domain offers is exercised by a test of the domain.

use crate::sources::Source;

/// Where commands stand.
const CONTEXTS: [&str; 4] = [
    "crates/domain/src/cases/",
    "crates/domain/src/clues/",
    "crates/domain/src/inspections/",
    "crates/domain/src/org/",
];

/// Every command that no test of the domain names.
pub fn check(rust: &[Source]) -> Vec<String> {
    let of_domain = || rust.iter().filter(|source| source.crate_name() == Some("domain"));
    let mut tests = String::new();
    for source in of_domain() {
        let own = source.text.get(source.product().len()..).unwrap_or_default();
        let text = if source.is_test() { source.text.as_str() } else { own };
        tests.push_str(text);
    }
    let mut found = Vec::new();
    for source in of_domain().filter(|source| !source.is_test()) {
        if !CONTEXTS.iter().any(|folder| source.path.starts_with(folder)) {
            continue;
        }
        for (line, name) in commands(source.product()) {
            if !names(&tests, name) {
                found.push(format!("{}:{line}: no test of the domain sends {name}", source.path));
            }
        }
    }
    found
}

/// The structs of a file that decide, with their lines.
fn commands(text: &str) -> Vec<(usize, &str)> {
    let decides = |name: &str| {
        let own = text.split(&format!("impl {name} {{")).nth(1);
        own.and_then(|own| own.split("\n}").next())
            .is_some_and(|own| own.contains("pub fn decide("))
    };
    text.lines()
        .enumerate()
        .filter_map(|(at, line)| {
            let rest = line.strip_prefix("pub struct ")?;
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let name = rest.get(..end)?;
            decides(name).then_some((at + 1, name))
        })
        .collect()
}

/// Whether the text holds the name as a whole word.
fn names(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|t| t.chars().next());
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !word(before) && !word(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAND: &str =
        "pub struct RecordPayment {\n}\nimpl RecordPayment {\n    pub fn decide(&self) {}\n}\n";

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.into(), text: text.into() }
    }

    #[test]
    fn a_command_without_a_test_is_found() {
        let command = source("crates/domain/src/cases/pay.rs", COMMAND);
        let other = source("crates/domain/src/cases/tests/after.rs", "RecordPaymentOfRent");
        assert_eq!(check(&[command.clone(), other]).len(), 1);
        let test = source("crates/domain/src/cases/tests/after.rs", "let it = RecordPayment {};");
        assert!(check(&[command, test]).is_empty());
    }

    #[test]
    fn a_record_that_decides_nothing_is_no_command() {
        assert!(
            commands("pub struct Payment {\n}\nimpl Payment {\n    pub fn sum(&self) {}\n}\n")
                .is_empty()
        );
    }
}
