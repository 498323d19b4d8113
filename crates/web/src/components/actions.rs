//! The acts of a step: the lawful ones as links or buttons, the others with the reason they are not.

use askama::{Template, filters::HtmlSafe};

use crate::components::{form::FORM_TOKEN_FIELD, text::Link};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Main,
    Side,
    Danger,
}

impl Weight {
    pub fn class(self) -> &'static str {
        match self {
            Self::Main => "btn btn-primary",
            Self::Side => "btn",
            Self::Danger => "btn btn-outline-danger",
        }
    }
}

#[derive(Clone, Debug)]
pub enum Action {
    /// Leads to the page of the act.
    Open { label: String, href: String, weight: Weight },
    /// Acts at once, after a dialog that asks `question`; without scripts the server asks.
    Send { label: String, action: String, question: String, weight: Weight },
    /// Not lawful now: `reason` says why, `next` what would make it so.
    Barred { label: String, reason: String, next: Option<Link> },
}

#[derive(Clone, Debug, Template)]
#[template(path = "components/actions.html")]
pub struct ActionBar {
    pub token: String,
    pub actions: Vec<Action>,
}

impl HtmlSafe for ActionBar {}
