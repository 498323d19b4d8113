//! What fast handling asks of the report: consent in writing, evidence that bears the admission out,
//! and a penalty that is neither for the spot nor for a hearing.

use super::offer::strict;
use crate::cases::state::Case;
use crate::cases::terms::{PenaltyTerms, Proposal};
use crate::evidence::EvidenceKind;
use crate::policy::Act;
use crate::rules::summary_limit;
use crate::{Refusal, Setting};

/// What stands before a report whatever it says.
///
/// # Law
/// 《行政处罚法》第四十条、第四十六条 (AP-27): simpler evidence still bears the facts out.
// LEGAL-Q 2026-11-22 (法制审批科): 《渔业法》第八十三条第四款 speaks of simpler approval and does not say of
// which. Until told otherwise every approval of the general procedure is kept, and the notice is in
// writing (AP-30, AP-43, AP-44 are not waived).
pub(in crate::cases) fn ready(case: &Case) -> Vec<Refusal> {
    let Some(fast) = case.fast() else { return vec![] };
    if fast.consent.is_none() {
        return vec![
            Refusal::new(
                "FAST-040",
                "已经告知快速办理，当事人还没有书面同意。",
                "请登记当事人的书面同意；不同意的，转回普通程序。",
            )
            .by("《行政处罚法》第五十四条第一款")
            .then(Act::ConsentFast),
        ];
    }
    let objective =
        |kind: EvidenceKind| !matches!(kind, EvidenceKind::PartyStatement | EvidenceKind::Witness);
    let borne_out = case.evidence.iter().any(|it| objective(it.kind) && it.verified.is_some());
    if borne_out {
        return vec![];
    }
    vec![
        Refusal::new(
            "FAST-041",
            "只有当事人的承认，没有查证属实的客观证据印证。",
            "请至少录入并核实一份音像、书证、物证、电子数据、鉴定意见或者现场笔录。",
        )
        .by("《行政处罚法》第四十条")
        .then(Act::AddEvidence),
    ]
}

/// The same, with what is proposed.
///
/// # Law
/// 《渔业法》第八十三条第四款: what can be decided on the spot is not handled fast (DM-02).
pub(in crate::cases) fn before_report(
    case: &Case,
    proposal: &Proposal,
    setting: &Setting<'_>,
) -> Vec<Refusal> {
    let (Some(fast), Some(terms)) = (case.fast(), proposal.penalty()) else { return vec![] };
    let mut found = Vec::new();
    if for_the_spot(case, terms, setting) {
        found.push(
            Refusal::new(
                "FAST-042",
                "拟处罚在当场处罚的限额以内，能够当场处罚的不适用快速办理。",
                "请转回普通程序办理。",
            )
            .by(&fast.offer.cite.to_string())
            .then(Act::LeaveFast),
        );
    }
    let kind = case.origin.party.kind;
    let threshold = setting.law.hearing_threshold(kind, setting.today);
    let heard = terms.other.is_some() || threshold <= terms.fine || threshold <= terms.gains;
    if heard && strict(setting.law) {
        found.push(
            Refusal::new(
                "FAST-043",
                "拟处罚达到听证标准，不适用快速办理。",
                "请转回普通程序，告知听证权利。",
            )
            .by("《公安机关办理行政案件程序规定》第四十一条")
            .then(Act::LeaveFast),
        );
    }
    found
}

/// Whether the penalty is a fine that could be imposed on the spot.
fn for_the_spot(case: &Case, terms: &PenaltyTerms, setting: &Setting<'_>) -> bool {
    let origin = &case.origin;
    let Ok(item) = setting.law.item_applied(&origin.item, origin.act_on, terms.law_from) else {
        return false;
    };
    let confiscates = item.branch(&terms.branch).is_some_and(|it| !it.confiscate.is_empty());
    let other = terms.other.is_some() || !terms.things.is_empty() || 0 < terms.gains.0;
    let limit = summary_limit(setting.law, item, origin.party.kind, setting.today);
    !confiscates && !other && terms.fine <= limit
}
