//! One field of a form: what it asks for, what was answered and what is wrong with the answer.

use super::{
    choices::{CheckAnswer, CheckItem, Choice, RowColumn},
    view::FieldView,
};

/// What a line of text holds, which decides the keyboard of a phone and the check while typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Plain,
    Phone,
    /// 身份证号, with its check digit looked at while typing.
    IdNumber,
    /// 统一社会信用代码, with its check digit looked at while typing.
    CreditCode,
    Username,
    Password,
}

impl Input {
    pub fn kind(self) -> &'static str {
        match self {
            Self::Plain | Self::IdNumber | Self::CreditCode | Self::Username => "text",
            Self::Phone => "tel",
            Self::Password => "password",
        }
    }

    pub fn autocomplete(self) -> &'static str {
        match self {
            Self::Plain | Self::IdNumber | Self::CreditCode => "off",
            Self::Phone => "tel",
            Self::Username => "username",
            Self::Password => "current-password",
        }
    }

    /// The check that the script makes while typing; empty if none.
    pub fn check(self) -> &'static str {
        match self {
            Self::IdNumber => "id",
            Self::CreditCode => "credit",
            Self::Plain | Self::Phone | Self::Username | Self::Password => "",
        }
    }
}

/// What kind of answer a field takes. The names under which it travels are in `templates/README.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    Text(Input),
    /// Several lines; `phrases` are 常用语 offered for insertion.
    Textarea {
        rows: u8,
        phrases: Vec<String>,
    },
    Date,
    DateTime,
    /// An amount in 元 with two decimals.
    Money,
    Number {
        unit: String,
    },
    Select(Vec<Choice>),
    Radio(Vec<Choice>),
    Checkboxes(Vec<Choice>),
    Checklist {
        items: Vec<CheckItem>,
        outcomes: Vec<Choice>,
    },
    File {
        accept: String,
    },
    /// Taken with the camera of a phone, or chosen.
    Photo,
    Signature,
    Rows(Vec<RowColumn>),
    /// A point on the map.
    Place(MapView),
    Hidden,
    /// Begins a part of a long form; asks for nothing.
    Heading,
    /// Paragraphs that stand on the paper and are not asked for.
    Printed(Vec<String>),
}

/// What the map shows before a point is chosen. Coordinates are decimal degrees as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapView {
    /// The address pattern of the tile source, if the site has one; a blank grid without.
    pub tiles: Option<String>,
    pub lat: String,
    pub lng: String,
    pub zoom: u8,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    pub name: String,
    pub hash_tail: String,
    /// How the form names it.
    pub value: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FieldValue {
    #[default]
    Empty,
    Text(String),
    Many(Vec<String>),
    Checks(Vec<CheckAnswer>),
    Rows(Vec<Vec<String>>),
    Place {
        lat: String,
        lng: String,
    },
    /// Files the server already holds.
    Files(Vec<KeptFile>),
}

impl FieldValue {
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            Self::Many(values) => values.is_empty(),
            Self::Checks(answers) => answers.is_empty(),
            Self::Rows(rows) => rows.is_empty(),
            Self::Place { lat, lng } => lat.is_empty() && lng.is_empty(),
            Self::Files(files) => files.is_empty(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Full,
    Half,
    Third,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub key: String,
    pub label: String,
    pub help: String,
    pub kind: FieldKind,
    pub value: FieldValue,
    pub errors: Vec<String>,
    pub required: bool,
    /// Why the answer cannot be changed here, if it cannot.
    pub locked: Option<String>,
    pub width: Width,
}

impl Field {
    pub fn new(key: impl Into<String>, label: impl Into<String>, kind: FieldKind) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            help: String::new(),
            kind,
            value: FieldValue::Empty,
            errors: Vec::new(),
            required: false,
            locked: None,
            width: Width::Full,
        }
    }

    /// Paragraphs between the fields, as they will be printed.
    pub fn printed(paragraphs: impl IntoIterator<Item = String>) -> Self {
        Self::new("", "", FieldKind::Printed(paragraphs.into_iter().collect()))
    }

    pub fn text(key: &str, label: &str) -> Self {
        Self::new(key, label, FieldKind::Text(Input::Plain))
    }

    pub fn textarea(key: &str, label: &str, rows: u8) -> Self {
        Self::new(key, label, FieldKind::Textarea { rows, phrases: Vec::new() })
    }

    /// 意见 with 常用语.
    pub fn opinion(key: &str, label: &str, phrases: &[&str]) -> Self {
        let phrases = phrases.iter().map(|&phrase| phrase.to_owned()).collect();
        Self::new(key, label, FieldKind::Textarea { rows: 4, phrases })
    }

    pub fn date(key: &str, label: &str) -> Self {
        Self::new(key, label, FieldKind::Date).width(Width::Half)
    }

    pub fn date_time(key: &str, label: &str) -> Self {
        Self::new(key, label, FieldKind::DateTime).width(Width::Half)
    }

    pub fn money(key: &str, label: &str) -> Self {
        Self::new(key, label, FieldKind::Money).width(Width::Half)
    }

    pub fn number(key: &str, label: &str, unit: &str) -> Self {
        Self::new(key, label, FieldKind::Number { unit: unit.to_owned() }).width(Width::Half)
    }

    pub fn select(key: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self::new(key, label, FieldKind::Select(choices))
    }

    pub fn radio(key: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self::new(key, label, FieldKind::Radio(choices))
    }

    pub fn checkboxes(key: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self::new(key, label, FieldKind::Checkboxes(choices))
    }

    /// A checklist answered 合格, 不合格 or 不适用.
    pub fn checklist(key: &str, label: &str, items: Vec<CheckItem>) -> Self {
        let outcomes = vec![
            Choice::new("pass", "合格"),
            Choice::new("fail", "不合格"),
            Choice::new("none", "不适用"),
        ];
        Self::new(key, label, FieldKind::Checklist { items, outcomes })
    }

    pub fn file(key: &str, label: &str, accept: &str) -> Self {
        Self::new(key, label, FieldKind::File { accept: accept.to_owned() })
    }

    pub fn photo(key: &str, label: &str) -> Self {
        Self::new(key, label, FieldKind::Photo)
    }

    pub fn signature(key: &str, label: &str) -> Self {
        Self::new(key, label, FieldKind::Signature)
    }

    pub fn rows(key: &str, label: &str, columns: Vec<RowColumn>) -> Self {
        Self::new(key, label, FieldKind::Rows(columns))
    }

    pub fn place(key: &str, label: &str, map: MapView) -> Self {
        Self::new(key, label, FieldKind::Place(map))
    }

    pub fn hidden(key: &str, value: impl Into<String>) -> Self {
        Self::new(key, "", FieldKind::Hidden).value(value)
    }

    pub fn heading(label: &str, help: &str) -> Self {
        Self::new("", label, FieldKind::Heading).help(help)
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = FieldValue::Text(value.into());
        self
    }

    #[must_use]
    pub fn answered(mut self, value: FieldValue) -> Self {
        self.value = value;
        self
    }

    #[must_use]
    pub fn locked(mut self, reason: impl Into<String>) -> Self {
        self.locked = Some(reason.into());
        self
    }

    #[must_use]
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    #[must_use]
    pub fn error(mut self, message: &str) -> Self {
        self.add_error(message);
        self
    }

    /// Adds an error after those already there, so that several obstacles are all read.
    pub fn add_error(&mut self, message: &str) {
        self.errors.push(message.to_owned());
    }

    pub fn view<'a>(&'a self, scope: &str) -> FieldView<'a> {
        FieldView { scope: scope.to_owned(), field: self }
    }

    pub fn carries_files(&self) -> bool {
        matches!(self.kind, FieldKind::File { .. } | FieldKind::Photo | FieldKind::Signature)
    }
}
