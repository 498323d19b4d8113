//! Cases that may be crimes: verified by a special pair, decided by the chief, handed to the police,
//! followed until they come back or are judged (行刑衔接、涉嫌犯罪案件移送).
//!
//! ```text
//! suspected ─▶ grouped ─▶ reported ─▶ approved ─▶ delivered ─▶ filed by the police ─▶ handed over ─▶ judged
//!                             └▶ declined              └▶ refused ─▶ (contested) ─▶ returned ◀────────┘
//! ```
//! No penalty is decided meanwhile: a penalty never stands in the place of a transfer.

mod answer;
mod approve;
mod contest;
mod deliver;
mod end;
mod event;
mod papers;
mod report;
mod state;
mod steps;
mod suspect;

pub use answer::{HandOverReferral, RecordPoliceAnswer};
pub use approve::{ApproveReferral, DeclineReferral};
pub use contest::ContestRefusal;
pub use deliver::DeliverReferral;
pub use end::EndReferral;
pub use event::{
    Contest, ContestWay, CrimeReport, CrimeVerdict, Material, PoliceAnswer, ReferralDelivery,
    ReferralEnd, ReferralHandover, ReferralOutcome, Suspicion,
};
pub use report::ReportReferral;
pub use state::Referral;
pub use suspect::{GroupReferral, SuspectCrime};

pub(super) use state::apply;
pub(crate) use steps::waiting;
pub(super) use steps::{bars, days_out, fine_barred, obstacles};

use super::state::Case;
use crate::Refusal;
use crate::policy::Act;

/// The referral under way, or the obstacle that there is none.
fn open(case: &Case) -> Result<&Referral, Refusal> {
    case.referral().ok_or_else(|| {
        Refusal::new(
            "CRIME-001",
            "本案没有正在办理的涉嫌犯罪移送。",
            "发现违法事实涉嫌犯罪的，请先提出并指定专案组。",
        )
        .by("《行政执法机关移送涉嫌犯罪案件的规定》第三条第一款")
        .then(Act::SuspectCrime)
    })
}

/// The obstacle that the referral is not where the step needs it.
fn out_of_turn(it: &Referral, act: Act, next: &str) -> Refusal {
    let what = format!("移送现在是“{}”，不能办理“{}”。", it.phase_zh(), act.name_zh());
    Refusal::new("CRIME-002", what, next)
}
