//! Propose a measure to the head (提请采取措施).

use serde::{Deserialize, Serialize};

use super::event::MeasureProposal;
use super::state::MeasureKind;
use crate::cases::event::Event;
use crate::cases::sheets::{blank, me};
use crate::cases::state::{Case, Stage};
use crate::cases::wrong_stage;
use crate::catalogue::{Mode, Power};
use crate::competence::may_exercise;
use crate::ids::MeasureId;
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Propose a measure (提请采取措施).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeMeasure {
    /// What kind.
    pub kind: MeasureKind,
    /// The article that allows it for this matter; for a hold of evidence it goes without saying.
    #[serde(default)]
    pub basis: String,
    /// Why it is needed.
    pub reason: Private,
    /// Why milder means do not do.
    #[serde(default)]
    pub necessity: Private,
    /// The things it is to extend to, one a line.
    pub things: Private,
    /// Whether they belong to the violation, are no necessities of life, and are not sequestered
    /// by another body.
    pub checked: bool,
    /// Why it cannot wait for approval; `None` when it can.
    #[serde(default)]
    pub urgent: Option<String>,
}

/// An article that allows a compulsory measure for a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureBasis {
    /// The measure it allows.
    pub kind: MeasureKind,
    /// The article.
    pub cite: String,
    /// What it says, in short.
    pub words: String,
}

/// What allows compulsory measures for the matter of the case.
///
/// # Law
/// 《行政强制法》第十条、第二十二条 (AC-01): set by statutes and regulations, listed by the catalogue.
pub fn bases(case: &Case, law: &Jurisdiction) -> Vec<MeasureBasis> {
    let Ok(item) = law.item_at(&case.origin.item, case.origin.act_on) else { return Vec::new() };
    let each = item.compulsions.iter().flat_map(|one| {
        one.measures.iter().map(|kind| MeasureBasis {
            kind: *kind,
            cite: one.cite.to_string(),
            words: one.text.clone(),
        })
    });
    each.collect()
}

impl ProposeMeasure {
    /// Decides whether the measure may be put to the head (C1).
    ///
    /// # Law
    /// 《行政强制法》第五条、第十条、第十六条至第十八条、第二十二条、第二十三条 (AC-01, AC-02, AC-06,
    /// AP-07); 《行政处罚法》第五十六条 (AP-41).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case));
        if self.kind.is_compulsory() {
            self.check_power(case, setting, &mut found);
        } else {
            found.require(self.urgent.is_none(), || {
                Refusal::new(
                    "MEAS-013",
                    "先行登记保存必须先经行政机关负责人批准，没有紧急实施、事后补批的规定。",
                    "请按一般情形提请，经批准后再登记保存。",
                )
                .by("《行政处罚法》第五十六条")
                .at("urgent")
            });
        }
        let early = matches!(case.stage, Stage::Proposed) && self.urgent.is_none();
        found.require(!early, || {
            Refusal::new(
                "MEAS-014",
                "案件还没有立案，只有情况紧急时才能先采取措施。",
                "请先报批立案；确需当场采取措施的，写明紧急的理由。",
            )
            .by("《行政强制法》第十九条")
            .then(Act::ApproveFiling)
            .at("urgent")
        });
        found.require(!self.reason.is_blank(), || blank("MEAS-015", "采取措施的理由", "reason"));
        let things: Vec<Private> = self
            .things
            .reveal()
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(Private::new)
            .collect();
        found.require(!things.is_empty(), || blank("MEAS-016", "拟采取措施的物品", "things"));
        found.require(!self.urgent.as_ref().is_some_and(|why| why.trim().is_empty()), || {
            blank("MEAS-017", "情况紧急的理由", "urgent")
        });
        found.clear()?;
        let basis = if self.kind.is_compulsory() {
            self.basis.clone()
        } else {
            "《行政处罚法》第五十六条".to_owned()
        };
        Ok(vec![Event::MeasureProposed(MeasureProposal {
            measure: MeasureId::new(setting.command.child(0)),
            kind: self.kind,
            basis,
            reason: self.reason.clone(),
            necessity: self.necessity.clone(),
            urgent: self.urgent.as_ref().map(|why| why.trim().to_owned()),
            things,
            by: me,
            on: setting.today,
        })])
    }

    /// What the law asks of a compulsory measure before anybody is asked to approve it.
    fn check_power(&self, case: &Case, setting: &Setting<'_>, found: &mut Obstacles) {
        if let Err(refusal) = may_exercise(setting.law, &case.origin.unit, Power::Measure) {
            found.add(refusal);
        }
        let mode = setting.law.item_at(&case.origin.item, case.origin.act_on).map(|it| it.mode);
        found.require(mode != Ok(Mode::Entrusted), || {
            Refusal::new(
                "MEAS-010",
                "本案由受委托的组织办理，行政强制措施权不得委托，不能由其实施查封、扣押。",
                "请报告委托机关，由具备资格的行政执法人员以该机关的名义实施。",
            )
            .by("《行政强制法》第十七条第一款")
        });
        let allowed = bases(case, setting.law);
        let named = |it: &&MeasureBasis| it.kind == self.kind && it.cite == self.basis;
        found.require(allowed.iter().any(|it| named(&it)), || {
            let listed: Vec<String> =
                allowed.iter().map(|it| format!("{}（{}）", it.kind.name_zh(), it.cite)).collect();
            let next = if listed.is_empty() {
                "没有法律、法规依据的不得实施；证据可能灭失的，可以提请先行登记保存。".to_owned()
            } else {
                format!("目录为本事项列出的是：{}。", listed.join("、"))
            };
            let what = format!("目录没有为本案事项列出{}的法律、法规依据。", self.kind.name_zh());
            Refusal::new("MEAS-011", what, next).by("《行政强制法》第十条").at("basis")
        });
        found.require(!self.necessity.is_blank(), || {
            Refusal::new(
                "MEAS-018",
                "没有说明为什么采用非强制手段达不到目的。",
                "请写明已经或者可以采用的非强制手段；情节显著轻微的，可以不采取强制措施。",
            )
            .by("《行政强制法》第五条")
            .at("necessity")
        });
        found.require(self.checked, || {
            Refusal::new(
                "MEAS-012",
                "没有核对物品与违法行为有关、不是生活必需品、没有被其他国家机关查封。",
                "请逐件核对；与违法行为无关的、生活必需品和已被查封的，不得查封、扣押。",
            )
            .by("《行政强制法》第二十三条")
            .at("checked")
        });
    }
}

/// The stages in which a measure may be proposed: from the proposal to file until the decision.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    match case.stage {
        Stage::Proposed | Stage::Investigating(_) | Stage::Reported(..) | Stage::Deciding(_) => {
            vec![]
        }
        Stage::OnSpot(_)
        | Stage::NotFiled { .. }
        | Stage::Decided(_)
        | Stage::Closed(..)
        | Stage::Ended(_) => {
            vec![wrong_stage(
                case,
                Act::ProposeMeasure,
                "措施用于查清违法事实，决定作出以后不再采取。",
            )]
        }
    }
}
