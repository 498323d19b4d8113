//! Clues: from a report, a patrol or another body to a judged result.
//!
//! ```text
//! received ──▶ dispatched ──▶ accepted ──▶ answered ──▶ settled
//!    │  ▲          │                          │
//!    │  └─returned─┘            not accepted ─┘ (back to accepted)
//!    ├──▶ merged into an earlier clue
//!    └──▶ transferred to a body outside ──▶ settled when its answer is accepted, or received again
//! ```
//! The unit that first received a clue owns it until the next one accepts it (首问负责).

mod answer;
mod contact;
mod dispatch;
mod papers;
mod receive;
mod state;

use serde::{Deserialize, Serialize};

pub use answer::{AnswerClue, InformReporter, JudgeClue, Outcome};
pub use contact::{
    Answer as ContactAnswer, ContactRequest, ContactStage, DecideContact, LookAtContact, Purpose,
    RequestContact,
};
pub use dispatch::{
    AcceptClue, DispatchClue, MergeClue, RecordStop, ReturnClue, TransferClue, UrgeClue,
};
pub use receive::{ReceiveClue, Source};
pub use state::{Answer, Clue, Dispatch, Event, Judgement, Stage, StopOrder, Urge, apply};

use crate::documents::Print;
use crate::ids::{CaseId, InspectionId};
use crate::policy::{Act, Subject};
use crate::world::StreamId;
use crate::{Refusal, Refused, Setting};

/// What can be asked of a clue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Command {
    /// Receive it: from the portal, the hotline, a patrol or another body.
    Receive(ReceiveClue),
    /// Merge it into an earlier clue.
    Merge(MergeClue),
    /// Record the stop order given on discovery.
    RecordStop(RecordStop),
    /// Send it to a unit.
    Dispatch(DispatchClue),
    /// Urge the unit that has it.
    Urge(UrgeClue),
    /// Take it over.
    Accept(AcceptClue),
    /// Send it back.
    Return(ReturnClue),
    /// Pass it to a body outside.
    Transfer(TransferClue),
    /// Report how it was settled.
    Answer(AnswerClue),
    /// Judge the result.
    Judge(JudgeClue),
    /// Tell the reporter.
    Inform(InformReporter),
    /// Ask to see or to erase the reporter's contact.
    RequestContact(RequestContact),
    /// Answer such a request.
    DecideContact(DecideContact),
    /// Look at the contact once.
    LookAtContact(LookAtContact),
    /// Note that a document was printed.
    NotePrint {
        /// The print.
        print: Print,
    },
    /// Note that an inspection was begun for it.
    NoteInspection {
        /// The inspection.
        inspection: InspectionId,
    },
    /// Note that a case was filed from it.
    NoteCase {
        /// The case.
        case: CaseId,
    },
}

impl Command {
    /// The act that policy is asked about.
    pub fn act(&self) -> Act {
        match self {
            Self::Receive(receive) if receive.source == Source::Portal => Act::ReportClue,
            Self::Receive(_) => Act::RegisterClue,
            Self::Merge(_) => Act::MergeClue,
            Self::RecordStop(_) => Act::RecordStop,
            Self::Dispatch(_) => Act::DispatchClue,
            Self::Urge(_) => Act::UrgeClue,
            Self::Accept(_) => Act::AcceptClue,
            Self::Return(_) => Act::ReturnClue,
            Self::Transfer(_) => Act::TransferClue,
            Self::Answer(_) => Act::AnswerClue,
            Self::Judge(_) => Act::JudgeClue,
            Self::Inform(_) => Act::InformReporter,
            Self::RequestContact(_) => Act::RequestContact,
            Self::DecideContact(_) => Act::DecideContact,
            Self::LookAtContact(_) => Act::LookAtContact,
            Self::NotePrint { .. } => Act::ReadClues,
            Self::NoteInspection { .. } => Act::ProposeInspection,
            Self::NoteCase { .. } => Act::ProposeFiling,
        }
    }

    /// What policy looks at: the clue, or the place of a clue yet to be received.
    pub fn subject(&self, clue: Option<&Clue>) -> Subject {
        match (self, clue) {
            (_, Some(clue)) => clue.subject(),
            (Self::Receive(receive), None) => {
                Subject { town: Some(receive.town.clone()), ..Subject::default() }
            }
            (_, None) => Subject::default(),
        }
    }

    /// The other streams that the decision looks at.
    pub fn needs(&self, clue: Option<&Clue>) -> Vec<StreamId> {
        match self {
            Self::RequestContact(_) | Self::DecideContact(_) => {
                clue.and_then(|clue| clue.case.as_ref()).map(StreamId::case).into_iter().collect()
            }
            Self::Merge(merge) => vec![StreamId::clue(&merge.into)],
            Self::Receive(_)
            | Self::RecordStop(_)
            | Self::Dispatch(_)
            | Self::Urge(_)
            | Self::Accept(_)
            | Self::Return(_)
            | Self::Transfer(_)
            | Self::Answer(_)
            | Self::Judge(_)
            | Self::Inform(_)
            | Self::LookAtContact(_)
            | Self::NotePrint { .. }
            | Self::NoteInspection { .. }
            | Self::NoteCase { .. } => vec![],
        }
    }

    /// Decides what happens to the clue.
    ///
    /// # Errors
    /// The obstacles.
    pub fn decide(
        &self,
        clue: Option<&Clue>,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        if let Self::Receive(receive) = self {
            return receive.decide(clue, setting);
        }
        let clue = clue.ok_or_else(unknown)?;
        match self {
            Self::Receive(_) => Ok(vec![]),
            Self::Merge(command) => command.decide(clue, setting),
            Self::RecordStop(command) => command.decide(clue, setting),
            Self::Dispatch(command) => command.decide(clue, setting),
            Self::Urge(command) => command.decide(clue, setting),
            Self::Accept(command) => command.decide(clue, setting),
            Self::Return(command) => command.decide(clue, setting),
            Self::Transfer(command) => command.decide(clue, setting),
            Self::Answer(command) => command.decide(clue, setting),
            Self::Judge(command) => command.decide(clue, setting),
            Self::Inform(command) => command.decide(clue, setting),
            Self::RequestContact(command) => command.decide(clue, setting),
            Self::DecideContact(command) => command.decide(clue, setting),
            Self::LookAtContact(command) => command.decide(clue, setting),
            Self::NotePrint { print } => Ok(vec![Event::DocumentPrinted(print.clone())]),
            Self::NoteInspection { inspection } => {
                Ok(vec![Event::InspectionBegun { inspection: inspection.clone() }])
            }
            Self::NoteCase { case } => Ok(vec![Event::CaseFiled { case: case.clone() }]),
        }
    }
}

fn unknown() -> Refusal {
    Refusal::new("CLUE-001", "没有这条线索。", "请从线索列表中重新选择。")
}

/// The refusal of an act that the clue's stage does not allow.
fn wrong_stage(clue: &Clue, act: Act, next: &str) -> Refusal {
    Refusal::new(
        "CLUE-002",
        format!("线索现在是“{}”，不能{}。", clue.stage.name_zh(), act.name_zh()),
        next,
    )
}

#[cfg(test)]
mod tests;
