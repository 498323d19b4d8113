//! What the ends of statutory ranges and of tiers are counted in, and what may stand under what.

use super::fine::FineRule;
use super::tiers::TierAmount;
use super::{Branch, Tier};

/// What ends are counted in; ends compare only within one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Money, in 分.
    Money,
    /// A share of an amount, in ten-thousandths; a percentage is one too.
    ShareOf(String),
    /// Money for each unit, in 分.
    Each(String),
}

/// Both ends of a range, in the smallest unit of the measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ends {
    /// What they are counted in.
    pub measure: Measure,
    /// The low end.
    pub low: i64,
    /// The high end.
    pub high: i64,
}

impl Ends {
    /// Whether there is but one value.
    pub const fn is_point(&self) -> bool {
        self.low == self.high
    }
}

/// The part of a tier that something is wrong with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// How it is counted.
    Way,
    /// The low end, or the rate.
    Low,
    /// Both ends, which stand the wrong way round.
    Order,
    /// The high end.
    High,
    /// The amount to begin with.
    Start,
    /// What counts as a step.
    Each,
    /// The cap.
    Cap,
    /// What is confiscated.
    Confiscate,
}

/// Why a tier cannot stand under a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// The part.
    pub part: Part,
    /// Why, a Chinese sentence.
    pub words: String,
}

fn objection(part: Part, words: impl Into<String>) -> Objection {
    Objection { part, words: words.into() }
}

impl Branch {
    /// The ends of the statutory range; none where there is no fine.
    pub fn ends(&self) -> Option<Ends> {
        let (measure, low, high) = match &self.fine {
            FineRule::Fixed { min, max } => (Measure::Money, min.0, max.0),
            FineRule::Multiple { base, min, max } | FineRule::Percent { base, min, max } => {
                (Measure::ShareOf(base.clone()), min.0, max.0)
            }
            FineRule::PerUnit { unit, min, max } => (Measure::Each(unit.clone()), min.0, max.0),
            FineRule::None => return None,
        };
        Some(Ends { measure, low, high })
    }
}

impl TierAmount {
    /// The ends of a tier, an open one being that of the statute where it is counted alike; none
    /// for a formula, which has no ends, and where there is no penalty.
    pub fn ends(&self, branch: &Branch) -> Option<Ends> {
        let (measure, low, high) = match self {
            Self::Fixed { min, max } => (Measure::Money, min.map(|it| it.0), max.map(|it| it.0)),
            Self::Multiple { min, max, .. } | Self::Percent { min, max, .. } => {
                let base = self.base(branch)?.to_owned();
                (Measure::ShareOf(base), min.map(|it| it.0), max.map(|it| it.0))
            }
            Self::PerUnit { unit, rate, max_rate, .. } => {
                let high = max_rate.unwrap_or(*rate);
                (Measure::Each(unit.clone()), Some(rate.0), Some(high.0))
            }
            Self::Formula(_) | Self::NoPenalty => return None,
        };
        let law = branch.ends().filter(|law| law.measure == measure);
        let low = low.or(law.as_ref().map(|law| law.low)).unwrap_or(0);
        let high = high.or(law.map(|law| law.high)).unwrap_or(i64::MAX);
        Some(Ends { measure, low, high })
    }
}

impl Tier {
    /// Why this tier cannot stand under the branch; nothing where it can.
    ///
    /// Under a statute that sets amounts, a table may reckon by a value, a quantity or a formula:
    /// what it comes to is kept inside the statutory range. Under a statute that reckons itself,
    /// a table reckons alike.
    ///
    /// # Law
    /// 《行政处罚法》第十六条、第三十四条.
    pub fn objections(&self, branch: &Branch) -> Vec<Objection> {
        let mut found = self.confiscates_beyond(branch);
        if self.amount == TierAmount::NoPenalty {
            return found;
        }
        let Some(law) = branch.ends() else {
            found.push(objection(Part::Way, "该分支没有可以分档的罚款幅度。"));
            return found;
        };
        if !may_count_so(&law.measure, &self.amount, branch) {
            let range = branch.fine_words();
            let words = format!("阶次的计算方式与该条款的法定幅度（{range}）不一致。");
            found.push(objection(Part::Way, words));
            return found;
        }
        found.extend(self.ends_outside(&law, branch));
        if law.measure == Measure::Money {
            found.extend(self.sums_outside(&law));
        }
        found.extend(self.formula_stands());
        found
    }

    fn ends_outside(&self, law: &Ends, branch: &Branch) -> Vec<Objection> {
        let Some(own) = self.amount.ends(branch) else { return Vec::new() };
        if own.high < own.low {
            return vec![objection(Part::Order, "阶次的下限高于上限。")];
        }
        if own.measure != law.measure {
            return Vec::new();
        }
        let range = branch.fine_words();
        let mut found = Vec::new();
        if own.low < law.low || law.high < own.low {
            found.push(objection(Part::Low, format!("阶次的下限超出法定幅度（{range}）。")));
        }
        if law.high < own.high || own.high < law.low {
            found.push(objection(Part::High, format!("阶次的上限超出法定幅度（{range}）。")));
        }
        found
    }

    /// A sum to begin with or a cap that the statute does not allow.
    fn sums_outside(&self, law: &Ends) -> Vec<Objection> {
        let (start, cap) = match &self.amount {
            TierAmount::PerUnit { cap, .. } => (None, *cap),
            TierAmount::Formula(formula) => (Some(formula.start), formula.cap),
            TierAmount::Fixed { .. }
            | TierAmount::Multiple { .. }
            | TierAmount::Percent { .. }
            | TierAmount::NoPenalty => (None, None),
        };
        let mut found = Vec::new();
        if start.is_some_and(|start| law.high < start.0) {
            found.push(objection(Part::Start, "起点数额超过法定上限。"));
        }
        if cap.is_some_and(|cap| law.high < cap.0) {
            found.push(objection(Part::Cap, "封顶数额超过法定上限。"));
        }
        if cap.is_some_and(|cap| cap.0 < law.low) {
            found.push(objection(Part::Cap, "封顶数额低于法定下限。"));
        }
        found
    }

    fn formula_stands(&self) -> Vec<Objection> {
        let TierAmount::Formula(formula) = &self.amount else { return Vec::new() };
        let mut found = Vec::new();
        if formula.each.0 <= 0 {
            found.push(objection(Part::Each, "公式的单位数量应当大于零。"));
        }
        if formula.cap.is_some_and(|cap| cap < formula.start) {
            found.push(objection(Part::Cap, "封顶数额低于起点数额。"));
        }
        found
    }

    fn confiscates_beyond(&self, branch: &Branch) -> Vec<Objection> {
        if self.confiscate.takes_things() == Some(true) && branch.confiscate.is_empty() {
            let words = "该条款没有规定没收财物，阶次不能增加没收财物。";
            return vec![objection(Part::Confiscate, words)];
        }
        Vec::new()
    }
}

/// Whether a tier may be counted so where the statute counts by this measure.
fn may_count_so(law: &Measure, amount: &TierAmount, branch: &Branch) -> bool {
    match (law, amount) {
        (_, TierAmount::NoPenalty)
        | (
            Measure::Money,
            TierAmount::Fixed { .. } | TierAmount::PerUnit { .. } | TierAmount::Formula(_),
        ) => true,
        (Measure::Money, TierAmount::Multiple { base, .. } | TierAmount::Percent { base, .. }) => {
            base.is_some()
        }
        (Measure::ShareOf(of), TierAmount::Multiple { .. } | TierAmount::Percent { .. }) => {
            amount.base(branch) == Some(of)
        }
        (Measure::Each(of), TierAmount::PerUnit { unit, .. }) => of == unit,
        (Measure::Each(of), TierAmount::Formula(formula)) => *of == formula.unit,
        (
            Measure::ShareOf(_),
            TierAmount::Fixed { .. } | TierAmount::PerUnit { .. } | TierAmount::Formula(_),
        )
        | (
            Measure::Each(_),
            TierAmount::Fixed { .. } | TierAmount::Multiple { .. } | TierAmount::Percent { .. },
        ) => false,
    }
}

/// Tiers of one table that contradict each other: the place of the later one, and why.
///
/// An edge may belong to both neighbours (DC-03). Between two single amounts there is no gap,
/// because a table of single amounts has no ranges to fill.
pub fn out_of_step(tiers: &[(&Tier, Ends)]) -> Vec<(usize, OutOfStep)> {
    let mut found = Vec::new();
    for (nth, pair) in tiers.windows(2).enumerate() {
        let [(_, earlier), (_, later)] = pair else { continue };
        if earlier.measure != later.measure {
            continue;
        }
        if later.low < earlier.high {
            found.push((nth + 1, OutOfStep::Overlap));
        } else if earlier.high < later.low && !(earlier.is_point() && later.is_point()) {
            found.push((nth + 1, OutOfStep::Gap));
        }
    }
    found
}

/// How a tier stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfStep {
    /// It begins before the other ends, or they stand the wrong way round.
    Overlap,
    /// Something lies between them.
    Gap,
}
