//! A table as text with commas between the cells; the same rows as a workbook gives.

use super::Row;

/// The rows of a text with commas between the cells; a cell in quotation marks may hold commas,
/// line breaks and doubled quotation marks.
pub fn rows_of_csv(text: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut line = 1;
    let mut begun = 1;
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            '\n' if !quoted => {
                cells.push(std::mem::take(&mut cell).trim().to_owned());
                rows.push((begun, std::mem::take(&mut cells)));
                line += 1;
                begun = line;
            }
            '\n' => {
                line += 1;
                cell.push(letter);
            }
            '\r' => {}
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell.trim().to_owned());
        rows.push((begun, cells));
    }
    rows
}
