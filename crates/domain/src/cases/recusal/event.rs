//! What is written down about a recusal.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Private;
use crate::ids::{DocumentId, PersonId, RecusalId};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecusalApplicant {
    /// 当事人.
    Party,
    /// 执法人员本人.
    Oneself,
    /// 行政机关负责人责令.
    Head,
}

impl RecusalApplicant {
    /// Whoever can ask; the head orders.
    pub const ASKING: [Self; 2] = [Self::Party, Self::Oneself];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Party => "当事人申请",
            Self::Oneself => "执法人员自行申请",
            Self::Head => "行政机关负责人责令",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Oneself => "oneself",
            Self::Head => "head",
        }
    }
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecusalGround {
    /// 是本案当事人或者当事人的近亲属.
    Kin,
    /// 与本案有直接利害关系.
    Interest,
    /// 有其他关系可能影响公正执法.
    Other,
}

impl RecusalGround {
    /// Every ground.
    pub const ALL: [Self; 3] = [Self::Kin, Self::Interest, Self::Other];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Kin => "是本案当事人或者当事人的近亲属",
            Self::Interest => "与本案有直接利害关系",
            Self::Other => "与本案有其他关系，可能影响公正执法",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Kin => "kin",
            Self::Interest => "interest",
            Self::Other => "other",
        }
    }
}

/// What becomes of what the person did before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EarlierActs {
    /// 有效.
    Stand,
    /// 重新进行.
    Again,
}

impl EarlierActs {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Stand, Self::Again];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Stand => "回避前所作的调查等行为有效",
            Self::Again => "回避前所作的调查等行为重新进行",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Stand => "stand",
            Self::Again => "again",
        }
    }
}

/// Somebody asked that a person withdraw (回避申请).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecusalRequest {
    /// Its id.
    pub recusal: RecusalId,
    /// Who should withdraw.
    pub person: PersonId,
    /// Who asks.
    pub applicant: RecusalApplicant,
    /// Why.
    pub ground: RecusalGround,
    /// The facts.
    pub reason: Private,
    /// Who recorded it.
    pub by: PersonId,
    /// The day on which it was asked.
    pub on: Date,
}

/// What the head decided (回避决定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecusalDecision {
    /// On which request.
    pub recusal: RecusalId,
    /// Whether the person withdraws.
    pub granted: bool,
    /// The reasons.
    pub reason: Private,
    /// Who handles the case in the person's place.
    #[serde(default)]
    pub replacement: Option<PersonId>,
    /// What becomes of what the person did, when the request was granted.
    #[serde(default)]
    pub earlier: Option<EarlierActs>,
    /// Who discussed it, when a head was to withdraw.
    #[serde(default)]
    pub attendees: Vec<PersonId>,
    /// The paper.
    pub document: DocumentId,
    /// Who decided.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}
