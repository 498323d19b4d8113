//! Taking samples under seal (抽样取证), the same in a case and in an inspection.
//!
//! Which stage allows it is asked of the case and of the inspection; here is what the record must say.

use std::collections::BTreeSet;

use jiff::civil::DateTime;
use law::{date_zh, datetime_zh};
use serde::{Deserialize, Serialize};

use crate::cases::{Sample, Sampling};
use crate::documents::{Document, Sheet, Signature, signature_of};
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind};
use crate::ids::{EvidenceId, PersonId};
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Setting};

/// What was taken, by what method, by whom and before whom (抽样取证情况).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleRecord {
    /// When.
    pub at: DateTime,
    /// Where.
    pub place: Private,
    /// The officers.
    pub officers: Vec<PersonId>,
    /// Whether certificates were shown and the party was told what is taken, why and with what rights.
    pub told: bool,
    /// By what method and on what it rests; where the law fixes who samples and how, that.
    pub method: String,
    /// Whom the officers met.
    #[serde(default)]
    pub met_name: Private,
    /// Their relation to the party.
    #[serde(default)]
    pub met_role: Private,
    /// Whether the party or whoever may receive for them was there.
    pub present: bool,
    /// Who witnessed it when they were not.
    #[serde(default)]
    pub witness: Private,
    /// The drawn signature of the party or of the witness.
    #[serde(default)]
    pub signature_image: Private,
    /// Why the party did not sign.
    #[serde(default)]
    pub refusal_reason: Private,
    /// A scan of the signed certificate, or a picture of the sealed samples.
    #[serde(default)]
    pub scan: Option<BlobRef>,
    /// What was taken.
    pub samples: Vec<Sample>,
    /// Where it is kept, and how.
    pub kept: String,
}

impl SampleRecord {
    /// Checks what the record must say whatever it belongs to; `used` are the samples taken before.
    ///
    /// # Law
    /// 《行政处罚法》第四十二条第一款、第五十五条第一款、第五十六条 (AP-09, AP-10, AP-41).
    pub(crate) fn check(&self, used: &[&Sample], found: &mut Obstacles, setting: &Setting<'_>) {
        if let Err(refusals) = setting.roster.two_qualified(&self.officers, self.at.date()) {
            found.extend(refusals);
        }
        self.check_spot(found, setting);
        self.check_signing(found);
        self.check_samples(used, found);
    }

    /// The certificate, on a sheet that says already whom it is about.
    pub(crate) fn fill(&self, sheet: Sheet, setting: &Setting<'_>) -> Sheet {
        let absent =
            if self.present { "" } else { "当事人经通知没有到场，由见证人见证" };
        let officers = self.officers.iter().map(|id| {
            let known = signature_of(setting, id, "");
            [("name", known.name), ("certificate", known.certificate)]
        });
        sheet
            .text("sampled_at", datetime_zh(self.at))
            .text("place", self.place.reveal())
            .text("method", self.method.trim())
            .text("person_name", self.met_name.reveal())
            .text("person_role", self.met_role.reveal())
            .text("absence_note", absent)
            .rows("samples", rows(&self.list()))
            .text("kept", self.kept.trim())
            .rows("officers", officers)
            .signed("party_signature", self.present.then(|| self.party("当事人")))
            .signed("witness_signature", self.witnessed())
            .signed("officer_signature", self.by("执法人员", setting))
    }

    /// What stands on record beside the certificate.
    pub(crate) fn taken(&self, certificate: &Document) -> Sampling {
        Sampling {
            document: certificate.id.clone(),
            at: self.at,
            place: self.place.clone(),
            officers: self.officers.clone(),
            method: self.method.trim().to_owned(),
            present: self.present,
            samples: self.list(),
            kept: self.kept.trim().to_owned(),
        }
    }

    fn check_spot(&self, found: &mut Obstacles, setting: &Setting<'_>) {
        found.require(self.told, || {
            Refusal::new(
                "SAMP-010",
                "没有记明出示执法证件和告知抽样的理由、权利。",
                "请先出示证件，告知当事人抽样的理由和申请回避、陈述申辩的权利，再抽样。",
            )
            .by("《行政处罚法》第五十五条第一款")
            .at("told")
        });
        found.require(self.at.date() == setting.today && self.at <= moment(setting), || {
            Refusal::new(
                "SAMP-011",
                "抽样时间不在今天，或者晚于现在；凭证应当当场制作并交付。",
                "请在抽样的当日办理，并填写实际时间。",
            )
            .by("《行政处罚法》第五十六条")
            .at("at")
        });
        found.require(!self.place.is_blank(), || blank("SAMP-012", "抽样地点", "place"));
        found.require(!self.method.trim().is_empty(), || {
            Refusal::new(
                "SAMP-013",
                "没有填写抽样的依据和方法。",
                "法律、法规、规章或者标准规定了抽样机构、方法的，按规定执行并写明；没有规定的，写明实际采用的方法。",
            )
            .by("《行政处罚法》第五十六条")
            .at("method")
        });
        found.require(!self.kept.trim().is_empty(), || blank("SAMP-014", "样品的保存", "kept"));
    }

    fn check_signing(&self, found: &mut Obstacles) {
        found.require(!self.present || !self.met_name.is_blank(), || {
            blank("SAMP-015", "现场人员姓名", "met_name")
        });
        found.require(self.present || !self.witness.is_blank(), || {
            Refusal::new(
                "SAMP-016",
                "当事人不在场，也没有见证人。",
                "请通知当事人到场；当事人不到场的，邀请见证人在抽样取证凭证上签名。",
            )
            .by("《行政处罚法》第五十六条")
            .at("witness")
        });
        let noted = self.present && !self.refusal_reason.is_blank();
        found.require(self.is_signed() || noted, || {
            Refusal::new(
                "SAMP-017",
                "凭证没有当事人或者见证人签名，也没有注明拒绝签名的情况。",
                "请当事人签名；拒绝的注明；不在场的由见证人签名；纸质签名的上传扫描件。",
            )
            .by("《行政处罚法》第五十六条")
            .at("refusal_reason")
        });
    }

    fn check_samples(&self, used: &[&Sample], found: &mut Obstacles) {
        let whole = |one: &Sample| {
            !one.name.trim().is_empty() && 0 < one.quantity.0 && !one.unit.trim().is_empty()
        };
        found.require(!self.samples.is_empty() && self.samples.iter().all(whole), || {
            Refusal::new(
                "SAMP-020",
                "样品清单没有逐项写明名称、数量和单位。",
                "请逐项填写名称、规格批号、抽样基数、抽样数量、单位和封签编号。",
            )
            .by("《行政处罚法》第五十六条")
            .at("samples")
        });
        found.require(self.samples.iter().all(|one| one.quantity.0 <= one.base.0), || {
            Refusal::new(
                "SAMP-021",
                "抽样数量多于抽样基数。",
                "抽样基数是被抽样物品的总数量；请核对。",
            )
            .by("《行政处罚法》第五十六条")
            .at("samples")
        });
        found.require(self.samples.iter().all(|one| !one.seal_number.trim().is_empty()), || {
            Refusal::new(
                "SAMP-022",
                "样品没有封签编号，不能证明送检的就是抽取的样品。",
                "请当场封样，逐项填写封签编号。",
            )
            .by("《行政处罚法》第五十六条")
            .at("samples")
        });
        let mut seen: BTreeSet<&str> = used.iter().map(|one| one.seal_number.as_str()).collect();
        let numbers = self.samples.iter().map(|one| one.seal_number.trim());
        let twice = numbers.filter(|number| !number.is_empty()).find(|number| !seen.insert(number));
        if let Some(number) = twice {
            found.add(
                Refusal::new(
                    "SAMP-023",
                    format!("封签编号“{number}”已经用过。"),
                    "每个封签只用一次；请核对编号。",
                )
                .by("《行政处罚法》第五十六条")
                .at("samples"),
            );
        }
    }

    /// Whether there is a signature, on the screen or on paper.
    pub(crate) fn is_signed(&self) -> bool {
        !self.signature_image.is_blank() || self.scan.is_some()
    }

    /// The samples as they are written down.
    pub(crate) fn list(&self) -> Vec<Sample> {
        let line = |one: &Sample| Sample {
            name: one.name.trim().to_owned(),
            batch: one.batch.trim().to_owned(),
            unit: one.unit.trim().to_owned(),
            seal_number: one.seal_number.trim().to_owned(),
            ..one.clone()
        };
        self.samples.iter().map(line).collect()
    }

    pub(crate) fn by(&self, role: &str, setting: &Setting<'_>) -> Vec<Signature> {
        self.officers.iter().map(|id| signature_of(setting, id, role)).collect()
    }

    pub(crate) fn party(&self, role: &str) -> Signature {
        Signature {
            role: role.to_owned(),
            name: self.met_name.reveal().to_owned(),
            date: date_zh(self.at.date()),
            note: self.refusal_reason.reveal().to_owned(),
            image: self.signature_image.reveal().to_owned(),
            ..Signature::default()
        }
    }

    pub(crate) fn witnessed(&self) -> Option<Signature> {
        let image = if self.present { "" } else { self.signature_image.reveal() };
        (!self.witness.is_blank()).then(|| Signature {
            role: "见证人".to_owned(),
            name: self.witness.reveal().to_owned(),
            date: date_zh(self.at.date()),
            image: image.to_owned(),
            ..Signature::default()
        })
    }

    /// The sealed samples are evidence.
    pub(crate) fn as_evidence(&self, setting: &Setting<'_>) -> Evidence {
        let samples = self.list();
        let words: Vec<String> = samples.iter().map(Sample::words).collect();
        Evidence {
            id: EvidenceId::new(format!("{}-e0", setting.command)),
            kind: EvidenceKind::Physical,
            name: "抽样取证的样品".to_owned(),
            proves: Private::new(format!("抽取样品：{}", words.join("、"))),
            blob: self.scan.clone(),
            claim: Claim { at: Some(self.at), ..Claim::default() },
            obtained_by: self.officers.clone(),
            obtained_on: self.at.date(),
            monitored: None,
            from: None,
            verified: None,
        }
    }
}

/// Samples as rows of a form.
fn rows(samples: &[Sample]) -> Vec<[(&'static str, String); 6]> {
    let line = |one: &Sample| {
        [
            ("name", one.name.clone()),
            ("batch", one.batch.clone()),
            ("base", one.base.to_string()),
            ("quantity", one.quantity.to_string()),
            ("unit", one.unit.clone()),
            ("seal_number", one.seal_number.clone()),
        ]
    };
    samples.iter().map(line).collect()
}

fn blank(code: &str, label: &str, field: &str) -> Refusal {
    Refusal::new(code, format!("没有填写“{label}”。"), format!("请填写{label}。")).at(field)
}

fn moment(setting: &Setting<'_>) -> DateTime {
    setting.now.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(8))).datetime()
}
