//! `docs/errors.md`: every refusal code with its sentence, its article and its next step.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::sources::Source;
use crate::tidy::codes::{Given, given};

/// The page.
pub fn page(rust: &[Source]) -> String {
    let mut text = String::from(
        "# 拒绝代码\n\n由 `./run gen` 生成。每个代码对应一个障碍：没办成什么、为什么、依据、怎么办。\n\
         花括号处填入本案的内容。\n\
         规则类的拒绝以 `RULE-` 加规则编号为代码，见 `law-index.md`。\n\
         停用的代码列在 `errors-retired.txt`，不再使用。\n\n| 代码 | 没办成什么、为什么 | 怎么办 | 依据 | 出处 |\n|---|---|---|---|---|\n",
    );
    let patterns = patterns(rust);
    for one in given(rust) {
        let (what, next) = sentences(&one, &patterns);
        let cite = one.cite.as_deref().unwrap_or_default();
        let path = one.path.trim_start_matches("crates/");
        let _ = writeln!(text, "| {} | {what} | {next} | {cite} | `{path}` |", one.code);
    }
    text
}

/// What a function makes of the words it is given, by its name.
type Patterns = BTreeMap<&'static str, (&'static str, &'static str)>;

/// The functions that make a kind of refusal from a label; each is looked up in the sources, so
/// that a changed sentence changes the page or fails the test below.
const KINDS: [(&str, &str, &str); 3] = [
    ("blank", "没有填写“{label}”。", "请填写{label}。"),
    ("future", "{label}晚于今天（{}）。", "请填写实际发生的日期。"),
    ("proof_missing", "{what}，不能认定送达。", ""),
];

fn patterns(rust: &[Source]) -> Patterns {
    let stands = |words: &str| rust.iter().any(|source| source.product().contains(words));
    KINDS
        .iter()
        .filter(|(_, what, next)| stands(what) && stands(next))
        .map(|(name, what, next)| (*name, (*what, *next)))
        .collect()
}

/// What and why, and what next.
fn sentences(given: &Given, patterns: &Patterns) -> (String, String) {
    let mut words = given.words.iter().map(|word| word.replace('|', "／").replace('\n', ""));
    let first = words.next().unwrap_or_default();
    if let Some((what, next)) = patterns.get(given.maker.as_str()) {
        let fill = |text: &str| text.replace("{label}", &first).replace("{what}", &first);
        let next = if next.is_empty() { words.next().unwrap_or_default() } else { fill(next) };
        return (fill(what), next);
    }
    let next = words.find(|word| word.chars().any(|c| !c.is_ascii()));
    (first, next.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources;

    #[test]
    fn the_kinds_of_refusal_read_as_in_the_sources() {
        let rust = sources::rust(&sources::root());
        assert_eq!(
            patterns(&rust).len(),
            KINDS.len(),
            "a sentence of KINDS is no longer in domain"
        );
    }

    #[test]
    fn a_label_is_put_into_its_sentence() {
        let given = Given {
            code: "CASE-018".into(),
            path: "a.rs".into(),
            line: 1,
            maker: "blank".into(),
            words: vec!["理由".into(), "reason".into()],
            cite: None,
        };
        let patterns = KINDS.iter().map(|(name, what, next)| (*name, (*what, *next))).collect();
        assert_eq!(
            sentences(&given, &patterns),
            ("没有填写“理由”。".into(), "请填写理由。".into())
        );
    }
}
