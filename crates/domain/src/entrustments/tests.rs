//! A deed of entrustment from the draft to its end.

use jiff::civil::{Date, date};

use super::*;
use crate::documents::Sheet;
use crate::ids::{EntrustmentId, ItemId};
use crate::testing::*;
use crate::world::StreamId;

const DAY: Date = date(2026, 3, 2);

fn id() -> StreamId {
    StreamId::entrustment(&EntrustmentId::new("W1"))
}

pub(crate) fn terms() -> Terms {
    Terms {
        organisation: "示例县公路养护中心".into(),
        basis: "《道路运输条例》第五十八条".into(),
        items: vec![ItemId::new("JX-T-01")],
        scope: "现场检查、调查取证，不含处罚决定。".into(),
        from: date(2026, 3, 15),
        until: date(2027, 3, 14),
        duties: "委托机关负责监督，对行为的后果承担法律责任。".into(),
    }
}

pub(crate) fn draw_up(terms: Terms) -> DrawUpEntrustment {
    DrawUpEntrustment { terms, is_public: true, is_staffed: true, is_equipped: true }
}

fn sign() -> Command {
    Command::Sign(SignEntrustment { other_side: "示例负责人".into() })
}

fn record(published: &str, on: Date) -> Command {
    Command::Record(RecordNotice {
        published: published.into(),
        published_on: Some(on),
        filed: String::new(),
        filed_on: None,
    })
}

fn drawn() -> Desk {
    let mut desk = Desk::open(DAY);
    desk.by(REVIEWER).does(&id(), Command::DrawUp(draw_up(terms())));
    desk
}

/// AP-04, AP-06: in writing, with its matters, powers and term; then published and filed, each a
/// task until it is done; and a task on the last day.
#[test]
fn a_deed_is_signed_published_filed_and_runs_out() {
    let mut desk = drawn();
    assert_eq!(desk.waiting(&id()), [(Act::SignEntrustment, None)]);
    desk.by(LEADER).does(&id(), sign());
    let waits =
        [(Act::RecordEntrustmentNotice, None), (Act::EndEntrustment, Some(date(2027, 3, 14)))];
    assert_eq!(desk.waiting(&id()), waits);
    desk.by(REVIEWER);
    assert_eq!(desk.refused(&id(), record("示例网站", date(2026, 3, 3))), ["ENTR-015"]);
    desk.does(&id(), record("示例网站", DAY));
    assert_eq!(desk.refused(&id(), record("", DAY)), ["ENTR-016"]);
    let filed = RecordNotice {
        published: String::new(),
        published_on: None,
        filed: "县政府备案回执1号".into(),
        filed_on: Some(DAY),
    };
    desk.does(&id(), Command::Record(filed));
    assert_eq!(desk.waiting(&id()), [(Act::EndEntrustment, Some(date(2027, 3, 14)))]);
    let it = desk.streams[&id()].as_entrustment().unwrap();
    assert!(!it.holds_on(date(2026, 3, 14)) && it.holds_on(date(2026, 3, 15)));
    assert!(it.holds_on(date(2027, 3, 14)) && !it.holds_on(date(2027, 3, 15)));
    let deed = it.documents.last().unwrap();
    assert_eq!((it.documents.len(), deed.edition), (3, 3));
    let sheet = Sheet::from_json("EX-26", deed.content.reveal()).unwrap();
    assert_eq!(sheet.get("published"), "示例网站（2026年3月2日）");
    assert_eq!(sheet.get("filed"), "县政府备案回执1号（2026年3月2日）");
    let end = |reason: &str| Command::End(EndEntrustment { reason: reason.into() });
    assert_eq!(desk.by(LEADER).refused(&id(), end(" ")), ["ENTR-017"]);
    desk.does(&id(), end("期限届满。"));
    assert_eq!(desk.waiting(&id()), []);
    assert_eq!(desk.refused(&id(), end("期限届满。")), ["ENTR-002"]);
}

/// What the law does not let go out of hand stays.
#[test]
fn what_may_not_be_entrusted_is_refused_with_its_article() {
    let mut desk = Desk::open(DAY);
    desk.by(REVIEWER);
    let unfit = DrawUpEntrustment { is_public: false, is_staffed: false, ..draw_up(terms()) };
    assert_eq!(desk.refused(&id(), Command::DrawUp(unfit)), ["ENTR-004", "ENTR-004"]);
    let bare = Terms {
        organisation: " ".into(),
        basis: "有关规定".into(),
        items: vec![],
        scope: String::new(),
        until: date(2026, 3, 14),
        duties: String::new(),
        ..terms()
    };
    let codes = desk.refused(&id(), Command::DrawUp(draw_up(bare)));
    let all = ["ENTR-005", "ENTR-005", "ENTR-005", "ENTR-006", "ENTR-007", "ENTR-008"];
    assert_eq!(codes, all);
    let unknown = Terms { items: vec![ItemId::new("JX-NONE")], ..terms() };
    assert_eq!(desk.refused(&id(), Command::DrawUp(draw_up(unknown))), ["ENTR-010"]);
    let other = Command::DrawUp(draw_up(terms()));
    let theirs = desk.by("p-jiandu").verdict(&id(), &other.into());
    assert_ne!(theirs, crate::policy::Verdict::Permitted, "a supervisor entrusts nothing");
}

#[test]
fn a_draft_is_changed_until_it_is_signed_and_signed_in_its_term() {
    let mut desk = drawn();
    let scope = String::from("只限现场检查。");
    desk.does(&id(), Command::DrawUp(draw_up(Terms { scope, ..terms() })));
    desk.on(date(2027, 3, 15));
    let late = desk.by(LEADER).refused(&id(), sign());
    assert_eq!(late, ["ENTR-013"]);
    desk.on(DAY);
    let blank = Command::Sign(SignEntrustment { other_side: crate::Private::default() });
    assert_eq!(desk.refused(&id(), blank), ["ENTR-014"]);
    desk.does(&id(), sign());
    assert_eq!(desk.refused(&id(), sign()), ["ENTR-002"]);
    let again = Command::DrawUp(draw_up(terms()));
    assert_eq!(desk.by(REVIEWER).refused(&id(), again), ["ENTR-002"]);
}
