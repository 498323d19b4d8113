//! How one of our own cases tells of measures, holds of evidence and execution.

use jiff::civil::{Date, DateTime};

use super::super::facts::{ExecutionFact, Fact, MeasureFact, RegistrationFact};
use crate::cases::{
    Appraisal, Case, CourtStage, Decided, EnforcementEnd, Held, Measure, MeasureApproval,
    MeasureBasis, OrderDemand, Route, RouteBasis, court_window_on, enforcement_routes,
    measure_bases,
};
use crate::packs::Jurisdiction;

/// The compulsory measures that were taken.
pub(super) fn measures(case: &Case, law: &Jurisdiction) -> Vec<MeasureFact> {
    let compulsory = case.measures.iter().filter(|it| it.proposal.kind.is_compulsory());
    compulsory.filter_map(|it| Some(measure(case, it, it.held.as_ref()?, law))).collect()
}

fn measure(case: &Case, it: &Measure, held: &Held, law: &Jurisdiction) -> MeasureFact {
    let listed = |one: &MeasureBasis| one.kind == it.proposal.kind && one.cite == it.proposal.basis;
    let days = it
        .excluded(case)
        .iter()
        .filter_map(|(first, last)| u32::try_from((*last - *first).get_days() + 1).ok())
        .sum::<u32>();
    let told = |one: &Appraisal| case.delivered_on(&one.document).is_some();
    MeasureFact {
        what: it.proposal.kind.name_zh().to_owned(),
        based: Fact::Is(measure_bases(case, law).iter().any(listed)),
        at: Fact::Is(held.taking.at),
        approved_at: approved_at(it),
        urgent: Fact::Is(it.proposal.urgent.is_some()),
        freezes: Fact::Is(false),
        may_freeze: Fact::Not,
        // No measure is recorded as taken without these.
        told_and_recorded: Fact::Is(true),
        listed: Fact::Is(true),
        connected: Fact::Is(true),
        filmed: Fact::Is(true),
        extended_on: held.extension.as_ref().map(|longer| longer.on).into(),
        appraisal_days: (0 < days).then_some(days).into(),
        appraisal_told: Fact::Is(held.appraisals.iter().all(told)),
        ended_on: held.ended_on().into(),
    }
}

/// Officers write the time of a measure to the minute, so the approval is told to the minute.
fn approved_at(it: &Measure) -> Fact<DateTime> {
    match &it.approval {
        MeasureApproval::Given { at, .. } => Fact::Is(at.date().at(at.hour(), at.minute(), 0, 0)),
        MeasureApproval::Pending | MeasureApproval::Refused { .. } => Fact::Not,
    }
}

/// The holds of evidence that were carried out.
pub(super) fn registrations(case: &Case) -> Vec<RegistrationFact> {
    let holds = case.measures.iter().filter(|it| !it.proposal.kind.is_compulsory());
    let each = holds.filter_map(|it| {
        let held = it.held.as_ref()?;
        Some(RegistrationFact {
            approved: Fact::Is(matches!(it.approval, MeasureApproval::Given { .. })),
            on: Fact::Is(held.taking.at.date()),
            handled_on: held.ended_on().into(),
        })
    });
    each.collect()
}

/// The execution; `None` before the first demand, and before anything was done by proxy.
pub(super) fn execution(case: &Case, law: &Jurisdiction) -> Option<ExecutionFact> {
    let performed = case.enforcements.decided.iter().find_map(|it| match &it.end {
        Some(EnforcementEnd::Performed(record)) => Some((it, record)),
        Some(EnforcementEnd::Stopped { .. }) | None => None,
    });
    let mut facts = match case.decided() {
        Some(decided) => of_decision(case, decided, law),
        None => None,
    };
    let Some((it, record)) = performed else { return facts };
    let mine = |one: &&OrderDemand| one.enforcement.as_ref() == Some(&record.enforcement);
    let reminders = case.enforcements.demands.iter().filter(mine);
    let reminded = reminders.filter_map(|one| case.delivered_on(&one.document)).min();
    let named = |one: &RouteBasis| one.route == it.decision.route;
    let found = facts.get_or_insert_with(none_yet);
    found.executed_at = Fact::Is(record.at);
    found.own_power = Fact::Is(enforcement_routes(case, law).iter().any(named));
    found.urgent = Fact::Is(it.decision.route == Route::AtOnce);
    found.proxy = Fact::Is(it.decision.route == Route::Proxy);
    found.reminded_on = reminded.into();
    facts
}

/// What is true of an execution of which nothing has happened.
const fn none_yet() -> ExecutionFact {
    ExecutionFact {
        demanded_on: Fact::Not,
        applied_on: Fact::Not,
        suit_until: Fact::Unknown,
        executed_at: Fact::Not,
        own_power: Fact::Is(false),
        urgent: Fact::Is(false),
        proxy: Fact::Is(false),
        reminded_on: Fact::Not,
    }
}

fn of_decision(case: &Case, decided: &Decided, law: &Jurisdiction) -> Option<ExecutionFact> {
    let applied = match &decided.execution.court {
        CourtStage::None | CourtStage::Proposed(_) => None,
        CourtStage::Applied(_, request) | CourtStage::Answered(_, request, _) => Some(request.on),
    };
    if decided.execution.demands.is_empty() && applied.is_none() {
        return None;
    }
    Some(ExecutionFact { applied_on: applied.into(), ..so_far(case, decided, law, applied) })
}

/// The execution as it would be with an application made on the day.
pub(super) fn applying(
    case: &Case,
    decided: &Decided,
    law: &Jurisdiction,
    on: Date,
) -> ExecutionFact {
    ExecutionFact { applied_on: Fact::Is(on), ..so_far(case, decided, law, Some(on)) }
}

fn so_far(case: &Case, decided: &Decided, law: &Jurisdiction, on: Option<Date>) -> ExecutionFact {
    let demands = decided.execution.demands.iter();
    let demanded = demands.filter_map(|it| case.delivered_on(&it.document)).min();
    let window = on.and_then(|on| court_window_on(decided, law, on));
    let suit_until = window.and_then(|(first, _)| first.yesterday().ok());
    ExecutionFact {
        demanded_on: demanded.into(),
        suit_until: suit_until.map_or(Fact::Unknown, Fact::Is),
        ..none_yet()
    }
}
