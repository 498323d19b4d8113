//! Hear the party: a statement in defence, a clear waiver, the review (陈述申辩、放弃、复核).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::{Acceptance, Representation, Statement, StatementReview};
use super::sheets::{self, blank, future, issue_nth, me};
use super::state::{Case, Deciding, Stage};
use super::wrong_stage;
use crate::documents::signature_of;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Record what the party said in defence (记录陈述申辩).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearRepresentation {
    /// The words.
    pub words: Private,
    /// Orally or in writing.
    pub manner: String,
    /// The day.
    pub on: Date,
}

impl HearRepresentation {
    /// Decides whether the statement goes on file; a late one is heard as well, until the decision.
    ///
    /// # Law
    /// 《行政处罚法》第四十五条第一款 (AP-31).
    ///
    /// # Errors
    /// The stage, or what is missing.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let told = found.take(told(case));
        if let Some((deciding, delivered)) = told {
            found.require(!matches!(deciding.representation, Representation::Made(_)), || {
                Refusal::new(
                    "CASE-070",
                    "已有陈述申辩等待复核。",
                    "补充意见请一并复核；复核之后又提出的，可以再次记录。",
                )
            });
            found.require(delivered <= self.on, || before_delivery(delivered));
        }
        found.require(!self.words.is_blank(), || blank("CASE-071", "陈述申辩内容", "words"));
        found.require(!self.manner.trim().is_empty(), || {
            blank("CASE-065", "陈述申辩的方式", "manner")
        });
        found.require(self.on <= setting.today, || {
            future("CASE-072", "陈述申辩日期", "on", setting)
        });
        found.clear()?;
        Ok(vec![Event::RepresentationMade(Statement {
            words: self.words.clone(),
            manner: self.manner.clone(),
            on: self.on,
        })])
    }
}

/// Record that the party gave up the right to speak and to be heard (放弃陈述申辩和听证).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiveRepresentation {
    /// The day of the waiver.
    pub on: Date,
    /// The words of the waiver, which the party signed.
    pub words: Private,
    /// Whether the party signed it.
    pub in_writing: bool,
}

impl WaiveRepresentation {
    /// Decides whether the waiver ends the waiting: only a clear one in writing does.
    ///
    /// # Law
    /// 《行政处罚法》第六十二条.
    ///
    /// # Errors
    /// The stage, or a waiver that is not in writing.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        if let Some((deciding, delivered)) = found.take(told(case)) {
            found.require(matches!(deciding.representation, Representation::None), || {
                Refusal::new(
                    "CASE-073",
                    "当事人已经陈述申辩或者已经放弃。",
                    "请按已有记录继续办理。",
                )
            });
            found.require(delivered <= self.on, || before_delivery(delivered));
        }
        found.require(self.in_writing && !self.words.is_blank(), || {
            Refusal::new(
                "CASE-074",
                "没有当事人签名的书面放弃声明，期满之前不能视为放弃。",
                "请由当事人书面写明放弃，或者等期限届满。",
            )
            .by("《行政处罚法》第六十二条")
            .at("in_writing")
        });
        found.require(self.on <= setting.today, || future("CASE-075", "放弃日期", "on", setting));
        found.clear()?;
        Ok(vec![Event::RepresentationWaived { on: self.on }])
    }
}

/// Review what the party said (复核陈述申辩).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRepresentation {
    /// How far it is accepted.
    pub accepted: Acceptance,
    /// How it was checked.
    pub review: Private,
    /// The reasons.
    pub reasons: Private,
}

impl ReviewRepresentation {
    /// Decides whether the review is complete; it may not make the penalty heavier.
    ///
    /// # Law
    /// 《行政处罚法》第四十五条 (AP-31).
    ///
    /// # Errors
    /// The stage, or what is missing.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready_to_review(case));
        found.require(!self.review.is_blank(), || blank("CASE-076", "复核情况", "review"));
        found.require(!self.reasons.is_blank(), || blank("CASE-077", "采纳与否的理由", "reasons"));
        found.clear()?;
        let Some(Deciding { representation: Representation::Made(statement), notice, .. }) =
            case.deciding()
        else {
            return Ok(vec![]);
        };
        let sheet = sheets::sheet(case, "EX-10", setting)
            .text("notice_number", notice.as_ref().map_or("", |n| n.number.as_str()))
            .text("manner", &statement.manner)
            .text("stated_on", date_zh(statement.on))
            .text("statement", statement.words.reveal())
            .text("review", self.review.reveal())
            .text("accepted", self.accepted.name_zh())
            .text("reasons", self.reasons.reveal())
            .signed("officer_signature", sheets::handler_signatures(case, setting))
            .text("department_opinion", format!("复核意见：{}。", self.accepted.name_zh()))
            .signed("department_signature", [signature_of(setting, &me, "办案机构负责人")]);
        let document = issue_nth(case, setting, sheet, 0)?;
        let review = StatementReview {
            accepted: self.accepted,
            review: self.review.clone(),
            reasons: self.reasons.clone(),
            by: me,
            on: setting.today,
        };
        Ok(vec![Event::RepresentationReviewed(review), Event::DocumentIssued(document)])
    }
}

/// The obstacles that stand before a review.
pub(super) fn ready_to_review(case: &Case) -> Vec<Refusal> {
    let made = case
        .deciding()
        .is_some_and(|deciding| matches!(deciding.representation, Representation::Made(_)));
    match &case.stage {
        Stage::Deciding(_) if made => vec![],
        Stage::OnSpot(_)
        | Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Decided(_)
        | Stage::Closed(..)
        | Stage::Ended(_) => {
            vec![wrong_stage(case, Act::ReviewRepresentation, "没有等待复核的陈述申辩。")]
        }
    }
}

/// The case between a delivered notice and the decision, and the day of delivery.
pub(super) fn told(case: &Case) -> Result<(&Deciding, Date), Refusal> {
    let Stage::Deciding(deciding) = &case.stage else {
        return Err(wrong_stage(
            case,
            Act::HearRepresentation,
            "陈述申辩在告知之后、决定之前记录；决定之后的意见请按复议、诉讼途径提出。",
        ));
    };
    let delivered = deciding.notice.as_ref().and_then(|notice| notice.delivered_on);
    delivered.map(|on| (deciding.as_ref(), on)).ok_or_else(|| {
        Refusal::new(
            "CASE-078",
            "违法行为通知书还没有送达，当事人还没有被告知权利。",
            "请先制发通知书并登记送达。",
        )
        .by("《行政处罚法》第四十四条")
        .then(Act::RecordDelivery)
    })
}

fn before_delivery(delivered: Date) -> Refusal {
    Refusal::new(
        "CASE-079",
        format!("日期早于违法行为通知书的送达日期（{}）。", date_zh(delivered)),
        "请核对日期。",
    )
    .at("on")
}
