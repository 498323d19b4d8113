//! The worked examples on ranges and tiers, on the items of the county and on small fixtures.

mod tiers;

use std::cmp::Ordering;

use law::Fen;

use super::fine::{Hundredths, ILLEGAL_GAINS};
use super::*;
use crate::packs::fixture::county;

fn yuan(amount: i64) -> Fen {
    Fen(amount * 100)
}

fn range(min: i64, max: i64) -> Range {
    Range { min: yuan(min), max: yuan(max) }
}

fn penalty(matter: &str) -> &'static PowerItem {
    county().item_of_matter(matter, Power::Penalty).unwrap()
}

fn branch(matter: &str, id: &str) -> &'static Branch {
    penalty(matter).branch(id).unwrap()
}

fn gains(amount: i64) -> BaseAmounts {
    BaseAmounts::new().with(ILLEGAL_GAINS, yuan(amount))
}

fn proposal(amount: Fen, bases: &BaseAmounts) -> FineProposal<'_> {
    FineProposal {
        amount,
        bases,
        tier: None,
        departure: None,
        mitigation: None,
        things: &[],
        precondition: Precondition::OnRecord,
    }
}

/// Judges an amount without a tier.
fn judge(branch: &Branch, amount: i64) -> Result<Discretion, Vec<DiscretionProblem>> {
    check_fine(branch, &proposal(yuan(amount), &BaseAmounts::new()))
}

fn mitigation(evidence: &[&str], reasoning: &str) -> Mitigation {
    Mitigation {
        ground: MitigationGround::HarmReduced,
        evidence: evidence.iter().map(|&name| name.to_owned()).collect(),
        reasoning: reasoning.to_owned(),
    }
}

/// Example: E54.
#[test]
fn a_fine_that_may_be_imposed_runs_from_nothing_to_the_maximum() {
    let a = branch("T01", "a");
    assert_eq!(judge(a, 5_000), Ok(Discretion::Within { range: range(0, 5_000), grade: None }));
    assert_eq!(judge(a, 0), Ok(Discretion::NotFined));
    let above = DiscretionProblem::AboveMaximum { amount: yuan(5_001), range: range(0, 5_000) };
    assert_eq!(judge(a, 5_001), Err(vec![above.clone()]));
    let refusal = above.refusal();
    assert_eq!(refusal.code, "CAT-005");
    assert!(refusal.what.contains("5,001.00元") && refusal.what.contains("5,000.00元以下"));
    assert!(refusal.cite.is_some());
}

#[test]
fn one_fen_above_the_maximum_is_above_it() {
    let bases = BaseAmounts::new();
    let result = check_fine(branch("T01", "a"), &proposal(Fen(500_001), &bases));
    assert!(matches!(result.unwrap_err()[0], DiscretionProblem::AboveMaximum { .. }));
    let result = check_fine(branch("T01", "a"), &proposal(Fen(-1), &bases));
    assert_eq!(result, Err(vec![DiscretionProblem::NegativeAmount]));
}

/// Example: E55.
#[test]
fn below_the_minimum_without_a_ground_is_refused() {
    let result = judge(branch("T05", "a"), 15_000);
    let range = range(20_000, 100_000);
    assert_eq!(result, Err(vec![DiscretionProblem::BelowMinimum { amount: yuan(15_000), range }]));
    assert!(judge(branch("T05", "a"), 20_000).is_ok());
    assert_eq!(judge(branch("T05", "a"), 0), Err(vec![DiscretionProblem::FineRequired]));
}

/// Example: E56.
#[test]
fn below_the_minimum_wants_ground_evidence_and_reasoning() {
    let a = branch("T05", "a");
    let bases = BaseAmounts::new();
    let with = |mitigation: &Mitigation| {
        check_fine(
            a,
            &FineProposal { mitigation: Some(mitigation), ..proposal(yuan(15_000), &bases) },
        )
    };
    let complete = mitigation(&["清除前后照片"], "责令前已自行清除，危害消除。");
    let expected = Discretion::Mitigated {
        range: range(20_000, 100_000),
        ground: MitigationGround::HarmReduced,
    };
    assert_eq!(with(&complete), Ok(expected));
    for (incomplete, missing) in [
        (mitigation(&[], "说理"), "证据"),
        (mitigation(&["照片"], " "), "说理"),
        (mitigation(&[""], ""), "证据"),
    ] {
        let problems = with(&incomplete).unwrap_err();
        let DiscretionProblem::MitigationIncomplete { missing: said, .. } = &problems[0] else {
            panic!("{problems:?}")
        };
        assert!(said.contains(missing), "{said}");
    }
}

#[test]
fn mitigation_never_lifts_the_maximum() {
    let bases = BaseAmounts::new();
    let ground = mitigation(&["照片"], "说理");
    let over = FineProposal { mitigation: Some(&ground), ..proposal(yuan(100_001), &bases) };
    let problems = check_fine(branch("T05", "a"), &over).unwrap_err();
    assert!(matches!(problems[0], DiscretionProblem::AboveMaximum { .. }));
}

/// Example: E57.
#[test]
fn felled_trees_cost_three_to_five_times_their_value_and_the_gain() {
    let bases = gains(1_500).with("采伐林木价值", yuan(4_000));
    let item = penalty("T07");
    let found = item.branch("a").unwrap().consequence(&bases).unwrap();
    assert_eq!(found.fine, Some(range(12_000, 20_000)));
    assert_eq!(found.gains.map(|gains| gains.amount), Some(yuan(1_500)));
    assert!(item.orders.contains(&"责令补种".to_owned()));
}

#[test]
fn a_multiple_without_its_base_is_not_guessed() {
    let problem = branch("T07", "a").range(&gains(1_500)).unwrap_err();
    assert_eq!(problem, RangeProblem::BaseMissing { base: "采伐林木价值".to_owned() });
    let negative = BaseAmounts::new().with("采伐林木价值", Fen(-1));
    assert!(matches!(branch("T07", "a").range(&negative), Err(RangeProblem::Negative { .. })));
    let huge = BaseAmounts::new().with("采伐林木价值", Fen(i64::MAX));
    assert_eq!(branch("T07", "a").range(&huge), Err(RangeProblem::TooLarge));
}

/// 《道路运输条例》第二十四条第三款: the officer reads the mass from the vehicle's licence, and the
/// point that must be answered says that four thousand five hundred kilograms are still free.
///
/// Example: E61.
#[test]
fn a_small_truck_needs_no_licence_and_the_list_says_up_to_which_mass() {
    let item = county().item_of_matter("T13", Power::Inspection).unwrap();
    let point = item.checks.iter().find(|check| check.text.contains("总质量")).unwrap();
    assert!(point.mandatory);
    assert!(point.how.contains("四千五百千克及以下的无需许可"), "{}", point.how);
}

fn freight(gain: i64, gravity: Gravity) -> Fitting<'static> {
    penalty("T13").fitting("unlicensed-freight", gravity, &gains(gain)).unwrap()
}

/// Example: E58.
#[test]
fn unlicensed_freight_above_ten_thousand_is_fined_by_the_multiple() {
    let found = freight(12_000, Gravity::Ordinary);
    assert_eq!(found.fit.len(), 1);
    let consequence = found.fit[0].consequence(&gains(12_000)).unwrap();
    assert_eq!(consequence.fine, Some(range(12_000, 60_000)));
    assert_eq!(consequence.gains.unwrap().amount, yuan(12_000));
}

/// Example: E59.
#[test]
fn unlicensed_freight_below_ten_thousand_is_fined_in_the_fixed_band() {
    let found = freight(8_000, Gravity::Ordinary);
    assert_eq!(found.fit.len(), 1);
    let consequence = found.fit[0].consequence(&gains(8_000)).unwrap();
    assert_eq!(consequence.fine, Some(range(3_000, 10_000)));
    let confiscated = consequence.gains.unwrap();
    assert_eq!(confiscated.amount, yuan(8_000));
    assert_eq!(confiscated.under[0].to_string(), "《行政处罚法》第二十八条第二款");
    let serious = freight(8_000, Gravity::Serious);
    assert_eq!(serious.fit[0].range(&gains(8_000)), Ok(range(10_000, 50_000)));
}

#[test]
fn serious_circumstances_replace_a_fine_and_add_what_is_not_a_fine() {
    let ids = |fitting: Fitting<'_>| -> Vec<String> {
        fitting.fit.iter().map(|branch| branch.id.clone()).collect()
    };
    assert_eq!(ids(freight(8_000, Gravity::Serious)), ["b2"]);
    assert_eq!(ids(freight(12_000, Gravity::Serious)), ["a"]);
    let parts = |gravity| penalty("T11").fitting("bad-parts", gravity, &gains(20_000)).unwrap();
    assert_eq!(ids(parts(Gravity::Ordinary)), ["b"]);
    assert_eq!(ids(parts(Gravity::Serious)), ["b", "c0"]);
}

#[test]
fn every_act_is_introduced_by_an_ordinary_branch() {
    for item in county().items.iter().filter(|item| item.power == Power::Penalty) {
        let acts = item.acts();
        assert!(!acts.is_empty() && acts.iter().all(|branch| !branch.serious), "{}", item.id);
    }
}

/// Example: E60.
#[test]
fn exactly_ten_thousand_fits_no_band_and_waits_for_a_person() {
    let found = freight(10_000, Gravity::Ordinary);
    assert_eq!(found.fit, Vec::<&Branch>::new());
    assert_eq!(found.doubtful.len(), 1);
    assert_eq!(found.doubtful[0].debatable, "DB-07");
    assert_eq!(found.doubtful[0].branch.range(&gains(10_000)), Ok(range(3_000, 10_000)));
    let unknown =
        penalty("T13").fitting("unlicensed-freight", Gravity::Ordinary, &BaseAmounts::new());
    assert!(matches!(unknown, Err(RangeProblem::BaseMissing { .. })));
}

/// Example: E62.
#[test]
fn the_county_uses_the_highway_law_on_roadblocks_and_leaves_toll_terms_to_the_province() {
    let found = penalty("T04").fitting("roadblock", Gravity::Ordinary, &gains(3_000)).unwrap();
    assert_eq!(found.fit.len(), 1);
    let consequence = found.fit[0].consequence(&gains(3_000)).unwrap();
    assert_eq!(consequence.fine, Some(range(0, 9_000)));
    assert_eq!(consequence.gains.unwrap().amount, yuan(3_000));

    let provincial = branch("T04", "c");
    assert_eq!(provincial.range(&gains(3_000)), Ok(range(6_000, 15_000)));
    let toll = penalty("T04").fitting("toll", Gravity::Ordinary, &gains(3_000)).unwrap();
    assert_eq!(toll.fit, Vec::<&Branch>::new());
    let bases = gains(3_000);
    let problems = check_fine(provincial, &proposal(yuan(6_000), &bases)).unwrap_err();
    assert_eq!(problems, [DiscretionProblem::ReservedElsewhere]);
}

fn fixture(fine: &str, rest: &str) -> Branch {
    let text = format!(
        "id = \"a\"\nact = \"a\"\nwhen = \"示例\"\ncites = [\"《城乡规划法》第六十四条\"]\n\
         mandatory = true\nsubject = \"any\"\nhearing = \"by-amount\"\nfine = {fine}\n{rest}"
    );
    toml::from_str(&text).unwrap()
}

/// Example: E63.
#[test]
fn a_percentage_is_taken_of_the_building_cost() {
    let cost = BaseAmounts::new().with("建设工程造价", yuan(800_000));
    let fine =
        r#"{ kind = "percent", base = "建设工程造价", min_percent = "5", max_percent = "10" }"#;
    assert_eq!(fixture(fine, "").range(&cost), Ok(range(40_000, 80_000)));
}

/// Example: E64.
#[test]
fn up_to_one_time_the_cost_of_a_temporary_building_starts_at_nothing() {
    let cost = BaseAmounts::new().with("临时建设工程造价", yuan(30_000));
    let fine =
        r#"{ kind = "multiple", base = "临时建设工程造价", min_times = "0", max_times = "1" }"#;
    assert_eq!(fixture(fine, "").range(&cost), Ok(range(0, 30_000)));
}

#[test]
fn a_fine_per_unit_grows_with_the_quantity() {
    let fine = r#"{ kind = "per-unit", unit = "平方米", min_yuan = 10, max_yuan = 20 }"#;
    let measured = BaseAmounts::new().with_quantity("平方米", Hundredths(1_250));
    assert_eq!(fixture(fine, "").range(&measured), Ok(range(125, 250)));
    assert!(fixture(fine, "").range(&BaseAmounts::new()).is_err());
}

/// Example: E65.
#[test]
fn an_order_that_was_obeyed_leaves_no_fine() {
    let fine = r#"{ kind = "fixed", min_yuan = 50, max_yuan = 2000 }"#;
    let vendor = fixture(fine, "precondition = \"责令限期改正且逾期不改正\"");
    let bases = BaseAmounts::new();
    let obeyed =
        FineProposal { precondition: Precondition::Missing, ..proposal(yuan(200), &bases) };
    let problems = check_fine(&vendor, &obeyed).unwrap_err();
    assert!(matches!(&problems[0], DiscretionProblem::PreconditionMissing { precondition }
        if precondition.contains("逾期不改正")));
    assert!(check_fine(&vendor, &proposal(yuan(200), &bases)).is_ok());
}

#[test]
fn every_obstacle_is_told_at_once() {
    let vendor = fixture(
        r#"{ kind = "fixed", min_yuan = 50, max_yuan = 2000 }"#,
        "precondition = \"逾期不改正\"",
    );
    let bases = BaseAmounts::new();
    let both =
        FineProposal { precondition: Precondition::Missing, ..proposal(yuan(3_000), &bases) };
    assert_eq!(check_fine(&vendor, &both).unwrap_err().len(), 2);
}

#[test]
fn a_branch_without_a_fine_takes_no_amount() {
    let stop = branch("T11", "a0");
    assert_eq!(judge(stop, 0), Ok(Discretion::NotFined));
    assert_eq!(judge(stop, 1), Err(vec![DiscretionProblem::Range(RangeProblem::NoFine)]));
}

/// Example: E73.
#[test]
fn the_common_allocation_cuts_a_range_at_thirty_and_seventy_percent() {
    let bands = range(20_000, 100_000).generic_bands().unwrap();
    assert_eq!(bands, [range(20_000, 44_000), range(44_000, 76_000), range(76_000, 100_000)]);
}

/// Example: E74.
#[test]
fn a_rate_for_each_unit_stops_at_its_cap() {
    let c = branch("T06", "c");
    let occupied = c.tier("c-2", "公式：占用").unwrap();
    let bases = BaseAmounts::new().with_quantity("平方米", Hundredths(7_200));
    let cost = occupied.range(c, &bases).unwrap();
    assert_eq!((cost.range, cost.uncapped), (range(3_600, 3_600), None));
    let dug = c.tier("c-2", "公式：挖掘").unwrap();
    let bases = BaseAmounts::new().with_quantity("立方米", Hundredths(20_000));
    let cost = dug.range(c, &bases).unwrap();
    assert_eq!((cost.range, cost.uncapped), (range(30_000, 30_000), Some(yuan(40_000))));
}

/// Example: E75.
#[test]
fn an_amount_on_the_edge_of_two_tiers_is_accepted_in_either_and_the_choice_is_kept() {
    let c = branch("T06", "c");
    let bases = BaseAmounts::new();
    let grades: Vec<_> = suggest_tiers(c, yuan(5_000), &bases)
        .into_iter()
        .filter(|suggestion| suggestion.benchmark.id == "c-1")
        .map(|suggestion| suggestion.tier.grade.as_str())
        .collect();
    assert_eq!(grades, ["一般", "较重"]);
    for grade in grades {
        let tier = c.tier("c-1", grade);
        let result = check_fine(c, &FineProposal { tier, ..proposal(yuan(5_000), &bases) });
        let grade = Some(grade.to_owned());
        assert_eq!(result, Ok(Discretion::Within { range: range(0, 30_000), grade }));
    }
}

#[test]
fn leaving_the_tier_wants_a_reason() {
    let c = branch("T06", "c");
    let bases = BaseAmounts::new();
    let tier = c.tier("c-1", "一般");
    let outside = FineProposal { tier, ..proposal(yuan(9_000), &bases) };
    let problems = check_fine(c, &outside).unwrap_err();
    assert!(matches!(problems[0], DiscretionProblem::OutsideTier { .. }));
    let blank = FineProposal { departure: Some(" "), ..outside };
    assert!(check_fine(c, &blank).is_err());
    let reasoned =
        FineProposal { departure: Some("夜间高峰路段，危害明显更大"), ..outside };
    assert!(matches!(check_fine(c, &reasoned), Ok(Discretion::Departed { .. })));
}

/// Example: E76.
#[test]
fn of_two_norms_for_one_act_the_higher_maximum_wins() {
    let highway = branch("T01", "a").range(&BaseAmounts::new()).unwrap();
    assert_eq!(highway.compare_severity(range(100, 1_000)), Ordering::Greater);
    assert_eq!(range(0, 500).compare_severity(range(200, 500)), Ordering::Less);
    assert_eq!(range(0, 500).compare_severity(range(0, 500)), Ordering::Equal);
}

#[test]
fn a_range_reads_as_the_statute_writes_it() {
    assert_eq!(range(0, 5_000).to_string(), "5,000.00元以下");
    assert_eq!(range(200, 500).to_string(), "200.00元以上500.00元以下");
    assert_eq!(range(300, 300).to_string(), "300.00元");
}
