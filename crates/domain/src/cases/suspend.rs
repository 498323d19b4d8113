//! Suspend the investigation and take it up again (中止调查、恢复调查).
//!
//! What the pack names as a ground, and nothing else; the time to decide stands still only where the
//! pack names the article that says so.

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::sheets::issue_nth;
use super::state::{Case, Stage};
use super::submission::{self, Answer, Matter};
use super::wrong_stage;
use crate::ids::{DocumentId, PersonId};
use crate::packs::{Jurisdiction, SuspensionRow};
use crate::policy::Act;
use crate::tasks::{Due, Holder, Task};
use crate::{Private, Refusal, Refused, Setting};

/// The investigation was suspended (中止调查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// The ground, as the pack then said it.
    pub ground: String,
    /// On what the ground rests.
    pub cite: String,
    /// The article by which the days do not count; blank when they count.
    #[serde(default)]
    pub excluded_by: String,
    /// The facts.
    pub reason: Private,
    /// The approval.
    pub document: DocumentId,
    /// The head.
    pub by: PersonId,
    /// The first day.
    pub on: Date,
}

/// It was taken up again (恢复调查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resumption {
    /// The day on which the ground ceased; from the next day on the time runs again.
    pub ceased_on: Date,
    /// How it ceased.
    pub reason: Private,
    /// The approval.
    pub document: DocumentId,
    /// The head.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// A stretch in which the investigation stood still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standstill {
    /// Its beginning.
    pub suspension: Suspension,
    /// Its end.
    pub resumption: Option<Resumption>,
}

/// Put the suspension to the head (提请中止调查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeSuspension {
    /// The id of the ground in the pack.
    pub ground: String,
    /// The facts.
    pub reason: Private,
}

impl ProposeSuspension {
    /// Decides whether it can be put: on a ground of the pack, before the decision (N26).
    ///
    /// # Law
    /// 《行政处罚法》第六十条 (AP-48, DM-02, DB-11): only what a law, regulation or rule says is left out
    /// of the ninety days.
    // LEGAL-Q 2026-11-22 (法制审批科): the penalty law knows no suspension; confirm that the transport
    // rule lets an investigation stand still and whether its days count. Until then it may on the
    // grounds of the pack, and the days count.
    ///
    /// # Errors
    /// The stage, a suspension already, a ground that the pack does not name, or no facts.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let wrong = row(&self.ground, setting).err().into_iter().collect();
        let matter = Matter::Suspension { ground: self.ground.clone() };
        submission::put((Act::ProposeSuspension, matter, &self.reason), wrong, case, setting)
    }
}

/// The ground of the pack.
fn row<'a>(id: &str, setting: &Setting<'a>) -> Result<&'a SuspensionRow, Refusal> {
    setting.law.suspension.grounds.iter().find(|row| row.id == id).ok_or_else(|| {
        Refusal::new(
            "SUSP-003",
            "所选的情形不在数据包的中止情形中。",
            "请从列出的情形中选择；没有法定情形的，不能中止调查。",
        )
        .by("《行政处罚法》第六十条")
        .at("ground")
    })
}

/// Suspend the investigation as put, or give it back (中止调查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspendInvestigation {
    /// What the head says.
    pub answer: Answer,
}

impl SuspendInvestigation {
    /// Decides whether the head may answer; the ground is looked up again.
    ///
    /// # Law
    /// 《行政处罚法》第六十条 (AP-48, DM-02, DB-11).
    ///
    /// # Errors
    /// The stage, nothing put, a ground that the pack no longer names, the head being a handler, or no
    /// reason for giving it back.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let act = Act::SuspendInvestigation;
        if let Answer::Return { reason } = &self.answer {
            return submission::give_back((act, reason), case, setting);
        }
        let approval = submission::approval(act, case, setting)?;
        let Matter::Suspension { ground } = &approval.submission.matter else { return Ok(vec![]) };
        let row = row(ground, setting)?;
        let clock = if row.excluded_by.trim().is_empty() {
            "中止的时间照常计入九十日的办案期限".to_owned()
        } else {
            format!("依据{}，中止的时间不计入办案期限", row.excluded_by)
        };
        let words = ("中止调查", row.name.as_str(), row.cite.as_str());
        let reasons = [approval.submission.reason.reveal(), &clock];
        let sheet = submission::sheet(case, words, &reasons, &approval, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let suspension = Suspension {
            ground: row.name.clone(),
            cite: row.cite.clone(),
            excluded_by: row.excluded_by.trim().to_owned(),
            reason: approval.submission.reason.clone(),
            document: document.id.clone(),
            by: approval.by,
            on: setting.today,
        };
        Ok(vec![Event::InvestigationSuspended(suspension), Event::DocumentIssued(document)])
    }
}

/// Put the resumption to the head (提请恢复调查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeResumption {
    /// The day on which the ground ceased.
    pub ceased_on: Date,
    /// How.
    pub reason: Private,
}

impl ProposeResumption {
    /// Decides whether it can be put.
    ///
    /// # Law
    /// 《行政处罚法》第六十条 (AP-48, DM-02).
    ///
    /// # Errors
    /// Nothing suspended, a wrong day, or no facts.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let since = open(case).map(|it| it.on);
        let fits = since.is_none_or(|on| on <= self.ceased_on && self.ceased_on <= setting.today);
        let wrong = (!fits).then(|| {
            Refusal::new(
                "SUSP-006",
                "中止原因消除的日期早于中止之日，或者晚于今天。",
                "请填写原因实际消除的日期。",
            )
            .at("ceased_on")
        });
        let matter = Matter::Resumption { ceased_on: self.ceased_on };
        let put = (Act::ProposeResumption, matter, &self.reason);
        submission::put(put, wrong.into_iter().collect(), case, setting)
    }
}

/// Take the investigation up again as put, or give it back (恢复调查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResumeInvestigation {
    /// What the head says.
    pub answer: Answer,
}

impl ResumeInvestigation {
    /// Decides whether it goes on; from the day after the ground ceased the time runs again, however
    /// late this is put and approved.
    ///
    /// # Law
    /// 《行政处罚法》第六十条 (AP-48, DM-02).
    ///
    /// # Errors
    /// Nothing suspended or put, the head being a handler, or no reason for giving it back.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let act = Act::ResumeInvestigation;
        if let Answer::Return { reason } = &self.answer {
            return submission::give_back((act, reason), case, setting);
        }
        let approval = submission::approval(act, case, setting)?;
        let Matter::Resumption { ceased_on } = approval.submission.matter else {
            return Ok(vec![]);
        };
        let ceased = format!("中止的原因于{}消除", date_zh(ceased_on));
        let cite = open(case).map_or("", |it| it.cite.as_str());
        let words = ("恢复调查", ceased.as_str(), cite);
        let reasons = [approval.submission.reason.reveal()];
        let sheet = submission::sheet(case, words, &reasons, &approval, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let resumption = Resumption {
            ceased_on,
            reason: approval.submission.reason.clone(),
            document: document.id.clone(),
            by: approval.by,
            on: setting.today,
        };
        Ok(vec![Event::InvestigationResumed(resumption), Event::DocumentIssued(document)])
    }
}

/// The suspension that has not ended.
pub(super) fn open(case: &Case) -> Option<&Suspension> {
    let going =
        matches!(case.stage, Stage::Investigating(_) | Stage::Reported(..) | Stage::Deciding(_));
    let all = going.then_some(&case.standstills)?;
    all.last().filter(|it| it.resumption.is_none()).map(|it| &it.suspension)
}

/// What stands before suspending.
pub(super) fn ready_to_suspend(act: Act, case: &Case) -> Vec<Refusal> {
    match &case.stage {
        Stage::Investigating(_) | Stage::Reported(..) | Stage::Deciding(_) => {}
        Stage::OnSpot(_) | Stage::Proposed => {
            return vec![wrong_stage(case, act, "还没有立案，没有可以中止的调查。")];
        }
        Stage::Decided(_) => {
            return vec![
                wrong_stage(
                    case,
                    act,
                    "已经作出决定；执行需要中止的，办理“中止、恢复、终结执行”。",
                )
                .then(Act::HaltExecution),
            ];
        }
        Stage::NotFiled { .. } | Stage::Closed(..) | Stage::Ended(_) => {
            return vec![wrong_stage(case, act, "案件已经办结。")];
        }
    }
    open(case).map(already).into_iter().collect()
}

fn already(it: &Suspension) -> Refusal {
    Refusal::new(
        "SUSP-001",
        format!("调查已于{}中止。", date_zh(it.on)),
        "中止的原因消除后，立即提请恢复调查。",
    )
    .then(Act::ProposeResumption)
}

/// What stands before taking it up again.
pub(super) fn ready_to_resume(act: Act, case: &Case) -> Vec<Refusal> {
    if open(case).is_some() {
        return vec![];
    }
    vec![wrong_stage(case, act, "调查没有中止，请按现在的环节继续办理。")]
}

/// Whether the act moves the case towards its decision.
pub(super) const fn moves_on(act: Act) -> bool {
    matches!(
        act,
        Act::SubmitReport
            | Act::ApproveReport
            | Act::GiveNotice
            | Act::CallHearing
            | Act::HoldHearing
            | Act::DraftDecision
            | Act::GiveOpinion
            | Act::RecordDeliberation
            | Act::DecidePenalty
            | Act::WaivePenalty
    )
}

/// Nothing moves towards the decision while the investigation stands still.
pub(super) fn bars(act: Act, case: &Case) -> Option<Refusal> {
    let it = open(case)?;
    moves_on(act).then(|| {
        Refusal::new(
            "SUSP-010",
            format!("调查已于{}中止（{}）。", date_zh(it.on), it.ground),
            "原因已经消除的，请先提请恢复调查。",
        )
        .by("《行政处罚法》第六十条")
        .then(Act::ProposeResumption)
    })
}

/// The days, first and last inclusive, that a rule leaves out of the time to decide.
pub(super) fn days_out(case: &Case) -> Vec<(Date, Date)> {
    let left_out = case.standstills.iter().filter(|it| !it.suspension.excluded_by.is_empty());
    let span = |it: &Standstill| Some((it.suspension.on, it.resumption.as_ref()?.ceased_on));
    left_out.filter_map(span).collect()
}

/// The task of asking to take it up again; once asked, it waits for the head.
pub(crate) fn waiting(case: &Case, law: &Jurisdiction) -> Option<Task> {
    open(case)?;
    let asked = case.table.put().map(|it| it.matter.act());
    if asked == Some(Act::ResumeInvestigation) {
        return None;
    }
    let holders = case.handlers.iter().cloned().map(Holder::Person).collect();
    Some(Task { act: Act::ProposeResumption, holders, due: resume_by(case, law) })
}

/// When to look whether the ground has ceased, in time to decide where the days count.
pub(super) fn resume_by(case: &Case, law: &Jurisdiction) -> Option<Due> {
    let it = open(case)?;
    let asked = law.rules.due("SOFT-suspension", it.on, &law.calendar).ok();
    let remind = asked.map(|due| Due {
        on: due.last,
        rule: "SOFT-suspension".to_owned(),
        cite: it.cite.clone(),
    });
    let limit = super::decide_by(case, law).filter(|_| it.excluded_by.is_empty());
    [remind, limit].into_iter().flatten().min_by_key(|due| due.on)
}

/// The stretches after the event.
pub(super) fn apply(all: &mut Vec<Standstill>, event: &Event) {
    if let Event::InvestigationSuspended(suspension) = event {
        all.push(Standstill { suspension: suspension.clone(), resumption: None });
    } else if let Event::InvestigationResumed(resumption) = event
        && let Some(last) = all.last_mut()
    {
        last.resumption = Some(resumption.clone());
    }
}
