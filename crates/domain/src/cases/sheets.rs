//! What the documents of a case have in common: the party, the officers, the evidence, the remedies.

use law::date_zh;

use super::state::Case;
use crate::Setting;
use crate::documents::{Document, Issue, Sheet, Signature, issue, signature_of};
use crate::ids::PersonId;
use crate::{Refusal, Refused};

/// A sheet of the form with the party and the cause filled in.
pub(super) fn sheet(case: &Case, form: &str, setting: &Setting<'_>) -> Sheet {
    let party = &case.origin.party;
    let age = party.age_on(case.origin.act_on).map(|years| format!("{years}岁"));
    let unit = setting.law.unit(&case.origin.unit);
    Sheet::new(form)
        .text("cause", &case.origin.cause)
        .text("party_kind", party.kind.name_zh())
        .text("party_name", party.name.reveal())
        .text("party_age", age.unwrap_or_default())
        .text("party_id_number", party.id_number.reveal())
        .text("party_address", party.address.reveal())
        .text("party_phone", party.phone.reveal())
        .text("legal_representative", party.representative.reveal())
        .text("contact_name", unit.map_or("", |u| u.name.as_str()))
        .text("contact_address", unit.map_or("", |u| u.address.as_str()))
        .text("contact_phone", unit.map_or("", |u| u.phone.as_str()))
        .rows("officers", officer_rows(&case.handlers, setting))
}

/// Officers as rows of a form.
pub(super) fn officer_rows(
    officers: &[PersonId],
    setting: &Setting<'_>,
) -> Vec<[(&'static str, String); 2]> {
    officers
        .iter()
        .map(|id| {
            let signature = signature_of(setting, id, "");
            [("name", signature.name), ("certificate", signature.certificate)]
        })
        .collect()
}

/// The case's evidence as rows of a form.
pub(super) fn evidence_rows(case: &Case) -> Vec<[(&'static str, String); 3]> {
    case.evidence
        .iter()
        .map(|e| {
            [
                ("name", e.name.clone()),
                ("kind", e.kind.name_zh().to_owned()),
                ("proves", e.proves.reveal().to_owned()),
            ]
        })
        .collect()
}

/// The handlers' signatures.
pub(super) fn handler_signatures(case: &Case, setting: &Setting<'_>) -> Vec<Signature> {
    case.handlers.iter().map(|id| signature_of(setting, id, "执法人员")).collect()
}

/// The remedies of the general kind: sixty days for reconsideration, six months for a suit.
///
/// # Law
/// 《行政复议法》第二十条、第二十四条; 《行政诉讼法》第四十六条 (RM-01, RM-03, RM-06); shorter periods of
/// old regulations are not printed (RM-08).
pub(super) fn remedies(case: &Case, setting: &Setting<'_>) -> String {
    let reconsideration = setting.law.reconsideration_name(&case.origin.authority);
    format!(
        "不服本决定的，可以自收到本决定书之日起六十日内向{reconsideration}申请行政复议，\
         或者自收到之日起六个月内依法向{}提起行政诉讼。",
        setting.law.court_name()
    )
}

/// Issues a sheet in the name of the case's authority.
pub(super) fn issue_nth(
    case: &Case,
    setting: &Setting<'_>,
    sheet: Sheet,
    nth: usize,
) -> Result<Document, Refused> {
    let as_of = Issue {
        authority: &case.origin.authority,
        case_number: case.number(),
        nth,
        reserved: None,
    };
    issue(setting, sheet, as_of).map_err(Refused)
}

/// The person who acts; a command of the public or the system has none.
pub(super) fn me(setting: &Setting<'_>) -> Result<PersonId, Refused> {
    setting.me().cloned().ok_or_else(|| {
        Refusal::new("CASE-003", "这项工作必须由登录的人员办理。", "请登录后办理。").into()
    })
}

/// The obstacle of a text that was not written.
pub(super) fn blank(code: &str, label: &str, field: &str) -> Refusal {
    Refusal::new(code, format!("没有填写“{label}”。"), format!("请填写{label}。")).at(field)
}

/// The obstacle of a day that lies after today.
pub(super) fn future(code: &str, label: &str, field: &str, setting: &Setting<'_>) -> Refusal {
    Refusal::new(
        code,
        format!("{label}晚于今天（{}）。", date_zh(setting.today)),
        "请填写实际发生的日期。",
    )
    .at(field)
}
