//! The journal's tables: positions, versions, savepoints, restarts, failures.

use store::tables::{Sight, cases};
use store::truth::{self, Checkpoint};
use store::{Clash, Fault, Head, Row, Store, Unappended, audit};

use crate::places::{case, command, event, node, opening, places};

#[tokio::test]
async fn what_was_committed_is_there_after_a_restart() {
    for place in places().await {
        let store = place.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.append(event(0, "case/A", 1)).await.unwrap();
        tx.append(event(1, "case/A", 2)).await.unwrap();
        tx.put_opening(opening(0, "party.name", "case/A"));
        tx.put_nodes([node(0), node(1)]);
        tx.put_checkpoint(Checkpoint { size: 2, note: "first".into() });
        tx.put_checkpoint(Checkpoint { size: 2, note: "second".into() });
        tx.remember_command(command("C0", 0));
        tx.put(Row::Case(case("A")));
        let head = tx.commit().await.unwrap();
        assert_eq!(head.size, 2);
        store.close().await;

        let store = place.open().await;
        assert_eq!(store.head().await.unwrap(), head);
        let events = store.ask(truth::stream("case/A")).await.unwrap();
        assert_eq!(events, [event(0, "case/A", 1), event(1, "case/A", 2)]);
        let openings = store.ask(truth::openings("case/A")).await.unwrap();
        assert_eq!(openings, [opening(0, "party.name", "case/A")]);
        assert_eq!(store.ask(audit::nodes_between(0, 0, 9)).await.unwrap(), [node(0), node(1)]);
        assert_eq!(store.first(truth::last_checkpoint()).await.unwrap().unwrap().note, "second");
        assert_eq!(store.first(truth::command("C0")).await.unwrap(), Some(command("C0", 0)));
        assert_eq!(store.first(cases::by_id("A")).await.unwrap(), Some(case("A")));
        store.close().await;
    }
}

#[tokio::test]
async fn of_two_decisions_on_the_same_version_the_second_is_a_clash() {
    for place in places().await {
        let store = place.open().await;
        let (one, two) = tokio::join!(decide_on_an_empty_stream(&store), async {
            tokio::task::yield_now().await;
            decide_on_an_empty_stream(&store).await
        });
        let clash = match (one, two) {
            (Ok(_), Err(clash)) | (Err(clash), Ok(_)) => clash,
            both => panic!("one of the two must win: {both:?}"),
        };
        assert_eq!(clash, Clash::Version { stream: "case/A".into(), seen: 0, found: 1 });
        assert_eq!(store.ask(truth::stream("case/A")).await.unwrap().len(), 1);
    }
}

async fn decide_on_an_empty_stream(store: &Store) -> Result<Head, Clash> {
    let mut tx = store.begin().await.unwrap();
    let seq = tx.head().size;
    match tx.append(event(seq, "case/A", 1)).await {
        Ok(()) => Ok(tx.commit().await.unwrap()),
        Err(Unappended::Clash(clash)) => Err(clash),
        Err(Unappended::Fault(fault)) => panic!("{fault:?}"),
    }
}

#[tokio::test]
async fn a_position_that_is_not_the_next_is_a_clash_and_leaves_no_gap() {
    for place in places().await {
        let store = place.open().await;
        let mut tx = store.begin().await.unwrap();
        let refused = tx.append(event(5, "case/A", 1)).await.unwrap_err();
        assert!(matches!(refused, Unappended::Clash(Clash::Position { next: 0, given: 5 })));
        tx.append(event(0, "case/A", 1)).await.unwrap();
        assert_eq!(tx.commit().await.unwrap().size, 1);
    }
}

#[tokio::test]
async fn a_command_taken_back_leaves_nothing_and_the_rest_of_the_group_stays() {
    for place in places().await {
        for looks_in_between in [false, true] {
            let store = place.open().await;
            let base = store.head().await.unwrap().size;
            let (kept, lost) = (format!("case/K{base}"), format!("case/L{base}"));
            let mut tx = store.begin().await.unwrap();
            tx.savepoint().await.unwrap();
            tx.append(event(base, &kept, 1)).await.unwrap();
            tx.remember_command(command(&kept, base));
            tx.put(Row::Case(case(&kept)));
            tx.release().await.unwrap();

            tx.savepoint().await.unwrap();
            tx.append(event(base + 1, &lost, 1)).await.unwrap();
            tx.put_opening(opening(base + 1, "a", &lost));
            tx.put_nodes([node(base + 1)]);
            tx.remember_command(command(&lost, base + 1));
            tx.put(Row::Case(case(&lost)));
            let changed = Row::Case(cases::CaseRow { fine: 5, ..case(&kept) });
            tx.put(changed.clone());
            if looks_in_between {
                let seen = tx.first(cases::by_id(&kept)).await.unwrap();
                assert_eq!(seen.map(Row::Case), Some(changed));
            }
            assert_eq!(tx.version(&lost).await.unwrap(), 1);
            tx.rollback_to().await.unwrap();
            assert_eq!(tx.version(&lost).await.unwrap(), 0);
            assert_eq!(tx.head().size, base + 1);

            tx.savepoint().await.unwrap();
            tx.append(event(base + 1, &kept, 2)).await.unwrap();
            tx.release().await.unwrap();
            assert_eq!(tx.commit().await.unwrap().size, base + 2);

            assert_eq!(store.ask(truth::stream(&kept)).await.unwrap().len(), 2);
            assert!(store.ask(truth::stream(&lost)).await.unwrap().is_empty());
            assert!(store.ask(truth::openings(&lost)).await.unwrap().is_empty());
            assert!(
                store.ask(audit::nodes_between(0, base + 1, base + 1)).await.unwrap().is_empty()
            );
            assert!(store.ask(truth::command(&lost)).await.unwrap().is_empty());
            assert!(store.ask(cases::by_id(&lost)).await.unwrap().is_empty());
            assert_eq!(store.first(cases::by_id(&kept)).await.unwrap(), Some(case(&kept)));
            store.close().await;
        }
    }
}

#[tokio::test]
async fn of_several_changes_of_a_row_the_last_stays() {
    let row = |fine: i64, lead: &str| cases::CaseRow { fine, lead: lead.into(), ..case("A") };
    let [first, second, third] = [row(1, "L1"), row(1, "L2"), row(3, "L2")].map(Row::Case);
    let replace = |there: &Row, then: &Row| (Some(there.clone()), Some(then.clone()));
    let (put, remove) = (|then: &Row| (None, Some(then.clone())), (None, None));
    let ways = [
        (vec![replace(&first, &second)], Some(&second)),
        (vec![replace(&first, &second), replace(&second, &third)], Some(&third)),
        (vec![replace(&first, &second), replace(&second, &first)], Some(&first)),
        (vec![replace(&first, &second), put(&third)], Some(&third)),
        (vec![put(&second), replace(&second, &third)], Some(&third)),
        (vec![replace(&first, &second), remove.clone()], None),
        (vec![replace(&first, &second), remove.clone(), put(&third)], Some(&third)),
        (vec![remove.clone(), put(&second), replace(&second, &third)], Some(&third)),
    ];
    for place in places().await {
        let store = place.open().await;
        for (changes, left) in ways.clone() {
            let mut tx = store.begin().await.unwrap();
            tx.put(first.clone());
            tx.commit().await.unwrap();
            let mut tx = store.begin().await.unwrap();
            for change in changes.clone() {
                match change {
                    (Some(there), Some(then)) => tx.replace(there, then),
                    (None, Some(then)) => tx.put(then),
                    (_, None) => tx.remove(first.key()),
                }
            }
            tx.commit().await.unwrap();
            let found = store.first(cases::by_id("A")).await.unwrap().map(Row::Case);
            assert_eq!(found.as_ref(), left, "{changes:?}");
        }
        store.close().await;
    }
}

#[tokio::test]
async fn a_group_sees_its_own_writes_before_they_are_committed() {
    for place in places().await {
        let store = place.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.append(event(0, "case/A", 1)).await.unwrap();
        tx.put_opening(opening(0, "a", "case/A"));
        tx.remember_command(command("C0", 0));
        assert_eq!(tx.stream("case/A").await.unwrap().len(), 1);
        assert_eq!(tx.openings("case/A").await.unwrap().len(), 1);
        assert_eq!(tx.command("C0").await.unwrap(), Some(command("C0", 0)));
        tx.put(Row::Case(case("A")));
        tx.put(Row::Case(case("B")));
        tx.remove(Row::Case(case("A")).key());
        let counts = tx.ask(cases::count_by_stage(&Sight::All)).await.unwrap();
        assert_eq!(counts.iter().map(|stage| stage.count).sum::<i64>(), 1);
        assert!(store.ask(truth::stream("case/A")).await.unwrap().is_empty());
        drop(tx);
        assert!(store.ask(cases::by_id("B")).await.unwrap().is_empty());
        assert_eq!(store.begin().await.unwrap().head().size, 0);
    }
}

#[tokio::test]
async fn a_row_refused_by_the_engine_spoils_the_group_but_not_the_store() {
    for place in places().await {
        let store = place.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.append(event(0, "case/A", 1)).await.unwrap();
        tx.remember_command(command("C0", 0));
        tx.remember_command(command("C0", 0));
        let fault = tx.commit().await.unwrap_err();
        assert!(matches!(fault, Fault::Rejected { .. }), "{fault:?}");
        assert!(store.writable());
        assert_eq!(store.head().await.unwrap().size, 0);

        let mut tx = store.begin().await.unwrap();
        tx.append(event(0, "case/A", 1)).await.unwrap();
        tx.remember_command(command("C0", 0));
        tx.remember_command(command("C0", 0));
        assert!(tx.ask(cases::by_id("A")).await.is_err());
        let fault = tx.commit().await.unwrap_err();
        assert!(matches!(fault, Fault::Broken), "{fault:?}");
        assert!(store.ask(truth::stream("case/A")).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_failed_write_makes_the_store_read_only_and_reading_goes_on() {
    for place in places().await {
        let store = place.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.append(event(0, "case/A", 1)).await.unwrap();
        tx.commit().await.unwrap();
        place.meddle("ALTER TABLE tree_node RENAME TO gone").await;

        let mut tx = store.begin().await.unwrap();
        tx.append(event(1, "case/A", 2)).await.unwrap();
        tx.put_nodes([node(1)]);
        let fault = tx.commit().await.unwrap_err();
        assert!(matches!(fault, Fault::Io { .. }), "{fault:?}");
        assert!(!store.writable());
        assert!(matches!(store.begin().await, Err(Fault::ReadOnly)));
        let change = store::scratch::drop_draft("P", "k");
        assert!(matches!(store.change(&change).await, Err(Fault::ReadOnly)));
        assert_eq!(store.ask(truth::stream("case/A")).await.unwrap().len(), 1);
        store.close().await;

        place.meddle("ALTER TABLE gone RENAME TO tree_node").await;
        let store = place.open().await;
        assert!(store.writable());
        assert_eq!(store.head().await.unwrap().size, 1);
    }
}

#[tokio::test]
async fn writers_take_turns_and_positions_have_no_gap() {
    for place in places().await {
        let store = place.open().await;
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..8 {
            let store = store.clone();
            writers.spawn(async move {
                for version in 1..=5 {
                    let mut tx = store.begin().await.unwrap();
                    let seq = tx.head().size;
                    tx.append(event(seq, &format!("case/{writer}"), version)).await.unwrap();
                    tx.commit().await.unwrap();
                }
            });
        }
        while let Some(done) = writers.join_next().await {
            done.unwrap();
        }
        let (mut seen, mut last) = (Vec::new(), -1);
        loop {
            let chunk = store.ask(truth::events_after(last, 7)).await.unwrap();
            let Some(end) = chunk.last() else { break };
            last = end.seq;
            seen.extend(chunk.iter().map(|event| event.seq));
        }
        assert_eq!(seen, (0..40).collect::<Vec<_>>());
        assert_eq!(store.ask(truth::streams_after("", 3)).await.unwrap().len(), 3);
    }
}

#[tokio::test]
async fn two_programs_on_one_database_do_not_share_a_position() {
    for place in places().await {
        let (here, there) = (place.open().await, place.open().await);
        let mut tx = here.begin().await.unwrap();
        tx.append(event(0, "case/A", 1)).await.unwrap();
        let waiting = tokio::spawn(async move {
            let tx = there.begin().await.unwrap();
            tx.head().size
        });
        tokio::task::yield_now().await;
        tx.commit().await.unwrap();
        assert_eq!(waiting.await.unwrap(), 1);
    }
}

#[tokio::test]
async fn what_was_looked_up_ahead_never_hides_what_happened_since() {
    for place in places().await {
        let store = place.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.append(event(0, "case/A", 1)).await.unwrap();
        tx.remember_command(command("C0", 0));
        tx.commit().await.unwrap();

        let mut tx = store.begin().await.unwrap();
        let named = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let (ids, streams) = (named(&["C0", "C1", "C2"]), named(&["case/A", "case/B"]));
        tx.look_ahead(&ids, &streams).await.unwrap();
        assert_eq!(tx.command("C0").await.unwrap(), Some(command("C0", 0)));
        assert_eq!(tx.command("C1").await.unwrap(), None);
        assert_eq!(tx.version("case/A").await.unwrap(), 1);
        assert_eq!(tx.version("case/B").await.unwrap(), 0);
        for (seq, looks_in_between) in [(1, false), (2, true)] {
            let id = format!("C{seq}");
            tx.savepoint().await.unwrap();
            tx.append(event(seq, "case/B", seq)).await.unwrap();
            tx.remember_command(command(&id, seq));
            if looks_in_between {
                tx.ask(cases::by_id("A")).await.unwrap();
            }
            assert_eq!(tx.version("case/B").await.unwrap(), seq);
            assert_eq!(tx.command(&id).await.unwrap(), Some(command(&id, seq)));
        }
        tx.rollback_to().await.unwrap();
        assert_eq!(tx.version("case/B").await.unwrap(), 1);
        assert_eq!(tx.command("C1").await.unwrap(), Some(command("C1", 1)));
        assert_eq!(tx.command("C2").await.unwrap(), None);
        tx.look_ahead(&[], &[]).await.unwrap();
        assert_eq!(tx.commit().await.unwrap().size, 2);
    }
}

#[tokio::test]
async fn an_erased_opening_is_gone_and_its_event_stays() {
    for place in places().await {
        let store = place.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.append(event(0, "case/A", 1)).await.unwrap();
        tx.put_opening(opening(0, "party.name", "case/A"));
        tx.put_opening(opening(0, "party.phone", "case/A"));
        tx.commit().await.unwrap();
        assert_eq!(store.change(&truth::erase_opening(0, "party.name")).await.unwrap(), 1);
        assert_eq!(store.change(&truth::erase_opening(0, "party.name")).await.unwrap(), 0);
        store.scrub().await.unwrap();
        let left = store.ask(truth::openings("case/A")).await.unwrap();
        assert_eq!(left, [opening(0, "party.phone", "case/A")]);
        assert_eq!(store.ask(truth::stream("case/A")).await.unwrap().len(), 1);
    }
}
