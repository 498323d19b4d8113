//! 拍卖抵缴罚款: only what was seized in the case, only in vain demanded, only when no remedy was
//! sought, and every yuan accounted for.

use jiff::civil::{Date, date};
use law::Fen;

use crate::cases::*;
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::testing::*;

const SEIZED: Date = date(2026, 4, 1);
const FINED: Date = date(2026, 4, 15);
/// The day after the six months for a suit.
const RIPE: Date = date(2026, 10, 16);

/// The county that lets things be auctioned whose measure has run out.
fn kept() -> &'static Jurisdiction {
    static KEPT: std::sync::LazyLock<&Jurisdiction> =
        std::sync::LazyLock::new(|| reading("AC-26", "kept"));
    *KEPT
}

/// A van seized, its party fined 5,000 yuan within the thirty days.
fn fined(law: &'static Jurisdiction) -> Docket {
    let found = SEIZED.yesterday().unwrap();
    let mut command = filing(SEIZED);
    command.item = crate::ids::ItemId::new("JX-T-13-CF");
    command.cause = "未取得道路运输经营许可从事货物运输".into();
    command.discovered_on = found;
    let mut it = Docket::on_desk(Desk::under(law, SEIZED));
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    let it = it.holding(MeasureKind::Seize, SEIZED);
    let mut penalty = terms("b", yuan(5_000));
    penalty.bases = penalty.bases.with(crate::catalogue::fine::ILLEGAL_GAINS, yuan(0));
    let it = it.investigated().reported(Proposal::Penalty(penalty)).told(SEIZED);
    let mut it = it.drafted(FINED).reviewed(FINED).deliberated(FINED).decided(FINED);
    it.deliver("TF-15", FINED);
    it
}

fn demanded(mut it: Docket, on: Date) -> Docket {
    it.desk.on(on);
    let manner = "到示例银行缴纳".into();
    it.does(HANDLER_A, Command::DemandPerformance(DemandPerformance { manner }));
    it.deliver("TF-19", on);
    it
}

/// Demanded in September, the time for remedies over in October.
pub(crate) fn ripe() -> Docket {
    let mut it = demanded(fined(kept()), date(2026, 9, 1));
    it.desk.on(RIPE);
    it
}

fn order(it: &Docket) -> Command {
    Command::DecideAuction(decide_auction(&it.measure()))
}

fn ended(outcome: AuctionOutcome, price: i64, on: Date) -> Command {
    Command::RecordAuction(Box::new(record_auction(outcome, price, on)))
}

/// Decided and told, ready to be sold.
fn ordered() -> Docket {
    let mut it = ripe();
    let command = order(&it);
    it.does(LEADER, command);
    it.deliver("CM-13", RIPE);
    it
}

fn owed(it: &Docket) -> Owed {
    owed_on(it.case().decided().unwrap(), it.desk.law, it.desk.today)
}

/// Nobody bids, then it is sold for more than the fine.
pub(crate) fn auctioned() -> Docket {
    let mut it = ordered();
    it.does(HANDLER_A, ended(AuctionOutcome::Unsold, 0, RIPE));
    let again = order(&it);
    it.does(LEADER, again);
    it.deliver("CM-13", RIPE);
    it.does(HANDLER_A, ended(AuctionOutcome::Sold, 16_000, RIPE));
    it
}

/// E13, AC-26: from the demand in vain to the money in the treasury, the surplus given back.
///
/// Covers: S4-13.
#[test]
fn what_was_seized_offsets_the_fine_and_what_is_over_goes_back() {
    let mut it = ripe();
    assert!(it.document("TF-19").content.reveal().contains("依法拍卖抵缴罚款"));
    let command = order(&it);
    it.does(LEADER, command);
    let paper = it.document("CM-13").content.reveal().to_owned();
    for words in ["5,000.00元", "18,000.00元", "轻型货车", "示例拍卖有限公司", "没有提出意见"]
    {
        assert!(paper.contains(words), "{words}: {paper}");
    }
    let waits =
        |it: &Docket, act: Act| it.desk.waiting(&it.case).iter().any(|(one, _)| *one == act);
    assert!(waits(&it, Act::RecordAuction));
    let sold = ended(AuctionOutcome::Sold, 16_000, RIPE);
    assert_eq!(it.refused(HANDLER_A, sold.clone()), ["EXEC-256"]);
    it.deliver("CM-13", RIPE);
    it.does(HANDLER_A, sold);
    let record = it.document("EX-21").content.reveal().to_owned();
    for words in ["16,000.00元", "示国库0009", "抵缴罚款5,000.00元", "11,000.00元退还当事人"]
    {
        assert!(record.contains(words), "{words}: {record}");
    }
    let held = it.case().measures[0].held.clone().unwrap();
    assert!(held.articles.iter().all(|one| matches!(one.fate, Fate::Offset { .. })));
    assert_eq!((held.proceeds, held.ended_on()), (yuan(16_000), Some(RIPE)));
    // The surcharge is not offset: it is still owed, and the surplus is still theirs.
    assert_eq!((owed(&it).principal, owed(&it).surcharge), (Fen(0), yuan(5_000)));
    assert_eq!(refundable(it.case().decided().unwrap()), yuan(11_000));
    assert!(waits(&it, Act::RecordRefund) && !waits(&it, Act::RecordAuction));
    let refund = |y: i64, on: Date| {
        Command::RecordRefund(RecordRefund { amount: yuan(y), voucher: "退1".into(), on })
    };
    assert_eq!(it.refused(CASHIER, refund(11_001, RIPE)), ["EXEC-072"]);
    assert_eq!(it.refused(CASHIER, refund(11_000, RIPE.yesterday().unwrap())), ["EXEC-074"]);
    assert!(it.blocked(Act::ProposeClosing).contains(&"EXEC-077".to_owned()));
    it.does(CASHIER, refund(11_000, RIPE));
    assert_eq!(refundable(it.case().decided().unwrap()), Fen(0));
}

/// A sale below the fine leaves the rest to the court.
#[test]
fn a_sale_below_the_fine_leaves_the_rest_for_the_court() {
    let mut it = ordered();
    it.does(HANDLER_A, ended(AuctionOutcome::Sold, 3_000, RIPE));
    assert_eq!((owed(&it).principal, owed(&it).surcharge), (yuan(2_000), yuan(5_000)));
    assert_eq!(refundable(it.case().decided().unwrap()), Fen(0));
    let command = order(&it);
    assert_eq!(it.refused(LEADER, command), ["EXEC-230", "MEAS-002"]);
    it.does(
        HANDLER_A,
        Command::ProposeCourtApplication(ProposeCourtApplication {
            court: "示例县人民法院".into(),
            opinion: "当事人没有提出意见。".into(),
            property: "没有其他财产线索。".into(),
        }),
    );
}

/// E13: by default what should have been lifted months ago is not auctioned; the other reading asks
/// that the decision was made in time.
#[test]
fn by_default_what_is_held_beyond_its_period_is_not_auctioned() {
    let mut it = demanded(fined(crate::packs::fixture::county()), date(2026, 9, 1));
    it.desk.on(RIPE);
    let command = order(&it);
    assert_eq!(it.refused(LEADER, command), ["EXEC-245"]);
    assert!(it.blocked(Act::DecideAuction).is_empty(), "which measure is a choice of the head");
    let mut other = ripe();
    let command = order(&other);
    other.does(LEADER, command);
}

/// E13, AC-26: nothing seized, nothing demanded, too early, a remedy: each refused with its article.
#[test]
fn each_condition_of_the_article_is_asked_for() {
    let mut it = fined(kept());
    it.desk.on(date(2026, 5, 20));
    let command = order(&it);
    let early = ["EXEC-233", "EXEC-234", "EXEC-236"];
    assert_eq!(it.refused(LEADER, command.clone()), early);
    let mut it = demanded(it, date(2026, 10, 8));
    it.desk.on(RIPE);
    assert_eq!(it.refused(LEADER, command.clone()), ["EXEC-235"]);
    assert_eq!(it.refused(HANDLER_A, command.clone())[..], ["EXEC-235", "EXEC-240"]);
    it.desk.on(date(2026, 10, 23));
    let day = it.desk.today;
    it.does(REVIEWER, Command::NoteRemedy(note_remedy(RemedyKind::Litigation, day)));
    assert_eq!(it.refused(LEADER, command.clone()), ["EXEC-232"]);
    let end = end_remedy(RemedyResult::Withdrawn, day);
    it.does(REVIEWER, Command::EndRemedy(Box::new(end)));
    assert_eq!(it.refused(LEADER, command), ["EXEC-232"], "who sued is executed on by the court");

    let mut bare = Docket::delivered(FINED);
    bare.desk.on(RIPE);
    assert_eq!(bare.blocked(Act::DecideAuction), ["EXEC-230"]);
    assert_eq!(bare.blocked(Act::RecordAuction), ["EXEC-250"]);
}

#[test]
fn the_words_of_a_decision_are_asked_for_at_their_fields() {
    let mut it = ripe();
    let mut blank = decide_auction(&it.measure());
    blank.opinion = "".into();
    blank.house = " ".into();
    blank.estimate = Fen(0);
    blank.unclaimed = false;
    assert_eq!(
        it.refused(LEADER, Command::DecideAuction(blank)),
        ["EXEC-241", "EXEC-242", "EXEC-243", "EXEC-244"]
    );
    let mut other = decide_auction(&it.measure());
    other.articles = vec![crate::ids::ArticleId::new("nothing")];
    assert_eq!(it.refused(LEADER, Command::DecideAuction(other)), ["MEAS-002"]);
}

/// A result is whole, once, and on its day; the case waits for it.
#[test]
fn a_result_is_whole_and_the_case_waits_for_it() {
    let mut it = ordered();
    let again = order(&it);
    assert_eq!(it.refused(LEADER, again), ["EXEC-238"]);
    let court = it.blocked(Act::ProposeCourtApplication);
    assert_eq!(court, ["EXEC-251"]);
    assert!(it.blocked(Act::ProposeClosing).contains(&"EXEC-251".to_owned()));
    let mut bare = record_auction(AuctionOutcome::Sold, 0, date(2026, 10, 17));
    bare.account = "".into();
    bare.witness = "".into();
    assert_eq!(
        it.refused(HANDLER_A, Command::RecordAuction(Box::new(bare))),
        ["EXEC-252", "EXEC-253", "EXEC-257", "EXEC-259"]
    );
    let early = ended(AuctionOutcome::Unsold, 0, date(2026, 10, 15));
    assert_eq!(it.refused(HANDLER_A, early), ["EXEC-254"]);
    it.does(HANDLER_A, ended(AuctionOutcome::Unsold, 0, RIPE));
    assert!(it.case().measures[0].runs(), "what was not sold is still held");
    let again = order(&it);
    it.does(LEADER, again);
    let payment = payment(owed(&it).total(), RIPE, "票1");
    it.does(CASHIER, Command::RecordPayment(payment));
    it.deliver("CM-13", RIPE);
    let sold = ended(AuctionOutcome::Sold, 16_000, RIPE);
    assert_eq!(it.refused(HANDLER_A, sold), ["EXEC-255"]);
    it.does(HANDLER_A, ended(AuctionOutcome::Stopped, 0, RIPE));
    assert!(it.case().decided().unwrap().execution.open_auction().is_none());
}

/// A halt, or a measure that fell, stops the sale; the court, once asked, executes alone.
#[test]
fn nothing_is_sold_while_execution_stands_still_or_once_the_court_was_asked() {
    let mut it = ordered();
    let reason = "第三人主张权利。".into();
    let ground = SuspensionGround::ThirdParty;
    it.does(LEADER, Command::SuspendExecution(SuspendExecution { ground, reason }));
    let sold = ended(AuctionOutcome::Sold, 16_000, RIPE);
    assert_eq!(it.refused(HANDLER_A, sold), ["EXEC-004"]);
    it.does(HANDLER_A, ended(AuctionOutcome::Stopped, 0, RIPE));
    it.does(
        LEADER,
        Command::ResumeExecution(ResumeExecution { reason: "第三人撤回主张。".into() }),
    );
    it.does(
        HANDLER_A,
        Command::ProposeCourtApplication(ProposeCourtApplication {
            court: "示例县人民法院".into(),
            opinion: "没有提出意见。".into(),
            property: "扣押的车辆。".into(),
        }),
    );
    let command = order(&it);
    assert_eq!(it.refused(LEADER, command), ["EXEC-237"]);
}
