//! What a statute or a tier sets, in the words of a document; no arithmetic.

use std::fmt;

use law::Fen;

use super::bounds::Ends;
use super::fine::{FineRule, Hundredths, Range};
use super::tiers::{Formula, PartOfStep, TierAmount};
use super::{Branch, Tier};
use crate::packs::read::Share;

impl Branch {
    /// The fine of the branch in words: 200.00元以上500.00元以下, 违法所得的1倍以上5倍以下.
    pub fn fine_words(&self) -> String {
        let ends = |of: &dyn Fn(i64) -> String| {
            self.ends().map_or_else(String::new, |ends| between(&ends, of))
        };
        match &self.fine {
            FineRule::Fixed { .. } => ends(&money),
            FineRule::Multiple { base, .. } => format!("{base}的{}", ends(&times)),
            FineRule::Percent { base, .. } => format!("{base}的{}", ends(&percent)),
            FineRule::PerUnit { unit, .. } => format!("每{unit}{}", ends(&money)),
            FineRule::None => self.other_penalty.clone().unwrap_or_else(|| "不处罚款".to_owned()),
        }
    }
}

impl Tier {
    /// What the tier sets, with what is confiscated at it, in words.
    pub fn words(&self, branch: &Branch) -> String {
        let words = self.amount.words(branch);
        match self.confiscate.name_zh() {
            "" => words,
            confiscated => format!("{words}，{confiscated}"),
        }
    }
}

impl TierAmount {
    /// What the tier sets, in words.
    pub fn words(&self, branch: &Branch) -> String {
        let base = self.base(branch).unwrap_or_default();
        let ends = |of: &dyn Fn(i64) -> String| {
            self.ends(branch).map_or_else(String::new, |ends| between(&ends, of))
        };
        let up_to = |cap: &Option<Fen>| cap.map_or_else(String::new, |cap| format!("，最高{cap}"));
        match self {
            Self::Fixed { .. } => ends(&money),
            Self::Multiple { .. } => format!("{base}的{}", ends(&times)),
            Self::Percent { .. } => format!("{base}的{}", ends(&percent)),
            Self::PerUnit { unit, cap, .. } => format!("每{unit}{}{}", ends(&money), up_to(cap)),
            Self::Formula(formula) => format!("{}{}", formula.words(), up_to(&formula.cap)),
            Self::NoPenalty => "不予处罚".to_owned(),
        }
    }
}

impl Formula {
    fn words(&self) -> String {
        let (unit, above, each, rate) = (&self.unit, self.above, self.each, self.rate);
        let each = if each == Hundredths::one() { String::new() } else { each.to_string() };
        let step = format!("每{each}{unit}{rate}");
        let part = match self.part {
            PartOfStep::Exact => String::new(),
            PartOfStep::Whole => format!("（不足{}{unit}的按{}{unit}计）", self.each, self.each),
            PartOfStep::Nothing => format!("（不足{}{unit}的不计）", self.each),
        };
        match (self.start.0, above.0) {
            (0, 0) => format!("{step}{part}"),
            (0, _) => format!("超过{above}{unit}的部分{step}{part}"),
            (_, 0) => format!("{}，另{step}{part}", self.start),
            (_, _) => format!("{}，超过{above}{unit}的部分另{step}{part}", self.start),
        }
    }
}

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 100, (self.0 % 100).abs());
        match part {
            0 => write!(f, "{whole}"),
            part if part % 10 == 0 => write!(f, "{whole}.{}", part / 10),
            part => write!(f, "{whole}.{part:02}"),
        }
    }
}

fn money(fen: i64) -> String {
    Range { min: Fen(fen), max: Fen(fen) }.to_string()
}

fn times(share: i64) -> String {
    Share(share).to_string()
}

/// Ten-thousandths as a percentage.
fn percent(share: i64) -> String {
    let (whole, part) = (share / 100, share % 100);
    if part == 0 { format!("{whole}%") } else { format!("{whole}.{part:02}%") }
}

fn between(ends: &Ends, words: &dyn Fn(i64) -> String) -> String {
    let (low, high) = (ends.low, ends.high);
    match (low, high) {
        (0, i64::MAX) => "法定幅度以内".to_owned(),
        (low, i64::MAX) => format!("{}以上", words(low)),
        (low, high) if low == high => words(high),
        (0, high) => format!("{}以下", words(high)),
        (low, high) => format!("{}以上{}以下", words(low), words(high)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::bounds::Measure;

    #[test]
    fn a_percentage_keeps_its_decimals() {
        assert_eq!(percent(500), "5%");
        assert_eq!(percent(850), "8.50%");
    }

    #[test]
    fn open_ends_read_as_people_say_them() {
        let ends = |low, high| Ends { measure: Measure::Money, low, high };
        assert_eq!(between(&ends(0, i64::MAX), &times), "法定幅度以内");
        assert_eq!(between(&ends(20_000, i64::MAX), &times), "2倍以上");
        assert_eq!(between(&ends(0, 20_000), &times), "2倍以下");
        assert_eq!(between(&ends(20_000, 20_000), &times), "2倍");
        assert_eq!(between(&ends(10_000, 20_000), &percent), "100%以上200%以下");
    }

    #[test]
    fn quantities_keep_what_they_have() {
        let words = [7_200, 7_250, 7_205, 30].map(|it| Hundredths(it).to_string());
        assert_eq!(words, ["72", "72.5", "72.05", "0.3"]);
    }
}
