//! Publish a decision masked, and withdraw it when it falls (公示、撤回).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::{Publication, Standing};
use super::sheets::{blank, future, issue_nth, me};
use super::state::{Case, Decided};
use super::{public_papers, wrong_stage};
use crate::ids::PersonId;
use crate::policy::Act;
use crate::publicity::{PublicVersion, still_names};
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Propose the masked public version (拟公示).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposePublication {
    /// The masked version, as a person edited it.
    pub version: PublicVersion,
}

impl ProposePublication {
    /// Decides whether the version may be proposed: the decision stands, and nothing personal
    /// of an individual is left in it.
    ///
    /// # Law
    /// 《行政处罚法》第四十八条第一款、第五十条 (AP-32, AP-35, TS-04, TS-14, TS-17).
    ///
    /// # Errors
    /// The stage, a fallen decision, an empty text, or a name left in clear.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case));
        found.require(!self.version.summary.trim().is_empty(), || {
            blank("CASE-150", "公示内容", "summary")
        });
        for left in still_names(&self.version, &case.origin.party) {
            found.add(
                Refusal::new(
                    "CASE-151",
                    format!("拟公示的内容中还有未遮蔽的{left}。"),
                    "请删除或者遮蔽后再提交。",
                )
                .by("《行政处罚法》第五十条")
                .at("summary"),
            );
        }
        found.clear()?;
        Ok(vec![Event::PublicationProposed { version: self.version.clone(), by: me }])
    }
}

/// The obstacles that stand before a proposal to publish.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    let Some(decided) = case.decided() else {
        return vec![wrong_stage(case, Act::ProposePublication, "作出决定之后公示。")];
    };
    if let Standing::Revoked { .. } = decided.standing {
        return vec![Refusal::new("CASE-152", "决定已经撤销，不能公示。", "已经公示的，请撤回。")];
    }
    match decided.publication {
        Publication::None | Publication::Withheld { .. } | Publication::Proposed(..) => vec![],
        Publication::Published(..) | Publication::Retracted { .. } => {
            vec![Refusal::new("CASE-153", "这个决定已经公示过。", "内容有误的，请先撤回。")]
        }
    }
}

/// Decide not to publish, with the reason (不予公示).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithholdPublication {
    /// Why.
    pub reason: String,
}

impl WithholdPublication {
    /// Decides whether the decision may be kept from publication: with a reason.
    ///
    /// # Law
    /// 《行政处罚法》第四十八条第一款 (DB-09).
    ///
    /// # Errors
    /// The stage, or no reason.
    pub fn decide(&self, case: &Case, _: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready(case));
        found.require(!self.reason.trim().is_empty(), || {
            blank("CASE-154", "不予公示的理由", "reason")
        });
        let reason = self.reason.trim();
        let same = |it: &Publication| matches!(it, Publication::Withheld { reason: said, .. } if said == reason);
        found.require(!case.decided().is_some_and(|it| same(&it.publication)), || {
            Refusal::new(
                "CASE-161",
                "已经按这个理由不予公示。",
                "理由有变化的，请填写新的理由；可以公示的，请拟公示。",
            )
            .at("reason")
        });
        found.clear()?;
        Ok(vec![Event::PublicationWithheld { reason: reason.to_owned() }])
    }
}

/// Confirm the proposed version and publish it (确认公示).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmPublication {}

impl ConfirmPublication {
    /// Decides whether the proposed version is published: by another person than proposed it.
    ///
    /// # Errors
    /// Nothing proposed, a fallen decision, or the same person.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_confirm(case));
        if let Some(Publication::Proposed(_, by)) = case.decided().map(|d| &d.publication) {
            found.require(*by != me, || {
                Refusal::new("CASE-155", "拟公示与确认公示不能是同一人。", "请由另一人确认。")
            });
        }
        found.clear()?;
        let mut events = vec![Event::Published { on: setting.today }];
        if let Some((decided, version, by)) = case.decided().and_then(proposed) {
            let sheet = public_papers::approval(case, decided, (version, by), setting);
            events.push(Event::DocumentIssued(issue_nth(case, setting, sheet, 0)?));
        }
        Ok(events)
    }
}

/// The decision with the version that waits, and who proposed it.
const fn proposed(decided: &Decided) -> Option<(&Decided, &PublicVersion, &PersonId)> {
    match &decided.publication {
        Publication::Proposed(version, by) => Some((decided, version, by)),
        Publication::None
        | Publication::Withheld { .. }
        | Publication::Published(..)
        | Publication::Retracted { .. } => None,
    }
}

/// The obstacles that stand before a confirmation.
pub(super) fn ready_to_confirm(case: &Case) -> Vec<Refusal> {
    let proposed = matches!(
        case.decided(),
        Some(Decided { publication: Publication::Proposed(..), standing: Standing::InForce, .. })
    );
    if proposed {
        vec![]
    } else {
        vec![wrong_stage(case, Act::ConfirmPublication, "没有等待确认的公示内容。")]
    }
}

/// Record that the decision was changed, revoked, or held unlawful or void (登记决定撤销).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokeDecision {
    /// The day on which the document was received.
    pub on: Date,
    /// The document: court, number.
    pub by_document: String,
    /// The reasons, which will be published.
    pub reason: String,
}

impl RevokeDecision {
    /// Decides whether the fall of the decision goes on record.
    ///
    /// # Law
    /// 《行政处罚法》第四十八条第二款 (AP-33, TS-05, N27).
    ///
    /// # Errors
    /// No decision, one that has fallen already, or what is missing.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_revoke(case));
        if let Some(decided) = case.decided() {
            found.require(decided.decision.on <= self.on, || {
                Refusal::new(
                    "CASE-156",
                    format!("日期早于决定日期（{}）。", date_zh(decided.decision.on)),
                    "请填写收到法律文书的日期。",
                )
                .at("on")
            });
        }
        found.require(self.on <= setting.today, || future("CASE-157", "收到日期", "on", setting));
        found.require(!self.by_document.trim().is_empty(), || {
            blank("CASE-158", "法律文书名称和文号", "by_document")
        });
        found.require(!self.reason.trim().is_empty(), || {
            blank("CASE-159", "撤销或者变更的理由", "reason")
        });
        found.clear()?;
        Ok(vec![Event::DecisionRevoked {
            on: self.on,
            by_document: self.by_document.trim().to_owned(),
            reason: self.reason.trim().to_owned(),
        }])
    }
}

/// The obstacles that stand before a revocation.
pub(super) fn ready_to_revoke(case: &Case) -> Vec<Refusal> {
    match case.decided().map(|decided| &decided.standing) {
        Some(Standing::InForce) => vec![],
        Some(Standing::Revoked { .. }) => {
            vec![wrong_stage(case, Act::RevokeDecision, "决定的撤销已经登记。")]
        }
        None => vec![wrong_stage(case, Act::RevokeDecision, "还没有作出决定。")],
    }
}

/// Withdraw the publication and say why (撤回公示).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetractPublication {
    /// The reasons, published instead.
    pub reason: String,
}

impl RetractPublication {
    /// Decides whether the publication may be withdrawn: always when it is public, with reasons.
    ///
    /// # Law
    /// 《行政处罚法》第四十八条第二款 (AP-33, E45).
    ///
    /// # Errors
    /// Nothing public, or no reasons.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_retract(case));
        found.require(!self.reason.trim().is_empty(), || blank("CASE-160", "撤回理由", "reason"));
        found.clear()?;
        let reason = self.reason.trim();
        let mut events =
            vec![Event::PublicationRetracted { on: setting.today, reason: reason.to_owned() }];
        if let Some((decided, version)) = case.decided().and_then(published) {
            let sheet = public_papers::retraction(case, decided, (version, reason), setting);
            events.push(Event::DocumentIssued(issue_nth(case, setting, sheet, 0)?));
        }
        Ok(events)
    }
}

/// The decision with the version that is public.
const fn published(decided: &Decided) -> Option<(&Decided, &PublicVersion)> {
    match &decided.publication {
        Publication::Published(version, _) => Some((decided, version)),
        Publication::None
        | Publication::Withheld { .. }
        | Publication::Proposed(..)
        | Publication::Retracted { .. } => None,
    }
}

/// The obstacles that stand before a retraction.
pub(super) fn ready_to_retract(case: &Case) -> Vec<Refusal> {
    match case.decided().map(|decided| &decided.publication) {
        Some(Publication::Published(..)) => vec![],
        Some(
            Publication::None
            | Publication::Withheld { .. }
            | Publication::Proposed(..)
            | Publication::Retracted { .. },
        )
        | None => vec![wrong_stage(case, Act::RetractPublication, "没有正在公示的内容。")],
    }
}
