//! Settle a clue: the unit answers, the town judges, the reporter is told (反馈、判定、答复).

use serde::{Deserialize, Serialize};

use super::{Answer, Clue, Event, Judgement, Stage, papers, wrong_stage};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// How a matter ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// 未发现问题.
    NothingFound,
    /// 当场改正.
    Corrected,
    /// 移交立案查处.
    HandedOver,
    /// 不属于职权范围.
    NotOurs,
}

impl Outcome {
    /// Every outcome, in the order of the form.
    pub const ALL: [Self; 4] =
        [Self::NothingFound, Self::Corrected, Self::HandedOver, Self::NotOurs];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::NothingFound => "未发现问题",
            Self::Corrected => "已当场改正",
            Self::HandedOver => "已移交立案查处",
            Self::NotOurs => "不属于职权范围",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::NothingFound => "nothing-found",
            Self::Corrected => "corrected",
            Self::HandedOver => "handed-over",
            Self::NotOurs => "not-ours",
        }
    }
}

/// Report how the matter was settled (反馈办理结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerClue {
    /// The kind of result.
    pub outcome: Outcome,
    /// The account.
    pub words: Private,
}

impl AnswerClue {
    /// Decides whether the unit may answer: it must have accepted the clue first.
    ///
    /// # Errors
    /// The stage, or no account.
    pub fn decide(&self, clue: &Clue, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(matches!(clue.stage, Stage::Accepted(_)), || {
            wrong_stage(clue, Act::AnswerClue, "请先签收，再反馈办理结果。")
        });
        found.require(!self.words.is_blank(), || {
            Refusal::new("CLUE-020", "没有写明办理情况。", "请写明到场时间、看到的情况和处理结果。")
                .at("words")
        });
        found.clear()?;
        let Some(by) = setting.me().cloned() else { return Ok(vec![]) };
        Ok(vec![Event::Answered(Answer {
            outcome: self.outcome,
            words: self.words.clone(),
            on: setting.today,
            by,
        })])
    }
}

/// Judge the result for the town (判定办理结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgeClue {
    /// Whether the result is accepted.
    pub accepted: bool,
    /// The reasons; needed when it is not accepted.
    #[serde(default)]
    pub words: String,
}

impl JudgeClue {
    /// Decides whether there is a result to judge; only the town closes a matter.
    ///
    /// # Errors
    /// The stage, or a rejection without reasons.
    pub fn decide(&self, clue: &Clue, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let judgeable = matches!(clue.stage, Stage::Answered(_) | Stage::Transferred { .. });
        found.require(judgeable, || {
            wrong_stage(clue, Act::JudgeClue, "请等承办单位反馈办理结果后再判定。")
        });
        found.require(self.accepted || !self.words.trim().is_empty(), || {
            Refusal::new(
                "CLUE-021",
                "不认可办理结果，但没有写明理由。",
                "请写明哪里没有办好，退回承办单位重办。",
            )
            .at("words")
        });
        found.clear()?;
        let Some(by) = setting.me().cloned() else { return Ok(vec![]) };
        let judged = Event::Judged(Judgement {
            accepted: self.accepted,
            words: self.words.trim().to_owned(),
            on: setting.today,
            by,
        });
        if self.accepted { papers::registered(clue, judged, setting) } else { Ok(vec![judged]) }
    }
}

/// Tell the reporter the result under the receipt number (答复反映人).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InformReporter {
    /// What the reporter reads.
    pub words: String,
}

impl InformReporter {
    /// Decides whether the reporter can be told: the matter must be judged, merged or transferred.
    ///
    /// # Errors
    /// The stage, or no words.
    pub fn decide(&self, clue: &Clue, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let tellable = matches!(
            clue.stage,
            Stage::Settled { .. } | Stage::Merged { .. } | Stage::Transferred { .. }
        );
        found.require(tellable, || {
            wrong_stage(clue, Act::InformReporter, "请先由镇街判定办理结果，再答复反映人。")
        });
        found.require(!self.words.trim().is_empty(), || {
            Refusal::new("CLUE-022", "没有写明答复内容。", "请用反映人看得懂的话写明结果。")
                .at("words")
        });
        found.clear()?;
        let informed = Event::ReporterInformed { words: self.words.trim().to_owned() };
        papers::registered(clue, informed, setting)
    }
}
