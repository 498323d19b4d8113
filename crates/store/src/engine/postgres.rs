//! PostgreSQL: appends take turns on the locked head row, so positions have no gap.

use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::{
    AssertSqlSafe, Executor, Postgres, Row as _, Transaction, TypeInfo as _, ValueRef as _,
};

use crate::statement::with_matches;
use crate::{Cell, EngineError, Fault, Record};

pub(crate) type Tx = Transaction<'static, Postgres>;

/// Whoever holds this row appends.
pub(crate) const LOCK_HEAD: &str = "SELECT size, recorded_at FROM head WHERE id = 1 FOR UPDATE";

pub(crate) const BACKUP_ADVICE: &str = "PostgreSQL 请使用 pg_dump 备份数据库";

const READERS: u32 = 8;
const WAIT: Duration = Duration::from_mins(1);
const SCHEMA_LOCK: &str = "SELECT pg_advisory_xact_lock(7120260001)";

#[derive(Debug)]
pub(crate) struct Pools {
    pub(crate) read: PgPool,
    write: PgPool,
}

pub(crate) async fn open(url: &str) -> Result<Pools, Fault> {
    let options = PgConnectOptions::from_str(url)
        .map_err(opening)?
        .options([("synchronous_commit", "on")])
        .statement_cache_capacity(512);
    let write = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(WAIT)
        .connect_with(options.clone())
        .await
        .map_err(opening)?;
    let read = PgPoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(WAIT)
        .connect_with(options)
        .await
        .map_err(opening)?;
    Ok(Pools { read, write })
}

pub(crate) async fn begin_write(pools: &Pools) -> Result<Tx, EngineError> {
    Ok(pools.write.begin().await?)
}

pub(crate) async fn begin_read(pools: &Pools) -> Result<Tx, EngineError> {
    Ok(pools.read.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?)
}

pub(crate) async fn fetch<'e>(
    on: impl Executor<'e, Database = Postgres>,
    sql: &Arc<str>,
    args: Vec<Cell>,
) -> Result<Vec<Record>, EngineError> {
    let rows = bound(native(sql), args).fetch_all(on).await?;
    rows.iter().map(record).collect()
}

pub(crate) async fn run<'e>(
    on: impl Executor<'e, Database = Postgres>,
    sql: &Arc<str>,
    args: Vec<Cell>,
) -> Result<u64, EngineError> {
    Ok(bound(native(sql), args).execute(on).await?.rows_affected())
}

/// Makes every text compare by its bytes, as the other engine does.
pub(crate) async fn migrate(tx: &mut Tx, number: i64, text: &str) -> Result<(), EngineError> {
    let text = text.replace(" TEXT", " TEXT COLLATE \"C\"");
    sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut **tx).await?;
    if number == 1 {
        sqlx::raw_sql(SEARCH_INDEX).execute(&mut **tx).await?;
    }
    Ok(())
}

pub(crate) async fn lock_schema(tx: &mut Tx) -> Result<(), EngineError> {
    sqlx::raw_sql(SCHEMA_LOCK).execute(&mut **tx).await?;
    Ok(())
}

/// Frees the space of erased openings, so that nothing erased stays in the table's file.
pub(crate) async fn scrub(pools: &Pools) -> Result<(), EngineError> {
    sqlx::raw_sql("VACUUM FULL opening").execute(&pools.write).await?;
    Ok(())
}

pub(crate) async fn close(pools: &Pools) {
    pools.read.close().await;
    pools.write.close().await;
}

fn opening(source: sqlx::Error) -> Fault {
    Fault::Open(source.into())
}

/// Puts this engine's words in the place of `MATCHES($n)`.
fn native(sql: &Arc<str>) -> Arc<str> {
    with_matches(sql, |place| format!("{GRAMS} @@ CAST(replace({place}, ' ', ' & ') AS tsquery)"))
}

type Bound<'q> = sqlx::query::Query<'q, Postgres, sqlx::postgres::PgArguments>;

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

fn record(row: &PgRow) -> Result<Record, EngineError> {
    let mut cells = Vec::with_capacity(row.len());
    for column in 0..row.len() {
        let raw = row.try_get_raw(column)?;
        let kind = raw.type_info();
        cells.push(match (raw.is_null(), kind.name()) {
            (true, _) => Cell::Int(None),
            (false, "TEXT") => Cell::Text(Some(row.try_get_unchecked(column)?)),
            (false, "BYTEA") => Cell::Bytes(Some(row.try_get_unchecked(column)?)),
            (false, _) => Cell::Int(Some(row.try_get(column)?)),
        });
    }
    Ok(Record::new(cells))
}

const GRAMS: &str = "array_to_tsvector(string_to_array(grams, ' '))";

/// The index of the app-made pairs of characters; no parser of the engine touches them.
const SEARCH_INDEX: &str = "
CREATE INDEX search_index ON search_entry
USING GIN (array_to_tsvector(string_to_array(grams, ' ')));
";
