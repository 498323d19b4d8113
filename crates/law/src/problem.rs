//! One problem in one row of a pack file, said so that the person who edits the file can mend it.

use std::fmt;

/// A row of a pack file that cannot be read, with its line and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// The line in the file, counted from one.
    pub row: usize,
    /// The column or key concerned; the record's id where there is one.
    pub field: String,
    /// What is wrong, in Chinese.
    pub message: String,
}

impl RowProblem {
    /// Names a problem at a line.
    pub fn new(row: usize, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { row, field: field.into(), message: message.into() }
    }

    /// The line number of a byte position in a text, counted from one.
    pub(crate) fn line_of(text: &str, position: usize) -> usize {
        text.bytes().take(position).filter(|byte| *byte == b'\n').count() + 1
    }

    /// The problem of a text that is not TOML, or not of the expected shape.
    pub(crate) fn of_toml(text: &str, error: &toml::de::Error) -> Self {
        let row = error.span().map_or(1, |span| Self::line_of(text, span.start));
        Self::new(row, "TOML", format!("格式有误（{}）", error.message()))
    }
}

impl fmt::Display for RowProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "第{}行“{}”：{}", self.row, self.field, self.message)
    }
}

impl std::error::Error for RowProblem {}

#[cfg(test)]
mod tests {
    use super::RowProblem;

    #[test]
    fn a_problem_reads_as_one_chinese_sentence() {
        let problem = RowProblem::new(7, "日期", "不是有效日期");
        assert_eq!(problem.to_string(), "第7行“日期”：不是有效日期");
    }

    #[test]
    fn lines_are_counted_from_one() {
        assert_eq!(RowProblem::line_of("a\nb\nc", 0), 1);
        assert_eq!(RowProblem::line_of("a\nb\nc", 4), 3);
    }
}
