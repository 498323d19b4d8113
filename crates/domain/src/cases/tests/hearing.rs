//! 听证: asked for in time, called seven full working days ahead, held by a neutral presider.

use jiff::civil::{Date, date};

use crate::Private;
use crate::cases::*;
use crate::policy::Act;
use crate::testing::*;

const FRIDAY: Date = date(2026, 3, 6);
const HELD: Date = date(2026, 3, 20);

fn request(on: Date) -> Command {
    Command::RequestHearing(RequestHearing { on })
}

fn call(day: Date) -> Command {
    Command::CallHearing(call_hearing(day))
}

fn hold(day: Date) -> Command {
    Command::HoldHearing(Box::new(hold_hearing(day)))
}

fn called() -> Docket {
    Docket::major().told(FRIDAY).called(date(2026, 3, 9), date(2026, 3, 10), HELD)
}

/// E01…E04: the last day is in time, the day after is not (CASE-081).
///
/// Example: E01, E02, E03, E04.
#[test]
fn a_hearing_is_asked_for_on_the_last_day_and_not_on_the_day_after() {
    let examples = [
        (date(2026, 2, 13), date(2026, 2, 27)),
        (date(2026, 9, 29), date(2026, 10, 12)),
        (date(2026, 4, 29), date(2026, 5, 9)),
        (date(2025, 9, 26), date(2025, 10, 10)),
    ];
    for (delivered, last) in examples {
        let mut command = filing(delivered.yesterday().unwrap());
        command.party = company();
        command.item = crate::ids::ItemId::new("JX-T-05-CF");
        let it = Docket::filed_as(command).investigated();
        let mut it = it.reported(Proposal::Penalty(terms("a", yuan(30_000)))).told(delivered);
        let after = last.tomorrow().unwrap();
        it.desk.on(after);
        assert_eq!(it.refused(HANDLER_A, request(after)), ["CASE-081"], "{after}");
        it.does(HANDLER_A, request(last));
        assert_eq!(it.refused(HANDLER_A, request(last)), ["CASE-084"]);
    }
}

#[test]
fn a_hearing_is_asked_for_where_there_is_a_right_after_delivery_and_not_in_the_future() {
    let mut small = Docket::ordinary().told(FRIDAY);
    assert_eq!(small.refused(HANDLER_A, request(FRIDAY)), ["CASE-083"]);
    let mut it = Docket::major();
    assert_eq!(it.refused(HANDLER_A, request(date(2026, 3, 3))), ["CASE-078"]);
    let mut it = it.told(FRIDAY);
    assert_eq!(it.refused(HANDLER_A, request(date(2026, 3, 7))), ["CASE-080"]);
    assert_eq!(it.refused(HANDLER_A, request(date(2026, 3, 5))), ["CASE-082"]);
}

/// E05, DB-01: called on 27 April, the hearing is on 11 May at the earliest, by the other
/// reading on 9 May.
///
/// Example: E05.
#[test]
fn a_hearing_is_called_seven_working_days_ahead_by_either_reading() {
    let earliest = |law: &'static crate::packs::Jurisdiction, day: Date| {
        let mut command = filing(date(2026, 4, 21));
        command.party = company();
        command.item = crate::ids::ItemId::new("JX-T-05-CF");
        let mut it = Docket::on_desk(Desk::under(law, date(2026, 4, 21)));
        it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
        it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
        let it = it.investigated().reported(Proposal::Penalty(terms("a", yuan(30_000))));
        let mut it = it.told(date(2026, 4, 22));
        it.does(HANDLER_A, request(date(2026, 4, 22)));
        it.desk.on(date(2026, 4, 27)).by(PRESIDER);
        it.desk.send(&it.case, call(day)).map(|_| ()).map_err(|r| r.codes().join(" "))
    };
    let county = crate::packs::fixture::county();
    assert_eq!(earliest(county, date(2026, 5, 9)), Err("CASE-089".into()));
    assert_eq!(earliest(county, date(2026, 5, 11)), Ok(()));
    let other = reading("DB-01", "permissive");
    assert_eq!(earliest(other, date(2026, 5, 8)), Err("CASE-089".into()));
    assert_eq!(earliest(other, date(2026, 5, 9)), Ok(()));
}

/// E06: for a hearing on 20 October the notice is delivered on 9 October at the latest.
///
/// Example: E06.
#[test]
fn a_notice_delivered_too_late_stops_the_hearing_until_it_is_called_again() {
    let county = crate::packs::fixture::county();
    let latest = |law: &crate::packs::Jurisdiction| {
        law.rules.latest_notice("AP-54", date(2026, 10, 20), &law.calendar).unwrap()
    };
    assert_eq!(latest(county), date(2026, 10, 9));
    assert_eq!(latest(reading("DB-01", "permissive")), date(2026, 10, 10));

    let mut it = Docket::major().told(FRIDAY);
    it.desk.on(date(2026, 3, 10));
    it.does(HANDLER_A, request(date(2026, 3, 9)));
    it.does(PRESIDER, call(HELD));
    it.desk.on(date(2026, 3, 11));
    it.deliver("TF-12", date(2026, 3, 11));
    it.desk.on(HELD);
    assert_eq!(it.refused(PRESIDER, hold(HELD)), ["RULE-AP-54"]);
    assert_eq!(it.blocked(Act::HoldHearing), ["RULE-AP-54"]);
    it.does(PRESIDER, call(date(2026, 4, 2)));
    assert_eq!(it.refused(PRESIDER, hold(HELD)), ["CASE-096", "CASE-091"]);
    it.deliver("TF-12", HELD);
    it.desk.on(date(2026, 4, 2));
    it.does(PRESIDER, hold(date(2026, 4, 2)));
}

/// RULE-AP-55 and the separation of handling and hearing. Covers: S1-76.
#[test]
fn a_handler_neither_calls_nor_presides() {
    let mut it = Docket::major().told(FRIDAY);
    assert_eq!(it.refused(PRESIDER, call(HELD)), ["CASE-002"]);
    it.does(HANDLER_A, request(FRIDAY));
    assert_eq!(it.refused(HANDLER_A, call(HELD)), ["CASE-085"]);
    let mut bad = call_hearing(HELD);
    bad.place = String::new();
    bad.recorder = String::new();
    bad.public = false;
    let codes = it.refused(PRESIDER, Command::CallHearing(bad));
    assert_eq!(codes, ["CASE-086", "CASE-087", "CASE-088"]);
}

/// 《行政处罚法》第六十五条: what is deliberated on is the record of the hearing, so it comes after.
#[test]
fn the_heads_do_not_deliberate_before_the_hearing_has_ended() {
    let mut it = called();
    it.desk.on(HELD);
    it.does(PRESIDER, hold(HELD));
    let mut it = it.drafted(HELD).reviewed(HELD);
    let fine = yuan(30_000);
    let ended = hold_hearing(HELD).ended_at;
    let early = RecordDeliberation {
        started_at: ended.checked_sub(jiff::Span::new().minutes(1)).unwrap(),
        ..deliberation(HELD, fine)
    };
    assert_eq!(it.refused(DEPUTY, Command::RecordDeliberation(early)), ["CASE-119"]);
    let at_once = RecordDeliberation { started_at: ended, ..deliberation(HELD, fine) };
    it.does(DEPUTY, Command::RecordDeliberation(at_once));
}

#[test]
fn the_record_is_made_on_the_called_day_by_the_named_presider() {
    let mut it = called();
    assert_eq!(it.desk.waiting(&it.case), [(Act::HoldHearing, Some(HELD))]);
    it.desk.on(HELD);
    assert_eq!(it.refused(REVIEWER, hold(HELD)), ["CASE-092"]);
    let mut bad = hold_hearing(date(2026, 3, 21));
    bad.ended_at = bad.started_at;
    bad.focus = Private::default();
    bad.opinion = Private::default();
    let codes = it.refused(PRESIDER, Command::HoldHearing(Box::new(bad)));
    assert_eq!(codes, ["CASE-091", "CASE-093", "CASE-094", "HEAR-010", "CASE-095"]);
    let mute = HoldHearing { defence: Private::default(), ..hold_hearing(HELD) };
    assert_eq!(it.refused(PRESIDER, Command::HoldHearing(Box::new(mute))), ["DOC-003"]);
    it.does(PRESIDER, hold(HELD));
    assert_eq!(it.refused(PRESIDER, hold(HELD)), ["CASE-002"]);
}

/// MT-20: request, announcement and report, each at its step; the report in the closed volume.
#[test]
fn a_hearing_leaves_its_request_its_announcement_and_its_report() {
    let mut it = called();
    let request = it.document("CM-10").content.reveal();
    assert!(request.contains("在法定期限内要求听证"), "{request}");
    let open = it.document("CM-11");
    assert!(open.number.as_ref().unwrap().text.contains("听字第0001号"));
    let party = it.case().origin.party.clone();
    let words = open.content.reveal();
    assert!(words.contains(&party.public_name()), "{words}");
    assert!(!words.contains(party.id_number.reveal()) && !words.contains("party_name"), "{words}");
    it.desk.on(HELD);
    assert!(!it.case().documents.iter().any(|one| one.form == "EX-11"));
    it.does(PRESIDER, hold(HELD));
    let report = it.document("EX-11").content.reveal();
    for words in ["裁量是否适当。", "事实清楚，建议维持。", "当事人请求从轻。"]
    {
        assert!(report.contains(words), "{words}: {report}");
    }
    assert_eq!(it.desk.law.form("EX-11").unwrap().volume, "副卷");
}

/// A hearing that is not open to everybody is not announced.
#[test]
fn a_closed_hearing_is_not_announced() {
    let mut it = Docket::major().told(FRIDAY);
    it.does(HANDLER_A, Command::RequestHearing(RequestHearing { on: FRIDAY }));
    let mut call = call_hearing(HELD);
    call.public = false;
    call.closed_reason = "涉及商业秘密。".into();
    it.does(PRESIDER, Command::CallHearing(call));
    assert!(!it.case().documents.iter().any(|one| one.form == "CM-11"));
}

/// AP-57: a hearing asked for stops notice, draft and decision until it is over.
#[test]
fn nothing_is_decided_or_told_anew_while_a_hearing_is_open() {
    let mut it = called();
    assert_eq!(it.refused(HANDLER_A, Command::GiveNotice(notice())), ["CASE-048"]);
    it.desk.on(HELD);
    let codes = it.refused(HANDLER_A, Command::DraftDecision(Box::new(draft())));
    assert_eq!(codes, ["RULE-AP-57"]);
    it.does(PRESIDER, hold(HELD));
    it.drafted(HELD);
}

/// A request in time undoes a draft that was made after a waiver.
#[test]
fn a_request_in_time_sends_draft_and_review_back() {
    let mut it = Docket::major().told(FRIDAY);
    it.does(HANDLER_A, Command::WaiveRepresentation(waived(FRIDAY)));
    let mut it = it.drafted(FRIDAY).reviewed(FRIDAY);
    it.does(HANDLER_A, request(FRIDAY));
    let deciding = it.case().deciding().unwrap();
    assert_eq!((&deciding.draft, &deciding.review), (&None, &Review::None));
    assert_eq!(it.desk.waiting(&it.case)[0].0, Act::CallHearing);
}

/// AP-56: absence ends the hearing, not the five days.
#[test]
fn a_hearing_given_up_leaves_the_days_of_the_party_running() {
    let abandon = |on: Date, reason: &str| {
        Command::AbandonHearing(AbandonHearing { on, reason: reason.into() })
    };
    let mut it = Docket::major().told(FRIDAY);
    assert_eq!(it.refused(HANDLER_A, abandon(FRIDAY, "撤回")), ["CASE-002"]);
    it.does(HANDLER_A, request(FRIDAY));
    assert_eq!(it.refused(HANDLER_A, abandon(date(2026, 3, 7), " ")), ["CASE-097", "CASE-098"]);
    it.does(HANDLER_A, abandon(FRIDAY, "书面撤回听证申请。"));
    assert_eq!(it.blocked(Act::DraftDecision), ["RULE-AP-53"]);
    it.desk.on(date(2026, 3, 14));
    it.drafted(date(2026, 3, 14));
}
