//! One case on a desk, led from stage to stage by the people whose work it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::{
    ARCHIVIST, DEPUTY, Desk, HANDLER_A, HEAD, LEADER, PRESIDER, PUBLISHER, REVIEWER, deliberation,
    delivery, draft, evidence, filing, notice, opinion, report, terms, yuan,
};
use crate::cases::{self, *};
use crate::documents::Document;
use crate::ids::{CaseId, DocumentId};
use crate::policy::Act;
use crate::publicity::draft_version;
use crate::world::{Event, StreamId};

/// A case and the desk it lies on.
pub(crate) struct Docket {
    pub desk: Desk,
    pub case: StreamId,
}

impl Docket {
    /// A case to be proposed on the day.
    pub fn new(today: Date) -> Self {
        Self::on_desk(Desk::open(today))
    }

    /// A case on the given desk.
    pub fn on_desk(desk: Desk) -> Self {
        Self { desk, case: StreamId::case(&CaseId::new("K1")) }
    }

    /// Proposed on Tuesday 3 March 2026 and filed the same day.
    pub fn filed() -> Self {
        Self::filed_as(filing(date(2026, 3, 3)))
    }

    /// Filed as proposed, on the day after the discovery it names.
    pub fn filed_as(command: ProposeFiling) -> Self {
        let today = command.discovered_on.tomorrow().unwrap();
        let mut it = Self::new(today);
        it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
        it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
        it
    }

    /// A summary case begun on the day, with a block of five numbers for its leader.
    pub fn on_spot(today: Date) -> Self {
        let mut it = Self::new(today);
        let officer = StreamId::person(&crate::ids::PersonId::new(HANDLER_A));
        it.desk.by(HEAD).does(&officer, crate::org::Command::ReserveNumbers { count: 5 });
        it.does(HANDLER_A, Command::BeginSummary(Box::new(super::begin_summary(today))));
        it
    }

    /// A summary case told and decided on the day with a fine of so many yuan.
    pub fn decided_on_spot(today: Date, fine: i64) -> Self {
        let mut it = Self::on_spot(today);
        it.does(HANDLER_A, Command::HearOnSpot(Box::new(super::hear_on_spot(yuan(fine)))));
        it.does(HANDLER_A, Command::DecideOnSpot(Box::new(super::decide_on_spot())));
        it
    }

    /// With one verified piece of evidence.
    pub fn investigated(mut self) -> Self {
        let today = self.desk.today;
        self.does(HANDLER_A, Command::AddEvidence(evidence(today)));
        self.verify_all();
        self
    }

    /// With the report submitted and approved.
    pub fn reported(mut self, proposal: Proposal) -> Self {
        self.does(HANDLER_A, Command::SubmitReport(Box::new(report(proposal))));
        self.does(HEAD, Command::ApproveReport(ApproveReport { words: String::new() }));
        self
    }

    /// An ordinary case with an approved report: a fine of 300 under T01-a.
    pub fn ordinary() -> Self {
        Self::filed().investigated().reported(Proposal::Penalty(terms("a", yuan(300))))
    }

    /// A case of a company with an approved report: a fine under T05-a that asks for a hearing.
    pub fn major() -> Self {
        let mut command = filing(date(2026, 3, 3));
        command.item = crate::ids::ItemId::new("JX-T-05-CF");
        command.party = super::company();
        Self::filed_as(command).investigated().reported(Proposal::Penalty(terms("a", yuan(30_000))))
    }

    /// With the notice issued and delivered on the day.
    pub fn told(mut self, day: Date) -> Self {
        self.desk.on(day);
        self.does(HANDLER_A, Command::GiveNotice(notice()));
        self.deliver("TF-11", day);
        self
    }

    /// With a draft submitted on the day.
    pub fn drafted(mut self, day: Date) -> Self {
        self.desk.on(day);
        self.does(HANDLER_A, Command::DraftDecision(Box::new(draft())));
        self
    }

    /// With the review passed on the day.
    pub fn reviewed(mut self, day: Date) -> Self {
        self.desk.on(day);
        self.does(REVIEWER, Command::GiveOpinion(opinion(ReviewVerdict::Pass)));
        self
    }

    /// With the deliberation recorded on the day.
    pub fn deliberated(mut self, day: Date) -> Self {
        self.desk.on(day);
        let fine = self.case().deciding().unwrap().draft.as_ref().unwrap().proposal.fine();
        self.does(DEPUTY, Command::RecordDeliberation(deliberation(day, fine)));
        self
    }

    /// With the penalty decided on the day.
    pub fn decided(mut self, day: Date) -> Self {
        self.desk.on(day);
        self.does(LEADER, Command::DecidePenalty(DecidePenalty { words: String::new() }));
        self
    }

    /// The ordinary case decided on Wednesday 18 March 2026 and delivered on the day.
    pub fn delivered(day: Date) -> Self {
        let mut it = Self::ordinary()
            .told(date(2026, 3, 6))
            .drafted(date(2026, 3, 16))
            .reviewed(date(2026, 3, 17))
            .decided(date(2026, 3, 18));
        it.desk.on(day);
        it.deliver("TF-15", day);
        it
    }

    /// With the masked version proposed and confirmed.
    pub fn published(mut self) -> Self {
        let version = {
            let case = self.case();
            draft_version(case, case.decided().unwrap(), self.desk.law)
        };
        self.does(PUBLISHER, Command::ProposePublication(ProposePublication { version }));
        self.does(LEADER, Command::ConfirmPublication(ConfirmPublication {}));
        self
    }

    /// Put up for closing and closed.
    pub fn closed(mut self) -> Self {
        let words = "已经履行完毕。".into();
        self.does(HANDLER_A, Command::ProposeClosing(ProposeClosing { words }));
        self.does(LEADER, Command::ApproveClosing(ApproveClosing { words: String::new() }));
        self
    }

    /// Ended without a decision, as a handler put it to the head.
    pub fn ends(mut self, ground: EndGround) -> Self {
        self.does(HANDLER_A, Command::ProposeEnding(super::propose_ending(ground)));
        self.does(LEADER, Command::EndCase(EndCase { answer: Answer::Approve }));
        self
    }

    /// With a letter to the other authority, as a handler put it to the head.
    pub fn sent(mut self) -> Self {
        self.does(HANDLER_A, Command::ProposeTransfer(super::propose_transfer()));
        let answer = Answer::Approve;
        self.does(LEADER, Command::ApproveTransfer(ApproveTransfer { answer }));
        self
    }

    /// Archived.
    pub fn archived(mut self) -> Self {
        self.does(
            ARCHIVIST,
            Command::ArchiveCase(ArchiveCase {
                number: "2026-交罚-001".into(),
                retention: "30年".into(),
                notes: String::new(),
            }),
        );
        self
    }

    /// A case of freight without a permit, filed on the day after it was found.
    pub fn freight(found_on: Date) -> Self {
        let mut command = filing(found_on.tomorrow().unwrap());
        command.item = crate::ids::ItemId::new("JX-T-13-CF");
        command.cause = "未取得道路运输经营许可从事货物运输".into();
        Self::filed_as(command)
    }

    /// With a measure proposed, approved and taken on the day.
    pub fn holding(mut self, kind: MeasureKind, day: Date) -> Self {
        self.desk.on(day);
        self.does(HANDLER_A, Command::ProposeMeasure(Box::new(super::propose_measure(kind))));
        let measure = self.measure();
        self.does(LEADER, Command::ApproveMeasure(ApproveMeasure { measure }));
        self.takes(day);
        self
    }

    /// The newest measure is taken on the day.
    pub fn takes(&mut self, day: Date) {
        let mut command = super::take_measure(&self.measure(), day);
        // The head approves at five in the afternoon by the clock of the desk.
        if self.case().measures.last().unwrap().approval != MeasureApproval::Pending {
            self.desk.minutes_pass(60);
            command.at = day.at(17, 30, 0, 0);
            command.ended_at = day.at(18, 0, 0, 0);
        }
        self.does(HANDLER_A, Command::ImplementMeasure(Box::new(command)));
    }

    /// The id of the newest measure.
    #[track_caller]
    pub fn measure(&self) -> crate::ids::MeasureId {
        self.case().measures.last().unwrap().id.clone()
    }

    /// The last day of the newest measure.
    #[track_caller]
    pub fn measure_due(&self) -> Date {
        let case = self.case();
        case.measures.last().unwrap().due(case, self.desk.law).unwrap()
    }

    /// The person does the command, permitted by policy and by law.
    #[track_caller]
    pub fn does(&mut self, who: &str, command: Command) -> Vec<Event> {
        self.desk.by(who).does(&self.case, command)
    }

    /// The law refuses the command; the codes.
    #[track_caller]
    pub fn refused(&mut self, who: &str, command: Command) -> Vec<String> {
        self.desk.by(who).refused(&self.case, command)
    }

    /// The case as it stands.
    #[track_caller]
    pub fn case(&self) -> &cases::Case {
        self.desk.case(&self.case)
    }

    /// Verifies every piece of evidence that is not verified yet.
    pub fn verify_all(&mut self) {
        let open: Vec<_> = self
            .case()
            .evidence
            .iter()
            .filter(|e| e.verified.is_none())
            .map(|e| e.id.clone())
            .collect();
        for evidence in open {
            let how = "与原件核对，经当事人确认".into();
            self.does(
                HANDLER_A,
                Command::VerifyEvidence(VerifyEvidence {
                    evidence,
                    how,
                    moments: vec![],
                    sound: false,
                }),
            );
        }
    }

    /// Hands the newest document of the form to the party on the day.
    #[track_caller]
    pub fn deliver(&mut self, form: &str, day: Date) {
        let document = self.newest(form);
        self.does(HANDLER_A, Command::RecordDelivery(delivery(&document, day)));
    }

    /// The id of the newest document of the form.
    #[track_caller]
    pub fn newest(&self, form: &str) -> DocumentId {
        self.document(form).id.clone()
    }

    /// The newest document of the form.
    #[track_caller]
    pub fn document(&self, form: &str) -> &Document {
        self.case().documents.iter().rev().find(|d| d.form == form).unwrap()
    }

    /// The presider's hearing: asked for, called and told on the given days.
    pub fn called(mut self, asked: Date, called: Date, day: Date) -> Self {
        self.desk.on(called);
        self.does(HANDLER_A, Command::RequestHearing(RequestHearing { on: asked }));
        self.does(PRESIDER, Command::CallHearing(super::call_hearing(day)));
        self.deliver("TF-12", called);
        self
    }

    /// The moment by the clock of the desk.
    pub fn now(&self) -> jiff::civil::DateTime {
        let five = self.desk.today.at(17, 0, 0, 0);
        five.checked_add(jiff::Span::new().minutes(self.desk.minutes)).unwrap()
    }

    /// Suspected of a crime on the day, reported by the handlers and approved by the chief.
    pub fn approved_for_police(mut self, day: Date) -> Self {
        self.desk.on(day);
        self.does(HANDLER_A, Command::SuspectCrime(super::suspect_crime()));
        let officers = super::handlers();
        self.does(LEADER, Command::GroupReferral(GroupReferral { officers }));
        self.does(HANDLER_A, Command::ReportReferral(super::report_referral()));
        self.does(LEADER, Command::ApproveReferral(super::approve_referral()));
        self
    }

    /// The same, handed to the police at once.
    pub fn with_police(mut self, day: Date) -> Self {
        self = self.approved_for_police(day);
        let whole = super::deliver_referral(self.now());
        self.does(HANDLER_A, Command::DeliverReferral(Box::new(whole)));
        self
    }

    /// What goes with the letter to the police, of the newest measure.
    pub fn transfer(&self) -> Command {
        let letter = self.document("EX-17").number.as_ref().unwrap().text.clone();
        let things = super::transfer_things(&self.measure());
        Command::TransferArticles(TransferArticles { letter, ..things })
    }

    /// The obstacles that the list of steps shows before the act, as codes; empty when none.
    pub fn blocked(&self, act: Act) -> Vec<String> {
        let others = self.others();
        let command = crate::ids::CommandId::new("looks");
        self.desk.with(&command, &others, |setting| match readiness(act, self.case(), setting) {
            Readiness::Blocked(all) => all.into_iter().map(|r| r.code).collect(),
            Readiness::Ready | Readiness::Elsewhere(_) => vec![],
        })
    }

    /// The streams that the case looks at.
    pub fn others(&self) -> BTreeMap<StreamId, Arc<crate::world::State>> {
        let command = Command::ApproveFiling(ApproveFiling { words: String::new() });
        let needed = command.needs(Some(self.case()));
        let get = |id: StreamId| Some((id.clone(), Arc::new(self.desk.streams.get(&id)?.clone())));
        needed.into_iter().filter_map(get).chain(self.desk.other_cases(&self.case)).collect()
    }

    /// A second case on the same desk, under another id.
    pub fn second(self) -> Self {
        Self { desk: self.desk, case: StreamId::case(&CaseId::new("K2")) }
    }
}
