//! A longer period: asked for, approved before the first one ends, told in writing (延长).

use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Extension;
use super::named;
use super::papers;
use super::state::Measure;
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth, me};
use crate::cases::state::Case;
use crate::ids::MeasureId;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Ask for a longer period (申请延长措施期限).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestExtension {
    /// The measure.
    pub measure: MeasureId,
    /// Why the circumstances are complex.
    pub reason: Private,
}

impl RequestExtension {
    /// Decides whether a longer period may be asked for (C5).
    ///
    /// # Law
    /// 《行政强制法》第二十五条第一款 (AC-08).
    ///
    /// # Errors
    /// No running measure, an application that waits, one extension already, or the period being
    /// over.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_request(case, it, setting));
        found.require(!self.reason.is_blank(), || blank("MEAS-053", "延长的理由", "reason"));
        found.clear()?;
        let (measure, reason) = (it.id.clone(), self.reason.clone());
        Ok(vec![Event::ExtensionRequested { measure, reason }])
    }
}

/// Approve a longer period (批准延长).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtendMeasure {
    /// The measure.
    pub measure: MeasureId,
}

impl ExtendMeasure {
    /// Decides whether the head may extend the measure; the notice with the reasons is issued
    /// with it.
    ///
    /// # Law
    /// 《行政强制法》第二十五条第一款、第二款 (AC-08); DB-19: the approval precedes the end.
    ///
    /// # Errors
    /// Nothing asked for, the head being a handler, or the period being over.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, it, setting));
        let asked = it.held.as_ref().and_then(|held| held.asked.clone());
        found.require(asked.is_some(), not_asked);
        found.require(!case.handlers.contains(&me), own_case);
        found.clear()?;
        let Some(reason) = asked else { return Ok(vec![]) };
        let sheet = papers::extension(case, it, &reason, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let extension = Extension {
            measure: it.id.clone(),
            document: document.id.clone(),
            reason,
            by: me,
            on: setting.today,
        };
        Ok(vec![Event::MeasureExtended(extension), Event::DocumentIssued(document)])
    }
}

/// Refuse a longer period (不批准延长).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefuseExtension {
    /// The measure.
    pub measure: MeasureId,
    /// Why.
    pub reason: String,
}

impl RefuseExtension {
    /// Decides whether there is something to refuse, and a reason.
    ///
    /// # Errors
    /// Nothing asked for, the head being a handler, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.require(it.held.as_ref().is_some_and(|held| held.asked.is_some()), not_asked);
        found.require(!case.handlers.contains(&me), own_case);
        found.require(!self.reason.trim().is_empty(), || {
            blank("MEAS-056", "不批准延长的理由", "reason")
        });
        found.clear()?;
        let reason = self.reason.trim().to_owned();
        Ok(vec![Event::ExtensionRefused { measure: it.id.clone(), reason }])
    }
}

fn not_asked() -> Refusal {
    Refusal::new("MEAS-054", "没有等待审批的延长申请。", "请等承办人提出延长申请。").at("measure")
}

fn own_case() -> Refusal {
    Refusal::new("MEAS-055", "承办人不能审批自己承办案件的延长。", "请由其他负责人审批。")
}

/// What stands before the head's answer.
pub(super) fn ready_to_answer(it: &Measure) -> Vec<Refusal> {
    let asked = it.held.as_ref().is_some_and(|held| held.asked.is_some());
    if asked { vec![] } else { vec![not_asked()] }
}

/// What stands before an application for an extension.
pub(super) fn ready_to_request(case: &Case, it: &Measure, setting: &Setting<'_>) -> Vec<Refusal> {
    let mut found = ready(case, it, setting);
    if it.held.as_ref().is_some_and(|held| held.asked.is_some()) {
        let next = "请等负责人审批；理由有变化的，请负责人不批准后重新申请。";
        found.push(Refusal::new("MEAS-057", "已经有等待审批的延长申请。", next).at("measure"));
    }
    found
}

/// What stands before an extension whatever its reason.
pub(super) fn ready(case: &Case, it: &Measure, setting: &Setting<'_>) -> Vec<Refusal> {
    let mut found = Vec::new();
    if !it.proposal.kind.is_compulsory() {
        found.push(
            Refusal::new(
                "MEAS-050",
                "先行登记保存应当在七个工作日内作出处理决定，不能延长。",
                "请在期限内解除，或者依法转为查封、扣押。",
            )
            .by("《行政处罚法》第五十六条")
            .at("measure"),
        );
        return found;
    }
    if !it.runs() {
        found.push(not_running());
        return found;
    }
    if it.held.as_ref().is_some_and(|held| held.extension.is_some()) {
        found.push(
            Refusal::new(
                "MEAS-051",
                "这项措施已经延长过一次，不能再延长。",
                "请在期限届满前作出处理决定，或者解除措施。",
            )
            .by("《行政强制法》第二十五条第一款")
            .then(Act::ReleaseMeasure)
            .at("measure"),
        );
    }
    let before = setting.law.rules.reading("DB-19") != Some("after");
    if let Some(due) = it.first_due(case, setting.law)
        && before
        && due < setting.today
    {
        found.push(
            Refusal::new(
                "MEAS-052",
                format!("原期限已于{}届满，延长应当在届满之前批准。", date_zh(due)),
                "请立即解除措施，退还物品。",
            )
            .by("《行政强制法》第二十八条第一款")
            .then(Act::ReleaseMeasure)
            .at("measure"),
        );
    }
    found
}

/// `MEAS-003`: nothing is held any more.
pub(super) fn not_running() -> Refusal {
    Refusal::new(
        "MEAS-003",
        "这项措施没有实施，或者已经全部处理完毕。",
        "请从正在执行的措施中选择。",
    )
    .at("measure")
}
