//! An order to clear or restore that is not obeyed: performance by proxy and demolition (代履行、强制拆除).
//!
//! ```text
//! order delivered, not obeyed ─▶ demanded ─▶ decided ─▶ reminded (proxy, three working days) ─▶ carried out
//!                                                  └▶ the party obeys: stopped
//! a road to be cleared at once ─▶ decided at once ─▶ carried out ─▶ the party is told
//! ```
//! It never executes money, and there is no route that the catalogue does not name for the matter.

mod decide;
mod demand;
mod papers;
mod perform;
mod state;
mod steps;

pub use decide::DecideEnforcement;
pub use demand::DemandCorrection;
pub use perform::{RecordEnforcement, StopEnforcement};
pub use state::{
    Enforcement, EnforcementDecision, EnforcementEnd, EnforcementRecord, Enforcements, OrderDemand,
    Route,
};
pub use steps::{RouteBasis, open_enforcements, overdue_orders, routes};

pub(super) use state::apply;
pub(crate) use steps::waiting;
pub(super) use steps::{before_closing, obstacles};

use jiff::civil::DateTime;
use law::{ExecutionObstacle, WeekendReading, may_execute};

use super::state::Case;
use crate::Refusal;
use crate::ids::EnforcementId;
use crate::packs::Jurisdiction;

/// The open enforcement with the id, or the obstacle that there is none.
fn named<'a>(case: &'a Case, id: &EnforcementId) -> Result<&'a Enforcement, Refusal> {
    let found = case.enforcements.decided.iter().find(|it| it.decision.enforcement == *id);
    found.filter(|it| it.end.is_none()).ok_or_else(|| {
        Refusal::new(
            "EXEC-120",
            "没有正在进行的代履行或者强制拆除决定。",
            "请先由负责人作出决定，或者从正在进行的决定中选择。",
        )
        .at("enforcement")
    })
}

/// Why nothing is carried out at that moment without urgency.
///
/// # Law
/// 《行政强制法》第四十三条第一款 (AC-22; DB-13).
fn untimely(law: &Jurisdiction, at: DateTime, field: &str) -> Option<Refusal> {
    let weekends = match law.rules.reading("DB-13") {
        Some("allowed") => WeekendReading::Allowed,
        Some(_) | None => WeekendReading::Blocked,
    };
    let obstacle = may_execute(at, weekends, &law.calendar).err()?;
    let words = match &obstacle {
        ExecutionObstacle::Gap(_) => "该日期的节假日安排还没有公布。".to_owned(),
        ExecutionObstacle::Night | ExecutionObstacle::Holiday(_) | ExecutionObstacle::Weekend => {
            format!("{obstacle}。")
        }
    };
    let next = "请改在工作日的白天实施；需要立即清除的，按立即代履行决定。";
    Some(Refusal::new("EXEC-121", words, next).by("《行政强制法》第四十三条第一款").at(field))
}
