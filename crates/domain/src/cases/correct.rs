//! Issue a corrected edition of a document (更正文书): the old one stays on file.

use serde::{Deserialize, Serialize};

use super::event::Event;
use super::sheets::blank;
use super::state::Case;
use crate::documents::{Sheet, correct};
use crate::ids::DocumentId;
use crate::{Private, Refusal, Refused, Setting};

/// Issue a corrected edition (更正文书).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectDocument {
    /// The edition to correct; it must be the newest.
    pub document: DocumentId,
    /// The field to correct.
    pub field: String,
    /// The corrected text.
    pub text: Private,
    /// Why.
    pub reason: String,
}

/// The fields whose correction would change the act itself and not a slip of the pen.
const SUBSTANCE: [&str; 17] = [
    "facts",
    "statement",
    "discretion",
    "waiver_basis",
    "waiver_grounds",
    "received_at",
    "hearing_at",
    "penalty",
    "amount",
    "amount_words",
    "penalty_basis",
    "provisions",
    "hearing_right",
    "authority",
    "number",
    "case_number",
    "date",
];

impl CorrectDocument {
    /// Decides whether the text may be corrected: a slip of the pen may, the substance may not.
    ///
    /// # Errors
    /// An unknown or replaced document, a field of substance, or no reason.
    pub fn decide(&self, case: &Case, setting: &Setting<'_>) -> Result<Vec<Event>, Refused> {
        let Some(old) = case.document(&self.document) else {
            return Err(
                Refusal::new("CASE-170", "案卷中没有这份文书。", "请从文书列表中选择。").into()
            );
        };
        if case.newest_edition(old).id != old.id {
            return Err(
                Refusal::new("CASE-171", "这份文书已有更正后的版本。", "请更正最新版本。").into()
            );
        }
        if SUBSTANCE.contains(&self.field.as_str()) {
            return Err(Refusal::new(
                "CASE-172",
                "处罚内容、依据、文号和日期不能用更正的方式改变。",
                "文书内容有实质错误的，请依法撤销或者变更，重新告知。",
            )
            .at("field")
            .into());
        }
        if self.text.is_blank() {
            return Err(blank("CASE-173", "更正后的内容", "text").into());
        }
        let sheet = Sheet::from_json(&old.form, old.content.reveal())
            .filter(|sheet| !sheet.get(&self.field).is_empty())
            .ok_or_else(|| {
                Refusal::new(
                    "CASE-174",
                    "文书中没有这个可更正的文字栏目。",
                    "请从列出的栏目中选择。",
                )
                .at("field")
            })?;
        let sheet = sheet.text(&self.field, self.text.reveal());
        let document = correct(setting, old, sheet, &self.reason).map_err(Refused)?;
        Ok(vec![Event::DocumentIssued(document)])
    }
}
