//! Talk, guide or remind before a fault grows into a violation, and what the object answered (约谈、
//! 行政指导、提示). It is no penalty and takes the place of none.

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::{Event, Inspection, Stage, wrong_stage};
use crate::documents::{Document, Issue, Sheet, correct, issue, signature_of};
use crate::ids::{DocumentId, PersonId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// The form of the letter.
const FORM: &str = "EX-25";

/// In which of the three ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GuidanceWay {
    /// 约谈.
    Talk,
    /// 行政指导.
    Guide,
    /// 提示.
    Remind,
}

impl GuidanceWay {
    /// Every way, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Talk, Self::Guide, Self::Remind];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Talk => "约谈",
            Self::Guide => "行政指导",
            Self::Remind => "提示",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Talk => "talk",
            Self::Guide => "guide",
            Self::Remind => "remind",
        }
    }
}

/// Guidance that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guidance {
    /// The letter.
    pub document: DocumentId,
    /// In which way.
    pub way: GuidanceWay,
    /// About what.
    pub matter: Private,
    /// What is advised.
    pub advice: Private,
    /// The day.
    pub on: Date,
    /// Who gave it.
    pub by: PersonId,
    /// What the object answered, and when.
    #[serde(default)]
    pub feedback: Option<(Private, Date)>,
}

/// Give guidance (制发指导函).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveGuidance {
    /// In which way.
    pub way: GuidanceWay,
    /// About what.
    pub matter: Private,
    /// What is advised.
    pub advice: Private,
}

impl GiveGuidance {
    /// Decides whether the letter may be given: once the record is signed, and not for what was
    /// handed over to be punished.
    ///
    /// # Law
    /// 《行政处罚法》第六条: education goes with enforcement, and replaces no penalty that is due.
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(&self, it: &Inspection, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(matches!(it.stage, Stage::Signed(..) | Stage::Done(..)), || {
            wrong_stage(it, Act::GiveGuidance, "请先签署现场笔录。")
        });
        found.require(it.handed_over().is_none(), || {
            Refusal::new(
                "INSP-070",
                "涉嫌的违法行为已经移交查处，不能用约谈、指导、提示代替。",
                "需要改正的，由办案机构责令改正。",
            )
            .by("《行政处罚法》第六条")
        });
        found.require(!self.matter.is_blank(), || missing("INSP-071", "事项", "matter"));
        found.require(!self.advice.is_blank(), || missing("INSP-072", "建议", "advice"));
        found.clear()?;
        let Some(by) = setting.me() else { return Ok(vec![]) };
        let contact = setting.law.unit(&it.unit);
        let officers = it.officers.iter().map(|id| signature_of(setting, id, "执法人员"));
        let sheet = Sheet::new(FORM)
            .text("party_name", it.object.name.reveal())
            .text("inspected_on", it.stage.arrival().map_or_else(String::new, |a| date_zh(a.on)))
            .text("place", it.place.reveal())
            .text("way", self.way.name_zh())
            .text("matter", self.matter.reveal())
            .text("advice", self.advice.reveal())
            .signed("officer_signature", officers.collect::<Vec<_>>())
            .text("contact_name", contact.map_or("", |unit| unit.name.as_str()))
            .text("contact_address", contact.map_or("", |unit| unit.address.as_str()))
            .text("contact_phone", contact.map_or("", |unit| unit.phone.as_str()));
        let as_of = Issue { authority: &it.authority, case_number: None, nth: 0, reserved: None };
        let document = issue(setting, sheet, as_of).map_err(Refused)?;
        let guidance = Guidance {
            document: document.id.clone(),
            way: self.way,
            matter: self.matter.clone(),
            advice: self.advice.clone(),
            on: setting.today,
            by: by.clone(),
            feedback: None,
        };
        Ok(vec![Event::GuidanceGiven(Box::new(guidance)), Event::DocumentIssued(document)])
    }
}

/// Record what the object answered to the last letter (登记指导反馈).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordFeedback {
    /// What it answered.
    pub words: Private,
    /// The day of the answer.
    pub on: Date,
}

impl RecordFeedback {
    /// Decides whether the answer may go on record; the letter gets a new edition with it.
    ///
    /// # Errors
    /// No letter that waits, or a field that does not fit.
    pub fn decide(&self, it: &Inspection, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let waiting = it.guidance.last().filter(|given| given.feedback.is_none());
        let mut found = Obstacles::new();
        found.require(waiting.is_some(), || {
            let next = "先制发指导函；已经登记的反馈在检查页面上。";
            Refusal::new("INSP-073", "没有等待反馈的指导函。", next)
        });
        found.require(!self.words.is_blank(), || missing("INSP-074", "反馈内容", "words"));
        let since = waiting.map_or(self.on, |given| given.on);
        found.require(since <= self.on && self.on <= setting.today, || {
            let next = "请填写制发以后、今天以前的日期。";
            Refusal::new("INSP-075", "反馈日期不对。", next).at("on")
        });
        found.clear()?;
        let Some(document) = waiting.and_then(|given| self.paper(it, given, setting)) else {
            return Ok(vec![]);
        };
        let answered = Event::FeedbackRecorded { words: self.words.clone(), on: self.on };
        Ok(vec![answered, Event::DocumentIssued(document.map_err(Refused)?)])
    }

    /// The letter with the answer on it.
    fn paper(
        &self,
        it: &Inspection,
        given: &Guidance,
        setting: &Setting<'_>,
    ) -> Option<Result<Document, Vec<Refusal>>> {
        let old = it.documents.iter().find(|document| document.id == given.document)?;
        let sheet = Sheet::from_json(FORM, old.content.reveal())?
            .text("feedback", self.words.reveal())
            .text("answered_on", date_zh(self.on));
        Some(correct(setting, old, sheet, "登记反馈"))
    }
}

fn missing(code: &str, label: &str, field: &str) -> Refusal {
    Refusal::new(code, format!("没有写明{label}。"), format!("请补充“{label}”。")).at(field)
}
