//! The examination of a place or a thing (勘验), the same in a case and in an inspection.
//!
//! Which stage allows it is asked of the case and of the inspection; here is what the record must say.

use jiff::civil::DateTime;
use law::{date_zh, datetime_zh};
use serde::{Deserialize, Serialize};

use crate::documents::{Sheet, Signature, signature_of};
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind};
use crate::ids::{EvidenceId, PersonId};
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Setting};

/// What was measured and seen, by whom and before whom (勘验情况).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneRecord {
    /// The place or thing that was examined.
    pub place: Private,
    /// The weather, which bears on what could be seen.
    pub weather: String,
    /// When it began.
    pub started_at: DateTime,
    /// When it ended.
    pub ended_at: DateTime,
    /// The two officers: who examined, who wrote.
    pub officers: Vec<PersonId>,
    /// Whether certificates were shown and the rights told.
    pub certificates_shown: bool,
    /// The party or its agent who was there; blank when nobody was.
    #[serde(default)]
    pub present_name: Private,
    /// What they are to the party.
    #[serde(default)]
    pub present_role: Private,
    /// The third person who was asked to be there; blank when nobody was.
    #[serde(default)]
    pub invited_name: Private,
    /// Who that is.
    #[serde(default)]
    pub invited_role: Private,
    /// Measures, positions, and what they come to.
    pub findings: Private,
    /// Drawings and photographs, at least one.
    pub pictures: Vec<BlobRef>,
    /// The drawn signature of the party.
    #[serde(default)]
    pub signature_image: Private,
    /// Why the party did not sign.
    #[serde(default)]
    pub refusal_reason: Private,
    /// The drawn signature of the third person.
    #[serde(default)]
    pub invited_image: Private,
    /// A scan of the signed record, when it was signed on paper.
    #[serde(default)]
    pub scan: Option<BlobRef>,
}

impl SceneRecord {
    /// Notes what the record lacks, each at its field; the blank fields of the form are found at its
    /// issue.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款、第五十五条 (AP-09, AP-10, AP-40); 《交通运输行政执法程序规定》第四章第二节
    /// (MT-07).
    // LEGAL-Q 2026-11-22 (法制审批科): the chapter is cited without its articles, which could not be read;
    // a drawing or a photograph and the presence of the party or of a third person are asked for always.
    pub fn check(&self, found: &mut Obstacles, setting: &Setting<'_>) {
        if let Err(refusals) = setting.roster.two_qualified(&self.officers, self.started_at.date())
        {
            found.extend(refusals);
        }
        found.require(self.certificates_shown, || {
            Refusal::new(
                "SCENE-001",
                "笔录没有记明出示执法证件和告知权利。",
                "请先出示证件、告知申请回避和陈述申辩的权利，再勘验。",
            )
            .by("《行政处罚法》第五十五条第一款")
            .at("certificates_shown")
        });
        found.require(self.started_at < self.ended_at, || {
            Refusal::new("SCENE-002", "勘验结束时间不晚于开始时间。", "请核对起止时间。")
                .at("ended_at")
        });
        found.require(self.ended_at.date() <= setting.today, || {
            let words = format!("勘验时间晚于今天（{}）。", date_zh(setting.today));
            Refusal::new("SCENE-003", words, "请填写实际勘验的时间。").at("ended_at")
        });
        found.require(!self.pictures.is_empty(), || {
            Refusal::new(
                "SCENE-004",
                "勘验笔录没有勘验图或者照片。",
                "请上传至少一张勘验图、照片或者录像，标明方位和尺寸。",
            )
            .by("《交通运输行政执法程序规定》第四章第二节")
            .at("pictures")
        });
        self.before_whom(found);
    }

    /// Somebody who is not an officer saw it and signed, or the record says why not.
    fn before_whom(&self, found: &mut Obstacles) {
        let (party, third) = (!self.present_name.is_blank(), !self.invited_name.is_blank());
        found.require(party || third, || {
            Refusal::new(
                "SCENE-005",
                "勘验时当事人不在场，也没有邀请第三人到场。",
                "请通知当事人或者其代理人到场；当事人不到场的，邀请第三人到场见证。",
            )
            .by("《交通运输行政执法程序规定》第四章第二节")
            .at("present_name")
        });
        let by_party = !self.signature_image.is_blank() || !self.refusal_reason.is_blank();
        found.require(!party || by_party || self.scan.is_some(), || {
            Refusal::new(
                "SCENE-006",
                "当事人没有在勘验笔录上签名，也没有注明原因。",
                "请当事人核对后签名；拒绝签名的注明原因；纸质签名的上传扫描件。",
            )
            .by("《行政处罚法》第五十五条第二款")
            .at("refusal_reason")
        });
        let by_third = !self.invited_image.is_blank() || self.scan.is_some();
        found.require(party || !third || by_third, || {
            Refusal::new(
                "SCENE-007",
                "当事人不在场，被邀请人也没有签名。",
                "请被邀请人核对后签名；纸质签名的上传扫描件。",
            )
            .by("《交通运输行政执法程序规定》第四章第二节")
            .at("invited_image")
        });
    }

    /// Fills what the two forms have in common.
    pub fn fill(&self, sheet: Sheet, setting: &Setting<'_>) -> Sheet {
        let sign = |role: &str| -> Vec<Signature> {
            self.officers.iter().map(|id| signature_of(setting, id, role)).collect()
        };
        let officers = sign("勘验人、记录人");
        let recorder = officers.last().map(|it| it.name.clone()).unwrap_or_default();
        let rows = officers
            .iter()
            .map(|it| [("name", it.name.clone()), ("certificate", it.certificate.clone())]);
        let rows: Vec<_> = rows.collect();
        let pictures = self.pictures.iter().enumerate();
        sheet
            .text("place", self.place.reveal())
            .text("weather", self.weather.trim())
            .text("started_at", datetime_zh(self.started_at))
            .text("ended_at", datetime_zh(self.ended_at))
            .rows("officers", rows)
            .text("recorder", recorder)
            .text("person_name", self.present_name.reveal())
            .text("person_role", self.present_role.reveal())
            .text("invited_name", self.invited_name.reveal())
            .text("invited_role", self.invited_role.reveal())
            .text(
                "rights_notice",
                "执法人员已出示执法证件，说明勘验的事由，告知在场人员有申请回避、陈述申辩的权利。",
            )
            .text("findings", self.findings.reveal())
            .lines(
                "pictures",
                pictures
                    .map(|(nth, it)| format!("{}（SHA-256：{}）", picture_name(nth), it.sha256)),
            )
            .text("confirmation", "以上笔录已阅读（或者已向本人宣读），情况属实。")
            .signed("officer_signature", officers)
            .signed(
                "party_signature",
                self.signature("当事人（代理人）", &self.present_name, &self.signature_image),
            )
            .signed(
                "witness_signature",
                self.signature("被邀请人（见证人）", &self.invited_name, &self.invited_image),
            )
    }

    fn signature(&self, role: &str, name: &Private, image: &Private) -> Option<Signature> {
        let of_party = name == &self.present_name;
        (!name.is_blank()).then(|| Signature {
            role: role.to_owned(),
            name: name.reveal().to_owned(),
            date: date_zh(self.ended_at.date()),
            note: if of_party { self.refusal_reason.reveal().to_owned() } else { String::new() },
            image: image.reveal().to_owned(),
            ..Signature::default()
        })
    }

    /// The record and its pictures as evidence.
    ///
    /// # Law
    /// 《行政处罚法》第四十六条第一款第八项.
    pub fn evidence(&self, setting: &Setting<'_>) -> Vec<Evidence> {
        let one = |nth: usize, name: String, blob: Option<&BlobRef>| Evidence {
            id: EvidenceId::new(format!("{}-e{nth}", setting.command)),
            kind: EvidenceKind::SceneRecord,
            name,
            proves: Private::new("勘验的现场、物品情况"),
            blob: blob.cloned(),
            claim: Claim { at: Some(self.started_at), ..Claim::default() },
            obtained_by: self.officers.clone(),
            obtained_on: self.started_at.date(),
            monitored: None,
            from: None,
            verified: None,
        };
        let record = one(0, "勘验笔录".to_owned(), self.scan.as_ref());
        let pictures = self.pictures.iter().enumerate();
        let pictures = pictures.map(|(nth, blob)| one(nth + 1, picture_name(nth), Some(blob)));
        std::iter::once(record).chain(pictures).collect()
    }
}

/// What the picture is called on the record and in the case file.
fn picture_name(nth: usize) -> String {
    format!("勘验图（照片）{}", nth + 1)
}
