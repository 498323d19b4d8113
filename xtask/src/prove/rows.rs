//! Tables and rows as somebody with an SQL prompt sees them: values as SQL words, changed by chance.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, Row};

use super::dice::Dice;
use crate::site::Trouble;

/// Tables that hold nothing to prove: what people have not sent yet, who is signed in, what is
/// still to be done, and from what the read tables were made.
pub const NO_EVIDENCE: [&str; 5] = ["draft", "session", "job", "signin_attempt", "meta"];
/// Columns that hold nothing to prove: what a sender called a file, when it arrived, and the
/// digest that tells a repeated order from another one with the same id.
pub const NO_EVIDENCE_COLUMNS: [(&str, &str); 3] =
    [("blob", "name"), ("blob", "stored_at"), ("command", "digest")];

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// How many rows it has that are to be edited.
    pub rows: u64,
    /// The condition of those rows.
    pub within: String,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// Whether it is part of the key.
    pub key: bool,
}

/// A row: its values as SQL words, in the order of the columns.
pub type Words = Vec<String>;

/// An open database.
#[derive(Debug)]
pub struct Database(Connection);

impl Database {
    /// Opens the file of a data folder, as anybody may.
    pub fn open(data: &Path) -> Result<Self, Trouble> {
        Ok(Self(Connection::open(data.join(super::ground::DATABASE))?))
    }

    /// Carries out a statement and counts the rows.
    pub fn run(&self, sql: &str) -> Result<usize, Trouble> {
        Ok(self.0.execute(sql, [])?)
    }

    /// The first column of every row, as text.
    pub fn texts(&self, sql: &str) -> Result<Vec<String>, Trouble> {
        self.each(sql, |row| row.get(0))
    }

    /// The first column of every row, as numbers.
    pub fn numbers(&self, sql: &str) -> Result<Vec<i64>, Trouble> {
        self.each(sql, |row| row.get(0))
    }

    /// The first two columns of every row: a number and bytes.
    pub fn pairs(&self, sql: &str) -> Result<Vec<(i64, Vec<u8>)>, Trouble> {
        self.each(sql, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    fn each<T>(
        &self,
        sql: &str,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Trouble> {
        let mut statement = self.0.prepare(sql)?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Writes everything into the one file and closes it.
    pub fn close(self) -> Result<(), Trouble> {
        Ok(self.0.close().map_err(|(_, error)| error)?)
    }

    /// The tables that hold evidence; the pages of the search index belong to the engine.
    pub fn tables(&self) -> Result<Vec<Table>, Trouble> {
        self.tables_within(&|_| "1".to_owned())
    }

    /// The same with those rows of each that meet a condition.
    pub fn tables_within(&self, within: &dyn Fn(&str) -> String) -> Result<Vec<Table>, Trouble> {
        const NAMES: &str = "SELECT name FROM sqlite_master WHERE type = 'table' \
            AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_index%' ORDER BY name";
        let mut tables = Vec::new();
        for name in self.texts(NAMES)? {
            if NO_EVIDENCE.contains(&name.as_str()) {
                continue;
            }
            let columns = self.each(&format!("PRAGMA table_info({name})"), |row| {
                let key = row.get::<_, i64>("pk")? != 0;
                Ok(Column { name: row.get("name")?, kind: row.get("type")?, key })
            })?;
            let within = within(&name);
            let count = self.numbers(&format!("SELECT COUNT(*) FROM {name} WHERE {within}"))?;
            let rows = count.first().and_then(|count| u64::try_from(*count).ok());
            tables.push(Table { name, columns, rows: rows.unwrap_or_default(), within });
        }
        Ok(tables)
    }

    /// A row by chance.
    pub fn row(&self, table: &Table, dice: &mut Dice) -> Result<Words, Trouble> {
        const SEPARATOR: char = '\u{1f}';
        let quoted: Vec<String> =
            table.columns.iter().map(|column| format!("quote({})", column.name)).collect();
        let at = dice.below(table.rows);
        let sql = format!(
            "SELECT {} FROM {} WHERE {} LIMIT 1 OFFSET {at}",
            quoted.join(" || char(31) || "),
            table.name,
            table.within
        );
        let row = self.texts(&sql)?.into_iter().next().ok_or("the table is empty")?;
        Ok(row.split(SEPARATOR).map(str::to_owned).collect())
    }

    /// What the evidence says, whatever page it lies on.
    pub fn content(&self) -> Result<BTreeSet<String>, Trouble> {
        let mut content = BTreeSet::new();
        for table in self.tables()? {
            content.extend(self.content_of(&table)?);
        }
        Ok(content)
    }

    /// What the evidence in one table says.
    pub fn content_of(&self, table: &Table) -> Result<BTreeSet<String>, Trouble> {
        let told = |column: &&Column| {
            !NO_EVIDENCE_COLUMNS.contains(&(table.name.as_str(), column.name.as_str()))
        };
        let columns = table.columns.iter().filter(told);
        let quoted: Vec<String> = columns.map(|column| format!("quote({})", column.name)).collect();
        let sql = format!("SELECT {} FROM {}", quoted.join(" || char(31) || "), table.name);
        let rows = self.texts(&sql)?;
        Ok(rows.into_iter().map(|row| format!("{} {row}", table.name)).collect())
    }
}

impl Table {
    /// The condition that finds a row.
    pub fn found(&self, row: &Words) -> String {
        let keys = self.columns.iter().zip(row).filter(|(column, _)| column.key);
        let parts: Vec<String> =
            keys.map(|(column, word)| format!("{} = {word}", column.name)).collect();
        parts.join(" AND ")
    }

    /// The columns that hold evidence.
    pub fn evidence(&self) -> Vec<(usize, &Column)> {
        let told = |name: &str| !NO_EVIDENCE_COLUMNS.contains(&(self.name.as_str(), name));
        self.columns.iter().enumerate().filter(|(_, column)| told(&column.name)).collect()
    }
}

/// Another value of the same kind.
pub fn other(word: &str, kind: &str, dice: &mut Dice) -> String {
    if word == "NULL" {
        return if kind == "TEXT" { "'x'".to_owned() } else { "1".to_owned() };
    }
    if let Some(hex) = word.strip_prefix("X'").and_then(|rest| rest.strip_suffix('\'')) {
        return format!("X'{}'", turned(hex, dice));
    }
    if let Some(text) = word.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return if text.is_empty() {
            "'x'".to_owned()
        } else {
            format!("'{}'", turned(text, dice))
        };
    }
    let step = if dice.below(2) == 0 { 1 } else { -1 };
    word.parse::<i64>().map_or_else(|_| "7".to_owned(), |number| (number + step).to_string())
}

/// The text with one character changed into another of its kind; quotes stay as they are.
fn turned(text: &str, dice: &mut Dice) -> String {
    let letters: Vec<char> = text.chars().collect();
    let open: Vec<usize> =
        letters.iter().enumerate().filter(|(_, c)| **c != '\'').map(|(at, _)| at).collect();
    let Some(at) = dice.one(&open).copied() else { return format!("{text}x") };
    let change = |(place, letter): (usize, char)| match letter {
        _ if place != at => letter,
        '0' => '1',
        '1'..='9' => '0',
        'a' | 'A' => 'B',
        'b'..='z' | 'B'..='Z' => 'A',
        _ => '改',
    };
    let changed: String = letters.into_iter().enumerate().map(change).collect();
    if changed == text { format!("{text}x") } else { changed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_value_is_never_the_same() {
        let mut dice = Dice::new(1, "rows", 0);
        for (word, kind) in [
            ("NULL", "TEXT"),
            ("X'00FF'", "BLOB"),
            ("'a''b'", "TEXT"),
            ("''", "TEXT"),
            ("5", "INTEGER"),
        ] {
            for _ in 0..50 {
                assert_ne!(other(word, kind, &mut dice), word);
            }
        }
    }
}
