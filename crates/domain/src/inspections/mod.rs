//! Inspections (行政检查): approval, certificates shown, findings, signature, outcome.
//!
//! ```text
//! proposed ──▶ approved ──▶ on site ──▶ recorded ──▶ signed ──▶ concluded | handed over
//!    └─▶ refused     ▲
//!    └── urgent ─────┘ (approval follows)
//! ```

mod cap;
mod conclude;
mod guidance;
mod notice;
mod on_record;
mod on_site;
mod propose;
mod state;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use cap::BeyondCap;
pub use conclude::{ConcludeInspection, Conclusion, HandOver};
pub use guidance::{GiveGuidance, Guidance, GuidanceWay, RecordFeedback};
pub use on_record::{ExamineOnSite, InterviewOnSite, SampleOnSite};
pub use on_site::{ArriveOnSite, CaptureEvidence, OrderStop, RecordFindings, SignRecord};
pub use propose::{ApproveInspection, Occasion, ProposeInspection, RefuseInspection};
pub use state::{
    Approval, Arrival, CheckAnswer, CheckResult, Event, Findings, Inspection, Outcome, SiteStop,
    Stage, apply,
};

use crate::ids::CaseId;
use crate::party::Party;
use crate::policy::{Act, Subject};
use crate::world::StreamId;
use crate::{Refusal, Refused, Setting, documents};

/// What can be asked of an inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Command {
    /// Propose it.
    Propose(ProposeInspection),
    /// Approve it.
    Approve(ApproveInspection),
    /// Refuse it.
    Refuse(RefuseInspection),
    /// Record the arrival.
    Arrive(ArriveOnSite),
    /// Record the findings.
    Record(RecordFindings),
    /// Add evidence.
    Capture(CaptureEvidence),
    /// Interview somebody.
    Interview(Box<InterviewOnSite>),
    /// Examine a place or a thing.
    Examine(Box<ExamineOnSite>),
    /// Take samples.
    Sample(Box<SampleOnSite>),
    /// Order the violation to stop.
    OrderStop(OrderStop),
    /// Have the record signed.
    Sign(SignRecord),
    /// Conclude without a case.
    Conclude(ConcludeInspection),
    /// Hand the violation over.
    HandOver(HandOver),
    /// Talk, guide or remind.
    GiveGuidance(GiveGuidance),
    /// Record what the object answered.
    RecordFeedback(RecordFeedback),
    /// Note that a case was filed.
    NoteCase {
        /// The case.
        case: CaseId,
    },
    /// Note that a document was printed.
    NotePrint {
        /// The print.
        print: documents::Print,
    },
}

impl Command {
    /// The act that policy is asked about.
    pub fn act(&self) -> Act {
        match self {
            Self::Propose(_) => Act::ProposeInspection,
            Self::Approve(_) | Self::Refuse(_) => Act::ApproveInspection,
            Self::Arrive(_) => Act::ArriveOnSite,
            Self::Record(_) => Act::RecordFindings,
            Self::Capture(_) => Act::CaptureEvidence,
            Self::Interview(_) => Act::InterviewOnSite,
            Self::Examine(_) => Act::ExamineOnSite,
            Self::Sample(_) => Act::SampleOnSite,
            Self::OrderStop(_) => Act::OrderStop,
            Self::Sign(_) => Act::SignRecord,
            Self::Conclude(_) => Act::ConcludeInspection,
            Self::HandOver(_) => Act::HandOver,
            Self::GiveGuidance(_) => Act::GiveGuidance,
            Self::RecordFeedback(_) => Act::RecordFeedback,
            Self::NoteCase { .. } => Act::ProposeFiling,
            Self::NotePrint { .. } => Act::ReadInspections,
        }
    }

    /// What policy looks at.
    pub fn subject(&self, inspection: Option<&Inspection>, setting: &Setting<'_>) -> Subject {
        match (inspection, setting.actor.member()) {
            (Some(inspection), _) => inspection.subject(),
            (None, Some(member)) => Subject {
                unit: Some(member.unit.clone()),
                authority: Some(member.authority.clone()),
                ..Subject::default()
            },
            (None, None) => Subject::default(),
        }
    }

    /// Whose inspections in the year of which day the decision counts.
    pub fn counts_inspections<'a>(
        &'a self,
        known: Option<&'a Inspection>,
    ) -> Option<(&'a Party, Date)> {
        match self {
            Self::Propose(propose) => Some((&propose.object, propose.planned_on)),
            Self::Approve(_) => known.map(|it| (&it.object, it.planned_on)),
            Self::Refuse(_)
            | Self::Arrive(_)
            | Self::Record(_)
            | Self::Capture(_)
            | Self::Interview(_)
            | Self::Examine(_)
            | Self::Sample(_)
            | Self::OrderStop(_)
            | Self::Sign(_)
            | Self::Conclude(_)
            | Self::HandOver(_)
            | Self::GiveGuidance(_)
            | Self::RecordFeedback(_)
            | Self::NoteCase { .. }
            | Self::NotePrint { .. } => None,
        }
    }

    /// The other streams that the decision looks at.
    pub fn needs(&self) -> Vec<StreamId> {
        match self {
            Self::Propose(propose) => propose.clue.iter().map(StreamId::clue).collect(),
            Self::Approve(_)
            | Self::Refuse(_)
            | Self::Arrive(_)
            | Self::Record(_)
            | Self::Capture(_)
            | Self::Interview(_)
            | Self::Examine(_)
            | Self::Sample(_)
            | Self::OrderStop(_)
            | Self::Sign(_)
            | Self::Conclude(_)
            | Self::HandOver(_)
            | Self::GiveGuidance(_)
            | Self::RecordFeedback(_)
            | Self::NoteCase { .. }
            | Self::NotePrint { .. } => vec![],
        }
    }

    /// Decides what happens to the inspection.
    ///
    /// # Errors
    /// The obstacles.
    pub fn decide(
        &self,
        inspection: Option<&Inspection>,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        if let Self::Propose(command) = self {
            return command.decide(inspection, setting);
        }
        let inspection = inspection.ok_or_else(|| {
            Refusal::new("INSP-001", "没有这次检查。", "请从检查列表中重新选择。")
        })?;
        match self {
            Self::Propose(_) => Ok(vec![]),
            Self::Approve(command) => command.decide(inspection, setting),
            Self::Refuse(command) => command.decide(inspection, setting),
            Self::Arrive(command) => command.decide(inspection, setting),
            Self::Record(command) => command.decide(inspection, setting),
            Self::Capture(command) => command.decide(inspection, setting),
            Self::Interview(command) => command.decide(inspection, setting),
            Self::Examine(command) => command.decide(inspection, setting),
            Self::Sample(command) => command.decide(inspection, setting),
            Self::OrderStop(command) => command.decide(inspection, setting),
            Self::Sign(command) => command.decide(inspection, setting),
            Self::Conclude(command) => command.decide(inspection, setting),
            Self::HandOver(command) => command.decide(inspection, setting),
            Self::GiveGuidance(command) => command.decide(inspection, setting),
            Self::RecordFeedback(command) => command.decide(inspection, setting),
            Self::NoteCase { case } => Ok(vec![Event::CaseFiled { case: case.clone() }]),
            Self::NotePrint { print } => Ok(vec![Event::DocumentPrinted(print.clone())]),
        }
    }
}

/// The refusal of an act that the inspection's stage does not allow.
fn wrong_stage(inspection: &Inspection, act: Act, next: &str) -> Refusal {
    Refusal::new(
        "INSP-002",
        format!("检查现在是“{}”，不能{}。", inspection.stage.name_zh(), act.name_zh()),
        next,
    )
}

/// Whether any point of the checklist showed a problem.
fn has_problem(findings: &Findings) -> bool {
    findings.checklist.iter().any(|answer| answer.result == CheckResult::Problem)
}

/// The officers as rows of a form.
fn officer_rows(
    setting: &Setting<'_>,
    officers: &[crate::ids::PersonId],
) -> Vec<[(&'static str, String); 2]> {
    officers
        .iter()
        .map(|id| {
            let signature = documents::signature_of(setting, id, "");
            [("name", signature.name), ("certificate", signature.certificate)]
        })
        .collect()
}

/// The item's prohibitions as one line: the basis printed on a form.
fn basis_words(item: &crate::catalogue::PowerItem) -> String {
    item.basis.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests;
