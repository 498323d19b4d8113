//! What was found on the site, point by point (现场记录).

use askama::{Template, filters::HtmlSafe};
use domain::inspections::{CheckResult, Findings, Inspection};
use law::format::datetime_zh;

use crate::components::{
    notice::EmptyState,
    table::{Column, DataTable},
    text::{Cell, Tone},
};

/// The findings as they are read before signing and afterwards.
#[derive(Clone, Debug, Template)]
#[template(path = "inspections/found.html")]
pub struct Found {
    pub points: DataTable,
    pub narrative: String,
    pub statement: String,
    pub ended: String,
}

impl HtmlSafe for Found {}

impl Found {
    /// The findings, once they are written.
    pub fn of(it: &Inspection) -> Option<Self> {
        it.stage.findings().map(Self::from)
    }
}

impl From<&Findings> for Found {
    fn from(findings: &Findings) -> Self {
        let mut points = DataTable::new(
            "检查要点",
            ["检查要点", "结果", "备注"].map(Column::new).to_vec(),
            EmptyState::new("没有检查要点", "这个事项没有列出检查要点。"),
        );
        points.rows = findings
            .checklist
            .iter()
            .map(|answer| {
                let tone = match answer.result {
                    CheckResult::Sound => Tone::Good,
                    CheckResult::Problem => Tone::Danger,
                    CheckResult::NotApplicable => Tone::Plain,
                };
                let note = if answer.note.is_blank() {
                    Cell::Blank
                } else {
                    Cell::text(answer.note.reveal())
                };
                vec![
                    Cell::text(answer.point.clone()),
                    Cell::badge(answer.result.name_zh(), tone),
                    note,
                ]
            })
            .collect();
        let said = if findings.statement.is_blank() { "无" } else { findings.statement.reveal() };
        Self {
            points,
            narrative: findings.narrative.reveal().to_owned(),
            statement: said.to_owned(),
            ended: datetime_zh(findings.ended_at),
        }
    }
}
