//! 办案流程 as a lit path: where the case has been, where it is, what comes next.

use domain::{
    cases::{Case, Deciding, Hearing, Procedure, Proposal, Review, Stage},
    ids::PersonId,
};
use jiff::civil::Date;

use super::{
    clocks::{Clock, clocks},
    spot,
};
use crate::{
    components::{
        deadline::Light,
        stages::{StageRail, Step, StepState},
    },
    pages::cases::at::At,
};

const LABELS: [&str; 12] = [
    "立案", "调查", "报告", "告知", "听证", "审核", "讨论", "决定", "送达", "履行", "结案", "归档",
];

/// Where a stage of the path stands, by whom and when it was done.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    state: StepState,
    who: Option<PersonId>,
    when: Option<Date>,
}

const fn next() -> Mark {
    Mark { state: StepState::Next, who: None, when: None }
}

const fn now() -> Mark {
    Mark { state: StepState::Now, who: None, when: None }
}

const fn skipped() -> Mark {
    Mark { state: StepState::Skipped, who: None, when: None }
}

fn done(who: Option<&PersonId>, when: Option<Date>) -> Mark {
    Mark { state: StepState::Done, who: who.cloned(), when }
}

/// The path of the case.
pub fn rail(at: &At) -> StageRail {
    if at.case.procedure() == Procedure::Summary {
        return spot::rail(at);
    }
    let running: Vec<Clock> = clocks(&at.case, &at.law);
    let steps = LABELS.iter().zip(marks(&at.case)).map(|(label, mark)| {
        let mut step = Step::new(*label, mark.state);
        let who = mark.who.map(|id| at.people.name(&id)).unwrap_or_default();
        let when = mark.when.map(|on| format!("{}月{}日", on.month(), on.day()));
        step = step.by(who, when.unwrap_or_default());
        let clock = running.iter().find(|clock| clock_of(label) == Some(clock.rule.as_str()));
        match clock {
            Some(clock) if mark.state == StepState::Now => {
                let mut lamp = clock.light(at.today(), &at.law.calendar);
                lamp.due = String::new();
                match lamp.light {
                    Light::Met | Light::Ended => step,
                    Light::Green | Light::Yellow | Light::Red | Light::Overdue | Light::Paused => {
                        step.clock(lamp)
                    }
                }
            }
            Some(_) | None => step,
        }
    });
    StageRail { label: "办案流程".to_owned(), steps: steps.collect() }
}

/// The clock that runs while a case is at the step.
fn clock_of(label: &str) -> Option<&'static str> {
    match label {
        "立案" => Some("SOFT-filing"),
        "调查" | "报告" | "听证" | "审核" | "讨论" | "决定" => Some("AP-48"),
        "告知" => Some("AP-53"),
        "送达" => Some("AP-49"),
        "履行" => Some("AP-61"),
        "归档" => Some("SOFT-archive"),
        _ => None,
    }
}

fn marks(case: &Case) -> [Mark; 12] {
    let filed = case.filing().map(|it| done(Some(&it.by), Some(it.opened_on)));
    if let Some(on) = case.refused_on() {
        let mut all = std::array::from_fn(|_| skipped());
        if let Some(first) = all.first_mut() {
            *first = done(None, Some(on));
        }
        return all;
    }
    let filing = filed.unwrap_or_else(now);
    let [inquiry, report] = investigating(case);
    let [told, heard, reviewed, talked, decided] = until_decision(case);
    let [delivered, paid, closed, archived] = after_decision(case);
    let mut all = [
        filing, inquiry, report, told, heard, reviewed, talked, decided, delivered, paid, closed,
        archived,
    ];
    if let Stage::Ended(it) = &case.stage {
        for mark in all.iter_mut().filter(|mark| mark.state != StepState::Done) {
            *mark = skipped();
        }
        let archived = it.archived.as_ref();
        let [.., closed, last] = &mut all;
        *closed = done(None, Some(it.on));
        *last = archived.map_or_else(now, |one| done(Some(&one.by), Some(one.on)));
    }
    all
}

/// 调查、报告.
fn investigating(case: &Case) -> [Mark; 2] {
    let inquiry = match (case.report(), case.filing()) {
        (Some(report), _) => done(Some(&report.by), Some(report.on)),
        (None, Some(_)) => now(),
        (None, None) => next(),
    };
    let report = match (case.deciding(), case.report()) {
        (Some(it), _) => done(Some(&it.approved_by), Some(it.report.on)),
        (None, Some(_)) => now(),
        (None, None) => next(),
    };
    [inquiry, report]
}

/// 告知、听证、审核、讨论、决定.
fn until_decision(case: &Case) -> [Mark; 5] {
    let Some(it) = case.deciding() else { return std::array::from_fn(|_| next()) };
    let [told, heard, reviewed, talked, decided] = deciding(it);
    let Some(made) = case.decided() else { return [told, heard, reviewed, talked, decided] };
    // What was not done by the decision was left out lawfully: nobody asked, or nothing was due.
    let over = |mark: Mark| match mark.state {
        StepState::Now | StepState::Next => skipped(),
        StepState::Done | StepState::Skipped | StepState::Held => mark,
    };
    let decided = done(Some(&made.decision.by), Some(made.decision.on));
    [over(told), over(heard), over(reviewed), over(talked), decided]
}

/// 送达、履行、结案、归档.
fn after_decision(case: &Case) -> [Mark; 4] {
    let Some(it) = case.decided() else { return std::array::from_fn(|_| next()) };
    let delivered = it.delivered_on.map_or_else(now, |on| done(None, Some(on)));
    let paid = performed(it);
    let ready = it.delivered_on.is_some() && paid.state != StepState::Now;
    let open = if ready || it.closing.is_some() { now() } else { next() };
    let Some(closing) = case.closing() else { return [delivered, paid, open, next()] };
    let filed = closing.archived.as_ref();
    let archived = filed.map_or_else(now, |filed| done(Some(&filed.by), Some(filed.on)));
    [delivered, paid, done(None, Some(closing.on)), archived]
}

fn performed(it: &domain::cases::Decided) -> Mark {
    let paid_on = it.payments.iter().map(|paid| paid.paid_on).max();
    match (&it.decision.proposal, it.delivered_on) {
        (Proposal::NoPenalty(_), _) => skipped(),
        (Proposal::Penalty(_), _) if it.owed_principal().0 <= 0 => done(None, paid_on),
        (Proposal::Penalty(_), Some(_)) => now(),
        (Proposal::Penalty(_), None) => next(),
    }
}

/// The same five as they stand before the decision.
fn deciding(it: &Deciding) -> [Mark; 5] {
    let told = match (&it.notice, it.report.proposal.penalty()) {
        (None, None) => skipped(),
        (None, Some(_)) => now(),
        (Some(notice), _) => match notice.delivered_on {
            Some(on) if it.draft.is_some() || it.hearing != Hearing::NotAsked => {
                done(None, Some(on))
            }
            Some(on) => Mark { when: Some(on), ..now() },
            None => now(),
        },
    };
    let heard = match &it.hearing {
        Hearing::NotAsked => skipped_after(it.draft.is_some()),
        Hearing::Requested { .. } | Hearing::Called(_) => now(),
        Hearing::Held(call, record) => done(Some(&call.presider), Some(record.on)),
        Hearing::Abandoned { on, .. } => Mark { when: Some(*on), ..skipped() },
    };
    let (reviewed, passed) = match &it.review {
        Review::None if matches!(it.hearing, Hearing::Held(..) | Hearing::Abandoned { .. }) => {
            (now(), false)
        }
        Review::None => (next(), false),
        Review::Submitted { .. } | Review::Amend(_) => (now(), false),
        Review::Passed(opinion) => (done(Some(&opinion.by), Some(opinion.on)), true),
    };
    let talked = it.deliberation.as_ref().map_or_else(next, |talk| done(None, Some(talk.on)));
    [told, heard, reviewed, talked, if passed { now() } else { next() }]
}

fn skipped_after(drafted: bool) -> Mark {
    if drafted { skipped() } else { next() }
}
