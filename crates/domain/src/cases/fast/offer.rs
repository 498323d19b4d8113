//! Tell the party that the case can be handled fast (告知快速办理).

use serde::{Deserialize, Serialize};

use super::event::FastOffer;
use super::obstacles;
use crate::cases::event::Event;
use crate::cases::sheets::me;
use crate::cases::state::{Case, Stage};
use crate::cases::{crime, wrong_stage};
use crate::catalogue::FastBasis;
use crate::packs::Jurisdiction;
use crate::party::PartyKind;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// The rule that lets the matter of the case be handled fast.
///
/// # Law
/// 《渔业法》第八十三条第四款, or what else the pack names for the item (DM-02); without one there is
/// none, 《行政处罚法》第四十九条 is no such rule.
pub fn fast_basis<'a>(case: &Case, law: &'a Jurisdiction) -> Option<&'a FastBasis> {
    law.item_at(&case.origin.item, case.origin.proposed_on).ok()?.fast.as_ref()
}

/// Whether the exclusions of the police rule apply by analogy (DB-30).
// LEGAL-Q 2026-11-22 (法制审批科): 《渔业法》第八十三条第四款 names no exclusions. Whether minors, people who
// are blind, deaf or mute or of doubtful mind, and cases with a right to a hearing are excluded as in
// the rule of the police (DB-30). Until told otherwise they are.
pub(super) fn strict(law: &Jurisdiction) -> bool {
    law.rules.reading("DB-30") != Some("statute")
}

/// Tell the party (告知快速办理).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferFast {
    /// The conditions of the enabling rule that the officers confirm, in its words.
    pub conditions: Vec<String>,
    /// Whether the facts are clear.
    pub facts_clear: bool,
    /// Whether the party is none of those who are excluded.
    pub capable: bool,
    /// Whether the party was told what fast handling is, and that it may refuse and withdraw.
    pub told: bool,
}

impl OfferFast {
    /// Decides whether fast handling may be offered (Q1).
    ///
    /// # Law
    /// 《渔业法》第八十三条第四款, or the rule of the matter (DM-02); 《公安机关办理行政案件程序规定》第四十条、
    /// 第四十一条 by analogy (DB-30).
    ///
    /// # Errors
    /// No rule that allows it, the stage, a minor, or a condition that is not confirmed.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let by = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(obstacles(Act::OfferFast, case, setting));
        let basis = fast_basis(case, setting.law);
        if let Some(basis) = basis {
            self.check(case, basis, setting, &mut found);
        }
        found.clear()?;
        let Some(basis) = basis else { return Ok(vec![]) };
        Ok(vec![Event::FastOffered(FastOffer {
            cite: basis.cite.clone(),
            conditions: basis.conditions.clone(),
            by,
            on: setting.today,
        })])
    }

    fn check(&self, case: &Case, basis: &FastBasis, setting: &Setting<'_>, found: &mut Obstacles) {
        let missing = basis.conditions.iter().find(|one| !self.conditions.contains(one));
        if let Some(one) = missing {
            found.add(
                Refusal::new(
                    "FAST-010",
                    format!("没有确认“{one}”，不符合快速办理的条件。"),
                    "逐项核对；有一项不符合的，按普通程序办理。",
                )
                .by(basis.cite.to_string().as_str())
                .at("conditions"),
            );
        }
        found.require(self.facts_clear, || {
            Refusal::new(
                "FAST-011",
                "没有确认事实清楚，不能快速办理。",
                "事实还需要查清的，按普通程序调查。",
            )
            .by(basis.cite.to_string().as_str())
            .at("facts_clear")
        });
        let person = case.origin.party.kind != PartyKind::Organisation;
        found.require(self.capable || !person || !strict(setting.law), || {
            Refusal::new(
                "FAST-012",
                "没有确认当事人不是盲、聋、哑人，也不是疑似精神病人。",
                "参照公安机关的规定，这些当事人的案件不适用快速办理；请按普通程序办理。",
            )
            .by("《公安机关办理行政案件程序规定》第四十一条")
            .at("capable")
        });
        found.require(self.told, || {
            Refusal::new(
                "FAST-013",
                "没有告知快速办理的规定和后果。",
                "请告知快速办理须自愿认错认罚并书面同意，可以不同意，作出决定之前也可以撤回。",
            )
            .by(basis.cite.to_string().as_str())
            .at("told")
        });
    }
}

/// What stands before it whatever is confirmed.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let act = Act::OfferFast;
    match &case.stage {
        Stage::Investigating(_) => {}
        Stage::OnSpot(_) => {
            let next = "能够当场处罚的不适用快速办理；不能当场处罚的，先转为普通程序。";
            return vec![wrong_stage(case, act, next).then(Act::ConvertToGeneral)];
        }
        Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Decided(_)
        | Stage::Closed(..)
        | Stage::Ended(_) => {
            return vec![wrong_stage(case, act, "快速办理在立案之后、提交调查报告之前告知。")];
        }
    }
    if fast_basis(case, setting.law).is_none() {
        return vec![
            Refusal::new(
                "FAST-001",
                "本事项没有可以快速办理的法律、法规依据，不能快速办理。",
                "请按普通程序全面调查；只有法律、法规对本事项作出规定，并登记在数据包中的，才能快速办理。",
            )
            .by("《行政处罚法》第五十四条第一款"),
        ];
    }
    let mut found: Vec<Refusal> = crime::bars(case).into_iter().collect();
    if !case.fasts.is_empty() {
        found.push(Refusal::new(
            "FAST-002",
            "本案已经告知过快速办理。",
            "当事人同意的，请登记书面同意；已经转回普通程序的，不再快速办理。",
        ));
    }
    let minor = case.origin.party.age_on(case.origin.act_on).is_some_and(|years| years < 18);
    if minor && strict(setting.law) {
        found.push(
            Refusal::new(
                "FAST-005",
                "当事人是未成年人，不适用快速办理。",
                "请按普通程序办理，并通知其监护人到场。",
            )
            .by("《公安机关办理行政案件程序规定》第四十一条"),
        );
    }
    found
}
