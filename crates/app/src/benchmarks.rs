//! Taking a published benchmark table into a pack: the file is read, checked against the pack, and
//! becomes one text of it. Nothing is written here.

use domain::packs::benchmarks::{self, Row, RowFault};
use domain::rules::file::Problem;

use crate::examine::sheet;
use crate::packs::Texts;
use crate::{App, StartError};

/// Why a table was not taken.
#[derive(Debug, thiserror::Error)]
pub enum BenchmarkError {
    /// The pack itself is not in order.
    #[error("数据包有错误")]
    Pack(#[from] StartError),
    /// The file cannot be read as a table.
    #[error("{0}")]
    File(String),
    /// Rows contradict themselves, each other or the law.
    #[error("{}", told(.0))]
    Rows(Vec<RowFault>),
}

fn told(faults: &[RowFault]) -> String {
    let lines: Vec<String> =
        faults.iter().map(|it| format!("第{}行：{}", it.row, it.what)).collect();
    lines.join("\n")
}

impl App {
    /// The text that a table becomes, checked together with the pack it joins.
    ///
    /// # Errors
    /// The pack, the file, or every row that cannot be taken.
    pub fn import_benchmarks(
        texts: &Texts,
        county: &str,
        (name, bytes): (&str, &[u8]),
    ) -> Result<String, BenchmarkError> {
        let law = Self::check_pack(county, texts)?;
        let rows = rows(name, bytes)?;
        let text = benchmarks::import(&rows, &law).map_err(BenchmarkError::Rows)?;
        let mut whole = texts.clone();
        whole.insert(format!("{county}/benchmarks/imported.toml"), text.clone().into_bytes());
        Self::check_pack(county, &whole)?;
        Ok(text)
    }
}

fn rows(name: &str, bytes: &[u8]) -> Result<Vec<Row>, BenchmarkError> {
    if std::path::Path::new(name).extension().is_some_and(|it| it.eq_ignore_ascii_case("csv")) {
        let text = std::str::from_utf8(bytes).map_err(|_| {
            BenchmarkError::File("不是UTF-8编码的CSV文件，请另存为“CSV UTF-8”。".to_owned())
        })?;
        return Ok(benchmarks::rows_of_csv(text));
    }
    let words = |problems: Vec<Problem>| {
        problems.into_iter().map(|it| it.words).collect::<Vec<_>>().join("\n")
    };
    sheet::first_rows(bytes).map_err(|problems| BenchmarkError::File(words(problems)))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use domain::packs::benchmarks::COLUMNS;

    use super::*;
    use crate::examine::template::workbook;

    const LINE: [&str; 9] =
        ["JX-T-05-CF", "a", "本地", "示例文号", "一般", "示例情形", "金额", "二万元", "100000"];

    fn texts() -> Texts {
        let packs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs");
        App::read_pack_folder(&packs, "jinxiang").unwrap()
    }

    fn told_of(name: &str, bytes: &[u8]) -> Result<String, String> {
        let taken = App::import_benchmarks(&texts(), "jinxiang", (name, bytes));
        taken.map_err(|error| error.to_string())
    }

    #[test]
    fn a_workbook_and_a_text_with_commas_give_the_same_table() {
        let book = workbook(&[("基准", vec![COLUMNS.to_vec(), LINE.to_vec()])]);
        let text = format!("{}\n{}\n", COLUMNS.join(","), LINE.join(","));
        let from_book = told_of("基准.xlsx", &book).unwrap();
        assert_eq!(from_book, told_of("基准.CSV", text.as_bytes()).unwrap());
        assert!(from_book.contains("min_yuan = 20000, max_yuan = 100000"), "{from_book}");
    }

    #[test]
    fn a_bad_row_of_a_workbook_is_named_with_its_number() {
        let mut bad = LINE.to_vec();
        bad[8] = "一百万一十元";
        let book = workbook(&[("基准", vec![COLUMNS.to_vec(), LINE.to_vec(), bad])]);
        let words = told_of("基准.xlsx", &book).unwrap_err();
        assert!(words.starts_with("第3行：") && words.contains("一百万一十元"), "{words}");
        assert!(told_of("基准.xlsx", b"no book").unwrap_err().contains("Excel"));
        assert!(told_of("基准.csv", &[0xff, 0xfe]).unwrap_err().contains("UTF-8"));
    }
}
