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
    /// The function that is given the code, such as `new` or `blank`.
    pub maker: String,
    /// The texts given beside the code.
    pub words: Vec<String>,
    /// The article, when one is named.
    pub cite: Option<String>,
}

/// Every code in product code, in order of code.
pub fn given(rust: &[Source]) -> Vec<Given> {
    let mut all = Vec::new();
    for source in rust.iter().filter(|source| !source.is_test() && !source.is_sample()) {
        let text = source.product();
        for (at, _) in text.match_indices('"') {
            let tail = text.get(at + 1..).unwrap_or_default();
            let Some(end) = tail.find('"') else { continue };
            let Some(code) = tail.get(..end) else { continue };
            if is_code(code) {
                let beside = call(tail.get(end + 1..).unwrap_or_default());
                all.push(Given {
                    code: code.to_owned(),
                    path: source.path.clone(),
                    line: line_of(text, at),
                    maker: maker(text.get(..at).unwrap_or_default()),
                    words: beside.words,
                    cite: beside.cite,
                });
            }
        }
    }
    all.sort_by(|a, b| (&a.code, &a.path, a.line).cmp(&(&b.code, &b.path, b.line)));
    all
}

/// The name before the bracket that the text ends with.
fn maker(before: &str) -> String {
    let before = before.trim_end().trim_end_matches('(');
    let name: Vec<char> =
        before.chars().rev().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    name.into_iter().rev().collect()
}

/// What stands beside a code.
#[derive(Debug, Default, PartialEq, Eq)]
struct Beside {
    words: Vec<String>,
    cite: Option<String>,
}

/// Reads on from a code: the other texts of the call, and the article of a `.by(…)` that follows.
fn call(rest: &str) -> Beside {
    let mut beside = Beside::default();
    let mut depth = 1_i32;
    let mut chain = String::new();
    let mut left = rest;
    while let Some(c) = left.chars().next() {
        left = left.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '"' => {
                let (text, after) = literal(left);
                left = after;
                if 1 <= depth && chain.is_empty() {
                    beside.words.push(text);
                } else if chain == ".by" {
                    beside.cite.get_or_insert(text);
                }
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth -= 1;
                if depth < 0 {
                    break;
                }
                if depth == 0 && chain.is_empty() {
                    chain.push(' ');
                }
            }
            ';' | ',' if depth <= 0 => break,
            c if depth == 0 && (c == '.' || c.is_alphanumeric()) => {
                if c == '.' {
                    chain.clear();
                }
                chain.push(c);
            }
            _ => {}
        }
    }
    beside
}

/// The text up to the closing quote, and what follows it.
fn literal(rest: &str) -> (String, &str) {
    let mut text = String::new();
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, rest.get(at + 1..).unwrap_or_default()),
            '\\' => match chars.next() {
                Some((_, '\n')) | None => text.push('\n'),
                Some((_, escaped)) => text.push(escaped),
            },
            _ => text.push(c),
        }
    }
    (text, "")
}

/// The contexts that give codes.
const CONTEXTS: [&str; 29] = [
    "CASE", "MEAS", "EXEC", "CLUE", "INSP", "ORG", "DOC", "PARTY", "CAT", "COMP", "DOOR", "PUB",
    "CRIME", "RECU", "SUSP", "SUBM", "TRAN", "SAMP", "FAST", "ADDR", "ASSIST", "HEAR", "SCENE",
    "NORM", "EVID", "SUP", "CREDIT", "ENTR", "CONN",
];

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
    let retired = std::fs::read_to_string(root.join("docs/errors-retired.txt")).unwrap_or_default();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Given> {
        given(&[Source { path: "crates/domain/src/a.rs".into(), text: text.into() }])
    }

    #[test]
    fn the_words_of_a_refusal_are_those_of_its_own_call() {
        let text = "found.push(Refusal::new(\"CASE-016\", format!(\"{a}没有权。\", x(1)), \"请移交。\").at(\"item\").by(\"《行政处罚法》第三十八条\"));\nlet b = Refusal::new(\"CASE-017\", \"另一句。\", \"甲。\");";
        let found = read(text);
        assert_eq!(found[0].words, ["{a}没有权。", "请移交。"]);
        assert_eq!(found[0].cite.as_deref(), Some("《行政处罚法》第三十八条"));
        assert_eq!((found[0].maker.as_str(), found[1].maker.as_str()), ("new", "new"));
        assert_eq!(found[1].words, ["另一句。", "甲。"]);
        assert_eq!(found[1].cite, None);
    }

    #[test]
    fn a_helper_is_named_with_its_words() {
        let found = read(
            "found.require(ok, || blank(\"CASE-018\", \"理由\", \"reason\"));\nblank(\"CASE-019\", \"日期\", \"on\")",
        );
        assert_eq!((found[0].maker.as_str(), found[0].words.len()), ("blank", 2));
        assert_eq!(found[1].words, ["日期", "on"]);
    }

    #[test]
    fn a_code_given_twice_is_found() {
        let root = Path::new("nowhere");
        let source = |path: &str| Source {
            path: path.into(),
            text: "Refusal::new(\"CASE-016\", \"甲。\", \"乙。\")".into(),
        };
        let twice = [source("crates/domain/src/a.rs"), source("crates/domain/src/b.rs")];
        assert_eq!(check(root, &twice).len(), 1);
        assert!(check(root, &twice[..1]).is_empty());
    }

    #[test]
    fn every_refusal_of_the_domain_has_a_code_of_a_known_context() {
        let root = crate::sources::root();
        let rust = crate::sources::rust(&root);
        let domain = rust.iter().filter(|it| it.path.starts_with("crates/domain/src"));
        let mut codes = 0;
        for source in domain.filter(|it| !it.is_test()) {
            let made = source.product().split("Refusal::new(").skip(1);
            for rest in made.filter_map(|rest| rest.trim_start().strip_prefix('"')) {
                let code = rest.split('"').next().unwrap_or_default();
                assert!(is_code(code), "{}: {code}", source.path);
                codes += 1;
            }
        }
        assert!(300 < codes);
    }
}
