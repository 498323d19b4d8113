//! The other authority takes the case against its signature, or sends it back; and how that is
//! settled (受移送机关签收、退回，协商和指定管辖).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event::{TransferAnswer, TransferEnd, TransferOutcome};
use super::{CaseTransfer, open, out_of_turn, papers};
use crate::cases::event::Event;
use crate::cases::finish::{EndGround, before_leaving};
use crate::cases::sheets::{blank, future, issue_nth, me};
use crate::cases::state::Case;
use crate::evidence::BlobRef;
use crate::ids::PersonId;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Record what the other authority answered to the letter (登记移送回执).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverTransfer {
    /// Whether it took the case.
    pub accepted: bool,
    /// Who took it: name and post.
    #[serde(default)]
    pub receiver: Private,
    /// The drawn signature on the receipt.
    #[serde(default)]
    pub signature_image: Private,
    /// A scan of the signed receipt, or of the letter that sent the case back.
    #[serde(default)]
    pub scan: Option<BlobRef>,
    /// Its letter, when it sent the case back.
    #[serde(default)]
    pub number: String,
    /// Its reasons, when it sent the case back.
    #[serde(default)]
    pub reason: Private,
    /// The day.
    pub on: Date,
}

impl DeliverTransfer {
    /// Decides whether the case leaves, against a signature and with nothing left here, or is back.
    ///
    /// # Law
    /// 《行政处罚法》第二十二条、第二十三条、第二十五条; 《行政强制法》第二十八条第一款 (AP-12, AC-12, MT-02).
    ///
    /// # Errors
    /// No letter, something still held or open, a wrong day, no signature, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_deliver(case));
        let it = found.take(open(case));
        let since = it.map(|it| it.letter.on);
        found.require(self.on <= setting.today, || future("TRAN-030", "日期", "on", setting));
        found.require(since.is_none_or(|since| since <= self.on), || {
            Refusal::new("TRAN-031", "日期早于移送函的日期。", "请核对日期。").at("on")
        });
        if self.accepted {
            found.extend(before_leaving(case));
            found.extend(self.unsigned());
        } else {
            found.require(!self.number.trim().is_empty(), || {
                blank("TRAN-034", "退回文书文号", "number")
            });
            found.require(!self.reason.is_blank(), || blank("TRAN-035", "退回的理由", "reason"));
        }
        found.clear()?;
        let Some(it) = it else { return Ok(vec![]) };
        let mut answer = TransferAnswer {
            accepted: self.accepted,
            receiver: self.receiver.clone(),
            receipt: None,
            scan: self.scan.clone(),
            number: self.number.trim().to_owned(),
            reason: self.reason.clone(),
            on: self.on,
        };
        if !self.accepted {
            return Ok(vec![Event::TransferAnswered(answer)]);
        }
        let receipt = issue_nth(case, setting, papers::receipt(case, it, self, setting), 0)?;
        answer.receipt = Some(receipt.id.clone());
        Ok(vec![
            Event::TransferAnswered(answer),
            Event::DocumentIssued(receipt),
            ended(it, me, setting),
        ])
    }

    /// A case is not handed over until somebody of the other authority signed for it.
    fn unsigned(&self) -> Vec<Refusal> {
        let mut found = Vec::new();
        if self.receiver.is_blank() {
            found.push(blank("TRAN-032", "受移送机关接收人", "receiver"));
        }
        if self.signature_image.is_blank() && self.scan.is_none() {
            found.push(
                Refusal::new(
                    "TRAN-033",
                    "受移送机关没有在回执上签字，不能认定已经移送。",
                    "请接收人签名，或者上传签收的回执；对方不接受的，登记退回的文书和理由。",
                )
                .by("《行政处罚法》第二十二条")
                .at("signature_image"),
            );
        }
        found
    }
}

/// The case ends with the letter.
fn ended(it: &CaseTransfer, by: PersonId, setting: &Setting<'_>) -> Event {
    let document = it.letter.document.clone();
    Event::CaseEnded { ground: EndGround::Jurisdiction, document, by, on: setting.today }
}

/// What stands before an answer.
pub(super) fn ready_to_deliver(case: &Case) -> Vec<Refusal> {
    let act = Act::DeliverTransfer;
    match open(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if it.answer.is_some() => {
            vec![out_of_turn(it, act, "请登记协商或者指定管辖的结果。").then(Act::EndTransfer)]
        }
        Ok(_) => vec![],
    }
}

/// Record how a transfer that was sent back was settled (登记管辖结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndTransfer {
    /// How.
    pub outcome: TransferOutcome,
    /// The record of the agreement, or the assignment.
    pub document: String,
    /// The day.
    pub on: Date,
}

impl EndTransfer {
    /// Decides whether it is settled: by agreement, and failing that by the superior of both.
    ///
    /// # Law
    /// 《行政处罚法》第二十五条第二款 (AP-12).
    ///
    /// # Errors
    /// Nothing sent back, something held when the case leaves, a wrong day, or no document.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_end(case));
        let it = found.take(open(case));
        let since = it.and_then(|it| it.answer.as_ref()).map(|it| it.on);
        found.require(!self.document.trim().is_empty(), || {
            Refusal::new(
                "TRAN-040",
                "没有填写协商记录或者指定管辖文书。",
                "对管辖发生争议的协商解决；协商不成的，报请共同的上一级行政机关指定管辖，并填写文书。",
            )
            .by("《行政处罚法》第二十五条第二款")
            .at("document")
        });
        found.require(self.on <= setting.today, || future("TRAN-041", "日期", "on", setting));
        found.require(since.is_none_or(|since| since <= self.on), || {
            Refusal::new("TRAN-042", "日期早于退回之日。", "请核对日期。").at("on")
        });
        if self.outcome.leaves() {
            found.extend(before_leaving(case));
        }
        found.clear()?;
        let Some(it) = it else { return Ok(vec![]) };
        let end = Event::TransferEnded(TransferEnd {
            outcome: self.outcome,
            document: self.document.trim().to_owned(),
            on: self.on,
        });
        let ended = self.outcome.leaves().then(|| ended(it, me, setting));
        Ok(std::iter::once(end).chain(ended).collect())
    }
}

/// What stands before it.
pub(super) fn ready_to_end(case: &Case) -> Vec<Refusal> {
    match open(case) {
        Err(refusal) => vec![refusal],
        Ok(it) if it.sent_back().is_some() => vec![],
        Ok(it) => vec![
            out_of_turn(it, Act::EndTransfer, "受移送机关退回之后办理。")
                .by("《行政处罚法》第二十五条第二款"),
        ],
    }
}
