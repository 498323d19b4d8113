//! Reconsideration and litigation against any of our acts (行政复议、行政诉讼).
//!
//! ```text
//! noted ─▶ answered ─▶ ended: upheld │ withdrawn │ changed │ revoked │ revoked, to be decided again
//!   └▶ stayed (only where the law says so)              └▶ unlawful │ void
//! ```
//! Performance goes on meanwhile, the surcharge does not. Nothing closes while a remedy is open.

mod answer;
mod end;
mod event;
mod note;
mod papers;
mod reopen;
mod state;
mod stay;
mod steps;

pub use answer::AnswerRemedy;
pub use end::EndRemedy;
pub use event::{
    RemedyClaim, RemedyKind, RemedyOutcome, RemedyResult, RemedyTarget, RemedyTrack, StayGround,
};
pub use note::{NoteRemedy, attackable, late_after};
pub use reopen::ReopenCase;
pub use state::{Remedy, RemedyEnd, RemedyStay, Reopening};
pub use stay::StayExecution;
pub use steps::answer_due;

pub(super) use state::apply;
pub(crate) use steps::waiting;
pub(super) use steps::{before_archiving, before_closing, obstacles, stayed};

use super::state::Case;
use crate::Refusal;
use crate::ids::RemedyId;

/// The open remedy with the id, or the only one that is open when none is named.
fn named<'a>(case: &'a Case, id: Option<&RemedyId>) -> Result<&'a Remedy, Refusal> {
    let mut open = case.remedies.iter().filter(|it| it.end.is_none());
    let found = match id {
        Some(id) => open.find(|it| it.id == *id),
        None => open.next(),
    };
    found.ok_or_else(none_open)
}

/// What stands before a step on an open remedy: nothing if one of them can take it.
fn ready(case: &Case, stands: impl Fn(&Remedy) -> Option<Refusal>) -> Vec<Refusal> {
    let mut open = case.remedies.iter().filter(|it| it.open()).peekable();
    if open.peek().is_none() {
        return vec![none_open()];
    }
    let all: Option<Vec<Refusal>> = open.map(stands).collect();
    all.into_iter().flatten().last().into_iter().collect()
}

fn none_open() -> Refusal {
    Refusal::new("EXEC-024", "没有正在进行的复议或者诉讼。", "请先登记当事人申请复议或者起诉。")
        .then(crate::policy::Act::NoteRemedy)
}
