//! Turn a summary case into one of the general procedure (转为普通程序).

use serde::{Deserialize, Serialize};

use super::records::ConversionGround;
use super::tell;
use crate::cases::event::Event;
use crate::cases::sheets::{blank, me};
use crate::cases::state::Case;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Turn the case into one of the general procedure (转为普通程序).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConvertToGeneral {
    /// Why.
    pub ground: ConversionGround,
    /// Why, in words.
    pub reason: Private,
}

impl ConvertToGeneral {
    /// Decides whether the case may be converted (S4): before it is decided, with the reason. What
    /// was gathered stays; the case waits to be filed like any other.
    ///
    /// # Law
    /// 《行政处罚法》第五十一条、第五十四条 (AP-36, AP-39).
    // LEGAL-Q 2026-11-22 (法制审批科): whether officers may end a case on the spot without a penalty
    // (第三十三条). 第五十七条第一款 gives that decision to the head; until told otherwise such a case
    // is converted and the head decides.
    ///
    /// # Errors
    /// The stage, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case));
        found
            .require(!self.reason.is_blank(), || blank("CASE-230", "转为普通程序的理由", "reason"));
        found.clear()?;
        Ok(vec![Event::ConvertedToGeneral {
            ground: self.ground,
            reason: self.reason.clone(),
            by: me,
            on: setting.today,
        }])
    }
}

/// The obstacles that stand before a conversion.
pub(in crate::cases) fn ready(case: &Case) -> Vec<Refusal> {
    tell::ready(case, Act::ConvertToGeneral)
}
