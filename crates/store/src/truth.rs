//! The tables that must never be lost: events, the tree, openings, commands, blobs.

use crate::statement::{Conditions, Second, Stored, Table, padded};
use crate::{Ask, Cell, Change, Fault, Record};

/// An event as it stands in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its position, from zero, without gap.
    pub seq: i64,
    /// The stream it belongs to, as `case/01J…`.
    pub stream: String,
    /// Its place in the stream, from one, without gap.
    pub version: i64,
    /// What kind of event it is.
    pub kind: String,
    /// The command that made it.
    pub command: String,
    /// When the server recorded it, in UTC.
    pub recorded_at: String,
    /// Its canonical bytes.
    pub bytes: Vec<u8>,
    /// The hash of its bytes as a leaf of the tree.
    pub leaf: [u8; 32],
}

/// A sealed personal value and its salt, kept outside the hashed bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The stream of the event.
    pub stream: String,
    /// The event that commits to the value.
    pub seq: i64,
    /// Where in the event's body the commitment stands.
    pub field: String,
    /// The encrypted value and salt.
    pub sealed: Vec<u8>,
}

/// A complete node of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeNode {
    /// Zero for leaves.
    pub level: i64,
    /// From the left, from zero.
    pub idx: i64,
    /// Its hash.
    pub hash: [u8; 32],
}

/// A signed statement of the tree's root at a size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many events it covers.
    pub size: i64,
    /// The signed note.
    pub note: String,
}

/// What was answered to a command, so that a repeat gets the same answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandRow {
    /// The id its maker gave it.
    pub id: String,
    /// The stream it changed.
    pub stream: String,
    /// A digest of its content: the same id with other content is no repeat.
    pub digest: String,
    /// Its first event.
    pub first_seq: i64,
    /// Its last event.
    pub last_seq: i64,
}

/// Bytes that lie in the evidence folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobRow {
    /// SHA-256 of the bytes, in hexadecimal.
    pub hash: String,
    /// In bytes.
    pub size: i64,
    /// What they are.
    pub mime: String,
    /// What their sender called them.
    pub name: String,
    /// When they were stored.
    pub stored_at: String,
}

/// The version of a stream, if it has any event.
pub fn version(stream: &str) -> Ask<i64> {
    const VERSION: &str =
        "SELECT version FROM event WHERE stream = $1 ORDER BY version DESC LIMIT 1";
    Ask::new(VERSION, vec![stream.into()], |mut row| row.int())
}

/// The versions of those of these streams that have any event.
pub(crate) fn versions(streams: &[String]) -> Ask<(String, i64)> {
    let mut conditions = Conditions::default();
    let streams = conditions.list(&padded(streams));
    let sql = format!(
        "SELECT stream, MAX(version) FROM event WHERE stream IN ({streams}) GROUP BY stream"
    );
    Ask::new(sql, conditions.args, |mut row| Ok((row.text()?, row.int()?)))
}

/// What was answered to those of these commands that are known.
pub(crate) fn commands(ids: &[String]) -> Ask<CommandRow> {
    let mut conditions = Conditions::default();
    let ids = conditions.list(&padded(ids));
    Ask::rows(&format!("WHERE id IN ({ids})"), conditions.args)
}

/// All events of a stream, in order.
pub fn stream(stream: &str) -> Ask<Event> {
    Ask::rows("WHERE stream = $1 ORDER BY version", vec![stream.into()])
}

/// One event by its position.
pub fn event(seq: i64) -> Ask<Event> {
    Ask::rows("WHERE seq = $1", vec![seq.into()])
}

/// The next events after a position; minus one is before the first.
pub fn events_after(seq: i64, limit: i64) -> Ask<Event> {
    Ask::rows("WHERE $1 < seq ORDER BY seq LIMIT $2", vec![seq.into(), limit.into()])
}

/// The events of a stream that are of one kind.
pub fn of_kind(stream: &str, kind: &str) -> Ask<Event> {
    let args = vec![stream.into(), kind.into()];
    Ask::rows("WHERE stream = $1 AND kind = $2 ORDER BY version", args)
}

/// The next streams by name, for those who walk through all of them.
pub fn streams_after(stream: &str, limit: i64) -> Ask<String> {
    const STREAMS: &str =
        "SELECT stream FROM event WHERE version = 1 AND $1 < stream ORDER BY stream LIMIT $2";
    Ask::new(STREAMS, vec![stream.into(), limit.into()], |mut row| row.text())
}

/// All sealed openings of a stream.
pub fn openings(stream: &str) -> Ask<Opening> {
    Ask::rows("WHERE stream = $1 ORDER BY seq, field", vec![stream.into()])
}

/// Erases the opening of one field: the commitment stays, the value is gone.
pub fn erase_opening(seq: i64, field: &str) -> Change {
    const ERASE: &str = "DELETE FROM opening \
        WHERE stream = (SELECT stream FROM event WHERE seq = $1) AND seq = $1 AND field = $2";
    Change::new(ERASE, vec![seq.into(), field.into()])
}

/// Forgets the digest of a command that brought an erased value: whoever knows the rest of the
/// command could try values until the digest fits.
pub fn forget_digest(command: &str) -> Change {
    Change::new("UPDATE command SET digest = '' WHERE id = $1", vec![command.into()])
}

/// What was answered to a command.
pub fn command(id: &str) -> Ask<CommandRow> {
    Ask::rows("WHERE id = $1", vec![id.into()])
}

/// The checkpoints after a size, in order.
pub fn checkpoints_after(size: i64, limit: i64) -> Ask<Checkpoint> {
    Ask::rows("WHERE $1 < size ORDER BY size LIMIT $2", vec![size.into(), limit.into()])
}

/// The newest checkpoint.
pub fn last_checkpoint() -> Ask<Checkpoint> {
    Ask::rows("ORDER BY size DESC LIMIT 1", Vec::new())
}

/// What is known of a blob.
pub fn blob(hash: &str) -> Ask<BlobRow> {
    Ask::rows("WHERE hash = $1", vec![hash.into()])
}

/// The next blobs by hash, for those who check all of them.
pub fn blobs_after(hash: &str, limit: i64) -> Ask<BlobRow> {
    Ask::rows("WHERE $1 < hash ORDER BY hash LIMIT $2", vec![hash.into(), limit.into()])
}

impl Stored for Event {
    const TABLE: Table = Table {
        name: "event",
        key: &["seq"],
        columns: &["seq", "stream", "version", "kind", "command", "recorded_at", "bytes", "leaf"],
        second: Second::Refused,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.seq.into(),
            (&self.stream).into(),
            self.version.into(),
            (&self.kind).into(),
            (&self.command).into(),
            (&self.recorded_at).into(),
            (&self.bytes).into(),
            (&self.leaf).into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            seq: row.int()?,
            stream: row.text()?,
            version: row.int()?,
            kind: row.text()?,
            command: row.text()?,
            recorded_at: row.text()?,
            bytes: row.bytes()?,
            leaf: row.hash()?,
        })
    }
}

impl Stored for Opening {
    const TABLE: Table = Table {
        name: "opening",
        key: &["stream", "seq", "field"],
        columns: &["stream", "seq", "field", "sealed"],
        second: Second::Refused,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![(&self.stream).into(), self.seq.into(), (&self.field).into(), (&self.sealed).into()]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self { stream: row.text()?, seq: row.int()?, field: row.text()?, sealed: row.bytes()? })
    }
}

impl Stored for TreeNode {
    const TABLE: Table = Table {
        name: "tree_node",
        key: &["level", "idx"],
        columns: &["level", "idx", "hash"],
        second: Second::Refused,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![self.level.into(), self.idx.into(), (&self.hash).into()]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self { level: row.int()?, idx: row.int()?, hash: row.hash()? })
    }
}

impl Stored for Checkpoint {
    const TABLE: Table = Table {
        name: "checkpoint",
        key: &["size"],
        columns: &["size", "note"],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![self.size.into(), (&self.note).into()]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self { size: row.int()?, note: row.text()? })
    }
}

impl Stored for CommandRow {
    const TABLE: Table = Table {
        name: "command",
        key: &["id"],
        columns: &["id", "stream", "digest", "first_seq", "last_seq"],
        second: Second::Refused,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.id).into(),
            (&self.stream).into(),
            (&self.digest).into(),
            self.first_seq.into(),
            self.last_seq.into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text()?,
            stream: row.text()?,
            digest: row.text()?,
            first_seq: row.int()?,
            last_seq: row.int()?,
        })
    }
}

impl Stored for BlobRow {
    const TABLE: Table = Table {
        name: "blob",
        key: &["hash"],
        columns: &["hash", "size", "mime", "name", "stored_at"],
        second: Second::Replaces,
    };

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.hash).into(),
            self.size.into(),
            (&self.mime).into(),
            (&self.name).into(),
            (&self.stored_at).into(),
        ]
    }

    fn read(mut row: Record) -> Result<Self, Fault> {
        Ok(Self {
            hash: row.text()?,
            size: row.int()?,
            mime: row.text()?,
            name: row.text()?,
            stored_at: row.text()?,
        })
    }
}
