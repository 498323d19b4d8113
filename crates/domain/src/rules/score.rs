//! The score of a case file by the review table of the pack (案卷评查).
//!
//! A veto fails the file whatever its points; a fact nobody knows neither costs points nor
//! fails, and is counted so that the reader knows how firm the score is (SV-05).

use serde::Serialize;

use super::{Finding, Outcome};
use crate::packs::ReviewTable;

/// A veto that the file runs into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vetoed {
    /// The id in the table.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The rules that are breached.
    pub rules: Vec<&'static str>,
}

/// An item that costs points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deducted {
    /// Its name.
    pub name: String,
    /// What it costs.
    pub points: u32,
    /// The rules that are breached.
    pub rules: Vec<&'static str>,
}

/// The grade reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// A veto: no grade at all, with the name of the lowest.
    Vetoed(String),
    /// By points.
    Reached(String),
}

impl Grade {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Vetoed(name) | Self::Reached(name) => name,
        }
    }
}

/// What a file is worth by the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Score {
    /// The vetoes it runs into.
    pub vetoes: Vec<Vetoed>,
    /// What costs points.
    pub deductions: Vec<Deducted>,
    /// The points left.
    pub points: u32,
    /// The points of a file without fault.
    pub full: u32,
    /// The grade.
    pub grade: Grade,
    /// How many rules could not be judged for lack of a fact.
    pub open: usize,
}

/// Scores the findings; `None` when the pack has no table.
pub fn score(findings: &[Finding], table: &ReviewTable) -> Option<Score> {
    let lowest = table.grades.last()?;
    let breached = |rules: &[String]| -> Vec<&'static str> {
        findings
            .iter()
            .filter(|it| it.is_breach() && rules.iter().any(|id| id == it.rule))
            .map(|it| it.rule)
            .collect()
    };
    let vetoes: Vec<Vetoed> = table
        .vetoes
        .iter()
        .map(|veto| Vetoed {
            id: veto.id.clone(),
            name: veto.name.clone(),
            rules: breached(&veto.rules),
        })
        .filter(|veto| !veto.rules.is_empty())
        .collect();
    let deductions: Vec<Deducted> = table
        .items
        .iter()
        .map(|item| Deducted {
            name: item.name.clone(),
            points: item.points,
            rules: breached(&item.rules),
        })
        .filter(|item| !item.rules.is_empty())
        .collect();
    let lost: u32 = deductions.iter().map(|item| item.points).fold(0, u32::saturating_add);
    let points = table.full.saturating_sub(lost);
    let grade = if vetoes.is_empty() {
        let reached = table.grades.iter().find(|grade| grade.from <= points).unwrap_or(lowest);
        Grade::Reached(reached.name.clone())
    } else {
        Grade::Vetoed(lowest.name.clone())
    };
    let open = findings.iter().filter(|it| matches!(it.outcome, Outcome::Unknown { .. })).count();
    Some(Score { vetoes, deductions, points, full: table.full, grade, open })
}
