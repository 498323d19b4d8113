//! The single writer's transaction: a group of commands, each of which can be taken back alone.
//!
//! Writes wait in memory and are written together at the commit; a question in between writes
//! them first, so that it sees them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::engine::Tx;
use crate::pending::{Lengths, Pending, RowChange};
use crate::scratch::Job;
use crate::truth::{self, BlobRow, Checkpoint, CommandRow, Event, Opening, TreeNode};
use crate::{Ask, Cell, Change, Clash, Fault, Head, Row, RowKey, Store, Unappended, Which};

/// The single writer at work; dropping it undoes everything.
///
/// Before its turn has come, questions about one stream or one command are answered by what is
/// committed; whoever works ahead knows what is on its way and says so with [`WriteTx::know`].
#[derive(Debug)]
pub struct WriteTx {
    store: Store,
    tx: Option<Tx>,
    head: Head,
    began: Head,
    pending: Pending,
    savepoint: Option<Savepoint>,
    trust: Trust,
    known: Known,
}

/// What was looked up for the whole group at once.
#[derive(Debug, Default)]
struct Known {
    versions: HashMap<String, i64>,
    commands: HashMap<String, Option<CommandRow>>,
}

/// Whether the engine did all it was asked; an engine may answer the commit of a broken
/// transaction without an error, so we remember.
#[derive(Debug, PartialEq, Eq)]
enum Trust {
    Whole,
    Broken,
}

/// Where the present command began.
#[derive(Debug)]
struct Savepoint {
    head: Head,
    lengths: Lengths,
    depth: Depth,
}

/// Whether the engine knows of the savepoint yet.
#[derive(Debug, PartialEq, Eq)]
enum Depth {
    InMemory,
    InEngine,
}

const SAVEPOINT: &str = "SAVEPOINT command";
const ROLLBACK_TO: &str = "ROLLBACK TO SAVEPOINT command";
const RELEASE: &str = "RELEASE SAVEPOINT command";
const MOVE_HEAD: &str = "UPDATE head SET size = $1, recorded_at = $2 WHERE id = 1";
const WRITING: &str = "写入";

impl WriteTx {
    pub(crate) fn new(store: Store, tx: Option<Tx>, head: Head) -> Self {
        let (began, pending, known) = (head.clone(), Pending::default(), Known::default());
        Self { store, tx, head, began, pending, savepoint: None, trust: Trust::Whole, known }
    }

    /// Whether its turn has not come yet, so that everything it did is in memory.
    pub fn is_ahead(&self) -> bool {
        self.tx.is_none()
    }

    /// Takes the turn now, if there is anything to write: whoever works ahead from here on comes
    /// behind.
    pub async fn take_turn(&mut self) -> Result<(), Fault> {
        if self.head.size == self.began.size && self.pending.is_empty() {
            return Ok(());
        }
        self.turn().await.map(drop)
    }

    /// Takes note of what is on its way to the store: versions of streams, answers to commands.
    pub fn know(
        &mut self,
        versions: impl IntoIterator<Item = (String, i64)>,
        commands: impl IntoIterator<Item = CommandRow>,
    ) {
        self.known.versions.extend(versions);
        let commands = commands.into_iter().map(|row| (row.id.clone(), Some(row)));
        self.known.commands.extend(commands);
    }

    /// Where the journal ends, with what this transaction appended.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Begins a command: what came before is kept whatever becomes of it.
    pub async fn savepoint(&mut self) -> Result<(), Fault> {
        self.release().await?;
        let lengths = self.pending.lengths();
        let head = self.head.clone();
        self.savepoint = Some(Savepoint { head, lengths, depth: Depth::InMemory });
        Ok(())
    }

    /// Takes back everything since the savepoint, or everything if there was none.
    pub async fn rollback_to(&mut self) -> Result<(), Fault> {
        let Some(savepoint) = self.savepoint.take() else {
            return Ok(());
        };
        if savepoint.depth == Depth::InEngine {
            self.run(&ROLLBACK_TO.into(), Vec::new()).await?;
            self.run(&RELEASE.into(), Vec::new()).await?;
        }
        self.pending.truncate(savepoint.lengths);
        self.head = savepoint.head;
        Ok(())
    }

    /// Ends a command: its writes are part of the group.
    pub async fn release(&mut self) -> Result<(), Fault> {
        match self.savepoint.take() {
            Some(Savepoint { depth: Depth::InEngine, .. }) => {
                self.run(&RELEASE.into(), Vec::new()).await
            }
            Some(Savepoint { depth: Depth::InMemory, .. }) | None => Ok(()),
        }
    }

    /// Appends an event at the next position, if its stream is where the decision saw it.
    pub async fn append(&mut self, event: Event) -> Result<(), Unappended> {
        if event.seq != self.head.size {
            let (next, given) = (self.head.size, event.seq);
            return Err(Clash::Position { next, given }.into());
        }
        let found = self.version(&event.stream).await?;
        if event.version != found + 1 {
            let (stream, seen) = (event.stream, event.version - 1);
            return Err(Clash::Version { stream, seen, found }.into());
        }
        self.head = Head { size: event.seq + 1, recorded_at: event.recorded_at.clone() };
        self.pending.events.push(event);
        Ok(())
    }

    /// Looks up the commands and the versions a whole group will ask for, in two questions
    /// instead of two for each command.
    pub async fn look_ahead(
        &mut self,
        commands: &[String],
        streams: &[String],
    ) -> Result<(), Fault> {
        if !commands.is_empty() {
            let found = self.fetch(truth::commands(commands)).await?;
            self.known.commands.extend(commands.iter().map(|id| (id.clone(), None)));
            self.known.commands.extend(found.into_iter().map(|row| (row.id.clone(), Some(row))));
        }
        if !streams.is_empty() {
            let found = self.fetch(truth::versions(streams)).await?;
            self.known.versions.extend(streams.iter().map(|stream| (stream.clone(), 0)));
            self.known.versions.extend(found);
        }
        Ok(())
    }

    /// The version of a stream, zero before its first event.
    pub async fn version(&mut self, stream: &str) -> Result<i64, Fault> {
        let waiting = self.pending.events.iter().rev().find(|event| event.stream == stream);
        if let Some(event) = waiting {
            return Ok(event.version);
        }
        if let Some(version) = self.known.versions.get(stream) {
            return Ok(*version);
        }
        Ok(self.fetch(truth::version(stream)).await?.into_iter().next().unwrap_or(0))
    }

    /// The events of a stream, with those that wait to be written.
    pub async fn stream(&mut self, stream: &str) -> Result<Vec<Event>, Fault> {
        let mut events = self.fetch(truth::stream(stream)).await?;
        let waiting = self.pending.events.iter().filter(|event| event.stream == stream);
        events.extend(waiting.cloned());
        Ok(events)
    }

    /// The sealed openings of a stream, with those that wait to be written.
    pub async fn openings(&mut self, stream: &str) -> Result<Vec<Opening>, Fault> {
        let mut openings = self.fetch(truth::openings(stream)).await?;
        let waiting = self.pending.openings.iter().filter(|opening| opening.stream == stream);
        openings.extend(waiting.cloned());
        Ok(openings)
    }

    /// What was answered to a command before.
    pub async fn command(&mut self, id: &str) -> Result<Option<CommandRow>, Fault> {
        if let Some(row) = self.pending.commands.iter().find(|row| row.id == id) {
            return Ok(Some(row.clone()));
        }
        if let Some(known) = self.known.commands.get(id) {
            return Ok(known.clone());
        }
        Ok(self.fetch(truth::command(id)).await?.into_iter().next())
    }

    /// Answers a question that sees this transaction's own writes.
    pub async fn ask<T>(&mut self, ask: Ask<T>) -> Result<Vec<T>, Fault> {
        self.turn().await?;
        self.flush().await?;
        self.fetch(ask).await
    }

    /// Answers a question with the first row, if there is one.
    pub async fn first<T>(&mut self, ask: Ask<T>) -> Result<Option<T>, Fault> {
        Ok(self.ask(ask).await?.into_iter().next())
    }

    /// Stores a sealed opening of an event's commitment.
    pub fn put_opening(&mut self, opening: Opening) {
        self.pending.openings.push(opening);
    }

    /// Stores nodes of the tree that became complete.
    pub fn put_nodes(&mut self, nodes: impl IntoIterator<Item = TreeNode>) {
        self.pending.nodes.extend(nodes);
    }

    /// Stores a signed checkpoint; a later note for the same size replaces it.
    pub fn put_checkpoint(&mut self, checkpoint: Checkpoint) {
        self.pending.checkpoints.push(checkpoint);
    }

    /// Records that the bytes of a blob are on disk.
    pub fn put_blob(&mut self, blob: BlobRow) {
        self.pending.blobs.push(blob);
    }

    /// Remembers the answer to a command.
    pub fn remember_command(&mut self, row: CommandRow) {
        self.pending.commands.push(row);
    }

    /// Writes a row of a read table.
    pub fn put(&mut self, row: Row) {
        self.pending.rows.push(RowChange::Put(Box::new(row)));
    }

    /// Writes the columns in which a row of a read table differs from the one that is there under
    /// the same key. Where none is there, somebody removed it and nothing is written: a verification
    /// names the row, and a rebuild makes it again.
    pub fn replace(&mut self, there: Row, row: Row) {
        self.pending.rows.push(RowChange::Replace(Box::new((there, row))));
    }

    /// Removes a row of a read table.
    pub fn remove(&mut self, key: RowKey) {
        self.pending.rows.push(RowChange::Remove(key));
    }

    /// Leaves work for later; it exists exactly if the group is committed.
    pub fn enqueue(&mut self, job: Job) {
        self.pending.jobs.push(job);
    }

    /// Carries out a change that no event stands for, together with the group.
    pub fn change(&mut self, change: Change) {
        self.pending.changes.push(change);
    }

    /// Empties every read table, before they are made again.
    pub async fn clear_read_tables(&mut self) -> Result<(), Fault> {
        self.flush().await?;
        for which in Which::ALL {
            let sql = format!("DELETE FROM {}", which.table().name).into();
            self.run(&sql, Vec::new()).await?;
        }
        Ok(())
    }

    /// Makes the group durable; a failure here makes the store read-only until a restart.
    pub async fn commit(mut self) -> Result<Head, Fault> {
        self.release().await?;
        let mut statements = std::mem::take(&mut self.pending).statements(self.store.places());
        if self.head.size != self.began.size {
            let args = vec![self.head.size.into(), (&self.head.recorded_at).into()];
            statements.push((MOVE_HEAD.into(), args));
        }
        if self.tx.is_none() && statements.is_empty() {
            return Ok(self.head);
        }
        self.distrust()?;
        self.turn().await?;
        let Self { store, tx, head, .. } = self;
        let tx = tx.ok_or(Fault::Broken)?;
        tx.finish(statements).await.map_err(|source| store.failed("提交", source))?;
        Ok(head)
    }

    /// Undoes everything at once, without waiting for the drop.
    pub async fn rollback(self) -> Result<(), Fault> {
        let Some(tx) = self.tx else { return Ok(()) };
        tx.rollback().await.map_err(|source| Fault::of("撤回", source))
    }

    /// Waits for the turn, if it has not come: whoever worked ahead must find the journal where it
    /// was expected.
    async fn turn(&mut self) -> Result<&mut Tx, Fault> {
        if self.tx.is_none() {
            let (tx, found) = self.store.turn().await?;
            if found != self.began {
                return Err(Fault::Overtaken { expected: self.began.size, found: found.size });
            }
            self.tx = Some(tx);
        }
        self.tx.as_mut().ok_or(Fault::Broken)
    }

    /// Writes what waits, so that the engine sees it; the savepoint moves into the engine.
    async fn flush(&mut self) -> Result<(), Fault> {
        if let Some(savepoint) = self.savepoint.as_mut()
            && savepoint.depth == Depth::InMemory
        {
            let present = self.pending.split_off(savepoint.lengths);
            savepoint.lengths = Lengths::default();
            savepoint.depth = Depth::InEngine;
            let earlier = std::mem::replace(&mut self.pending, present);
            self.write(earlier).await?;
            self.run(&SAVEPOINT.into(), Vec::new()).await?;
        }
        let present = std::mem::take(&mut self.pending);
        self.write(present).await
    }

    /// Writes what waited.
    async fn write(&mut self, pending: Pending) -> Result<(), Fault> {
        self.distrust()?;
        // What is written is no longer seen in memory, so it must be asked for again.
        self.known = Known::default();
        let statements = pending.statements(self.store.places());
        if !statements.is_empty() {
            let done = self.turn().await?.run_all(statements).await;
            done.map_err(|source| self.store.failed(WRITING, source))?;
        }
        self.trust = Trust::Whole;
        Ok(())
    }

    async fn run(&mut self, sql: &Arc<str>, args: Vec<Cell>) -> Result<(), Fault> {
        self.distrust()?;
        let done = self.turn().await?.run(sql, args).await;
        done.map_err(|source| self.store.failed(WRITING, source))?;
        self.trust = Trust::Whole;
        Ok(())
    }

    async fn fetch<T>(&mut self, ask: Ask<T>) -> Result<Vec<T>, Fault> {
        if self.tx.is_none() {
            return self.store.ask(ask).await;
        }
        self.distrust()?;
        let tx = self.tx.as_mut().ok_or(Fault::Broken)?;
        let rows = tx.fetch(&ask.sql, ask.args).await;
        let rows = rows.map_err(|source| Fault::of("写入时查询", source))?;
        self.trust = Trust::Whole;
        rows.into_iter().map(ask.read).collect()
    }

    /// Counts the transaction as broken until the step about to begin has ended well,
    /// so that a step given up half-way is never committed.
    fn distrust(&mut self) -> Result<(), Fault> {
        match std::mem::replace(&mut self.trust, Trust::Broken) {
            Trust::Whole => Ok(()),
            Trust::Broken => Err(Fault::Broken),
        }
    }
}
