//! Cases that hang together know of each other, and share evidence that each verifies itself.

use jiff::civil::date;

use crate::cases::*;
use crate::ids::{CaseId, EvidenceId};
use crate::testing::*;

/// A case of the citizen with verified evidence, and one of a company, filed on the same day.
fn two() -> Docket {
    let mut it = Docket::filed().investigated().second();
    let command = ProposeFiling { party: company(), ..filing(date(2026, 3, 3)) };
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    it
}

fn connect(other: &str, ground: ConnectionGround) -> Command {
    let reason = "车主和装载单位共同实施。".into();
    Command::ConnectCase(ConnectCase { other: CaseId::new(other), ground, reason })
}

fn borrow(evidence: &EvidenceId, proves: &str) -> Command {
    let (other, evidence) = (CaseId::new("K1"), evidence.clone());
    Command::BorrowEvidence(BorrowEvidence { other, evidence, proves: proves.into() })
}

#[test]
fn both_cases_have_the_connection_on_record_and_it_is_made_once() {
    let mut it = two();
    let alone = Command::ConnectCase(ConnectCase {
        other: CaseId::new("K2"),
        ground: ConnectionGround::JointAct,
        reason: " ".into(),
    });
    assert_eq!(it.refused(HANDLER_A, alone), ["CONN-010", "CONN-011"]);
    let unlike = connect("K1", ConnectionGround::SameParty);
    assert_eq!(it.refused(HANDLER_A, unlike), ["CONN-014"]);
    it.does(HANDLER_A, connect("K1", ConnectionGround::JointAct));
    let again = connect("K1", ConnectionGround::Chain);
    assert_eq!(it.refused(HANDLER_A, again), ["CONN-012"]);
    let here = it.case().connections.clone();
    assert!(here.len() == 1 && here[0].other.as_str() == "K1" && !here[0].there);
    let first = Docket { case: crate::world::StreamId::case(&CaseId::new("K1")), ..it };
    let there = first.case().connections.clone();
    assert!(there.len() == 1 && there[0].other.as_str() == "K2" && there[0].there, "{there:?}");
    assert_eq!(there[0].reason, here[0].reason);
}

#[test]
fn one_party_alone_does_nothing_jointly() {
    let mut it = Docket::filed().second();
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(filing(date(2026, 3, 3)))));
    let jointly = connect("K1", ConnectionGround::JointAct);
    assert_eq!(it.refused(HANDLER_A, jointly), ["CONN-013"]);
    it.does(HANDLER_A, connect("K1", ConnectionGround::SameParty));
}

#[test]
fn evidence_of_a_connected_case_is_taken_over_once_and_verified_again() {
    let mut it = two();
    let K1 { evidence, blob } = K1::of(&it);
    assert_eq!(it.refused(HANDLER_A, borrow(&evidence, "装载")), ["CONN-023", "CONN-021"]);
    it.does(HANDLER_A, connect("K1", ConnectionGround::JointAct));
    let none = borrow(&EvidenceId::new("nothing"), " ");
    assert_eq!(it.refused(HANDLER_A, none), ["CONN-020", "CONN-021"]);
    it.does(HANDLER_A, borrow(&evidence, "公司安排装载"));
    assert_eq!(it.refused(HANDLER_A, borrow(&evidence, "装载")), ["CONN-022"]);
    let taken = it.case().evidence.last().unwrap().clone();
    assert_eq!(taken.from.as_ref().map(CaseId::as_str), Some("K1"));
    assert_eq!(taken.blob, blob);
    assert!(taken.verified.is_none(), "verified there is not verified here");
}

/// The verified evidence of the first case.
struct K1 {
    evidence: EvidenceId,
    blob: Option<crate::evidence::BlobRef>,
}

impl K1 {
    fn of(it: &Docket) -> Self {
        let stream = crate::world::StreamId::case(&CaseId::new("K1"));
        let case = it.desk.streams[&stream].as_case().unwrap();
        let found = case.evidence.iter().find(|it| it.verified.is_some()).unwrap();
        Self { evidence: found.id.clone(), blob: found.blob.clone() }
    }
}
