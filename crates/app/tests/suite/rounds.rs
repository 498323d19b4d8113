//! The platform verifies its own record by the clock, and what it finds is on record.

use domain::rounds::Depth;
use jiff::civil::date;

use crate::town::Town;

#[tokio::test(flavor = "multi_thread")]
async fn a_verification_is_due_every_hour_and_a_whole_one_every_week() {
    let town = Town::open().await;
    let due = async |town: &Town| town.app.verify_when_due().await.unwrap().map(|one| one.depth);
    assert_eq!(due(&town).await, Some(Depth::Whole), "the first looks at everything");
    assert_eq!(due(&town).await, None);
    town.on(date(2026, 3, 4));
    assert_eq!(due(&town).await, Some(Depth::Brief));
    assert_eq!(due(&town).await, None);
    town.on(date(2026, 3, 11));
    assert_eq!(due(&town).await, Some(Depth::Whole));
    let rounds = town.app.rounds().await.unwrap();
    assert!(rounds.last.unwrap().is_clean());
    let town = town.reopened().await;
    assert_eq!(due(&town).await, None, "what is on record outlives the program");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_verification_finds_is_noted_whatever_it_is() {
    let town = Town::open().await;
    town.delivered().await;
    let connection = rusqlite::Connection::open(town.config().data.join("zhifa.db")).unwrap();
    assert_eq!(connection.execute("UPDATE case_row SET fine = fine - 1", []).unwrap(), 1);
    let found = town.app.verify_when_due().await.unwrap().unwrap();
    assert_eq!((found.altered, found.codes.as_slice()), (1, &["REC-011".to_owned()][..]));
    let noted = town.app.rounds().await.unwrap().whole.unwrap();
    assert_eq!(noted, found);
}
