//! The special pair verifies and reports in writing (提交移送报告).

use serde::{Deserialize, Serialize};

use super::event::CrimeReport;
use super::{open, out_of_turn, papers};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth, me};
use crate::cases::state::Case;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Submit the report (提交移送报告).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportReferral {
    /// How the facts were verified and what was established.
    pub verified: Private,
    /// Whether and why the case should go to the police.
    pub opinion: Private,
}

impl ReportReferral {
    /// Decides whether the report is whole: by one of the pair, with evidence (X2).
    ///
    /// # Law
    /// 《行政执法机关移送涉嫌犯罪案件的规定》第四条、第五条第一款 (CR-02, CR-03).
    ///
    /// # Errors
    /// No pair, a report already, somebody else, no evidence, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case));
        let it = found.take(open(case));
        let group = it.and_then(|it| it.group.as_ref());
        found.require(group.is_none_or(|(officers, _)| officers.contains(&me)), || {
            Refusal::new("CRIME-020", "您不是专案组成员，不能提交移送报告。", "请由专案组提交。")
                .by("《行政执法机关移送涉嫌犯罪案件的规定》第五条第一款")
        });
        found.require(!self.verified.is_blank(), || {
            blank("CRIME-021", "核实的经过和查明的事实", "verified")
        });
        found.require(!self.opinion.is_blank(), || blank("CRIME-022", "处理意见", "opinion"));
        found.require(!case.evidence.is_empty(), || {
            Refusal::new(
                "CRIME-023",
                "案卷中没有证据，不能认定达到追诉标准。",
                "请先录入并妥善保存已经收集的证据；需要检验、鉴定的，由法定机构检验、鉴定。",
            )
            .by("《行政执法机关移送涉嫌犯罪案件的规定》第四条")
            .then(Act::AddEvidence)
        });
        found.clear()?;
        let Some(it) = it else { return Ok(vec![]) };
        let sheet =
            papers::report(case, it, (self.verified.reveal(), self.opinion.reveal()), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let report = CrimeReport {
            referral: it.suspicion.referral.clone(),
            document: document.id.clone(),
            opinion: self.opinion.clone(),
            by: me,
            on: setting.today,
        };
        Ok(vec![Event::ReferralReported(report), Event::DocumentIssued(document)])
    }
}

/// What stands before it.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    match open(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if it.group.is_none() => vec![
            out_of_turn(it, Act::ReportReferral, "请先指定两名以上执法人员组成专案组。")
                .by("《行政执法机关移送涉嫌犯罪案件的规定》第五条第一款")
                .then(Act::GroupReferral),
        ],
        Ok(it) if it.report.is_some() => {
            vec![out_of_turn(it, Act::ReportReferral, "移送报告已经提交。")]
        }
        Ok(_) => vec![],
    }
}
