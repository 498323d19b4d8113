//! Three cases from the first report to the archive, with every document they leave behind.

use std::collections::BTreeSet;

use jiff::civil::date;
use law::Fen;

use crate::cases::*;
use crate::clues::{self, Outcome};
use crate::ids::{CaseId, ClueId, InspectionId, ItemId, UnitId};
use crate::inspections::{self, CheckResult};
use crate::packs::fixture::county;
use crate::policy::Act;
use crate::testing::*;
use crate::world::StreamId;

fn clue() -> StreamId {
    StreamId::clue(&ClueId::new("X1"))
}

fn inspection() -> StreamId {
    StreamId::inspection(&InspectionId::new("J1"))
}

/// From the portal to a handed-over inspection, all on Monday 2 March 2026.
fn handed_over() -> Desk {
    let mut desk = Desk::open(MONDAY);
    desk.by(PUBLIC).does(&clue(), clues::Command::Receive(receive()));
    desk.by(DISPATCHER).does(
        &clue(),
        clues::Command::Dispatch(clues::DispatchClue {
            unit: UnitId::new("zd1"),
            item: Some(ItemId::new("JX-T-01")),
            due_on: date(2026, 3, 6),
            note: String::new(),
        }),
    );
    desk.by(SQUAD_A).does(&clue(), clues::Command::Accept(clues::AcceptClue {}));
    let proposed = inspections::ProposeInspection {
        clue: Some(ClueId::new("X1")),
        ..propose_inspection(MONDAY)
    };
    let it = inspection();
    desk.does(&it, inspections::Command::Propose(proposed));
    let approved = inspections::ApproveInspection { words: String::new() };
    desk.by(LEADER).does(&it, inspections::Command::Approve(approved));
    desk.by(SQUAD_A).does(&it, inspections::Command::Arrive(arrive(MONDAY)));
    desk.does(&it, inspections::Command::Capture(capture()));
    desk.does(
        &it,
        inspections::Command::OrderStop(inspections::OrderStop {
            words: "立即停止堆放。".into(),
            stopped: true,
            at: at(MONDAY, 9),
        }),
    );
    let found = findings("JX-T-01", CheckResult::Problem, MONDAY);
    desk.does(&it, inspections::Command::Record(found));
    desk.does(&it, inspections::Command::Sign(sign()));
    desk.does(
        &it,
        inspections::Command::HandOver(inspections::HandOver {
            summary: "在公路上堆放沙土。".into(),
            act_on: MONDAY,
        }),
    );
    desk
}

fn settle_clue(desk: &mut Desk) {
    desk.by(SQUAD_A).does(
        &clue(),
        clues::Command::Answer(clues::AnswerClue {
            outcome: Outcome::HandedOver,
            words: "当日到场，移交大队立案。".into(),
        }),
    );
    desk.by(TOWN_LEAD).does(
        &clue(),
        clues::Command::Judge(clues::JudgeClue { accepted: true, words: String::new() }),
    );
    desk.by(DISPATCHER).does(
        &clue(),
        clues::Command::Inform(clues::InformReporter { words: "已经立案查处。".into() }),
    );
}

fn forms(desk: &Desk) -> BTreeSet<&str> {
    desk.log.iter().filter_map(|(_, event)| event.document()).map(|d| d.form.as_str()).collect()
}

/// Every mandatory field of every document issued on the desk is filled.
fn all_documents_are_complete(desk: &Desk) {
    for (_, event) in &desk.log {
        let Some(document) = event.document() else { continue };
        let content = document.content.reveal();
        let sheet = crate::documents::Sheet::from_json(&document.form, content).unwrap();
        for field in county().form(&document.form).unwrap().fields.iter().filter(|f| f.mandatory) {
            assert!(!sheet.is_blank(&field.key), "{} {}", document.form, field.key);
        }
        assert_eq!(document.code.len(), 20, "{}", document.form);
    }
}

/// Covers: S0-34, S1-76, S3-51.
#[test]
fn a_report_from_the_portal_ends_in_a_paid_published_and_archived_penalty() {
    let mut desk = handed_over();
    settle_clue(&mut desk);
    desk.on(date(2026, 3, 3));
    let mut it = Docket::on_desk(desk);
    let propose = ProposeFiling {
        source: FilingSource::Inspection,
        inspection: Some(InspectionId::new("J1")),
        act_on: MONDAY,
        discovered_on: MONDAY,
        ..filing(date(2026, 3, 3))
    };
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(propose)));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    assert_eq!(it.case().evidence.len(), 1, "the evidence comes with the inspection");
    let case = CaseId::new("K1");
    assert_eq!(it.desk.inspection(&inspection()).case.as_ref(), Some(&case));
    assert_eq!(it.desk.clue(&clue()).case.as_ref(), Some(&case), "found through the inspection");

    it.does(HANDLER_A, Command::RecordInterview(Box::new(interview(date(2026, 3, 3)))));
    it.does(HANDLER_A, Command::OrderRectification(rectification(Some(date(2026, 3, 10)))));
    it.deliver("TF-16", date(2026, 3, 3));
    it.verify_all();
    let mut it = it.reported(Proposal::Penalty(terms("a", yuan(300)))).told(date(2026, 3, 6));
    it.does(HANDLER_A, Command::HearRepresentation(statement(date(2026, 3, 6))));
    it.does(HEAD, Command::ReviewRepresentation(statement_review()));
    let mut it =
        it.drafted(date(2026, 3, 16)).reviewed(date(2026, 3, 17)).decided(date(2026, 3, 18));
    it.deliver("TF-15", date(2026, 3, 18));
    let mut it = it.published();

    // Due on 2 April; paid ten days late: 300 元 and ten times 9 元.
    it.desk.on(date(2026, 4, 12));
    it.does(CASHIER, Command::RecordPayment(payment(yuan(390), date(2026, 4, 12), "票1")));
    let it = it.closed().archived();

    assert!(it.desk.waiting(&it.case).is_empty(), "no clock runs after the archive");
    assert!(it.desk.waiting(&clue()).is_empty());
    assert!(it.desk.waiting(&inspection()).is_empty());
    let all = forms(&it.desk);
    for form in [
        "IN-1", "IN-3", "IN-7", "TF-01", "TF-02", "TF-16", "EX-09", "TF-11", "EX-10", "EX-12",
        "TF-15", "TF-23", "TF-24", "VOL-1", "VOL-3", "IN-2", "EX-14", "EX-23",
    ] {
        assert!(all.contains(form), "{form}");
    }
    all_documents_are_complete(&it.desk);
    let number = |form: &str| it.document(form).number.clone().map(|n| n.text);
    assert_eq!(number("TF-15").as_deref(), Some("鲁济金交执〔2026〕罚字第0001号"));
    assert_eq!(it.case().number(), number("TF-01").as_deref());
    let decision = it.document("TF-15").content.reveal();
    assert!(decision.contains("金乡县人民政府") && decision.contains("六十日"), "{decision}");
    assert!(decision.contains("叁佰元"), "{decision}");
}

#[test]
fn a_minor_violation_ends_in_a_decision_not_to_penalise_with_education_on_file() {
    let mut it = Docket::filed().investigated();
    it.does(HANDLER_A, Command::RecordInterview(Box::new(interview(date(2026, 3, 3)))));
    it.verify_all();
    let no_penalty = Proposal::NoPenalty(waiver(WaiverGround::Minor));
    let mut it = it.reported(no_penalty).drafted(date(2026, 3, 4)).reviewed(date(2026, 3, 5));
    assert_eq!(it.desk.waiting(&it.case)[0].0, Act::WaivePenalty);
    assert_eq!(
        it.refused(LEADER, Command::DecidePenalty(DecidePenalty { words: String::new() })),
        ["CASE-120"]
    );
    it.does(LEADER, Command::WaivePenalty(WaivePenalty { words: String::new() }));
    it.deliver("EX-15", date(2026, 3, 5));
    let mut it = it.published();
    let codes =
        it.refused(CASHIER, Command::RecordPayment(payment(yuan(1), date(2026, 3, 5), "票1")));
    assert_eq!(codes, ["CASE-138", "CASE-135"]);
    let it = it.closed().archived();
    assert!(it.desk.waiting(&it.case).is_empty());
    assert_eq!(it.case().decided().unwrap().owed_principal(), Fen(0));
    let document = it.document("EX-15").content.reveal();
    assert!(document.contains("讲解公路法"), "{document}");
    all_documents_are_complete(&it.desk);
}

#[test]
fn a_major_penalty_is_heard_reviewed_discussed_and_only_then_decided() {
    let it = Docket::major().told(date(2026, 3, 6));
    assert_eq!(it.desk.waiting(&it.case)[0].0, Act::DraftDecision);
    let mut it = it.called(date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 20));
    assert!(it.blocked(Act::DraftDecision).contains(&"RULE-AP-57".to_owned()));
    it.desk.on(date(2026, 3, 20));
    it.does(PRESIDER, Command::HoldHearing(Box::new(hold_hearing(date(2026, 3, 20)))));
    let mut it = it.drafted(date(2026, 3, 23)).reviewed(date(2026, 3, 24));
    assert_eq!(it.desk.waiting(&it.case)[0].0, Act::RecordDeliberation);
    assert_eq!(
        it.refused(LEADER, Command::DecidePenalty(DecidePenalty { words: String::new() })),
        ["RULE-AP-43"]
    );
    let mut it = it.deliberated(date(2026, 3, 24)).decided(date(2026, 3, 25));
    it.deliver("TF-15", date(2026, 3, 25));
    let all = forms(&it.desk);
    for form in ["TF-12", "TF-13", "EX-13"] {
        assert!(all.contains(form), "{form}");
    }
    all_documents_are_complete(&it.desk);
    it.desk.on(date(2026, 4, 9));
    it.does(CASHIER, Command::RecordPayment(payment(yuan(30_000), date(2026, 4, 9), "票1")));
    let it = it.published().closed().archived();
    assert!(it.desk.waiting(&it.case).is_empty());
}
