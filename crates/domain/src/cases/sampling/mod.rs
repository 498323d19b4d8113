//! Samples and appraisals: what was taken under seal, who was asked what about it, what they answered,
//! what the party was told and said (抽样取证、委托鉴定).
//!
//! ```text
//! samples ─▶ entrusted ─▶ opinion, told to the party ─▶ (contested ─▶ again, or refused with reasons)
//!               └▶ no opinion could be given
//! ```
//! While the case is investigated only. The report waits for an answer that is out; the time to decide
//! stands still only where a rule of the sector says so.

mod answer;
mod contest;
mod entrust;
mod event;
mod papers;
mod take;

use jiff::civil::Date;

pub use answer::{AppraisalAnswer, RecordAppraisal};
pub use contest::{AnswerObjection, ContestAppraisal};
pub use entrust::EntrustAppraisal;
pub use event::{
    AppraisalKind, AppraisalResult, Entrustment, Objection, ObjectionAnswer, Sample, Sampling,
};
pub use take::TakeSamples;

use super::event::Event;
use super::state::{Case, Stage};
use super::{evidence, wrong_stage};
use crate::Refusal;
use crate::ids::AppraisalId;
use crate::packs::{Jurisdiction, SectorRow};
use crate::policy::{Act, Role};
use crate::tasks::{Due, Holder, Task};

/// Everything that was sampled and appraised in a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Samplings {
    /// The takings of samples.
    pub taken: Vec<Sampling>,
    /// What institutions were entrusted with.
    pub appraisals: Vec<CaseAppraisal>,
}

/// An appraisal from its entrustment to the answer to an objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseAppraisal {
    /// The entrustment.
    pub entrusted: Entrustment,
    /// What the institution answered.
    pub result: Option<AppraisalResult>,
    /// What the party said against it.
    pub objection: Option<Objection>,
    /// What the head answered.
    pub answer: Option<ObjectionAnswer>,
}

impl CaseAppraisal {
    /// The opinion, when one was given.
    pub fn opinion(&self) -> Option<&AppraisalResult> {
        self.result.as_ref().filter(|it| it.is_opinion())
    }

    /// Whether an objection waits for its answer.
    pub const fn contested(&self) -> bool {
        self.objection.is_some() && self.answer.is_none()
    }

    /// The Chinese name of where it stands.
    pub fn phase_zh(&self) -> &'static str {
        match (&self.result, &self.objection, &self.answer) {
            (None, _, _) => "等待鉴定意见",
            (Some(result), _, _) if !result.is_opinion() => "没有出具鉴定意见",
            (Some(_), None, _) => "已收到鉴定意见",
            (Some(_), Some(_), None) => "当事人申请重新鉴定",
            (Some(_), Some(_), Some(answer)) if answer.agreed => "同意重新鉴定",
            (Some(_), Some(_), Some(_)) => "不同意重新鉴定",
        }
    }
}

impl Samplings {
    /// Every sample of the case.
    pub fn samples(&self) -> impl Iterator<Item = &Sample> {
        self.taken.iter().flat_map(|it| &it.samples)
    }

    /// The appraisal with the id.
    pub fn appraisal(&self, id: &AppraisalId) -> Option<&CaseAppraisal> {
        self.appraisals.iter().find(|it| it.entrusted.id == *id)
    }

    /// The appraisals that wait for an answer of the institution.
    pub fn waiting(&self) -> impl Iterator<Item = &CaseAppraisal> {
        self.appraisals.iter().filter(|it| it.result.is_none())
    }

    /// The appraisals that are to be repeated and were not yet.
    pub fn to_repeat(&self) -> impl Iterator<Item = &CaseAppraisal> {
        let repeated = |id: &AppraisalId| {
            self.appraisals.iter().any(|it| it.entrusted.again.as_ref() == Some(id))
        };
        self.appraisals.iter().filter(move |it| {
            it.answer.as_ref().is_some_and(|answer| answer.agreed) && !repeated(&it.entrusted.id)
        })
    }
}

/// What stands before the acts of this part.
#[expect(clippy::wildcard_enum_match_arm, reason = "only the acts of this part come here")]
pub(super) fn obstacles(act: Act, case: &Case) -> Vec<Refusal> {
    if act == Act::ContestAppraisal
        && matches!(case.stage, Stage::Reported(..) | Stage::Deciding(_))
    {
        let next = "调查已经终结，对鉴定意见的异议作为陈述申辩提出，并且应当复核。";
        return vec![
            wrong_stage(case, act, next)
                .by("《行政处罚法》第四十五条第一款")
                .then(Act::HearRepresentation),
        ];
    }
    let mut found = evidence::ready(case, act);
    if !found.is_empty() {
        return found;
    }
    match act {
        Act::RecordAppraisal => found.extend(answer::ready(case)),
        Act::ContestAppraisal => found.extend(contest::ready(case)),
        Act::AnswerObjection => found.extend(contest::ready_to_answer(case)),
        _ => {}
    }
    found
}

/// What has to be settled before the investigation is reported: every answer is there and was told,
/// every objection was looked into (N7).
///
/// # Law
/// 《行政处罚法》第四十条、第四十五条第一款、第四十六条第二款 (AP-27, MT-09).
// LEGAL-Q 2026-11-22 (法制审批科): no article that could be read says by when the party is told an
// opinion. Until told otherwise it is told before the report, so that what it says against it can still
// be looked into.
pub(super) fn before_report(case: &Case) -> Vec<Refusal> {
    let mut found = Vec::new();
    let all = &case.samplings;
    if let Some(it) = all.waiting().next() {
        found.push(
            Refusal::new(
                "SAMP-070",
                format!("委托{}的鉴定还没有答复，事实尚未查清。", it.entrusted.institution),
                "请登记鉴定意见；机构不能出具的，登记原因。",
            )
            .by("《行政处罚法》第四十条")
            .then(Act::RecordAppraisal),
        );
    }
    let untold = |it: &&CaseAppraisal| {
        let paper = it.opinion().and_then(|result| result.document.as_ref());
        paper.is_some_and(|id| case.delivered_on(id).is_none())
    };
    if all.appraisals.iter().any(|it| untold(&it)) {
        found.push(
            Refusal::new(
                "SAMP-071",
                "鉴定意见还没有告知当事人。",
                "请送达鉴定意见告知书，当事人有异议的可以申请重新鉴定。",
            )
            .by("《行政处罚法》第四十五条第一款")
            .then(Act::RecordDelivery),
        );
    }
    if all.appraisals.iter().any(CaseAppraisal::contested) {
        found.push(
            Refusal::new(
                "SAMP-072",
                "当事人申请重新鉴定，还没有答复。",
                "对当事人提出的事实、理由和证据应当复核；请负责人答复。",
            )
            .by("《行政处罚法》第四十五条第一款")
            .then(Act::AnswerObjection),
        );
    }
    if all.to_repeat().next().is_some() {
        found.push(
            Refusal::new(
                "SAMP-073",
                "已经同意重新鉴定，还没有重新委托。",
                "请重新委托鉴定，收到鉴定意见后再报告。",
            )
            .by("《行政处罚法》第四十条")
            .then(Act::EntrustAppraisal),
        );
    }
    found
}

/// The rule by which appraisals do not count into the time to decide a case of the item's sector.
///
/// # Law
/// 《行政处罚法》第六十条 (AP-48, DM-02, DM-05, DB-11): what a law, regulation or rule of the sector says.
pub fn appraisal_excluded_by<'a>(case: &Case, law: &'a Jurisdiction) -> Option<&'a SectorRow> {
    let item = law.items.iter().find(|item| item.id == case.origin.item)?;
    let of_sector = |row: &&SectorRow| row.groups.contains(&item.group);
    let row = law.suspension.sectors.iter().find(of_sector)?;
    let read = row.setting.is_empty() || law.rules.reading(&row.setting) == Some("excluded");
    read.then_some(row)
}

/// The days, first and last inclusive, of appraisals that the sector's rule leaves out.
// LEGAL-Q 2026-11-22 (法制审批科): the rules of agriculture and of market supervision leave the time of
// testing and appraisal out and do not say which of its two ends. Until told otherwise the day of the
// entrustment counts, and so does every day before the party was told of it.
pub(super) fn days_out(case: &Case, law: &Jurisdiction) -> Vec<(Date, Date)> {
    if appraisal_excluded_by(case, law).is_none() {
        return Vec::new();
    }
    let span = |it: &CaseAppraisal| {
        let told = case.delivered_on(&it.entrusted.document)?;
        let first = told.max(it.entrusted.on).tomorrow().ok()?;
        let last = it.result.as_ref()?.on;
        (first <= last).then_some((first, last))
    };
    case.samplings.appraisals.iter().filter_map(span).collect()
}

/// The tasks that appraisals give rise to while the case is investigated.
pub(crate) fn waiting(case: &Case, law: &Jurisdiction) -> Vec<Task> {
    if !matches!(case.stage, Stage::Investigating(_)) {
        return Vec::new();
    }
    let handlers = || case.handlers.iter().cloned().map(Holder::Person).collect::<Vec<_>>();
    let all = &case.samplings;
    let mut tasks = Vec::new();
    if let Some(on) = all.waiting().map(|it| it.entrusted.due_on).min() {
        let due = Due { on, rule: "鉴定期间".to_owned(), cite: String::new() };
        tasks.push(Task { act: Act::RecordAppraisal, holders: handlers(), due: Some(due) });
    }
    if all.appraisals.iter().any(CaseAppraisal::contested) {
        let holders = vec![Holder::Authority(Role::Leader, case.origin.authority.to_string())];
        let due = super::decide_by(case, law);
        tasks.push(Task { act: Act::AnswerObjection, holders, due });
    }
    if all.to_repeat().next().is_some() {
        let due = super::decide_by(case, law);
        tasks.push(Task { act: Act::EntrustAppraisal, holders: handlers(), due });
    }
    tasks
}

/// What was sampled and appraised after the event.
#[expect(clippy::wildcard_enum_match_arm, reason = "other events have nothing to do with it")]
pub(super) fn apply(all: &mut Samplings, event: &Event) {
    let named = |all: &mut Samplings, id: &AppraisalId, put: &dyn Fn(&mut CaseAppraisal)| {
        all.appraisals.iter_mut().filter(|it| it.entrusted.id == *id).for_each(put);
    };
    match event {
        Event::SamplesTaken(it) => all.taken.push(it.clone()),
        Event::AppraisalEntrusted(it) => all.appraisals.push(CaseAppraisal {
            entrusted: it.clone(),
            result: None,
            objection: None,
            answer: None,
        }),
        Event::AppraisalReceived(it) => {
            named(all, &it.appraisal, &|one| one.result = Some(it.clone()));
        }
        Event::AppraisalContested(it) => {
            named(all, &it.appraisal, &|one| one.objection = Some(it.clone()));
        }
        Event::ObjectionAnswered(it) => {
            named(all, &it.appraisal, &|one| one.answer = Some(it.clone()));
        }
        _ => {}
    }
}

/// The obstacle that the named appraisal is not one on which the act can be taken.
fn unknown() -> Refusal {
    Refusal::new("SAMP-001", "所选的鉴定不在可以办理的鉴定中。", "请从列出的委托中选择。")
        .at("appraisal")
}
