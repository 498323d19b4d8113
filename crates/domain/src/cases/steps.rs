//! Every step of a case with its state now: done, ready, or why not (办理步骤).

use super::state::{Case, Procedure, Stage};
use super::{
    address, assist, close, connect, credit, crime, decide, deliberate, deliver, draft,
    enforcement, evidence, execution, fast, file_case, hearing, measures, norms, notice, pay,
    publish, rectify, recusal, remedies, report, represent, review, same_party, sampling,
    submission, summary, suspend, transfer,
};
use crate::policy::{Act, Verdict, permit};
use crate::{Refusal, Setting};

/// Whether a step can be taken now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// It can, by this person.
    Ready,
    /// It could, but another post does it: the words say which.
    Elsewhere(String),
    /// It cannot, and why.
    Blocked(Vec<Refusal>),
}

/// A step with its readiness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The act.
    pub act: Act,
    /// Whether it can be taken now.
    pub readiness: Readiness,
}

/// The steps of a case in the order of the procedure.
const ORDER: [Act; 105] = [
    Act::ApproveFiling,
    Act::AddEvidence,
    Act::VerifyEvidence,
    Act::RecordInterview,
    Act::ExamineScene,
    Act::RequestAssistance,
    Act::RecordAssistance,
    Act::ConfirmAddress,
    Act::TakeSamples,
    Act::EntrustAppraisal,
    Act::RecordAppraisal,
    Act::ContestAppraisal,
    Act::AnswerObjection,
    Act::OrderRectification,
    Act::DemandCorrection,
    Act::DecideEnforcement,
    Act::RecordEnforcement,
    Act::StopEnforcement,
    Act::ProposeMeasure,
    Act::ApproveMeasure,
    Act::ImplementMeasure,
    Act::RequestExtension,
    Act::ExtendMeasure,
    Act::TellAppraisal,
    Act::ReleaseMeasure,
    Act::ReturnArticles,
    Act::TransferArticles,
    Act::ConfiscateArticles,
    Act::ApproveDisposal,
    Act::RecordDisposal,
    Act::DistinguishAct,
    Act::ConnectCase,
    Act::BorrowEvidence,
    Act::CompareNorms,
    Act::ConfirmNorm,
    Act::SuspectCrime,
    Act::GroupReferral,
    Act::ReportReferral,
    Act::ApproveReferral,
    Act::DeliverReferral,
    Act::RecordPoliceAnswer,
    Act::ContestRefusal,
    Act::HandOverReferral,
    Act::EndReferral,
    Act::ProposeTransfer,
    Act::ApproveTransfer,
    Act::DeliverTransfer,
    Act::EndTransfer,
    Act::ProposeSuspension,
    Act::SuspendInvestigation,
    Act::ProposeResumption,
    Act::ResumeInvestigation,
    Act::ProposeEnding,
    Act::EndCase,
    Act::OfferFast,
    Act::ConsentFast,
    Act::LeaveFast,
    Act::SubmitReport,
    Act::ApproveReport,
    Act::GiveNotice,
    Act::RecordDelivery,
    Act::HearRepresentation,
    Act::ReviewRepresentation,
    Act::RequestHearing,
    Act::CallHearing,
    Act::HoldHearing,
    Act::DraftDecision,
    Act::GiveOpinion,
    Act::RecordDeliberation,
    Act::DecidePenalty,
    Act::WaivePenalty,
    Act::ProposePublication,
    Act::ConfirmPublication,
    Act::GiveCreditNotice,
    Act::RecordRepair,
    Act::RecordPayment,
    Act::CollectOnSpot,
    Act::HandInCash,
    Act::BankCash,
    Act::RequestDeferral,
    Act::ApproveDeferral,
    Act::NoteRemedy,
    Act::AnswerRemedy,
    Act::StayExecution,
    Act::EndRemedy,
    Act::TellSurcharge,
    Act::ProposeAgreement,
    Act::SignAgreement,
    Act::DemandPerformance,
    Act::DecideAuction,
    Act::RecordAuction,
    Act::ProposeCourtApplication,
    Act::ApplyToCourt,
    Act::RecordCourtAnswer,
    Act::HaltExecution,
    Act::RecordRefund,
    Act::ProposeClosing,
    Act::ApproveClosing,
    Act::ArchiveCase,
    Act::RevokeDecision,
    Act::RetractPublication,
    Act::ReopenCase,
    Act::RequestRecusal,
    Act::DecideRecusal,
    Act::OrderRecusal,
];

/// The steps of a summary case.
const ON_SPOT: [Act; 40] = [
    Act::AddEvidence,
    Act::ConfirmAddress,
    Act::DistinguishAct,
    Act::HearOnSpot,
    Act::DecideOnSpot,
    Act::ConvertToGeneral,
    Act::CollectOnSpot,
    Act::HandInCash,
    Act::BankCash,
    Act::FileCopy,
    Act::RecordPayment,
    Act::RecordDelivery,
    Act::RequestDeferral,
    Act::ApproveDeferral,
    Act::NoteRemedy,
    Act::AnswerRemedy,
    Act::StayExecution,
    Act::EndRemedy,
    Act::TellSurcharge,
    Act::ProposeAgreement,
    Act::SignAgreement,
    Act::DemandPerformance,
    Act::ProposeCourtApplication,
    Act::ApplyToCourt,
    Act::RecordCourtAnswer,
    Act::HaltExecution,
    Act::RecordRefund,
    Act::ProposePublication,
    Act::ConfirmPublication,
    Act::GiveCreditNotice,
    Act::RecordRepair,
    Act::ProposeClosing,
    Act::ApproveClosing,
    Act::ArchiveCase,
    Act::RevokeDecision,
    Act::RetractPublication,
    Act::ReopenCase,
    Act::RequestRecusal,
    Act::DecideRecusal,
    Act::OrderRecusal,
];

/// The steps of both procedures.
#[cfg(test)]
pub(super) const ALL: [&[Act]; 2] = [&ORDER, &ON_SPOT];

/// Every step of the case's procedure with its readiness for the person who asks.
pub fn steps(case: &Case, setting: &Setting<'_>) -> Vec<Step> {
    let all = match case.procedure() {
        Procedure::General => ORDER.to_vec(),
        Procedure::Summary => ON_SPOT.to_vec(),
    };
    all.into_iter().map(|act| Step { act, readiness: readiness(act, case, setting) }).collect()
}

/// Whether the act can be taken on the case now by the person who asks.
pub fn readiness(act: Act, case: &Case, setting: &Setting<'_>) -> Readiness {
    let mut obstacles = obstacles(act, case, setting);
    obstacles.extend(recusal::barred(case, setting));
    obstacles.extend(suspend::bars(act, case));
    obstacles.extend(transfer::bars(act, case));
    if !obstacles.is_empty() {
        return Readiness::Blocked(obstacles);
    }
    match permit(setting.actor, act, &case.subject()) {
        Verdict::Permitted => Readiness::Ready,
        Verdict::Denied(words) => Readiness::Elsewhere(words),
        Verdict::Absent => Readiness::Elsewhere("由本案承办人或者本单位的人员办理。".to_owned()),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the others happen beside the procedure")]
fn obstacles(act: Act, case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    match act {
        Act::HearOnSpot => summary::ready_to_hear(case, act),
        Act::DecideOnSpot => summary::ready_to_decide(case, setting),
        Act::ConvertToGeneral => summary::ready_to_convert(case),
        Act::CollectOnSpot => summary::ready_to_collect(case, setting),
        Act::HandInCash => summary::ready_to_hand_in(case),
        Act::BankCash => summary::ready_to_bank(case),
        Act::FileCopy => summary::ready_to_file_copy(case),
        Act::ApproveFiling => file_case::ready_to_file(case, setting),
        Act::AddEvidence | Act::VerifyEvidence | Act::RecordInterview | Act::ExamineScene => {
            evidence::ready(case, act)
        }
        Act::DistinguishAct => same_party::ready(case, setting),
        Act::ConnectCase => connect::ready(case),
        Act::BorrowEvidence => connect::ready_to_borrow(case),
        Act::CompareNorms => norms::ready_to_compare(case),
        Act::ConfirmNorm => norms::ready_to_confirm(case, setting.law),
        Act::OrderRectification => rectify::ready(case),
        Act::SubmitReport => report::ready(case, setting),
        Act::ApproveReport => reported(case, act),
        Act::GiveNotice => notice::ready(case),
        Act::RecordDelivery => deliver::ready(case),
        Act::HearRepresentation => represent::told(case).err().into_iter().collect(),
        Act::ReviewRepresentation => represent::ready_to_review(case),
        Act::RequestHearing => hearing::ready_to_request(case),
        Act::CallHearing => hearing::ready_to_call(case),
        Act::HoldHearing => hearing::ready_to_hold(case, setting),
        Act::DraftDecision => draft::ready(case, setting),
        Act::GiveOpinion => review::ready(case, setting),
        Act::RecordDeliberation => deliberate::ready(case),
        Act::DecidePenalty | Act::WaivePenalty => decide::ready(case, setting, act),
        Act::RecordPayment => pay::ready(case, setting),
        Act::ProposePublication => publish::ready(case),
        Act::ConfirmPublication => publish::ready_to_confirm(case),
        Act::RevokeDecision => publish::ready_to_revoke(case),
        Act::RetractPublication => publish::ready_to_retract(case),
        Act::ProposeMeasure
        | Act::ApproveMeasure
        | Act::ImplementMeasure
        | Act::RequestExtension
        | Act::ExtendMeasure
        | Act::TellAppraisal
        | Act::ReleaseMeasure
        | Act::ReturnArticles
        | Act::TransferArticles
        | Act::ConfiscateArticles
        | Act::ApproveDisposal
        | Act::RecordDisposal => measures::obstacles(act, case, setting),
        Act::DemandCorrection
        | Act::DecideEnforcement
        | Act::RecordEnforcement
        | Act::StopEnforcement => enforcement::obstacles(act, case, setting),
        Act::RequestDeferral
        | Act::ApproveDeferral
        | Act::ProposeAgreement
        | Act::SignAgreement
        | Act::TellSurcharge
        | Act::DemandPerformance
        | Act::DecideAuction
        | Act::RecordAuction
        | Act::ProposeCourtApplication
        | Act::ApplyToCourt
        | Act::RecordCourtAnswer
        | Act::HaltExecution
        | Act::RecordRefund => execution::obstacles(act, case, setting),
        Act::NoteRemedy
        | Act::AnswerRemedy
        | Act::StayExecution
        | Act::EndRemedy
        | Act::ReopenCase => remedies::obstacles(act, case),
        Act::ProposeClosing => close::ready(case, setting),
        Act::ApproveClosing => close::ready_to_approve(case),
        Act::ArchiveCase => close::ready_to_archive(case, setting),
        _ => beside(act, case, setting),
    }
}

/// The same for what happens beside the procedure.
#[expect(clippy::wildcard_enum_match_arm, reason = "acts on other things have no obstacle here")]
fn beside(act: Act, case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    match act {
        Act::SuspectCrime
        | Act::GroupReferral
        | Act::ReportReferral
        | Act::ApproveReferral
        | Act::DeliverReferral
        | Act::RecordPoliceAnswer
        | Act::ContestRefusal
        | Act::HandOverReferral
        | Act::EndReferral => crime::obstacles(act, case, setting),
        Act::ProposeSuspension
        | Act::SuspendInvestigation
        | Act::ProposeResumption
        | Act::ResumeInvestigation
        | Act::ProposeEnding
        | Act::EndCase
        | Act::ProposeTransfer
        | Act::ApproveTransfer => submission::ready(act, case),
        Act::DeliverTransfer | Act::EndTransfer => transfer::obstacles(act, case),
        Act::OfferFast | Act::ConsentFast | Act::LeaveFast => fast::obstacles(act, case, setting),
        Act::TakeSamples
        | Act::EntrustAppraisal
        | Act::RecordAppraisal
        | Act::ContestAppraisal
        | Act::AnswerObjection => sampling::obstacles(act, case),
        Act::ConfirmAddress => address::ready(case),
        Act::GiveCreditNotice => credit::ready_to_tell(case, setting),
        Act::RecordRepair => credit::ready_to_repair(case, setting),
        Act::RequestAssistance | Act::RecordAssistance => assist::ready(act, case),
        Act::RequestRecusal | Act::DecideRecusal | Act::OrderRecusal => {
            recusal::obstacles(act, case)
        }
        _ => vec![],
    }
}

fn reported(case: &Case, act: Act) -> Vec<Refusal> {
    if matches!(case.stage, Stage::Reported(..)) {
        vec![]
    } else {
        vec![super::wrong_stage(case, act, "请等承办人提交调查报告。")]
    }
}
