//! The particulars of a penalty: amounts found, fine, tier, confiscation, mitigation, reasons.

use domain::{
    cases::{PenaltyTerms, TierChoice},
    catalogue::{
        BaseAmounts, Benchmark, Branch, Days, FineRule, Gravity, Mitigation, MitigationGround,
        Range, Tier, TierAmount,
        fine::{Hundredths, ILLEGAL_GAINS},
    },
    rules::summary_limit,
};
use law::Fen;

use crate::{
    body::Reader,
    components::form::{Choice, Field, FieldValue, Form},
    pages::cases::{
        at::{At, yuan_text},
        choices::tick,
        step::RECOUNT,
    },
};

/// What is said of an amount that only some tiers depend on.
const FOR_TIERS: &str = "裁量基准中有按它计算的阶次；选择这样的阶次须填写。";
/// Between the benchmark and the grade in the value of a choice.
const JOINT: char = '/';

/// The money that the branch or one of its tiers depends on, by name; the gains have a field of
/// their own.
fn money_bases(branch: &Branch) -> Vec<String> {
    let names = branch.money_bases().into_iter().filter(|name| *name != ILLEGAL_GAINS);
    names.map(str::to_owned).collect()
}

/// The quantities that the branch or one of its tiers depends on, by unit.
fn units(branch: &Branch) -> Vec<String> {
    branch.units().into_iter().map(str::to_owned).collect()
}

/// Whether anything has to be reckoned before the range or a tier is known.
fn reckons(branch: &Branch) -> bool {
    !branch.money_bases().is_empty() || !branch.units().is_empty()
}

/// The amounts that were sent or, before that, those of the earlier terms.
fn bases(at: &At, branch: &Branch, earlier: Option<&PenaltyTerms>) -> BaseAmounts {
    let mut found = earlier.map(|terms| terms.bases.clone()).unwrap_or_default();
    let sent = |key: &str| Fen::parse_yuan(at.sent(key)).ok();
    for (nth, name) in money_bases(branch).iter().enumerate() {
        if let Some(amount) = sent(&format!("base_{nth}")) {
            found = found.with(name, amount);
        }
    }
    for (nth, unit) in units(branch).iter().enumerate() {
        if let Some(amount) = sent(&format!("unit_{nth}")) {
            found = found.with_quantity(unit, Hundredths(amount.0));
        }
    }
    match sent("gains") {
        Some(gains) => found.with(ILLEGAL_GAINS, gains),
        None => found,
    }
}

pub(super) fn fields(at: &At, form: Form, branch: &Branch, earlier: Option<&PenaltyTerms>) -> Form {
    let bases = bases(at, branch, earlier);
    let range = match branch.range(&bases) {
        Ok(range) => format!("法定幅度：{range}"),
        Err(_) => format!("法定幅度：{}", branch.fine_words()),
    };
    let articles: Vec<String> = branch.cites.iter().map(ToString::to_string).collect();
    let form = form.field(Field::heading(
        &format!("处罚：{}", branch.when),
        &format!("{range}。依据：{}。", articles.join("、")),
    ));
    let form = amounts(form, branch, &bases);
    let form = sums(form, branch, earlier, &range);
    let form = tiers(at, form, (branch, &bases), earlier);
    reasons(at, mitigation(at, form, earlier), earlier)
}

/// The particulars of a penalty on the spot: fewer than those of the general procedure, because
/// confiscation, mitigation and serious circumstances are not for the spot.
pub fn spot_fields(at: &At, form: Form, branch: &Branch, earlier: Option<&PenaltyTerms>) -> Form {
    let earlier = earlier.filter(|terms| terms.branch == branch.id);
    let bases = bases(at, branch, earlier);
    let articles: Vec<String> = branch.cites.iter().map(ToString::to_string).collect();
    let fine = earlier.map_or_else(String::new, |terms| yuan_text(terms.fine));
    let limit = at.item().map(|item| {
        summary_limit(&at.law, item, at.case.origin.party.kind, at.today()).to_string()
    });
    let range = match branch.range(&bases) {
        Ok(range) => range.to_string(),
        Err(_) => branch.fine_words(),
    };
    let form = form.field(Field::hidden("branch", branch.id.clone())).field(Field::heading(
        &format!("拟处罚：{}", branch.when),
        &format!("依据：{}。", articles.join("、")),
    ));
    let form = if reckons(branch) {
        amounts(form, branch, &bases)
    } else {
        form.field(Field::hidden("gravity", "ordinary"))
    };
    let form =
        form.field(Field::money("fine", "罚款").value(fine).required().help(format!(
            "法定幅度：{range}；本案当场处罚的上限：{}。",
            limit.unwrap_or_default()
        )));
    reasons(at, tiers(at, form, (branch, &bases), earlier), earlier)
}

/// The gravity and the amounts found.
fn amounts(mut form: Form, branch: &Branch, bases: &BaseAmounts) -> Form {
    let gravity =
        vec![Choice::new("ordinary", "不属于情节严重"), Choice::new("serious", "情节严重")];
    form = form.field(
        Field::radio("gravity", "情节", gravity)
            .value(if branch.serious { "serious" } else { "ordinary" })
            .required(),
    );
    let found = |amount: Option<i64>| amount.map_or_else(String::new, |it| yuan_text(Fen(it)));
    for (nth, name) in money_bases(branch).iter().enumerate() {
        let known = bases.amounts.get(name).map(|amount| amount.0);
        let field = Field::money(&format!("base_{nth}"), name).value(found(known));
        form = form.field(if branch.rests_on(name) {
            field.required()
        } else {
            field.help(FOR_TIERS)
        });
    }
    for (nth, unit) in units(branch).iter().enumerate() {
        let known = bases.quantities.get(unit).map(|quantity| quantity.0);
        let label = format!("认定的数量（{unit}）");
        let field = Field::number(&format!("unit_{nth}"), &label, unit).value(found(known));
        let wanted = branch.unit() == Some(unit);
        form = form.field(if wanted { field.required() } else { field.help(FOR_TIERS) });
    }
    if reckons(branch) {
        form.second = Some((RECOUNT.to_owned(), "yes".to_owned(), "计算幅度".to_owned()));
    }
    form
}

/// What the party would pay or lose.
fn sums(mut form: Form, branch: &Branch, earlier: Option<&PenaltyTerms>, range: &str) -> Form {
    let ticked = |key: &str, label: &str, words: &str, on: bool| {
        let value = if on { vec!["yes".to_owned()] } else { Vec::new() };
        tick(key, label, words).answered(FieldValue::Many(value))
    };
    if branch.fine != FineRule::None {
        let fine = earlier.map_or_else(String::new, |terms| yuan_text(terms.fine));
        form = form.field(Field::money("fine", "拟罚款").value(fine).help(range));
    }
    let gains = earlier.map_or_else(String::new, |terms| yuan_text(terms.gains));
    let field = Field::money("gains", "违法所得")
        .value(gains)
        .help("除依法退赔的以外应当没收；没有的不填（《行政处罚法》第二十八条第二款）。");
    form = form.field(if branch.rests_on(ILLEGAL_GAINS) { field.required() } else { field });
    form = form.field(ticked(
        "warning",
        "警告",
        "并处警告",
        earlier.is_some_and(|terms| terms.warning),
    ));
    if let Some(other) = &branch.other_penalty {
        let on = earlier.is_some_and(|terms| terms.other.is_some());
        form = form.field(ticked("other", "其他处罚", other, on));
    }
    let things = earlier.map_or_else(String::new, |terms| terms.things.join("\n"));
    if branch.confiscate.is_empty() && things.is_empty() {
        return form;
    }
    form.field(
        Field::textarea("things", "没收的财物", 2)
            .value(things)
            .help(format!("一行一项。该条款可以没收：{}。", branch.confiscate.join("、"))),
    )
}

/// The tiers of the benchmarks, each with what it costs here and how that was reckoned.
///
/// Where a table was replaced between the act and today both are offered, each with its days.
fn tiers(
    at: &At,
    form: Form,
    (branch, bases): (&Branch, &BaseAmounts),
    earlier: Option<&PenaltyTerms>,
) -> Form {
    let days = Days { act: at.case.origin.act_on, decision: at.today() };
    let tables: Vec<&Benchmark> = branch.benchmarks_for(days).collect();
    if tables.is_empty() {
        return bands(form, branch, bases);
    }
    let several = 1 < tables.len();
    let choices = tables.iter().flat_map(|table| {
        table.tiers.iter().map(move |tier| {
            let days = if several { format!("（{}）", table.named()) } else { String::new() };
            let label = format!("{}{days}：{}", tier.grade, tier_cost(tier, branch, bases));
            let words = match tier.reckoning(branch, bases) {
                Ok(Some(reckoning)) => format!("{}。计算：{reckoning}", tier.condition),
                Ok(None) => tier.condition.clone(),
                Err(_) => format!("{}。规定：{}", tier.condition, tier.words(branch)),
            };
            Choice::new(format!("{}{JOINT}{}", table.id, tier.grade), label).help(words)
        })
    });
    let sources: Vec<&str> = tables.iter().map(|it| it.source.as_str()).collect();
    let known = earlier.and_then(|terms| terms.tier.as_ref());
    let known = known.map(|tier| format!("{}{JOINT}{}", tier.benchmark, tier.grade));
    let departure = earlier.and_then(|terms| terms.departure.clone()).unwrap_or_default();
    form.field(
        Field::radio("tier", "裁量阶次", choices.collect())
            .value(known.unwrap_or_default())
            .help(format!("来源：{}。", sources.join("；"))),
    )
    .field(
        Field::textarea("departure", "偏离阶次的理由", 2)
            .value(departure)
            .help("罚款在法定幅度以内、但不在所选阶次以内的，须写明。"),
    )
}

/// What a tier costs here, with what is confiscated at it.
fn tier_cost(tier: &Tier, branch: &Branch, bases: &BaseAmounts) -> String {
    let cost = match tier.range(branch, bases) {
        Ok(cost) if tier.amount == TierAmount::NoPenalty || cost.range.max.0 == 0 => {
            "不予处罚".to_owned()
        }
        Ok(cost) => cost.range.to_string(),
        Err(problem) => problem.to_string(),
    };
    match tier.confiscate.name_zh() {
        "" => cost,
        confiscated => format!("{cost}，{confiscated}"),
    }
}

/// The common allocation for a branch without a table of its own.
///
/// # Law
/// 国市监法规〔2022〕2号 (DC-02): the lower 30 %, the middle and the upper 30 % of the range.
// LEGAL-Q 2026-11-22 (法制审批科): whether the allocation may guide matters outside market
// supervision; until then it is shown for reference and nothing is refused by it.
fn bands(form: Form, branch: &Branch, bases: &BaseAmounts) -> Form {
    let range = branch.range(bases).ok().filter(|range| range.min < range.max);
    let Some([light, middle, heavy]) = range.and_then(Range::generic_bands) else { return form };
    form.field(Field::heading(
        "裁量参考",
        &format!(
            "这个条款没有公布的裁量基准。参照国市监法规〔2022〕2号，按幅度的前百分之三十、中间、后百分之三十划分：从轻{light}，\
             一般{middle}，从重{heavy}。仅供参考，不具有约束力；裁量理由仍须写明。"
        ),
    ))
}

/// The ground for going below the minimum.
fn mitigation(at: &At, form: Form, earlier: Option<&PenaltyTerms>) -> Form {
    let known = earlier.and_then(|terms| terms.mitigation.as_ref());
    let grounds = MitigationGround::ALL
        .into_iter()
        .map(|ground| Choice::new(slug(ground), ground.name_zh()).help(ground.cite()));
    let evidence = at.case.evidence.iter().map(|it| Choice::new(it.name.clone(), it.name.clone()));
    let ticked = known.map(|it| it.evidence.clone()).unwrap_or_default();
    form.field(Field::heading(
        "减轻处罚",
        "低于法定下限处罚的，须有法定情形、证据和说理；其他情况不填。",
    ))
    .field(
        Field::select("mitigation", "法定减轻情形", grounds.collect())
            .value(known.map_or_else(String::new, |it| slug(it.ground))),
    )
    .field(
        Field::checkboxes("mitigation_evidence", "证明该情形的证据", evidence.collect())
            .answered(FieldValue::Many(ticked)),
    )
    .field(
        Field::textarea("mitigation_reasoning", "减轻处罚的说理", 2)
            .value(known.map_or_else(String::new, |it| it.reasoning.clone())),
    )
}

/// The discretion explained, and the correction.
fn reasons(at: &At, form: Form, earlier: Option<&PenaltyTerms>) -> Form {
    let orders = at.item().map(|item| item.orders.join("，")).unwrap_or_default();
    let correction = earlier.map_or(orders, |terms| terms.correction.clone());
    let discretion = earlier.map_or_else(String::new, |it| it.discretion.reveal().to_owned());
    form.field(Field::heading("裁量和改正", ""))
        .field(
            Field::textarea("discretion", "裁量说明", 4)
                .value(discretion)
                .help("写明违法行为的事实、性质、情节、危害程度，对应的阶次和理由。")
                .required(),
        )
        .field(
            Field::textarea("correction", "责令改正的内容", 2)
                .value(correction)
                .help("实施处罚时应当责令改正（《行政处罚法》第二十八条第一款）。"),
        )
}

fn slug(ground: MitigationGround) -> String {
    let text = serde_json::to_value(ground).ok();
    text.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

pub(super) fn read(branch: &Branch, read: &mut Reader<'_>) -> PenaltyTerms {
    let gains = read.fen_if("gains");
    let mut bases = BaseAmounts::new();
    for (nth, name) in money_bases(branch).iter().enumerate() {
        let key = format!("base_{nth}");
        let amount = if branch.rests_on(name) { Some(read.fen(&key)) } else { read.fen_if(&key) };
        if let Some(amount) = amount {
            bases = bases.with(name, amount);
        }
    }
    for (nth, unit) in units(branch).iter().enumerate() {
        if let Some(amount) = read.fen_if(&format!("unit_{nth}")) {
            bases = bases.with_quantity(unit, Hundredths(amount.0));
        }
    }
    if let Some(gains) = gains {
        bases = bases.with(ILLEGAL_GAINS, gains);
    }
    let tier = read.text_if("tier").and_then(|chosen| {
        let (benchmark, grade) = chosen.split_once(JOINT)?;
        Some(TierChoice { benchmark: benchmark.to_owned(), grade: grade.to_owned() })
    });
    let things = read.text_if("things").unwrap_or_default();
    let ground: Option<MitigationGround> = read.choice_if("mitigation");
    PenaltyTerms {
        branch: branch.id.clone(),
        law_from: None,
        gravity: read.choice("gravity", Gravity::Ordinary),
        bases,
        warning: read.yes("warning"),
        fine: read.fen_if("fine").unwrap_or_default(),
        gains: gains.unwrap_or_default(),
        things: things
            .lines()
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect(),
        other: read.yes("other").then(|| branch.other_penalty.clone()).flatten(),
        tier,
        departure: read.text_if("departure"),
        mitigation: ground.map(|ground| Mitigation {
            ground,
            evidence: read.list("mitigation_evidence"),
            reasoning: read.text_if("mitigation_reasoning").unwrap_or_default(),
        }),
        discretion: read.private("discretion"),
        correction: read.text_if("correction").unwrap_or_default(),
    }
}
