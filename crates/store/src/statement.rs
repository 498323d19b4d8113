//! Statements that work on both engines: tables, questions, changes and page marks.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::{Cell, Fault, Record};

/// A table written by key: its columns are named once and every statement is made from them.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The columns of its key, which are its order too.
    pub key: &'static [&'static str],
    /// All columns, in the order in which rows are written and read.
    pub columns: &'static [&'static str],
    /// What a second row with the same key means.
    pub second: Second,
}

/// What a second row with the same key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Second {
    /// A fault: the table only grows.
    Refused,
    /// The newer row.
    Replaces,
}

/// A row of a table.
pub trait Stored: Sized {
    const TABLE: Table;
    fn cells(&self) -> Vec<Cell>;
    fn read(record: Record) -> Result<Self, Fault>;
}

/// A question: one statement, its values, and how to read a row of the answer.
#[derive(Debug, Clone)]
pub struct Ask<T> {
    pub(crate) sql: Arc<str>,
    pub(crate) args: Vec<Cell>,
    pub(crate) read: fn(Record) -> Result<T, Fault>,
}

impl<T> Ask<T> {
    pub(crate) fn new(
        sql: impl Into<Arc<str>>,
        args: Vec<Cell>,
        read: fn(Record) -> Result<T, Fault>,
    ) -> Self {
        Self { sql: sql.into(), args, read }
    }
}

impl<T: Stored> Ask<T> {
    /// Asks for whole rows of a table; `clauses` is everything after its name.
    pub(crate) fn rows(clauses: &str, args: Vec<Cell>) -> Self {
        let table = const { &T::TABLE };
        let sql = format!("SELECT {} FROM {} {clauses}", table.columns.join(", "), table.name);
        Self::new(sql, args, T::read)
    }
}

/// A change of a table that no event stands for.
#[derive(Debug, Clone)]
pub struct Change {
    pub(crate) sql: Arc<str>,
    pub(crate) args: Vec<Cell>,
}

impl Change {
    pub(crate) fn new(sql: &'static str, args: Vec<Cell>) -> Self {
        Self { sql: sql.into(), args }
    }
}

/// Where a page of a list ended; its text form goes into the next link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark(Vec<String>);

const BETWEEN: char = '~';

impl Mark {
    pub(crate) fn new(parts: &[&str]) -> Self {
        Self(parts.iter().map(|part| (*part).to_owned()).collect())
    }

    pub(crate) fn part(&self, place: usize) -> Result<&str, Fault> {
        self.0.get(place).map(String::as_str).ok_or(Fault::BadMark)
    }

    pub(crate) fn number(&self, place: usize) -> Result<i64, Fault> {
        self.part(place)?.parse().map_err(|_| Fault::BadMark)
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join(&BETWEEN.to_string()))
    }
}

impl std::str::FromStr for Mark {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let parts: Vec<String> = text.split(BETWEEN).map(str::to_owned).collect();
        if 2 <= parts.len() { Ok(Self(parts)) } else { Err(Fault::BadMark) }
    }
}

/// Conditions collected one by one, each with its numbered values.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    texts: Vec<String>,
    pub(crate) args: Vec<Cell>,
}

impl Conditions {
    /// Adds a value and gives its placeholder.
    pub(crate) fn arg(&mut self, value: impl Into<Cell>) -> String {
        self.args.push(value.into());
        format!("${}", self.args.len())
    }

    /// Adds values and gives their placeholders with commas between.
    pub(crate) fn list(&mut self, values: &[String]) -> String {
        let places: Vec<String> = values.iter().map(|value| self.arg(value)).collect();
        places.join(", ")
    }

    pub(crate) fn and(&mut self, condition: String) {
        self.texts.push(condition);
    }

    /// Conditions of a question inside this one: the values are shared, the texts are not.
    pub(crate) fn nested(&mut self, ask: impl FnOnce(&mut Self)) -> String {
        let outer = std::mem::take(&mut self.texts);
        ask(self);
        let clause = self.clause();
        self.texts = outer;
        clause
    }

    /// The `WHERE` clause, or nothing.
    pub(crate) fn clause(&self) -> String {
        if self.texts.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", self.texts.join(" AND "))
        }
    }
}

/// Repeats the last value, so that lists come in few lengths and statements stay prepared.
pub(crate) fn padded(values: &[String]) -> Vec<String> {
    let mut padded = values.to_vec();
    if let Some(last) = values.last() {
        padded.resize(values.len().next_power_of_two(), last.clone());
    }
    padded
}

/// Puts an engine's words in every place of `MATCHES($n)`.
pub(crate) fn with_matches(sql: &Arc<str>, words: impl Fn(&str) -> String) -> Arc<str> {
    let mut parts = sql.split("MATCHES(");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    let mut rest = parts.peekable();
    if rest.peek().is_none() {
        return Arc::clone(sql);
    }
    for part in rest {
        let (place, after) = part.split_once(')').unwrap_or((part, ""));
        whole.push_str(&words(place));
        whole.push_str(after);
    }
    whole.into()
}

/// Rows of one statement; few sizes keep the engines' prepared statements few.
const SIZES: [usize; 6] = [32, 16, 8, 4, 2, 1];

/// How many of the rows that are left the next statement takes.
pub(crate) fn next_size(left: usize) -> usize {
    SIZES.into_iter().find(|size| *size <= left).unwrap_or(1)
}

/// How a statement for many rows marks the places of its values, which come in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Places {
    /// By number.
    Numbered,
    /// By nothing but their order: one engine looks a numbered place up by walking a list,
    /// which for hundreds of values costs more than writing them.
    Plain,
}

/// Writes `rows` rows of a table.
pub(crate) fn put_sql(table: &'static Table, rows: usize, places: Places) -> Arc<str> {
    cached((table.name, Verb::Put, rows, places), || {
        let mut sql = format!("INSERT INTO {} ({}) VALUES ", table.name, table.columns.join(", "));
        push_tuples(&mut sql, table.columns.len(), rows, places);
        if table.second == Second::Replaces {
            let rest: Vec<String> = (table.columns.iter())
                .filter(|column| !table.key.contains(column))
                .map(|column| format!("{column} = excluded.{column}"))
                .collect();
            let key = table.key.join(", ");
            let _ = if rest.is_empty() {
                write!(sql, " ON CONFLICT ({key}) DO NOTHING")
            } else {
                write!(sql, " ON CONFLICT ({key}) DO UPDATE SET {}", rest.join(", "))
            };
        }
        sql
    })
}

/// Writes some columns of the row with a key; the values of the columns come first.
pub(crate) fn change_sql(
    table: &'static Table,
    columns: &[&'static str],
    places: Places,
) -> Arc<str> {
    cached((table.name, Verb::Change(columns.to_owned()), 1, places), || {
        let mut place = 0;
        let mut each = |columns: &[&str], between: &str| {
            let parts = columns.iter().map(|column| {
                place += 1;
                match places {
                    Places::Numbered => format!("{column} = ${place}"),
                    Places::Plain => format!("{column} = ?"),
                }
            });
            parts.collect::<Vec<_>>().join(between)
        };
        let (set, key) = (each(columns, ", "), each(table.key, " AND "));
        format!("UPDATE {} SET {set} WHERE {key}", table.name)
    })
}

/// Removes `rows` rows of a table by key.
pub(crate) fn remove_sql(table: &'static Table, rows: usize, places: Places) -> Arc<str> {
    cached((table.name, Verb::Remove, rows, places), || {
        let mut sql = format!("DELETE FROM {} WHERE ({}) IN (", table.name, table.key.join(", "));
        if 1 < table.key.len() {
            sql.push_str("VALUES ");
        }
        push_tuples(&mut sql, table.key.len(), rows, places);
        sql.push(')');
        sql
    })
}

/// Reads a table in the order of its key, from the start or after a key.
pub(crate) fn walk_sql(table: &'static Table, from: Walk) -> Arc<str> {
    let (verb, condition) = match from {
        Walk::Start => (Verb::WalkStart, String::new()),
        Walk::After => {
            let mut places = String::new();
            push_tuples(&mut places, table.key.len(), 1, Places::Numbered);
            (Verb::WalkAfter, format!("WHERE ({}) > {places}", table.key.join(", ")))
        }
    };
    cached((table.name, verb, 1, Places::Numbered), || {
        let limit = match from {
            Walk::Start => 1,
            Walk::After => table.key.len() + 1,
        };
        let (columns, key) = (table.columns.join(", "), table.key.join(", "));
        format!("SELECT {columns} FROM {} {condition} ORDER BY {key} LIMIT ${limit}", table.name)
    })
}

/// Where a walk through a table begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Walk {
    Start,
    After,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Verb {
    Put,
    Change(Vec<&'static str>),
    Remove,
    WalkStart,
    WalkAfter,
}

type Key = (&'static str, Verb, usize, Places);

static MADE: LazyLock<Mutex<HashMap<Key, Arc<str>>>> = LazyLock::new(Mutex::default);

fn cached(key: Key, make: impl FnOnce() -> String) -> Arc<str> {
    let mut known = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(known.entry(key).or_insert_with(|| make().into()))
}

fn push_tuples(sql: &mut String, width: usize, rows: usize, places: Places) {
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..width {
            let comma = if column == 0 { "" } else { ", " };
            let _ = match places {
                Places::Numbered => write!(sql, "{comma}${}", row * width + column + 1),
                Places::Plain => write!(sql, "{comma}?"),
            };
        }
        sql.push(')');
    }
}

#[cfg(test)]
mod tests {
    use super::{Places, Second, Table, Walk, change_sql, put_sql, remove_sql, walk_sql};

    const PAIR: Table = Table {
        name: "pair",
        key: &["a", "b"],
        columns: &["a", "b", "c"],
        second: Second::Replaces,
    };

    #[test]
    fn statements_are_made_from_the_columns() {
        assert_eq!(
            &*put_sql(&PAIR, 2, Places::Numbered),
            "INSERT INTO pair (a, b, c) VALUES ($1, $2, $3), ($4, $5, $6) \
             ON CONFLICT (a, b) DO UPDATE SET c = excluded.c"
        );
        assert_eq!(
            &*remove_sql(&PAIR, 1, Places::Plain),
            "DELETE FROM pair WHERE (a, b) IN (VALUES (?, ?))"
        );
        assert_eq!(
            &*change_sql(&PAIR, &["c"], Places::Numbered),
            "UPDATE pair SET c = $1 WHERE a = $2 AND b = $3"
        );
        assert_eq!(
            &*walk_sql(&PAIR, Walk::After),
            "SELECT a, b, c FROM pair WHERE (a, b) > ($1, $2) ORDER BY a, b LIMIT $3"
        );
    }

    #[test]
    fn a_mark_survives_the_link_and_a_torn_one_is_refused() {
        let mark = super::Mark::new(&["2026-03-09", "01J"]);
        assert_eq!(mark.to_string().parse::<super::Mark>().unwrap(), mark);
        assert!("2026-03-09".parse::<super::Mark>().is_err());
    }
}
