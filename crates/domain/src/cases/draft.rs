//! Draft the decision and submit it to legal review (拟定处理决定、送审).

use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::{Draft, Review};
use super::same_party::not_the_first;
use super::sheets::{blank, me};
use super::state::{Case, Deciding, Stage};
use super::terms::Proposal;
use super::wording::DecisionText;
use super::{bench, dossier, wording, wrong_stage};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::rules::{breaches, gate};
use crate::{Private, Refusal, Refused, Setting};

/// Draft the decision and submit it (拟定处理决定并送法制审核).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftDecision {
    /// What is to be decided; `None` keeps what was announced, or what the report proposes.
    #[serde(default)]
    pub proposal: Option<Proposal>,
    /// Why the law applies to the facts, and the penalty is right (说理).
    pub reasons: Private,
    /// The wording, where it is to differ from what the file says.
    #[serde(default)]
    pub text: DecisionText,
    /// Whether changed facts are the same facts in other words.
    #[serde(default)]
    pub same_facts: bool,
}

impl DraftDecision {
    /// Decides whether the draft may go to review: the party was told and heard, the draft is not
    /// heavier than what was told.
    ///
    /// # Law
    /// 《行政处罚法》第四十四条、第四十五条、第五十八条、第六十四条.
    ///
    /// # Errors
    /// The stage, a breached rule, or no reasons.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(stage_obstacle(case));
        let proposal = self.proposal.clone().or_else(|| case.deciding().map(proposed));
        if let Some(proposal) = &proposal {
            let dossier =
                dossier(case, setting).deciding(proposal, None, (setting.law, setting.today));
            found.extend(gate(Act::DraftDecision, &dossier, &bench(setting)));
            found.extend(breaches(&["AP-24"], &dossier, &bench(setting)));
            found.extend(not_the_first(case, setting, proposal));
            found.extend(super::norms::outweighed(case, proposal, setting.law));
        }
        let terms = proposal.as_ref().and_then(Proposal::penalty);
        found.require(terms.is_none_or(|terms| !terms.discretion.is_blank()), no_discretion);
        found.require(!self.reasons.is_blank(), || blank("CASE-100", "说理", "reasons"));
        found.extend(self.other_facts(case));
        found.clear()?;
        let (Some(proposal), Some(deciding)) = (proposal, case.deciding()) else {
            return Ok(vec![]);
        };
        let plain = wording::as_filed(case, deciding, &proposal);
        Ok(vec![Event::DecisionDrafted(Draft {
            proposal,
            reasons: self.reasons.clone(),
            text: wording::changed(&self.text, &plain),
            by: me,
            on: setting.today,
        })])
    }
}

impl DraftDecision {
    /// Facts that the party was not told of are told first.
    fn other_facts(&self, case: &Case) -> Option<Refusal> {
        let deciding = case.deciding()?;
        deciding.notice.as_ref()?;
        let facts = self.text.facts.reveal().trim();
        let other = !facts.is_empty() && facts != deciding.report.facts.reveal().trim();
        // LEGAL-Q 2026-11-23 (法制审批科): whether facts may be worded otherwise than in the notice.
        (other && !self.same_facts).then(|| {
            Refusal::new(
                "CASE-108",
                "决定书写的违法事实与告知当事人的文字不同。",
                "只作文字调整、没有增加或者改变事实的，请勾选确认；有新的事实的，先补充调查、重新告知。",
            )
            .by("《行政处罚法》第四十四条")
            .at("same_facts")
        })
    }
}

/// What was announced, or else what the report proposes.
pub(super) fn proposed(deciding: &Deciding) -> Proposal {
    match &deciding.notice {
        Some(notice) => Proposal::Penalty(notice.terms.clone()),
        None => deciding.report.proposal.clone(),
    }
}

fn stage_obstacle(case: &Case) -> Option<Refusal> {
    match &case.stage {
        Stage::Deciding(deciding) => match deciding.review {
            // A draft that the head or the discussion does not follow is drafted and reviewed again.
            Review::None | Review::Amend(_) | Review::Passed(_) => None,
            Review::Submitted { .. } => {
                Some(wrong_stage(case, Act::DraftDecision, "处理决定正在法制审核，请等审核意见。"))
            }
        },
        Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Investigating(_)
        | Stage::Reported(..) => {
            Some(wrong_stage(case, Act::DraftDecision, "请先完成调查报告并由办案机构负责人同意。"))
        }
        Stage::Decided(_) | Stage::Closed(..) | Stage::Ended(_) => {
            Some(wrong_stage(case, Act::DraftDecision, "已经作出决定。"))
        }
    }
}

/// A penalty is told and drafted with the reasons of its discretion.
pub(super) fn no_discretion() -> Refusal {
    blank("CASE-107", "裁量说明", "discretion")
}

/// The obstacles that stand before the draft whatever it says.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    if let Some(refusal) = stage_obstacle(case) {
        return vec![refusal];
    }
    let Some(deciding) = case.deciding() else { return vec![] };
    let dossier =
        dossier(case, setting).deciding(&proposed(deciding), None, (setting.law, setting.today));
    gate(Act::DraftDecision, &dossier, &bench(setting))
}
