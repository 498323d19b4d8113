//! The case after an event. Total and without rules: what was decided is taken as it is.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "an event that does not concern a stage leaves the stage as it is"
)]

use jiff::civil::Date;

use super::crime;
use super::enforcement::Enforcements;
use super::event::Event;
use super::execution::Execution;
use super::norms::ComparedNorms;
use super::records::{
    Closing, Decision, Delivery, Filing, Hearing, Publication, Report, Representation, Review,
    ReviewVerdict, Standing,
};
use super::remedies::{self, RemedyResult, Reopening};
use super::sampling::Samplings;
use super::state::{Case, Decided, Deciding, Ended, Path, Stage};
use super::submission::Table;
use super::summary::{Banked, OnSpot};
use crate::ids::{CaseId, PersonId};

/// The case after the event; `None` only before the first one.
pub fn apply(state: Option<Case>, id: &CaseId, event: &Event) -> Option<Case> {
    if let Event::FilingProposed { origin, handlers, evidence }
    | Event::SummaryBegun { origin, handlers, evidence } = event
    {
        let on_spot = matches!(event, Event::SummaryBegun { .. });
        return Some(Case {
            id: id.clone(),
            origin: origin.clone(),
            handlers: handlers.clone(),
            evidence: evidence.clone(),
            interviews: Vec::new(),
            rectifications: Vec::new(),
            documents: Vec::new(),
            prints: Vec::new(),
            deliveries: Vec::new(),
            measures: Vec::new(),
            enforcements: Enforcements::default(),
            remedies: Vec::new(),
            referrals: Vec::new(),
            recusals: Vec::new(),
            table: Table::Clear,
            transfers: Vec::new(),
            samplings: Samplings::default(),
            address: None,
            assistance: Vec::new(),
            fasts: Vec::new(),
            standstills: Vec::new(),
            former: Vec::new(),
            reopened: None,
            distinctions: Vec::new(),
            connections: Vec::new(),
            norms: None,
            stage: if on_spot { Stage::OnSpot(Box::default()) } else { Stage::Proposed },
        });
    }
    let mut case = state?;
    collect(&mut case, event);
    super::measures::apply(&mut case.measures, event);
    super::enforcement::apply(&mut case.enforcements, event);
    remedies::apply(&mut case.remedies, event);
    crime::apply(&mut case.referrals, event);
    super::recusal::apply(&mut case, event);
    super::submission::apply(&mut case.table, event);
    super::suspend::apply(&mut case.standstills, event);
    super::transfer::apply(&mut case.transfers, event);
    super::sampling::apply(&mut case.samplings, event);
    super::assist::apply(&mut case.assistance, event);
    if let Event::AddressConfirmed(confirmation) = event {
        case.address = Some(confirmation.clone());
    }
    super::fast::apply(&mut case.fasts, event);
    if let Event::CaseReopened { redo_by, by, on, .. } = event {
        return Some(reopen(case, (*on, *redo_by), by));
    }
    if let Event::CaseEnded { ground, document, on, .. } = event {
        case.stage = Stage::Ended(Box::new(Ended {
            before: case.stage,
            ground: *ground,
            document: document.clone(),
            on: *on,
            archived: None,
        }));
        return Some(case);
    }
    case.stage = match event {
        // A corrected edition stands for the document it corrects.
        Event::Delivered(delivery) => {
            let document = case.first_edition(&delivery.document).clone();
            let first = Event::Delivered(Delivery { document, ..delivery.clone() });
            advance(case.stage, &first)
        }
        _ => advance(case.stage, event),
    };
    Some(case)
}

/// The fallen decision is kept; a summary case waits to be filed, any other to be investigated.
fn reopen(mut case: Case, (on, redo_by): (Date, Option<Date>), by: &PersonId) -> Case {
    case.reopened = Some(Reopening { on, redo_by });
    case.stage = match case.stage {
        Stage::Decided(decided) | Stage::Closed(decided, _) => {
            let stage = match &decided.path {
                Path::General(deciding) => Stage::Investigating(deciding.filing.clone()),
                Path::Summary(_) => {
                    case.origin.proposed_by = by.clone();
                    case.origin.proposed_on = on;
                    Stage::Proposed
                }
            };
            case.former.push(*decided);
            stage
        }
        stage => stage,
    };
    case
}

/// What is gathered whatever the stage.
fn collect(case: &mut Case, event: &Event) {
    if let Event::EvidenceAdded(evidence) = event {
        case.evidence.push(evidence.clone());
    } else if let Event::EvidenceReviewed { evidence, verification } = event {
        let found = case.evidence.iter_mut().find(|e| e.id == *evidence);
        if let Some(monitored) = found.and_then(|e| e.monitored.as_mut()) {
            monitored.first = Some(verification.clone());
        }
    } else if let Event::EvidenceVerified { evidence, verification } = event {
        if let Some(found) = case.evidence.iter_mut().find(|e| e.id == *evidence) {
            found.verified = Some(verification.clone());
        }
    } else if let Event::InterviewRecorded(interview) = event {
        case.interviews.push(interview.clone());
    } else if let Event::ActDistinguished(distinction) = event {
        case.distinctions.push(distinction.clone());
    } else if let Event::Connected(connection) = event {
        case.connections.push(connection.clone());
    } else if let Event::NormsCompared(comparison) = event {
        let some = !comparison.norms.is_empty();
        case.norms =
            some.then(|| ComparedNorms { comparison: comparison.clone(), confirmed: None });
    } else if let Event::NormConfirmed(confirmation) = event {
        if let Some(norms) = &mut case.norms {
            norms.confirmed = Some(confirmation.clone());
        }
    } else if let Event::RectificationOrdered(order) = event {
        case.rectifications.push(order.clone());
    } else if let Event::DocumentIssued(document) = event {
        case.documents.push(document.clone());
    } else if let Event::DocumentPrinted(print) = event {
        case.prints.push(print.clone());
    } else if let Event::Delivered(delivery) = event {
        case.deliveries.push(delivery.clone());
    } else if let Event::ConvertedToGeneral { by, on, .. } = event {
        // From here the case waits to be filed, and the clock of filing runs.
        case.origin.proposed_by = by.clone();
        case.origin.proposed_on = *on;
    }
}

fn advance(stage: Stage, event: &Event) -> Stage {
    match stage {
        Stage::OnSpot(it) => from_on_spot(it, event),
        Stage::Proposed => from_proposed(event),
        Stage::Investigating(filing) => match event {
            Event::ReportSubmitted(report) => Stage::Reported(filing, Box::new(report.clone())),
            _ => Stage::Investigating(filing),
        },
        Stage::Reported(filing, report) => from_reported(filing, report, event),
        Stage::Deciding(deciding) => from_deciding(deciding, event),
        Stage::Decided(decided) => from_decided(decided, event),
        Stage::Closed(mut decided, mut closing) => {
            if let Event::Archived(archived) = event {
                closing.archived = Some(archived.clone());
            }
            // What the court collects after closing is paid on the closed case.
            if let Event::PaymentRecorded(payment) = event {
                decided.payments.push(payment.clone());
            }
            super::execution::apply(&mut decided.execution, event);
            publish(&mut decided, event);
            if let Event::CopyFiled { on, .. } = event {
                decided.copy_filed_on = Some(*on);
            }
            Stage::Closed(decided, closing)
        }
        Stage::NotFiled { reason, on } => Stage::NotFiled { reason, on },
        Stage::Ended(mut it) => {
            if let Event::Archived(archived) = event {
                it.archived = Some(archived.clone());
            }
            Stage::Ended(it)
        }
    }
}

fn from_on_spot(mut it: Box<OnSpot>, event: &Event) -> Stage {
    match event {
        Event::ToldOnSpot(telling) => it.telling = Some(telling.clone()),
        Event::ConvertedToGeneral { .. } => return Stage::Proposed,
        Event::PenaltyDecided(decision) => {
            if let Some(telling) = it.telling.take() {
                return decided(Path::Summary(Box::new(telling)), decision);
            }
        }
        _ => {}
    }
    Stage::OnSpot(it)
}

fn decided(path: Path, decision: &Decision) -> Stage {
    Stage::Decided(Box::new(Decided {
        path,
        decision: decision.clone(),
        delivered_on: None,
        payments: Vec::new(),
        cash: None,
        copy_filed_on: None,
        standing: Standing::InForce,
        publication: Publication::None,
        credit: None,
        closing: None,
        execution: Execution::default(),
    }))
}

fn from_proposed(event: &Event) -> Stage {
    match event {
        Event::Filed(filing) => Stage::Investigating(filing.clone()),
        Event::FilingRefused { reason, on } => Stage::NotFiled { reason: reason.clone(), on: *on },
        _ => Stage::Proposed,
    }
}

fn from_reported(filing: Filing, report: Box<Report>, event: &Event) -> Stage {
    match event {
        Event::ReportApproved { by } => Stage::Deciding(Box::new(begin(filing, *report, by))),
        Event::ReportReturned { .. } | Event::FastLeft(_) => Stage::Investigating(filing),
        _ => Stage::Reported(filing, report),
    }
}

fn begin(filing: Filing, report: Report, approved_by: &PersonId) -> Deciding {
    Deciding {
        filing,
        report,
        approved_by: approved_by.clone(),
        notice: None,
        representation: Representation::None,
        hearing: Hearing::NotAsked,
        draft: None,
        review: Review::None,
        deliberation: None,
    }
}

fn from_deciding(mut it: Box<Deciding>, event: &Event) -> Stage {
    match event {
        Event::NoticeGiven(notice) => {
            it.notice = Some(notice.clone());
            it.representation = Representation::None;
            it.hearing = Hearing::NotAsked;
            it.draft = None;
            it.review = Review::None;
            it.deliberation = None;
        }
        Event::Delivered(delivery) => deliver(&mut it, delivery),
        Event::RepresentationWaived { on } => {
            it.representation = Representation::Waived { on: *on }
        }
        Event::RepresentationMade(statement) => {
            it.representation = Representation::Made(statement.clone());
        }
        Event::RepresentationReviewed(review) => {
            if let Representation::Made(statement) = &it.representation {
                it.representation = Representation::Reviewed(statement.clone(), review.clone());
            }
        }
        Event::HearingRequested { on } => {
            // The decision follows the record of the hearing: what was drafted before falls.
            it.hearing = Hearing::Requested { on: *on };
            it.draft = None;
            it.review = Review::None;
            it.deliberation = None;
        }
        Event::HearingCalled(call) => it.hearing = Hearing::Called(call.clone()),
        Event::HearingHeld(record) => {
            if let Hearing::Called(call) = &it.hearing {
                it.hearing = Hearing::Held(call.clone(), record.clone());
            }
        }
        Event::HearingAbandoned { on, reason } => {
            it.hearing = Hearing::Abandoned { on: *on, reason: reason.clone() };
        }
        Event::DecisionDrafted(draft) => {
            it.review = Review::Submitted { on: draft.on };
            it.draft = Some(draft.clone());
            it.deliberation = None;
        }
        Event::OpinionGiven(opinion) => match opinion.verdict {
            ReviewVerdict::Pass => it.review = Review::Passed(opinion.clone()),
            ReviewVerdict::Amend => it.review = Review::Amend(opinion.clone()),
            ReviewVerdict::Investigate => return Stage::Investigating(it.filing),
        },
        Event::FastLeft(_) => return Stage::Investigating(it.filing),
        Event::Deliberated(deliberation) => it.deliberation = Some(deliberation.clone()),
        Event::PenaltyDecided(decision) | Event::PenaltyWaived(decision) => {
            return decided(Path::General(it), decision);
        }
        _ => {}
    }
    Stage::Deciding(it)
}

fn deliver(it: &mut Deciding, delivery: &Delivery) {
    if let Some(notice) = &mut it.notice
        && notice.document == delivery.document
    {
        notice.delivered_on.get_or_insert(delivery.delivered_on);
    }
    if let Hearing::Called(call) = &mut it.hearing
        && call.document == delivery.document
    {
        call.delivered_on.get_or_insert(delivery.delivered_on);
    }
}

fn from_decided(mut it: Box<Decided>, event: &Event) -> Stage {
    super::execution::apply(&mut it.execution, event);
    match event {
        Event::Delivered(delivery) if delivery.document == it.decision.document => {
            it.delivered_on.get_or_insert(delivery.delivered_on);
        }
        Event::PaymentRecorded(payment) => it.payments.push(payment.clone()),
        Event::CashCollected(cash) => it.cash = Some(cash.clone()),
        Event::CashHandedIn { on } => {
            if let Some(cash) = &mut it.cash {
                cash.handed_in_on = Some(*on);
            }
        }
        Event::CashBanked { on, slip } => {
            if let Some(cash) = &mut it.cash {
                cash.banked = Some(Banked { on: *on, slip: slip.clone() });
            }
        }
        Event::CopyFiled { on, .. } => it.copy_filed_on = Some(*on),
        Event::ClosingProposed(proposal) => it.closing = Some(proposal.clone()),
        // Put up for closing as performed, a decision that falls has to be put up again.
        Event::DecisionRevoked { .. } => {
            it.closing = None;
            publish(&mut it, event);
        }
        Event::RemedyEnded { result: RemedyResult::Changed, .. }
        | Event::ClosingReturned { .. } => it.closing = None,
        Event::Closed { ground, on } => {
            return Stage::Closed(it, Closing { ground: *ground, on: *on, archived: None });
        }
        _ => publish(&mut it, event),
    }
    Stage::Decided(it)
}

/// Publication and revocation go on after closing.
fn publish(it: &mut Decided, event: &Event) {
    match event {
        Event::PublicationProposed { version, by } => {
            it.publication = Publication::Proposed(version.clone(), by.clone());
        }
        Event::PublicationWithheld { reason } => {
            it.publication = Publication::Withheld { reason: reason.clone() };
        }
        Event::Published { on } => {
            if let Publication::Proposed(version, _) = &it.publication {
                it.publication = Publication::Published(version.clone(), *on);
            }
        }
        Event::DecisionRevoked { on, by_document, reason } => {
            it.standing = Standing::Revoked {
                on: *on,
                by_document: by_document.clone(),
                reason: reason.clone(),
            };
        }
        Event::CreditTold(notice) => it.credit = Some(((**notice).clone(), None)),
        Event::CreditRepaired(repair) => {
            if let Some((_, repaired)) = &mut it.credit {
                *repaired = Some(repair.clone());
            }
        }
        Event::PublicationRetracted { on, reason } => {
            if let Publication::Published(version, _) = &it.publication {
                it.publication = Publication::Retracted {
                    version: version.clone(),
                    on: *on,
                    reason: reason.clone(),
                };
            }
        }
        _ => {}
    }
}
