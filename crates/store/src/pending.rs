//! Writes that wait in memory until the group is written, so that they travel many at a time.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::Statement;
use crate::statement::{Places, Stored, Table, change_sql, next_size, put_sql, remove_sql};
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
    /// The row that is there, and what it becomes.
    Replace(Box<(Row, Row)>),
    Remove(RowKey),
}

/// What several changes make of one row.
#[derive(Debug, Default)]
struct Fate {
    /// The row that is there, where that is known.
    there: Option<Vec<Cell>>,
    /// What it becomes.
    then: Option<Vec<Cell>>,
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
        let mut puts: BTreeMap<Which, Vec<Vec<Cell>>> = BTreeMap::new();
        let mut removals: BTreeMap<Which, Vec<Vec<Cell>>> = BTreeMap::new();
        let mut replaced = Vec::new();
        for (key, fate) in fates(changes) {
            match (fate.there, fate.then) {
                (Some(there), Some(then)) => replaced.push((key, there, then)),
                (None, Some(then)) => puts.entry(key.which()).or_default().push(then),
                (_, None) => removals.entry(key.which()).or_default().push(key.into_cells()),
            }
        }
        for (which, keys) in removals {
            self.sized(keys, |size, places| remove_sql(which.table(), size, places));
        }
        for (key, there, then) in replaced {
            self.change(key, &there, then);
        }
        for (which, rows) in puts {
            self.put(which.table(), rows);
        }
    }

    /// Writes the columns that differ: an index over none of them is not touched.
    fn change(&mut self, key: RowKey, there: &[Cell], then: Vec<Cell>) {
        let table = key.which().table();
        let cells = then.into_iter().zip(there).zip(table.columns);
        let differ = cells.filter(|((then, there), _)| then != *there);
        let (mut args, columns): (Vec<Cell>, Vec<&'static str>) =
            differ.map(|((then, _), column)| (then, *column)).unzip();
        if !columns.is_empty() {
            args.extend(key.into_cells());
            self.statements.push((change_sql(table, &columns, self.places), args));
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

/// What becomes of each row, in the order of their keys.
fn fates(changes: Vec<RowChange>) -> BTreeMap<RowKey, Fate> {
    let mut fates: BTreeMap<RowKey, Fate> = BTreeMap::new();
    for change in changes {
        match change {
            RowChange::Put(row) => {
                let cells = row.cells();
                let key = row.which().key_of(&cells);
                fates.entry(key).or_default().then = Some(cells);
            }
            RowChange::Replace(rows) => {
                let (there, then) = (rows.0.cells(), rows.1.cells());
                let first = || Fate { there: Some(there), then: None };
                let key = rows.1.which().key_of(&then);
                fates.entry(key).or_insert_with(first).then = Some(then);
            }
            RowChange::Remove(key) => fates.entry(key).or_default().then = None,
        }
    }
    fates
}

fn tail<T>(list: &mut Vec<T>, from: usize) -> Vec<T> {
    list.split_off(from.min(list.len()))
}
