//! The first pass, in the order of the log: events, tree nodes, commands and checkpoints.

use std::hash::{BuildHasher, RandomState};

use journal::{Auditor, Frontier, Hash, Outcome, PublicKey, Stored, Verifier};
use store::{Snapshot, audit, truth};

use super::finding::{Finding, code};
use super::sink::Sender;
use crate::Fault;
use crate::door::PROFILE;

/// How many events are read at a time.
const CHUNK: i64 = 1000;
/// How many computed nodes of a level wait before they are compared.
const NODES: usize = 1000;

/// What the first pass gave.
#[derive(Debug)]
pub struct Chain {
    /// What the checkpoints say of the events.
    pub outcome: Outcome,
    /// How many checkpoints there are.
    pub checkpoints: u64,
    /// When the first event that no checkpoint vouches for was recorded.
    pub unsigned_since: Option<String>,
}

/// The events of one command, which stand together.
#[derive(Clone, Copy, Debug)]
struct Run {
    id: u64,
    stream: u64,
    first: i64,
    last: i64,
}

/// What is computed on the way; it moves into the working thread and back with each chunk.
struct Reader {
    auditor: Auditor,
    frontier: Frontier,
    /// Computed nodes by level, waiting to be compared.
    nodes: Vec<Vec<(i64, Hash)>>,
    runs: Vec<Run>,
    hasher: RandomState,
    last_at: String,
}

/// Reads the whole log.
pub async fn check(
    snapshot: &mut Snapshot,
    origin: &str,
    key: Option<PublicKey>,
    found: &Sender,
) -> Result<Chain, Fault> {
    let mut reader = Reader {
        auditor: Auditor::new(origin),
        frontier: Frontier::new(PROFILE),
        nodes: Vec::new(),
        runs: Vec::new(),
        hasher: RandomState::new(),
        last_at: String::new(),
    };
    let mut events = snapshot.ask(audit::events_after(-1, CHUNK)).await?;
    while let Some(last) = events.last() {
        let last_seq = last.seq;
        let sender = found.clone();
        let work = tokio::task::spawn_blocking(move || {
            for event in &events {
                reader.take(event, &sender);
            }
            reader
        });
        let next = snapshot.ask(audit::events_after(last_seq, CHUNK)).await?;
        reader = work.await.map_err(|_| Fault::Inconsistent("reading was broken off"))?;
        events = next;
        compare_nodes(snapshot, &mut reader.nodes, NODES, found).await?;
    }
    compare_nodes(snapshot, &mut reader.nodes, 1, found).await?;
    check_head(snapshot, &reader, found).await?;
    check_node_count(snapshot, reader.frontier.size(), found).await?;
    check_commands(snapshot, &mut reader, found).await?;
    let notes = match &key {
        Some(_) => notes(snapshot, found).await?,
        None => Vec::new(),
    };
    let verifier = Verifier::new(key);
    let auditor = reader.auditor;
    let checkpoints = u64::try_from(notes.len()).unwrap_or_default();
    let outcome = tokio::task::spawn_blocking(move || auditor.finish(&notes, &verifier))
        .await
        .map_err(|_| Fault::Inconsistent("reading was broken off"))?;
    for finding in &outcome.findings {
        found.send(finding.clone().into());
    }
    let vouched = i64::try_from(outcome.vouched).unwrap_or(i64::MAX);
    let first_unsigned = snapshot.first(truth::event(vouched)).await;
    let unsigned_since = first_unsigned.ok().flatten().map(|event| event.recorded_at);
    Ok(Chain { outcome, checkpoints, unsigned_since })
}

impl Reader {
    fn take(&mut self, event: &truth::Event, found: &Sender) {
        let stored = Stored {
            seq: u64::try_from(event.seq).unwrap_or(u64::MAX),
            stream: &event.stream,
            version: u64::try_from(event.version).unwrap_or_default(),
            kind: &event.kind,
            bytes: &event.bytes,
            leaf: Hash(event.leaf),
        };
        for finding in self.auditor.feed(&stored) {
            found.send(finding.into());
        }
        let nodes = &mut self.nodes;
        self.frontier.push_each(PROFILE.leaf(&event.bytes), |node| {
            let level = usize::from(node.level);
            if nodes.len() <= level {
                nodes.resize_with(level + 1, Vec::new);
            }
            if let Some(waiting) = nodes.get_mut(level) {
                waiting.push((i64::try_from(node.index).unwrap_or(i64::MAX), node.hash));
            }
        });
        let id = self.hasher.hash_one(&event.command);
        match self.runs.last_mut() {
            Some(run) if run.id == id => run.last = event.seq,
            Some(_) | None => {
                let stream = self.hasher.hash_one(&event.stream);
                self.runs.push(Run { id, stream, first: event.seq, last: event.seq });
            }
        }
        self.last_at.clone_from(&event.recorded_at);
    }
}

/// Compares the computed nodes of every level on which enough of them wait.
async fn compare_nodes(
    snapshot: &mut Snapshot,
    nodes: &mut [Vec<(i64, Hash)>],
    enough: usize,
    found: &Sender,
) -> Result<(), Fault> {
    for (level, waiting) in (0_i64..).zip(nodes.iter_mut()) {
        let (Some(first), Some(last)) = (waiting.first(), waiting.last()) else { continue };
        if waiting.len() < enough {
            continue;
        }
        let stored = snapshot.ask(audit::nodes_between(level, first.0, last.0)).await?;
        let mut stored = stored.into_iter().peekable();
        for (index, hash) in waiting.drain(..) {
            while stored.next_if(|node| node.idx < index).is_some() {}
            let same = stored.next_if(|node| node.idx == index).map(|node| node.hash == hash.0);
            let what = match same {
                Some(true) => continue,
                Some(false) => "保存的树节点与事件不符，节点被改动。",
                None => "保存的树节点缺失。",
            };
            let finding = Finding::altered(code::NODE, what);
            let place = format!("tree_node {level} {index}");
            found.send(finding.place(place).at(index << level.clamp(0, 62)));
        }
    }
    Ok(())
}

async fn check_head(snapshot: &mut Snapshot, reader: &Reader, found: &Sender) -> Result<(), Fault> {
    let head = snapshot.head().await?;
    let size = i64::try_from(reader.frontier.size()).unwrap_or(i64::MAX);
    if head.size != size || head.recorded_at != reader.last_at {
        let what = format!("记录末端登记为 {} 条，实际有 {size} 条，或者时间不符。", head.size);
        found.send(Finding::altered(code::HEAD, what).place("head 1"));
    }
    Ok(())
}

async fn check_node_count(snapshot: &mut Snapshot, size: u64, found: &Sender) -> Result<(), Fault> {
    let expected = i64::try_from(2 * size - u64::from(size.count_ones())).unwrap_or(i64::MAX);
    let count = snapshot.first(audit::node_count()).await?.unwrap_or_default();
    if expected < count {
        let what = format!("树节点应有 {expected} 个，实际多出 {} 个。", count - expected);
        found.send(Finding::altered(code::EXTRA_NODE, what).place("tree_node"));
    }
    Ok(())
}

/// Compares the answered commands with the events they made.
async fn check_commands(
    snapshot: &mut Snapshot,
    reader: &mut Reader,
    found: &Sender,
) -> Result<(), Fault> {
    reader.runs.sort_unstable_by_key(|run| run.id);
    let mut seen = vec![false; reader.runs.len()];
    let mut last = String::new();
    loop {
        let rows = snapshot.ask(audit::commands_after(&last, CHUNK)).await?;
        let Some(end) = rows.last() else { break };
        last.clone_from(&end.id);
        for row in rows {
            let id = reader.hasher.hash_one(&row.id);
            let at = reader.runs.binary_search_by_key(&id, |run| run.id).ok();
            let run = at.and_then(|at| reader.runs.get(at));
            if let Some(seen) = at.and_then(|at| seen.get_mut(at)) {
                *seen = true;
            }
            let stream = reader.hasher.hash_one(&row.stream);
            let fits = run.is_some_and(|run| {
                (run.first, run.last, run.stream) == (row.first_seq, row.last_seq, stream)
            });
            if !fits {
                let what = "已办命令的登记与事件不符。";
                let finding = Finding::altered(code::COMMAND, what).of(row.stream);
                found.send(finding.place(format!("command {}", row.id)).at(row.first_seq));
            }
        }
    }
    for (run, _) in reader.runs.iter().zip(&seen).filter(|(_, seen)| !**seen) {
        let what = "产生这条事件的命令没有登记，重复提交将被再次执行。";
        found.send(Finding::altered(code::COMMAND, what).place("command").at(run.first));
    }
    Ok(())
}

/// The checkpoints by size; each must stand under the size it states.
async fn notes(snapshot: &mut Snapshot, found: &Sender) -> Result<Vec<String>, Fault> {
    let mut notes = Vec::new();
    let mut last = i64::MIN;
    loop {
        let rows = snapshot.ask(truth::checkpoints_after(last, CHUNK)).await?;
        let Some(end) = rows.last() else { return Ok(notes) };
        last = end.size;
        for row in rows {
            let stated = row.note.lines().nth(1).and_then(|line| line.parse::<i64>().ok());
            if stated != Some(row.size) {
                let finding = Finding::altered(code::CHECKPOINT, "检查点存放的位置与其内容不符。");
                found.send(finding.place(format!("checkpoint {}", row.size)).at(row.size));
            }
            notes.push(row.note);
        }
    }
}
