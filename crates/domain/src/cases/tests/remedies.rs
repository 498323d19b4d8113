//! 复议、诉讼: against which act, what stands still, what its end brings about, and the new decision.

use jiff::civil::{Date, date};
use law::Fen;

use crate::cases::*;
use crate::ids::{DocumentId, RemedyId};
use crate::policy::Act;
use crate::testing::*;

const DAY: Date = date(2026, 3, 18);

fn noted(it: &mut Docket, kind: RemedyKind, day: Date) {
    it.desk.on(day);
    it.does(REVIEWER, Command::NoteRemedy(note_remedy(kind, day)));
}

fn ended(it: &mut Docket, result: RemedyResult, day: Date) {
    it.desk.on(day);
    it.does(REVIEWER, Command::EndRemedy(Box::new(end_remedy(result, day))));
}

fn against(it: &Docket, form: &str, day: Date) -> Command {
    let document = Some(it.newest(form));
    Command::NoteRemedy(NoteRemedy { document, ..note_remedy(RemedyKind::Reconsideration, day) })
}

/// The days until which the act waits, one for each task.
fn waits(it: &Docket, act: Act) -> Vec<Option<Date>> {
    let mine = |(one, due): (Act, Option<Date>)| (one == act).then_some(due);
    it.desk.waiting(&it.case).into_iter().filter_map(mine).collect()
}

fn paid(it: &mut Docket, yuans: i64, day: Date) {
    it.does(CASHIER, Command::RecordPayment(payment(yuan(yuans), day, "票1")));
}

/// 《行政复议法》第四十八条、第五十四条、第八十八条; 《行政诉讼法》第六十七条.
#[test]
fn our_answer_is_due_by_the_procedure_that_hears_it() {
    let due = |kind, track| {
        let mut it = Docket::delivered(DAY);
        let note = NoteRemedy { track, ..note_remedy(kind, DAY) };
        it.does(REVIEWER, Command::NoteRemedy(note));
        waits(&it, Act::AnswerRemedy)[0]
    };
    // Wednesday 18 March; 3 April is the last of ten working days before 清明 (4 to 6 April).
    let ordinary = due(RemedyKind::Reconsideration, RemedyTrack::Ordinary);
    assert_eq!(ordinary, Some(date(2026, 4, 1)));
    let simple = due(RemedyKind::Reconsideration, RemedyTrack::Simple);
    assert_eq!(simple, Some(date(2026, 3, 25)));
    assert_eq!(due(RemedyKind::Litigation, RemedyTrack::Ordinary), Some(date(2026, 4, 2)));
}

#[test]
fn a_remedy_is_noted_with_the_days_that_its_clocks_need() {
    let mut it = Docket::delivered(DAY);
    it.desk.on(date(2026, 3, 20));
    let simple_suit = NoteRemedy {
        track: RemedyTrack::Simple,
        received_on: date(2026, 3, 18),
        ..note_remedy(RemedyKind::Litigation, date(2026, 3, 19))
    };
    let refused = it.refused(REVIEWER, Command::NoteRemedy(simple_suit));
    assert_eq!(refused, ["EXEC-142", "EXEC-143"]);
    let unknown = NoteRemedy {
        document: Some(DocumentId::new("nothing")),
        ..note_remedy(RemedyKind::Litigation, DAY)
    };
    assert_eq!(it.refused(REVIEWER, Command::NoteRemedy(unknown)), ["EXEC-140"]);
    let notice = against(&it, "TF-11", DAY);
    assert_eq!(it.refused(REVIEWER, notice), ["EXEC-140"], "nobody attacks a notice of penalty");
    let fresh = Docket::ordinary();
    assert_eq!(fresh.blocked(Act::NoteRemedy), ["EXEC-144"]);
    assert_eq!(fresh.blocked(Act::EndRemedy), ["EXEC-024"]);
}

/// The answer names the act and all the evidence, and is given once.
#[test]
fn the_answer_is_a_paper_with_every_piece_of_evidence() {
    let mut it = Docket::delivered(DAY);
    assert_eq!(it.blocked(Act::AnswerRemedy), ["EXEC-024"]);
    noted(&mut it, RemedyKind::Litigation, DAY);
    let bare = AnswerRemedy {
        claims: "".into(),
        answer: "".into(),
        request: " ".into(),
        ..answer_remedy()
    };
    let refused = it.refused(REVIEWER, Command::AnswerRemedy(Box::new(bare)));
    assert_eq!(refused, ["EXEC-150", "EXEC-151", "EXEC-152"]);
    it.does(REVIEWER, Command::AnswerRemedy(Box::new(answer_remedy())));
    let paper = it.document("EX-33").content.reveal().to_owned();
    let decision = it.case().decided().unwrap().decision.number.clone();
    for words in ["行政诉讼答辩状", "原告", &decision, &it.case().evidence[0].name] {
        assert!(paper.contains(words), "{words}");
    }
    let again = Command::AnswerRemedy(Box::new(answer_remedy()));
    assert_eq!(it.refused(REVIEWER, again), ["EXEC-154"]);
    assert!(waits(&it, Act::AnswerRemedy).is_empty());
    assert_eq!(waits(&it, Act::EndRemedy), [None]);
}

/// 《行政处罚法》第七十三条: performance goes on, and nothing closes.
#[test]
fn nothing_closes_and_nothing_is_archived_while_a_remedy_is_open() {
    let mut it = Docket::delivered(DAY);
    paid(&mut it, 300, DAY);
    let words = || ProposeClosing { words: "已缴。".into() };
    it.does(HANDLER_A, Command::ProposeClosing(words()));
    noted(&mut it, RemedyKind::Reconsideration, DAY);
    let approve = || Command::ApproveClosing(ApproveClosing { words: String::new() });
    assert_eq!(it.refused(LEADER, approve()), ["EXEC-190"]);
    ended(&mut it, RemedyResult::Upheld, date(2026, 4, 20));
    it.does(LEADER, approve());
    noted(&mut it, RemedyKind::Litigation, date(2026, 5, 6));
    assert_eq!(it.blocked(Act::ArchiveCase), ["EXEC-191"], "a closed case is attacked too");
    ended(&mut it, RemedyResult::Withdrawn, date(2026, 6, 1));
    it.archived();
}

/// 《行政强制法》第四十一条, 《行政处罚法》第四十八条第二款: it falls, the money and the publication with it.
#[test]
fn a_decision_revoked_after_closing_gives_the_money_back_and_leaves_the_portal() {
    let mut it = Docket::delivered(DAY);
    paid(&mut it, 300, DAY);
    let mut it = it.published().closed();
    noted(&mut it, RemedyKind::Reconsideration, date(2026, 4, 1));
    let bare = EndRemedy { reason: " ".into(), ..end_remedy(RemedyResult::Revoked, it.desk.today) };
    assert_eq!(it.refused(REVIEWER, Command::EndRemedy(Box::new(bare))), ["EXEC-170"]);
    ended(&mut it, RemedyResult::Revoked, date(2026, 5, 20));
    let case = it.case();
    assert!(matches!(case.decided().unwrap().standing, Standing::Revoked { .. }));
    assert_eq!(refundable(case.decided().unwrap()), yuan(300));
    // Three working days from Wednesday 20 May.
    assert_eq!(waits(&it, Act::RetractPublication), [Some(date(2026, 5, 25))]);
    assert_eq!(waits(&it, Act::RecordRefund), [None]);
    assert_eq!(it.blocked(Act::ArchiveCase), ["EXEC-075"]);
    let give = |amount, voucher: &str| {
        let on = date(2026, 5, 20);
        Command::RecordRefund(RecordRefund { amount, voucher: voucher.into(), on })
    };
    it.does(CASHIER, give(yuan(300), "退1"));
    assert_eq!(it.blocked(Act::RecordRefund), ["EXEC-070"]);
    assert_eq!(it.blocked(Act::ReopenCase), ["EXEC-184", "EXEC-187"], "nobody ordered a new one");
}

/// 《行政诉讼法》第七十七条: what was paid beyond the new fine goes back, with its share of surcharge.
#[test]
fn a_decision_that_is_changed_is_owed_as_changed() {
    let mut it = Docket::delivered(DAY);
    it.desk.on(date(2026, 4, 7));
    // Due on Thursday 2 April; five days of surcharge: 45 yuan.
    assert_eq!(owed_on(it.case().decided().unwrap(), it.desk.law, it.desk.today).days, 5);
    paid(&mut it, 345, date(2026, 4, 7));
    let mut it = it.published();
    noted(&mut it, RemedyKind::Litigation, date(2026, 4, 8));
    let change = |fine: Option<Fen>| {
        let gains = fine.map(|_| yuan(0));
        let end = end_remedy(RemedyResult::Changed, date(2026, 4, 8));
        Command::EndRemedy(Box::new(EndRemedy { fine, gains, ..end }))
    };
    assert_eq!(it.refused(REVIEWER, change(None)), ["EXEC-173"]);
    assert_eq!(it.refused(REVIEWER, change(Some(yuan(301)))), ["EXEC-174"]);
    it.does(REVIEWER, change(Some(yuan(200))));
    let decided = it.case().decided().unwrap();
    assert_eq!((decided.fine(), decided.owed_principal()), (yuan(200), yuan(0)));
    assert_eq!(refundable(decided), yuan(115), "a hundred and its share of the surcharge");
    assert!(waits(&it, Act::RetractPublication)[0].is_some());
    assert_eq!(it.blocked(Act::ProposeClosing), ["EXEC-075"]);
}

/// A decision held unlawful stands, and is no longer shown.
#[test]
fn an_unlawful_decision_that_stands_is_taken_from_the_portal() {
    let mut it = Docket::delivered(DAY).published();
    noted(&mut it, RemedyKind::Litigation, DAY);
    ended(&mut it, RemedyResult::Unlawful, date(2026, 3, 19));
    let decided = it.case().decided().unwrap();
    assert_eq!(decided.standing, Standing::InForce);
    assert_eq!(decided.owed_principal(), yuan(300));
    assert_eq!(waits(&it, Act::RetractPublication), [Some(date(2026, 3, 24))]);
}

/// 《行政复议法》第六十四条, 《行政诉讼法》第七十一条: a new decision, after the old one was undone.
#[test]
fn a_case_is_decided_again_when_that_was_ordered() {
    let mut it = Docket::delivered(DAY);
    assert_eq!(it.blocked(Act::ReopenCase), ["EXEC-183"]);
    paid(&mut it, 300, DAY);
    let mut it = it.published();
    noted(&mut it, RemedyKind::Reconsideration, DAY);
    let order = |redo_by| {
        let end = end_remedy(RemedyResult::Again, date(2026, 5, 11));
        Command::EndRemedy(Box::new(EndRemedy { redo_by, ..end }))
    };
    it.desk.on(date(2026, 5, 11));
    assert_eq!(it.refused(REVIEWER, order(Some(date(2026, 5, 10)))), ["EXEC-172"]);
    it.does(REVIEWER, order(Some(date(2026, 7, 10))));
    assert_eq!(waits(&it, Act::ReopenCase), [Some(date(2026, 7, 10))]);
    assert_eq!(it.blocked(Act::ReopenCase), ["EXEC-186", "EXEC-187"]);
    let refund = RecordRefund { amount: yuan(300), voucher: "退1".into(), on: it.desk.today };
    it.does(CASHIER, Command::RecordRefund(refund));
    let reason = "复议决定撤销。".into();
    it.does(PUBLISHER, Command::RetractPublication(RetractPublication { reason }));
    let reopen = |plan: &str| Command::ReopenCase(ReopenCase { plan: plan.into() });
    assert_eq!(it.refused(LEADER, reopen("")), ["EXEC-181"]);
    it.does(LEADER, reopen("重新测量，补充询问。"));
    assert!(matches!(it.case().stage, Stage::Investigating(_)));
    assert_eq!(it.case().former.len(), 1);
    assert_eq!(waits(&it, Act::SubmitReport), [Some(date(2026, 7, 10))]);
    assert!(waits(&it, Act::ReopenCase).is_empty());
    assert!(waits(&it, Act::RecordDelivery).is_empty(), "nothing of the old decision is delivered");
    let told = date(2026, 5, 12);
    let mut it = it
        .reported(Proposal::Penalty(terms("a", yuan(200))))
        .told(told)
        .drafted(date(2026, 5, 21))
        .reviewed(date(2026, 5, 21))
        .decided(date(2026, 5, 22));
    it.deliver("TF-15", date(2026, 5, 22));
    let decided = it.case().decided().unwrap();
    assert_eq!(decided.owed_principal(), yuan(200), "nothing of the old one is counted");
    assert_eq!(it.blocked(Act::ReopenCase), ["EXEC-183"]);
    noted(&mut it, RemedyKind::Litigation, date(2026, 5, 25));
    assert_eq!(it.case().remedies.len(), 2, "the new decision can be attacked in its turn");
}

/// A summary decision that has to be made anew becomes a case to be filed.
#[test]
fn a_summary_decision_that_fell_is_made_anew_by_the_general_procedure() {
    let mut it = Docket::decided_on_spot(MONDAY, 100);
    noted(&mut it, RemedyKind::Reconsideration, date(2026, 3, 9));
    ended(&mut it, RemedyResult::Again, date(2026, 4, 8));
    it.does(LEADER, Command::ReopenCase(ReopenCase { plan: "补充证据。".into() }));
    assert_eq!(it.case().stage, Stage::Proposed);
    assert!(!waits(&it, Act::ApproveFiling).is_empty());
}

/// AP-70: only where one of the four grounds is on record.
#[test]
fn a_stay_stops_what_would_be_carried_out() {
    let mut it = Docket::delivered(DAY);
    let stay = || Command::StayExecution(stay_execution(DAY));
    assert_eq!(it.blocked(Act::StayExecution), ["EXEC-024"]);
    noted(&mut it, RemedyKind::Litigation, DAY);
    let bare = StayExecution { document: String::new(), ..stay_execution(date(2026, 3, 17)) };
    assert_eq!(it.refused(LEADER, Command::StayExecution(bare)), ["EXEC-161", "EXEC-163"]);
    let early = StayExecution { on: date(2026, 3, 19), ..stay_execution(DAY) };
    assert_eq!(it.refused(LEADER, Command::StayExecution(early)), ["EXEC-162"]);
    it.does(LEADER, stay());
    assert_eq!(it.refused(LEADER, stay()), ["EXEC-164"]);
}

/// AC-23, 《行政复议法》第四十二条: an order that is stayed or fell is not carried out.
#[test]
fn an_order_that_is_stayed_or_revoked_is_not_carried_out() {
    let mut it = super::enforcement::decided_proxy();
    let day = it.desk.today;
    let note = against(&it, "TF-21", day);
    it.does(REVIEWER, note);
    it.does(LEADER, Command::StayExecution(stay_execution(day)));
    let done = super::enforcement::recorded(&it, day);
    assert!(it.refused(HANDLER_A, done).contains(&"EXEC-193".to_owned()));
    ended(&mut it, RemedyResult::Revoked, day);
    let done = super::enforcement::recorded(&it, day);
    assert!(it.refused(HANDLER_A, done).contains(&"EXEC-192".to_owned()));
    assert_eq!(waits(&it, Act::StopEnforcement), [Some(day)], "it is stopped at once");
    let again = against(&it, "TF-21", day);
    assert_eq!(it.refused(REVIEWER, again), ["EXEC-140"], "what fell is not attacked again");
}

/// 《行政强制法》第二十八条: a measure that was revoked is lifted at once; the surcharge runs on.
#[test]
fn a_measure_that_was_revoked_is_lifted_at_once() {
    let day = date(2026, 4, 1);
    let mut it = Docket::freight(day.yesterday().unwrap()).holding(MeasureKind::Seize, day);
    let note = against(&it, "TF-08", day);
    it.does(REVIEWER, note);
    let again = EndRemedy { ..end_remedy(RemedyResult::Again, day) };
    assert_eq!(it.refused(REVIEWER, Command::EndRemedy(Box::new(again))), ["EXEC-171"]);
    ended(&mut it, RemedyResult::Revoked, day);
    assert_eq!(waits(&it, Act::ReleaseMeasure), [Some(day)]);
    let other = EndRemedy {
        remedy: Some(RemedyId::new("nothing")),
        ..end_remedy(RemedyResult::Upheld, day)
    };
    assert_eq!(it.refused(REVIEWER, Command::EndRemedy(Box::new(other))), ["EXEC-024"]);
}

/// A remedy filed after its time is noted, and the answer is told so.
#[test]
fn a_remedy_out_of_time_is_seen() {
    let mut it = Docket::delivered(DAY);
    noted(&mut it, RemedyKind::Reconsideration, date(2026, 5, 18));
    let late = |it: &Docket| late_after(it.case(), it.case().remedies.last().unwrap(), it.desk.law);
    // Sixty days end on Sunday 17 May and roll to Monday.
    assert_eq!(late(&it), None);
    ended(&mut it, RemedyResult::Upheld, date(2026, 5, 18));
    noted(&mut it, RemedyKind::Litigation, date(2026, 6, 3));
    assert_eq!(late(&it), Some(date(2026, 6, 2)), "fifteen days after the reconsideration");
}
