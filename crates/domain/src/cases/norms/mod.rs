//! One act that violates several norms: the heavier fine is applied, once (法条竞合、择一重罚).
//!
//! A handler names the other norms; what their fines come to is weighed against the clause that is
//! proposed, by the reading the county chose; a legal reviewer confirms the choice.

mod compare;
mod confirm;
mod event;
mod weigh;

pub use compare::CompareNorms;
pub use confirm::ConfirmNorm;
pub use event::{CompetingNorm, NormComparison, NormConfirmation, NormRange};
pub use weigh::{NormWeight, WeighedNorm, weighed};

pub(crate) use confirm::waiting;
pub(super) use confirm::{ready as ready_to_confirm, unconfirmed};
pub(super) use weigh::{ours_elsewhere, outweighed, words};

use super::state::{Case, Stage};
use super::wrong_stage;
use crate::Refusal;
use crate::policy::Act;

/// The norms as they were last compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedNorms {
    /// What was compared.
    pub comparison: NormComparison,
    /// What the legal reviewer said to it.
    pub confirmed: Option<NormConfirmation>,
}

/// What stands before a comparison whatever it says.
pub(super) fn ready_to_compare(case: &Case) -> Vec<Refusal> {
    match case.stage {
        Stage::Investigating(_) | Stage::Reported(..) | Stage::Deciding(_) => vec![],
        Stage::OnSpot(_) => {
            vec![wrong_stage(case, Act::CompareNorms, "同时违反多个规定的，请转为普通程序办理。")]
        }
        Stage::Proposed => {
            vec![wrong_stage(case, Act::CompareNorms, "请等立案审批通过后再登记。")]
        }
        Stage::NotFiled { .. } | Stage::Decided(_) | Stage::Closed(..) | Stage::Ended(_) => {
            vec![wrong_stage(case, Act::CompareNorms, "决定已经作出，或者案件已经办结。")]
        }
    }
}
