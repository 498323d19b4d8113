//! Suspend the investigation and take it up again (中止调查、恢复调查).
//!
//! What the pack names as a ground, and nothing else; the time to decide stands still only where the
//! pack names the article that says so.

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::sheets::{self, blank, issue_nth, me};
use super::state::{Case, Stage};
use super::wrong_stage;
use crate::documents::{Sheet, signature_of};
use crate::ids::{DocumentId, PersonId};
use crate::packs::Jurisdiction;
use crate::policy::{Act, Role};
use crate::refusal::Obstacles;
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

/// Suspend the investigation (中止调查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspendInvestigation {
    /// The id of the ground in the pack.
    pub ground: String,
    /// The facts.
    pub reason: Private,
}

impl SuspendInvestigation {
    /// Decides whether the head may suspend it: on a ground of the pack, before the decision (N26).
    ///
    /// # Law
    /// 《行政处罚法》第六十条 (AP-48, DM-02, DB-11): only what a law, regulation or rule says is left out
    /// of the ninety days.
    // LEGAL-Q 2026-11-22 (法制审批科): the penalty law knows no suspension; confirm that the transport
    // rule lets an investigation stand still and whether its days count. Until then it may on the
    // grounds of the pack, and the days count.
    ///
    /// # Errors
    /// The stage, a suspension already, a ground that the pack does not name, the head being a
    /// handler, or no facts.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_suspend(case));
        found.extend(own_case(case, &me));
        let row = setting.law.suspension.grounds.iter().find(|row| row.id == self.ground);
        found.require(row.is_some(), || {
            Refusal::new(
                "SUSP-003",
                "所选的情形不在数据包的中止情形中。",
                "请从列出的情形中选择；没有法定情形的，不能中止调查。",
            )
            .by("《行政处罚法》第六十条")
            .at("ground")
        });
        found.require(!self.reason.is_blank(), || blank("SUSP-004", "事实和理由", "reason"));
        found.clear()?;
        let Some(row) = row else { return Ok(vec![]) };
        let clock = if row.excluded_by.trim().is_empty() {
            "中止的时间照常计入九十日的办案期限".to_owned()
        } else {
            format!("依据{}，中止的时间不计入办案期限", row.excluded_by)
        };
        let words = ("中止调查", row.name.as_str(), row.cite.as_str());
        let sheet = form(case, words, &[self.reason.reveal(), &clock], setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let suspension = Suspension {
            ground: row.name.clone(),
            cite: row.cite.clone(),
            excluded_by: row.excluded_by.trim().to_owned(),
            reason: self.reason.clone(),
            document: document.id.clone(),
            by: me,
            on: setting.today,
        };
        Ok(vec![Event::InvestigationSuspended(suspension), Event::DocumentIssued(document)])
    }
}

/// Take the investigation up again (恢复调查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResumeInvestigation {
    /// The day on which the ground ceased.
    pub ceased_on: Date,
    /// How.
    pub reason: Private,
}

impl ResumeInvestigation {
    /// Decides whether it goes on; from the day after the ground ceased the time runs again,
    /// however late this is written down.
    ///
    /// # Law
    /// 《行政处罚法》第六十条 (AP-48, DM-02).
    ///
    /// # Errors
    /// Nothing suspended, a wrong day, the head being a handler, or no facts.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_resume(case));
        found.extend(own_case(case, &me));
        found.require(!self.reason.is_blank(), || blank("SUSP-005", "中止原因如何消除", "reason"));
        let since = open(case).map(|it| it.on);
        let fits = since.is_none_or(|on| on <= self.ceased_on && self.ceased_on <= setting.today);
        found.require(fits, || {
            Refusal::new(
                "SUSP-006",
                "中止原因消除的日期早于中止之日，或者晚于今天。",
                "请填写原因实际消除的日期。",
            )
            .at("ceased_on")
        });
        found.clear()?;
        let ceased = format!("中止的原因于{}消除", date_zh(self.ceased_on));
        let cite = open(case).map_or("", |it| it.cite.as_str());
        let words = ("恢复调查", ceased.as_str(), cite);
        let document =
            issue_nth(case, setting, form(case, words, &[self.reason.reveal()], setting), 0)?;
        let resumption = Resumption {
            ceased_on: self.ceased_on,
            reason: self.reason.clone(),
            document: document.id.clone(),
            by: me,
            on: setting.today,
        };
        Ok(vec![Event::InvestigationResumed(resumption), Event::DocumentIssued(document)])
    }
}

/// EX-04 执法审批表.
fn form(
    case: &Case,
    (matter, ground, cite): (&str, &str, &str),
    reasons: &[&str],
    setting: &Setting<'_>,
) -> Sheet {
    let head = setting.me().map(|id| signature_of(setting, id, "行政机关负责人"));
    sheets::sheet(case, "EX-04", setting)
        .text("matter", matter)
        .text("ground", ground)
        .text("basis", cite)
        .lines("reason", reasons.iter().map(|line| (*line).to_owned()))
        .text("handler_opinion", sheets::BY_HAND)
        .text("head_opinion", format!("同意{matter}。"))
        .signed("head_signature", head)
}

fn own_case(case: &Case, me: &PersonId) -> Option<Refusal> {
    case.handlers
        .contains(me)
        .then(|| Refusal::new("SUSP-002", "承办人不能审批自己承办的案件。", "请由其他负责人审批。"))
}

/// The suspension that has not ended.
pub(super) fn open(case: &Case) -> Option<&Suspension> {
    let going =
        matches!(case.stage, Stage::Investigating(_) | Stage::Reported(..) | Stage::Deciding(_));
    let all = going.then_some(&case.standstills)?;
    all.last().filter(|it| it.resumption.is_none()).map(|it| &it.suspension)
}

/// What stands before suspending.
pub(super) fn ready_to_suspend(case: &Case) -> Vec<Refusal> {
    let act = Act::SuspendInvestigation;
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
        "中止的原因消除后，立即恢复调查。",
    )
    .then(Act::ResumeInvestigation)
}

/// What stands before taking it up again.
pub(super) fn ready_to_resume(case: &Case) -> Vec<Refusal> {
    if open(case).is_some() {
        return vec![];
    }
    vec![wrong_stage(case, Act::ResumeInvestigation, "调查没有中止，请按现在的环节继续办理。")]
}

/// Nothing moves towards the decision while the investigation stands still.
#[expect(clippy::wildcard_enum_match_arm, reason = "other acts go on")]
pub(super) fn bars(act: Act, case: &Case) -> Option<Refusal> {
    let it = open(case)?;
    match act {
        Act::SubmitReport
        | Act::ApproveReport
        | Act::GiveNotice
        | Act::CallHearing
        | Act::HoldHearing
        | Act::DraftDecision
        | Act::GiveOpinion
        | Act::RecordDeliberation
        | Act::DecidePenalty
        | Act::WaivePenalty => Some(
            Refusal::new(
                "SUSP-010",
                format!("调查已于{}中止（{}）。", date_zh(it.on), it.ground),
                "原因已经消除的，请负责人先恢复调查。",
            )
            .by("《行政处罚法》第六十条")
            .then(Act::ResumeInvestigation),
        ),
        _ => None,
    }
}

/// The days, first and last inclusive, that a rule leaves out of the time to decide.
pub(super) fn days_out(case: &Case) -> Vec<(Date, Date)> {
    let left_out = case.standstills.iter().filter(|it| !it.suspension.excluded_by.is_empty());
    let span = |it: &Standstill| Some((it.suspension.on, it.resumption.as_ref()?.ceased_on));
    left_out.filter_map(span).collect()
}

/// The task of taking it up again, in time to decide where the days count.
pub(crate) fn waiting(case: &Case, law: &Jurisdiction) -> Option<Task> {
    let it = open(case)?;
    let asked = law.rules.due("SOFT-suspension", it.on, &law.calendar).ok();
    let remind = asked.map(|due| Due {
        on: due.last,
        rule: "SOFT-suspension".to_owned(),
        cite: it.cite.clone(),
    });
    let limit = super::decide_by(case, law).filter(|_| it.excluded_by.is_empty());
    let due = [remind, limit].into_iter().flatten().min_by_key(|due| due.on);
    let handlers = case.handlers.iter().cloned().map(Holder::Person);
    let office = Holder::Authority(Role::Leader, case.origin.authority.to_string());
    let holders = handlers.chain([office]).collect();
    Some(Task { act: Act::ResumeInvestigation, holders, due })
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
