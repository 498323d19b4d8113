//! Words to be found: every pair of neighbouring characters is indexed, so that a search of two
//! characters or more finds exactly what holds them, with no dictionary to be wrong.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::statement::{Conditions, Second, Stored, Table, padded};
use crate::{Ask, Cell, Fault, Record};

/// What can be found of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchRow {
    /// The stream, as `case/01J…`.
    pub stream: String,
    /// What the stream is about, as `case`.
    pub kind: String,
    /// The words, kept folded: small letters, half width.
    pub words: String,
}

impl SearchRow {
    /// A row whose words are folded as searches fold theirs.
    pub fn new(stream: impl Into<String>, kind: impl Into<String>, words: &str) -> Self {
        Self { stream: stream.into(), kind: kind.into(), words: folded(words) }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The stream.
    pub stream: String,
    /// What the stream is about.
    pub kind: String,
}

/// Finds the streams that hold all the given words, newest id first; no kinds means all.
pub fn search(words: &str, kinds: &[String], limit: i64) -> Ask<Found> {
    let mut conditions = Conditions::default();
    hold_all(&mut conditions, words);
    if !kinds.is_empty() {
        let kinds = conditions.list(kinds);
        conditions.and(format!("kind IN ({kinds})"));
    }
    let clause = conditions.clause();
    let limit = conditions.arg(limit);
    let sql = format!(
        "SELECT stream, kind FROM search_entry {clause} ORDER BY stream DESC LIMIT {limit}"
    );
    Ask::new(sql, conditions.args, |mut row| Ok(Found { stream: row.text()?, kind: row.text()? }))
}

/// Which things of a kind hold the words of a list: few are named, many are met on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hits {
    /// The list asks for no words.
    All,
    /// These ids and no others.
    Few(Vec<String>),
    /// More than [`FEW`].
    Many,
}

/// Up to here, rows are fetched by their ids; beyond, a walk in the list's order meets enough.
const FEW: usize = 500;

/// The ids of the things of a kind that hold all the given words, up to one more than few.
pub(crate) fn probe(kind: &str, words: &str) -> Ask<String> {
    let mut conditions = Conditions::default();
    hold_all(&mut conditions, words);
    let skipped = kind.chars().count() + 2;
    let kind = conditions.arg(kind);
    conditions.and(format!("kind = {kind}"));
    let clause = conditions.clause();
    let limit = conditions.arg(i64::try_from(FEW + 1).unwrap_or(i64::MAX));
    let sql = format!("SELECT SUBSTR(stream, {skipped}) FROM search_entry {clause} LIMIT {limit}");
    Ask::new(sql, conditions.args, |mut row| row.text())
}

/// What the answer of a probe means.
pub(crate) fn weigh(ids: Vec<String>) -> Hits {
    if FEW < ids.len() { Hits::Many } else { Hits::Few(ids) }
}

/// Narrows a list of things whose stream is `kind/id` to those that hold all the given words.
pub(super) fn narrow(conditions: &mut Conditions, kind: &str, words: &str, hits: &Hits) {
    match hits {
        Hits::All => {}
        Hits::Few(ids) if ids.is_empty() => conditions.and("1 = 0".to_owned()),
        Hits::Few(ids) => {
            let ids = conditions.list(&padded(ids));
            conditions.and(format!("id IN ({ids})"));
        }
        Hits::Many => {
            let clause = conditions.nested(|inner| {
                inner.and(format!("stream = '{kind}/' || id"));
                hold_literally(inner, &folded(words));
            });
            conditions.and(format!("EXISTS (SELECT 1 FROM search_entry {clause})"));
        }
    }
}

/// Takes away what a pattern would read as more than itself.
pub(super) fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// The pairs narrow quickly; the literal words make the answer exact.
fn hold_all(conditions: &mut Conditions, words: &str) {
    let words = folded(words);
    let wanted = grams(&words);
    if words.is_empty() {
        conditions.and("1 = 0".to_owned());
    }
    if !wanted.is_empty() {
        let wanted = conditions.arg(wanted);
        conditions.and(format!("MATCHES({wanted})"));
    }
    hold_literally(conditions, &words);
}

fn hold_literally(conditions: &mut Conditions, folded: &str) {
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let word = conditions.arg(format!("%{}%", escaped(word)));
        conditions.and(format!("words LIKE {word} ESCAPE '!'"));
    }
}

/// Folds width and case, and makes every run of blanks one blank.
fn folded(words: &str) -> String {
    let narrow = words.chars().map(half_width).flat_map(char::to_lowercase).collect::<String>();
    narrow.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(letter).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(letter)
        }
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Every pair of neighbouring characters of a word, written in letters and digits that no
/// engine's tokenizer takes apart.
fn grams(folded: &str) -> String {
    let mut pairs = BTreeSet::new();
    for word in folded.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        for pair in letters.windows(2) {
            let mut written = String::with_capacity(10);
            for letter in pair {
                let _ = write!(written, "{:05x}", u32::from(*letter));
            }
            pairs.insert(written);
        }
    }
    pairs.into_iter().collect::<Vec<_>>().join(" ")
}

/// A number that belongs to a stream for ever, whatever engine and copy.
fn entry_id(stream: &str) -> i64 {
    let sum = Sha256::digest(stream.as_bytes());
    let mut bytes = [0; 8];
    for (to, from) in bytes.iter_mut().zip(sum) {
        *to = from;
    }
    i64::from_be_bytes(bytes) & i64::MAX
}

impl Stored for SearchRow {
    const TABLE: Table = Table {
        name: "search_entry",
        key: &["stream"],
        columns: &["entry_id", "stream", "kind", "words", "grams"],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            entry_id(&self.stream).into(),
            (&self.stream).into(),
            (&self.kind).into(),
            (&self.words).into(),
            grams(&self.words).into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        let _entry_id = row.int()?;
        Ok(Self { stream: row.text()?, kind: row.text()?, words: row.text()? })
    }
}

#[cfg(test)]
mod tests {
    use super::{folded, grams};

    #[test]
    fn width_and_case_do_not_matter() {
        assert_eq!(folded("鲁Ｈ１２３ａＢ　Ｘ"), "鲁h123ab x");
    }

    #[test]
    fn pairs_do_not_reach_over_a_blank() {
        assert_eq!(grams("金乡 县"), "091d104e61");
        assert_eq!(grams("县"), "");
    }
}
