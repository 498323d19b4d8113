//! The drafted decision as a reviewer, a discussion and the head see it.

use domain::cases::Draft;

use crate::{
    components::text::Link,
    pages::cases::{
        at::At,
        panel::{Panel, Part},
        view::proposal,
    },
};

/// What is proposed, the reasons, where the wording departs from the file, and the paper.
pub fn panel(at: &At, title: &str) -> Option<Panel> {
    let deciding = at.case.deciding()?;
    let draft = deciding.draft.as_ref()?;
    let panel =
        proposal::panel(at, title, &draft.proposal).with(Part::words(draft.reasons.reveal()));
    let told = deciding.report.facts.reveal();
    let link = Link::new("决定书草稿（PDF）", format!("{}/drafted-decision", at.href()));
    let panel = reworded(draft, told).into_iter().fold(panel, Panel::with);
    Some(panel.with(Part::Links(vec![link])))
}

/// Each text that departs from the file; changed facts beside those that the party was told.
fn reworded(draft: &Draft, told: &str) -> Vec<Part> {
    let text = &draft.text;
    let mut all = Vec::new();
    if !text.facts.is_blank() {
        all.push(Part::words(format!("决定书写的违法事实：{}", text.facts.reveal())));
        all.push(Part::Quiet(format!("调查报告和告知写的违法事实：{told}")));
    }
    let others = [
        ("证据审查意见", &text.assessment),
        ("对陈述申辩的答复", &text.reply),
        ("裁量说明", &text.discretion),
    ];
    for (label, words) in others {
        if !words.is_blank() {
            all.push(Part::words(format!("决定书写的{label}：{}", words.reveal())));
        }
    }
    all
}
