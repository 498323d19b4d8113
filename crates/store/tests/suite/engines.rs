//! The engines: schema version, the same schema on both, backup.

use std::collections::BTreeMap;

use sqlx::{Connection as _, Row as _};
use store::tables::cases;
use store::{Fault, Row, Store, Target, truth};

use crate::places::{case, event, places, put_all};

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused_with_a_sentence() {
    for place in places().await {
        place.open().await.close().await;
        place.meddle("UPDATE meta SET value = '99' WHERE name = 'schema'").await;
        let refused = Store::open(&place.target).await.unwrap_err();
        assert!(matches!(refused, Fault::Newer { found: 99, .. }), "{refused:?}");
        assert!(refused.to_string().contains("请升级程序"));
    }
}

#[tokio::test]
async fn a_place_that_cannot_be_opened_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let target = Target::Sqlite(folder.path().join("no/such/folder.db"));
    let refused = Store::open(&target).await.unwrap_err();
    assert!(matches!(refused, Fault::Open(_)), "{refused:?}");
    assert!(refused.to_string().contains("请检查数据目录"));
}

/// Table → columns, each with its type in portable words and whether it may be missing.
type Schema = BTreeMap<String, Vec<(String, String, bool)>>;

#[tokio::test]
async fn both_engines_hold_the_same_tables_and_columns() {
    let (mut schemas, places) = (Vec::new(), places().await);
    for place in &places {
        place.open().await.close().await;
        schemas.push(match &place.target {
            Target::Sqlite(path) => file_schema(path),
            Target::Postgres(url) => server_schema(url).await,
        });
    }
    let first = schemas.first().unwrap();
    assert_eq!(first.len(), 28, "{:?}", first.keys());
    for other in &schemas {
        assert_eq!(first, other);
    }
}

fn file_schema(path: &std::path::Path) -> Schema {
    let link = rusqlite::Connection::open(path).unwrap();
    let sql = "SELECT m.name, c.name, c.type, c.\"notnull\" + c.pk \
        FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c \
        WHERE m.type = 'table' AND m.name NOT LIKE 'search_index%' ORDER BY m.name, c.cid";
    let mut schema = Schema::new();
    let mut statement = link.prepare(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let kind = row.get_unwrap::<_, String>(2);
        let kind = kind.replace("INTEGER", "BIGINT").replace("BLOB", "BYTEA");
        let column = (row.get_unwrap(1), kind, row.get_unwrap::<_, i64>(3) == 0);
        schema.entry(row.get_unwrap(0)).or_default().push(column);
    }
    schema
}

async fn server_schema(url: &str) -> Schema {
    let mut link = sqlx::PgConnection::connect(url).await.unwrap();
    let sql = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), \
        CAST(upper(udt_name) AS TEXT), is_nullable = 'YES' \
        FROM information_schema.columns WHERE table_schema = current_schema() \
        ORDER BY table_name, ordinal_position";
    let mut schema = Schema::new();
    for row in sqlx::query(sql).fetch_all(&mut link).await.unwrap() {
        let kind = row.get::<String, _>(2).replace("INT8", "BIGINT");
        let column = (row.get(1), kind, row.get(3));
        schema.entry(row.get(0)).or_default().push(column);
    }
    schema
}

#[tokio::test]
async fn a_backup_taken_while_a_writer_works_opens_with_what_was_committed() {
    for place in places().await {
        let store = place.open().await;
        put_all(&store, [Row::Case(case("A"))]).await;
        let mut tx = store.begin().await.unwrap();
        tx.append(event(0, "case/A", 1)).await.unwrap();
        assert_eq!(tx.ask(truth::stream("case/A")).await.unwrap().len(), 1);
        let copy = place.folder.path().join("copy.db");
        match (&place.target, store.backup_to(&copy).await) {
            (Target::Sqlite(_), Ok(())) => {}
            (Target::Postgres(_), Err(Fault::Unsupported { advice })) => {
                assert!(advice.contains("pg_dump"));
                continue;
            }
            (_, other) => panic!("{other:?}"),
        }
        tx.commit().await.unwrap();
        let copy = Store::open(&Target::Sqlite(copy)).await.unwrap();
        assert_eq!(copy.first(cases::by_id("A")).await.unwrap(), Some(case("A")));
        assert_eq!(copy.head().await.unwrap().size, 0);
        assert!(store.backup_to(&place.folder.path().join("zhifa.db")).await.is_err());
    }
}
