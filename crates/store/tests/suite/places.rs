//! Fresh databases for a test, and rows to fill them with.

use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use store::tables::{CaseRow, TaskRow};
use store::truth::{CommandRow, Event, Opening, TreeNode};
use store::{Row, Store, Target};
use tempfile::TempDir;

/// A database of its own for one test.
pub struct Place {
    pub target: Target,
    pub folder: TempDir,
}

impl Place {
    pub async fn open(&self) -> Store {
        Store::open(&self.target).await.unwrap()
    }

    /// Carries out a statement behind the store's back, as an intruder or a failing disk would.
    pub async fn meddle(&self, sql: &str) {
        match &self.target {
            Target::Sqlite(path) => {
                rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
            }
            Target::Postgres(url) => {
                let mut link = PgConnection::connect(url).await.unwrap();
                sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut link).await.unwrap();
                link.close().await.unwrap();
            }
        }
    }
}

/// Every engine that is at hand.
pub async fn places() -> Vec<Place> {
    let folder = tempfile::tempdir().unwrap();
    let target = Target::Sqlite(folder.path().join("zhifa.db"));
    let mut places = vec![Place { target, folder }];
    if let Ok(url) = std::env::var("ZHIFA_TEST_PG") {
        places.push(server_place(&url).await);
    }
    places
}

async fn server_place(url: &str) -> Place {
    static TURN: AtomicU64 = AtomicU64::new(0);
    let turn = TURN.fetch_add(1, Ordering::Relaxed);
    let schema = format!("t{}_{turn}", std::process::id());
    let mut link = PgConnection::connect(url).await.unwrap();
    let sql = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut link).await.unwrap();
    link.close().await.unwrap();
    let glue = if url.contains('?') { '&' } else { '?' };
    let target = Target::Postgres(format!("{url}{glue}options[search_path]={schema}"));
    Place { target, folder: tempfile::tempdir().unwrap() }
}

pub fn event(seq: i64, stream: &str, version: i64) -> Event {
    Event {
        seq,
        stream: stream.to_owned(),
        version,
        kind: "case.opened".to_owned(),
        command: format!("C{seq}"),
        recorded_at: format!("2026-03-09T01:02:03.{:03}Z", seq % 1000),
        bytes: format!("{{\"seq\":{seq}}}").into_bytes(),
        leaf: [u8::try_from(seq % 251).unwrap(); 32],
    }
}

pub fn opening(seq: i64, field: &str, stream: &str) -> Opening {
    Opening { seq, field: field.into(), stream: stream.into(), sealed: vec![1, 2, 3] }
}

pub fn node(idx: i64) -> TreeNode {
    TreeNode { level: 0, idx, hash: [7; 32] }
}

pub fn command(id: &str, seq: i64) -> CommandRow {
    CommandRow {
        id: id.into(),
        stream: "case/A".into(),
        digest: "d".into(),
        first_seq: seq,
        last_seq: seq,
    }
}

pub fn case(id: &str) -> CaseRow {
    CaseRow {
        id: id.to_owned(),
        number: None,
        title: "未取得许可擅自从事道路货物运输经营案".into(),
        party: "某运输公司".into(),
        party_kind: "单位".into(),
        item: "P01".into(),
        unit: "U1".into(),
        authority: "A1".into(),
        town: "T1".into(),
        stage: "investigating".into(),
        stage_name: "调查取证".into(),
        lead: "L1".into(),
        initiator: "I1".into(),
        opened_on: Some("2026-03-09".into()),
        due_on: Some("2026-06-07".into()),
        due_rule: Some("T-01".into()),
        fine: 0,
        decided_on: None,
        closed_on: None,
        changed_seq: 0,
        changed_on: "2026-03-09".into(),
        clue: None,
        inspection: None,
        procedure: "general".into(),
    }
}

pub fn task(stream: &str, slot: &str, holder: &str) -> TaskRow {
    TaskRow {
        stream: stream.into(),
        slot: slot.into(),
        act: "give-notice".into(),
        holder: holder.into(),
        title: "送达告知书".into(),
        subject: "某运输公司".into(),
        due_on: None,
        rule: None,
        cite: None,
        since_on: "2026-03-09".into(),
        seq: 1,
        town: None,
    }
}

/// Puts rows in one transaction.
pub async fn put_all(store: &Store, rows: impl IntoIterator<Item = Row>) {
    let mut tx = store.begin().await.unwrap();
    for row in rows {
        tx.put(row);
    }
    tx.commit().await.unwrap();
}
