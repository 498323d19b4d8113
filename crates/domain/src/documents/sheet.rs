//! The filled form: a flat object of strings, lines, rows and signatures.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Private;

/// A signature as printed: a name, and the drawn image where one was made on a screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// In which capacity: 执法人员, 当事人, 见证人.
    #[serde(default)]
    pub role: String,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// 执法证号, for officers.
    #[serde(default)]
    pub certificate: String,
    /// The day, in words.
    #[serde(default)]
    pub date: String,
    /// A remark, such as the reason of a refusal to sign.
    #[serde(default)]
    pub note: String,
    /// The drawing, as a `data:image/…;base64,` address, or empty.
    #[serde(default)]
    pub image: String,
}

impl Signature {
    /// Of somebody who is not of the house: the name, the day and the stroke on the screen.
    pub fn drawn(role: &str, name: &Private, on: Date, image: &Private) -> Self {
        Self {
            role: role.to_owned(),
            name: name.reveal().to_owned(),
            date: law::date_zh(on),
            image: image.reveal().to_owned(),
            ..Self::default()
        }
    }
}

/// A form being filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The form's code.
    pub form: String,
    fields: Map<String, Value>,
}

impl Sheet {
    /// An empty sheet of the form.
    pub fn new(form: &str) -> Self {
        Self { form: form.to_owned(), fields: Map::new() }
    }

    /// Fills a field with text.
    #[must_use]
    pub fn text(mut self, key: &str, value: impl Into<String>) -> Self {
        self.fields.insert(key.to_owned(), Value::String(value.into()));
        self
    }

    /// Fills a field with lines.
    #[must_use]
    pub fn lines(mut self, key: &str, lines: impl IntoIterator<Item = String>) -> Self {
        self.fields.insert(key.to_owned(), lines.into_iter().map(Value::String).collect());
        self
    }

    /// Fills a field with rows of named strings.
    #[must_use]
    pub fn rows<const N: usize>(
        mut self,
        key: &str,
        rows: impl IntoIterator<Item = [(&'static str, String); N]>,
    ) -> Self {
        let rows = rows.into_iter().map(|row| {
            Value::Object(row.into_iter().map(|(k, v)| (k.to_owned(), Value::String(v))).collect())
        });
        self.fields.insert(key.to_owned(), rows.collect());
        self
    }

    /// Fills a field with signatures.
    #[must_use]
    pub fn signed(mut self, key: &str, by: impl IntoIterator<Item = Signature>) -> Self {
        let rows = by.into_iter().map(|s| serde_json::to_value(s).unwrap_or_default());
        self.fields.insert(key.to_owned(), rows.collect());
        self
    }

    /// A sheet of the form filled from a JSON object; `None` when the text is not an object.
    pub fn from_json(form: &str, text: &str) -> Option<Self> {
        match serde_json::from_str(text).ok()? {
            Value::Object(fields) => Some(Self { form: form.to_owned(), fields }),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => None,
        }
    }

    /// Takes the named fields from an earlier content, whatever this sheet says.
    #[must_use]
    pub(super) fn keep(mut self, content: &Private, keys: &[&str]) -> Self {
        if let Some(old) = Self::from_json(&self.form, content.reveal()) {
            for key in keys {
                if let Some(value) = old.fields.get(*key) {
                    self.fields.insert((*key).to_owned(), value.clone());
                }
            }
        }
        self
    }

    /// Whether the field is absent or holds nothing but blanks.
    pub fn is_blank(&self, key: &str) -> bool {
        self.fields.get(key).is_none_or(blank)
    }

    /// The text of a field; empty when it is absent or not text.
    pub fn get(&self, key: &str) -> &str {
        self.fields.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The fields as a JSON object in text, keys in order.
    pub fn into_json(self) -> String {
        Value::Object(self.fields).to_string()
    }
}

fn blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(blank),
        Value::Object(fields) => fields.values().all(blank),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_empty_rows_is_blank() {
        let sheet = Sheet::new("TF-15")
            .text("cause", "  ")
            .rows("evidence", [[("name", String::new()), ("kind", String::new())]])
            .text("facts", "有事实");
        assert!(sheet.is_blank("cause"));
        assert!(sheet.is_blank("evidence"));
        assert!(sheet.is_blank("absent"));
        assert!(!sheet.is_blank("facts"));
    }

    #[test]
    fn a_correction_keeps_number_and_date() {
        let old = Private::new(r#"{"number":"甲〔2026〕罚字第0001号","cause":"旧"}"#);
        let sheet = Sheet::new("TF-15").text("number", "伪造").text("cause", "新");
        let kept = sheet.keep(&old, &["number"]);
        assert_eq!(kept.get("number"), "甲〔2026〕罚字第0001号");
        assert_eq!(kept.get("cause"), "新");
    }
}
