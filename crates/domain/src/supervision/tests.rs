//! A supervision from a reviewed file or a finding to a corrected fault.

use jiff::civil::{Date, date};

use super::*;
use crate::Private;
use crate::documents::Sheet;
use crate::ids::{CaseId, SupervisionId, UnitId};
use crate::testing::*;

const DAY: Date = date(2026, 9, 1);

fn id() -> StreamId {
    StreamId::supervision(&SupervisionId::new("D1"))
}

fn open() -> OpenSupervision {
    OpenSupervision {
        concern: Concern::Shirking,
        title: "胡集镇抛洒线索三次退单".into(),
        unit: UnitId::new("zd1"),
        case: None,
        facts: "退单理由互相矛盾，线索二十日没有人办理。".into(),
    }
}

fn give(instrument: Instrument) -> Command {
    Command::Give(GiveOrder {
        instrument,
        problems: "线索二十日没有人办理。".into(),
        basis: "《行政处罚法》第七十五条第一款".into(),
        demands: "三个工作日内到场核查。".into(),
    })
}

fn answer() -> Command {
    Command::Answer(AnswerOrder { words: "已经到场核查并立案。".into() })
}

fn judge(accepted: bool, words: &str) -> Command {
    Command::Judge(JudgeAnswer { accepted, words: words.into() })
}

fn opened() -> Desk {
    let mut desk = Desk::open(DAY);
    desk.by(SUPERVISOR).does(&id(), Command::Open(open()));
    desk
}

/// An opinion, thirty days, a report, and the end of it. The clock is that of the rule book.
#[test]
fn an_opinion_is_answered_in_thirty_days_and_judged() {
    let mut desk = opened();
    assert_eq!(desk.waiting(&id()), [(Act::GiveOrder, None)]);
    desk.does(&id(), give(Instrument::Opinion));
    assert_eq!(desk.waiting(&id()), [(Act::AnswerOrder, Some(date(2026, 10, 1)))]);
    desk.by(LEADER).does(&id(), answer());
    assert_eq!(desk.waiting(&id()), [(Act::JudgeAnswer, None)]);
    desk.by(SUPERVISOR).does(&id(), judge(true, ""));
    assert_eq!(desk.waiting(&id()), []);
    let it = desk.streams[&id()].as_supervision().unwrap();
    let forms: Vec<&str> = it.documents.iter().map(|document| document.form.as_str()).collect();
    assert_eq!(forms, ["EX-31", "EX-35"]);
    assert_eq!(it.documents[0].authority.as_str(), "sfj", "the supervisor speaks");
    assert_eq!(it.documents[1].authority.as_str(), "jtj", "the organ answers");
    assert_eq!(desk.refused(&id(), give(Instrument::Opinion)), ["SUP-003"]);
}

/// The decision waits for the opinion to be followed: until its last day has passed, or its
/// report was not accepted.
#[test]
fn a_decision_follows_an_opinion_that_was_not_followed() {
    let mut desk = opened();
    assert_eq!(desk.refused(&id(), give(Instrument::Supplement)), ["SUP-003"]);
    desk.does(&id(), give(Instrument::Opinion));
    assert_eq!(desk.refused(&id(), give(Instrument::Supplement)), ["SUP-012"]);
    let mut late = desk.clone();
    late.on(date(2026, 10, 1));
    assert_eq!(late.refused(&id(), give(Instrument::Supplement)), ["SUP-012"]);
    late.on(date(2026, 10, 2)).does(&id(), give(Instrument::Supplement));
    assert_eq!(late.refused(&id(), give(Instrument::Revoke)), ["SUP-011"]);
    desk.by(LEADER).does(&id(), answer());
    desk.by(SUPERVISOR);
    assert_eq!(desk.refused(&id(), judge(false, " ")), ["SUP-014"]);
    desk.does(&id(), judge(false, "没有附到场照片。"));
    desk.does(&id(), give(Instrument::Supplement));
    let it = desk.streams[&id()].as_supervision().unwrap();
    let decision = it.documents.last().unwrap();
    let sheet = Sheet::from_json("EX-34", decision.content.reveal()).unwrap();
    assert_eq!(sheet.get("decides"), "责令补正");
    assert!(
        sheet.get("opinion_number").ends_with("督字第0001号"),
        "{}",
        sheet.get("opinion_number")
    );
}

#[test]
fn a_finding_names_a_unit_and_says_what_was_found() {
    let mut desk = Desk::open(DAY);
    let blank = OpenSupervision {
        title: " ".into(),
        unit: UnitId::new("nobody"),
        facts: Private::default(),
        ..open()
    };
    let codes = desk.by(SUPERVISOR).refused(&id(), Command::Open(blank));
    assert_eq!(codes, ["SUP-007", "SUP-008", "SUP-010"]);
    assert_eq!(desk.refused(&id(), answer()), ["SUP-001"]);
    desk.does(&id(), Command::Open(open()));
    assert_eq!(desk.refused(&id(), Command::Open(open())), ["SUP-002"]);
    assert_eq!(desk.refused(&id(), answer()), ["SUP-003"]);
    let close = |reason: &str| Command::Close(CloseSupervision { reason: reason.into() });
    assert_eq!(desk.refused(&id(), close("")), ["SUP-014"]);
    desk.does(&id(), close("线索已经由水务部门办理。"));
    assert_eq!(desk.waiting(&id()), []);
}

/// The leader of the organ answers, and nobody else; only a supervisor orders.
#[test]
fn the_organ_answers_and_does_not_order() {
    let mut desk = opened();
    for who in [LEADER, HANDLER_A, HEAD] {
        let verdict = desk.by(who).verdict(&id(), &give(Instrument::Opinion).into());
        assert_ne!(verdict, crate::policy::Verdict::Permitted, "{who}");
    }
    let verdict = desk.by(SUPERVISOR).verdict(&id(), &answer().into());
    assert_ne!(verdict, crate::policy::Verdict::Permitted);
}

/// A case that was paid, published, closed and archived.
fn archived() -> Desk {
    let mut it = Docket::delivered(date(2026, 3, 18)).published();
    let payment = payment(yuan(300), date(2026, 3, 20), "票1");
    it.desk.on(date(2026, 3, 20));
    it.does(CASHIER, crate::cases::Command::RecordPayment(payment));
    it.closed().archived().desk
}

fn review(verdict: Verdict, demands: &str) -> Command {
    Command::Review(ReviewFile {
        case: CaseId::new("K1"),
        inspection: None,
        verdict,
        opinion: "事实清楚，程序合法。".into(),
        demands: demands.into(),
    })
}

/// A file is reviewed once it is archived; the sheet says what the rules found.
#[test]
fn an_archived_file_is_reviewed_with_the_score_of_the_rules() {
    let mut desk = archived();
    let day = desk.today;
    desk.by(SUPERVISOR);
    assert_eq!(desk.refused(&id(), review(Verdict::Rectify, "")), ["SUP-006"]);
    desk.does(&id(), review(Verdict::Sound, ""));
    let it = desk.streams[&id()].as_supervision().unwrap();
    assert!(matches!(it.stage, Stage::Closed { on, .. } if on == day));
    let review = it.opened.review.clone().unwrap();
    assert!(review.vetoes.is_empty(), "{:?}", review.vetoes);
    let document = &it.documents[0];
    let sheet = Sheet::from_json("EX-30", document.content.reveal()).unwrap();
    assert_eq!(sheet.get("points"), format!("{}分", review.points.unwrap()));
    assert_eq!(sheet.get("demands"), "无");
}

#[test]
fn a_case_that_is_not_archived_is_not_reviewed() {
    let mut desk = Docket::filed().desk;
    let codes = desk.by(SUPERVISOR).refused(&id(), review(Verdict::Rectify, "补正。"));
    assert_eq!(codes, ["SUP-004"]);
}
