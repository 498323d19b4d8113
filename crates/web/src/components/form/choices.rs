//! What a person may choose from: options, checklist items, the columns of repeated rows.

/// One option of a select, radio or checkbox group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A second line under the label; empty if none.
    pub help: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), help: String::new() }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// One line of a checklist (检查内容).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckItem {
    pub key: String,
    pub label: String,
    /// How it is checked, or its basis; empty if none.
    pub help: String,
}

impl CheckItem {
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self { key: key.into(), label: label.into(), help: String::new() }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// What was answered on one line of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckAnswer {
    pub item: String,
    pub outcome: String,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    Number,
    Money,
    Date,
    Select(Vec<Choice>),
}

/// One column of a group of repeated rows, such as 物品名称.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowColumn {
    pub key: String,
    pub label: String,
    pub kind: ColumnKind,
}

impl RowColumn {
    pub fn new(key: impl Into<String>, label: impl Into<String>, kind: ColumnKind) -> Self {
        Self { key: key.into(), label: label.into(), kind }
    }
}
