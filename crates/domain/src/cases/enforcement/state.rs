//! What was demanded, decided and carried out to have an order obeyed.

use jiff::civil::{Date, DateTime};
use law::Fen;
use serde::{Deserialize, Serialize};

use crate::Private;
use crate::cases::event::Event;
use crate::ids::{DocumentId, EnforcementId, PersonId};

/// By which route an order is enforced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// 立即代履行: a road or a public place has to be cleared at once.
    AtOnce,
    /// 代履行.
    Proxy,
    /// 强制拆除.
    Demolish,
}

impl Route {
    /// Every route.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Proxy, Self::Demolish];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::AtOnce => "立即代履行",
            Self::Proxy => "代履行",
            Self::Demolish => "强制拆除",
        }
    }

    /// The id used in forms and packs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Proxy => "proxy",
            Self::Demolish => "demolish",
        }
    }
}

/// A demand to obey an order (履行催告).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDemand {
    /// The letter.
    pub document: DocumentId,
    /// The order that is to be obeyed.
    pub order: DocumentId,
    /// The last day to obey it.
    pub until: Date,
    /// The decision of which it reminds; `None` before there is one.
    #[serde(default)]
    pub enforcement: Option<EnforcementId>,
    /// The announcement of a demolition.
    #[serde(default)]
    pub announcement: Option<DocumentId>,
    /// The day on it.
    pub on: Date,
}

/// The decision to have it done (代履行决定、强制执行决定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnforcementDecision {
    /// The enforcement.
    pub enforcement: EnforcementId,
    /// By which route.
    pub route: Route,
    /// The order; `None` where a road has to be cleared at once.
    #[serde(default)]
    pub order: Option<DocumentId>,
    /// The article.
    pub basis: String,
    /// When it is to be carried out.
    pub planned_at: DateTime,
    /// Who does it.
    pub performer: String,
    /// The estimated cost.
    pub estimate: Fen,
    /// The decision's document.
    pub document: DocumentId,
    /// The head who decided.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// How it was carried out (实施).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnforcementRecord {
    /// The enforcement.
    pub enforcement: EnforcementId,
    /// When it began.
    pub at: DateTime,
    /// Who watched over it.
    pub officers: Vec<PersonId>,
    /// What it cost.
    pub cost: Fen,
    /// The signed record.
    pub document: DocumentId,
}

/// How an enforcement ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnforcementEnd {
    /// It was carried out.
    Performed(EnforcementRecord),
    /// The party obeyed, or the reason ceased.
    Stopped {
        /// Why.
        reason: Private,
        /// The day.
        on: Date,
    },
}

/// An enforcement that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enforcement {
    /// The decision.
    pub decision: EnforcementDecision,
    /// How it ended.
    pub end: Option<EnforcementEnd>,
}

/// Everything done to have the orders of a case obeyed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enforcements {
    /// The demands.
    pub demands: Vec<OrderDemand>,
    /// What was decided.
    pub decided: Vec<Enforcement>,
}

/// The enforcements after the event.
#[expect(clippy::wildcard_enum_match_arm, reason = "other events change nothing here")]
pub(in crate::cases) fn apply(all: &mut Enforcements, event: &Event) {
    let end = |all: &mut Enforcements, id: &EnforcementId, end: EnforcementEnd| {
        let found = all.decided.iter_mut().find(|it| it.decision.enforcement == *id);
        if let Some(it) = found {
            it.end = Some(end);
        }
    };
    match event {
        Event::CorrectionDemanded(demand) => all.demands.push(demand.clone()),
        Event::EnforcementDecided(decision) => {
            all.decided.push(Enforcement { decision: decision.clone(), end: None });
        }
        Event::EnforcementPerformed(record) => {
            end(all, &record.enforcement, EnforcementEnd::Performed(record.clone()));
        }
        Event::EnforcementStopped { enforcement, reason, on } => {
            let stopped = EnforcementEnd::Stopped { reason: reason.clone(), on: *on };
            end(all, enforcement, stopped);
        }
        _ => {}
    }
}
