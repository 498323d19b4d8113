//! Refusal codes: each belongs to one obstacle, and none that was ever used comes back.

use std::collections::BTreeMap;
use std::path::Path;

use super::line_of;
use crate::sources::Source;

/// Where a code is given.
#[derive(Clone, Debug)]
pub struct Given {
    /// The code.
    pub code: String,
    /// The file.
    pub path: String,
    /// The line.
    pub line: usize,
    /// The source from the code on, as far as the statement goes.
    pub statement: String,
}

/// Every code in product code, in order of code.
pub fn given(rust: &[Source]) -> Vec<Given> {
    let mut all = Vec::new();
    for source in rust.iter().filter(|source| !source.is_test()) {
        let text = source.product();
        for (at, _) in text.match_indices('"') {
            let rest = text.get(at + 1..).unwrap_or_default();
            let Some(end) = rest.find('"') else { continue };
            let Some(code) = rest.get(..end) else { continue };
            if is_code(code) {
                let statement: String = rest.chars().take(600).collect();
                let line = line_of(text, at);
                all.push(Given { code: code.to_owned(), path: source.path.clone(), line, statement });
            }
        }
    }
    all.sort_by(|a, b| (&a.code, &a.path, a.line).cmp(&(&b.code, &b.path, b.line)));
    all
}

/// The contexts that give codes.
const CONTEXTS: [&str; 10] =
    ["CASE", "CLUE", "INSP", "ORG", "DOC", "PARTY", "CAT", "COMP", "DOOR", "PUB"];

fn is_code(text: &str) -> bool {
    text.split_once('-').is_some_and(|(context, number)| {
        CONTEXTS.contains(&context)
            && number.len() == 3
            && number.chars().all(|c| c.is_ascii_digit())
    })
}

/// Codes given in more than one place, or given again after they were retired.
pub fn check(root: &Path, rust: &[Source]) -> Vec<String> {
    let mut places: BTreeMap<String, Vec<Given>> = BTreeMap::new();
    for one in given(rust) {
        places.entry(one.code.clone()).or_default().push(one);
    }
    let retired =
        std::fs::read_to_string(root.join("docs/errors-retired.txt")).unwrap_or_default();
    let mut found = Vec::new();
    for (code, places) in &places {
        if let [first, second, ..] = places.as_slice() {
            found.push(format!(
                "{}:{}: {code} is given at {}:{} too; one obstacle, one code",
                second.path, second.line, first.path, first.line
            ));
        }
        if retired.lines().any(|line| line.starts_with(code.as_str())) {
            found.push(format!("{code} was retired and must not be used again"));
        }
    }
    found
}
