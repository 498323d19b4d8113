//! The first pass, in the order of the log: events, tree nodes, commands and checkpoints.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

use journal::{Auditor, Frontier, Hash, Outcome, PublicKey, Stored, Verifier};
use store::{Defect, Snapshot, audit, truth};

use super::anchors::{self, Anchor};
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
    /// How many heads from outside were compared.
    pub anchors: u64,
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
    /// Nodes, by level and index, above something that was named already: they differ for its
    /// sake, not their own.
    excused: HashSet<(i64, i64)>,
    runs: Vec<Run>,
    hasher: RandomState,
    last_at: String,
}

/// Reads the whole log.
pub async fn check(
    snapshot: &mut Snapshot,
    (origin, anchors): (&str, &[Anchor]),
    key: Option<PublicKey>,
    found: &Sender,
) -> Result<Chain, Fault> {
    let mut reader = Reader {
        auditor: Auditor::new(origin),
        frontier: Frontier::new(PROFILE),
        nodes: Vec::new(),
        excused: HashSet::new(),
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
        compare_nodes(snapshot, &mut reader, NODES, found).await?;
    }
    compare_nodes(snapshot, &mut reader, 1, found).await?;
    check_head(snapshot, &reader, found).await?;
    check_node_count(snapshot, reader.frontier.size(), found).await?;
    check_commands(snapshot, &mut reader, found).await?;
    let notes = match &key {
        Some(_) => notes(snapshot, found).await?,
        None => Vec::new(),
    };
    let verifier = Verifier::new(key);
    let auditor = reader.auditor;
    let sizes = anchors.iter().filter_map(Anchor::size).collect();
    let roots: BTreeMap<u64, Hash> = auditor.roots_at(sizes);
    let anchors = anchors::check(anchors, &roots, (origin, &verifier), found);
    let checkpoints = u64::try_from(notes.len()).unwrap_or_default();
    let outcome = tokio::task::spawn_blocking(move || auditor.finish(&notes, &verifier))
        .await
        .map_err(|_| Fault::Inconsistent("reading was broken off"))?;
    tell_of_checkpoints(&outcome, found);
    let vouched = i64::try_from(outcome.vouched).unwrap_or(i64::MAX);
    let first_unsigned = snapshot.first(truth::event(vouched)).await;
    let unsigned_since = first_unsigned.ok().flatten().map(|event| event.recorded_at);
    Ok(Chain { outcome, checkpoints, anchors, unsigned_since })
}

/// Passes on what is wrong with checkpoints. One altered event spoils every later root, so only
/// the first of those is told, with the number of the others.
fn tell_of_checkpoints(outcome: &Outcome, found: &Sender) {
    if store::planted(Defect::EventsUnread) {
        return;
    }
    let spoilt = |finding: &&journal::Finding| finding.code == journal::audit::ROOT;
    let others = outcome.findings.iter().filter(spoilt).count().saturating_sub(1);
    let first = outcome.findings.iter().find(spoilt);
    let rest = outcome.findings.iter().filter(|finding| !spoilt(finding));
    for finding in first.into_iter().chain(rest) {
        let mut told = Finding::from(finding.clone());
        told.place = finding.seq.map(|size| format!("checkpoint {size}"));
        if 0 < others && finding.code == journal::audit::ROOT {
            told.what = format!("{}其后还有 {others} 个检查点同样不符。", told.what);
        }
        found.send(told);
    }
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
        let findings = self.auditor.feed(&stored);
        let blind = store::planted(Defect::EventsUnread);
        for finding in findings.into_iter().filter(|_| !blind) {
            found.send(finding.into());
        }
        let leaf = if blind { Hash(event.leaf) } else { PROFILE.leaf(&event.bytes) };
        if leaf.0 != event.leaf {
            self.excused.insert((0, event.seq));
        }
        let nodes = &mut self.nodes;
        self.frontier.push_each(leaf, |node| {
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

/// Compares the computed nodes of the levels on which enough of them wait, and of all below, so
/// that a node is never looked at before what it is made of.
async fn compare_nodes(
    snapshot: &mut Snapshot,
    reader: &mut Reader,
    enough: usize,
    found: &Sender,
) -> Result<(), Fault> {
    let full = reader.nodes.iter().rposition(|waiting| enough <= waiting.len());
    let levels = full.map_or(0, |level| level + 1);
    for (level, waiting) in (0_i64..).zip(reader.nodes.iter_mut().take(levels)) {
        let (Some(first), Some(last)) = (waiting.first(), waiting.last()) else { continue };
        let stored = snapshot.ask(audit::nodes_between(level, first.0, last.0)).await?;
        let mut stored = stored.into_iter().peekable();
        for (index, hash) in waiting.drain(..) {
            while stored.next_if(|node| node.idx < index).is_some() {}
            let known = stored.next_if(|node| node.idx == index);
            if known.as_ref().is_some_and(|node| node.hash == hash.0) {
                continue;
            }
            let excused = known.is_some() && reader.excused.contains(&(level, index));
            reader.excused.insert((level + 1, index >> 1));
            if !excused {
                found.send(wrong_node(level, index, known.is_some()));
            }
        }
    }
    Ok(())
}

fn wrong_node(level: i64, index: i64, stored: bool) -> Finding {
    let first = index << level.clamp(0, 62);
    let last = first + (1 << level.clamp(0, 62)) - 1;
    let trouble = if stored { "与事件不符，节点被改动" } else { "缺失" };
    let finding = if level == 0 {
        Finding::altered(code::NODE, format!("保存的树节点{trouble}。")).at(index)
    } else {
        let what = format!("保存的树节点{trouble}，它覆盖第 {first} 至 {last} 条事件。");
        Finding::altered(code::NODE, what)
    };
    finding.place(format!("tree_node {level} {index}"))
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
