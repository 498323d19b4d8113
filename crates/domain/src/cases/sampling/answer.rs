//! What the institution answered: an opinion that the party is told, or that it could give none
//! (登记鉴定意见).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event::{AppraisalResult, Entrustment};
use super::{obstacles, papers, unknown};
use crate::cases::event::Event;
use crate::cases::sheets::{blank, future, issue_nth};
use crate::cases::state::Case;
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind};
use crate::ids::{AppraisalId, EvidenceId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Whether an opinion came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppraisalAnswer {
    /// 出具了鉴定意见.
    Opinion,
    /// 不能出具鉴定意见.
    None,
}

impl AppraisalAnswer {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Opinion, Self::None];

    /// The Chinese words.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Opinion => "出具了鉴定意见",
            Self::None => "不能出具，或者退回委托",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Opinion => "opinion",
            Self::None => "none",
        }
    }
}

/// Record what the institution answered (登记鉴定意见).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordAppraisal {
    /// Which.
    pub appraisal: AppraisalId,
    /// Whether an opinion came.
    pub answer: AppraisalAnswer,
    /// The number of its report or letter.
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

impl RecordAppraisal {
    /// Decides whether the answer goes on file; an opinion becomes evidence and is told to the party.
    ///
    /// # Law
    /// 《行政处罚法》第四十六条; 《交通运输行政执法程序规定》第二章第二节、第四章第二节 (AP-27, MT-03, MT-09).
    ///
    /// # Errors
    /// Nothing entrusted, a wrong day, no report, or missing fields.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(obstacles(Act::RecordAppraisal, case));
        let open = case.samplings.waiting().find(|it| it.entrusted.id == self.appraisal);
        let it = found.take(open.map(|it| &it.entrusted).ok_or_else(unknown));
        found.require(!self.number.trim().is_empty(), || {
            blank("SAMP-040", "报告或者函件的编号", "number")
        });
        found.require(!self.opinion.is_blank(), || blank("SAMP-041", "意见或者原因", "opinion"));
        found.require(self.on <= setting.today, || future("SAMP-042", "收到日期", "on", setting));
        found.require(it.is_none_or(|it| it.on <= self.on), || {
            Refusal::new("SAMP-043", "收到日期早于委托之日。", "请核对日期。").at("on")
        });
        if self.answer == AppraisalAnswer::Opinion {
            self.check_opinion(&mut found);
        }
        found.clear()?;
        let Some(it) = it else { return Ok(vec![]) };
        self.events(case, it, setting)
    }

    fn check_opinion(&self, found: &mut Obstacles) {
        found.require(!self.appraisers.is_blank(), || {
            Refusal::new(
                "SAMP-044",
                "没有填写鉴定人。",
                "请填写在鉴定意见上签名的鉴定人，以便当事人申请回避。",
            )
            .by("《行政处罚法》第四十六条")
            .at("appraisers")
        });
        found.require(self.blob.is_some(), || {
            Refusal::new(
                "SAMP-045",
                "没有上传鉴定意见。",
                "鉴定意见是证据，须经查证属实才能作为认定事实的根据；请上传盖章、签名的原件扫描件。",
            )
            .by("《行政处罚法》第四十六条第二款")
            .at("blob")
        });
    }

    fn events(
        &self,
        case: &Case,
        it: &Entrustment,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let mut result = AppraisalResult {
            appraisal: it.id.clone(),
            document: None,
            number: self.number.trim().to_owned(),
            appraisers: self.appraisers.clone(),
            opinion: self.opinion.clone(),
            blob: self.blob.clone(),
            on: self.on,
        };
        if self.answer == AppraisalAnswer::None {
            return Ok(vec![Event::AppraisalReceived(result)]);
        }
        let telling = issue_nth(case, setting, papers::telling(case, it, self, setting), 0)?;
        result.document = Some(telling.id.clone());
        Ok(vec![
            Event::AppraisalReceived(result),
            Event::DocumentIssued(telling),
            Event::EvidenceAdded(self.as_evidence(case, it, setting)),
        ])
    }

    fn as_evidence(&self, case: &Case, it: &Entrustment, setting: &Setting<'_>) -> Evidence {
        Evidence {
            id: EvidenceId::new(format!("{}-e0", setting.command)),
            kind: EvidenceKind::ExpertOpinion,
            name: format!("{}{}意见（{}）", it.institution, it.kind.name_zh(), self.number.trim()),
            proves: self.opinion.clone(),
            blob: self.blob.clone(),
            claim: Claim::default(),
            obtained_by: case.handlers.clone(),
            obtained_on: self.on,
            monitored: None,
            from: None,
            verified: None,
        }
    }
}

/// What stands before an answer.
pub(super) fn ready(case: &Case) -> Option<Refusal> {
    case.samplings.waiting().next().is_none().then(|| {
        Refusal::new(
            "SAMP-002",
            "没有等待鉴定意见的委托。",
            "需要检测、检验、检疫、鉴定的，请先委托。",
        )
        .then(Act::EntrustAppraisal)
    })
}
