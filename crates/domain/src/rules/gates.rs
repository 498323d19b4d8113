//! Which rules stand before which step.

use super::{Bench, Dossier, apply, rule};
use crate::Refusal;
use crate::policy::Act;

/// The rules that must not be breached for the act; a table that a lawyer can read.
#[expect(clippy::wildcard_enum_match_arm, reason = "most acts have no gate; the list is the table")]
pub const fn gate_rules(act: Act) -> &'static [&'static str] {
    match act {
        Act::ProposeFiling | Act::ApproveFiling | Act::BeginSummary => {
            &["AP-03", "AP-08", "AP-09", "AP-10", "AP-23"]
        }
        Act::HearOnSpot => &[
            "AP-03", "AP-08", "AP-09", "AP-10", "AP-14", "AP-15", "AP-16", "AP-18", "AP-23",
            "AP-27", "AP-36",
        ],
        Act::DecideOnSpot => &[
            "AP-03", "AP-08", "AP-09", "AP-10", "AP-11", "AP-14", "AP-15", "AP-16", "AP-18",
            "AP-23", "AP-24", "AP-27", "AP-30", "AP-31", "AP-36", "AP-59", "RM-04",
        ],
        Act::SubmitReport | Act::ApproveReport => {
            &["AP-03", "AP-08", "AP-09", "AP-10", "AP-15", "AP-23", "AP-27"]
        }
        Act::GiveNotice => &["AP-03", "AP-14", "AP-15", "AP-16", "AP-18", "AP-23", "AP-27"],
        Act::HoldHearing => &["AP-54", "AP-55"],
        Act::DraftDecision => &[
            "AP-03", "AP-14", "AP-15", "AP-16", "AP-18", "AP-20", "AP-23", "AP-27", "AP-30",
            "AP-31", "AP-51", "AP-53", "AP-54", "AP-55", "AP-57", "AP-59",
        ],
        Act::DecidePenalty | Act::WaivePenalty => &[
            "AP-03", "AP-08", "AP-09", "AP-10", "AP-11", "AP-14", "AP-15", "AP-16", "AP-18",
            "AP-20", "AP-23", "AP-24", "AP-27", "AP-30", "AP-31", "AP-43", "AP-44", "AP-46",
            "AP-51", "AP-53", "AP-54", "AP-55", "AP-57", "AP-59",
        ],
        Act::ProposeCourtApplication | Act::ApplyToCourt => &["AC-29", "AC-30"],
        _ => &[],
    }
}

/// The breaches of hard rules that stand before the act.
pub fn gate(act: Act, dossier: &Dossier, bench: &Bench<'_>) -> Vec<Refusal> {
    obstacles(gate_rules(act), dossier, bench)
}

/// The breaches alone: what is not settled yet is settled on the way to the decision.
pub fn breaches(ids: &[&str], dossier: &Dossier, bench: &Bench<'_>) -> Vec<Refusal> {
    let found = ids.iter().filter_map(|id| rule(id)).map(|rule| apply(rule, dossier, bench));
    found.filter_map(|finding| finding.refusal()).collect()
}

/// What the named hard rules have against the next step of one of our own cases.
///
/// An unsettled question is an obstacle too: a step that cannot be undone does not go ahead on
/// a fact that nobody knows.
pub fn obstacles(ids: &[&str], dossier: &Dossier, bench: &Bench<'_>) -> Vec<Refusal> {
    ids.iter()
        .filter_map(|id| rule(id))
        .filter(|rule| rule.severity.stops())
        .map(|rule| apply(rule, dossier, bench))
        .filter_map(|finding| {
            let refusal = finding.refusal().or_else(|| finding.unsettled())?;
            Some(match finding.rule {
                "AP-11" => refusal.then(Act::DecideRecusal),
                "AP-15" => refusal.then(Act::DistinguishAct),
                _ => refusal,
            })
        })
        .collect()
}
