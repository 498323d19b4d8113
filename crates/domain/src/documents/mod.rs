//! Documents: the sheet a step fills, the check of its mandatory fields, its number and its issue.
//!
//! An issued document never changes; a correction is a new edition that names the old one.
//! How it looks on paper is the business of the pack's templates and of the `paper` crate.

mod number;
mod sheet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use number::{DocumentNumber, NumberRegister, number_text};
pub use sheet::{Sheet, Signature};

use crate::evidence::BlobRef;
use crate::ids::{AuthorityId, CommandId, DocumentId, PersonId};
use crate::{Private, Refusal, Setting};

/// An issued document (文书).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The form, such as `TF-15`.
    pub form: String,
    /// The title, such as 行政处罚决定书.
    pub title: String,
    /// The authority in whose name it is issued.
    pub authority: AuthorityId,
    /// Its number, for forms that carry one.
    #[serde(default)]
    pub number: Option<DocumentNumber>,
    /// The day on its face.
    pub issued_on: Date,
    /// The verification code printed on it: 20 base-32 characters, 100 random bits.
    pub code: String,
    /// What fills the form: a JSON object as text, personal as a whole.
    pub content: Private,
    /// Which edition of the document this is, from 1.
    pub edition: u32,
    /// The edition that this one corrects, and why.
    #[serde(default)]
    pub corrects: Option<Correction>,
}

impl Document {
    /// The command that issued it, as its id says.
    pub fn step(&self) -> CommandId {
        let id = self.id.as_str();
        CommandId::new(id.rsplit_once("-d").map_or(id, |(step, _)| step))
    }

    /// Whether the command issued it.
    pub fn of(&self, step: &CommandId) -> bool {
        self.step() == *step
    }
}

/// Why a new edition was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The edition that is replaced.
    pub document: DocumentId,
    /// The reason, kept in the case file.
    pub reason: String,
}

/// The printed form of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// The document.
    pub document: DocumentId,
    /// The PDF.
    pub pdf: BlobRef,
    /// The journal head printed on it.
    pub head: String,
}

/// In whose name, for which case and on which day a sheet is issued.
#[derive(Clone, Copy, Debug)]
pub struct Issue<'a> {
    /// The authority in whose name the document speaks.
    pub authority: &'a AuthorityId,
    /// 案号, once there is one.
    pub case_number: Option<&'a str>,
    /// Which of the documents of this command it is, from 0; it chooses the id and the code.
    pub nth: usize,
    /// The number of a block, for a document that was numbered before it is filled.
    pub reserved: Option<&'a DocumentNumber>,
}

/// Issues the sheet: checks its mandatory fields, then gives it a number and a code.
///
/// The number is given only to a complete sheet, so that numbers run without a gap.
///
/// # Errors
/// One refusal per mandatory field that is empty, each naming the field.
pub fn issue(
    setting: &Setting<'_>,
    sheet: Sheet,
    as_of: Issue<'_>,
) -> Result<Document, Vec<Refusal>> {
    let Some(spec) = setting.law.form(&sheet.form) else {
        return Err(vec![form_unknown(&sheet.form)]);
    };
    let Some(authority) = setting.law.authority(as_of.authority) else {
        return Err(vec![authority_unknown(as_of.authority)]);
    };
    let missing: Vec<Refusal> = spec
        .fields
        .iter()
        .filter(|field| field.mandatory && sheet.is_blank(&field.key))
        .map(|field| field_missing(&spec.title, &field.label, &field.key))
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let year = setting.today.year();
    let next = |word: &String| setting.numbers.next(as_of.authority, &authority.prefix, word, year);
    let number = as_of.reserved.cloned().or_else(|| spec.word.as_ref().map(next));
    let content = sheet
        .text("authority", &authority.name)
        .text("number", number.as_ref().map_or("", |n| n.text.as_str()))
        .text("case_number", as_of.case_number.unwrap_or_default())
        .text("date", law::format::date_zh(setting.today))
        .into_json();
    Ok(Document {
        id: DocumentId::new(format!("{}-d{}", setting.command, as_of.nth)),
        form: spec.code.clone(),
        title: spec.title.clone(),
        authority: as_of.authority.clone(),
        number,
        issued_on: setting.today,
        code: setting.code(as_of.nth),
        content: Private::new(content),
        edition: 1,
        corrects: None,
    })
}

/// Issues a corrected edition of a document that keeps its number.
///
/// # Errors
/// As [`issue`], and when the reason is empty.
pub fn correct(
    setting: &Setting<'_>,
    old: &Document,
    sheet: Sheet,
    reason: &str,
) -> Result<Document, Vec<Refusal>> {
    if reason.trim().is_empty() {
        return Err(vec![
            Refusal::new(
                "DOC-004",
                "没有写明更正理由，不能换发文书。",
                "请写明原文错在哪里、改为什么。",
            )
            .at("reason"),
        ]);
    }
    let sheet = sheet.keep(&old.content, &["authority", "number", "case_number", "date"]);
    let Some(spec) = setting.law.form(&old.form) else {
        return Err(vec![form_unknown(&old.form)]);
    };
    let missing: Vec<Refusal> = spec
        .fields
        .iter()
        .filter(|field| field.mandatory && sheet.is_blank(&field.key))
        .map(|field| field_missing(&spec.title, &field.label, &field.key))
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    Ok(Document {
        id: DocumentId::new(format!("{}-d0", setting.command)),
        code: setting.code(0),
        content: Private::new(sheet.into_json()),
        edition: old.edition + 1,
        corrects: Some(Correction { document: old.id.clone(), reason: reason.trim().to_owned() }),
        ..old.clone()
    })
}

fn form_unknown(form: &str) -> Refusal {
    Refusal::new(
        "DOC-001",
        format!("数据包中没有式样 {form}，文书没有生成。"),
        "请系统管理员核对数据包中的文书式样。",
    )
}

fn authority_unknown(authority: &AuthorityId) -> Refusal {
    Refusal::new(
        "DOC-002",
        format!("数据包中没有行政执法主体 {authority}，文书没有生成。"),
        "请系统管理员核对数据包中的机构。",
    )
}

fn field_missing(title: &str, label: &str, key: &str) -> Refusal {
    Refusal::new(
        "DOC-003",
        format!("《{title}》缺少必备内容“{label}”，没有编号，也没有生成。"),
        format!("请补充“{label}”后重新提交。"),
    )
    .at(key)
}

/// Who signs: the name and certificate of a person as printed under a document.
pub fn signature_of(setting: &Setting<'_>, person: &PersonId, role: &str) -> Signature {
    let known = setting.roster.get(person);
    Signature {
        role: role.to_owned(),
        name: known.map_or_else(|| person.to_string(), |p| p.name.clone()),
        certificate: known
            .and_then(|p| p.credential.as_ref())
            .map_or_else(String::new, |c| c.number.clone()),
        date: law::format::date_zh(setting.today),
        ..Signature::default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ids::CommandId;
    use crate::packs::fixture::county;
    use crate::testing::{Desk, MONDAY};

    fn codes(desk: &Desk, form: &str, authority: &str) -> Vec<String> {
        let authority = AuthorityId::new(authority);
        let as_of = Issue { authority: &authority, case_number: None, nth: 0, reserved: None };
        desk.with(&CommandId::new("c1"), &BTreeMap::new(), |setting| {
            let refused = issue(setting, Sheet::new(form), as_of).unwrap_err();
            refused.into_iter().map(|refusal| refusal.code).collect()
        })
    }

    #[test]
    fn a_document_needs_a_known_form_and_a_known_authority() {
        let desk = Desk::open(MONDAY);
        assert_eq!(codes(&desk, "TF-99", "jtj"), ["DOC-001"]);
        assert_eq!(codes(&desk, "TF-15", "nobody"), ["DOC-002"]);
    }

    #[test]
    fn every_empty_mandatory_field_of_every_form_is_named() {
        let desk = Desk::open(MONDAY);
        for form in county().forms.values() {
            let mandatory = form.fields.iter().filter(|field| field.mandatory).count();
            assert_eq!(
                codes(&desk, &form.code, "jtj"),
                vec!["DOC-003"; mandatory],
                "{}",
                form.code
            );
        }
    }

    #[test]
    fn a_signature_names_the_person_the_certificate_and_the_day() {
        let desk = Desk::open(MONDAY);
        desk.with(&CommandId::new("c1"), &BTreeMap::new(), |setting| {
            let known = signature_of(setting, &PersonId::new("p-banan-a"), "承办人");
            assert_eq!(known.certificate, "演示-0015");
            assert_eq!(known.date, "2026年3月2日");
            let unknown = signature_of(setting, &PersonId::new("nobody"), "承办人");
            assert_eq!((unknown.name.as_str(), unknown.certificate.as_str()), ("nobody", ""));
        });
    }
}
