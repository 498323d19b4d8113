//! The policy table: which role may do which act in which relation to the thing.

use super::{Act, Member, Role, Subject};

/// How a person must stand to the thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Any thing at all.
    Any,
    /// A thing handled in the name of the person's authority.
    OwnAuthority,
    /// A thing in the hands of the person's unit.
    OwnUnit,
    /// A thing that lies in one of the towns the person's unit answers for.
    OwnTown,
    /// A thing assigned to the person.
    Assigned,
}

impl Relation {
    /// The Chinese words of the matrix.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Any => "全部",
            Self::OwnAuthority => "本机关",
            Self::OwnUnit => "本单位",
            Self::OwnTown => "本镇街",
            Self::Assigned => "本人承办",
        }
    }

    /// Whether the person stands so to the subject. What a subject does not say, nobody matches.
    pub fn holds(self, member: &Member, subject: &Subject) -> bool {
        match self {
            Self::Any => true,
            Self::OwnAuthority => subject.authority.as_ref() == Some(&member.authority),
            Self::OwnUnit => subject.unit.as_ref() == Some(&member.unit),
            Self::OwnTown => subject.town.as_ref().is_some_and(|town| member.towns.contains(town)),
            Self::Assigned => subject.assigned.contains(&member.person),
        }
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Whether anybody may, signed in or not.
    pub public: bool,
    /// Who may, and in which relation.
    pub grants: &'static [(Role, Relation)],
}

const OPEN: Rule = Rule { public: true, grants: &[] };

const fn to(grants: &'static [(Role, Relation)]) -> Rule {
    Rule { public: false, grants }
}

/// Every person with an account.
const EVERYONE: &[(Role, Relation)] = &[
    (Role::Dispatcher, Relation::Any),
    (Role::TownLead, Relation::Any),
    (Role::SquadOfficer, Relation::Any),
    (Role::SquadLead, Relation::Any),
    (Role::CaseHandler, Relation::Any),
    (Role::UnitHead, Relation::Any),
    (Role::LegalReviewer, Relation::Any),
    (Role::Leader, Relation::Any),
    (Role::Chief, Relation::Any),
    (Role::HearingPresider, Relation::Any),
    (Role::Publisher, Relation::Any),
    (Role::Cashier, Relation::Any),
    (Role::Archivist, Relation::Any),
    (Role::Supervisor, Relation::Any),
    (Role::SystemAdmin, Relation::Any),
    (Role::SecurityAdmin, Relation::Any),
    (Role::AuditAdmin, Relation::Any),
];

const CASE_READERS: &[(Role, Relation)] = &[
    (Role::CaseHandler, Relation::OwnUnit),
    (Role::UnitHead, Relation::OwnUnit),
    (Role::LegalReviewer, Relation::OwnAuthority),
    (Role::Leader, Relation::OwnAuthority),
    (Role::HearingPresider, Relation::OwnAuthority),
    (Role::Publisher, Relation::OwnAuthority),
    (Role::Cashier, Relation::OwnAuthority),
    (Role::Archivist, Relation::OwnAuthority),
    (Role::Supervisor, Relation::Any),
];

const HANDLERS: &[(Role, Relation)] = &[(Role::CaseHandler, Relation::Assigned)];
const DISTINGUISHERS: &[(Role, Relation)] =
    &[(Role::CaseHandler, Relation::Assigned), (Role::UnitHead, Relation::OwnUnit)];
const UNIT_HEADS: &[(Role, Relation)] = &[(Role::UnitHead, Relation::OwnUnit)];
const LEADERS: &[(Role, Relation)] = &[(Role::Leader, Relation::OwnAuthority)];
const INSPECTORS: &[(Role, Relation)] = &[
    (Role::SquadOfficer, Relation::Assigned),
    (Role::SquadLead, Relation::Assigned),
    (Role::CaseHandler, Relation::Assigned),
];
const RECEIVERS: &[(Role, Relation)] = &[
    (Role::SquadOfficer, Relation::OwnUnit),
    (Role::SquadLead, Relation::OwnUnit),
    (Role::CaseHandler, Relation::OwnUnit),
    (Role::UnitHead, Relation::OwnUnit),
];

const REGISTRARS: &[(Role, Relation)] = &[
    (Role::Dispatcher, Relation::OwnTown),
    (Role::TownLead, Relation::OwnTown),
    (Role::SquadOfficer, Relation::OwnTown),
    (Role::SquadLead, Relation::OwnTown),
    (Role::CaseHandler, Relation::Any),
];
const CLUE_READERS: &[(Role, Relation)] = &[
    (Role::Dispatcher, Relation::OwnTown),
    (Role::TownLead, Relation::OwnTown),
    (Role::SquadOfficer, Relation::OwnUnit),
    (Role::SquadOfficer, Relation::Assigned),
    (Role::SquadLead, Relation::OwnUnit),
    (Role::SquadLead, Relation::Assigned),
    (Role::CaseHandler, Relation::OwnUnit),
    (Role::CaseHandler, Relation::Assigned),
    (Role::UnitHead, Relation::OwnUnit),
    (Role::Supervisor, Relation::Any),
];
const STOPPERS: &[(Role, Relation)] = &[
    (Role::Dispatcher, Relation::OwnTown),
    (Role::TownLead, Relation::OwnTown),
    (Role::SquadOfficer, Relation::OwnUnit),
    (Role::SquadOfficer, Relation::Assigned),
    (Role::SquadLead, Relation::OwnUnit),
    (Role::SquadLead, Relation::Assigned),
];
const INSPECTION_READERS: &[(Role, Relation)] = &[
    (Role::Dispatcher, Relation::OwnTown),
    (Role::TownLead, Relation::OwnTown),
    (Role::SquadOfficer, Relation::OwnUnit),
    (Role::SquadLead, Relation::OwnUnit),
    (Role::CaseHandler, Relation::OwnAuthority),
    (Role::UnitHead, Relation::OwnAuthority),
    (Role::LegalReviewer, Relation::OwnAuthority),
    (Role::Leader, Relation::OwnAuthority),
    (Role::Supervisor, Relation::Any),
];
const PROPOSERS: &[(Role, Relation)] = &[
    (Role::SquadOfficer, Relation::OwnUnit),
    (Role::SquadLead, Relation::OwnUnit),
    (Role::CaseHandler, Relation::OwnUnit),
];
/// Squads are let through to the question, so that the law and not the door answers it.
const FILERS: &[(Role, Relation)] = &[
    (Role::CaseHandler, Relation::OwnAuthority),
    (Role::SquadOfficer, Relation::OwnAuthority),
    (Role::SquadLead, Relation::OwnAuthority),
];
const NUMBER_READERS: &[(Role, Relation)] = &[
    (Role::CaseHandler, Relation::OwnUnit),
    (Role::UnitHead, Relation::OwnUnit),
    (Role::Leader, Relation::OwnAuthority),
    (Role::Archivist, Relation::OwnAuthority),
    (Role::Supervisor, Relation::Any),
];
const SUSPECTORS: &[(Role, Relation)] = &[
    (Role::CaseHandler, Relation::OwnUnit),
    (Role::UnitHead, Relation::OwnUnit),
    (Role::LegalReviewer, Relation::OwnAuthority),
    (Role::Leader, Relation::OwnAuthority),
];
/// Whoever the party may tell, and whoever may have to withdraw.
const RECUSERS: &[(Role, Relation)] = &[
    (Role::CaseHandler, Relation::Assigned),
    (Role::UnitHead, Relation::OwnUnit),
    (Role::LegalReviewer, Relation::OwnAuthority),
    (Role::HearingPresider, Relation::OwnAuthority),
    (Role::Leader, Relation::OwnAuthority),
];
/// Whoever is of the special pair; the case asks for the names.
const PAIR: &[(Role, Relation)] = &[(Role::CaseHandler, Relation::OwnAuthority)];
const CHIEFS: &[(Role, Relation)] =
    &[(Role::Chief, Relation::OwnAuthority), (Role::Leader, Relation::OwnAuthority)];
const REVOKERS: &[(Role, Relation)] =
    &[(Role::LegalReviewer, Relation::OwnAuthority), (Role::Leader, Relation::OwnAuthority)];
const SUPERVISORS: &[(Role, Relation)] =
    &[(Role::Supervisor, Relation::Any), (Role::Leader, Relation::OwnAuthority)];
const ENTRUSTMENT_READERS: &[(Role, Relation)] = &[
    (Role::LegalReviewer, Relation::OwnAuthority),
    (Role::Leader, Relation::OwnAuthority),
    (Role::UnitHead, Relation::OwnAuthority),
    (Role::CaseHandler, Relation::OwnAuthority),
    (Role::Supervisor, Relation::Any),
];
const SUPERVISOR: &[(Role, Relation)] = &[(Role::Supervisor, Relation::Any)];
const EXAMINERS: &[(Role, Relation)] = &[
    (Role::LegalReviewer, Relation::Any),
    (Role::UnitHead, Relation::Any),
    (Role::Leader, Relation::Any),
    (Role::Archivist, Relation::Any),
    (Role::Supervisor, Relation::Any),
];
/// Whoever answers for the tables in law, and whoever loads them.
const TABLE_CHECKERS: &[(Role, Relation)] =
    &[(Role::LegalReviewer, Relation::Any), (Role::SystemAdmin, Relation::Any)];
const PEOPLE_READERS: &[(Role, Relation)] = &[
    (Role::SystemAdmin, Relation::Any),
    (Role::SecurityAdmin, Relation::Any),
    (Role::AuditAdmin, Relation::Any),
    (Role::Supervisor, Relation::Any),
];

/// The line of the table for the act.
#[expect(
    clippy::too_many_lines,
    reason = "the table is one list that a lawyer reads from top to end"
)]
pub const fn rule_for(act: Act) -> Rule {
    match act {
        Act::UsePortal | Act::ReportClue => OPEN,
        Act::UseAccount | Act::UseDesk | Act::HandleEvidence => to(EVERYONE),
        Act::RegisterClue => to(REGISTRARS),
        Act::ReadClues => to(CLUE_READERS),
        Act::MergeClue
        | Act::DispatchClue
        | Act::UrgeClue
        | Act::TransferClue
        | Act::InformReporter
        | Act::RequestContact
        | Act::LookAtContact => to(&[(Role::Dispatcher, Relation::OwnTown)]),
        Act::JudgeClue | Act::DecideContact => to(&[(Role::TownLead, Relation::OwnTown)]),
        Act::RecordStop => to(STOPPERS),
        Act::AcceptClue | Act::ReturnClue | Act::AnswerClue => to(RECEIVERS),
        Act::ReadInspections => to(INSPECTION_READERS),
        Act::ProposeInspection => to(PROPOSERS),
        Act::ArriveOnSite
        | Act::RecordFindings
        | Act::CaptureEvidence
        | Act::InterviewOnSite
        | Act::ExamineOnSite
        | Act::SampleOnSite
        | Act::OrderStop
        | Act::SignRecord
        | Act::ConcludeInspection
        | Act::GiveGuidance
        | Act::RecordFeedback
        | Act::HandOver => to(INSPECTORS),
        Act::ReadCases | Act::ExportCase | Act::Unmask => to(CASE_READERS),
        Act::ProposeFiling | Act::BeginSummary => to(FILERS),
        Act::ReadNumbers => to(NUMBER_READERS),
        Act::AddEvidence
        | Act::ConnectCase
        | Act::BorrowEvidence
        | Act::CompareNorms
        | Act::RecordInterview
        | Act::ExamineScene
        | Act::RequestAssistance
        | Act::RecordAssistance
        | Act::ConfirmAddress
        | Act::OrderRectification
        | Act::SubmitReport
        | Act::GiveNotice
        | Act::HearRepresentation
        | Act::RequestHearing
        | Act::DraftDecision
        | Act::RecordDelivery
        | Act::ProposeClosing
        | Act::ProposeTransfer
        | Act::DeliverTransfer
        | Act::EndTransfer
        | Act::ProposeEnding
        | Act::ProposeSuspension
        | Act::ProposeResumption
        | Act::CorrectDocument
        | Act::VerifyEvidence
        | Act::HearOnSpot
        | Act::DecideOnSpot
        | Act::ConvertToGeneral
        | Act::CollectOnSpot
        | Act::HandInCash
        | Act::FileCopy
        | Act::ProposeMeasure
        | Act::RequestDeferral
        | Act::ProposeAgreement
        | Act::DemandPerformance
        | Act::ProposeCourtApplication
        | Act::RecordCourtAnswer
        | Act::ImplementMeasure
        | Act::RequestExtension
        | Act::TellAppraisal
        | Act::OfferFast
        | Act::ConsentFast
        | Act::LeaveFast
        | Act::TakeSamples
        | Act::EntrustAppraisal
        | Act::RecordAppraisal
        | Act::ContestAppraisal
        | Act::ReturnArticles
        | Act::TransferArticles
        | Act::TellSurcharge
        | Act::RecordAuction
        | Act::GiveCreditNotice
        | Act::DemandCorrection
        | Act::RecordEnforcement
        | Act::ConfiscateArticles
        | Act::RecordDisposal => to(HANDLERS),
        Act::ApproveReport | Act::ReviewRepresentation | Act::ReserveNumbers | Act::VoidNumbers => {
            to(UNIT_HEADS)
        }
        Act::DistinguishAct => to(DISTINGUISHERS),
        Act::CallHearing | Act::HoldHearing => {
            to(&[(Role::HearingPresider, Relation::OwnAuthority)])
        }
        Act::GiveOpinion | Act::ConfirmNorm => to(&[(Role::LegalReviewer, Relation::OwnAuthority)]),
        Act::ApproveInspection
        | Act::ApproveFiling
        | Act::RecordDeliberation
        | Act::DecidePenalty
        | Act::WaivePenalty
        | Act::ConfirmPublication
        | Act::ApproveMeasure
        | Act::ApproveDeferral
        | Act::SignAgreement
        | Act::DecideAuction
        | Act::ApplyToCourt
        | Act::HaltExecution
        | Act::StayExecution
        | Act::ReopenCase
        | Act::GroupReferral
        | Act::ContestRefusal
        | Act::ApproveTransfer
        | Act::AnswerObjection
        | Act::EndCase
        | Act::SuspendInvestigation
        | Act::ResumeInvestigation
        | Act::DecideRecusal
        | Act::OrderRecusal
        | Act::DecideEnforcement
        | Act::StopEnforcement
        | Act::ExtendMeasure
        | Act::ReleaseMeasure
        | Act::ApproveDisposal
        | Act::ApproveClosing
        | Act::AnswerOrder
        | Act::SignEntrustment
        | Act::EndEntrustment => to(LEADERS),
        Act::RecordPayment | Act::BankCash | Act::RecordRefund => {
            to(&[(Role::Cashier, Relation::OwnAuthority)])
        }
        Act::ArchiveCase => to(&[(Role::Archivist, Relation::OwnAuthority)]),
        Act::ProposePublication | Act::RetractPublication | Act::RecordRepair => {
            to(&[(Role::Publisher, Relation::OwnAuthority)])
        }
        Act::RevokeDecision
        | Act::NoteRemedy
        | Act::AnswerRemedy
        | Act::EndRemedy
        | Act::EndReferral => to(REVOKERS),
        Act::SuspectCrime => to(SUSPECTORS),
        Act::RequestRecusal => to(RECUSERS),
        Act::ReportReferral
        | Act::DeliverReferral
        | Act::RecordPoliceAnswer
        | Act::HandOverReferral => to(PAIR),
        // Deputies are let through to the question, so that the law and not the door answers it.
        Act::ApproveReferral => to(CHIEFS),
        Act::ReadEntrustments => to(ENTRUSTMENT_READERS),
        Act::DrawUpEntrustment | Act::RecordEntrustmentNotice => {
            to(&[(Role::LegalReviewer, Relation::OwnAuthority)])
        }
        Act::Supervise | Act::ReadSupervision => to(SUPERVISORS),
        Act::ReviewFile
        | Act::OpenSupervision
        | Act::GiveOrder
        | Act::JudgeAnswer
        | Act::CloseSupervision => to(SUPERVISOR),
        Act::ExamineFiles => to(EXAMINERS),
        Act::CheckBenchmarks => to(TABLE_CHECKERS),
        Act::ReadPeople => to(PEOPLE_READERS),
        Act::ManageAccounts | Act::LoadPack => to(&[(Role::SystemAdmin, Relation::Any)]),
        Act::ManageRoles | Act::ReleaseEvidence => to(&[(Role::SecurityAdmin, Relation::Any)]),
        Act::ReadAudit | Act::VerifyRecord => to(&[(Role::AuditAdmin, Relation::Any)]),
    }
}
