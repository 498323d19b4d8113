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
