//! What a tier of a benchmark costs: the forms that published tables use, reckoned for a case
//! and kept inside the statutory range.

use std::fmt::Write as _;

use law::Fen;
use serde::{Deserialize, Serialize};

use super::fine::{BaseAmounts, Hundredths, Range, RangeProblem, shares};
use super::{Branch, Tier};
use crate::packs::read::{self, Share};

/// What a tier of a benchmark costs. A bound that is not given is the statutory one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum TierAmount {
    /// Between two amounts.
    Fixed {
        /// The least.
        #[serde(default, rename = "min_yuan", deserialize_with = "read::some_yuan")]
        min: Option<Fen>,
        /// The most.
        #[serde(default, rename = "max_yuan", deserialize_with = "read::some_yuan")]
        max: Option<Fen>,
    },
    /// Between two multiples of an amount.
    Multiple {
        /// The amount, such as 货值金额; none for that of the branch.
        #[serde(default)]
        base: Option<String>,
        /// The least multiple.
        #[serde(default, rename = "min_times", deserialize_with = "read::some_times")]
        min: Option<Share>,
        /// The greatest multiple.
        #[serde(default, rename = "max_times", deserialize_with = "read::some_times")]
        max: Option<Share>,
    },
    /// Between two percentages of an amount.
    Percent {
        /// The amount, such as 工程造价; none for that of the branch.
        #[serde(default)]
        base: Option<String>,
        /// The least percentage.
        #[serde(default, rename = "min_percent", deserialize_with = "read::some_percent")]
        min: Option<Share>,
        /// The greatest percentage.
        #[serde(default, rename = "max_percent", deserialize_with = "read::some_percent")]
        max: Option<Share>,
    },
    /// A rate for each unit, up to a cap.
    PerUnit {
        /// The unit, such as 平方米.
        unit: String,
        /// The rate, the least where there are two.
        #[serde(rename = "rate_yuan", deserialize_with = "read::yuan")]
        rate: Fen,
        /// The greatest rate, where it is another.
        #[serde(default, rename = "max_rate_yuan", deserialize_with = "read::some_yuan")]
        max_rate: Option<Fen>,
        /// The cap.
        #[serde(default, rename = "cap_yuan", deserialize_with = "read::some_yuan")]
        cap: Option<Fen>,
    },
    /// An amount to begin with and more for what goes beyond a quantity.
    Formula(Formula),
    /// No penalty at this tier (不予处罚).
    NoPenalty,
}

/// So much to begin with, and so much for each further unit (每增加一吨加处).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// The amount to begin with.
    #[serde(default = "read::no_yuan", rename = "start_yuan", deserialize_with = "read::yuan")]
    pub start: Fen,
    /// The unit, such as 吨.
    pub unit: String,
    /// The quantity that the beginning covers.
    #[serde(default, deserialize_with = "read::hundredths")]
    pub above: Hundredths,
    /// How much counts as one further step.
    #[serde(default = "Hundredths::one", deserialize_with = "read::hundredths")]
    pub each: Hundredths,
    /// The amount for each step.
    #[serde(rename = "rate_yuan", deserialize_with = "read::yuan")]
    pub rate: Fen,
    /// What becomes of a part of a step.
    #[serde(default)]
    pub part: PartOfStep,
    /// The cap.
    #[serde(default, rename = "cap_yuan", deserialize_with = "read::some_yuan")]
    pub cap: Option<Fen>,
}

/// What becomes of a part of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartOfStep {
    /// It counts as what it is.
    #[default]
    Exact,
    /// It counts as a whole (不足一个单位的按一个单位计).
    Whole,
    /// It does not count.
    Nothing,
}

/// Whether something is confiscated at a tier.
///
/// # Law
/// 《行政处罚法》第二十八条第二款: illegal gains are confiscated at every tier; a tier can only
/// say so, not spare them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TierConfiscation {
    /// The table does not speak of it.
    #[default]
    Unsaid,
    /// 没收违法所得.
    Gains,
    /// 没收财物.
    Things,
    /// 没收违法所得和财物.
    GainsAndThings,
    /// 不没收财物.
    NoThings,
}

impl TierConfiscation {
    /// Every one, in the order of the template.
    pub const ALL: [Self; 5] =
        [Self::Unsaid, Self::Gains, Self::Things, Self::GainsAndThings, Self::NoThings];

    /// The words of a table; none where it does not speak of it.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Unsaid => "",
            Self::Gains => "没收违法所得",
            Self::Things => "没收财物",
            Self::GainsAndThings => "没收违法所得和财物",
            Self::NoThings => "不没收财物",
        }
    }

    /// The id used in packs.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Unsaid => "unsaid",
            Self::Gains => "gains",
            Self::Things => "things",
            Self::GainsAndThings => "gains-and-things",
            Self::NoThings => "no-things",
        }
    }

    /// Whether the gains must be known.
    pub const fn takes_gains(self) -> bool {
        match self {
            Self::Gains | Self::GainsAndThings => true,
            Self::Unsaid | Self::Things | Self::NoThings => false,
        }
    }

    /// Whether things are confiscated; none where the table does not speak of it.
    pub const fn takes_things(self) -> Option<bool> {
        match self {
            Self::Things | Self::GainsAndThings => Some(true),
            Self::NoThings => Some(false),
            Self::Unsaid | Self::Gains => None,
        }
    }
}

/// What a tier costs for given amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TierRange {
    /// The range.
    pub range: Range,
    /// The amount before a cap or the statutory maximum cut it.
    pub uncapped: Option<Fen>,
    /// The amount before the statutory minimum lifted it.
    pub lifted: Option<Fen>,
}

/// What a tier says by itself, before the statute.
struct Reckoned {
    least: Fen,
    most: Fen,
    /// The cap of the tier.
    cap: Option<Fen>,
}

impl Tier {
    /// What this tier of `branch` costs for these amounts. What lies beyond the statutory range
    /// is cut to it: a benchmark fills the range in and does not widen it.
    ///
    /// # Law
    /// 《行政处罚法》第三十四条.
    ///
    /// # Errors
    /// A [`RangeProblem`] when an amount is missing or too large.
    pub fn range(&self, branch: &Branch, bases: &BaseAmounts) -> Result<TierRange, RangeProblem> {
        if self.amount == TierAmount::NoPenalty {
            let range = Range { min: Fen(0), max: Fen(0) };
            return Ok(TierRange { range, uncapped: None, lifted: None });
        }
        let law = branch.range(bases)?;
        if self.confiscate.takes_gains() {
            bases.amount(super::fine::ILLEGAL_GAINS)?;
        }
        let found = self.amount.reckon(branch, bases, law)?;
        let top = found.cap.map_or(law.max, |cap| cap.min(law.max));
        let inside = |amount: Fen| amount.min(top).max(law.min);
        Ok(TierRange {
            range: Range { min: inside(found.least), max: inside(found.most) },
            uncapped: (top < found.most).then_some(found.most),
            lifted: (found.most < law.min).then_some(found.most),
        })
    }

    /// How the range of the tier was reckoned, a Chinese sentence; nothing where there is
    /// nothing to reckon.
    ///
    /// # Errors
    /// A [`RangeProblem`] when an amount is missing or too large.
    pub fn reckoning(
        &self,
        branch: &Branch,
        bases: &BaseAmounts,
    ) -> Result<Option<String>, RangeProblem> {
        let cost = self.range(branch, bases)?;
        let Some(mut words) = self.amount.working(branch, bases)? else { return Ok(None) };
        if cost.uncapped.is_some() {
            let most = cost.range.max;
            let _ = write!(words, "，超过上限的部分不计，按{most}");
        } else if cost.lifted.is_some() {
            let _ = write!(words, "，低于法定下限，按{}", cost.range.min);
        }
        Ok(Some(words))
    }
}

impl TierAmount {
    /// The amount that a multiple or percentage is taken of.
    pub fn base<'a>(&'a self, branch: &'a Branch) -> Option<&'a str> {
        match self {
            Self::Multiple { base, .. } | Self::Percent { base, .. } => {
                base.as_deref().or_else(|| branch.base())
            }
            Self::Fixed { .. } | Self::PerUnit { .. } | Self::Formula(_) | Self::NoPenalty => None,
        }
    }

    /// The unit of the quantity that it depends on.
    pub fn unit(&self) -> Option<&str> {
        match self {
            Self::PerUnit { unit, .. } => Some(unit),
            Self::Formula(formula) => Some(&formula.unit),
            Self::Fixed { .. } | Self::Multiple { .. } | Self::Percent { .. } | Self::NoPenalty => {
                None
            }
        }
    }

    fn reckon(
        &self,
        branch: &Branch,
        bases: &BaseAmounts,
        law: Range,
    ) -> Result<Reckoned, RangeProblem> {
        let plain = |least, most| Reckoned { least, most, cap: None };
        match self {
            Self::Fixed { min, max } => Ok(plain(min.unwrap_or(law.min), max.unwrap_or(law.max))),
            Self::Multiple { min, max, .. } | Self::Percent { min, max, .. } => {
                let base = bases.amount(self.base(branch).ok_or(RangeProblem::NoFine)?)?;
                let least = min.map(|min| shares(base, min, min)).transpose()?;
                let most = max.map(|max| shares(base, max, max)).transpose()?;
                Ok(plain(least.map_or(law.min, |it| it.min), most.map_or(law.max, |it| it.max)))
            }
            Self::PerUnit { unit, rate, max_rate, cap } => {
                let quantity = bases.quantity(unit)?;
                let least = quantity.times(*rate)?;
                let most = quantity.times(max_rate.unwrap_or(*rate))?;
                Ok(Reckoned { least, most, cap: *cap })
            }
            Self::Formula(formula) => {
                let amount = formula.of(bases.quantity(&formula.unit)?)?;
                Ok(Reckoned { least: amount, most: amount, cap: formula.cap })
            }
            Self::NoPenalty => Ok(plain(Fen(0), Fen(0))),
        }
    }

    /// The arithmetic in words, before any cap.
    fn working(
        &self,
        branch: &Branch,
        bases: &BaseAmounts,
    ) -> Result<Option<String>, RangeProblem> {
        match self {
            Self::Fixed { .. } | Self::NoPenalty => Ok(None),
            Self::Multiple { .. } | Self::Percent { .. } => {
                let base = self.base(branch).ok_or(RangeProblem::NoFine)?;
                let amount = bases.amount(base)?;
                Ok(Some(format!("{base}{amount}，取{}", self.words(branch))))
            }
            Self::PerUnit { unit, rate, max_rate, .. } => {
                let quantity = bases.quantity(unit)?;
                let rates = Range { min: *rate, max: max_rate.unwrap_or(*rate) };
                let total =
                    Range { min: quantity.times(rates.min)?, max: quantity.times(rates.max)? };
                Ok(Some(format!("{quantity}{unit}×每{unit}{rates}，计{total}")))
            }
            Self::Formula(formula) => formula.working(bases.quantity(&formula.unit)?).map(Some),
        }
    }
}

impl Formula {
    /// What the quantity costs, before the cap.
    ///
    /// # Errors
    /// When the amount is too large.
    pub fn of(&self, quantity: Hundredths) -> Result<Fen, RangeProblem> {
        let more = self.more(quantity)?;
        self.start.0.checked_add(more.0).map(Fen).ok_or(RangeProblem::TooLarge)
    }

    /// What goes beyond the quantity that the beginning covers.
    fn beyond(&self, quantity: Hundredths) -> i64 {
        quantity.0.saturating_sub(self.above.0).max(0)
    }

    fn more(&self, quantity: Hundredths) -> Result<Fen, RangeProblem> {
        let (rate, beyond) = (i128::from(self.rate.0), i128::from(self.beyond(quantity)));
        let each = i128::from(self.each.0);
        if each <= 0 {
            return Err(RangeProblem::TooLarge);
        }
        let more = match self.part {
            PartOfStep::Exact => (rate * beyond * 2 + each).div_euclid(each * 2),
            PartOfStep::Whole => rate * (beyond + each - 1).div_euclid(each),
            PartOfStep::Nothing => rate * beyond.div_euclid(each),
        };
        i64::try_from(more).map(Fen).map_err(|_| RangeProblem::TooLarge)
    }

    fn working(&self, quantity: Hundredths) -> Result<String, RangeProblem> {
        let (unit, total) = (&self.unit, self.of(quantity)?);
        let beyond = Hundredths(self.beyond(quantity));
        if beyond.0 == 0 {
            return Ok(format!("{quantity}{unit}没有超过{}{unit}，计{total}", self.above));
        }
        let part = match self.part {
            PartOfStep::Exact => String::new(),
            PartOfStep::Whole => format!("（不足{}{unit}的按{}{unit}计）", self.each, self.each),
            PartOfStep::Nothing => format!("（不足{}{unit}的不计）", self.each),
        };
        let (above, each, rate) = (self.above, self.each, self.rate);
        let more = if above.0 == 0 {
            format!("{quantity}{unit}每{each}{unit}{rate}{part}")
        } else {
            format!(
                "{quantity}{unit}超过{above}{unit}的部分{beyond}{unit}每{each}{unit}{rate}{part}"
            )
        };
        let start = if self.start.0 == 0 { String::new() } else { format!("{}＋", self.start) };
        Ok(format!("{start}{more}，计{total}"))
    }
}
