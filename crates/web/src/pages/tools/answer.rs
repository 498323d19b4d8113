//! The answer to 这事归谁管 as a box: the sentence, who, in whose name, why and what to do now.

use askama::{Template, filters::HtmlSafe};
use domain::competence::{Answer, Basis, Competent, Outcome};
use law::format::date_zh;

use crate::components::{
    blocks::{KeyValue, Pair},
    text::{Badge, Tone},
};

/// The answer, drawn the same on the page of the question and beside a clue.
#[derive(Clone, Debug, Template)]
#[template(path = "tools/answer.html")]
pub struct AnswerBox {
    /// Unit here, transfer, nobody, not yet.
    pub state: Badge,
    pub sentence: String,
    pub facts: KeyValue,
    pub reasons: Vec<String>,
    /// The articles and documents it rests on; empty if there are none.
    pub basis: String,
    /// What to do now.
    pub next: String,
}

impl HtmlSafe for AnswerBox {}

/// Draws the answer.
pub fn answer_box(answer: &Answer) -> AnswerBox {
    let sentence = answer.sentence();
    match &answer.outcome {
        Outcome::Competent(found) => AnswerBox {
            state: Badge::new("本地有承办机构", Tone::Good),
            sentence,
            facts: KeyValue { pairs: competent(found) },
            reasons: found.reasons.clone(),
            basis: basis_zh(&found.basis),
            next: found.next.clone(),
        },
        Outcome::TransferTo { name, why, basis, next, .. } => AnswerBox {
            state: Badge::new("应当移送", Tone::Warning),
            sentence,
            facts: KeyValue { pairs: vec![Pair::text("移送给", name.clone())] },
            reasons: vec![why.clone()],
            basis: basis_zh(basis),
            next: next.clone(),
        },
        Outcome::NobodyHere { why, report } => AnswerBox {
            state: Badge::new("本地无人可办", Tone::Danger),
            sentence,
            facts: KeyValue { pairs: Vec::new() },
            reasons: vec![why.clone()],
            basis: String::new(),
            next: report.clone(),
        },
        Outcome::AnnouncedOnly { effective_from, allowed, meanwhile_name, .. } => AnswerBox {
            state: Badge::new("已公布、未生效", Tone::Warning),
            sentence,
            facts: KeyValue {
                pairs: vec![
                    Pair::text("生效日期", date_zh(*effective_from)),
                    Pair::text("此前由谁负责", meanwhile_name.clone()),
                ],
            },
            reasons: Vec::new(),
            basis: String::new(),
            next: allowed.clone(),
        },
    }
}

/// The basis in words.
pub fn basis_zh(basis: &[Basis]) -> String {
    let words: Vec<String> = basis
        .iter()
        .map(|one| match one {
            Basis::Article(cite) => cite.to_string(),
            Basis::Document(title) => title.clone(),
        })
        .collect();
    words.join("、")
}

fn competent(found: &Competent) -> Vec<Pair> {
    vec![
        Pair::text("承办机构", found.unit_name.clone()),
        Pair::text("以谁的名义", found.acting_name.clone()),
        Pair::text("执法方式", found.mode.name_zh()),
        Pair::text("用章", found.stamp_text.clone()),
        Pair::text("谁来审核", found.reviewer_name.clone().unwrap_or_default()),
        Pair::text("权力事项", found.item_title.clone()).note(found.item.to_string()),
    ]
}
