//! The head decides, or orders it unasked (回避决定、责令回避).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::event::{EarlierActs, RecusalApplicant, RecusalDecision, RecusalGround, RecusalRequest};
use super::request::unfit;
use super::{obstacles, open, papers, withdrawn};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth, me};
use crate::cases::state::Case;
use crate::ids::{PersonId, RecusalId};
use crate::policy::{Act, Role};
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Decide on a request (决定回避申请).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideRecusal {
    /// Whether the person withdraws.
    pub granted: bool,
    /// The reasons.
    pub reason: Private,
    /// Who handles the case instead.
    #[serde(default)]
    pub replacement: Option<PersonId>,
    /// What becomes of what the person did.
    #[serde(default)]
    pub earlier: Option<EarlierActs>,
    /// Who discussed it, when a head is to withdraw.
    #[serde(default)]
    pub attendees: Vec<PersonId>,
}

impl DecideRecusal {
    /// Decides whether the head may decide the oldest open request: not the person's own, of a head
    /// after discussion, and with two officers left.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款、第四十三条 (AP-09, AP-11, MT-03).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(obstacles(Act::DecideRecusal, case));
        let request = open(case).map(|it| &it.request);
        if let Some(request) = request {
            self.check(case, &request.person, setting, &mut found);
        }
        found.clear()?;
        let Some(request) = request else { return Ok(vec![]) };
        self.events(case, request, setting, me)
    }

    fn check(&self, case: &Case, person: &PersonId, at: &Setting<'_>, found: &mut Obstacles) {
        found.require(at.me() != Some(person), || {
            Refusal::new("RECU-020", "不能决定自己的回避。", "请由其他负责人集体讨论决定。")
                .by("《行政处罚法》第四十三条第三款")
        });
        found.require(!self.reason.is_blank(), || blank("RECU-021", "决定的理由", "reason"));
        found.extend(self.undiscussed(person, at));
        if !self.granted {
            return;
        }
        found.require(self.earlier.is_some(), || {
            Refusal::new(
                "RECU-022",
                "没有决定回避前所作的行为是否有效。",
                "回避决定作出前所作的调查等行为是否有效，由本机关根据情况决定。",
            )
            .by("《行政处罚法》第四十三条第一款")
            .at("earlier")
        });
        found.extend(self.unreplaced(case, person, at));
    }

    /// The head's own withdrawal is decided by the others together.
    // LEGAL-Q 2026-11-22 (法制审批科): 第四十三条 lets the head decide and is silent on the head's own
    // recusal; until told otherwise the other heads decide it together, two of them, or the only one
    // where there is no second.
    fn undiscussed(&self, person: &PersonId, at: &Setting<'_>) -> Option<Refusal> {
        let head = at.roster.get(person).filter(|it| is_head(&it.roles))?;
        let of_authority = at.roster.all().filter(|it| it.authority == head.authority);
        let others: BTreeSet<&PersonId> = of_authority
            .filter(|it| it.id != *person && !it.suspended && is_head(&it.roles))
            .map(|it| &it.id)
            .collect();
        let there: BTreeSet<&PersonId> = self.attendees.iter().collect();
        let enough = others.len().min(2) <= there.len() && !there.is_empty();
        let with_me = at.me().is_some_and(|me| there.contains(me));
        (!enough || !with_me || !there.is_subset(&others)).then(|| {
            Refusal::new(
                "RECU-023",
                "行政机关负责人的回避，没有由其他负责人集体讨论决定。",
                "请由被申请回避的负责人以外的负责人集体讨论，并选择全部参加人员；没有其他负责人的，报本级人民政府决定。",
            )
            .by("《行政处罚法》第四十三条第三款")
            .at("attendees")
        })
    }

    /// Two qualified officers remain.
    fn unreplaced(&self, case: &Case, person: &PersonId, at: &Setting<'_>) -> Vec<Refusal> {
        let mut left: Vec<PersonId> =
            case.handlers.iter().filter(|id| *id != person).cloned().collect();
        if left.len() == case.handlers.len() {
            return vec![];
        }
        let gone = withdrawn(case);
        let Some(next) = &self.replacement else {
            if at.roster.two_qualified(&left, at.today).is_ok() {
                return vec![];
            }
            return vec![
                Refusal::new(
                    "RECU-024",
                    "承办人回避后，剩余的执法人员不足两人。",
                    "请指定一名持有有效执法证的人员接替。",
                )
                .by("《行政处罚法》第四十二条第一款")
                .at("replacement"),
            ];
        };
        if next == person || left.contains(next) || gone.contains_key(next) {
            return vec![
                Refusal::new(
                    "RECU-025",
                    "接替人员是本案承办人，或者已经回避本案。",
                    "请另选一名人员接替。",
                )
                .at("replacement"),
            ];
        }
        left.push(next.clone());
        let unfit = at.roster.two_qualified(&left, at.today).err().unwrap_or_default();
        let mut found: Vec<Refusal> = unfit.into_iter().map(|it| it.at("replacement")).collect();
        let same = at.roster.get(next).is_some_and(|it| it.authority == case.origin.authority);
        if !same {
            found.push(
                Refusal::new("RECU-026", "接替人员不是本机关的人员。", "请选择本机关的执法人员。")
                    .at("replacement"),
            );
        }
        found
    }

    fn events(
        &self,
        case: &Case,
        request: &RecusalRequest,
        setting: &Setting<'_>,
        me: PersonId,
    ) -> Result<Vec<Event>, Refused> {
        let handled = case.handlers.contains(&request.person);
        let kept = Self {
            replacement: self.replacement.clone().filter(|_| self.granted && handled),
            earlier: self.earlier.filter(|_| self.granted),
            ..self.clone()
        };
        let document =
            issue_nth(case, setting, papers::decision(case, request, &kept, setting), 0)?;
        let decision = RecusalDecision {
            recusal: request.recusal.clone(),
            granted: kept.granted,
            reason: kept.reason,
            replacement: kept.replacement,
            earlier: kept.earlier,
            attendees: kept.attendees,
            document: document.id.clone(),
            by: me,
            on: setting.today,
        };
        Ok(vec![Event::RecusalDecided(decision), Event::DocumentIssued(document)])
    }
}

fn is_head(roles: &BTreeSet<Role>) -> bool {
    roles.contains(&Role::Leader) || roles.contains(&Role::Chief)
}

/// Order somebody to withdraw whom nobody asked to (责令回避).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRecusal {
    /// Who has to withdraw.
    pub person: PersonId,
    /// Why.
    pub ground: RecusalGround,
    /// The reasons, who replaces the person, and what becomes of what the person did.
    pub decision: DecideRecusal,
}

impl OrderRecusal {
    /// Decides whether the head may order it.
    ///
    /// # Law
    /// 《行政处罚法》第四十三条第一款 (AP-11).
    ///
    /// # Errors
    /// As for a request.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(obstacles(Act::OrderRecusal, case));
        found.extend(unfit(case, &self.person, setting));
        let granted = DecideRecusal { granted: true, ..self.decision.clone() };
        granted.check(case, &self.person, setting, &mut found);
        found.clear()?;
        let request = RecusalRequest {
            recusal: RecusalId::new(setting.command.child(1)),
            person: self.person.clone(),
            applicant: RecusalApplicant::Head,
            ground: self.ground,
            reason: self.decision.reason.clone(),
            by: me.clone(),
            on: setting.today,
        };
        let rest = granted.events(case, &request, setting, me)?;
        Ok(std::iter::once(Event::RecusalRequested(request)).chain(rest).collect())
    }
}
