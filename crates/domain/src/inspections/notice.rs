//! The notice that is handed over at the door (行政检查通知书).

use super::Inspection;
use crate::documents::{Document, Issue, Sheet, issue};
use crate::{Refused, Setting};

/// IN-2 行政检查通知书, unless there is one: made with the approval, so that the officers take it
/// along, and at the arrival when an urgent inspection goes before its approval.
///
/// # Law
/// 国办发〔2024〕54号 (IN-01, IN-07, IN-08, IN-11); 《行政处罚法》第五十五条第一款 (AP-10).
pub(super) fn unless_given(
    it: &Inspection,
    nth: usize,
    setting: &Setting<'_>,
) -> Result<Option<Document>, Refused> {
    if it.documents.iter().any(|document| document.form == "IN-2") {
        return Ok(None);
    }
    let item = setting.law.item_at(&it.item, it.planned_on).ok();
    let unit = setting.law.unit(&it.unit);
    let sheet = Sheet::new("IN-2")
        .text("party_kind", it.object.kind.name_zh())
        .text("party_name", it.object.name.reveal())
        .text("party_address", it.object.address.reveal())
        .text("basis", item.map_or_else(String::new, super::basis_words))
        .lines("items", item.map(|item| item.name.clone()))
        .text("place", it.place.reveal())
        .text("planned_at", law::date_zh(it.planned_on))
        .text("task_source", it.occasion.name_zh())
        .rows("officers", super::officer_rows(setting, &it.officers))
        .text("contact_name", unit.map_or("", |unit| unit.name.as_str()))
        .text("contact_address", unit.map_or("", |unit| unit.address.as_str()))
        .text("contact_phone", unit.map_or("", |unit| unit.phone.as_str()));
    let as_of = Issue { authority: &it.authority, case_number: None, nth, reserved: None };
    issue(setting, sheet, as_of).map(Some).map_err(Refused)
}
