//! Note how a remedy ended, and let what follows follow (登记复议、诉讼结果).

use jiff::civil::Date;
use law::Fen;
use serde::{Deserialize, Serialize};

use super::event::{RemedyOutcome, RemedyResult, RemedyTarget};
use super::state::Remedy;
use super::{named, none_open};
use crate::cases::event::Event;
use crate::cases::records::Standing;
use crate::cases::sheets::blank;
use crate::cases::state::{Case, Decided};
use crate::cases::terms::Proposal;
use crate::ids::RemedyId;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Note how a remedy ended (登记复议、诉讼结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndRemedy {
    /// The remedy; the open one when none is named.
    #[serde(default)]
    pub remedy: Option<RemedyId>,
    /// The day the final document was received.
    pub on: Date,
    /// How it ended.
    pub result: RemedyResult,
    /// The document.
    pub document: String,
    /// The reasons, when the act did not stand.
    #[serde(default)]
    pub reason: String,
    /// The fine as changed.
    #[serde(default)]
    pub fine: Option<Fen>,
    /// The gains to be confiscated as changed.
    #[serde(default)]
    pub gains: Option<Fen>,
    /// The last day to decide again, where the document sets one.
    #[serde(default)]
    pub redo_by: Option<Date>,
}

impl EndRemedy {
    /// Decides whether there is a remedy to end, and what its end brings about: a decision that is
    /// revoked or void falls, one that is changed is owed as changed.
    ///
    /// # Law
    /// 《行政处罚法》第四十八条第二款、第七十三条第三款; 《行政强制法》第四十一条; 《行政复议法》第六十三条至
    /// 第六十八条、第七十七条; 《行政诉讼法》第七十条至第七十七条 (AP-33, AP-68).
    // LEGAL-Q 2026-11-22 (法制审批科): a decision held unlawful and not revoked: until told otherwise
    // it stays in force and is collected, its publication is withdrawn, and nothing is given back.
    // LEGAL-Q 2026-11-22 (法制审批科): a decision that was changed: until told otherwise the days to
    // pay stay those of the old one, the surcharge follows the new fine, and the rest goes back.
    ///
    /// # Errors
    /// No remedy, a wrong day, no document, no reasons, or amounts that do not fit.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let it = found.take(named(case, self.remedy.as_ref()));
        found.require(!self.document.trim().is_empty(), || {
            blank("EXEC-025", "复议决定书或者裁判文书", "document")
        });
        let filed = it.map(|it| it.filed_on);
        let fits = filed.is_none_or(|on| on <= self.on) && self.on <= setting.today;
        found.require(fits, || {
            Refusal::new(
                "EXEC-026",
                "收到文书的日期早于申请、起诉之日，或者晚于今天。",
                "请填写实际收到的日期。",
            )
            .at("on")
        });
        found.require(self.result.leaves() || !self.reason.trim().is_empty(), || {
            Refusal::new(
                "EXEC-170",
                "没有写明撤销、变更、确认违法或者无效的理由。",
                "请照文书摘要填写；已经公示的决定撤回时要公开说明理由。",
            )
            .by("《行政处罚法》第四十八条第二款")
            .at("reason")
        });
        if let Some(it) = it {
            self.check(case, it, &mut found);
        }
        found.clear()?;
        let Some(it) = it else { return Ok(vec![]) };
        let amount = |amount: Option<Fen>| amount.filter(|_| self.result == RemedyResult::Changed);
        let mut all = vec![Event::RemedyEnded {
            on: self.on,
            result: self.result,
            document: self.document.trim().to_owned(),
            outcome: Some(RemedyOutcome {
                remedy: it.id.clone(),
                target: it.target,
                reason: self.reason.trim().to_owned(),
                fine: amount(self.fine),
                gains: amount(self.gains),
                redo_by: self.redo_by.filter(|_| self.result == RemedyResult::Again),
            }),
        }];
        let in_force = case.decided().is_some_and(|it| it.standing == Standing::InForce);
        if it.target == RemedyTarget::Decision && self.result.undoes() && in_force {
            all.push(Event::DecisionRevoked {
                on: self.on,
                by_document: self.document.trim().to_owned(),
                reason: self.reason.trim().to_owned(),
            });
        }
        Ok(all)
    }

    fn check(&self, case: &Case, it: &Remedy, found: &mut Obstacles) {
        let penalty = case.decided().filter(|_| it.target == RemedyTarget::Decision);
        let penalty = penalty.filter(|it| matches!(it.decision.proposal, Proposal::Penalty(_)));
        if let (RemedyResult::Changed, Some(decided)) = (self.result, penalty) {
            self.check_amounts(decided, found);
        }
        if self.result == RemedyResult::Again {
            found.require(it.target == RemedyTarget::Decision, || {
                Refusal::new(
                    "EXEC-171",
                    "责令重新作出只适用于处罚决定和不予处罚决定。",
                    "措施、通知被撤销的，请选择“撤销”；确有必要的，依法重新办理。",
                )
                .at("result")
            });
            found.require(self.redo_by.is_none_or(|by| self.on <= by), || {
                Refusal::new("EXEC-172", "重新作出的期限早于收到文书之日。", "请核对期限。")
                    .at("redo_by")
            });
        }
    }

    /// A change never makes it worse for whoever asked.
    ///
    /// # Law
    /// 《行政复议法》第六十三条第二款; 《行政诉讼法》第七十七条第二款.
    // LEGAL-Q 2026-11-22 (法制审批科): both articles let it be worse when others asked for the
    // opposite; until there is such a case a heavier change is refused here.
    fn check_amounts(&self, decided: &Decided, found: &mut Obstacles) {
        let (Some(fine), Some(gains)) = (self.fine, self.gains) else {
            found.add(
                Refusal::new(
                    "EXEC-173",
                    "没有填写变更后的罚款和没收违法所得数额。",
                    "请按文书填写；变更后不再罚款、不再没收的，填写0。",
                )
                .at("fine"),
            );
            return;
        };
        let fits =
            0 <= fine.0 && 0 <= gains.0 && fine <= decided.fine() && gains <= decided.gains();
        found.require(fits, || {
            Refusal::new(
                "EXEC-174",
                format!(
                    "变更后的数额应当不高于原来的罚款{}、没收违法所得{}。",
                    decided.fine(),
                    decided.gains()
                ),
                "复议机关、人民法院不得作出更为不利的变更，请核对文书。",
            )
            .by("《行政复议法》第六十三条第二款")
            .at("fine")
        });
    }
}

/// What stands before the end of one.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    if case.remedies.iter().any(Remedy::open) { vec![] } else { vec![none_open()] }
}
