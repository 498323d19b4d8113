//! The head approves or refuses a measure, before it is taken or within twenty-four hours after.

use law::datetime_zh;
use serde::{Deserialize, Serialize};

use super::papers;
use super::state::{Measure, MeasureApproval};
use super::{moment, named};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth, me};
use crate::cases::state::Case;
use crate::ids::MeasureId;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Approve a measure (批准采取措施).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproveMeasure {
    /// The measure.
    pub measure: MeasureId,
}

impl ApproveMeasure {
    /// Decides whether the head may approve it (C1, C3): before it is taken; when it was urgent,
    /// within twenty-four hours, and not a minute later.
    ///
    /// # Law
    /// 《行政强制法》第十八条第一项、第十九条 (AC-03, AC-04); 《行政处罚法》第五十六条 (AP-41).
    // LEGAL-Q 2026-11-22 (法制审批科): 第十九条 does not say what becomes of a measure approved late.
    // Until told otherwise it cannot be approved any more and has to be lifted.
    ///
    /// # Errors
    /// Nothing to approve, the head being a handler, or the hours having run.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(pending(it));
        found.require(!case.handlers.contains(&me), own_case);
        let at = moment(setting);
        if let Some(until) = it.ratify_by(setting.law) {
            found.require(at <= until, || {
                Refusal::new(
                    "MEAS-021",
                    format!(
                        "紧急实施的措施应当在二十四小时内补办批准手续，时限到{}为止，现在不能再补办。",
                        datetime_zh(until)
                    ),
                    "请立即解除措施、退还物品；确有需要的，另行报批后重新实施。",
                )
                .by("《行政强制法》第十九条")
                .then(Act::ReleaseMeasure)
            });
        }
        found.clear()?;
        let approved = Event::MeasureApproved { measure: it.id.clone(), by: me, at };
        if it.proposal.kind.is_compulsory() {
            return Ok(vec![approved]);
        }
        let form = issue_nth(case, setting, papers::hold_approval(case, it, setting), 0)?;
        Ok(vec![approved, Event::DocumentIssued(form)])
    }
}

/// Refuse a measure (不批准采取措施).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefuseMeasure {
    /// The measure.
    pub measure: MeasureId,
    /// Why.
    pub reason: String,
}

impl RefuseMeasure {
    /// Decides whether the head may refuse it; one that was taken has then to be lifted at once
    /// (C4).
    ///
    /// # Law
    /// 《行政强制法》第十八条第一项、第十九条 (AC-03, AC-04).
    ///
    /// # Errors
    /// Nothing to refuse, the head being a handler, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(pending(it));
        found.require(!case.handlers.contains(&me), own_case);
        found.require(!self.reason.trim().is_empty(), || {
            blank("MEAS-023", "不批准的理由", "reason")
        });
        found.clear()?;
        Ok(vec![Event::MeasureRefused {
            measure: it.id.clone(),
            reason: self.reason.trim().to_owned(),
            at: moment(setting),
        }])
    }
}

fn own_case() -> Refusal {
    Refusal::new("MEAS-022", "承办人不能审批自己承办案件的措施。", "请由其他负责人审批。")
}

/// What stands before the answer.
pub(super) fn pending(it: &Measure) -> Option<Refusal> {
    (!waits(it)).then(|| {
        Refusal::new("MEAS-020", "这项措施没有等待审批。", "请从等待审批的措施中选择。")
            .at("measure")
    })
}

/// Whether the head has still to answer; one lifted meanwhile waits for nothing.
pub(super) fn waits(it: &Measure) -> bool {
    let lifted = it.held.as_ref().is_some_and(|held| !held.runs());
    it.approval == MeasureApproval::Pending && !lifted
}
