//! What follows an unpaid fine: deferral, demand, application to the court, refund (执行).
//!
//! ```text
//! due ─▶ (deferred │ instalments) ─▶ overdue ─▶ demanded ─▶ application proposed ─▶ to the court
//!   └ under review: the surcharge stands still   └ suspended ─▶ resumed │ terminated   └▶ accepted
//!                                                │            └ three years ─▶ given up
//!                                                └ agreed ─▶ kept │ broken ─▶ resumed
//! ```
//! No unit here has a power of its own to execute a fine: there is no step that would. What was
//! seized before may be auctioned to offset it when the party let the time for remedies pass.

mod agree;
mod auction;
mod cease;
mod court;
mod defer;
mod demand;
mod event;
mod halt;
mod papers;
mod refund;
mod sale;
mod state;
mod steps;
mod surcharge;

pub use agree::{ProposeAgreement, ReturnAgreement, SignAgreement, next_stage};
pub use auction::{DecideAuction, offsettable};
pub use cease::{CeaseExecution, ceases_from};
pub use court::{
    ApplyToCourt, ProposeCourtApplication, RecordCourtAnswer, court_window, court_window_on,
};
pub use defer::{ApproveDeferral, RefuseDeferral, RequestDeferral};
pub use demand::DemandPerformance;
pub use event::{
    AgreementProposal, AuctionOrder, AuctionResult, CourtAnswer, CourtProposal, CourtRequest,
    DeferralRequest, Demand, Instalment, Refund, SurchargeNotice, SuspensionGround,
    TerminationGround,
};
pub use halt::{ResumeExecution, SuspendExecution, TerminateExecution};
pub use refund::{RecordRefund, refundable};
pub use sale::{AuctionOutcome, RecordAuction};
pub use state::{Agreement, Auction, CourtStage, Deferral, Execution, Halt};
pub use surcharge::TellSurcharge;

pub(super) use sale::unended;
pub(super) use state::apply;
pub(crate) use steps::{after_closing, waiting};
pub(super) use steps::{before_archiving, before_closing, obstacles};

use super::records::Standing;
use super::state::{Case, Decided, Stage};
use crate::Refusal;

/// The decided case while its decision is to be performed, or the obstacle that it is not.
fn performing(case: &Case) -> Result<&Decided, Refusal> {
    let Stage::Decided(decided) = &case.stage else {
        return Err(Refusal::new(
            "EXEC-001",
            "案件没有处在履行阶段。",
            "作出处罚决定并送达之后、结案之前办理。",
        ));
    };
    if decided.standing != Standing::InForce {
        return Err(Refusal::new(
            "EXEC-002",
            "据以执行的处罚决定已经撤销，不再执行。",
            "已经缴纳的依法退还，并提请结案。",
        )
        .by("《行政强制法》第四十条"));
    }
    if decided.delivered_on.is_none() {
        return Err(Refusal::new(
            "EXEC-003",
            "决定书还没有送达，履行期限没有开始。",
            "请先登记决定书的送达。",
        )
        .by("《行政处罚法》第六十七条第三款"));
    }
    Ok(decided)
}
