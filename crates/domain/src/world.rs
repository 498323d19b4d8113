//! All contexts behind one door: stream ids, commands, events and states of every kind.
//!
//! Every step of an inspection or a case is an event, from the first to the archive: that is the
//! record of the whole process in words (《行政处罚法》第四十七条; AP-29, TS-07, TS-18, MT-01).

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::custody::{self, Custody};
use crate::documents::Document;
use crate::entrustments::{self, Entrustment};
pub use crate::follow_ups::follow_ups;
use crate::ids::{CaseId, ClueId, EntrustmentId, InspectionId, PersonId, SupervisionId};
pub use crate::in_force::{Correction, PackCommand, PackEvent, PackInForce};
use crate::policy::{Act, Subject};
use crate::rounds::{self, Rounds};
use crate::supervision::{self, Supervision};
use crate::{Refused, Setting, cases, clues, in_force, inspections, org};

/// The kinds of stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamKind {
    /// A case.
    Case,
    /// A clue.
    Clue,
    /// An inspection.
    Inspection,
    /// A supervision.
    Supervision,
    /// An entrustment.
    Entrustment,
    /// A person's account.
    Person,
    /// The jurisdiction pack in force.
    Pack,
    /// The platform's own record.
    Record,
    /// The custody of an evidence object.
    Evidence,
}

impl StreamKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Case,
        Self::Clue,
        Self::Inspection,
        Self::Supervision,
        Self::Entrustment,
        Self::Person,
        Self::Pack,
        Self::Record,
        Self::Evidence,
    ];

    /// The word before the slash of a stream id, and before the dot of an event kind.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Clue => "clue",
            Self::Inspection => "inspection",
            Self::Supervision => "supervision",
            Self::Entrustment => "entrustment",
            Self::Person => "person",
            Self::Pack => "pack",
            Self::Record => "record",
            Self::Evidence => "evidence",
        }
    }
}

/// The name of a stream of events: `case/01J…`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId {
    /// The kind.
    pub kind: StreamKind,
    /// The id of the thing.
    pub id: String,
}

impl StreamId {
    /// The stream of a case.
    pub fn case(id: &CaseId) -> Self {
        Self { kind: StreamKind::Case, id: id.0.clone() }
    }

    /// The stream of a clue.
    pub fn clue(id: &ClueId) -> Self {
        Self { kind: StreamKind::Clue, id: id.0.clone() }
    }

    /// The stream of an inspection.
    pub fn inspection(id: &InspectionId) -> Self {
        Self { kind: StreamKind::Inspection, id: id.0.clone() }
    }

    /// The stream of a supervision.
    pub fn supervision(id: &SupervisionId) -> Self {
        Self { kind: StreamKind::Supervision, id: id.0.clone() }
    }

    /// The stream of an entrustment.
    pub fn entrustment(id: &EntrustmentId) -> Self {
        Self { kind: StreamKind::Entrustment, id: id.0.clone() }
    }

    /// The stream of a person's account.
    pub fn person(id: &PersonId) -> Self {
        Self { kind: StreamKind::Person, id: id.0.clone() }
    }

    /// The stream of the jurisdiction.
    pub fn pack(name: &str) -> Self {
        Self { kind: StreamKind::Pack, id: name.to_owned() }
    }

    /// The stream of the platform's own record.
    pub fn record() -> Self {
        Self { kind: StreamKind::Record, id: "rounds".to_owned() }
    }

    /// The stream of an evidence object's custody, by its SHA-256 in hexadecimal.
    pub fn evidence(sha256: &str) -> Self {
        Self { kind: StreamKind::Evidence, id: sha256.to_owned() }
    }

    /// Reads `case/01J…`; `None` for another shape.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once('/')?;
        let kind = StreamKind::ALL.into_iter().find(|k| k.slug() == kind)?;
        if id.is_empty() { None } else { Some(Self { kind, id: id.to_owned() }) }
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.slug(), self.id)
    }
}

/// A command to one stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", content = "command", rename_all = "kebab-case")]
pub enum Command {
    /// To a case.
    Case(cases::Command),
    /// To a clue.
    Clue(clues::Command),
    /// To an inspection.
    Inspection(inspections::Command),
    /// To a supervision.
    Supervision(supervision::Command),
    /// To an entrustment.
    Entrustment(entrustments::Command),
    /// To a person's account.
    Person(org::Command),
    /// To the jurisdiction.
    Pack(PackCommand),
    /// To the platform's own record.
    Record(rounds::Command),
    /// To the custody of an evidence object.
    Evidence(custody::Command),
}

/// An event of any stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Of a case.
    Case(Box<cases::Event>),
    /// Of a clue.
    Clue(Box<clues::Event>),
    /// Of an inspection.
    Inspection(Box<inspections::Event>),
    /// Of a supervision.
    Supervision(Box<supervision::Event>),
    /// Of an entrustment.
    Entrustment(Box<entrustments::Event>),
    /// Of a person's account.
    Person(Box<org::Event>),
    /// Of the jurisdiction.
    Pack(PackEvent),
    /// Of the platform's own record.
    Record(Box<rounds::Event>),
    /// Of the custody of an evidence object.
    Evidence(Box<custody::Event>),
}

/// The state of any stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// A case.
    Case(Box<cases::Case>),
    /// A clue.
    Clue(Box<clues::Clue>),
    /// An inspection.
    Inspection(Box<inspections::Inspection>),
    /// A supervision.
    Supervision(Box<Supervision>),
    /// An entrustment.
    Entrustment(Box<Entrustment>),
    /// A person's account.
    Person(Box<org::Person>),
    /// The jurisdiction.
    Pack(PackInForce),
    /// The platform's own record.
    Record(Box<Rounds>),
    /// The custody of an evidence object.
    Evidence(Box<Custody>),
}

/// The key under which an event's name stands while it is written or read. No field of an event
/// can have this name; the record keeps the name beside the body and not in it.
const TAG: &str = "$event";

/// Why an event cannot be written or read as JSON.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// The kind names no context.
    #[error("unknown event kind {0}")]
    Kind(String),
    /// The body does not fit the kind.
    #[error("event body does not fit its kind")]
    Body(#[from] serde_json::Error),
}

impl Event {
    /// The document that the event issues.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only issues of documents matter here")]
    pub fn document(&self) -> Option<&Document> {
        match self {
            Self::Case(event) => match &**event {
                cases::Event::DocumentIssued(document) => Some(document),
                _ => None,
            },
            Self::Inspection(event) => match &**event {
                inspections::Event::DocumentIssued(document) => Some(document),
                _ => None,
            },
            Self::Clue(event) => match &**event {
                clues::Event::DocumentIssued(document) => Some(document),
                _ => None,
            },
            Self::Supervision(event) => match &**event {
                supervision::Event::DocumentIssued(document) => Some(document),
                _ => None,
            },
            Self::Entrustment(event) => match &**event {
                entrustments::Event::DocumentIssued(document) => Some(document),
                _ => None,
            },
            Self::Person(_) | Self::Pack(_) | Self::Record(_) | Self::Evidence(_) => None,
        }
    }

    /// The kind, such as `case.penalty-decided`, and the body without it.
    ///
    /// # Errors
    /// When the event has no JSON form, which a test excludes for every kind.
    pub fn to_parts(&self) -> Result<(String, Map<String, Value>), EventError> {
        let (context, value) = match self {
            Self::Case(event) => (StreamKind::Case, serde_json::to_value(event)?),
            Self::Clue(event) => (StreamKind::Clue, serde_json::to_value(event)?),
            Self::Inspection(event) => (StreamKind::Inspection, serde_json::to_value(event)?),
            Self::Supervision(event) => (StreamKind::Supervision, serde_json::to_value(event)?),
            Self::Entrustment(event) => (StreamKind::Entrustment, serde_json::to_value(event)?),
            Self::Person(event) => (StreamKind::Person, serde_json::to_value(event)?),
            Self::Pack(event) => (StreamKind::Pack, serde_json::to_value(event)?),
            Self::Record(event) => (StreamKind::Record, serde_json::to_value(event)?),
            Self::Evidence(event) => (StreamKind::Evidence, serde_json::to_value(event)?),
        };
        let Value::Object(mut body) = value else {
            return Err(EventError::Kind(context.slug().to_owned()));
        };
        let tag = body.remove(TAG).and_then(|tag| tag.as_str().map(str::to_owned));
        let tag = tag.ok_or_else(|| EventError::Kind(context.slug().to_owned()))?;
        Ok((format!("{}.{tag}", context.slug()), body))
    }

    /// The personal values that this event erases: in which kind of event of the same stream,
    /// and under which field.
    pub fn erases(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Clue(event) => event.erases(),
            Self::Case(_)
            | Self::Inspection(_)
            | Self::Supervision(_)
            | Self::Entrustment(_)
            | Self::Person(_)
            | Self::Pack(_)
            | Self::Record(_)
            | Self::Evidence(_) => None,
        }
    }

    /// The event of the given kind and body.
    ///
    /// # Errors
    /// An unknown kind, or a body that does not fit it.
    pub fn from_parts(kind: &str, mut body: Map<String, Value>) -> Result<Self, EventError> {
        let unknown = || EventError::Kind(kind.to_owned());
        let (context, tag) = kind.split_once('.').ok_or_else(unknown)?;
        let context =
            StreamKind::ALL.into_iter().find(|k| k.slug() == context).ok_or_else(unknown)?;
        body.insert(TAG.to_owned(), Value::String(tag.to_owned()));
        let body = Value::Object(body);
        Ok(match context {
            StreamKind::Case => Self::Case(Box::new(serde_json::from_value(body)?)),
            StreamKind::Clue => Self::Clue(Box::new(serde_json::from_value(body)?)),
            StreamKind::Inspection => Self::Inspection(Box::new(serde_json::from_value(body)?)),
            StreamKind::Supervision => Self::Supervision(Box::new(serde_json::from_value(body)?)),
            StreamKind::Entrustment => Self::Entrustment(Box::new(serde_json::from_value(body)?)),
            StreamKind::Person => Self::Person(Box::new(serde_json::from_value(body)?)),
            StreamKind::Pack => Self::Pack(serde_json::from_value(body)?),
            StreamKind::Record => Self::Record(Box::new(serde_json::from_value(body)?)),
            StreamKind::Evidence => Self::Evidence(Box::new(serde_json::from_value(body)?)),
        })
    }
}

impl State {
    /// The case, when it is one.
    pub fn as_case(&self) -> Option<&cases::Case> {
        if let Self::Case(case) = self { Some(case) } else { None }
    }

    /// The clue, when it is one.
    pub fn as_clue(&self) -> Option<&clues::Clue> {
        if let Self::Clue(clue) = self { Some(clue) } else { None }
    }

    /// The inspection, when it is one.
    pub fn as_inspection(&self) -> Option<&inspections::Inspection> {
        if let Self::Inspection(inspection) = self { Some(inspection) } else { None }
    }

    /// The supervision, when it is one.
    pub fn as_supervision(&self) -> Option<&Supervision> {
        if let Self::Supervision(it) = self { Some(it) } else { None }
    }

    /// The entrustment, when it is one.
    pub fn as_entrustment(&self) -> Option<&Entrustment> {
        if let Self::Entrustment(it) = self { Some(it) } else { None }
    }

    /// The last verifications, when it is them.
    pub fn as_rounds(&self) -> Option<&Rounds> {
        if let Self::Record(rounds) = self { Some(rounds) } else { None }
    }

    /// The custody of an object, when it is that.
    pub fn as_custody(&self) -> Option<&Custody> {
        if let Self::Evidence(custody) = self { Some(custody) } else { None }
    }

    /// The person, when it is one.
    pub fn as_person(&self) -> Option<&org::Person> {
        if let Self::Person(person) = self { Some(person) } else { None }
    }

    /// The pack in force, when it is one.
    pub fn as_pack(&self) -> Option<&PackInForce> {
        if let Self::Pack(pack) = self { Some(pack) } else { None }
    }
}

impl Command {
    /// The act that policy is asked about.
    pub fn act(&self) -> Act {
        match self {
            Self::Case(command) => command.act(),
            Self::Clue(command) => command.act(),
            Self::Inspection(command) => command.act(),
            Self::Supervision(command) => command.act(),
            Self::Entrustment(command) => command.act(),
            Self::Person(command) => command.act(),
            Self::Pack(_) => Act::LoadPack,
            Self::Record(command) => command.act(),
            Self::Evidence(_) => Act::HandleEvidence,
        }
    }

    /// What policy looks at.
    pub fn subject(&self, state: Option<&State>, setting: &Setting<'_>) -> Subject {
        match self {
            Self::Case(command) => command.subject(state.and_then(State::as_case), setting),
            Self::Clue(command) => command.subject(state.and_then(State::as_clue)),
            Self::Inspection(command) => {
                command.subject(state.and_then(State::as_inspection), setting)
            }
            Self::Supervision(command) => command.subject(state.and_then(State::as_supervision)),
            Self::Entrustment(command) => {
                command.subject(state.and_then(State::as_entrustment), setting)
            }
            Self::Person(command) => command.subject(state.and_then(State::as_person)),
            Self::Pack(_) | Self::Record(_) | Self::Evidence(_) => Subject::default(),
        }
    }

    /// The other streams that the decision looks at.
    pub fn needs(&self, state: Option<&State>) -> Vec<StreamId> {
        match self {
            Self::Case(command) => command.needs(state.and_then(State::as_case)),
            Self::Clue(command) => command.needs(state.and_then(State::as_clue)),
            Self::Inspection(command) => command.needs(),
            Self::Supervision(command) => command.needs(),
            Self::Entrustment(_)
            | Self::Person(_)
            | Self::Pack(_)
            | Self::Record(_)
            | Self::Evidence(_) => vec![],
        }
    }

    /// Decides what happens.
    ///
    /// # Errors
    /// The obstacles.
    pub fn decide(
        &self,
        state: Option<&State>,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        Ok(match self {
            Self::Case(command) => command
                .decide(state.and_then(State::as_case), setting)?
                .into_iter()
                .map(|event| Event::Case(Box::new(event)))
                .collect(),
            Self::Clue(command) => command
                .decide(state.and_then(State::as_clue), setting)?
                .into_iter()
                .map(|event| Event::Clue(Box::new(event)))
                .collect(),
            Self::Inspection(command) => command
                .decide(state.and_then(State::as_inspection), setting)?
                .into_iter()
                .map(|event| Event::Inspection(Box::new(event)))
                .collect(),
            Self::Supervision(command) => command
                .decide(state.and_then(State::as_supervision), setting)?
                .into_iter()
                .map(|event| Event::Supervision(Box::new(event)))
                .collect(),
            Self::Entrustment(command) => command
                .decide(state.and_then(State::as_entrustment), setting)?
                .into_iter()
                .map(|event| Event::Entrustment(Box::new(event)))
                .collect(),
            Self::Person(command) => command
                .decide(state.and_then(State::as_person), setting)?
                .into_iter()
                .map(|event| Event::Person(Box::new(event)))
                .collect(),
            Self::Pack(command) => vec![Event::Pack(command.decide(setting)?)],
            Self::Record(command) => command
                .decide(state.and_then(State::as_rounds))?
                .into_iter()
                .map(|event| Event::Record(Box::new(event)))
                .collect(),
            Self::Evidence(command) => {
                command.decide().into_iter().map(|event| Event::Evidence(Box::new(event))).collect()
            }
        })
    }
}

/// The state of the stream after the event.
pub fn apply(state: Option<State>, stream: &StreamId, event: &Event) -> Option<State> {
    match event {
        Event::Case(event) => {
            let before = match state {
                Some(State::Case(case)) => Some(*case),
                _ => None,
            };
            cases::apply(before, &CaseId::new(&stream.id), event).map(|c| State::Case(Box::new(c)))
        }
        Event::Clue(event) => {
            let before = match state {
                Some(State::Clue(clue)) => Some(*clue),
                _ => None,
            };
            clues::apply(before, &ClueId::new(&stream.id), event).map(|c| State::Clue(Box::new(c)))
        }
        Event::Inspection(event) => {
            let before = match state {
                Some(State::Inspection(inspection)) => Some(*inspection),
                _ => None,
            };
            inspections::apply(before, &InspectionId::new(&stream.id), event)
                .map(|i| State::Inspection(Box::new(i)))
        }
        Event::Supervision(event) => {
            let before = match state {
                Some(State::Supervision(it)) => Some(*it),
                _ => None,
            };
            supervision::apply(before, &SupervisionId::new(&stream.id), event)
                .map(|it| State::Supervision(Box::new(it)))
        }
        Event::Entrustment(event) => {
            let before = match state {
                Some(State::Entrustment(it)) => Some(*it),
                _ => None,
            };
            entrustments::apply(before, &EntrustmentId::new(&stream.id), event)
                .map(|it| State::Entrustment(Box::new(it)))
        }
        Event::Person(event) => {
            let before = match state {
                Some(State::Person(person)) => Some(*person),
                _ => None,
            };
            org::apply(before, &PersonId::new(&stream.id), event)
                .map(|p| State::Person(Box::new(p)))
        }
        Event::Record(event) => {
            let before = match state {
                Some(State::Record(rounds)) => Some(*rounds),
                _ => None,
            };
            Some(State::Record(Box::new(rounds::apply(before, event))))
        }
        Event::Evidence(event) => {
            let before = match state {
                Some(State::Evidence(custody)) => Some(*custody),
                _ => None,
            };
            Some(State::Evidence(Box::new(custody::apply(before, event))))
        }
        Event::Pack(event) => {
            let before = match state {
                Some(State::Pack(pack)) => Some(pack),
                _ => None,
            };
            Some(State::Pack(in_force::apply(before, event)))
        }
    }
}
