//! What is wrong with a pack, row by row, told to the person who writes it.

use std::fmt;

/// One problem in one place of a pack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackProblem {
    /// The path inside the packs folder.
    pub path: String,
    /// The row: a key such as `item JX-T-01`, or a line number.
    pub row: String,
    /// What is wrong and what to do, a Chinese sentence.
    pub message: String,
}

impl PackProblem {
    /// A problem at a place.
    pub fn new(
        path: impl Into<String>,
        row: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self { path: path.into(), row: row.into(), message: message.into() }
    }
}

impl fmt::Display for PackProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}（{}）：{}", self.path, self.row, self.message)
    }
}

impl std::error::Error for PackProblem {}
