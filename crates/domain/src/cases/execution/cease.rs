//! Execution that stood still for three full years is given up (不再执行).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::halt::checks;
use super::papers;
use super::state::{CourtStage, Halt};
use crate::Private;
use crate::cases::event::Event;
use crate::cases::sheets::issue_nth;
use crate::cases::state::{Case, Decided};
use crate::packs::Jurisdiction;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

const CITE: &str = "《行政强制法》第三十九条第二款";

/// Execute no longer what was suspended for three years (不再执行).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CeaseExecution {
    /// Whether no obvious harm to society remains.
    pub harmless: bool,
    /// Whether the party is really unable to perform.
    pub unable: bool,
    /// The facts and materials both findings rest on.
    pub reason: Private,
}

impl CeaseExecution {
    /// Decides whether the head may give it up: suspended, three full years without resumption, and
    /// the two findings made (E10).
    ///
    /// # Law
    /// 《行政强制法》第三十九条第二款 (AC-19).
    // LEGAL-Q 2026-11-23 (法制审批科): whether execution ends by itself after the three years or by a
    // decision, and whether the day on which they are full already counts. Until told otherwise the
    // head decides in writing, from the day after on, and until then it can be resumed.
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = checks(case, setting, &self.reason)?;
        let suspended = case.decided().and_then(suspended_on);
        found.require(suspended.is_some(), || {
            let next = "只有中止执行的才可能不再执行；确有中止情形的，先中止执行。";
            Refusal::new("EXEC-220", "执行没有中止。", next).by(CITE).then(Act::HaltExecution)
        });
        found.extend(case.decided().and_then(with_the_court));
        if let Some((on, from)) = suspended.map(|on| (on, ceases_from(on, setting.law))) {
            early(on, from, setting.today, &mut found);
        }
        self.check_findings(&mut found);
        found.clear()?;
        let ground = "没有明显社会危害，当事人确无能力履行，中止执行满三年未恢复执行";
        let words = ("不再", ground, "《中华人民共和国行政强制法》第三十九条第二款");
        let sheet = papers::halt(case, words, self.reason.reveal(), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let (reason, id) = (self.reason.clone(), document.id.clone());
        let event = Event::ExecutionCeased { reason, document: id, on: setting.today };
        Ok(vec![event, Event::DocumentIssued(document)])
    }

    fn check_findings(&self, found: &mut Obstacles) {
        found.require(self.harmless, || {
            Refusal::new(
                "EXEC-222",
                "没有确认已无明显社会危害。",
                "请核实；仍有明显社会危害的，不能不再执行，应当恢复执行。",
            )
            .by(CITE)
            .at("harmless")
        });
        found.require(self.unable, || {
            Refusal::new(
                "EXEC-223",
                "没有确认当事人确无能力履行。",
                "请核查当事人的财产；有能力履行的，应当恢复执行。",
            )
            .by(CITE)
            .at("unable")
        });
    }
}

/// Why it is not for us to give up what the court executes.
fn with_the_court(decided: &Decided) -> Option<Refusal> {
    let asked = matches!(decided.execution.court, CourtStage::Applied(..));
    (asked || decided.execution.accepted()).then(|| {
        Refusal::new(
            "EXEC-224",
            "已经申请人民法院强制执行，执行是否终结由人民法院裁定。",
            "请按法院的文书登记结果，再提请结案。",
        )
        .by("《行政强制法》第五十三条")
    })
}

fn early(suspended_on: Date, from: Option<Date>, today: Date, found: &mut Obstacles) {
    let Some(from) = from.filter(|from| today < *from) else { return };
    found.add(
        Refusal::new(
            "EXEC-221",
            format!("执行自{}中止，到今天还不满三年。", date_zh(suspended_on)),
            format!("{}起才可以决定不再执行；其间中止的情形消失的，恢复执行。", date_zh(from)),
        )
        .by(CITE)
        .at("what"),
    );
}

/// The day since which execution is suspended; a resumption begins the count anew.
pub(super) const fn suspended_on(decided: &Decided) -> Option<Date> {
    match &decided.execution.halt {
        Halt::Suspended { on, .. } => Some(*on),
        Halt::Going | Halt::Agreed { .. } | Halt::Ceased { .. } | Halt::Terminated { .. } => None,
    }
}

/// The first day on which what was suspended on the day may be given up.
pub fn ceases_from(suspended_on: Date, law: &Jurisdiction) -> Option<Date> {
    law.rules.due("AC-19", suspended_on, &law.calendar).ok()?.last.tomorrow().ok()
}
