//! A clue from the first word to the answer: who owns it, where it goes, who closes it.

use jiff::civil::{Date, date};

use super::*;
use crate::Private;
use crate::ids::{ClueId, ItemId, TownId, UnitId};
use crate::testing::*;

const DUE: Date = date(2026, 3, 6);

fn id(name: &str) -> StreamId {
    StreamId::clue(&ClueId::new(name))
}

fn received() -> Desk {
    let mut desk = Desk::open(MONDAY);
    desk.by(PUBLIC).does(&id("X1"), Command::Receive(receive()));
    desk
}

fn dispatch(unit: &str, item: Option<&str>) -> Command {
    Command::Dispatch(DispatchClue {
        unit: UnitId::new(unit),
        item: item.map(ItemId::new),
        due_on: DUE,
        note: String::new(),
    })
}

fn dispatched() -> Desk {
    let mut desk = received();
    desk.by(DISPATCHER).does(&id("X1"), dispatch("zd1", Some("JX-T-01")));
    desk
}

fn accepted() -> Desk {
    let mut desk = dispatched();
    desk.by(SQUAD_A).does(&id("X1"), Command::Accept(AcceptClue {}));
    desk
}

fn answer(words: &str) -> Command {
    Command::Answer(AnswerClue { outcome: Outcome::Corrected, words: words.into() })
}

fn judge(accepted: bool, words: &str) -> Command {
    Command::Judge(JudgeClue { accepted, words: words.into() })
}

fn inform(words: &str) -> Command {
    Command::Inform(InformReporter { words: words.into() })
}

fn waiting(desk: &Desk) -> Vec<(Act, Option<Date>)> {
    desk.waiting(&id("X1"))
}

/// The unit that has it is urged, not sent the same paper again.
#[test]
fn the_same_dispatch_is_not_sent_twice() {
    let mut desk = dispatched();
    let again = || dispatch("zd1", Some("JX-T-01"));
    assert_eq!(desk.refused(&id("X1"), again()), ["CLUE-034"]);
    desk.does(&id("X1"), dispatch("zd1", None));
    desk.by(SQUAD_A).does(&id("X1"), Command::Accept(AcceptClue {}));
    assert_eq!(desk.by(DISPATCHER).refused(&id("X1"), again()), ["CLUE-002"]);
}

#[test]
fn a_report_needs_words_a_town_and_a_place() {
    let mut desk = Desk::open(MONDAY);
    let mut bad = receive();
    bad.words = Private::default();
    bad.town = TownId::new("nowhere");
    bad.place = Private::default();
    bad.pin = None;
    let codes = desk.by(PUBLIC).refused(&id("X1"), Command::Receive(bad));
    assert_eq!(codes, ["CLUE-004", "CLUE-006", "CLUE-007"]);
    let long = ReceiveClue { words: "长".repeat(2_001).as_str().into(), ..receive() };
    assert_eq!(desk.refused(&id("X1"), Command::Receive(long)), ["CLUE-005"]);
    let just = ReceiveClue { words: "长".repeat(2_000).as_str().into(), ..receive() };
    desk.does(&id("X1"), Command::Receive(just));
    assert_eq!(desk.refused(&id("X1"), Command::Receive(receive())), ["CLUE-003"]);
    assert_eq!(desk.refused(&id("X9"), answer("办理情况")), ["CLUE-001"]);
}

#[test]
fn a_pin_is_a_place_and_the_reporter_gets_a_receipt() {
    let mut desk = Desk::open(MONDAY);
    let pinned = ReceiveClue { place: Private::default(), ..receive() };
    desk.by(PUBLIC).does(&id("X1"), Command::Receive(pinned));
    assert_eq!(desk.clue(&id("X1")).receipt.len(), 20);
    assert_eq!(waiting(&desk), [(Act::DispatchClue, None)]);
}

/// Covers: S4-56. The platform names the competent unit and refuses another.
#[test]
fn a_clue_goes_to_the_competent_unit_and_to_no_other() {
    let mut desk = received();
    desk.by(DISPATCHER);
    let clue = id("X1");
    assert_eq!(desk.refused(&clue, dispatch("zd2", Some("JX-T-01"))), ["CLUE-012"]);
    assert_eq!(desk.refused(&clue, dispatch("none", None)), ["CLUE-010"]);
    let unknown = desk.refused(&clue, dispatch("zd1", Some("none")));
    assert_eq!(unknown, ["COMP-007"]);
    let late = Command::Dispatch(DispatchClue {
        unit: UnitId::new("zd1"),
        item: None,
        due_on: date(2026, 3, 1),
        note: String::new(),
    });
    assert_eq!(desk.refused(&clue, late), ["CLUE-011"]);
    desk.does(&clue, dispatch("zd1", None));
    desk.does(&clue, dispatch("zd1", Some("JX-T-01")));
    assert!(desk.clue(&clue).dispatch().unwrap().why.contains("第一中队"));
    assert_eq!(waiting(&desk), [(Act::AcceptClue, Some(DUE))]);
}

/// Covers: S0-15, S0-36. In the urban area the brigade is competent, not the squad of the street.
#[test]
fn a_clue_in_the_urban_area_goes_to_the_brigade() {
    let law = crate::packs::fixture::county();
    let urban = law.areas.iter().find(|a| a.kind == crate::packs::AreaKind::Urban).unwrap();
    let mut desk = Desk::open(MONDAY);
    let report =
        ReceiveClue { town: urban.towns[0].clone(), area: Some(urban.id.0.clone()), ..receive() };
    desk.by(PUBLIC).does(&id("X1"), Command::Receive(report));
    desk.by(DISPATCHER);
    assert_eq!(desk.refused(&id("X1"), dispatch("zd1", Some("JX-T-01"))), ["CLUE-012"]);
    desk.send(&id("X1"), dispatch("dadui", Some("JX-T-01"))).unwrap();
}

/// Covers: S4-14. 首问负责: until the next unit accepts, a clue may come back; after that it may not.
#[test]
fn a_clue_may_be_sent_back_with_a_reason_until_it_is_accepted() {
    let give_back = |why: &str| Command::Return(ReturnClue { reason: why.into() });
    let mut desk = dispatched();
    desk.by(SQUAD_A);
    let clue = id("X1");
    assert_eq!(desk.refused(&clue, give_back(" ")), ["CLUE-013"]);
    desk.does(&clue, give_back("该路段属省道，由上级管养。"));
    assert_eq!(waiting(&desk), [(Act::DispatchClue, None)], "it is the first receiver's again");
    assert_eq!(desk.refused(&clue, Command::Accept(AcceptClue {})), ["CLUE-002"]);
    let mut desk = accepted();
    assert_eq!(desk.refused(&clue, give_back("太远")), ["CLUE-002"]);
    assert_eq!(waiting(&desk), [(Act::AnswerClue, Some(DUE))]);
}

/// Covers: S3-51. Only the town closes a matter; what it does not accept goes back to the unit.
#[test]
fn the_town_judges_the_result_and_a_rejected_one_is_done_again() {
    let clue = id("X1");
    let mut desk = dispatched();
    assert_eq!(desk.by(SQUAD_A).refused(&clue, answer("已清理")), ["CLUE-002"]);
    let mut desk = accepted();
    assert_eq!(desk.refused(&clue, answer("")), ["CLUE-020"]);
    assert_eq!(desk.by(TOWN_LEAD).refused(&clue, judge(true, "")), ["CLUE-002"]);
    desk.by(SQUAD_A).does(&clue, answer("已清理"));
    assert_eq!(waiting(&desk), [(Act::JudgeClue, None)]);
    assert_eq!(desk.by(TOWN_LEAD).refused(&clue, judge(false, " ")), ["CLUE-021"]);
    desk.does(&clue, judge(false, "仍有残留。"));
    assert_eq!(waiting(&desk), [(Act::AnswerClue, Some(DUE))]);
    desk.by(SQUAD_A).does(&clue, answer("全部清理"));
    desk.by(TOWN_LEAD).does(&clue, judge(true, ""));
    let it = desk.clue(&clue);
    assert_eq!(it.answers.len(), 2);
    assert!(it.answers.iter().all(|(_, judgement)| judgement.is_some()));
    assert_eq!(waiting(&desk), [(Act::InformReporter, None)]);
    assert_eq!(desk.by(DISPATCHER).refused(&clue, inform(" ")), ["CLUE-022"]);
    desk.does(&clue, inform("已经清理。"));
    assert!(waiting(&desk).is_empty());
}

#[test]
fn nobody_is_told_a_result_before_there_is_one() {
    let mut desk = accepted();
    assert_eq!(desk.by(DISPATCHER).refused(&id("X1"), inform("快了。")), ["CLUE-002"]);
}

#[test]
fn a_unit_that_has_the_clue_is_urged_and_nobody_else() {
    let urge = || Command::Urge(UrgeClue { words: "请尽快办理。".into() });
    let mut desk = received();
    assert_eq!(desk.by(DISPATCHER).refused(&id("X1"), urge()), ["CLUE-002"]);
    let mut desk = accepted();
    desk.by(DISPATCHER).does(&id("X1"), urge());
    assert_eq!(desk.clue(&id("X1")).urges.len(), 1);
}

/// Covers: S4-58. Passed on, a clue is still followed until the answer is judged.
#[test]
fn a_matter_of_another_body_is_passed_on_and_followed() {
    let pass =
        |to: &str, why: &str| Command::Transfer(TransferClue { to: to.into(), reason: why.into() });
    let clue = id("X1");
    let mut desk = dispatched();
    assert_eq!(desk.by(DISPATCHER).refused(&clue, pass("县住建局", "物业")), ["CLUE-002"]);
    let mut desk = received();
    assert_eq!(desk.by(DISPATCHER).refused(&clue, pass(" ", "")), ["CLUE-014", "CLUE-015"]);
    desk.does(&clue, pass("县住房和城乡建设局", "小区内部道路，不属公路。"));
    let acts: Vec<Act> = waiting(&desk).into_iter().map(|(act, _)| act).collect();
    assert_eq!(acts, [Act::JudgeClue, Act::InformReporter]);
    desk.does(&clue, inform("已转县住房和城乡建设局办理。"));
    desk.by(TOWN_LEAD).does(&clue, judge(false, "对方未办理。"));
    assert_eq!(waiting(&desk), [(Act::DispatchClue, None)], "the town has it again");
    desk.by(DISPATCHER).does(&clue, pass("县住房和城乡建设局", "再次移送并附照片。"));
    desk.by(TOWN_LEAD).does(&clue, judge(true, "已收到办理结果。"));
    assert!(waiting(&desk).is_empty());
}

#[test]
fn a_clue_is_merged_into_an_open_one_of_the_same_town() {
    let merge = |into: &str| Command::Merge(MergeClue { into: ClueId::new(into) });
    let mut desk = received();
    desk.by(PUBLIC).does(&id("X2"), Command::Receive(receive()));
    let elsewhere = ReceiveClue { town: TownId::new("gaohe"), ..receive() };
    desk.does(&id("X3"), Command::Receive(elsewhere));
    desk.by(DISPATCHER);
    for into in ["none", "X2", "X3"] {
        assert_eq!(desk.refused(&id("X2"), merge(into)), ["CLUE-016"], "{into}");
    }
    desk.does(&id("X2"), merge("X1"));
    assert_eq!(desk.refused(&id("X2"), merge("X1")), ["CLUE-002"]);
    assert_eq!(desk.refused(&id("X1"), merge("X2")), ["CLUE-016"], "no circle");
    assert_eq!(desk.waiting(&id("X2")), [(Act::InformReporter, None)]);
}

/// Covers: S3-46. A stop on discovery is on record whatever becomes of the clue.
#[test]
fn a_stop_order_is_recorded_until_the_matter_is_closed() {
    let stop = |words: &str| Command::RecordStop(RecordStop { words: words.into(), stopped: true });
    let mut desk = received();
    desk.by(DISPATCHER);
    assert_eq!(desk.refused(&id("X1"), stop("")), ["CLUE-017"]);
    desk.does(&id("X1"), stop("口头制止，已停止堆放。"));
    assert!(desk.clue(&id("X1")).stop.as_ref().unwrap().stopped);
    let mut desk = accepted();
    desk.by(SQUAD_A).does(&id("X1"), answer("已清理"));
    desk.by(TOWN_LEAD).does(&id("X1"), judge(true, ""));
    assert_eq!(desk.by(DISPATCHER).refused(&id("X1"), stop("口头制止")), ["CLUE-002"]);
}

fn ask(purpose: Purpose, why: &str) -> Command {
    Command::RequestContact(RequestContact { purpose, reason: why.into() })
}

fn decide(answer: ContactAnswer, why: &str) -> Command {
    Command::DecideContact(DecideContact { answer, reason: why.into() })
}

fn look() -> Command {
    Command::LookAtContact(LookAtContact {})
}

fn left_a_number() -> Desk {
    let mut desk = Desk::open(MONDAY);
    let report = ReceiveClue { contact: "示例号码".into(), ..receive() };
    desk.by(PUBLIC).does(&id("X1"), Command::Receive(report));
    desk
}

fn told() -> Desk {
    let mut desk = left_a_number();
    let clue = id("X1");
    desk.by(DISPATCHER).does(&clue, dispatch("zd1", Some("JX-T-01")));
    desk.by(SQUAD_A).does(&clue, Command::Accept(AcceptClue {}));
    desk.does(&clue, answer("已清理"));
    desk.by(TOWN_LEAD).does(&clue, judge(true, ""));
    desk.by(DISPATCHER).does(&clue, inform("已经清理。"));
    desk
}

/// Covers: S3-22. A reporter's contact is seen by nobody unless one asks and another consents, and
/// each consent is good for one look by the one who asked.
#[test]
fn a_contact_is_seen_once_by_who_asked_and_on_the_word_of_another() {
    let clue = id("X1");
    let mut desk = left_a_number();
    assert_eq!(desk.by(DISPATCHER).refused(&clue, look()), ["CLUE-027"]);
    assert_eq!(desk.refused(&clue, decide(ContactAnswer::Consent, "")), ["CLUE-024"]);
    assert_eq!(desk.refused(&clue, ask(Purpose::Look, " ")), ["CLUE-023"]);
    desk.does(&clue, ask(Purpose::Look, "需要核对地点。"));
    assert!(waiting(&desk).contains(&(Act::DecideContact, None)));
    assert_eq!(desk.refused(&clue, ask(Purpose::Look, "再问")), ["CLUE-031"]);
    assert_eq!(desk.refused(&clue, look()), ["CLUE-027"]);
    assert_eq!(desk.refused(&clue, decide(ContactAnswer::Consent, "")), ["CLUE-025"]);
    desk.by(TOWN_LEAD);
    assert_eq!(desk.refused(&clue, decide(ContactAnswer::Decline, " ")), ["CLUE-026"]);
    desk.does(&clue, decide(ContactAnswer::Consent, ""));
    assert_eq!(desk.refused(&clue, look()), ["CLUE-032"], "the consent is the asker's");
    assert!(waiting(&desk).contains(&(Act::LookAtContact, None)));
    desk.by(DISPATCHER).does(&clue, look());
    assert_eq!(desk.refused(&clue, look()), ["CLUE-027"], "once");
    desk.does(&clue, ask(Purpose::Look, "再次核对。"));
    desk.by(TOWN_LEAD).does(&clue, decide(ContactAnswer::Decline, "没有必要。"));
    assert_eq!(desk.clue(&clue).contact_stage, ContactStage::Sealed);
}

#[test]
fn a_contact_that_was_never_left_is_neither_opened_nor_erased() {
    let mut desk = Desk::open(MONDAY);
    let silent = ReceiveClue { contact: Private::default(), ..receive() };
    desk.by(PUBLIC).does(&id("X1"), Command::Receive(silent));
    desk.by(DISPATCHER);
    assert_eq!(desk.refused(&id("X1"), ask(Purpose::Look, "核对")), ["CLUE-029"]);
}

/// 《个人信息保护法》第四十七条: what is still needed stays, what is needed no more goes for ever.
#[test]
fn a_contact_is_erased_by_two_people_once_nobody_needs_it() {
    let clue = id("X1");
    let mut desk = left_a_number();
    desk.by(DISPATCHER);
    assert_eq!(desk.refused(&clue, ask(Purpose::Erase, "不再需要")), ["CLUE-030"]);
    let mut desk = told();
    desk.by(DISPATCHER).does(&clue, ask(Purpose::Erase, "已经答复，不再需要。"));
    assert_eq!(desk.refused(&clue, decide(ContactAnswer::Consent, "")), ["CLUE-025"]);
    desk.by(TOWN_LEAD).does(&clue, decide(ContactAnswer::Consent, ""));
    assert_eq!(desk.clue(&clue).contact, Private::erased());
    desk.by(DISPATCHER);
    for purpose in Purpose::ALL {
        assert_eq!(desk.refused(&clue, ask(purpose, "再看")), ["CLUE-028"], "{purpose:?}");
    }
    assert_eq!(desk.refused(&clue, look()), ["CLUE-027"]);
}

/// Each dispatch has its record; the register sheet is made when it is known what became of the
/// clue, and again when the reporter is told. Nothing of the reporter stands on either.
#[test]
fn a_clue_has_a_record_of_each_dispatch_and_a_register_sheet_in_the_end() {
    let mut desk = dispatched();
    desk.does(&id("X1"), dispatch("zd1", None));
    desk.by(SQUAD_A).does(&id("X1"), Command::Accept(AcceptClue {}));
    desk.does(&id("X1"), answer("到场时路面已经清扫。"));
    let forms = |desk: &Desk| {
        let all = desk.clue(&id("X1")).documents.clone();
        all.into_iter()
            .map(|it| (it.form, it.number.unwrap().ordinal, it.edition))
            .collect::<Vec<_>>()
    };
    assert_eq!(forms(&desk), [("EX-32".into(), 1, 1), ("EX-32".into(), 2, 1)]);
    desk.by(TOWN_LEAD).does(&id("X1"), judge(false, "没有照片。"));
    assert_eq!(forms(&desk).len(), 2, "what goes back has no end yet");
    desk.by(SQUAD_A).does(&id("X1"), answer("补充清扫后的照片。"));
    desk.by(TOWN_LEAD).does(&id("X1"), judge(true, ""));
    desk.by(DISPATCHER).does(&id("X1"), inform("路面已经清扫。"));
    assert_eq!(forms(&desk)[2..], [("EX-01".into(), 1, 1), ("EX-01".into(), 1, 2)]);
    let clue = desk.clue(&id("X1"));
    assert!(!clue.contact.is_blank());
    for document in &clue.documents {
        assert!(!document.content.reveal().contains(clue.contact.reveal()), "{}", document.form);
    }
    let last = clue.documents.last().unwrap();
    let sheet = crate::documents::Sheet::from_json("EX-01", last.content.reveal()).unwrap();
    assert_eq!(sheet.get("result"), "已当场改正。补充清扫后的照片。");
    assert_eq!(sheet.get("disposal"), "不立案，线索办结。理由：认可办理结果");
    assert_eq!((sheet.get("reply"), sheet.get("replied_on")), ("路面已经清扫。", "2026年3月2日"));
}

#[test]
fn what_is_merged_or_passed_on_is_registered_with_the_reason() {
    let mut desk = received();
    desk.by(PUBLIC).does(&id("X2"), Command::Receive(receive()));
    desk.by(DISPATCHER).does(&id("X2"), Command::Merge(MergeClue { into: ClueId::new("X1") }));
    let transfer =
        TransferClue { to: "县自然资源局".into(), reason: "属于土地管理".into() };
    desk.does(&id("X1"), Command::Transfer(transfer));
    let disposal = |desk: &Desk, name: &str| {
        let documents = &desk.clue(&id(name)).documents;
        let last = documents.last().unwrap().content.reveal().to_owned();
        let sheet = crate::documents::Sheet::from_json("EX-01", &last).unwrap();
        sheet.get("disposal").to_owned()
    };
    assert_eq!(disposal(&desk, "X2"), "与同一问题的较早线索并案办理，不单独立案。");
    assert_eq!(disposal(&desk, "X1"), "移送县自然资源局。理由：属于土地管理");
    desk.by(TOWN_LEAD).does(&id("X1"), judge(true, "对方已经查处"));
    let both = "移送县自然资源局。理由：属于土地管理\n办理结果已由镇街认可：对方已经查处";
    assert_eq!(disposal(&desk, "X1"), both);
}
