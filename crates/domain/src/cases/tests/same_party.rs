//! One act is not fined twice, and a first offence is the first.

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::catalogue::Gravity;
use crate::ids::{CaseId, ItemId};
use crate::packs::Jurisdiction;
use crate::party::Likeness;
use crate::policy::Act;
use crate::testing::*;

const ACT_ON: Date = date(2026, 3, 2);
const LATER: Date = date(2026, 3, 19);

/// After a case of the citizen was fined for the act of 2 March, another about the same party.
fn after_a_fine(change: impl FnOnce(&mut ProposeFiling)) -> Docket {
    filed_again(Docket::delivered(date(2026, 3, 18)), change)
}

fn filed_again(first: Docket, change: impl FnOnce(&mut ProposeFiling)) -> Docket {
    let mut it = first.second();
    it.desk.on(LATER);
    let mut command = ProposeFiling { act_on: ACT_ON, ..filing(LATER) };
    change(&mut command);
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    it.investigated()
}

fn later(it: &mut ProposeFiling) {
    it.act_on = LATER;
    it.discovered_on = LATER;
}

fn fine() -> Command {
    Command::SubmitReport(Box::new(report(Proposal::Penalty(terms("a", yuan(300))))))
}

fn spared() -> Command {
    let waiver = waiver(WaiverGround::FirstOffence);
    Command::SubmitReport(Box::new(report(Proposal::NoPenalty(waiver))))
}

fn apart(other: &str, reason: &str) -> Command {
    Command::DistinguishAct(DistinguishAct { other: CaseId::new(other), reason: reason.into() })
}

/// Covers: S3-03.
///
/// AP-15: the second fine on the same act is refused, and no handler can talk it away.
#[test]
fn the_same_act_is_not_fined_a_second_time() {
    let mut it = after_a_fine(|_| ());
    assert_eq!(it.refused(HANDLER_A, fine()), ["RULE-AP-15"]);
    let refused = it.desk.by(HANDLER_A).send(&it.case, fine()).unwrap_err();
    assert!(refused.0[0].what.contains("不得再次罚款"), "{}", refused.0[0].what);
    assert!(refused.0[0].what.contains("2026"), "it names the earlier case: {}", refused.0[0].what);
    assert_eq!(refused.0[0].next.act, Some(Act::DistinguishAct));
    assert_eq!(it.refused(HANDLER_A, apart("K1", "不同的堆。")), ["CASE-263"]);
    assert_eq!(it.refused(HANDLER_A, fine()), ["RULE-AP-15"]);
    it.does(HEAD, apart("K1", "两处沙土分属两次运输，经现场核对不是同一行为。"));
    it.does(HANDLER_A, fine());
}

/// A warning is no fine (第二十九条 forbids the second fine, not the second penalty).
#[test]
fn a_warning_for_the_same_act_is_not_a_second_fine() {
    let mut it = after_a_fine(|_| ());
    let warning = PenaltyTerms { warning: true, ..terms("a", yuan(0)) };
    let report = report(Proposal::Penalty(PenaltyTerms { gravity: Gravity::Ordinary, ..warning }));
    let codes = it.desk.by(HANDLER_A).send(&it.case, Command::SubmitReport(Box::new(report)));
    let codes = codes.err().map(|refused| refused.codes().join(" ")).unwrap_or_default();
    assert!(!codes.contains("AP-15"), "{codes}");
}

#[test]
fn an_act_that_may_go_on_is_told_apart_by_its_handler() {
    let mut it = after_a_fine(|it| {
        it.act_on = date(2026, 3, 10);
        it.place = "胡集镇示例村西公路".into();
    });
    assert_eq!(it.refused(HANDLER_A, fine()), ["RULE-AP-15"]);
    assert_eq!(it.refused(HANDLER_A, apart("K1", " ")), ["CASE-261"]);
    it.does(HANDLER_A, apart("K1", "东西两段公路，堆放时间和物品都不同。"));
    assert_eq!(it.refused(HANDLER_A, apart("K9", "没有这个案件。")), ["CASE-262"]);
    assert_eq!(it.blocked(Act::DistinguishAct), ["CASE-264"]);
    it.does(HANDLER_A, fine());
}

#[test]
fn an_act_after_the_decision_is_another_one() {
    let mut it = after_a_fine(later);
    assert_eq!(it.blocked(Act::DistinguishAct), ["CASE-264"]);
    it.does(HANDLER_A, fine());
}

/// A fine that does not stand is none.
#[test]
fn a_revoked_fine_does_not_bar_another() {
    let mut first = Docket::delivered(date(2026, 3, 18));
    let revoke = RevokeDecision {
        on: date(2026, 3, 18),
        by_document: "示例复议决定书".into(),
        reason: "程序违法。".into(),
    };
    first.does(LEADER, Command::RevokeDecision(revoke));
    let mut it = filed_again(first, |_| ());
    it.does(HANDLER_A, fine());
}

#[test]
fn a_namesake_with_another_number_is_another_party() {
    let namesake = |it: &mut ProposeFiling| it.party.id_number = "11010519491231002X".into();
    let mut it = after_a_fine(namesake);
    it.does(HANDLER_A, fine());
    let all = it.others();
    assert!(all.values().all(|state| state.as_case().is_none()), "nothing to compare with");
}

/// Two units work on one act side by side; who decides first bars the other.
#[test]
fn a_fine_that_comes_between_report_and_decision_bars_the_decision() {
    let first = Docket::ordinary();
    let mut second = first.second();
    second.desk.on(date(2026, 3, 5));
    let command = ProposeFiling { act_on: ACT_ON, ..filing(date(2026, 3, 5)) };
    second.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    second.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    let second = second.investigated().reported(Proposal::Penalty(terms("a", yuan(300))));
    let second = second.told(date(2026, 3, 6)).drafted(date(2026, 3, 16));
    let second = second.reviewed(date(2026, 3, 17));
    let first = crate::world::StreamId::case(&CaseId::new("K1"));
    let first = Docket { desk: second.desk, case: first };
    let first = first.told(date(2026, 3, 17)).drafted(date(2026, 3, 26));
    let first = first.reviewed(date(2026, 3, 26)).decided(date(2026, 3, 27));
    let mut second = first.second();
    let decide = Command::DecidePenalty(DecidePenalty { words: String::new() });
    assert_eq!(second.refused(LEADER, decide.clone()), ["RULE-AP-15"]);
    assert_eq!(second.blocked(Act::DecidePenalty), ["RULE-AP-15"]);
    second.does(HEAD, apart("K1", "经核对两案现场照片，是两个违法行为。"));
    second.does(LEADER, decide);
    assert_eq!(second.refused(HEAD, apart("K1", "再说一次。")), ["CASE-002"]);
}

/// AP-19: who was dealt with for the matter before is no first offender.
#[test]
fn a_second_offence_is_not_spared_as_a_first_one() {
    let mut it = after_a_fine(later);
    assert_eq!(it.refused(HANDLER_A, spared()), ["CASE-260"]);
    let minor = Proposal::NoPenalty(waiver(WaiverGround::Minor));
    it.does(HANDLER_A, Command::SubmitReport(Box::new(report(minor))));
}

#[test]
fn an_offence_spared_before_counts_as_an_earlier_one() {
    let proposal = Proposal::NoPenalty(waiver(WaiverGround::FirstOffence));
    let first = Docket::filed().investigated().reported(proposal).drafted(date(2026, 3, 4));
    let mut first = first.reviewed(date(2026, 3, 5));
    first.does(LEADER, Command::WaivePenalty(WaivePenalty { words: String::new() }));
    let mut it = filed_again(first, later);
    assert_eq!(it.refused(HANDLER_A, spared()), ["CASE-260"]);
}

#[test]
fn an_offence_of_another_matter_or_party_is_still_the_first() {
    let mut it = after_a_fine(|it| it.item = ItemId::new("JX-T-05-CF"));
    it.does(HANDLER_A, spared());
    let mut it = after_a_fine(|it| it.party.id_number = "11010519491231002X".into());
    it.does(HANDLER_A, spared());
}

/// A published list may say how far back one looks; without one, every earlier offence counts.
#[test]
fn the_look_back_is_that_of_the_pack() {
    let list = "look_back_months = 12\nlook_back_source = \"示例清单\"\nentry = []\n";
    let law = county_with("jinxiang/first_offence.toml", list.as_bytes().to_vec());
    let again = |law: Option<&'static Jurisdiction>, on: Date| {
        let mut first = Docket::delivered(date(2026, 3, 18));
        first.desk.law = law.unwrap_or(first.desk.law);
        let mut it = first.second();
        it.desk.on(on);
        let command = filing(on);
        it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
        it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
        let it = it.investigated();
        let command = crate::ids::CommandId::new("looks");
        it.desk.with(&command, &it.others(), |setting| earlier_violations(it.case(), setting).len())
    };
    assert_eq!(again(Some(law), date(2026, 12, 31)), 1);
    assert_eq!(again(None, date(2026, 12, 31)), 1);
}

#[test]
fn a_look_back_of_months_forgets_what_was_decided_before() {
    let list = "look_back_months = 3\nlook_back_source = \"示例清单\"\nentry = []\n";
    let law = county_with("jinxiang/first_offence.toml", list.as_bytes().to_vec());
    let mut first = Docket::delivered(date(2026, 3, 18));
    first.desk.law = law;
    let on = date(2026, 8, 4);
    let mut it = first.second();
    it.desk.on(on);
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(filing(on))));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    let mut it = it.investigated();
    it.does(HANDLER_A, spared());
}

/// Everybody sees that there are other cases; who may not read them sees no more than that.
#[test]
fn other_cases_are_shown_with_how_close_they_are() {
    let it = after_a_fine(|_| ());
    let command = crate::ids::CommandId::new("looks");
    let all = it.desk.with(&command, &it.others(), |setting| other_cases(it.case(), setting));
    let [one] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((one.bond, one.likeness), (Bond::Same, Likeness::Certain));
    assert_eq!((one.fine, one.decided_on), (yuan(300), Some(date(2026, 3, 18))));
}
