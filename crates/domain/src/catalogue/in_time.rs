//! Which version of an item governs an act that was done under one and is decided under another
//! (从旧兼从轻): the earlier one, unless the later one is lighter or finds no violation.
//!
//! It compares what the catalogue holds; where that is not enough it says so and decides nothing.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use law::date_zh;

use super::fine::{BaseAmounts, FineRule, Range};
use super::{Branch, PowerItem};

/// Which version governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Governs {
    /// There was no change between act and decision.
    Only,
    /// The version in force at the act: the later one is not lighter.
    Earlier,
    /// The later version: it is lighter.
    Later,
    /// None: by the later law the act is no violation any more.
    Nothing,
    /// The versions cannot be compared by their figures; a person has to say.
    Doubtful,
}

impl Governs {
    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Only => "行为时和现在的规定相同",
            Self::Earlier => "适用行为时的规定",
            Self::Later => "新规定处罚较轻，适用新规定",
            Self::Nothing => "新规定不认为违法，不予处罚",
            Self::Doubtful => "新旧规定的轻重须由法制审核认定，认定前按行为时的规定办理",
        }
    }
}

/// What became of a power when its version ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// The act is no violation any more.
    Abolished,
    /// Another body has the power now; the act is still a violation.
    Moved,
}

/// The comparison with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InTime<'a> {
    /// The version in force at the act.
    pub then: &'a PowerItem,
    /// Another version in force at the decision.
    pub now: Option<&'a PowerItem>,
    /// Which governs.
    pub governs: Governs,
    /// Why, sentence by sentence.
    pub why: Vec<String>,
}

/// What is compared.
#[derive(Clone, Copy, Debug)]
pub struct Straddle<'a> {
    /// The version in force at the act.
    pub then: &'a PowerItem,
    /// The version in force at the decision, the same or another; none when the power ended.
    pub now: Option<&'a PowerItem>,
}

/// Decides which version governs the branch, or the whole item when no branch is chosen yet, for
/// the amounts found.
///
/// # Law
/// 《行政处罚法》第三十七条 (AP-24): the law at the time of the act; a later one when it is lighter
/// or does not hold the act for a violation.
// LEGAL-Q 2026-11-22 (法制审核机构): the statute does not say how two versions are compared. We take
// each version as a whole and never mix them, compare the highest fine, then the lowest, then what
// else it brings about; where one is lighter in one part and heavier in another, the reviewer says.
pub fn in_time<'a>(it: &Straddle<'a>, (branch, bases): (Option<&str>, &BaseAmounts)) -> InTime<'a> {
    let answer = |now, governs, why: Vec<String>| InTime { then: it.then, now, governs, why };
    let Some(now) = it.now else { return ended(it) };
    if now.effective_from == it.then.effective_from {
        return answer(None, Governs::Only, vec![]);
    }
    let compared: Vec<(Weight, Vec<String>)> = pairs(it.then, now, branch)
        .into_iter()
        .map(|(old, new)| match new {
            Some(new) => weigh(old, new, bases),
            None => (
                Weight::Unlike,
                vec![format!(
                    "{}起的规定中没有与“{}”对应的条款。",
                    date_zh(now.effective_from),
                    old.when
                )],
            ),
        })
        .collect();
    let weight = compared.iter().fold(Weight::Equal, |all, (one, _)| all.and(*one));
    let mut why: Vec<String> = vec![format!(
        "行为时适用{}起的规定（{}），作出决定时{}起的规定（{}）已经施行。",
        date_zh(it.then.effective_from),
        cites(it.then),
        date_zh(now.effective_from),
        cites(now)
    )];
    why.extend(compared.into_iter().flat_map(|(_, why)| why));
    let governs = match weight {
        Weight::Equal | Weight::Heavier => Governs::Earlier,
        Weight::Lighter => Governs::Later,
        Weight::Unlike => Governs::Doubtful,
    };
    why.push(format!("{}。", governs.name_zh()));
    answer(Some(now), governs, why)
}

/// The power is no longer in the catalogue on the day of the decision.
fn ended<'a>(it: &Straddle<'a>) -> InTime<'a> {
    let until = it.then.effective_until.map_or_else(String::new, date_zh);
    let (governs, words) = match it.then.ending {
        Some(Ending::Abolished) => (Governs::Nothing, "其后不再认为违法"),
        Some(Ending::Moved) => (Governs::Earlier, "其后由其他机关行使，行为仍然违法，案件应当移送"),
        None => (Governs::Doubtful, "数据包没有写明其后是否仍然违法"),
    };
    let why = vec![
        format!("“{}”的规定施行至{until}，{words}。", it.then.name),
        format!("{}。", governs.name_zh()),
    ];
    InTime { then: it.then, now: None, governs, why }
}

fn cites(item: &PowerItem) -> String {
    item.liabilities.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
}

/// The branches to compare, each with its successor: the same id, or else the same act.
fn pairs<'a>(
    then: &'a PowerItem,
    now: &'a PowerItem,
    branch: Option<&str>,
) -> Vec<(&'a Branch, Option<&'a Branch>)> {
    let chosen = then.branches.iter().filter(|old| branch.is_none_or(|id| old.id == id));
    let successor = |old: &Branch| {
        let alike = |new: &&Branch| new.act == old.act && new.serious == old.serious;
        now.branch(&old.id).or_else(|| now.branches.iter().find(alike))
    };
    chosen.map(|old| (old, successor(old))).collect()
}

/// How the new weighs against the old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    Equal,
    Lighter,
    Heavier,
    Unlike,
}

impl Weight {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Equal, one) | (one, Self::Equal) => one,
            (Self::Lighter, Self::Lighter) => Self::Lighter,
            (Self::Heavier, Self::Heavier) => Self::Heavier,
            (Self::Lighter | Self::Heavier | Self::Unlike, _) => Self::Unlike,
        }
    }

    fn of(new_to_old: Ordering) -> Self {
        match new_to_old {
            Ordering::Less => Self::Lighter,
            Ordering::Equal => Self::Equal,
            Ordering::Greater => Self::Heavier,
        }
    }
}

fn weigh(old: &Branch, new: &Branch, bases: &BaseAmounts) -> (Weight, Vec<String>) {
    let (fine, words) = fines(old, new, bases);
    let (rest, more) = others(old, new);
    let mut why = vec![format!("“{}”：{words}。", old.when)];
    why.extend(more);
    // Of two equal ranges the one that need not be used is lighter.
    let may = Weight::of(new.mandatory.cmp(&old.mandatory));
    let may = if fine == Weight::Equal { may } else { Weight::Equal };
    let after_order = Weight::of(new.precondition.is_none().cmp(&old.precondition.is_none()));
    if may != Weight::Equal {
        why.push(format!("新规定{}处罚。", if new.mandatory { "应当" } else { "可以" }));
    }
    if after_order != Weight::Equal {
        let words = new.precondition.as_deref().map_or_else(
            || "新规定不再以责令改正后拒不改正等为前提".to_owned(),
            |text| format!("新规定以“{text}”为前提"),
        );
        why.push(format!("{words}。"));
    }
    (fine.and(rest).and(may).and(after_order), why)
}

fn fines(old: &Branch, new: &Branch, bases: &BaseAmounts) -> (Weight, String) {
    let range = |branch: &Branch| match branch.fine {
        FineRule::None => Some(Range { min: law::Fen(0), max: law::Fen(0) }),
        FineRule::Fixed { .. }
        | FineRule::Multiple { .. }
        | FineRule::Percent { .. }
        | FineRule::PerUnit { .. } => branch.range(bases).ok(),
    };
    let (Some(was), Some(is)) = (range(old), range(new)) else {
        let same = old.fine == new.fine;
        let words = if same {
            "罚款的计算方式相同"
        } else {
            "罚款取决于还没有认定的数额"
        };
        return (if same { Weight::Equal } else { Weight::Unlike }, words.to_owned());
    };
    let most = Weight::of(is.max.cmp(&was.max));
    let least = Weight::of(is.min.cmp(&was.min));
    (most.and(least), format!("罚款原为{was}，现为{is}"))
}

/// What else the branches bring about: more of it is heavier.
fn others(old: &Branch, new: &Branch) -> (Weight, Option<String>) {
    let all = |branch: &Branch| -> BTreeSet<String> {
        let things = branch.confiscate.iter().map(|thing| format!("没收{thing}"));
        things.chain(branch.also.clone()).chain(branch.other_penalty.clone()).collect()
    };
    let (was, is) = (all(old), all(new));
    let listed = |set: &BTreeSet<String>| {
        if set.is_empty() {
            "没有".to_owned()
        } else {
            set.iter().cloned().collect::<Vec<_>>().join("、")
        }
    };
    let words = format!("罚款以外的处理原为{}，现为{}。", listed(&was), listed(&is));
    if was == is {
        (Weight::Equal, None)
    } else if is.is_subset(&was) {
        (Weight::Lighter, Some(words))
    } else if was.is_subset(&is) {
        (Weight::Heavier, Some(words))
    } else {
        (Weight::Unlike, Some(words))
    }
}
