//! File a copy of the decision with the authority (当场处罚决定报备).

use serde::{Deserialize, Serialize};

use crate::cases::event::Event;
use crate::cases::sheets::me;
use crate::cases::state::{Case, Stage};
use crate::cases::wrong_stage;
use crate::policy::Act;
use crate::{Refusal, Refused, Setting};

/// File a copy of the decision with the authority (报所属行政机关备案).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCopy {}

impl FileCopy {
    /// Decides whether the copy is filed now: once, after the decision, late if need be.
    ///
    /// # Law
    /// 《行政处罚法》第五十二条第三款; 《交通运输行政执法程序规定》第六十一条第八项 (AP-37, MT-12).
    ///
    /// # Errors
    /// Another procedure, no decision, or a copy on file.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let found = ready(case);
        if !found.is_empty() {
            return Err(Refused(found));
        }
        Ok(vec![Event::CopyFiled { by: me, on: setting.today }])
    }
}

/// The obstacles that stand before filing the copy.
pub(in crate::cases) fn ready(case: &Case) -> Vec<Refusal> {
    let act = Act::FileCopy;
    match &case.stage {
        Stage::Decided(decided) | Stage::Closed(decided, _) => {
            if decided.path.general().is_some() {
                vec![wrong_stage(case, act, "普通程序的决定由行政机关作出，不需要报备。")]
            } else if decided.copy_filed_on.is_some() {
                vec![wrong_stage(case, act, "这份决定已经报备。")]
            } else {
                vec![]
            }
        }
        Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Ended(_) => {
            vec![wrong_stage(case, act, "当场作出处罚决定之后报备。")]
        }
    }
}
