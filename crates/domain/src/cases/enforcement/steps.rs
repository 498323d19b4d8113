//! Which routes a matter has, which orders are overdue, what waits for whom.

use jiff::civil::Date;

use super::state::{Enforcement, OrderDemand, Route};
use super::{decide, demand, perform};
use crate::cases::records::Rectification;
use crate::cases::state::{Case, Stage};
use crate::packs::Jurisdiction;
use crate::policy::{Act, Role};
use crate::tasks::{Due, Holder, Task};
use crate::{Refusal, Setting};

/// A route that the catalogue names for a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteBasis {
    /// The route.
    pub route: Route,
    /// The article.
    pub cite: String,
    /// What it says, in short.
    pub words: String,
}

/// The routes of the matter of the case.
///
/// # Law
/// 《行政强制法》第十三条、第五十条、第五十二条 (AC-14, AC-27, AC-28).
pub fn routes(case: &Case, law: &Jurisdiction) -> Vec<RouteBasis> {
    let Ok(item) = law.item_at(&case.origin.item, case.origin.act_on) else { return Vec::new() };
    let each = item.compulsions.iter().filter_map(|one| {
        Some(RouteBasis { route: one.route?, cite: one.cite.to_string(), words: one.text.clone() })
    });
    each.collect()
}

/// The orders that were delivered and whose day is over.
pub(super) fn overdue(case: &Case, today: Date) -> impl Iterator<Item = &Rectification> {
    case.rectifications.iter().filter(move |order| {
        let delivered = case.delivered_on(&order.document);
        let stands = case.struck(&order.document).is_none();
        stands && delivered.is_some_and(|on| order.due_on.unwrap_or(on) < today)
    })
}

/// The orders that a demand or a decision may be about.
pub fn overdue_orders(case: &Case, today: Date) -> Vec<&Rectification> {
    overdue(case, today).collect()
}

/// What was decided and is still to be carried out.
pub fn open_enforcements(case: &Case) -> impl Iterator<Item = &Enforcement> {
    case.enforcements.decided.iter().filter(|it| it.end.is_none())
}

/// Whether a demand waits to be delivered.
pub(super) fn undelivered(case: &Case) -> bool {
    let waits = |it: &OrderDemand| case.delivered_on(&it.document).is_none();
    case.enforcements.demands.iter().any(waits)
}

/// What stands before the act.
#[expect(clippy::wildcard_enum_match_arm, reason = "acts on other things have no obstacle here")]
pub(in crate::cases) fn obstacles(act: Act, case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    match act {
        Act::DemandCorrection => demand::ready(case, setting),
        Act::DecideEnforcement => decide::ready(case, setting),
        Act::RecordEnforcement | Act::StopEnforcement => perform::ready(case),
        _ => vec![],
    }
}

/// No case closes while something that was decided is neither done nor stopped.
///
/// # Law
/// 《行政强制法》第五十一条.
pub(in crate::cases) fn before_closing(case: &Case) -> Option<Refusal> {
    open_enforcements(case).next().map(|it| {
        Refusal::new(
            "EXEC-135",
            format!("{}决定还没有实施，也没有停止，不能结案。", it.decision.route.name_zh()),
            "请登记实施情况，或者停止执行。",
        )
        .by("《行政强制法》第五十一条")
        .then(Act::RecordEnforcement)
    })
}

/// The tasks that enforcement gives rise to. After a demand there is none: the party may obey, and
/// the law says that the authority may decide, not that it must.
pub(crate) fn waiting(case: &Case, law: &Jurisdiction) -> Vec<Task> {
    if let Stage::OnSpot(_) | Stage::NotFiled { .. } | Stage::Closed(..) | Stage::Ended(_) =
        case.stage
    {
        return Vec::new();
    }
    let handlers = |act: Act, due: Option<Due>| Task {
        act,
        holders: case.handlers.iter().cloned().map(Holder::Person).collect(),
        due,
    };
    let mut all = Vec::new();
    for it in open_enforcements(case) {
        let on = it.decision.planned_at.date();
        if let Some(end) = case.struck(&it.decision.document).and_then(|it| it.undone()) {
            let cite = "《行政强制法》第四十一条".to_owned();
            let due = Due { on: end.on, rule: "立即停止".to_owned(), cite };
            let holders = vec![Holder::Authority(Role::Leader, case.origin.authority.to_string())];
            all.push(Task { act: Act::StopEnforcement, holders, due: Some(due) });
            continue;
        }
        let mine = |one: &OrderDemand| one.enforcement.as_ref() == Some(&it.decision.enforcement);
        if it.decision.route == Route::Proxy && !case.enforcements.demands.iter().any(mine) {
            let cite =
                law.rules.at("AC-27", on).map_or_else(|_| String::new(), law::Parameter::basis);
            let due = Due { on, rule: "AC-27".to_owned(), cite };
            all.push(handlers(Act::DemandCorrection, Some(due)));
        } else {
            let cite = it.decision.basis.clone();
            let due = Due { on, rule: "决定的实施时间".to_owned(), cite };
            all.push(handlers(Act::RecordEnforcement, Some(due)));
        }
    }
    all
}
