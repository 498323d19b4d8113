//! What is written down about a case that may be a crime.

use jiff::civil::{Date, DateTime};
use law::Fen;
use serde::{Deserialize, Serialize};

use crate::Private;
use crate::ids::{DocumentId, PersonId, ReferralId};

/// The suspicion (涉嫌犯罪).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspicion {
    /// The referral that it begins.
    pub referral: ReferralId,
    /// The facts that meet the threshold.
    pub facts: Private,
    /// The offence (罪名).
    pub offence: String,
    /// The standard of prosecution (追诉标准).
    pub standard: String,
    /// Who found it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// The report of the special pair (移送涉嫌犯罪案件的书面报告).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrimeReport {
    /// The referral.
    pub referral: ReferralId,
    /// The document.
    pub document: DocumentId,
    /// What the pair makes of it.
    pub opinion: Private,
    /// Who signed it.
    pub by: PersonId,
    /// The day on which the chief received it.
    pub on: Date,
}

/// What the chief decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrimeVerdict {
    /// The referral.
    pub referral: ReferralId,
    /// The approval form.
    pub approval: DocumentId,
    /// The letter to the police and the list of articles; `None` when it was declined.
    #[serde(default)]
    pub letter: Option<DocumentId>,
    /// The reasons, when it was declined.
    #[serde(default)]
    pub declined: Private,
    /// To which police.
    #[serde(default)]
    pub police: String,
    /// To which procuratorate the copy goes.
    #[serde(default)]
    pub procuratorate: String,
    /// The chief.
    pub by: PersonId,
    /// When.
    pub at: DateTime,
}

/// What goes with the letter (移送材料).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Material {
    /// 涉嫌犯罪案件移送书.
    Letter,
    /// 涉嫌犯罪案件情况的调查报告.
    Report,
    /// 涉案物品清单.
    Articles,
    /// 有关检验报告或者鉴定结论.
    Appraisal,
    /// 其他有关涉嫌犯罪的材料.
    Other,
    /// 已经作出的行政处罚决定书.
    Decision,
}

impl Material {
    /// Every kind, in the order of the article.
    pub const ALL: [Self; 6] =
        [Self::Letter, Self::Report, Self::Articles, Self::Appraisal, Self::Other, Self::Decision];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Letter => "涉嫌犯罪案件移送书",
            Self::Report => "涉嫌犯罪案件情况的调查报告",
            Self::Articles => "涉案物品清单",
            Self::Appraisal => "有关检验报告或者鉴定结论",
            Self::Other => "其他有关涉嫌犯罪的材料",
            Self::Decision => "已经作出的行政处罚决定书",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Report => "report",
            Self::Articles => "articles",
            Self::Appraisal => "appraisal",
            Self::Other => "other",
            Self::Decision => "decision",
        }
    }
}

/// The case reached the police, and the copy the procuratorate (移送).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralDelivery {
    /// The referral.
    pub referral: ReferralId,
    /// When the police took it.
    pub at: DateTime,
    /// Who handed it over.
    pub officers: Vec<PersonId>,
    /// Who took it.
    pub receiver: Private,
    /// What went with it.
    pub materials: Vec<Material>,
    /// The receipt (回执), as signed.
    pub receipt: DocumentId,
    /// The day on which the copy reached the procuratorate.
    pub copied_on: Date,
}

/// What the police answered, at first or when asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoliceAnswer {
    /// The referral.
    pub referral: ReferralId,
    /// Whether they opened a criminal case.
    pub filed: bool,
    /// The notice.
    pub number: String,
    /// The reasons of a refusal.
    #[serde(default)]
    pub reason: Private,
    /// The day on which the notice arrived.
    pub on: Date,
}

/// How a refusal is contested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContestWay {
    /// 提请公安机关复议.
    Reconsideration,
    /// 建议人民检察院立案监督.
    Supervision,
}

impl ContestWay {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Reconsideration, Self::Supervision];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Reconsideration => "提请公安机关复议",
            Self::Supervision => "建议人民检察院立案监督",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Reconsideration => "reconsideration",
            Self::Supervision => "supervision",
        }
    }
}

/// A refusal was contested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    /// The referral.
    pub referral: ReferralId,
    /// How.
    pub way: ContestWay,
    /// The letter.
    pub document: DocumentId,
    /// The day.
    pub on: Date,
}

/// Articles and papers were handed over after the police opened a case (移交).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralHandover {
    /// The referral.
    pub referral: ReferralId,
    /// The receipt of the police.
    pub receipt: String,
    /// What was handed over.
    pub what: Private,
    /// The day.
    pub on: Date,
}

/// How a referral ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferralOutcome {
    /// 公安机关不予立案，依法作出行政处理.
    Refused,
    /// 司法机关移送行政机关处理.
    Returned,
    /// 人民法院作出生效判决.
    Judged,
}

impl ReferralOutcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Refused, Self::Returned, Self::Judged];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Refused => "公安机关不予立案，恢复行政处理",
            Self::Returned => "不需要追究刑事责任或者免予刑事处罚，司法机关移送行政处理",
            Self::Judged => "人民法院作出生效判决",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Returned => "returned",
            Self::Judged => "judged",
        }
    }
}

/// A referral ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralEnd {
    /// The referral.
    pub referral: ReferralId,
    /// How.
    pub outcome: ReferralOutcome,
    /// The document: notice, letter or judgment.
    pub document: String,
    /// The fine that the court imposed (罚金).
    #[serde(default)]
    pub court_fine: Option<Fen>,
    /// The day on which it became known.
    pub on: Date,
}
