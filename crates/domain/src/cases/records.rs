//! What is written down on the way of a case: notices, hearings, opinions, decisions, payments.

use jiff::civil::{Date, DateTime};
use law::Fen;
use serde::{Deserialize, Serialize};

use super::terms::Proposal;
use super::wording::DecisionText;
use crate::Private;
use crate::ids::{DocumentId, PersonId};
use crate::publicity::PublicVersion;

/// The filing (立案).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// 案号.
    pub number: String,
    /// 立案之日: the ninety days count from here.
    pub opened_on: Date,
    /// The head who approved it.
    pub by: PersonId,
}

/// An interview (询问).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interview {
    /// The record.
    pub document: DocumentId,
    /// Who was asked.
    pub interviewee: Private,
    /// The relation to the case.
    pub relation: String,
    /// The two officers.
    pub officers: Vec<PersonId>,
    /// When it began.
    pub started_at: DateTime,
    /// When it ended.
    pub ended_at: DateTime,
}

/// An order to correct (责令改正).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rectification {
    /// The order.
    pub document: DocumentId,
    /// What must be corrected.
    pub requirements: Private,
    /// The last day; `None` for at once.
    pub due_on: Option<Date>,
    /// The day it was given.
    pub on: Date,
}

/// A delivery (送达).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The document delivered.
    pub document: DocumentId,
    /// The receipt (送达回证).
    pub receipt: DocumentId,
    /// How.
    pub method: DeliveryMethod,
    /// The day on which it counts as delivered.
    pub delivered_on: Date,
    /// Who delivered it.
    pub by: Vec<PersonId>,
}

/// How a document reached the party (送达方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryMethod {
    /// 直接送达.
    Direct,
    /// 留置送达.
    Left,
    /// 邮寄送达.
    Mail,
    /// 委托送达.
    Entrusted,
    /// 电子送达.
    Electronic,
    /// 公告送达.
    PublicNotice,
    /// 当场交付: a decision of the summary procedure, signed or its refusal noted on itself.
    OnSpot,
}

impl DeliveryMethod {
    /// Every method that a receipt records, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::Direct,
        Self::Left,
        Self::Mail,
        Self::Entrusted,
        Self::Electronic,
        Self::PublicNotice,
    ];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Direct => "直接送达",
            Self::Left => "留置送达",
            Self::Mail => "邮寄送达",
            Self::Entrusted => "委托送达",
            Self::Electronic => "电子送达",
            Self::PublicNotice => "公告送达",
            Self::OnSpot => "当场交付",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Left => "left",
            Self::Mail => "mail",
            Self::Entrusted => "entrusted",
            Self::Electronic => "electronic",
            Self::PublicNotice => "public-notice",
            Self::OnSpot => "on-spot",
        }
    }
}

/// The investigation report (案件调查报告).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The document.
    pub document: DocumentId,
    /// The facts established.
    pub facts: Private,
    /// What should become of the case.
    pub proposal: Proposal,
    /// Whether the circumstances are complex (情节复杂), so that a collective discussion is due.
    pub complex: bool,
    /// Who reported.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// The prior notice (违法行为通知书).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The document.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// The penalty announced.
    pub terms: super::terms::PenaltyTerms,
    /// Whether a right to a hearing was told.
    pub hearing_right: bool,
    /// The day on it.
    pub issued_on: Date,
    /// The day it was delivered.
    #[serde(default)]
    pub delivered_on: Option<Date>,
}

/// What the party said in defence (陈述申辩).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Representation {
    /// Nothing so far.
    #[default]
    None,
    /// The party clearly gave it up, in writing.
    Waived {
        /// The day.
        on: Date,
    },
    /// Made and not reviewed yet.
    Made(Statement),
    /// Made and reviewed (复核).
    Reviewed(Statement, StatementReview),
}

/// What the party said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The words.
    pub words: Private,
    /// Orally or in writing.
    pub manner: String,
    /// The day.
    pub on: Date,
}

/// What became of what the party said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementReview {
    /// 采纳、部分采纳 or 不予采纳.
    pub accepted: Acceptance,
    /// How it was checked.
    pub review: Private,
    /// The reasons.
    pub reasons: Private,
    /// Who reviewed it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// How far a statement was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Acceptance {
    /// 采纳.
    Accepted,
    /// 部分采纳.
    Partly,
    /// 不予采纳.
    Rejected,
}

impl Acceptance {
    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Accepted => "采纳",
            Self::Partly => "部分采纳",
            Self::Rejected => "不予采纳",
        }
    }
}

/// The hearing (听证).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hearing {
    /// Not asked for.
    #[default]
    NotAsked,
    /// Asked for in time.
    Requested {
        /// The day.
        on: Date,
    },
    /// Called: the notice is issued.
    Called(HearingCall),
    /// Held.
    Held(HearingCall, HearingRecord),
    /// Given up by absence, or withdrawn (第六十四条第六项).
    Abandoned {
        /// The day.
        on: Date,
        /// Why.
        reason: String,
    },
}

/// When, where and before whom a hearing is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingCall {
    /// The notice.
    pub document: DocumentId,
    /// When.
    pub at: DateTime,
    /// Where.
    pub place: String,
    /// Who presides.
    pub presider: PersonId,
    /// Who keeps the record.
    pub recorder: String,
    /// Whether the public may attend.
    pub public: bool,
    /// The day the notice was delivered.
    #[serde(default)]
    pub delivered_on: Option<Date>,
}

/// What a hearing came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingRecord {
    /// The record.
    pub document: DocumentId,
    /// The day.
    pub on: Date,
    /// When it ended; `None` in records made before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime>,
    /// The presider's opinion, which the decision follows or answers.
    pub opinion: Private,
}

/// The draft of the decision (处理决定草稿).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What is to be decided.
    pub proposal: Proposal,
    /// Why the law applies to the facts, and the penalty is right (说理).
    pub reasons: Private,
    /// Where the wording differs from what the file says.
    #[serde(default, skip_serializing_if = "DecisionText::is_plain")]
    pub text: DecisionText,
    /// Who drafted it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// The legal review (法制审核).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Review {
    /// Nothing submitted.
    #[default]
    None,
    /// Waiting for the reviewer.
    Submitted {
        /// The day.
        on: Date,
    },
    /// Passed.
    Passed(Opinion),
    /// Sent back to amend the draft.
    Amend(Opinion),
}

/// A legal opinion (法制审核意见).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The document.
    pub document: DocumentId,
    /// What it concludes.
    pub verdict: ReviewVerdict,
    /// The six items, each with its verdict.
    pub checks: Vec<ReviewCheck>,
    /// The opinion in words.
    pub words: Private,
    /// The reviewer.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// What a review concludes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewVerdict {
    /// 同意.
    Pass,
    /// 修改.
    Amend,
    /// 补充调查.
    Investigate,
}

impl ReviewVerdict {
    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Pass => "同意",
            Self::Amend => "建议修改",
            Self::Investigate => "建议补充调查",
        }
    }
}

/// One of the six items of a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewCheck {
    /// The item.
    pub item: ReviewItem,
    /// Whether it is in order.
    pub sound: bool,
    /// A remark; needed when it is not.
    #[serde(default)]
    pub note: String,
}

/// The six items of a legal review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewItem {
    /// 行政执法主体是否合法.
    Subject,
    /// 行政执法人员是否具备执法资格.
    Officers,
    /// 主要事实是否清楚.
    Facts,
    /// 证据是否确凿充分.
    Evidence,
    /// 适用法律法规规章是否准确.
    Law,
    /// 行政执法文书是否规范齐备.
    Documents,
}

impl ReviewItem {
    /// Every item, in the order of the sheet.
    pub const ALL: [Self; 6] =
        [Self::Subject, Self::Officers, Self::Facts, Self::Evidence, Self::Law, Self::Documents];

    /// The question.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Subject => "行政执法主体是否合法",
            Self::Officers => "行政执法人员是否具备执法资格",
            Self::Facts => "主要事实是否清楚",
            Self::Evidence => "证据是否确凿充分",
            Self::Law => "适用法律法规规章是否准确",
            Self::Documents => "行政执法文书是否规范齐备",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Officers => "officers",
            Self::Facts => "facts",
            Self::Evidence => "evidence",
            Self::Law => "law",
            Self::Documents => "documents",
        }
    }
}

/// A collective deliberation (集体讨论).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deliberation {
    /// The record.
    pub document: DocumentId,
    /// The day.
    pub on: Date,
    /// Who attended.
    pub attendees: Vec<PersonId>,
    /// What was concluded.
    pub conclusion: Private,
    /// The highest fine that was agreed to.
    pub fine: Fen,
}

/// The decision (处罚决定、不予处罚决定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The document.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// What was decided.
    pub proposal: Proposal,
    /// Who decided.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// A payment (缴款).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// How much, of the principal (fine and gains).
    pub principal: Fen,
    /// How much, of the surcharge.
    pub surcharge: Fen,
    /// The day it was paid.
    pub paid_on: Date,
    /// The voucher (缴款书、票据号).
    pub voucher: String,
    /// Through which channel.
    pub channel: String,
    /// Who recorded it.
    pub by: PersonId,
}

/// Whether a decision stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It stands.
    #[default]
    InForce,
    /// It was changed, revoked, or held unlawful or void.
    Revoked {
        /// The day the document that says so was received.
        on: Date,
        /// The document.
        by_document: String,
        /// The reasons, which are published.
        reason: String,
    },
}

/// Where the publication of a decision stands (公示).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Publication {
    /// Nothing proposed.
    #[default]
    None,
    /// Somebody decided that it is not published, and why.
    Withheld {
        /// Why.
        reason: String,
    },
    /// A masked version waits to be confirmed.
    Proposed(PublicVersion, PersonId),
    /// Published.
    Published(PublicVersion, Date),
    /// Withdrawn.
    Retracted {
        /// What had been published.
        version: PublicVersion,
        /// The day.
        on: Date,
        /// The reasons, published instead.
        reason: String,
    },
}

/// A proposal to close.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingProposal {
    /// Why it may close.
    pub ground: ClosingGround,
    /// The account.
    pub words: Private,
    /// Who proposed it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// Why a case may close (结案情形).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClosingGround {
    /// 行政处罚决定由当事人履行完毕.
    Performed,
    /// 作出不予行政处罚决定.
    NoPenalty,
    /// 决定被撤销.
    Revoked,
    /// 人民法院受理强制执行申请.
    CourtAccepted,
    /// 终结执行.
    Terminated,
    /// 中止执行满三年，不再执行.
    Ceased,
}

impl ClosingGround {
    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Performed => "行政处罚决定履行完毕",
            Self::NoPenalty => "作出不予行政处罚决定",
            Self::Revoked => "行政处罚决定被撤销",
            Self::CourtAccepted => "申请人民法院强制执行，人民法院受理",
            Self::Terminated => "终结执行",
            Self::Ceased => "中止执行满三年未恢复，不再执行",
        }
    }
}

/// The closing (结案).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// Why.
    pub ground: ClosingGround,
    /// The day.
    pub on: Date,
    /// The day it was archived, and the archive number.
    pub archived: Option<Archived>,
}

/// An archived case file (归档).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archived {
    /// 归档号.
    pub number: String,
    /// 保管期限.
    pub retention: String,
    /// Who archived it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}
