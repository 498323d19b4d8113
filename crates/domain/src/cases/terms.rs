//! What is proposed, noticed and decided: the penalty with its reasons, or no penalty with its ground.

use jiff::civil::Date;
use law::Fen;
use serde::{Deserialize, Serialize};

use crate::Private;
use crate::catalogue::{BaseAmounts, Gravity, Mitigation};
use crate::ids::EvidenceId;

/// What should become of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "proposal", rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "a case holds a few of them, most with a penalty")]
pub enum Proposal {
    /// A penalty.
    Penalty(PenaltyTerms),
    /// No penalty.
    NoPenalty(WaiverTerms),
}

impl Proposal {
    /// The penalty, when one is proposed.
    pub const fn penalty(&self) -> Option<&PenaltyTerms> {
        match self {
            Self::Penalty(terms) => Some(terms),
            Self::NoPenalty(_) => None,
        }
    }

    /// The waiver, when no penalty is proposed.
    pub const fn waiver(&self) -> Option<&WaiverTerms> {
        match self {
            Self::NoPenalty(terms) => Some(terms),
            Self::Penalty(_) => None,
        }
    }

    /// The fine; nothing for no penalty.
    pub const fn fine(&self) -> Fen {
        match self {
            Self::Penalty(terms) => terms.fine,
            Self::NoPenalty(_) => Fen(0),
        }
    }
}

/// A penalty (拟作出的处罚内容).
///
/// # Law
/// 《行政处罚法》第九条 (AP-01); an order to correct is no penalty and stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PenaltyTerms {
    /// The branch of the power item that is applied.
    pub branch: String,
    /// The first day of the later version that is applied because it is lighter; none for the
    /// version in force at the act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law_from: Option<Date>,
    /// Whether the circumstances are serious in the sense of the statute.
    pub gravity: Gravity,
    /// The amounts that the range depends on.
    #[serde(default)]
    pub bases: BaseAmounts,
    /// 警告 beside or instead of a fine.
    #[serde(default)]
    pub warning: bool,
    /// 罚款; zero when none is imposed.
    pub fine: Fen,
    /// 没收违法所得; zero when there were no gains.
    #[serde(default)]
    pub gains: Fen,
    /// 没收非法财物: the things.
    #[serde(default)]
    pub things: Vec<String>,
    /// A penalty of another kind that the branch names, in its words.
    #[serde(default)]
    pub other: Option<String>,
    /// The benchmark and grade chosen.
    #[serde(default)]
    pub tier: Option<TierChoice>,
    /// Why the amount leaves the tier, when it does.
    #[serde(default)]
    pub departure: Option<String>,
    /// The ground for going below the minimum, when it does.
    #[serde(default)]
    pub mitigation: Option<Mitigation>,
    /// The discretion explained: circumstances, grade, and why.
    pub discretion: Private,
    /// The correction ordered with the penalty.
    pub correction: String,
}

/// The benchmark row that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierChoice {
    /// The benchmark's id.
    pub benchmark: String,
    /// The grade.
    pub grade: String,
}

impl PenaltyTerms {
    /// The penalties as lines of a document.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.warning {
            lines.push("警告".to_owned());
        }
        if self.fine.0 > 0 {
            lines.push(format!("罚款人民币{}（￥{}）", self.fine.in_words(), self.fine));
        }
        if self.gains.0 > 0 {
            lines.push(format!("没收违法所得人民币{}（￥{}）", self.gains.in_words(), self.gains));
        }
        if !self.things.is_empty() {
            lines.push(format!("没收{}", self.things.join("、")));
        }
        lines.extend(self.other.clone());
        lines
    }

    /// Whether the terms are worse for the party than `told` in any part.
    ///
    /// # Law
    /// 《行政处罚法》第四十四条、第四十五条第二款 (AP-31, AP-59).
    pub fn heavier_than(&self, told: &Self) -> bool {
        self.fine > told.fine
            || self.gains > told.gains
            || (self.warning && !told.warning)
            || self.things.iter().any(|thing| !told.things.contains(thing))
            || (self.other.is_some() && self.other != told.other)
            || self.branch != told.branch
            || self.law_from != told.law_from
    }
}

/// No penalty, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverTerms {
    /// The ground.
    pub ground: WaiverGround,
    /// Why the ground is met.
    pub reasoning: Private,
    /// The evidence for it.
    #[serde(default)]
    pub evidence: Vec<EvidenceId>,
    /// The education given, line by line (第三十三条第三款).
    pub education: Private,
    /// The correction ordered or made.
    pub correction: String,
    /// The party's promise; blank when none was given.
    #[serde(default)]
    pub promise: Private,
}

/// Why no penalty is imposed.
///
/// # Law
/// 《行政处罚法》第三十条、第三十一条、第三十三条 (AP-16, AP-17, AP-19, MT-18).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaiverGround {
    /// 违法行为轻微并及时改正，没有造成危害后果: shall not be penalised.
    Minor,
    /// 初次违法且危害后果轻微并及时改正: may be spared.
    FirstOffence,
    /// 当事人有证据足以证明没有主观过错.
    NoFault,
    /// 不满十四周岁.
    UnderAge,
    /// 不能辨认或者不能控制自己行为.
    Incapacity,
    /// 违法事实不能成立.
    NotEstablished,
    /// 超过追责时效.
    TimeBarred,
}

impl WaiverGround {
    /// Every ground, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::Minor,
        Self::FirstOffence,
        Self::NoFault,
        Self::UnderAge,
        Self::Incapacity,
        Self::NotEstablished,
        Self::TimeBarred,
    ];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Minor => "违法行为轻微并及时改正，没有造成危害后果",
            Self::FirstOffence => "初次违法且危害后果轻微并及时改正",
            Self::NoFault => "有证据足以证明没有主观过错",
            Self::UnderAge => "违法行为人不满十四周岁",
            Self::Incapacity => "违法行为人不能辨认或者不能控制自己行为",
            Self::NotEstablished => "违法事实不能成立",
            Self::TimeBarred => "违法行为超过追责时效",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::FirstOffence => "first-offence",
            Self::NoFault => "no-fault",
            Self::UnderAge => "under-age",
            Self::Incapacity => "incapacity",
            Self::NotEstablished => "not-established",
            Self::TimeBarred => "time-barred",
        }
    }

    /// The article.
    pub const fn cite(self) -> &'static str {
        match self {
            Self::Minor | Self::FirstOffence => "《行政处罚法》第三十三条第一款",
            Self::NoFault => "《行政处罚法》第三十三条第二款",
            Self::UnderAge => "《行政处罚法》第三十条",
            Self::Incapacity => "《行政处罚法》第三十一条",
            Self::NotEstablished => "《行政处罚法》第五十七条第一款第三项",
            Self::TimeBarred => "《行政处罚法》第三十六条",
        }
    }

    /// Whether there was a violation at all, so that correction and education are owed.
    pub const fn is_violation(self) -> bool {
        match self {
            Self::Minor
            | Self::FirstOffence
            | Self::NoFault
            | Self::UnderAge
            | Self::Incapacity
            | Self::TimeBarred => true,
            Self::NotEstablished => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(fine: i64) -> PenaltyTerms {
        PenaltyTerms {
            branch: "a".into(),
            law_from: None,
            gravity: Gravity::Ordinary,
            bases: BaseAmounts::default(),
            warning: false,
            fine: Fen(fine),
            gains: Fen(0),
            things: vec![],
            other: None,
            tier: None,
            departure: None,
            mitigation: None,
            discretion: "说明".into(),
            correction: "改正".into(),
        }
    }

    #[test]
    fn a_lower_fine_is_not_heavier_and_a_new_penalty_is() {
        assert!(!terms(100).heavier_than(&terms(200)));
        assert!(!terms(200).heavier_than(&terms(200)));
        assert!(terms(201).heavier_than(&terms(200)));
        let with_warning = PenaltyTerms { warning: true, ..terms(100) };
        assert!(with_warning.heavier_than(&terms(200)));
        let with_things = PenaltyTerms { things: vec!["砂石".into()], ..terms(100) };
        assert!(with_things.heavier_than(&terms(200)));
    }

    #[test]
    fn the_penalty_reads_in_words_and_figures() {
        let lines = PenaltyTerms { warning: true, ..terms(50_000) }.lines();
        assert_eq!(lines, ["警告", "罚款人民币伍佰元整（￥500.00元）"]);
    }
}
