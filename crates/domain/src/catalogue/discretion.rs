//! Whether a proposed fine is lawful: range, tier, mitigation and preconditions.
//!
//! It judges numbers and records; whether the facts are true is for people to find.

use law::Fen;
use serde::{Deserialize, Serialize};

use super::fine::{BaseAmounts, Range, RangeProblem};
use super::{Benchmark, Branch, Tier, TierRange};
use crate::refusal::Refusal;

/// A ground for going below the minimum (法定减轻处罚情形).
///
/// # Law
/// 《行政处罚法》第三十条、第三十一条、第三十二条.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MitigationGround {
    /// 主动消除或者减轻违法行为危害后果.
    HarmReduced,
    /// 受他人胁迫或者诱骗.
    CoercedOrLured,
    /// 主动供述行政机关尚未掌握的违法行为.
    Confessed,
    /// 配合行政机关查处违法行为有立功表现.
    Merit,
    /// 其他法律、法规、规章规定的情形.
    OtherByLaw,
    /// 已满十四周岁不满十八周岁.
    Minor,
    /// 尚未完全丧失辨认或者控制能力的精神病人、智力残疾人.
    ReducedCapacity,
}

impl MitigationGround {
    /// Every ground, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::HarmReduced,
        Self::CoercedOrLured,
        Self::Confessed,
        Self::Merit,
        Self::OtherByLaw,
        Self::Minor,
        Self::ReducedCapacity,
    ];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::HarmReduced => "主动消除或者减轻危害后果",
            Self::CoercedOrLured => "受他人胁迫或者诱骗",
            Self::Confessed => "主动供述行政机关尚未掌握的违法行为",
            Self::Merit => "配合查处有立功表现",
            Self::OtherByLaw => "其他法律、法规、规章规定的情形",
            Self::Minor => "已满十四周岁不满十八周岁",
            Self::ReducedCapacity => "尚未完全丧失辨认或者控制能力",
        }
    }

    /// The article.
    pub const fn cite(self) -> &'static str {
        match self {
            Self::HarmReduced => "《行政处罚法》第三十二条第一项",
            Self::CoercedOrLured => "《行政处罚法》第三十二条第二项",
            Self::Confessed => "《行政处罚法》第三十二条第三项",
            Self::Merit => "《行政处罚法》第三十二条第四项",
            Self::OtherByLaw => "《行政处罚法》第三十二条第五项",
            Self::Minor => "《行政处罚法》第三十条",
            Self::ReducedCapacity => "《行政处罚法》第三十一条",
        }
    }
}

/// A ground with what proves it: without evidence and reasoning it carries nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mitigation {
    /// The ground.
    pub ground: MitigationGround,
    /// The names of the evidence.
    pub evidence: Vec<String>,
    /// The reasoning.
    pub reasoning: String,
}

impl Mitigation {
    /// What is missing, in Chinese words; empty when it is complete.
    pub fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if self.evidence.iter().all(|name| name.trim().is_empty()) {
            missing.push("证明该情形的证据");
        }
        if self.reasoning.trim().is_empty() {
            missing.push("说理");
        }
        missing
    }
}

/// Whether the fact that a branch presupposes is on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precondition {
    /// It is on record, or the branch presupposes nothing.
    OnRecord,
    /// It is not on record.
    Missing,
}

/// A fine as proposed.
#[derive(Clone, Copy, Debug)]
pub struct FineProposal<'a> {
    /// The amount; zero means that no fine is proposed.
    pub amount: Fen,
    /// The amounts found in the case.
    pub bases: &'a BaseAmounts,
    /// The tier chosen.
    pub tier: Option<&'a Tier>,
    /// Why the amount leaves the tier although it stays in the range.
    pub departure: Option<&'a str>,
    /// The ground for going below the minimum.
    pub mitigation: Option<&'a Mitigation>,
    /// The things that are confiscated.
    pub things: &'a [String],
    /// Whether the precondition of the branch is on record.
    pub precondition: Precondition,
}

/// How a lawful proposal relates to the range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Discretion {
    /// No fine, which the branch allows (可以处).
    NotFined,
    /// Inside the statutory range, and inside the tier when one was chosen.
    Within {
        /// The statutory range.
        range: Range,
        /// The grade chosen, to be recorded.
        grade: Option<String>,
    },
    /// Inside the range but outside the tier, with a reason.
    Departed {
        /// The statutory range.
        range: Range,
        /// The grade departed from.
        grade: String,
    },
    /// Below the minimum on a recorded ground (减轻处罚).
    Mitigated {
        /// The statutory range.
        range: Range,
        /// The ground.
        ground: MitigationGround,
    },
}

/// Why a proposed fine is not lawful.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiscretionProblem {
    /// Only another authority may apply the branch.
    #[error("该条款的处罚权属于其他机关，本机关不能适用")]
    ReservedElsewhere,
    /// The precondition is not on record.
    #[error("该条款以“{precondition}”为前提，卷内还没有记录，不能提出处罚")]
    PreconditionMissing {
        /// The precondition.
        precondition: String,
    },
    /// The range cannot be computed.
    #[error(transparent)]
    Range(#[from] RangeProblem),
    /// The amount is negative.
    #[error("罚款数额不能是负数")]
    NegativeAmount,
    /// Above the maximum.
    #[error("拟罚款{amount}，超过法定上限，法定幅度为{range}")]
    AboveMaximum {
        /// The amount proposed.
        amount: Fen,
        /// The statutory range.
        range: Range,
    },
    /// Below the minimum without a ground.
    #[error("拟罚款{amount}，低于法定下限，法定幅度为{range}，且没有记录减轻处罚的情形")]
    BelowMinimum {
        /// The amount proposed.
        amount: Fen,
        /// The statutory range.
        range: Range,
    },
    /// The statute says 处 and nothing is proposed.
    #[error("该条款规定“处”罚款而不是“可以处”，不能不罚款，除非记录减轻或者不予处罚的情形")]
    FineRequired,
    /// The ground lacks evidence or reasoning.
    #[error("减轻处罚的情形“{ground}”缺少{missing}")]
    MitigationIncomplete {
        /// The ground.
        ground: &'static str,
        /// What is missing.
        missing: String,
    },
    /// Outside the tier without a reason.
    #[error("拟罚款{amount}，不在所选阶次“{grade}”的幅度{range}内，也没有写明偏离理由")]
    OutsideTier {
        /// The amount proposed.
        amount: Fen,
        /// The grade.
        grade: String,
        /// The range of the tier.
        range: Range,
    },
    /// The tier confiscates things and none are.
    #[error("所选阶次“{grade}”规定没收财物，拟处罚没有没收，也没有写明偏离理由")]
    ThingsLeft {
        /// The grade.
        grade: String,
    },
    /// The tier spares things and some are confiscated.
    #[error("所选阶次“{grade}”规定不没收财物，拟处罚没收了财物，也没有写明偏离理由")]
    ThingsTaken {
        /// The grade.
        grade: String,
    },
}

impl DiscretionProblem {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ReservedElsewhere => "CAT-001",
            Self::PreconditionMissing { .. } => "CAT-002",
            Self::Range(_) => "CAT-003",
            Self::NegativeAmount => "CAT-004",
            Self::AboveMaximum { .. } => "CAT-005",
            Self::BelowMinimum { .. } => "CAT-006",
            Self::FineRequired => "CAT-007",
            Self::MitigationIncomplete { .. } => "CAT-008",
            Self::OutsideTier { .. } => "CAT-009",
            Self::ThingsLeft { .. } => "CAT-010",
            Self::ThingsTaken { .. } => "CAT-011",
        }
    }

    const fn cite(&self) -> &'static str {
        match self {
            Self::ReservedElsewhere => "《行政处罚法》第十七条",
            Self::PreconditionMissing { .. }
            | Self::NegativeAmount
            | Self::AboveMaximum { .. }
            | Self::FineRequired => "《行政处罚法》第四条",
            Self::Range(_) => "《行政处罚法》第四十条",
            Self::BelowMinimum { .. } | Self::MitigationIncomplete { .. } => {
                "《行政处罚法》第三十二条"
            }
            Self::OutsideTier { .. } | Self::ThingsLeft { .. } | Self::ThingsTaken { .. } => {
                "《行政处罚法》第三十四条"
            }
        }
    }

    const fn next(&self) -> &'static str {
        match self {
            Self::ReservedElsewhere => "请改用本机关有权适用的条款，或者办理移送。",
            Self::PreconditionMissing { .. } => {
                "请先下达责令改正通知书并在期满后复查，把复查记录入卷。"
            }
            Self::Range(_) => "请补充数额的认定和证据后再计算。",
            Self::NegativeAmount => "请重新填写罚款数额。",
            Self::AboveMaximum { .. } => "请把数额调整到法定幅度以内。",
            Self::BelowMinimum { .. } => "请提高到下限以上，或者写明减轻处罚的情形、证据和说理。",
            Self::FineRequired => "请提出罚款数额，或者改走不予处罚程序。",
            Self::MitigationIncomplete { .. } => "请补齐证据和说理。",
            Self::OutsideTier { .. } => "请调整数额或者阶次，或者写明偏离理由并报批。",
            Self::ThingsLeft { .. } | Self::ThingsTaken { .. } => {
                "请改为与阶次一致，或者另选阶次，或者写明偏离理由并报批。"
            }
        }
    }

    /// The same as a refusal for the officer.
    pub fn refusal(&self) -> Refusal {
        Refusal::new(self.code(), format!("{self}。"), self.next()).by(self.cite()).at("amount")
    }
}

/// Decides whether the proposed fine is lawful under the branch.
///
/// # Law
/// 《行政处罚法》第三十二条、第三十四条 (AP-18, DC-01). A bound belongs to the range (T-11), an edge
/// that two tiers share to either of them (DC-03); a range without a minimum begins at nothing, so
/// nothing lies below it (DC-04); a fine that the law only allows may be left out (DC-05).
///
/// # Errors
/// Every [`DiscretionProblem`] found, at once.
pub fn check_fine(
    branch: &Branch,
    proposal: &FineProposal<'_>,
) -> Result<Discretion, Vec<DiscretionProblem>> {
    let mut problems = Vec::new();
    if branch.reserved_to.is_some() {
        problems.push(DiscretionProblem::ReservedElsewhere);
    }
    if let (Some(text), Precondition::Missing) = (&branch.precondition, proposal.precondition) {
        problems.push(DiscretionProblem::PreconditionMissing { precondition: text.clone() });
    }
    let judged = judge_amount(branch, proposal).map_err(|problem| problems.push(problem));
    match judged {
        Ok(discretion) if problems.is_empty() => Ok(discretion),
        Ok(_) | Err(()) => Err(problems),
    }
}

fn judge_amount(
    branch: &Branch,
    proposal: &FineProposal<'_>,
) -> Result<Discretion, DiscretionProblem> {
    let amount = proposal.amount;
    if amount.0 < 0 {
        return Err(DiscretionProblem::NegativeAmount);
    }
    let range = match branch.range(proposal.bases) {
        Ok(range) => range,
        Err(RangeProblem::NoFine) if amount.0 == 0 => return Ok(Discretion::NotFined),
        Err(problem) => return Err(problem.into()),
    };
    if amount > range.max {
        return Err(DiscretionProblem::AboveMaximum { amount, range });
    }
    if amount.0 == 0 && !branch.mandatory {
        return Ok(Discretion::NotFined);
    }
    if amount < range.min || amount.0 == 0 {
        let Some(mitigation) = proposal.mitigation else {
            return Err(if amount.0 == 0 {
                DiscretionProblem::FineRequired
            } else {
                DiscretionProblem::BelowMinimum { amount, range }
            });
        };
        return judge_mitigation(mitigation, range);
    }
    judge_tier(branch, proposal, range)
}

fn judge_mitigation(
    mitigation: &Mitigation,
    range: Range,
) -> Result<Discretion, DiscretionProblem> {
    let missing = mitigation.missing();
    if missing.is_empty() {
        return Ok(Discretion::Mitigated { range, ground: mitigation.ground });
    }
    Err(DiscretionProblem::MitigationIncomplete {
        ground: mitigation.ground.name_zh(),
        missing: missing.join("、"),
    })
}

fn judge_tier(
    branch: &Branch,
    proposal: &FineProposal<'_>,
    range: Range,
) -> Result<Discretion, DiscretionProblem> {
    let Some(tier) = proposal.tier else {
        return Ok(Discretion::Within { range, grade: None });
    };
    let of_tier = tier.range(branch, proposal.bases)?.range;
    let grade = tier.grade.clone();
    let problem = if of_tier.contains(proposal.amount) {
        match (tier.confiscate.takes_things(), proposal.things.is_empty()) {
            (Some(true), true) => DiscretionProblem::ThingsLeft { grade: grade.clone() },
            (Some(false), false) => DiscretionProblem::ThingsTaken { grade: grade.clone() },
            (Some(true), false) | (Some(false), true) | (None, _) => {
                return Ok(Discretion::Within { range, grade: Some(grade) });
            }
        }
    } else {
        let grade = grade.clone();
        DiscretionProblem::OutsideTier { amount: proposal.amount, grade, range: of_tier }
    };
    if proposal.departure.is_some_and(|reason| !reason.trim().is_empty()) {
        return Ok(Discretion::Departed { range, grade });
    }
    Err(problem)
}

/// One tier with what it costs in this case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierSuggestion<'a> {
    /// The table.
    pub benchmark: &'a Benchmark,
    /// The tier.
    pub tier: &'a Tier,
    /// What it costs.
    pub cost: TierRange,
}

/// Every tier of the branch that can be computed for these amounts, from light to serious.
///
/// Tiers whose quantity is not on record are left out.
pub fn tier_table<'a>(branch: &'a Branch, bases: &BaseAmounts) -> Vec<TierSuggestion<'a>> {
    branch
        .benchmarks
        .iter()
        .flat_map(|benchmark| benchmark.tiers.iter().map(move |tier| (benchmark, tier)))
        .filter_map(|(benchmark, tier)| {
            let cost = tier.range(branch, bases).ok()?;
            Some(TierSuggestion { benchmark, tier, cost })
        })
        .collect()
}

/// The tiers that hold the amount; an amount on an edge belongs to both neighbours, and the
/// one chosen is recorded.
pub fn suggest_tiers<'a>(
    branch: &'a Branch,
    amount: Fen,
    bases: &BaseAmounts,
) -> Vec<TierSuggestion<'a>> {
    let mut tiers = tier_table(branch, bases);
    tiers.retain(|suggestion| suggestion.cost.range.contains(amount));
    tiers
}
