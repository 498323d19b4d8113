//! On the site: arrive, capture, order to stop, write down, sign (到场、取证、制止、记录、签署).

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::state::SiteSignatures;
use super::{
    Arrival, CheckAnswer, Event, Findings, Inspection, SiteStop, Stage, notice, wrong_stage,
};
use crate::documents::{Issue, Sheet, Signature, issue, signature_of};
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind};
use crate::ids::{EvidenceId, PersonId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Record the arrival (到场亮证).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArriveOnSite {
    /// When, by the officer's clock.
    pub at: DateTime,
    /// Where, when the device told.
    #[serde(default)]
    pub position: Option<(i64, i64)>,
    /// The officers present, at least two.
    pub officers: Vec<PersonId>,
    /// The person met.
    pub met_name: Private,
    /// Their relation to the object.
    pub met_role: String,
    /// Whether the certificates were shown and the rights told.
    pub certificates_shown: bool,
    /// What the person answered.
    #[serde(default)]
    pub rights_answer: Private,
}

impl ArriveOnSite {
    /// Decides whether the inspection may begin.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款 (AP-09), 第五十五条第一款 (AP-10); 国办发〔2024〕54号 (IN-06, IN-07, IN-17);
    /// 国办发〔2018〕118号 (TS-02).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, it: &Inspection, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        match it.stage {
            Stage::Approved => {}
            Stage::Proposed => found.require(it.urgent.is_some(), || {
                Refusal::new(
                    "INSP-010",
                    "检查还没有经行政机关负责人批准，不能进场。",
                    "请先报批；情况紧急确需当场检查的，重新申请并写明紧急理由，事后补办审批。",
                )
                .then(Act::ApproveInspection)
            }),
            Stage::Refused { .. }
            | Stage::OnSite(_)
            | Stage::Recorded(..)
            | Stage::Signed(..)
            | Stage::Done(..) => {
                found.add(wrong_stage(it, Act::ArriveOnSite, "到场情况只登记一次。"));
            }
        }
        if let Err(refusals) = setting.roster.two_qualified(&self.officers, setting.today) {
            found.extend(refusals);
        }
        found.extend(not_named(it, &self.officers));
        found.require(self.certificates_shown, || {
            Refusal::new(
                "INSP-012",
                "没有主动出示执法证件，当事人有权拒绝检查。",
                "请先出示执法证件、告知权利，再登记到场。",
            )
            .by("《行政处罚法》第五十五条第一款")
            .at("certificates_shown")
        });
        found.require(!self.met_name.is_blank(), || {
            Refusal::new(
                "INSP-013",
                "没有填写现场人员。",
                "请填写接受检查的人员姓名；无人在场的，填写见证人。",
            )
            .at("met_name")
        });
        found.require(!self.met_role.trim().is_empty(), || {
            Refusal::new(
                "INSP-027",
                "没有填写现场人员与检查对象的关系。",
                "请填写职务或者与检查对象的关系，现场笔录必须载明。",
            )
            .at("met_role")
        });
        found.clear()?;
        let mut events = vec![Event::Arrived(Arrival {
            at: self.at,
            position: self.position,
            officers: self.officers.clone(),
            met_name: self.met_name.clone(),
            met_role: self.met_role.clone(),
            certificates_shown: self.certificates_shown,
            rights_answer: self.rights_answer.clone(),
            on: setting.today,
        })];
        events.extend(notice::unless_given(it, 0, setting)?.map(Event::DocumentIssued));
        Ok(events)
    }
}

/// The obstacle of officers who were not approved for the inspection.
pub(super) fn not_named(it: &Inspection, officers: &[PersonId]) -> Option<Refusal> {
    let named = officers.iter().all(|officer| it.officers.contains(officer));
    (!named).then(|| {
        Refusal::new(
            "INSP-011",
            "到场人员不在批准的检查人员之中。",
            "请由批准的人员检查，或者重新申请。",
        )
        .at("officers")
    })
}

/// Add a photograph, a video or another piece of evidence (现场取证).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureEvidence {
    /// Its kind.
    pub kind: EvidenceKind,
    /// What it is called.
    pub name: String,
    /// What it proves.
    #[serde(default)]
    pub proves: Private,
    /// Its bytes.
    pub blob: BlobRef,
    /// What the device claims.
    #[serde(default)]
    pub claim: Claim,
}

impl CaptureEvidence {
    /// Decides whether evidence can be added: while on the site and until the record is signed.
    ///
    /// # Errors
    /// The stage, or no name.
    pub fn decide(&self, it: &Inspection, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(matches!(it.stage, Stage::OnSite(_) | Stage::Recorded(..)), || {
            wrong_stage(it, Act::CaptureEvidence, "到场之后、笔录签署之前可以取证。")
        });
        found.require(!self.name.trim().is_empty(), || {
            Refusal::new("INSP-014", "没有填写证据名称。", "请写明拍的是什么。").at("name")
        });
        found.clear()?;
        let officers = it.stage.arrival().map(|a| a.officers.clone()).unwrap_or_default();
        Ok(vec![Event::EvidenceCaptured(Evidence {
            id: EvidenceId::new(format!("{}-e0", setting.command)),
            kind: self.kind,
            name: self.name.trim().to_owned(),
            proves: self.proves.clone(),
            blob: Some(self.blob.clone()),
            claim: self.claim.clone(),
            obtained_by: officers,
            obtained_on: setting.today,
            monitored: None,
            from: None,
            verified: None,
        })])
    }
}

/// Order the violation to stop (责令停止).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderStop {
    /// The words.
    pub words: Private,
    /// Whether the act stopped.
    pub stopped: bool,
    /// When, by the officer's clock.
    pub at: DateTime,
}

impl OrderStop {
    /// Decides whether the order can be recorded.
    ///
    /// # Errors
    /// The stage, or no words.
    pub fn decide(&self, it: &Inspection, _: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.require(matches!(it.stage, Stage::OnSite(_) | Stage::Recorded(..)), || {
            wrong_stage(it, Act::OrderStop, "请先登记到场。")
        });
        found.require(!self.words.is_blank(), || {
            Refusal::new("INSP-015", "没有写明责令的内容。", "请写明要求停止什么。").at("words")
        });
        found.clear()?;
        Ok(vec![Event::StopOrdered(SiteStop {
            words: self.words.clone(),
            stopped: self.stopped,
            at: self.at,
        })])
    }
}

/// Write the findings down (现场记录).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordFindings {
    /// The checklist, one answer per point.
    pub checklist: Vec<CheckAnswer>,
    /// What was seen.
    pub narrative: Private,
    /// What the person met said.
    #[serde(default)]
    pub statement: Private,
    /// When the inspection ended.
    pub ended_at: DateTime,
}

impl RecordFindings {
    /// Decides whether the findings are complete: every point of the item's checklist answered.
    ///
    /// # Law
    /// 《行政处罚法》第五十五条第二款 (AP-40).
    ///
    /// # Errors
    /// The stage, or what is missing.
    pub fn decide(&self, it: &Inspection, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let arrival = match &it.stage {
            Stage::OnSite(arrival) | Stage::Recorded(arrival, _) => Some(arrival),
            Stage::Proposed
            | Stage::Refused { .. }
            | Stage::Approved
            | Stage::Signed(..)
            | Stage::Done(..) => None,
        };
        found.require(arrival.is_some(), || {
            wrong_stage(it, Act::RecordFindings, "请先登记到场亮证，再记录检查情况。")
        });
        if let Some(arrival) = arrival {
            found.require(arrival.at <= self.ended_at, || {
                Refusal::new("INSP-016", "结束时间早于到场时间。", "请核对起止时间。")
                    .at("ended_at")
            });
        }
        let item = setting.law.item_at(&it.item, it.planned_on).ok();
        for point in item.into_iter().flat_map(crate::catalogue::PowerItem::checklist) {
            found.require(self.checklist.iter().any(|answer| answer.point == *point), || {
                Refusal::new(
                    "INSP-017",
                    format!("检查要点“{point}”没有填写结果。"),
                    "请逐项选择合格、有问题或者不适用。",
                )
                .at("checklist")
            });
        }
        found.require(!self.narrative.is_blank(), || {
            Refusal::new("INSP-018", "没有记录现场情况。", "请客观写明看到的事实。").at("narrative")
        });
        found.clear()?;
        Ok(vec![Event::FindingsRecorded(Findings {
            checklist: self.checklist.clone(),
            narrative: self.narrative.clone(),
            statement: self.statement.clone(),
            ended_at: self.ended_at,
        })])
    }
}

/// Have the on-site record signed (签署现场笔录).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignRecord {
    /// The officers' drawn signatures, in the order of the officers present.
    pub officer_images: Vec<Private>,
    /// The party's drawn signature; blank when refused.
    #[serde(default)]
    pub party_image: Private,
    /// Why the party did not sign; blank when they did.
    #[serde(default)]
    pub refusal_reason: Private,
    /// The witness's name, when the party did not sign.
    #[serde(default)]
    pub witness_name: Private,
    /// The witness's drawn signature.
    #[serde(default)]
    pub witness_image: Private,
}

impl SignRecord {
    /// Decides whether the record is signed: by two officers, and by the party or with the reason
    /// of their refusal.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款, 第五十五条第二款; form IN-3, TF-04.
    ///
    /// # Errors
    /// The stage, missing signatures, or missing fields of the record.
    pub fn decide(&self, it: &Inspection, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        let recorded = match &it.stage {
            Stage::Recorded(arrival, findings) => Some((arrival, findings)),
            Stage::Proposed
            | Stage::Refused { .. }
            | Stage::Approved
            | Stage::OnSite(_)
            | Stage::Signed(..)
            | Stage::Done(..) => None,
        };
        found.require(recorded.is_some(), || {
            wrong_stage(it, Act::SignRecord, "请先完成现场记录，再签署。")
        });
        let drawn = self.officer_images.iter().filter(|image| !image.is_blank()).count();
        found.require(2 <= drawn, || {
            Refusal::new("INSP-019", "执法人员签名不足两人。", "请两名执法人员分别签名。")
                .by("《行政处罚法》第四十二条第一款")
                .at("officer_images")
        });
        found.require(!self.party_image.is_blank() || !self.refusal_reason.is_blank(), || {
            Refusal::new(
                "INSP-020",
                "当事人没有签名，也没有注明原因。",
                "请当事人核对后签名；拒绝签名的，注明拒签原因。",
            )
            .at("refusal_reason")
        });
        found.clear()?;
        let Some((arrival, findings)) = recorded else { return Ok(vec![]) };
        let signatures = self.signatures(arrival, setting);
        let sheet = record_form(it, arrival, findings, &signatures, setting);
        let document = issue(
            setting,
            sheet,
            Issue { authority: &it.authority, case_number: None, nth: 0, reserved: None },
        )
        .map_err(Refused)?;
        let signatures = Private::new(serde_json::to_string(&signatures).unwrap_or_default());
        Ok(vec![Event::RecordSigned { signatures }, Event::DocumentIssued(document)])
    }

    fn signatures(&self, arrival: &Arrival, setting: &Setting<'_>) -> SiteSignatures {
        let officers = arrival
            .officers
            .iter()
            .zip(&self.officer_images)
            .map(|(officer, image)| Signature {
                image: image.reveal().to_owned(),
                ..signature_of(setting, officer, "执法人员")
            })
            .collect();
        let date = law::format::date_zh(setting.today);
        let mut party = vec![Signature {
            role: "当事人（现场人员）".to_owned(),
            name: arrival.met_name.reveal().to_owned(),
            date: date.clone(),
            note: self.refusal_reason.reveal().to_owned(),
            image: self.party_image.reveal().to_owned(),
            ..Signature::default()
        }];
        if !self.witness_name.is_blank() {
            party.push(Signature {
                role: "见证人".to_owned(),
                name: self.witness_name.reveal().to_owned(),
                date,
                image: self.witness_image.reveal().to_owned(),
                ..Signature::default()
            });
        }
        SiteSignatures { officers, party }
    }
}

/// IN-3 现场检查笔录 (the on-site record TF-04 of an inspection).
fn record_form(
    it: &Inspection,
    arrival: &Arrival,
    findings: &Findings,
    signatures: &SiteSignatures,
    setting: &Setting<'_>,
) -> Sheet {
    let mut lines = vec![findings.narrative.reveal().to_owned()];
    if let Some(stop) = &it.stop {
        let result = if stop.stopped { "已停止" } else { "未停止" };
        lines.push(format!("责令停止：{}（{result}）。", stop.words.reveal()));
    }
    let recordings = it.evidence.iter().filter_map(|e| {
        let blob = e.blob.as_ref()?;
        Some(format!("{}（SHA-256：{}）", e.name, blob.sha256))
    });
    let recorder = arrival.officers.last().map(|id| setting.roster.name(id)).unwrap_or_default();
    Sheet::new("IN-3")
        .text("party_name", it.object.name.reveal())
        .text("party_address", it.object.address.reveal())
        .text("place", it.place.reveal())
        .text("started_at", law::format::datetime_zh(arrival.at))
        .text("ended_at", law::format::datetime_zh(findings.ended_at))
        .rows("officers", super::officer_rows(setting, &arrival.officers))
        .text("recorder", recorder)
        .text("person_name", arrival.met_name.reveal())
        .text("person_role", arrival.met_role.clone())
        .text("rights_notice", format!(
            "执法人员出示执法证件，告知检查事由、依据以及申请回避、陈述申辩等权利。现场人员答：{}",
            if arrival.rights_answer.is_blank() { "清楚，不申请回避。" } else { arrival.rights_answer.reveal() }
        ))
        .rows("checklist", findings.checklist.iter().map(|answer| {
            [
                ("item", answer.point.clone()),
                ("standard", String::new()),
                ("result", answer.result.name_zh().to_owned()),
                ("note", answer.note.reveal().to_owned()),
            ]
        }))
        .lines("findings", lines)
        .text("statement", if findings.statement.is_blank() { "无" } else { findings.statement.reveal() })
        .lines("recordings", recordings)
        .text("confirmation", "以上笔录已阅读（或者已向本人宣读），情况属实。")
        .signed("officer_signature", signatures.officers.clone())
        .signed("party_signature", signatures.party.iter().take(1).cloned())
        .signed("witness_signature", signatures.party.iter().skip(1).cloned())
}
