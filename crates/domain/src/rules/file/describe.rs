//! What a file may say, noted down by the same function that reads it: fields, JSON Schema.

use jiff::civil::{Date, DateTime};
use law::Fen;
use serde_json::{Map, Value, json};

use super::super::Fact;
use super::{Form, NO, NONE, UNKNOWN, YES, case};

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// 是 or 否.
    Flag,
    /// A day.
    Day,
    /// A moment.
    Moment,
    /// Yuan.
    Money,
    /// A whole number.
    Number,
    /// Several words.
    Texts,
    /// One of these words.
    Choice(Vec<&'static str>),
    /// A group of fields.
    Part(Vec<Field>),
    /// A list of groups.
    List(Vec<Field>),
}

impl Kind {
    /// The Chinese words for what to write.
    pub fn name_zh(&self) -> String {
        match self {
            Self::Text => "文字".to_owned(),
            Self::Flag => "是／否".to_owned(),
            Self::Day => "日期".to_owned(),
            Self::Moment => "日期和时刻".to_owned(),
            Self::Money => "金额（元）".to_owned(),
            Self::Number => "整数".to_owned(),
            Self::Texts => "若干名称".to_owned(),
            Self::Choice(names) => names.join("／"),
            Self::Part(_) => "一组项目".to_owned(),
            Self::List(_) => "逐条列出".to_owned(),
        }
    }
}

/// A field of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What it says.
    pub about: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// Every field, in the order of a file.
pub fn fields() -> Vec<Field> {
    let mut notes = Notes::default();
    let _ = case::case(&mut notes);
    notes.fields
}

/// The JSON Schema of a file in YAML.
pub fn schema() -> Value {
    let mut whole = group(&fields());
    if let Value::Object(map) = &mut whole {
        let head = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "案卷",
            "description": "供评查的行政处罚案卷。任何一项都可以省略或者写“未知”；确知没有的写“无”。",
        });
        if let Value::Object(head) = head {
            map.extend(head);
        }
    }
    whole
}

fn group(fields: &[Field]) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.key.to_owned(), one(field))).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

/// A field; beside its own values it may say 无 or 未知, or be left blank.
fn one(field: &Field) -> Value {
    let value = match &field.kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Flag => json!({ "enum": [YES, NO, true, false] }),
        Kind::Day => json!({ "type": "string", "pattern": DAY }),
        Kind::Moment => json!({ "type": "string", "pattern": MOMENT }),
        Kind::Money => json!({ "type": ["number", "string"] }),
        Kind::Number => json!({ "type": ["integer", "string"] }),
        Kind::Texts => json!({ "type": ["array", "string"], "items": { "type": "string" } }),
        Kind::Choice(names) => json!({ "enum": names }),
        Kind::Part(fields) => group(fields),
        Kind::List(fields) => json!({ "type": "array", "items": group(fields) }),
    };
    json!({
        "description": field.about,
        "anyOf": [value, { "enum": [NONE, UNKNOWN] }, { "type": "null" }],
    })
}

/// A day in any of the ways in which it may be written.
const DAY: &str = "^[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?$";
/// A moment.
const MOMENT: &str = "^[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[T ][0-9]{1,2}[:：][0-9]{2}";

/// Notes down what is asked for and knows nothing.
#[derive(Default)]
struct Notes {
    fields: Vec<Field>,
}

impl Notes {
    fn note<T>(&mut self, key: &'static str, about: &'static str, kind: Kind) -> Fact<T> {
        self.fields.push(Field { key, about, kind });
        Fact::Unknown
    }

    fn inside<T>(inside: impl Fn(&mut Self) -> T) -> Vec<Field> {
        let mut notes = Self::default();
        let _ = inside(&mut notes);
        notes.fields
    }
}

impl Form for Notes {
    fn text(&mut self, key: &'static str, about: &'static str) -> Fact<String> {
        self.note(key, about, Kind::Text)
    }

    fn flag(&mut self, key: &'static str, about: &'static str) -> Fact<bool> {
        self.note(key, about, Kind::Flag)
    }

    fn day(&mut self, key: &'static str, about: &'static str) -> Fact<Date> {
        self.note(key, about, Kind::Day)
    }

    fn moment(&mut self, key: &'static str, about: &'static str) -> Fact<DateTime> {
        self.note(key, about, Kind::Moment)
    }

    fn money(&mut self, key: &'static str, about: &'static str) -> Fact<Fen> {
        self.note(key, about, Kind::Money)
    }

    fn number(&mut self, key: &'static str, about: &'static str) -> Fact<u32> {
        self.note(key, about, Kind::Number)
    }

    fn texts(&mut self, key: &'static str, about: &'static str) -> Fact<Vec<String>> {
        self.note(key, about, Kind::Texts)
    }

    fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        about: &'static str,
        options: &[(&'static str, T)],
    ) -> Fact<T> {
        self.note(key, about, Kind::Choice(options.iter().map(|(name, _)| *name).collect()))
    }

    fn part<T>(
        &mut self,
        key: &'static str,
        about: &'static str,
        inside: impl Fn(&mut Self) -> T,
    ) -> Fact<T> {
        self.note(key, about, Kind::Part(Self::inside(inside)))
    }

    fn list<T>(
        &mut self,
        key: &'static str,
        about: &'static str,
        inside: impl Fn(&mut Self) -> T,
    ) -> Fact<Vec<T>> {
        self.note(key, about, Kind::List(Self::inside(inside)))
    }
}
