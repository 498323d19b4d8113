//! Demand performance in writing before anything is executed (催告).

use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Demand;
use super::papers;
use super::performing;
use super::state::{CourtStage, Halt};
use crate::cases::event::Event;
use crate::cases::pay::owed_on;
use crate::cases::sheets::{blank, issue_nth};
use crate::cases::state::Case;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Demand performance (催告).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandPerformance {
    /// How the money is to be paid: bank, account, electronic payment.
    pub manner: String,
}

impl DemandPerformance {
    /// Decides whether the party may be urged (E5): overdue, in force, not under review; the letter
    /// names the amount with the surcharge.
    ///
    /// # Law
    /// 《行政强制法》第三十五条、第五十四条 (AC-15, AC-30).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready(case, setting));
        found.require(!self.manner.trim().is_empty(), || blank("EXEC-034", "履行方式", "manner"));
        found.clear()?;
        let Some(decided) = case.decided() else { return Ok(vec![]) };
        let owed = owed_on(decided, setting.law, setting.today);
        let sheet = papers::demand(case, (decided, &owed, self.manner.trim()), setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let demand = Demand {
            document: document.id.clone(),
            principal: owed.principal,
            surcharge: owed.surcharge,
            on: setting.today,
        };
        Ok(vec![Event::PerformanceDemanded(demand), Event::DocumentIssued(document)])
    }
}

/// What stands before a demand.
pub(super) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let decided = match performing(case) {
        Ok(decided) => decided,
        Err(refusal) => return vec![refusal],
    };
    let mut found = Vec::new();
    let owed = owed_on(decided, setting.law, setting.today);
    if owed.total().0 <= 0 {
        found.push(Refusal::new("EXEC-030", "没有应缴未缴的款项，不需要催告。", "请提请结案。"));
    } else if let Some(due) = owed.due_on
        && setting.today <= due
    {
        found.push(
            Refusal::new(
                "EXEC-031",
                format!("缴款期限到{}届满，期满之前不能催告。", date_zh(due)),
                "请在期满后仍不缴纳时催告。",
            )
            .by("《行政处罚法》第七十二条第一款"),
        );
    }
    found.extend(halted(&decided.execution.halt));
    if let Some(open) = decided.execution.under_review() {
        found.push(
            Refusal::new(
                "EXEC-032",
                format!("{}正在进行，其间不催告执行。", open.kind.name_zh()),
                "请等复议、诉讼终结并登记结果。",
            )
            .by("《行政强制法》第五十三条")
            .then(Act::EndRemedy),
        );
    }
    let undelivered = |it: &&Demand| case.delivered_on(&it.document).is_none();
    if decided.execution.demands.iter().any(|it| undelivered(&it)) {
        found.push(
            Refusal::new("EXEC-033", "上一份催告书还没有送达。", "请先登记催告书的送达。")
                .by("《行政强制法》第三十八条")
                .then(Act::RecordDelivery),
        );
    }
    if decided.execution.court != CourtStage::None {
        found.push(Refusal::new(
            "EXEC-035",
            "已经提请或者申请人民法院强制执行。",
            "请跟踪法院的答复。",
        ));
    }
    found
}

/// Why nothing goes on while execution is halted.
pub(super) fn halted(halt: &Halt) -> Option<Refusal> {
    match halt {
        Halt::Going => None,
        Halt::Suspended { on, .. } => Some(
            Refusal::new(
                "EXEC-004",
                format!("执行已于{}中止。", date_zh(*on)),
                "中止的情形消失后，先恢复执行。",
            )
            .by("《行政强制法》第三十九条")
            .then(Act::HaltExecution),
        ),
        Halt::Agreed { on, .. } => Some(
            Refusal::new(
                "EXEC-006",
                format!("{}签订的执行协议正在履行。", date_zh(*on)),
                "当事人不履行协议的，先恢复执行。",
            )
            .by("《行政强制法》第四十二条")
            .then(Act::HaltExecution),
        ),
        Halt::Ceased { on, .. } => Some(
            Refusal::new("EXEC-007", format!("已于{}决定不再执行。", date_zh(*on)), "请提请结案。")
                .by("《行政强制法》第三十九条第二款")
                .then(Act::ProposeClosing),
        ),
        Halt::Terminated { on, .. } => Some(
            Refusal::new("EXEC-005", format!("执行已于{}终结。", date_zh(*on)), "请提请结案。")
                .by("《行政强制法》第四十条")
                .then(Act::ProposeClosing),
        ),
    }
}
