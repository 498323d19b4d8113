//! Recusal: somebody asks that a person withdraw, the head decides, the case goes on in other hands
//! (回避).
//!
//! ```text
//! requested ─▶ granted: the person does nothing more in this case, and is replaced
//!          └─▶ rejected
//! ```
//! The investigation does not stop for a request; no decision is made while one is open.

mod decide;
mod event;
mod papers;
mod request;

pub use decide::{DecideRecusal, OrderRecusal};
pub use event::{EarlierActs, RecusalApplicant, RecusalDecision, RecusalGround, RecusalRequest};
pub use request::RequestRecusal;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::event::Event;
use super::records::{Hearing, Review};
use super::state::{Case, Stage};
use super::wrong_stage;
use crate::ids::{DocumentId, PersonId};
use crate::policy::{Act, Role};
use crate::tasks::{Holder, Task};
use crate::{Refusal, Setting};

/// A request with its decision, once there is one (回避申请及决定).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// What was asked.
    pub request: RecusalRequest,
    /// What the head decided.
    pub decision: Option<RecusalDecision>,
}

impl Recusal {
    /// Whether the person has to stay away from the case.
    pub fn granted(&self) -> bool {
        self.decision.as_ref().is_some_and(|it| it.granted)
    }
}

/// The people who withdrew, with the day.
pub(super) fn withdrawn(case: &Case) -> BTreeMap<PersonId, Date> {
    let granted = case.recusals.iter().filter(|it| it.granted());
    let days = granted.filter_map(|it| Some((it.request.person.clone(), it.decision.as_ref()?.on)));
    days.collect()
}

/// Refuses whoever withdrew, whatever they want to do in the case.
///
/// # Law
/// 《行政处罚法》第四十三条第一款 (AP-11).
pub(super) fn barred(case: &Case, setting: &Setting<'_>) -> Option<Refusal> {
    let since = *withdrawn(case).get(setting.me()?)?;
    Some(
        Refusal::new(
            "RECU-001",
            format!("您已于{}回避本案，不能再办理本案的任何步骤。", law::date_zh(since)),
            "请由接替您的人员办理；认为回避决定不当的，请向行政机关负责人提出。",
        )
        .by("《行政处罚法》第四十三条第一款"),
    )
}

/// Whether each request was decided; `None` when nobody asked.
pub(crate) fn all_decided(case: &Case) -> Option<bool> {
    let asked = !case.recusals.is_empty();
    asked.then(|| case.recusals.iter().all(|it| it.decision.is_some()))
}

/// Whether the decision answers a party.
pub(super) fn asked_by_party(case: &Case, document: &DocumentId) -> bool {
    let mut of = case
        .recusals
        .iter()
        .filter(|it| it.decision.as_ref().is_some_and(|decision| decision.document == *document));
    of.any(|it| it.request.applicant == RecusalApplicant::Party)
}

/// The request that waits for the head.
fn open(case: &Case) -> Option<&Recusal> {
    case.recusals.iter().find(|it| it.decision.is_none())
}

/// What stands before the act.
#[expect(clippy::wildcard_enum_match_arm, reason = "acts on other things have no obstacle here")]
pub(super) fn obstacles(act: Act, case: &Case) -> Vec<Refusal> {
    match act {
        Act::RequestRecusal | Act::OrderRecusal => over(case, act).into_iter().collect(),
        Act::DecideRecusal => match open(case) {
            Some(_) => vec![],
            None => vec![
                Refusal::new(
                    "RECU-002",
                    "没有等待决定的回避申请。",
                    "当事人或者执法人员提出回避的，先登记申请；负责人发现应当回避的，直接责令回避。",
                )
                .then(Act::OrderRecusal),
            ],
        },
        _ => vec![],
    }
}

fn over(case: &Case, act: Act) -> Option<Refusal> {
    match &case.stage {
        Stage::NotFiled { .. } | Stage::Closed(..) | Stage::Ended(_) => Some(wrong_stage(
            case,
            act,
            "案件已经办结，不再更换人员；认为决定违法的，依法申请复议。",
        )),
        Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Decided(_) => None,
    }
}

/// The task of whoever decides; the law sets no days for it.
pub(crate) fn waiting(case: &Case) -> Option<Task> {
    open(case)?;
    let holders = vec![Holder::Authority(Role::Leader, case.origin.authority.to_string())];
    Some(Task { act: Act::DecideRecusal, holders, due: None })
}

/// The case after the event.
pub(super) fn apply(case: &mut Case, event: &Event) {
    if let Event::RecusalRequested(request) = event {
        case.recusals.push(Recusal { request: request.clone(), decision: None });
        return;
    }
    let Event::RecusalDecided(decision) = event else { return };
    let Some(it) = case.recusals.iter_mut().find(|it| it.request.recusal == decision.recusal)
    else {
        return;
    };
    it.decision = Some(decision.clone());
    if decision.granted {
        let person = it.request.person.clone();
        take_out(case, &person, decision);
    }
}

/// Another takes the place; what the person did falls where the head said so.
fn take_out(case: &mut Case, person: &PersonId, decision: &RecusalDecision) {
    let handled = case.handlers.contains(person);
    match &decision.replacement {
        Some(next) => {
            for handler in &mut case.handlers {
                if handler == person {
                    *handler = next.clone();
                }
            }
        }
        None => case.handlers.retain(|it| it != person),
    }
    // A hearing is called again by another presider, and its notice given again.
    if let Stage::Deciding(deciding) = &mut case.stage
        && let Hearing::Called(call) = &deciding.hearing
        && call.presider == *person
    {
        deciding.hearing = Hearing::Requested { on: decision.on };
    }
    if decision.earlier != Some(EarlierActs::Again) {
        return;
    }
    for one in case.evidence.iter_mut().filter(|it| it.obtained_by.contains(person)) {
        one.verified = None;
    }
    if let Stage::Deciding(deciding) = &mut case.stage
        && let Review::Passed(opinion) | Review::Amend(opinion) = &deciding.review
        && opinion.by == *person
    {
        deciding.review = Review::Submitted { on: decision.on };
        deciding.deliberation = None;
    }
    if handled {
        let filing = match &case.stage {
            Stage::Reported(filing, _) => filing.clone(),
            Stage::Deciding(deciding) => deciding.filing.clone(),
            Stage::OnSpot(_)
            | Stage::Proposed
            | Stage::NotFiled { .. }
            | Stage::Investigating(_)
            | Stage::Decided(_)
            | Stage::Closed(..)
            | Stage::Ended(_) => return,
        };
        case.stage = Stage::Investigating(filing);
    }
}
