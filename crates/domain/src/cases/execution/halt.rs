//! Suspend, resume and terminate execution (中止、恢复、终结执行).

use serde::{Deserialize, Serialize};

use super::event::{SuspensionGround, TerminationGround};
use super::papers;
use super::state::Halt;
use super::{agree, performing};
use crate::Private;
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth, me};
use crate::cases::state::Case;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Suspend execution (中止执行).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspendExecution {
    /// Why.
    pub ground: SuspensionGround,
    /// The reasons in words.
    pub reason: Private,
}

impl SuspendExecution {
    /// Decides whether the head may suspend it (E10).
    ///
    /// # Law
    /// 《行政强制法》第三十九条 (AC-19).
    ///
    /// # Errors
    /// The stage, a halt already, the head being a handler, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let found = checks(case, setting, &self.reason)?;
        going(case, found)?;
        let words = ("中止", self.ground.name_zh(), "《中华人民共和国行政强制法》第三十九条");
        let sheet = papers::halt(case, words, self.reason.reveal(), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let event = Event::ExecutionSuspended {
            ground: self.ground,
            reason: self.reason.clone(),
            document: document.id.clone(),
            on: setting.today,
        };
        Ok(vec![event, Event::DocumentIssued(document)])
    }
}

/// Resume execution (恢复执行).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResumeExecution {
    /// What has ceased.
    pub reason: Private,
}

impl ResumeExecution {
    /// Decides whether there is something to resume: a suspension that ceased, or an agreement that
    /// the party does not keep.
    ///
    /// # Law
    /// 《行政强制法》第三十九条第二款、第四十二条第二款 (AC-19, AC-21).
    ///
    /// # Errors
    /// Nothing suspended, an agreement that is kept, the head being a handler, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = checks(case, setting, &self.reason)?;
        let halt = case.decided().map(|it| &it.execution.halt);
        let agreed = matches!(halt, Some(Halt::Agreed { .. }));
        found.require(agreed || matches!(halt, Some(Halt::Suspended { .. })), || {
            Refusal::new("EXEC-063", "执行没有中止，不需要恢复。", "请按现在的环节继续办理。")
        });
        if agreed {
            found.extend(agree::kept(case, setting));
        }
        found.clear()?;
        let words = if agreed {
            ("恢复", "当事人不履行执行协议", "《中华人民共和国行政强制法》第四十二条第二款")
        } else {
            ("恢复", "中止执行的情形已经消失", "《中华人民共和国行政强制法》第三十九条第二款")
        };
        let sheet = papers::halt(case, words, self.reason.reveal(), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let event = Event::ExecutionResumed {
            reason: self.reason.clone(),
            document: document.id.clone(),
            on: setting.today,
        };
        Ok(vec![event, Event::DocumentIssued(document)])
    }
}

/// Terminate execution (终结执行).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminateExecution {
    /// Why.
    pub ground: TerminationGround,
    /// The reasons in words.
    pub reason: Private,
}

impl TerminateExecution {
    /// Decides whether the head may end it (E10).
    ///
    /// # Law
    /// 《行政强制法》第四十条 (AC-20).
    ///
    /// # Errors
    /// The stage, an end already, the head being a handler, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        checks(case, setting, &self.reason)?.clear()?;
        let words = ("终结", self.ground.name_zh(), "《中华人民共和国行政强制法》第四十条");
        let sheet = papers::halt(case, words, self.reason.reveal(), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let event = Event::ExecutionTerminated {
            ground: self.ground,
            reason: self.reason.clone(),
            document: document.id.clone(),
            on: setting.today,
        };
        Ok(vec![event, Event::DocumentIssued(document)])
    }
}

fn going(case: &Case, mut found: Obstacles) -> Result<(), Refused> {
    let going = case.decided().is_some_and(|it| it.execution.halt == Halt::Going);
    found.require(going, || {
        Refusal::new("EXEC-062", "执行已经中止。", "情形消失的，请恢复执行。")
            .then(Act::HaltExecution)
    });
    found.clear()
}

pub(super) fn checks(
    case: &Case,
    setting: &Setting<'_>,
    reason: &Private,
) -> Result<Obstacles, Refused> {
    let me = me(setting)?;
    let mut found = Obstacles::new();
    found.extend(ready(case));
    found.require(!case.handlers.contains(&me), || {
        Refusal::new(
            "EXEC-060",
            "承办人不能决定自己承办案件的中止、恢复和终结。",
            "请由其他负责人决定。",
        )
    });
    found.require(!reason.is_blank(), || blank("EXEC-061", "事由", "reason"));
    Ok(found)
}

/// What stands before any of the three.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    let decided = match performing(case) {
        Ok(decided) => decided,
        Err(refusal) => return vec![refusal],
    };
    let mut found = Vec::new();
    if decided.owed_principal().0 <= 0 && decided.execution.agreement().is_none() {
        let next = "加处罚款尚未缴清的继续催缴；已经缴清的，请提请结案。";
        found.push(Refusal::new("EXEC-064", "罚款本金已经缴清，没有可以中止、终结的执行。", next));
    }
    match decided.execution.halt {
        Halt::Ceased { .. } | Halt::Terminated { .. } => {
            found.extend(super::demand::halted(&decided.execution.halt));
        }
        Halt::Going | Halt::Suspended { .. } | Halt::Agreed { .. } => {}
    }
    found
}
