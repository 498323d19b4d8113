//! Ask that a person withdraw (登记回避申请).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event::{RecusalApplicant, RecusalGround, RecusalRequest};
use super::{over, withdrawn};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, future, me};
use crate::cases::state::Case;
use crate::ids::{PersonId, RecusalId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Ask that a person withdraw (登记回避申请).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRecusal {
    /// Who should withdraw.
    pub person: PersonId,
    /// Who asks.
    pub applicant: RecusalApplicant,
    /// Why.
    pub ground: RecusalGround,
    /// The facts.
    pub reason: Private,
    /// The day on which it was asked.
    pub on: Date,
}

impl RequestRecusal {
    /// Decides whether the request goes on record; it stops nothing but the decision.
    ///
    /// # Law
    /// 《行政处罚法》第四十三条第二款、第三款 (AP-11, MT-03).
    ///
    /// # Errors
    /// The stage, a request that is open already, a person who withdrew, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(over(case, Act::RequestRecusal));
        found.extend(unfit(case, &self.person, setting));
        found.require(self.applicant != RecusalApplicant::Head, || {
            Refusal::new(
                "RECU-011",
                "负责人责令回避的不作为申请登记。",
                "请由负责人办理“责令回避”。",
            )
            .at("applicant")
            .then(Act::OrderRecusal)
        });
        let own = self.applicant != RecusalApplicant::Oneself || self.person == me;
        found.require(own, || {
            Refusal::new(
                "RECU-012",
                "自行申请回避的，由本人登记。",
                "请由该人员登录后提出；当事人提出的，选择“当事人申请”。",
            )
            .at("applicant")
        });
        found.require(!self.reason.is_blank(), || blank("RECU-013", "事实和理由", "reason"));
        found.require(self.on <= setting.today, || future("RECU-014", "申请日期", "on", setting));
        found.require(case.origin.act_on <= self.on, || {
            Refusal::new("RECU-015", "申请日期早于违法行为发生之日。", "请核对日期。").at("on")
        });
        found.clear()?;
        Ok(vec![Event::RecusalRequested(RecusalRequest {
            recusal: RecusalId::new(setting.command.child(0)),
            person: self.person.clone(),
            applicant: self.applicant,
            ground: self.ground,
            reason: self.reason.clone(),
            by: me,
            on: self.on,
        })])
    }
}

/// Why this person cannot be asked to withdraw.
pub(super) fn unfit(case: &Case, person: &PersonId, setting: &Setting<'_>) -> Option<Refusal> {
    let known = setting.roster.get(person).is_some_and(|it| it.authority == case.origin.authority);
    if !known {
        let what = "没有选择本机关的人员。";
        return Some(Refusal::new("RECU-010", what, "请选择应当回避的人员。").at("person"));
    }
    if withdrawn(case).contains_key(person) {
        return Some(Refusal::new("RECU-016", "该人员已经回避本案。", "请核对人员。").at("person"));
    }
    let mut open = case.recusals.iter().filter(|it| it.decision.is_none());
    open.any(|it| it.request.person == *person).then(|| {
        Refusal::new("RECU-017", "对该人员的回避申请正等待决定。", "请先由负责人决定。")
            .by("《行政处罚法》第四十三条第三款")
            .at("person")
            .then(Act::DecideRecusal)
    })
}
