//! Whose stamp a document may carry, and who reviews it: a table keyed by the mode of acting.

use law::Cite;
use serde::{Deserialize, Serialize};

use crate::catalogue::Mode;
use crate::ids::{AuthorityId, UnitId};

/// Which party of the mode a rule points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartyOfMode {
    /// The holder of the power; for entrustment, whoever entrusted it.
    Holder,
    /// The town.
    Town,
    /// The authority in whose name the unit acts.
    ActingName,
    /// The lead department of a joint operation.
    Lead,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StampRule {
    /// The mode.
    pub mode: Mode,
    /// Whose stamp.
    pub stamp_of: PartyOfMode,
    /// Whose legal unit reviews.
    pub reviewed_by: PartyOfMode,
    /// Why, a Chinese sentence.
    pub basis: String,
    /// The article, when it is an article.
    pub cite: Option<Cite>,
    /// The document, when it is not an article.
    pub source: Option<String>,
}

/// The stamp of an authority.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// Whose.
    pub authority: AuthorityId,
    /// The text on it.
    pub text: String,
    /// Whether it says that it is a test stamp.
    pub test: bool,
}

/// The unit that reviews for an authority.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewer {
    /// The authority.
    pub authority: AuthorityId,
    /// Its legal unit.
    pub unit: UnitId,
}
