//! Enter and verify evidence (录入证据、核实证据).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::sheets::{blank, future, me};
use super::state::{Case, Stage};
use super::wrong_stage;
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind, Monitored, Verification};
use crate::ids::EvidenceId;
use crate::moment::{self, Moment};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Enter a piece of evidence (录入证据).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddEvidence {
    /// Its kind.
    pub kind: EvidenceKind,
    /// What it is called.
    pub name: String,
    /// What it proves.
    pub proves: Private,
    /// The day it was obtained.
    pub obtained_on: Date,
    /// Its bytes; a physical object has none.
    #[serde(default)]
    pub blob: Option<BlobRef>,
    /// What the device claims.
    #[serde(default)]
    pub claim: Claim,
    /// The monitoring equipment that recorded it, by its id in the pack.
    #[serde(default)]
    pub monitor: Option<String>,
}

impl AddEvidence {
    /// Decides whether evidence may be entered: while the case is being investigated.
    ///
    /// # Law
    /// 《行政处罚法》第四十六条、第五十四条第一款 (AP-27); for what equipment recorded, 第四十一条第一款 (AP-28).
    ///
    /// # Errors
    /// The stage, what is missing, or equipment that may record no evidence.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready(case, Act::AddEvidence));
        found.require(!self.name.trim().is_empty(), || blank("CASE-020", "证据名称", "name"));
        found.require(!self.proves.is_blank(), || blank("CASE-021", "证明事项", "proves"));
        found.require(self.obtained_on <= setting.today, || {
            future("CASE-022", "取得日期", "obtained_on", setting)
        });
        found.require(self.blob.is_some() || self.kind == EvidenceKind::Physical, || {
            Refusal::new(
                "CASE-023",
                "没有上传证据文件。",
                "请上传照片、扫描件或者音像资料；实物请选择“物证”。",
            )
            .at("blob")
        });
        if let Some(monitor) = &self.monitor {
            found.extend(self.monitored(monitor, case, setting));
        }
        found.clear()?;
        let monitored = self.monitor.clone();
        Ok(vec![Event::EvidenceAdded(Evidence {
            id: EvidenceId::new(format!("{}-e0", setting.command)),
            kind: self.kind,
            name: self.name.trim().to_owned(),
            proves: self.proves.clone(),
            blob: self.blob.clone(),
            claim: self.claim.clone(),
            obtained_by: case.handlers.clone(),
            obtained_on: self.obtained_on,
            monitored: monitored.map(|monitor| Monitored { monitor, first: None }),
            from: None,
            verified: None,
        })])
    }

    /// Whether what the equipment recorded on the day may become evidence at all.
    fn monitored(&self, id: &str, case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
        let mut found = Obstacles::new();
        found.require(!matches!(case.stage, Stage::OnSpot(_)), || {
            Refusal::new(
                "EVID-020",
                "电子技术监控记录须经两人审核，不能在当场处罚中使用。",
                "请转为普通程序，或者以现场取得的证据认定。",
            )
            .by("《行政处罚法》第四十一条第二款")
            .then(Act::ConvertToGeneral)
        });
        let Some(monitor) = setting.law.monitor(id) else {
            found.add(
                Refusal::new(
                    "EVID-021",
                    "没有登记这台电子技术监控设备，它的记录不能作为证据。",
                    "请先完成法制审核、技术审核并公布设置地点，由系统管理员载入数据包。",
                )
                .by("《行政处罚法》第四十一条第一款")
                .at("monitor"),
            );
            return found.clear().err().map_or_else(Vec::new, |refused| refused.0);
        };
        found.require(monitor.may_record_on(self.obtained_on), || {
            Refusal::new(
                "EVID-022",
                format!(
                    "设备“{}”在{}不能使用：设置地点{}公布，检定有效期至{}。",
                    monitor.name,
                    date_zh(self.obtained_on),
                    date_zh(monitor.published_on),
                    date_zh(monitor.calibrated_until)
                ),
                "公布之前、检定到期或者停用以后的记录不得作为行政处罚的证据，请以其他证据认定。",
            )
            .by("《行政处罚法》第四十一条第一款")
            .at("obtained_on")
        });
        let recorded = matches!(self.kind, EvidenceKind::AudioVisual | EvidenceKind::Electronic);
        found.require(recorded && self.blob.is_some(), || {
            Refusal::new(
                "EVID-023",
                "电子技术监控记录应当是视听资料或者电子数据，并上传原始文件。",
                "请选择证据种类并上传设备记录的原始文件。",
            )
            .at("kind")
        });
        found.clear().err().map_or_else(Vec::new, |refused| refused.0)
    }
}

/// The obstacles that stand before entering or verifying evidence.
pub(super) fn ready(case: &Case, act: Act) -> Vec<Refusal> {
    match case.stage {
        Stage::Investigating(_) => vec![],
        Stage::OnSpot(_) if !matches!(act, Act::RecordInterview | Act::ExamineScene) => vec![],
        Stage::OnSpot(_) => {
            vec![
                wrong_stage(case, act, "需要询问、勘验的，请转为普通程序。")
                    .then(Act::ConvertToGeneral),
            ]
        }
        // What is taken in after the report, such as the record of a measure, is verified then.
        Stage::Reported(..) | Stage::Deciding(_) if act == Act::VerifyEvidence => vec![],
        Stage::Proposed => vec![wrong_stage(case, act, "请等立案审批通过后再调查取证。")],
        Stage::NotFiled { .. } => vec![wrong_stage(case, act, "不予立案的案件不再取证。")],
        Stage::Reported(..) | Stage::Deciding(_) => vec![wrong_stage(
            case,
            act,
            "需要补充证据的，请办案机构负责人退回报告，或者由法制审核提出补充调查。",
        )],
        Stage::Decided(_) | Stage::Closed(..) | Stage::Ended(_) => vec![
            wrong_stage(case, act, "决定之后收集的证据不能作为处罚的根据。")
                .by("《行政处罚法》第五十四条第一款"),
        ],
    }
}

/// Verify a piece of evidence (核实证据).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyEvidence {
    /// Which.
    pub evidence: EvidenceId,
    /// How: compared with the original, confirmed by the party, and so on.
    pub how: String,
    /// Of a recording, the moments that prove a step.
    #[serde(default)]
    pub moments: Vec<Moment>,
    /// Of a monitoring record, that it is true, clear, complete and accurate.
    #[serde(default)]
    pub sound: bool,
}

impl VerifyEvidence {
    /// Decides whether the evidence may be marked as verified.
    ///
    /// # Law
    /// 《行政处罚法》第四十六条第二款; for the moments of a recording 国办发〔2018〕118号第三部分（八）
    /// (TS-08, TS-09); a monitoring record is reviewed by two people, 《行政处罚法》第四十一条第二款 (AP-28).
    ///
    /// # Errors
    /// The stage, an unknown piece, no method, or moments of what is no recording.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case, Act::VerifyEvidence));
        let known = case.evidence.iter().find(|e| e.id == self.evidence);
        found.require(known.is_some(), || {
            Refusal::new("CASE-024", "卷内没有这份证据。", "请从证据目录中选择。").at("evidence")
        });
        found.require(!self.how.trim().is_empty(), || blank("CASE-025", "核实方法", "how"));
        if let Some(Err(refused)) =
            known.map(|evidence| moment::check(&self.moments, evidence.blob.as_ref()))
        {
            found.extend(refused.0);
        }
        let monitored = known.and_then(|evidence| evidence.monitored.as_ref());
        found.require(monitored.is_none() || self.sound, || {
            Refusal::new(
                "EVID-024",
                "没有确认监控记录真实、清晰、完整、准确，不得作为行政处罚的证据。",
                "请逐项核对后确认；有一项不符合的，以其他证据认定。",
            )
            .by("《行政处罚法》第四十一条第二款")
            .at("sound")
        });
        let first = monitored.and_then(|it| it.first.as_ref());
        found.require(first.is_none_or(|first| first.by != me), || {
            Refusal::new(
                "EVID-025",
                "这份监控记录的初审是您做的，复审须由另一人办理。",
                "请由另一名承办人复审。",
            )
            .by("《行政处罚法》第四十一条第二款")
            .at("evidence")
        });
        found.clear()?;
        let evidence = self.evidence.clone();
        let verification = Verification {
            by: me,
            on: setting.today,
            how: self.how.trim().to_owned(),
            moments: self.moments.clone(),
        };
        Ok(vec![if monitored.is_some() && first.is_none() {
            Event::EvidenceReviewed { evidence, verification }
        } else {
            Event::EvidenceVerified { evidence, verification }
        }])
    }
}
