//! A whole form from a list of fields: values kept, errors gathered at the top and shown in place.
//!
//! It draws what it is given. Reading and judging what comes back is the page's and the domain's work.

use askama::{Template, filters::HtmlSafe};

pub use self::{
    choices::{CheckAnswer, CheckItem, Choice, ColumnKind, RowColumn},
    field::{Field, FieldKind, FieldValue, Input, KeptFile, MapView, Width},
    view::FieldView,
};
use crate::components::{icon::Icon, text::Link};

mod choices;
mod field;
mod refill;
mod view;

/// The name under which the form token travels in the body.
pub const FORM_TOKEN_FIELD: &str = "form_token";

/// Something wrong with the form that the server found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// The key of the field, or nothing if the form as a whole is refused.
    pub field: Option<String>,
    pub message: String,
}

#[derive(Clone, Debug, Template)]
#[template(path = "components/form.html")]
pub struct Form {
    pub action: String,
    pub title: String,
    /// One or two sentences on what this form does and under which article.
    pub intro: String,
    pub fields: Vec<Field>,
    pub submit_label: String,
    pub token: String,
    /// The draft under which unfinished answers are kept; without one nothing is saved.
    pub draft_key: Option<String>,
    /// 已自动保存 9:41, if the form was filled from a draft.
    pub draft_note: String,
    pub errors: Vec<FormError>,
    pub cancel: Option<Link>,
    /// A second way to send it: name, value and label of the button, such as 暂存.
    pub second: Option<(String, String, String)>,
    /// Whether the papers it would make can be looked at before it is sent.
    pub previews: bool,
    /// Whether it is laid out as the paper it becomes.
    pub sheet: bool,
}

impl HtmlSafe for Form {}

impl Form {
    pub fn new(action: impl Into<String>, token: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            title: String::new(),
            intro: String::new(),
            fields: Vec::new(),
            submit_label: "提交".to_owned(),
            token: token.into(),
            draft_key: None,
            draft_note: String::new(),
            errors: Vec::new(),
            cancel: None,
            second: None,
            previews: false,
            sheet: false,
        }
    }

    #[must_use]
    pub fn titled(mut self, title: impl Into<String>, intro: impl Into<String>) -> Self {
        self.title = title.into();
        self.intro = intro.into();
        self
    }

    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    #[must_use]
    pub fn submit(mut self, label: impl Into<String>) -> Self {
        self.submit_label = label.into();
        self
    }

    #[must_use]
    pub fn draft(mut self, key: impl Into<String>) -> Self {
        self.draft_key = Some(key.into());
        self
    }

    #[must_use]
    pub fn cancel(mut self, link: Link) -> Self {
        self.cancel = Some(link);
        self
    }

    /// Laid out as the paper that its answers become.
    #[must_use]
    pub fn as_sheet(mut self) -> Self {
        self.sheet = true;
        self
    }

    /// Puts each error on its field, and keeps those without a field for the head of the form.
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FormError>) -> Self {
        for error in errors {
            let place = error
                .field
                .as_deref()
                .and_then(|key| self.fields.iter_mut().find(|field| field.key == key));
            match place {
                Some(field) => field.add_error(&error.message),
                None => self.errors.push(error),
            }
        }
        self
    }

    /// Fills each field by its key from what was sent or saved; keys the form does not know are ignored.
    #[must_use]
    pub fn with_values(mut self, pairs: &[(String, String)]) -> Self {
        for field in &mut self.fields {
            field.refill(pairs);
        }
        self
    }

    /// Distinguishes the ids of two forms on one page.
    pub fn scope(&self) -> String {
        let tail: String = self.action.chars().filter(char::is_ascii_alphanumeric).collect();
        format!("f{tail}")
    }

    pub fn views(&self) -> Vec<FieldView<'_>> {
        let scope = self.scope();
        self.fields.iter().map(|field| field.view(&scope)).collect()
    }

    /// Whether there is anything to fill in; a form of one button asks nothing.
    pub fn asks(&self) -> bool {
        self.fields.iter().any(|field| !matches!(field.kind, FieldKind::Hidden))
    }

    /// Everything wrong, in the order of the form: where it is, and what it is.
    pub fn problems(&self) -> Vec<(Option<String>, &str)> {
        let whole = self.errors.iter().map(|error| (None, error.message.as_str()));
        let scope = self.scope();
        let placed = self.fields.iter().flat_map(|field| {
            let id = field.view(&scope).id();
            field.errors.iter().map(move |message| (Some(id.clone()), message.as_str()))
        });
        whole.chain(placed).collect()
    }

    /// Forms with files travel as multipart, all others urlencoded.
    pub fn enctype(&self) -> &'static str {
        if self.fields.iter().any(Field::carries_files) {
            "multipart/form-data"
        } else {
            "application/x-www-form-urlencoded"
        }
    }

    pub fn has_required(&self) -> bool {
        self.fields.iter().any(|field| field.required)
    }
}

#[cfg(test)]
mod tests;
