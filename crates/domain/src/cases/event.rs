//! What can have happened to a case.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::records::{
    Archived, ClosingGround, ClosingProposal, Decision, Deliberation, Delivery, Draft, Filing,
    HearingCall, HearingRecord, Interview, Notice, Opinion, Payment, Rectification, Report,
    Statement, StatementReview,
};
use super::state::Origin;
use super::summary::{Cash, ConversionGround, Telling};
use crate::Private;
use crate::documents::{Document, Print};
use crate::evidence::{Evidence, Verification};
use crate::ids::{EvidenceId, PersonId};
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
    /// Evidence was verified.
    EvidenceVerified {
        /// Which.
        evidence: EvidenceId,
        /// How.
        verification: Verification,
    },
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
    /// A document was issued.
    DocumentIssued(Document),
    /// A document was printed.
    DocumentPrinted(Print),
}
