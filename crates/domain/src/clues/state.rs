//! The clue, what can have happened to it, and where it stands.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ContactRequest, ContactStage, Outcome, Source};
use crate::Private;
use crate::documents::{Document, Print};
use crate::evidence::BlobRef;
use crate::ids::{CaseId, ClueId, InspectionId, ItemId, PersonId, TownId, UnitId};
use crate::policy::Subject;

/// A clue (线索).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clue {
    /// The clue.
    pub id: ClueId,
    /// The receipt number that the reporter keeps.
    pub receipt: String,
    /// Where it came from.
    pub source: Source,
    /// The reporter's category, in the pack's words.
    pub category: String,
    /// What was reported, in the reporter's words.
    pub words: Private,
    /// The town.
    pub town: TownId,
    /// A named area of the town with its own competence (城区、园区), when chosen.
    pub area: Option<String>,
    /// The place in words.
    pub place: Private,
    /// Latitude and longitude in millionths of a degree.
    pub pin: Option<(i64, i64)>,
    /// Photographs.
    pub photos: Vec<BlobRef>,
    /// How to reach the reporter; sealed, shown to nobody who handles the clue.
    pub contact: Private,
    /// Who asked for the contact, may look at it once, or had it erased.
    pub contact_stage: ContactStage,
    /// When it was received.
    pub received_at: Timestamp,
    /// The day it was received.
    pub received_on: Date,
    /// Who registered it; `None` from the portal.
    pub registered_by: Option<PersonId>,
    /// The stop order given on discovery.
    pub stop: Option<StopOrder>,
    /// Every time it was urged.
    pub urges: Vec<Urge>,
    /// Every answer and its judgement.
    pub answers: Vec<(Answer, Option<Judgement>)>,
    /// What the reporter was told.
    pub informed: Option<String>,
    /// The inspection begun for it.
    pub inspection: Option<InspectionId>,
    /// The case filed from it.
    pub case: Option<CaseId>,
    /// Every document issued of it, each edition.
    pub documents: Vec<Document>,
    /// What was printed.
    pub prints: Vec<Print>,
    /// Where it stands.
    pub stage: Stage,
}

/// Where a clue stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Received, waiting to be dispatched.
    Received,
    /// Merged into an earlier clue.
    Merged {
        /// The earlier clue.
        into: ClueId,
    },
    /// Sent to a unit that has not accepted it yet.
    Dispatched(Dispatch),
    /// In the hands of a unit.
    Accepted(Dispatch),
    /// Answered, waiting for the town's judgement.
    Answered(Dispatch),
    /// Passed to a body outside, which owes an answer.
    Transferred {
        /// The body.
        to: String,
        /// The day.
        on: Date,
    },
    /// Judged and closed.
    Settled {
        /// The day.
        on: Date,
    },
}

impl Stage {
    /// The Chinese name.
    pub const fn name_zh(&self) -> &'static str {
        match self {
            Self::Received => "待派单",
            Self::Merged { .. } => "已并案",
            Self::Dispatched(_) => "待签收",
            Self::Accepted(_) => "办理中",
            Self::Answered(_) => "待判定",
            Self::Transferred { .. } => "已移送",
            Self::Settled { .. } => "已办结",
        }
    }

    /// The id used in lists.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Merged { .. } => "merged",
            Self::Dispatched(_) => "dispatched",
            Self::Accepted(_) => "accepted",
            Self::Answered(_) => "answered",
            Self::Transferred { .. } => "transferred",
            Self::Settled { .. } => "settled",
        }
    }
}

/// To whom a clue was sent, for what and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    /// The unit.
    pub unit: UnitId,
    /// The power item it was judged to be, when clear.
    pub item: Option<ItemId>,
    /// The last day for the answer, inclusive.
    pub due_on: Date,
    /// The dispatcher's note.
    pub note: String,
    /// Why this unit: the competence answer at the time.
    pub why: String,
    /// The day it was sent.
    pub on: Date,
}

/// A stop order given when a problem was found (发现问题第一时间制止).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopOrder {
    /// What was said or handed over.
    pub words: Private,
    /// Whether the act stopped.
    pub stopped: bool,
    /// The day.
    pub on: Date,
    /// Who gave it.
    pub by: PersonId,
}

/// A reminder (催办).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urge {
    /// The words.
    pub words: String,
    /// The day.
    pub on: Date,
    /// Who urged.
    pub by: PersonId,
}

/// How the unit says the matter was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The kind of result.
    pub outcome: Outcome,
    /// The account.
    pub words: Private,
    /// The day.
    pub on: Date,
    /// Who answered.
    pub by: PersonId,
}

/// What the town thinks of the answer (判定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Whether the result is accepted.
    pub accepted: bool,
    /// The reasons.
    pub words: String,
    /// The day.
    pub on: Date,
    /// Who judged.
    pub by: PersonId,
}

/// What has happened to a clue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "$event", rename_all = "kebab-case")]
pub enum Event {
    /// It was received.
    Received {
        /// The receipt number.
        receipt: String,
        /// Where it came from.
        source: Source,
        /// The category.
        category: String,
        /// The words.
        words: Private,
        /// The town.
        town: TownId,
        /// The named area.
        area: Option<String>,
        /// The place in words.
        place: Private,
        /// The pin.
        pin: Option<(i64, i64)>,
        /// Photographs.
        photos: Vec<BlobRef>,
        /// The sealed contact.
        contact: Private,
        /// When.
        at: Timestamp,
        /// The civil day.
        on: Date,
        /// Who registered it.
        by: Option<PersonId>,
    },
    /// It was merged.
    Merged {
        /// The earlier clue.
        into: ClueId,
    },
    /// The stop order was recorded.
    StopRecorded(StopOrder),
    /// It was dispatched.
    Dispatched(Dispatch),
    /// The unit was urged.
    Urged(Urge),
    /// The unit accepted it.
    Accepted {
        /// Who.
        by: PersonId,
        /// The day.
        on: Date,
    },
    /// The unit sent it back.
    Returned {
        /// Why.
        reason: String,
    },
    /// It was passed to a body outside.
    Transferred {
        /// The body.
        to: String,
        /// Why, with the basis.
        reason: String,
        /// The day.
        on: Date,
    },
    /// The unit answered.
    Answered(Answer),
    /// The town judged.
    Judged(Judgement),
    /// The reporter was told.
    ReporterInformed {
        /// The words, shown on the portal under the receipt number.
        words: String,
    },
    /// An inspection was begun for it.
    InspectionBegun {
        /// The inspection.
        inspection: InspectionId,
    },
    /// A case was filed from it.
    CaseFiled {
        /// The case.
        case: CaseId,
    },
    /// A document was issued.
    DocumentIssued(Document),
    /// A document was printed.
    DocumentPrinted(Print),
    /// Somebody asked to see or to erase the reporter's contact.
    ContactRequested(ContactRequest),
    /// The request was declined.
    ContactDeclined {
        /// Why.
        reason: String,
        /// Who declined it.
        by: PersonId,
        /// The day.
        on: Date,
    },
    /// One look at the contact was allowed.
    ContactOpened {
        /// Who may look.
        to: PersonId,
        /// Who allowed it.
        by: PersonId,
        /// The day.
        on: Date,
    },
    /// The contact was looked at.
    ContactSeen {
        /// Who looked.
        by: PersonId,
        /// The day.
        on: Date,
    },
    /// The contact was erased: value, salt and key are gone, only the commitment stays.
    ContactErased {
        /// Who asked for it.
        asked_by: PersonId,
        /// Who consented.
        by: PersonId,
        /// The day.
        on: Date,
    },
}

impl Event {
    /// The personal values that this event erases: in which kind of event of the same stream,
    /// and under which field.
    pub const fn erases(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::ContactErased { .. } => Some(("clue.received", "contact")),
            Self::Received { .. }
            | Self::Merged { .. }
            | Self::StopRecorded(_)
            | Self::Dispatched(_)
            | Self::Urged(_)
            | Self::Accepted { .. }
            | Self::Returned { .. }
            | Self::Transferred { .. }
            | Self::Answered(_)
            | Self::Judged(_)
            | Self::ReporterInformed { .. }
            | Self::InspectionBegun { .. }
            | Self::CaseFiled { .. }
            | Self::DocumentIssued(_)
            | Self::DocumentPrinted(_)
            | Self::ContactRequested(_)
            | Self::ContactDeclined { .. }
            | Self::ContactOpened { .. }
            | Self::ContactSeen { .. } => None,
        }
    }
}

impl Clue {
    /// The dispatch in force, when a unit has the clue or is to accept it.
    pub fn dispatch(&self) -> Option<&Dispatch> {
        match &self.stage {
            Stage::Dispatched(d) | Stage::Accepted(d) | Stage::Answered(d) => Some(d),
            Stage::Received
            | Stage::Merged { .. }
            | Stage::Transferred { .. }
            | Stage::Settled { .. } => None,
        }
    }

    /// The newest edition of the document.
    pub fn newest_edition<'a>(&'a self, document: &'a Document) -> &'a Document {
        let next = self
            .documents
            .iter()
            .find(|d| d.corrects.as_ref().is_some_and(|c| c.document == document.id));
        next.map_or(document, |newer| self.newest_edition(newer))
    }

    /// What policy looks at. Who registered the clue stays in touch with it.
    pub fn subject(&self) -> Subject {
        Subject {
            unit: self.dispatch().map(|d| d.unit.clone()),
            authority: None,
            town: Some(self.town.clone()),
            assigned: self.registered_by.iter().cloned().collect(),
        }
    }
}

/// The clue after the event.
pub fn apply(state: Option<Clue>, id: &ClueId, event: &Event) -> Option<Clue> {
    if let Event::Received {
        receipt,
        source,
        category,
        words,
        town,
        area,
        place,
        pin,
        photos,
        contact,
        at,
        on,
        by,
    } = event
    {
        return Some(Clue {
            id: id.clone(),
            receipt: receipt.clone(),
            source: *source,
            category: category.clone(),
            words: words.clone(),
            town: town.clone(),
            area: area.clone(),
            place: place.clone(),
            pin: *pin,
            photos: photos.clone(),
            contact: contact.clone(),
            contact_stage: ContactStage::Sealed,
            received_at: *at,
            received_on: *on,
            registered_by: by.clone(),
            stop: None,
            urges: Vec::new(),
            answers: Vec::new(),
            informed: None,
            inspection: None,
            case: None,
            documents: Vec::new(),
            prints: Vec::new(),
            stage: Stage::Received,
        });
    }
    let mut clue = state?;
    match event {
        Event::Received { .. } => {}
        Event::Merged { into } => clue.stage = Stage::Merged { into: into.clone() },
        Event::StopRecorded(stop) => clue.stop = Some(stop.clone()),
        Event::Dispatched(dispatch) => clue.stage = Stage::Dispatched(dispatch.clone()),
        Event::Urged(urge) => clue.urges.push(urge.clone()),
        Event::Accepted { .. } => {
            if let Some(dispatch) = clue.dispatch().cloned() {
                clue.stage = Stage::Accepted(dispatch);
            }
        }
        Event::Returned { .. } => clue.stage = Stage::Received,
        Event::Transferred { to, on, .. } => {
            clue.stage = Stage::Transferred { to: to.clone(), on: *on };
        }
        Event::Answered(answer) => {
            clue.answers.push((answer.clone(), None));
            if let Some(dispatch) = clue.dispatch().cloned() {
                clue.stage = Stage::Answered(dispatch);
            }
        }
        Event::Judged(judgement) => judged(&mut clue, judgement),
        Event::ReporterInformed { words } => clue.informed = Some(words.clone()),
        Event::InspectionBegun { inspection } => clue.inspection = Some(inspection.clone()),
        Event::CaseFiled { case } => clue.case = Some(case.clone()),
        Event::DocumentIssued(document) => clue.documents.push(document.clone()),
        Event::DocumentPrinted(print) => clue.prints.push(print.clone()),
        Event::ContactRequested(_)
        | Event::ContactDeclined { .. }
        | Event::ContactOpened { .. }
        | Event::ContactSeen { .. }
        | Event::ContactErased { .. } => contact_moved(&mut clue, event),
    }
    Some(clue)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only what concerns the contact comes here")]
fn contact_moved(clue: &mut Clue, event: &Event) {
    match event {
        Event::ContactRequested(request) => {
            clue.contact_stage = ContactStage::Asked(request.clone());
        }
        Event::ContactDeclined { .. } | Event::ContactSeen { .. } => {
            clue.contact_stage = ContactStage::Sealed;
        }
        Event::ContactOpened { to, on, .. } => {
            clue.contact_stage = ContactStage::Opened { to: to.clone(), on: *on };
        }
        Event::ContactErased { on, .. } => {
            clue.contact = Private::erased();
            clue.contact_stage = ContactStage::Erased { on: *on };
        }
        _ => {}
    }
}

fn judged(clue: &mut Clue, judgement: &Judgement) {
    if let Some((_, slot)) = clue.answers.last_mut() {
        *slot = Some(judgement.clone());
    }
    if judgement.accepted {
        clue.stage = Stage::Settled { on: judgement.on };
    } else {
        // What a body outside did not settle is the town's again, to be sent elsewhere.
        clue.stage = clue.dispatch().cloned().map_or(Stage::Received, Stage::Accepted);
    }
}
