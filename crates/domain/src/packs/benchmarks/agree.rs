//! Whether the tiers of one table follow each other from the least to the most the law allows.

use super::line::{Complaint, Line};
use crate::catalogue::{Branch, FineRule, TierAmount};

/// What the tiers of a table say against each other, each with the row it is found in.
///
/// Where a row could not be read, gaps are not looked for: it may be the row that fills them.
pub(super) fn contradictions(table: &[&Line<'_>], broken: bool) -> Vec<(usize, Complaint)> {
    let mut found = Vec::new();
    let mut add =
        |line: &Line<'_>, column, what| found.push((line.row, Complaint { column, what }));
    for (nth, line) in table.iter().enumerate() {
        if table.iter().take(nth).any(|earlier| earlier.grade == line.grade) {
            add(line, "阶次", format!("阶次“{}”重复。", line.grade));
        }
    }
    let counted: Vec<(&Line<'_>, (i64, i64))> =
        table.iter().filter_map(|line| Some((*line, ends(&line.amount)?))).collect();
    for ((earlier, of_earlier), (later, of_later)) in counted.iter().zip(counted.iter().skip(1)) {
        let before = format!("“{}”（第{}行）", earlier.grade, earlier.row);
        if of_later.0 < of_earlier.1 {
            add(later, "下限", format!("与{before}重叠或者次序颠倒。"));
        } else if of_earlier.1 < of_later.0 && !broken {
            add(later, "下限", format!("与{before}之间有空档。"));
        }
    }
    let (Some((lightest, low)), Some((heaviest, high))) = (counted.first(), counted.last()) else {
        return found;
    };
    let Some((least, most)) = statutory(lightest.branch).filter(|_| !broken) else { return found };
    let range = lightest.branch.fine_words();
    // Where the law sets no least, or a tier spares the fine, the first tier may begin higher.
    let spared = table.len() != counted.len();
    if least < low.0 && 0 < least && !spared {
        add(lightest, "下限", format!("最轻阶次没有从法定下限（{range}）开始。"));
    }
    if high.1 < most {
        add(heaviest, "上限", format!("最重阶次没有到法定上限（{range}）。"));
    }
    found
}

/// The ends of a tier, in the smallest unit of its way.
fn ends(amount: &TierAmount) -> Option<(i64, i64)> {
    match amount {
        TierAmount::Fixed { min, max } => Some((min.0, max.0)),
        TierAmount::Multiple { min, max } | TierAmount::Percent { min, max } => {
            Some((min.0, max.0))
        }
        TierAmount::PerUnit { .. } | TierAmount::NoPenalty => None,
    }
}

fn statutory(branch: &Branch) -> Option<(i64, i64)> {
    match &branch.fine {
        FineRule::Fixed { min, max } => Some((min.0, max.0)),
        FineRule::Multiple { min, max, .. } | FineRule::Percent { min, max, .. } => {
            Some((min.0, max.0))
        }
        FineRule::PerUnit { .. } | FineRule::None => None,
    }
}
