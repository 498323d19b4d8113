//! 决定之后: delivery, payment and surcharge, publication and its withdrawal, closing, archive.

use jiff::civil::{Date, date};
use law::Fen;

use crate::cases::*;
use crate::catalogue::BaseAmounts;
use crate::catalogue::fine::ILLEGAL_GAINS;
use crate::packs::fixture::county;
use crate::policy::Act;
use crate::publicity::draft_version;
use crate::testing::*;

const DECIDED: Date = date(2026, 3, 18);

fn pay(it: &mut Docket, amount: Fen, day: Date, voucher: &str) -> Vec<String> {
    it.desk.on(day).by(CASHIER);
    let command = Command::RecordPayment(payment(amount, day, voucher));
    match it.desk.send(&it.case, command) {
        Ok(_) => vec![],
        Err(refused) => {
            sound(&refused);
            refused.codes().into_iter().map(str::to_owned).collect()
        }
    }
}

/// A case with the fine decided and delivered on the day.
fn fined(fine: Fen, delivered: Date) -> Docket {
    let opened = delivered.checked_sub(jiff::Span::new().days(60)).unwrap();
    let mut command = filing(opened);
    command.party = company();
    command.item = crate::ids::ItemId::new("JX-T-01-CF");
    let it = Docket::filed_as(command).investigated();
    let mut it = it.reported(Proposal::Penalty(terms("a", fine))).told(opened);
    it.desk.on(delivered);
    let mut it = it.drafted(delivered).reviewed(delivered).decided(delivered);
    it.deliver("TF-15", delivered);
    it
}

fn owed(it: &Docket, on: Date) -> Owed {
    owed_on(it.case().decided().unwrap(), county(), on)
}

/// E07, E08: seven working days for delivery and publication; twenty for other decisions.
///
/// Example: E07, E08.
#[test]
fn delivery_and_publication_wait_with_their_last_days() {
    let day = date(2026, 9, 24);
    let opened = date(2026, 7, 24);
    let it = Docket::filed_as(filing(opened)).investigated();
    let it = it.reported(Proposal::Penalty(terms("a", yuan(300)))).told(opened);
    let it = it.drafted(day).reviewed(day).decided(day);
    assert_eq!(
        it.desk.waiting(&it.case),
        [
            (Act::RecordDelivery, Some(date(2026, 10, 12))),
            (Act::ProposePublication, Some(date(2026, 10, 12))),
        ]
    );
    let it = Docket::filed_as(filing(opened)).investigated();
    let it = it.reported(Proposal::NoPenalty(waiver(WaiverGround::Minor))).drafted(day);
    let mut it = it.reviewed(day);
    it.does(LEADER, Command::WaivePenalty(WaivePenalty { words: String::new() }));
    assert_eq!(it.desk.waiting(&it.case)[1], (Act::ProposePublication, Some(date(2026, 10, 29))));
}

/// The same words twice say nothing new.
#[test]
fn a_reason_not_to_publish_is_given_once() {
    let mut it = Docket::delivered(date(2026, 3, 18));
    let withhold =
        |reason: &str| Command::WithholdPublication(WithholdPublication { reason: reason.into() });
    it.does(PUBLISHER, withhold("涉及个人隐私。"));
    assert_eq!(it.refused(PUBLISHER, withhold(" 涉及个人隐私。")), ["CASE-161"]);
    it.does(PUBLISHER, withhold("涉及商业秘密。"));
}

/// AP-49: a late delivery is a soft finding with the day it was owed.
#[test]
fn a_late_delivery_is_marked() {
    use crate::rules::{Bench, Dossier, Outcome, apply, rule};
    let outcome = |day: Date| {
        let it = Docket::delivered(day);
        let dossier = Dossier::of(it.case(), county(), &it.desk.roster);
        apply(rule("AP-49").unwrap(), &dossier, &Bench { law: county(), today: day }).outcome
    };
    assert_eq!(outcome(date(2026, 3, 27)), Outcome::Sound);
    assert!(matches!(outcome(date(2026, 3, 30)), Outcome::Breach { .. }));
}

/// E15, E16, E17, E23: fifteen days from delivery, rolled over holidays.
///
/// Example: E15, E16, E17, E23.
#[test]
fn payment_is_due_after_fifteen_days_rolled_to_a_working_day() {
    let examples = [
        (date(2026, 9, 17), date(2026, 10, 8)),
        (date(2026, 2, 13), date(2026, 2, 28)),
        (date(2026, 4, 16), date(2026, 5, 6)),
    ];
    for (delivered, due) in examples {
        let mut it = fined(yuan(800), delivered);
        assert!(it.desk.waiting(&it.case).contains(&(Act::RecordPayment, Some(due))));
        assert_eq!(owed(&it, due).surcharge, Fen(0));
        assert_eq!(owed(&it, due.tomorrow().unwrap()).surcharge, yuan(24));
        assert!(pay(&mut it, yuan(800), due, "票1").is_empty());
        assert_eq!(owed(&it, date(2027, 1, 1)).total(), Fen(0));
    }
}

/// E18, E19, E20, E21: three per cent of the fine for each day, never more than the fine.
///
/// Example: E18, E19, E20, E21.
#[test]
fn the_surcharge_runs_daily_and_stops_at_the_fine() {
    let delivered = date(2026, 3, 2);
    let due = date(2026, 3, 17);
    let after = |days: i64| due.checked_add(jiff::Span::new().days(days)).unwrap();
    assert_eq!(owed(&fined(yuan(5_000), delivered), date(2026, 3, 27)).surcharge, yuan(1_500));
    assert_eq!(owed(&fined(yuan(5_000), delivered), date(2026, 3, 27)).total(), yuan(6_500));
    assert_eq!(owed(&fined(yuan(2_000), delivered), after(40)).surcharge, yuan(2_000));
    assert_eq!(owed(&fined(yuan(1_000), delivered), after(33)).surcharge, yuan(990));
    assert_eq!(owed(&fined(yuan(1_000), delivered), after(34)).surcharge, yuan(1_000));
    assert_eq!(owed(&fined(Fen(33_300), delivered), after(1)).surcharge, Fen(999));
}

#[test]
fn a_payment_is_checked_against_what_is_owed() {
    let mut it = Docket::ordinary()
        .told(date(2026, 3, 6))
        .drafted(date(2026, 3, 16))
        .reviewed(date(2026, 3, 17))
        .decided(DECIDED);
    assert_eq!(pay(&mut it, yuan(300), DECIDED, "票1"), ["CASE-137"]);
    it.desk.on(date(2026, 3, 19));
    it.deliver("TF-15", date(2026, 3, 19));
    let mut bad = payment(Fen(0), date(2026, 3, 20), " ");
    bad.paid_on = date(2026, 3, 20);
    let codes = it.refused(CASHIER, Command::RecordPayment(bad));
    assert_eq!(codes, ["CASE-130", "CASE-131", "CASE-132"]);
    let early = Command::RecordPayment(payment(yuan(300), DECIDED, "票1"));
    assert_eq!(it.refused(CASHIER, early), ["CASE-134"]);
    let much = Command::RecordPayment(payment(yuan(301), date(2026, 3, 19), "票1"));
    assert_eq!(it.refused(CASHIER, much), ["CASE-135"]);
    assert!(pay(&mut it, yuan(100), date(2026, 3, 19), "票1").is_empty());
    assert_eq!(pay(&mut it, yuan(200), date(2026, 3, 19), "票1"), ["CASE-133"]);
    assert!(pay(&mut it, yuan(200), date(2026, 3, 19), "票2").is_empty());
    assert_eq!(pay(&mut it, yuan(1), date(2026, 3, 20), "票3"), ["CASE-138", "CASE-135"]);
}

/// A late principal leaves the surcharge to be paid: it waits with the cashier, and nothing closes.
#[test]
fn an_unpaid_surcharge_keeps_the_case_open() {
    let mut it = Docket::delivered(DECIDED);
    assert!(pay(&mut it, yuan(300), date(2026, 4, 12), "票1").is_empty());
    assert!(it.desk.waiting(&it.case).iter().any(|(act, _)| *act == Act::RecordPayment));
    let close = || Command::ProposeClosing(ProposeClosing { words: "已缴。".into() });
    assert_eq!(it.refused(HANDLER_A, close()), ["CASE-142"]);
    assert_eq!(owed(&it, date(2026, 12, 1)).surcharge, yuan(90), "it stands still once paid");
    assert!(pay(&mut it, yuan(90), date(2026, 4, 13), "票2").is_empty());
    it.does(HANDLER_A, close());
}

/// The surcharge is on the fine, not on confiscated gains.
#[test]
fn gains_are_owed_without_a_surcharge() {
    let mut command = filing(date(2026, 3, 3));
    command.item = crate::ids::ItemId::new("JX-T-13-CF");
    command.party = company();
    let bases = BaseAmounts::new().with(ILLEGAL_GAINS, yuan(1_000));
    let terms = PenaltyTerms { bases, gains: yuan(1_000), ..terms("b", yuan(3_000)) };
    let it = Docket::filed_as(command).investigated().reported(Proposal::Penalty(terms));
    let mut it = it.told(date(2026, 3, 3)).drafted(DECIDED).reviewed(DECIDED).decided(DECIDED);
    it.deliver("TF-15", DECIDED);
    let owed = owed(&it, date(2026, 4, 3));
    assert_eq!((owed.principal, owed.surcharge), (yuan(4_000), yuan(90)));
}

fn version(it: &Docket) -> crate::publicity::PublicVersion {
    draft_version(it.case(), it.case().decided().unwrap(), county())
}

fn propose(version: crate::publicity::PublicVersion) -> Command {
    Command::ProposePublication(ProposePublication { version })
}

fn confirm() -> Command {
    Command::ConfirmPublication(ConfirmPublication {})
}

/// 《行政处罚法》第五十条: nothing personal of an individual is published.
#[test]
fn a_decision_is_published_masked_and_by_two_people() {
    let mut it = Docket::delivered(DECIDED);
    assert_eq!(it.refused(LEADER, confirm()), ["CASE-002"]);
    let masked = version(&it);
    assert_eq!(masked.party, "演**");
    assert!(masked.basis.contains("《公路法》第七十七条") && masked.summary.contains("叁佰元"));
    let clear = |words: &str| {
        let mut open = masked.clone();
        open.summary = format!("{}{words}", open.summary);
        propose(open)
    };
    for left in ["演示甲", "999999198001010011", "胡集镇示例村1号", "00000000000"] {
        assert_eq!(it.refused(PUBLISHER, clear(left)), ["CASE-151"], "{left}");
    }
    let mut mute = masked.clone();
    mute.summary.clear();
    assert_eq!(it.refused(PUBLISHER, propose(mute)), ["CASE-150"]);
    it.does(PUBLISHER, propose(masked.clone()));
    assert_eq!(it.refused(PUBLISHER, confirm()), ["CASE-155"]);
    assert!(!it.case().documents.iter().any(|one| one.form == "EX-23"));
    it.does(LEADER, confirm());
    let approval = it.document("EX-23").content.reveal();
    for words in ["演**", "2026年3月27日", "审核确认人", "没有发现遗漏"] {
        assert!(approval.contains(words), "{words}: {approval}");
    }
    assert_eq!(it.refused(PUBLISHER, propose(masked)), ["CASE-153"]);
}

/// DB-09: what is not published is decided by a person, with the reason.
#[test]
fn a_decision_may_be_withheld_with_a_reason() {
    let withhold =
        |why: &str| Command::WithholdPublication(WithholdPublication { reason: why.into() });
    let mut it = Docket::delivered(DECIDED);
    assert_eq!(it.refused(PUBLISHER, withhold(" ")), ["CASE-154"]);
    it.does(PUBLISHER, withhold("自然人轻微案件，社会影响小。"));
    assert!(!it.desk.waiting(&it.case).iter().any(|(act, _)| *act == Act::ProposePublication));
    let mut early = Docket::ordinary();
    assert_eq!(early.refused(PUBLISHER, withhold("理由")), ["CASE-002"]);
    let open = version(&it);
    assert_eq!(early.refused(PUBLISHER, propose(open)), ["CASE-002"]);
}

/// E45: a judgment received on 30 April asks for the withdrawal by 8 May, with reasons.
///
/// Example: E45.
#[test]
fn a_fallen_decision_is_withdrawn_within_three_working_days_with_reasons() {
    let revoke = |on: Date| {
        Command::RevokeDecision(RevokeDecision {
            on,
            by_document: "（2026）示例行政判决书".into(),
            reason: "认定事实不清，判决撤销。".into(),
        })
    };
    let retract =
        |why: &str| Command::RetractPublication(RetractPublication { reason: why.into() });
    let mut it = Docket::delivered(DECIDED).published();
    assert_eq!(Docket::ordinary().refused(LEADER, revoke(MONDAY)), ["CASE-002"]);
    it.desk.on(date(2026, 4, 30));
    assert_eq!(it.refused(LEADER, revoke(date(2026, 3, 17))), ["CASE-156"]);
    assert_eq!(it.refused(LEADER, revoke(date(2026, 5, 1))), ["CASE-157"]);
    let mute =
        RevokeDecision { on: date(2026, 4, 30), by_document: String::new(), reason: String::new() };
    let codes = it.refused(LEADER, Command::RevokeDecision(mute));
    assert_eq!(codes, ["CASE-158", "CASE-159"]);
    it.does(LEADER, revoke(date(2026, 4, 30)));
    assert_eq!(it.refused(LEADER, revoke(date(2026, 4, 30))), ["CASE-002"]);
    let waiting = it.desk.waiting(&it.case);
    assert!(waiting.contains(&(Act::RetractPublication, Some(date(2026, 5, 8)))), "{waiting:?}");
    assert_eq!(it.refused(PUBLISHER, retract("")), ["CASE-160"]);
    it.does(PUBLISHER, retract("判决撤销。"));
    let note = it.document("CM-9").content.reveal();
    for words in ["2026年4月30日收到（2026）示例行政判决书", "2026年5月8日", "判决撤销。", "演**"]
    {
        assert!(note.contains(words), "{words}: {note}");
    }
    assert_eq!(it.refused(PUBLISHER, retract("再次")), ["CASE-002"]);
    assert_eq!(it.refused(PUBLISHER, propose(version(&it))), ["CASE-152"]);
    assert_eq!(pay(&mut it, yuan(1), date(2026, 5, 6), "票9"), ["CASE-136"]);
    let it = it.closed();
    let Stage::Closed(_, closing) = &it.case().stage else { panic!("not closed") };
    assert_eq!(closing.ground, ClosingGround::Revoked);
}

#[test]
fn a_decision_that_falls_while_closing_is_put_up_again() {
    let mut it = Docket::delivered(DECIDED);
    pay(&mut it, yuan(300), DECIDED, "票1");
    it.does(HANDLER_A, Command::ProposeClosing(ProposeClosing { words: "已缴。".into() }));
    it.does(
        LEADER,
        Command::RevokeDecision(RevokeDecision {
            on: DECIDED,
            by_document: "示例复议决定书".into(),
            reason: "程序违法。".into(),
        }),
    );
    let approve = Command::ApproveClosing(ApproveClosing { words: String::new() });
    assert_eq!(it.refused(LEADER, approve), ["CASE-002"]);
    let refund = RecordRefund { amount: yuan(300), voucher: "退1".into(), on: DECIDED };
    it.does(CASHIER, Command::RecordRefund(refund));
    it.closed();
}

/// MT-24: closing needs delivery and full performance, and another head than the handlers.
#[test]
fn a_case_closes_when_it_is_delivered_and_performed() {
    let propose = |words: &str| Command::ProposeClosing(ProposeClosing { words: words.into() });
    let approve = || Command::ApproveClosing(ApproveClosing { words: String::new() });
    let give_back = |why: &str| Command::ReturnClosing(ReturnClosing { reason: why.into() });
    let undelivered = Docket::ordinary()
        .told(date(2026, 3, 6))
        .drafted(DECIDED)
        .reviewed(DECIDED)
        .decided(DECIDED);
    let mut it = undelivered;
    assert_eq!(it.refused(HANDLER_A, propose("已缴。")), ["CASE-141", "CASE-142"]);
    it.deliver("TF-15", DECIDED);
    assert_eq!(it.refused(HANDLER_A, propose("已缴。")), ["CASE-142"]);
    pay(&mut it, yuan(300), DECIDED, "票1");
    assert_eq!(it.refused(HANDLER_A, propose(" ")), ["CASE-140"]);
    assert_eq!(it.refused(LEADER, approve()), ["CASE-002"]);
    it.does(HANDLER_A, propose("已缴。"));
    assert_eq!(it.refused(HANDLER_A, propose("已缴。")), ["CASE-002"]);
    assert_eq!(it.refused(HANDLER_A, approve()), ["CASE-143"]);
    assert_eq!(it.refused(LEADER, give_back("")), ["CASE-144"]);
    it.does(LEADER, give_back("请补票据。"));
    it.does(HANDLER_A, propose("已缴，票据已附。"));
    it.does(LEADER, approve());
    assert_eq!(it.refused(LEADER, give_back("再次")), ["CASE-002"]);
}

#[test]
fn a_closed_case_is_archived_once_and_may_still_be_published() {
    let archive = |number: &str, retention: &str| {
        Command::ArchiveCase(ArchiveCase {
            number: number.into(),
            retention: retention.into(),
            notes: String::new(),
        })
    };
    let mut it = Docket::delivered(DECIDED);
    assert_eq!(it.refused(ARCHIVIST, archive("1", "30年")), ["CASE-002"]);
    pay(&mut it, yuan(300), DECIDED, "票1");
    let mut it = it.closed();
    let waiting: Vec<Act> = it.desk.waiting(&it.case).into_iter().map(|(act, _)| act).collect();
    assert_eq!(waiting, [Act::ProposePublication, Act::ArchiveCase]);
    assert_eq!(it.refused(ARCHIVIST, archive(" ", "")), ["CASE-145", "CASE-146"]);
    it.does(ARCHIVIST, archive("2026-交罚-001", "30年"));
    assert_eq!(it.refused(ARCHIVIST, archive("2026-交罚-001", "30年")), ["CASE-002"]);
    assert_eq!(it.case().stage.name_zh(), "已归档");
    let it = it.published();
    assert!(it.desk.waiting(&it.case).is_empty());
}
