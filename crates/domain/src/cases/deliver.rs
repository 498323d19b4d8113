//! Record the delivery of a document with the proof that its method asks for (登记送达).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::records::{Delivery, DeliveryMethod, Hearing};
use super::recusal;
use super::sheets::{self, blank, future, issue_nth};
use super::state::{Case, Stage};
use super::{address, wrong_stage};
use crate::documents::{Document, Sheet, Signature, signature_of};
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind};
use crate::ids::{DocumentId, EvidenceId, PersonId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Record a delivery (登记送达).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDelivery {
    /// The document.
    pub document: DocumentId,
    /// How.
    pub method: DeliveryMethod,
    /// The day on which the recipient signed, the slip says it arrived, or the notice was issued.
    pub on: Date,
    /// Where.
    pub place: Private,
    /// The two who delivered it.
    pub by: Vec<PersonId>,
    /// Who received it, when not the party: name and relation.
    #[serde(default)]
    pub proxy: Private,
    /// Why it was refused, for a delivery by leaving.
    #[serde(default)]
    pub refusal_reason: Private,
    /// The witness, for a delivery by leaving.
    #[serde(default)]
    pub witness: Private,
    /// What proves it: slip number, address confirmation, announcement.
    #[serde(default)]
    pub proof: String,
    /// The scan, photograph or video that proves it.
    #[serde(default)]
    pub blob: Option<BlobRef>,
    /// The drawn signature of the recipient.
    #[serde(default)]
    pub signature_image: Private,
}

impl RecordDelivery {
    /// Decides whether the delivery counts (N21).
    ///
    /// # Law
    /// 《行政处罚法》第六十一条; 《行政强制法》第三十八条; 《民事诉讼法》第八十七条至第九十五条 (DL-01…DL-07,
    /// AC-18).
    ///
    /// # Errors
    /// The stage, an unknown or delivered document, a missing proof, or a wrong day.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready(case));
        let document = case.document(&self.document);
        found.require(document.is_some_and(|d| is_delivered_form(&d.form)), || {
            Refusal::new(
                "CASE-050",
                "所选文书不需要送达，或者不在本案卷中。",
                "请选择通知书、决定书等对外文书。",
            )
            .at("document")
        });
        found.require(!case.deliveries.iter().any(|d| d.document == self.document), || {
            Refusal::new(
                "CASE-051",
                "这份文书已经登记送达。",
                "送达日期确有错误的，请报法制审核机构处理，并在备考表中说明。",
            )
            .at("document")
        });
        found.require(self.on <= setting.today, || future("CASE-052", "送达日期", "on", setting));
        found.require(!document.is_some_and(|d| superseded(case, d)), || {
            Refusal::new(
                "CASE-064",
                "这份文书已经被新的文书代替，不再送达。",
                "请送达更正后或者重新制发的文书。",
            )
            .at("document")
        });
        if let Some(document) = document {
            found.require(document.issued_on <= self.on, || {
                Refusal::new(
                    "CASE-053",
                    format!("送达日期早于文书日期（{}）。", date_zh(document.issued_on)),
                    "请填写实际送达的日期。",
                )
                .at("on")
            });
        }
        found.require(!self.place.is_blank(), || blank("CASE-054", "送达地点", "place"));
        if let Err(refusals) = setting.roster.two_qualified(&self.by, self.on) {
            found.extend(refusals.into_iter().map(|r| r.at("by")));
        }
        self.check_proof(case, &mut found);
        let counts_on = found.take(self.counts_on(setting));
        found.clear()?;
        let (Some(document), Some(counts_on)) = (document, counts_on) else { return Ok(vec![]) };
        self.events(case, document, counts_on, setting)
    }

    /// What each method needs to count.
    ///
    /// # Law
    /// 《民事诉讼法》第八十八条至第九十一条; 《行政处罚法》第六十一条第二款 (DL-02, DL-03, DL-04, DL-05,
    /// AP-50).
    fn check_proof(&self, case: &Case, found: &mut Obstacles) {
        let signed = !self.signature_image.is_blank() || self.blob.is_some();
        match self.method {
            DeliveryMethod::Direct => found.require(signed, || {
                proof_missing(
                    "CASE-055",
                    "受送达人没有签收",
                    "请受送达人在送达回证上签名，或者上传签收的回证。",
                )
            }),
            DeliveryMethod::Left => {
                found.require(!self.refusal_reason.is_blank(), || {
                    blank("CASE-056", "拒收事由", "refusal_reason")
                });
                found.require(!self.witness.is_blank() || self.blob.is_some(), || {
                    proof_missing(
                        "CASE-057",
                        "留置送达既没有见证人，也没有照片或者录像",
                        "请邀请基层组织或者所在单位代表见证，或者拍照、录像记录送达过程。",
                    )
                    .by("《民事诉讼法》第八十九条")
                });
            }
            DeliveryMethod::Mail | DeliveryMethod::Entrusted => {
                found.require(!self.proof.trim().is_empty(), || {
                    proof_missing(
                        "CASE-058",
                        "没有填写邮件号或者委托送达的回证",
                        "请填写邮件号，送达日期以回执上的收件日期为准。",
                    )
                    .by("《民事诉讼法》第九十一条")
                });
            }
            DeliveryMethod::Electronic => {
                let document = case.document(&self.document);
                found.extend(address::electronic(case, document, self.on));
                found.require(!self.proof.trim().is_empty() || self.blob.is_some(), || {
                    proof_missing(
                        "ADDR-022",
                        "没有文书到达当事人特定系统的凭证",
                        "请写明到达的时间和系统，或者上传到达的截图；送达日期是到达的日期。",
                    )
                    .by("《民事诉讼法》第九十条")
                });
            }
            DeliveryMethod::OnSpot => found.add(Refusal::new(
                "CASE-257",
                "当场交付只用于当场处罚决定书，在作出决定时一并记录。",
                "请选择其他送达方式。",
            )),
            DeliveryMethod::PublicNotice => {
                let tried =
                    case.deliveries.iter().any(|d| d.method != DeliveryMethod::PublicNotice)
                        || !self.refusal_reason.is_blank();
                found.require(tried && !self.proof.trim().is_empty(), || {
                    proof_missing(
                        "CASE-060",
                        "公告送达没有写明下落不明或者其他方式无法送达的原因和公告载体",
                        "请在拒收事由中写明原因和经过，在凭证中写明公告载体和日期。",
                    )
                    .by("《民事诉讼法》第九十五条")
                });
            }
        }
    }

    /// The day on which it counts as delivered; a public notice counts when its period has run.
    // LEGAL-Q 2026-11-21 (法制审批科): 交通运输程序规定 may still say sixty days (DB-12, DB-05).
    // Until its text is checked, the rule book's longer period is waited for.
    fn counts_on(&self, setting: &Setting<'_>) -> Result<Date, Refusal> {
        if self.method != DeliveryMethod::PublicNotice {
            return Ok(self.on);
        }
        let due = setting.law.rules.due("MT-05", self.on, &setting.law.calendar).map_err(|_| {
            Refusal::new("CASE-061", "没有该日期的公告期间参数。", "请系统管理员核对数据包。")
                .at("on")
        })?;
        if setting.today <= due.strict {
            return Err(Refusal::new(
                "CASE-062",
                format!("公告期间到{}届满，届满之前不视为送达。", date_zh(due.strict)),
                "请在公告期满后登记。",
            )
            .by("《民事诉讼法》第九十五条")
            .at("on"));
        }
        Ok(due.strict)
    }

    fn events(
        &self,
        case: &Case,
        document: &Document,
        counts_on: Date,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let receipt = issue_nth(case, setting, self.receipt(case, document, setting), 0)?;
        let delivery = Delivery {
            document: document.id.clone(),
            receipt: receipt.id.clone(),
            method: self.method,
            delivered_on: counts_on,
            by: self.by.clone(),
        };
        let mut events = vec![Event::Delivered(delivery), Event::DocumentIssued(receipt)];
        if let Some(blob) = &self.blob {
            events.push(Event::EvidenceAdded(Evidence {
                id: EvidenceId::new(format!("{}-e0", setting.command)),
                kind: EvidenceKind::Documentary,
                name: format!("《{}》送达凭证", document.title),
                proves: Private::new("文书已经送达"),
                blob: Some(blob.clone()),
                claim: Claim::default(),
                obtained_by: self.by.clone(),
                obtained_on: self.on,
                monitored: None,
                from: None,
                verified: Some(crate::evidence::Verification {
                    by: self.by.first().cloned().unwrap_or_else(|| PersonId::new("")),
                    on: setting.today,
                    how: "送达人核对".to_owned(),
                    moments: vec![],
                }),
            }));
        }
        Ok(events)
    }

    /// TF-23 送达回证.
    fn receipt(&self, case: &Case, document: &Document, setting: &Setting<'_>) -> Sheet {
        let number = document.number.as_ref().map_or("", |n| n.text.as_str());
        let recipient =
            Signature::drawn("受送达人", &case.origin.party.name, self.on, &self.signature_image);
        let witness = (!self.witness.is_blank()).then(|| Signature {
            role: "见证人".to_owned(),
            name: self.witness.reveal().to_owned(),
            date: date_zh(self.on),
            ..Signature::default()
        });
        let proof = match &self.blob {
            Some(blob) => format!("{}（附件SHA-256：{}）", self.proof, blob.sha256),
            None => self.proof.clone(),
        };
        sheets::sheet(case, "TF-23", setting)
            .rows(
                "documents",
                [[
                    ("title", document.title.clone()),
                    ("number", number.to_owned()),
                    ("copies", "1".to_owned()),
                ]],
            )
            .text("recipient", case.origin.party.name.reveal())
            .text("place", self.place.reveal())
            .text("method", self.method.name_zh())
            .text("received_at", date_zh(self.on))
            .text("proxy", self.proxy.reveal())
            .text("refusal_reason", self.refusal_reason.reveal())
            .text("proof", proof)
            .signed("recipient_signature", [recipient])
            .signed("witness_signature", witness)
            .signed(
                "officer_signature",
                self.by.iter().map(|id| signature_of(setting, id, "送达人")).collect::<Vec<_>>(),
            )
    }
}

fn proof_missing(code: &str, what: &str, next: &str) -> Refusal {
    Refusal::new(code, format!("{what}，不能认定送达。"), next).at("proof")
}

/// Whether documents of the form go to the party.
pub fn is_delivered_form(form: &str) -> bool {
    [
        "TF-06", "TF-07", "TF-08", "TF-09", "TF-10", "TF-11", "TF-12", "TF-15", "TF-16", "TF-17",
        "TF-19", "TF-22", "EX-03", "EX-07", "EX-15", "EX-22", "CM-1", "CM-2", "CM-13", "TF-20",
        "TF-21", "TF-05", "EX-24", "CM-5", "CM-6", "CM-7",
    ]
    .contains(&form)
}

/// The documents that wait to be delivered.
pub fn awaiting(case: &Case) -> impl Iterator<Item = &Document> {
    case.documents.iter().filter(|document| {
        is_delivered_form(&document.form)
            && !case.deliveries.iter().any(|d| d.document == document.id)
            && !superseded(case, document)
    })
}

/// Whether a later document took its place: a corrected edition, another notice, another call.
fn superseded(case: &Case, document: &Document) -> bool {
    if case.newest_edition(document).id != document.id {
        return true;
    }
    let first = case.first_edition(&document.id);
    let deciding = case.deciding();
    let in_force = match document.form.as_str() {
        "TF-11" => deciding.and_then(|it| it.notice.as_ref()).map(|notice| &notice.document),
        "TF-12" => deciding.and_then(|it| match &it.hearing {
            Hearing::Called(call) | Hearing::Held(call, _) => Some(&call.document),
            Hearing::NotAsked | Hearing::Requested { .. } | Hearing::Abandoned { .. } => None,
        }),
        "TF-14" | "TF-15" | "EX-15" => case.decided().map(|it| &it.decision.document),
        // Only a party that asked is answered.
        "EX-03" => Some(first).filter(|id| recusal::asked_by_party(case, id)),
        _ => Some(first),
    };
    in_force != Some(first)
}

/// The obstacles that stand before a delivery whatever it is.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    match case.stage {
        Stage::OnSpot(_) => {
            vec![wrong_stage(case, Act::RecordDelivery, "当场处罚决定书在作出决定时当场交付。")]
        }
        Stage::Proposed | Stage::NotFiled { .. } if awaiting(case).next().is_none() => {
            vec![wrong_stage(case, Act::RecordDelivery, "立案之后才有需要送达的文书。")]
        }
        Stage::Proposed
        | Stage::NotFiled { .. }
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Decided(_)
        | Stage::Closed(..)
        | Stage::Ended(_) => {
            if awaiting(case).next().is_some() {
                vec![]
            } else {
                vec![Refusal::new("CASE-063", "没有等待送达的文书。", "制发新的文书后再登记送达。")]
            }
        }
    }
}
