//! How the product says no: what was not done, why, by which article, and what to do next.
//!
//! An obstacle is a function named after itself in the `refusal.rs` of its context; it makes
//! a [`Refusal`]. Everything about one obstacle stands in one place (ADR-0004). Codes are
//! never reused; `docs/errors.md` lists them all.

use law::Cite;
use serde::{Deserialize, Serialize};

use crate::policy::Act;

/// What a person can do about a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// The advice, a Chinese sentence.
    pub words: String,
    /// The act that removes the obstacle, when there is one.
    pub act: Option<Act>,
}

/// One obstacle, told so that an officer can act on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The stable code, for example `CASE-022`.
    pub code: String,
    /// What was not done and why, one Chinese sentence.
    pub what: String,
    /// The article it rests on; `None` for a rule of good order such as an empty field.
    pub cite: Option<Cite>,
    /// What to do next.
    pub next: Next,
    /// The form field it belongs to, when it belongs to one.
    pub field: Option<String>,
}

impl Refusal {
    /// An obstacle with the given code, sentence and advice.
    pub fn new(code: &str, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            what: what.into(),
            cite: None,
            next: Next { words: next.into(), act: None },
            field: None,
        }
    }

    /// Names the article, such as `《行政处罚法》第四十四条`.
    ///
    /// Text that is not a citation names nothing; `xtask tidy` finds it in the sources.
    #[must_use]
    pub fn by(mut self, cite: &str) -> Self {
        self.cite = Cite::parse(cite).ok();
        self
    }

    /// Names the act that removes the obstacle.
    #[must_use]
    pub fn then(mut self, act: Act) -> Self {
        self.next.act = Some(act);
        self
    }

    /// Names the form field to mark.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}

/// All the obstacles found at once; never empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Refused(pub Vec<Refusal>);

impl From<Refusal> for Refused {
    fn from(one: Refusal) -> Self {
        Self(vec![one])
    }
}

impl Refused {
    /// The codes, in order: what tests compare.
    pub fn codes(&self) -> Vec<&str> {
        self.0.iter().map(|r| r.code.as_str()).collect()
    }
}

/// Collects obstacles and answers whether there were any.
#[derive(Debug, Default)]
pub struct Obstacles(Vec<Refusal>);

impl Obstacles {
    /// Starts with none.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the obstacle when `holds` is false.
    pub fn require(&mut self, holds: bool, otherwise: impl FnOnce() -> Refusal) {
        if !holds {
            self.0.push(otherwise());
        }
    }

    /// Adds an obstacle.
    pub fn add(&mut self, refusal: Refusal) {
        self.0.push(refusal);
    }

    /// Adds several obstacles.
    pub fn extend(&mut self, refusals: impl IntoIterator<Item = Refusal>) {
        self.0.extend(refusals);
    }

    /// Adds the obstacle that `check` found, if any, and passes its value on.
    pub fn take<T>(&mut self, check: Result<T, Refusal>) -> Option<T> {
        check.map_err(|refusal| self.0.push(refusal)).ok()
    }

    /// `Err` with everything found, or `Ok` when the way is clear.
    ///
    /// # Errors
    /// All the collected obstacles, when there is at least one.
    pub fn clear(self) -> Result<(), Refused> {
        if self.0.is_empty() { Ok(()) } else { Err(Refused(self.0)) }
    }
}
