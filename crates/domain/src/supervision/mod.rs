//! Supervision: from a reviewed file or another finding to a corrected fault (行政执法监督).
//!
//! ```text
//! opened ──▶ ordered (意见书) ──▶ answered ──▶ closed
//!    │          │  ▲                │
//!    │          │  └─ not accepted ─┘
//!    │          └──▶ ordered (决定书), once the opinion was not followed ──▶ answered ──▶ closed
//!    └──▶ closed at once, when there is nothing to correct
//! ```
//! Supervision changes nothing in a case; what it demands, the organ does itself.

mod begin;
mod order;
mod papers;
mod state;

use serde::{Deserialize, Serialize};

pub use begin::{Concern, OpenSupervision, ReviewFile, Verdict, file_score};
pub use order::{AnswerOrder, CloseSupervision, GiveOrder, Instrument, JudgeAnswer};
pub use state::{Answer, Event, Judgement, Opened, Order, Review, Stage, Supervision, apply};

use crate::documents::Print;
use crate::policy::{Act, Subject};
use crate::world::StreamId;
use crate::{Refusal, Refused, Setting};

/// What can be asked of a supervision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Command {
    /// Review the archived file of a case.
    Review(ReviewFile),
    /// Take up another finding.
    Open(OpenSupervision),
    /// Give an opinion, or a decision when the opinion was not followed.
    Give(GiveOrder),
    /// Report what was corrected.
    Answer(AnswerOrder),
    /// Accept the report or not.
    Judge(JudgeAnswer),
    /// End it without an order.
    Close(CloseSupervision),
    /// Note that a document was printed.
    NotePrint {
        /// The print.
        print: Print,
    },
}

impl Command {
    /// The act that policy is asked about.
    pub const fn act(&self) -> Act {
        match self {
            Self::Review(_) => Act::ReviewFile,
            Self::Open(_) => Act::OpenSupervision,
            Self::Give(_) => Act::GiveOrder,
            Self::Answer(_) => Act::AnswerOrder,
            Self::Judge(_) => Act::JudgeAnswer,
            Self::Close(_) => Act::CloseSupervision,
            Self::NotePrint { .. } => Act::ReadSupervision,
        }
    }

    /// What policy looks at: the supervised organ.
    pub fn subject(&self, it: Option<&Supervision>) -> Subject {
        it.map_or_else(Subject::default, Supervision::subject)
    }

    /// The other streams that the decision looks at.
    pub fn needs(&self) -> Vec<StreamId> {
        match self {
            Self::Review(review) => {
                let inspection = review.inspection.iter().map(StreamId::inspection);
                inspection.chain([StreamId::case(&review.case)]).collect()
            }
            Self::Open(open) => open.case.iter().map(StreamId::case).collect(),
            Self::Give(_)
            | Self::Answer(_)
            | Self::Judge(_)
            | Self::Close(_)
            | Self::NotePrint { .. } => vec![],
        }
    }

    /// Decides what happens.
    ///
    /// # Errors
    /// The obstacles.
    pub fn decide(
        &self,
        it: Option<&Supervision>,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        match (self, it) {
            (Self::Review(_) | Self::Open(_), Some(_)) => Err(already().into()),
            (Self::Review(command), None) => command.decide(setting),
            (Self::Open(command), None) => command.decide(setting),
            (_, None) => Err(unknown().into()),
            (Self::Give(command), Some(it)) => command.decide(it, setting),
            (Self::Answer(command), Some(it)) => command.decide(it, setting),
            (Self::Judge(command), Some(it)) => command.decide(it, setting),
            (Self::Close(command), Some(it)) => command.decide(it, setting),
            (Self::NotePrint { print }, Some(_)) => Ok(vec![Event::DocumentPrinted(print.clone())]),
        }
    }
}

fn unknown() -> Refusal {
    Refusal::new("SUP-001", "没有这件监督事项。", "请从监督事项列表中重新选择。")
}

fn already() -> Refusal {
    Refusal::new("SUP-002", "这件监督事项已经登记。", "请从监督事项列表中打开它。")
}

/// The refusal of an act that the stage does not allow.
fn wrong_stage(it: &Supervision, act: Act, next: &str) -> Refusal {
    Refusal::new(
        "SUP-003",
        format!("监督事项现在是“{}”，不能{}。", it.stage.name_zh(), act.name_zh()),
        next,
    )
}

#[cfg(test)]
mod tests;
