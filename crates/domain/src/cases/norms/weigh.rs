//! Which of several norms calls for the heavier fine (罚款数额高的规定).

use std::cmp::Ordering;

use super::event::{CompetingNorm, NormRange};
use crate::Refusal;
use crate::cases::state::Case;
use crate::cases::terms::{PenaltyTerms, Proposal};
use crate::catalogue::{BaseAmounts, Branch, PowerItem, Range, RangeProblem};
use crate::ids::AuthorityId;
use crate::packs::Jurisdiction;
use crate::policy::Act;

/// How a norm weighs against the clause that is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NormWeight {
    /// Its fine is lower.
    Lower,
    /// Both are alike: a person chooses.
    Alike,
    /// Its fine is higher: it is to be applied.
    Higher,
    /// They cannot be compared by amounts: a person decides.
    Open,
    /// Another authority alone may apply it, and by the reading in force it is left out.
    LeftOut,
}

impl NormWeight {
    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Lower => "罚款数额较低，不适用",
            Self::Alike => "法定罚款相同，由法制审核确认",
            Self::Higher => "罚款数额较高，应当适用",
            Self::Open => "不能以数额比较，由法制审核确认",
            Self::LeftOut => "只由上级机关适用，不参加比较",
        }
    }
}

/// A norm with what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeighedNorm {
    /// The article.
    pub cite: String,
    /// The item of the catalogue, by name.
    pub item: Option<String>,
    /// Its range in this case, where it can be told.
    pub range: Option<Range>,
    /// How it weighs.
    pub weight: NormWeight,
}

/// Whether the county compares the fines as reckoned, and not what the statutes set.
///
/// # Law
/// 《行政处罚法》第二十九条 (DB-20).
// LEGAL-Q 2026-11-23 (法制审批科): 第二十九条 does not say how 罚款数额高 is told. Until told otherwise
// the statutory maxima are compared, then the minima, and a legal reviewer confirms; the other
// reading compares the fines as reckoned in the case.
pub(super) fn compares_fines(law: &Jurisdiction) -> bool {
    law.rules.reading("DB-20") == Some("computed")
}

/// The norms that were compared, as they weigh against the terms.
pub fn weighed(case: &Case, terms: &PenaltyTerms, law: &Jurisdiction) -> Vec<WeighedNorm> {
    let Some(compared) = &case.norms else { return Vec::new() };
    let all = compared.comparison.norms.iter();
    all.map(|norm| weigh(&Matter::of(norm, case, law), (case, terms), law)).collect()
}

/// A norm with what the catalogue says of it.
struct Matter<'a> {
    norm: &'a CompetingNorm,
    item: Option<&'a PowerItem>,
    branch: Option<&'a Branch>,
}

impl<'a> Matter<'a> {
    fn of(norm: &'a CompetingNorm, case: &Case, law: &'a Jurisdiction) -> Self {
        let item = norm.item.as_ref().and_then(|id| law.item_at(id, case.origin.act_on).ok());
        Self { norm, item, branch: item.and_then(|item| item.branch(&norm.branch)) }
    }

    fn cite(&self) -> String {
        let listed = self.branch.map(|branch| law::cited(&branch.cites));
        listed.filter(|_| self.norm.cite.is_empty()).unwrap_or_else(|| self.norm.cite.clone())
    }

    /// What it sets: as the handler recorded it, or else by the catalogue.
    fn range(&self, bases: &BaseAmounts) -> Option<Range> {
        let recorded =
            self.norm.range.map(|NormRange { least, most }| Range { min: least, max: most });
        recorded.or_else(|| self.branch.and_then(|branch| statutory(branch, bases)))
    }

    /// The authority that alone may apply it.
    fn reserved_to(&self) -> Option<&AuthorityId> {
        self.branch.and_then(|branch| branch.reserved_to.as_ref())
    }

    /// Whether it is left out, because by the reading in force the statute that the county itself
    /// applies goes before it.
    ///
    /// # Law
    /// 《公路法》第七十四条; 《收费公路管理条例》第四十九条 (DB-15).
    fn left_out(&self, law: &Jurisdiction) -> bool {
        let Some(reserved) = self.reserved_to() else { return false };
        let limits = self.item.map(|item| item.limits.as_slice()).unwrap_or_default();
        let question = limits
            .iter()
            .filter(|limit| limit.transfer_to == *reserved)
            .find_map(|limit| limit.debatable.as_deref());
        question.is_some_and(|question| law.rules.reading(question) == Some("act"))
    }
}

/// The range of a branch; one that sets no fine sets nothing.
fn statutory(branch: &Branch, bases: &BaseAmounts) -> Option<Range> {
    match branch.range(bases) {
        Ok(range) => Some(range),
        Err(RangeProblem::NoFine) => Some(Range { min: law::Fen(0), max: law::Fen(0) }),
        Err(_) => None,
    }
}

fn weigh(
    matter: &Matter<'_>,
    (case, terms): (&Case, &PenaltyTerms),
    law: &Jurisdiction,
) -> WeighedNorm {
    let range = matter.range(&terms.bases);
    let ordering = if compares_fines(law) {
        matter.norm.fine.map(|fine| fine.cmp(&terms.fine))
    } else {
        let origin = &case.origin;
        let item = law.item_applied(&origin.item, origin.act_on, terms.law_from).ok();
        let own = item.and_then(|item| item.branch(&terms.branch));
        let own = own.and_then(|branch| statutory(branch, &terms.bases));
        own.zip(range).map(|(own, other)| other.compare_severity(own))
    };
    let weight = match ordering {
        _ if matter.left_out(law) => NormWeight::LeftOut,
        Some(Ordering::Less) => NormWeight::Lower,
        Some(Ordering::Equal) => NormWeight::Alike,
        Some(Ordering::Greater) => NormWeight::Higher,
        None => NormWeight::Open,
    };
    WeighedNorm {
        cite: matter.cite(),
        item: matter.item.map(|item| item.name.clone()),
        range,
        weight,
    }
}

/// What stands against applying the lower of two norms.
///
/// # Law
/// 《行政处罚法》第二十九条 (AP-15).
// LEGAL-Q 2026-11-23 (法制审批科): whether an authority whose own norm is the lower one has to hand
// the case over to the authority of the higher norm. Until told otherwise it does not fine.
pub(in crate::cases) fn outweighed(
    case: &Case,
    proposal: &Proposal,
    law: &Jurisdiction,
) -> Vec<Refusal> {
    let (Some(terms), Some(compared)) = (proposal.penalty(), &case.norms) else { return vec![] };
    let mut found = Vec::new();
    for norm in &compared.comparison.norms {
        let matter = Matter::of(norm, case, law);
        let weighed = weigh(&matter, (case, terms), law);
        if weighed.weight == NormWeight::Higher {
            found.push(heavier(&matter, &weighed, (case, terms), law));
        }
    }
    found
}

fn heavier(
    matter: &Matter<'_>,
    weighed: &WeighedNorm,
    (case, terms): (&Case, &PenaltyTerms),
    law: &Jurisdiction,
) -> Refusal {
    let sum = if compares_fines(law) {
        matter.norm.fine.map(|fine| format!("按它计算的罚款{fine}高于拟处的{}", terms.fine))
    } else {
        weighed.range.map(|range| format!("它的法定罚款（{range}）高于拟适用的规定"))
    };
    let what = format!(
        "同一行为还违反{}，{}，应当按照罚款数额高的规定处罚。",
        weighed.cite,
        sum.unwrap_or_default()
    );
    let same = matter.norm.item.as_ref() == Some(&case.origin.item);
    let ours = ours(matter, case);
    let (code, next, act) = match (matter.reserved_to(), matter.item, matter.branch) {
        (None, Some(_), Some(branch)) if same => (
            "NORM-010",
            format!("请改按“{}”（{}）提出处罚建议。", branch.when, weighed.cite),
            Act::SubmitReport,
        ),
        (None, Some(item), _) if ours => (
            "NORM-011",
            format!("请按“{}”另行提请立案，本案提请终结。", item.name),
            Act::ProposeEnding,
        ),
        _ => (
            "NORM-012",
            "该规定由其他机关适用，请提请把本案移送有管辖权的机关。".to_owned(),
            Act::ProposeTransfer,
        ),
    };
    Refusal::new(code, what, next).by("《行政处罚法》第二十九条").then(act).at("branch")
}

/// Whether the authority of the case may apply the norm under another item.
fn ours(matter: &Matter<'_>, case: &Case) -> bool {
    matter.reserved_to().is_none()
        && matter
            .item
            .is_some_and(|item| item.holder == case.origin.authority && item.id != case.origin.item)
}

/// Whether a norm of another item of this authority was named, under which the act can be fined.
pub(in crate::cases) fn ours_elsewhere(case: &Case) -> bool {
    let norms = case.norms.iter().flat_map(|it| &it.comparison.norms);
    norms.filter_map(|norm| norm.item.as_ref()).any(|item| *item != case.origin.item)
}

/// The comparison in a sentence, for the report; blank when there is none.
pub(in crate::cases) fn words(case: &Case, proposal: &Proposal, law: &Jurisdiction) -> String {
    let (Some(terms), Some(compared)) = (proposal.penalty(), &case.norms) else {
        return String::new();
    };
    let all = weighed(case, terms, law).into_iter().map(|it| {
        let range = it.range.map_or_else(String::new, |range| format!("（{range}）"));
        format!("{}{range}：{}", it.cite, it.weight.name_zh())
    });
    let all: Vec<String> = all.collect();
    if all.is_empty() {
        return String::new();
    }
    let reason = compared.comparison.reason.reveal();
    format!("；同时违反的规定：{}。{reason}", all.join("，"))
}
