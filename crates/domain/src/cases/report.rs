//! Report on the investigation and have the report approved (调查报告).

use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::Report;
use super::same_party::not_the_first;
use super::sheets::{self, blank, issue_nth, me};
use super::state::{Case, Stage};
use super::terms::Proposal;
use super::{bench, dossier, wrong_stage};
use crate::documents::signature_of;
use crate::ids::DocumentId;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::rules::{breaches, gate, obstacles};
use crate::{Private, Refusal, Refused, Setting};

/// The statutory questions that a report answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportChecks {
    /// How the party's identity was verified.
    pub identity: String,
    /// Whether the same act was fined before (第二十九条).
    pub one_act: String,
    /// Whether it is minor or a first offence (第三十三条).
    pub first_offence: String,
    /// Which version of the law applies (第三十七条).
    pub lenient_law: String,
    /// Whether a crime is suspected (第二十七条).
    pub crime: String,
}

/// Submit the investigation report (提交调查报告).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmitReport {
    /// How the investigation went.
    pub process: Private,
    /// The facts established.
    pub facts: Private,
    /// What should become of the case.
    pub proposal: Proposal,
    /// The statutory questions.
    pub checks: ReportChecks,
    /// Whether the circumstances are complex (情节复杂).
    pub complex: bool,
}

impl SubmitReport {
    /// Decides whether the report is complete (N9): evidence verified, questions answered, the
    /// proposal inside the range, the correction ordered or made part of it.
    ///
    /// # Law
    /// 《行政处罚法》第二十九条、第三十三条、第三十六条、第三十七条、第五十七条第一款 (MT-14).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, setting));
        found.require(!self.process.is_blank(), || blank("CASE-040", "调查经过", "process"));
        found.require(!self.facts.is_blank(), || blank("CASE-041", "查明的事实", "facts"));
        let answers = [
            (&self.checks.identity, "当事人身份核实情况", "identity"),
            (&self.checks.one_act, "一事不再罚判断", "one_act"),
            (&self.checks.first_offence, "首违不罚、轻微不罚判断", "first_offence"),
            (&self.checks.lenient_law, "从旧兼从轻判断", "lenient_law"),
            (&self.checks.crime, "是否涉嫌犯罪判断", "crime"),
        ];
        for (answer, label, field) in answers {
            found.require(!answer.trim().is_empty(), || blank("CASE-042", label, field));
        }
        let proposed =
            dossier(case, setting).deciding(&self.proposal, None, (setting.law, setting.today));
        let ids = ["AP-14", "AP-15", "AP-16", "AP-18", "AP-20"];
        found.extend(obstacles(&ids, &proposed, &bench(setting)));
        found.extend(breaches(&["AP-24"], &proposed, &bench(setting)));
        found.extend(not_the_first(case, setting, &self.proposal));
        found.extend(super::norms::outweighed(case, &self.proposal, setting.law));
        found.extend(super::fast::before_report(case, &self.proposal, setting));
        found.clear()?;
        let sheet = self.form(case, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let report = Report {
            document: document.id.clone(),
            facts: self.facts.clone(),
            proposal: self.proposal.clone(),
            complex: self.complex,
            by: me,
            on: setting.today,
        };
        Ok(vec![Event::ReportSubmitted(report), Event::DocumentIssued(document)])
    }

    /// EX-09 案件调查报告.
    fn form(&self, case: &Case, setting: &Setting<'_>) -> crate::documents::Sheet {
        let origin = &case.origin;
        let law_from = self.proposal.penalty().and_then(|terms| terms.law_from);
        let item = setting.law.item_applied(&origin.item, origin.act_on, law_from).ok();
        let prohibitions = item.map_or_else(String::new, |item| law::cited(&item.prohibitions));
        let (basis, discretion, proposal) = match &self.proposal {
            Proposal::Penalty(terms) => {
                let basis = item
                    .and_then(|i| i.branch(&terms.branch))
                    .map_or_else(String::new, |branch| law::cited(&branch.cites));
                (basis, terms.discretion.reveal().to_owned(), terms.lines())
            }
            Proposal::NoPenalty(terms) => (
                terms.ground.cite().to_owned(),
                terms.reasoning.reveal().to_owned(),
                vec![format!("不予行政处罚：{}", terms.ground.name_zh())],
            ),
        };
        sheets::sheet(case, "EX-09", setting)
            .text("source", origin.source.name_zh())
            .lines("process", [self.process.reveal().to_owned()])
            .text("facts", self.facts.reveal())
            .rows("evidence", sheets::evidence_rows(case))
            .text("provisions", prohibitions)
            .text("penalty_basis", basis)
            .text("discretion", discretion)
            .lines("proposal", proposal)
            .text(
                "first_offence_check",
                format!(
                    "{}；一事不再罚：{}{}",
                    self.checks.first_offence,
                    self.checks.one_act,
                    super::norms::words(case, &self.proposal, setting.law)
                ),
            )
            .text("lenient_law_check", &self.checks.lenient_law)
            .text("crime_check", &self.checks.crime)
            .signed("officer_signature", sheets::handler_signatures(case, setting))
            .text("department_opinion", "待办案机构负责人审核。")
            .signed("department_signature", [signature_of(setting, &origin.proposed_by, "承办人")])
    }
}

/// The obstacles that stand before a report whatever it says.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    match case.stage {
        Stage::Investigating(_) => {
            let mut found = gate(Act::SubmitReport, &dossier(case, setting), &bench(setting));
            found.extend(super::sampling::before_report(case));
            found.extend(super::fast::ready_to_report(case));
            found
        }
        Stage::OnSpot(_) => {
            vec![wrong_stage(case, Act::SubmitReport, "当场处罚不需要调查报告。")]
        }
        Stage::Proposed => {
            vec![wrong_stage(case, Act::SubmitReport, "请等立案审批通过、完成调查后再报告。")]
        }
        Stage::NotFiled { .. }
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Decided(_)
        | Stage::Closed(..)
        | Stage::Ended(_) => {
            vec![wrong_stage(case, Act::SubmitReport, "调查报告已经提交，或者案件已经结束调查。")]
        }
    }
}

/// Approve the report (同意调查报告).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproveReport {
    /// The opinion.
    #[serde(default)]
    pub words: String,
}

impl ApproveReport {
    /// Decides whether the head of the unit may approve; the report is re-issued with the opinion.
    ///
    /// # Errors
    /// The stage, a breached rule, or the head being a handler.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let Stage::Reported(_, report) = &case.stage else {
            return Err(wrong_stage(case, Act::ApproveReport, "请等承办人提交调查报告。").into());
        };
        let mut found = Obstacles::new();
        found.extend(gate(Act::ApproveReport, &dossier(case, setting), &bench(setting)));
        found.require(!case.handlers.contains(&me), || {
            Refusal::new(
                "CASE-043",
                "承办人不能审核自己的调查报告。",
                "请由办案机构的其他负责人审核。",
            )
        });
        found.clear()?;
        let document = self.endorse(case, &report.document, setting)?;
        Ok(vec![Event::ReportApproved { by: me }, Event::DocumentIssued(document)])
    }

    /// The report with the head's opinion: a second edition of the same document.
    fn endorse(
        &self,
        case: &Case,
        report: &DocumentId,
        setting: &Setting<'_>,
    ) -> Result<crate::documents::Document, Refused> {
        let old = case.document(report).ok_or_else(|| {
            Refusal::new("CASE-044", "案卷中找不到调查报告。", "请系统管理员核查记录。")
        })?;
        let words = if self.words.trim().is_empty() {
            "同意调查报告的意见。"
        } else {
            self.words.trim()
        };
        let by = setting.me().map(|id| signature_of(setting, id, "办案机构负责人"));
        let sheet = crate::documents::Sheet::from_json(&old.form, old.content.reveal())
            .unwrap_or_else(|| crate::documents::Sheet::new(&old.form))
            .text("department_opinion", words)
            .signed("department_signature", by);
        crate::documents::correct(setting, old, sheet, "办案机构负责人签署审核意见")
            .map_err(Refused)
    }
}

/// Return the report (退回调查报告).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnReport {
    /// Why.
    pub reason: String,
}

impl ReturnReport {
    /// Decides whether the report may be sent back for more investigation.
    ///
    /// # Errors
    /// The stage, or no reason.
    pub fn decide(&self, case: &Case, _: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(matches!(case.stage, Stage::Reported(..)), || {
            wrong_stage(case, Act::ApproveReport, "只有待审核的报告可以退回。")
        });
        found.require(!self.reason.trim().is_empty(), || blank("CASE-045", "退回理由", "reason"));
        found.clear()?;
        Ok(vec![Event::ReportReturned { reason: self.reason.trim().to_owned() }])
    }
}
