//! SQLite: one file, one writing connection, readers that never wait for it.
//!
//! The library answers on the thread that asks. Every call therefore leaves for a thread that may
//! wait, and comes back once, with the whole answer.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use deadpool::unmanaged::{Object, Pool};
use rusqlite::types::{ToSqlOutput, Type, Value, ValueRef};
use rusqlite::{CachedStatement, Connection, OpenFlags, Row, ToSql};
use tokio::task::spawn_blocking;

use super::{EngineError, Statement};
use crate::statement::with_matches;
use crate::{Cell, Defect, Fault, Record, planted};

/// The writer is alone in its transaction already.
pub(crate) const LOCK_HEAD: &str = "SELECT size, recorded_at FROM head WHERE id = 1";

const READERS: usize = 4;
/// How many statements a connection keeps prepared.
const PREPARED: usize = 512;
const BUSY: Duration = Duration::from_secs(10);
const WAIT: Duration = Duration::from_mins(1);

#[derive(Debug)]
pub(crate) struct Pools {
    path: PathBuf,
    read: Pool<Connection>,
    write: Pool<Connection>,
}

/// A transaction; the connection is away while a step is under way, and for good if one was
/// given up half-way.
#[derive(Debug)]
pub(crate) struct Tx(Option<Link>);

/// A connection on loan; a transaction that is still open when it goes back is undone.
#[derive(Debug)]
struct Link(Object<Connection>);

impl Drop for Link {
    fn drop(&mut self) {
        if !self.0.is_autocommit()
            && let Err(error) = self.0.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "a transaction was not undone");
        }
    }
}

/// Whether a connection may write.
#[derive(Debug, Clone, Copy)]
enum May {
    Read,
    Write,
}

pub(crate) async fn open(path: &Path) -> Result<Pools, Fault> {
    let path = path.to_owned();
    let opened = away(move || {
        // The writer comes first: it makes the file.
        let write = connect(&path, May::Write)?;
        let read = (0..READERS).map(|_| connect(&path, May::Read));
        let read: Vec<Connection> = read.collect::<Result<_, _>>()?;
        Ok(Pools { path, read: Pool::from(read), write: Pool::from(vec![write]) })
    });
    opened.await.map_err(Fault::Open)
}

fn connect(path: &Path, may: May) -> Result<Connection, EngineError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let flags = match may {
        May::Read => flags,
        May::Write => flags | OpenFlags::SQLITE_OPEN_CREATE,
    };
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    // A commit after a split of a page looks through the writer's whole cache, so that it is small;
    // what a reader's cache does not hold comes from the operating system's.
    let cache = 4_096;
    let synchronous = if planted(Defect::NormalSync) { "NORMAL" } else { "FULL" };
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = WAL;
        PRAGMA synchronous = {synchronous};
        PRAGMA foreign_keys = ON;
        PRAGMA secure_delete = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -{cache};
        PRAGMA wal_autocheckpoint = 8000;"
    ))?;
    if let May::Read = may {
        connection.execute_batch("PRAGMA query_only = ON")?;
    }
    connection.set_prepared_statement_cache_capacity(PREPARED);
    Ok(connection)
}

pub(crate) async fn begin_write(pools: &Pools) -> Result<Tx, EngineError> {
    begin(&pools.write, "BEGIN IMMEDIATE").await
}

/// Begins to write and reads where the journal ends, in one step.
pub(crate) async fn begin_at_head(pools: &Pools) -> Result<(Tx, Vec<Record>), EngineError> {
    let mut tx = Tx(Some(lend(&pools.write).await?));
    let rows = tx.on(|connection| {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        records(connection, LOCK_HEAD, &[])
    });
    let rows = rows.await?;
    Ok((tx, rows))
}

pub(crate) async fn begin_read(pools: &Pools) -> Result<Tx, EngineError> {
    begin(&pools.read, "BEGIN").await
}

async fn begin(pool: &Pool<Connection>, sql: &'static str) -> Result<Tx, EngineError> {
    let mut tx = Tx(Some(lend(pool).await?));
    tx.on(|connection| Ok(connection.execute_batch(sql)?)).await?;
    Ok(tx)
}

pub(crate) async fn fetch(
    pools: &Pools,
    sql: &Arc<str>,
    args: Vec<Cell>,
) -> Result<Vec<Record>, EngineError> {
    let (link, sql) = (lend(&pools.read).await?, native(sql));
    away(move || records(&link.0, &sql, &args)).await
}

/// Answers several questions about one moment without coming back in between.
pub(crate) async fn fetch_all(
    pools: &Pools,
    asks: Vec<Statement>,
) -> Result<Vec<Vec<Record>>, EngineError> {
    let link = lend(&pools.read).await?;
    away(move || {
        link.0.prepare_cached("BEGIN")?.raw_execute()?;
        let answers = asks.iter().map(|(sql, args)| records(&link.0, &native(sql), args));
        let answers = answers.collect::<Result<_, _>>()?;
        link.0.prepare_cached("COMMIT")?.raw_execute()?;
        Ok(answers)
    })
    .await
}

impl Tx {
    pub(crate) async fn fetch(
        &mut self,
        sql: &Arc<str>,
        args: Vec<Cell>,
    ) -> Result<Vec<Record>, EngineError> {
        let sql = native(sql);
        self.on(move |connection| records(connection, &sql, &args)).await
    }

    /// Carries out the statements one after another and counts the rows they touched.
    pub(crate) async fn run(&mut self, statements: Vec<Statement>) -> Result<u64, EngineError> {
        self.on(move |connection| carry_out(connection, &statements)).await
    }

    /// Carries out the last statements and commits, in one step.
    pub(crate) async fn finish(mut self, statements: Vec<Statement>) -> Result<(), EngineError> {
        self.on(move |connection| {
            carry_out(connection, &statements)?;
            Ok(connection.execute_batch("COMMIT")?)
        })
        .await
    }

    pub(crate) async fn commit(mut self) -> Result<(), EngineError> {
        self.on(|connection| Ok(connection.execute_batch("COMMIT")?)).await
    }

    pub(crate) async fn rollback(mut self) -> Result<(), EngineError> {
        self.on(|connection| Ok(connection.execute_batch("ROLLBACK")?)).await
    }

    async fn on<T: Send + 'static>(
        &mut self,
        step: impl FnOnce(&Connection) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let link = self.0.take().ok_or(EngineError::BrokenOff)?;
        let (link, outcome) = away(move || {
            let outcome = step(&link.0);
            Ok((link, outcome))
        })
        .await?;
        self.0 = Some(link);
        outcome
    }
}

/// Translates the portable column types, makes every table strict, and keeps rows with a key
/// of their own inside that key.
pub(crate) async fn migrate(tx: &mut Tx, number: i64, text: &str) -> Result<(), EngineError> {
    let text = text.replace("BIGINT", "INTEGER").replace("BYTEA", "BLOB");
    let mut script = String::new();
    for statement in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let options = match (statement.starts_with("CREATE TABLE"), statement) {
            (false, _) => "",
            (true, table) if table.contains("INTEGER PRIMARY KEY") => " STRICT",
            (true, _) => " STRICT, WITHOUT ROWID",
        };
        script.push_str(statement);
        script.push_str(options);
        script.push_str(";\n");
    }
    if number == 1 {
        script.push_str(SEARCH_INDEX);
    }
    tx.on(move |connection| Ok(connection.execute_batch(&script)?)).await
}

/// Copies the database as it is now, while readers and the writer go on.
pub(crate) async fn backup_to(pools: &Pools, path: &Path) -> Result<(), Fault> {
    let Some(to) = path.to_str().map(str::to_owned) else {
        return Err(Fault::Unsupported { advice: "备份路径须为 UTF-8 文字" });
    };
    let from = pools.path.clone();
    let copied = away(move || {
        let connection = connect(&from, May::Write)?;
        connection.execute("VACUUM INTO $1", [to])?;
        Ok(())
    });
    copied.await.map_err(|source| Fault::of("备份数据库", source))
}

/// What the engine finds wrong with pages, indexes and constraints.
pub(crate) async fn damage(pools: &Pools) -> Result<Vec<String>, Fault> {
    let rows = fetch(pools, &"PRAGMA integrity_check(100)".into(), Vec::new()).await;
    let rows = rows.map_err(|source| Fault::of("检查数据库文件", source))?;
    let lines: Result<Vec<String>, Fault> = rows.into_iter().map(|mut row| row.text()).collect();
    Ok(lines?.into_iter().filter(|line| line != "ok").collect())
}

/// Empties the write-ahead log, so that nothing erased stays readable in it; busy while a reader
/// still needs what lies there. Writers wait meanwhile, so that it gives up soon.
pub(crate) async fn scrub(pools: &Pools) -> Result<(), EngineError> {
    const PATIENCE: Duration = Duration::from_millis(200);
    let link = lend(&pools.write).await?;
    away(move || {
        link.0.busy_timeout(PATIENCE)?;
        let busy = link.0.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        link.0.busy_timeout(BUSY)?;
        if busy? { Err(EngineError::Busy) } else { Ok(()) }
    })
    .await
}

/// Waits for the work under way and closes the readers, then the writer, which empties the log.
pub(crate) async fn close(pools: &Pools) {
    for (pool, connections) in [(&pools.read, READERS), (&pools.write, 1)] {
        for _ in 0..connections {
            let Ok(object) = pool.get().await else { break };
            let connection = Object::take(object);
            let closed = away(move || connection.close().map_err(|(_, error)| error.into()));
            if let Err(error) = closed.await {
                tracing::error!(%error, "a connection was not closed");
            }
        }
        pool.close();
    }
}

async fn lend(pool: &Pool<Connection>) -> Result<Link, EngineError> {
    let object = tokio::time::timeout(WAIT, pool.get()).await;
    object.ok().and_then(Result::ok).map(Link).ok_or(EngineError::Busy)
}

/// Works on a thread that may wait.
async fn away<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
) -> Result<T, EngineError> {
    spawn_blocking(work).await.map_err(|_| EngineError::BrokenOff)?
}

/// Puts this engine's words in the place of `MATCHES($n)`.
fn native(sql: &Arc<str>) -> Arc<str> {
    with_matches(sql, |place| {
        format!("entry_id IN (SELECT rowid FROM search_index WHERE search_index MATCH {place})")
    })
}

fn records(connection: &Connection, sql: &str, args: &[Cell]) -> Result<Vec<Record>, EngineError> {
    let mut statement = bound(connection, sql, args)?;
    let columns = statement.column_count();
    let (mut rows, mut records) = (statement.raw_query(), Vec::new());
    while let Some(row) = rows.next()? {
        let cells = (0..columns).map(|column| cell(row, column));
        records.push(Record::new(cells.collect::<Result<_, _>>()?));
    }
    Ok(records)
}

fn carry_out(connection: &Connection, statements: &[Statement]) -> Result<u64, EngineError> {
    let mut touched = 0;
    for (sql, args) in statements {
        touched += bound(connection, sql, args)?.raw_execute()?;
    }
    Ok(u64::try_from(touched).unwrap_or(u64::MAX))
}

fn bound<'c>(
    connection: &'c Connection,
    sql: &str,
    args: &[Cell],
) -> Result<CachedStatement<'c>, EngineError> {
    let mut statement = connection.prepare_cached(sql)?;
    let places = statement.parameter_count();
    for place in 1..=places {
        // To the engine `$2` is only a name, and its place is where it first stands.
        let name = statement.parameter_name(place).and_then(|name| name.strip_prefix('$'));
        let number = name.map_or(Some(place), |number| number.parse().ok());
        let arg = number.and_then(|number| args.get(number.checked_sub(1)?));
        let arg = arg.ok_or(rusqlite::Error::InvalidParameterCount(args.len(), places))?;
        statement.raw_bind_parameter(place, arg)?;
    }
    Ok(statement)
}

fn cell(row: &Row<'_>, column: usize) -> Result<Cell, EngineError> {
    let value = row.get_ref(column)?;
    Ok(match value {
        ValueRef::Null => Cell::Int(None),
        ValueRef::Integer(number) => Cell::Int(Some(number)),
        ValueRef::Blob(bytes) => Cell::Bytes(Some(bytes.to_vec())),
        ValueRef::Text(_) => {
            Cell::Text(Some(value.as_str().map_err(rusqlite::Error::from)?.to_owned()))
        }
        ValueRef::Real(_) => {
            let name = format!("column {column}");
            return Err(rusqlite::Error::InvalidColumnType(column, name, Type::Real).into());
        }
    })
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Int(Some(number)) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Text(Some(text)) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Bytes(Some(bytes)) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Int(None) | Self::Text(None) | Self::Bytes(None) => {
                ToSqlOutput::Owned(Value::Null)
            }
        })
    }
}

/// The index of the app-made pairs of characters: a copy of nothing, kept by the table itself.
const SEARCH_INDEX: &str = "
CREATE VIRTUAL TABLE search_index USING fts5 (
    grams, content = 'search_entry', content_rowid = 'entry_id', detail = 'none',
    tokenize = 'ascii'
);
INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER search_entry_in AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_index (rowid, grams) VALUES (new.entry_id, new.grams);
END;
CREATE TRIGGER search_entry_out AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_index (search_index, rowid, grams)
    VALUES ('delete', old.entry_id, old.grams);
END;
CREATE TRIGGER search_entry_change AFTER UPDATE ON search_entry
WHEN old.grams <> new.grams BEGIN
    INSERT INTO search_index (search_index, rowid, grams)
    VALUES ('delete', old.entry_id, old.grams);
    INSERT INTO search_index (rowid, grams) VALUES (new.entry_id, new.grams);
END;
";

#[cfg(test)]
mod tests {
    use super::{begin_write, fetch, open};

    #[tokio::test]
    async fn commits_are_written_through_to_the_disk_and_readers_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let pools = open(&folder.path().join("zhifa.db")).await.unwrap();
        let mut tx = begin_write(&pools).await.unwrap();
        let mut setting = async |name: &str| {
            let rows = tx.fetch(&format!("PRAGMA {name}").into(), Vec::new()).await.unwrap();
            rows.into_iter().next().unwrap()
        };
        assert_eq!(setting("synchronous").await.int().unwrap(), 2, "FULL");
        assert_eq!(setting("secure_delete").await.int().unwrap(), 1);
        assert_eq!(setting("journal_mode").await.text().unwrap(), "wal");
        let written = fetch(&pools, &"CREATE TABLE x (y INTEGER)".into(), Vec::new()).await;
        assert!(written.is_err());
    }

    #[tokio::test]
    async fn numbered_places_may_stand_in_any_order_and_more_than_once() {
        let folder = tempfile::tempdir().unwrap();
        let pools = open(&folder.path().join("zhifa.db")).await.unwrap();
        let args = vec!["a".into(), "b".into()];
        let rows = fetch(&pools, &"SELECT $2, $1, $2".into(), args).await.unwrap();
        assert_eq!(rows[0].cells(), ["b".into(), "a".into(), "b".into()]);
        let missing = fetch(&pools, &"SELECT $2".into(), vec!["a".into()]).await;
        assert!(missing.is_err());
    }

    #[tokio::test]
    async fn a_dropped_transaction_is_undone_and_gives_the_writer_back() {
        let folder = tempfile::tempdir().unwrap();
        let pools = open(&folder.path().join("zhifa.db")).await.unwrap();
        let mut first = begin_write(&pools).await.unwrap();
        let make = ("CREATE TABLE x (y INTEGER)".into(), Vec::new());
        first.run(vec![make.clone()]).await.unwrap();
        drop(first);
        let mut second = begin_write(&pools).await.unwrap();
        second.run(vec![make]).await.expect("the table is not there");
        second.commit().await.unwrap();
    }
}
