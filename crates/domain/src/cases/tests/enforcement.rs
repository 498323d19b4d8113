//! 代履行、强制拆除: only by law, after a demand, by day, and told to the party.

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::ids::{EnforcementId, ItemId};
use crate::policy::{Act, Verdict};
use crate::testing::*;

const ORDERED: Date = date(2026, 9, 7);

/// A case of the matter with the order delivered, its last day the eleventh.
fn ordered(item: &str) -> Docket {
    let mut command = filing(ORDERED);
    command.item = ItemId::new(item);
    let mut it = Docket::filed_as(command);
    it.desk.on(ORDERED);
    let order = Command::OrderRectification(rectification(Some(date(2026, 9, 11))));
    it.does(HANDLER_A, order);
    it.deliver("TF-16", ORDERED);
    it
}

fn demand(it: &Docket, until: Date) -> Command {
    Command::DemandCorrection(DemandCorrection {
        order: it.case().rectifications[0].document.clone(),
        manner: "自行清除，恢复原状".into(),
        until,
    })
}

fn decision(it: &Docket, route: Route, planned: Date) -> DecideEnforcement {
    let order = it.case().rectifications.first().map(|order| order.document.clone());
    DecideEnforcement {
        route,
        order: order.filter(|_| route != Route::AtOnce),
        object: "桥下堆放的稻草".into(),
        reason: "易燃，将要危害桥梁和交通安全，当事人经催告仍不履行。".into(),
        manner: "清运至指定地点".into(),
        planned_at: planned.at(9, 0, 0, 0),
        performer: "示例清运有限公司".into(),
        disinterested: true,
        estimate: yuan(1_200),
    }
}

fn decide(it: &Docket, route: Route, planned: Date) -> Command {
    Command::DecideEnforcement(Box::new(decision(it, route, planned)))
}

fn record(it: &Docket, day: Date) -> RecordEnforcement {
    let decided = it.case().enforcements.decided.last();
    RecordEnforcement {
        enforcement: decided.unwrap().decision.enforcement.clone(),
        at: day.at(15, 0, 0, 0),
        ended_at: day.at(16, 0, 0, 0),
        officers: handlers(),
        performer: "演示庚".into(),
        account: "清运完毕，桥下恢复原状。".into(),
        cost: yuan(1_150),
        witness: "演示戊".into(),
        signature_image: "data:image/png;base64,AA".into(),
        scan: None,
        recordings: "执法记录仪演示-014".into(),
    }
}

pub(crate) fn recorded(it: &Docket, day: Date) -> Command {
    Command::RecordEnforcement(Box::new(record(it, day)))
}

/// Demanded on the fourteenth, not obeyed by the eighteenth.
fn urged(item: &str) -> Docket {
    let mut it = ordered(item);
    let day = date(2026, 9, 14);
    it.desk.on(day);
    let asking = demand(&it, date(2026, 9, 18));
    it.does(HANDLER_A, asking);
    it.deliver("CM-2", day);
    it
}

/// The proxy of the bridge, decided on the twenty-first and delivered.
pub(crate) fn decided_proxy() -> Docket {
    let mut it = urged("JX-T-05-CF");
    let day = date(2026, 9, 21);
    it.desk.on(day);
    let deciding = decide(&it, Route::Proxy, date(2026, 9, 30));
    it.does(LEADER, deciding);
    it.deliver("TF-21", day);
    it
}

/// A road cleared at once.
pub(crate) fn cleared() -> Docket {
    let day = date(2026, 10, 1);
    let mut it = Docket::filed_as(filing(day));
    it.desk.on(day);
    let deciding = decide(&it, Route::AtOnce, day);
    it.does(LEADER, deciding);
    let done = recorded(&it, day);
    it.does(HANDLER_A, done);
    it
}

/// E7, worked example E46: three full working days lie between the reminder and the act.
///
/// Example: E46.
#[test]
fn a_proxy_acts_after_a_demand_a_decision_and_a_reminder() {
    let mut it = decided_proxy();
    let waiting = it.desk.waiting(&it.case);
    assert!(waiting.contains(&(Act::DemandCorrection, Some(date(2026, 9, 30)))));
    let wednesday = date(2026, 9, 23);
    it.desk.on(wednesday);
    let early = recorded(&it, wednesday);
    assert_eq!(it.refused(HANDLER_A, early), ["EXEC-131"]);
    let reminding = demand(&it, date(2026, 9, 29));
    it.does(HANDLER_A, reminding);
    it.deliver("CM-2", wednesday);
    let tuesday = date(2026, 9, 29);
    it.desk.on(tuesday);
    let early = recorded(&it, tuesday);
    assert_eq!(it.refused(HANDLER_A, early), ["EXEC-132"]);
    it.desk.on(date(2026, 9, 30));
    let done = recorded(&it, date(2026, 9, 30));
    it.does(HANDLER_A, done.clone());
    assert!(it.document("CM-3").content.reveal().contains("1,150.00元"));
    assert!(open_enforcements(it.case()).next().is_none());
    assert_eq!(it.refused(HANDLER_A, done), ["EXEC-120"]);
    assert_eq!(it.blocked(Act::RecordEnforcement), ["EXEC-134"]);
}

/// DB-25 read the other way: the third working day after the reminder.
///
/// Example: E46.
#[test]
fn a_county_may_read_the_three_days_otherwise() {
    let law = reading("DB-25", "permissive");
    let first = law.rules.earliest("AC-27", date(2026, 9, 23), &law.calendar).unwrap();
    assert_eq!(first, date(2026, 9, 29));
}

#[test]
fn what_the_party_does_itself_stops_the_proxy() {
    let mut it = decided_proxy();
    let enforcement = it.case().enforcements.decided[0].decision.enforcement.clone();
    let stop = |reason: &str| {
        let reason = reason.into();
        Command::StopEnforcement(StopEnforcement { enforcement: enforcement.clone(), reason })
    };
    assert_eq!(it.refused(LEADER, stop(" ")), ["EXEC-133"]);
    it.does(LEADER, stop("当事人已经自行清除。"));
    assert_eq!(it.refused(LEADER, stop("再停一次。")), ["EXEC-120"]);
    let about = |(act, _): &(Act, Option<Date>)| {
        [Act::DecideEnforcement, Act::RecordEnforcement, Act::DemandCorrection].contains(act)
    };
    assert!(!it.desk.waiting(&it.case).iter().any(about));
}

#[test]
fn nothing_is_decided_before_the_order_is_due_demanded_and_the_demand_has_run() {
    let mut it = ordered("JX-T-05-CF");
    assert_eq!(it.blocked(Act::DemandCorrection), ["EXEC-100"]);
    let early = demand(&it, date(2026, 9, 18));
    assert_eq!(it.refused(HANDLER_A, early), ["EXEC-100", "EXEC-101"]);
    let plan = date(2026, 9, 30);
    let early = decide(&it, Route::Proxy, plan);
    assert_eq!(it.refused(LEADER, early), ["EXEC-105"]);
    it.desk.on(date(2026, 9, 14));
    let early = decide(&it, Route::Proxy, plan);
    assert_eq!(it.refused(LEADER, early), ["EXEC-106"]);
    let none = Command::DemandCorrection(DemandCorrection {
        order: it.case().rectifications[0].document.clone(),
        manner: " ".into(),
        until: date(2026, 9, 14),
    });
    assert_eq!(it.refused(HANDLER_A, none), ["EXEC-102", "EXEC-103"]);
    let asking = demand(&it, date(2026, 9, 18));
    it.does(HANDLER_A, asking.clone());
    assert_eq!(it.refused(HANDLER_A, asking), ["EXEC-104"]);
    it.deliver("CM-2", date(2026, 9, 14));
    it.desk.on(date(2026, 9, 18));
    let early = decide(&it, Route::Proxy, plan);
    assert_eq!(it.refused(LEADER, early), ["EXEC-107"]);
}

#[test]
fn every_omission_of_a_decision_is_named_and_two_at_a_time_there_are_not() {
    let mut it = urged("JX-T-05-CF");
    it.desk.on(date(2026, 9, 21));
    let mut bare = decision(&it, Route::Proxy, date(2026, 9, 27));
    bare.object = "".into();
    bare.reason = "".into();
    bare.manner = String::new();
    bare.performer = String::new();
    bare.disinterested = false;
    bare.estimate = yuan(-1);
    assert_eq!(
        it.refused(LEADER, Command::DecideEnforcement(Box::new(bare))),
        ["EXEC-113", "EXEC-114", "EXEC-115", "EXEC-116", "EXEC-117", "EXEC-118", "EXEC-121"]
    );
    let other = decide(&it, Route::Demolish, date(2026, 9, 28));
    assert_eq!(it.refused(LEADER, other), ["EXEC-112", "EXEC-108"]);
    let deciding = decide(&it, Route::Proxy, date(2026, 9, 30));
    let stream = it.case.clone();
    let asked = crate::world::Command::Case(deciding.clone());
    assert_ne!(it.desk.by(HANDLER_A).verdict(&stream, &asked), Verdict::Permitted);
    it.does(LEADER, deciding.clone());
    assert_eq!(it.refused(LEADER, deciding), ["EXEC-119"]);
}

/// An ordinary weekend is kept off as a holiday, unless the county reads 法定节假日 narrowly.
///
/// Example: E47.
#[test]
fn a_weekend_is_a_holiday_unless_the_county_reads_otherwise() {
    let mut it = urged("JX-T-05-CF");
    it.desk.on(date(2026, 9, 19));
    let saturday = decide(&it, Route::Proxy, date(2026, 10, 17));
    let refused = it.desk.by(LEADER).send(&it.case, saturday.clone()).unwrap_err();
    assert_eq!(refused.codes(), ["EXEC-121"]);
    assert_eq!(refused.0[0].cite.as_ref().unwrap().to_string(), "《行政强制法》第四十三条第一款");
    it.desk.law = reading("DB-13", "allowed");
    it.does(LEADER, saturday);
}

/// Worked example E47: a make-up workday yes, a holiday and the night no.
///
/// Example: E47.
#[test]
fn nothing_is_carried_out_at_night_or_on_a_holiday() {
    let mut it = urged("JX-T-05-CF");
    it.desk.on(date(2026, 9, 19));
    let mut plan = decision(&it, Route::Proxy, date(2026, 9, 20));
    plan.planned_at = date(2026, 9, 27).at(10, 0, 0, 0);
    let holiday = Command::DecideEnforcement(Box::new(plan.clone()));
    assert_eq!(it.refused(LEADER, holiday), ["EXEC-121"]);
    plan.planned_at = date(2026, 9, 21).at(22, 30, 0, 0);
    let night = Command::DecideEnforcement(Box::new(plan.clone()));
    assert_eq!(it.refused(LEADER, night), ["EXEC-121"]);
    plan.planned_at = date(2026, 9, 20).at(10, 0, 0, 0);
    it.does(LEADER, Command::DecideEnforcement(Box::new(plan)));
}

/// E8: a road is cleared at once, at night too, and the party is told after.
#[test]
fn a_road_is_cleared_at_once_and_the_party_is_told_after() {
    let day = date(2026, 10, 1);
    let mut it = Docket::filed_as(filing(day));
    it.desk.on(day);
    let deciding = decide(&it, Route::AtOnce, day);
    it.does(LEADER, deciding);
    assert!(it.document("TF-21").content.reveal().contains("《行政强制法》第五十二条"));
    let waiting = it.desk.waiting(&it.case);
    assert!(waiting.contains(&(Act::RecordEnforcement, Some(day))));
    let mut bare = record(&it, day);
    bare.ended_at = day.at(14, 0, 0, 0);
    bare.officers = people(&[HANDLER_A]);
    bare.performer = "".into();
    bare.account = "".into();
    bare.cost = yuan(-1);
    bare.witness = "".into();
    bare.recordings = " ".into();
    assert_eq!(
        it.refused(HANDLER_A, Command::RecordEnforcement(Box::new(bare))),
        ["EXEC-122", "ORG-010", "EXEC-125", "EXEC-126", "EXEC-127", "EXEC-128", "EXEC-129"]
    );
    let mut late = record(&it, day);
    late.ended_at = day.at(18, 0, 0, 0);
    let late = Command::RecordEnforcement(Box::new(late));
    assert_eq!(it.refused(HANDLER_A, late), ["EXEC-123"], "it has not happened yet");
    let done = recorded(&it, day);
    it.does(HANDLER_A, done);
    assert!(awaiting_delivery(it.case()).any(|d| d.form == "TF-21"), "the party is told");
    let mut unknown = record(&it, day);
    unknown.enforcement = EnforcementId::new("nothing");
    let unknown = Command::RecordEnforcement(Box::new(unknown));
    assert_eq!(it.refused(HANDLER_A, unknown), ["EXEC-120"]);
}

/// 《行政强制法》第五十一条: what is decided after closing was proposed keeps the case open.
#[test]
fn a_case_put_up_for_closing_does_not_close_over_a_new_enforcement() {
    let mut it = Docket::delivered(date(2026, 3, 18));
    let day = it.desk.today;
    it.does(CASHIER, Command::RecordPayment(payment(yuan(300), day, "票1")));
    it.does(HANDLER_A, Command::ProposeClosing(ProposeClosing { words: "已缴。".into() }));
    let deciding = decide(&it, Route::AtOnce, day);
    it.does(LEADER, deciding);
    let approve = || Command::ApproveClosing(ApproveClosing { words: String::new() });
    let refused = it.desk.by(LEADER).send(&it.case, approve()).unwrap_err();
    assert_eq!(refused.codes(), ["EXEC-135"]);
    assert_eq!(refused.0[0].cite.as_ref().unwrap().to_string(), "《行政强制法》第五十一条");
    let done = recorded(&it, day);
    it.does(HANDLER_A, done);
    it.does(LEADER, approve());
}

/// AC-23: announced, and not before the time for remedies has run unused.
#[test]
fn a_demolition_is_announced_and_waits_for_the_time_of_remedies() {
    let mut it = urged("JX-T-08-CF");
    assert!(it.document("TF-18").content.reveal().contains("强制拆除"));
    it.desk.on(date(2027, 3, 8));
    let plan = date(2027, 3, 15);
    let early = decide(&it, Route::Demolish, plan);
    assert_eq!(it.refused(LEADER, early), ["EXEC-108"]);
    it.desk.on(date(2027, 3, 9));
    let deciding = decide(&it, Route::Demolish, plan);
    it.does(LEADER, deciding);
    assert!(it.document("TF-20").content.reveal().contains("《公路法》第七十九条"));
    it.desk.on(plan);
    let untold = recorded(&it, plan);
    assert_eq!(it.refused(HANDLER_A, untold), ["EXEC-130"]);
    it.deliver("TF-20", plan);
    let done = recorded(&it, plan);
    it.does(HANDLER_A, done);
}

/// AC-14: without a statute for the matter there is no such step.
#[test]
fn a_matter_without_a_route_has_none() {
    let mut it = Docket::freight(ORDERED);
    assert_eq!(it.blocked(Act::DecideEnforcement), ["EXEC-110"]);
    assert_eq!(it.blocked(Act::DemandCorrection), ["EXEC-110"]);
    let day = ORDERED.tomorrow().unwrap();
    it.desk.on(day);
    let deciding = decide(&it, Route::AtOnce, day);
    assert_eq!(it.refused(LEADER, deciding), ["EXEC-110", "EXEC-112"]);
}

#[test]
fn no_case_closes_with_a_decision_neither_done_nor_stopped() {
    let day = date(2026, 3, 18);
    let mut it = Docket::delivered(day);
    let deciding = decide(&it, Route::AtOnce, day);
    it.does(LEADER, deciding);
    assert!(it.blocked(Act::ProposeClosing).iter().any(|code| code == "EXEC-135"));
    let done = recorded(&it, day);
    it.does(HANDLER_A, done);
    assert!(!it.blocked(Act::ProposeClosing).iter().any(|code| code == "EXEC-135"));
}
