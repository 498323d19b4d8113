//! What is written down about norms that compete.

use jiff::civil::Date;
use law::Fen;
use serde::{Deserialize, Serialize};

use crate::Private;
use crate::ids::{ItemId, PersonId};

/// The least and the most that a norm sets for this party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NormRange {
    /// The least; zero where the norm says 以下.
    pub least: Fen,
    /// The most.
    pub most: Fen,
}

/// Another norm that the same act violates (竞合的规定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompetingNorm {
    /// The item of the catalogue; none for a norm that is not in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The branch of the item; blank for a norm that is not in the catalogue.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub branch: String,
    /// The article that sets the fine; blank where the catalogue says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cite: String,
    /// What it sets for this party, where the catalogue does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<NormRange>,
    /// The fine it would come to in this case, for the reading that compares that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fine: Option<Fen>,
}

/// The norms that one act violates beside the clause of the case (法条竞合).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NormComparison {
    /// The norms; none takes an earlier comparison back.
    pub norms: Vec<CompetingNorm>,
    /// Why it is one act, and how it violates each of them.
    pub reason: Private,
    /// Who compared them.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// What the legal reviewer confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NormConfirmation {
    /// The branch that is applied.
    pub branch: String,
    /// The first day of the later version, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law_from: Option<Date>,
    /// Why it is the norm with the heavier fine.
    pub words: Private,
    /// Who confirmed it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}
