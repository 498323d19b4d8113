//! People and filled commands: what an officer would have written on an ordinary day.

use jiff::civil::{Date, DateTime, date};
use law::Fen;

use crate::cases::{self, *};
use crate::catalogue::{BaseAmounts, Gravity};
use crate::clues;
use crate::entrustments;
use crate::evidence::{BlobRef, Claim, EvidenceKind};
use crate::ids::{DocumentId, ItemId, MeasureId, PersonId, TownId};
use crate::inspections;
use crate::party::{Party, PartyKind};
use crate::scene::SceneRecord;
use crate::world::Command;
use crate::{Private, org, supervision};

pub(crate) const PUBLIC: &str = "the public";
pub(crate) const SYSTEM: &str = "the system";
pub(crate) const DISPATCHER: &str = "p-diaodu";
pub(crate) const TOWN_LEAD: &str = "p-zhenling";
pub(crate) const SQUAD_A: &str = "p-zd1-a";
pub(crate) const SQUAD_B: &str = "p-zd1-b";
pub(crate) const EXPIRED: &str = "p-zd1-expired";
pub(crate) const AUXILIARY: &str = "p-zd1-aux";
pub(crate) const HANDLER_A: &str = "p-banan-a";
pub(crate) const HANDLER_B: &str = "p-banan-b";
pub(crate) const HEAD: &str = "p-dadui-head";
pub(crate) const REVIEWER: &str = "p-shenhe-a";
pub(crate) const PRESIDER: &str = "p-tingzheng";
pub(crate) const LEADER: &str = "p-ling-a";
pub(crate) const DEPUTY: &str = "p-ling-b";
pub(crate) const PUBLISHER: &str = "p-gongshi";
pub(crate) const CASHIER: &str = "p-shoujiao";
pub(crate) const SUPERVISOR: &str = "p-jiandu";
pub(crate) const ARCHIVIST: &str = "p-dangan";

macro_rules! sent_to {
    ($($to:ident $module:ident;)*) => {
        $(impl From<$module::Command> for Command {
            fn from(command: $module::Command) -> Self {
                Self::$to(command)
            }
        })*
    };
}

sent_to! { Case cases; Clue clues; Inspection inspections; Person org; Supervision supervision; Entrustment entrustments; }

pub(crate) fn people(ids: &[&str]) -> Vec<PersonId> {
    ids.iter().map(|id| PersonId::new(*id)).collect()
}

pub(crate) fn handlers() -> Vec<PersonId> {
    people(&[HANDLER_A, HANDLER_B])
}

pub(crate) fn yuan(yuan: i64) -> Fen {
    Fen(yuan * 100)
}

pub(crate) fn at(day: Date, hour: i8) -> DateTime {
    day.at(hour, 0, 0, 0)
}

pub(crate) fn blob() -> BlobRef {
    BlobRef { sha256: "ab".repeat(32), size: 1_024, mime: "image/jpeg".into(), chunks: None }
}

/// A citizen; the number has a sound check digit and a region that does not exist.
pub(crate) fn citizen() -> Party {
    Party {
        kind: PartyKind::Citizen,
        name: "演示甲".into(),
        id_number: "999999198001010011".into(),
        address: "胡集镇示例村1号".into(),
        phone: "00000000000".into(),
        representative: Private::default(),
        born_on: None,
    }
}

/// An organisation.
pub(crate) fn company() -> Party {
    Party {
        kind: PartyKind::Organisation,
        name: "示例运输有限公司".into(),
        id_number: "91999999MA0DEM0009".into(),
        address: "胡集镇示例路1号".into(),
        phone: "0000-0000000".into(),
        representative: "演示乙".into(),
        born_on: None,
    }
}

pub(crate) fn receive() -> clues::ReceiveClue {
    clues::ReceiveClue {
        source: clues::Source::Portal,
        category: "公路上堆放、晒粮".into(),
        words: "村口公路上堆着沙土，过车困难。".into(),
        town: TownId::new("huji"),
        area: None,
        place: "胡集镇示例村东公路".into(),
        pin: Some((35_000_000, 116_000_000)),
        photos: vec![blob()],
        contact: "00000000000".into(),
    }
}

pub(crate) fn propose_inspection(planned_on: Date) -> inspections::ProposeInspection {
    inspections::ProposeInspection {
        item: ItemId::new("JX-T-01"),
        object: citizen(),
        town: TownId::new("huji"),
        area: None,
        place: "胡集镇示例村东公路".into(),
        officers: people(&[SQUAD_A, SQUAD_B]),
        occasion: inspections::Occasion::Clue,
        planned_on,
        urgent: None,
        clue: None,
        beyond: None,
    }
}

pub(crate) fn arrive(day: Date) -> inspections::ArriveOnSite {
    inspections::ArriveOnSite {
        at: at(day, 9),
        position: Some((35_000_000, 116_000_000)),
        officers: people(&[SQUAD_A, SQUAD_B]),
        met_name: "演示甲".into(),
        met_role: "行为人".into(),
        certificates_shown: true,
        rights_answer: "清楚，不申请回避。".into(),
    }
}

pub(crate) fn capture() -> inspections::CaptureEvidence {
    inspections::CaptureEvidence {
        kind: EvidenceKind::AudioVisual,
        name: "现场全景照片".into(),
        proves: "堆放物占用路面".into(),
        blob: blob(),
        claim: Claim::default(),
    }
}

/// Findings that answer every point of the item's checklist with the result.
pub(crate) fn findings(
    item: &str,
    result: inspections::CheckResult,
    day: Date,
) -> inspections::RecordFindings {
    let law = crate::packs::fixture::county();
    let item = law.item_at(&ItemId::new(item), day).unwrap();
    inspections::RecordFindings {
        checklist: item
            .checklist()
            .into_iter()
            .map(|point| inspections::CheckAnswer { point, result, note: Private::default() })
            .collect(),
        narrative: "路面堆放沙土，长5米、宽2米。".into(),
        statement: "是我堆的，马上清理。".into(),
        ended_at: at(day, 10),
    }
}

pub(crate) fn sign() -> inspections::SignRecord {
    inspections::SignRecord {
        officer_images: vec!["data:image/png;base64,AA".into(), "data:image/png;base64,BB".into()],
        party_image: "data:image/png;base64,CC".into(),
        refusal_reason: Private::default(),
        witness_name: Private::default(),
        witness_image: Private::default(),
    }
}

/// A filing proposed today for an act seen yesterday.
pub(crate) fn filing(today: Date) -> ProposeFiling {
    let yesterday = today.yesterday().unwrap();
    ProposeFiling {
        item: ItemId::new("JX-T-01-CF"),
        cause: "在公路上堆放物品影响公路畅通".into(),
        town: TownId::new("huji"),
        place: "胡集镇示例村东公路".into(),
        source: FilingSource::Report,
        inspection: None,
        clue: None,
        party: citizen(),
        facts: "当事人在公路上堆放沙土。".into(),
        act_on: yesterday,
        discovered_on: yesterday,
        handlers: handlers(),
    }
}

/// A summary case begun today about an act seen today.
pub(crate) fn begin_summary(today: Date) -> BeginSummary {
    BeginSummary {
        matter: ProposeFiling {
            source: FilingSource::Inspection,
            act_on: today,
            discovered_on: today,
            ..filing(today)
        },
        certificates_shown: true,
        photos: vec![SpotPhoto {
            name: "现场照片".into(),
            proves: "堆放物占用路面".into(),
            blob: blob(),
            claim: Claim::default(),
        }],
    }
}

/// The party told of a fine under T01-a, without a word of theirs.
pub(crate) fn hear_on_spot(fine: Fen) -> HearOnSpot {
    HearOnSpot {
        terms: terms("a", fine),
        rights_told: true,
        evidence_checked: true,
        statement: Private::default(),
        disputed: false,
        accepted: None,
        reasons: Private::default(),
    }
}

pub(crate) fn decide_on_spot() -> DecideOnSpot {
    DecideOnSpot {
        fine: None,
        officer_images: vec!["data:image/png;base64,AA".into(), "data:image/png;base64,BB".into()],
        party_image: "data:image/png;base64,CC".into(),
        refusal_reason: Private::default(),
        receipt_photo: None,
        handed_over: true,
    }
}

/// The whole fine collected for its smallness, with a unified receipt.
pub(crate) fn collect_on_spot(amount: Fen, day: Date) -> CollectOnSpot {
    CollectOnSpot {
        ground: CollectionGround::Small,
        reason: Private::default(),
        requested: false,
        amount,
        receipt: "票0001".into(),
        unified: true,
        on: day,
        ashore_on: None,
    }
}

pub(crate) fn evidence(day: Date) -> AddEvidence {
    AddEvidence {
        kind: EvidenceKind::AudioVisual,
        name: "现场照片".into(),
        proves: "堆放物占用路面".into(),
        obtained_on: day,
        blob: Some(blob()),
        claim: Claim::default(),
        monitor: None,
    }
}

pub(crate) fn interview(day: Date) -> RecordInterview {
    RecordInterview {
        name: "演示甲".into(),
        id_number: "999999198001010011".into(),
        address: "胡集镇示例村1号".into(),
        phone: "00000000000".into(),
        employer: Private::default(),
        relation: "当事人".into(),
        place: "大队询问室".into(),
        started_at: at(day, 14),
        ended_at: at(day, 15),
        officers: handlers(),
        certificates_shown: true,
        dialogue: vec![Exchange {
            question: "沙土是谁堆的？".into(), answer: "是我。".into()
        }],
        signature_image: "data:image/png;base64,AA".into(),
        refusal_reason: Private::default(),
        scan: None,
    }
}

/// The party's address, with the consent to electronic delivery of everything.
pub(crate) fn confirm_address() -> ConfirmAddress {
    ConfirmAddress {
        address: "胡集镇示例村1号".into(),
        postcode: "000000".into(),
        phone: "00000000000".into(),
        receiver: Private::default(),
        consent: Some(Consent {
            channel: Channel::Mail,
            account: "a@example.invalid".into(),
            scope: Scope::All,
        }),
        told: true,
        signature_image: "data:image/png;base64,AA".into(),
        scan: None,
    }
}

pub(crate) fn request_assistance(due_on: Date) -> RequestAssistance {
    RequestAssistance {
        body: "示例县市场监督管理局".into(),
        request: "提供登记档案复印件。".into(),
        reason: "需要查明当事人的登记事项。".into(),
        due_on,
    }
}

pub(crate) fn record_assistance(letter: &DocumentId, on: Date) -> RecordAssistance {
    RecordAssistance {
        letter: letter.clone(),
        words: "没有查到登记。".into(),
        number: "示市监函1号".into(),
        on,
        blob: Some(blob()),
    }
}

/// An examination before the party, signed, with one drawing.
pub(crate) fn scene(day: Date) -> SceneRecord {
    SceneRecord {
        place: "胡集镇示例村东公路".into(),
        weather: "晴，能见度良好".into(),
        started_at: at(day, 10),
        ended_at: at(day, 11),
        officers: handlers(),
        certificates_shown: true,
        present_name: "演示甲".into(),
        present_role: "当事人".into(),
        invited_name: Private::default(),
        invited_role: Private::default(),
        findings: "沙土堆长5米、宽2米、高0.6米，距路缘石0.4米。".into(),
        pictures: vec![blob()],
        signature_image: "data:image/png;base64,AA".into(),
        refusal_reason: Private::default(),
        invited_image: Private::default(),
        scan: None,
    }
}

pub(crate) fn rectification(due_on: Option<Date>) -> OrderRectification {
    OrderRectification {
        facts: "在公路上堆放沙土。".into(),
        requirements: "清除沙土，恢复路面畅通。".into(),
        due_on,
        recheck: "期满后第一个工作日复查。".into(),
    }
}

/// A freight vehicle without papers to be seized under the regulation.
pub(crate) fn propose_measure(kind: MeasureKind) -> ProposeMeasure {
    ProposeMeasure {
        kind,
        basis: "《道路运输条例》第六十二条".into(),
        reason: "没有车辆营运证，又无法当场提供其他有效证明。".into(),
        necessity: "已经要求当事人提供证明，当事人不能提供并准备驶离。".into(),
        things: "轻型货车1辆\n车辆钥匙1把".into(),
        checked: true,
        urgent: None,
    }
}

/// Taken on the spot between three and half past three in the afternoon.
pub(crate) fn take_measure(measure: &MeasureId, day: Date) -> ImplementMeasure {
    let article = |name: &str, features: &str, unit: &str| ArticleEntry {
        name: name.into(),
        features: features.into(),
        quantity: crate::catalogue::Hundredths(100),
        unit: unit.into(),
        condition: "完好".into(),
    };
    ImplementMeasure {
        measure: measure.clone(),
        at: day.at(15, 0, 0, 0),
        ended_at: day.at(15, 30, 0, 0),
        place: "胡集镇示例村东公路".into(),
        officers: handlers(),
        told: true,
        findings: "车辆装载沙土，驾驶人不能出示车辆营运证。".into(),
        statement: "当事人表示证件没有随车携带，没有其他申辩。".into(),
        met_name: "演示甲".into(),
        met_role: "驾驶人".into(),
        present: true,
        witness: Private::default(),
        signature_image: "data:image/png;base64,AA".into(),
        refusal_reason: Private::default(),
        scan: None,
        articles: vec![
            article("轻型货车", "号牌演示A00000", "辆"),
            article("车辆钥匙", "原车钥匙", "把"),
        ],
        custody: "示例停车场".into(),
        keeper: "演示丙".into(),
        recordings: "执法记录仪演示-001".into(),
    }
}

/// Lifted over everything that is held.
pub(crate) fn lift_measure(measure: &MeasureId, ground: ReleaseGround) -> ReleaseMeasure {
    ReleaseMeasure {
        measure: measure.clone(),
        ground,
        reason: "已经查清事实。".into(),
        articles: vec![],
        pick_up: "工作日到示例停车场领取。".into(),
    }
}

/// Everything that waits for it goes back to the party.
pub(crate) fn give_back(measure: &MeasureId) -> ReturnArticles {
    ReturnArticles {
        measure: measure.clone(),
        articles: vec![],
        receiver: "演示甲，当事人".into(),
        condition: "与清单一致。".into(),
        proceeds: Fen(0),
        officers: handlers(),
        signature_image: "data:image/png;base64,AA".into(),
        scan: None,
    }
}

/// Everything that is held goes to the police with the case.
pub(crate) fn transfer_things(measure: &MeasureId) -> TransferArticles {
    TransferArticles {
        measure: measure.clone(),
        articles: vec![],
        organ: "示例县公安局".into(),
        letter: "示例移字〔2026〕1号".into(),
        receiver: "演示己，民警".into(),
        condition: "与清单一致。".into(),
        officers: handlers(),
        signature_image: "data:image/png;base64,AA".into(),
        scan: None,
    }
}

/// A fine under the given branch, without tier or bases.
pub(crate) fn terms(branch: &str, fine: Fen) -> PenaltyTerms {
    PenaltyTerms {
        branch: branch.into(),
        law_from: None,
        gravity: Gravity::Ordinary,
        bases: BaseAmounts::new(),
        warning: false,
        fine,
        gains: Fen(0),
        things: vec![],
        other: None,
        tier: None,
        departure: None,
        mitigation: None,
        discretion: "面积较小，主动清除，按一般阶次。".into(),
        correction: "立即清除路面堆放物。".into(),
    }
}

pub(crate) fn waiver(ground: WaiverGround) -> WaiverTerms {
    WaiverTerms {
        ground,
        reasoning: "当场清除，没有造成后果。".into(),
        evidence: vec![],
        education: "2026年3月4日当面讲解公路法的禁止性规定。\n当事人表示今后不再堆放。".into(),
        correction: "已经当场清除。".into(),
        promise: "今后遵守规定。".into(),
    }
}

pub(crate) fn report(proposal: Proposal) -> SubmitReport {
    SubmitReport {
        process: "2026年3月4日询问当事人，核对现场照片。".into(),
        facts: "当事人在公路上堆放沙土，占用路面10平方米。".into(),
        proposal,
        checks: ReportChecks {
            identity: "核对居民身份证".into(),
            one_act: "同一行为没有处罚过".into(),
            first_offence: "不属于首违不罚情形".into(),
            lenient_law: "行为时和决定时的规定相同".into(),
            crime: "不涉嫌犯罪".into(),
        },
        complex: false,
    }
}

pub(crate) fn notice() -> GiveNotice {
    GiveNotice { reasons: "上述事实有照片和询问笔录证明。".into(), terms: None }
}

pub(crate) fn delivery(document: &crate::ids::DocumentId, day: Date) -> RecordDelivery {
    RecordDelivery {
        document: document.clone(),
        method: DeliveryMethod::Direct,
        on: day,
        place: "胡集镇示例村1号".into(),
        by: handlers(),
        proxy: Private::default(),
        refusal_reason: Private::default(),
        witness: Private::default(),
        proof: String::new(),
        blob: None,
        signature_image: "data:image/png;base64,AA".into(),
    }
}

pub(crate) fn statement(day: Date) -> HearRepresentation {
    HearRepresentation {
        words: "已经清理干净，请从轻。".into(), manner: "口头".into(), on: day
    }
}

pub(crate) fn statement_review() -> ReviewRepresentation {
    ReviewRepresentation {
        accepted: Acceptance::Partly,
        review: "核对清理照片。".into(),
        reasons: "主动清理属实，已在裁量时考虑。".into(),
    }
}

pub(crate) fn waived(day: Date) -> WaiveRepresentation {
    WaiveRepresentation { on: day, words: "本人放弃陈述申辩。".into(), in_writing: true }
}

pub(crate) fn call_hearing(day: Date) -> CallHearing {
    CallHearing {
        at: at(day, 9),
        place: "县交通运输局会议室".into(),
        recorder: "演示丙".into(),
        public: true,
        closed_reason: String::new(),
    }
}

pub(crate) fn hold_hearing(day: Date) -> HoldHearing {
    HoldHearing {
        started_at: at(day, 9),
        ended_at: at(day, 11),
        identity_check: "核对身份，宣布纪律，告知权利。".into(),
        presentation: "调查人员陈述事实、证据和处罚建议。".into(),
        defence: "当事人请求从轻。".into(),
        final_statement: "请求从轻。".into(),
        focus: "裁量是否适当。".into(),
        opinion: "事实清楚，建议维持。".into(),
        refusal_reason: Private::default(),
    }
}

pub(crate) fn draft() -> DraftDecision {
    DraftDecision {
        proposal: None,
        reasons: "事实清楚，证据确凿，裁量适当。".into(),
        text: DecisionText::default(),
        same_facts: false,
    }
}

pub(crate) fn opinion(verdict: ReviewVerdict) -> GiveOpinion {
    let sound = verdict == ReviewVerdict::Pass;
    GiveOpinion {
        checks: ReviewItem::ALL
            .into_iter()
            .map(|item| ReviewCheck {
                item,
                sound: sound || item != ReviewItem::Facts,
                note: if sound {
                    String::new()
                } else {
                    "占用面积的认定需要补充。".into()
                },
            })
            .collect(),
        verdict,
        words: "经审核，提出如上意见。".into(),
    }
}

pub(crate) fn deliberation(day: Date, fine: Fen) -> RecordDeliberation {
    let speech = |id: &str| DeliberationSpeech {
        person: PersonId::new(id),
        words: "同意处罚意见。".into(),
        agrees: true,
    };
    RecordDeliberation {
        started_at: at(day, 15),
        ended_at: at(day, 16),
        place: "县交通运输局会议室".into(),
        recorder: "演示丙".into(),
        speeches: vec![speech(LEADER), speech(DEPUTY)],
        conclusion: "同意处罚意见。".into(),
        fine,
        dissent: Private::default(),
    }
}

pub(crate) fn payment(amount: Fen, day: Date, voucher: &str) -> RecordPayment {
    RecordPayment { amount, paid_on: day, voucher: voucher.into(), channel: "银行柜台".into() }
}

/// The usual working day of the examples: Monday 2 March 2026.
pub(crate) const MONDAY: Date = date(2026, 3, 2);
