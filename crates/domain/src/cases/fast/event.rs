//! What is written down when a case is handled fast.

use jiff::civil::Date;
use law::Cite;
use serde::{Deserialize, Serialize};

use crate::Private;
use crate::ids::{DocumentId, PersonId};

/// The party was told of fast handling (告知快速办理).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FastOffer {
    /// The article that allows it for the matter, as the pack then said it.
    pub cite: Cite,
    /// Its conditions, each confirmed by the officers.
    pub conditions: Vec<String>,
    /// Who told them.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// The party admits, accepts and consents in writing (同意快速办理).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FastConsent {
    /// The signed paper.
    pub document: DocumentId,
    /// What the party admits.
    pub admission: Private,
    /// Who took it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// Why the general procedure goes on (转回普通程序的情形).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FastEnd {
    /// 当事人不同意快速办理.
    Declined,
    /// 当事人撤回同意.
    Withdrawn,
    /// 当事人对违法事实或者法律适用提出异议.
    Disputed,
    /// 发现不适合快速办理的其他情形.
    Unsuitable,
    /// 案件重新办理.
    Reopened,
}

impl FastEnd {
    /// The grounds that an officer gives.
    pub const GIVEN: [Self; 4] =
        [Self::Declined, Self::Withdrawn, Self::Disputed, Self::Unsuitable];

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Declined => "当事人不同意快速办理",
            Self::Withdrawn => "当事人撤回同意",
            Self::Disputed => "当事人对违法事实或者法律适用提出异议",
            Self::Unsuitable => "发现不适合快速办理的其他情形",
            Self::Reopened => "案件重新办理",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Disputed => "disputed",
            Self::Unsuitable => "unsuitable",
            Self::Reopened => "reopened",
        }
    }
}

/// The case is handled by the general procedure again (转回普通程序).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FastLeave {
    /// Why.
    pub ground: FastEnd,
    /// Why, in words.
    pub reason: Private,
    /// Who.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}
