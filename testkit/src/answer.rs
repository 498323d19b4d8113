//! What the site answered.

use axum::http::HeaderMap;

/// What the site answered, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    /// The same as text; bytes that are no text are replaced.
    pub text: String,
}

impl Answer {
    /// A header as text, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Fails with the page unless the status is the expected one.
    #[track_caller]
    pub fn expect(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// Fails with the page unless it says the words.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.text.contains(words), "the page should say {words}:\n{}", self.text);
        self
    }
}
