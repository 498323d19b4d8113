//! Cases that belong to another authority: put by the handlers, approved by the head, taken by the
//! other authority against its signature, or sent back and settled (移送管辖).
//!
//! ```text
//! put ─▶ approved: the letter ─▶ taken: the case ends
//!  └▶ given back        └▶ sent back ─▶ settled: the case goes on, or ends
//! ```
//! Before the decision only. Nothing moves towards a decision once the letter is out; what is held is
//! lifted before the case leaves; nothing is published of a case that was not decided.

mod answer;
mod event;
mod papers;
mod send;

use jiff::civil::Date;

pub use answer::{DeliverTransfer, EndTransfer};
pub use event::{TransferAnswer, TransferEnd, TransferGround, TransferLetter, TransferOutcome};
pub(super) use send::ready_to_send;
pub use send::{ApproveTransfer, ProposeTransfer};

use super::event::Event;
use super::state::Case;
use super::suspend;
use crate::Refusal;
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::tasks::{Holder, Task};

/// A case on its way to another authority (移送管辖).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseTransfer {
    /// The letter.
    pub letter: TransferLetter,
    /// What the other authority answered.
    pub answer: Option<TransferAnswer>,
    /// How it ended after it was sent back.
    pub end: Option<TransferEnd>,
}

impl CaseTransfer {
    /// The answer by which the case was sent back.
    pub fn sent_back(&self) -> Option<&TransferAnswer> {
        self.answer.as_ref().filter(|it| !it.accepted)
    }

    /// Whether nothing more happens to it.
    pub fn over(&self) -> bool {
        let taken = self.answer.as_ref().is_some_and(|it| it.accepted);
        taken || self.end.is_some()
    }

    /// The Chinese name of where it stands.
    pub fn phase_zh(&self) -> &'static str {
        match (&self.answer, &self.end) {
            (None, _) => "等待受移送机关签收",
            (Some(answer), _) if answer.accepted => "已移送",
            (Some(_), Some(end)) if end.outcome.leaves() => "已移送",
            (Some(_), Some(_)) => "退回，案件继续办理",
            (Some(_), None) => "受移送机关退回，等待协商或者指定管辖",
        }
    }
}

/// What stands before the acts after the letter.
pub(super) fn obstacles(act: Act, case: &Case) -> Vec<Refusal> {
    if act == Act::EndTransfer {
        answer::ready_to_end(case)
    } else {
        answer::ready_to_deliver(case)
    }
}

/// Nothing moves towards a decision while it is not settled whose case it is.
///
/// # Law
/// 《行政处罚法》第二十二条、第二十三条、第二十五条 (AP-12).
pub(super) fn bars(act: Act, case: &Case) -> Option<Refusal> {
    let it = case.transfer()?;
    let ends = matches!(act, Act::ProposeEnding | Act::EndCase);
    (ends || suspend::moves_on(act)).then(|| {
        Refusal::new(
            "TRAN-090",
            format!("本案已经发函移送{}（{}）。", it.letter.organ, it.phase_zh()),
            "管辖没有确定之前不能推进到处理决定；受移送机关退回，并且登记由本机关办理之后再继续。",
        )
        .by("《行政处罚法》第二十二条")
    })
}

/// The days, first and last inclusive, on which a case that came back was away.
// LEGAL-Q 2026-11-22 (法制审批科): whether the days between the letter and the return count into the
// ninety days (DB-29). No article leaves them out, so until told otherwise they count; the other
// reading is a setting of the pack.
pub(super) fn days_out(case: &Case, law: &Jurisdiction) -> Vec<(Date, Date)> {
    if law.rules.reading("DB-29") != Some("excluded") {
        return Vec::new();
    }
    let span = |it: &CaseTransfer| Some((it.letter.on, it.end.as_ref()?.on));
    case.transfers.iter().filter_map(span).collect()
}

/// The task that a letter gives rise to, in time to decide.
pub(crate) fn waiting(case: &Case, law: &Jurisdiction) -> Option<Task> {
    let it = case.transfer()?;
    let act = if it.answer.is_some() { Act::EndTransfer } else { Act::DeliverTransfer };
    let holders = case.handlers.iter().cloned().map(Holder::Person).collect();
    Some(Task { act, holders, due: super::decide_by(case, law) })
}

/// The transfers after the event.
pub(super) fn apply(all: &mut Vec<CaseTransfer>, event: &Event) {
    if let Event::TransferSent(letter) = event {
        all.push(CaseTransfer { letter: letter.clone(), answer: None, end: None });
    } else if let Some(last) = all.last_mut() {
        if let Event::TransferAnswered(answer) = event {
            last.answer = Some(answer.clone());
        } else if let Event::TransferEnded(end) = event {
            last.end = Some(end.clone());
        }
    }
}

/// The transfer under way, or the obstacle that there is none.
fn open(case: &Case) -> Result<&CaseTransfer, Refusal> {
    case.transfer().ok_or_else(|| {
        Refusal::new(
            "TRAN-001",
            "本案没有发函移送。",
            "发现案件不属于本机关管辖的，由承办人提请移送，负责人批准后发函。",
        )
        .by("《行政处罚法》第二十二条")
        .then(Act::ProposeTransfer)
    })
}

/// The obstacle that the transfer is not where the step needs it.
fn out_of_turn(it: &CaseTransfer, act: Act, next: &str) -> Refusal {
    let what = format!("移送现在是“{}”，不能办理“{}”。", it.phase_zh(), act.name_zh());
    Refusal::new("TRAN-002", what, next)
}
