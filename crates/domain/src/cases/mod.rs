//! Penalty cases: the general procedure (普通程序), and the summary one in [`summary`] (简易程序).
//!
//! ```text
//! proposed ─▶ investigating ─▶ reported ─▶ deciding ─▶ decided ─▶ closed (─▶ archived)
//!    └▶ not filed      ▲            │          │
//!                      └─ returned ─┘          │
//!                      └── more investigation ─┘   (法制审核)
//!
//! deciding: notice ─▶ delivered ─▶ defence / hearing ─▶ draft ─▶ review ─▶ (deliberation) ─▶ decision
//! ```
//! One command, one file; the rules that gate a step are named in [`crate::rules::gate_rules`].

mod acts;
mod address;
mod apply;
mod assist;
mod close;
mod command;
mod connect;
mod correct;
mod credit;
mod crime;
mod decide;
mod deliberate;
mod deliver;
mod draft;
mod enforcement;
mod event;
mod evidence;
mod examine;
mod execution;
mod fast;
mod file_case;
mod finish;
mod flow;
mod hearing;
mod hearing_papers;
mod interview;
mod look;
mod measures;
mod norms;
mod notice;
mod pay;
mod preview;
mod public_papers;
mod publish;
mod records;
mod rectify;
mod recusal;
mod remedies;
mod report;
mod represent;
mod review;
mod same_party;
mod sampling;
mod sheets;
mod state;
mod steps;
mod submission;
mod summary;
mod suspend;
mod terms;
mod transfer;
mod until;
mod wording;

pub use crate::interview::{Exchange, RecordInterview};
pub use address::{AddressConfirmation, Channel, ConfirmAddress, Consent, Scope};
pub use apply::apply;
pub(crate) use assist::waiting as assistance_waiting;
pub use assist::{
    Assistance, AssistanceAnswer, AssistanceLetter, RecordAssistance, RequestAssistance,
};
pub use close::{ApproveClosing, ArchiveCase, ProposeClosing, ReturnClosing};
pub use command::Command;
pub use connect::{
    BorrowEvidence, ConnectCase, Connection, ConnectionGround, same as same_evidence,
};
pub use correct::CorrectDocument;
pub use credit::{CreditGrade, CreditNotice, CreditRepair, GiveCreditNotice, RecordRepair};
pub(crate) use crime::waiting as crime_waiting;
pub use crime::{
    ApproveReferral, Contest, ContestRefusal, ContestWay, CrimeReport, CrimeVerdict,
    DeclineReferral, DeliverReferral, EndReferral, GroupReferral, HandOverReferral, Material,
    PoliceAnswer, RecordPoliceAnswer, Referral, ReferralDelivery, ReferralEnd, ReferralHandover,
    ReferralOutcome, ReportReferral, SuspectCrime, Suspicion,
};
pub use decide::{DecidePenalty, WaivePenalty};
pub use deliberate::{DeliberationSpeech, RecordDeliberation};
pub use deliver::{RecordDelivery, awaiting as awaiting_delivery, is_delivered_form};
pub use draft::DraftDecision;
pub(crate) use enforcement::waiting as enforcement_waiting;
pub use enforcement::{
    DecideEnforcement, DemandCorrection, Enforcement, EnforcementDecision, EnforcementEnd,
    EnforcementRecord, Enforcements, OrderDemand, RecordEnforcement, Route, RouteBasis,
    StopEnforcement, open_enforcements, overdue_orders, routes as enforcement_routes,
};
pub use event::Event;
pub use evidence::{AddEvidence, VerifyEvidence};
pub use examine::ExamineScene;
pub use execution::{
    Agreement, AgreementProposal, ApplyToCourt, ApproveDeferral, Auction, AuctionOrder,
    AuctionOutcome, AuctionResult, CeaseExecution, CourtAnswer, CourtProposal, CourtRequest,
    CourtStage, DecideAuction, Deferral, DeferralRequest, Demand, DemandPerformance, Execution,
    Halt, Instalment, ProposeAgreement, ProposeCourtApplication, RecordAuction, RecordCourtAnswer,
    RecordRefund, Refund, RefuseDeferral, RequestDeferral, ResumeExecution, ReturnAgreement,
    SignAgreement, SurchargeNotice, SuspendExecution, SuspensionGround, TellSurcharge,
    TerminateExecution, TerminationGround, ceases_from, court_window, court_window_on, next_stage,
    offsettable, refundable,
};
pub(crate) use execution::{after_closing, waiting as execution_waiting};
pub(crate) use fast::waiting as fast_waiting;
pub use fast::{
    ConsentFast, Fast, FastConsent, FastEnd, FastLeave, FastOffer, LeaveFast, OfferFast, fast_basis,
};
pub use file_case::{ApproveFiling, ProposeFiling, RefuseFiling};
pub use finish::{EndCase, EndGround, ProposeEnding};
pub use flow::{BESIDE, Beside, FLOW, Leads, Phase, phase, reached};
pub use hearing::{AbandonHearing, CallHearing, HoldHearing, RequestHearing};
pub(crate) use measures::waiting as measures_waiting;
pub use measures::{
    Appraisal, ApproveDisposal, ApproveMeasure, Article, ArticleEntry, ConfiscateArticles,
    Disposal, DisposalManner, DisposalOrder, ExtendMeasure, Extension, Fate, Handover, Held,
    ImplementMeasure, Measure, MeasureApproval, MeasureBasis, MeasureKind, MeasureProposal,
    ProposeMeasure, RecordDisposal, RefuseExtension, RefuseMeasure, Release, ReleaseGround,
    ReleaseMeasure, RequestExtension, Return, ReturnArticles, Taking, TellAppraisal,
    TransferArticles, bases as measure_bases, eligible as measures_for,
};
pub(crate) use norms::waiting as norms_waiting;
pub use norms::{
    CompareNorms, ComparedNorms, CompetingNorm, ConfirmNorm, NormComparison, NormConfirmation,
    NormRange, NormWeight, WeighedNorm, weighed as weighed_norms,
};
pub use notice::GiveNotice;
pub use pay::{Owed, RecordPayment, owed_on};
pub use preview::{drafted_decision, issues_paper, preview, wording};
pub use publish::{
    ConfirmPublication, ProposePublication, RetractPublication, RevokeDecision, WithholdPublication,
};
pub use records::{
    Acceptance, Archived, Closing, ClosingGround, ClosingProposal, Decision, Deliberation,
    Delivery, DeliveryMethod, Draft, Filing, Hearing, HearingCall, HearingRecord, Interview,
    Notice, Opinion, Payment, Publication, Rectification, Report, Representation, Review,
    ReviewCheck, ReviewItem, ReviewVerdict, Standing, Statement, StatementReview,
};
pub use rectify::OrderRectification;
pub use recusal::{
    DecideRecusal, EarlierActs, OrderRecusal, Recusal, RecusalApplicant, RecusalDecision,
    RecusalGround, RecusalRequest, RequestRecusal,
};
pub(crate) use recusal::{all_decided as recusals_decided, waiting as recusal_waiting};
pub(crate) use remedies::waiting as remedies_waiting;
pub use remedies::{
    AnswerRemedy, EndRemedy, NoteRemedy, Remedy, RemedyClaim, RemedyEnd, RemedyKind, RemedyOutcome,
    RemedyResult, RemedyStay, RemedyTarget, RemedyTrack, ReopenCase, Reopening, StayExecution,
    StayGround, answer_due, attackable, late_after,
};
pub use report::{ApproveReport, ReportChecks, ReturnReport, SubmitReport};
pub use represent::{HearRepresentation, ReviewRepresentation, WaiveRepresentation};
pub use review::{GiveOpinion, precheck};
pub use same_party::{
    Bond, Distinction, DistinguishAct, OtherCase, earlier_violations, first_offence_list,
    other_cases,
};
pub(crate) use sampling::waiting as sampling_waiting;
pub use sampling::{
    AnswerObjection, AppraisalAnswer, AppraisalKind, AppraisalResult, CaseAppraisal,
    ContestAppraisal, EntrustAppraisal, Entrustment, Objection, ObjectionAnswer, RecordAppraisal,
    Sample, Sampling, Samplings, TakeSamples, appraisal_excluded_by,
};
pub use state::{Case, Decided, Deciding, Ended, FilingSource, Origin, Path, Procedure, Stage};
pub use steps::{Readiness, Step, readiness, steps};
pub(crate) use submission::waiting as submission_waiting;
pub use submission::{Answer, GivenBack, Matter, Submission, Table};
pub use summary::{
    BankCash, Banked, BeginSummary, Cash, CollectOnSpot, CollectionGround, ConversionGround,
    ConvertToGeneral, DecideOnSpot, FileCopy, HandInCash, HearOnSpot, OnSpot, SpotPhoto, Telling,
    summary_remedies,
};
pub(crate) use suspend::waiting as suspension_waiting;
pub use suspend::{
    ProposeResumption, ProposeSuspension, ResumeInvestigation, Resumption, Standstill,
    SuspendInvestigation, Suspension,
};
pub use terms::{PenaltyTerms, Proposal, TierChoice, WaiverGround, WaiverTerms};
pub(crate) use transfer::waiting as transfer_waiting;
pub use transfer::{
    ApproveTransfer, CaseTransfer, DeliverTransfer, EndTransfer, ProposeTransfer, TransferAnswer,
    TransferEnd, TransferGround, TransferLetter, TransferOutcome,
};
pub use until::{decide_by, stands_still};
pub(crate) use until::{left_out, waits};
pub use wording::DecisionText;

use crate::policy::Act;
use crate::rules::{Bench, Dossier, gate_rules};
use crate::{Refusal, Setting};

/// Whether the other cases of the party bear on the act, so that whoever asks must bring them.
///
/// # Law
/// 《行政处罚法》第二十九条、第三十三条 (AP-15, AP-19).
pub fn weighs_other_cases(act: Act) -> bool {
    matches!(act, Act::DistinguishAct | Act::GiveOpinion) || gate_rules(act).contains(&"AP-15")
}

/// The facts of the case together with those of the inspection it came from.
fn dossier(case: &Case, setting: &Setting<'_>) -> Dossier {
    let inspection = case.origin.inspection.as_ref().and_then(|id| setting.inspection(id));
    Dossier::of(case, setting.law, setting.roster)
        .with_inspection(inspection, setting.roster)
        .with_other_cases(case, setting)
}

fn bench<'a>(setting: &Setting<'a>) -> Bench<'a> {
    Bench { law: setting.law, today: setting.today }
}

/// Refuses an act that the stage of the case does not allow.
fn wrong_stage(case: &Case, act: Act, next: &str) -> Refusal {
    Refusal::new(
        "CASE-002",
        format!("案件现在是“{}”，不能{}。", case.stage.name_zh(), act.name_zh()),
        next,
    )
}

#[cfg(test)]
pub(crate) mod tests;
