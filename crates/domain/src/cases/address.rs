//! Where documents reach the party, and whether they may reach it electronically (确认送达地址).

use jiff::civil::Date;
use law::date_zh;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::sheets::{self, blank, issue_nth, me};
use super::state::{Case, Stage};
use super::wrong_stage;
use crate::documents::{Document, Sheet, Signature};
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind};
use crate::ids::{DocumentId, EvidenceId, PersonId};
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::{Private, Refusal, Refused, Setting};

/// By what a document reaches the party electronically (电子送达方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// 手机.
    Phone,
    /// 电子邮箱.
    Mail,
    /// 传真.
    Fax,
    /// 系统账号.
    Account,
}

impl Channel {
    /// Every way, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Phone, Self::Mail, Self::Fax, Self::Account];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Phone => "手机",
            Self::Mail => "电子邮箱",
            Self::Fax => "传真",
            Self::Account => "系统账号",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Fax => "fax",
            Self::Account => "account",
        }
    }
}

/// To which documents the consent extends (同意范围).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Every document, decisions included.
    All,
    /// Every document but decisions.
    NoDecisions,
}

impl Scope {
    /// Both, in the order of the form.
    pub const ALL: [Self; 2] = [Self::All, Self::NoDecisions];

    /// The Chinese name.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::All => "本案全部文书，包括行政处罚决定书",
            Self::NoDecisions => "除决定书以外的文书",
        }
    }

    /// The id used in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::NoDecisions => "no-decisions",
        }
    }

    /// Whether the document may go that way.
    fn covers(self, document: &Document) -> bool {
        match self {
            Self::All => true,
            Self::NoDecisions => !document.title.contains("决定书"),
        }
    }
}

/// The consent to electronic delivery (同意电子送达).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// By what.
    pub channel: Channel,
    /// The number, address or name there.
    pub account: Private,
    /// Which documents.
    pub scope: Scope,
}

/// Where documents reach the party, as it signed (送达地址确认).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressConfirmation {
    /// The signed paper.
    pub document: DocumentId,
    /// The address.
    pub address: Private,
    /// Who receives in its place; blank when nobody.
    pub receiver: Private,
    /// The consent to electronic delivery; none when it was not given.
    pub consent: Option<Consent>,
    /// Who took it.
    pub by: PersonId,
    /// The day.
    pub on: Date,
}

/// Have the address for delivery confirmed (确认送达地址).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmAddress {
    /// The address.
    pub address: Private,
    /// The postcode.
    #[serde(default)]
    pub postcode: String,
    /// The telephone.
    pub phone: Private,
    /// Who receives in its place, with the relation; blank when nobody.
    #[serde(default)]
    pub receiver: Private,
    /// The consent to electronic delivery, when given.
    #[serde(default)]
    pub consent: Option<Consent>,
    /// Whether the party was told what a change or a wrong address brings about.
    pub told: bool,
    /// The drawn signature of the party.
    #[serde(default)]
    pub signature_image: Private,
    /// A scan of the signed paper.
    #[serde(default)]
    pub scan: Option<BlobRef>,
}

impl ConfirmAddress {
    /// Decides whether the confirmation counts: told, and signed by the party. A later one takes the
    /// place of an earlier one.
    ///
    /// # Law
    /// 《行政处罚法》第六十一条第二款 (AP-50); 《最高人民法院关于以法院专递方式邮寄送达民事诉讼文书的若干规定》第三条 by analogy
    /// (DL-08).
    ///
    /// # Errors
    /// The stage, or what is missing.
    // LEGAL-Q 2026-11-22 (法制审批科): whether a returned letter counts as delivered at a confirmed address
    // (DL-08) is open for administrative documents. Until answered the paper tells the party of the duty
    // to report a change, and no delivery is counted by the return of a letter.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let by = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(ready(case));
        found.require(!self.address.is_blank(), || blank("ADDR-010", "送达地址", "address"));
        found.require(!self.phone.is_blank(), || blank("ADDR-011", "联系电话", "phone"));
        found.require(self.told, || {
            Refusal::new(
                "ADDR-012",
                "没有告知当事人变更地址的义务和后果。",
                "请先告知：地址变更的应当及时告知，地址不准确、不告知变更的后果由当事人承担。",
            )
            .at("told")
        });
        let named = self.consent.as_ref().is_none_or(|it| !it.account.is_blank());
        found.require(named, || {
            Refusal::new(
                "ADDR-013",
                "同意电子送达，没有写明号码、邮箱或者账号。",
                "请填写接收电子文书的手机号、邮箱、传真号或者系统账号；不同意的不要选择。",
            )
            .by("《行政处罚法》第六十一条第二款")
            .at("account")
        });
        found.require(!self.signature_image.is_blank() || self.scan.is_some(), || {
            Refusal::new(
                "ADDR-014",
                "当事人没有在确认书上签名，确认书不成立。",
                "请当事人核对后签名或者盖章；纸质签名的上传扫描件；不签的不能采用电子送达。",
            )
            .by("《行政处罚法》第六十一条第二款")
            .at("signature_image")
        });
        found.clear()?;
        let document = issue_nth(case, setting, self.form(case, setting), 0)?;
        let confirmation = AddressConfirmation {
            document: document.id.clone(),
            address: self.address.clone(),
            receiver: self.receiver.clone(),
            consent: self.consent.clone(),
            by,
            on: setting.today,
        };
        let mut events =
            vec![Event::AddressConfirmed(confirmation), Event::DocumentIssued(document)];
        events.extend(
            self.scan.clone().map(|blob| Event::EvidenceAdded(scanned(case, blob, setting))),
        );
        Ok(events)
    }

    /// EX-19 送达地址确认书.
    fn form(&self, case: &Case, setting: &Setting<'_>) -> Sheet {
        let party = Signature::drawn(
            "当事人",
            &case.origin.party.name,
            setting.today,
            &self.signature_image,
        );
        let consent = self.consent.as_ref();
        sheets::sheet(case, "EX-19", setting)
            .text("address", self.address.reveal())
            .text("postcode", &self.postcode)
            .text("phone", self.phone.reveal())
            .text("receiver", self.receiver.reveal())
            .text("agreed", if consent.is_some() { "同意" } else { "不同意" })
            .text("channel", consent.map_or("", |it| it.channel.name_zh()))
            .text("account", consent.map_or("", |it| it.account.reveal()))
            .text("scope", consent.map_or("", |it| it.scope.name_zh()))
            .signed("party_signature", [party])
            .signed("officer_signature", sheets::handler_signatures(case, setting))
    }
}

/// The scan of the signed paper, which proves where documents reach the party.
fn scanned(case: &Case, blob: BlobRef, setting: &Setting<'_>) -> Evidence {
    Evidence {
        id: EvidenceId::new(format!("{}-e0", setting.command)),
        kind: EvidenceKind::Documentary,
        name: "签名的送达地址确认书".to_owned(),
        proves: Private::new("当事人确认的送达地址和方式"),
        blob: Some(blob),
        claim: Claim::default(),
        obtained_by: case.handlers.clone(),
        obtained_on: setting.today,
        monitored: None,
        from: None,
        verified: None,
    }
}

/// The obstacles that stand before a confirmation.
pub(super) fn ready(case: &Case) -> Vec<Refusal> {
    match case.stage {
        Stage::OnSpot(_)
        | Stage::Investigating(_)
        | Stage::Reported(..)
        | Stage::Deciding(_)
        | Stage::Decided(_) => vec![],
        Stage::Proposed | Stage::NotFiled { .. } | Stage::Closed(..) | Stage::Ended(_) => {
            let next = "送达地址在立案之后、结案之前确认。";
            vec![wrong_stage(case, Act::ConfirmAddress, next)]
        }
    }
}

/// What stands before the electronic delivery of the document on the day.
///
/// # Law
/// 《行政处罚法》第六十一条第二款 (AP-50, DL-04).
pub(super) fn electronic(case: &Case, document: Option<&Document>, on: Date) -> Option<Refusal> {
    let consent = case.address.as_ref().and_then(|it| Some((it, it.consent.as_ref()?)));
    let Some((confirmed, consent)) = consent else {
        return Some(
            Refusal::new(
                "CASE-059",
                "没有当事人同意电子送达的确认书，不能采用电子送达。",
                "请先由当事人签订送达地址确认书，同意电子送达；不同意的改用其他方式。",
            )
            .by("《行政处罚法》第六十一条第二款")
            .then(Act::ConfirmAddress)
            .at("proof"),
        );
    };
    if on < confirmed.on {
        return Some(
            Refusal::new(
                "ADDR-020",
                format!("确认书签订于{}，送达日期在此之前。", date_zh(confirmed.on)),
                "请核对日期；签订之前的送达改用其他方式。",
            )
            .by("《行政处罚法》第六十一条第二款")
            .at("on"),
        );
    }
    if document.is_some_and(|it| !consent.scope.covers(it)) {
        return Some(
            Refusal::new(
                "ADDR-021",
                format!("当事人只同意以电子方式送达{}。", consent.scope.name_zh()),
                "请改用其他方式，或者由当事人重新签订确认书。",
            )
            .by("《行政处罚法》第六十一条第二款")
            .then(Act::ConfirmAddress)
            .at("document"),
        );
    }
    None
}
