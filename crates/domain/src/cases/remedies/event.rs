//! What is written down about a remedy.

use jiff::civil::Date;
use law::Fen;
use serde::{Deserialize, Serialize};

use crate::ids::{DocumentId, RemedyId};

/// A remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemedyKind {
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼.
    Litigation,
}

impl RemedyKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Reconsideration, Self::Litigation];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Reconsideration => "行政复议",
            Self::Litigation => "行政诉讼",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Reconsideration => "reconsideration",
            Self::Litigation => "litigation",
        }
    }
}

/// By which procedure the body hears it; it sets our time to answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemedyTrack {
    /// 普通程序.
    #[default]
    Ordinary,
    /// 行政复议简易程序.
    Simple,
}

impl RemedyTrack {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ordinary, Self::Simple];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Ordinary => "普通程序",
            Self::Simple => "行政复议简易程序",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Simple => "simple",
        }
    }
}

/// Which kind of act it is brought against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemedyTarget {
    /// 处罚决定、不予处罚决定.
    #[default]
    Decision,
    /// 查封、扣押、登记保存.
    Measure,
    /// 责令改正.
    Order,
    /// 加处罚款.
    Surcharge,
    /// 代履行、强制拆除.
    Enforcement,
}

impl RemedyTarget {
    /// The kind of act that the form speaks.
    pub fn of_form(form: &str) -> Option<Self> {
        match form {
            "TF-14" | "TF-15" | "EX-15" => Some(Self::Decision),
            "TF-06" | "TF-08" | "TF-09" => Some(Self::Measure),
            "TF-16" => Some(Self::Order),
            "EX-22" => Some(Self::Surcharge),
            "TF-20" | "TF-21" | "CM-13" => Some(Self::Enforcement),
            _ => None,
        }
    }

    /// Whether the surcharge stands still and the court waits while it is under way.
    pub const fn bears_on_payment(self) -> bool {
        match self {
            Self::Decision | Self::Surcharge => true,
            Self::Measure | Self::Order | Self::Enforcement => false,
        }
    }
}

/// Against what, and when we were told; absent in the earliest events, which knew the decision only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemedyClaim {
    /// The remedy.
    pub remedy: RemedyId,
    /// The kind of act.
    pub target: RemedyTarget,
    /// The document that is attacked.
    pub document: DocumentId,
    /// By which procedure it is heard.
    pub track: RemedyTrack,
    /// The day on which the copy of the application or the complaint reached us.
    pub received_on: Date,
}

/// On which ground execution stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StayGround {
    /// 本机关认为需要停止执行.
    Own,
    /// 复议机关、人民法院认为需要停止执行.
    Body,
    /// 依申请决定、裁定停止执行.
    Petition,
    /// 法律、法规规定停止执行.
    Statute,
}

impl StayGround {
    /// Every ground, in the order of the article.
    pub const ALL: [Self; 4] = [Self::Own, Self::Body, Self::Petition, Self::Statute];

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Own => "本机关认为需要停止执行",
            Self::Body => "复议机关、人民法院认为需要停止执行",
            Self::Petition => "复议机关、人民法院依申请决定（裁定）停止执行",
            Self::Statute => "法律、法规规定停止执行",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Body => "body",
            Self::Petition => "petition",
            Self::Statute => "statute",
        }
    }
}

/// How a remedy ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemedyResult {
    /// 维持决定或者驳回请求.
    Upheld,
    /// 当事人撤回.
    Withdrawn,
    /// 变更.
    Changed,
    /// 撤销.
    Revoked,
    /// 撤销并责令重新作出.
    Again,
    /// 确认违法.
    Unlawful,
    /// 确认无效.
    Void,
}

impl RemedyResult {
    /// Every result.
    pub const ALL: [Self; 7] = [
        Self::Upheld,
        Self::Withdrawn,
        Self::Changed,
        Self::Revoked,
        Self::Again,
        Self::Unlawful,
        Self::Void,
    ];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Upheld => "维持决定或者驳回请求",
            Self::Withdrawn => "当事人撤回",
            Self::Changed => "变更（包括调解书确定的变更）",
            Self::Revoked => "撤销",
            Self::Again => "撤销并责令重新作出",
            Self::Unlawful => "确认违法，不撤销",
            Self::Void => "确认无效",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Withdrawn => "withdrawn",
            Self::Changed => "changed",
            Self::Revoked => "revoked",
            Self::Again => "again",
            Self::Unlawful => "unlawful",
            Self::Void => "void",
        }
    }

    /// Whether the act no longer has any effect.
    pub const fn undoes(self) -> bool {
        match self {
            Self::Revoked | Self::Again | Self::Void => true,
            Self::Upheld | Self::Withdrawn | Self::Changed | Self::Unlawful => false,
        }
    }

    /// Whether the act stands as it was.
    pub const fn leaves(self) -> bool {
        matches!(self, Self::Upheld | Self::Withdrawn)
    }
}

/// What the final document says beyond its result; absent in the earliest events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemedyOutcome {
    /// The remedy.
    pub remedy: RemedyId,
    /// The kind of act.
    pub target: RemedyTarget,
    /// The reasons, which the public reads when a publication is withdrawn.
    pub reason: String,
    /// The fine as changed.
    #[serde(default)]
    pub fine: Option<Fen>,
    /// The gains to be confiscated as changed.
    #[serde(default)]
    pub gains: Option<Fen>,
    /// The last day to decide again, where one was set.
    #[serde(default)]
    pub redo_by: Option<Date>,
}
