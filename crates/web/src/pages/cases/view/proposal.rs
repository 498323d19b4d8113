//! A penalty, or no penalty, in words: what a person decides on.

use domain::{
    cases::{PenaltyTerms, Proposal, WaiverTerms},
    catalogue::Gravity,
};

use crate::{
    components::{
        blocks::{KeyValue, Pair},
        text::{Cell, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The proposal under a heading.
pub fn panel(at: &At, title: &str, proposal: &Proposal) -> Panel {
    let pairs = match proposal {
        Proposal::Penalty(terms) => penalty(at, terms),
        Proposal::NoPenalty(terms) => waiver(at, terms),
    };
    Panel::new("", title).with(Part::Pairs(KeyValue { pairs }))
}

/// The proposal in one line.
pub fn line(proposal: &Proposal) -> String {
    match proposal {
        Proposal::Penalty(terms) => terms.lines().join("；"),
        Proposal::NoPenalty(terms) => format!("不予行政处罚：{}", terms.ground.name_zh()),
    }
}

fn penalty(at: &At, terms: &PenaltyTerms) -> Vec<Pair> {
    let mut pairs = vec![Pair::text("处罚", terms.lines().join("；"))];
    if let Some(branch) = at.item_of(terms).and_then(|item| item.branch(&terms.branch)) {
        let basis: Vec<String> = branch.cites.iter().map(ToString::to_string).collect();
        pairs.push(Pair::text("情形", branch.when.clone()).note(basis.join("、")));
        let range = branch.range(&terms.bases);
        let range = range.map_or_else(|_| branch.fine_words(), |range| range.to_string());
        pairs.push(Pair::text("法定幅度", range));
    }
    if terms.gravity == Gravity::Serious {
        pairs.push(Pair::new("情节", Cell::badge("情节严重", Tone::Warning)));
    }
    for (name, amount) in &terms.bases.amounts {
        pairs.push(Pair::text(name.clone(), amount.to_string()));
    }
    for (unit, quantity) in &terms.bases.quantities {
        pairs.push(Pair::text("认定的数量", format!("{quantity}{unit}")));
    }
    pairs.extend(tier(at, terms));
    if let Some(mitigation) = &terms.mitigation {
        let note = format!("{}；{}", mitigation.evidence.join("、"), mitigation.reasoning);
        pairs.push(Pair::text("减轻处罚", mitigation.ground.name_zh()).note(note));
    }
    pairs.push(Pair::text("裁量说明", terms.discretion.reveal()));
    if !terms.correction.trim().is_empty() {
        pairs.push(Pair::text("责令改正", terms.correction.clone()));
    }
    pairs
}

/// The tier chosen, what it sets, how it was reckoned here, and why it was left.
fn tier(at: &At, terms: &PenaltyTerms) -> Option<Pair> {
    let chosen = terms.tier.as_ref()?;
    let mut notes = Vec::new();
    let branch = at.item_of(terms).and_then(|item| item.branch(&terms.branch));
    let found = branch.and_then(|it| Some((it, it.tier(&chosen.benchmark, &chosen.grade)?)));
    if let Some((branch, tier)) = found {
        notes.push(tier.words(branch));
        notes.extend(tier.reckoning(branch, &terms.bases).ok().flatten());
    }
    notes.extend(terms.departure.as_ref().map(|it| format!("偏离：{it}")));
    Some(Pair::text("裁量阶次", chosen.grade.clone()).note(notes.join("；")))
}

fn waiver(at: &At, terms: &WaiverTerms) -> Vec<Pair> {
    let named = |id| at.case.evidence.iter().find(|it| it.id == id).map(|it| it.name.clone());
    let evidence: Vec<String> = terms.evidence.iter().cloned().filter_map(named).collect();
    let blank = |text: &str| if text.trim().is_empty() { Cell::Blank } else { Cell::text(text) };
    vec![
        Pair::text("处理", "不予行政处罚"),
        Pair::text("情形", terms.ground.name_zh()).note(terms.ground.cite()),
        Pair::text("理由", terms.reasoning.reveal()),
        Pair::new("证据", blank(&evidence.join("、"))),
        Pair::new("教育", blank(terms.education.reveal())),
        Pair::new("改正", blank(&terms.correction)),
        Pair::new("承诺", blank(terms.promise.reveal())),
    ]
}
