//! An interview and its record (询问), the same in a case and in an inspection.
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

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// 问.
    pub question: Private,
    /// 答.
    pub answer: Private,
}

/// Record an interview (制作询问笔录).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordInterview {
    /// Who was asked.
    pub name: Private,
    /// Their identity number.
    pub id_number: Private,
    /// Their address.
    pub address: Private,
    /// Their telephone.
    #[serde(default)]
    pub phone: Private,
    /// Their employer and post.
    #[serde(default)]
    pub employer: Private,
    /// Their relation to the case.
    pub relation: String,
    /// Where.
    pub place: Private,
    /// When it began.
    pub started_at: DateTime,
    /// When it ended.
    pub ended_at: DateTime,
    /// The two officers: who asked, who wrote.
    pub officers: Vec<PersonId>,
    /// Whether certificates were shown and the rights told.
    pub certificates_shown: bool,
    /// Questions and answers.
    pub dialogue: Vec<Exchange>,
    /// The drawn signature of who was asked; blank when refused or signed on paper.
    #[serde(default)]
    pub signature_image: Private,
    /// Why they did not sign.
    #[serde(default)]
    pub refusal_reason: Private,
    /// A scan of the signed record, when it was signed on paper.
    #[serde(default)]
    pub scan: Option<BlobRef>,
}

impl RecordInterview {
    /// Notes what the record lacks, each at its field.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款、第五十五条 (AP-09, AP-10, AP-40, MT-06).
    pub(crate) fn check(&self, found: &mut Obstacles, setting: &Setting<'_>) {
        if let Err(refusals) = setting.roster.two_qualified(&self.officers, self.started_at.date())
        {
            found.extend(refusals);
        }
        found.require(self.certificates_shown, || {
            Refusal::new(
                "CASE-026",
                "笔录没有记明出示执法证件和告知权利。",
                "请先出示证件、告知回避和陈述申辩的权利，再询问。",
            )
            .by("《行政处罚法》第五十五条第一款")
            .at("certificates_shown")
        });
        found.require(self.started_at < self.ended_at, || {
            Refusal::new("CASE-027", "询问结束时间不晚于开始时间。", "请核对起止时间。")
                .at("ended_at")
        });
        found.require(self.ended_at.date() <= setting.today, || {
            let words = format!("询问时间晚于今天（{}）。", date_zh(setting.today));
            Refusal::new("CASE-028", words, "请填写实际发生的日期。").at("ended_at")
        });
        let asked = self.dialogue.iter().any(|e| !e.question.is_blank() && !e.answer.is_blank());
        found.require(asked, || {
            Refusal::new("CASE-029", "没有填写“询问内容”。", "请填写询问内容。").at("dialogue")
        });
        let signed = !self.signature_image.is_blank()
            || !self.refusal_reason.is_blank()
            || self.scan.is_some();
        found.require(signed, || {
            Refusal::new(
                "CASE-030",
                "被询问人没有签名，也没有注明原因。",
                "请被询问人核对后签名；拒绝签名的注明原因；纸质签名的上传扫描件。",
            )
            .at("refusal_reason")
        });
    }

    /// The record is itself evidence: a statement of the party or of a witness.
    pub(crate) fn as_evidence(&self, setting: &Setting<'_>) -> Evidence {
        let of_party = self.relation.contains("当事人");
        Evidence {
            id: EvidenceId::new(format!("{}-e0", setting.command)),
            kind: if of_party { EvidenceKind::PartyStatement } else { EvidenceKind::Witness },
            name: format!("询问笔录（{}）", self.relation),
            proves: Private::new("被询问人陈述的事实"),
            blob: self.scan.clone(),
            claim: Claim { at: Some(self.started_at), ..Claim::default() },
            obtained_by: self.officers.clone(),
            obtained_on: self.started_at.date(),
            monitored: None,
            from: None,
            verified: None,
        }
    }

    /// Fills what the two forms have in common.
    pub(crate) fn fill(&self, sheet: Sheet, round: usize, setting: &Setting<'_>) -> Sheet {
        let officers: Vec<Signature> =
            self.officers.iter().map(|id| signature_of(setting, id, "询问人、记录人")).collect();
        let recorder = officers.last().map(|s| s.name.clone()).unwrap_or_default();
        let rows: Vec<_> = officers
            .iter()
            .map(|it| [("name", it.name.clone()), ("certificate", it.certificate.clone())])
            .collect();
        sheet
            .text("round", round.to_string())
            .text("place", self.place.reveal())
            .text("started_at", datetime_zh(self.started_at))
            .text("ended_at", datetime_zh(self.ended_at))
            .rows("officers", rows)
            .text("recorder", recorder)
            .text("interviewee_name", self.name.reveal())
            .text("interviewee_id_number", self.id_number.reveal())
            .text("interviewee_address", self.address.reveal())
            .text("interviewee_phone", self.phone.reveal())
            .text("interviewee_employer", self.employer.reveal())
            .text("interviewee_relation", &self.relation)
            .text(
                "rights_notice",
                "执法人员已出示执法证件，告知被询问人有申请回避、陈述申辩的权利和如实回答的义务。被询问人表示清楚。",
            )
            .rows("dialogue", self.dialogue.iter().map(|exchange| {
                [
                    ("question", exchange.question.reveal().to_owned()),
                    ("answer", exchange.answer.reveal().to_owned()),
                ]
            }))
            .text("confirmation", "以上笔录已阅读（或者已向本人宣读），情况属实。")
            .signed("officer_signature", officers)
            .signed("interviewee_signature", [Signature {
                role: "被询问人".to_owned(),
                name: self.name.reveal().to_owned(),
                date: date_zh(self.ended_at.date()),
                note: self.refusal_reason.reveal().to_owned(),
                image: self.signature_image.reveal().to_owned(),
                ..Signature::default()
            }])
    }
}
