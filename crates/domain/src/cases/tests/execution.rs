//! 执行: deferral, surcharge with pauses, demand, the window of the court, halts, refunds.

use jiff::civil::{Date, date};
use law::Fen;

use crate::cases::*;
use crate::packs::fixture::county;
use crate::policy::Act;
use crate::testing::*;

/// A company with the fine decided and delivered on the day.
fn fined(fine: Fen, delivered: Date) -> Docket {
    fined_on(Desk::open(delivered), fine, delivered)
}

fn fined_on(desk: Desk, fine: Fen, delivered: Date) -> Docket {
    let opened = delivered.checked_sub(jiff::Span::new().days(60)).unwrap();
    let mut it = Docket::on_desk(desk);
    it.desk.on(opened);
    let mut command = filing(opened);
    command.party = company();
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    let it = it.investigated();
    let mut it = it.reported(Proposal::Penalty(terms("a", fine))).told(opened);
    it.desk.on(delivered);
    let mut it = it.drafted(delivered).reviewed(delivered).decided(delivered);
    it.deliver("TF-15", delivered);
    it
}

fn owed(it: &Docket, on: Date) -> Owed {
    owed_on(it.case().decided().unwrap(), it.desk.law, on)
}

fn plan(parts: &[(Date, i64)]) -> Vec<Instalment> {
    parts.iter().map(|(due_on, y)| Instalment { due_on: *due_on, amount: yuan(*y) }).collect()
}

fn ask(parts: &[(Date, i64)], asked_on: Date) -> Command {
    let reason = "经营困难，附纳税申报表。".into();
    Command::RequestDeferral(RequestDeferral { plan: plan(parts), reason, asked_on })
}

fn granted(it: &mut Docket, parts: &[(Date, i64)]) {
    let today = it.desk.today;
    it.does(HANDLER_A, ask(parts, today));
    it.does(LEADER, Command::ApproveDeferral(ApproveDeferral {}));
}

fn review(it: &mut Docket, kind: RemedyKind, filed_on: Date) {
    it.desk.on(it.desk.today.max(filed_on));
    it.does(REVIEWER, Command::NoteRemedy(note_remedy(kind, filed_on)));
}

fn upheld(it: &mut Docket, on: Date) {
    it.desk.on(on);
    it.does(REVIEWER, Command::EndRemedy(Box::new(end_remedy(RemedyResult::Upheld, on))));
}

fn demand() -> Command {
    Command::DemandPerformance(DemandPerformance { manner: "到示例银行缴纳".into() })
}

fn propose() -> Command {
    Command::ProposeCourtApplication(ProposeCourtApplication {
        court: "示例县人民法院".into(),
        opinion: "当事人没有提出意见。".into(),
        property: "名下车辆一辆。".into(),
    })
}

fn apply() -> Command {
    Command::ApplyToCourt(ApplyToCourt {})
}

fn window(it: &Docket) -> Option<(Date, Date)> {
    court_window(it.case().decided().unwrap(), it.desk.law)
}

/// E22, AP-68: neither the day of the application nor that of the receipt counts.
///
/// Example: E22.
#[test]
fn the_surcharge_stands_still_during_reconsideration() {
    let mut it = fined(yuan(5_000), date(2026, 3, 2));
    review(&mut it, RemedyKind::Reconsideration, date(2026, 3, 25));
    assert!(it.desk.waiting(&it.case).iter().any(|(act, _)| *act == Act::AnswerRemedy));
    assert_eq!(it.refused(HANDLER_A, demand()), ["EXEC-032"]);
    upheld(&mut it, date(2026, 5, 20));
    let found = owed(&it, date(2026, 5, 30));
    assert_eq!((found.days, found.surcharge), (17, Fen(150 * 17 * 100)));
    assert_eq!(owed(&it, date(2026, 5, 20)).days, 7);
}

#[test]
fn a_remedy_is_noted_once_and_ended_once() {
    let mut it = fined(yuan(300), date(2026, 3, 2));
    let note = |filed_on: Date, body: &str| {
        let kind = RemedyKind::Litigation;
        Command::NoteRemedy(NoteRemedy { body: body.into(), ..note_remedy(kind, filed_on) })
    };
    let end = |on: Date, document: &str| {
        let result = RemedyResult::Withdrawn;
        let document = document.into();
        Command::EndRemedy(Box::new(EndRemedy { document, ..end_remedy(result, on) }))
    };
    assert_eq!(it.refused(REVIEWER, end(date(2026, 3, 2), "甲")), ["EXEC-024"]);
    assert_eq!(
        it.refused(REVIEWER, note(date(2026, 3, 3), "")),
        ["EXEC-021", "EXEC-022", "EXEC-141"]
    );
    assert_eq!(it.refused(REVIEWER, note(date(2026, 3, 1), "甲")), ["EXEC-023"]);
    it.does(REVIEWER, note(date(2026, 3, 2), "示例县人民法院"));
    assert_eq!(it.refused(REVIEWER, note(date(2026, 3, 2), "甲")), ["EXEC-020"]);
    assert_eq!(it.refused(REVIEWER, end(date(2026, 3, 1), " ")), ["EXEC-025", "EXEC-026"]);
    it.does(REVIEWER, end(date(2026, 3, 2), "示例裁定书"));
}

/// E2, AP-66: within an approved plan nothing is added; a missed instalment bears its own.
#[test]
fn a_deferral_and_instalments_move_the_days_to_pay() {
    let mut it = fined(yuan(5_000), date(2026, 3, 2));
    it.desk.on(date(2026, 3, 10));
    granted(&mut it, &[(date(2026, 4, 30), 2_000), (date(2026, 5, 29), 3_000)]);
    let notice = it.document("TF-17").content.reveal().to_owned();
    assert!(notice.contains("批准分期缴纳") && notice.contains("2026年4月30日"));
    assert_eq!(owed(&it, date(2026, 4, 30)).surcharge, Fen(0));
    assert_eq!(owed(&it, date(2026, 4, 30)).due_on, Some(date(2026, 4, 30)));
    // One day late with the first: three per cent of two thousand.
    assert_eq!(owed(&it, date(2026, 5, 1)).surcharge, yuan(60));
    it.desk.on(date(2026, 5, 1));
    it.does(CASHIER, Command::RecordPayment(payment(yuan(2_000), date(2026, 5, 1), "票1")));
    let later = owed(&it, date(2026, 5, 29));
    assert_eq!((later.principal, later.surcharge), (yuan(3_000), yuan(60)));
    assert_eq!(later.due_on, Some(date(2026, 5, 29)));
    assert_eq!(owed(&it, date(2026, 5, 31)).surcharge, yuan(60 + 180));
}

/// A court lowers the fine while a plan stands: the last instalments fall away, and nothing more
/// than the lowered fine falls due or grows.
#[test]
fn a_plan_shrinks_with_the_fine() {
    let mut it = fined(yuan(5_000), date(2026, 3, 2));
    it.desk.on(date(2026, 3, 10));
    granted(&mut it, &[(date(2026, 4, 30), 2_000), (date(2026, 5, 29), 3_000)]);
    review(&mut it, RemedyKind::Litigation, date(2026, 3, 10));
    it.desk.on(date(2026, 4, 20));
    let end = end_remedy(RemedyResult::Changed, date(2026, 4, 20));
    let end = EndRemedy { fine: Some(yuan(1_500)), gains: Some(yuan(0)), ..end };
    it.does(REVIEWER, Command::EndRemedy(Box::new(end)));
    let found = owed(&it, date(2026, 4, 30));
    assert_eq!((found.principal, found.surcharge), (yuan(1_500), yuan(0)));
    assert_eq!(found.due_on, Some(date(2026, 4, 30)));
    it.desk.on(date(2026, 4, 30));
    it.does(CASHIER, Command::RecordPayment(payment(yuan(1_500), date(2026, 4, 30), "票1")));
    let settled = owed(&it, date(2026, 6, 30));
    assert_eq!((settled.principal, settled.surcharge), (yuan(0), yuan(0)));
}

/// AP-66: the days between the end of the period and the application count, the later ones do not.
#[test]
fn a_late_application_stops_the_surcharge_from_its_day_on() {
    let mut it = fined(yuan(5_000), date(2026, 3, 2));
    it.desk.on(date(2026, 3, 20));
    granted(&mut it, &[(date(2026, 6, 30), 5_000)]);
    assert!(it.document("TF-17").content.reveal().contains("批准延期缴纳"));
    let found = owed(&it, date(2026, 6, 30));
    assert_eq!((found.days, found.surcharge), (2, yuan(300)));
    assert_eq!(owed(&it, date(2026, 7, 1)).surcharge, yuan(450));
}

#[test]
fn a_plan_that_does_not_fit_is_refused() {
    let mut it = fined(yuan(5_000), date(2026, 3, 2));
    it.desk.on(date(2026, 3, 10));
    let day = date(2026, 3, 10);
    assert_eq!(it.refused(HANDLER_A, ask(&[(day, 5_000)], day)), ["EXEC-015"]);
    let out_of_order = ask(&[(date(2026, 5, 1), 2_500), (date(2026, 4, 1), 2_500)], day);
    assert_eq!(it.refused(HANDLER_A, out_of_order), ["EXEC-015"]);
    let short = ask(&[(date(2026, 5, 1), 4_000)], date(2026, 3, 11));
    assert_eq!(it.refused(HANDLER_A, short), ["EXEC-014", "EXEC-016"]);
    let bare = RequestDeferral { plan: vec![], reason: "".into(), asked_on: day };
    let bare = Command::RequestDeferral(bare);
    assert_eq!(it.refused(HANDLER_A, bare), ["EXEC-013", "EXEC-015", "EXEC-016"]);
    assert_eq!(it.refused(LEADER, Command::ApproveDeferral(ApproveDeferral {})), ["EXEC-017"]);
    it.does(HANDLER_A, ask(&[(date(2026, 5, 1), 5_000)], day));
    assert_eq!(it.refused(HANDLER_A, ask(&[(date(2026, 5, 1), 5_000)], day)), ["EXEC-011"]);
    let refuse = |reason: &str| Command::RefuseDeferral(RefuseDeferral { reason: reason.into() });
    assert_eq!(it.refused(LEADER, refuse(" ")), ["EXEC-019"]);
    assert_eq!(it.refused(HANDLER_A, refuse("没有困难。")), ["EXEC-018"]);
    it.does(LEADER, refuse("没有证明困难的材料。"));
    assert!(it.document("TF-17").content.reveal().contains("不批准"));
    it.does(HANDLER_A, ask(&[(date(2026, 5, 1), 5_000)], day));
}

#[test]
fn before_delivery_and_after_revocation_nothing_is_executed() {
    let it = Docket::ordinary();
    assert_eq!(it.blocked(Act::DemandPerformance), ["EXEC-001"]);
    let it = Docket::ordinary().told(date(2026, 3, 6)).drafted(date(2026, 3, 16));
    let mut it = it.reviewed(date(2026, 3, 17)).decided(date(2026, 3, 18));
    assert_eq!(it.blocked(Act::RequestDeferral), ["EXEC-003"]);
    let (on, by_document) = (date(2026, 3, 18), "示例决定".into());
    let reason = "事实不清。".into();
    it.does(LEADER, Command::RevokeDecision(RevokeDecision { on, by_document, reason }));
    assert_eq!(it.blocked(Act::RequestDeferral), ["EXEC-002"]);
}

/// E5: not before the period has run.
#[test]
fn a_demand_names_the_sum_and_waits_for_the_period_to_run() {
    let mut it = fined(yuan(5_000), date(2026, 3, 2));
    it.desk.on(date(2026, 3, 17));
    assert_eq!(it.refused(HANDLER_A, demand()), ["EXEC-031"]);
    it.desk.on(date(2026, 3, 27));
    let bare = Command::DemandPerformance(DemandPerformance { manner: " ".into() });
    assert_eq!(it.refused(HANDLER_A, bare), ["EXEC-034"]);
    it.does(HANDLER_A, demand());
    let letter = it.document("TF-19").content.reveal().to_owned();
    for words in ["5,000.00元", "1,500.00元", "陆仟伍佰元整"] {
        assert!(letter.contains(words), "{words} {letter}");
    }
    assert_eq!(it.refused(HANDLER_A, demand()), ["EXEC-033"]);
    it.deliver("TF-19", date(2026, 3, 27));
    it.does(HANDLER_A, demand());
}

/// E35, E36, E39: the three months begin when the remedies have run.
///
/// Example: E35, E36, E39.
#[test]
fn the_window_of_the_court_follows_the_remedies() {
    let it = fined(yuan(300), date(2026, 1, 15));
    assert_eq!(window(&it), Some((date(2026, 7, 16), date(2026, 10, 15))));
    let mut it = fined(yuan(300), date(2026, 1, 15));
    review(&mut it, RemedyKind::Reconsideration, date(2026, 2, 2));
    assert_eq!(window(&it), None);
    upheld(&mut it, date(2026, 4, 10));
    assert_eq!(window(&it), Some((date(2026, 4, 28), date(2026, 7, 27))));
    let mut it = fined(yuan(300), date(2026, 5, 15));
    granted(&mut it, &[(date(2026, 12, 31), 300)]);
    assert_eq!(window(&it).map(|(_, last)| last), Some(date(2027, 3, 31)));
}

/// DB-14: the county may count from the end of the deferral.
///
/// Example: E39.
#[test]
fn a_deferral_that_ends_before_the_remedies_is_read_by_setting() {
    let delivered = date(2026, 1, 15);
    let parts = [(date(2026, 3, 31), 300)];
    let mut it = fined(yuan(300), delivered);
    granted(&mut it, &parts);
    assert_eq!(window(&it), Some((date(2026, 7, 16), date(2026, 10, 15))));
    let mut it =
        fined_on(Desk::under(reading("DB-14", "deferral"), delivered), yuan(300), delivered);
    granted(&mut it, &parts);
    assert_eq!(window(&it).map(|(first, _)| first), Some(date(2026, 4, 1)));
}

/// A case with a demand delivered on 14 September 2026, in the window of the court.
fn demanded(desk: Desk) -> Docket {
    let mut it = fined_on(desk, yuan(5_000), date(2026, 3, 2));
    it.desk.on(date(2026, 9, 14));
    it.does(HANDLER_A, demand());
    it.deliver("TF-19", date(2026, 9, 14));
    it
}

/// E33, DB-02, S2-54: ten full working days after the demand, in the window, signed by the head.
///
/// Covers: S2-54.
/// Example: E33.
#[test]
fn the_court_is_asked_after_the_demand_and_in_the_window() {
    let mut it = demanded(Desk::open(date(2026, 3, 2)));
    it.desk.on(date(2026, 9, 28));
    assert_eq!(it.refused(HANDLER_A, propose()), ["RULE-AC-30"]);
    it.desk.on(date(2026, 9, 29));
    let bare =
        ProposeCourtApplication { court: " ".into(), opinion: "".into(), property: "".into() };
    let bare = Command::ProposeCourtApplication(bare);
    assert_eq!(it.refused(HANDLER_A, bare), ["EXEC-045", "EXEC-046", "EXEC-047"]);
    assert_eq!(it.refused(LEADER, apply()), ["EXEC-050"]);
    it.does(HANDLER_A, propose());
    assert_eq!(it.refused(HANDLER_A, propose()), ["EXEC-048"]);
    assert_eq!(it.refused(HANDLER_A, apply()), ["EXEC-049"]);
    it.does(LEADER, apply());
    let paper = it.document("EX-18").content.reveal().to_owned();
    for words in ["示例县人民法院", "壹万元整", "没有申请行政复议", "2026年9月14日送达"]
    {
        assert!(paper.contains(words), "{words}");
    }
    let waiting = it.desk.waiting(&it.case);
    assert!(waiting.iter().any(|(act, due)| *act == Act::RecordCourtAnswer && due.is_some()));
    // The other reading of DB-02 lets it pass a day earlier.
    let mut it = demanded(Desk::under(reading("DB-02", "permissive"), date(2026, 3, 2)));
    it.desk.on(date(2026, 9, 28));
    it.does(HANDLER_A, propose());
}

#[test]
fn outside_the_window_and_without_a_demand_the_court_is_not_asked() {
    let mut it = fined(yuan(5_000), date(2026, 3, 2));
    it.desk.on(date(2026, 4, 1));
    assert_eq!(it.refused(HANDLER_A, propose()), ["RULE-AC-29", "RULE-AC-30"]);
    it.desk.on(date(2026, 12, 31));
    assert_eq!(it.refused(HANDLER_A, propose()), ["RULE-AC-29", "RULE-AC-30"]);
    let mut it = demanded(Desk::open(date(2026, 3, 2)));
    review(&mut it, RemedyKind::Litigation, date(2026, 9, 15));
    assert_eq!(it.refused(HANDLER_A, propose()), ["EXEC-041"]);
    let mut it = fined(yuan(300), date(2026, 3, 2));
    it.does(CASHIER, Command::RecordPayment(payment(yuan(300), date(2026, 3, 2), "票1")));
    assert_eq!(it.refused(HANDLER_A, demand()), ["EXEC-030"]);
    assert_eq!(it.refused(HANDLER_A, propose()), ["EXEC-040", "RULE-AC-29", "RULE-AC-30"]);
}

fn applied() -> Docket {
    let mut it = demanded(Desk::open(date(2026, 3, 2)));
    it.desk.on(date(2026, 9, 29));
    it.does(HANDLER_A, propose());
    it.does(LEADER, apply());
    it
}

fn answer(accepted: bool, on: Date) -> Command {
    let number = "示例法受〔2026〕1号".into();
    Command::RecordCourtAnswer(RecordCourtAnswer { accepted, number, on })
}

/// E12: closed when the court accepts, archived when it has executed.
#[test]
fn a_case_that_the_court_accepts_closes_and_is_archived_after_the_money() {
    let mut it = applied();
    let none = RecordCourtAnswer { accepted: true, number: " ".into(), on: date(2026, 9, 28) };
    assert_eq!(it.refused(HANDLER_A, Command::RecordCourtAnswer(none)), ["EXEC-051", "EXEC-053"]);
    let late = answer(true, date(2026, 10, 1));
    assert_eq!(it.refused(HANDLER_A, late), ["EXEC-052"]);
    let close = || Command::ProposeClosing(ProposeClosing { words: "法院受理。".into() });
    assert_eq!(it.refused(HANDLER_A, close()), ["CASE-142"]);
    it.does(HANDLER_A, answer(true, date(2026, 9, 29)));
    assert_eq!(it.refused(HANDLER_A, answer(true, date(2026, 9, 29))), ["EXEC-054"]);
    let mut it = it.closed();
    let Stage::Closed(_, closing) = &it.case().stage else { panic!("not closed") };
    assert_eq!(closing.ground, ClosingGround::CourtAccepted);
    let archive =
        || ArchiveCase { number: "2026-1".into(), retention: "30年".into(), notes: String::new() };
    assert_eq!(it.refused(ARCHIVIST, Command::ArchiveCase(archive())), ["EXEC-076"]);
    let waits = |it: &Docket, act: Act| it.desk.waiting(&it.case).iter().any(|it| it.0 == act);
    assert!(!waits(&it, Act::ArchiveCase) && waits(&it, Act::RecordPayment), "the court collects");
    let today = it.desk.today;
    it.does(CASHIER, Command::RecordPayment(payment(yuan(10_000), today, "法院票1")));
    it.does(ARCHIVIST, Command::ArchiveCase(archive()));
}

/// E12: a decision that falls after the court took it over is not collected any more, and its file is
/// archived.
#[test]
fn nothing_is_collected_on_a_decision_that_fell_after_the_court_took_it_over() {
    let mut it = applied();
    it.does(HANDLER_A, answer(true, date(2026, 9, 29)));
    let mut it = it.closed();
    let (on, by_document, reason) = (it.desk.today, "示例判决书".into(), "程序违法。".into());
    it.does(LEADER, Command::RevokeDecision(RevokeDecision { on, by_document, reason }));
    let waits = |it: &Docket, act: Act| it.desk.waiting(&it.case).iter().any(|it| it.0 == act);
    assert!(waits(&it, Act::ArchiveCase) && !waits(&it, Act::RecordPayment));
    let owed = owed_on(it.case().decided().unwrap(), it.desk.law, it.desk.today);
    assert_eq!((owed.total(), owed.due_on), (Fen(0), None), "nobody owes on it");
    let archive =
        ArchiveCase { number: "2026-1".into(), retention: "30年".into(), notes: String::new() };
    it.does(ARCHIVIST, Command::ArchiveCase(archive));
}

#[test]
fn what_the_court_refuses_can_be_asked_again() {
    let mut it = applied();
    it.does(HANDLER_A, answer(false, date(2026, 9, 29)));
    it.does(HANDLER_A, propose());
    it.does(LEADER, apply());
}

/// E10: suspended, resumed, ended.
#[test]
fn execution_is_suspended_resumed_and_terminated_on_the_grounds_of_the_law() {
    let mut it = demanded(Desk::open(date(2026, 3, 2)));
    let suspend = |reason: &str| {
        let ground = SuspensionGround::Hardship;
        Command::SuspendExecution(SuspendExecution { ground, reason: reason.into() })
    };
    let resume = || Command::ResumeExecution(ResumeExecution { reason: "恢复收入。".into() });
    let end = || {
        let (ground, reason) = (TerminationGround::Lost, "车辆灭失。".into());
        Command::TerminateExecution(TerminateExecution { ground, reason })
    };
    assert_eq!(it.refused(LEADER, resume()), ["EXEC-063"]);
    assert_eq!(it.refused(HANDLER_A, suspend(" ")), ["EXEC-060", "EXEC-061"]);
    it.does(LEADER, suspend("暂无收入。"));
    assert_eq!(it.refused(LEADER, suspend("暂无收入。")), ["EXEC-062"]);
    it.desk.on(date(2026, 9, 29));
    assert_eq!(it.refused(HANDLER_A, propose()), ["EXEC-004"]);
    it.does(LEADER, resume());
    it.does(LEADER, end());
    assert_eq!(it.refused(LEADER, end()), ["EXEC-005"]);
    assert_eq!(it.refused(HANDLER_A, propose()), ["EXEC-005"]);
    assert!(it.document("TF-22").content.reveal().contains("终结"));
    let it = it.closed();
    let Stage::Closed(_, closing) = &it.case().stage else { panic!("not closed") };
    assert_eq!(closing.ground, ClosingGround::Terminated);
}

/// A fine of 300 yuan, suspended on 20 March 2026.
fn standing_still() -> Docket {
    let mut it = fined(yuan(300), date(2026, 3, 2));
    it.desk.on(date(2026, 3, 20));
    let (ground, reason) = (SuspensionGround::Hardship, "没有收入，也没有财产。".into());
    it.does(LEADER, Command::SuspendExecution(SuspendExecution { ground, reason }));
    it
}

fn cease() -> Command {
    Command::CeaseExecution(cease_execution())
}

/// AC-19: three full years, and not a day less; the day is told, and waits for the head.
///
/// Covers: S2-54.
#[test]
fn what_stood_still_for_three_years_is_given_up_by_the_head() {
    let mut it = standing_still();
    let due = |it: &Docket| {
        let waiting = it.desk.waiting(&it.case);
        waiting.iter().find(|(act, _)| *act == Act::HaltExecution).and_then(|(_, due)| *due)
    };
    assert_eq!(due(&it), Some(date(2029, 3, 21)));
    it.desk.on(date(2029, 3, 20));
    assert_eq!(it.refused(LEADER, cease()), ["EXEC-221"]);
    let case = it.case.clone();
    let early = it.desk.by(LEADER).send(&case, cease()).unwrap_err();
    let [refusal] = early.0.as_slice() else { panic!("{early:?}") };
    assert!(refusal.what.contains("2026年3月20日中止"));
    assert!(refusal.next.words.contains("2029年3月21日"));
    let cite = refusal.cite.as_ref().map(ToString::to_string);
    assert_eq!(cite.as_deref(), Some("《行政强制法》第三十九条第二款"));
    it.desk.on(date(2029, 3, 21));
    assert_eq!(it.refused(HANDLER_A, cease()), ["EXEC-060"]);
    let blank = CeaseExecution { harmless: false, unable: false, reason: " ".into() };
    let blank = Command::CeaseExecution(blank);
    assert_eq!(it.refused(LEADER, blank), ["EXEC-061", "EXEC-222", "EXEC-223"]);
    it.does(LEADER, cease());
    let letter = it.document("TF-22").content.reveal().to_owned();
    assert!(letter.contains("满三年未恢复") && letter.contains("第三十九条第二款"), "{letter}");
    assert_eq!(due(&it), None);
    assert_eq!(it.refused(LEADER, cease()), ["EXEC-007", "EXEC-220"]);
    let resume = Command::ResumeExecution(ResumeExecution { reason: "恢复收入。".into() });
    assert_eq!(it.refused(LEADER, resume), ["EXEC-007", "EXEC-063"]);
    assert_eq!(it.refused(HANDLER_A, demand()), ["EXEC-007"]);
    let it = it.closed();
    let Stage::Closed(_, closing) = &it.case().stage else { panic!("not closed") };
    assert_eq!(closing.ground, ClosingGround::Ceased);
    assert!(it.blocked(Act::ArchiveCase).is_empty());
}

/// AC-19: what was resumed counts anew, and what goes on is not given up.
#[test]
fn a_resumption_begins_the_three_years_anew() {
    let mut it = standing_still();
    it.desk.on(date(2027, 3, 20));
    it.does(LEADER, Command::ResumeExecution(ResumeExecution { reason: "恢复收入。".into() }));
    assert_eq!(it.refused(LEADER, cease()), ["EXEC-220"]);
    let (ground, reason) = (SuspensionGround::Hardship, "再次失去收入。".into());
    it.does(LEADER, Command::SuspendExecution(SuspendExecution { ground, reason }));
    it.desk.on(date(2029, 3, 21));
    assert_eq!(it.refused(LEADER, cease()), ["EXEC-221"]);
    it.desk.on(date(2030, 3, 21));
    it.does(LEADER, cease());
}

/// AC-19: what the court executes is not ours to give up.
#[test]
fn what_the_court_was_asked_for_is_not_given_up_here() {
    let mut it = applied();
    let (ground, reason) = (SuspensionGround::Hardship, "没有财产。".into());
    it.does(LEADER, Command::SuspendExecution(SuspendExecution { ground, reason }));
    it.desk.on(date(2029, 9, 30));
    assert_eq!(it.refused(LEADER, cease()), ["EXEC-224"]);
}

#[test]
fn what_is_paid_has_nothing_to_halt() {
    let mut it = fined(yuan(300), date(2026, 3, 2));
    it.does(CASHIER, Command::RecordPayment(payment(yuan(300), date(2026, 3, 2), "票1")));
    assert_eq!(it.blocked(Act::HaltExecution), ["EXEC-064"]);
    assert_eq!(it.blocked(Act::RequestDeferral), ["EXEC-010"]);
}

/// After revocation the money goes back before the case closes.
#[test]
fn what_was_paid_on_a_decision_that_fell_goes_back() {
    let day = date(2026, 3, 2);
    let mut it = fined(yuan(300), day);
    it.does(CASHIER, Command::RecordPayment(payment(yuan(300), day, "票1")));
    let refund = |fen: Fen, voucher: &str, on: Date| {
        Command::RecordRefund(RecordRefund { amount: fen, voucher: voucher.into(), on })
    };
    assert_eq!(it.refused(CASHIER, refund(yuan(300), "退1", day)), ["EXEC-070", "EXEC-072"]);
    let by_document = "示例判决".into();
    let reason = "程序违法。".into();
    it.does(LEADER, Command::RevokeDecision(RevokeDecision { on: day, by_document, reason }));
    let close = || Command::ProposeClosing(ProposeClosing { words: "决定撤销。".into() });
    assert_eq!(it.refused(HANDLER_A, close()), ["EXEC-075"]);
    assert_eq!(
        it.desk.waiting(&it.case).iter().filter(|(a, _)| *a == Act::RecordRefund).count(),
        1
    );
    assert_eq!(
        it.refused(CASHIER, refund(yuan(301), " ", date(2026, 3, 1))),
        ["EXEC-071", "EXEC-072", "EXEC-074"]
    );
    it.does(CASHIER, refund(yuan(100), "退1", day));
    assert_eq!(it.refused(CASHIER, refund(yuan(100), "退1", day)), ["EXEC-073"]);
    it.does(CASHIER, refund(yuan(200), "退2", day));
    assert_eq!(refundable(it.case().decided().unwrap()), Fen(0));
    it.does(HANDLER_A, close());
    assert_eq!(county().rules.reading("DB-14"), Some("later"));
}

#[test]
fn once_the_court_is_asked_no_deferral_is_given() {
    let it = applied();
    assert_eq!(it.blocked(Act::RequestDeferral), ["EXEC-012"]);
    assert_eq!(it.blocked(Act::DemandPerformance), ["EXEC-035"]);
}

/// AC-25: the standard, the days and the sum are told in a letter of their own.
#[test]
fn the_surcharge_is_told_with_its_reckoning() {
    let delivered = date(2026, 3, 18);
    let mut it = fined(yuan(400), delivered);
    let tell = || Command::TellSurcharge(TellSurcharge {});
    assert_eq!(it.refused(HANDLER_A, tell()), ["EXEC-080"]);
    assert_eq!(it.blocked(Act::TellSurcharge), ["EXEC-080"]);
    let due = owed(&it, delivered).due_on.unwrap();
    let tenth = due.checked_add(jiff::Span::new().days(10)).unwrap();
    it.desk.on(tenth);
    it.does(HANDLER_A, tell());
    let letter = it.document("EX-22");
    for words in ["120.00元", "壹佰贰拾元整", "\"10\"", "对加处罚款不服的"] {
        assert!(letter.content.reveal().contains(words), "{words} in {}", letter.content.reveal());
    }
    assert_eq!(it.refused(HANDLER_A, tell()), ["EXEC-081"]);
    it.deliver("EX-22", tenth);
    it.does(HANDLER_A, tell());
}

/// S5: a fine of the summary procedure is demanded and executed like any other.
#[test]
fn a_fine_of_the_summary_procedure_is_demanded_too() {
    let mut it = Docket::decided_on_spot(date(2026, 3, 2), 100);
    it.desk.on(date(2026, 4, 20));
    let manner = "到示例银行缴纳".into();
    let demand = Command::DemandPerformance(DemandPerformance { manner });
    it.does(HANDLER_A, demand);
    let today = it.desk.today;
    it.deliver("TF-19", today);
    assert_eq!(it.case().decided().unwrap().execution.demands.len(), 1);
    // Six months after the decision nobody sued, and three more are the window of the court.
    it.desk.on(date(2026, 9, 18));
    it.does(HANDLER_A, propose());
    it.does(LEADER, apply());
    let facts = it.case().origin.facts.reveal().to_owned();
    assert!(it.document("EX-18").content.reveal().contains(&facts));
}

/// Overdue by thirty-one days on 17 April: 4,650 are added to 5,000.
fn overdue() -> Docket {
    let mut it = fined(yuan(5_000), date(2026, 3, 2));
    it.desk.on(date(2026, 4, 17));
    let found = owed(&it, date(2026, 4, 17));
    assert_eq!((found.principal, found.surcharge), (yuan(5_000), yuan(4_650)));
    it
}

fn agree(parts: &[(Date, i64)], remitted: i64) -> ProposeAgreement {
    agreement(plan(parts), yuan(remitted))
}

fn agreed(command: ProposeAgreement) -> Command {
    Command::ProposeAgreement(Box::new(command))
}

fn sign() -> Command {
    Command::SignAgreement(SignAgreement {})
}

fn resume() -> Command {
    Command::ResumeExecution(ResumeExecution { reason: "第二期到期没有缴款。".into() })
}

fn pays(it: &mut Docket, fen: Fen, voucher: &str) {
    let command = RecordPayment {
        amount: fen,
        paid_on: it.desk.today,
        voucher: voucher.into(),
        channel: "银行柜台".into(),
    };
    it.does(CASHIER, Command::RecordPayment(command));
}

/// 8,000 in two stages, 1,650 remitted.
fn in_two() -> ProposeAgreement {
    agree(&[(date(2026, 5, 15), 4_000), (date(2026, 6, 15), 4_000)], 1_650)
}

/// AC-21: while it is kept nothing is added and nothing is executed, and it ends the debt.
///
/// Covers: S4-13.
#[test]
fn an_agreement_that_is_kept_ends_the_debt_with_what_was_remitted() {
    let mut it = overdue();
    it.does(HANDLER_A, agreed(in_two()));
    assert!(it.desk.waiting(&it.case).iter().any(|(act, _)| *act == Act::SignAgreement));
    it.does(LEADER, sign());
    let paper = it.document("CM-12").content.reveal().to_owned();
    assert!(paper.contains("8,000.00元") && paper.contains("1,650.00元"), "{paper}");
    let due = |it: &Docket| owed(it, date(2026, 6, 1)).total();
    assert_eq!(due(&it), yuan(8_000), "the surcharge stands still");
    assert_eq!(it.refused(HANDLER_A, demand()), ["EXEC-006"]);
    assert_eq!(it.refused(HANDLER_A, agreed(in_two())), ["EXEC-006", "EXEC-202"]);
    it.desk.on(date(2026, 5, 15));
    assert_eq!(it.refused(LEADER, resume()), ["EXEC-215"], "the last day is not over");
    pays(&mut it, yuan(4_000), "甲1");
    it.desk.on(date(2026, 6, 15));
    let next = |it: &Docket| next_stage(it.case().decided().unwrap(), it.desk.law);
    assert_eq!(next(&it).map(|stage| stage.due_on), Some(date(2026, 6, 15)));
    pays(&mut it, yuan(4_000), "甲2");
    assert_eq!((next(&it), due(&it)), (None, Fen(0)));
    let waiting = it.desk.waiting(&it.case);
    assert!(!waiting.iter().any(|(act, _)| *act == Act::RecordPayment), "{waiting:?}");
}

/// AC-21: what was remitted is owed again, and execution goes on.
#[test]
fn an_agreement_that_is_broken_gives_way_to_execution() {
    let mut it = overdue();
    it.does(HANDLER_A, agreed(in_two()));
    it.does(LEADER, sign());
    it.desk.on(date(2026, 5, 15));
    pays(&mut it, yuan(3_999), "甲1");
    it.desk.on(date(2026, 5, 16));
    it.does(LEADER, resume());
    let after = |days: i64| owed(&it, date(2026, 5, 16) + jiff::Span::new().days(days)).total();
    assert_eq!(after(0), yuan(9_650 - 3_999), "remitted no more, and nothing added meanwhile");
    assert_eq!(after(1), yuan(9_800 - 3_999), "it runs on");
    assert_eq!(after(10), yuan(10_000 - 3_999), "and ends at the fine");
    it.does(HANDLER_A, demand());
}

/// Each obstacle alone, and the head's own.
#[test]
fn an_agreement_remits_no_fine_harms_nobody_and_keeps_the_way_to_the_court() {
    let mut it = overdue();
    let mut alone = |change: &dyn Fn(&mut ProposeAgreement), code: &str| {
        let mut command = in_two();
        change(&mut command);
        assert_eq!(it.refused(HANDLER_A, agreed(command)), [code]);
    };
    alone(&|it| it.plan[1].amount = yuan(3_999), "EXEC-202");
    alone(&|it| it.plan.swap(0, 1), "EXEC-201");
    alone(&|it| it.plan[0].due_on = date(2026, 4, 16), "EXEC-201");
    alone(&|it| it.remedial = " ".into(), "EXEC-204");
    alone(&|it| it.harmless = false, "EXEC-206");
    alone(&|it| it.signature_image = "".into(), "EXEC-208");
    let (_, last) = window(&it).unwrap();
    let late =
        |day: Date| in_two().plan[..1].iter().copied().chain(plan(&[(day, 4_000)])).collect();
    let beyond = ProposeAgreement { plan: late(last), ..in_two() };
    assert_eq!(it.refused(HANDLER_A, agreed(beyond)), ["EXEC-205"]);
    let all = agree(&[(date(2026, 5, 15), 4_999)], 4_651);
    assert_eq!(it.refused(HANDLER_A, agreed(all)), ["EXEC-203"], "the fine itself is not remitted");
    assert_eq!(it.refused(LEADER, sign()), ["EXEC-212"]);
    assert_eq!(it.blocked(Act::SignAgreement), ["EXEC-212"]);

    it.does(
        HANDLER_A,
        agreed(ProposeAgreement { plan: late(last.yesterday().unwrap()), ..in_two() }),
    );
    assert_eq!(it.refused(HANDLER_A, agreed(in_two())), ["EXEC-207"]);
    let back = |reason: &str| Command::ReturnAgreement(ReturnAgreement { reason: reason.into() });
    assert_eq!(it.refused(LEADER, back(" ")), ["EXEC-213"]);
    it.desk.on(date(2026, 4, 18));
    assert_eq!(it.refused(LEADER, sign()), ["EXEC-211"], "a day more of surcharge");
    it.does(LEADER, back("请按今天的数额重签。"));
    assert_eq!(it.refused(LEADER, sign()), ["EXEC-212"]);
}

#[test]
fn there_is_nothing_to_agree_on_before_execution_and_during_review() {
    let mut it = fined(yuan(5_000), date(2026, 3, 2));
    it.desk.on(date(2026, 3, 17));
    assert_eq!(it.blocked(Act::ProposeAgreement), ["EXEC-200"]);
    let mut it = overdue();
    review(&mut it, RemedyKind::Reconsideration, date(2026, 4, 17));
    assert_eq!(it.blocked(Act::ProposeAgreement), ["EXEC-209"]);
}
