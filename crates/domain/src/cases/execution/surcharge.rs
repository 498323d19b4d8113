//! Tell the party in writing what the surcharge has come to (告知加处罚款).

use law::date_zh;
use serde::{Deserialize, Serialize};

use super::demand::halted;
use super::event::SurchargeNotice;
use super::papers;
use super::performing;
use crate::cases::event::Event;
use crate::cases::pay::owed_on;
use crate::cases::sheets::issue_nth;
use crate::cases::state::Case;
use crate::policy::Act;
use crate::{Refusal, Refused, Setting};

/// Tell the surcharge (告知加处罚款).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellSurcharge {}

impl TellSurcharge {
    /// Decides whether there is a surcharge to be told; the letter shows how it was counted.
    ///
    /// # Law
    /// 《行政处罚法》第七十二条第一款第一项; 《行政强制法》第四十五条 (AP-67, AC-25): the standard is told,
    /// and the sum never exceeds the fine.
    // LEGAL-Q 2026-11-22 (法制审批科): some courts want the surcharge as a decision of its own, served
    // before the application. Until told otherwise the letter is offered and not demanded.
    ///
    /// # Errors
    /// Nothing overdue, a halt, a remedy under way, or a letter that is still to be delivered.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let found = ready(case, setting);
        if !found.is_empty() {
            return Err(Refused(found));
        }
        let Some(decided) = case.decided() else { return Ok(vec![]) };
        let owed = owed_on(decided, setting.law, setting.today);
        let sheet = papers::surcharge(case, (decided, &owed), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let told = SurchargeNotice {
            document: document.id.clone(),
            amount: owed.surcharge,
            on: setting.today,
        };
        Ok(vec![Event::SurchargeTold(told), Event::DocumentIssued(document)])
    }
}

/// What stands before it.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let decided = match performing(case) {
        Ok(decided) => decided,
        Err(refusal) => return vec![refusal],
    };
    let mut found = Vec::new();
    let owed = owed_on(decided, setting.law, setting.today);
    if owed.surcharge.0 <= 0 {
        let until = owed.due_on.filter(|due| setting.today <= *due);
        let what = until.map_or_else(
            || "没有应缴未缴的加处罚款。".to_owned(),
            |due| format!("缴款期限到{}届满，还没有加处罚款。", date_zh(due)),
        );
        found.push(
            Refusal::new("EXEC-080", what, "逾期不缴纳罚款的，次日起才加处罚款。")
                .by("《行政处罚法》第七十二条第一款"),
        );
    }
    found.extend(halted(&decided.execution.halt));
    let undelivered = |it: &&SurchargeNotice| case.delivered_on(&it.document).is_none();
    if decided.execution.told.iter().any(|it| undelivered(&it)) {
        found.push(
            Refusal::new("EXEC-081", "上一份加处罚款告知书还没有送达。", "请先登记告知书的送达。")
                .by("《行政强制法》第三十八条")
                .then(Act::RecordDelivery),
        );
    }
    found
}
