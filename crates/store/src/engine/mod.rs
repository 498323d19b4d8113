//! The two engines behind one face; what differs between them lives in their own files (ADR-0003).

mod error;
pub(crate) mod postgres;
pub(crate) mod sqlite;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::statement::Places;
use crate::{Cell, Fault, Record};

pub use self::error::EngineError;

/// A statement and its values.
pub(crate) type Statement = (Arc<str>, Vec<Cell>);

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A file of our own.
    Sqlite(PathBuf),
    /// A server, by its address.
    Postgres(String),
}

/// The pools of one engine: many readers, one writer.
#[derive(Debug)]
pub(crate) enum Engine {
    Sqlite(sqlite::Pools),
    Postgres(postgres::Pools),
}

/// A transaction on one engine; dropping it undoes it.
#[derive(Debug)]
pub(crate) enum Tx {
    Sqlite(sqlite::Tx),
    Postgres(postgres::Tx),
}

impl Engine {
    pub(crate) async fn open(target: &Target) -> Result<Self, Fault> {
        match target {
            Target::Sqlite(path) => sqlite::open(path).await.map(Self::Sqlite),
            Target::Postgres(url) => postgres::open(url).await.map(Self::Postgres),
        }
    }

    pub(crate) async fn begin_write(&self) -> Result<Tx, EngineError> {
        match self {
            Self::Sqlite(pools) => sqlite::begin_write(pools).await.map(Tx::Sqlite),
            Self::Postgres(pools) => postgres::begin_write(pools).await.map(Tx::Postgres),
        }
    }

    /// Takes the turn of writing and reads the head of the journal, which no other writer moves
    /// until the end.
    pub(crate) async fn begin_at_head(&self) -> Result<(Tx, Vec<Record>), EngineError> {
        match self {
            Self::Sqlite(pools) => {
                let (tx, rows) = sqlite::begin_at_head(pools).await?;
                Ok((Tx::Sqlite(tx), rows))
            }
            Self::Postgres(pools) => {
                let mut tx = postgres::begin_write(pools).await?;
                let head = postgres::LOCK_HEAD.into();
                let rows = postgres::fetch(&mut *tx, &head, Vec::new()).await?;
                Ok((Tx::Postgres(tx), rows))
            }
        }
    }

    /// How statements for many rows are written for this engine.
    pub(crate) fn places(&self) -> Places {
        match self {
            Self::Sqlite(_) => Places::Plain,
            Self::Postgres(_) => Places::Numbered,
        }
    }

    pub(crate) async fn begin_read(&self) -> Result<Tx, EngineError> {
        match self {
            Self::Sqlite(pools) => sqlite::begin_read(pools).await.map(Tx::Sqlite),
            Self::Postgres(pools) => postgres::begin_read(pools).await.map(Tx::Postgres),
        }
    }

    pub(crate) async fn fetch(
        &self,
        sql: &Arc<str>,
        args: Vec<Cell>,
    ) -> Result<Vec<Record>, EngineError> {
        match self {
            Self::Sqlite(pools) => sqlite::fetch(pools, sql, args).await,
            Self::Postgres(pools) => postgres::fetch(&pools.read, sql, args).await,
        }
    }

    /// The answers to several questions about one moment.
    pub(crate) async fn fetch_all(
        &self,
        asks: Vec<Statement>,
    ) -> Result<Vec<Vec<Record>>, EngineError> {
        match self {
            Self::Sqlite(pools) => sqlite::fetch_all(pools, asks).await,
            Self::Postgres(_) => {
                let (mut tx, mut answers) = (self.begin_read().await?, Vec::new());
                for (sql, args) in asks {
                    answers.push(tx.fetch(&sql, args).await?);
                }
                tx.rollback().await?;
                Ok(answers)
            }
        }
    }

    pub(crate) async fn backup_to(&self, path: &Path) -> Result<(), Fault> {
        match self {
            Self::Sqlite(pools) => sqlite::backup_to(pools, path).await,
            Self::Postgres(_) => Err(Fault::Unsupported { advice: postgres::BACKUP_ADVICE }),
        }
    }

    /// What the engine itself finds wrong with its files; nothing when all is well.
    pub(crate) async fn damage(&self) -> Result<Vec<String>, Fault> {
        match self {
            Self::Sqlite(pools) => sqlite::damage(pools).await,
            // A server checks its pages by checksums and has no such question.
            Self::Postgres(_) => Ok(Vec::new()),
        }
    }

    pub(crate) async fn scrub(&self) -> Result<(), EngineError> {
        match self {
            Self::Sqlite(pools) => sqlite::scrub(pools).await,
            Self::Postgres(pools) => postgres::scrub(pools).await,
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pools) => sqlite::close(pools).await,
            Self::Postgres(pools) => postgres::close(pools).await,
        }
    }
}

impl Tx {
    pub(crate) async fn fetch(
        &mut self,
        sql: &Arc<str>,
        args: Vec<Cell>,
    ) -> Result<Vec<Record>, EngineError> {
        match self {
            Self::Sqlite(tx) => tx.fetch(sql, args).await,
            Self::Postgres(tx) => postgres::fetch(&mut **tx, sql, args).await,
        }
    }

    /// Carries out a statement and counts the rows it touched.
    pub(crate) async fn run(
        &mut self,
        sql: &Arc<str>,
        args: Vec<Cell>,
    ) -> Result<u64, EngineError> {
        match self {
            Self::Sqlite(tx) => tx.run(vec![(Arc::clone(sql), args)]).await,
            Self::Postgres(tx) => postgres::run(&mut **tx, sql, args).await,
        }
    }

    /// Carries out many statements one after another.
    pub(crate) async fn run_all(&mut self, statements: Vec<Statement>) -> Result<(), EngineError> {
        match self {
            Self::Sqlite(tx) => tx.run(statements).await.map(drop),
            Self::Postgres(tx) => {
                for (sql, args) in statements {
                    postgres::run(&mut **tx, &sql, args).await?;
                }
                Ok(())
            }
        }
    }

    /// Carries out a migration written in the portable words, then the engine's own part of it.
    pub(crate) async fn migrate(&mut self, number: i64, text: &str) -> Result<(), EngineError> {
        match self {
            Self::Sqlite(tx) => sqlite::migrate(tx, number, text).await,
            Self::Postgres(tx) => postgres::migrate(tx, number, text).await,
        }
    }

    /// Keeps two programs from preparing the same schema at once.
    pub(crate) async fn lock_schema(&mut self) -> Result<(), EngineError> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(tx) => postgres::lock_schema(tx).await,
        }
    }

    /// Carries out the last statements and makes everything durable.
    pub(crate) async fn finish(mut self, statements: Vec<Statement>) -> Result<(), EngineError> {
        match self {
            Self::Sqlite(tx) => tx.finish(statements).await,
            Self::Postgres(_) => {
                self.run_all(statements).await?;
                self.commit().await
            }
        }
    }

    pub(crate) async fn commit(self) -> Result<(), EngineError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => Ok(tx.commit().await?),
        }
    }

    pub(crate) async fn rollback(self) -> Result<(), EngineError> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await,
            Self::Postgres(tx) => Ok(tx.rollback().await?),
        }
    }
}
