//! Give the prior notice (制发违法行为通知书), again when the penalty becomes heavier.

use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::{Hearing, Notice, Representation};
use super::sheets::{self, issue_nth};
use super::state::{Case, Stage};
use super::terms::PenaltyTerms;
use super::{bench, dossier, wrong_stage};
use crate::documents::Sheet;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::rules::{breaches, gate, hearing_due};
use crate::{Private, Refusal, Refused, Setting};

/// Give the prior notice (告知).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveNotice {
    /// The reasons told to the party.
    pub reasons: Private,
    /// A different penalty than the report proposes, when the facts or the proposal changed.
    #[serde(default)]
    pub terms: Option<PenaltyTerms>,
}

impl GiveNotice {
    /// Decides whether the notice may be issued (N10), or issued again (N14).
    ///
    /// # Law
    /// 《行政处罚法》第四十四条、第六十三条、第六十四条 (AP-30, AP-51, MT-15).
    ///
    /// # Errors
    /// The stage, a breached rule, or what is missing.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready(case));
        let terms = self.terms(case);
        found.extend(self.heavier_without_reason(case));
        if let Some(terms) = &terms {
            found.require(!terms.discretion.is_blank(), super::draft::no_discretion);
            let proposal = super::Proposal::Penalty(terms.clone());
            let dossier =
                dossier(case, setting).deciding(&proposal, None, (setting.law, setting.today));
            found.extend(gate(Act::GiveNotice, &dossier, &bench(setting)));
            found.extend(breaches(&["AP-24"], &dossier, &bench(setting)));
            found.extend(super::norms::outweighed(case, &proposal, setting.law));
            found.extend(super::norms::unconfirmed(case, &proposal, setting.law));
        } else if case.deciding().is_some() {
            found.add(nothing_to_tell());
        }
        found.clear()?;
        let Some(terms) = terms else { return Ok(vec![]) };
        let kind = case.origin.party.kind;
        let hearing_right = hearing_due(setting.law, kind, &terms, setting.today)
            || always_heard(case, &terms, setting);
        let sheet = self.form(case, &terms, hearing_right, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let notice = Notice {
            document: document.id.clone(),
            number: document.number.as_ref().map_or_else(String::new, |n| n.text.clone()),
            terms,
            hearing_right,
            issued_on: setting.today,
            delivered_on: None,
        };
        Ok(vec![Event::NoticeGiven(notice), Event::DocumentIssued(document)])
    }

    fn terms(&self, case: &Case) -> Option<PenaltyTerms> {
        let proposed = || case.deciding()?.report.proposal.penalty().cloned();
        self.terms.clone().or_else(proposed)
    }

    /// A second notice may be heavier because of new facts, never because the party spoke.
    fn heavier_without_reason(&self, case: &Case) -> Option<Refusal> {
        let told = case.deciding()?.notice.as_ref()?;
        let heavier = self.terms(case)?.heavier_than(&told.terms);
        (heavier && self.reasons.is_blank()).then(|| {
            Refusal::new(
                "CASE-049",
                "重新告知的处罚比原告知的重，但没有写明新的事实和理由。",
                "不得因当事人陈述申辩或者要求听证加重处罚；确有新的事实的，请写明。",
            )
            .by("《行政处罚法》第四十五条第二款")
            .at("reasons")
        })
    }

    /// TF-11 违法行为通知书.
    fn form(
        &self,
        case: &Case,
        terms: &PenaltyTerms,
        hearing_right: bool,
        setting: &Setting<'_>,
    ) -> Sheet {
        let item =
            setting.law.item_applied(&case.origin.item, case.origin.act_on, terms.law_from).ok();
        let prohibitions = item.map_or_else(String::new, |item| law::cited(&item.prohibitions));
        let basis = item
            .and_then(|i| i.branch(&terms.branch))
            .map_or_else(String::new, |branch| law::cited(&branch.cites));
        let reported = case.report().map_or("", |report| report.facts.reveal());
        let facts = if self.reasons.is_blank() {
            reported.to_owned()
        } else {
            format!("{reported}\n{}", self.reasons.reveal())
        };
        let sheet = sheets::sheet(case, "TF-11", setting)
            .text("facts", facts)
            .rows("evidence", sheets::evidence_rows(case))
            .text("provisions", prohibitions)
            .text("penalty_basis", basis)
            .text("discretion", terms.discretion.reveal())
            .lines("penalty", terms.lines())
            .text("amount", terms.fine.to_string())
            .text("amount_words", terms.fine.in_words())
            .text("statement_due_text", "收到本通知书之日起五个工作日内")
            .text("hearing_right", if hearing_right { "有" } else { "无" });
        if hearing_right {
            sheet.text(
                "hearing_due_text",
                "收到本通知书之日起五个工作日内（《行政处罚法》第六十四条、第八十五条）",
            )
        } else {
            sheet
        }
    }
}

fn always_heard(case: &Case, terms: &PenaltyTerms, setting: &Setting<'_>) -> bool {
    let origin = &case.origin;
    setting.law.item_applied(&origin.item, origin.act_on, terms.law_from).is_ok_and(|item| {
        item.branch(&terms.branch)
            .is_some_and(|b| b.hearing == crate::catalogue::HearingRule::Always)
    })
}

fn nothing_to_tell() -> Refusal {
    Refusal::new(
        "CASE-046",
        "调查报告建议不予处罚，没有拟作出的处罚可以告知。",
        "请直接拟定不予处罚决定，提交法制审核。",
    )
    .then(Act::DraftDecision)
}

/// The obstacles that stand before a notice whatever it says.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    let Stage::Deciding(deciding) = &case.stage else {
        return vec![wrong_stage(
            case,
            Act::GiveNotice,
            "请先由办案机构负责人同意调查报告，再告知当事人；决定之后不再告知。",
        )];
    };
    if let Representation::Made(_) = deciding.representation {
        return vec![
            Refusal::new(
                "CASE-047",
                "当事人的陈述申辩还没有复核，不能重新告知。",
                "请先复核陈述申辩。",
            )
            .by("《行政处罚法》第四十五条第一款")
            .then(Act::ReviewRepresentation),
        ];
    }
    if let Hearing::Requested { .. } | Hearing::Called(_) = deciding.hearing {
        return vec![
            Refusal::new(
                "CASE-048",
                "当事人已经要求听证，听证还没有结束，不能重新告知。",
                "请先举行听证；当事人放弃的，登记放弃。",
            )
            .by("《行政处罚法》第六十四条")
            .then(Act::HoldHearing),
        ];
    }
    vec![]
}

/// The last day for defence and hearing after a delivery, in words.
pub(super) fn window_words(setting: &Setting<'_>, delivered_on: jiff::civil::Date) -> String {
    setting
        .law
        .rules
        .due("AP-53", delivered_on, &setting.law.calendar)
        .map_or_else(|_| "法定期限".to_owned(), |due| date_zh(due.last))
}
