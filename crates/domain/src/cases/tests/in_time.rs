//! 从旧兼从轻: a case that lies across a change of the law, as its parties meet it.

use jiff::civil::{Date, date};

use crate::cases::*;
use crate::catalogue::{BaseAmounts, Governs};
use crate::ids::ItemId;
use crate::packs::{Jurisdiction, fixture};
use crate::testing::*;

const ACT_ON: Date = date(2026, 3, 2);
const CHANGE: Date = date(2026, 3, 5);

/// The county whose item T01 has another branch `a` from the day on, or nothing after it.
fn changed(from: Date, later: Option<&str>, ending: &str) -> &'static Jurisdiction {
    changed_from(5_000, from, later, ending)
}

/// The same with so much as the most of the earlier branch.
fn changed_from(most: u32, from: Date, later: Option<&str>, ending: &str) -> &'static Jurisdiction {
    const PATH: &str = "jinxiang/items/T01.toml";
    let text = String::from_utf8(fixture::texts().remove(PATH).unwrap()).unwrap();
    let (head, old) = text.split_once("[[item]]\nid = \"JX-T-01-CF\"").unwrap();
    let start = "effective_from = 2021-06-30\n";
    let until = format!("{start}effective_until = {}\n{ending}\n", from.yesterday().unwrap());
    let (frame, _) = old.split_once("[[item.branch]]").unwrap();
    let ended = old.replace(start, &until);
    let begins = frame.replace(start, &format!("effective_from = {from}\n"));
    let next = later.map(|branch| format!("[[item]]\nid = \"JX-T-01-CF\"{begins}{branch}"));
    let ended = ended.replacen("max_yuan = 5000", &format!("max_yuan = {most}"), 1);
    let whole = format!("{head}[[item]]\nid = \"JX-T-01-CF\"{ended}\n{}", next.unwrap_or_default());
    county_with(PATH, whole.into_bytes())
}

fn branch(min: u32, max: u32, more: &str) -> String {
    format!(
        "[[item.branch]]\nid = \"a\"\nact = \"a\"\nwhen = \"堆放物品\"\n\
         cites = [\"《公路法》第七十七条\"]\nmandatory = false\nsubject = \"any\"\n\
         fine = {{ kind = \"fixed\", min_yuan = {min}, max_yuan = {max} }}\n\
         hearing = \"by-amount\"\n{more}"
    )
}

fn governs(law: &Jurisdiction, act_on: Date, on: Date) -> Governs {
    let item = ItemId::new("JX-T-01-CF");
    law.in_time(&item, (act_on, on), (Some("a"), &BaseAmounts::new())).unwrap().governs
}

/// An investigated case about an act before the change, on the day after it.
fn across(law: &'static Jurisdiction) -> Docket {
    let mut it = Docket::on_desk(Desk::under(law, date(2026, 3, 3)));
    let command = ProposeFiling { act_on: ACT_ON, ..filing(date(2026, 3, 3)) };
    it.does(HANDLER_A, Command::ProposeFiling(Box::new(command)));
    it.does(LEADER, Command::ApproveFiling(ApproveFiling { words: String::new() }));
    let mut it = it.investigated();
    it.desk.on(date(2026, 3, 6));
    it
}

fn penalty(fine: i64, law_from: Option<Date>) -> Proposal {
    Proposal::Penalty(PenaltyTerms { law_from, ..terms("a", yuan(fine)) })
}

fn proposed(proposal: Proposal) -> Command {
    Command::SubmitReport(Box::new(report(proposal)))
}

/// E67, with its figures: up to 50,000 before 1 May 2026, up to 200,000 and confiscation after.
///
/// Example: E67.
#[test]
fn a_heavier_new_law_does_not_reach_back() {
    let later = branch(0, 200_000, "confiscate = [\"渔获物\", \"渔具\"]\n");
    let law = changed_from(50_000, date(2026, 5, 1), Some(&later), "");
    assert_eq!(governs(law, date(2026, 4, 20), date(2026, 6, 10)), Governs::Earlier);
    assert_eq!(governs(law, date(2026, 5, 20), date(2026, 6, 10)), Governs::Only);
    assert_eq!(governs(law, date(2026, 4, 20), date(2026, 4, 30)), Governs::Only);
    let item = ItemId::new("JX-T-01-CF");
    let bases = BaseAmounts::new();
    let days = (date(2026, 4, 20), date(2026, 6, 10));
    let why = law.in_time(&item, days, (Some("a"), &bases)).unwrap().why.join("");
    assert!(why.contains("50,000.00元以下，现为200,000.00元以下"), "{why}");
    assert!(why.contains("现为没收渔具、没收渔获物"), "{why}");
}

#[test]
fn what_cannot_be_compared_is_left_to_a_person() {
    let narrower = changed(CHANGE, Some(&branch(500, 3_000, "")), "");
    assert_eq!(governs(narrower, ACT_ON, CHANGE), Governs::Doubtful);
    let milder_but_confiscating = branch(0, 2_000, "confiscate = [\"堆放物\"]\n");
    let mixed = changed(CHANGE, Some(&milder_but_confiscating), "");
    assert_eq!(governs(mixed, ACT_ON, CHANGE), Governs::Doubtful);
    let same = changed(CHANGE, Some(&branch(0, 5_000, "")), "");
    assert_eq!(governs(same, ACT_ON, CHANGE), Governs::Earlier);
    let after_an_order = branch(0, 5_000, "precondition = \"责令改正后拒不改正\"\n");
    let order = changed(CHANGE, Some(&after_an_order), "");
    assert_eq!(governs(order, ACT_ON, CHANGE), Governs::Later);
    let other = branch(0, 5_000, "").replace("\"a\"", "\"z\"");
    assert_eq!(governs(changed(CHANGE, Some(&other), ""), ACT_ON, CHANGE), Governs::Doubtful);
    assert_eq!(governs(changed(CHANGE, None, ""), ACT_ON, CHANGE), Governs::Doubtful);
    let moved = changed(CHANGE, None, "ending = \"moved\"");
    assert_eq!(governs(moved, ACT_ON, CHANGE), Governs::Earlier);
}

/// AP-24: the lighter new law is applied, and its provisions stand on the paper.
#[test]
fn a_lighter_new_law_must_be_applied() {
    let law = changed(CHANGE, Some(&branch(0, 2_000, "")), "");
    let mut it = across(law);
    assert_eq!(it.refused(HANDLER_A, proposed(penalty(300, None))), ["RULE-AP-24"]);
    let refused = it.desk.by(HANDLER_A).send(&it.case, proposed(penalty(300, None))).unwrap_err();
    assert!(refused.0[0].what.contains("新规定处罚较轻"), "{}", refused.0[0].what);
    assert_eq!(
        it.refused(HANDLER_A, proposed(penalty(3_000, Some(CHANGE)))),
        ["AP-18"].map(|id| format!("RULE-{id}"))
    );
    let it = it.reported(penalty(300, Some(CHANGE)));
    let it = it.told(date(2026, 3, 6)).drafted(date(2026, 3, 16)).reviewed(date(2026, 3, 17));
    let it = it.decided(date(2026, 3, 18));
    assert_eq!(it.case().decided().unwrap().decision.proposal.fine(), yuan(300));
}

#[test]
fn a_heavier_new_law_cannot_be_chosen() {
    let mut it = across(changed(CHANGE, Some(&branch(0, 9_000, "")), ""));
    assert_eq!(it.refused(HANDLER_A, proposed(penalty(300, Some(CHANGE)))), ["RULE-AP-24"]);
    it.does(HANDLER_A, proposed(penalty(300, None)));
}

#[test]
fn what_is_no_violation_any_more_is_not_penalised() {
    let mut it = across(changed(CHANGE, None, "ending = \"abolished\""));
    assert_eq!(it.refused(HANDLER_A, proposed(penalty(300, None))), ["RULE-AP-24"]);
    it.does(HANDLER_A, proposed(Proposal::NoPenalty(waiver(WaiverGround::NotEstablished))));
}

/// The doubt stops no step on the way; the reviewer of the law settles it before the decision.
#[test]
fn a_doubt_between_two_versions_is_settled_by_the_legal_review() {
    let it = across(changed(CHANGE, Some(&branch(500, 3_000, "")), ""));
    let it = it.reported(penalty(600, None)).told(date(2026, 3, 6)).drafted(date(2026, 3, 16));
    let unreviewed = it.blocked(crate::policy::Act::DecidePenalty);
    assert!(unreviewed.contains(&"RULE-AP-24".to_owned()), "{unreviewed:?}");
    it.reviewed(date(2026, 3, 17)).decided(date(2026, 3, 18));
}

/// On the spot there is no review: a doubt leads to the general procedure.
#[test]
fn a_doubt_between_two_versions_is_nothing_for_the_spot() {
    let law = changed(CHANGE, Some(&branch(0, 2_000, "")), "");
    let mut it = Docket::on_desk(Desk::under(law, date(2026, 3, 6)));
    let officer = crate::world::StreamId::person(&crate::ids::PersonId::new(HANDLER_A));
    it.desk.by(HEAD).does(&officer, crate::org::Command::ReserveNumbers { count: 5 });
    let mut begin = begin_summary(date(2026, 3, 6));
    begin.matter.act_on = ACT_ON;
    it.does(HANDLER_A, Command::BeginSummary(Box::new(begin)));
    it.does(HANDLER_A, Command::HearOnSpot(Box::new(hear_on_spot(yuan(100)))));
    let codes = it.refused(HANDLER_A, Command::DecideOnSpot(Box::new(decide_on_spot())));
    assert_eq!(codes, ["RULE-AP-24"]);
}

/// A county that replaced the benchmark of T01 from the day of the change on.
fn rebenched(low: u32, high: u32) -> &'static Jurisdiction {
    const PATH: &str = "jinxiang/items/T01.toml";
    let text = String::from_utf8(fixture::texts().remove(PATH).unwrap()).unwrap();
    let old = "id = \"a-1\"\nsource_type = \"published\"\n";
    let ended = format!("{old}effective_until = {}\n", CHANGE.yesterday().unwrap());
    let new = format!(
        "[[item.branch.benchmark]]\nid = \"a-2\"\nsource_type = \"published\"\n\
         source = \"示例文号\"\neffective_from = {CHANGE}\n\n\
         [[item.branch.benchmark.tier]]\ngrade = \"一般\"\ncondition = \"示例\"\n\
         amount = {{ kind = \"fixed\", min_yuan = {low}, max_yuan = {high} }}\n\n"
    );
    let next = "[[item.branch]]\nid = \"b\"";
    assert!(text.contains(old) && text.contains(next));
    let whole = text.replacen(old, &ended, 1).replacen(next, &format!("{new}{next}"), 1);
    county_with(PATH, whole.into_bytes())
}

/// AP-21, AP-24: the old table goes up to 500 yuan at this grade.
///
/// Covers: S2-120.
#[test]
fn a_case_across_a_change_of_benchmark_is_measured_by_the_lighter_table() {
    let by = |law, table: &str, fine| {
        let tier = Some(TierChoice { benchmark: table.into(), grade: "一般".into() });
        let terms = PenaltyTerms { tier, ..terms("a", yuan(fine)) };
        let mut it = across(law);
        let stream = it.case.clone();
        let found = it.desk.by(HANDLER_A).send(&stream, proposed(Proposal::Penalty(terms)));
        found.err().map(|refused| refused.0[0].what.clone()).unwrap_or_default()
    };
    let heavier = rebenched(300, 800);
    assert_eq!(by(heavier, "a-1", 500), "", "the table of the act goes on for it");
    let words = by(heavier, "a-2", 500);
    assert!(words.contains("行为时施行的“a-1”为200.00元以上500.00元以下，较轻"), "{words}");
    let lighter = rebenched(100, 300);
    assert_eq!(by(lighter, "a-2", 300), "");
    assert!(by(lighter, "a-1", 300).contains("现在施行的“a-2”"));
}

/// An old event without the field still reads, and is written back without it.
#[test]
fn terms_without_a_later_version_are_written_as_before() {
    let plain = serde_json::to_value(terms("a", yuan(300))).unwrap();
    assert!(plain.get("law_from").is_none());
    let later = PenaltyTerms { law_from: Some(CHANGE), ..terms("a", yuan(300)) };
    let json = serde_json::to_value(&later).unwrap();
    assert_eq!(json["law_from"], "2026-03-05");
    assert!(terms("a", yuan(300)).heavier_than(&later), "another law is told again");
}
