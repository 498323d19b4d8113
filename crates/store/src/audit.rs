//! Questions of those who check everything or make everything again: whole tables, in order.
//!
//! A hash of the wrong length reads as zeros here, which no content has, so that a damaged row
//! is named by whoever compares it and hides no other.

use crate::statement::Stored;
use crate::truth::{CommandRow, Event, Opening, TreeNode};
use crate::{Ask, Change, Fault, Record};

/// The place of an event in its stream; places are ordered by stream, then version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The stream.
    pub stream: String,
    /// The version.
    pub version: i64,
}

/// The next events by position.
pub fn events_after(seq: i64, limit: i64) -> Ask<Event> {
    let args = vec![seq.into(), limit.into()];
    loosely("WHERE $1 < seq ORDER BY seq LIMIT $2", args, read_event)
}

/// The next events stream by stream.
pub fn stream_events_after(place: &Place, limit: i64) -> Ask<Event> {
    const AFTER: &str = "WHERE (stream, version) > ($1, $2) ORDER BY stream, version LIMIT $3";
    let args = vec![(&place.stream).into(), place.version.into(), limit.into()];
    loosely(AFTER, args, read_event)
}

/// The events after one place up to another.
pub fn events_of_places(after: &Place, to: &Place) -> Ask<Event> {
    const WITHIN: &str = "WHERE (stream, version) > ($1, $2) AND (stream, version) <= ($3, $4) \
        ORDER BY stream, version";
    loosely(WITHIN, ends(after, to), read_event)
}

fn ends(after: &Place, to: &Place) -> Vec<crate::Cell> {
    let after = [(&after.stream).into(), after.version.into()];
    let to = [(&to.stream).into(), to.version.into()];
    after.into_iter().chain(to).collect()
}

/// The streams that have an event from a position on.
pub fn streams_since(seq: i64) -> Ask<String> {
    const SINCE: &str = "SELECT DISTINCT stream FROM event WHERE $1 <= seq ORDER BY stream";
    Ask::new(SINCE, vec![seq.into()], |mut row| row.text())
}

/// The streams whose names begin with a word and a slash.
pub fn streams_of(word: &str) -> Ask<String> {
    const OF: &str = "SELECT stream FROM event \
        WHERE version = 1 AND $1 <= stream AND stream < $2 ORDER BY stream";
    // The character after the slash.
    Ask::new(OF, vec![format!("{word}/").into(), format!("{word}0").into()], |mut row| row.text())
}

/// All events of a stream.
pub fn stream(stream: &str) -> Ask<Event> {
    loosely("WHERE stream = $1 ORDER BY version", vec![stream.into()], read_event)
}

/// The events of a stream that are of a kind.
pub fn of_kind(stream: &str, kind: &str) -> Ask<Event> {
    const OF: &str = "WHERE stream = $1 AND kind = $2 ORDER BY version";
    loosely(OF, vec![stream.into(), kind.into()], read_event)
}

/// The newest event of a stream that is of a kind.
pub fn last_of_kind(stream: &str, kind: &str) -> Ask<Event> {
    const LAST: &str = "WHERE stream = $1 AND kind = $2 ORDER BY version DESC LIMIT 1";
    loosely(LAST, vec![stream.into(), kind.into()], read_event)
}

/// The answers to some commands.
pub fn commands_of(ids: &[String]) -> Ask<CommandRow> {
    crate::truth::commands(ids)
}

/// The largest number that a document of a register took before a position, zero without one.
pub fn last_number_before(register: &crate::tables::Register, seq: i64) -> Ask<i64> {
    const LAST: &str = "SELECT COALESCE(MAX(ordinal), 0) FROM document_row \
        WHERE authority = $1 AND word = $2 AND year = $3 AND seq < $4";
    let cells = [(&register.authority).into(), (&register.word).into(), register.year.into()];
    Ask::new(LAST, cells.into_iter().chain([seq.into()]).collect(), |mut row| row.int())
}

/// The sealed openings of the streams after one up to another, whether those exist or not.
pub fn openings_of_streams(after: &str, to: &str) -> Ask<Opening> {
    const WITHIN: &str = "WHERE $1 < stream AND stream <= $2 ORDER BY stream, seq, field";
    Ask::rows(WITHIN, vec![after.into(), to.into()])
}

/// The sealed openings of no stream, or of streams after the last.
pub fn openings_beyond(last: &str, limit: i64) -> Ask<Opening> {
    const BEYOND: &str = "WHERE stream <= '' OR $1 < stream ORDER BY stream, seq, field LIMIT $2";
    Ask::rows(BEYOND, vec![last.into(), limit.into()])
}

/// The stream of an event.
pub fn stream_of(seq: i64) -> Ask<String> {
    const STREAM: &str = "SELECT stream FROM event WHERE seq = $1";
    Ask::new(STREAM, vec![seq.into()], |mut row| row.text())
}

/// The leaves from one position to another, both included, as nodes of level zero.
pub fn leaves_between(first: i64, last: i64) -> Ask<TreeNode> {
    const BETWEEN: &str =
        "SELECT 0, seq, leaf FROM event WHERE $1 <= seq AND seq <= $2 ORDER BY seq";
    Ask::new(BETWEEN, vec![first.into(), last.into()], read_node)
}

/// The kept nodes of one level from one place to another, both included.
pub fn nodes_between(level: i64, first: i64, last: i64) -> Ask<TreeNode> {
    const BETWEEN: &str = "WHERE level = $1 AND $2 <= idx AND idx <= $3 ORDER BY idx";
    loosely(BETWEEN, vec![level.into(), first.into(), last.into()], read_node)
}

/// The next kept nodes by level, then index.
pub fn nodes_after((level, idx): (i64, i64), limit: i64) -> Ask<TreeNode> {
    const AFTER: &str = "WHERE (level, idx) > ($1, $2) ORDER BY level, idx LIMIT $3";
    loosely(AFTER, vec![level.into(), idx.into(), limit.into()], read_node)
}

/// The next answered commands by id.
pub fn commands_after(id: &str, limit: i64) -> Ask<CommandRow> {
    Ask::rows("WHERE $1 < id ORDER BY id LIMIT $2", vec![id.into(), limit.into()])
}

/// From what the read tables were made, as [`note_read_tables`] left it.
pub fn read_tables_made_from() -> Ask<String> {
    const MADE_FROM: &str = "SELECT value FROM meta WHERE name = 'read-tables'";
    Ask::new(MADE_FROM, Vec::new(), |mut row| row.text())
}

/// Notes from what the read tables were made.
pub fn note_read_tables(made_from: &str) -> Change {
    const NOTE: &str = "INSERT INTO meta (name, value) VALUES ('read-tables', $1) \
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    Change::new(NOTE, vec![made_from.into()])
}

fn loosely<T: Stored>(
    clauses: &str,
    args: Vec<crate::Cell>,
    read: fn(Record) -> Result<T, Fault>,
) -> Ask<T> {
    let strict = Ask::<T>::rows(clauses, args);
    Ask::new(strict.sql, strict.args, read)
}

fn read_event(mut row: Record) -> Result<Event, Fault> {
    Ok(Event {
        seq: row.int()?,
        stream: row.text()?,
        version: row.int()?,
        kind: row.text()?,
        command: row.text()?,
        recorded_at: row.text()?,
        bytes: row.bytes()?,
        leaf: loose_hash(&mut row)?,
    })
}

fn read_node(mut row: Record) -> Result<TreeNode, Fault> {
    Ok(TreeNode { level: row.int()?, idx: row.int()?, hash: loose_hash(&mut row)? })
}

fn loose_hash(row: &mut Record) -> Result<[u8; 32], Fault> {
    Ok(<[u8; 32]>::try_from(row.bytes()?).unwrap_or_default())
}
