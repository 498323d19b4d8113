//! What a verification finds, in a line for people and in JSON for programs.

use serde::Serialize;

/// Events and their chain are judged by `journal`; these codes are for everything around it.
pub mod code {
    /// A sealed personal value does not open, or does not fit its commitment.
    pub const OPENING: &str = "REC-001";
    /// A sealed personal value belongs to no event.
    pub const STRAY_OPENING: &str = "REC-002";
    /// An event is canonical but says nothing that this program knows.
    pub const MEANING: &str = "REC-003";
    /// The head row is not where the events end.
    pub const HEAD: &str = "REC-004";
    /// A node of the tree is missing or not what the events give.
    pub const NODE: &str = "REC-005";
    /// There are more nodes than the events give.
    pub const EXTRA_NODE: &str = "REC-006";
    /// The list of answered commands is not what the events give.
    pub const COMMAND: &str = "REC-007";
    /// A checkpoint stands under another size than it states.
    pub const CHECKPOINT: &str = "REC-008";
    /// A row of a read table is missing.
    pub const ROW_MISSING: &str = "REC-009";
    /// A row of a read table comes from no event.
    pub const ROW_EXTRA: &str = "REC-010";
    /// A row of a read table is not what the events give.
    pub const ROW_DIFFERS: &str = "REC-011";
    /// An evidence object is missing.
    pub const BLOB_MISSING: &str = "REC-012";
    /// An evidence object is not what it was.
    pub const BLOB_ALTERED: &str = "REC-013";
    /// What is noted of an evidence object is not what the events say.
    pub const BLOB_ROW: &str = "REC-014";
    /// Document numbers have a gap, a repetition or the wrong order.
    pub const NUMBER: &str = "REC-015";
    /// A jurisdiction pack is missing or altered.
    pub const PACK: &str = "REC-016";
    /// The database file is damaged, or cannot be read.
    pub const STORAGE: &str = "REC-017";
    /// Events stand under no signed checkpoint.
    pub const UNSIGNED: &str = "REC-018";
    /// The keys are not there.
    pub const KEYS: &str = "REC-019";
    /// The read tables were made by another program or under another pack.
    pub const TABLES: &str = "REC-020";
    /// A head that was kept outside the building is not of this record.
    pub const ANCHOR: &str = "REC-021";
    /// What was given as an anchor is none.
    pub const NO_ANCHOR: &str = "REC-022";
    /// A sealed personal value is gone, and no event says that it was erased.
    pub const OPENING_GONE: &str = "REC-023";
    /// An event says that a personal value was erased, and it is still there.
    pub const ERASED_STAYS: &str = "REC-025";
    /// A head from outside is of what was told to be lost when an epoch began.
    pub const LOST: &str = "REC-027";
    /// An epoch was not begun as it must be.
    pub const EPOCH: &str = "REC-026";
    /// The signing key was not changed as it must be.
    pub const ROTATION: &str = "REC-029";
    /// The tree is not the one that an earlier verification noted.
    pub const EARLIER: &str = "REC-028";
    /// An event is in the log but not to be reached through its stream.
    pub const UNREACHED: &str = "REC-024";
}

/// What kind of trouble a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The record is not what it was.
    Altered,
    /// The storage is broken.
    Corrupt,
    /// The record contradicts a head that left the building: it was written anew or rolled back.
    Conflict,
    /// Something that proves the record is missing.
    Incomplete,
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A code that lives for ever.
    pub code: &'static str,
    /// What kind of trouble.
    pub class: Class,
    /// The event, or for a checkpoint the size it states.
    pub seq: Option<i64>,
    /// The stream.
    pub stream: Option<String>,
    /// 案号, when the stream is a filed case.
    pub case_number: Option<String>,
    /// The row, file or node.
    pub place: Option<String>,
    /// One Chinese sentence.
    pub what: String,
}

impl Finding {
    /// The record is not what it was.
    pub fn altered(code: &'static str, what: impl Into<String>) -> Self {
        Self {
            code,
            class: Class::Altered,
            seq: None,
            stream: None,
            case_number: None,
            place: None,
            what: what.into(),
        }
    }

    /// The storage is broken.
    pub fn corrupt(what: impl Into<String>) -> Self {
        Self { class: Class::Corrupt, ..Self::altered(code::STORAGE, what) }
    }

    /// The record contradicts a head from outside.
    pub fn conflict(code: &'static str, what: impl Into<String>) -> Self {
        Self { class: Class::Conflict, ..Self::altered(code, what) }
    }

    /// Something that proves the record is missing.
    pub fn incomplete(code: &'static str, what: impl Into<String>) -> Self {
        Self { class: Class::Incomplete, ..Self::altered(code, what) }
    }

    /// Names the event.
    #[must_use]
    pub fn at(self, seq: i64) -> Self {
        Self { seq: Some(seq), ..self }
    }

    /// Names the stream.
    #[must_use]
    pub fn of(self, stream: impl Into<String>) -> Self {
        Self { stream: Some(stream.into()), ..self }
    }

    /// Names the row, file or node.
    #[must_use]
    pub fn place(self, place: impl Into<String>) -> Self {
        Self { place: Some(place.into()), ..self }
    }
}

impl From<journal::Finding> for Finding {
    fn from(found: journal::Finding) -> Self {
        Self {
            seq: found.seq.and_then(|seq| i64::try_from(seq).ok()),
            stream: found.stream,
            ..Self::altered(found.code, found.what)
        }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code)?;
        if let Some(number) = &self.case_number {
            write!(f, " {number}")?;
        }
        if let Some(stream) = &self.stream {
            write!(f, " {stream}")?;
        }
        if let Some(seq) = self.seq {
            write!(f, " #{seq}")?;
        }
        if let Some(place) = &self.place {
            write!(f, " [{place}]")?;
        }
        write!(f, " {}", self.what)
    }
}

/// What was looked at, and how much was wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The origin of the log.
    pub origin: String,
    /// Events that there are.
    pub events: u64,
    /// How many of them an earlier verification vouched for, so that they were not read again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<u64>,
    /// Streams folded.
    pub streams: u64,
    /// Personal values opened.
    pub openings: u64,
    /// Rows compared.
    pub rows: u64,
    /// Evidence objects read through.
    pub blobs: u64,
    /// Documents with a number.
    pub numbers: u64,
    /// Checkpoints.
    pub checkpoints: u64,
    /// The head as printed on paper: size and first hundred bits of the root.
    pub head: String,
    /// How many events the largest good checkpoint vouches for.
    pub vouched: u64,
    /// Findings that the record is not what it was.
    pub altered: u64,
    /// Findings that the storage is broken.
    pub corrupt: u64,
    /// Heads from outside that were compared.
    pub anchors: u64,
    /// Findings that the record contradicts a head from outside.
    pub conflicts: u64,
    /// Findings that a proof is missing.
    pub incomplete: u64,
    /// What is to be known of the epochs after the first, a sentence each.
    pub epochs: Vec<String>,
}

impl Report {
    /// Counts a finding.
    pub fn note(&mut self, class: Class) {
        match class {
            Class::Altered => self.altered += 1,
            Class::Corrupt => self.corrupt += 1,
            Class::Conflict => self.conflicts += 1,
            Class::Incomplete => self.incomplete += 1,
        }
    }

    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.exit_code() == 0
    }

    /// 0 well, 2 altered, 3 storage broken, 4 another record than was known outside, 5 incomplete;
    /// the gravest wins.
    pub fn exit_code(&self) -> u8 {
        if 0 < self.conflicts {
            return 4;
        }
        match (self.altered, self.corrupt, self.incomplete) {
            (0, 0, 0) => 0,
            (0, 0, _) => 5,
            (0, _, _) => 3,
            (_, _, _) => 2,
        }
    }
}
