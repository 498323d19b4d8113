//! A supervision, what can have happened to it, and where it stands.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Concern, Instrument, Verdict};
use crate::Private;
use crate::documents::{Document, Print};
use crate::ids::{AuthorityId, CaseId, PersonId, SupervisionId, UnitId};
use crate::policy::Subject;

/// A supervision (监督事项).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supervision {
    /// The supervision.
    pub id: SupervisionId,
    /// How it began.
    pub opened: Opened,
    /// The opinion and the decision, the earlier first.
    pub orders: Vec<Order>,
    /// Every document issued of it.
    pub documents: Vec<Document>,
    /// What was printed.
    pub prints: Vec<Print>,
    /// Where it stands.
    pub stage: Stage,
}

/// Where a supervision stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Taken up; an order, or the end, comes next.
    Open,
    /// The organ owes a report.
    Ordered,
    /// The report waits to be judged.
    Answered,
    /// Over.
    Closed {
        /// The day.
        on: Date,
        /// Why it ended, when no order was given.
        reason: String,
    },
}

impl Stage {
    /// The Chinese name.
    pub const fn name_zh(&self) -> &'static str {
        match self {
            Self::Open => "待处理",
            Self::Ordered => "整改中",
            Self::Answered => "待核查",
            Self::Closed { .. } => "已办结",
        }
    }

    /// The id used in lists.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Ordered => "ordered",
            Self::Answered => "answered",
            Self::Closed { .. } => "closed",
        }
    }
}

/// What was found, where and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// What kind of fault it is about.
    pub concern: Concern,
    /// What it is about in a few words without personal data.
    pub title: String,
    /// The unit that has to correct it.
    pub unit: UnitId,
    /// The organ that answers for the unit.
    pub authority: AuthorityId,
    /// The organ that supervises.
    pub supervisor: AuthorityId,
    /// The case, when it is about one.
    pub case: Option<CaseId>,
    /// What was found.
    pub facts: Private,
    /// The review, when it began with one.
    pub review: Option<Review>,
    /// The day.
    pub on: Date,
    /// Who took it up.
    pub by: PersonId,
}

/// What the review of a case file came to (案卷评查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The points by the table of the pack, when it has one.
    pub points: Option<u32>,
    /// The grade by that table.
    pub grade: String,
    /// The vetoes that the rules found.
    pub vetoes: Vec<String>,
    /// What cost points.
    pub deductions: Vec<String>,
    /// How many rules could not be judged for lack of a fact.
    pub open: usize,
    /// What the reviewer concludes.
    pub verdict: Verdict,
    /// What is to be corrected.
    pub demands: String,
}

/// A supervision opinion or decision, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Which paper it is.
    pub instrument: Instrument,
    /// What is wrong.
    pub problems: Private,
    /// Which articles it rests on.
    pub basis: String,
    /// What the organ has to do.
    pub demands: String,
    /// The day.
    pub on: Date,
    /// The last day for the report, inclusive.
    pub due_on: Date,
    /// Who signed it.
    pub by: PersonId,
    /// Every report and what was thought of it.
    #[serde(default)]
    pub answers: Vec<(Answer, Option<Judgement>)>,
}

impl Order {
    /// Whether a report was not accepted.
    pub fn is_rejected(&self) -> bool {
        self.answers.iter().any(|(_, judged)| judged.as_ref().is_some_and(|it| !it.accepted))
    }
}

/// What the organ reports (反馈).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was corrected, how, and what was done with those responsible.
    pub words: Private,
    /// The day.
    pub on: Date,
    /// Who signed it.
    pub by: PersonId,
}

/// What the supervisor thinks of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Whether the fault is corrected.
    pub accepted: bool,
    /// The reasons.
    pub words: String,
    /// The day.
    pub on: Date,
    /// Who judged.
    pub by: PersonId,
}

/// What has happened to a supervision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "$event", rename_all = "kebab-case")]
pub enum Event {
    /// It was taken up.
    Opened(Box<Opened>),
    /// An opinion or a decision was given.
    Ordered(Box<Order>),
    /// The organ reported.
    Answered(Answer),
    /// The report was judged.
    Judged(Judgement),
    /// It ended without an order.
    Closed {
        /// Why.
        reason: String,
        /// The day.
        on: Date,
    },
    /// A document was issued.
    DocumentIssued(Document),
    /// A document was printed.
    DocumentPrinted(Print),
}

impl Supervision {
    /// The order that has to be answered.
    pub fn order(&self) -> Option<&Order> {
        self.orders.last()
    }

    /// What policy looks at: the organ that answers.
    pub fn subject(&self) -> Subject {
        Subject {
            unit: Some(self.opened.unit.clone()),
            authority: Some(self.opened.authority.clone()),
            ..Subject::default()
        }
    }
}

/// The supervision after the event; an event that does not fit changes nothing.
pub fn apply(
    before: Option<Supervision>,
    id: &SupervisionId,
    event: &Event,
) -> Option<Supervision> {
    let Some(mut it) = before else {
        let Event::Opened(opened) = event else { return None };
        return Some(Supervision {
            id: id.clone(),
            opened: (**opened).clone(),
            orders: vec![],
            documents: vec![],
            prints: vec![],
            stage: Stage::Open,
        });
    };
    match event {
        Event::Opened(_) => {}
        Event::Ordered(order) => {
            it.orders.push((**order).clone());
            it.stage = Stage::Ordered;
        }
        Event::Answered(answer) => {
            if let Some(order) = it.orders.last_mut() {
                order.answers.push((answer.clone(), None));
            }
            it.stage = Stage::Answered;
        }
        Event::Judged(judgement) => {
            let last = it.orders.last_mut().and_then(|order| order.answers.last_mut());
            if let Some((_, judged)) = last {
                *judged = Some(judgement.clone());
            }
            it.stage = if judgement.accepted {
                Stage::Closed { on: judgement.on, reason: String::new() }
            } else {
                Stage::Ordered
            };
        }
        Event::Closed { reason, on } => {
            it.stage = Stage::Closed { on: *on, reason: reason.clone() };
        }
        Event::DocumentIssued(document) => it.documents.push(document.clone()),
        Event::DocumentPrinted(print) => it.prints.push(print.clone()),
    }
    Some(it)
}
