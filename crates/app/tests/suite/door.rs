//! The door: repeats, races, refusals, groups, suspended people, restarts, private words.

use app::{By, No};
use domain::ids::{ClueId, CommandId, PersonId};
use domain::{Command, StreamId, cases, clues, org};
use futures::future::join_all;

use crate::town::{HANDLER_A, LEADER, PARTY, SECRET, Town, filing, receive};

fn receiving() -> Command {
    Command::Clue(clues::Command::Receive(receive()))
}

async fn head(town: &Town) -> i64 {
    town.app.audit(None, 1).await.unwrap().first().map_or(0, |entry| entry.seq)
}

#[tokio::test]
async fn a_repeated_order_gets_the_first_answer_and_changes_nothing() {
    let town = Town::open().await;
    let stream = StreamId::clue(&ClueId::new("c1"));
    let order = town.order(By::Public, &stream, receiving());
    let first = town.app.run(order.clone()).await.unwrap();
    assert!(!first.repeated);
    let after = head(&town).await;
    let second = town.app.run(order.clone()).await.unwrap();
    assert!(second.repeated);
    assert_eq!((second.first_seq, second.last_seq), (first.first_seq, first.last_seq));
    assert_eq!(head(&town).await, after);

    let town = town.reopened().await;
    let third = town.app.run(order).await.unwrap();
    assert_eq!((third.repeated, third.last_seq), (true, first.last_seq), "after a restart too");
}

#[tokio::test]
async fn an_id_used_for_another_order_is_refused() {
    let town = Town::open().await;
    let stream = StreamId::clue(&ClueId::new("c1"));
    let order = town.order(By::Public, &stream, receiving());
    town.app.run(order.clone()).await.unwrap();
    let after = head(&town).await;
    let mut words = receive();
    words.words = "别的内容。".into();
    let other = app::Order { command: Command::Clue(clues::Command::Receive(words)), ..order };
    let Err(No::Refused(refused)) = town.app.run(other).await else { panic!("it went through") };
    assert_eq!(refused.codes(), ["DOOR-001"]);
    assert_eq!(head(&town).await, after);
}

#[tokio::test]
async fn a_race_is_a_conflict_that_shows_what_changed() {
    let town = Town::open().await;
    let case = town.filed().await;
    let seen = town.app.load(&case).await.unwrap().unwrap().version;
    let note = |words: &str| {
        let evidence = cases::AddEvidence {
            kind: domain::evidence::EvidenceKind::Physical,
            name: words.to_owned(),
            proves: "证明内容".into(),
            obtained_on: town.app.today(),
            blob: None,
            claim: domain::evidence::Claim::default(),
            monitor: None,
        };
        let by = By::Person(PersonId::new(HANDLER_A));
        let mut order = town.order(by, &case, Command::Case(cases::Command::AddEvidence(evidence)));
        order.seen = Some(seen);
        order
    };
    town.app.run(note("甲")).await.unwrap();
    let after = head(&town).await;
    let Err(No::Conflict(conflict)) = town.app.run(note("乙")).await else {
        panic!("no conflict")
    };
    assert_eq!((conflict.seen, conflict.found), (seen, seen + 1));
    assert_eq!(conflict.changes.len(), 1);
    assert_eq!(conflict.changes[0].kind, "case.evidence-added");
    assert_eq!(conflict.changes[0].version, seen + 1);
    assert_eq!(head(&town).await, after);
}

#[tokio::test]
async fn a_refused_order_leaves_no_trace() {
    let town = Town::open().await;
    let case = town.filed().await;
    let before = town.app.checkpoint().await.unwrap();
    let early =
        Command::Case(cases::Command::DecidePenalty(cases::DecidePenalty { words: String::new() }));
    let by = By::Person(PersonId::new(LEADER));
    let refused = town.send(by, &case, early).await;
    assert!(matches!(refused, Err(No::Refused(_))), "{refused:?}");
    assert_eq!(town.app.checkpoint().await.unwrap(), before);
    let entrance = town.report().await;
    assert_eq!(town.app.load(&entrance).await.unwrap().unwrap().version, 1, "work goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_at_the_same_time_leave_no_gap_in_numbers() {
    let town = Town::open().await;
    let proposals = (0..24).map(|n| {
        let stream = StreamId::case(&domain::ids::CaseId::new(format!("k{n:02}")));
        let propose = cases::Command::ProposeFiling(Box::new(filing(town.app.today())));
        let by = By::Person(PersonId::new(HANDLER_A));
        town.order(by, &stream, Command::Case(propose))
    });
    let proposals: Vec<_> = proposals.collect();
    let streams: Vec<_> = proposals.iter().map(|order| order.stream.clone()).collect();
    for done in join_all(proposals.into_iter().map(|order| town.app.run(order))).await {
        done.unwrap();
    }
    let approvals = streams.iter().map(|stream| {
        let words = String::new();
        let approve = cases::Command::ApproveFiling(cases::ApproveFiling { words });
        let by = By::Person(PersonId::new(LEADER));
        town.app.run(town.order(by, stream, Command::Case(approve)))
    });
    for done in join_all(approvals).await {
        done.unwrap();
    }
    let mut ordinals = Vec::new();
    for stream in &streams {
        let case = town.case(stream).await;
        let filed = case.documents.iter().find(|d| d.form == "TF-01").unwrap();
        ordinals.push(filed.number.as_ref().unwrap().ordinal);
    }
    ordinals.sort_unstable();
    assert_eq!(ordinals, (1..=24).collect::<Vec<u32>>());
}

#[tokio::test]
async fn a_suspended_person_is_denied_at_the_next_order() {
    let town = Town::open().await;
    let case = town.filed().await;
    let person = StreamId::person(&PersonId::new(LEADER));
    let suspend = org::Command::Suspend { reason: "离职".into() };
    town.send(By::System, &person, Command::Person(suspend)).await.unwrap();
    let before = head(&town).await;
    let approve = cases::Command::ApproveFiling(cases::ApproveFiling { words: String::new() });
    let by = By::Person(PersonId::new(LEADER));
    let denied = town.send(by, &case, Command::Case(approve.clone())).await;
    assert!(matches!(&denied, Err(No::Denied(words)) if words.contains("停用")), "{denied:?}");
    let unknown = By::Person(PersonId::new("p-nobody"));
    let denied = town.send(unknown, &case, Command::Case(approve)).await;
    assert!(matches!(denied, Err(No::Denied(_))));
    assert_eq!(head(&town).await, before);
}

#[tokio::test]
async fn a_restart_keeps_everything_and_numbers_go_on() {
    let town = Town::open().await;
    let first = town.filed().await;
    let before = town.case(&first).await;
    let head_before = town.app.checkpoint().await.unwrap();
    let town = town.reopened().await;
    assert_eq!(town.case(&first).await, before);
    assert_eq!(town.app.checkpoint().await.unwrap(), head_before);
    let second = town.filed().await;
    let ordinal = |case: &cases::Case| {
        case.documents[0].number.as_ref().map(|number| number.ordinal).unwrap()
    };
    assert_eq!(ordinal(&town.case(&second).await), ordinal(&before) + 1);
}

#[tokio::test]
async fn private_words_never_stand_in_the_bytes_of_events() {
    let town = Town::open().await;
    town.report().await;
    town.delivered().await;
    let config = town.closed().await;
    let store = app::App::store(&config).await.unwrap();
    let events = store.ask(store::truth::events_after(-1, 100_000)).await.unwrap();
    assert!(50 < events.len());
    for canary in [SECRET, PARTY, "999999198001010011", "胡集镇示例村1号", "占用路面10平方米"]
    {
        for event in &events {
            let text = String::from_utf8_lossy(&event.bytes);
            assert!(!text.contains(canary), "{canary} stands in {} {}", event.seq, event.kind);
        }
    }
    store.close().await;
    let mut files = vec![config.data.join("zhifa.db"), config.data.join("zhifa.db-wal")];
    files.retain(|path| path.exists());
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let found = bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
        assert!(!found, "the reporter's contact stands in clear in {}", path.display());
    }
}

/// While one group is on its way the next is decided; one that asks the store does not overtake it.
#[tokio::test]
async fn a_group_that_asks_the_store_comes_behind_the_one_on_its_way() {
    let town = Town::open().await;
    let report = |nth: usize| {
        let stream = StreamId::clue(&ClueId::new(format!("c{nth}")));
        town.app.run(town.order(By::Public, &stream, receiving()))
    };
    for nth in 0..120 {
        // A checkpoint asks the store at once; some of these come just when a group has left.
        let head = async {
            for _ in 0..nth % 40 {
                tokio::task::yield_now().await;
            }
            town.app.checkpoint().await
        };
        let (done, head) = futures::future::join(report(nth), head).await;
        let (done, head) = (done.unwrap(), head.unwrap());
        assert!(head.size <= u64::try_from(done.last_seq).unwrap() + 1, "{nth}");
    }
    assert!(!town.app.stopped());
}

#[tokio::test]
async fn the_first_answer_survives_when_the_same_order_comes_twice_in_one_group() {
    let town = Town::open().await;
    let stream = StreamId::clue(&ClueId::new("c9"));
    let mut order = town.order(By::Public, &stream, receiving());
    order.id = CommandId::new("twice");
    let twins = join_all([town.app.run(order.clone()), town.app.run(order)]).await;
    let receipts: Vec<_> = twins.into_iter().map(Result::unwrap).collect();
    assert_eq!(receipts.iter().filter(|receipt| receipt.repeated).count(), 1);
    assert_eq!(receipts[0].first_seq, receipts[1].first_seq);
}

#[tokio::test]
async fn a_data_folder_has_one_program_at_a_time() {
    let town = Town::open().await;
    let second = app::App::open(town.config()).await;
    assert!(matches!(second, Err(app::StartError::InUse(_))), "{second:?}");
    let config = town.closed().await;
    let next = app::App::open(config).await.unwrap();
    next.close().await;
}
