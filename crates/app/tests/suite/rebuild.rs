//! A rebuild makes the same tables again, and a changed pack makes them new by itself.

use app::{App, rebuild};

use crate::town::Town;

async fn digests(config: &app::Config) -> Vec<(&'static str, String)> {
    let store = App::store(config).await.unwrap();
    let digests = store.snapshot().await.unwrap().read_table_digests().await.unwrap();
    store.close().await;
    digests
}

fn sql(config: &app::Config, statement: &str) {
    let path = config.data.join("zhifa.db");
    rusqlite::Connection::open(path).unwrap().execute_batch(statement).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuild_gives_the_same_tables_whatever_was_done_to_them() {
    let town = Town::open().await;
    town.report().await;
    town.archived().await;
    let config = town.closed().await;
    let before = digests(&config).await;
    sql(
        &config,
        "DELETE FROM case_row; UPDATE document_row SET title = 'x'; DELETE FROM search_entry; \
         INSERT INTO link_row VALUES ('case/x', 'clue/y', 'clue');",
    );
    assert_ne!(digests(&config).await, before);
    let rebuilt = rebuild(&config).await.unwrap();
    assert!(10 < rebuilt.streams && rebuilt.streams < rebuilt.rows, "{rebuilt:?}");
    assert_eq!(digests(&config).await, before);
    assert_eq!(rebuild(&config).await.unwrap(), rebuilt, "twice is as good as once");
    assert_eq!(digests(&config).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_made_under_another_pack_are_made_again_at_the_start() {
    let town = Town::open().await;
    town.filed().await;
    let config = town.closed().await;
    let before = digests(&config).await;
    sql(
        &config,
        "UPDATE meta SET value = '0 older' WHERE name = 'read-tables'; DELETE FROM task_row;",
    );
    let app = App::open(config.clone()).await.unwrap();
    app.close().await;
    assert_eq!(digests(&config).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuild_refuses_events_it_cannot_read_and_changes_nothing() {
    let town = Town::open().await;
    town.filed().await;
    let config = town.closed().await;
    let before = digests(&config).await;
    sql(&config, "UPDATE event SET bytes = x'7b7d' WHERE seq = 5");
    assert!(rebuild(&config).await.is_err());
    assert_eq!(digests(&config).await, before);
}
