//! One number for a whole read table, to compare what is stored with what the events say.

use std::hash::{BuildHasher as _, RandomState};

use sha2::{Digest as _, Sha256};

use crate::{Cell, Fault, Record, Row, RowKey, Snapshot, Which};

const CHUNK: i64 = 2_000;

impl Snapshot {
    /// The digest of every read table, by name, over its rows in the order of their keys.
    pub async fn read_table_digests(&mut self) -> Result<Vec<(&'static str, String)>, Fault> {
        let mut digests = Vec::with_capacity(Which::ALL.len());
        for which in Which::ALL {
            digests.push((which.table().name, self.read_table_digest(which).await?));
        }
        Ok(digests)
    }

    /// The next rows of a read table, each with the print of what is stored, which is the row's
    /// own [`Row::print`] unless something in it was changed.
    pub async fn printed_rows_after(
        &mut self,
        which: Which,
        after: Option<&RowKey>,
        (limit, secret): (i64, &RandomState),
    ) -> Result<Vec<(Row, u64)>, Fault> {
        printed(which, self.records_after(which, after, limit).await?, secret)
    }

    /// The rows of some streams in a read table, each with the print of what is stored.
    pub async fn printed_rows_of(
        &mut self,
        which: Which,
        streams: &[String],
        secret: &RandomState,
    ) -> Result<Vec<(Row, u64)>, Fault> {
        printed(which, self.records_of(which, streams).await?, secret)
    }

    async fn read_table_digest(&mut self, which: Which) -> Result<String, Fault> {
        let mut sum = Sha256::new();
        let mut last: Option<RowKey> = None;
        loop {
            let records = self.records_after(which, last.as_ref(), CHUNK).await?;
            let Some(end) = records.last() else {
                return Ok(hex::encode(sum.finalize()));
            };
            last = Some(which.key_of(end.cells()));
            for record in &records {
                sum.update(row_hash(record.cells()));
            }
        }
    }
}

impl Row {
    /// The hash of the row's content, for whoever compares rows without keeping them.
    pub fn hash(&self) -> [u8; 32] {
        row_hash(&self.cells())
    }

    /// A short print of the row's content under a secret of this run: quick, and of no use to
    /// anybody who does not know the secret.
    pub fn print(&self, secret: &RandomState) -> u64 {
        print_of(&self.cells(), secret)
    }

    /// A short print of the row's table and key.
    pub fn key_print(&self, secret: &RandomState) -> u64 {
        secret.hash_one(self.key())
    }
}

/// The digest that [`Snapshot::read_table_digests`] gives for a table of these rows,
/// which must be in the order of their keys.
pub fn digest_rows<'a>(rows: impl IntoIterator<Item = &'a Row>) -> String {
    let mut sum = Sha256::new();
    for row in rows {
        sum.update(row.hash());
    }
    hex::encode(sum.finalize())
}

fn printed(
    which: Which,
    records: Vec<Record>,
    secret: &RandomState,
) -> Result<Vec<(Row, u64)>, Fault> {
    let hashed = records.into_iter().map(|record| {
        let print = print_of(record.cells(), secret);
        Row::read(which, record).map(|row| (row, print))
    });
    hashed.collect()
}

fn row_hash(cells: &[Cell]) -> [u8; 32] {
    Sha256::digest(fed(cells)).into()
}

fn print_of(cells: &[Cell], secret: &RandomState) -> u64 {
    secret.hash_one(fed(cells))
}

fn fed(cells: &[Cell]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(512);
    for cell in cells {
        cell.feed(&mut bytes);
    }
    bytes
}
