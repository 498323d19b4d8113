//! What is written down about a measure on its way.

use jiff::civil::{Date, DateTime};
use law::Fen;
use serde::{Deserialize, Serialize};

use super::dispose::DisposalManner;
use super::state::{Article, MeasureKind};
use crate::Private;
use crate::ids::{ArticleId, DocumentId, MeasureId, PersonId};

/// What was proposed to the head (措施呈批).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureProposal {
    /// The measure.
    pub measure: MeasureId,
    /// What kind.
    pub kind: MeasureKind,
    /// The article that allows it for this matter.
    pub basis: String,
    /// Why it is needed.
    pub reason: Private,
    /// Why milder means do not do.
    pub necessity: Private,
    /// Why it cannot wait for approval; `None` when it can.
    #[serde(default)]
    pub urgent: Option<String>,
    /// The things it is to extend to, in words.
    pub things: Vec<Private>,
    /// Who proposed it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// How a measure was taken on the spot (实施).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taking {
    /// The measure.
    pub measure: MeasureId,
    /// When it began.
    pub at: DateTime,
    /// Where.
    pub place: Private,
    /// The officers.
    pub officers: Vec<PersonId>,
    /// What was taken.
    pub articles: Vec<Article>,
    /// Where it is kept.
    pub custody: String,
    /// Who keeps it.
    pub keeper: Private,
    /// The on-the-spot record (现场笔录).
    pub record: DocumentId,
    /// The decision (决定书), or the list for a hold of evidence.
    pub decision: DocumentId,
    /// The number of the decision.
    pub number: String,
    /// Whether the party was there.
    pub present: bool,
}

/// The period was made longer (延长).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The measure.
    pub measure: MeasureId,
    /// The notice.
    pub document: DocumentId,
    /// Why.
    pub reason: Private,
    /// The head who approved it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// A test or appraisal whose days do not count (检测、检验、检疫、技术鉴定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraisal {
    /// The measure.
    pub measure: MeasureId,
    /// The written notice of the period.
    pub document: DocumentId,
    /// The institution.
    pub institution: String,
    /// What is asked.
    pub question: String,
    /// The first day, inclusive.
    pub first_on: Date,
    /// The last day, inclusive.
    pub last_on: Date,
}

/// Why a measure is lifted (解除理由).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReleaseGround {
    /// 当事人没有违法行为.
    NoViolation,
    /// 与违法行为无关.
    Unrelated,
    /// 已经作出处理决定，不再需要.
    Decided,
    /// 期限已经届满.
    Expired,
    /// 未获批准或者未在二十四小时内补办批准手续.
    NotApproved,
    /// 证据保全后转为查封、扣押.
    Converted,
    /// 其他不再需要的情形.
    Other,
}

impl ReleaseGround {
    /// Every ground, in the order of the article.
    pub const ALL: [Self; 7] = [
        Self::NoViolation,
        Self::Unrelated,
        Self::Decided,
        Self::Expired,
        Self::NotApproved,
        Self::Converted,
        Self::Other,
    ];

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::NoViolation => "当事人没有违法行为",
            Self::Unrelated => "场所、设施或者财物与违法行为无关",
            Self::Decided => "已经作出处理决定，不再需要采取措施",
            Self::Expired => "期限已经届满",
            Self::NotApproved => "紧急实施后没有获得批准",
            Self::Converted => "登记保存的证据转为查封、扣押",
            Self::Other => "其他不再需要采取措施的情形",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::NoViolation => "no-violation",
            Self::Unrelated => "unrelated",
            Self::Decided => "decided",
            Self::Expired => "expired",
            Self::NotApproved => "not-approved",
            Self::Converted => "converted",
            Self::Other => "other",
        }
    }
}

/// The measure was lifted over some articles (解除).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The measure.
    pub measure: MeasureId,
    /// The decision.
    pub document: DocumentId,
    /// Why.
    pub ground: ReleaseGround,
    /// Which articles.
    pub articles: Vec<ArticleId>,
    /// The head who decided.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// Articles went back to the party (退还).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// The measure.
    pub measure: MeasureId,
    /// The signed receipt.
    pub document: DocumentId,
    /// Which articles.
    pub articles: Vec<ArticleId>,
    /// What was paid out instead of perishable goods that had been sold; zero for the goods themselves.
    #[serde(default)]
    pub proceeds: Fen,
    /// The day.
    pub on: Date,
}

/// Articles went to another body together with the case (随案移送).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The measure.
    pub measure: MeasureId,
    /// Which articles.
    pub articles: Vec<ArticleId>,
    /// The body that took them over.
    pub organ: String,
    /// The number of the letter by which the case is transferred.
    pub letter: String,
    /// The signed list.
    pub document: DocumentId,
    /// The notice to the party.
    pub notice: DocumentId,
    /// The day.
    pub on: Date,
}

/// How confiscated articles are to be disposed of, approved by the head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisposalOrder {
    /// The measure.
    pub measure: MeasureId,
    /// Which articles.
    pub articles: Vec<ArticleId>,
    /// How.
    pub manner: DisposalManner,
    /// Why so.
    pub reason: String,
    /// The head.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// Confiscated articles were disposed of (处理).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposal {
    /// The measure.
    pub measure: MeasureId,
    /// The record.
    pub document: DocumentId,
    /// Which articles.
    pub articles: Vec<ArticleId>,
    /// What was got for them; zero when nothing was.
    #[serde(default)]
    pub proceeds: Fen,
    /// The voucher by which the money went to the treasury.
    #[serde(default)]
    pub voucher: String,
    /// The day.
    pub on: Date,
}
