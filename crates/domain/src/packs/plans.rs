//! The plans of inspections that were approved, filed and published (行政检查计划).

use jiff::civil::Date;
use serde::Deserialize;

use super::read;
use crate::ids::ItemId;

/// The path below a pack.
pub(super) const PATH: &str = "inspection_plans.toml";

/// Which kind of inspection a plan is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanKind {
    /// The yearly plan (年度检查计划).
    Annual,
    /// A campaign (专项检查计划).
    Special,
}

/// One plan.
///
/// # Law
/// 国办发〔2024〕54号第六部分 (IN-09): a campaign is approved by a government of county level or above or
/// by a superior that leads vertically, filed, and made known before it begins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InspectionPlan {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// For which kind of inspection.
    pub kind: PlanKind,
    /// Who approved it.
    pub approved_by: String,
    /// On which day.
    #[serde(deserialize_with = "read::day")]
    pub approved_on: Date,
    /// With whom and when it was filed.
    pub filed: String,
    /// Where it was published.
    pub published: String,
    /// On which day.
    #[serde(deserialize_with = "read::day")]
    pub published_on: Date,
    /// Its first day, inclusive.
    #[serde(deserialize_with = "read::day")]
    pub first_day: Date,
    /// Its last day, inclusive.
    #[serde(deserialize_with = "read::day")]
    pub last_day: Date,
    /// The items it covers; none means all.
    #[serde(default)]
    pub items: Vec<ItemId>,
}

impl InspectionPlan {
    /// Whether it covers a campaign under the item on the day.
    pub fn allows_special(&self, item: &ItemId, on: Date) -> bool {
        self.kind == PlanKind::Special
            && self.published_on <= on
            && self.first_day <= on
            && on <= self.last_day
            && (self.items.is_empty() || self.items.contains(item))
    }
}
