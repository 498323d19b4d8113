//! Tell the party on the spot and hear them (当场告知、听取陈述申辩).

use serde::{Deserialize, Serialize};

use super::records::Telling;
use crate::cases::draft::no_discretion;
use crate::cases::event::Event;
use crate::cases::sheets::{blank, me};
use crate::cases::state::{Case, Stage};
use crate::cases::terms::{PenaltyTerms, Proposal};
use crate::cases::{Acceptance, bench, dossier, wrong_stage};
use crate::evidence::Verification;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::rules::gate;
use crate::{Private, Refusal, Refused, Setting};

/// Tell the party and hear them (当场告知和听取意见).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearOnSpot {
    /// The penalty announced.
    pub terms: PenaltyTerms,
    /// Whether facts, reasons, basis and rights were told.
    pub rights_told: bool,
    /// Whether the officers checked every piece of evidence against what they saw.
    pub evidence_checked: bool,
    /// What the party said; blank when the party had nothing to say.
    #[serde(default)]
    pub statement: Private,
    /// Whether the party disputes the facts.
    #[serde(default)]
    pub disputed: bool,
    /// How far the statement is accepted.
    #[serde(default)]
    pub accepted: Option<Acceptance>,
    /// Why.
    #[serde(default)]
    pub reasons: Private,
}

impl HearOnSpot {
    /// Decides whether the party has been told and heard, and the penalty is one for the spot (S1,
    /// S2). It may be told again while nothing is decided, a heavier penalty too.
    ///
    /// # Law
    /// 《行政处罚法》第四十四条、第四十五条、第五十一条; 《交通运输行政执法程序规定》第六十一条 (AP-36, AP-38).
    ///
    /// # Errors
    /// Every obstacle: the stage, each breached rule, what was not told or not answered.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, Act::HearOnSpot));
        found.require(self.rights_told, || {
            Refusal::new(
                "CASE-210",
                "没有告知当事人拟处罚的内容、事实、理由、依据和陈述、申辩的权利。",
                "请当场口头告知后勾选。",
            )
            .by("《行政处罚法》第四十四条")
            .at("rights_told")
        });
        found.require(!self.terms.discretion.is_blank(), no_discretion);
        self.check_statement(&mut found);
        let checked = self.verifications(case, setting, &mut found);
        if found_nothing(case) {
            let mut case = case.clone();
            for (evidence, verification) in &checked {
                if let Some(piece) = case.evidence.iter_mut().find(|e| e.id == *evidence) {
                    piece.verified = Some(verification.clone());
                }
            }
            let proposal = Proposal::Penalty(self.terms.clone());
            let facts =
                dossier(&case, setting).deciding(&proposal, None, (setting.law, setting.today));
            found.extend(gate(Act::HearOnSpot, &facts, &bench(setting)));
        }
        found.clear()?;
        let verified = checked
            .into_iter()
            .map(|(evidence, verification)| Event::EvidenceVerified { evidence, verification });
        let told = Event::ToldOnSpot(Telling {
            terms: self.terms.clone(),
            statement: self.statement.clone(),
            disputed: self.disputed,
            accepted: self.accepted,
            reasons: self.reasons.clone(),
            by: me,
            on: setting.today,
        });
        Ok(verified.chain([told]).collect())
    }

    fn check_statement(&self, found: &mut Obstacles) {
        if self.statement.is_blank() {
            found.require(!self.disputed, || {
                blank("CASE-211", "当事人的陈述申辩", "statement")
                    .by("《行政处罚法》第四十五条第一款")
            });
            return;
        }
        found.require(self.accepted.is_some() && !self.reasons.is_blank(), || {
            Refusal::new(
                "CASE-212",
                "当事人提出了陈述申辩，没有写明是否采纳和理由。",
                "请当场复核，写明采纳、部分采纳或者不予采纳及理由。",
            )
            .by("《行政处罚法》第四十五条第一款")
            .at("reasons")
        });
    }

    /// The pieces that the officers verify with this telling.
    fn verifications(
        &self,
        case: &Case,
        setting: &Setting<'_>,
        found: &mut Obstacles,
    ) -> Vec<(crate::ids::EvidenceId, Verification)> {
        let open: Vec<_> = case.evidence.iter().filter(|e| e.verified.is_none()).collect();
        found.require(open.is_empty() || self.evidence_checked, || {
            Refusal::new(
                "CASE-213",
                "证据还没有当场核对，不能作为认定事实的根据。",
                "请两名执法人员逐项核对证据与现场情况，再勾选。",
            )
            .by("《行政处罚法》第四十六条第二款")
            .at("evidence_checked")
        });
        let Some(by) = setting.me() else { return vec![] };
        open.into_iter()
            .map(|evidence| {
                let how = "两名执法人员当场与现场情况核对".to_owned();
                (
                    evidence.id.clone(),
                    Verification { by: by.clone(), on: setting.today, how, moments: vec![] },
                )
            })
            .collect()
    }
}

/// Whether the stage is right, so that the rules can be asked.
fn found_nothing(case: &Case) -> bool {
    matches!(case.stage, Stage::OnSpot(_))
}

/// The obstacles that stand before a step on the spot whatever it says.
pub(in crate::cases) fn ready(case: &Case, act: Act) -> Vec<Refusal> {
    match &case.stage {
        Stage::OnSpot(_) => vec![],
        Stage::Decided(_) | Stage::Closed(..) | Stage::Ended(_) => {
            vec![wrong_stage(case, act, "已经作出决定；决定有误的，依法撤销或者变更。")]
        }
        Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_) => {
            vec![wrong_stage(case, act, "本案适用普通程序，请按普通程序的步骤办理。")]
        }
    }
}
