//! What can have happened to a case.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::address::AddressConfirmation;
use super::assist::{AssistanceAnswer, AssistanceLetter};
use super::connect::Connection;
use super::credit::{CreditNotice, CreditRepair};
use super::crime::{
    Contest, CrimeReport, CrimeVerdict, PoliceAnswer, ReferralDelivery, ReferralEnd,
    ReferralHandover, Suspicion,
};
use super::enforcement::{EnforcementDecision, EnforcementRecord, OrderDemand};
use super::execution::{
    AgreementProposal, AuctionOrder, AuctionResult, CourtAnswer, CourtProposal, CourtRequest,
    DeferralRequest, Demand, Refund, SurchargeNotice, SuspensionGround, TerminationGround,
};
use super::fast::{FastConsent, FastLeave, FastOffer};
use super::finish::EndGround;
use super::measures::{
    Appraisal, Disposal, DisposalOrder, Extension, Handover, MeasureProposal, Release, Return,
    Taking,
};
use super::norms::{NormComparison, NormConfirmation};
use super::records::{
    Archived, ClosingGround, ClosingProposal, Decision, Deliberation, Delivery, Draft, Filing,
    HearingCall, HearingRecord, Interview, Notice, Opinion, Payment, Rectification, Report,
    Statement, StatementReview,
};
use super::recusal::{RecusalDecision, RecusalRequest};
use super::remedies::{RemedyClaim, RemedyKind, RemedyOutcome, RemedyResult, StayGround};
use super::same_party::Distinction;
use super::sampling::{AppraisalResult, Entrustment, Objection, ObjectionAnswer, Sampling};
use super::state::Origin;
use super::submission::Submission;
use super::summary::{Cash, ConversionGround, Telling};
use super::suspend::{Resumption, Suspension};
use super::transfer::{TransferAnswer, TransferEnd, TransferLetter};
use crate::Private;
use crate::documents::{Document, Print};
use crate::evidence::{Evidence, Verification};
use crate::ids::{
    ArticleId, DocumentId, EnforcementId, EvidenceId, MeasureId, PersonId, ReferralId, RemedyId,
};
use crate::publicity::PublicVersion;

/// What has happened to a case. Names are past tense and never change once written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "$event", rename_all = "kebab-case")]
pub enum Event {
    /// Filing was proposed.
    FilingProposed {
        /// What it sets out from.
        origin: Origin,
        /// Who handles it.
        handlers: Vec<PersonId>,
        /// Evidence taken over from the inspection.
        evidence: Vec<Evidence>,
    },
    /// A summary case was begun on the spot, certificates shown.
    SummaryBegun {
        /// What it sets out from.
        origin: Origin,
        /// Who handles it.
        handlers: Vec<PersonId>,
        /// What was photographed on the spot, or taken over from the inspection.
        evidence: Vec<Evidence>,
    },
    /// The party was told on the spot and heard.
    ToldOnSpot(Telling),
    /// The fine was collected on the spot.
    CashCollected(Cash),
    /// The cash was handed to the authority.
    CashHandedIn {
        /// The day.
        on: Date,
    },
    /// The cash was paid into the bank.
    CashBanked {
        /// The day.
        on: Date,
        /// The bank's slip.
        slip: String,
    },
    /// The copy of a decision on the spot was filed with the authority.
    CopyFiled {
        /// By whom.
        by: PersonId,
        /// The day.
        on: Date,
    },
    /// A summary case was turned into one of the general procedure.
    ConvertedToGeneral {
        /// Why.
        ground: ConversionGround,
        /// Why, in words.
        reason: Private,
        /// Who converted it.
        by: PersonId,
        /// The day.
        on: Date,
    },
    /// It was filed.
    Filed(Filing),
    /// Filing was refused.
    FilingRefused {
        /// Why.
        reason: String,
        /// The day.
        on: Date,
    },
    /// Evidence was entered.
    EvidenceAdded(Evidence),
    /// A monitoring record passed its first review.
    EvidenceReviewed {
        /// Which.
        evidence: EvidenceId,
        /// By whom and how.
        verification: Verification,
    },
    /// Evidence was verified.
    EvidenceVerified {
        /// Which.
        evidence: EvidenceId,
        /// How.
        verification: Verification,
    },
    /// The act was told apart from that of another case.
    ActDistinguished(Distinction),
    /// It hangs together with another case.
    Connected(Connection),
    /// The norms that one act violates were compared.
    NormsCompared(NormComparison),
    /// The legal reviewer confirmed which of them is applied.
    NormConfirmed(NormConfirmation),
    /// Somebody was interviewed.
    InterviewRecorded(Interview),
    /// Correction was ordered.
    RectificationOrdered(Rectification),
    /// The report was submitted.
    ReportSubmitted(Report),
    /// The report was approved.
    ReportApproved {
        /// By whom.
        by: PersonId,
    },
    /// The report was sent back.
    ReportReturned {
        /// Why.
        reason: String,
    },
    /// The prior notice was issued.
    NoticeGiven(Notice),
    /// A document was delivered.
    Delivered(Delivery),
    /// The party clearly gave up the right to speak.
    RepresentationWaived {
        /// The day.
        on: Date,
    },
    /// The party spoke in defence.
    RepresentationMade(Statement),
    /// What the party said was reviewed.
    RepresentationReviewed(StatementReview),
    /// A hearing was asked for.
    HearingRequested {
        /// The day.
        on: Date,
    },
    /// The hearing was called.
    HearingCalled(HearingCall),
    /// The hearing was held.
    HearingHeld(HearingRecord),
    /// The hearing was given up.
    HearingAbandoned {
        /// The day.
        on: Date,
        /// Why.
        reason: String,
    },
    /// The decision was drafted and, where review is due, submitted to it.
    DecisionDrafted(Draft),
    /// The legal opinion was given.
    OpinionGiven(Opinion),
    /// The case was deliberated.
    Deliberated(Deliberation),
    /// A penalty was decided.
    PenaltyDecided(Decision),
    /// No penalty was decided.
    PenaltyWaived(Decision),
    /// A payment was recorded.
    PaymentRecorded(Payment),
    /// A masked version was proposed for publication.
    PublicationProposed {
        /// The version.
        version: PublicVersion,
        /// Who proposed it.
        by: PersonId,
    },
    /// It was decided not to publish.
    PublicationWithheld {
        /// Why.
        reason: String,
    },
    /// The decision was published.
    Published {
        /// The day.
        on: Date,
    },
    /// The decision was changed, revoked, or held unlawful or void.
    DecisionRevoked {
        /// The day the document was received.
        on: Date,
        /// The document.
        by_document: String,
        /// The reasons.
        reason: String,
    },
    /// The publication was withdrawn.
    PublicationRetracted {
        /// The day.
        on: Date,
        /// The reasons.
        reason: String,
    },
    /// The party was told of its credit record.
    CreditTold(Box<CreditNotice>),
    /// The credit record was repaired.
    CreditRepaired(CreditRepair),
    /// Closing was proposed.
    ClosingProposed(ClosingProposal),
    /// Closing was sent back.
    ClosingReturned {
        /// Why.
        reason: String,
    },
    /// The case was closed.
    Closed {
        /// Why.
        ground: ClosingGround,
        /// The day.
        on: Date,
    },
    /// The case file was archived.
    Archived(Archived),
    /// A measure was proposed.
    MeasureProposed(MeasureProposal),
    /// A measure was approved.
    MeasureApproved {
        /// Which.
        measure: MeasureId,
        /// By whom.
        by: PersonId,
        /// When.
        at: DateTime,
    },
    /// A measure was refused.
    MeasureRefused {
        /// Which.
        measure: MeasureId,
        /// Why.
        reason: String,
        /// When.
        at: DateTime,
    },
    /// A measure was taken.
    MeasureTaken(Taking),
    /// A longer period was asked for.
    ExtensionRequested {
        /// For which measure.
        measure: MeasureId,
        /// Why.
        reason: Private,
    },
    /// The period was made longer.
    MeasureExtended(Extension),
    /// A longer period was refused.
    ExtensionRefused {
        /// For which measure.
        measure: MeasureId,
        /// Why.
        reason: String,
    },
    /// The period of an appraisal was told.
    AppraisalTold(Appraisal),
    /// A measure was lifted over some articles.
    MeasureReleased(Release),
    /// Articles went back to the party.
    ArticlesReturned(Return),
    /// Articles went to another body with the case.
    ArticlesTransferred(Handover),
    /// Articles were confiscated by the decision.
    ArticlesConfiscated {
        /// Under which measure.
        measure: MeasureId,
        /// Which.
        articles: Vec<ArticleId>,
        /// The day.
        on: Date,
    },
    /// The head said how confiscated articles are disposed of.
    DisposalApproved(DisposalOrder),
    /// Confiscated articles were disposed of.
    ArticlesDisposed(Disposal),
    /// It was demanded that an order be obeyed.
    CorrectionDemanded(OrderDemand),
    /// It was decided that somebody else does it.
    EnforcementDecided(EnforcementDecision),
    /// It was carried out.
    EnforcementPerformed(EnforcementRecord),
    /// It was stopped.
    EnforcementStopped {
        /// Which.
        enforcement: EnforcementId,
        /// Why.
        reason: Private,
        /// The day.
        on: Date,
    },
    /// A deferral or instalments were asked for.
    DeferralRequested(DeferralRequest),
    /// They were approved.
    DeferralApproved {
        /// The notice.
        document: DocumentId,
        /// The day.
        on: Date,
    },
    /// They were refused.
    DeferralRefused {
        /// The notice.
        document: DocumentId,
        /// Why.
        reason: String,
        /// The day.
        on: Date,
    },
    /// The party asked for reconsideration or sued.
    RemedyNoted {
        /// Which.
        kind: RemedyKind,
        /// The day it was filed.
        filed_on: Date,
        /// Before whom, with the number.
        body: String,
        /// Against what.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        claim: Option<RemedyClaim>,
    },
    /// We answered the body that hears it.
    RemedyAnswered {
        /// Which.
        remedy: RemedyId,
        /// The answer.
        document: DocumentId,
        /// The day.
        on: Date,
    },
    /// Execution stands still because of it.
    RemedyStayed {
        /// Which.
        remedy: RemedyId,
        /// On which ground.
        ground: StayGround,
        /// The document that says so.
        document: String,
        /// From which day.
        on: Date,
    },
    /// The remedy ended.
    RemedyEnded {
        /// The day the final document was received.
        on: Date,
        /// How.
        result: RemedyResult,
        /// The document.
        document: String,
        /// What it says beyond that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<RemedyOutcome>,
    },
    /// The case was taken up again, its old decision having fallen.
    CaseReopened {
        /// What is to be done anew.
        plan: Private,
        /// The last day that was set.
        #[serde(default)]
        redo_by: Option<Date>,
        /// The head who decided so.
        by: PersonId,
        /// The day.
        on: Date,
    },
    /// Performance was demanded.
    PerformanceDemanded(Demand),
    /// The surcharge was told.
    SurchargeTold(SurchargeNotice),
    /// Seized articles are to be auctioned to offset the fine.
    AuctionDecided(AuctionOrder),
    /// Such an auction ended.
    AuctionRecorded(AuctionResult),
    /// An application to the court was put to the head.
    CourtApplicationProposed(CourtProposal),
    /// The head signed it.
    CourtApplied(CourtRequest),
    /// The court answered.
    CourtAnswered(CourtAnswer),
    /// Execution was suspended.
    ExecutionSuspended {
        /// Why.
        ground: SuspensionGround,
        /// The reasons.
        reason: Private,
        /// The notice.
        document: DocumentId,
        /// The day.
        on: Date,
    },
    /// An agreement on execution was put to the head.
    AgreementProposed(Box<AgreementProposal>),
    /// The head returned it.
    AgreementReturned {
        /// Why.
        reason: Private,
        /// The day.
        on: Date,
    },
    /// The head signed it.
    AgreementSigned {
        /// The agreement.
        document: DocumentId,
        /// The day.
        on: Date,
    },
    /// Execution was resumed.
    ExecutionResumed {
        /// The reasons.
        reason: Private,
        /// The notice.
        document: DocumentId,
        /// The day.
        on: Date,
    },
    /// What was suspended for three years is executed no longer.
    ExecutionCeased {
        /// The facts.
        reason: Private,
        /// The notice.
        document: DocumentId,
        /// The day.
        on: Date,
    },
    /// Execution was terminated.
    ExecutionTerminated {
        /// Why.
        ground: TerminationGround,
        /// The reasons.
        reason: Private,
        /// The notice.
        document: DocumentId,
        /// The day.
        on: Date,
    },
    /// Money went back to the party.
    Refunded(Refund),
    /// The facts may be a crime.
    CrimeSuspected(Suspicion),
    /// The special pair was named.
    ReferralGrouped {
        /// For which referral.
        referral: ReferralId,
        /// Two or more.
        officers: Vec<PersonId>,
        /// Who named them.
        by: PersonId,
        /// The day.
        on: Date,
    },
    /// The pair reported.
    ReferralReported(CrimeReport),
    /// The chief approved or declined.
    ReferralDecided(CrimeVerdict),
    /// The police took the case.
    ReferralDelivered(ReferralDelivery),
    /// The police answered.
    PoliceAnswered(PoliceAnswer),
    /// Their refusal was contested.
    RefusalContested(Contest),
    /// Articles and papers were handed over.
    ReferralHandedOver(ReferralHandover),
    /// The criminal side ended.
    ReferralEnded(ReferralEnd),
    /// The letter to another authority went out.
    TransferSent(TransferLetter),
    /// The other authority took the case, or sent it back.
    TransferAnswered(TransferAnswer),
    /// What was sent back was settled.
    TransferEnded(TransferEnd),
    /// Samples were taken.
    SamplesTaken(Sampling),
    /// An institution was entrusted with an appraisal.
    AppraisalEntrusted(Entrustment),
    /// The institution answered.
    AppraisalReceived(AppraisalResult),
    /// The party asks for another appraisal.
    AppraisalContested(Objection),
    /// The head answered the request.
    ObjectionAnswered(ObjectionAnswer),
    /// The party confirmed where documents reach it.
    AddressConfirmed(AddressConfirmation),
    /// Another authority was asked for assistance.
    AssistanceRequested(AssistanceLetter),
    /// It answered.
    AssistanceAnswered(AssistanceAnswer),
    /// The party was told of fast handling.
    FastOffered(FastOffer),
    /// The party consented in writing.
    FastConsented(FastConsent),
    /// The general procedure goes on.
    FastLeft(FastLeave),
    /// The case ended without a decision.
    CaseEnded {
        /// Why.
        ground: EndGround,
        /// The approval, or the letter to another body.
        document: DocumentId,
        /// The head.
        by: PersonId,
        /// The day.
        on: Date,
    },
    /// Somebody asked that a person withdraw.
    RecusalRequested(RecusalRequest),
    /// The head decided.
    RecusalDecided(RecusalDecision),
    /// Handlers put something to the head beside the procedure.
    Submitted(Submission),
    /// The head gave it back.
    SubmissionReturned {
        /// Why.
        reason: Private,
        /// The head.
        by: PersonId,
        /// The day.
        on: Date,
    },
    /// The investigation was suspended.
    InvestigationSuspended(Suspension),
    /// It was taken up again.
    InvestigationResumed(Resumption),
    /// A document was issued.
    DocumentIssued(Document),
    /// A document was printed.
    DocumentPrinted(Print),
}
