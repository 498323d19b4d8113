//! Tell the party in writing how long a test or an appraisal takes (告知鉴定期间).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Appraisal;
use super::extend::not_running;
use super::named;
use super::papers;
use super::state::Measure;
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth};
use crate::cases::state::Case;
use crate::ids::MeasureId;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Tell the period of an appraisal (告知鉴定期间).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellAppraisal {
    /// The measure.
    pub measure: MeasureId,
    /// The institution.
    pub institution: String,
    /// Its qualification.
    pub qualification: String,
    /// What is asked.
    pub question: String,
    /// The first day, inclusive.
    pub first_on: Date,
    /// The last day, inclusive.
    pub last_on: Date,
}

impl TellAppraisal {
    /// Decides whether the period may be told (C6): definite, in writing, and not looking back.
    ///
    /// # Law
    /// 《行政强制法》第二十五条第三款 (AC-09).
    ///
    /// # Errors
    /// No running measure, an unclear period, or what is missing.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let it = named(case, &self.measure)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, it, setting));
        found.require(!self.institution.trim().is_empty(), || {
            blank("MEAS-061", "鉴定机构", "institution")
        });
        found.require(!self.qualification.trim().is_empty(), || {
            blank("MEAS-062", "鉴定机构资质", "qualification")
        });
        found.require(!self.question.trim().is_empty(), || {
            blank("MEAS-063", "鉴定事项", "question")
        });
        found.require(self.first_on <= self.last_on, || {
            Refusal::new("MEAS-064", "鉴定期间的起止日期颠倒。", "期间应当明确，请核对起止日期。")
                .by("《行政强制法》第二十五条第三款")
                .at("last_on")
        });
        found.require(setting.today <= self.first_on, || {
            Refusal::new(
                "MEAS-065",
                "鉴定期间开始于今天之前；没有事先书面告知的日子不能从措施期限中扣除。",
                "请从今天或者以后的日期开始。",
            )
            .by("《行政强制法》第二十五条第三款")
            .at("first_on")
        });
        let overlaps = it.held.as_ref().is_some_and(|held| {
            held.appraisals.iter().any(|a| a.first_on <= self.last_on && self.first_on <= a.last_on)
        });
        found.require(!overlaps, || {
            Refusal::new("MEAS-066", "与已经告知的鉴定期间重叠。", "请填写不重叠的期间。")
                .at("first_on")
        });
        found.clear()?;
        let sheet = papers::appraisal(case, it, self, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let told = Appraisal {
            measure: it.id.clone(),
            document: document.id.clone(),
            institution: self.institution.trim().to_owned(),
            question: self.question.trim().to_owned(),
            first_on: self.first_on,
            last_on: self.last_on,
        };
        Ok(vec![Event::AppraisalTold(told), Event::DocumentIssued(document)])
    }
}

/// What stands before it whatever is told.
pub(super) fn ready(case: &Case, it: &Measure, setting: &Setting<'_>) -> Vec<Refusal> {
    if !it.runs() {
        return vec![not_running()];
    }
    if !it.proposal.kind.is_compulsory() {
        return vec![
            Refusal::new(
                "MEAS-067",
                "先行登记保存的七个工作日不因鉴定而停止计算。",
                "需要较长时间鉴定的，请在期限内固定证据，或者依法转为查封、扣押。",
            )
            .by("《行政处罚法》第五十六条")
            .at("measure"),
        ];
    }
    match it.due(case, setting.law) {
        Some(due) if due < setting.today => vec![
            Refusal::new(
                "MEAS-060",
                format!("措施期限已于{}届满，不能再以鉴定为由继续。", date_zh(due)),
                "请立即解除措施，退还物品。",
            )
            .by("《行政强制法》第二十八条第一款")
            .then(Act::ReleaseMeasure)
            .at("measure"),
        ],
        Some(_) | None => vec![],
    }
}
