//! What may be published of a decision and how people are masked (公示范围).

use law::{Cite, Fen};
use serde::{Deserialize, Serialize};

use super::read;

/// Whether decisions of a kind are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Publish {
    /// Only decisions by general procedure.
    GeneralProcedure,
    /// All.
    All,
    /// With personal details masked.
    Masked,
    /// Not published unless a person decides otherwise.
    Withheld,
}

/// Whom a mask applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaskFor {
    /// Everybody.
    Any,
    /// Individuals.
    Individual,
    /// Organisations.
    Organisation,
}

/// How a field is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaskHow {
    /// The surname stays.
    Surname,
    /// Nothing stays.
    Remove,
}

/// One mask.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mask {
    /// The field of the document.
    pub key: String,
    /// Whom it applies to.
    pub applies_to: MaskFor,
    /// How.
    pub how: MaskHow,
}

/// The limits of publication.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicationPolicy {
    /// Decisions on organisations.
    pub organisations: Publish,
    /// Decisions on individuals.
    pub individuals: Publish,
    /// How decisions on individuals look when a person decides to publish.
    pub individuals_if_published: Publish,
    /// Decisions by summary procedure.
    pub summary_procedure: Publish,
    /// Fines below this are not published.
    #[serde(rename = "minimum_fine_yuan", deserialize_with = "read::yuan")]
    pub minimum_fine: Fen,
    /// The debatable reading behind it.
    pub debatable: Option<String>,
    /// The article.
    pub cite: Cite,
    /// A remark of the pack's author.
    pub remark: Option<String>,
    /// The masks.
    #[serde(rename = "mask")]
    pub masks: Vec<Mask>,
}
