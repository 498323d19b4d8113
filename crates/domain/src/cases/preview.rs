//! The papers of a step as they would be issued, before anything is issued (文书预览).

use super::apply::apply;
use super::event::Event;
use super::sheets::issue_nth;
use super::state::Case;
use super::terms::Proposal;
use super::wording::DecisionText;
use super::{decide, wording as words};
use crate::documents::Document;
use crate::policy::Act;
use crate::{Refused, Setting};

/// The papers of a command that was decided but not carried out: those it would issue, and the
/// decision that a draft would become.
///
/// # Errors
/// The mandatory fields that the drafted decision lacks.
pub fn preview(
    case: &Case,
    events: &[Event],
    setting: &Setting<'_>,
) -> Result<Vec<Document>, Refused> {
    let mut papers = Vec::new();
    let mut drafted = None;
    for event in events {
        if let Event::DocumentIssued(document) = event {
            papers.push(document.clone());
        }
        if let Event::DecisionDrafted(_) = event {
            drafted = apply(Some(case.clone()), &case.id, event);
        }
    }
    if let Some(case) = drafted {
        papers.extend(drafted_decision(&case, setting)?);
    }
    Ok(papers)
}

/// The decision that the draft of the case would become today; nothing without a draft.
///
/// # Errors
/// The mandatory fields that it lacks.
pub fn drafted_decision(case: &Case, setting: &Setting<'_>) -> Result<Option<Document>, Refused> {
    decide::drafted(case, setting).map(|sheet| issue_nth(case, setting, sheet, 0)).transpose()
}

/// How the decision would be worded: as the draft has it, and where it says nothing as the file
/// has it; with what the record says of telling and hearing the party. Nothing before the report
/// is approved.
pub fn wording(case: &Case, proposal: &Proposal) -> Option<(DecisionText, String)> {
    let deciding = case.deciding()?;
    Some((words::of(case, deciding, proposal), words::told(deciding)))
}

/// Whether the act issues a paper, or drafts one.
pub const fn issues_paper(act: Act) -> bool {
    matches!(
        act,
        Act::DecideOnSpot
            | Act::BankCash
            | Act::ApproveFiling
            | Act::RecordInterview
            | Act::ExamineScene
            | Act::OrderRectification
            | Act::SubmitReport
            | Act::ApproveReport
            | Act::GiveNotice
            | Act::RecordDelivery
            | Act::ReviewRepresentation
            | Act::RequestHearing
            | Act::CallHearing
            | Act::HoldHearing
            | Act::DraftDecision
            | Act::GiveOpinion
            | Act::RecordDeliberation
            | Act::DecidePenalty
            | Act::WaivePenalty
            | Act::ApproveMeasure
            | Act::ImplementMeasure
            | Act::ExtendMeasure
            | Act::RequestAssistance
            | Act::ConfirmAddress
            | Act::ConsentFast
            | Act::TakeSamples
            | Act::EntrustAppraisal
            | Act::RecordAppraisal
            | Act::AnswerObjection
            | Act::TellAppraisal
            | Act::ReleaseMeasure
            | Act::ReturnArticles
            | Act::TransferArticles
            | Act::RecordDisposal
            | Act::ApproveDeferral
            | Act::SignAgreement
            | Act::AnswerRemedy
            | Act::DemandCorrection
            | Act::DecideEnforcement
            | Act::RecordEnforcement
            | Act::TellSurcharge
            | Act::DemandPerformance
            | Act::DecideAuction
            | Act::RecordAuction
            | Act::ApplyToCourt
            | Act::HaltExecution
            | Act::ReportReferral
            | Act::ApproveReferral
            | Act::DeliverReferral
            | Act::ContestRefusal
            | Act::ApproveTransfer
            | Act::DeliverTransfer
            | Act::EndCase
            | Act::SuspendInvestigation
            | Act::ResumeInvestigation
            | Act::DecideRecusal
            | Act::ApproveClosing
            | Act::ArchiveCase
            | Act::ConfirmPublication
            | Act::RetractPublication
            | Act::GiveCreditNotice
    )
}
