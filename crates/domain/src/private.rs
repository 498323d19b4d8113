//! Words about a person that must be maskable and erasable without touching the record.

use std::fmt;
use std::sync::Arc;

use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};

/// A personal value: a name, a number, an address, a statement.
///
/// In the hashed bytes of an event only a salted commitment to the value stands; the value
/// itself is kept beside the journal, encrypted, and can be erased (ADR-0002). A value that
/// has been erased reads as `None` for ever. A copy shares the text: whole documents are kept in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Private(Option<Arc<str>>);

impl Default for Private {
    /// Nothing was written; that is not the same as having been erased.
    fn default() -> Self {
        Self::new("")
    }
}

/// The key under which a clear personal value stands in the JSON of an event before it is sealed.
pub const PRIVATE_KEY: &str = "$private";

impl Private {
    /// Marks the text as personal.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(Some(text.into()))
    }

    /// What is left of a value that was erased.
    pub const fn erased() -> Self {
        Self(None)
    }

    /// The clear text, or the words that stand for an erased one.
    pub fn reveal(&self) -> &str {
        self.0.as_deref().unwrap_or("（已依法删除）")
    }

    /// Whether there is no text: erased, or nothing but blanks.
    pub fn is_blank(&self) -> bool {
        self.0.as_deref().is_none_or(|text| text.trim().is_empty())
    }

    /// The first character and two asterisks, as lists and publications show a name: the mask
    /// does not tell how long the name is.
    pub fn masked_name(&self) -> String {
        let first: String = self.reveal().chars().take(1).collect();
        format!("{first}**")
    }

    /// The text with its middle hidden, as lists show a number (身份证号, 电话).
    pub fn masked_number(&self) -> String {
        let text: Vec<char> = self.reveal().chars().collect();
        let (keep_head, keep_tail) = if text.len() > 10 { (3, 4) } else { (1, 1) };
        let last_hidden = text.len().saturating_sub(keep_tail);
        text.iter()
            .enumerate()
            .map(|(i, c)| if i < keep_head || last_hidden <= i { *c } else { '*' })
            .collect()
    }
}

impl From<&str> for Private {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl Serialize for Private {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(PRIVATE_KEY, &self.0.as_deref())?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Private {
    /// Reads either the marked form of an event or the bare string of a form.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Either)
    }
}

/// Reads one of the two forms.
struct Either;

impl<'de> Visitor<'de> for Either {
    type Value = Private;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text, or a text marked as personal")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Private, E> {
        Ok(Private::new(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Private, E> {
        Ok(Private::new(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Private, A::Error> {
        let mut value = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == PRIVATE_KEY {
                value = map.next_value::<Option<String>>()?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Private(value.map(Into::into)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_personal_value_is_marked_in_json_and_read_back() {
        let name = Private::new("张三");
        let json = serde_json::to_string(&name).unwrap();
        assert_eq!(json, r#"{"$private":"张三"}"#);
        assert_eq!(serde_json::from_str::<Private>(&json).unwrap(), name);
        assert_eq!(serde_json::from_str::<Private>(r#""张三""#).unwrap(), name);
    }

    #[test]
    fn an_erased_value_says_so_and_is_blank() {
        let erased: Private = serde_json::from_str(r#"{"$private":null}"#).unwrap();
        assert!(erased.is_blank());
        assert_eq!(erased.reveal(), "（已依法删除）");
    }

    #[test]
    fn what_was_never_written_is_blank_and_does_not_read_as_erased() {
        let nothing = Private::default();
        assert!(nothing.is_blank());
        assert_eq!(nothing.reveal(), "");
        assert_eq!(serde_json::to_string(&nothing).unwrap(), r#"{"$private":""}"#);
    }

    #[test]
    fn names_and_numbers_are_masked() {
        assert_eq!(Private::new("欧阳示例").masked_name(), "欧**");
        assert_eq!(Private::new("370828199001011234").masked_number(), "370***********1234");
        assert_eq!(Private::new("1234").masked_number(), "1**4");
    }
}
