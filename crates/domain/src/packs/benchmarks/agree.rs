//! Whether the tiers of one table follow each other from the least to the most the law allows.

use super::line::{Complaint, Line};
use crate::catalogue::Tier;
use crate::catalogue::bounds::{Ends, OutOfStep, out_of_step};

/// What the tiers of a table say against each other, each with the row it is found in.
///
/// Where a row could not be read, gaps are not looked for: it may be the row that fills them.
pub(super) fn contradictions(table: &[&Line<'_>], broken: bool) -> Vec<(usize, Complaint)> {
    let mut found = repeated(table);
    found.extend(other_days(table));
    let counted: Vec<(&Line<'_>, Ends)> = table
        .iter()
        .filter_map(|line| Some((*line, line.tier.amount.ends(line.branch)?)))
        .collect();
    let tiers: Vec<(&Tier, Ends)> =
        counted.iter().map(|(line, ends)| (&line.tier, ends.clone())).collect();
    for (nth, how) in out_of_step(&tiers) {
        let (Some((later, _)), Some((earlier, _))) = (counted.get(nth), counted.get(nth - 1))
        else {
            continue;
        };
        let before = format!("“{}”（第{}行）", earlier.tier.grade, earlier.row);
        let what = match how {
            OutOfStep::Overlap => format!("与{before}重叠或者次序颠倒。"),
            OutOfStep::Gap if broken => continue,
            OutOfStep::Gap => format!("与{before}之间有空档。"),
        };
        found.push((later.row, Complaint { column: "下限", what }));
    }
    if !broken {
        found.extend(uncovered(table, &counted));
    }
    found
}

fn repeated(table: &[&Line<'_>]) -> Vec<(usize, Complaint)> {
    let again = table.iter().enumerate().filter(|(nth, line)| {
        table.iter().take(*nth).any(|earlier| earlier.tier.grade == line.tier.grade)
    });
    again
        .map(|(_, line)| {
            let what = format!("阶次“{}”重复。", line.tier.grade);
            (line.row, Complaint { column: "阶次", what })
        })
        .collect()
}

/// The rows that begin on another day than the first of the table.
fn other_days(table: &[&Line<'_>]) -> Vec<(usize, Complaint)> {
    let Some(first) = table.first() else { return Vec::new() };
    let others = table.iter().filter(|line| line.from != first.from);
    others
        .map(|line| {
            let what = format!("同一张基准的施行日期与第{}行不同。", first.row);
            (line.row, Complaint { column: "施行", what })
        })
        .collect()
}

/// What of the statutory range no tier covers at either end, for a table that is counted as the
/// statute counts. A table of single amounts covers no range and leaves none open.
fn uncovered(table: &[&Line<'_>], counted: &[(&Line<'_>, Ends)]) -> Vec<(usize, Complaint)> {
    let mut found = Vec::new();
    let (Some((lightest, low)), Some((heaviest, high))) = (counted.first(), counted.last()) else {
        return found;
    };
    let Some(law) = lightest.branch.ends() else { return found };
    let ours = |ends: &Ends| ends.measure == law.measure;
    if counted.iter().all(|(_, ends)| ends.is_point()) {
        return found;
    }
    let range = lightest.branch.fine_words();
    // Where the law sets no least, or a tier spares the fine, the first tier may begin higher.
    let spared = table.len() != counted.len();
    if ours(low) && law.low < low.low && 0 < law.low && !spared {
        let what = format!("最轻阶次没有从法定下限（{range}）开始。");
        found.push((lightest.row, Complaint { column: "下限", what }));
    }
    if ours(high) && high.high < law.high {
        let what = format!("最重阶次没有到法定上限（{range}）。");
        found.push((heaviest.row, Complaint { column: "上限", what }));
    }
    found
}
