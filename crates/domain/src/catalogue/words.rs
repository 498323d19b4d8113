//! What a statute or a tier sets, in the words of a document; no arithmetic.

use law::Fen;

use super::Branch;
use super::fine::{FineRule, Range, TierAmount};
use crate::packs::read::Share;

impl Branch {
    /// The fine of the branch in words: 200.00元以上500.00元以下, 违法所得的1倍以上5倍以下.
    pub fn fine_words(&self) -> String {
        match &self.fine {
            FineRule::Fixed { min, max } => money(*min, *max),
            FineRule::Multiple { base, min, max } => format!("{base}的{}", shares(*min, *max)),
            FineRule::Percent { base, min, max } => format!("{base}的{}", percents(*min, *max)),
            FineRule::PerUnit { unit, min, max } => format!("每{unit}{}", money(*min, *max)),
            FineRule::None => self.other_penalty.clone().unwrap_or_else(|| "不处罚款".to_owned()),
        }
    }
}

impl TierAmount {
    /// What the tier sets, in words.
    pub fn words(&self, branch: &Branch) -> String {
        let base = branch.base().unwrap_or_default();
        match self {
            Self::Fixed { min, max } => money(*min, *max),
            Self::Multiple { min, max } => format!("{base}的{}", shares(*min, *max)),
            Self::Percent { min, max } => format!("{base}的{}", percents(*min, *max)),
            Self::PerUnit { unit, rate, cap } => format!("每{unit}{rate}，最高{cap}"),
            Self::NoPenalty => "不予处罚".to_owned(),
        }
    }
}

fn money(min: Fen, max: Fen) -> String {
    Range { min, max }.to_string()
}

fn shares(min: Share, max: Share) -> String {
    between(min, max, |share| share.to_string())
}

fn percents(min: Share, max: Share) -> String {
    between(min, max, percent)
}

fn between(min: Share, max: Share, words: impl Fn(Share) -> String) -> String {
    if min == max {
        words(max)
    } else if min.0 == 0 {
        format!("{}以下", words(max))
    } else {
        format!("{}以上{}以下", words(min), words(max))
    }
}

/// Ten-thousandths as a percentage.
pub(crate) fn percent(share: Share) -> String {
    let (whole, part) = (share.0 / 100, share.0 % 100);
    if part == 0 { format!("{whole}%") } else { format!("{whole}.{part:02}%") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_keeps_its_decimals() {
        assert_eq!(percent(Share(500)), "5%");
        assert_eq!(percent(Share(850)), "8.50%");
        assert_eq!(percents(Share(0), Share(1_000)), "10%以下");
        assert_eq!(shares(Share(20_000), Share(20_000)), "2倍");
    }
}
