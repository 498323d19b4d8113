//! What a document form asks for (文书式样, MT-27): its fields, signatures and place in the case file.

use law::Cite;
use serde::{Deserialize, Serialize};

/// How a form is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormFamily {
    /// 通知书、决定书.
    Letter,
    /// 审批表、登记表.
    Form,
    /// 笔录.
    Record,
    /// 报告.
    Report,
    /// 卷宗封面、目录、备考表.
    Volume,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// One text.
    Text,
    /// Several texts.
    Lines,
    /// A table.
    Rows,
    /// A date.
    Date,
    /// Money.
    Money,
    /// A signature.
    Signature,
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    /// The key in the data of the document.
    pub key: String,
    /// The Chinese label.
    pub label: String,
    /// Whether a number is refused while it is empty.
    pub mandatory: bool,
    /// Whether it is personal and kept outside the hashed bytes.
    pub private: bool,
    /// What it holds.
    pub kind: FieldKind,
    /// The article that demands it.
    pub cite: Option<Cite>,
}

/// One form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSpec {
    /// The code, such as `TF-15`.
    pub code: String,
    /// The title.
    pub title: String,
    /// The layout.
    pub family: FormFamily,
    /// The word of the document number (文种代字); none for unnumbered forms.
    pub word: Option<String>,
    /// 正卷 or 副卷.
    pub volume: String,
    /// The place in the case file.
    pub order: u32,
    /// How many copies.
    pub copies: u32,
    /// Who signs or stamps, as codes.
    pub signatures: Vec<String>,
    /// The article that demands the document.
    pub cite: Option<Cite>,
    /// The fields.
    #[serde(rename = "field")]
    pub fields: Vec<FieldSpec>,
}

impl FormSpec {
    /// The field with the key.
    pub fn field(&self, key: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|field| field.key == key)
    }
}
