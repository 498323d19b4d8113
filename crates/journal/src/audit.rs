//! The verifier: reads stored events and names everything that is wrong.
//!
//! It has two halves, because an event has two neighbours. The [`Auditor`] reads all events by
//! position and sees order, leaves and tree; the [`StreamAuditor`] reads them stream by stream and
//! sees their content. Only both together say that a record is sound. Neither trusts a column or
//! an earlier check, and both report all findings rather than the first. The first keeps 32 bytes
//! per event and 16 per command, the second nothing but its place in the stream.

use std::collections::{BTreeMap, HashSet};

use crate::{
    checkpoint::{Checkpoint, Verifier},
    epoch::Epochs,
    frame::Frame,
    hash::{Hash, Profile},
    tree::Frontier,
};

/// Positions are not contiguous.
pub const SEQ: &str = "LOG-001";
/// Bytes are not a canonical frame.
pub const BYTES: &str = "LOG-002";
/// A column differs from the hashed bytes.
pub const COLUMN: &str = "LOG-003";
/// The stored leaf hash is not that of the bytes.
pub const LEAF: &str = "LOG-004";
/// The link to the stream's previous event is broken.
pub const PREV: &str = "LOG-005";
/// Versions within a stream are not contiguous.
pub const VERSION: &str = "LOG-006";
/// Recording time runs backwards.
pub const TIME: &str = "LOG-007";
/// A command id returns after another command came between.
pub const COMMAND: &str = "LOG-008";
/// The event belongs to another log.
pub const ORIGIN: &str = "LOG-009";
/// A checkpoint cannot be read or its signature fails.
pub const NOTE: &str = "LOG-010";
/// The tree does not have the root a checkpoint states.
pub const ROOT: &str = "LOG-011";
/// Checkpoint sizes run backwards.
pub const ORDER: &str = "LOG-012";
/// A checkpoint covers more events than there are.
pub const TAIL: &str = "LOG-013";

/// One event as it is stored, columns and bytes.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'a> {
    /// Position column.
    pub seq: u64,
    /// Stream column.
    pub stream: &'a str,
    /// Version column.
    pub version: u64,
    /// Kind column.
    pub kind: &'a str,
    /// Command column.
    pub command: &'a str,
    /// Column of the recording time.
    pub recorded_at: &'a str,
    /// The hashed bytes.
    pub bytes: &'a [u8],
    /// Leaf hash column.
    pub leaf: Hash,
}

/// Something wrong, with where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A code that lives for ever.
    pub code: &'static str,
    /// The event, or for a checkpoint the size it states.
    pub seq: Option<u64>,
    /// The stream.
    pub stream: Option<String>,
    /// One Chinese sentence.
    pub what: String,
}

/// What the whole reading gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Number of events read.
    pub size: u64,
    /// Root over them, recomputed from the bytes.
    pub root: Hash,
    /// The largest size a good checkpoint vouches for; later events are not signed yet.
    pub vouched: u64,
    /// What `finish` found about checkpoints; what `feed` found was returned there.
    pub findings: Vec<Finding>,
}

/// The verifier of one log's order, leaves and tree.
#[derive(Debug)]
pub struct Auditor {
    profile: Profile,
    epochs: Epochs,
    next: u64,
    last_time: String,
    last_command: String,
    commands: HashSet<[u8; 16]>,
    /// The tree over the events that were verified before.
    edge: Frontier,
    leaves: Vec<Hash>,
}

impl Auditor {
    /// A verifier for the log of this origin, from its first event.
    pub fn new(origin: &str) -> Self {
        Self::over(Epochs::new(origin))
    }

    /// A verifier for a log that went through these epochs.
    pub fn over(epochs: Epochs) -> Self {
        Self::after(epochs, Frontier::new(Profile::default()), "")
    }

    /// A verifier that goes on behind events that were verified before: the edge of the tree over
    /// them, and when the last of them was recorded. It sees a command again only if both times
    /// are behind the edge.
    pub fn after(epochs: Epochs, edge: Frontier, last_time: &str) -> Self {
        Self {
            profile: Profile::default(),
            epochs,
            next: edge.size(),
            last_time: last_time.to_owned(),
            last_command: String::new(),
            commands: HashSet::new(),
            edge,
            leaves: Vec::new(),
        }
    }

    /// Checks the next stored event, in order of position.
    pub fn feed(&mut self, stored: &Stored<'_>) -> Vec<Finding> {
        let mut findings = Findings::about(stored);
        if stored.seq != self.next {
            findings.add(
                SEQ,
                format!(
                    "此处应为第 {} 号事件，实际是第 {} 号，中间有缺失、重复或者调换。",
                    self.next, stored.seq
                ),
            );
        }
        self.next = stored.seq.saturating_add(1);
        let leaf = self.profile.leaf(stored.bytes);
        self.leaves.push(leaf);
        if stored.leaf != leaf {
            findings.add(LEAF, "事件内容与保存的叶摘要不符，内容或者摘要被改动。".to_owned());
        }
        self.check_order(stored, &mut findings);
        findings.list
    }

    /// Compares the tree with the checkpoints, given in the order they were made.
    pub fn finish(self, notes: &[impl AsRef<str>], verifier: &Verifier) -> Outcome {
        let mut findings = Vec::new();
        let mut good = Vec::new();
        let (mut highest, count) = (0, self.next_index());
        for (number, note) in (1_u64..).zip(notes) {
            let checkpoint = match verifier.open(note.as_ref()) {
                Ok(signed) => signed.checkpoint,
                Err(error) => {
                    // What it says of its size is not proved, but tells which one it is.
                    let said = note.as_ref().lines().nth(1).and_then(|line| line.parse().ok());
                    let what = format!("第 {number} 个检查点无效：{error}。");
                    findings.push(about(NOTE, said, what));
                    continue;
                }
            };
            let size = checkpoint.size;
            let origin = self.epochs.origin_of_head(size);
            if checkpoint.origin != origin {
                let what = format!("检查点 #{size} 属于另一个日志，不是 {origin}。");
                findings.push(about(ORIGIN, Some(size), what));
                continue;
            }
            if size < highest {
                let what = format!("检查点 #{size} 排在更大的检查点 #{highest} 之后，次序倒退。");
                findings.push(about(ORDER, Some(size), what));
            }
            highest = highest.max(size);
            if size < self.edge.size() {
                continue;
            }
            if size > count {
                let what = format!("检查点证明有 {size} 个事件，现存只有 {count} 个，末尾被删去。");
                findings.push(about(TAIL, Some(size), what));
                continue;
            }
            good.push(checkpoint);
        }
        good.sort_by_key(|checkpoint| checkpoint.size);
        self.compare_roots(&good, findings)
    }

    /// The roots over the events read so far, at those of the sizes that lie between the edge
    /// that was begun with and the last event.
    pub fn roots_at(&self, mut sizes: Vec<u64>) -> BTreeMap<u64, Hash> {
        sizes.sort_unstable();
        let mut frontier = self.edge.clone();
        let mut leaves = self.leaves.iter();
        let mut roots = BTreeMap::new();
        let within = self.edge.size()..=self.next_index();
        for size in sizes.into_iter().filter(|size| within.contains(size)) {
            while frontier.size() < size
                && let Some(leaf) = leaves.next()
            {
                frontier.push_each(*leaf, |_| {});
            }
            roots.insert(size, frontier.root());
        }
        roots
    }

    /// Grows the tree once and stops at each checkpoint size, in rising order.
    fn compare_roots(&self, rising: &[Checkpoint], mut findings: Vec<Finding>) -> Outcome {
        let mut frontier = self.edge.clone();
        let mut leaves = self.leaves.iter();
        let mut vouched = 0;
        let mut root = frontier.root();
        for checkpoint in rising {
            if frontier.size() < checkpoint.size {
                let missing = checkpoint.size - frontier.size();
                let step = usize::try_from(missing).unwrap_or(usize::MAX);
                leaves.by_ref().take(step).for_each(|leaf| frontier.push_each(*leaf, |_| {}));
                root = frontier.root();
            }
            if root == checkpoint.root {
                vouched = checkpoint.size;
            } else {
                let what = format!(
                    "前 {} 个事件的树根与已签名的检查点不符，其中有事件被改动、调换或者替换。",
                    checkpoint.size
                );
                findings.push(about(ROOT, Some(checkpoint.size), what));
            }
        }
        leaves.for_each(|leaf| frontier.push_each(*leaf, |_| {}));
        Outcome { size: frontier.size(), root: frontier.root(), vouched, findings }
    }

    fn check_order(&mut self, stored: &Stored<'_>, findings: &mut Findings<'_>) {
        if stored.recorded_at < self.last_time.as_str() {
            let (time, last) = (stored.recorded_at, &self.last_time);
            findings.add(TIME, format!("记录时间 {time} 早于前一事件的 {last}。"));
        }
        stored.recorded_at.clone_into(&mut self.last_time);
        if stored.command != self.last_command {
            let digest = self.profile.digest(&[stored.command.as_bytes()]);
            if digest.0.first_chunk().is_some_and(|short| !self.commands.insert(*short)) {
                findings.add(
                    COMMAND,
                    "同一命令编号隔着其他命令再次出现，一条命令被执行了两次。".to_owned(),
                );
            }
            stored.command.clone_into(&mut self.last_command);
        }
    }

    fn next_index(&self) -> u64 {
        self.edge.size().saturating_add(u64::try_from(self.leaves.len()).unwrap_or(u64::MAX))
    }
}

/// The verifier of what events say: their bytes, columns and links, one stream after another.
#[derive(Debug)]
pub struct StreamAuditor {
    profile: Profile,
    epochs: Epochs,
    version: u64,
    link: Hash,
    scratch: Vec<u8>,
}

impl StreamAuditor {
    /// A verifier for streams of the log of this origin, before the first event of one.
    pub fn new(origin: &str) -> Self {
        Self::over(Epochs::new(origin))
    }

    /// A verifier for streams of a log that went through these epochs.
    pub fn over(epochs: Epochs) -> Self {
        Self {
            profile: Profile::default(),
            epochs,
            version: 0,
            link: Hash::ZERO,
            scratch: Vec::with_capacity(1024),
        }
    }

    /// Goes to the beginning of another stream.
    pub fn begin(&mut self) {
        self.version = 0;
        self.link = Hash::ZERO;
    }

    /// Checks the next stored event of the stream, in order of its versions, and gives its frame
    /// if it has one.
    pub fn feed(&mut self, stored: &Stored<'_>) -> (Option<Frame>, Vec<Finding>) {
        let mut findings = Findings::about(stored);
        let leaf = self.profile.leaf(stored.bytes);
        let frame = match Frame::from_canonical_using(stored.bytes, &mut self.scratch) {
            Ok(frame) => {
                self.check_columns(stored, &frame, &mut findings);
                // An event under a wrong name says nothing about the links of that stream.
                if frame.stream == stored.stream {
                    self.check_link(frame.version, Some(frame.prev), &mut findings);
                }
                Some(frame)
            }
            Err(error) => {
                findings.add(BYTES, format!("事件不能按规范形式读出：{error}。"));
                self.check_link(stored.version, None, &mut findings);
                None
            }
        };
        self.version = frame.as_ref().map_or(stored.version, |frame| frame.version);
        self.link = leaf;
        (frame, findings.list)
    }

    fn check_columns(&self, stored: &Stored<'_>, frame: &Frame, findings: &mut Findings<'_>) {
        let columns = [
            ("seq", stored.seq == frame.seq),
            ("stream", stored.stream == frame.stream),
            ("version", stored.version == frame.version),
            ("kind", stored.kind == frame.kind),
            ("command", stored.command == frame.command),
            ("recorded_at", stored.recorded_at == frame.recorded_at),
        ];
        for (column, _) in columns.into_iter().filter(|(_, same)| !same) {
            findings.add(COLUMN, format!("表中的 {column} 列与事件内容不符。"));
        }
        let origin = self.epochs.origin_of_event(stored.seq);
        if frame.log != origin {
            findings.add(ORIGIN, format!("事件属于另一个日志，不是 {origin}。"));
        }
    }

    fn check_link(&self, version: u64, prev: Option<Hash>, findings: &mut Findings<'_>) {
        let last = self.version;
        if version != last.saturating_add(1) {
            findings.add(
                VERSION,
                format!("该案卷的版本由 {last} 跳到 {version}，中间有缺失、重复或者调换。"),
            );
        }
        if prev.is_some_and(|prev| prev != self.link) {
            let what = "事件所记的前一事件摘要与同一案卷的前一事件不符。";
            findings.add(PREV, what.to_owned());
        }
    }
}

/// What is found about one event.
struct Findings<'a> {
    stored: &'a Stored<'a>,
    list: Vec<Finding>,
}

impl<'a> Findings<'a> {
    fn about(stored: &'a Stored<'a>) -> Self {
        Self { stored, list: Vec::new() }
    }

    fn add(&mut self, code: &'static str, what: String) {
        let Stored { seq, stream, .. } = *self.stored;
        self.list.push(Finding { code, seq: Some(seq), stream: Some(stream.to_owned()), what });
    }
}

fn about(code: &'static str, seq: Option<u64>, what: String) -> Finding {
    Finding { code, seq, stream: None, what }
}
