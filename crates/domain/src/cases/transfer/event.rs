//! What is written down about a case that belongs to another authority.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Private;
use crate::evidence::BlobRef;
use crate::ids::{DocumentId, PersonId};

/// Why the case is not ours (移送的情形).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TransferGround {
    /// 违法行为发生地不在本行政区域.
    Place,
    /// 不属于本机关的职权.
    Power,
    /// 其他有管辖权的机关已经先立案.
    Earlier,
    /// 共同的上一级行政机关指定其他机关管辖.
    Assigned,
}

impl TransferGround {
    /// Every ground.
    pub const ALL: [Self; 4] = [Self::Place, Self::Power, Self::Earlier, Self::Assigned];

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Place => "违法行为发生地不在本行政区域",
            Self::Power => "不属于本机关的职权",
            Self::Earlier => "其他有管辖权的机关已经先立案",
            Self::Assigned => "共同的上一级行政机关指定其他机关管辖",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Power => "power",
            Self::Earlier => "earlier",
            Self::Assigned => "assigned",
        }
    }

    /// The article.
    pub const fn cite(self) -> &'static str {
        match self {
            Self::Place => "《行政处罚法》第二十二条",
            Self::Power => "《行政处罚法》第二十三条",
            Self::Earlier => "《行政处罚法》第二十五条第一款",
            Self::Assigned => "《行政处罚法》第二十五条第二款",
        }
    }

    /// Whether the ground stands in a document: the other's filing, or the assignment.
    pub const fn rests_on_paper(self) -> bool {
        matches!(self, Self::Earlier | Self::Assigned)
    }
}

/// The letter went out, as the handlers put it and the head approved (移送).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferLetter {
    /// Why.
    pub ground: TransferGround,
    /// The document on which the ground rests, where it does.
    #[serde(default)]
    pub rests_on: String,
    /// To which authority.
    pub organ: String,
    /// The facts and reasons.
    pub reason: Private,
    /// What goes with it.
    pub materials: Vec<String>,
    /// The approval form.
    pub approval: DocumentId,
    /// The letter.
    pub document: DocumentId,
    /// The head.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// What the other authority answered to the letter (受移送机关答复).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferAnswer {
    /// Whether it took the case.
    pub accepted: bool,
    /// Who took it, or who sent it back.
    #[serde(default)]
    pub receiver: Private,
    /// The receipt, as signed; `None` when it sent the case back.
    #[serde(default)]
    pub receipt: Option<DocumentId>,
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

/// How a dispute over jurisdiction ended (管辖争议结果).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TransferOutcome {
    /// 协商由本机关继续办理.
    Kept,
    /// 协商由受移送机关办理.
    Taken,
    /// 上一级行政机关指定本机关管辖.
    AssignedUs,
    /// 上一级行政机关指定受移送机关管辖.
    AssignedThem,
    /// 上一级行政机关指定第三机关管辖.
    AssignedThird,
}

impl TransferOutcome {
    /// Every outcome.
    pub const ALL: [Self; 5] =
        [Self::Kept, Self::Taken, Self::AssignedUs, Self::AssignedThem, Self::AssignedThird];

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Kept => "协商由本机关继续办理",
            Self::Taken => "协商由受移送机关办理",
            Self::AssignedUs => "上一级行政机关指定本机关管辖",
            Self::AssignedThem => "上一级行政机关指定受移送机关管辖",
            Self::AssignedThird => "上一级行政机关指定第三机关管辖，另行移送",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Taken => "taken",
            Self::AssignedUs => "assigned-us",
            Self::AssignedThem => "assigned-them",
            Self::AssignedThird => "assigned-third",
        }
    }

    /// Whether the case leaves with it.
    pub const fn leaves(self) -> bool {
        matches!(self, Self::Taken | Self::AssignedThem)
    }
}

/// How a transfer that was sent back ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferEnd {
    /// How.
    pub outcome: TransferOutcome,
    /// The record of the agreement, or the assignment.
    pub document: String,
    /// The day.
    pub on: Date,
}
