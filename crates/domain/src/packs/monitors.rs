//! The equipment by which violations are recorded without an officer (电子技术监控设备).

use jiff::civil::Date;
use serde::Deserialize;

use super::read;

/// The path below a pack.
pub(super) const PATH: &str = "monitors.toml";

/// One piece of equipment at one place.
///
/// # Law
/// 《行政处罚法》第四十一条第一款: reviewed in law and in technique, up to standard, reasonably placed,
/// clearly marked, and its place published.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Monitor {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it stands, as published.
    pub place: String,
    /// By which statute or regulation it is used.
    pub basis: String,
    /// The legal review: who, when, its number.
    pub legal_review: String,
    /// The technical review: who, when, its number.
    pub technical_review: String,
    /// Up to when its calibration holds, inclusive.
    #[serde(deserialize_with = "read::day")]
    pub calibrated_until: Date,
    /// Where its place was published.
    pub published: String,
    /// On which day.
    #[serde(deserialize_with = "read::day")]
    pub published_on: Date,
    /// The last day of its use, inclusive; none while it still is.
    #[serde(default, deserialize_with = "read::some_day")]
    pub until: Option<Date>,
}

impl Monitor {
    /// Whether what it recorded on the day may become evidence: its place was published, its
    /// calibration holds and it was in use.
    pub fn may_record_on(&self, day: Date) -> bool {
        self.published_on <= day
            && day <= self.calibrated_until
            && self.until.is_none_or(|until| day <= until)
    }
}
