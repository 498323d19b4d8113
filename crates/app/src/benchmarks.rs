//! Taking a published benchmark table into a pack: the file is read, checked against the pack, and
//! becomes one text of it. Nothing is written here.

use domain::packs::Jurisdiction;
use domain::packs::benchmarks::{self, COLUMNS, MORE_COLUMNS, Reading, Row, RowFault, Understood};
use domain::rules::file::Problem;

use crate::confine::Confinement;
use crate::examine::template as book;
use crate::packs::{self, Texts};
use crate::{App, StartError};

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;
/// The most cells of a table.
const MOST_CELLS: usize = 200_000;
/// The sheet that is read.
const SHEET: &str = "裁量基准";

/// Why a table was not taken.
#[derive(Debug, thiserror::Error)]
pub enum BenchmarkError {
    /// The pack itself is not in order, or not with the table in it.
    #[error("{0}")]
    Pack(#[from] StartError),
    /// The file cannot be read as a table.
    #[error("{0}")]
    File(String),
    /// Rows contradict themselves, each other or the law.
    #[error("{}", told(.0))]
    Rows(Vec<TableFault>),
}

/// What speaks against a table, with its place in the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFault {
    /// The number of the row.
    pub row: usize,
    /// The cell, such as `H3`; none for the row as a whole.
    pub cell: Option<String>,
    /// What it is.
    pub what: String,
}

impl From<RowFault> for TableFault {
    fn from(fault: RowFault) -> Self {
        let cell = fault.cell.map(|at| format!("{}{}", book::column_name(at), fault.row));
        Self { row: fault.row, cell, what: fault.what }
    }
}

/// What became of a file.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The rows as they were understood.
    pub understood: Vec<Understood>,
    /// What speaks against the table.
    pub faults: Vec<TableFault>,
    /// The text for the pack; none while anything speaks against the table.
    pub text: Option<String>,
}

impl From<Reading> for Checked {
    fn from(reading: Reading) -> Self {
        Self {
            understood: reading.understood,
            faults: reading.faults.into_iter().map(TableFault::from).collect(),
            text: reading.text,
        }
    }
}

fn told(faults: &[TableFault]) -> String {
    let line = |it: &TableFault| match &it.cell {
        Some(cell) => format!("第{}行（{cell}）：{}", it.row, it.what),
        None => format!("第{}行：{}", it.row, it.what),
    };
    faults.iter().map(line).collect::<Vec<_>>().join("\n")
}

impl App {
    /// The text that a table becomes, checked together with the pack it joins.
    ///
    /// # Errors
    /// The pack, the file, or every row that cannot be taken.
    pub async fn import_benchmarks(
        texts: &Texts,
        county: &str,
        (name, bytes): (&str, &[u8]),
        confinement: &Confinement,
    ) -> Result<String, BenchmarkError> {
        let law = Self::check_pack(county, texts)?;
        let rows = rows(name, bytes, confinement).await?;
        let checked = Checked::from(benchmarks::read(&rows, &law));
        let Some(text) = checked.text else { return Err(BenchmarkError::Rows(checked.faults)) };
        joins(texts, county, &text)?;
        Ok(text)
    }

    /// What a table says, row by row, and what speaks against it. Nothing is kept.
    ///
    /// # Errors
    /// The file cannot be read, or the pack in force does not hold with the table in it.
    pub async fn check_benchmarks(
        &self,
        (name, bytes): (&str, &[u8]),
    ) -> Result<Checked, BenchmarkError> {
        let rows = rows(name, bytes, &self.inner.config.confinement).await?;
        let app = self.clone();
        // The whole pack is checked with the table: not on a thread that answers others.
        let work = move || {
            let checked = Checked::from(benchmarks::read(&rows, &app.law()));
            if let Some(text) = &checked.text {
                app.confirm_benchmarks(text)?;
            }
            Ok(checked)
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.unwrap_or(Err(BenchmarkError::File("没有核对完，请重新上传。".to_owned())))
    }

    /// Whether the pack in force holds with the text in it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn confirm_benchmarks(&self, text: &str) -> Result<(), BenchmarkError> {
        let (county, texts) = packs::texts_of(&self.inner.config, &self.law().digest)?;
        joins(&texts, &county, text)
    }
}

fn joins(texts: &Texts, county: &str, text: &str) -> Result<(), BenchmarkError> {
    let mut whole = texts.clone();
    whole.insert(format!("{county}/benchmarks/imported.toml"), text.as_bytes().to_vec());
    App::check_pack(county, &whole)?;
    Ok(())
}

/// The bytes of a blank table, with what may stand in it and every branch it may be for.
///
/// # Errors
/// Never in practice: it is written to memory.
pub fn template(law: &Jurisdiction) -> Result<Vec<u8>, zip::result::ZipError> {
    let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let mut help: Vec<_> = HELP.iter().map(|(column, words)| owned(&[column, words])).collect();
    help.push(owned(&["各种计算方式的写法举例（从“阶次”一列起）："]));
    help.push(HELP.iter().skip(5).map(|(column, _)| (*column).to_owned()).collect());
    help.extend(EXAMPLES.iter().map(|row| owned(row)));
    let columns: Vec<&str> = COLUMNS.into_iter().chain(MORE_COLUMNS).collect();
    let mut choices = vec![owned(&["事项", "事项名称", "条款", "情形", "法定幅度"])];
    choices.extend(benchmarks::choices(law).into_iter().map(Vec::from));
    book::write(&[
        (SHEET.to_owned(), vec![owned(&columns)]),
        ("填写说明".to_owned(), help),
        ("事项和条款".to_owned(), choices),
    ])
}

/// What each column holds.
pub const HELP: [(&str, &str); 17] = [
    ("事项", "处罚事项的编号或者名称，见“事项和条款”表。合并的单元格按上一行读。"),
    ("条款", "该事项中的条款编号或者情形，见“事项和条款”表。"),
    ("基准", "这张裁量表的名称，同一条款的各个阶次写同一个名称。"),
    ("来源", "公布裁量基准的机关、文件名称和文号。"),
    ("施行", "这张裁量表开始施行的日期；从这一天起接替演示拟制的基准，此前的仍按原来的。"),
    ("阶次", "例如轻微、一般、较重、严重，由轻到重，每个阶次一行。"),
    ("情形", "适用这一阶次的条件。"),
    (
        "计算",
        "金额、倍数、百分比、单价、公式或者不予处罚。法定幅度是金额的，各种方式都可以用，结果不超出法定幅度。",
    ),
    (
        "下限",
        "整元数、倍数或者百分比；留空的为法定下限。单价写每个单位的金额，公式写每个单位加处的金额。",
    ),
    ("上限", "同上；留空的为法定上限。前一阶次的上限就是后一阶次的下限，边界两档都可以选。"),
    ("基数", "倍数、百分比按什么数额计算，例如货值金额、工程造价；留空的为法定的基数。"),
    ("单位", "单价、公式的计量单位，例如吨、亩、株；公式可以写5吨，即每5吨。"),
    ("起点", "公式开始的金额，例如1万元；没有的留空。"),
    ("起算", "公式超过多少数量才加处，例如5；没有的留空。"),
    ("零头", "公式中不足一个单位的：按实际、进一或者舍去；留空的按实际。"),
    ("封顶", "单价、公式的最高金额；留空的为法定上限。"),
    ("没收", "没收违法所得、没收财物、没收违法所得和财物、不没收财物；表中没有规定的留空。"),
];

/// Rows that show each way of counting, from 阶次 on.
const EXAMPLES: [[&str; 12]; 6] = [
    ["轻微", "及时改正", "不予处罚", "", "", "", "", "", "", "", "", ""],
    ["一般", "示例", "金额", "", "2万元", "", "", "", "", "", "", ""],
    ["一般", "示例", "倍数", "1", "2倍", "", "", "", "", "", "", "没收违法所得"],
    ["一般", "示例", "百分比", "5%", "7%", "工程造价", "", "", "", "", "", ""],
    ["一般", "示例", "单价", "50", "", "", "平方米", "", "", "", "3万元", ""],
    ["一般", "示例", "公式", "500", "", "", "吨", "5000", "5", "进一", "3万元", ""],
];

async fn rows(
    name: &str,
    bytes: &[u8],
    confinement: &Confinement,
) -> Result<Vec<Row>, BenchmarkError> {
    let fail = |words: &str| Err(BenchmarkError::File(words.to_owned()));
    if MAX_BYTES < bytes.len() {
        return fail("文件超过2兆字节，请分成几个文件。");
    }
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "csv" => match std::str::from_utf8(bytes) {
            Ok(text) if MOST_CELLS < text.matches(',').count() => {
                fail("内容太多，请分成几个文件。")
            }
            Ok(text) => Ok(benchmarks::rows_of_csv(text)),
            Err(_) => fail("不是UTF-8编码的CSV文件，请另存为“CSV UTF-8”。"),
        },
        "xlsx" => {
            let words = |problems: Vec<Problem>| {
                problems.into_iter().map(|it| it.words).collect::<Vec<_>>().join("\n")
            };
            let rows = confinement.first_rows(bytes).await;
            rows.map_err(|problems| BenchmarkError::File(words(problems)))
        }
        _ => fail("只能读取Excel文件（.xlsx）和CSV文件（.csv），这个文件不是。"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::examine::template::workbook;

    const LINE: [&str; 10] = [
        "JX-T-05-CF",
        "a",
        "本地",
        "示例文号",
        "2026-03-01",
        "一般",
        "示例情形",
        "金额",
        "二万元",
        "100000",
    ];

    fn texts() -> Texts {
        let packs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs");
        App::read_pack_folder(&packs, "jinxiang").unwrap()
    }

    fn told_of(name: &str, bytes: &[u8]) -> Result<String, String> {
        let (texts, here) = (texts(), Confinement::Here);
        let taken = App::import_benchmarks(&texts, "jinxiang", (name, bytes), &here);
        wait(taken).map_err(|error| error.to_string())
    }

    fn wait<T>(what: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(what)
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
        bad[9] = "一百万一十元";
        let book = workbook(&[("基准", vec![COLUMNS.to_vec(), LINE.to_vec(), bad])]);
        let words = told_of("基准.xlsx", &book).unwrap_err();
        assert!(words.starts_with("第3行（J3）：") && words.contains("一百万一十元"), "{words}");
        assert!(told_of("基准.xlsx", b"no book").unwrap_err().contains("Excel"));
        assert!(told_of("基准.xlsx", &[0xd0, 0xcf, 0x11, 0xe0, 0]).unwrap_err().contains("密码"));
        assert!(told_of("基准.xls", &book).unwrap_err().contains("只能读取"));
        assert!(told_of("基准.csv", &vec![b','; MAX_BYTES + 1]).unwrap_err().contains("2兆字节"));
        let commas = vec![b','; MOST_CELLS + 1];
        assert!(told_of("基准.csv", &commas).unwrap_err().contains("内容太多"));
        assert!(told_of("基准.csv", &[0xff, 0xfe]).unwrap_err().contains("UTF-8"));
    }

    #[test]
    fn the_template_is_empty_and_otherwise_in_order() {
        let law = App::check_pack("jinxiang", &texts()).unwrap();
        let words = told_of("模板.xlsx", &template(&law).unwrap()).unwrap_err();
        assert_eq!(words, "第1行：表中没有任何阶次。");
        let columns = COLUMNS.into_iter().chain(MORE_COLUMNS).collect::<Vec<_>>();
        assert_eq!(HELP.map(|(column, _)| column).to_vec(), columns);
    }

    /// What the template shows as examples is read as it is meant.
    #[test]
    fn every_example_of_the_template_is_one() {
        let columns = COLUMNS.into_iter().chain(MORE_COLUMNS).collect::<Vec<_>>();
        for (nth, example) in EXAMPLES.iter().enumerate() {
            let item = if example[2] == "倍数" { "T04" } else { "T06" };
            let branch = if example[2] == "倍数" { "a" } else { "c" };
            let mut row = vec![item, branch, "示例", "示例文号", "2026-03-01"];
            row.extend(example);
            let book = workbook(&[("裁量基准", vec![columns.clone(), row])]);
            let law = App::check_pack("jinxiang", &texts()).unwrap();
            let read =
                benchmarks::read(&wait(rows("例.xlsx", &book, &Confinement::Here)).unwrap(), &law);
            assert_eq!(read.understood.len(), 1, "{nth}: {:?}", read.faults);
        }
    }

    /// A workbook whose one long text stands in very many cells, and one whose rows each begin
    /// far to the right: both are small on the wire and would be large in memory.
    #[test]
    fn a_small_workbook_does_not_become_a_large_table() {
        let words = told_of("基准.xlsx", &shared("远", "NZ", 5_200)).unwrap_err();
        assert!(words.contains("内容太多"), "{words}");
        let words = told_of("基准.xlsx", &shared(&"长".repeat(400_000), "A", 100)).unwrap_err();
        assert!(words.contains("内容太多"), "{words}");
        let words = told_of("基准.xlsx", &shared("事项", "A", 3)).unwrap_err();
        assert!(words.contains("缺少“条款”"), "{words}");
    }

    /// A workbook with one shared text in a column of so many rows.
    fn shared(text: &str, column: &str, times: usize) -> Vec<u8> {
        use std::io::Write as _;
        const NS: &str = "http://schemas.openxmlformats.org";
        let row =
            |row| format!("<row r=\"{row}\"><c r=\"{column}{row}\" t=\"s\"><v>0</v></c></row>");
        let cells = (1..=times).map(row).collect::<Vec<_>>().concat();
        let main = format!("{NS}/spreadsheetml/2006/main");
        let parts = [
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{NS}/package/2006/relationships\"><Relationship \
                     Id=\"rId1\" Type=\"{NS}/officeDocument/2006/relationships/officeDocument\" \
                     Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            ("xl/sharedStrings.xml", format!("<sst xmlns=\"{main}\"><si><t>{text}</t></si></sst>")),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet xmlns=\"{main}\"><sheetData>{cells}</sheetData></worksheet>"),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{main}\" \
                     xmlns:r=\"{NS}/officeDocument/2006/relationships\"><sheets>\
                     <sheet name=\"基准\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{NS}/package/2006/relationships\"><Relationship \
                     Id=\"rId1\" Type=\"{NS}/officeDocument/2006/relationships/worksheet\" \
                     Target=\"worksheets/sheet1.xml\"/></Relationships>"
                ),
            ),
        ];
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}
