//! What a case decided on the spot shows: its shorter path, the telling, the cash.

use domain::cases::{Acceptance, ConversionGround};
use jiff::civil::Date;
use law::date_zh;

use super::proposal;
use crate::{
    components::{
        blocks::{KeyValue, Pair},
        stages::{StageRail, Step, StepState},
        text::{Cell, Tone},
    },
    pages::{
        cases::{
            at::At,
            panel::{Panel, Part},
        },
        shared::light,
    },
};

/// The path of a summary case: 查明、告知、决定、交付、履行、报备、结案、归档.
pub fn rail(at: &At) -> StageRail {
    let case = &at.case;
    let decided = case.decided();
    let made = decided.map(|it| it.decision.on);
    let told = case.telling().map(|telling| telling.on);
    let paid = decided
        .filter(|it| it.owed_principal().0 <= 0)
        .map(|it| it.payments.iter().map(|paid| paid.paid_on).max().unwrap_or(it.decision.on));
    let closed = case.closing();
    let archived = closed.and_then(|closing| closing.archived.as_ref()).map(|it| it.on);
    let copied = decided.and_then(|it| it.copy_filed_on);
    let days = [
        ("查明", Some(case.origin.proposed_on)),
        ("告知", told),
        ("决定", made),
        ("交付", decided.and_then(|it| it.delivered_on)),
        ("履行", paid),
        ("报备", copied),
        ("结案", closed.map(|closing| closing.on)),
        ("归档", archived),
    ];
    let first_open = days.iter().position(|(_, day)| day.is_none());
    let steps = days.iter().enumerate().map(|(nth, (label, day))| match day {
        Some(day) => Step::new(*label, StepState::Done).by(String::new(), short(*day)),
        None if Some(nth) == first_open => Step::new(*label, StepState::Now),
        None => Step::new(*label, StepState::Next),
    });
    StageRail { label: "当场处罚流程".to_owned(), steps: steps.collect() }
}

fn short(day: Date) -> String {
    format!("{}月{}日", day.month(), day.day())
}

/// 当场告知和听取意见.
pub fn telling(at: &At) -> Panel {
    let panel = Panel::new("telling", "当场告知和听取意见");
    let Some(telling) = at.case.telling() else {
        return panel.with(Part::Quiet("还没有当场告知。".to_owned()));
    };
    let said = if telling.statement.is_blank() { "没有" } else { telling.statement.reveal() };
    let mut pairs = vec![
        Pair::text("告知", date_zh(telling.on)).note(at.people.name(&telling.by)),
        Pair::text("告知的处罚", telling.terms.lines().join("；")),
        Pair::text("陈述申辩", said),
    ];
    if let Some(accepted) = telling.accepted {
        pairs
            .push(Pair::text("复核", Acceptance::name_zh(accepted)).note(telling.reasons.reveal()));
    }
    if telling.disputed {
        let words = ConversionGround::Disputed.name_zh();
        pairs.push(Pair::new("事实", Cell::badge(words, Tone::Warning)));
    }
    let proposal = domain::cases::Proposal::Penalty(telling.terms.clone());
    let terms = proposal::panel(at, "", &proposal);
    panel
        .with(Part::Pairs(KeyValue { pairs }))
        .with(Part::Folded("查看告知的处罚".to_owned(), terms.parts))
}

/// The way of the cash to the bank, when some was collected.
pub fn cash(at: &At) -> Vec<Pair> {
    let Some(cash) = at.case.decided().and_then(|it| it.cash.as_ref()) else { return Vec::new() };
    let due = |rule: &str, from: Date| {
        let due = at.law.rules.due(rule, from, &at.law.calendar).ok();
        due.map_or(Cell::Blank, |due| Cell::Light(light(at.today(), due.last, &at.law.calendar)))
    };
    let handed_in = match cash.handed_in_on {
        Some(on) => Cell::text(date_zh(on)),
        None => due("AP-65.officer", cash.counted_from()),
    };
    let mut pairs = vec![
        Pair::text("当场收缴", cash.amount.to_string()).note(format!(
            "{}，{}，票据{}，{}收缴",
            date_zh(cash.on),
            cash.ground.name_zh(),
            cash.receipt,
            at.people.name(&cash.by)
        )),
        Pair::new("交至行政机关", handed_in).note("《行政处罚法》第七十一条，二个工作日"),
    ];
    if let Some(received) = cash.handed_in_on {
        let banked = match &cash.banked {
            Some(banked) => Cell::text(format!("{}，缴款书{}", date_zh(banked.on), banked.slip)),
            None => due("AP-65.authority", received),
        };
        pairs.push(Pair::new("缴付银行", banked).note("《行政处罚法》第七十一条，二个工作日"));
    }
    pairs
}
