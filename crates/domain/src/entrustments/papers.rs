//! EX-26 委托执法协议书, and its edition with the publication and the filing.

use law::date_zh;

use super::state::{Entrustment, Notices};
use crate::documents::{Document, Issue, Sheet, Signature, correct, issue, signature_of};
use crate::ids::PersonId;
use crate::{Private, Refused, Setting};

const FORM: &str = "EX-26";

/// The deed as both sides sign it.
///
/// # Errors
/// The pack has no such form, or a field is missing.
pub(super) fn deed(
    it: &Entrustment,
    leader: &PersonId,
    other_side: &Private,
    setting: &Setting<'_>,
) -> Result<Document, Refused> {
    let terms = &it.terms;
    let items = terms.items.iter().map(|id| {
        let item = setting.law.item_at(id, setting.today);
        item.map_or_else(|_| id.to_string(), |item| item.title.clone())
    });
    let other = Signature {
        role: "受委托组织签订人".to_owned(),
        name: other_side.reveal().to_owned(),
        date: date_zh(setting.today),
        ..Signature::default()
    };
    let sheet = Sheet::new(FORM)
        .text("organisation", terms.organisation.trim())
        .text("basis", terms.basis.trim())
        .lines("items", items)
        .text("scope", terms.scope.trim())
        .text("from", date_zh(terms.from))
        .text("until", date_zh(terms.until))
        .text("duties", terms.duties.trim())
        .signed("leader_signature", [signature_of(setting, leader, "委托机关负责人")])
        .signed("organisation_signature", [other]);
    let as_of = Issue { authority: &it.authority, case_number: None, nth: 0, reserved: None };
    issue(setting, sheet, as_of).map_err(Refused)
}

/// The deed with where it was published and filed.
///
/// # Errors
/// The pack has no such form.
pub(super) fn noticed(
    it: &Entrustment,
    notices: &Notices,
    setting: &Setting<'_>,
) -> Result<Option<Document>, Refused> {
    let Some(old) = it.documents.last() else { return Ok(None) };
    let Some(sheet) = Sheet::from_json(FORM, old.content.reveal()) else { return Ok(None) };
    let said = |notice: &Option<(String, jiff::civil::Date)>| {
        notice
            .as_ref()
            .map_or_else(String::new, |(words, on)| format!("{words}（{}）", date_zh(*on)))
    };
    let sheet = sheet.text("published", said(&notices.published));
    let sheet = sheet.text("filed", said(&notices.filed));
    correct(setting, old, sheet, "登记公布和备案").map(Some).map_err(Refused)
}
