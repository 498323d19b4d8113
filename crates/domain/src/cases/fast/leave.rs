//! Back to the general procedure, with the evidence kept (转回普通程序).

use serde::{Deserialize, Serialize};

use super::event::{FastEnd, FastLeave};
use super::obstacles;
use crate::cases::event::Event;
use crate::cases::sheets::{blank, me};
use crate::cases::state::Case;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Go back to the general procedure (转回普通程序).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveFast {
    /// Why.
    pub ground: FastEnd,
    /// Why, in words.
    pub reason: Private,
}

impl LeaveFast {
    /// Decides whether the general procedure goes on (Q4): at any time before the decision. What was
    /// reported and told on simpler evidence falls; the case is investigated, the evidence stays.
    ///
    /// # Law
    /// 《行政处罚法》第五十四条第一款 (AP-39); 《公安机关办理行政案件程序规定》第四十八条 by analogy.
    ///
    /// # Errors
    /// No fast handling, the stage, a ground that does not fit, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let by = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(obstacles(Act::LeaveFast, case, setting));
        found.require(!self.reason.is_blank(), || blank("FAST-030", "转回的理由", "reason"));
        let consented = case.fast().is_some_and(|it| it.consent.is_some());
        let fits = match self.ground {
            FastEnd::Declined => !consented,
            FastEnd::Withdrawn => consented,
            FastEnd::Disputed | FastEnd::Unsuitable => true,
            FastEnd::Reopened => false,
        };
        found.require(fits, || {
            Refusal::new(
                "FAST-031",
                format!("“{}”与案件现在的情况不符。", self.ground.name_zh()),
                "还没有同意的选择不同意，已经书面同意的选择撤回同意或者其他情形。",
            )
            .at("ground")
        });
        found.clear()?;
        Ok(vec![Event::FastLeft(FastLeave {
            ground: self.ground,
            reason: self.reason.clone(),
            by,
            on: setting.today,
        })])
    }
}
