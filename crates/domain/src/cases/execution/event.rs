//! What is written down on the way from an unpaid fine to the court.

use jiff::civil::Date;
use law::Fen;
use serde::{Deserialize, Serialize};

use super::sale::AuctionOutcome;
use crate::Private;
use crate::evidence::BlobRef;
use crate::ids::{ArticleId, DocumentId, MeasureId, PersonId};

/// One instalment, or the whole fine on a later day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// The last day to pay it.
    pub due_on: Date,
    /// How much.
    pub amount: Fen,
}

/// What the party asked for (延期、分期缴纳申请).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeferralRequest {
    /// The instalments, one for a deferral.
    pub plan: Vec<Instalment>,
    /// The hardship.
    pub reason: Private,
    /// The day of the party's application.
    pub asked_on: Date,
    /// Who recorded it.
    pub by: PersonId,
}

/// A demand (催告).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// The letter.
    pub document: DocumentId,
    /// What remained of the fine and the gains.
    pub principal: Fen,
    /// The surcharge on that day.
    pub surcharge: Fen,
    /// The day on it.
    pub on: Date,
}

/// The surcharge as it was told to the party (加处罚款告知).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurchargeNotice {
    /// The letter.
    pub document: DocumentId,
    /// What it had come to.
    pub amount: Fen,
    /// The day on it.
    pub on: Date,
}

/// The agreement as the party signed it (执行协议).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementProposal {
    /// The stages, principal and surcharge together.
    pub plan: Vec<Instalment>,
    /// How much of the surcharge is remitted.
    pub remitted: Fen,
    /// What the party did to make good.
    pub remedial: Private,
    /// What else was agreed.
    pub more: Private,
    /// The drawn signature of the party.
    pub signature_image: Private,
    /// A scan of the signed agreement.
    pub scan: Option<BlobRef>,
    /// Who put it to the head.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// What was put to the head for the court (申请强制执行呈批).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourtProposal {
    /// The court.
    pub court: String,
    /// What the party said to the demand, and what became of it.
    pub opinion: Private,
    /// The property and other things that can be executed on.
    pub property: Private,
    /// Who proposed it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// The application that went to the court (强制执行申请书).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourtRequest {
    /// The application.
    pub document: DocumentId,
    /// What remained of the fine and the gains.
    pub principal: Fen,
    /// The surcharge asked for.
    pub surcharge: Fen,
    /// The head who signed.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// What the court answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourtAnswer {
    /// Whether the application was accepted.
    pub accepted: bool,
    /// The court's document.
    pub number: String,
    /// The day it was received.
    pub on: Date,
}

/// Why execution is suspended (中止执行).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SuspensionGround {
    /// 履行确有困难或者暂无履行能力.
    Hardship,
    /// 第三人对执行标的主张权利.
    ThirdParty,
    /// 可能造成难以弥补的损失.
    Irreparable,
    /// 其他情形.
    Other,
}

impl SuspensionGround {
    /// Every ground, in the order of the article.
    pub const ALL: [Self; 4] = [Self::Hardship, Self::ThirdParty, Self::Irreparable, Self::Other];

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Hardship => "当事人履行行政决定确有困难或者暂无履行能力",
            Self::ThirdParty => "第三人对执行标的主张权利，确有理由",
            Self::Irreparable => "执行可能造成难以弥补的损失，且中止执行不损害公共利益",
            Self::Other => "行政机关认为需要中止执行的其他情形",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Hardship => "hardship",
            Self::ThirdParty => "third-party",
            Self::Irreparable => "irreparable",
            Self::Other => "other",
        }
    }
}

/// Why execution is terminated (终结执行).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TerminationGround {
    /// 公民死亡，无遗产可供执行，又无义务承受人.
    Death,
    /// 法人或者其他组织终止，无财产可供执行，又无义务承受人.
    Ended,
    /// 执行标的灭失.
    Lost,
    /// 其他情形.
    Other,
}

impl TerminationGround {
    /// Every ground, in the order of the article; a decision that fell has a step of its own.
    pub const ALL: [Self; 4] = [Self::Death, Self::Ended, Self::Lost, Self::Other];

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Death => "公民死亡，无遗产可供执行，又无义务承受人",
            Self::Ended => "法人或者其他组织终止，无财产可供执行，又无义务承受人",
            Self::Lost => "执行标的灭失",
            Self::Other => "行政机关认为需要终结执行的其他情形",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Death => "death",
            Self::Ended => "ended",
            Self::Lost => "lost",
            Self::Other => "other",
        }
    }
}

/// Seized articles are to be auctioned to offset the fine (拍卖抵缴决定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuctionOrder {
    /// The measure under which they are held.
    pub measure: MeasureId,
    /// Which articles.
    pub articles: Vec<ArticleId>,
    /// The decision.
    pub document: DocumentId,
    /// What of the fine was unpaid.
    pub fine: Fen,
    /// What the articles are worth.
    pub estimate: Fen,
    /// The auction house.
    pub house: String,
    /// The head who decided.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// How such an auction ended (拍卖抵缴结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuctionResult {
    /// How it ended.
    pub outcome: AuctionOutcome,
    /// The measure under which the articles were held.
    pub measure: MeasureId,
    /// The articles that were sold.
    pub articles: Vec<ArticleId>,
    /// The record of a sale.
    pub document: Option<DocumentId>,
    /// How it went, or why it was stopped.
    pub account: Private,
    /// What was got.
    pub price: Fen,
    /// What was got beyond the fine, to be given back to the party.
    pub surplus: Fen,
    /// Who recorded it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// Money that went back to the party (退还).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// How much.
    pub amount: Fen,
    /// The voucher.
    pub voucher: String,
    /// The day.
    pub on: Date,
    /// Who recorded it.
    pub by: PersonId,
}
