//! Deferral and instalments: the party asks, the head decides (延期、分期缴纳).

use jiff::civil::Date;
use law::Fen;
use serde::{Deserialize, Serialize};

use super::event::{DeferralRequest, Instalment};
use super::papers;
use super::performing;
use super::state::{CourtStage, Deferral};
use crate::Private;
use crate::cases::event::Event;
use crate::cases::sheets::{blank, future, issue_nth, me};
use crate::cases::state::{Case, Decided};
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Record what the party asks for (登记延期、分期申请).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestDeferral {
    /// The instalments, one for a deferral.
    pub plan: Vec<Instalment>,
    /// The hardship.
    pub reason: Private,
    /// The day of the party's application.
    pub asked_on: Date,
}

impl RequestDeferral {
    /// Decides whether the application is whole (E2): later days in order, the whole fine that is
    /// still owed, and a hardship.
    ///
    /// # Law
    /// 《行政处罚法》第六十六条第二款 (AP-66).
    ///
    /// # Errors
    /// The stage, an answer given already, or a plan that does not fit.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_request(case));
        found.require(!self.reason.is_blank(), || blank("EXEC-013", "申请的理由", "reason"));
        found.require(self.asked_on <= setting.today, || {
            future("EXEC-014", "申请日期", "asked_on", setting)
        });
        let later = self.plan.first().is_some_and(|first| setting.today < first.due_on);
        let in_order = self.plan.windows(2).all(|two| match two {
            [one, next] => one.due_on < next.due_on,
            _ => true,
        });
        let positive = self.plan.iter().all(|one| 0 < one.amount.0);
        found.require(later && in_order && positive, || {
            Refusal::new(
                "EXEC-015",
                "缴纳计划的日期没有从明天以后依次排列，或者金额不大于零。",
                "延期的填写一期，分期的逐期填写截止日期和金额。",
            )
            .at("plan")
        });
        let owed = case.decided().map_or(Fen(0), fine_owed);
        let sum: i64 = self.plan.iter().map(|one| one.amount.0).sum();
        found.require(sum == owed.0, || {
            Refusal::new(
                "EXEC-016",
                format!("各期金额合计{}，与尚未缴纳的罚款{owed}不一致。", Fen(sum)),
                "请使各期金额合计等于尚未缴纳的罚款；没收违法所得不在延期、分期之列。",
            )
            .by("《行政处罚法》第六十六条第二款")
            .at("plan")
        });
        found.clear()?;
        Ok(vec![Event::DeferralRequested(DeferralRequest {
            plan: self.plan.clone(),
            reason: self.reason.clone(),
            asked_on: self.asked_on,
            by: me,
        })])
    }
}

/// What remains of the fine itself; gains are paid first.
fn fine_owed(decided: &Decided) -> Fen {
    decided.owed_principal().min(decided.fine())
}

/// What stands before an application.
pub(super) fn ready_to_request(case: &Case) -> Vec<Refusal> {
    let decided = match performing(case) {
        Ok(decided) => decided,
        Err(refusal) => return vec![refusal],
    };
    if fine_owed(decided).0 <= 0 {
        return vec![Refusal::new(
            "EXEC-010",
            "没有尚未缴纳的罚款，不需要延期或者分期。",
            "罚款缴清的，请提请结案。",
        )];
    }
    if !matches!(decided.execution.deferral, Deferral::None | Deferral::Refused(_)) {
        return vec![Refusal::new(
            "EXEC-011",
            "已经有等待审批或者已经批准的延期、分期。",
            "请按批准的计划履行；计划不能履行的，依法催告。",
        )];
    }
    if decided.execution.court != CourtStage::None {
        return vec![Refusal::new(
            "EXEC-012",
            "已经申请人民法院强制执行，不再办理延期、分期。",
            "当事人可以在法院执行中履行。",
        )];
    }
    vec![]
}

/// Approve the deferral or the instalments (批准延期、分期).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproveDeferral {}

impl ApproveDeferral {
    /// Decides whether the head may approve it; the notice is issued with it.
    ///
    /// # Law
    /// 《行政处罚法》第六十六条第二款 (AP-66).
    ///
    /// # Errors
    /// Nothing asked for, or the head being a handler.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let (asked, decided) = asked(case, setting)?;
        let sheet = papers::deferral(case, (decided, asked, true, ""), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let approved = Event::DeferralApproved { document: document.id.clone(), on: setting.today };
        Ok(vec![approved, Event::DocumentIssued(document)])
    }
}

/// Refuse the deferral or the instalments (不批准延期、分期).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefuseDeferral {
    /// Why.
    pub reason: String,
}

impl RefuseDeferral {
    /// Decides whether the head may refuse it; the party is told with the reason.
    ///
    /// # Law
    /// 《行政处罚法》第六十六条第二款 (AP-66).
    ///
    /// # Errors
    /// Nothing asked for, the head being a handler, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let (asked, decided) = asked(case, setting)?;
        if self.reason.trim().is_empty() {
            return Err(blank("EXEC-019", "不批准的理由", "reason").into());
        }
        let sheet = papers::deferral(case, (decided, asked, false, self.reason.trim()), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let refused = Event::DeferralRefused {
            document: document.id.clone(),
            reason: self.reason.trim().to_owned(),
            on: setting.today,
        };
        Ok(vec![refused, Event::DocumentIssued(document)])
    }
}

/// What waits for the head, who is no handler.
fn asked<'a>(
    case: &'a Case,
    setting: &Setting<'_>,
) -> Result<(&'a DeferralRequest, &'a Decided), Refused> {
    let me = me(setting)?;
    let mut found = Obstacles::new();
    found.extend(ready_to_answer(case));
    found.require(!case.handlers.contains(&me), || {
        Refusal::new("EXEC-018", "承办人不能审批自己承办案件的延期、分期。", "请由其他负责人审批。")
    });
    found.clear()?;
    match case.decided() {
        Some(decided) => match &decided.execution.deferral {
            Deferral::Asked(asked) => Ok((asked, decided)),
            Deferral::None | Deferral::Granted(_) | Deferral::Refused(_) => Err(not_asked().into()),
        },
        None => Err(not_asked().into()),
    }
}

fn not_asked() -> Refusal {
    Refusal::new("EXEC-017", "没有等待审批的延期、分期申请。", "请等承办人登记当事人的申请。")
}

/// What stands before the head's answer.
pub(super) fn ready_to_answer(case: &Case) -> Vec<Refusal> {
    match performing(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if matches!(it.execution.deferral, Deferral::Asked(_)) => vec![],
        Ok(_) => vec![not_asked()],
    }
}
