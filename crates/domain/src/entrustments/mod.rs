//! Entrustment: who acts for an authority, in what, how far and until when (委托执法).
//!
//! ```text
//! drawn up ──▶ signed ──▶ published, filed ──▶ ended
//!     └──▶ dropped
//! ```
//! The deed is the paper behind every act in the authority's name; who may act where is still read
//! from the pack (《行政处罚法》第二十条、第二十一条; AP-04, AP-05, AP-06).

mod draw_up;
mod papers;
mod sign;
mod state;

use serde::{Deserialize, Serialize};

pub use draw_up::{DrawUpEntrustment, Terms};
pub use sign::{EndEntrustment, RecordNotice, SignEntrustment};
pub use state::{Entrustment, Event, Notices, Signed, Stage, apply};

use crate::documents::Print;
use crate::policy::{Act, Subject};
use crate::{Refusal, Refused, Setting};

/// What can be asked of an entrustment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Command {
    /// Draw it up.
    DrawUp(DrawUpEntrustment),
    /// Sign it with the other side.
    Sign(SignEntrustment),
    /// Record where it was published, and with whom it was filed.
    Record(RecordNotice),
    /// End it, or drop the draft.
    End(EndEntrustment),
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
            Self::DrawUp(_) => Act::DrawUpEntrustment,
            Self::Sign(_) => Act::SignEntrustment,
            Self::Record(_) => Act::RecordEntrustmentNotice,
            Self::End(_) => Act::EndEntrustment,
            Self::NotePrint { .. } => Act::ReadEntrustments,
        }
    }

    /// What policy looks at: the authority that entrusts, or that of whoever draws it up.
    pub fn subject(&self, it: Option<&Entrustment>, setting: &Setting<'_>) -> Subject {
        let mine = || setting.actor.member().map(|member| member.authority.clone());
        it.map_or_else(|| Subject { authority: mine(), ..Subject::default() }, Entrustment::subject)
    }

    /// Decides what happens.
    ///
    /// # Errors
    /// The obstacles.
    pub fn decide(
        &self,
        it: Option<&Entrustment>,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        match (self, it) {
            (Self::DrawUp(command), it) => command.decide(it, setting),
            (_, None) => Err(unknown().into()),
            (Self::Sign(command), Some(it)) => command.decide(it, setting),
            (Self::Record(command), Some(it)) => command.decide(it, setting),
            (Self::End(command), Some(it)) => command.decide(it, setting),
            (Self::NotePrint { print }, Some(_)) => Ok(vec![Event::DocumentPrinted(print.clone())]),
        }
    }
}

fn unknown() -> Refusal {
    Refusal::new("ENTR-001", "没有这份委托。", "请从委托执法列表中重新选择。")
}

/// The refusal of an act that the stage does not allow.
fn wrong_stage(it: &Entrustment, act: Act, next: &str) -> Refusal {
    Refusal::new(
        "ENTR-002",
        format!("委托现在是“{}”，不能{}。", it.stage.name_zh(), act.name_zh()),
        next,
    )
}

#[cfg(test)]
pub(crate) mod tests;
