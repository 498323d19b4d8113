//! 立案: who may propose and approve it, on what facts, within which time.

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::ids::{ClueId, InspectionId, ItemId};
use crate::inspections;
use crate::party::PartyKind;
use crate::policy::Act;
use crate::testing::*;
use crate::{Private, clues};

const DAY: Date = date(2026, 3, 3);

fn propose(change: impl FnOnce(&mut ProposeFiling)) -> Vec<String> {
    let mut it = Docket::new(DAY);
    let mut command = filing(DAY);
    change(&mut command);
    it.refused(HANDLER_A, Command::ProposeFiling(Box::new(command)))
}

fn approve() -> Command {
    Command::ApproveFiling(ApproveFiling { words: String::new() })
}

#[test]
fn a_complete_proposal_waits_for_the_head_within_the_reminder_of_seven_working_days() {
    let mut it = Docket::new(DAY);
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(filing(DAY))));
    assert_eq!(it.case().stage, Stage::Proposed);
    assert_eq!(it.desk.waiting(&it.case), [(Act::ApproveFiling, Some(date(2026, 3, 12)))]);
    let codes = it.refused(HANDLER_A, Command::ProposeFiling(Box::new(filing(DAY))));
    assert_eq!(codes, ["CASE-004"]);
}

#[test]
fn every_missing_particular_is_named_at_once() {
    let codes = propose(|c| {
        c.cause = " ".into();
        c.facts = Private::default();
        c.party.name = Private::default();
        c.party.address = Private::default();
        c.party.id_number = Private::default();
    });
    assert_eq!(codes, ["PARTY-001", "CASE-006", "CASE-007", "CASE-008", "CASE-009"]);
    assert_eq!(propose(|c| c.party.id_number = "1".into()), ["PARTY-002"]);
}

#[test]
fn the_days_of_the_act_and_of_its_discovery_lie_in_order_and_not_in_the_future() {
    let tomorrow = date(2026, 3, 4);
    assert_eq!(propose(|c| c.discovered_on = tomorrow), ["CASE-011"]);
    let both = |c: &mut ProposeFiling| (c.act_on, c.discovered_on) = (tomorrow, DAY);
    assert_eq!(propose(both), ["CASE-010", "CASE-012"]);
}

/// E77. Covers: S0-31, S0-34.
///
/// Example: E77.
#[test]
fn a_squad_is_refused_and_told_to_hand_over() {
    let mut it = Docket::new(DAY);
    let mut command = filing(DAY);
    command.item = ItemId::new("JX-T-09");
    command.handlers = people(&[SQUAD_A, SQUAD_B]);
    let command = Command::ProposeFiling(Box::new(command));
    assert_eq!(it.desk.by(SQUAD_A).verdict(&it.case, &command.clone().into()), {
        crate::policy::Verdict::Permitted
    });
    let refused = it.desk.send(&it.case, command).unwrap_err();
    assert_eq!(refused.codes(), ["CASE-016"]);
    assert_eq!(refused.0[0].next.act, Some(Act::HandOver));
    assert!(refused.0[0].what.contains("第一中队") && refused.0[0].next.words.contains("大队"));
    assert!(it.desk.streams.is_empty());
}

/// S0-35: the squad's documents never go beyond the inspection; cases are the brigade's.
#[test]
fn a_power_announced_but_not_in_force_files_nothing() {
    let mut it = Docket::new(date(2021, 6, 1));
    let mut command = filing(date(2021, 6, 1));
    command.act_on = date(2021, 5, 31);
    command.discovered_on = date(2021, 5, 31);
    let codes = it.refused(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    assert!(codes.iter().any(|code| code.starts_with("COMP-")), "{codes:?}");
}

#[test]
fn two_qualified_officers_handle_a_case_and_the_proposer_is_one_of_them() {
    assert_eq!(propose(|c| c.handlers = people(&[HANDLER_A])), ["ORG-010"]);
    assert_eq!(propose(|c| c.handlers = people(&[HANDLER_A, HANDLER_A])), ["ORG-010"]);
    assert_eq!(propose(|c| c.handlers = people(&[HANDLER_A, EXPIRED])), ["ORG-014"]);
    assert_eq!(propose(|c| c.handlers = people(&[HANDLER_A, AUXILIARY])), ["ORG-013"]);
    assert_eq!(propose(|c| c.handlers = people(&[HANDLER_A, "p-nobody"])), ["ORG-011"]);
    assert_eq!(propose(|c| c.handlers = people(&["p-banan-b", "p-banan-c"])), ["CASE-005"]);
}

/// E40: the last day of the two years still counts, the day after does not.
///
/// Example: E40.
#[test]
fn an_act_is_penalised_when_discovered_on_the_last_day_of_two_years_and_not_after() {
    let discovered = |on: Date| {
        let mut command = filing(on.tomorrow().unwrap());
        command.act_on = date(2024, 3, 11);
        command.discovered_on = on;
        let mut it = Docket::new(on.tomorrow().unwrap());
        it.desk.by(HANDLER_A);
        it.desk.send(&it.case, Command::ProposeFiling(Box::new(command)))
    };
    assert!(discovered(date(2026, 3, 11)).is_ok());
    let late = discovered(date(2026, 3, 12)).unwrap_err();
    assert_eq!(late.codes(), ["RULE-AP-23"]);
    sound(&late);
}

/// E40, DB-18: where only filing counts as discovery, the same act is barred a day earlier.
///
/// Example: E40.
#[test]
fn discovery_may_be_read_as_the_day_of_filing() {
    let law = crate::testing::reading("DB-18", "filing");
    let mut it = Docket::on_desk(Desk::under(law, date(2026, 3, 12)));
    let mut command = filing(date(2026, 3, 12));
    command.act_on = date(2024, 3, 11);
    command.discovered_on = date(2026, 3, 11);
    let codes = it.refused(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    assert_eq!(codes, ["RULE-AP-23"]);
}

/// A building of 2019 that still stands is a violation that goes on: its day is the day on which
/// it was last seen. Named as over in 2019 it is barred, and the advice says how to name it.
///
/// Example: E42.
#[test]
fn what_still_stands_is_not_out_of_time() {
    let seen = date(2026, 3, 3);
    let built = date(2019, 6, 1);
    let mut command = filing(seen);
    command.act_on = built;
    command.discovered_on = seen;
    let mut it = Docket::new(seen);
    it.desk.by(HANDLER_A);
    let over = it.desk.send(&it.case, Command::ProposeFiling(Box::new(command.clone())));
    let refused = over.unwrap_err();
    assert_eq!(refused.codes(), ["RULE-AP-23"]);
    assert!(refused.0[0].next.words.contains("连续或者继续状态"), "{:?}", refused.0[0].next);
    assert_eq!(refused.0[0].cite.as_ref().unwrap().to_string(), "《行政处罚法》第三十六条");
    command.act_on = seen;
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
}

#[test]
fn a_case_comes_only_from_an_inspection_that_was_handed_over_and_only_once() {
    assert_eq!(propose(|c| c.inspection = Some(InspectionId::new("none"))), ["CASE-013"]);
    assert_eq!(propose(|c| c.clue = Some(ClueId::new("none"))), ["CASE-180"]);

    let mut it = Docket::on_desk(inspected(MONDAY));
    it.desk.on(DAY);
    let mut command = filing(DAY);
    command.inspection = Some(InspectionId::new("J1"));
    let propose = Command::ProposeFiling(Box::new(command.clone()));
    assert_eq!(it.refused(HANDLER_A, propose.clone()), ["CASE-015"]);

    let inspection = crate::world::StreamId::inspection(&InspectionId::new("J1"));
    it.desk.by(SQUAD_A).does(
        &inspection,
        inspections::Command::HandOver(inspections::HandOver {
            summary: "在公路上堆放沙土。".into(),
            act_on: MONDAY,
        }),
    );
    let late = ProposeFiling { discovered_on: DAY, act_on: MONDAY, ..command.clone() };
    assert_eq!(it.refused(HANDLER_A, Command::ProposeFiling(Box::new(late))), ["CASE-019"]);
    it.does(HANDLER_A, propose.clone());
    it.case = crate::world::StreamId::case(&crate::ids::CaseId::new("K2"));
    assert_eq!(it.refused(HANDLER_A, propose), ["CASE-014"]);
}

/// RULE-AP-09 at the gate: the two who inspected had to be qualified on that day.
#[test]
fn an_inspection_by_an_officer_whose_certificate_was_void_carries_no_case() {
    let mut desk = inspected(MONDAY);
    let inspection = crate::world::StreamId::inspection(&InspectionId::new("J1"));
    desk.by(SQUAD_A).does(
        &inspection,
        inspections::Command::HandOver(inspections::HandOver {
            summary: "在公路上堆放沙土。".into(),
            act_on: MONDAY,
        }),
    );
    let mut unfit = desk.roster.get(&people(&[SQUAD_B])[0]).unwrap().clone();
    unfit.credential.as_mut().unwrap().valid_until = date(2026, 3, 1);
    desk.roster.put(unfit);
    let mut it = Docket::on_desk(desk);
    it.desk.on(DAY);
    let mut command = filing(DAY);
    command.inspection = Some(InspectionId::new("J1"));
    let codes = it.refused(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    assert_eq!(codes, ["RULE-AP-08"]);
}

#[test]
fn the_head_files_once_and_never_a_case_of_their_own() {
    let mut it = Docket::new(DAY);
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(filing(DAY))));
    assert_eq!(it.refused(HANDLER_A, approve()), ["CASE-017"]);
    assert_eq!(it.refused(SYSTEM, approve()), ["CASE-003"]);
    it.does(LEADER, approve());
    let filing = it.case().filing().unwrap();
    assert_eq!((filing.number.as_str(), filing.opened_on), ("鲁济金交执〔2026〕立字第0001号", DAY));
    assert_eq!(it.refused(LEADER, approve()), ["CASE-002"]);
    assert_eq!(it.blocked(Act::ApproveFiling), ["CASE-002"]);
}

#[test]
fn filing_is_refused_with_reasons_and_then_nothing_waits() {
    let refuse = |reason: &str| Command::RefuseFiling(RefuseFiling { reason: reason.into() });
    let mut it = Docket::new(DAY);
    assert_eq!(it.refused(LEADER, approve()), ["CASE-001"]);
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(filing(DAY))));
    assert_eq!(it.refused(LEADER, refuse(" ")), ["CASE-018"]);
    it.does(LEADER, refuse("没有违法事实。"));
    assert!(it.desk.waiting(&it.case).is_empty());
    assert_eq!(it.refused(LEADER, approve()), ["CASE-002"]);
    assert_eq!(it.refused(LEADER, refuse("再次")), ["CASE-002"]);
    assert_eq!(it.refused(HANDLER_A, Command::AddEvidence(evidence(DAY))), ["CASE-002"]);
}

/// Limits follow what the party is: an organisation's number is a credit code.
#[test]
fn an_organisation_is_identified_by_its_credit_code() {
    let mut it = Docket::new(DAY);
    let mut command = filing(DAY);
    command.party = company();
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    assert_eq!(it.case().origin.party.kind, PartyKind::Organisation);
    assert_eq!(propose(|c| c.party.kind = PartyKind::Organisation), ["PARTY-002"]);
}

/// The clue learns of the case even when the case names only the clue.
#[test]
fn a_case_may_come_straight_from_a_clue() {
    let mut it = Docket::new(DAY);
    let clue = crate::world::StreamId::clue(&ClueId::new("X1"));
    it.desk.by(PUBLIC).does(&clue, clues::Command::Receive(receive()));
    let mut command = filing(DAY);
    command.clue = Some(ClueId::new("X1"));
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    assert!(it.desk.clue(&clue).case.is_some());
}
