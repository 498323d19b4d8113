//! What the handlers put to the head beside the procedure (呈批): to suspend the investigation, to take
//! it up again, to end the case, to transfer it; the head approves it or gives it back.

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::finish::{self, EndGround};
use super::sheets::{self, blank, me};
use super::state::Case;
use super::suspend;
use super::transfer::{self, TransferGround};
use crate::documents::{Sheet, Signature, signature_of};
use crate::ids::PersonId;
use crate::packs::Jurisdiction;
use crate::policy::{Act, Role};
use crate::refusal::Obstacles;
use crate::tasks::{Holder, Task};
use crate::{Private, Refusal, Refused, Setting};

/// What is put to the head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// To suspend the investigation (中止调查).
    Suspension {
        /// The id of the ground in the pack.
        ground: String,
    },
    /// To take it up again (恢复调查).
    Resumption {
        /// The day on which the ground ceased.
        ceased_on: Date,
    },
    /// To end the case without a decision (终结案件).
    Ending {
        /// Why.
        ground: EndGround,
        /// The body that it went to, in records from before a transfer was a matter of its own.
        #[serde(default)]
        organ: String,
        /// What went with it; as above.
        #[serde(default)]
        materials: Vec<String>,
    },
    /// To transfer the case to the authority that it belongs to (移送管辖).
    Transfer {
        /// Why.
        ground: TransferGround,
        /// The document on which the ground rests, where it does.
        #[serde(default)]
        rests_on: String,
        /// To which authority.
        organ: String,
        /// What goes with it.
        materials: Vec<String>,
    },
}

impl Matter {
    /// By which act the head approves it.
    pub const fn act(&self) -> Act {
        match self {
            Self::Suspension { .. } => Act::SuspendInvestigation,
            Self::Resumption { .. } => Act::ResumeInvestigation,
            Self::Ending { .. } => Act::EndCase,
            Self::Transfer { .. } => Act::ApproveTransfer,
        }
    }
}

/// What a handler put to the head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// What is asked for.
    pub matter: Matter,
    /// The facts and reasons.
    pub reason: Private,
    /// Who put it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// What the head gave back, for the handlers to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenBack {
    /// What had been put.
    pub submission: Submission,
    /// Why it came back.
    pub reason: Private,
    /// The head.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// What lies between the handlers and the head; at most one of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Table {
    /// Nothing.
    #[default]
    Clear,
    /// For the head to answer.
    Put(Submission),
    /// For the handlers to mend.
    GivenBack(Box<GivenBack>),
}

impl Table {
    /// What waits for the head.
    pub const fn put(&self) -> Option<&Submission> {
        match self {
            Self::Put(it) => Some(it),
            Self::Clear | Self::GivenBack(_) => None,
        }
    }

    /// What came back.
    pub fn given_back(&self) -> Option<&GivenBack> {
        match self {
            Self::GivenBack(it) => Some(it),
            Self::Clear | Self::Put(_) => None,
        }
    }
}

/// What the head answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// As put.
    Approve,
    /// Back to the handlers.
    Return {
        /// Why.
        reason: Private,
    },
}

/// What is put, and by which act the head answers it.
const ANSWERED_BY: [(Act, Act); 4] = [
    (Act::ProposeSuspension, Act::SuspendInvestigation),
    (Act::ProposeResumption, Act::ResumeInvestigation),
    (Act::ProposeEnding, Act::EndCase),
    (Act::ProposeTransfer, Act::ApproveTransfer),
];

/// What the head approves, and who the head is.
pub(super) struct Approval<'a> {
    /// The submission.
    pub submission: &'a Submission,
    /// The head.
    pub by: PersonId,
}

/// What lies on the table under the act, for the head to approve.
///
/// # Errors
/// Every obstacle of the matter, or a head who handles the case.
pub(super) fn approval<'a>(
    act: Act,
    case: &'a Case,
    setting: &Setting<'_>,
) -> Result<Approval<'a>, Refused> {
    let by = me(setting)?;
    heads(act, case, &by).clear()?;
    let submission = case.table.put().ok_or_else(|| nothing(act))?;
    Ok(Approval { submission, by })
}

/// Gives it back to the handlers.
///
/// # Errors
/// The same, and no reason.
pub(super) fn give_back(
    (act, reason): (Act, &Private),
    case: &Case,
    setting: &Setting<'_>,
) -> Result<Vec<Event>, Refused> {
    let by = me(setting)?;
    let mut found = heads(act, case, &by);
    found.require(!reason.is_blank(), || blank("SUBM-002", "退回的理由", "returned"));
    found.clear()?;
    let (reason, on) = (reason.clone(), setting.today);
    Ok(vec![Event::SubmissionReturned { reason, by, on }])
}

fn heads(act: Act, case: &Case, by: &PersonId) -> Obstacles {
    let mut found = Obstacles::new();
    found.extend(ready(act, case));
    found.require(!case.handlers.contains(by), || {
        Refusal::new("SUBM-001", "承办人不能审批自己承办的案件。", "请由其他负责人审批。")
    });
    found
}

/// Puts it to the head.
///
/// # Errors
/// What stands before it, no facts, and what was found wrong in it.
pub(super) fn put(
    (act, matter, reason): (Act, Matter, &Private),
    wrong: Vec<Refusal>,
    case: &Case,
    setting: &Setting<'_>,
) -> Result<Vec<Event>, Refused> {
    let by = me(setting)?;
    let mut found = Obstacles::new();
    found.extend(ready(act, case));
    found.require(!reason.is_blank(), || blank("SUBM-003", "事实和理由", "reason"));
    found.extend(wrong);
    found.clear()?;
    let (reason, on) = (reason.clone(), setting.today);
    Ok(vec![Event::Submitted(Submission { matter, reason, by, on })])
}

/// What stands before the act, a proposal or the answer to it.
#[expect(clippy::wildcard_enum_match_arm, reason = "only the acts of this file come here")]
pub(super) fn ready(act: Act, case: &Case) -> Vec<Refusal> {
    let mut found = match act {
        Act::ProposeSuspension | Act::SuspendInvestigation => suspend::ready_to_suspend(act, case),
        Act::ProposeResumption | Act::ResumeInvestigation => suspend::ready_to_resume(act, case),
        Act::ProposeTransfer | Act::ApproveTransfer => transfer::ready_to_send(act, case),
        _ => finish::ready(act, case),
    };
    let put = case.table.put();
    if ANSWERED_BY.iter().any(|(proposal, _)| *proposal == act) {
        found.extend(put.map(waits));
    } else if found.is_empty() && put.is_none_or(|it| it.matter.act() != act) {
        // What stands in the way of the matter says more than that nobody asked.
        found.push(nothing(act));
    }
    found
}

fn waits(it: &Submission) -> Refusal {
    let act = it.matter.act();
    Refusal::new(
        "SUBM-004",
        format!("已于{}提请{}，等待负责人审批。", date_zh(it.on), act.name_zh()),
        "请等负责人审批；需要改动的，请负责人退回后重新提请。",
    )
    .then(act)
}

fn nothing(act: Act) -> Refusal {
    let refusal = Refusal::new(
        "SUBM-005",
        format!("承办人没有提请{}。", act.name_zh()),
        "请承办人先写明事实和理由，提请审批。",
    );
    match ANSWERED_BY.iter().find(|(_, answer)| *answer == act) {
        Some((proposal, _)) => refusal.then(*proposal),
        None => refusal,
    }
}

/// EX-04 执法审批表: what the handler put and the head approved, signed by both.
pub(super) fn sheet(
    case: &Case,
    (matter, ground, cite): (&str, &str, &str),
    reasons: &[&str],
    approval: &Approval<'_>,
    setting: &Setting<'_>,
) -> Sheet {
    let sheet = sheets::sheet(case, "EX-04", setting)
        .text("matter", matter)
        .text("ground", ground)
        .text("basis", cite)
        .lines("reason", reasons.iter().map(|line| (*line).to_owned()));
    signed(sheet, matter, approval, setting)
}

/// The opinions and signatures of an approval sheet.
pub(super) fn signed(
    sheet: Sheet,
    matter: &str,
    approval: &Approval<'_>,
    setting: &Setting<'_>,
) -> Sheet {
    let put = approval.submission;
    let handler =
        Signature { date: date_zh(put.on), ..signature_of(setting, &put.by, "承办人") };
    sheet
        .text("handler_opinion", format!("提请{matter}。"))
        .signed("handler_signature", Some(handler))
        .text("head_opinion", format!("同意{matter}。"))
        .signed("head_signature", Some(signature_of(setting, &approval.by, "行政机关负责人")))
}

/// The task of answering what was put.
pub(crate) fn waiting(case: &Case, law: &Jurisdiction) -> Option<Task> {
    let it = case.table.put()?;
    let holders = vec![Holder::Authority(Role::Leader, case.origin.authority.to_string())];
    let due = match it.matter {
        Matter::Resumption { .. } => suspend::resume_by(case, law),
        Matter::Suspension { .. } | Matter::Ending { .. } | Matter::Transfer { .. } => {
            super::decide_by(case, law)
        }
    };
    Some(Task { act: it.matter.act(), holders, due })
}

/// What is on the head's table after the event; a decision leaves nothing to approve.
#[expect(clippy::wildcard_enum_match_arm, reason = "other events leave it where it is")]
pub(super) fn apply(table: &mut Table, event: &Event) {
    match event {
        Event::Submitted(it) => *table = Table::Put(it.clone()),
        Event::SubmissionReturned { reason, by, on } => {
            if let Table::Put(submission) = std::mem::take(table) {
                let (reason, by, on) = (reason.clone(), by.clone(), *on);
                *table = Table::GivenBack(Box::new(GivenBack { submission, reason, by, on }));
            }
        }
        Event::InvestigationSuspended(_)
        | Event::InvestigationResumed(_)
        | Event::TransferSent(_)
        | Event::CaseEnded { .. }
        | Event::PenaltyDecided(_)
        | Event::PenaltyWaived(_) => *table = Table::Clear,
        _ => {}
    }
}
