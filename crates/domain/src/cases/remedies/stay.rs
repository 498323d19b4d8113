//! Let execution stand still during a remedy, where the law says so (停止执行).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::StayGround;
use super::named;
use super::state::Remedy;
use crate::cases::event::Event;
use crate::cases::sheets::{blank, future, me};
use crate::cases::state::Case;
use crate::ids::RemedyId;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Record that execution stands still (登记停止执行).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StayExecution {
    /// The remedy; the open one when none is named.
    #[serde(default)]
    pub remedy: Option<RemedyId>,
    /// On which ground.
    pub ground: StayGround,
    /// The decision, ruling or provision that says so.
    pub document: String,
    /// From which day.
    pub on: Date,
}

impl StayExecution {
    /// Decides whether one of the four grounds is on record; nothing else stops execution.
    ///
    /// # Law
    /// 《行政处罚法》第七十三条第一款; 《行政复议法》第四十二条; 《行政诉讼法》第五十六条 (AP-70).
    ///
    /// # Errors
    /// No open remedy, a stay already, no document, a wrong day, or the head being a handler.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        let it = found.take(named(case, self.remedy.as_ref()));
        found.require(!case.handlers.contains(&me), || {
            Refusal::new(
                "EXEC-160",
                "承办人不能决定自己承办案件的停止执行。",
                "请由其他负责人办理。",
            )
        });
        found.require(!self.document.trim().is_empty(), || {
            blank("EXEC-161", "决定书、裁定书文号或者规定的条文", "document")
        });
        found.require(self.on <= setting.today, || {
            future("EXEC-162", "停止执行日期", "on", setting)
        });
        if let Some(it) = it {
            found.require(it.filed_on <= self.on, || {
                Refusal::new(
                    "EXEC-163",
                    format!("停止执行的日期早于申请、起诉之日（{}）。", date_zh(it.filed_on)),
                    "请核对日期。",
                )
                .at("on")
            });
            found.extend(stayed_already(it));
        }
        found.clear()?;
        let Some(it) = it else { return Ok(vec![]) };
        Ok(vec![Event::RemedyStayed {
            remedy: it.id.clone(),
            ground: self.ground,
            document: self.document.trim().to_owned(),
            on: self.on,
        }])
    }
}

fn stayed_already(it: &Remedy) -> Option<Refusal> {
    let stay = it.stay.as_ref()?;
    Some(
        Refusal::new(
            "EXEC-164",
            format!("执行已经自{}起停止。", date_zh(stay.on)),
            "复议、诉讼终结并登记结果后，按结果办理。",
        )
        .at("remedy"),
    )
}

/// What stands before a stay.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    super::ready(case, stayed_already)
}
