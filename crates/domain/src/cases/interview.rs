//! Record an interview (制作询问笔录).

use jiff::civil::DateTime;
use law::datetime_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::Interview;
use super::sheets::{self, blank, future, issue_nth};
use super::state::Case;
use crate::documents::{Signature, signature_of};
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind};
use crate::ids::{EvidenceId, PersonId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

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
    /// Decides whether the interview may go on file.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款、第五十五条 (AP-09, AP-10, AP-40, MT-06).
    ///
    /// # Errors
    /// Every obstacle, each at its field.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(super::evidence::ready(case, Act::RecordInterview));
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
            future("CASE-028", "询问时间", "ended_at", setting)
        });
        let asked = self.dialogue.iter().any(|e| !e.question.is_blank() && !e.answer.is_blank());
        found.require(asked, || blank("CASE-029", "询问内容", "dialogue"));
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
        found.clear()?;
        let sheet = self.form(case, setting);
        let document = issue_nth(case, setting, sheet, 0)?;
        let interview = Interview {
            document: document.id.clone(),
            interviewee: self.name.clone(),
            relation: self.relation.clone(),
            officers: self.officers.clone(),
            started_at: self.started_at,
            ended_at: self.ended_at,
        };
        Ok(vec![
            Event::InterviewRecorded(interview),
            Event::DocumentIssued(document),
            Event::EvidenceAdded(self.as_evidence(setting)),
        ])
    }

    /// The record is itself evidence: a statement of the party or of a witness.
    fn as_evidence(&self, setting: &Setting<'_>) -> Evidence {
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
            verified: None,
        }
    }

    /// TF-02 询问笔录.
    fn form(&self, case: &Case, setting: &Setting<'_>) -> crate::documents::Sheet {
        let officers: Vec<Signature> =
            self.officers.iter().map(|id| signature_of(setting, id, "询问人、记录人")).collect();
        let recorder = officers.last().map(|s| s.name.clone()).unwrap_or_default();
        sheets::sheet(case, "TF-02", setting)
            .text("round", (case.interviews.len() + 1).to_string())
            .text("place", self.place.reveal())
            .text("started_at", datetime_zh(self.started_at))
            .text("ended_at", datetime_zh(self.ended_at))
            .rows("officers", sheets::officer_rows(&self.officers, setting))
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
                date: law::date_zh(self.ended_at.date()),
                note: self.refusal_reason.reveal().to_owned(),
                image: self.signature_image.reveal().to_owned(),
                ..Signature::default()
            }])
    }
}
