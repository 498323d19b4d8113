//! Ask another authority for assistance, and record what it answered (协助调查).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::sheets::{self, blank, future, issue_nth, me};
use super::state::{Case, Stage};
use super::wrong_stage;
use crate::documents::Sheet;
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind};
use crate::ids::{DocumentId, EvidenceId, PersonId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::tasks::{Due, Holder, Task};
use crate::{Private, Refusal, Refused, Setting};

/// The letter to another authority (协助调查函).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistanceLetter {
    /// The letter.
    pub document: DocumentId,
    /// Whom it asks.
    pub body: String,
    /// For what.
    pub request: Private,
    /// Until when an answer is asked for.
    pub due_on: Date,
    /// Who wrote it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// What the other authority answered (复函).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistanceAnswer {
    /// To which letter.
    pub letter: DocumentId,
    /// What it says.
    pub words: Private,
    /// The number of its letter; blank when it has none.
    pub number: String,
    /// The day it was received.
    pub on: Date,
    /// Who recorded it.
    pub by: PersonId,
}

/// A letter with its answer (协助调查).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assistance {
    /// The letter.
    pub letter: AssistanceLetter,
    /// The answer, once there is one.
    pub answer: Option<AssistanceAnswer>,
}

/// Ask another authority for assistance (请求协助调查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestAssistance {
    /// Whom.
    pub body: String,
    /// For what.
    pub request: Private,
    /// Why it is needed.
    pub reason: Private,
    /// Until when.
    pub due_on: Date,
}

impl RequestAssistance {
    /// Decides whether the letter goes out: while the case is investigated.
    ///
    /// # Law
    /// 《行政处罚法》第二十六条 (AP-75).
    ///
    /// # Errors
    /// The stage, or what is missing.
    // LEGAL-Q 2026-11-22 (法制审批科): the article sets no time to answer. The day on the letter is the
    // one that the officer asks for; nothing follows from its lapse but a reminder.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let by = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(Act::RequestAssistance, case));
        found.require(!self.body.trim().is_empty(), || blank("ASSIST-010", "被请求机关", "body"));
        found
            .require(!self.request.is_blank(), || blank("ASSIST-011", "请求协助的事项", "request"));
        found.require(!self.reason.is_blank(), || blank("ASSIST-012", "请求协助的理由", "reason"));
        found.require(setting.today < self.due_on, || {
            Refusal::new(
                "ASSIST-013",
                "希望答复的日期不晚于今天。",
                "请给被请求机关留出办理的时间。",
            )
            .at("due_on")
        });
        found.clear()?;
        let document = issue_nth(case, setting, self.form(case, setting), 0)?;
        let letter = AssistanceLetter {
            document: document.id.clone(),
            body: self.body.trim().to_owned(),
            request: self.request.clone(),
            due_on: self.due_on,
            by,
            on: setting.today,
        };
        Ok(vec![Event::AssistanceRequested(letter), Event::DocumentIssued(document)])
    }

    /// EX-08 协助调查函.
    fn form(&self, case: &Case, setting: &Setting<'_>) -> Sheet {
        sheets::sheet(case, "EX-08", setting)
            .text("body", self.body.trim())
            .text("reason", self.reason.reveal())
            .text("request", self.request.reveal())
            .text("due_on", date_zh(self.due_on))
    }
}

/// Record the answer (登记协助答复).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordAssistance {
    /// To which letter.
    pub letter: DocumentId,
    /// What it says.
    pub words: Private,
    /// The number of the answer; blank when it has none.
    #[serde(default)]
    pub number: String,
    /// The day it was received.
    pub on: Date,
    /// The letter itself.
    #[serde(default)]
    pub blob: Option<BlobRef>,
}

impl RecordAssistance {
    /// Decides whether the answer goes on file; it is evidence.
    ///
    /// # Law
    /// 《行政处罚法》第二十六条、第四十六条 (AP-75, AP-27).
    ///
    /// # Errors
    /// No such letter, or what is missing.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let by = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(Act::RecordAssistance, case));
        let letter = waiting_for(case).find(|it| it.document == self.letter);
        found.require(letter.is_some(), || {
            Refusal::new(
                "ASSIST-020",
                "没有选择等待答复的协助调查函。",
                "请选择被答复的函；已经登记答复的不再登记。",
            )
            .at("letter")
        });
        found.require(!self.words.is_blank(), || blank("ASSIST-021", "答复的内容", "words"));
        found.require(self.on <= setting.today, || future("ASSIST-022", "收到日期", "on", setting));
        found.require(letter.is_none_or(|it| it.on <= self.on), || {
            Refusal::new("ASSIST-023", "收到日期早于发函日期。", "请填写实际收到的日期。").at("on")
        });
        found.require(self.blob.is_some(), || {
            Refusal::new(
                "ASSIST-024",
                "没有上传复函。",
                "请上传复函和所附材料；口头答复的请被请求机关出具书面材料。",
            )
            .by("《行政处罚法》第四十六条第一款")
            .at("blob")
        });
        found.clear()?;
        let Some(letter) = letter else { return Ok(vec![]) };
        let answer = AssistanceAnswer {
            letter: letter.document.clone(),
            words: self.words.clone(),
            number: self.number.trim().to_owned(),
            on: self.on,
            by,
        };
        let evidence = Evidence {
            id: EvidenceId::new(format!("{}-e0", setting.command)),
            kind: EvidenceKind::Documentary,
            name: format!("{}的复函", letter.body),
            proves: self.words.clone(),
            blob: self.blob.clone(),
            claim: Claim::default(),
            obtained_by: case.handlers.clone(),
            obtained_on: self.on,
            monitored: None,
            from: None,
            verified: None,
        };
        Ok(vec![Event::AssistanceAnswered(answer), Event::EvidenceAdded(evidence)])
    }
}

/// The letters that were not answered.
fn waiting_for(case: &Case) -> impl Iterator<Item = &AssistanceLetter> {
    case.assistance.iter().filter(|it| it.answer.is_none()).map(|it| &it.letter)
}

/// What stands before the acts of this part.
pub(super) fn ready(act: Act, case: &Case) -> Vec<Refusal> {
    if !matches!(case.stage, Stage::Investigating(_)) {
        let next = "请求协助和登记答复在立案之后、提交调查报告之前办理；需要补充的，退回补充调查。";
        return vec![wrong_stage(case, act, next)];
    }
    if act == Act::RecordAssistance && waiting_for(case).next().is_none() {
        return vec![
            Refusal::new(
                "ASSIST-001",
                "没有等待答复的协助调查函。",
                "需要其他机关协助的，先发协助调查函。",
            )
            .by("《行政处罚法》第二十六条")
            .then(Act::RequestAssistance),
        ];
    }
    vec![]
}

/// The task of recording the answer, by the day that the letter names.
pub(crate) fn waiting(case: &Case) -> Option<Task> {
    if !matches!(case.stage, Stage::Investigating(_)) {
        return None;
    }
    let on = waiting_for(case).map(|it| it.due_on).min()?;
    let holders = case.handlers.iter().cloned().map(Holder::Person).collect();
    let due = Due { on, rule: "函上的日期".to_owned(), cite: String::new() };
    Some(Task { act: Act::RecordAssistance, holders, due: Some(due) })
}

/// The letters and answers after the event.
#[expect(clippy::wildcard_enum_match_arm, reason = "other events have nothing to do with it")]
pub(super) fn apply(all: &mut Vec<Assistance>, event: &Event) {
    match event {
        Event::AssistanceRequested(letter) => {
            all.push(Assistance { letter: letter.clone(), answer: None });
        }
        Event::AssistanceAnswered(answer) => {
            if let Some(it) = all.iter_mut().find(|it| it.letter.document == answer.letter) {
                it.answer = Some(answer.clone());
            }
        }
        _ => {}
    }
}
