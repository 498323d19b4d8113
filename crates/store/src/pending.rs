//! Writes that wait in memory until the group is written, so that they travel many at a time.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::engine::Tx;
use crate::statement::{Places, Stored, Table, next_size, put_sql, remove_sql};
use crate::truth::{BlobRow, Checkpoint, CommandRow, Event, Opening, TreeNode};
use crate::{Cell, Change, Row, RowKey, Which, scratch};

/// Everything a group of commands wants written.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    pub(crate) events: Vec<Event>,
    pub(crate) openings: Vec<Opening>,
    pub(crate) nodes: Vec<TreeNode>,
    pub(crate) commands: Vec<CommandRow>,
    pub(crate) checkpoints: Vec<Checkpoint>,
    pub(crate) blobs: Vec<BlobRow>,
    pub(crate) jobs: Vec<scratch::Job>,
    pub(crate) rows: Vec<RowChange>,
    pub(crate) changes: Vec<Change>,
}

/// What happens to one row of a read table.
#[derive(Debug)]
pub(crate) enum RowChange {
    Put(Box<Row>),
    Remove(RowKey),
}

/// How much was waiting at some moment.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Lengths([usize; 9]);

impl Pending {
    pub(crate) fn lengths(&self) -> Lengths {
        Lengths([
            self.events.len(),
            self.openings.len(),
            self.nodes.len(),
            self.commands.len(),
            self.checkpoints.len(),
            self.blobs.len(),
            self.jobs.len(),
            self.rows.len(),
            self.changes.len(),
        ])
    }

    /// Forgets what came after `lengths` was taken.
    pub(crate) fn truncate(&mut self, lengths: Lengths) {
        drop(self.split_off(lengths));
    }

    /// Keeps what came before `lengths` was taken and gives the rest.
    pub(crate) fn split_off(&mut self, lengths: Lengths) -> Self {
        let [events, openings, nodes, commands, checkpoints, blobs, jobs, rows, changes] =
            lengths.0;
        Self {
            events: tail(&mut self.events, events),
            openings: tail(&mut self.openings, openings),
            nodes: tail(&mut self.nodes, nodes),
            commands: tail(&mut self.commands, commands),
            checkpoints: tail(&mut self.checkpoints, checkpoints),
            blobs: tail(&mut self.blobs, blobs),
            jobs: tail(&mut self.jobs, jobs),
            rows: tail(&mut self.rows, rows),
            changes: tail(&mut self.changes, changes),
        }
    }

    /// Writes everything; of several changes of one row only the last is written.
    pub(crate) async fn write(self, tx: &mut Tx) -> Result<(), sqlx::Error> {
        put_all(tx, &self.events).await?;
        put_all(tx, &self.openings).await?;
        put_all(tx, &self.nodes).await?;
        put_all(tx, &self.commands).await?;
        put_latest(tx, &self.checkpoints).await?;
        put_latest(tx, &self.blobs).await?;
        put_latest(tx, &self.jobs).await?;
        write_rows(tx, self.rows).await?;
        for change in self.changes {
            tx.run(&change.sql, change.args).await?;
        }
        Ok(())
    }
}

async fn write_rows(tx: &mut Tx, changes: Vec<RowChange>) -> Result<(), sqlx::Error> {
    let mut seen = HashSet::new();
    let mut puts: BTreeMap<Which, Vec<Vec<Cell>>> = BTreeMap::new();
    let mut removals: BTreeMap<Which, Vec<Vec<Cell>>> = BTreeMap::new();
    for change in changes.into_iter().rev() {
        match change {
            RowChange::Put(row) => {
                let (which, cells) = (row.which(), row.cells());
                if seen.insert(which.key_of(&cells)) {
                    puts.entry(which).or_default().push(cells);
                }
            }
            RowChange::Remove(key) => {
                if seen.insert(key.clone()) {
                    removals.entry(key.which()).or_default().push(key.into_cells());
                }
            }
        }
    }
    for (which, keys) in removals {
        let table = which.table();
        run_sized(tx, keys, |size, places| remove_sql(table, size, places)).await?;
    }
    for (which, rows) in puts {
        put_cells(tx, which.table(), rows).await?;
    }
    Ok(())
}

async fn put_all<T: Stored>(tx: &mut Tx, rows: &[T]) -> Result<(), sqlx::Error> {
    put_cells(tx, const { &T::TABLE }, rows.iter().map(Stored::cells).collect()).await
}

/// Writes rows that may share a key, one by one, so that the last one stays.
async fn put_latest<T: Stored>(tx: &mut Tx, rows: &[T]) -> Result<(), sqlx::Error> {
    for row in rows {
        let sql = put_sql(const { &T::TABLE }, 1, tx.places());
        tx.run(&sql, row.cells()).await?;
    }
    Ok(())
}

async fn put_cells(
    tx: &mut Tx,
    table: &'static Table,
    rows: Vec<Vec<Cell>>,
) -> Result<(), sqlx::Error> {
    run_sized(tx, rows, |size, places| put_sql(table, size, places)).await
}

async fn run_sized(
    tx: &mut Tx,
    rows: Vec<Vec<Cell>>,
    sql: impl Fn(usize, Places) -> Arc<str>,
) -> Result<(), sqlx::Error> {
    let (mut rows, places) = (rows.into_iter(), tx.places());
    while 0 < rows.len() {
        let size = next_size(rows.len());
        let args: Vec<Cell> = rows.by_ref().take(size).flatten().collect();
        tx.run(&sql(size, places), args).await?;
    }
    Ok(())
}

fn tail<T>(list: &mut Vec<T>, from: usize) -> Vec<T> {
    list.split_off(from.min(list.len()))
}
