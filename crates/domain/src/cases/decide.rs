//! Decide: a penalty, or none (作出处罚决定、不予处罚决定).

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::{Decision, Review};
use super::same_party::not_the_first;
use super::sheets::{self, issue_nth, me};
use super::state::{Case, Deciding, Stage};
use super::terms::{PenaltyTerms, Proposal, WaiverTerms};
use super::wording::DecisionText;
use super::{bench, dossier, wording, wrong_stage};
use crate::documents::Sheet;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::rules::gate;
use crate::{Refusal, Refused, Setting};

/// Make the penalty decision as drafted and reviewed (作出处罚决定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidePenalty {
    /// A note of the head, kept with the approval.
    #[serde(default)]
    pub words: String,
}

impl DecidePenalty {
    /// Decides whether the penalty may be decided now (N18). What is decided is the draft that
    /// passed review: a head who wants something else sends it back.
    ///
    /// # Law
    /// 《行政处罚法》第四十四条、第四十五条、第五十七条、第五十八条、第五十九条、第六十条.
    ///
    /// # Errors
    /// Every obstacle: the stage, each breached rule, each missing field of the document.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, setting, Act::DecidePenalty));
        let draft = case.deciding().and_then(|deciding| deciding.draft.as_ref());
        let terms = draft.and_then(|draft| draft.proposal.penalty());
        found.clear()?;
        let (Some(terms), Some(deciding)) = (terms, case.deciding()) else { return Ok(vec![]) };
        let sheet = penalty_form(case, deciding, terms, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let proposal = Proposal::Penalty(terms.clone());
        let sheet = approval_form(case, deciding, (&proposal, &self.words), setting);
        let approval = issue_nth(case, setting, sheet, 1)?;
        let decision = Decision {
            document: document.id.clone(),
            number: document.number.as_ref().map_or_else(String::new, |n| n.text.clone()),
            proposal,
            by: me,
            on: setting.today,
        };
        Ok(vec![
            Event::PenaltyDecided(decision),
            Event::DocumentIssued(document),
            Event::DocumentIssued(approval),
        ])
    }
}

/// Decide that no penalty is imposed, as drafted and reviewed (作出不予处罚决定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaivePenalty {
    /// A note of the head.
    #[serde(default)]
    pub words: String,
}

impl WaivePenalty {
    /// Decides whether the waiver may be decided now (N19).
    ///
    /// # Law
    /// 《行政处罚法》第三十条、第三十一条、第三十三条、第五十七条第一款.
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, setting, Act::WaivePenalty));
        let draft = case.deciding().and_then(|deciding| deciding.draft.as_ref());
        let terms = draft.and_then(|draft| draft.proposal.waiver());
        found.clear()?;
        let (Some(terms), Some(deciding)) = (terms, case.deciding()) else { return Ok(vec![]) };
        let sheet = waiver_form(case, deciding, terms, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let proposal = Proposal::NoPenalty(terms.clone());
        let sheet = approval_form(case, deciding, (&proposal, &self.words), setting);
        let approval = issue_nth(case, setting, sheet, 1)?;
        let decision = Decision {
            document: document.id.clone(),
            number: document.number.as_ref().map_or_else(String::new, |n| n.text.clone()),
            proposal,
            by: me,
            on: setting.today,
        };
        Ok(vec![
            Event::PenaltyWaived(decision),
            Event::DocumentIssued(document),
            Event::DocumentIssued(approval),
        ])
    }
}

/// The obstacles that stand before a decision: every hard rule of the gate.
pub(super) fn ready(case: &Case, setting: &Setting<'_>, act: Act) -> Vec<Refusal> {
    let Stage::Deciding(deciding) = &case.stage else {
        let next = match case.stage {
            Stage::Decided(_) | Stage::Closed(..) | Stage::Ended(_) => {
                "一个案件只作出一次决定；决定有误的，依法撤销或者变更。"
            }
            Stage::OnSpot(_) => "本案适用简易程序，请办理“当场作出处罚决定”。",
            Stage::Proposed
            | Stage::NotFiled { .. }
            | Stage::Investigating(_)
            | Stage::Reported(..)
            | Stage::Deciding(_) => "请先完成调查报告、告知、听取意见和法制审核。",
        };
        return vec![wrong_stage(case, act, next)];
    };
    let proposal = deciding
        .draft
        .as_ref()
        .map_or_else(|| super::draft::proposed(deciding), |draft| draft.proposal.clone());
    let dossier =
        dossier(case, setting).deciding(&proposal, setting.me(), (setting.law, setting.today));
    let mut found = gate(act, &dossier, &bench(setting));
    found.extend(not_the_first(case, setting, &proposal));
    found.extend(super::norms::outweighed(case, &proposal, setting.law));
    found.extend(super::norms::unconfirmed(case, &proposal, setting.law));
    found.extend(super::crime::bars(case));
    found.extend(super::crime::fine_barred(case, proposal.fine()));
    found.extend(unlike_the_draft(deciding, act));
    found
}

/// What is decided is the draft: a penalty cannot be waived here, nor a waiver be a penalty.
fn unlike_the_draft(deciding: &Deciding, act: Act) -> Option<Refusal> {
    let Some(draft) = &deciding.draft else {
        let next = "请承办人拟定处理决定并送法制审核。";
        return Some(
            Refusal::new("CASE-122", "还没有拟定处理决定。", next).then(Act::DraftDecision),
        );
    };
    match &draft.proposal {
        Proposal::NoPenalty(_) if act == Act::DecidePenalty => Some(
            Refusal::new("CASE-120", "送审的是不予处罚决定。", "请办理“作出不予处罚决定”。")
                .then(Act::WaivePenalty),
        ),
        Proposal::Penalty(_) if act == Act::WaivePenalty => Some(
            Refusal::new("CASE-121", "送审的是处罚决定。", "请办理“作出处罚决定”。")
                .then(Act::DecidePenalty),
        ),
        Proposal::Penalty(_) | Proposal::NoPenalty(_) => None,
    }
}

/// TF-15 行政处罚决定书.
fn penalty_form(
    case: &Case,
    deciding: &Deciding,
    terms: &PenaltyTerms,
    setting: &Setting<'_>,
) -> Sheet {
    let origin = &case.origin;
    let item = setting.law.item_applied(&origin.item, origin.act_on, terms.law_from).ok();
    let prohibitions = item.map_or_else(String::new, |item| law::cited(&item.prohibitions));
    let basis = item
        .and_then(|i| i.branch(&terms.branch))
        .map_or_else(String::new, |branch| law::cited(&branch.cites));
    let draft = deciding.draft.as_ref();
    let text = wording::of(case, deciding, &Proposal::Penalty(terms.clone()));
    sheets::sheet(case, "TF-15", setting)
        .text("facts", text.facts.reveal())
        .rows("evidence", sheets::evidence_rows(case))
        .text("assessment", text.assessment.reveal())
        .text("provisions", prohibitions)
        .text("penalty_basis", basis)
        .text("reasons", draft.map_or("", |draft| draft.reasons.reveal()))
        .text("discretion", text.discretion.reveal())
        .text("statement_result", heard(deciding, &text))
        .lines("penalty", terms.lines())
        .text("amount", terms.fine.to_string())
        .text("amount_words", terms.fine.in_words())
        .text("correction_text", &terms.correction)
        .text(
            "payment_text",
            "自收到本决定书之日起十五日内，到缴款书载明的银行或者通过电子支付系统缴纳。",
        )
        .text(
            "surcharge_text",
            "到期不缴纳罚款的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超过罚款的数额。",
        )
        .text("publicity_text", "本决定依法应当公开的，将在行政执法公示平台公开。")
        .text("remedies", sheets::remedies(case, setting))
}

/// EX-15 不予行政处罚决定书.
fn waiver_form(
    case: &Case,
    deciding: &Deciding,
    terms: &WaiverTerms,
    setting: &Setting<'_>,
) -> Sheet {
    let prohibitions = setting
        .law
        .item_at(&case.origin.item, case.origin.act_on)
        .map_or_else(|_| String::new(), |item| law::cited(&item.prohibitions));
    let education = if terms.education.is_blank() {
        vec!["违法事实不能成立，不涉及教育。".to_owned()]
    } else {
        terms.education.reveal().lines().map(str::to_owned).collect()
    };
    let draft = deciding.draft.as_ref();
    let text = wording::of(case, deciding, &Proposal::NoPenalty(terms.clone()));
    sheets::sheet(case, "EX-15", setting)
        .text("facts", text.facts.reveal())
        .rows("evidence", sheets::evidence_rows(case))
        .text("assessment", text.assessment.reveal())
        .text("reasons", draft.map_or("", |draft| draft.reasons.reveal()))
        .text("provisions", prohibitions)
        .text("waiver_basis", terms.ground.cite())
        .text("waiver_grounds", format!("{}。{}", terms.ground.name_zh(), terms.reasoning.reveal()))
        .text("statement_result", heard(deciding, &text))
        .lines("education", education)
        .text("correction_text", &terms.correction)
        .text("promise", terms.promise.reveal())
        .text("remedies", sheets::remedies(case, setting))
}

/// EX-14 行政处罚决定审批表: on what the head decided, and how.
///
/// # Law
/// 《行政处罚法》第五十七条第一款.
fn approval_form(
    case: &Case,
    deciding: &Deciding,
    (proposal, words): (&Proposal, &str),
    setting: &Setting<'_>,
) -> Sheet {
    let review = match &deciding.review {
        Review::Passed(opinion) => {
            format!("{}通过法制审核：{}", law::date_zh(opinion.on), opinion.words.reveal())
        }
        Review::None | Review::Submitted { .. } | Review::Amend(_) => {
            "没有送法制审核；本案不属于应当审核的情形。".to_owned()
        }
    };
    let deliberation = deciding.deliberation.as_ref().map_or_else(
        || "没有集体讨论；本案不属于应当讨论的情形。".to_owned(),
        |it| format!("{}集体讨论：{}", law::date_zh(it.on), it.conclusion.reveal()),
    );
    let reasons = deciding.draft.as_ref().map_or("", |draft| draft.reasons.reveal());
    let proposed = match proposal {
        Proposal::Penalty(terms) => terms.lines(),
        Proposal::NoPenalty(terms) => vec![format!("不予行政处罚：{}", terms.ground.name_zh())],
    };
    let text = wording::of(case, deciding, proposal);
    let told = format!("{}{}", wording::told(deciding), text.reply.reveal());
    let words =
        if words.trim().is_empty() { "同意按拟处理决定办理。" } else { words.trim() };
    let head = setting.me().map(|id| crate::documents::signature_of(setting, id, "行政机关负责人"));
    sheets::sheet(case, "EX-14", setting)
        .text("facts", deciding.report.facts.reveal())
        .text("told", if told.is_empty() { "没有制发违法行为通知书。".to_owned() } else { told })
        .text("review", review)
        .text("deliberation", deliberation)
        .lines("penalty", proposed)
        .text("reasons", reasons)
        .text("head_opinion", words)
        .signed("head_signature", head)
}

/// What the document says about the party being heard.
fn heard(deciding: &Deciding, text: &DecisionText) -> String {
    let mut words = format!("{}{}", wording::told(deciding), text.reply.reveal());
    if let Review::Passed(opinion) = &deciding.review {
        let _ = write!(words, "本案于{}通过法制审核。", law::date_zh(opinion.on));
    }
    words
}

/// The decision as it is drafted, before it is made; nothing while there is no draft.
pub(super) fn drafted(case: &Case, setting: &Setting<'_>) -> Option<Sheet> {
    let deciding = case.deciding()?;
    Some(match &deciding.draft.as_ref()?.proposal {
        Proposal::Penalty(terms) => penalty_form(case, deciding, terms, setting),
        Proposal::NoPenalty(terms) => waiver_form(case, deciding, terms, setting),
    })
}
