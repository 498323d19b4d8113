//! Demand that an order be obeyed, before anybody else does it (催告履行义务).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::decide::unfounded;
use super::papers;
use super::state::{OrderDemand, Route};
use super::steps::{overdue, routes, undelivered};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, issue_nth};
use crate::cases::state::Case;
use crate::ids::DocumentId;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Demand that an order be obeyed (催告履行义务).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandCorrection {
    /// The order.
    pub order: DocumentId,
    /// How it is to be obeyed.
    pub manner: String,
    /// The last day to obey it.
    pub until: Date,
}

impl DemandCorrection {
    /// Decides whether the party may be urged: the order delivered, its day over, a reasonable time
    /// given. Where the matter ends in a demolition the announcement is issued with it; where a
    /// proxy was decided it is the reminder three working days before.
    ///
    /// # Law
    /// 《行政强制法》第三十五条、第四十四条、第五十条、第五十一条第一款第二项 (AC-15, AC-23, AC-27).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready(case, setting));
        let order = overdue(case, setting.today).find(|it| it.document == self.order);
        found.require(order.is_some(), || {
            Refusal::new(
                "EXEC-101",
                "所选的责令改正通知书没有送达，或者改正期限还没有届满。",
                "请选择已经送达、期满仍不改正的通知书。",
            )
            .by("《行政强制法》第三十四条")
            .at("order")
        });
        found.require(!self.manner.trim().is_empty(), || blank("EXEC-102", "履行方式", "manner"));
        found.require(setting.today < self.until, || {
            Refusal::new(
                "EXEC-103",
                "没有给当事人留出履行的期限。",
                "请填写今天以后的日期，期限应当合理。",
            )
            .by("《行政强制法》第三十五条第一项")
            .at("until")
        });
        found.clear()?;
        let Some(order) = order else { return Ok(vec![]) };
        let pending = case
            .enforcements
            .decided
            .iter()
            .rev()
            .find(|it| it.end.is_none() && it.decision.order.as_ref() == Some(&order.document));
        let sheet = papers::demand(case, order, self, setting);
        let letter = issue_nth(case, setting, sheet, 0)?;
        let demolished = routes(case, setting.law).iter().any(|it| it.route == Route::Demolish);
        let announcement = (demolished && pending.is_none())
            .then(|| issue_nth(case, setting, papers::announcement(case, order, self, setting), 1))
            .transpose()?;
        let demand = OrderDemand {
            document: letter.id.clone(),
            order: order.document.clone(),
            until: self.until,
            enforcement: pending.map(|it| it.decision.enforcement.clone()),
            announcement: announcement.as_ref().map(|it| it.id.clone()),
            on: setting.today,
        };
        let papers = [Some(letter), announcement].into_iter().flatten();
        let events = [Event::CorrectionDemanded(demand)];
        Ok(events.into_iter().chain(papers.map(Event::DocumentIssued)).collect())
    }
}

/// What stands before a demand.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let mut found = unfounded(case, setting);
    if !found.is_empty() {
        return found;
    }
    if overdue(case, setting.today).next().is_none() {
        let waiting = case.rectifications.iter().filter_map(|it| it.due_on).max();
        let next = waiting.map_or_else(
            || "请先下达责令改正通知书并送达。".to_owned(),
            |due| format!("请在{}期满之后催告。", date_zh(due)),
        );
        let what = "没有已经送达、期满仍不改正的责令改正通知书。";
        found.push(Refusal::new("EXEC-100", what, next).by("《行政强制法》第三十四条"));
    }
    if undelivered(case) {
        found.push(
            Refusal::new("EXEC-104", "上一份履行催告书还没有送达。", "请先登记催告书的送达。")
                .by("《行政强制法》第三十八条")
                .then(Act::RecordDelivery),
        );
    }
    found
}
