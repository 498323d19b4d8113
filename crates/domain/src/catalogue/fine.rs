//! The arithmetic of fines: fixed ranges, multiples, percentages, unit rates; exact to the 分 (DC-06).

use std::collections::BTreeMap;
use std::fmt;

use law::{Cite, Fen};
use serde::{Deserialize, Serialize};

use super::{Branch, GainsBasis, Tier};
use crate::packs::read::{self, Share};

/// The name of the base that general confiscation looks at.
pub const ILLEGAL_GAINS: &str = "违法所得";

/// How a statute sets a fine.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum FineRule {
    /// Between two amounts, both included; 以下 alone means from zero.
    Fixed {
        /// The least.
        #[serde(rename = "min_yuan", deserialize_with = "read::yuan")]
        min: Fen,
        /// The most.
        #[serde(rename = "max_yuan", deserialize_with = "read::yuan")]
        max: Fen,
    },
    /// A multiple of a base amount.
    Multiple {
        /// The base, such as 违法所得.
        base: String,
        /// The least multiple.
        #[serde(rename = "min_times", deserialize_with = "read::times")]
        min: Share,
        /// The greatest multiple.
        #[serde(rename = "max_times", deserialize_with = "read::times")]
        max: Share,
    },
    /// A percentage of a base amount.
    Percent {
        /// The base, such as 建设工程造价.
        base: String,
        /// The least percentage.
        #[serde(rename = "min_percent", deserialize_with = "read::percent")]
        min: Share,
        /// The greatest percentage.
        #[serde(rename = "max_percent", deserialize_with = "read::percent")]
        max: Share,
    },
    /// So much for each unit of a quantity.
    PerUnit {
        /// The unit, such as 平方米.
        unit: String,
        /// The least for one unit.
        #[serde(rename = "min_yuan", deserialize_with = "read::yuan")]
        min: Fen,
        /// The most for one unit.
        #[serde(rename = "max_yuan", deserialize_with = "read::yuan")]
        max: Fen,
    },
    /// No fine: an order or another kind of penalty.
    None,
}

impl FineRule {
    /// The range of the fine for these amounts.
    ///
    /// # Errors
    /// A [`RangeProblem`] when an amount is missing, too large, or there is no fine.
    pub fn range(&self, bases: &BaseAmounts) -> Result<Range, RangeProblem> {
        match self {
            Self::Fixed { min, max } => Ok(Range { min: *min, max: *max }),
            Self::Multiple { base, min, max } | Self::Percent { base, min, max } => {
                shares(bases.amount(base)?, *min, *max)
            }
            Self::PerUnit { unit, min, max } => {
                let quantity = bases.quantity(unit)?;
                Ok(Range { min: quantity.times(*min)?, max: quantity.times(*max)? })
            }
            Self::None => Err(RangeProblem::NoFine),
        }
    }
}

fn shares(base: Fen, min: Share, max: Share) -> Result<Range, RangeProblem> {
    let of = |share: Share| share.of(base).ok_or(RangeProblem::TooLarge);
    Ok(Range { min: of(min)?, max: of(max)? })
}

/// What a tier of a benchmark costs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum TierAmount {
    /// Between two amounts.
    Fixed {
        /// The least.
        #[serde(rename = "min_yuan", deserialize_with = "read::yuan")]
        min: Fen,
        /// The most.
        #[serde(rename = "max_yuan", deserialize_with = "read::yuan")]
        max: Fen,
    },
    /// Between two multiples of the base of the branch.
    Multiple {
        /// The least multiple.
        #[serde(rename = "min_times", deserialize_with = "read::times")]
        min: Share,
        /// The greatest multiple.
        #[serde(rename = "max_times", deserialize_with = "read::times")]
        max: Share,
    },
    /// Between two percentages of the base of the branch.
    Percent {
        /// The least percentage.
        #[serde(rename = "min_percent", deserialize_with = "read::percent")]
        min: Share,
        /// The greatest percentage.
        #[serde(rename = "max_percent", deserialize_with = "read::percent")]
        max: Share,
    },
    /// A rate for each unit, up to a cap.
    PerUnit {
        /// The unit, such as 平方米.
        unit: String,
        /// The rate.
        #[serde(rename = "rate_yuan", deserialize_with = "read::yuan")]
        rate: Fen,
        /// The cap.
        #[serde(rename = "cap_yuan", deserialize_with = "read::yuan")]
        cap: Fen,
    },
    /// No penalty at this tier (不予处罚).
    NoPenalty,
}

/// What a tier costs for given amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TierRange {
    /// The range.
    pub range: Range,
    /// The amount before the cap, when the cap cut it.
    pub uncapped: Option<Fen>,
}

impl Tier {
    /// What this tier of `branch` costs for these amounts.
    ///
    /// # Errors
    /// A [`RangeProblem`] when an amount is missing or too large.
    pub fn range(&self, branch: &Branch, bases: &BaseAmounts) -> Result<TierRange, RangeProblem> {
        let plain = |range| TierRange { range, uncapped: None };
        match &self.amount {
            TierAmount::Fixed { min, max } => Ok(plain(Range { min: *min, max: *max })),
            TierAmount::Multiple { min, max } | TierAmount::Percent { min, max } => {
                let base = branch.base().ok_or(RangeProblem::NoFine)?;
                shares(bases.amount(base)?, *min, *max).map(plain)
            }
            TierAmount::PerUnit { unit, rate, cap } => {
                let amount = bases.quantity(unit)?.times(*rate)?;
                let kept = amount.min(*cap);
                Ok(TierRange {
                    range: Range { min: kept, max: kept },
                    uncapped: (amount > *cap).then_some(amount),
                })
            }
            TierAmount::NoPenalty => Ok(plain(Range { min: Fen(0), max: Fen(0) })),
        }
    }
}

impl Branch {
    /// The base amount that the fine depends on.
    pub fn base(&self) -> Option<&str> {
        match &self.fine {
            FineRule::Multiple { base, .. } | FineRule::Percent { base, .. } => Some(base),
            FineRule::Fixed { .. } | FineRule::PerUnit { .. } | FineRule::None => None,
        }
    }

    /// Everything this branch brings about for these amounts.
    ///
    /// Illegal gains are confiscated even when the branch is silent.
    ///
    /// # Law
    /// 《行政处罚法》第二十八条第二款.
    ///
    /// # Errors
    /// A [`RangeProblem`] when an amount that the fine depends on is missing.
    pub fn consequence(&self, bases: &BaseAmounts) -> Result<Consequence, RangeProblem> {
        let fine = match self.range(bases) {
            Ok(range) => Some(range),
            Err(RangeProblem::NoFine) => None,
            Err(problem) => return Err(problem),
        };
        let gains = bases.amount(ILLEGAL_GAINS).ok().filter(|gains| gains.0 > 0);
        let under = match self.gains {
            Some(GainsBasis::ThisBranch) => self.cites.clone(),
            None => Cite::parse("《行政处罚法》第二十八条第二款").ok().into_iter().collect(),
        };
        Ok(Consequence {
            fine,
            gains: gains.map(|amount| ConfiscatedGains { amount, under }),
            things: self.confiscate.clone(),
            also: self.also.clone(),
            other_penalty: self.other_penalty.clone(),
        })
    }
}

/// Everything a branch brings about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// The range of the fine, when there is one.
    pub fine: Option<Range>,
    /// The illegal gains that are confiscated.
    pub gains: Option<ConfiscatedGains>,
    /// Things that are confiscated.
    pub things: Vec<String>,
    /// What else happens.
    pub also: Vec<String>,
    /// A penalty or order other than a fine.
    pub other_penalty: Option<String>,
}

/// Illegal gains to be confiscated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfiscatedGains {
    /// How much.
    pub amount: Fen,
    /// Under which articles.
    pub under: Vec<Cite>,
}

/// The base amounts under which a branch is the right one. Bounds are read literally.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppliesWhen {
    /// The base, such as 违法所得.
    pub base: String,
    /// 超过: greater than.
    #[serde(default, rename = "more_than_yuan", deserialize_with = "read::some_yuan")]
    pub more_than: Option<Fen>,
    /// 以上: at least.
    #[serde(default, rename = "at_least_yuan", deserialize_with = "read::some_yuan")]
    pub at_least: Option<Fen>,
    /// 不足: less than.
    #[serde(default, rename = "less_than_yuan", deserialize_with = "read::some_yuan")]
    pub less_than: Option<Fen>,
    /// 以下: at most.
    #[serde(default, rename = "at_most_yuan", deserialize_with = "read::some_yuan")]
    pub at_most: Option<Fen>,
    /// The debatable reading by which the amount exactly at `less_than` belongs here too.
    pub boundary: Option<String>,
}

impl AppliesWhen {
    /// Whether the amount lies inside the bounds as written.
    pub fn holds(&self, amount: Fen) -> bool {
        self.more_than.is_none_or(|bound| amount > bound)
            && self.at_least.is_none_or(|bound| amount >= bound)
            && self.less_than.is_none_or(|bound| amount < bound)
            && self.at_most.is_none_or(|bound| amount <= bound)
    }

    /// The debatable reading, when the amount lies exactly on an edge the law left open.
    pub fn on_the_edge(&self, amount: Fen) -> Option<&str> {
        if self.less_than == Some(amount) { self.boundary.as_deref() } else { None }
    }

    /// Whether the amount is exactly the bound above which the branch begins (超过).
    pub fn begins_at(&self, amount: Fen) -> bool {
        self.more_than == Some(amount)
    }
}

/// A quantity in hundredths of its unit: 7200 is 72 square metres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hundredths(pub i64);

impl Hundredths {
    /// The number as people write it, such as `2` or `0.25`.
    pub fn text(self) -> String {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match part {
            0 => whole.to_string(),
            _ if part % 10 == 0 => format!("{whole}.{}", part / 10),
            _ => format!("{whole}.{part:02}"),
        }
    }

    fn times(self, rate: Fen) -> Result<Fen, RangeProblem> {
        let product = i128::from(rate.0) * i128::from(self.0);
        i64::try_from((product + 50).div_euclid(100)).map(Fen).map_err(|_| RangeProblem::TooLarge)
    }
}

/// The amounts and quantities found in a case, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseAmounts {
    /// Money, such as 违法所得.
    pub amounts: BTreeMap<String, Fen>,
    /// Measures, such as 平方米.
    pub quantities: BTreeMap<String, Hundredths>,
}

impl BaseAmounts {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an amount of money.
    #[must_use]
    pub fn with(mut self, base: &str, amount: Fen) -> Self {
        self.amounts.insert(base.to_owned(), amount);
        self
    }

    /// Adds a quantity.
    #[must_use]
    pub fn with_quantity(mut self, unit: &str, quantity: Hundredths) -> Self {
        self.quantities.insert(unit.to_owned(), quantity);
        self
    }

    /// The amount of the base.
    ///
    /// # Errors
    /// When it is missing or negative.
    pub fn amount(&self, base: &str) -> Result<Fen, RangeProblem> {
        match self.amounts.get(base) {
            None => Err(RangeProblem::BaseMissing { base: base.to_owned() }),
            Some(amount) if amount.0 < 0 => Err(RangeProblem::Negative { base: base.to_owned() }),
            Some(amount) => Ok(*amount),
        }
    }

    /// The quantity in the unit.
    ///
    /// # Errors
    /// When it is missing or negative.
    pub fn quantity(&self, unit: &str) -> Result<Hundredths, RangeProblem> {
        match self.quantities.get(unit) {
            None => Err(RangeProblem::BaseMissing { base: unit.to_owned() }),
            Some(quantity) if quantity.0 < 0 => {
                Err(RangeProblem::Negative { base: unit.to_owned() })
            }
            Some(quantity) => Ok(*quantity),
        }
    }
}

/// A range of money, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The least.
    pub min: Fen,
    /// The most.
    pub max: Fen,
}

impl Range {
    /// Whether the amount lies inside, ends included.
    pub fn contains(self, amount: Fen) -> bool {
        self.min <= amount && amount <= self.max
    }

    /// The three bands of the common allocation: the lower 30 %, the middle, the upper 30 %.
    ///
    /// Edges belong to both neighbours. It is a platform default for matters without a
    /// published benchmark and binds nobody.
    pub fn generic_bands(self) -> Option<[Self; 3]> {
        let width = Fen(self.max.0.checked_sub(self.min.0)?);
        let low = Fen(self.min.0.checked_add(Share(3_000).of(width)?.0)?);
        let high = Fen(self.min.0.checked_add(Share(7_000).of(width)?.0)?);
        Some([
            Self { min: self.min, max: low },
            Self { min: low, max: high },
            Self { min: high, max: self.max },
        ])
    }

    /// Compares two statutory ranges for one act: the higher maximum wins, then the higher
    /// minimum. `Equal` leaves the choice to a person.
    ///
    /// # Law
    /// 《行政处罚法》第二十九条.
    pub fn compare_severity(self, other: Self) -> std::cmp::Ordering {
        self.max.cmp(&other.max).then(self.min.cmp(&other.min))
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.min == self.max {
            write!(f, "{}", self.max)
        } else if self.min.0 == 0 {
            write!(f, "{}以下", self.max)
        } else {
            write!(f, "{}以上{}以下", self.min, self.max)
        }
    }
}

/// Why a range cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RangeProblem {
    /// An amount the rule depends on is not on record.
    #[error("还没有认定“{base}”的数额，不能计算罚款幅度；请先查明并填写“{base}”")]
    BaseMissing {
        /// What is missing.
        base: String,
    },
    /// An amount is negative.
    #[error("“{base}”的数额是负数，请核对后重新填写")]
    Negative {
        /// What is negative.
        base: String,
    },
    /// The result does not fit.
    #[error("计算结果超出系统能表示的金额，请核对基数")]
    TooLarge,
    /// The branch sets no fine.
    #[error("该条款没有规定罚款，只能作出条款写明的处理")]
    NoFine,
}
