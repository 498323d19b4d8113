//! Reconsideration and litigation against the decision, as far as they bear on its execution.

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::{RemedyKind, RemedyResult};
use super::performing;
use crate::cases::event::Event;
use crate::cases::sheets::{blank, future};
use crate::cases::state::Case;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Note that the party asked for reconsideration or sued (登记复议、诉讼).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRemedy {
    /// Which.
    pub kind: RemedyKind,
    /// The day it was filed.
    pub filed_on: Date,
    /// Before whom, with the number.
    pub body: String,
}

impl NoteRemedy {
    /// Decides whether it may be noted (E4): the surcharge stands still from this day on, and the
    /// performance does not.
    ///
    /// # Law
    /// 《行政处罚法》第七十三条 (AP-68, AP-70).
    ///
    /// # Errors
    /// The stage, another remedy under way, or a wrong day.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_note(case));
        found.require(!self.body.trim().is_empty(), || blank("EXEC-021", "受理机关和文号", "body"));
        found.require(self.filed_on <= setting.today, || {
            future("EXEC-022", "申请或者起诉日期", "filed_on", setting)
        });
        let delivered = case.decided().and_then(|it| it.delivered_on);
        found.require(delivered.is_none_or(|on| on <= self.filed_on), || {
            Refusal::new(
                "EXEC-023",
                format!(
                    "日期早于决定书送达之日（{}）。",
                    delivered.map(date_zh).unwrap_or_default()
                ),
                "请填写当事人提出申请或者起诉的日期。",
            )
            .at("filed_on")
        });
        found.clear()?;
        Ok(vec![Event::RemedyNoted {
            kind: self.kind,
            filed_on: self.filed_on,
            body: self.body.trim().to_owned(),
        }])
    }
}

/// Note how a remedy ended when the decision stands (登记复议、诉讼结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndRemedy {
    /// The day the final document was received.
    pub on: Date,
    /// How it ended.
    pub result: RemedyResult,
    /// The document.
    pub document: String,
}

impl EndRemedy {
    /// Decides whether there is a remedy to end; one that undoes the decision is a revocation.
    ///
    /// # Law
    /// 《行政处罚法》第七十三条第三款 (AP-68).
    ///
    /// # Errors
    /// No remedy, a wrong day, or no document.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_end(case));
        found.require(!self.document.trim().is_empty(), || {
            blank("EXEC-025", "复议决定书或者裁判文书", "document")
        });
        let filed = case.decided().and_then(|it| it.execution.under_review()).map(|it| it.filed_on);
        let fits = filed.is_none_or(|on| on <= self.on) && self.on <= setting.today;
        found.require(fits, || {
            Refusal::new(
                "EXEC-026",
                "收到文书的日期早于申请、起诉之日，或者晚于今天。",
                "请填写实际收到的日期。",
            )
            .at("on")
        });
        found.clear()?;
        Ok(vec![Event::RemedyEnded {
            on: self.on,
            result: self.result,
            document: self.document.trim().to_owned(),
        }])
    }
}

/// What stands before noting one.
pub(super) fn ready_to_note(case: &Case) -> Vec<Refusal> {
    match performing(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if it.execution.under_review().is_some() => vec![
            Refusal::new("EXEC-020", "已经有一件复议或者诉讼正在进行。", "请先登记它的结果。")
                .then(Act::EndRemedy),
        ],
        Ok(_) => vec![],
    }
}

/// What stands before its end.
pub(super) fn ready_to_end(case: &Case) -> Vec<Refusal> {
    match performing(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if it.execution.under_review().is_some() => vec![],
        Ok(_) => vec![Refusal::new(
            "EXEC-024",
            "没有正在进行的复议或者诉讼。",
            "请先登记当事人申请复议或者起诉。",
        )],
    }
}
