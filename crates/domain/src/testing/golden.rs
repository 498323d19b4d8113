//! Golden events: one file for each kind of event and schema, written once and never changed.
//!
//! A journal of 2026 must be readable in 2046: each file decodes to the event it was written
//! from and encodes to the same bytes again. New kinds add files; `ZHIFA_GEN=1` writes those
//! that are missing and touches no other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Map, Value};

use super::Desk;
use super::lives::*;
use super::lives_beside::*;
use crate::cases;
use crate::clues;
use crate::entrustments;
use crate::inspections;
use crate::org;
use crate::policy::Act;
use crate::supervision;
use crate::world::{Event, PackEvent};

/// The schema of the events written now.
const SCHEMA: u32 = 1;

/// The name of every kind of event: a new variant does not compile until it has one here.
fn kind(event: &Event) -> &'static str {
    match event {
        Event::Case(event) => case_kind(event),
        Event::Clue(event) => clue_kind(event),
        Event::Inspection(event) => inspection_kind(event),
        Event::Supervision(event) => supervision_kind(event),
        Event::Entrustment(event) => entrustment_kind(event),
        Event::Person(event) => person_kind(event),
        Event::Pack(PackEvent::Loaded { .. }) => "pack.loaded",
        Event::Pack(PackEvent::Corrected { .. }) => "pack.corrected",
        Event::Record(event) => match &**event {
            crate::rounds::Event::Verified(_) => "record.verified",
            crate::rounds::Event::ClockNoted(_) => "record.clock-noted",
            crate::rounds::Event::EpochBegan(_) => "record.epoch-began",
            crate::rounds::Event::KeyRotated(_) => "record.key-rotated",
            crate::rounds::Event::Quarantined(_) => "record.quarantined",
            crate::rounds::Event::Released(_) => "record.released",
        },
        Event::Evidence(event) => match &**event {
            crate::custody::Event::Handled(_) => "evidence.handled",
        },
    }
}

macro_rules! kinds {
    ($name:ident, $list:ident, $event:ty, $($variant:pat => $kind:literal,)*) => {
        const $list: &[&str] = &[$($kind,)*];

        fn $name(event: &$event) -> &'static str {
            match event { $($variant => $kind,)* }
        }
    };
}

kinds! { case_kind, CASE_KINDS, cases::Event,
    cases::Event::FilingProposed { .. } => "case.filing-proposed",
    cases::Event::SummaryBegun { .. } => "case.summary-begun",
    cases::Event::ToldOnSpot(_) => "case.told-on-spot",
    cases::Event::CashCollected(_) => "case.cash-collected",
    cases::Event::CashHandedIn { .. } => "case.cash-handed-in",
    cases::Event::CashBanked { .. } => "case.cash-banked",
    cases::Event::CopyFiled { .. } => "case.copy-filed",
    cases::Event::ConvertedToGeneral { .. } => "case.converted-to-general",
    cases::Event::Filed(_) => "case.filed",
    cases::Event::FilingRefused { .. } => "case.filing-refused",
    cases::Event::EvidenceAdded(_) => "case.evidence-added",
    cases::Event::EvidenceReviewed { .. } => "case.evidence-reviewed",
    cases::Event::EvidenceVerified { .. } => "case.evidence-verified",
    cases::Event::ActDistinguished(_) => "case.act-distinguished",
    cases::Event::Connected(_) => "case.connected",
    cases::Event::NormsCompared(_) => "case.norms-compared",
    cases::Event::NormConfirmed(_) => "case.norm-confirmed",
    cases::Event::InterviewRecorded(_) => "case.interview-recorded",
    cases::Event::RectificationOrdered(_) => "case.rectification-ordered",
    cases::Event::ReportSubmitted(_) => "case.report-submitted",
    cases::Event::ReportApproved { .. } => "case.report-approved",
    cases::Event::ReportReturned { .. } => "case.report-returned",
    cases::Event::NoticeGiven(_) => "case.notice-given",
    cases::Event::Delivered(_) => "case.delivered",
    cases::Event::RepresentationWaived { .. } => "case.representation-waived",
    cases::Event::RepresentationMade(_) => "case.representation-made",
    cases::Event::RepresentationReviewed(_) => "case.representation-reviewed",
    cases::Event::HearingRequested { .. } => "case.hearing-requested",
    cases::Event::HearingCalled(_) => "case.hearing-called",
    cases::Event::HearingHeld(_) => "case.hearing-held",
    cases::Event::HearingAbandoned { .. } => "case.hearing-abandoned",
    cases::Event::DecisionDrafted(_) => "case.decision-drafted",
    cases::Event::OpinionGiven(_) => "case.opinion-given",
    cases::Event::Deliberated(_) => "case.deliberated",
    cases::Event::PenaltyDecided(_) => "case.penalty-decided",
    cases::Event::PenaltyWaived(_) => "case.penalty-waived",
    cases::Event::PaymentRecorded(_) => "case.payment-recorded",
    cases::Event::PublicationProposed { .. } => "case.publication-proposed",
    cases::Event::PublicationWithheld { .. } => "case.publication-withheld",
    cases::Event::Published { .. } => "case.published",
    cases::Event::DecisionRevoked { .. } => "case.decision-revoked",
    cases::Event::CreditTold(_) => "case.credit-told",
    cases::Event::CreditRepaired(_) => "case.credit-repaired",
    cases::Event::PublicationRetracted { .. } => "case.publication-retracted",
    cases::Event::ClosingProposed(_) => "case.closing-proposed",
    cases::Event::ClosingReturned { .. } => "case.closing-returned",
    cases::Event::Closed { .. } => "case.closed",
    cases::Event::Archived(_) => "case.archived",
    cases::Event::MeasureProposed(_) => "case.measure-proposed",
    cases::Event::MeasureApproved { .. } => "case.measure-approved",
    cases::Event::MeasureRefused { .. } => "case.measure-refused",
    cases::Event::MeasureTaken(_) => "case.measure-taken",
    cases::Event::ExtensionRequested { .. } => "case.extension-requested",
    cases::Event::MeasureExtended(_) => "case.measure-extended",
    cases::Event::ExtensionRefused { .. } => "case.extension-refused",
    cases::Event::AppraisalTold(_) => "case.appraisal-told",
    cases::Event::MeasureReleased(_) => "case.measure-released",
    cases::Event::ArticlesReturned(_) => "case.articles-returned",
    cases::Event::ArticlesTransferred(_) => "case.articles-transferred",
    cases::Event::ArticlesConfiscated { .. } => "case.articles-confiscated",
    cases::Event::DisposalApproved(_) => "case.disposal-approved",
    cases::Event::ArticlesDisposed(_) => "case.articles-disposed",
    cases::Event::AgreementProposed(_) => "case.agreement-proposed",
    cases::Event::AgreementReturned { .. } => "case.agreement-returned",
    cases::Event::AgreementSigned { .. } => "case.agreement-signed",
    cases::Event::DeferralRequested(_) => "case.deferral-requested",
    cases::Event::DeferralApproved { .. } => "case.deferral-approved",
    cases::Event::DeferralRefused { .. } => "case.deferral-refused",
    cases::Event::RemedyNoted { .. } => "case.remedy-noted",
    cases::Event::RemedyAnswered { .. } => "case.remedy-answered",
    cases::Event::RemedyStayed { .. } => "case.remedy-stayed",
    cases::Event::RemedyEnded { .. } => "case.remedy-ended",
    cases::Event::CaseReopened { .. } => "case.case-reopened",
    cases::Event::CrimeSuspected(_) => "case.crime-suspected",
    cases::Event::ReferralGrouped { .. } => "case.referral-grouped",
    cases::Event::ReferralReported(_) => "case.referral-reported",
    cases::Event::ReferralDecided(_) => "case.referral-decided",
    cases::Event::ReferralDelivered(_) => "case.referral-delivered",
    cases::Event::PoliceAnswered(_) => "case.police-answered",
    cases::Event::RefusalContested(_) => "case.refusal-contested",
    cases::Event::ReferralHandedOver(_) => "case.referral-handed-over",
    cases::Event::ReferralEnded(_) => "case.referral-ended",
    cases::Event::TransferSent(_) => "case.transfer-sent",
    cases::Event::TransferAnswered(_) => "case.transfer-answered",
    cases::Event::TransferEnded(_) => "case.transfer-ended",
    cases::Event::SamplesTaken(_) => "case.samples-taken",
    cases::Event::AppraisalEntrusted(_) => "case.appraisal-entrusted",
    cases::Event::AppraisalReceived(_) => "case.appraisal-received",
    cases::Event::AppraisalContested(_) => "case.appraisal-contested",
    cases::Event::ObjectionAnswered(_) => "case.objection-answered",
    cases::Event::AddressConfirmed(_) => "case.address-confirmed",
    cases::Event::AssistanceRequested(_) => "case.assistance-requested",
    cases::Event::AssistanceAnswered(_) => "case.assistance-answered",
    cases::Event::FastOffered(_) => "case.fast-offered",
    cases::Event::FastConsented(_) => "case.fast-consented",
    cases::Event::FastLeft(_) => "case.fast-left",
    cases::Event::CaseEnded { .. } => "case.case-ended",
    cases::Event::Submitted(_) => "case.submitted",
    cases::Event::SubmissionReturned { .. } => "case.submission-returned",
    cases::Event::InvestigationSuspended(_) => "case.investigation-suspended",
    cases::Event::InvestigationResumed(_) => "case.investigation-resumed",
    cases::Event::RecusalRequested(_) => "case.recusal-requested",
    cases::Event::RecusalDecided(_) => "case.recusal-decided",
    cases::Event::PerformanceDemanded(_) => "case.performance-demanded",
    cases::Event::CorrectionDemanded(_) => "case.correction-demanded",
    cases::Event::EnforcementDecided(_) => "case.enforcement-decided",
    cases::Event::EnforcementPerformed(_) => "case.enforcement-performed",
    cases::Event::EnforcementStopped { .. } => "case.enforcement-stopped",
    cases::Event::SurchargeTold(_) => "case.surcharge-told",
    cases::Event::CourtApplicationProposed(_) => "case.court-application-proposed",
    cases::Event::CourtApplied(_) => "case.court-applied",
    cases::Event::AuctionDecided(_) => "case.auction-decided",
    cases::Event::AuctionRecorded(_) => "case.auction-recorded",
    cases::Event::CourtAnswered(_) => "case.court-answered",
    cases::Event::ExecutionSuspended { .. } => "case.execution-suspended",
    cases::Event::ExecutionResumed { .. } => "case.execution-resumed",
    cases::Event::ExecutionCeased { .. } => "case.execution-ceased",
    cases::Event::ExecutionTerminated { .. } => "case.execution-terminated",
    cases::Event::Refunded(_) => "case.refunded",
    cases::Event::DocumentIssued(_) => "case.document-issued",
    cases::Event::DocumentPrinted(_) => "case.document-printed",
}

kinds! { clue_kind, CLUE_KINDS, clues::Event,
    clues::Event::Received { .. } => "clue.received",
    clues::Event::Merged { .. } => "clue.merged",
    clues::Event::StopRecorded(_) => "clue.stop-recorded",
    clues::Event::Dispatched(_) => "clue.dispatched",
    clues::Event::Urged(_) => "clue.urged",
    clues::Event::Accepted { .. } => "clue.accepted",
    clues::Event::Returned { .. } => "clue.returned",
    clues::Event::Transferred { .. } => "clue.transferred",
    clues::Event::Answered(_) => "clue.answered",
    clues::Event::Judged(_) => "clue.judged",
    clues::Event::ReporterInformed { .. } => "clue.reporter-informed",
    clues::Event::InspectionBegun { .. } => "clue.inspection-begun",
    clues::Event::CaseFiled { .. } => "clue.case-filed",
    clues::Event::DocumentIssued(_) => "clue.document-issued",
    clues::Event::DocumentPrinted(_) => "clue.document-printed",
    clues::Event::ContactRequested(_) => "clue.contact-requested",
    clues::Event::ContactDeclined { .. } => "clue.contact-declined",
    clues::Event::ContactOpened { .. } => "clue.contact-opened",
    clues::Event::ContactSeen { .. } => "clue.contact-seen",
    clues::Event::ContactErased { .. } => "clue.contact-erased",
}

kinds! { inspection_kind, INSPECTION_KINDS, inspections::Event,
    inspections::Event::Proposed { .. } => "inspection.proposed",
    inspections::Event::Approved(_) => "inspection.approved",
    inspections::Event::Refused { .. } => "inspection.refused",
    inspections::Event::Arrived(_) => "inspection.arrived",
    inspections::Event::EvidenceCaptured(_) => "inspection.evidence-captured",
    inspections::Event::SamplesTaken(_) => "inspection.samples-taken",
    inspections::Event::StopOrdered(_) => "inspection.stop-ordered",
    inspections::Event::FindingsRecorded(_) => "inspection.findings-recorded",
    inspections::Event::RecordSigned { .. } => "inspection.record-signed",
    inspections::Event::Ended(_) => "inspection.ended",
    inspections::Event::GuidanceGiven(_) => "inspection.guidance-given",
    inspections::Event::FeedbackRecorded { .. } => "inspection.feedback-recorded",
    inspections::Event::DocumentIssued(_) => "inspection.document-issued",
    inspections::Event::DocumentPrinted(_) => "inspection.document-printed",
    inspections::Event::CaseFiled { .. } => "inspection.case-filed",
}

kinds! { person_kind, PERSON_KINDS, org::Event,
    org::Event::Engaged { .. } => "person.engaged",
    org::Event::RoleGranted { .. } => "person.role-granted",
    org::Event::RoleWithdrawn { .. } => "person.role-withdrawn",
    org::Event::CredentialRecorded { .. } => "person.credential-recorded",
    org::Event::QualificationRecorded { .. } => "person.qualification-recorded",
    org::Event::PasswordSet { .. } => "person.password-set",
    org::Event::Suspended { .. } => "person.suspended",
    org::Event::Reinstated => "person.reinstated",
    org::Event::SignedIn => "person.signed-in",
    org::Event::SignInFailed => "person.sign-in-failed",
    org::Event::Unmasked { .. } => "person.unmasked",
    org::Event::NumbersReserved(_) => "person.numbers-reserved",
    org::Event::NumberUsed { .. } => "person.number-used",
    org::Event::NumbersVoided { .. } => "person.numbers-voided",
}

kinds! { supervision_kind, SUPERVISION_KINDS, supervision::Event,
    supervision::Event::Opened(_) => "supervision.opened",
    supervision::Event::Ordered(_) => "supervision.ordered",
    supervision::Event::Answered(_) => "supervision.answered",
    supervision::Event::Judged(_) => "supervision.judged",
    supervision::Event::Closed { .. } => "supervision.closed",
    supervision::Event::DocumentIssued(_) => "supervision.document-issued",
    supervision::Event::DocumentPrinted(_) => "supervision.document-printed",
}

kinds! { entrustment_kind, ENTRUSTMENT_KINDS, entrustments::Event,
    entrustments::Event::DrawnUp { .. } => "entrustment.drawn-up",
    entrustments::Event::Signed(_) => "entrustment.signed",
    entrustments::Event::Noticed(_) => "entrustment.noticed",
    entrustments::Event::Ended { .. } => "entrustment.ended",
    entrustments::Event::DocumentIssued(_) => "entrustment.document-issued",
    entrustments::Event::DocumentPrinted(_) => "entrustment.document-printed",
}

fn all_kinds() -> BTreeSet<&'static str> {
    let lists = [
        CASE_KINDS,
        CLUE_KINDS,
        INSPECTION_KINDS,
        PERSON_KINDS,
        SUPERVISION_KINDS,
        ENTRUSTMENT_KINDS,
        &["pack.loaded", "pack.corrected", "record.verified", "record.clock-noted"],
        &[
            "record.epoch-began",
            "record.key-rotated",
            "record.quarantined",
            "record.released",
            "evidence.handled",
        ],
    ];
    lists.into_iter().flatten().copied().collect()
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden"))
}

#[test]
fn every_kind_of_event_has_a_golden_file() {
    let real = samples();
    if std::env::var_os("ZHIFA_GEN").is_some() {
        for (kind, event) in &real {
            let path = folder().join(format!("{kind}.v{SCHEMA}.json"));
            if !path.exists() {
                let (_, body) = event.to_parts().unwrap();
                let text = serde_json::to_string_pretty(&body).unwrap();
                std::fs::write(path, format!("{text}\n")).unwrap();
            }
        }
    }
    let shown: BTreeSet<&str> = real.keys().copied().collect();
    assert_eq!(shown, all_kinds(), "the samples show every kind");
    for kind in all_kinds() {
        assert!(folder().join(format!("{kind}.v{SCHEMA}.json")).exists(), "{kind}");
    }
}

#[test]
fn every_golden_file_decodes_and_encodes_to_the_same_event() {
    let mut read = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let (named, _) = name.rsplit_once(".v").unwrap();
        let body: Map<String, Value> =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let event = Event::from_parts(named, body.clone()).unwrap();
        assert_eq!(kind(&event), named, "{name}");
        assert_eq!(event.to_parts().unwrap(), (named.to_owned(), body), "{name}");
        read += 1;
    }
    assert_eq!(read, all_kinds().len());
}

#[test]
fn an_unknown_kind_or_a_foreign_body_is_an_error_and_not_a_guess() {
    let body = Map::new();
    assert!(Event::from_parts("case.nothing-like-it", body.clone()).is_err());
    assert!(Event::from_parts("planet.loaded", body.clone()).is_err());
    assert!(Event::from_parts("loaded", body.clone()).is_err());
    assert!(Event::from_parts("case.filed", body).is_err());
}

#[test]
fn an_act_that_issues_a_paper_can_be_looked_at_before() {
    let issued: BTreeSet<Act> = lives().into_iter().flat_map(|desk| desk.papered).collect();
    let blind: Vec<_> = issued.iter().filter(|act| !cases::issues_paper(**act)).collect();
    assert!(blind.is_empty(), "{blind:?}");
    assert!(!issued.is_empty() && !cases::issues_paper(Act::AddEvidence));
}

/// A few short lives that show every kind of event.
fn lives() -> impl IntoIterator<Item = Desk> {
    let lives = [
        heard(),
        spared(),
        ordinary(),
        held(),
        handed_over(),
        executed(),
        given_up(),
        compared(),
        enforced(),
        again(),
        judged(),
    ];
    let more = [
        cleared(),
        auctioned(),
        clue_lives(),
        accounts(),
        on_the_spot(),
        told_apart(),
        replaced(),
        transferred(),
        appraised(),
        handled_fast(),
        assisted(),
        supervised(),
        entrusted(),
    ];
    lives.into_iter().chain(more)
}

/// One real event of every kind, each the first of its kind in the lives.
fn samples() -> BTreeMap<&'static str, Event> {
    let mut found = BTreeMap::new();
    for desk in lives() {
        for (_, event) in desk.log {
            found.entry(kind(&event)).or_insert(event);
        }
    }
    found
}
