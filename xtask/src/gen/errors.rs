//! `docs/errors.md`: every refusal code with its sentence, its article and its next step.

use std::fmt::Write as _;

use crate::sources::Source;
use crate::tidy::codes::{Given, given};

/// The page.
pub fn page(rust: &[Source]) -> String {
    let mut text = String::from(
        "# 拒绝代码\n\n由 `./run gen` 生成。每个代码对应一个障碍：没办成什么、为什么、依据、怎么办。\n\
         规则类的拒绝以 `RULE-` 加规则编号为代码，见 `law-index.md`。\n\
         停用的代码列在 `errors-retired.txt`，不再使用。\n\n| 代码 | 没办成什么、为什么 | 怎么办 | 依据 | 出处 |\n|---|---|---|---|---|\n",
    );
    for one in given(rust) {
        let (what, next) = sentences(&one);
        let cite = after(&one.statement, ".by(\"").unwrap_or_default();
        let _ = writeln!(text, "| {} | {what} | {next} | {cite} | {} |", one.code, one.path);
    }
    text
}

/// The two sentences that follow a code: what and why, and what next.
fn sentences(given: &Given) -> (String, String) {
    let scope = given.statement.split("Refusal::new").next().unwrap_or(&given.statement);
    let mut chinese = scope
        .split('"')
        .skip(2)
        .step_by(2)
        .filter(|part| part.chars().any(|c| !c.is_ascii()) && !part.starts_with('《'))
        .map(|part| part.replace('|', "／").replace('\n', ""));
    (chinese.next().unwrap_or_default(), chinese.next().unwrap_or_default())
}

fn after(text: &str, mark: &str) -> Option<String> {
    let scope = text.split("Refusal::new").next().unwrap_or(text);
    let rest = scope.split(mark).nth(1)?;
    Some(rest.split('"').next()?.to_owned())
}
