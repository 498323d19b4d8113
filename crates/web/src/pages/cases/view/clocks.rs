//! 期限: every clock of a case, which rule it is, from when, until when and how much is left.

use domain::{
    cases::{Case, Hearing, Measure, Procedure, Proposal, Publication, Representation, Stage},
    packs::Jurisdiction,
};
use jiff::civil::Date;
use law::date_zh;

use crate::{
    components::{
        deadline::{DeadlineLight, Light},
        notice::EmptyState,
        table::{Column, DataTable},
        text::{Cell, Link},
    },
    pages::{
        cases::{
            at::At,
            panel::{Panel, Part},
        },
        shared::light,
    },
};

/// The period in which the party may speak and ask for a hearing.
pub const WINDOW: &str = "AP-53";

/// One clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    pub rule: String,
    pub name: String,
    pub cite: String,
    pub from: Date,
    pub due: Date,
    /// The day on which what was due was done.
    pub met: Option<Date>,
}

impl Clock {
    /// The clock as a light on the day.
    pub fn light(&self, today: Date, calendar: &law::Calendar) -> DeadlineLight {
        match self.met {
            Some(on) if on <= self.due => DeadlineLight::new(Light::Met, date_zh(on), ""),
            Some(on) => {
                let late = format!("{}，逾期{}日", date_zh(on), (on - self.due).get_days());
                DeadlineLight::new(Light::Overdue, late, "")
            }
            // The party's own period: officers wait for its end, they are not late by it.
            None if self.rule == WINDOW && self.due < today => {
                DeadlineLight::new(Light::Ended, date_zh(self.due), "")
            }
            None if self.rule == WINDOW => {
                let left = light(today, self.due, calendar).left;
                DeadlineLight::new(Light::Green, left, "")
            }
            None => light(today, self.due, calendar),
        }
    }
}

/// The time to decide, without the days that do not count; it is not shown while it stands still.
fn deciding(case: &Case, law: &Jurisdiction) -> Option<Clock> {
    let ended = if let Stage::Ended(it) = &case.stage { Some(it.on) } else { None };
    let met = case.decided().map(|it| it.decision.on).or(ended);
    if met.is_none() && domain::cases::stands_still(case) {
        return None;
    }
    let from = case.decides_from()?;
    let due = domain::cases::decide_by(case, law)?;
    let name = law.rules.at("AP-48", from).map_or_else(|_| String::new(), |it| it.name.clone());
    Some(Clock { rule: due.rule, name, cite: due.cite, from, due: due.on, met })
}

/// Every clock of the case, in the order of the procedure.
pub fn clocks(case: &Case, law: &Jurisdiction) -> Vec<Clock> {
    let mut all = Vec::new();
    let of = |rule: &str, from: Option<Date>, met: Option<Date>| {
        let from = from?;
        let due = law.rules.due(rule, from, &law.calendar).ok()?;
        let parameter = law.rules.at(rule, from).ok()?;
        Some(Clock {
            rule: rule.to_owned(),
            name: parameter.name.clone(),
            cite: parameter.basis(),
            from,
            due: due.last,
            met,
        })
    };
    let decided = case.decided();
    let opened = case.filing().map(|filing| filing.opened_on);
    let general = case.procedure() == Procedure::General;
    let proposed = Some(case.origin.proposed_on).filter(|_| general);
    all.extend(of("SOFT-filing", proposed, opened.or_else(|| case.refused_on())));
    all.extend(deciding(case, law));
    let notice = case.deciding().and_then(|it| it.notice.as_ref());
    let asked = case.deciding().and_then(|it| asked_on(&it.hearing));
    let waived = case.deciding().and_then(|it| match &it.representation {
        Representation::Waived { on } => Some(*on),
        Representation::None | Representation::Made(_) | Representation::Reviewed(..) => None,
    });
    let settled = asked.or(waived).or_else(|| decided.map(|it| it.decision.on));
    if let Some(told) = notice.and_then(|it| it.delivered_on)
        && let Ok(due) = law.rules.due(WINDOW, told, &law.calendar)
    {
        // The period is the party's: when it has run out unused, it has done its work.
        all.extend(of(WINDOW, Some(told), settled.map(|on| on.min(due.last))));
    }
    if let Some(it) = decided {
        if general {
            all.extend(of("AP-49", Some(it.decision.on), it.delivered_on));
        } else {
            all.extend(of("AP-37", Some(it.decision.on), it.copy_filed_on));
        }
        if let Some(cash) = &it.cash {
            all.extend(of("AP-65.officer", Some(cash.counted_from()), cash.handed_in_on));
            let banked = cash.banked.as_ref().map(|banked| banked.on);
            all.extend(of("AP-65.authority", cash.handed_in_on, banked));
        }
        let paid = it.payments.iter().map(|paid| paid.paid_on).max();
        let owes = it.fine().0 + it.gains().0 > 0;
        all.extend(of(
            "AP-61",
            it.delivered_on.filter(|_| owes),
            paid.filter(|_| it.owed_principal().0 <= 0),
        ));
        let rule = match it.decision.proposal {
            Proposal::Penalty(_) => "TS-04",
            Proposal::NoPenalty(_) => "TS-03",
        };
        match &it.publication {
            Publication::None | Publication::Proposed(..) => {
                all.extend(of(rule, Some(it.decision.on), None));
            }
            Publication::Published(_, on) => {
                all.extend(of(rule, Some(it.decision.on), Some(*on)));
            }
            // Publication is no longer due.
            Publication::Withheld { .. } | Publication::Retracted { .. } => {}
        }
        if let (Some((on, _, _)), Publication::Published(..)) = (it.undone(), &it.publication) {
            all.extend(of("AP-33", Some(on), None));
        }
    }
    if let Some(closing) = case.closing() {
        all.extend(of("SOFT-archive", Some(closing.on), closing.archived.as_ref().map(|it| it.on)));
    }
    all.extend(of_measures(case, law));
    all
}

/// The periods of the measures, those over with the day on which they ended.
fn of_measures(case: &Case, law: &Jurisdiction) -> Vec<Clock> {
    let clock = |it: &Measure| {
        let held = it.held.as_ref()?;
        let (rule, from) = (it.proposal.kind.rule(), held.taking.at.date());
        let parameter = law.rules.at(rule, from).ok()?;
        Some(Clock {
            rule: rule.to_owned(),
            name: parameter.name.clone(),
            cite: parameter.basis(),
            from,
            due: it.due(case, law)?,
            met: held.ended_on(),
        })
    };
    case.measures.iter().filter_map(clock).collect()
}

fn asked_on(hearing: &Hearing) -> Option<Date> {
    match hearing {
        Hearing::Requested { on } => Some(*on),
        Hearing::NotAsked | Hearing::Called(_) | Hearing::Held(..) | Hearing::Abandoned { .. } => {
            None
        }
    }
}

/// 期限 as a panel.
pub fn panel(at: &At) -> Panel {
    let mut table = DataTable::new(
        "期限",
        ["期限", "剩余"].map(Column::new).to_vec(),
        EmptyState::new("没有期限", "立案之后开始计算。"),
    );
    table.rows = clocks(&at.case, &at.law)
        .iter()
        .map(|clock| {
            let from = clock.from;
            let href = format!("/tools/deadlines?rule={}&from={from}", clock.rule);
            let words = format!("自{}起，{}届满", date_zh(from), date_zh(clock.due));
            let mut lamp = clock.light(at.today(), &at.law.calendar);
            lamp.due = String::new();
            lamp.clause = Some(Link::new("逐日推算", href));
            vec![
                Cell::lines(clock.name.clone(), format!("{words}。{}", clock.cite)),
                Cell::Light(lamp),
            ]
        })
        .collect();
    Panel::new("clocks", "期限").with(Part::table(table))
}
