//! The open database: questions, snapshots, the single writer, backup.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::engine::{Engine, EngineError, Target, Tx};
use crate::statement::Places;
use crate::{Ask, Change, Fault, Record, Row, RowKey, Which, WriteTx, schema};

const HEAD: &str = "SELECT size, recorded_at FROM head WHERE id = 1";

/// The open database; a clone is another handle on the same one.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    engine: Engine,
    writable: AtomicBool,
}

/// Where the journal ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many events there are; the next event takes this position.
    pub size: i64,
    /// When the last one was recorded, empty before the first.
    pub recorded_at: String,
}

impl Store {
    /// Opens the database and brings its schema up to date.
    pub async fn open(target: &Target) -> Result<Self, Fault> {
        let engine = Engine::open(target).await?;
        schema::prepare(&engine).await?;
        Ok(Self { inner: Arc::new(Inner { engine, writable: AtomicBool::new(true) }) })
    }

    /// Whether no write has failed since the start.
    pub fn writable(&self) -> bool {
        self.inner.writable.load(Ordering::Acquire)
    }

    /// Takes the single writer; others wait in the order in which they came.
    pub async fn begin(&self) -> Result<WriteTx, Fault> {
        let (tx, head) = self.turn().await?;
        Ok(WriteTx::new(self.clone(), Some(tx), head))
    }

    /// Works ahead while another group is being committed, whose end will be this head: the turn is
    /// awaited when the engine is first needed, at the latest to commit.
    pub fn ahead(&self, head: Head) -> Result<WriteTx, Fault> {
        self.refuse_unless_writable()?;
        Ok(WriteTx::new(self.clone(), None, head))
    }

    /// The turn of writing, and where the journal ends.
    pub(crate) async fn turn(&self) -> Result<(Tx, Head), Fault> {
        self.refuse_unless_writable()?;
        let begun = self.inner.engine.begin_at_head().await;
        let (tx, rows) = begun.map_err(|source| Fault::of("开始写入", source))?;
        // A write may have failed while this one waited for its turn.
        self.refuse_unless_writable()?;
        let head = one(rows)?.ok_or(Fault::Damaged { column: 0 }).and_then(read_head)?;
        Ok((tx, head))
    }

    pub(crate) fn places(&self) -> Places {
        self.inner.engine.places()
    }

    /// Carries out one change that no event stands for, and counts the rows it touched.
    pub async fn change(&self, change: &Change) -> Result<u64, Fault> {
        self.refuse_unless_writable()?;
        let doing = "保存";
        let mut tx = self.begin_write().await.map_err(|source| Fault::of(doing, source))?;
        let touched = tx.run(&change.sql, change.args.clone()).await;
        let touched = touched.map_err(|source| self.failed(doing, source))?;
        tx.commit().await.map_err(|source| self.failed(doing, source))?;
        Ok(touched)
    }

    /// Answers a question.
    pub async fn ask<T>(&self, ask: Ask<T>) -> Result<Vec<T>, Fault> {
        let rows = self.inner.engine.fetch(&ask.sql, ask.args).await;
        let rows = rows.map_err(|source| Fault::of("查询", source))?;
        rows.into_iter().map(ask.read).collect()
    }

    /// Answers a question with the first row, if there is one.
    pub async fn first<T>(&self, ask: Ask<T>) -> Result<Option<T>, Fault> {
        Ok(self.ask(ask).await?.into_iter().next())
    }

    /// Answers two questions about one moment, at the price of one.
    pub async fn ask_both<A, B>(
        &self,
        first: Ask<A>,
        second: Ask<B>,
    ) -> Result<(Vec<A>, Vec<B>), Fault> {
        let asks = vec![(first.sql, first.args), (second.sql, second.args)];
        let answers = self.inner.engine.fetch_all(asks).await;
        let mut answers = answers.map_err(|source| Fault::of("查询", source))?.into_iter();
        let mut next = || answers.next().unwrap_or_default().into_iter();
        let (a, b) = (next().map(first.read).collect::<Result<_, _>>()?, next());
        Ok((a, b.map(second.read).collect::<Result<_, _>>()?))
    }

    /// Where the journal ends now.
    pub async fn head(&self) -> Result<Head, Fault> {
        self.first(Ask::new(HEAD, Vec::new(), read_head)).await?.ok_or(Fault::Damaged { column: 0 })
    }

    /// Holds the database still for reading: every question sees the same moment.
    pub async fn snapshot(&self) -> Result<Snapshot, Fault> {
        let tx = self.inner.engine.begin_read().await;
        Ok(Snapshot { tx: tx.map_err(|source| Fault::of("开始读取", source))? })
    }

    /// Copies the database as it is now to a new file, while work goes on.
    pub async fn backup_to(&self, path: &Path) -> Result<(), Fault> {
        self.inner.engine.backup_to(path).await
    }

    /// What the engine itself finds wrong with its files; nothing when all is well.
    pub async fn damage(&self) -> Result<Vec<String>, Fault> {
        self.inner.engine.damage().await
    }

    /// Makes erased values unreadable in the engine's own files too.
    pub async fn scrub(&self) -> Result<(), Fault> {
        self.inner.engine.scrub().await.map_err(|source| Fault::of("清理已删除的数据", source))
    }

    /// Waits for the work under way and closes every connection.
    pub async fn close(&self) {
        self.inner.engine.close().await;
    }

    /// Turns what the engine said during a write into a fault; unless it only refused a row,
    /// nothing more is written until a restart.
    pub(crate) fn failed(&self, doing: &'static str, source: EngineError) -> Fault {
        let fault = Fault::of(doing, source);
        if !matches!(fault, Fault::Rejected { .. }) {
            self.inner.writable.store(false, Ordering::Release);
            tracing::error!(doing, error = ?fault, "a write failed: the store is now read-only");
        }
        fault
    }

    async fn begin_write(&self) -> Result<Tx, EngineError> {
        self.inner.engine.begin_write().await
    }

    fn refuse_unless_writable(&self) -> Result<(), Fault> {
        if self.writable() { Ok(()) } else { Err(Fault::ReadOnly) }
    }
}

/// One moment of the database, for reading.
#[derive(Debug)]
pub struct Snapshot {
    tx: Tx,
}

impl Snapshot {
    /// Answers a question.
    pub async fn ask<T>(&mut self, ask: Ask<T>) -> Result<Vec<T>, Fault> {
        let rows = self.tx.fetch(&ask.sql, ask.args).await;
        let rows = rows.map_err(|source| Fault::of("查询", source))?;
        rows.into_iter().map(ask.read).collect()
    }

    /// Answers a question with the first row, if there is one.
    pub async fn first<T>(&mut self, ask: Ask<T>) -> Result<Option<T>, Fault> {
        Ok(self.ask(ask).await?.into_iter().next())
    }

    /// Where the journal ended at this moment; nothing when somebody removed the row.
    pub async fn head(&mut self) -> Result<Option<Head>, Fault> {
        self.first(Ask::new(HEAD, Vec::new(), read_head)).await
    }

    /// The next rows of a read table in the order of its key.
    pub async fn rows_after(
        &mut self,
        which: Which,
        after: Option<&RowKey>,
        limit: i64,
    ) -> Result<Vec<Row>, Fault> {
        let records = self.records_after(which, after, limit).await?;
        records.into_iter().map(|record| Row::read(which, record)).collect()
    }

    pub(crate) async fn records_after(
        &mut self,
        which: Which,
        after: Option<&RowKey>,
        limit: i64,
    ) -> Result<Vec<Record>, Fault> {
        let (sql, args) = which.walk(after, limit);
        let rows = self.tx.fetch(&sql, args).await;
        rows.map_err(|source| Fault::of("读取整表", source))
    }

    pub(crate) async fn records_of(
        &mut self,
        which: Which,
        streams: &[String],
    ) -> Result<Vec<Record>, Fault> {
        let Some((sql, args)) = which.rows_of(streams) else { return Ok(Vec::new()) };
        let rows = self.tx.fetch(&sql, args).await;
        rows.map_err(|source| Fault::of("读取案卷的查询表", source))
    }
}

pub(crate) fn read_head(mut row: Record) -> Result<Head, Fault> {
    Ok(Head { size: row.int()?, recorded_at: row.text()? })
}

fn one(rows: Vec<Record>) -> Result<Option<Record>, Fault> {
    if 1 < rows.len() { Err(Fault::Damaged { column: 0 }) } else { Ok(rows.into_iter().next()) }
}
