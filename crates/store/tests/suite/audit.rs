//! What those who check everything may ask: streams in order, strays, prints of rows.

use std::hash::RandomState;

use store::audit::{self, Place};
use store::{Row, Which};

use crate::places::{case, command, event, node, opening, places};

#[tokio::test]
async fn events_are_walked_stream_by_stream_with_their_openings() {
    for place in places().await {
        let store = place.open().await;
        let mut tx = store.begin().await.unwrap();
        for (seq, stream, version) in [(0, "case/B", 1), (1, "case/A", 1), (2, "case/B", 2)] {
            tx.append(event(seq, stream, version)).await.unwrap();
        }
        tx.put_opening(opening(0, "party.name", "case/B"));
        tx.put_opening(opening(7, "party.name", "case/X"));
        tx.put_nodes([node(0), node(1)]);
        tx.remember_command(command("C0", 0));
        tx.remember_command(command("C1", 1));
        tx.commit().await.unwrap();

        let start = Place::default();
        let all = store.ask(audit::stream_events_after(&start, 10)).await.unwrap();
        let order: Vec<i64> = all.iter().map(|event| event.seq).collect();
        assert_eq!(order, [1, 0, 2]);
        let first = store.ask(audit::stream_events_after(&start, 1)).await.unwrap();
        assert_eq!(first, [event(1, "case/A", 1)]);
        let from = Place { stream: "case/A".into(), version: 1 };
        let to = Place { stream: "case/B".into(), version: 1 };
        let within = store.ask(audit::events_of_places(&from, &to)).await.unwrap();
        assert_eq!(within, [event(0, "case/B", 1)]);
        let openings = store.ask(audit::openings_of_streams("case/A", "case/B")).await.unwrap();
        assert_eq!(openings, [opening(0, "party.name", "case/B")]);
        let strays = store.ask(audit::openings_beyond("case/B", 10)).await.unwrap();
        assert_eq!(strays, [opening(7, "party.name", "case/X")]);
        assert_eq!(store.first(audit::stream_of(2)).await.unwrap().as_deref(), Some("case/B"));
        let nodes = store.ask(audit::nodes_after((0, 0), 9)).await.unwrap();
        assert_eq!(nodes, [node(1)], "those after the first");
        assert_eq!(store.ask(audit::nodes_between(0, 1, 9)).await.unwrap(), [node(1)]);
        assert_eq!(store.ask(audit::commands_after("C0", 9)).await.unwrap(), [command("C1", 1)]);
        assert_eq!(store.damage().await.unwrap(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_row_is_printed_the_same_before_it_is_stored_and_after() {
    for place in places().await {
        let store = place.open().await;
        let rows = [Row::Case(case("A")), Row::Case(case("B"))];
        let mut tx = store.begin().await.unwrap();
        for row in &rows {
            tx.put(row.clone());
        }
        tx.commit().await.unwrap();
        let secret = RandomState::new();
        let mut snapshot = store.snapshot().await.unwrap();
        let stored = snapshot.printed_rows_after(Which::Cases, None, (10, &secret)).await.unwrap();
        let expected = rows.map(|row| (row.clone(), row.print(&secret)));
        assert_eq!(stored, expected);
        let [(first, one), (second, two)] = &expected;
        assert_ne!(one, two);
        assert_ne!(first.key_print(&secret), second.key_print(&secret));
        assert_ne!(first.print(&RandomState::new()), *one, "another run, another secret");
    }
}

#[tokio::test]
async fn what_the_read_tables_were_made_from_is_remembered() {
    for place in places().await {
        let store = place.open().await;
        assert_eq!(store.first(audit::read_tables_made_from()).await.unwrap(), None);
        for made_from in ["1 abc", "2 abc"] {
            store.change(&audit::note_read_tables(made_from)).await.unwrap();
            let known = store.first(audit::read_tables_made_from()).await.unwrap();
            assert_eq!(known.as_deref(), Some(made_from));
        }
    }
}
