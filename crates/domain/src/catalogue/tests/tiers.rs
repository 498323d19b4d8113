//! The forms of tiers that published tables use: reckoned, explained, kept inside the statute.

use law::Fen;

use crate::catalogue::fine::ILLEGAL_GAINS;
use crate::catalogue::*;

fn yuan(amount: i64) -> Fen {
    Fen(amount * 100)
}

fn range(min: i64, max: i64) -> Range {
    Range { min: yuan(min), max: yuan(max) }
}

/// A branch of 5,000 to 30,000 with these tiers.
fn branch(fine: &str, tiers: &str) -> Branch {
    let text = format!(
        "id = \"a\"\nact = \"a\"\nwhen = \"示例\"\ncites = [\"《城乡规划法》第六十四条\"]\n\
         mandatory = true\nsubject = \"any\"\nhearing = \"by-amount\"\nfine = {fine}\n\
         confiscate = [\"示例车辆\"]\n[[benchmark]]\nid = \"t\"\nsource_type = \"published\"\n\
         source = \"示例\"\n{tiers}"
    );
    toml::from_str(&text).unwrap()
}

const FIXED: &str = "{ kind = \"fixed\", min_yuan = 5000, max_yuan = 30000 }";

fn tier(amount: &str) -> Branch {
    let row =
        format!("[[benchmark.tier]]\ngrade = \"一般\"\ncondition = \"示例\"\namount = {amount}\n");
    branch(FIXED, &row)
}

fn one(of: &Branch) -> &Tier {
    of.tier("t", "一般").unwrap()
}

fn tons(hundredths: i64) -> BaseAmounts {
    BaseAmounts::new().with_quantity("吨", Hundredths(hundredths))
}

#[track_caller]
fn costs(of: &Branch, bases: &BaseAmounts, expected: Range, words: &str) {
    assert_eq!(one(of).range(of, bases).unwrap().range, expected);
    assert_eq!(one(of).reckoning(of, bases).unwrap().unwrap_or_default(), words);
    assert_eq!(one(of).objections(of), []);
}

#[test]
fn an_open_bound_is_the_statutory_one() {
    let none = BaseAmounts::new();
    costs(&tier("{ kind = \"fixed\", max_yuan = 10000 }"), &none, range(5_000, 10_000), "");
    costs(&tier("{ kind = \"fixed\", min_yuan = 10000 }"), &none, range(10_000, 30_000), "");
    costs(&tier("{ kind = \"fixed\" }"), &none, range(5_000, 30_000), "");
}

#[test]
fn a_formula_begins_with_a_sum_and_adds_for_each_further_step() {
    let formula = |part: &str, rest: &str| {
        tier(&format!(
            "{{ kind = \"formula\", start_yuan = 6000, unit = \"吨\", above = \"5\", \
             rate_yuan = 500, part = \"{part}\"{rest} }}"
        ))
    };
    let exact = formula("exact", "");
    costs(&exact, &tons(500), range(6_000, 6_000), "5吨没有超过5吨，计6,000.00元");
    costs(
        &exact,
        &tons(750),
        range(7_250, 7_250),
        "6,000.00元＋7.5吨超过5吨的部分2.5吨每1吨500.00元，计7,250.00元",
    );
    costs(
        &formula("whole", ""),
        &tons(750),
        range(7_500, 7_500),
        "6,000.00元＋7.5吨超过5吨的部分2.5吨每1吨500.00元（不足1吨的按1吨计），计7,500.00元",
    );
    costs(
        &formula("nothing", ""),
        &tons(750),
        range(7_000, 7_000),
        "6,000.00元＋7.5吨超过5吨的部分2.5吨每1吨500.00元（不足1吨的不计），计7,000.00元",
    );
    let capped = formula("exact", ", cap_yuan = 20000");
    let cost = one(&capped).range(&capped, &tons(10_000)).unwrap();
    assert_eq!((cost.range, cost.uncapped), (range(20_000, 20_000), Some(yuan(53_500))));
    let words = one(&capped).reckoning(&capped, &tons(10_000)).unwrap().unwrap();
    assert!(words.ends_with("计53,500.00元，超过上限的部分不计，按20,000.00元"), "{words}");
    let fives = formula("whole", ", each = \"5\"");
    assert_eq!(one(&fives).range(&fives, &tons(1_001)).unwrap().range, range(7_000, 7_000));
}

/// 《行政处罚法》第三十四条: a table fills the statutory range in and does not widen it.
#[test]
fn what_a_table_comes_to_stays_inside_the_statute() {
    let rate =
        tier("{ kind = \"per-unit\", unit = \"吨\", rate_yuan = 1000, max_rate_yuan = 2000 }");
    costs(
        &rate,
        &tons(1_000),
        range(10_000, 20_000),
        "10吨×每吨1,000.00元以上2,000.00元以下，计10,000.00元以上20,000.00元以下",
    );
    let cost = one(&rate).range(&rate, &tons(2_000)).unwrap();
    assert_eq!((cost.range, cost.uncapped), (range(20_000, 30_000), Some(yuan(40_000))));
    let cost = one(&rate).range(&rate, &tons(100)).unwrap();
    assert_eq!((cost.range, cost.lifted), (range(5_000, 5_000), Some(yuan(2_000))));
    let words = one(&rate).reckoning(&rate, &tons(100)).unwrap().unwrap();
    assert!(words.ends_with("低于法定下限，按5,000.00元"), "{words}");
}

#[test]
fn a_share_of_another_amount_is_reckoned_on_it() {
    let value = tier(
        "{ kind = \"percent\", base = \"货值金额\", min_percent = \"50\", max_percent = \"80\" }",
    );
    let worth = BaseAmounts::new().with("货值金额", yuan(20_000));
    costs(&value, &worth, range(10_000, 16_000), "货值金额20,000.00元，取货值金额的50%以上80%以下");
    let unknown = one(&value).range(&value, &BaseAmounts::new()).unwrap_err();
    assert_eq!(unknown, RangeProblem::BaseMissing { base: "货值金额".to_owned() });
    let open = tier("{ kind = \"multiple\", base = \"货值金额\", min_times = \"1\" }");
    costs(&open, &worth, range(20_000, 30_000), "货值金额20,000.00元，取货值金额的1倍以上");
    assert!(value.money_bases().contains("货值金额") && !value.rests_on("货值金额"));
}

#[test]
fn a_statute_by_the_unit_takes_a_table_by_the_unit() {
    let by_mu = "{ kind = \"per-unit\", unit = \"亩\", min_yuan = 100, max_yuan = 500 }";
    let row = |amount: &str| {
        branch(
            by_mu,
            &format!(
                "[[benchmark.tier]]\ngrade = \"一般\"\ncondition = \"示例\"\namount = {amount}\n"
            ),
        )
    };
    let mu = BaseAmounts::new().with_quantity("亩", Hundredths(250));
    let fits = row("{ kind = \"per-unit\", unit = \"亩\", rate_yuan = 200, max_rate_yuan = 300 }");
    assert_eq!(one(&fits).range(&fits, &mu).unwrap().range, range(500, 750));
    assert_eq!(one(&fits).objections(&fits), []);
    let beyond =
        row("{ kind = \"per-unit\", unit = \"亩\", rate_yuan = 200, max_rate_yuan = 600 }");
    assert_eq!(one(&beyond).objections(&beyond).len(), 1);
    let other = row("{ kind = \"per-unit\", unit = \"株\", rate_yuan = 200 }");
    assert!(one(&other).objections(&other)[0].words.contains("计算方式"));
    assert_eq!(fits.units().into_iter().collect::<Vec<_>>(), ["亩"]);
}

fn confiscating(what: &str) -> Branch {
    branch(
        FIXED,
        &format!(
            "[[benchmark.tier]]\ngrade = \"一般\"\ncondition = \"示例\"\n\
             amount = {{ kind = \"fixed\" }}\nconfiscate = \"{what}\"\n"
        ),
    )
}

fn judged(
    of: &Branch,
    things: &[String],
    departure: Option<&str>,
    bases: &BaseAmounts,
) -> Result<Discretion, Vec<DiscretionProblem>> {
    let proposal = FineProposal {
        amount: yuan(8_000),
        bases,
        tier: Some(one(of)),
        departure,
        mitigation: None,
        things,
        precondition: Precondition::OnRecord,
    };
    check_fine(of, &proposal)
}

#[test]
fn a_tier_with_or_without_confiscation_is_kept_or_left_with_a_reason() {
    let (none, car) = (BaseAmounts::new(), ["示例车辆".to_owned()]);
    let with = confiscating("things");
    let grade = "一般".to_owned();
    let problem = judged(&with, &[], None, &none).unwrap_err();
    assert_eq!(problem, [DiscretionProblem::ThingsLeft { grade: grade.clone() }]);
    assert_eq!(problem[0].refusal().code, "CAT-010");
    assert!(judged(&with, &car, None, &none).is_ok());
    let left = judged(&with, &[], Some("车辆系他人所有"), &none);
    assert!(matches!(left, Ok(Discretion::Departed { .. })));
    let without = confiscating("no-things");
    let problem = judged(&without, &car, None, &none).unwrap_err();
    assert_eq!(problem, [DiscretionProblem::ThingsTaken { grade }]);
    assert_eq!(problem[0].refusal().code, "CAT-011");
    assert!(judged(&without, &[], None, &none).is_ok());
    let gains = confiscating("gains");
    let unknown = judged(&gains, &[], None, &none).unwrap_err();
    let missing = RangeProblem::BaseMissing { base: ILLEGAL_GAINS.to_owned() };
    assert_eq!(unknown, [DiscretionProblem::Range(missing)]);
    assert!(judged(&gains, &[], None, &none.with(ILLEGAL_GAINS, Fen(0))).is_ok());
    let mut bare = confiscating("gains-and-things");
    bare.confiscate.clear();
    assert!(one(&bare).objections(&bare)[0].words.contains("没有规定没收财物"));
}

/// A tier outside the statute, or one counted where the statute counts otherwise, does not stand.
#[test]
fn what_cannot_stand_under_the_statute_is_objected_to() {
    for (amount, words) in [
        ("{ kind = \"fixed\", min_yuan = 4999 }", "下限超出法定幅度"),
        ("{ kind = \"fixed\", max_yuan = 30001 }", "上限超出法定幅度"),
        ("{ kind = \"fixed\", min_yuan = 9000, max_yuan = 8000 }", "下限高于上限"),
        ("{ kind = \"multiple\", min_times = \"1\" }", "计算方式"),
        ("{ kind = \"per-unit\", unit = \"吨\", rate_yuan = 1, cap_yuan = 30001 }", "封顶数额超过"),
        ("{ kind = \"per-unit\", unit = \"吨\", rate_yuan = 1, cap_yuan = 4999 }", "封顶数额低于"),
        (
            "{ kind = \"formula\", unit = \"吨\", rate_yuan = 1, start_yuan = 30001 }",
            "起点数额超过",
        ),
        ("{ kind = \"formula\", unit = \"吨\", rate_yuan = 1, each = \"0\" }", "大于零"),
    ] {
        let of = tier(amount);
        let found = one(&of).objections(&of);
        assert!(found.iter().any(|it| it.words.contains(words)), "{amount}: {found:?}");
    }
    let none = branch(
        "{ kind = \"none\" }",
        "[[benchmark.tier]]\ngrade = \"一般\"\ncondition = \"示例\"\namount = { kind = \"fixed\" }\n",
    );
    assert!(one(&none).objections(&none)[0].words.contains("没有可以分档"));
    let zero = tier("{ kind = \"formula\", unit = \"吨\", rate_yuan = 1, each = \"0\" }");
    assert_eq!(one(&zero).range(&zero, &tons(100)), Err(RangeProblem::TooLarge));
}
