//! Compares every row of every read table with what the events give, and the document numbers.

use std::collections::{BTreeSet, HashMap, HashSet};

use store::audit::{self, Place};
use store::{Defect, Row, RowKey, Snapshot, Which};

use super::finding::{Finding, code};
use super::sink::Sender;
use super::streams::Expected;
use crate::Fault;
use crate::door::PROFILE;

/// How many rows are read at a time.
const CHUNK: i64 = 2000;
/// The rows of how many streams are read at a time.
const STREAMS: usize = 256;

/// What comparing the tables gave.
#[derive(Debug, Default)]
pub struct Compared {
    /// How many rows were read.
    pub rows: u64,
    /// The streams that lack rows.
    pub lacking: BTreeSet<u32>,
    /// The digests of the keys of the rows that are missing.
    pub missing: HashSet<u64>,
    intact: HashMap<String, bool>,
}

/// Compares all tables.
pub async fn compare(
    snapshot: &mut Snapshot,
    expected: &Expected,
    found: &Sender,
) -> Result<Compared, Fault> {
    let mut seen = vec![false; expected.rows.len()];
    let mut compared = Compared::default();
    for which in Which::ALL {
        let unread = which == Which::Cases && store::planted(Defect::TableUnread)
            || expected.from != 0 && store::planted(Defect::FreshUnread);
        if unread {
            seen.fill(true);
            continue;
        }
        let mut turn = Turn::default();
        while let Some(rows) = turn.next(snapshot, which, expected).await? {
            compared.rows += u64::try_from(rows.len()).unwrap_or_default();
            for (row, print) in &rows {
                let Some(finding) = one(row, *print, expected, &mut seen) else { continue };
                let stream = finding.stream.clone().unwrap_or_default();
                if compared.intact(snapshot, &stream).await? {
                    found.send(finding);
                }
            }
        }
    }
    for (print, _) in expected.rows.iter().zip(&seen).filter(|(_, seen)| !**seen) {
        compared.lacking.insert(print.stream);
        compared.missing.insert(print.key);
    }
    Ok(compared)
}

/// How far a table was read.
#[derive(Default)]
struct Turn {
    after: Option<RowKey>,
    streams: usize,
}

impl Turn {
    /// The next rows of a table: of all of it, or of the streams that were read.
    async fn next(
        &mut self,
        snapshot: &mut Snapshot,
        which: Which,
        expected: &Expected,
    ) -> Result<Option<Vec<(Row, u64)>>, Fault> {
        let secret = &expected.secret;
        if expected.from == 0 {
            let with = (CHUNK, secret);
            let rows = snapshot.printed_rows_after(which, self.after.as_ref(), with).await?;
            self.after = rows.last().map(|(last, _)| last.key());
            return Ok(if rows.is_empty() { None } else { Some(rows) });
        }
        let rest = expected.streams.get(self.streams..).unwrap_or_default();
        let some = rest.get(..STREAMS.min(rest.len())).unwrap_or_default();
        self.streams += some.len();
        if some.is_empty() {
            return Ok(None);
        }
        Ok(Some(snapshot.printed_rows_of(which, some, secret).await?))
    }
}

impl Compared {
    /// Whether the events of a stream have the hashes they were stored with. Where they have not,
    /// the events are named already, and what follows from them says nothing about rows.
    pub async fn intact(&mut self, snapshot: &mut Snapshot, stream: &str) -> Result<bool, Fault> {
        if let Some(known) = self.intact.get(stream) {
            return Ok(*known);
        }
        let before = Place { stream: stream.to_owned(), version: i64::MIN };
        let after = Place { stream: stream.to_owned(), version: i64::MAX };
        let events = snapshot.ask(audit::events_of_places(&before, &after)).await?;
        let intact = events.iter().all(|event| PROFILE.leaf(&event.bytes).0 == event.leaf);
        self.intact.insert(stream.to_owned(), intact);
        Ok(intact)
    }
}

/// What is wrong with a stored row.
fn one(row: &Row, stored: u64, expected: &Expected, seen: &mut [bool]) -> Option<Finding> {
    let key = row.key_print(&expected.secret);
    let stream = stream_of(row);
    let known = expected.rows.binary_search_by_key(&key, |print| print.key).ok();
    let print = known.and_then(|at| expected.rows.get(at));
    if let Some(seen) = known.and_then(|at| seen.get_mut(at)) {
        *seen = true;
    }
    let finding = match print {
        Some(print) if print.row == stored => return None,
        Some(print) => {
            let what = "这一行与事件推出的内容不符，被改动过。";
            Finding::altered(code::ROW_DIFFERS, what).of(expected.stream(print.stream))
        }
        None if expected.broken.contains(&stream) => return None,
        None => {
            let what = "没有任何事件产生这一行，是另外加进去的。";
            Finding::altered(code::ROW_EXTRA, what).of(stream)
        }
    };
    Some(finding.place(row.key().to_string()))
}

/// Names the rows of a stream that are not stored.
pub fn name_missing(
    rows: &[Row],
    compared: &Compared,
    (stream, expected): (&str, &Expected),
    found: &Sender,
) {
    let missing = |row: &&Row| compared.missing.contains(&row.key_print(&expected.secret));
    for row in rows.iter().filter(missing) {
        let finding = Finding::altered(code::ROW_MISSING, "事件应当产生的这一行不见了。");
        found.send(finding.of(stream).place(row.key().to_string()));
    }
}

/// Numbers of each register must run from one without a gap, in the order of the events; a number
/// of a block is taken once. What was verified before is gone on from where it ended.
pub async fn check_numbers(
    snapshot: &mut Snapshot,
    expected: &mut Expected,
    found: &Sender,
) -> Result<u64, Fault> {
    let mut count = 0;
    let from = expected.from;
    for ((authority, word, year), given) in &mut expected.numbers {
        let register = format!("{authority}{year}年“{word}”字文号");
        let say = |what: String, seq: i64| {
            found.send(Finding::altered(code::NUMBER, what).at(seq));
        };
        count += given.documents;
        given.runs.sort_by_key(|(_, _, seq)| *seq);
        let mut due = 1;
        if from != 0 {
            let (authority, word) = (authority.clone(), word.clone());
            let register = store::tables::Register { authority, word, year: i64::from(*year) };
            let before = snapshot.first(audit::last_number_before(&register, from)).await?;
            let blocks = given.runs.iter().filter(|(_, _, seq)| *seq < from);
            let block = blocks.map(|(_, last, _)| *last).max().unwrap_or_default();
            let before = u32::try_from(before.unwrap_or_default()).unwrap_or_default();
            due = before.max(block).saturating_add(1);
        }
        for (first, last, seq) in given.runs.iter().filter(|(_, _, seq)| from <= *seq) {
            if *first != due {
                say(format!("{register}此处应为第{due}号，实际为第{first}号。"), *seq);
            }
            due = due.saturating_add(1 + last.saturating_sub(*first));
        }
        given.drawn.sort_unstable();
        let mut before = None;
        for (ordinal, seq) in &given.drawn {
            if before == Some(*ordinal) {
                say(format!("{register}第{ordinal}号使用了两次。"), *seq);
            }
            if !given.runs.iter().any(|(first, last, _)| first <= ordinal && ordinal <= last) {
                say(format!("{register}第{ordinal}号没有预留过。"), *seq);
            }
            before = Some(*ordinal);
        }
    }
    Ok(count)
}

/// The stream that a row says it belongs to.
fn stream_of(row: &Row) -> String {
    match row {
        Row::Case(row) => format!("case/{}", row.id),
        Row::Clue(row) => format!("clue/{}", row.id),
        Row::Inspection(row) => format!("inspection/{}", row.id),
        Row::Entrustment(row) => format!("entrustment/{}", row.id),
        Row::Supervision(row) => format!("supervision/{}", row.id),
        Row::Document(row) => row.stream.clone(),
        Row::Evidence(row) => row.stream.clone(),
        Row::Task(row) => row.stream.clone(),
        Row::Done(row) => row.stream.clone(),
        Row::Publication(row) => format!("case/{}", row.case_id),
        Row::Person(row) => format!("person/{}", row.id),
        Row::Link(row) => row.from_stream.clone(),
        Row::Search(row) => row.stream.clone(),
        Row::PartyMark(row) => format!("case/{}", row.case_id),
        Row::ObjectMark(row) => format!("inspection/{}", row.inspection_id),
        Row::Article(row) => format!("case/{}", row.case_id),
    }
}
