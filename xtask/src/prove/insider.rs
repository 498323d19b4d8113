//! B1: somebody with an SQL prompt edits one thing; the verification must be red and name it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use futures::{StreamExt as _, TryStreamExt as _};
use serde_json::Value;

use super::check::Verdict;
use super::dice::Dice;
use super::ground::Yard;
use super::program::{self, Said};
use super::rows::{self, Database, NO_EVIDENCE, NO_EVIDENCE_COLUMNS, Table, Words};
use crate::site::Trouble;

/// How many trials run side by side.
const ABREAST: usize = 2;
/// How often another edit is thrown when the database refuses one.
const THROWS: usize = 40;

/// What is edited, and how it is looked at afterwards.
pub struct Target {
    /// The check.
    pub id: &'static str,
    /// The data folder that is copied for each edit.
    pub data: PathBuf,
    /// How the copy is verified.
    pub words: &'static [&'static str],
    /// The condition of the rows of a table that are edited.
    pub within: Box<dyn Fn(&str) -> String>,
    /// What is not done to a table.
    pub spared: fn(Act, &str) -> bool,
}

/// What is done to a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    Update,
    Overwrite,
    Swap,
    Renumber,
    Delete,
    Insert,
}

/// One kind of edit.
#[derive(Clone, Debug)]
struct Edit {
    act: Act,
    table: Table,
    column: usize,
}

/// What was done.
#[derive(Debug)]
struct Done {
    sql: String,
    touched: Vec<Words>,
}

/// Tries so many edits, each kind before any kind again.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    program::must_be_sound(yard, &yard.ground()).await?;
    let target = Target {
        id: "B1",
        data: yard.ground(),
        words: &["--no-blobs"],
        within: Box::new(|_| "1".to_owned()),
        // An object that no event names is an upload that nobody used; it proves nothing.
        spared: |act, table| act == Act::Insert && table == "blob",
    };
    let mut verdict = Verdict::default();
    edit(yard, &target, trials, &mut verdict).await?;
    verdict.add("不作证据的表 tables without evidence", u64::try_from(NO_EVIDENCE.len())?);
    let columns = u64::try_from(NO_EVIDENCE_COLUMNS.len())?;
    verdict.add("不作证据的列 columns without evidence", columns);
    Ok(verdict)
}

/// Edits copies of a folder so often.
pub async fn edit(
    yard: &Yard,
    target: &Target,
    trials: usize,
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let name = target.id.to_ascii_lowercase();
    let copy = yard.light_copy_of(&target.data, &format!("{name}-kinds"))?;
    let database = Database::open(&copy)?;
    let tables = database.tables_within(&target.within)?;
    database.close()?;
    let mut kinds = kinds(&tables);
    kinds.retain(|kind| !(target.spared)(kind.act, &kind.table.name));
    shuffle(&mut kinds, &mut yard.dice(target.id, usize::MAX));
    let all = kinds.len();
    let edits = kinds.iter().cycle().take(trials).enumerate();
    let outcomes = edits.map(|(trial, kind)| one(yard, target, trial, kind));
    let mut outcomes = futures::stream::iter(outcomes).buffer_unordered(ABREAST);
    while let Some((kind, outcome)) = outcomes.try_next().await? {
        match outcome {
            Outcome::Named => verdict.count("点名 named"),
            Outcome::Harmless => verdict.count("无可改 no such edit possible"),
            Outcome::Covered => verdict.count("被更大的检查点覆盖 covered by a later checkpoint"),
            Outcome::Missed(words) => {
                verdict.count("漏过 missed");
                verdict.fail(format!("{kind}: {words}"));
            }
        }
    }
    verdict.add("种类 kinds", u64::try_from(all.min(trials))?);
    verdict.add("共有种类 of", u64::try_from(all)?);
    let edited = tables.iter().filter(|table| 0 < table.rows).count();
    verdict.add("表 tables", u64::try_from(edited)?);
    Ok(())
}

enum Outcome {
    Named,
    Harmless,
    Covered,
    Missed(String),
}

async fn one(
    yard: &Yard,
    target: &Target,
    trial: usize,
    edit: &Edit,
) -> Result<(String, Outcome), Trouble> {
    let mut dice = yard.dice(target.id, trial);
    let column = edit.table.columns.get(edit.column).map_or("", |column| column.name.as_str());
    let kind = format!("{:?} {}.{column}", edit.act, edit.table.name);
    let name = format!("{}-{trial}", target.id.to_ascii_lowercase());
    let copy = yard.light_copy_of(&target.data, &name)?;
    let done = edited(&copy, edit, &mut dice)?;
    let outcome = match done {
        None => Outcome::Harmless,
        Some(done) => {
            let said = program::verify(yard, &copy, target.words).await?;
            judged(edit, &done, &said)
        }
    };
    std::fs::remove_dir_all(&copy)?;
    Ok((kind, outcome))
}

fn edited(copy: &Path, edit: &Edit, dice: &mut Dice) -> Result<Option<Done>, Trouble> {
    let database = Database::open(copy)?;
    // Somebody who edits files is not held back by what the program would not do.
    database.run("PRAGMA foreign_keys = OFF")?;
    let before = database.content_of(&edit.table)?;
    let mut done = None;
    for _ in 0..THROWS {
        let Some(tried) = thrown(&database, edit, dice)? else { break };
        // The database may refuse an edit for its constraints; then another one is thrown.
        if database.run(&tried.sql).is_ok_and(|rows| 0 < rows)
            && database.content_of(&edit.table)? != before
        {
            done = Some(tried);
            break;
        }
    }
    database.close()?;
    Ok(done)
}

/// An edit of this kind on rows by chance; none when the table has not enough rows.
fn thrown(database: &Database, edit: &Edit, dice: &mut Dice) -> Result<Option<Done>, Trouble> {
    let table = &edit.table;
    let Some(column) = table.columns.get(edit.column) else { return Ok(None) };
    let (one, two) = (database.row(table, dice)?, database.row(table, dice)?);
    let (Some(first), Some(second)) = (one.get(edit.column), two.get(edit.column)) else {
        return Ok(None);
    };
    let (name, here, there) = (&table.name, table.found(&one), table.found(&two));
    let at = &column.name;
    let value = match edit.act {
        Act::Update => rows::other(first, &column.kind, dice),
        Act::Renumber | Act::Insert => fresh(first, dice),
        Act::Overwrite | Act::Swap | Act::Delete => second.clone(),
    };
    let mut new = one.clone();
    if let Some(place) = new.get_mut(edit.column) {
        place.clone_from(&value);
    }
    let sql = match edit.act {
        Act::Update | Act::Overwrite | Act::Renumber => {
            format!("UPDATE {name} SET {at} = {value} WHERE {here}")
        }
        Act::Swap => format!(
            "UPDATE {name} SET {at} = CASE WHEN {here} THEN {second} ELSE {first} END \
             WHERE ({here}) OR ({there})"
        ),
        Act::Delete => format!("DELETE FROM {name} WHERE {here}"),
        Act::Insert => format!("INSERT INTO {name} VALUES ({})", new.join(", ")),
    };
    let touched = match edit.act {
        Act::Swap => vec![one, two],
        Act::Delete => vec![one],
        // A row that is too many is named by what it says now.
        Act::Update | Act::Overwrite | Act::Renumber | Act::Insert => vec![one, new],
    };
    Ok(Some(Done { sql, touched }))
}

/// A value for a key that nothing has.
fn fresh(word: &str, dice: &mut Dice) -> String {
    match word.strip_suffix('\'') {
        Some(text) => format!("{text}Z{}'", dice.below(1_000_000)),
        None => (1_000_000 + dice.below(1_000_000)).to_string(),
    }
}

fn kinds(tables: &[Table]) -> Vec<Edit> {
    let mut kinds = Vec::new();
    for table in tables.iter().filter(|table| 0 < table.rows) {
        let edit = |act, column| Edit { act, table: table.clone(), column };
        for (at, column) in table.evidence() {
            kinds.extend([Act::Update, Act::Overwrite, Act::Swap].map(|act| edit(act, at)));
            if column.key {
                kinds.extend([Act::Renumber, Act::Delete, Act::Insert].map(|act| edit(act, at)));
            }
        }
    }
    kinds
}

fn shuffle(kinds: &mut [Edit], dice: &mut Dice) {
    for last in (1..kinds.len()).rev() {
        let other = dice.below(u64::try_from(last + 1).unwrap_or(1));
        kinds.swap(last, usize::try_from(other).unwrap_or_default());
    }
}

fn judged(edit: &Edit, done: &Done, said: &Said) -> Outcome {
    let missed = |why: &str| {
        let sql: String = done.sql.chars().take(300).collect();
        Outcome::Missed(format!("{why}: {sql} → {}", said.in_short()))
    };
    match said.code {
        // What a checkpoint says, the larger one says too.
        Some(0) if edit.table.name == "checkpoint" && edit.act == Act::Delete => Outcome::Covered,
        // Without the last checkpoint the events behind the one before are told to be unsigned.
        Some(5) if edit.table.name == "checkpoint" && edit.act == Act::Delete => Outcome::Named,
        Some(2 | 5) => {
            let marks = marks(&edit.table, &done.touched);
            let names = |finding: &Value| names(finding, &edit.table.name, &marks);
            if said.findings.iter().any(names) { Outcome::Named } else { missed("not named") }
        }
        Some(0) => missed("not seen"),
        _ => missed("not a finding"),
    }
}

/// Everything by which people would know the rows again.
fn marks(table: &Table, touched: &[Words]) -> BTreeSet<String> {
    const SHORTEST: usize = 6;
    let mut marks = BTreeSet::new();
    for row in touched {
        for (column, word) in table.columns.iter().zip(row) {
            let text = word.trim_matches('\'');
            let number =
                word.parse::<i64>().is_ok() && (column.key || column.name.ends_with("seq"));
            if number || SHORTEST <= text.chars().count() && !word.starts_with("X'") {
                marks.insert(text.to_owned());
            }
        }
    }
    marks
}

fn names(finding: &Value, table: &str, marks: &BTreeSet<String>) -> bool {
    let text = |key: &str| finding.get(key).and_then(Value::as_str).unwrap_or_default();
    let seq = finding.get("seq").and_then(Value::as_i64).map(|seq| seq.to_string());
    if seq.is_some_and(|seq| marks.contains(&seq)) {
        return true;
    }
    // A table with one row is named by its name.
    if text("place").starts_with(table) && table == "head" {
        return true;
    }
    let place = format!("{} {} {}", text("stream"), text("place"), text("case_number"));
    place.split([' ', '/']).any(|word| marks.contains(word))
        || marks.iter().any(|mark| 8 <= mark.len() && place.contains(mark.as_str()))
}
