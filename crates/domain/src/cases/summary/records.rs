//! What is written down on the spot: the telling, the cash, the ground of a conversion.

use jiff::civil::Date;
use law::Fen;
use serde::{Deserialize, Serialize};

use crate::Private;
use crate::cases::{Acceptance, PenaltyTerms};
use crate::ids::PersonId;

/// A case on the spot before its decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnSpot {
    /// What the party was told and said; `None` before the telling.
    pub telling: Option<Telling>,
}

/// What the party was told on the spot, and said (当场告知和听取意见).
///
/// # Law
/// 《行政处罚法》第四十四条、第四十五条 (AP-30, AP-31, AP-38).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// The penalty announced.
    pub terms: PenaltyTerms,
    /// What the party said; blank when the party had nothing to say.
    #[serde(default)]
    pub statement: Private,
    /// Whether the party disputes the facts.
    #[serde(default)]
    pub disputed: bool,
    /// How far the statement was accepted; `None` when there was none.
    #[serde(default)]
    pub accepted: Option<Acceptance>,
    /// Why.
    #[serde(default)]
    pub reasons: Private,
    /// Who told the party.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// Why a fine may be collected on the spot (当场收缴的情形).
///
/// # Law
/// 《行政处罚法》第六十八条、第六十九条 (AP-62, AP-63).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CollectionGround {
    /// 依法给予一百元以下罚款.
    Small,
    /// 不当场收缴事后难以执行.
    HardLater,
    /// 边远、水上、交通不便地区, and the party asked for it.
    Remote,
}

impl CollectionGround {
    /// Every ground, in the order of the articles.
    pub const ALL: [Self; 3] = [Self::Small, Self::HardLater, Self::Remote];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Small => "依法给予一百元以下罚款",
            Self::HardLater => "不当场收缴事后难以执行",
            Self::Remote => "边远、水上、交通不便地区，当事人缴纳确有困难并提出",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::HardLater => "hard-later",
            Self::Remote => "remote",
        }
    }

    /// The article.
    pub const fn cite(self) -> &'static str {
        match self {
            Self::Small => "《行政处罚法》第六十八条第一项",
            Self::HardLater => "《行政处罚法》第六十八条第二项",
            Self::Remote => "《行政处罚法》第六十九条",
        }
    }
}

/// Cash collected on the spot, until it is in the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cash {
    /// How much.
    pub amount: Fen,
    /// Why it could be collected.
    pub ground: CollectionGround,
    /// The ground in words: why it would be hard later, or what the party asked.
    #[serde(default)]
    pub reason: Private,
    /// The number of the unified receipt (财政专用票据).
    pub receipt: String,
    /// The day it was collected.
    pub on: Date,
    /// The day of coming ashore, for cash collected on water.
    #[serde(default)]
    pub ashore_on: Option<Date>,
    /// Who collected it.
    pub by: PersonId,
    /// The day it was handed to the authority.
    #[serde(default)]
    pub handed_in_on: Option<Date>,
    /// The day it was paid into the bank, with the slip.
    #[serde(default)]
    pub banked: Option<Banked>,
}

/// Cash in the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Banked {
    /// The day.
    pub on: Date,
    /// The bank's slip (缴款书).
    pub slip: String,
}

impl Cash {
    /// The day from which the officer's two days run.
    ///
    /// # Law
    /// 《行政处罚法》第七十一条 (AP-65).
    pub fn counted_from(&self) -> Date {
        self.ashore_on.unwrap_or(self.on)
    }
}

/// Why a case cannot be decided on the spot (转为普通程序的原因).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConversionGround {
    /// The party disputes the facts.
    Disputed,
    /// The facts need further investigation.
    Unclear,
    /// The fine is above the limit of the summary procedure.
    OverLimit,
    /// Something must be confiscated, or another kind of penalty is due.
    OtherPenalty,
    /// No penalty is to be imposed: the head decides that.
    NoPenalty,
    /// Another reason.
    Other,
}

impl ConversionGround {
    /// Every ground, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::Disputed,
        Self::Unclear,
        Self::OverLimit,
        Self::OtherPenalty,
        Self::NoPenalty,
        Self::Other,
    ];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Disputed => "当事人对事实有异议",
            Self::Unclear => "事实需要进一步调查",
            Self::OverLimit => "罚款超过当场处罚的限额",
            Self::OtherPenalty => "应当没收或者给予其他种类的处罚",
            Self::NoPenalty => "拟不予行政处罚",
            Self::Other => "其他原因",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Disputed => "disputed",
            Self::Unclear => "unclear",
            Self::OverLimit => "over-limit",
            Self::OtherPenalty => "other-penalty",
            Self::NoPenalty => "no-penalty",
            Self::Other => "other",
        }
    }
}
