//! Take a case up again whose decision fell and has to be made anew (重新办理).

use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::{RemedyResult, RemedyTarget};
use super::state::{Remedy, RemedyEnd};
use crate::cases::event::Event;
use crate::cases::execution::refundable;
use crate::cases::measures::Fate;
use crate::cases::records::{Closing, Publication, Standing};
use crate::cases::sheets::{blank, me};
use crate::cases::state::{Case, Decided, Stage};
use crate::cases::summary::not_banked;
use crate::cases::wrong_stage;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Take the case up again (重新办理).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReopenCase {
    /// What has to be investigated or judged anew, and how it will differ.
    pub plan: Private,
}

/// The end of the remedy that asks for a new decision.
pub(super) fn ordered(case: &Case) -> Option<&RemedyEnd> {
    let decision = |it: &&Remedy| it.target == RemedyTarget::Decision;
    let ends = case.remedies.iter().filter(decision).filter_map(|it| it.end.as_ref());
    let since = case.reopened.as_ref().map(|it| it.on);
    // An order that was followed is done with; two on one day are one.
    let mut open = ends.filter(|end| since.is_none_or(|on| on < end.on));
    open.rfind(|end| end.result == RemedyResult::Again)
}

impl ReopenCase {
    /// Decides whether the case goes back to investigation, or a summary case to filing: its old
    /// decision stays on file, and nothing of it is in force.
    ///
    /// # Law
    /// 《行政复议法》第六十四条; 《行政诉讼法》第七十条、第七十一条 (AP-48).
    // LEGAL-Q 2026-11-22 (法制审批科): from when the time to decide runs again. Until told otherwise
    // from the day on which the case is taken up, and never beyond the day that was set.
    ///
    /// # Errors
    /// A decision in force, no order to decide again, money or a publication still to be undone, the
    /// head being a handler, or no plan.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case));
        found.require(!case.handlers.contains(&me), || {
            Refusal::new(
                "EXEC-180",
                "承办人不能决定重新办理自己承办的案件。",
                "请由其他负责人决定。",
            )
        });
        found.require(!self.plan.is_blank(), || {
            blank("EXEC-181", "重新调查、重新处理的事项", "plan")
        });
        found.clear()?;
        let redo_by = ordered(case).and_then(|end| end.outcome.as_ref()?.redo_by);
        Ok(vec![Event::CaseReopened {
            plan: self.plan.clone(),
            redo_by,
            by: me,
            on: setting.today,
        }])
    }
}

/// What stands before taking it up again.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    let decided = match &case.stage {
        Stage::Decided(decided) | Stage::Closed(decided, Closing { archived: None, .. }) => decided,
        Stage::Closed(_, Closing { archived: Some(_), .. }) => {
            return vec![Refusal::new(
                "EXEC-182",
                "案卷已经归档，不能在原卷上重新办理。",
                "请以撤销文书为来源另行立案，并在备考表中说明。",
            )];
        }
        Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Ended(_) => {
            return vec![wrong_stage(case, Act::ReopenCase, "案件正在办理。")];
        }
    };
    let Standing::Revoked { on, .. } = &decided.standing else {
        return vec![Refusal::new(
            "EXEC-183",
            "原决定仍然有效，不能重新作出决定。",
            "复议决定、判决责令重新作出的，请先登记复议诉讼结果。",
        )];
    };
    let mut found = Vec::new();
    let mut attacked = case.remedies.iter().filter(|it| it.target == RemedyTarget::Decision);
    let fell_there = attacked.any(|it| it.undone().is_some());
    if fell_there && ordered(case).is_none() {
        found.push(
            Refusal::new(
                "EXEC-184",
                format!("{}收到的文书没有责令重新作出决定。", date_zh(*on)),
                "请提请结案；发现新的违法事实的，另行立案。",
            )
            .by("《行政诉讼法》第七十条")
            .then(Act::ProposeClosing),
        );
    }
    found.extend(undone_first(case, decided));
    found
}

/// What the old decision brought about is undone before there is a new one.
fn undone_first(case: &Case, decided: &Decided) -> Vec<Refusal> {
    let mut found = Vec::new();
    if let Some(open) = case.remedies.iter().find(|it| it.open()) {
        found.push(
            Refusal::new(
                "EXEC-185",
                format!("还有一件{}正在进行。", open.kind.name_zh()),
                "请等它终结并登记结果。",
            )
            .then(Act::EndRemedy),
        );
    }
    let rest = refundable(decided);
    if 0 < rest.0 {
        found.push(
            Refusal::new(
                "EXEC-186",
                format!("原决定收缴的款项还有{rest}没有退还。"),
                "请先退还并登记凭证，再重新办理。",
            )
            .by("《行政强制法》第四十一条")
            .then(Act::RecordRefund),
        );
    }
    let taken = |fate: &Fate| matches!(fate, Fate::Confiscated { .. });
    if case.measures.iter().filter_map(|it| it.held.as_ref()).any(|held| held.any(taken)) {
        found.push(
            Refusal::new(
                "EXEC-188",
                "原决定没收的物品还没有退还。",
                "请先退还物品，由领取人签收，再重新办理。",
            )
            .by("《行政强制法》第四十一条")
            .then(Act::ReturnArticles),
        );
    }
    if let Publication::Published(..) = decided.publication {
        found.push(
            Refusal::new("EXEC-187", "原决定还在公示。", "请先撤回公示并说明理由。")
                .by("《行政处罚法》第四十八条第二款")
                .then(Act::RetractPublication),
        );
    }
    found.extend(not_banked(case));
    found
}
