//! Tables and rows as somebody with an SQL prompt sees them: values as SQL words, changed by chance.

use std::collections::BTreeSet;
use std::path::Path;

use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqliteConnection};

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
    /// How many rows it has.
    pub rows: u64,
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
pub struct Database(SqliteConnection);

impl Database {
    /// Opens the file of a data folder, as anybody may.
    pub async fn open(data: &Path) -> Result<Self, Trouble> {
        let file = data.join(super::ground::DATABASE);
        Ok(Self(SqliteConnection::connect(&format!("sqlite://{}", file.display())).await?))
    }

    /// Carries out a statement and counts the rows.
    pub async fn run(&mut self, sql: &str) -> Result<u64, Trouble> {
        Ok(sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut self.0).await?.rows_affected())
    }

    /// The first column of every row, as text.
    pub async fn texts(&mut self, sql: &str) -> Result<Vec<String>, Trouble> {
        let rows = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(&mut self.0).await?;
        Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
    }

    /// The first column of every row, as numbers.
    pub async fn numbers(&mut self, sql: &str) -> Result<Vec<i64>, Trouble> {
        let rows = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(&mut self.0).await?;
        Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
    }

    /// The first two columns of every row: a text and bytes.
    pub async fn pairs(&mut self, sql: &str) -> Result<Vec<(i64, Vec<u8>)>, Trouble> {
        let rows = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(&mut self.0).await?;
        let pairs = rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
        Ok(pairs.collect::<Result<_, sqlx::Error>>()?)
    }

    /// Writes everything into the one file and closes it.
    pub async fn close(self) -> Result<(), Trouble> {
        Ok(self.0.close().await?)
    }

    /// The tables that hold evidence; the pages of the search index belong to the engine.
    pub async fn tables(&mut self) -> Result<Vec<Table>, Trouble> {
        const NAMES: &str = "SELECT name FROM sqlite_master WHERE type = 'table' \
            AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_index%' ORDER BY name";
        let mut tables = Vec::new();
        for name in self.texts(NAMES).await? {
            if NO_EVIDENCE.contains(&name.as_str()) {
                continue;
            }
            let told = sqlx::query(AssertSqlSafe(format!("PRAGMA table_info({name})")))
                .fetch_all(&mut self.0)
                .await?;
            let column = |row: &sqlx::sqlite::SqliteRow| {
                let key = row.try_get::<i64, _>("pk")? != 0;
                Ok(Column { name: row.try_get("name")?, kind: row.try_get("type")?, key })
            };
            let columns = told.iter().map(column).collect::<Result<_, sqlx::Error>>()?;
            let count = self.numbers(&format!("SELECT COUNT(*) FROM {name}")).await?;
            let rows = count.first().and_then(|count| u64::try_from(*count).ok());
            tables.push(Table { name, columns, rows: rows.unwrap_or_default() });
        }
        Ok(tables)
    }

    /// A row by chance.
    pub async fn row(&mut self, table: &Table, dice: &mut Dice) -> Result<Words, Trouble> {
        const SEPARATOR: char = '\u{1f}';
        let quoted: Vec<String> =
            table.columns.iter().map(|column| format!("quote({})", column.name)).collect();
        let at = dice.below(table.rows);
        let sql = format!(
            "SELECT {} FROM {} LIMIT 1 OFFSET {at}",
            quoted.join(" || char(31) || "),
            table.name
        );
        let row = self.texts(&sql).await?.into_iter().next().ok_or("the table is empty")?;
        Ok(row.split(SEPARATOR).map(str::to_owned).collect())
    }

    /// What the evidence says, whatever page it lies on.
    pub async fn content(&mut self) -> Result<BTreeSet<String>, Trouble> {
        let mut content = BTreeSet::new();
        for table in self.tables().await? {
            content.extend(self.content_of(&table).await?);
        }
        Ok(content)
    }

    /// What the evidence in one table says.
    pub async fn content_of(&mut self, table: &Table) -> Result<BTreeSet<String>, Trouble> {
        let told = |column: &&Column| {
            !NO_EVIDENCE_COLUMNS.contains(&(table.name.as_str(), column.name.as_str()))
        };
        let columns = table.columns.iter().filter(told);
        let quoted: Vec<String> = columns.map(|column| format!("quote({})", column.name)).collect();
        let sql = format!("SELECT {} FROM {}", quoted.join(" || char(31) || "), table.name);
        let rows = self.texts(&sql).await?;
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
