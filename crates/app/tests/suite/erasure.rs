//! A reporter's contact that two people have erased: gone from the store, the memory and the engine's
//! files, while the record verifies and says who did it.

use app::verify::{Finding, Options, verify};
use app::{By, Config};
use domain::clues::{
    Command, ContactAnswer, DecideContact, InformReporter, MergeClue, Purpose, RequestContact,
};
use domain::ids::{ClueId, PersonId};
use domain::{Private, StreamId};

use crate::town::{SECRET, Town};

const DISPATCHER: &str = "p-diaodu";
const TOWN_LEAD: &str = "p-zhenling";

async fn does(town: &Town, who: &str, clue: &StreamId, command: Command) {
    let by = By::Person(PersonId::new(who));
    town.send(by, clue, domain::Command::Clue(command)).await.unwrap();
}

/// A clue that is merged and answered; nobody needs the reporter's contact any more.
async fn answered(town: &Town) -> StreamId {
    let first = town.report().await;
    let clue = town.report().await;
    let into = ClueId::new(first.id);
    does(town, DISPATCHER, &clue, Command::Merge(MergeClue { into })).await;
    let words = "已合并办理。".to_owned();
    does(town, DISPATCHER, &clue, Command::Inform(InformReporter { words })).await;
    clue
}

async fn ask(town: &Town, clue: &StreamId, purpose: Purpose) {
    let reason = "已经答复，不再需要。".to_owned();
    let ask = Command::RequestContact(RequestContact { purpose, reason });
    does(town, DISPATCHER, clue, ask).await;
}

async fn consent(town: &Town, clue: &StreamId) {
    let (answer, reason) = (ContactAnswer::Consent, String::new());
    does(town, TOWN_LEAD, clue, Command::DecideContact(DecideContact { answer, reason })).await;
}

async fn contact(town: &Town, clue: &StreamId) -> Private {
    let loaded = town.app.load(clue).await.unwrap().unwrap();
    loaded.state.as_clue().unwrap().contact.clone()
}

async fn findings(config: &Config) -> Vec<Finding> {
    let mut found = Vec::new();
    verify(config, Options::default(), &mut |one| found.push(one.clone())).await.unwrap();
    found
}

/// The sealed contact of the clue, as somebody with the file finds it.
fn sealed(config: &Config, clue: &StreamId) -> Vec<Vec<u8>> {
    let connection = rusqlite::Connection::open(config.data.join("zhifa.db")).unwrap();
    let sql = "SELECT sealed FROM opening WHERE field = 'contact' AND stream = ?1";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([clue.to_string()], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

fn lies_in(config: &Config, wanted: &[u8]) -> bool {
    ["zhifa.db", "zhifa.db-wal"].iter().any(|name| {
        let bytes = std::fs::read(config.data.join(name)).unwrap_or_default();
        bytes.windows(wanted.len()).any(|window| window == wanted)
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_two_people_erase_is_nowhere_any_more_and_the_record_verifies() {
    let town = Town::open().await;
    let clue = answered(&town).await;
    assert_eq!(contact(&town, &clue).await.reveal(), SECRET);
    let config = town.config();
    let key = sealed(&config, &clue)[0][13..61].to_vec();
    assert!(lies_in(&config, &key), "what is there is found");
    ask(&town, &clue, Purpose::Erase).await;
    consent(&town, &clue).await;
    assert_eq!(contact(&town, &clue).await, Private::erased(), "memory has forgotten it");
    // Somebody may still be reading the old pages for a moment.
    let mut tries = 0;
    while town.app.scrub().await.is_err() {
        tries += 1;
        assert!(tries < 50);
    }
    assert!(!lies_in(&config, &key));
    let config = town.closed().await;
    assert_eq!(sealed(&config, &clue), Vec::<Vec<u8>>::new());
    assert!(!lies_in(&config, &key));
    assert_eq!(findings(&config).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_that_was_not_carried_out_is_found_and_so_is_one_that_nobody_recorded() {
    let town = Town::open().await;
    let (erased, kept) = (answered(&town).await, town.report().await);
    let before = sealed(&town.config(), &erased)[0].clone();
    ask(&town, &erased, Purpose::Erase).await;
    consent(&town, &erased).await;
    let config = town.closed().await;
    let connection = rusqlite::Connection::open(config.data.join("zhifa.db")).unwrap();
    let seq: i64 = connection
        .query_row(
            "SELECT seq FROM event WHERE stream = ?1 AND version = 1",
            [erased.to_string()],
            |row| row.get(0),
        )
        .unwrap();
    let back = "INSERT INTO opening (seq, field, stream, sealed) VALUES (?1, 'contact', ?2, ?3)";
    connection.execute(back, (seq, erased.to_string(), before)).unwrap();
    let gone = "DELETE FROM opening WHERE field = 'contact' AND stream = ?1";
    connection.execute(gone, [kept.to_string()]).unwrap();
    drop(connection);
    let mut codes: Vec<_> = findings(&config)
        .await
        .into_iter()
        .map(|one| (one.code, one.stream.unwrap_or_default()))
        .collect();
    codes.sort();
    assert_eq!(codes, [("REC-023", kept.to_string()), ("REC-025", erased.to_string())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_brought_an_erased_value_is_not_taken_again() {
    let town = Town::open().await;
    let clue = answered(&town).await;
    ask(&town, &clue, Purpose::Erase).await;
    consent(&town, &clue).await;
    let config = town.closed().await;
    let connection = rusqlite::Connection::open(config.data.join("zhifa.db")).unwrap();
    let sql = "SELECT digest FROM command JOIN event ON event.command = command.id \
        WHERE event.stream = ?1 AND event.version = 1";
    let digest: String = connection.query_row(sql, [clue.to_string()], |row| row.get(0)).unwrap();
    assert_eq!(digest, "", "by the digest the value could be guessed");
}
