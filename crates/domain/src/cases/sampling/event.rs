//! What is written down of sampling and appraisal, from the seals to the answer to an objection.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::Private;
use crate::catalogue::Hundredths;
use crate::evidence::BlobRef;
use crate::ids::{AppraisalId, DocumentId, PersonId};

/// One line of the list of samples (样品).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// 名称.
    pub name: String,
    /// 规格、批号.
    #[serde(default)]
    pub batch: String,
    /// 抽样基数: of how many it was taken.
    pub base: Hundredths,
    /// 抽样数量.
    pub quantity: Hundredths,
    /// 单位.
    pub unit: String,
    /// 封签编号.
    pub seal_number: String,
}

impl Sample {
    /// Name and quantity in words.
    pub fn words(&self) -> String {
        format!("{}{}{}（封签{}）", self.name, self.quantity, self.unit, self.seal_number)
    }
}

/// Samples were taken (抽样取证).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sampling {
    /// The certificate (抽样取证凭证).
    pub document: DocumentId,
    /// When.
    pub at: DateTime,
    /// Where.
    pub place: Private,
    /// The officers.
    pub officers: Vec<PersonId>,
    /// By what method and on what it rests.
    pub method: String,
    /// Whether the party was there.
    pub present: bool,
    /// What was taken.
    pub samples: Vec<Sample>,
    /// Where it is kept, and how.
    pub kept: String,
}

/// What an institution is asked to do (委托的种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppraisalKind {
    /// 检测.
    Test,
    /// 检验.
    Inspection,
    /// 检疫.
    Quarantine,
    /// 鉴定.
    Appraisal,
}

impl AppraisalKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Test, Self::Inspection, Self::Quarantine, Self::Appraisal];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Test => "检测",
            Self::Inspection => "检验",
            Self::Quarantine => "检疫",
            Self::Appraisal => "鉴定",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Inspection => "inspection",
            Self::Quarantine => "quarantine",
            Self::Appraisal => "appraisal",
        }
    }
}

/// An institution was entrusted (委托鉴定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrustment {
    /// Which.
    pub id: AppraisalId,
    /// The letter (委托书).
    pub document: DocumentId,
    /// What it is asked to do.
    pub kind: AppraisalKind,
    /// The institution.
    pub institution: String,
    /// Its qualification.
    pub qualification: String,
    /// What is asked.
    pub question: Private,
    /// The numbers of the seals that go to it.
    #[serde(default)]
    pub seal_numbers: Vec<String>,
    /// What else goes to it.
    #[serde(default)]
    pub objects: Private,
    /// The day by which it answers.
    pub due_on: Date,
    /// The earlier appraisal that this one repeats.
    #[serde(default)]
    pub again: Option<AppraisalId>,
    /// The day.
    pub on: Date,
}

/// What the institution answered (鉴定结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppraisalResult {
    /// Which.
    pub appraisal: AppraisalId,
    /// The telling of the opinion to the party; `None` when no opinion was given.
    #[serde(default)]
    pub document: Option<DocumentId>,
    /// The number of its report, or of the letter by which it could not.
    pub number: String,
    /// Who made the opinion.
    #[serde(default)]
    pub appraisers: Private,
    /// The opinion, or why none could be given.
    pub opinion: Private,
    /// The report.
    #[serde(default)]
    pub blob: Option<BlobRef>,
    /// The day on which it was received.
    pub on: Date,
}

impl AppraisalResult {
    /// Whether an opinion was given.
    pub const fn is_opinion(&self) -> bool {
        self.document.is_some()
    }
}

/// The party contests the opinion and asks for another appraisal (申请重新鉴定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Which.
    pub appraisal: AppraisalId,
    /// What the party says.
    pub reason: Private,
    /// The application, as handed in.
    #[serde(default)]
    pub blob: Option<BlobRef>,
    /// The day on which it was made.
    pub on: Date,
}

/// The answer of the authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionAnswer {
    /// Which.
    pub appraisal: AppraisalId,
    /// Whether it is appraised again.
    pub agreed: bool,
    /// Why.
    pub reason: Private,
    /// The letter to the party.
    pub document: DocumentId,
    /// The head.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}
