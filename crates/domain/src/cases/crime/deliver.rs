//! Hand the case to the police within a day, with its papers and a copy to the procuratorate (移送).

use jiff::civil::{Date, DateTime};
use law::datetime_zh;
use serde::{Deserialize, Serialize};

use super::event::{Material, ReferralDelivery};
use super::state::Referral;
use super::{open, out_of_turn, papers};
use crate::cases::event::Event;
use crate::cases::measures::moment;
use crate::cases::records::Standing;
use crate::cases::sheets::{blank, issue_nth};
use crate::cases::state::Case;
use crate::evidence::BlobRef;
use crate::ids::PersonId;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// Hand the case to the police (移送公安机关).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverReferral {
    /// When the police took it.
    pub at: DateTime,
    /// Who handed it over.
    pub officers: Vec<PersonId>,
    /// Who took it: name and post.
    pub receiver: Private,
    /// What went with it.
    pub materials: Vec<Material>,
    /// Why there is no appraisal or nothing else, where it is not attached.
    #[serde(default)]
    pub without: String,
    /// The day on which the copy reached the procuratorate.
    pub copied_on: Option<Date>,
    /// The drawn signature on the receipt.
    #[serde(default)]
    pub signature_image: Private,
    /// A scan of the signed receipt.
    #[serde(default)]
    pub scan: Option<BlobRef>,
}

impl DeliverReferral {
    /// Decides whether the transfer is whole: five kinds of papers, a signed receipt, a copy to the
    /// procuratorate. A late one is recorded all the same; the file's check says that it is late.
    ///
    /// # Law
    /// 《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款、第六条、第七条; 高检会〔2006〕2号 (CR-05, CR-06, CR-12).
    ///
    /// # Errors
    /// Every obstacle.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let mut found = Obstacles::new();
        found.extend(ready(case));
        let it = found.take(open(case));
        if let Some(at) = it.and_then(Referral::approved_at) {
            found.require(at <= self.at && self.at <= moment(setting), || {
                Refusal::new(
                    "CRIME-040",
                    format!("移送时间早于批准时间（{}），或者晚于现在。", datetime_zh(at)),
                    "请填写公安机关签收的时间。",
                )
                .at("at")
            });
        }
        if let Err(refusals) = setting.roster.two_qualified(&self.officers, self.at.date()) {
            found.extend(refusals.into_iter().map(|one| one.at("officers")));
        }
        found.require(!self.receiver.is_blank(), || {
            blank("CRIME-041", "公安机关接收人", "receiver")
        });
        let signed = !self.signature_image.is_blank() || self.scan.is_some();
        found.require(signed, || {
            Refusal::new(
                "CRIME-042",
                "公安机关没有在移送书回执上签字，不能认定已经移送。",
                "请接收人签名，或者上传签收的回执；公安机关不接受的，报告本级人民政府和人民检察院。",
            )
            .by("《行政执法机关移送涉嫌犯罪案件的规定》第七条")
            .at("signature_image")
        });
        found.extend(self.unwhole(case));
        let approved_on = it.and_then(Referral::approved_at).map(DateTime::date);
        let copied = self
            .copied_on
            .filter(|on| approved_on.is_none_or(|first| first <= *on) && *on <= setting.today);
        found.require(copied.is_some(), || {
            Refusal::new(
                "CRIME-043",
                "没有抄送同级人民检察院，或者抄送日期不对。",
                "移送公安机关的同时，把移送书和有关材料目录抄送人民检察院（高检会〔2006〕2号），并填写日期。",
            )
            .by("《行政处罚法》第二十七条第二款")
            .at("copied_on")
        });
        found.clear()?;
        let (Some(it), Some(copied_on)) = (it, copied) else { return Ok(vec![]) };
        let receipt = papers::receipt(case, it, self, setting);
        let receipt = issue_nth(case, setting, receipt, 0)?;
        let delivery = ReferralDelivery {
            referral: it.suspicion.referral.clone(),
            at: self.at,
            officers: self.officers.clone(),
            receiver: self.receiver.clone(),
            materials: self.materials.clone(),
            receipt: receipt.id.clone(),
            copied_on,
        };
        Ok(vec![Event::ReferralDelivered(delivery), Event::DocumentIssued(receipt)])
    }

    /// The papers of 第六条, and the decision where a penalty was already imposed.
    fn unwhole(&self, case: &Case) -> Vec<Refusal> {
        let mut found = Vec::new();
        let missing = |one: &Material| !self.materials.contains(one);
        let always = [Material::Letter, Material::Report, Material::Articles];
        let lacking: Vec<&str> =
            always.iter().filter(|one| missing(one)).map(|one| one.name_zh()).collect();
        if !lacking.is_empty() {
            found.push(
                Refusal::new(
                    "CRIME-044",
                    format!("移送材料缺少{}。", lacking.join("、")),
                    "请附齐后移送；没有涉案物品的，清单写明“无”。",
                )
                .by("《行政执法机关移送涉嫌犯罪案件的规定》第六条")
                .at("materials"),
            );
        }
        let maybe = [Material::Appraisal, Material::Other];
        if maybe.iter().any(missing) && self.without.trim().is_empty() {
            found.push(
                Refusal::new(
                    "CRIME-045",
                    "没有附检验报告、鉴定结论或者其他材料，也没有说明。",
                    "请附上；不需要检验、鉴定，或者没有其他材料的，写明情况。",
                )
                .by("《行政执法机关移送涉嫌犯罪案件的规定》第六条")
                .at("without"),
            );
        }
        let decided = case.decided().is_some_and(|it| it.standing == Standing::InForce);
        if decided && missing(&Material::Decision) {
            found.push(
                Refusal::new(
                    "CRIME-046",
                    "本案已经作出行政处罚决定，移送材料中没有决定书。",
                    "请附行政处罚决定书，并同时抄送人民检察院。",
                )
                .by("《行政执法机关移送涉嫌犯罪案件的规定》第十一条")
                .at("materials"),
            );
        }
        found
    }
}

/// What stands before it.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    let it = match open(case) {
        Ok(it) => it,
        Err(refusal) => return vec![refusal],
    };
    if it.letter().is_none() {
        return vec![
            out_of_turn(it, Act::DeliverReferral, "请等正职负责人批准移送。")
                .by("《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款")
                .then(Act::ApproveReferral),
        ];
    }
    if it.delivery.is_some() {
        return vec![out_of_turn(it, Act::DeliverReferral, "已经移送，请登记公安机关的决定。")];
    }
    vec![]
}
