//! Decide on the spot and hand the decision over (当场作出处罚决定并交付).

use law::Fen;
use serde::{Deserialize, Serialize};

use super::forms::decision_form;
use super::records::Telling;
use super::tell;
use crate::cases::event::Event;
use crate::cases::records::{Decision, Delivery, DeliveryMethod};
use crate::cases::sheets::me;
use crate::cases::state::{Case, Stage};
use crate::cases::terms::{PenaltyTerms, Proposal};
use crate::cases::{bench, dossier};
use crate::documents::{DocumentNumber, Issue, issue, number_text};
use crate::evidence::{BlobRef, Claim, Evidence, EvidenceKind, Verification};
use crate::ids::{EvidenceId, PersonId};
use crate::org::NumberBlock;
use crate::policy::Act;
use crate::refusal::Obstacles;
use crate::rules::gate;
use crate::{Private, Refusal, Refused, Setting};

/// Decide on the spot and hand over (当场作出处罚决定并交付).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideOnSpot {
    /// A lower fine than was told; `None` decides as told.
    #[serde(default)]
    pub fine: Option<Fen>,
    /// The drawn signatures of the two officers, in their order.
    #[serde(default)]
    pub officer_images: Vec<Private>,
    /// The drawn signature of the party on the decision.
    #[serde(default)]
    pub party_image: Private,
    /// Why the party did not sign; noted on the decision.
    #[serde(default)]
    pub refusal_reason: Private,
    /// A photograph of the receipt, for a decision signed on paper.
    #[serde(default)]
    pub receipt_photo: Option<BlobRef>,
    /// Whether the decision is handed over on the spot.
    pub handed_over: bool,
}

impl DecideOnSpot {
    /// Decides whether the penalty may be imposed on the spot (S2). The decision takes the next
    /// number of the officer's block and is delivered as it is issued.
    ///
    /// # Law
    /// 《行政处罚法》第四十五条第二款、第五十一条、第五十二条; 《行政复议法》第二十三条 (AP-36, AP-37, DL-09, RM-04).
    ///
    /// # Errors
    /// Every obstacle: the stage, each breached rule, a missing number, signature or handing over.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let me = me(setting)?;
        let mut found = Obstacles::new();
        found.extend(on_the_spot(case, setting));
        let telling = case.telling();
        let terms = telling.map(|telling| self.terms(&telling.terms));
        if let Some(terms) = &terms {
            found.extend(at_the_gate(case, terms, setting));
        }
        self.check_hand_over(&mut found);
        let number = found.take(next_number(case, setting));
        found.clear()?;
        let (Some(telling), Some(terms), Some(number)) = (telling, terms, number) else {
            return Ok(vec![]);
        };
        self.events(case, (telling, terms, number), me, setting)
    }

    /// Whether the party signed, on the screen or on paper.
    pub(super) fn signed(&self) -> bool {
        !self.party_image.is_blank() || self.receipt_photo.is_some()
    }

    /// What was told, or less.
    fn terms(&self, told: &PenaltyTerms) -> PenaltyTerms {
        PenaltyTerms { fine: self.fine.unwrap_or(told.fine), ..told.clone() }
    }

    fn check_hand_over(&self, found: &mut Obstacles) {
        found.require(self.signed() || !self.refusal_reason.is_blank(), || {
            Refusal::new(
                "CASE-222",
                "当事人没有签收，也没有注明拒绝签收。",
                "请当事人在决定书上签名；拒绝签收的，写明情况，将在决定书上注明。",
            )
            .by("《行政处罚法》第五十二条第一款")
            .at("party_image")
        });
        found.require(self.handed_over, || {
            Refusal::new(
                "CASE-223",
                "没有确认当场交付决定书。",
                "决定书应当当场交付当事人，交付后勾选。",
            )
            .by("《行政处罚法》第五十二条第一款")
            .at("handed_over")
        });
    }

    fn events(
        &self,
        case: &Case,
        (telling, terms, number): (&Telling, PenaltyTerms, DocumentNumber),
        me: PersonId,
        setting: &Setting<'_>,
    ) -> Result<Vec<Event>, Refused> {
        let sheet = decision_form(case, (telling, &terms), self, setting);
        let as_of = Issue {
            authority: &case.origin.authority,
            case_number: None,
            nth: 0,
            reserved: Some(&number),
        };
        let document = issue(setting, sheet, as_of).map_err(Refused)?;
        let decision = Decision {
            document: document.id.clone(),
            number: number.text,
            proposal: Proposal::Penalty(terms),
            by: me.clone(),
            on: setting.today,
        };
        let delivery = Delivery {
            document: document.id.clone(),
            receipt: document.id.clone(),
            method: DeliveryMethod::OnSpot,
            delivered_on: setting.today,
            by: case.handlers.clone(),
        };
        let mut events = vec![
            Event::PenaltyDecided(decision),
            Event::DocumentIssued(document),
            Event::Delivered(delivery),
        ];
        events.extend(self.receipt_photo.as_ref().map(|blob| {
            let checked = Verification {
                by: me,
                on: setting.today,
                how: "送达人核对".to_owned(),
                moments: vec![],
            };
            Event::EvidenceAdded(Evidence {
                id: EvidenceId::new(format!("{}-e0", setting.command)),
                kind: EvidenceKind::Documentary,
                name: "当场行政处罚决定书签收照片".to_owned(),
                proves: Private::new("决定书已经当场交付"),
                blob: Some(blob.clone()),
                claim: Claim::default(),
                obtained_by: case.handlers.clone(),
                obtained_on: setting.today,
                monitored: None,
                from: None,
                verified: Some(checked),
            })
        }));
        Ok(events)
    }
}

/// The next number in the hands of whoever decides.
fn next_number(case: &Case, setting: &Setting<'_>) -> Result<DocumentNumber, Refusal> {
    let authority = &case.origin.authority;
    let year = setting.today.year();
    let mine = setting.me().and_then(|me| setting.roster.get(me));
    let next = mine.and_then(|person| person.next_reserved(authority, year));
    let Some((NumberBlock { word, .. }, ordinal)) = next else {
        return Err(Refusal::new(
            "CASE-224",
            format!("您没有{year}年未使用的预定编号，不能填写当场行政处罚决定书。"),
            "请办案机构负责人在“文号”中为您预留号段。",
        )
        .by("《行政处罚法》第五十二条第一款")
        .then(Act::ReadNumbers));
    };
    let prefix = setting.law.authority(authority).map_or("", |it| it.prefix.as_str());
    Ok(DocumentNumber {
        word: word.clone(),
        year,
        ordinal,
        text: number_text(prefix, word, (year, ordinal)),
        reserved: true,
    })
}

/// The stage and the telling.
// LEGAL-Q 2026-11-22 (法制审批科): whether facts that the party disputes can still be 确凿 in the
// sense of 第五十一条 when the evidence refutes the dispute. Until told otherwise they cannot, and
// the case goes to the general procedure.
fn on_the_spot(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let stage = tell::ready(case, Act::DecideOnSpot);
    if !stage.is_empty() {
        return stage;
    }
    let Some(telling) = case.telling() else {
        return vec![
            Refusal::new(
                "CASE-220",
                "还没有当场告知当事人并听取陈述申辩，不能作出处罚决定。",
                "请先告知拟处罚的内容、事实、理由、依据和权利，听取并复核意见。",
            )
            .by("《行政处罚法》第四十四条")
            .then(Act::HearOnSpot),
        ];
    };
    let mut found = Vec::new();
    if telling.on != setting.today {
        found.push(
            Refusal::new(
                "CASE-221",
                format!("告知是在{}，今天作出的不是当场决定。", law::date_zh(telling.on)),
                "请重新当场告知和听取意见；不在现场的，转为普通程序。",
            )
            .by("《行政处罚法》第五十二条第一款")
            .then(Act::HearOnSpot),
        );
    }
    if telling.disputed {
        found.push(
            Refusal::new(
                "CASE-225",
                "当事人对违法事实有异议，事实不能认定为确凿，不能当场处罚。",
                "请转为普通程序，立案调查。",
            )
            .by("《行政处罚法》第五十一条")
            .then(Act::ConvertToGeneral),
        );
    }
    found
}

fn at_the_gate(case: &Case, terms: &PenaltyTerms, setting: &Setting<'_>) -> Vec<Refusal> {
    let proposal = Proposal::Penalty(terms.clone());
    let remedies = super::forms::summary_remedies(case, setting);
    let facts = dossier(case, setting)
        .deciding(&proposal, setting.me(), (setting.law, setting.today))
        .with_remedies(&remedies);
    gate(Act::DecideOnSpot, &facts, &bench(setting))
}

/// The obstacles that stand before the decision whatever is signed.
pub(in crate::cases) fn ready(case: &Case, setting: &Setting<'_>) -> Vec<Refusal> {
    let mut found = on_the_spot(case, setting);
    if let (Stage::OnSpot(_), Some(telling)) = (&case.stage, case.telling()) {
        found.extend(at_the_gate(case, &telling.terms, setting));
    }
    if matches!(case.stage, Stage::OnSpot(_)) {
        found.extend(next_number(case, setting).err());
    }
    found
}
