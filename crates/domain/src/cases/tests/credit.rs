//! The credit notice, its periods, and the repair.

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::documents::Sheet;
use crate::testing::*;

fn tell(grade: CreditGrade) -> Command {
    let basis = "交通运输领域失信信息分类目录第十二项".into();
    Command::GiveCreditNotice(GiveCreditNotice { grade, basis })
}

fn repair(on: Date) -> Command {
    Command::RecordRepair(RecordRepair {
        on, by_document: "信用修复决定〔2026〕1号".into()
    })
}

/// The ordinary case decided on 15 April 2026, under the rules in force from 1 April.
fn decided() -> Docket {
    Docket::ordinary()
        .told(date(2026, 4, 2))
        .drafted(date(2026, 4, 13))
        .reviewed(date(2026, 4, 14))
        .decided(date(2026, 4, 15))
}

/// Three months at the least and a year at the most, from the day of the decision; a repair waits
/// for the first to pass and for the fine.
#[test]
fn the_periods_run_from_the_decision_and_a_repair_waits_for_the_shorter() {
    let mut it = decided();
    assert_eq!(it.refused(PUBLISHER, repair(date(2026, 4, 15))), ["CREDIT-006"]);
    it.does(HANDLER_A, tell(CreditGrade::General));
    let (notice, _) = it.case().decided().unwrap().credit.clone().unwrap();
    assert_eq!((notice.repair_from, notice.until), (date(2026, 7, 16), date(2027, 4, 15)));
    let paper = it.document("EX-24");
    let sheet = Sheet::from_json("EX-24", paper.content.reveal()).unwrap();
    assert_eq!((sheet.get("grade"), sheet.get("from")), ("一般", "2026年4月15日"));
    assert_eq!(it.refused(HANDLER_A, tell(CreditGrade::General)), ["CREDIT-005"]);
    it.deliver("TF-15", date(2026, 4, 15));
    it.deliver("EX-24", date(2026, 4, 15));
    let early = it.refused(PUBLISHER, repair(date(2026, 4, 15)));
    assert_eq!(early, ["CREDIT-008", "CREDIT-009", "CREDIT-011"]);
    it.does(CASHIER, Command::RecordPayment(payment(yuan(300), date(2026, 4, 15), "票1")));
    it.desk.on(date(2026, 7, 16));
    assert_eq!(it.refused(PUBLISHER, repair(date(2026, 7, 15))), ["CREDIT-011"]);
    assert_eq!(it.refused(PUBLISHER, repair(date(2026, 7, 17))), ["CREDIT-010"]);
    it.does(PUBLISHER, repair(date(2026, 7, 16)));
    assert_eq!(it.refused(PUBLISHER, repair(date(2026, 7, 16))), ["CREDIT-007"]);
}

#[test]
fn a_serious_failing_stands_from_one_year_to_three() {
    let mut it = decided();
    it.does(HANDLER_A, tell(CreditGrade::Serious));
    let (notice, _) = it.case().decided().unwrap().credit.clone().unwrap();
    assert_eq!((notice.repair_from, notice.until), (date(2027, 4, 16), date(2029, 4, 15)));
}

/// A penalty on the spot is a minor failing, three months at the most, repairable at once.
#[test]
fn a_penalty_on_the_spot_is_a_minor_failing() {
    let mut it = Docket::decided_on_spot(date(2026, 5, 11), 100);
    assert_eq!(it.refused(HANDLER_A, tell(CreditGrade::General)), ["CREDIT-004"]);
    it.does(HANDLER_A, tell(CreditGrade::Minor));
    let (notice, _) = it.case().decided().unwrap().credit.clone().unwrap();
    assert_eq!((notice.repair_from, notice.until), (date(2026, 5, 11), date(2026, 8, 11)));
}

/// CS-07: which rule a decision before 1 April 2026 stands under is not guessed.
#[test]
fn no_notice_is_given_for_a_decision_before_the_present_rules() {
    let mut it = Docket::delivered(date(2026, 3, 18));
    assert_eq!(it.refused(HANDLER_A, tell(CreditGrade::General))[0], "CREDIT-002");
    let mut undecided = Docket::filed();
    assert_eq!(undecided.refused(HANDLER_A, tell(CreditGrade::General))[0], "CASE-002");
    let mut blank = decided();
    let command = GiveCreditNotice { grade: CreditGrade::General, basis: " ".into() };
    assert_eq!(blank.refused(HANDLER_A, Command::GiveCreditNotice(command)), ["CREDIT-003"]);
}
