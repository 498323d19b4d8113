//! What the police answered, and what goes to them when they open a case (公安机关决定、移交).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event::{PoliceAnswer, ReferralHandover};
use super::{open, out_of_turn};
use crate::cases::event::Event;
use crate::cases::measures::Fate;
use crate::cases::sheets::{blank, future};
use crate::cases::state::Case;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Record what the police answered (登记公安机关决定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPoliceAnswer {
    /// Whether they opened a criminal case.
    pub filed: bool,
    /// The notice.
    pub number: String,
    /// The reasons of a refusal.
    #[serde(default)]
    pub reason: Private,
    /// The day on which it arrived.
    pub on: Date,
}

impl RecordPoliceAnswer {
    /// Decides whether an answer is waited for (X6, X7).
    ///
    /// # Law
    /// 《行政执法机关移送涉嫌犯罪案件的规定》第八条、第九条第二款 (CR-07, CR-08).
    ///
    /// # Errors
    /// Nothing asked, a wrong day, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_answer(case));
        found
            .require(!self.number.trim().is_empty(), || blank("CRIME-050", "通知书文号", "number"));
        found.require(self.filed || !self.reason.is_blank(), || {
            Refusal::new(
                "CRIME-051",
                "没有填写不予立案的理由。",
                "公安机关不予立案应当说明理由并退回案卷材料；没有说明的，请要求其书面说明。",
            )
            .by("《行政执法机关移送涉嫌犯罪案件的规定》第八条")
            .at("reason")
        });
        found.require(self.on <= setting.today, || future("CRIME-052", "收到日期", "on", setting));
        let it = found.take(open(case));
        let since = it.and_then(|it| {
            let asked = it.contests.last().map(|one| one.on);
            asked.or_else(|| it.delivery.as_ref().map(|one| one.at.date()))
        });
        found.require(since.is_none_or(|since| since <= self.on), || {
            Refusal::new("CRIME-053", "收到日期早于移送或者提请之日。", "请核对日期。").at("on")
        });
        found.clear()?;
        let Some(it) = it else { return Ok(vec![]) };
        Ok(vec![Event::PoliceAnswered(PoliceAnswer {
            referral: it.suspicion.referral.clone(),
            filed: self.filed,
            number: self.number.trim().to_owned(),
            reason: self.reason.clone(),
            on: self.on,
        })])
    }
}

/// What stands before an answer.
pub(super) fn ready_to_answer(case: &Case) -> Vec<Refusal> {
    match open(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if it.delivery.is_none() => vec![
            out_of_turn(it, Act::RecordPoliceAnswer, "请先移送公安机关并取得回执。")
                .then(Act::DeliverReferral),
        ],
        Ok(it) if it.answered().is_some() => {
            vec![out_of_turn(it, Act::RecordPoliceAnswer, "公安机关的决定已经登记。")]
        }
        Ok(_) => vec![],
    }
}

/// Hand over articles and papers (移交物品和材料).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOverReferral {
    /// The receipt of the police.
    pub receipt: String,
    /// What was handed over.
    pub what: Private,
    /// The day.
    pub on: Date,
}

impl HandOverReferral {
    /// Decides whether everything went over: what is still held goes first, and the party is told.
    ///
    /// # Law
    /// 《行政执法机关移送涉嫌犯罪案件的规定》第十二条; 《行政强制法》第二十一条 (CR-11, AC-05).
    ///
    /// # Errors
    /// No criminal case, articles still held, a wrong day, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready_to_hand_over(case));
        found.require(!self.receipt.trim().is_empty(), || {
            blank("CRIME-060", "交接手续（回执）编号", "receipt")
        });
        found.require(!self.what.is_blank(), || blank("CRIME-061", "移交的物品和材料", "what"));
        found.require(self.on <= setting.today, || future("CRIME-062", "移交日期", "on", setting));
        let it = found.take(open(case));
        let filed = it.and_then(|it| it.filed());
        found.require(filed.is_none_or(|one| one.on <= self.on), || {
            Refusal::new("CRIME-063", "移交日期早于收到立案通知书之日。", "请核对日期。").at("on")
        });
        found.clear()?;
        let Some(it) = it else { return Ok(vec![]) };
        Ok(vec![Event::ReferralHandedOver(ReferralHandover {
            referral: it.suspicion.referral.clone(),
            receipt: self.receipt.trim().to_owned(),
            what: self.what.clone(),
            on: self.on,
        })])
    }
}

/// What stands before handing over.
pub(super) fn ready_to_hand_over(case: &Case) -> Vec<Refusal> {
    let it = match open(case) {
        Ok(it) => it,
        Err(refusal) => return vec![refusal],
    };
    if it.filed().is_none() {
        return vec![
            out_of_turn(it, Act::HandOverReferral, "请等公安机关决定立案，登记立案通知书。")
                .then(Act::RecordPoliceAnswer),
        ];
    }
    if it.handover.is_some() {
        return vec![out_of_turn(it, Act::HandOverReferral, "物品和材料已经移交。")];
    }
    let held = case.measures.iter().filter_map(|it| it.held.as_ref());
    if held.into_iter().any(|held| held.any(|fate| *fate == Fate::Held)) {
        return vec![
            Refusal::new(
                "CRIME-064",
                "还有查封、扣押或者登记保存的物品没有随案移送。",
                "请先办理“随案移送物品”，由公安机关签收，并书面告知当事人。",
            )
            .by("《行政强制法》第二十一条")
            .then(Act::TransferArticles),
        ];
    }
    vec![]
}
