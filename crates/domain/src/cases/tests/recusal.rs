//! 回避: asked for by party or officer, decided by the head, and what it does to the case.

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::ids::PersonId;
use crate::policy::Act;
use crate::testing::*;

const DAY: Date = date(2026, 3, 11);
const THIRD: &str = "p-banan-c";

fn asked(person: &str, applicant: RecusalApplicant) -> RequestRecusal {
    RequestRecusal {
        person: PersonId::new(person),
        applicant,
        ground: RecusalGround::Interest,
        reason: "与当事人有经济往来。".into(),
        on: DAY,
    }
}

fn granted(replacement: Option<&str>, earlier: EarlierActs) -> DecideRecusal {
    DecideRecusal {
        granted: true,
        reason: "情况属实。".into(),
        replacement: replacement.map(PersonId::new),
        earlier: Some(earlier),
        attendees: vec![],
    }
}

fn rejected() -> DecideRecusal {
    DecideRecusal { granted: false, earlier: None, ..granted(None, EarlierActs::Stand) }
}

fn investigated() -> Docket {
    let mut it = Docket::filed().investigated();
    it.desk.on(DAY);
    it
}

fn asks(it: &mut Docket, who: &str, person: &str, applicant: RecusalApplicant) {
    it.does(who, Command::RequestRecusal(asked(person, applicant)));
}

#[test]
fn a_request_is_recorded_with_its_facts() {
    let mut it = investigated();
    let bare = RequestRecusal {
        person: PersonId::new("nobody"),
        reason: " ".into(),
        on: date(2026, 3, 12),
        ..asked(HANDLER_A, RecusalApplicant::Head)
    };
    let refused = it.refused(HANDLER_A, Command::RequestRecusal(bare));
    assert_eq!(refused, ["RECU-010", "RECU-011", "RECU-013", "RECU-014"]);
    let foreign = asked(HANDLER_B, RecusalApplicant::Oneself);
    assert_eq!(it.refused(HANDLER_A, Command::RequestRecusal(foreign)), ["RECU-012"]);
    let early =
        RequestRecusal { on: date(2020, 1, 1), ..asked(HANDLER_A, RecusalApplicant::Party) };
    assert_eq!(it.refused(HANDLER_A, Command::RequestRecusal(early)), ["RECU-015"]);
    asks(&mut it, HANDLER_A, HANDLER_A, RecusalApplicant::Oneself);
    let again = asked(HANDLER_A, RecusalApplicant::Party);
    assert_eq!(it.refused(HANDLER_B, Command::RequestRecusal(again)), ["RECU-017"]);
    assert_eq!(it.desk.waiting(&it.case).iter().filter(|it| it.0 == Act::DecideRecusal).count(), 1);
}

/// AP-11: the investigation goes on; nothing is decided before the request is.
#[test]
fn a_request_stops_the_decision_and_not_the_investigation() {
    let mut it = Docket::ordinary().told(date(2026, 3, 6)).drafted(date(2026, 3, 16));
    it = it.reviewed(date(2026, 3, 17));
    let late =
        RequestRecusal { on: date(2026, 3, 17), ..asked(HANDLER_B, RecusalApplicant::Party) };
    it.does(HANDLER_A, Command::RequestRecusal(late));
    assert_eq!(it.blocked(Act::AddEvidence), Docket::ordinary().blocked(Act::AddEvidence));
    it.desk.by(LEADER);
    assert_eq!(it.blocked(Act::DecidePenalty), ["RULE-AP-11"]);
    let bare = DecideRecusal { reason: "".into(), ..rejected() };
    assert_eq!(it.refused(LEADER, Command::DecideRecusal(bare)), ["RECU-021"]);
    it.does(LEADER, Command::DecideRecusal(rejected()));
    let paper = it.document("EX-03").content.reveal().to_owned();
    assert!(paper.contains("驳回回避申请"), "{paper}");
    assert!(awaiting_delivery(it.case()).any(|it| it.form == "EX-03"), "the party is answered");
    assert_eq!(it.blocked(Act::DecidePenalty), [""; 0]);
    assert_eq!(it.blocked(Act::DecideRecusal), ["RECU-002"]);
    it.decided(date(2026, 3, 18));
}

/// AP-09, AP-11: whoever withdrew does nothing more, and two officers remain.
#[test]
fn whoever_withdrew_does_nothing_more_and_is_replaced() {
    let mut it = investigated();
    asks(&mut it, HANDLER_A, HANDLER_B, RecusalApplicant::Party);
    let alone = granted(None, EarlierActs::Stand);
    assert_eq!(it.refused(LEADER, Command::DecideRecusal(alone)), ["RECU-024"]);
    for (next, code) in [(HANDLER_A, "RECU-025"), (HANDLER_B, "RECU-025"), ("p-gongshi", "ORG-013")]
    {
        let wrong = granted(Some(next), EarlierActs::Stand);
        assert_eq!(it.refused(LEADER, Command::DecideRecusal(wrong)), [code], "{next}");
    }
    let open = DecideRecusal { earlier: None, ..granted(Some(THIRD), EarlierActs::Stand) };
    assert_eq!(it.refused(LEADER, Command::DecideRecusal(open)), ["RECU-022"]);
    it.does(LEADER, Command::DecideRecusal(granted(Some(THIRD), EarlierActs::Stand)));
    assert_eq!(it.case().handlers, people(&[HANDLER_A, THIRD]));
    assert!(it.case().evidence.iter().all(|one| one.verified.is_some()), "what was done stands");
    it.desk.on(date(2026, 3, 12));
    it.does(HANDLER_A, Command::SuspectCrime(suspect_crime()));
    let pair = GroupReferral { officers: people(&[HANDLER_A, HANDLER_B]) };
    let listed = it.refused(LEADER, Command::GroupReferral(pair));
    assert_eq!(listed, ["ORG-026"], "not as a second officer either");
    it.desk.by(HANDLER_B);
    assert_eq!(it.blocked(Act::SubmitReport), ["RECU-001"]);
    let again = it
        .desk
        .send(&it.case.clone(), Command::AddEvidence(evidence(date(2026, 3, 12))))
        .unwrap_err();
    assert_eq!(again.codes(), ["RECU-001"]);
    let late = asked(HANDLER_B, RecusalApplicant::Party);
    assert_eq!(it.refused(HANDLER_A, Command::RequestRecusal(late)), ["RECU-016"]);
}

/// MT-03: the head may have everything done again.
#[test]
fn what_was_done_before_may_have_to_be_done_again() {
    let mut it = Docket::ordinary();
    it.desk.on(DAY);
    asks(&mut it, HANDLER_A, HANDLER_B, RecusalApplicant::Party);
    it.does(LEADER, Command::DecideRecusal(granted(Some(THIRD), EarlierActs::Again)));
    assert_eq!(it.case().stage.slug(), "investigating");
    assert!(it.case().evidence.iter().all(|one| one.verified.is_none()));
    it.desk.by(HANDLER_A);
    assert_eq!(it.blocked(Act::SubmitReport), ["RULE-AP-27"]);
}

/// The head orders it unasked, never for himself; a head's own case goes to the others together.
#[test]
fn a_head_withdraws_only_by_the_word_of_the_others() {
    let mut it = investigated();
    let order = |person: &str, attendees: &[&str]| {
        let decision =
            DecideRecusal { attendees: people(attendees), ..granted(None, EarlierActs::Stand) };
        let (person, ground) = (PersonId::new(person), RecusalGround::Kin);
        Command::OrderRecusal(OrderRecusal { person, ground, decision })
    };
    assert_eq!(it.refused(LEADER, order(LEADER, &[LEADER])), ["RECU-020", "RECU-023"]);
    assert_eq!(it.refused(DEPUTY, order(LEADER, &[])), ["RECU-023"]);
    assert_eq!(it.refused(DEPUTY, order(LEADER, &[DEPUTY, LEADER])), ["RECU-023"]);
    it.does(DEPUTY, order(LEADER, &[DEPUTY]));
    assert!(it.document("EX-03").content.reveal().contains("责令"));
    assert!(awaiting_delivery(it.case()).all(|it| it.form != "EX-03"), "nobody asked");
    it.desk.by(LEADER);
    assert_eq!(it.blocked(Act::EndCase), ["SUBM-005", "RECU-001"]);
    let mut other = investigated();
    other.does(LEADER, {
        let decision = granted(Some(THIRD), EarlierActs::Stand);
        let (person, ground) = (PersonId::new(HANDLER_A), RecusalGround::Other);
        Command::OrderRecusal(OrderRecusal { person, ground, decision })
    });
    assert_eq!(other.case().handlers, people(&[THIRD, HANDLER_B]));
}

/// A hearing goes to another presider, and its notice is given again.
#[test]
fn a_presider_who_withdraws_leaves_the_hearing_to_be_called_again() {
    let mut it = Docket::major().told(date(2026, 3, 6));
    it = it.called(date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 20));
    let day = it.desk.today;
    let request = RequestRecusal { on: day, ..asked(PRESIDER, RecusalApplicant::Party) };
    it.does(HANDLER_A, Command::RequestRecusal(request));
    it.does(LEADER, Command::DecideRecusal(granted(None, EarlierActs::Stand)));
    it.desk.by(PRESIDER);
    assert_eq!(it.blocked(Act::CallHearing), ["RECU-001"]);
    it.desk.by(HANDLER_A);
    assert_eq!(it.blocked(Act::HoldHearing), ["CASE-002"]);
    assert!(it.desk.waiting(&it.case).iter().any(|it| it.0 == Act::CallHearing));
}

/// A closed case has nobody to withdraw from it.
#[test]
fn nobody_withdraws_from_a_closed_case() {
    let it = Docket::filed().ends(EndGround::NoFacts);
    assert_eq!(it.blocked(Act::RequestRecusal), ["CASE-002"]);
    assert_eq!(it.blocked(Act::OrderRecusal), ["CASE-002"]);
}
