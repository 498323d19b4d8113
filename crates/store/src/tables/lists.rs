//! What all lists share: dates that may be missing, and pages that go on after a mark.

use super::{Sight, StageCount};
use crate::statement::{Conditions, Stored};
use crate::{Ask, Cell, Fault, Record};

/// Sorts after every date.
pub(super) const NEVER: &str = "9999-12-31";

/// A date whose absence sorts last.
pub(super) fn or_never(date: Option<&String>) -> Cell {
    date.map_or(NEVER, String::as_str).into()
}

/// Reads what [`or_never`] wrote.
pub(super) fn unless_never(row: &mut Record) -> Result<Option<String>, Fault> {
    Ok(Some(row.text()?).filter(|date| date != NEVER))
}

/// A date whose absence sorts first.
pub(super) fn or_empty(date: Option<&String>) -> Cell {
    date.map_or("", String::as_str).into()
}

/// Reads what [`or_empty`] wrote.
pub(super) fn unless_empty(row: &mut Record) -> Result<Option<String>, Fault> {
    Ok(Some(row.text()?).filter(|date| !date.is_empty()))
}

/// One page of a table whose rows have one of several values in a column.
///
/// Each value is its own walk along an index, so that a page costs the same whatever the size
/// of the table; the walks are merged in `order`.
pub(super) fn page_of_any<T: Stored>(
    column: &str,
    values: &[String],
    mut conditions: Conditions,
    order: &str,
    limit: i64,
) -> Ask<T> {
    let shared = conditions.clause();
    let join = if shared.is_empty() { "WHERE" } else { "AND" };
    let limit = conditions.arg(limit);
    let (table, columns) = (T::TABLE.name, T::TABLE.columns.join(", "));
    let mut walks = Vec::with_capacity(values.len());
    for (number, value) in values.iter().enumerate() {
        let value = conditions.arg(value);
        walks.push(format!(
            "SELECT {columns} FROM (SELECT {columns} FROM {table} {shared} \
             {join} {column} = {value} ORDER BY {order} LIMIT {limit}) AS walk{number}"
        ));
    }
    let walks = walks.join(" UNION ALL ");
    let sql = format!("SELECT {columns} FROM ({walks}) AS merged ORDER BY {order} LIMIT {limit}");
    Ask::new(sql, conditions.args, T::read)
}

/// One page of a table.
pub(super) fn page<T: Stored>(mut conditions: Conditions, order: &str, limit: i64) -> Ask<T> {
    let clause = conditions.clause();
    let limit = conditions.arg(limit);
    Ask::rows(&format!("{clause} ORDER BY {order} LIMIT {limit}"), conditions.args)
}

/// How many rows of a table are in each stage.
pub(super) fn count_by_stage<T: Stored>(conditions: Conditions) -> Ask<StageCount> {
    let (table, clause) = (T::TABLE.name, conditions.clause());
    let sql = format!("SELECT stage, COUNT(*) FROM {table} {clause} GROUP BY stage ORDER BY stage");
    Ask::new(sql, conditions.args, |mut row| {
        Ok(StageCount { stage: row.text()?, count: row.int()? })
    })
}

/// Narrows a count to what may be seen; `own` is the condition for a person's own, given the place
/// of the person.
pub(super) fn within(conditions: &mut Conditions, sight: &Sight, own: impl Fn(&str) -> String) {
    match sight {
        Sight::All => {}
        Sight::Units(units) if units.is_empty() => conditions.and("1 = 0".to_owned()),
        Sight::Units(units) => {
            let units = conditions.list(units);
            conditions.and(format!("unit IN ({units})"));
        }
        Sight::Person(person) => {
            let person = conditions.arg(person);
            conditions.and(own(&person));
        }
    }
}

/// No row at all, for a sight that sees nothing.
pub(super) fn nothing<T: Stored>() -> Ask<T> {
    Ask::rows("WHERE 1 = 0", Vec::new())
}
