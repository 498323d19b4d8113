//! A file as it is written, before anybody asks what it means: words with their place.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where something stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// The whole of it.
    #[serde(rename = "w")]
    Whole,
    /// A line of text, from 1.
    #[serde(rename = "l")]
    Line(usize),
    /// A row of a sheet, from 1.
    #[serde(rename = "r")]
    Row {
        /// The sheet.
        sheet: String,
        /// The row.
        row: usize,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => write!(out, "整个文件"),
            Self::Line(line) => write!(out, "第{line}行"),
            Self::Row { sheet, row } => write!(out, "“{sheet}”表第{row}行"),
        }
    }
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Node {
    /// Nothing was written.
    #[serde(rename = "b")]
    Blank,
    /// Words, numbers and days as they are written.
    #[serde(rename = "t")]
    Text(String),
    /// Several values.
    #[serde(rename = "l")]
    List(Vec<(Place, Node)>),
    /// Values by their keys.
    #[serde(rename = "g")]
    Group(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Where it stands.
    pub at: Place,
    /// The key.
    pub key: String,
    /// The value.
    pub node: Node,
}

/// What cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Where it stands.
    pub at: Place,
    /// What is wrong and what to write instead.
    pub words: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            // What is wrong with the whole says so itself.
            Place::Whole => write!(out, "{}", self.words),
            at @ (Place::Line(_) | Place::Row { .. }) => write!(out, "{at}：{}", self.words),
        }
    }
}
