//! Case files as Excel: a sheet 案卷 with one item a row or one case a row, and a sheet for each
//! list, such as 证据. Unpacked sizes and cells are bounded before anything is believed.

use std::io::{Cursor, Read as _};

use calamine::{Data, DataRef, Reader as _, Xlsx};
use domain::rules::file::{Entry, Field, Kind, Node, Place, Problem, fields};

/// The largest workbook when unpacked, in bytes.
const UNPACKED: u64 = 64 * 1024 * 1024;
/// The last row that is read.
const LAST_ROW: u32 = 200_000;
/// The last column that is read.
const LAST_COLUMN: u32 = 400;
/// The most cells of a sheet, the empty ones before a filled one included.
const MOST_CELLS: usize = 2_000_000;
/// The most bytes that the cells of a sheet may say: one shared text can stand in many cells.
const MOST_TEXT: usize = 64 * 1024 * 1024;
/// The sheet with the cases.
pub(super) const CASES: &str = "案卷";
/// The sheet that explains; it is not read.
pub(super) const HELP: &str = "填写说明";
/// What the first cell says when there is one item a row.
pub(super) const ITEM: &str = "项目";
/// The column that tells which case a row of a list belongs to.
pub(super) const NUMBER: &str = "案号";

/// The rows of a sheet: number and cells, blank rows left out.
pub(crate) type Rows = Vec<(usize, Vec<String>)>;

/// The case files of a workbook.
pub(crate) fn parse(bytes: &[u8]) -> Result<Vec<(Place, Node)>, Vec<Problem>> {
    bounded(bytes)?;
    let mut book: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let names = book.sheet_names();
    if !names.iter().any(|name| name == CASES) {
        return Err(whole("没有名为“案卷”的工作表，请用空白模板填写。"));
    }
    let lists: Vec<Field> =
        fields().into_iter().filter(|field| matches!(field.kind, Kind::List(_))).collect();
    let mut cases = Vec::new();
    let mut listed = Vec::new();
    for name in names.iter().filter(|name| *name != HELP) {
        let rows = rows(&mut book, name)?;
        if name == CASES {
            cases = read_cases(&rows)?;
        } else if let Some(field) = lists.iter().find(|field| field.key == name) {
            listed.push((field.key, rows));
        } else {
            return Err(problem(name, 1, "不认识这张工作表，请删除或者改成模板中的名称。"));
        }
    }
    for (key, rows) in listed {
        join(&mut cases, key, &rows)?;
    }
    Ok(cases.into_iter().map(|case| (case.at, Node::Group(case.entries))).collect())
}

/// The rows of the first sheet of a workbook.
pub(crate) fn first_rows(bytes: &[u8]) -> Result<Rows, Vec<Problem>> {
    bounded(bytes)?;
    let mut book: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    match book.sheet_names().first() {
        Some(name) => rows(&mut book, name),
        None => Err(unreadable()),
    }
}

fn whole(words: &str) -> Vec<Problem> {
    vec![Problem { at: Place::Whole, words: words.to_owned() }]
}

fn unreadable() -> Vec<Problem> {
    whole("不是可以读取的Excel文件（.xlsx），请重新另存。")
}

fn problem(sheet: &str, row: usize, words: &str) -> Vec<Problem> {
    vec![Problem { at: Place::Row { sheet: sheet.to_owned(), row }, words: words.to_owned() }]
}

/// Whether it is an older format or an encrypted workbook, which look alike from outside.
fn sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// Unpacks everything once, counting, so that a small file cannot become a large one.
fn bounded(bytes: &[u8]) -> Result<(), Vec<Problem>> {
    if sealed(bytes) {
        return Err(whole("是旧格式（.xls）或者设了密码的Excel文件，请另存为不加密的.xlsx文件。"));
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut left = UNPACKED;
    for nth in 0..archive.len() {
        let part = archive.by_index(nth).map_err(|_| unreadable())?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|_| unreadable())?;
        left = left
            .checked_sub(size)
            .ok_or_else(|| problem(CASES, 1, "展开后的内容太大，请分成几个文件。"))?;
    }
    Ok(())
}

/// The rows of a sheet, cell by cell: a lone cell far away costs nothing.
fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Rows, Vec<Problem>> {
    let unreadable = || problem(name, 1, "这张工作表不能读取，请重新另存。");
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| unreadable())?;
    let mut rows: Rows = Vec::new();
    let (mut room, mut text) = (MOST_CELLS, MOST_TEXT);
    while let Some(cell) = cells.next_cell().map_err(|_| unreadable())? {
        let (row, column) = cell.get_position();
        let number = row as usize + 1;
        let much = || problem(name, number, "内容太多，请分成几个文件。");
        text = text.checked_sub(weight(cell.get_value())).ok_or_else(much)?;
        let words = words(cell.get_value());
        if words.is_empty() {
            continue;
        }
        if LAST_ROW <= row || LAST_COLUMN <= column {
            return Err(problem(name, number, "单元格超出可以读取的范围，请用空白模板填写。"));
        }
        if rows.last().is_none_or(|(last, _)| *last != number) {
            rows.push((number, Vec::new()));
        }
        let Some((_, line)) = rows.last_mut() else { continue };
        let place = column as usize;
        // A cell that stands before one already read would come to another column.
        let more = place.checked_sub(line.len()).ok_or_else(unreadable)? + 1;
        room = room.checked_sub(more).ok_or_else(much)?;
        line.resize(place, String::new());
        line.push(words);
    }
    Ok(rows)
}

/// How many bytes a cell says, before a copy is made of it.
fn weight(cell: &DataRef<'_>) -> usize {
    match cell {
        DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => {
            words.len()
        }
        DataRef::SharedString(words) => words.len(),
        DataRef::Int(_)
        | DataRef::Float(_)
        | DataRef::Bool(_)
        | DataRef::DateTime(_)
        | DataRef::Error(_)
        | DataRef::Empty => 0,
    }
}

/// What a cell says, as it would be written by hand.
fn words(cell: &DataRef<'_>) -> String {
    match Data::from(cell.clone()) {
        Data::Empty => String::new(),
        Data::String(words) | Data::DateTimeIso(words) | Data::DurationIso(words) => {
            words.trim().to_owned()
        }
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => if yes { "是" } else { "否" }.to_owned(),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            if (hour, minute) == (0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
            }
        }
        Data::Error(_) => "#错误".to_owned(),
    }
}

/// A case on its way.
struct Case {
    at: Place,
    number: String,
    entries: Vec<Entry>,
}

fn read_cases(rows: &Rows) -> Result<Vec<Case>, Vec<Problem>> {
    let place = |row: usize| Place::Row { sheet: CASES.to_owned(), row };
    let Some((_, head)) = rows.first() else {
        return Err(problem(CASES, 1, "工作表是空的，请用空白模板填写。"));
    };
    let upright = head.first().is_some_and(|first| first == ITEM);
    let body = rows.iter().skip(1);
    if upright {
        let mut case = Case { at: place(1), number: String::new(), entries: Vec::new() };
        for (number, line) in body {
            let (key, value) = (line.first(), line.get(1));
            case.put(&place(*number), key.map_or("", String::as_str), value)?;
        }
        return Ok(vec![case]);
    }
    let mut cases = Vec::new();
    for (number, line) in body {
        let mut case = Case { at: place(*number), number: String::new(), entries: Vec::new() };
        for (column, key) in head.iter().enumerate() {
            case.put(&place(*number), key, line.get(column))?;
        }
        cases.push(case);
    }
    Ok(cases)
}

impl Case {
    /// Puts a value where its path says: `决定.罚款` is 罚款 in 决定.
    fn put(&mut self, at: &Place, path: &str, value: Option<&String>) -> Result<(), Vec<Problem>> {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return Ok(()) };
        if path.is_empty() {
            let words = format!("“{value}”旁边没有写明是哪个项目。");
            return Err(vec![Problem { at: at.clone(), words }]);
        }
        if path == NUMBER {
            self.number.clone_from(value);
        }
        insert(&mut self.entries, at, path, value)
            .map_err(|words| vec![Problem { at: at.clone(), words }])
    }
}

fn insert(entries: &mut Vec<Entry>, at: &Place, path: &str, value: &str) -> Result<(), String> {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let Some(rest) = rest else {
        let node = Node::Text(value.to_owned());
        entries.push(Entry { at: at.clone(), key: key.to_owned(), node });
        return Ok(());
    };
    let found = entries.iter().position(|entry| entry.key == key);
    let nth = found.unwrap_or_else(|| {
        let node = Node::Group(Vec::new());
        entries.push(Entry { at: at.clone(), key: key.to_owned(), node });
        entries.len() - 1
    });
    match entries.get_mut(nth).map(|entry| &mut entry.node) {
        Some(Node::Group(inside)) => insert(inside, at, rest, value),
        Some(Node::Blank | Node::Text(_) | Node::List(_)) | None => {
            Err(format!("“{key}”已经填写了“无”或者“未知”，又填写了其中的“{rest}”，请只留一处。"))
        }
    }
}

/// Gives the rows of a list to their cases.
fn join(cases: &mut [Case], key: &str, rows: &Rows) -> Result<(), Vec<Problem>> {
    let Some((_, head)) = rows.first() else { return Ok(()) };
    let column = head.iter().position(|name| name == NUMBER);
    for (number, line) in rows.iter().skip(1) {
        let at = Place::Row { sheet: key.to_owned(), row: *number };
        let whose = column.and_then(|column| line.get(column)).filter(|it| !it.is_empty());
        let case = match (whose, &mut *cases) {
            (Some(whose), cases) => cases.iter_mut().find(|case| case.number == *whose),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        let Some(case) = case else {
            return Err(problem(key, *number, "没有写明属于哪件案卷，请填写“案卷”表中的案号。"));
        };
        let mut entries = Vec::new();
        for (nth, name) in head.iter().enumerate().filter(|(nth, _)| Some(*nth) != column) {
            if let Some(value) = line.get(nth).filter(|value| !value.is_empty()) {
                insert(&mut entries, &at, name, value)
                    .map_err(|words| vec![Problem { at: at.clone(), words }])?;
            }
        }
        case.add(key, &at, Node::Group(entries))?;
    }
    Ok(())
}

impl Case {
    fn add(&mut self, key: &str, at: &Place, node: Node) -> Result<(), Vec<Problem>> {
        let found = self.entries.iter().position(|entry| entry.key == key);
        let nth = found.unwrap_or_else(|| {
            let list = Node::List(Vec::new());
            self.entries.push(Entry { at: at.clone(), key: key.to_owned(), node: list });
            self.entries.len() - 1
        });
        match self.entries.get_mut(nth).map(|entry| &mut entry.node) {
            Some(Node::List(all)) => {
                all.push((at.clone(), node));
                Ok(())
            }
            Some(Node::Blank | Node::Text(_) | Node::Group(_)) | None => {
                Err(problem(key, 1, "“案卷”表中写了“无”或者“未知”，这张表里却有内容，请只留一处。"))
            }
        }
    }
}
