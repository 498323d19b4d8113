//! The power catalogue (权力事项): who may do what since when, and what each violation may cost.
//!
//! Types and look-ups only; the arithmetic of fines is in [`fine`], the checks of a proposed
//! fine in [`discretion`]. Rows come from a jurisdiction pack and are validated there.

mod benchmark;
pub mod bounds;
pub mod discretion;
pub mod fine;
pub mod in_time;
pub mod tiers;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::Cite;
use serde::{Deserialize, Serialize};

use crate::cases::{MeasureKind, Route};
use crate::ids::{AuthorityId, ItemId};
use crate::packs::read;

pub use benchmark::{Benchmark, Days, SourceType, Tier, WrongTable};
pub use discretion::{
    Discretion, DiscretionProblem, FineProposal, Mitigation, MitigationGround, Precondition,
    check_fine, suggest_tiers,
};
pub use fine::{AppliesWhen, BaseAmounts, FineRule, Hundredths, Range, RangeProblem};
pub use in_time::{Ending, Governs, InTime, Straddle, in_time};
pub use tiers::{Formula, PartOfStep, TierAmount, TierConfiscation, TierRange};

/// What kind of power is exercised (权力类型).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Power {
    /// 行政检查.
    Inspection,
    /// 行政处罚.
    Penalty,
    /// 行政强制措施.
    Measure,
    /// 行政强制执行.
    Execution,
}

impl Power {
    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Inspection => "行政检查",
            Self::Penalty => "行政处罚",
            Self::Measure => "行政强制措施",
            Self::Execution => "行政强制执行",
        }
    }
}

/// By what title the power is held (执法方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// 法定职权: the authority acts by its own statutory power.
    Own,
    /// 赋权: handed to a town by a provincial decision.
    Delegated,
    /// 委托: in the name of the entrusting authority.
    Entrusted,
    /// 派驻: a unit stationed in towns acts in the name of its authority.
    Stationed,
    /// 联动: several departments under one lead.
    Linked,
}

impl Mode {
    /// Every mode, in the order of the stamp table.
    pub const ALL: [Self; 5] =
        [Self::Own, Self::Delegated, Self::Entrusted, Self::Stationed, Self::Linked];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Own => "法定职权",
            Self::Delegated => "赋权",
            Self::Entrusted => "委托",
            Self::Stationed => "派驻",
            Self::Linked => "联动执法",
        }
    }
}

/// Which units do the work of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoneBy {
    /// The squad whose territory the place lies in; the brigade where no squad may.
    Squads,
    /// The brigade.
    Brigade,
    /// The town's own enforcement office.
    Towns,
}

/// One version of one power item.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PowerItem {
    /// The id; versions of one item share it.
    pub id: ItemId,
    /// The matter that inspection and penalty items have in common, such as `T01`.
    pub matter: String,
    /// The kind of power.
    pub power: Power,
    /// The group for lists, such as `highway`.
    pub group: String,
    /// The full official wording.
    pub title: String,
    /// The short name of the violation or activity.
    pub name: String,
    /// What is inspected (对象).
    pub object: String,
    /// By what title the power is held.
    pub mode: Mode,
    /// The authority that holds the power.
    pub holder: AuthorityId,
    /// The authority in whose name documents are made.
    pub acting_name: AuthorityId,
    /// Which units do the work.
    pub done_by: DoneBy,
    /// The first day of this version.
    #[serde(deserialize_with = "read::day")]
    pub effective_from: Date,
    /// The last day of this version, inclusive; `None` while it lasts.
    #[serde(default, deserialize_with = "read::some_day")]
    pub effective_until: Option<Date>,
    /// What became of the power after the last day, when no version follows.
    #[serde(default)]
    pub ending: Option<Ending>,
    /// The documents that gave the power (依据文件).
    pub basis: Vec<String>,
    /// The articles that prohibit.
    pub prohibitions: Vec<Cite>,
    /// The articles that set the liability.
    pub liabilities: Vec<Cite>,
    /// Words people use for it.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Orders that go with the penalty (责令…).
    #[serde(default)]
    pub orders: Vec<String>,
    /// The wording of a stop order.
    pub stop_order: Option<String>,
    /// What the author of the pack wants the reader to know.
    pub remark: Option<String>,
    /// The rule for its limits on the spot where the law has its own, such as `AP-36.fishery`.
    #[serde(default)]
    pub summary_rule: Option<String>,
    /// The rule that lets its cases be handled fast; without one there is no fast handling.
    #[serde(default)]
    pub fast: Option<FastBasis>,
    /// How often an enterprise may be inspected under it in a year; none while nothing is published.
    #[serde(default)]
    pub yearly_cap: Option<YearlyCap>,
    /// What an inspection looks at.
    #[serde(default, rename = "check")]
    pub checks: Vec<CheckPoint>,
    /// Situations in which somebody else is competent.
    #[serde(default, rename = "limit")]
    pub limits: Vec<CompetenceLimit>,
    /// Compulsory measures and execution that the law allows for it.
    #[serde(default, rename = "compulsion")]
    pub compulsions: Vec<Compulsion>,
    /// The statutory consequences.
    #[serde(default, rename = "branch")]
    pub branches: Vec<Branch>,
}

impl PowerItem {
    /// Whether this version is in force on the day.
    pub fn in_force(&self, on: Date) -> bool {
        self.effective_from <= on && self.effective_until.is_none_or(|last| on <= last)
    }

    /// The check points that a record must answer, as texts.
    pub fn checklist(&self) -> Vec<String> {
        self.checks.iter().filter(|check| check.mandatory).map(|c| c.text.clone()).collect()
    }

    /// The branch with the given id.
    pub fn branch(&self, id: &str) -> Option<&Branch> {
        self.branches.iter().find(|b| b.id == id)
    }

    /// The acts that the branches punish, each with the branch that introduces it.
    pub fn acts(&self) -> Vec<&Branch> {
        let mut acts: Vec<&Branch> = Vec::new();
        for branch in &self.branches {
            if !acts.iter().any(|first| first.act == branch.act) {
                acts.push(branch);
            }
        }
        acts
    }

    /// The branches of one act that fit the amounts and the gravity found.
    ///
    /// A branch reserved to another authority never fits. Under serious circumstances a fine
    /// set for them replaces the ordinary one; another consequence set for them is added. An
    /// amount exactly on an edge the law forgot is answered in `doubtful`, for a person.
    ///
    /// # Errors
    /// A [`RangeProblem`] when an amount that the choice depends on is missing.
    pub fn fitting(
        &self,
        act: &str,
        gravity: Gravity,
        bases: &BaseAmounts,
    ) -> Result<Fitting<'_>, RangeProblem> {
        let ordinary = self.matching(act, Gravity::Ordinary, bases)?;
        match gravity {
            Gravity::Ordinary => Ok(ordinary),
            Gravity::Serious => {
                let mut serious = self.matching(act, Gravity::Serious, bases)?;
                if !serious.sets_a_fine() {
                    serious.fit.splice(0..0, ordinary.fit);
                    serious.doubtful.splice(0..0, ordinary.doubtful);
                }
                Ok(serious)
            }
        }
    }

    fn matching(
        &self,
        act: &str,
        gravity: Gravity,
        bases: &BaseAmounts,
    ) -> Result<Fitting<'_>, RangeProblem> {
        let mut found = Fitting { fit: Vec::new(), doubtful: Vec::new() };
        let serious = gravity == Gravity::Serious;
        let ours = |b: &&Branch| b.act == act && b.serious == serious && b.reserved_to.is_none();
        for branch in self.branches.iter().filter(ours) {
            let Some(when) = &branch.applies else {
                found.fit.push(branch);
                continue;
            };
            let amount = bases.amount(&when.base)?;
            if when.holds(amount) {
                found.fit.push(branch);
            } else if let Some(debatable) = when.on_the_edge(amount) {
                found.doubtful.push(Doubtful { branch, debatable });
            }
        }
        Ok(found)
    }
}

/// Whether the circumstances are serious in the sense of the statute (情节严重).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gravity {
    /// Not serious.
    Ordinary,
    /// 情节严重.
    Serious,
}

/// The branches that fit, and those that fit only by a debatable reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitting<'a> {
    /// These fit the wording.
    pub fit: Vec<&'a Branch>,
    /// These fit by a reading that a person has to confirm.
    pub doubtful: Vec<Doubtful<'a>>,
}

impl Fitting<'_> {
    fn sets_a_fine(&self) -> bool {
        let doubtful = self.doubtful.iter().map(|doubtful| doubtful.branch);
        self.fit.iter().copied().chain(doubtful).any(|branch| branch.fine != FineRule::None)
    }
}

/// A branch that fits only by a debatable reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubtful<'a> {
    /// The branch, the lighter reading.
    pub branch: &'a Branch,
    /// The id in the register of debatable readings, such as `DB-07`.
    pub debatable: &'a str,
}

/// How often one enterprise may be inspected under an item in a calendar year (年度检查频次上限).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearlyCap {
    /// The most inspections.
    pub times: u16,
    /// The published document that sets it.
    pub source: String,
}

/// One point an inspection looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckPoint {
    /// What to look at.
    pub text: String,
    /// How to look and what to keep.
    pub how: String,
    /// Whether the record must answer it.
    pub mandatory: bool,
}

/// A situation inside the item in which another authority is competent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompetenceLimit {
    /// The id, unique in the item.
    pub id: String,
    /// The powers that are not ours in this situation.
    pub powers: Vec<Power>,
    /// Words that tell the situation.
    pub words: Vec<String>,
    /// The situation.
    pub situation: String,
    /// Who is competent.
    pub transfer_to: AuthorityId,
    /// The articles it rests on; empty when the pack's author still owes them.
    pub cites: Vec<Cite>,
    /// Why, a Chinese sentence.
    pub why: String,
    /// The debatable reading behind it.
    pub debatable: Option<String>,
    /// A remark of the pack's author.
    pub remark: Option<String>,
}

/// The rule of a statute or regulation that lets cases of an item be handled fast (快速办理).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FastBasis {
    /// The article.
    pub cite: Cite,
    /// What it says, for the page.
    pub words: String,
    /// Its conditions that only people can see, such as 违法行为发生在水上.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// What the author of the pack wants the reader to know.
    #[serde(default)]
    pub remark: String,
}

/// A compulsory measure or execution that a statute allows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compulsion {
    /// What may be done and when.
    pub text: String,
    /// The article.
    pub cite: Cite,
    /// The measures that it allows while the facts are found out; none for an execution.
    #[serde(default)]
    pub measures: Vec<MeasureKind>,
    /// The route by which an order may be enforced under it; none where a court is asked.
    #[serde(default)]
    pub route: Option<Route>,
}

/// Whom a branch can hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Anybody.
    Any,
    /// Individuals only.
    Individual,
    /// Organisations only.
    Organisation,
}

/// When a hearing must be offered for a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HearingRule {
    /// When the amount reaches the local threshold.
    ByAmount,
    /// Always: the kind of penalty demands it (《行政处罚法》第六十三条).
    Always,
    /// Never by itself: it is an order, not a penalty.
    NotAPenalty,
}

/// On what article illegal gains are confiscated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GainsBasis {
    /// The article of the branch itself.
    ThisBranch,
}

/// One statutory consequence (处罚分支).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The id, unique in the item.
    pub id: String,
    /// The act that this branch and its siblings punish.
    pub act: String,
    /// The situation.
    pub when: String,
    /// The articles.
    pub cites: Vec<Cite>,
    /// True for 处, false for 可以处.
    pub mandatory: bool,
    /// Whom it can hit.
    pub subject: Subject,
    /// The fine.
    pub fine: FineRule,
    /// When a hearing must be offered.
    pub hearing: HearingRule,
    /// The amounts for which it is the right branch.
    pub applies: Option<AppliesWhen>,
    /// Whether it is the branch for 情节严重.
    #[serde(default)]
    pub serious: bool,
    /// The authority that alone may apply it, when that is not the holder of the item.
    pub reserved_to: Option<AuthorityId>,
    /// What must be on record before it may be applied, such as an order not obeyed.
    pub precondition: Option<String>,
    /// The article for confiscating illegal gains; without it the general one applies.
    pub gains: Option<GainsBasis>,
    /// Things that are confiscated.
    #[serde(default)]
    pub confiscate: Vec<String>,
    /// What else happens, such as taking in a certificate.
    #[serde(default)]
    pub also: Vec<String>,
    /// A penalty or order other than a fine.
    pub other_penalty: Option<String>,
    /// A remark of the pack's author.
    pub remark: Option<String>,
    /// The benchmarks (裁量基准) known for it.
    #[serde(default, rename = "benchmark")]
    pub benchmarks: Vec<Benchmark>,
}

impl Branch {
    /// The statutory range of the fine for these amounts.
    ///
    /// # Errors
    /// A [`RangeProblem`] when an amount is missing or the branch sets no fine.
    pub fn range(&self, bases: &BaseAmounts) -> Result<Range, RangeProblem> {
        self.fine.range(bases)
    }

    /// The amounts of money that the branch, the choice of it or one of its tiers depends on.
    pub fn money_bases(&self) -> BTreeSet<&str> {
        let mut names: BTreeSet<&str> = self.base().into_iter().collect();
        names.extend(self.applies.as_ref().map(|when| when.base.as_str()));
        for tier in self.tiers() {
            names.extend(tier.amount.base(self));
            if tier.confiscate.takes_gains() {
                names.insert(fine::ILLEGAL_GAINS);
            }
        }
        names
    }

    /// Whether the branch itself, whatever the tier, depends on the amount of money.
    pub fn rests_on(&self, base: &str) -> bool {
        self.base() == Some(base) || self.applies.as_ref().is_some_and(|when| when.base == base)
    }

    /// The quantities that the branch or one of its tiers depends on, by unit.
    pub fn units(&self) -> BTreeSet<&str> {
        let mut names: BTreeSet<&str> = self.unit().into_iter().collect();
        names.extend(self.tiers().filter_map(|tier| tier.amount.unit()));
        names
    }

    /// The unit of the quantity that the branch itself depends on.
    pub fn unit(&self) -> Option<&str> {
        match &self.fine {
            FineRule::PerUnit { unit, .. } => Some(unit),
            FineRule::Fixed { .. }
            | FineRule::Multiple { .. }
            | FineRule::Percent { .. }
            | FineRule::None => None,
        }
    }

    /// Every tier of every benchmark.
    pub fn tiers(&self) -> impl Iterator<Item = &Tier> {
        self.benchmarks.iter().flat_map(|table| &table.tiers)
    }

    /// The tier of a benchmark by the benchmark's id and the grade.
    pub fn tier(&self, benchmark: &str, grade: &str) -> Option<&Tier> {
        let table = self.benchmarks.iter().find(|b| b.id == benchmark)?;
        table.tiers.iter().find(|t| t.grade == grade)
    }
}
