//! Writes that wait in memory until the group is written, so that they travel many at a time.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::engine::Statement;
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

    /// Whether nothing waits.
    pub(crate) fn is_empty(&self) -> bool {
        self.lengths().0 == [0; 9]
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

    /// The statements that write everything; of several changes of one row only the last counts.
    pub(crate) fn statements(self, places: Places) -> Vec<Statement> {
        let mut list = List { statements: Vec::new(), places };
        list.put_all(&self.events);
        list.put_all(&self.openings);
        list.put_all(&self.nodes);
        list.put_all(&self.commands);
        list.put_latest(&self.checkpoints);
        list.put_latest(&self.blobs);
        list.put_latest(&self.jobs);
        list.change_rows(self.rows);
        let changes = self.changes.into_iter().map(|change| (change.sql, change.args));
        list.statements.extend(changes);
        list.statements
    }
}

/// Statements in the words of one engine.
struct List {
    statements: Vec<Statement>,
    places: Places,
}

impl List {
    fn change_rows(&mut self, changes: Vec<RowChange>) {
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
            self.sized(keys, |size, places| remove_sql(which.table(), size, places));
        }
        for (which, rows) in puts {
            self.put(which.table(), rows);
        }
    }

    fn put_all<T: Stored>(&mut self, rows: &[T]) {
        self.put(const { &T::TABLE }, rows.iter().map(Stored::cells).collect());
    }

    /// Writes rows that may share a key, one by one, so that the last one stays.
    fn put_latest<T: Stored>(&mut self, rows: &[T]) {
        let sql = put_sql(const { &T::TABLE }, 1, self.places);
        self.statements.extend(rows.iter().map(|row| (Arc::clone(&sql), row.cells())));
    }

    fn put(&mut self, table: &'static Table, rows: Vec<Vec<Cell>>) {
        self.sized(rows, |size, places| put_sql(table, size, places));
    }

    /// Writes rows in statements of a few sizes.
    fn sized(&mut self, rows: Vec<Vec<Cell>>, sql: impl Fn(usize, Places) -> Arc<str>) {
        let mut rows = rows.into_iter();
        while 0 < rows.len() {
            let size = next_size(rows.len());
            let args: Vec<Cell> = rows.by_ref().take(size).flatten().collect();
            self.statements.push((sql(size, self.places), args));
        }
    }
}

fn tail<T>(list: &mut Vec<T>, from: usize) -> Vec<T> {
    list.split_off(from.min(list.len()))
}
