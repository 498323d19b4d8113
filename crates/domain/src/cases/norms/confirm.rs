//! The legal reviewer confirms which of the norms is applied (确认适用的规定).

use serde::{Deserialize, Serialize};

use super::event::NormConfirmation;
use super::weigh::{NormWeight, outweighed, weighed};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, me};
use crate::cases::state::{Case, Stage};
use crate::cases::terms::{PenaltyTerms, Proposal};
use crate::cases::wrong_stage;
use crate::packs::Jurisdiction;
use crate::policy::{Act, Role};
use crate::refusal::Obstacles;
use crate::tasks::{Holder, Task};
use crate::{Private, Refusal, Refused, Setting};

/// Confirm which of the norms is applied (确认适用的规定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmNorm {
    /// Why it is the one with the heavier fine.
    pub words: Private,
}

impl ConfirmNorm {
    /// Decides whether the clause that is proposed may be confirmed: compared, not outweighed, and
    /// the reviewer no handler of the case.
    ///
    /// # Law
    /// 《行政处罚法》第二十九条 (AP-15, DB-20).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let by = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, setting.law));
        let proposal = proposed(case);
        found.extend(proposal.iter().flat_map(|it| outweighed(case, it, setting.law)));
        found.require(!case.handlers.contains(&by), || {
            let next = "请由其他法制审核人员确认。";
            Refusal::new("NORM-020", "承办人不能确认自己承办案件适用的规定。", next)
        });
        found.require(!self.words.is_blank(), || blank("NORM-021", "理由", "words"));
        found.clear()?;
        let Some(terms) = proposal.as_ref().and_then(Proposal::penalty) else { return Ok(vec![]) };
        Ok(vec![Event::NormConfirmed(NormConfirmation {
            branch: terms.branch.clone(),
            law_from: terms.law_from,
            words: self.words.clone(),
            by,
            on: setting.today,
        })])
    }
}

/// What is proposed now: drafted, told, or reported.
fn proposed(case: &Case) -> Option<Proposal> {
    let Some(deciding) = case.deciding() else {
        return case.report().map(|report| report.proposal.clone());
    };
    let drafted = deciding.draft.as_ref().map(|draft| draft.proposal.clone());
    Some(drafted.unwrap_or_else(|| crate::cases::draft::proposed(deciding)))
}

/// What stands before a confirmation whatever it says.
pub(in crate::cases) fn ready(case: &Case, law: &Jurisdiction) -> Vec<Refusal> {
    if !matches!(case.stage, Stage::Reported(..) | Stage::Deciding(_)) {
        let next = "提交调查报告以后、作出决定以前确认。";
        return vec![wrong_stage(case, Act::ConfirmNorm, next)];
    }
    let open = proposed(case).and_then(|it| it.penalty().map(|terms| asks(case, terms, law)));
    if open == Some(true) {
        return vec![];
    }
    let next = "同一行为违反多个规定的，由承办人先登记比较。";
    let what = "没有等待确认的规定：没有登记竞合的规定，或者已经确认。";
    vec![Refusal::new("NORM-022", what, next).then(Act::CompareNorms)]
}

/// Whether the terms wait for a confirmation.
fn asks(case: &Case, terms: &PenaltyTerms, law: &Jurisdiction) -> bool {
    let Some(compared) = &case.norms else { return false };
    let confirmed = compared
        .confirmed
        .as_ref()
        .is_some_and(|it| it.branch == terms.branch && it.law_from == terms.law_from);
    let weighs = |weight| weight != NormWeight::LeftOut;
    !confirmed && weighed(case, terms, law).iter().any(|norm| weighs(norm.weight))
}

/// What stands before a notice and a decision: nobody confirmed the choice of the norm.
///
/// # Law
/// 《行政处罚法》第二十九条 (AP-15, DB-20).
pub(in crate::cases) fn unconfirmed(
    case: &Case,
    proposal: &Proposal,
    law: &Jurisdiction,
) -> Option<Refusal> {
    let terms = proposal.penalty()?;
    asks(case, terms, law).then(|| {
        Refusal::new(
            "NORM-013",
            "同一行为违反多个规定，法制审核人员还没有确认拟适用的是罚款数额高的规定。",
            "请由法制审核人员确认适用的规定。",
        )
        .by("《行政处罚法》第二十九条")
        .then(Act::ConfirmNorm)
    })
}

/// The reviewer's task.
pub(crate) fn waiting(case: &Case, law: &Jurisdiction) -> Option<Task> {
    let penalised = case.norms.is_some() && !crate::cases::waits(case);
    (penalised && ready(case, law).is_empty()).then(|| Task {
        act: Act::ConfirmNorm,
        holders: vec![Holder::Authority(Role::LegalReviewer, case.origin.authority.to_string())],
        due: None,
    })
}
