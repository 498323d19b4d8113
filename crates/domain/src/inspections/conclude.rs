//! End an inspection: nothing found, corrected on the spot, or handed over (办结、移交).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Event, Inspection, Outcome, Stage, wrong_stage};
use crate::documents::{Document, Issue, Sheet, issue};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// How an inspection ends without a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// 未发现问题.
    NothingFound,
    /// 当场改正并教育.
    Corrected,
}

impl Conclusion {
    /// The Chinese name, as printed on the result notice.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::NothingFound => "未发现问题",
            Self::Corrected => "当场改正",
        }
    }
}

/// Conclude the inspection without a case (办结检查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcludeInspection {
    /// 未发现问题 or 当场改正.
    pub conclusion: Conclusion,
    /// The education given; needed for a correction on the spot.
    #[serde(default)]
    pub education: Private,
}

impl ConcludeInspection {
    /// Decides whether it may end so.
    ///
    /// # Law
    /// 《行政处罚法》第三十三条第三款 (AP-20): who is not penalised is educated.
    ///
    /// # Errors
    /// The stage, a finding that contradicts the conclusion, or no education.
    pub fn decide(&self, it: &Inspection, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(matches!(it.stage, Stage::Signed(..)), || {
            wrong_stage(it, Act::ConcludeInspection, "请先签署现场笔录，再办结。")
        });
        found.require(it.approval.is_some(), approval_owed);
        let problems = it.stage.findings().is_some_and(super::has_problem);
        let contradicts = self.conclusion == Conclusion::NothingFound && problems;
        found.require(!contradicts, || {
            Refusal::new(
                "INSP-021",
                "检查要点中记录了问题，不能以“未发现问题”办结。",
                "请选择“当场改正”并记录教育内容，或者移交立案查处。",
            )
            .at("conclusion")
        });
        let educated = self.conclusion == Conclusion::NothingFound || !self.education.is_blank();
        found.require(educated, || {
            Refusal::new(
                "INSP-022",
                "当场改正不予处罚的，应当进行教育，但没有记录教育内容。",
                "请写明对当事人进行了哪些教育、当事人如何改正。",
            )
            .by("《行政处罚法》第三十三条第三款")
            .at("education")
        });
        found.clear()?;
        let document = result_notice(it, setting, self.conclusion.name_zh(), &self.education)?;
        let outcome = Outcome::Concluded {
            conclusion: self.conclusion,
            education: self.education.clone(),
            on: setting.today,
        };
        Ok(vec![Event::Ended(outcome), Event::DocumentIssued(document)])
    }
}

/// Hand the violation over to the unit that handles cases (移交案件线索).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// What the violation is.
    pub summary: Private,
    /// When it was done, or found going on.
    pub act_on: Date,
}

impl HandOver {
    /// Decides whether it may be handed over: with a signed record and at least one piece of evidence.
    ///
    /// # Errors
    /// The stage, no evidence, or an empty field.
    pub fn decide(&self, it: &Inspection, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(matches!(it.stage, Stage::Signed(..)), || {
            wrong_stage(it, Act::HandOver, "请先签署现场笔录，再移交。")
        });
        found.require(it.approval.is_some(), approval_owed);
        found.require(!it.evidence.is_empty(), || {
            Refusal::new(
                "INSP-023",
                "没有任何现场证据，不能移交。",
                "请补充照片、视频等证据；笔录已经签署的，重新申请检查取证。",
            )
            .by("《行政处罚法》第四十条")
        });
        found.require(!self.summary.is_blank(), || {
            Refusal::new("INSP-024", "没有写明涉嫌的违法行为。", "请写明谁、何时、何地、做了什么。")
                .at("summary")
        });
        found.require(self.act_on <= setting.today, || {
            Refusal::new("INSP-025", "行为日期晚于今天。", "请核对日期。").at("act_on")
        });
        let to = found.take(crate::competence::penalty_unit(setting.law, &it.item, setting.today));
        found.clear()?;
        let Some(to) = to else { return Ok(vec![]) };
        let document = result_notice(it, setting, "立案查处", &self.summary)?;
        let outcome = Outcome::HandedOver {
            to: to.unit,
            summary: self.summary.clone(),
            act_on: self.act_on,
            on: setting.today,
        };
        Ok(vec![Event::Ended(outcome), Event::DocumentIssued(document)])
    }
}

fn approval_owed() -> Refusal {
    Refusal::new(
        "INSP-026",
        "紧急检查还没有补办审批，不能办结。",
        "请行政机关负责人补办审批后再办结。",
    )
    .then(Act::ApproveInspection)
}

/// IN-7 行政检查结果告知书.
fn result_notice(
    it: &Inspection,
    setting: &Setting<'_>,
    conclusion: &str,
    words: &Private,
) -> Result<Document, Refused> {
    let contact = setting.law.unit(&it.unit);
    let item = setting.law.item_at(&it.item, it.planned_on).ok();
    let sheet = Sheet::new("IN-7")
        .text("party_name", it.object.name.reveal())
        .text("place", it.place.reveal())
        .text(
            "inspected_on",
            it.stage.arrival().map_or_else(String::new, |a| law::format::date_zh(a.on)),
        )
        .lines("items", item.map(|i| i.name.clone()))
        .rows("officers", super::officer_rows(setting, &it.officers))
        .text("conclusion", conclusion)
        .lines("findings", it.stage.findings().map(|f| f.narrative.reveal().to_owned()))
        .lines("requirements", Some(words.reveal().to_owned()).filter(|w| !w.trim().is_empty()))
        .text("publicity_text", "检查结果依法在本机关行政执法公示平台公开。")
        .text("contact_name", contact.map_or("", |unit| unit.name.as_str()))
        .text("contact_address", contact.map_or("", |unit| unit.address.as_str()))
        .text("contact_phone", contact.map_or("", |unit| unit.phone.as_str()));
    issue(
        setting,
        sheet,
        Issue { authority: &it.authority, case_number: None, nth: 0, reserved: None },
    )
    .map_err(Refused)
}
