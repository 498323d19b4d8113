//! How the ratings of dispatched staff add up: who rates, with which weight (考核权重).

use serde::Deserialize;

/// The path below a pack.
pub(super) const PATH: &str = "assessment.toml";

/// One who rates, with the share of the total.
///
/// # Law
/// 《山东省乡镇人民政府工作条例》第十八条 (SV-08): the town's rating of a dispatched body weighs sixty
/// percent at least; the county's plan fixes both shares (SV-10).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rater {
    /// The id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its share, in percent; all shares make a hundred.
    pub percent: u32,
    /// The least share that the law allows, in percent.
    #[serde(default)]
    pub floor: u32,
    /// The article of the least share.
    #[serde(default)]
    pub cite: String,
    /// Where the share was fixed.
    pub source: String,
}

/// The full rating, in tenths of a point.
pub const FULL: u32 = 1000;

/// The total of the ratings, in tenths of a point, rounded half up; `scores` in the order of the
/// raters, each in tenths from 0 to [`FULL`] inclusive.
///
/// `None` unless there is one score for each rater and none above the full rating.
pub fn total(raters: &[Rater], scores: &[u32]) -> Option<u32> {
    if raters.is_empty() || raters.len() != scores.len() || scores.iter().any(|it| *it > FULL) {
        return None;
    }
    let sum: u32 = raters.iter().zip(scores).map(|(rater, score)| rater.percent * score).sum();
    Some((sum + 50) / 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packs::fixture::county;

    /// 88 of the town and 92 of the bureau at sixty to forty make 89.6.
    ///
    /// Example: E82.
    #[test]
    fn ratings_are_weighed_as_the_county_fixed_it() {
        let raters = &county().raters;
        assert_eq!(total(raters, &[880, 920]), Some(896));
        assert_eq!(total(raters, &[FULL, FULL]), Some(FULL));
        assert_eq!(total(raters, &[FULL + 1, 0]), None, "above the full rating");
        assert_eq!(total(raters, &[880]), None, "one of two has not rated");
    }
}
