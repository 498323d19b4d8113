//! An entrustment, what can have happened to it, and where it stands.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Terms;
use crate::Private;
use crate::documents::{Document, Print};
use crate::ids::{AuthorityId, EntrustmentId, PersonId};
use crate::policy::Subject;

/// An entrustment (委托).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entrustment {
    /// The entrustment.
    pub id: EntrustmentId,
    /// The authority that entrusts.
    pub authority: AuthorityId,
    /// What is entrusted to whom.
    pub terms: Terms,
    /// The day it was drawn up.
    pub drawn_on: Date,
    /// Who drew it up.
    pub by: PersonId,
    /// How it was signed.
    pub signed: Option<Signed>,
    /// Where it was published and filed.
    pub notices: Notices,
    /// Every edition of the deed.
    pub documents: Vec<Document>,
    /// What was printed.
    pub prints: Vec<Print>,
    /// Where it stands.
    pub stage: Stage,
}

/// Where an entrustment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Drawn up, not signed.
    Drawn,
    /// Signed.
    Signed,
    /// Dropped before it was signed, or ended.
    Ended {
        /// The day.
        on: Date,
        /// Why.
        reason: String,
    },
}

impl Stage {
    /// The Chinese name.
    pub const fn name_zh(&self) -> &'static str {
        match self {
            Self::Drawn => "待签订",
            Self::Signed => "已签订",
            Self::Ended { .. } => "已终止",
        }
    }

    /// The id used in lists.
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Signed => "signed",
            Self::Ended { .. } => "ended",
        }
    }
}

/// How the deed was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The deed.
    pub document: crate::ids::DocumentId,
    /// Who signed for the other side.
    pub other_side: Private,
    /// The day.
    pub on: Date,
    /// The leader who signed.
    pub by: PersonId,
}

/// Where the deed was made known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notices {
    /// Where it was published, and on which day.
    pub published: Option<(String, Date)>,
    /// With whom and under which receipt it was filed, and on which day.
    pub filed: Option<(String, Date)>,
}

/// What has happened to an entrustment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "$event", rename_all = "kebab-case")]
pub enum Event {
    /// It was drawn up, or drawn up anew.
    DrawnUp {
        /// The authority that entrusts.
        authority: AuthorityId,
        /// What is entrusted to whom.
        terms: Box<Terms>,
        /// The day.
        on: Date,
        /// Who drew it up.
        by: PersonId,
    },
    /// Both sides signed.
    Signed(Signed),
    /// It was made known.
    Noticed(Notices),
    /// It ended.
    Ended {
        /// The day.
        on: Date,
        /// Why.
        reason: String,
    },
    /// An edition of the deed was issued.
    DocumentIssued(Document),
    /// A document was printed.
    DocumentPrinted(Print),
}

impl Entrustment {
    /// What policy looks at: the authority that entrusts.
    pub fn subject(&self) -> Subject {
        Subject { authority: Some(self.authority.clone()), ..Subject::default() }
    }

    /// Whether the deed holds on the day: signed, begun, not run out and not ended.
    pub fn holds_on(&self, day: Date) -> bool {
        self.stage == Stage::Signed && self.terms.from <= day && day <= self.terms.until
    }
}

/// The entrustment after the event; an event that does not fit changes nothing.
pub fn apply(
    before: Option<Entrustment>,
    id: &EntrustmentId,
    event: &Event,
) -> Option<Entrustment> {
    if let Event::DrawnUp { authority, terms, on, by } = event {
        return Some(Entrustment {
            id: id.clone(),
            authority: authority.clone(),
            terms: (**terms).clone(),
            drawn_on: *on,
            by: by.clone(),
            signed: None,
            notices: Notices::default(),
            documents: vec![],
            prints: vec![],
            stage: Stage::Drawn,
        });
    }
    let mut it = before?;
    match event {
        Event::DrawnUp { .. } => {}
        Event::Signed(signed) => {
            it.signed = Some(signed.clone());
            it.stage = Stage::Signed;
        }
        Event::Noticed(notices) => it.notices = notices.clone(),
        Event::Ended { on, reason } => {
            it.stage = Stage::Ended { on: *on, reason: reason.clone() };
        }
        Event::DocumentIssued(document) => it.documents.push(document.clone()),
        Event::DocumentPrinted(print) => it.prints.push(print.clone()),
    }
    Some(it)
}
