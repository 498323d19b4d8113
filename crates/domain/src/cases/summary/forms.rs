//! The paper of the summary procedure: the decision TF-14 and the register of cash EX-20.

use std::fmt::Write as _;

use law::date_zh;

use super::decide::DecideOnSpot;
use super::records::{Banked, Cash, Telling};
use crate::Setting;
use crate::cases::sheets;
use crate::cases::state::Case;
use crate::cases::terms::PenaltyTerms;
use crate::documents::{Sheet, Signature, signature_of};

/// TF-14 当场行政处罚决定书.
pub(super) fn decision_form(
    case: &Case,
    (telling, terms): (&Telling, &PenaltyTerms),
    signed: &DecideOnSpot,
    setting: &Setting<'_>,
) -> Sheet {
    let origin = &case.origin;
    let item = setting.law.item_applied(&origin.item, origin.act_on, terms.law_from).ok();
    let prohibitions = item.map_or_else(String::new, |item| law::cited(&item.prohibitions));
    let basis = item
        .and_then(|item| item.branch(&terms.branch))
        .map_or_else(String::new, |branch| law::cited(&branch.cites));
    let town = setting.law.town(&case.origin.town).map_or("", |town| town.name.as_str());
    let filled = sheets::sheet(case, "TF-14", setting)
        .text("violation_on", date_zh(case.origin.act_on))
        .text("place", format!("{town}{}", case.origin.place.reveal().trim_start_matches(town)))
        .text("facts", case.origin.facts.reveal())
        .rows("evidence", sheets::evidence_rows(case))
        .text("provisions", prohibitions)
        .text("penalty_basis", format!("{basis}、《行政处罚法》第五十一条"))
        .text("discretion", terms.discretion.reveal())
        .text("statement_result", heard(telling))
        .lines("penalty", terms.lines())
        .text("correction_text", &terms.correction)
        .text("remedies", summary_remedies(case, setting))
        .signed("officer_signature", officers(case, signed, setting))
        .signed("party_signature", [party(case, signed, setting)]);
    if terms.fine.0 == 0 {
        return filled.text("payment_text", "本决定没有罚款，不需要缴纳。");
    }
    filled
        .text("amount", terms.fine.to_string())
        .text("amount_words", terms.fine.in_words())
        .text(
            "payment_text",
            "自收到本决定书之日起十五日内，到缴款书载明的银行或者通过电子支付系统缴纳罚款。依法可以当场收缴的，执法人员应当出具财政部门统一制发的专用票据；不出具的，有权拒绝缴纳。",
        )
        .text(
            "surcharge_text",
            "到期不缴纳罚款的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超过罚款的数额。",
        )
}

fn heard(telling: &Telling) -> String {
    let mut words = "执法人员已当场出示执法证件，口头告知拟作出的处罚内容及事实、理由、依据和陈述、申辩的权利。".to_owned();
    if telling.statement.is_blank() {
        words.push_str("当事人没有陈述申辩。");
        return words;
    }
    let accepted = telling.accepted.map_or("", crate::cases::Acceptance::name_zh);
    let _ = write!(
        words,
        "当事人陈述申辩：{}。经当场复核，{accepted}，理由：{}。",
        telling.statement.reveal().trim_end_matches('。'),
        telling.reasons.reveal().trim_end_matches('。')
    );
    words
}

fn officers(case: &Case, signed: &DecideOnSpot, setting: &Setting<'_>) -> Vec<Signature> {
    let drawn = |nth: usize| signed.officer_images.get(nth).map_or("", |image| image.reveal());
    case.handlers
        .iter()
        .enumerate()
        .map(|(nth, id)| Signature {
            image: drawn(nth).to_owned(),
            ..signature_of(setting, id, "执法人员")
        })
        .collect()
}

/// The party's receipt, or the note of a refusal.
fn party(case: &Case, signed: &DecideOnSpot, setting: &Setting<'_>) -> Signature {
    let name = if signed.signed() { case.origin.party.name.reveal() } else { "" };
    let note = match &signed.receipt_photo {
        _ if !signed.party_image.is_blank() => String::new(),
        Some(photo) => format!("在纸质决定书上签收，照片SHA-256：{}", photo.sha256),
        None => format!("当事人拒绝签收：{}", signed.refusal_reason.reveal()),
    };
    Signature {
        role: "当事人签收".to_owned(),
        name: name.to_owned(),
        date: date_zh(setting.today),
        image: signed.party_image.reveal().to_owned(),
        note,
        ..Signature::default()
    }
}

/// The remedies of a decision on the spot: reconsideration first (R2).
///
/// # Law
/// 《行政复议法》第二十条、第二十三条; 《行政诉讼法》第四十五条 (RM-01, RM-04).
pub fn summary_remedies(case: &Case, setting: &Setting<'_>) -> String {
    let body = setting.law.reconsideration_name(&case.origin.authority);
    format!(
        "不服本决定的，应当先自收到本决定书之日起六十日内向{body}申请行政复议；\
         对复议决定不服的，可以自收到复议决定书之日起十五日内依法向{}提起行政诉讼。",
        setting.law.court_name()
    )
}

/// EX-20 当场收缴罚款登记.
pub(super) fn cash_form(
    case: &Case,
    collected: &Cash,
    banked: &Banked,
    setting: &Setting<'_>,
) -> Sheet {
    let number = case.decided().map_or("", |it| it.decision.number.as_str());
    let reason = if collected.reason.is_blank() {
        collected.ground.name_zh().to_owned()
    } else {
        format!("{}：{}", collected.ground.name_zh(), collected.reason.reveal())
    };
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, date_zh);
    sheets::sheet(case, "EX-20", setting)
        .text("decision_number", number)
        .text("amount", collected.amount.to_string())
        .text("amount_words", collected.amount.in_words())
        .text("collection_ground", format!("{reason}（{}）", collected.ground.cite()))
        .text("receipt_number", &collected.receipt)
        .text("collected_on", date_zh(collected.on))
        .text("ashore_on", day(collected.ashore_on))
        .text("handed_in_on", day(collected.handed_in_on))
        .text("banked_on", date_zh(banked.on))
        .text("slip", &banked.slip)
        .signed("officer_signature", sheets::handler_signatures(case, setting))
        .signed("cashier_signature", setting.me().map(|me| signature_of(setting, me, "收缴登记员")))
}
