//! How the criminal side ended, and what the administrative case may still do (移送结果).

use jiff::civil::Date;
use law::Fen;
use serde::{Deserialize, Serialize};

use super::event::{ReferralEnd, ReferralOutcome};
use super::{open, out_of_turn};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, future};
use crate::cases::state::Case;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// Record how it ended (登记移送结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndReferral {
    /// How.
    pub outcome: ReferralOutcome,
    /// The document: notice, letter of transfer back, or judgment.
    pub document: String,
    /// The fine that the court imposed, nothing where it imposed none.
    #[serde(default)]
    pub court_fine: Option<Fen>,
    /// The day on which it became known.
    pub on: Date,
}

impl EndReferral {
    /// Decides whether it ended so: the case comes back, or the court has judged (X9, X10).
    ///
    /// # Law
    /// 《行政处罚法》第二十七条第一款、第三十五条第二款; 《行政执法机关移送涉嫌犯罪案件的规定》第十条、第十一条、
    /// 第十三条 (AP-22, CR-09, CR-10).
    ///
    /// # Errors
    /// An outcome that the police's answer does not allow, a wrong day or amount, or no document.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready(case));
        let it = found.take(open(case));
        let answer = it.and_then(|it| it.answered());
        let fits = answer.is_none_or(|answer| match self.outcome {
            ReferralOutcome::Refused => !answer.filed,
            ReferralOutcome::Returned | ReferralOutcome::Judged => answer.filed,
        });
        found.require(fits, || {
            Refusal::new(
                "CRIME-080",
                "结果与公安机关的决定不符。",
                "不予立案的，登记“公安机关不予立案”；已经立案的，登记司法机关的处理。",
            )
            .by("《行政执法机关移送涉嫌犯罪案件的规定》第十条")
            .at("outcome")
        });
        found.require(!self.document.trim().is_empty(), || {
            blank("CRIME-081", "通知书、移送文书或者判决书文号", "document")
        });
        found.require(self.on <= setting.today, || future("CRIME-082", "收到日期", "on", setting));
        let since = answer.map(|answer| answer.on);
        found.require(since.is_none_or(|since| since <= self.on), || {
            Refusal::new("CRIME-083", "日期早于公安机关作出决定的通知之日。", "请核对日期。")
                .at("on")
        });
        found.require(self.court_fine.is_none_or(|fine| 0 <= fine.0), || {
            Refusal::new("CRIME-084", "罚金不能为负数。", "没有判处罚金的，填写0。")
                .at("court_fine")
        });
        found.clear()?;
        let Some(it) = it else { return Ok(vec![]) };
        let judged = self.outcome == ReferralOutcome::Judged;
        Ok(vec![Event::ReferralEnded(ReferralEnd {
            referral: it.suspicion.referral.clone(),
            outcome: self.outcome,
            document: self.document.trim().to_owned(),
            court_fine: self.court_fine.filter(|fine| judged && 0 < fine.0),
            on: self.on,
        })])
    }
}

/// What stands before it.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    match open(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if it.refused().is_some() || it.handover.is_some() => vec![],
        Ok(it) if it.filed().is_some() => vec![
            out_of_turn(it, Act::EndReferral, "请先移交涉案物品和材料。")
                .by("《行政执法机关移送涉嫌犯罪案件的规定》第十二条")
                .then(Act::HandOverReferral),
        ],
        Ok(it) => vec![
            out_of_turn(it, Act::EndReferral, "请等公安机关作出是否立案的决定。")
                .then(Act::RecordPoliceAnswer),
        ],
    }
}
