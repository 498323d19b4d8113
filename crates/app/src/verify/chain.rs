//! The first pass, in the order of the log: leaves, tree nodes, commands and checkpoints.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

use journal::{Auditor, Frontier, Hash, Node, Outcome, Stored};
use store::{Defect, Snapshot, audit, truth};

use super::anchors::{self, Anchor};
use super::epochs::Known;
use super::finding::{Finding, code};
use super::fresh::{self, Basis, Noted};
use super::sink::Sender;
use crate::door::PROFILE;
use crate::nodes::HEIGHT;
use crate::{Fault, nodes};

/// How many events are read at a time.
const CHUNK: i64 = 1000;

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
    /// The nodes that are kept by themselves, as the events give them.
    nodes: Vec<Node>,
    /// Nodes, by level and index, above something that was named already: they differ for its
    /// sake, not their own.
    excused: HashSet<(u8, u64)>,
    runs: Vec<Run>,
    hasher: RandomState,
    last_at: String,
    /// The commands by name, when only some of them are looked up.
    commands: Option<Vec<String>>,
}

/// Reads the whole log, or what came after a part that was verified before.
pub async fn check(
    snapshot: &mut Snapshot,
    (known, anchors): (&Known, &[Anchor]),
    basis: Option<&Basis>,
    found: &Sender,
) -> Result<Chain, Fault> {
    let from = basis.map_or(0, Basis::from);
    let mut reader = Reader::new(known, basis);
    let mut events = snapshot.ask(audit::events_after(from - 1, CHUNK)).await?;
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
    }
    compare_nodes(snapshot, &mut reader, from, found).await?;
    check_head(snapshot, &reader, found).await?;
    check_commands(snapshot, &mut reader, found).await?;
    let notes =
        if known.log.is_empty() { Vec::new() } else { notes(snapshot, from, found).await? };
    let verifier = known.verifier();
    let auditor = reader.auditor;
    let earlier = Noted::all(snapshot).await?;
    let sizes = anchors.iter().filter_map(Anchor::size).chain(known.sizes());
    let roots: BTreeMap<u64, Hash> =
        auditor.roots_at(sizes.chain(earlier.iter().map(Noted::size)).collect());
    known.compare(from, &roots, found);
    let anchors = anchors::check(anchors, &roots, known, found);
    let checkpoints = u64::try_from(notes.len()).unwrap_or_default();
    let outcome = tokio::task::spawn_blocking(move || auditor.finish(&notes, &verifier))
        .await
        .map_err(|_| Fault::Inconsistent("reading was broken off"))?;
    tell_of_checkpoints(&outcome, found);
    if !outcome.findings.iter().any(|finding| finding.code == journal::audit::ROOT) {
        fresh::compare(&earlier, &roots, found);
    }
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
    fn new(known: &Known, basis: Option<&Basis>) -> Self {
        let epochs = known.epochs.clone();
        let edge = basis.map_or_else(|| Frontier::new(PROFILE), |basis| basis.edge.clone());
        let last_at = basis.map_or_else(String::new, |basis| basis.last_at.clone());
        Self {
            auditor: Auditor::after(epochs, edge.clone(), &last_at),
            frontier: edge,
            nodes: Vec::new(),
            excused: HashSet::new(),
            runs: Vec::new(),
            hasher: RandomState::new(),
            last_at,
            commands: basis.map(|_| Vec::new()),
        }
    }

    fn take(&mut self, event: &truth::Event, found: &Sender) {
        let findings = self.auditor.feed(&stored(event));
        let blind = store::planted(Defect::EventsUnread);
        for finding in findings.into_iter().filter(|_| !blind) {
            found.send(finding.into());
        }
        let leaf = if blind { Hash(event.leaf) } else { PROFILE.leaf(&event.bytes) };
        if leaf.0 != event.leaf {
            self.excused.insert((HEIGHT, self.frontier.size() >> HEIGHT));
        }
        let nodes = &mut self.nodes;
        self.frontier.push_each(leaf, |node| nodes.extend(Some(node).filter(nodes::is_kept)));
        let id = self.hasher.hash_one(&event.command);
        match self.runs.last_mut() {
            Some(run) if run.id == id => run.last = event.seq,
            Some(_) | None => {
                let stream = self.hasher.hash_one(&event.stream);
                self.runs.push(Run { id, stream, first: event.seq, last: event.seq });
                self.commands.iter_mut().for_each(|names| names.push(event.command.clone()));
            }
        }
        self.last_at.clone_from(&event.recorded_at);
    }
}

/// An event as the verifier reads it.
pub fn stored(event: &truth::Event) -> Stored<'_> {
    Stored {
        seq: u64::try_from(event.seq).unwrap_or(u64::MAX),
        stream: &event.stream,
        version: u64::try_from(event.version).unwrap_or_default(),
        kind: &event.kind,
        command: &event.command,
        recorded_at: &event.recorded_at,
        bytes: &event.bytes,
        leaf: Hash(event.leaf),
    }
}

/// The next kept nodes that the events from a position on complete.
async fn kept_nodes(
    snapshot: &mut Snapshot,
    (level, index): (i64, i64),
    from: i64,
) -> Result<Vec<truth::TreeNode>, Fault> {
    if from == 0 {
        return Ok(snapshot.ask(audit::nodes_after((level, index), CHUNK)).await?);
    }
    // All at once: there is one for every 256 events.
    let mut nodes = Vec::new();
    let height = i64::from(HEIGHT);
    for level in (1..8).map(|storey| storey * height).filter(|at| level < *at) {
        nodes.extend(snapshot.ask(audit::nodes_between(level, from >> level, i64::MAX)).await?);
    }
    Ok(nodes)
}

/// Compares the kept nodes with what the events give.
async fn compare_nodes(
    snapshot: &mut Snapshot,
    reader: &mut Reader,
    from: i64,
    found: &Sender,
) -> Result<(), Fault> {
    let due = reader.nodes.drain(..).map(|node| ((node.level, node.index), node.hash));
    let mut due: BTreeMap<(u8, u64), Hash> = due.collect();
    let mut after = (i64::MIN, i64::MIN);
    loop {
        let kept = kept_nodes(snapshot, after, from).await?;
        let Some(last) = kept.last() else { break };
        after = (last.level, last.idx);
        for node in kept {
            let key = (u8::try_from(node.level), u64::try_from(node.idx));
            let known = if let (Ok(level), Ok(index)) = key {
                due.remove(&(level, index)).map(|hash| Node { level, index, hash })
            } else {
                None
            };
            match known {
                Some(known) if known.hash.0 == node.hash => {}
                Some(known) => {
                    let above = (known.level + HEIGHT, known.index >> HEIGHT);
                    if !reader.excused.contains(&(known.level, known.index)) {
                        found.send(wrong_node(&known, true));
                    }
                    reader.excused.insert(above);
                }
                None => {
                    let what = "没有事件产生这个树节点，是另外加进去的。";
                    let place = format!("tree_node {} {}", node.level, node.idx);
                    found.send(Finding::altered(code::EXTRA_NODE, what).place(place));
                }
            }
        }
    }
    for ((level, index), hash) in due {
        found.send(wrong_node(&Node { level, index, hash }, false));
    }
    Ok(())
}

fn wrong_node(node: &Node, kept: bool) -> Finding {
    let Node { level, index, .. } = *node;
    let width = 1_u64.checked_shl(u32::from(level)).unwrap_or(u64::MAX);
    let first = index.saturating_mul(width);
    let last = first.saturating_add(width - 1);
    let trouble = if kept { "与事件不符，节点被改动" } else { "缺失" };
    let what = format!("保存的树节点{trouble}，它覆盖第 {first} 至 {last} 条事件。");
    Finding::altered(code::NODE, what).place(format!("tree_node {level} {index}"))
}

async fn check_head(snapshot: &mut Snapshot, reader: &Reader, found: &Sender) -> Result<(), Fault> {
    let size = i64::try_from(reader.frontier.size()).unwrap_or(i64::MAX);
    let Some(head) = snapshot.head().await? else {
        let what = format!("记录末端的登记不见了，实际有 {size} 条事件。");
        found.send(Finding::altered(code::HEAD, what).place("head 1"));
        return Ok(());
    };
    if head.size != size || head.recorded_at != reader.last_at {
        let what = format!("记录末端登记为 {} 条，实际有 {size} 条，或者时间不符。", head.size);
        found.send(Finding::altered(code::HEAD, what).place("head 1"));
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
    let mut names = reader.commands.take();
    loop {
        let asked = match &mut names {
            None => audit::commands_after(&last, CHUNK),
            Some(names) if names.is_empty() => break,
            Some(names) => audit::commands_of(&names.split_off(names.len().saturating_sub(256))),
        };
        let rows = snapshot.ask(asked).await?;
        match rows.last() {
            Some(end) => last.clone_from(&end.id),
            None if names.is_none() => break,
            None => {}
        }
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

/// The checkpoints by size, from a size on; each must stand under the size it states.
async fn notes(snapshot: &mut Snapshot, from: i64, found: &Sender) -> Result<Vec<String>, Fault> {
    let mut notes = Vec::new();
    let mut last = if from == 0 { i64::MIN } else { from - 1 };
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
