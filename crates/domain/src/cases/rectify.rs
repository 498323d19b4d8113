//! Order the violation to be corrected (责令改正).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::Rectification;
use super::sheets::{self, blank, issue_nth};
use super::state::{Case, Stage};
use super::wrong_stage;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Order the violation to be corrected (责令改正); an order, not a penalty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRectification {
    /// The facts.
    pub facts: Private,
    /// What must be corrected.
    pub requirements: Private,
    /// The last day; `None` for at once.
    #[serde(default)]
    pub due_on: Option<Date>,
    /// When and how it will be looked at again.
    pub recheck: String,
}

impl OrderRectification {
    /// Decides whether the order may be given: from filing until the decision.
    ///
    /// # Law
    /// 《行政处罚法》第二十八条第一款 (AP-13).
    ///
    /// # Errors
    /// The stage, or what is missing.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready(case));
        found.require(!self.facts.is_blank(), || blank("CASE-031", "违法事实", "facts"));
        found.require(!self.requirements.is_blank(), || {
            blank("CASE-032", "改正内容及要求", "requirements")
        });
        found.require(self.due_on.is_none_or(|due| setting.today <= due), || {
            Refusal::new("CASE-033", "改正期限早于今天。", "请重新填写期限；立即改正的留空。")
                .at("due_on")
        });
        found.clear()?;
        let prohibitions = setting
            .law
            .item_at(&case.origin.item, case.origin.act_on)
            .map_or_else(|_| String::new(), |item| law::cited(&item.prohibitions));
        let recheck = match self.recheck.trim() {
            "" => "改正期限届满后由本机关执法人员复查，复查结果记入案卷。",
            words => words,
        };
        let sheet = sheets::sheet(case, "TF-16", setting)
            .text("facts", self.facts.reveal())
            .text("provisions", prohibitions)
            .text("order_kind", if self.due_on.is_some() { "限期改正" } else { "立即改正" })
            .text("due_text", self.due_on.map(date_zh).unwrap_or_default())
            .lines("requirements", [self.requirements.reveal().to_owned()])
            .text("recheck_text", recheck)
            .text("remedies", sheets::remedies(case, setting));
        let document = issue_nth(case, setting, sheet, 0)?;
        let order = Rectification {
            document: document.id.clone(),
            requirements: self.requirements.clone(),
            due_on: self.due_on,
            on: setting.today,
        };
        Ok(vec![Event::RectificationOrdered(order), Event::DocumentIssued(document)])
    }
}

/// The obstacles that stand before an order.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    match case.stage {
        Stage::Investigating(_) | Stage::Reported(..) | Stage::Deciding(_) => vec![],
        Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Decided(_)
        | Stage::Closed(..)
        | Stage::Ended(_) => {
            vec![wrong_stage(
                case,
                Act::OrderRectification,
                "立案之后、决定之前可以下达；决定书中也可以一并责令改正。",
            )]
        }
    }
}
