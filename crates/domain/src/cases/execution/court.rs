//! Apply to the people's court, in its window and after a demand (申请人民法院强制执行).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::demand::halted;
use super::event::{CourtAnswer, CourtProposal, CourtRequest};
use super::papers;
use super::performing;
use super::sale::unended;
use super::state::CourtStage;
use crate::Private;
use crate::cases::event::Event;
use crate::cases::pay::owed_on;
use crate::cases::remedies::{Remedy, RemedyKind, RemedyTarget};
use crate::cases::sheets::{blank, future, issue_nth, me};
use crate::cases::state::{Case, Decided};
use crate::cases::{bench, dossier};
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::rules::gate;
use crate::{Refusal, Refused, Setting};

/// The first and the last day on which the court may be asked; `None` before delivery, while a
/// remedy is under way, or when the rule book cannot say.
///
/// # Law
/// 《行政强制法》第五十三条; 《行政处罚法》第七十二条第二款; 《行政诉讼法》第四十五条、第四十六条
/// (AC-29, AP-66, RM-01, RM-06; DB-14).
// LEGAL-Q 2026-11-22 (法制审批科): after a suit that the party lost, from which day do the three
// months run? Until told otherwise from the day the final judgment was received.
pub fn court_window(decided: &Decided, law: &Jurisdiction) -> Option<(Date, Date)> {
    court_window_on(decided, law, Date::MAX)
}

/// The same as it was on a day, when remedies of later days were not known.
pub fn court_window_on(decided: &Decided, law: &Jurisdiction, on: Date) -> Option<(Date, Date)> {
    let delivered = decided.delivered_on?;
    let last_of =
        |rule: &str, from: Date| Some(law.rules.due(rule, from, &law.calendar).ok()?.last);
    let known = || decided.execution.remedies.iter().filter(|it| it.filed_on <= on);
    if known().any(Remedy::open) {
        return None;
    }
    let last = known().rfind(|it| it.target == RemedyTarget::Decision);
    let remedies_end = match last.and_then(|it| Some((it.kind, it.end.as_ref()?.on))) {
        None => last_of("RM-01", delivered)?.max(last_of("RM-06", delivered)?),
        Some((RemedyKind::Reconsideration, on)) => last_of("RM-06.after-review", on)?,
        Some((RemedyKind::Litigation, on)) => on,
    };
    let plan_end = decided.execution.plan().and_then(|(_, plan)| plan.last()).map(|one| one.due_on);
    let from = match (plan_end, law.rules.reading("DB-14")) {
        (None, _) => remedies_end,
        (Some(end), Some("deferral")) => end,
        (Some(end), _) => end.max(remedies_end),
    };
    Some((from.tomorrow().ok()?, last_of("AC-29", from)?))
}

/// Put the application to the head (提请申请法院强制执行).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeCourtApplication {
    /// The court.
    pub court: String,
    /// What the party said to the demand, and what became of it.
    pub opinion: Private,
    /// The property and other things that can be executed on.
    pub property: Private,
}

impl ProposeCourtApplication {
    /// Decides whether the application is due and whole (E9).
    ///
    /// # Law
    /// 《行政强制法》第三十六条、第五十三条至第五十五条 (AC-16, AC-29, AC-30, AC-31).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_propose(case, setting));
        found.require(!self.court.trim().is_empty(), || blank("EXEC-045", "管辖法院", "court"));
        found.require(!self.opinion.is_blank(), || {
            Refusal::new(
                "EXEC-046",
                "没有写明当事人对催告的意见和复核情况。",
                "请如实填写；当事人没有提出意见的，也要写明。",
            )
            .by("《行政强制法》第五十五条第一款")
            .at("opinion")
        });
        found.require(!self.property.is_blank(), || {
            Refusal::new(
                "EXEC-047",
                "没有写明申请强制执行标的情况。",
                "请填写可供执行的财产线索；不掌握的，写明已经查询的情况。",
            )
            .by("《行政强制法》第五十五条第一款")
            .at("property")
        });
        found.clear()?;
        Ok(vec![Event::CourtApplicationProposed(CourtProposal {
            court: self.court.trim().to_owned(),
            opinion: self.opinion.clone(),
            property: self.property.clone(),
            by: me,
            on: setting.today,
        })])
    }
}

/// Sign the application (签发强制执行申请书).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyToCourt {}

impl ApplyToCourt {
    /// Decides whether the head may sign the application now; the amount is that of this day.
    ///
    /// # Law
    /// 《行政强制法》第五十三条至第五十五条 (AC-29, AC-30, AC-31).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_apply(case, setting));
        found.require(!case.handlers.contains(&me), || {
            Refusal::new("EXEC-049", "承办人不能签发自己承办案件的申请书。", "请由其他负责人签发。")
        });
        found.clear()?;
        let Some(decided) = case.decided() else { return Ok(vec![]) };
        let CourtStage::Proposed(proposal) = &decided.execution.court else { return Ok(vec![]) };
        let owed = owed_on(decided, setting.law, setting.today);
        let sheet = papers::application(case, (decided, proposal, &owed), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let request = CourtRequest {
            document: document.id.clone(),
            principal: owed.principal,
            surcharge: owed.surcharge,
            by: me,
            on: setting.today,
        };
        Ok(vec![Event::CourtApplied(request), Event::DocumentIssued(document)])
    }
}

/// Record what the court answered (登记法院答复).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordCourtAnswer {
    /// Whether the application was accepted.
    pub accepted: bool,
    /// The court's document.
    pub number: String,
    /// The day it was received.
    pub on: Date,
}

impl RecordCourtAnswer {
    /// Decides whether the answer fits the application (E12).
    ///
    /// # Law
    /// 《行政强制法》第五十六条 (AC-32).
    ///
    /// # Errors
    /// No application, a wrong day, or no number.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_answer(case));
        found.require(!self.number.trim().is_empty(), || blank("EXEC-051", "法院文书号", "number"));
        found.require(self.on <= setting.today, || future("EXEC-052", "收到日期", "on", setting));
        let applied = case.decided().and_then(|it| match &it.execution.court {
            CourtStage::Applied(_, request) => Some(request.on),
            CourtStage::None | CourtStage::Proposed(_) | CourtStage::Answered(..) => None,
        });
        found.require(applied.is_none_or(|on| on <= self.on), || {
            Refusal::new("EXEC-053", "收到日期早于申请之日。", "请核对日期。").at("on")
        });
        found.clear()?;
        Ok(vec![Event::CourtAnswered(CourtAnswer {
            accepted: self.accepted,
            number: self.number.trim().to_owned(),
            on: self.on,
        })])
    }
}

/// What stands before an application whatever it says.
fn due(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let decided = match performing(case) {
        Ok(decided) => decided,
        Err(refusal) => return vec![refusal],
    };
    let mut found = Vec::new();
    if owed_on(decided, setting.law, setting.today).total().0 <= 0 {
        let next = "请提请结案。";
        found.push(Refusal::new("EXEC-040", "没有应缴未缴的款项，不需要申请强制执行。", next));
    }
    found.extend(halted(&decided.execution.halt));
    found.extend(unended(decided));
    if let Some(open) = decided.execution.under_review() {
        found.push(
            Refusal::new(
                "EXEC-041",
                format!("{}正在进行，不能申请人民法院强制执行。", open.kind.name_zh()),
                "请等复议、诉讼终结并登记结果。",
            )
            .by("《行政强制法》第五十三条")
            .then(Act::EndRemedy),
        );
        return found;
    }
    let dossier = dossier(case, setting).applying(case, setting.law, setting.today);
    let told = decided.execution.demands.iter().any(|it| case.delivered_on(&it.document).is_some());
    let gate = gate(Act::ApplyToCourt, &dossier, &bench(setting)).into_iter();
    found.extend(gate.map(|one| {
        let undemanded = !told && one.code == "RULE-AC-30";
        if undemanded { one.then(Act::DemandPerformance) } else { one }
    }));
    found
}

/// What stands before putting it to the head.
pub(super) fn ready_to_propose(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let mut found = due(case, setting);
    let open = case.decided().is_none_or(|it| match &it.execution.court {
        CourtStage::None => true,
        CourtStage::Answered(_, _, answer) => !answer.accepted,
        CourtStage::Proposed(_) | CourtStage::Applied(..) => false,
    });
    if !open {
        found.push(Refusal::new(
            "EXEC-048",
            "已经提请或者申请人民法院强制执行。",
            "请等负责人签发，或者登记法院的答复。",
        ));
    }
    found
}

/// What stands before the head's signature.
pub(super) fn ready_to_apply(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let mut found = due(case, setting);
    let waits =
        case.decided().is_some_and(|it| matches!(it.execution.court, CourtStage::Proposed(_)));
    if !waits {
        found.push(
            Refusal::new("EXEC-050", "没有等待签发的强制执行申请。", "请等承办人提请申请。")
                .then(Act::ProposeCourtApplication),
        );
    }
    found
}

/// What stands before the court's answer.
pub(super) fn ready_to_answer(case: &Case) -> Vec<Refusal> {
    match performing(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if matches!(it.execution.court, CourtStage::Applied(..)) => vec![],
        Ok(_) => vec![
            Refusal::new("EXEC-054", "没有等待法院答复的申请。", "请先申请人民法院强制执行。")
                .then(Act::ApplyToCourt),
        ],
    }
}
