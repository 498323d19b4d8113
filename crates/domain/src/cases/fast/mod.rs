//! Fast handling (快速办理): only where the law of the matter allows it and the party consents in writing.
//!
//! ```text
//! investigating ─▶ told ─▶ consented ─▶ reported, and on as in the general procedure
//!                   └─────────┴─▶ back: investigated like any other, the evidence kept
//! ```
//! What is simpler is the evidence: the party's signed admission and one objective piece that bears it
//! out. Notice, legal review, deliberation and the ninety days are those of the general procedure.

mod consent;
mod event;
mod leave;
mod offer;
mod papers;
mod report;

pub use consent::ConsentFast;
pub use event::{FastConsent, FastEnd, FastLeave, FastOffer};
pub use leave::LeaveFast;
pub use offer::{OfferFast, fast_basis};
pub(super) use report::{before_report, ready as ready_to_report};

use super::event::Event;
use super::state::{Case, Stage};
use super::wrong_stage;
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::tasks::{Holder, Task};
use crate::{Refusal, Setting};

/// Fast handling of a case, from the telling to its end (快速办理).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fast {
    /// How it was offered.
    pub offer: FastOffer,
    /// How the party consented.
    pub consent: Option<FastConsent>,
    /// Why the general procedure went on.
    pub left: Option<FastLeave>,
}

impl Fast {
    /// The Chinese name of where it stands.
    pub const fn phase_zh(&self) -> &'static str {
        match (&self.consent, &self.left) {
            (_, Some(_)) => "已转回普通程序",
            (None, None) => "等待当事人书面同意",
            (Some(_), None) => "快速办理",
        }
    }
}

impl Case {
    /// The fast handling that was offered and not left.
    pub fn fast(&self) -> Option<&Fast> {
        self.fasts.last().filter(|it| it.left.is_none())
    }
}

/// What stands before the acts of this part.
pub(super) fn obstacles(act: Act, case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    if act == Act::OfferFast {
        return offer::ready(case, setting);
    }
    let found = match (act, case.fast()) {
        (_, None) => Some(
            Refusal::new(
                "FAST-003",
                "本案没有告知快速办理。",
                "符合快速办理条件的，请先告知当事人。",
            )
            .then(Act::OfferFast),
        ),
        (Act::ConsentFast, Some(it)) if it.consent.is_some() => {
            let next = "请按快速办理提交调查报告；当事人撤回同意的，转回普通程序。";
            Some(Refusal::new("FAST-004", "当事人已经书面同意快速办理。", next))
        }
        (_, Some(_)) => None,
    };
    let stage = match (&case.stage, act) {
        (Stage::Investigating(_), _)
        | (Stage::Reported(..) | Stage::Deciding(_), Act::LeaveFast) => None,
        (
            Stage::OnSpot(_)
            | Stage::Proposed
            | Stage::NotFiled { .. }
            | Stage::Reported(..)
            | Stage::Deciding(_)
            | Stage::Decided(_)
            | Stage::Closed(..)
            | Stage::Ended(_),
            _,
        ) => Some(wrong_stage(case, act, "快速办理在立案之后、作出决定之前办理。")),
    };
    stage.or(found).into_iter().collect()
}

/// The task of asking for the consent, once fast handling was offered.
pub(crate) fn waiting(case: &Case, law: &Jurisdiction) -> Option<Task> {
    case.fast().filter(|it| it.consent.is_none())?;
    if !matches!(case.stage, Stage::Investigating(_)) {
        return None;
    }
    let holders = case.handlers.iter().cloned().map(Holder::Person).collect();
    Some(Task { act: Act::ConsentFast, holders, due: super::decide_by(case, law) })
}

/// The fast handling after the event.
#[expect(clippy::wildcard_enum_match_arm, reason = "other events have nothing to do with it")]
pub(super) fn apply(all: &mut Vec<Fast>, event: &Event) {
    match event {
        Event::FastOffered(offer) => {
            all.push(Fast { offer: offer.clone(), consent: None, left: None });
        }
        Event::FastConsented(consent) => {
            if let Some(last) = all.last_mut() {
                last.consent = Some(consent.clone());
            }
        }
        Event::FastLeft(left) => {
            if let Some(last) = all.last_mut() {
                last.left = Some(left.clone());
            }
        }
        Event::CaseReopened { plan, by, on, .. } => {
            if let Some(last) = all.last_mut().filter(|it| it.left.is_none()) {
                let (ground, reason) = (FastEnd::Reopened, plan.clone());
                last.left = Some(FastLeave { ground, reason, by: by.clone(), on: *on });
            }
        }
        _ => {}
    }
}
