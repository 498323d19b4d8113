//! Tell the party how long a decision stands in its credit record, and when that may end (信用信息告知、
//! 信用修复).
//!
//! The grade is found by the authority of the sector; the periods are those of the rule book, counted
//! from the day of the decision (《信用修复管理办法》, in force from 1 April 2026; CS-01, CS-02, CS-03).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::pay::owed_on;
use super::records::Standing;
use super::sheets::{self, blank, future, issue_nth, me};
use super::state::{Case, Decided, Stage};
use super::wrong_stage;
use crate::ids::{DocumentId, PersonId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// How grave a failing is in the credit record (失信等级).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CreditGrade {
    /// 轻微: as a rule not published.
    Minor,
    /// 一般.
    General,
    /// 严重.
    Serious,
}

impl CreditGrade {
    /// Every grade, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Minor, Self::General, Self::Serious];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Minor => "轻微",
            Self::General => "一般",
            Self::Serious => "严重",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::General => "general",
            Self::Serious => "serious",
        }
    }

    /// The rules with the shortest and the longest time of publication.
    const fn rules(self) -> (Option<&'static str>, &'static str) {
        match self {
            Self::Minor => (None, "CS-02.minor.most"),
            Self::General => (Some("CS-02.general.least"), "CS-02.general.most"),
            Self::Serious => (Some("CS-02.serious.least"), "CS-02.serious.most"),
        }
    }
}

/// What the party was told of its credit record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditNotice {
    /// The letter.
    pub document: DocumentId,
    /// The grade.
    pub grade: CreditGrade,
    /// By which list or standard of the sector the grade was found.
    pub basis: String,
    /// The first day on which a repair may be asked for.
    pub repair_from: Date,
    /// The last day of publication, inclusive.
    pub until: Date,
    /// The day of the letter.
    pub on: Date,
    /// Who signed it.
    pub by: PersonId,
}

/// That the record was repaired (信用修复).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditRepair {
    /// The day of the answer.
    pub on: Date,
    /// The answer: who gave it, and its number.
    pub by_document: String,
}

/// Tell the party (告知信用信息).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveCreditNotice {
    /// The grade.
    pub grade: CreditGrade,
    /// By which list or standard of the sector.
    pub basis: String,
}

impl GiveCreditNotice {
    /// Decides whether the letter may be given: a penalty in force, decided under the present rules,
    /// once, and no higher grade than the penalty allows.
    ///
    /// # Law
    /// 《信用修复管理办法》分类与公示期限章 (CS-02, CS-03, CS-07).
    // LEGAL-Q 2026-11-23 (法制审批科): a decision before 2026-04-01 may stand under the rule of 2023 or
    // under the present one. Until told, no notice is given for such a decision.
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub(super) fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let by = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_tell(case, setting));
        found.require(!self.basis.trim().is_empty(), || blank("CREDIT-003", "认定依据", "basis"));
        let light = case.decided().is_some_and(is_light);
        found.require(!light || self.grade == CreditGrade::Minor, || {
            Refusal::new(
                "CREDIT-004",
                "适用简易程序的处罚和只给予警告、通报批评的，不能认定为一般或者严重失信。",
                "请选择“轻微”；轻微的原则上不公示，确需公示的才告知。",
            )
            .at("grade")
        });
        let periods = case.decided().map(|it| periods(self.grade, it.decision.on, setting));
        let periods = periods.and_then(|periods| found.take(periods));
        found.clear()?;
        let (Some(decided), Some((repair_from, until))) = (case.decided(), periods) else {
            return Ok(vec![]);
        };
        let sheet = sheets::sheet(case, "EX-24", setting)
            .text("decision_number", &decided.decision.number)
            .text("decided_on", date_zh(decided.decision.on))
            .text("grade", self.grade.name_zh())
            .text("basis", self.basis.trim())
            .text("from", date_zh(decided.decision.on))
            .text("until", date_zh(until))
            .text("repair_from", date_zh(repair_from));
        let document = issue_nth(case, setting, sheet, 0)?;
        let notice = CreditNotice {
            document: document.id.clone(),
            grade: self.grade,
            basis: self.basis.trim().to_owned(),
            repair_from,
            until,
            on: setting.today,
            by,
        };
        Ok(vec![Event::CreditTold(Box::new(notice)), Event::DocumentIssued(document)])
    }
}

/// What stands before the letter whatever is answered.
pub(super) fn ready_to_tell(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let Stage::Decided(decided) = &case.stage else {
        return vec![wrong_stage(case, Act::GiveCreditNotice, "作出处罚决定以后、结案之前告知。")];
    };
    if decided.decision.proposal.penalty().is_none() || decided.standing != Standing::InForce {
        let next = "不予处罚的、决定已经撤销的，不产生失信信息。";
        return vec![Refusal::new("CREDIT-001", "没有生效的处罚决定，不能告知。", next)];
    }
    if decided.credit.is_some() {
        let next = "内容有误的，请更正文书。";
        return vec![Refusal::new("CREDIT-005", "已经告知过信用信息。", next)];
    }
    periods(CreditGrade::General, decided.decision.on, setting).err().into_iter().collect()
}

/// The first day on which a repair may be asked for, and the last day of publication.
fn periods(grade: CreditGrade, from: Date, setting: &Setting<'_>) -> Result<(Date, Date), Refusal> {
    let ends = |rule: &str| {
        setting.law.rules.due(rule, from, &setting.law.calendar).map(|due| due.last).map_err(|_| {
            Refusal::new(
                "CREDIT-002",
                format!("决定作出于{}，当时适用的公示期限没有载明，不能告知。", date_zh(from)),
                "旧办法与《信用修复管理办法》如何衔接，请向信用主管部门书面请示。",
            )
        })
    };
    let (least, most) = grade.rules();
    let until = ends(most)?;
    let repair_from = match least {
        None => from,
        Some(rule) => ends(rule)?.tomorrow().unwrap_or(until),
    };
    Ok((repair_from, until))
}

/// Whether the penalty is of the lightest kind.
fn is_light(decided: &Decided) -> bool {
    let bare = decided.decision.proposal.penalty().is_some_and(|terms| {
        terms.fine.0 == 0 && terms.gains.0 == 0 && terms.things.is_empty() && terms.other.is_none()
    });
    bare || decided.path.summary().is_some()
}

/// Record that the record was repaired (登记信用修复).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordRepair {
    /// The day of the answer.
    pub on: Date,
    /// The answer: who gave it, and its number.
    pub by_document: String,
}

impl RecordRepair {
    /// Decides whether the repair goes on record: after the shortest time, with everything paid.
    ///
    /// # Law
    /// 《信用修复管理办法》 (CS-04, CS-05, CS-06).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub(super) fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_repair(case, setting));
        found.require(self.on <= setting.today, || future("CREDIT-010", "修复日期", "on", setting));
        let notice = case.decided().and_then(|it| it.credit.as_ref()).map(|(notice, _)| notice);
        found.require(notice.is_none_or(|notice| notice.repair_from <= self.on), || {
            Refusal::new("CREDIT-011", "修复日期早于最短公示期届满。", "请核对修复决定的日期。")
                .at("on")
        });
        found.require(!self.by_document.trim().is_empty(), || {
            blank("CREDIT-012", "修复决定", "by_document")
        });
        found.clear()?;
        let by_document = self.by_document.trim().to_owned();
        Ok(vec![Event::CreditRepaired(CreditRepair { on: self.on, by_document })])
    }
}

/// What stands before the repair whatever is answered.
pub(super) fn ready_to_repair(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let told = case.decided().and_then(|it| Some((it, it.credit.as_ref()?)));
    let Some((decided, (notice, repaired))) = told else {
        let next = "告知信用信息以后，才有可以修复的记录。";
        return vec![Refusal::new("CREDIT-006", "本案没有告知过信用信息。", next)];
    };
    let mut found = Vec::new();
    if repaired.is_some() {
        let next = "修复以后不再公示、共享和使用。";
        found.push(Refusal::new("CREDIT-007", "信用修复已经登记。", next));
    }
    if setting.today < notice.repair_from {
        let what = format!("最短公示期没有届满，{}起才可以申请修复。", date_zh(notice.repair_from));
        let next = "请告知当事人可以申请的日期和“信用中国”的申请渠道。";
        found.push(Refusal::new("CREDIT-008", what, next));
    }
    let owed = owed_on(decided, setting.law, setting.today).total();
    if 0 < owed.0 {
        let what = format!("处罚决定没有全部履行，还应缴{owed}。");
        let next = "请督促当事人先履行完毕。";
        found.push(Refusal::new("CREDIT-009", what, next).then(Act::RecordPayment));
    }
    found
}
