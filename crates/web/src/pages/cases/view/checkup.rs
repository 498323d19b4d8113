//! 案卷体检: what every rule says about the file, and what the rules behind a review say.

use domain::rules::{Finding, Grade, Outcome, Score, Severity, score};

use crate::{
    components::{
        notice::{EmptyState, Notice},
        table::{Column, DataTable},
        text::{Cell, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The findings: what is wrong or open first, what is in order folded away.
pub fn panel(findings: &[Finding], at: &At) -> Panel {
    let sound = |finding: &&Finding| finding.outcome == Outcome::Sound;
    let good: Vec<&Finding> = findings.iter().filter(sound).collect();
    let rest: Vec<&Finding> = findings.iter().filter(|it| !sound(it)).collect();
    let breaches = rest.iter().filter(|it| matches!(it.outcome, Outcome::Breach { .. })).count();
    let summary = format!(
        "按{}条规则检查：✓ 符合或者不涉及{}条，✗ 有问题{breaches}条，? 待核实{}条。",
        findings.len(),
        good.len(),
        rest.len() - breaches
    );
    let mut panel = Panel::new("checkup", "案卷体检");
    if let Some(score) = score(findings, &at.law.review) {
        panel = panel.with(today(&score, at)).maybe(deductions(&score));
    }
    panel = panel.with(Part::Quiet(summary));
    if !rest.is_empty() {
        panel = panel.with(Part::table(table("有问题和待核实的规则", &rest)));
    }
    let folded = format!("查看符合或者不涉及的{}条", good.len());
    panel.with(Part::Folded(folded, vec![Part::table(table("符合或者不涉及的规则", &good))]))
}

/// Whether the file would survive a review today.
fn today(score: &Score, at: &At) -> Part {
    let Score { points, full, open, .. } = score;
    let open = if *open == 0 { String::new() } else { format!("，{open}条还不能判断") };
    let words = match &score.grade {
        Grade::Reached(grade) => {
            format!("如果今天评查：{grade}，{points}分（满分{full}分），没有一票否决项{open}。")
        }
        Grade::Vetoed(grade) => {
            let names: Vec<&str> = score.vetoes.iter().map(|veto| veto.name.as_str()).collect();
            format!("如果今天评查：{grade}，一票否决：{}{open}。", names.join("、"))
        }
    };
    // What the law asks for later is not yet missing; what is missing now may still be done.
    let going = at.case.closing().is_none();
    let words =
        if going { format!("{words}案件还在办理，结论随办理变化。") } else { words };
    let tone = if score.vetoes.is_empty() { Tone::Plain } else { Tone::Danger };
    Part::Notice(Notice::new(tone, words))
}

/// What the table takes off, item by item.
fn deductions(score: &Score) -> Option<Part> {
    if score.deductions.is_empty() {
        return None;
    }
    let mut table = DataTable::new(
        "扣分项",
        ["评分项", "扣分", "规则"].map(Column::new).to_vec(),
        EmptyState::new("没有扣分", ""),
    );
    table.rows = score
        .deductions
        .iter()
        .map(|item| {
            vec![
                Cell::text(item.name.clone()),
                Cell::figure(item.points.to_string()),
                Cell::text(item.rules.join("、")),
            ]
        })
        .collect();
    Some(Part::table(table))
}

/// The rules behind the six items of a review.
pub fn prechecks(at: &At) -> Panel {
    let mut table = DataTable::new(
        "系统预检",
        ["审核事项", "规则", "结论", "说明"].map(Column::new).to_vec(),
        EmptyState::new("没有预检", "拟定处理决定之后进行。"),
    );
    let prechecks = at.prechecks();
    table.rows = prechecks
        .iter()
        .map(|(item, finding)| {
            vec![
                Cell::text(item.name_zh()),
                Cell::lines(finding.name, finding.cite),
                outcome(finding),
                words(finding),
            ]
        })
        .collect();
    let wrong = prechecks.iter().filter(|(_, it)| it.outcome != Outcome::Sound).count();
    let summary = if wrong == 0 {
        "系统预检没有发现问题。".to_owned()
    } else {
        format!("系统预检有{wrong}条须人工核对。")
    };
    let folded = Part::Folded("逐条查看预检".to_owned(), vec![Part::table(table.clone())]);
    let panel = Panel::new("prechecks", "系统预检").with(Part::Quiet(summary));
    if wrong == 0 { panel.with(folded) } else { panel.with(Part::table(table)) }
}

fn table(caption: &str, findings: &[&Finding]) -> DataTable {
    let mut table = DataTable::new(
        caption,
        ["结论", "规则", "说明"].map(Column::new).to_vec(),
        EmptyState::new("没有规则", ""),
    );
    table.rows = findings
        .iter()
        .map(|it| vec![outcome(it), Cell::lines(it.name, it.cite), words(it)])
        .collect();
    table
}

fn outcome(finding: &Finding) -> Cell {
    match (&finding.outcome, finding.severity) {
        (Outcome::Sound, _) => Cell::badge("✓ 符合", Tone::Good),
        (Outcome::Breach { .. }, Severity::Void | Severity::Serious) => {
            Cell::badge("✗ 不符合", Tone::Danger)
        }
        (Outcome::Breach { .. }, Severity::Defect) => Cell::badge("✗ 须说明", Tone::Warning),
        (Outcome::Unknown { .. }, _) => Cell::badge("? 待核实", Tone::Plain),
    }
}

fn words(finding: &Finding) -> Cell {
    match &finding.outcome {
        Outcome::Sound => Cell::Blank,
        Outcome::Breach { what, next } => Cell::lines(what.clone(), next.clone()),
        Outcome::Unknown { needs } => Cell::text(format!("缺少{needs}")),
    }
}
