//! A field as it is drawn: its ids, what explains it, and its answer in the shape of its controls.

use askama::{Template, filters::HtmlSafe};

use super::{
    Choice,
    choices::{CheckAnswer, ColumnKind, RowColumn},
    field::{Field, FieldKind, FieldValue, KeptFile, Width},
};
use crate::components::icon::Icon;

/// The blank rows that a person without scripts can fill in.
const BLANK_ROWS: usize = 5;

/// A field in its form: the same field may stand in two forms of one page.
#[derive(Clone, Debug, Template)]
#[template(path = "components/field.html")]
pub struct FieldView<'a> {
    pub scope: String,
    pub field: &'a Field,
}

impl HtmlSafe for FieldView<'_> {}

impl FieldView<'_> {
    pub fn id(&self) -> String {
        format!("{}-{}", self.scope, self.field.key)
    }

    /// The ids of what explains the field to a screen reader; empty if nothing does.
    pub fn described_by(&self) -> String {
        let id = self.id();
        let parts = [
            (!self.field.help.is_empty()).then(|| format!("{id}-help")),
            self.field.locked.as_ref().map(|_| format!("{id}-locked")),
        ];
        let errors = self.errors().into_iter().map(|(id, _)| id);
        parts.into_iter().flatten().chain(errors).collect::<Vec<_>>().join(" ")
    }

    /// What is wrong with the answer, each with an id of its own.
    pub fn errors(&self) -> Vec<(String, &str)> {
        let id = |turn: usize| match turn {
            0 => format!("{}-error", self.id()),
            _ => format!("{}-error-{}", self.id(), turn + 1),
        };
        let all = self.field.errors.iter().enumerate();
        all.map(|(turn, words)| (id(turn), words.as_str())).collect()
    }

    /// The answer as one text; empty for kinds that are not one.
    pub fn text(&self) -> &str {
        match &self.field.value {
            FieldValue::Text(text) => text,
            FieldValue::Empty
            | FieldValue::Many(_)
            | FieldValue::Checks(_)
            | FieldValue::Rows(_)
            | FieldValue::Place { .. }
            | FieldValue::Files(_) => "",
        }
    }

    /// Whether a list begins with the request to choose: unless a choice of its own says what none means.
    pub fn asks(&self, choices: &[Choice]) -> bool {
        choices.iter().all(|it| !it.value.is_empty())
    }

    pub fn is_chosen(&self, value: &str) -> bool {
        match &self.field.value {
            FieldValue::Text(text) => text == value,
            FieldValue::Many(values) => values.iter().any(|chosen| chosen == value),
            FieldValue::Empty
            | FieldValue::Checks(_)
            | FieldValue::Rows(_)
            | FieldValue::Place { .. }
            | FieldValue::Files(_) => false,
        }
    }

    pub fn outcome(&self, item: &str) -> &str {
        self.answer(item).map_or("", |answer| answer.outcome.as_str())
    }

    pub fn note(&self, item: &str) -> &str {
        self.answer(item).map_or("", |answer| answer.note.as_str())
    }

    fn answer(&self, item: &str) -> Option<&CheckAnswer> {
        match &self.field.value {
            FieldValue::Checks(answers) => answers.iter().find(|answer| answer.item == item),
            FieldValue::Empty
            | FieldValue::Text(_)
            | FieldValue::Many(_)
            | FieldValue::Rows(_)
            | FieldValue::Place { .. }
            | FieldValue::Files(_) => None,
        }
    }

    /// The rows to draw: those answered, and blank ones after them.
    pub fn lines<'a>(&self, columns: &'a [RowColumn]) -> Vec<Vec<(&'a RowColumn, String)>> {
        let filled: &[Vec<String>] = match &self.field.value {
            FieldValue::Rows(rows) => rows,
            FieldValue::Empty
            | FieldValue::Text(_)
            | FieldValue::Many(_)
            | FieldValue::Checks(_)
            | FieldValue::Place { .. }
            | FieldValue::Files(_) => &[],
        };
        let blank = vec![Vec::new(); BLANK_ROWS];
        filled
            .iter()
            .chain(&blank)
            .map(|row| {
                let cells = row.iter().cloned().chain(std::iter::repeat(String::new()));
                columns.iter().zip(cells).collect()
            })
            .collect()
    }

    /// How many rows are answered already.
    pub fn filled(&self) -> usize {
        match &self.field.value {
            FieldValue::Rows(rows) => rows.len(),
            FieldValue::Empty
            | FieldValue::Text(_)
            | FieldValue::Many(_)
            | FieldValue::Checks(_)
            | FieldValue::Place { .. }
            | FieldValue::Files(_) => 0,
        }
    }

    pub fn place(&self) -> (&str, &str) {
        match &self.field.value {
            FieldValue::Place { lat, lng } => (lat, lng),
            FieldValue::Empty
            | FieldValue::Text(_)
            | FieldValue::Many(_)
            | FieldValue::Checks(_)
            | FieldValue::Rows(_)
            | FieldValue::Files(_) => ("", ""),
        }
    }

    pub fn kept(&self) -> &[KeptFile] {
        match &self.field.value {
            FieldValue::Files(files) => files,
            FieldValue::Empty
            | FieldValue::Text(_)
            | FieldValue::Many(_)
            | FieldValue::Checks(_)
            | FieldValue::Rows(_)
            | FieldValue::Place { .. } => &[],
        }
    }

    /// Several controls under one legend, or one control with a label.
    pub fn is_group(&self) -> bool {
        matches!(
            self.field.kind,
            FieldKind::Radio(_)
                | FieldKind::Checkboxes(_)
                | FieldKind::Checklist { .. }
                | FieldKind::Rows(_)
                | FieldKind::Signature
                | FieldKind::Place(_)
        )
    }

    pub fn width_class(&self) -> &'static str {
        match self.field.width {
            Width::Full => "field",
            Width::Half => "field field-half",
            Width::Third => "field field-third",
        }
    }
}
