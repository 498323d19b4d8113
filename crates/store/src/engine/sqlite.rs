//! SQLite: one file, one writing connection, readers that never wait for it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Executor, Row as _, Sqlite, Transaction, TypeInfo as _,
    ValueRef as _,
};

use crate::statement::with_matches;
use crate::{Cell, Defect, Fault, Record, planted};

pub(crate) type Tx = Transaction<'static, Sqlite>;

/// The writer is alone in its transaction already.
pub(crate) const LOCK_HEAD: &str = "SELECT size, recorded_at FROM head WHERE id = 1";

const READERS: u32 = 4;
/// How many rows the thread of a connection may read ahead of who asked for them.
const ROWS_AHEAD: usize = 2048;
const BUSY: Duration = Duration::from_secs(10);
const WAIT: Duration = Duration::from_mins(1);

#[derive(Debug)]
pub(crate) struct Pools {
    pub(crate) read: SqlitePool,
    write: SqlitePool,
    options: Box<SqliteConnectOptions>,
}

pub(crate) async fn open(path: &Path) -> Result<Pools, Fault> {
    let synchronous = if planted(Defect::NormalSync) {
        SqliteSynchronous::Normal
    } else {
        SqliteSynchronous::Full
    };
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-32768")
        .pragma("wal_autocheckpoint", "8000")
        .statement_cache_capacity(512)
        .row_buffer_size(ROWS_AHEAD);
    let write = pool(1).connect_with(options.clone()).await.map_err(Fault::Open)?;
    let read = pool(READERS)
        .connect_with(options.clone().create_if_missing(false).pragma("query_only", "ON"))
        .await
        .map_err(Fault::Open)?;
    Ok(Pools { read, write, options: Box::new(options) })
}

pub(crate) async fn begin_write(pools: &Pools) -> Result<Tx, sqlx::Error> {
    pools.write.begin_with("BEGIN IMMEDIATE").await
}

pub(crate) async fn begin_read(pools: &Pools) -> Result<Tx, sqlx::Error> {
    pools.read.begin().await
}

pub(crate) async fn fetch<'e>(
    on: impl Executor<'e, Database = Sqlite>,
    sql: &Arc<str>,
    args: Vec<Cell>,
) -> Result<Vec<Record>, sqlx::Error> {
    let rows = bound(native(sql), args).fetch_all(on).await?;
    rows.iter().map(record).collect()
}

pub(crate) async fn run<'e>(
    on: impl Executor<'e, Database = Sqlite>,
    sql: &Arc<str>,
    args: Vec<Cell>,
) -> Result<u64, sqlx::Error> {
    Ok(bound(native(sql), args).execute(on).await?.rows_affected())
}

/// Translates the portable column types, makes every table strict, and keeps rows with a key
/// of their own inside that key.
pub(crate) async fn migrate(tx: &mut Tx, number: i64, text: &str) -> Result<(), sqlx::Error> {
    let text = text.replace("BIGINT", "INTEGER").replace("BYTEA", "BLOB");
    for statement in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let options = match (statement.starts_with("CREATE TABLE"), statement) {
            (false, _) => "",
            (true, table) if table.contains("INTEGER PRIMARY KEY") => " STRICT",
            (true, _) => " STRICT, WITHOUT ROWID",
        };
        let whole = format!("{statement}{options}");
        sqlx::raw_sql(AssertSqlSafe(whole)).execute(&mut **tx).await?;
    }
    if number == 1 {
        sqlx::raw_sql(SEARCH_INDEX).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Copies the database as it is now, while readers and the writer go on.
pub(crate) async fn backup_to(pools: &Pools, path: &Path) -> Result<(), Fault> {
    let doing = "备份数据库";
    let Some(path) = path.to_str() else {
        return Err(Fault::Unsupported { advice: "备份路径须为 UTF-8 文字" });
    };
    let mut connection = pools.options.connect().await.map_err(Fault::Open)?;
    sqlx::query("VACUUM INTO $1")
        .bind(path)
        .execute(&mut connection)
        .await
        .map_err(|source| Fault::of(doing, source))?;
    Ok(())
}

/// What the engine finds wrong with pages, indexes and constraints.
pub(crate) async fn damage(pools: &Pools) -> Result<Vec<String>, Fault> {
    let check = "PRAGMA integrity_check(100)".into();
    let rows = fetch(&pools.read, &check, Vec::new()).await;
    let rows = rows.map_err(|source| Fault::of("检查数据库文件", source))?;
    let lines: Result<Vec<String>, Fault> = rows.into_iter().map(|mut row| row.text()).collect();
    Ok(lines?.into_iter().filter(|line| line != "ok").collect())
}

/// Empties the write-ahead log, so that nothing erased stays readable in it.
pub(crate) async fn scrub(pools: &Pools) -> Result<(), sqlx::Error> {
    sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(&pools.write).await?;
    Ok(())
}

pub(crate) async fn close(pools: &Pools) {
    pools.read.close().await;
    pools.write.close().await;
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .test_before_acquire(false)
        .acquire_timeout(WAIT)
        .idle_timeout(None)
        .max_lifetime(None)
}

/// Puts this engine's words in the place of `MATCHES($n)`.
fn native(sql: &Arc<str>) -> Arc<str> {
    with_matches(sql, |place| {
        format!("entry_id IN (SELECT rowid FROM search_index WHERE search_index MATCH {place})")
    })
}

type Bound<'q> = sqlx::query::Query<'q, Sqlite, sqlx::sqlite::SqliteArguments>;

fn bound<'q>(sql: Arc<str>, args: Vec<Cell>) -> Bound<'q> {
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for arg in args {
        query = match arg {
            Cell::Int(value) => query.bind(value),
            Cell::Text(value) => query.bind(value),
            Cell::Bytes(value) => query.bind(value),
        };
    }
    query
}

fn record(row: &SqliteRow) -> Result<Record, sqlx::Error> {
    let mut cells = Vec::with_capacity(row.len());
    for column in 0..row.len() {
        let raw = row.try_get_raw(column)?;
        let kind = raw.type_info();
        cells.push(match (raw.is_null(), kind.name()) {
            (true, _) => Cell::Int(None),
            (false, "TEXT") => Cell::Text(Some(row.try_get_unchecked(column)?)),
            (false, "BLOB") => Cell::Bytes(Some(row.try_get_unchecked(column)?)),
            (false, _) => Cell::Int(Some(row.try_get_unchecked(column)?)),
        });
    }
    Ok(Record::new(cells))
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
    use super::{fetch, open};

    #[tokio::test]
    async fn commits_are_written_through_to_the_disk_and_readers_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let pools = open(&folder.path().join("zhifa.db")).await.unwrap();
        let setting = async |name: &str| {
            let rows =
                fetch(&pools.write, &format!("PRAGMA {name}").into(), Vec::new()).await.unwrap();
            rows.into_iter().next().unwrap().int().unwrap()
        };
        assert_eq!(setting("synchronous").await, 2, "FULL");
        assert_eq!(setting("secure_delete").await, 1);
        let mode = fetch(&pools.write, &"PRAGMA journal_mode".into(), Vec::new()).await.unwrap();
        assert_eq!(mode.into_iter().next().unwrap().text().unwrap(), "wal");
        let written = fetch(&pools.read, &"CREATE TABLE x (y INTEGER)".into(), Vec::new()).await;
        assert!(written.is_err());
    }
}
