//! A remedy as it stands.

use jiff::civil::Date;

use super::event::{
    RemedyKind, RemedyOutcome, RemedyResult, RemedyTarget, RemedyTrack, StayGround,
};
use crate::cases::event::Event;
use crate::ids::{DocumentId, RemedyId};

/// Execution that stands still because of a remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemedyStay {
    /// On which ground.
    pub ground: StayGround,
    /// The document that says so.
    pub document: String,
    /// From which day.
    pub on: Date,
}

/// How a remedy ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemedyEnd {
    /// The day the final document was received.
    pub on: Date,
    /// How.
    pub result: RemedyResult,
    /// The document.
    pub document: String,
    /// What it says beyond that.
    pub outcome: Option<RemedyOutcome>,
}

/// A remedy against one of our acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// The remedy.
    pub id: RemedyId,
    /// Which.
    pub kind: RemedyKind,
    /// The kind of act that is attacked.
    pub target: RemedyTarget,
    /// The document that is attacked; `None` for the decision of the earliest events.
    pub document: Option<DocumentId>,
    /// By which procedure it is heard.
    pub track: RemedyTrack,
    /// The day it was filed.
    pub filed_on: Date,
    /// Before whom, with the number.
    pub body: String,
    /// The day on which the copy reached us.
    pub received_on: Option<Date>,
    /// Our answer: the day and the document.
    pub answer: Option<(Date, DocumentId)>,
    /// Whether execution stands still meanwhile.
    pub stay: Option<RemedyStay>,
    /// How it ended.
    pub end: Option<RemedyEnd>,
}

impl Remedy {
    /// Whether it is under way.
    pub const fn open(&self) -> bool {
        self.end.is_none()
    }

    /// The end, when it took all effect from the act.
    pub fn undone(&self) -> Option<&RemedyEnd> {
        self.end.as_ref().filter(|end| end.result.undoes())
    }
}

/// A case that is decided again (重新办理).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopening {
    /// The day.
    pub on: Date,
    /// The last day that was set.
    pub redo_by: Option<Date>,
}

/// The remedies after the event.
pub(in crate::cases) fn apply(all: &mut Vec<Remedy>, event: &Event) {
    if let Event::RemedyNoted { kind, filed_on, body, claim } = event {
        let earlier = || RemedyId::new(format!("r{}", all.len() + 1));
        all.push(Remedy {
            id: claim.as_ref().map_or_else(earlier, |it| it.remedy.clone()),
            kind: *kind,
            target: claim.as_ref().map_or_else(RemedyTarget::default, |it| it.target),
            document: claim.as_ref().map(|it| it.document.clone()),
            track: claim.as_ref().map_or_else(RemedyTrack::default, |it| it.track),
            filed_on: *filed_on,
            body: body.clone(),
            received_on: claim.as_ref().map(|it| it.received_on),
            answer: None,
            stay: None,
            end: None,
        });
    } else if let Event::RemedyAnswered { remedy, document, on } = event {
        if let Some(it) = all.iter_mut().find(|it| it.id == *remedy) {
            it.answer = Some((*on, document.clone()));
        }
    } else if let Event::RemedyStayed { remedy, ground, document, on } = event {
        if let Some(it) = all.iter_mut().find(|it| it.id == *remedy) {
            it.stay = Some(RemedyStay { ground: *ground, document: document.clone(), on: *on });
        }
    } else if let Event::RemedyEnded { on, result, document, outcome } = event {
        let mine = |it: &&mut Remedy| match outcome {
            Some(outcome) => it.id == outcome.remedy,
            None => it.end.is_none(),
        };
        if let Some(it) = all.iter_mut().find(mine) {
            it.end = Some(RemedyEnd {
                on: *on,
                result: *result,
                document: document.clone(),
                outcome: outcome.clone(),
            });
        }
    }
}
