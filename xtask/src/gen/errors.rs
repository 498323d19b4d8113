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
        let named = rust.iter().find(|source| source.path == one.path);
        let by_variant = named.and_then(|source| of_variant(source.product(), &one.code));
        let (what, next) = by_variant.unwrap_or_else(|| sentences(&one, &patterns));
        let told = |words: String| if words.is_empty() { AS_IT_IS.to_owned() } else { words };
        let (what, next) = (told(what), told(next));
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
const KINDS: [(&str, &str, &str); 4] = [
    ("blank", "没有填写“{label}”。", "请填写{label}。"),
    ("future", "{label}晚于今天（{}）。", "请填写实际发生的日期。"),
    ("proof_missing", "{what}，不能认定送达。", ""),
    (
        "officer_unfit",
        "{name}{why}，不能作为执法人员办理。",
        "请换一名持有有效执法证的执法人员；证件信息有误的，请安全管理员更新。",
    ),
];

/// Where words are made for the moment, the page says so.
const AS_IT_IS: &str = "（按当时情形说明）";

fn patterns(rust: &[Source]) -> Patterns {
    let stands = |words: &str| rust.iter().any(|source| source.product().contains(words));
    KINDS
        .iter()
        .filter(|(_, what, next)| stands(what) && stands(next))
        .map(|(name, what, next)| (*name, (*what, *next)))
        .collect()
}

/// The two sentences of a code that a variant is given in `fn code`: the variant's own sentence,
/// and its arm in `fn next`.
fn of_variant(text: &str, code: &str) -> Option<(String, String)> {
    let arm = text.lines().find(|line| line.contains(&format!("=> \"{code}\"")))?;
    let name = arm.trim().strip_prefix("Self::")?;
    let name: String = name.chars().take_while(|c| c.is_alphanumeric()).collect();
    let declared = text.lines().position(|line| {
        line.trim()
            .strip_prefix(name.as_str())
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    })?;
    let above: Vec<&str> = text.lines().take(declared).collect();
    let what = above.iter().rev().find(|line| line.contains("#[error("))?.split('"').nth(1)?;
    let nexts = text.split("fn next(").nth(1)?;
    let own = nexts.split(&format!("Self::{name}")).nth(1)?;
    let next = own.split('"').nth(1)?;
    Some((format!("{what}。"), next.to_owned()))
}

/// What and why, and what next.
fn sentences(given: &Given, patterns: &Patterns) -> (String, String) {
    let mut words = given.words.iter().map(|word| word.replace('|', "／").replace('\n', ""));
    let first = words.next().unwrap_or_default();
    if let Some((what, next)) = patterns.get(given.maker.as_str()) {
        let fill = |text: &str| {
            ["{label}", "{what}", "{why}"]
                .iter()
                .fold(text.to_owned(), |text, place| text.replace(place, &first))
        };
        let next = if next.is_empty() { words.next().unwrap_or_default() } else { fill(next) };
        return (fill(what), next);
    }
    let next = words.find(|word| !word.is_ascii());
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
