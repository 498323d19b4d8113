//! The blank workbook: made from the schema, so that it never asks for what is not read.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use domain::rules::file::{Field, Kind, fields};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::sheet::{CASES, HELP, ITEM, NUMBER};

/// A row of cells.
pub(crate) type Row = Vec<String>;

/// The bytes of the blank workbook.
///
/// # Errors
/// Never in practice: it is written to memory.
pub fn template() -> Result<Vec<u8>, zip::result::ZipError> {
    let fields = fields();
    let mut sheets: Vec<(String, Vec<Row>)> =
        vec![(CASES.to_owned(), upright(&fields)), (HELP.to_owned(), help())];
    for field in &fields {
        if let Kind::List(inside) = &field.kind {
            let head = std::iter::once(NUMBER.to_owned())
                .chain(inside.iter().map(|field| field.key.to_owned()))
                .collect();
            sheets.push((field.key.to_owned(), vec![head]));
        }
    }
    write(&sheets)
}

fn upright(fields: &[Field]) -> Vec<Row> {
    let mut rows =
        vec![vec![ITEM.to_owned(), "内容".to_owned(), "填写".to_owned(), "说明".to_owned()]];
    gather(fields, "", &mut rows);
    rows
}

fn gather(fields: &[Field], path: &str, rows: &mut Vec<Row>) {
    for field in fields {
        let key = format!("{path}{}", field.key);
        match &field.kind {
            Kind::Part(inside) => gather(inside, &format!("{key}."), rows),
            Kind::List(_) => {}
            Kind::Text
            | Kind::Flag
            | Kind::Day
            | Kind::Moment
            | Kind::Money
            | Kind::Number
            | Kind::Texts
            | Kind::Choice(_) => {
                let row = vec![key, String::new(), field.kind.name_zh(), field.about.to_owned()];
                rows.push(row);
            }
        }
    }
}

fn help() -> Vec<Row> {
    [
        "“案卷”表每行一个项目，内容写在第二列；不知道的留空，确知没有的写“无”。",
        "多件案卷：把“案卷”表改为每行一件，第一行写项目名称（如“决定.罚款”），各列表写明案号。",
        "整组没有的（如没有听证），在“案卷”表加一行，项目写“听证”，内容写“无”。",
        "日期写2026-03-09，时刻写2026-03-09 15:30，金额以元为单位，是非写“是”或者“否”。",
        "若干名称用顿号隔开，例如：甲、乙。",
    ]
    .map(|line| vec![line.to_owned()])
    .to_vec()
}

/// The bytes of a workbook of these sheets.
pub(crate) fn write(sheets: &[(String, Vec<Row>)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |path: &str, text: &str| {
        zip.start_file(path, SimpleFileOptions::default())?;
        zip.write_all(HEAD.as_bytes())?;
        zip.write_all(text.as_bytes())?;
        Ok::<(), zip::result::ZipError>(())
    };
    let mut types = String::new();
    let mut names = String::new();
    let mut links = String::new();
    for (nth, (name, rows)) in sheets.iter().enumerate() {
        let n = nth + 1;
        put(&format!("xl/worksheets/sheet{n}.xml"), &sheet(rows))?;
        let _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{MAIN}.worksheet+xml\"/>"
        );
        let _ = write!(names, "<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>");
        let _ = write!(
            links,
            "<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
    }
    put(
        "[Content_Types].xml",
        &format!(
            "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"{MAIN}.sheet.main+xml\"/>{types}</Types>"
        ),
    )?;
    put(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
             Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    )?;
    put(
        "xl/workbook.xml",
        &format!(
            "<workbook xmlns=\"{SHEET}\" xmlns:r=\"{OFFICE}\"><sheets>{names}</sheets></workbook>"
        ),
    )?;
    put(
        "xl/_rels/workbook.xml.rels",
        &format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{links}</Relationships>"),
    )?;
    Ok(zip.finish()?.into_inner())
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

fn sheet(rows: &[Row]) -> String {
    let mut text = format!(
        "<worksheet xmlns=\"{SHEET}\"><cols><col min=\"1\" max=\"1\" width=\"28\" customWidth=\"1\"/>\
         <col min=\"2\" max=\"3\" width=\"20\" customWidth=\"1\"/>\
         <col min=\"4\" max=\"4\" width=\"60\" customWidth=\"1\"/></cols><sheetData>"
    );
    for (nth, row) in rows.iter().enumerate() {
        let _ = write!(text, "<row r=\"{}\">", nth + 1);
        for (column, words) in row.iter().enumerate() {
            let name = column_name(column);
            let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let _ = write!(
                text,
                "<c r=\"{name}{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{words}</t></is></c>",
                nth + 1
            );
        }
        text.push_str("</row>");
    }
    text.push_str("</sheetData></worksheet>");
    text
}

/// A, B, … Z, AA, …
pub(crate) fn column_name(column: usize) -> String {
    let mut name = String::new();
    let mut left = column + 1;
    while 0 < left {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    name
}

/// A workbook of these sheets, for tests.
#[cfg(test)]
pub(crate) fn workbook(sheets: &[(&str, Vec<Vec<&str>>)]) -> Vec<u8> {
    let owned: Vec<(String, Vec<Row>)> = sheets
        .iter()
        .map(|(name, rows)| {
            let rows = rows.iter().map(|row| row.iter().map(|c| (*c).to_owned()).collect());
            ((*name).to_owned(), rows.collect())
        })
        .collect();
    write(&owned).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_on_after_z() {
        let names: Vec<String> = [0, 25, 26, 27, 51, 52].map(column_name).to_vec();
        assert_eq!(names, ["A", "Z", "AA", "AB", "AZ", "BA"]);
    }
}
