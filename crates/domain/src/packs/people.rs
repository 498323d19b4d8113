//! The people of a demonstration: plainly fictional, with posts and certificates.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::read;
use crate::ids::{PersonId, UnitId};
use crate::policy::Role;

/// The mark that every demonstration name carries.
pub const DEMO_MARK: &str = "【演示】";

/// How a person is employed (编制性质).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Establishment {
    /// 事业编制.
    Institution,
    /// 企业编制.
    Enterprise,
}

/// An enforcement certificate (行政执法证).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The number.
    pub number: String,
    /// The kind.
    pub kind: String,
    /// The first valid day.
    #[serde(deserialize_with = "read::day")]
    pub valid_from: Date,
    /// The last valid day.
    #[serde(deserialize_with = "read::day")]
    pub valid_until: Date,
}

impl Certificate {
    /// Whether it is valid on the day, ends included.
    pub fn valid_on(&self, on: Date) -> bool {
        self.valid_from <= on && on <= self.valid_until
    }
}

/// One person of the demonstration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoPerson {
    /// The id.
    pub id: PersonId,
    /// The name, marked as fictional.
    pub name: String,
    /// The unit.
    pub unit: UnitId,
    /// The roles.
    pub roles: Vec<Role>,
    /// The account.
    pub login: String,
    /// The kind of employment.
    pub establishment: Option<Establishment>,
    /// The certificate; none for auxiliary staff.
    pub certificate: Option<Certificate>,
    /// The qualification for legal review.
    pub legal_qualification: Option<String>,
    /// A remark of the pack's author.
    pub remark: Option<String>,
}
