//! Sequestration, seizure and the hold of evidence (查封、扣押、先行登记保存).
//!
//! ```text
//! proposed ─▶ approved ─▶ taken ─▶ (extended) ─▶ every article released, confiscated or converted
//!     └▶ refused   urgent: taken ─▶ approved within 24 hours │ refused ─▶ released at once
//!
//! an article: held ─▶ released ─▶ returned
//!                ├──▶ auctioned to offset the fine
//!                ├──▶ confiscated ─▶ disposal approved ─▶ disposed
//!                └──▶ transferred with a case that may be a crime
//! ```
//! It never freezes money and never touches a person's liberty: no unit here has that power.

mod appraise;
mod approve;
mod confiscate;
mod dispose;
mod event;
mod extend;
mod give_back;
mod implement;
mod papers;
mod propose;
mod release;
mod state;
mod steps;
mod transfer;
mod waiting;

pub use appraise::TellAppraisal;
pub use approve::{ApproveMeasure, RefuseMeasure};
pub use confiscate::ConfiscateArticles;
pub use dispose::{ApproveDisposal, DisposalManner, RecordDisposal};
pub use event::{
    Appraisal, Disposal, DisposalOrder, Extension, Handover, MeasureProposal, Release,
    ReleaseGround, Return, Taking,
};
pub use extend::{ExtendMeasure, RefuseExtension, RequestExtension};
pub use give_back::ReturnArticles;
pub use implement::{ArticleEntry, ImplementMeasure};
pub use propose::{MeasureBasis, ProposeMeasure, bases};
pub use release::ReleaseMeasure;
pub use state::{Article, Fate, Held, Measure, MeasureApproval, MeasureKind};
pub use steps::eligible;
pub use transfer::TransferArticles;

pub(super) use papers::{auctioned, rows as article_rows};
pub(super) use state::apply;
pub(super) use steps::{before_archiving, before_closing, obstacles};
pub(crate) use waiting::waiting;

use jiff::civil::DateTime;

use super::state::Case;
use crate::ids::{ArticleId, MeasureId};
use crate::policy::Act;
use crate::{Refusal, Refused, Setting};

/// The moment of the command by the clock on the wall; the whole country keeps one time.
pub(super) fn moment(setting: &Setting<'_>) -> DateTime {
    setting.now.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(8))).datetime()
}

/// The named measure, or the obstacle that there is none.
pub(super) fn named<'a>(case: &'a Case, id: &MeasureId) -> Result<&'a Measure, Refused> {
    case.measures.iter().find(|it| it.id == *id).ok_or_else(|| absent().at("measure").into())
}

/// `MEAS-001`: there is no such measure.
fn absent() -> Refusal {
    Refusal::new("MEAS-001", "本案没有这项措施。", "请从已经提请的措施中选择，或者先提请采取措施。")
        .then(Act::ProposeMeasure)
}

/// The articles that were chosen, or every one that is fit when none was.
pub(super) fn chosen<'a>(
    held: &'a Held,
    ids: &[ArticleId],
    fit: impl Fn(&Article) -> bool,
) -> Result<Vec<&'a Article>, Refusal> {
    let all: Vec<&Article> =
        held.articles.iter().filter(|it| ids.is_empty() || ids.contains(&it.id)).collect();
    let fitting: Vec<&Article> = all.iter().copied().filter(|it| fit(it)).collect();
    let complete = ids.is_empty() || (fitting.len() == ids.len() && all.len() == ids.len());
    if fitting.is_empty() || !complete {
        return Err(Refusal::new(
            "MEAS-002",
            "所选物品不在这一步可以办理的范围内。",
            "请核对物品清单和每件物品现在的状态，重新选择。",
        )
        .at("articles"));
    }
    Ok(fitting)
}
