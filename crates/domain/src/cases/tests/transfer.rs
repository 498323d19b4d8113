//! 移送管辖: from the proposal to the signature of the other authority, and back.

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::policy::Act;
use crate::testing::*;

/// Tuesday, the day of filing.
const FILED: Date = date(2026, 3, 3);

fn waits(it: &Docket, act: Act) -> Vec<Option<Date>> {
    let mine = |(one, due): (Act, Option<Date>)| (one == act).then_some(due);
    it.desk.waiting(&it.case).into_iter().filter_map(mine).collect()
}

fn propose() -> Command {
    Command::ProposeTransfer(propose_transfer())
}

fn decided(answer: Answer) -> Command {
    Command::ApproveTransfer(ApproveTransfer { answer })
}

fn answer(accepted: bool, on: Date) -> Command {
    Command::DeliverTransfer(Box::new(deliver_transfer(accepted, on)))
}

fn settle(outcome: TransferOutcome, on: Date) -> Command {
    Command::EndTransfer(end_transfer(outcome, on))
}

/// N4: proposal, approval with the letter, receipt; then the case is over and nothing runs.
#[test]
fn a_case_of_another_authority_leaves_against_its_signature() {
    let mut it = Docket::filed();
    let decide_by = Some(date(2026, 6, 1));
    it.does(HANDLER_A, propose());
    assert_eq!(waits(&it, Act::ApproveTransfer), [decide_by]);
    assert_eq!(it.blocked(Act::DeliverTransfer), ["TRAN-001"]);
    it.does(LEADER, decided(Answer::Approve));
    assert!(waits(&it, Act::SubmitReport).is_empty(), "it waits for the other authority");
    let letter = it.document("EX-16");
    let text = letter.content.reveal();
    assert!(letter.number.as_ref().is_some_and(|number| number.text.contains("移字")));
    for words in ["示例市交通运输局", "违法行为发生地不在本行政区域", "证据目录", "第二十二条"]
    {
        assert!(text.contains(words), "{words}");
    }
    assert!(it.document("EX-04").content.reveal().contains("同意移送示例市交通运输局"));
    assert_eq!(waits(&it, Act::DeliverTransfer), [decide_by]);
    let on = date(2026, 3, 5);
    it.desk.on(on);
    it.does(HANDLER_A, answer(true, on));
    let receipt = it.document("CM-4").content.reveal();
    assert!(receipt.contains("演示庚，科长") && receipt.contains("移字第0001号"), "{receipt}");
    assert_eq!(it.case().stage.name_zh(), "已移送");
    let all = it.desk.waiting(&it.case);
    assert!(all.iter().all(|(act, _)| *act == Act::ArchiveCase), "{all:?}");
    assert_eq!(it.blocked(Act::ProposeTransfer), ["CASE-002"]);
    assert_eq!(it.archived().case().stage.name_zh(), "已归档");
}

#[test]
fn a_proposal_is_whole_or_it_is_refused() {
    let mut it = Docket::filed();
    let bare = ProposeTransfer {
        ground: TransferGround::Earlier,
        rests_on: " ".into(),
        organ: String::new(),
        reason: "".into(),
        materials: vec![" ".into()],
    };
    let refused = it.refused(HANDLER_A, Command::ProposeTransfer(bare));
    assert_eq!(refused, ["SUBM-003", "TRAN-010", "TRAN-013", "TRAN-014"]);
    let ours = it.desk.law.authority(&it.case().origin.authority).unwrap().name.clone();
    let ourselves = ProposeTransfer { organ: ours, ..propose_transfer() };
    let refused = it.refused(HANDLER_A, Command::ProposeTransfer(ourselves));
    assert_eq!(refused, ["TRAN-011"]);
    assert_eq!(it.blocked(Act::ApproveTransfer), ["SUBM-005"]);
    it.does(HANDLER_A, propose());
    assert_eq!(it.refused(HANDLER_A, propose()), ["SUBM-004"], "one at a time");
    it.does(LEADER, decided(Answer::Approve));
    assert_eq!(it.refused(HANDLER_A, propose()), ["TRAN-002"]);
}

/// 《行政处罚法》第二十五条: nothing is decided while it is not settled whose case it is.
#[test]
fn nothing_moves_towards_a_decision_meanwhile() {
    let it = Docket::ordinary().told(date(2026, 3, 6)).drafted(date(2026, 3, 16));
    let mut it = it.reviewed(date(2026, 3, 17));
    it.does(HANDLER_A, propose());
    let bare = Answer::Return { reason: "".into() };
    assert_eq!(it.refused(LEADER, decided(bare)), ["SUBM-002"]);
    it.does(LEADER, decided(Answer::Return { reason: "违法行为发生在本县。".into() }));
    assert!(!it.case().documents.iter().any(|one| one.form == "EX-16"));
    assert_eq!(it.blocked(Act::DecidePenalty), [""; 0], "given back, the case goes on");
    let mut it = it.sent();
    it.desk.by(LEADER);
    assert_eq!(it.blocked(Act::DecidePenalty), ["TRAN-090"]);
    assert_eq!(it.blocked(Act::EndCase), ["SUBM-005", "TRAN-090"]);
    assert_eq!(it.blocked(Act::AddEvidence), Docket::ordinary().blocked(Act::AddEvidence));
    let decide = Command::DecidePenalty(DecidePenalty { words: String::new() });
    assert_eq!(it.refused(LEADER, decide), ["TRAN-090"]);
    let today = it.desk.today;
    it.does(HANDLER_A, answer(false, today));
    it.desk.by(LEADER);
    assert_eq!(it.blocked(Act::DecidePenalty), ["TRAN-090"], "until it is settled");
    it.does(HANDLER_A, settle(TransferOutcome::AssignedUs, today));
    it.decided(date(2026, 3, 18));
}

/// A case is handed over by a signature, on a day that can be, with nothing left behind.
#[test]
fn nobody_has_the_case_until_somebody_signed_for_it() {
    let mut it = Docket::filed().sent();
    let bare = DeliverTransfer {
        receiver: "".into(),
        signature_image: "".into(),
        ..deliver_transfer(true, FILED.tomorrow().unwrap())
    };
    let refused = it.refused(HANDLER_A, Command::DeliverTransfer(Box::new(bare)));
    assert_eq!(refused, ["TRAN-030", "TRAN-032", "TRAN-033"]);
    let early = it.refused(HANDLER_A, answer(true, FILED.yesterday().unwrap()));
    assert_eq!(early, ["TRAN-031"]);
    let silent = DeliverTransfer {
        number: String::new(),
        reason: "".into(),
        ..deliver_transfer(false, FILED)
    };
    let refused = it.refused(HANDLER_A, Command::DeliverTransfer(Box::new(silent)));
    assert_eq!(refused, ["TRAN-034", "TRAN-035"]);
    let day = date(2026, 4, 1);
    let held = Docket::freight(date(2026, 3, 31)).holding(MeasureKind::Seize, day);
    let mut held = held.sent();
    assert_eq!(held.refused(HANDLER_A, answer(true, day)), ["MEAS-004"]);
    let lift = lift_measure(&held.measure(), ReleaseGround::Other);
    held.does(LEADER, Command::ReleaseMeasure(lift));
    let back = give_back(&held.measure());
    held.does(HANDLER_A, Command::ReturnArticles(back));
    held.does(HANDLER_A, answer(true, day));
}

/// 《行政处罚法》第二十五条第二款: sent back, it is settled by agreement or by the superior of both.
#[test]
fn a_case_that_is_sent_back_goes_on_or_is_assigned() {
    let mut it = Docket::filed().sent();
    assert_eq!(it.blocked(Act::EndTransfer), ["TRAN-002"]);
    it.desk.on(date(2026, 3, 10));
    it.does(HANDLER_A, answer(false, date(2026, 3, 10)));
    assert_eq!(waits(&it, Act::EndTransfer), [Some(date(2026, 6, 1))]);
    assert_eq!(it.blocked(Act::DeliverTransfer), ["TRAN-002"]);
    let bare = EndTransfer { document: " ".into(), ..end_transfer(TransferOutcome::Kept, FILED) };
    let refused = it.refused(HANDLER_A, Command::EndTransfer(bare));
    assert_eq!(refused, ["TRAN-040", "TRAN-042"]);
    let late = settle(TransferOutcome::Kept, date(2026, 3, 11));
    assert_eq!(it.refused(HANDLER_A, late), ["TRAN-041"]);
    it.desk.on(date(2026, 3, 20));
    it.does(HANDLER_A, settle(TransferOutcome::AssignedThird, date(2026, 3, 20)));
    assert!(it.case().transfer().is_none());
    // The days count: ninety days from 3 March end on 1 June.
    assert_eq!(waits(&it, Act::SubmitReport), [Some(date(2026, 6, 1))]);
    let third = ProposeTransfer {
        ground: TransferGround::Assigned,
        rests_on: "示例交指〔2026〕1号".into(),
        organ: "示例县水务局".into(),
        ..propose_transfer()
    };
    it.does(HANDLER_A, Command::ProposeTransfer(third));
    it.does(LEADER, decided(Answer::Approve));
    assert!(it.document("EX-16").content.reveal().contains("示例交指〔2026〕1号"));
    it.does(HANDLER_A, answer(false, date(2026, 3, 20)));
    it.does(HANDLER_A, settle(TransferOutcome::AssignedThem, date(2026, 3, 20)));
    assert_eq!(it.case().stage.name_zh(), "已移送");
}

/// DB-29: the county may leave the days out.
#[test]
fn the_days_of_a_transfer_that_came_back_may_be_left_out() {
    let back = |desk: Desk| {
        let mut it = Docket::on_desk(desk);
        it.does(HANDLER_A, Command::ProposeFiling(Box::new(filing(FILED))));
        it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
        let mut it = it.sent();
        it.desk.on(date(2026, 3, 12));
        it.does(HANDLER_A, answer(false, date(2026, 3, 12)));
        it.does(HANDLER_A, settle(TransferOutcome::Kept, date(2026, 3, 12)));
        waits(&it, Act::SubmitReport)
    };
    assert_eq!(back(Desk::open(FILED)), [Some(date(2026, 6, 1))]);
    // Nine days, 4 to 12 March: the day of filing does not count anyway.
    let excluded = Desk::under(reading("DB-29", "excluded"), FILED);
    assert_eq!(back(excluded), [Some(date(2026, 6, 10))]);
}

#[test]
fn only_a_filed_and_undecided_case_is_transferred_and_only_by_the_right_people() {
    let mut proposed = Docket::new(FILED);
    proposed.does(HANDLER_A, Command::ProposeFiling(Box::new(filing(FILED))));
    assert_eq!(proposed.blocked(Act::ProposeTransfer), ["CASE-002"]);
    assert_eq!(Docket::on_spot(MONDAY).blocked(Act::ProposeTransfer), ["CASE-002"]);
    let decided = Docket::delivered(date(2026, 3, 18));
    assert_eq!(decided.blocked(Act::ProposeTransfer), ["CASE-002"]);
    let mut crime = Docket::freight(date(2026, 3, 31)).investigated();
    crime.does(HANDLER_A, Command::SuspectCrime(suspect_crime()));
    assert_eq!(crime.blocked(Act::ProposeTransfer), ["CRIME-090"], "the police come first");
    let mut late = Docket::freight(date(2026, 3, 31)).sent();
    late.does(HANDLER_A, Command::SuspectCrime(suspect_crime()));
    let today = late.desk.today;
    assert_eq!(late.refused(HANDLER_A, answer(true, today)), ["CRIME-090"]);
}
