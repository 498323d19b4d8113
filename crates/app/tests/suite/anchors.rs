//! Heads that were kept outside against the record, and the head of the day.

use app::verify::{Anchor, Finding, Options, Report, verify};
use app::witness::{Answer, Witness};
use app::{App, Config};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::town::Town;

async fn against(config: &Config, anchors: Vec<Anchor>) -> (Report, Vec<Finding>) {
    let mut found = Vec::new();
    let options = Options { anchors, ..Options::default() };
    let report = verify(config, options, &mut |finding| found.push(finding.clone())).await.unwrap();
    (report, found)
}

fn kept(folder: &TempDir, name: &str, text: &str) -> Vec<Anchor> {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    Anchor::read(&path).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_was_kept_outside_agrees_with_the_record_it_came_from() {
    let town = Town::open().await;
    town.archived().await;
    let config = town.closed().await;
    let folder = TempDir::new().unwrap();
    let note = App::last_checkpoint(&config).await.unwrap();
    let (report, _) = against(&config, Vec::new()).await;
    let paper = format!("决定书\n存证 {}\n", report.head);
    for anchors in [kept(&folder, "mail.txt", &note), kept(&folder, "paper.txt", &paper)] {
        let (report, found) = against(&config, anchors).await;
        assert_eq!((report.exit_code(), report.anchors), (0, 1), "{found:?}");
    }
    let (report, _) = against(&config, Anchor::read(folder.path()).unwrap()).await;
    assert_eq!(report.anchors, 2, "a folder is all its files");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_record_under_the_same_key_and_an_older_copy_are_convicted() {
    let town = Town::open().await;
    town.report().await;
    let config = town.closed().await;
    let folder = TempDir::new().unwrap();
    let (report, _) = against(&config, Vec::new()).await;
    let (size, letters) = report.head.split_once(' ').unwrap();
    let first = if letters.starts_with('A') { 'B' } else { 'A' };
    let other = format!("存证 {size} {first}{}", &letters[1..]);
    let (report, found) = against(&config, kept(&folder, "other.txt", &other)).await;
    assert_eq!((report.exit_code(), found[0].code), (4, "REC-021"), "{found:?}");
    assert!(found[0].what.contains("第 0 至"), "{}", found[0].what);
    assert!(found[0].place.as_deref().unwrap().ends_with("other.txt"));

    let longer = format!("存证 #9{} {letters}", &size[1..]);
    let (report, found) = against(&config, kept(&folder, "longer.txt", &longer)).await;
    assert_eq!(report.exit_code(), 4);
    assert!(found[0].what.contains("退回到从前"), "{}", found[0].what);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_anchor_proves_nothing_and_is_named() {
    let town = Town::open().await;
    town.report().await;
    let config = town.closed().await;
    let folder = TempDir::new().unwrap();
    let note = App::last_checkpoint(&config).await.unwrap();
    let unsigned = note.replace("\u{2014} ", "\u{2014} other-");
    for text in ["没有存证头的一封信", unsigned.as_str()] {
        let (report, found) = against(&config, kept(&folder, "letter.txt", text)).await;
        assert_eq!((report.exit_code(), found[0].code), (5, "REC-022"), "{found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_head_of_the_day_is_written_once_and_is_an_anchor() {
    let town = Town::open().await;
    town.report().await;
    let place = town.app.write_head_of_day().await.unwrap();
    let first = std::fs::read_to_string(&place).unwrap();
    town.report().await;
    assert_eq!(town.app.write_head_of_day().await.unwrap(), place);
    assert_eq!(std::fs::read_to_string(&place).unwrap(), first, "a day has one head");
    let anchors = Anchor::read(&town.app.heads_folder()).unwrap();
    let config = town.closed().await;
    let (report, found) = against(&config, anchors).await;
    assert_eq!((report.exit_code(), report.anchors), (0, 1), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_copy_than_a_head_of_a_day_says_is_not_written_on() {
    let town = Town::open().await;
    town.report().await;
    let place = town.app.write_head_of_day().await.unwrap();
    let config = town.closed().await;
    let again = App::open(config.clone()).await.unwrap();
    again.close().await;

    let elsewhere = TempDir::new().unwrap();
    let kept = std::fs::read_to_string(&place).unwrap();
    std::fs::write(elsewhere.path().join("2026-03-09.txt"), &kept).unwrap();
    let younger = Town::open().await.closed().await;
    std::fs::copy(config.data.join("keys/log.key"), younger.data.join("keys/log.key")).unwrap();
    // Its checkpoints are of another key; whoever puts a record in the place of another has none.
    let connection = rusqlite::Connection::open(younger.data.join("zhifa.db")).unwrap();
    assert!(0 < connection.execute("DELETE FROM checkpoint", []).unwrap());
    drop(connection);
    let younger = Config { heads: Some(elsewhere.path().to_owned()), ..younger };
    let refused = App::open(younger.clone()).await;
    let Err(error) = refused else { panic!("another past was written on") };
    assert!(error.to_string().contains("2026-03-09.txt"), "{error}");

    std::fs::remove_file(elsewhere.path().join("2026-03-09.txt")).unwrap();
    assert!(App::open(younger).await.is_ok(), "once the head was put elsewhere");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_under_the_national_algorithms_agrees_until_an_event_is_another() {
    let town = Town::open().await;
    town.report().await;
    let config = town.closed().await;
    let folder = TempDir::new().unwrap();
    let head = App::national_head(&config).await.unwrap();
    assert!(head.note.starts_with("zhifa.jinxiang/log/e1/sm3\n"), "{}", head.note);
    assert_eq!(App::national_head(&config).await.unwrap(), head, "nothing of it is by chance");
    let kept = kept(&folder, "sm.txt", &head.note);
    let (report, found) = against(&config, kept.clone()).await;
    assert_eq!((report.exit_code(), report.anchors), (0, 1), "{found:?}");

    let connection = rusqlite::Connection::open(config.data.join("zhifa.db")).unwrap();
    let last = "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)";
    assert_eq!(connection.execute(last, []).unwrap(), 1);
    drop(connection);
    let (report, found) = against(&config, kept).await;
    assert_eq!(report.exit_code(), 4);
    assert!(found.iter().any(|one| one.code == "REC-021"), "{found:?}");

    std::fs::remove_file(config.data.join("keys/sm2.key")).unwrap();
    let (_, found) = against(&config, Anchor::read(folder.path()).unwrap()).await;
    assert!(found.iter().any(|one| one.code == "REC-022"), "without its key it is no proof");
}

/// Answers one connection with a text, as a witness would.
async fn answering(status: &str, text: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{text}", text.len());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = vec![0; 4096];
        let read = stream.read(&mut asked).await.unwrap();
        let asked = String::from_utf8_lossy(&asked[..read]).into_owned();
        assert!(asked.starts_with("GET /last?log=zhifa.jinxiang%2Flog%2Fe1 "), "{asked}");
        stream.write_all(answer.as_bytes()).await.unwrap();
    });
    address
}

async fn asking(config: &Config, witness: &str) -> (Report, Vec<Finding>) {
    let mut found = Vec::new();
    let options = Options { witnesses: vec![witness.parse().unwrap()], ..Options::default() };
    let report = verify(config, options, &mut |finding| found.push(finding.clone())).await.unwrap();
    (report, found)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_is_asked_what_it_saw_last_and_believed_for_its_signature_alone() {
    let town = Town::open().await;
    town.report().await;
    let note = town.app.newest_checkpoint().await.unwrap();
    let key = town.app.log_key().parse().unwrap();
    let config = town.closed().await;
    let folder = TempDir::new().unwrap();
    let witness =
        Witness::open(folder.path(), "w.example/1", vec![key], config.clock.clone()).unwrap();
    let answer = witness.add_checkpoint(&format!("old 0\n\n{note}")).await.unwrap();
    assert!(matches!(answer, Answer::Cosigned(_)), "{answer:?}");
    let seen = witness.last("zhifa.jinxiang/log/e1").unwrap().unwrap();
    let at = async |status: &str, text: &str| {
        format!("{}@{}", witness.key(), answering(status, text).await)
    };
    let (report, found) = asking(&config, &at("200 OK", &seen).await).await;
    assert_eq!((report.exit_code(), report.anchors), (0, 1), "{found:?}");
    for (status, text) in [("200 OK", note.as_str()), ("404 Not Found", ""), ("500 No", "")] {
        let (report, found) = asking(&config, &at(status, text).await).await;
        assert_eq!((report.exit_code(), found[0].code), (5, "REC-022"), "{status} {found:?}");
    }
    let connection = rusqlite::Connection::open(config.data.join("zhifa.db")).unwrap();
    let last = "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)";
    assert_eq!(connection.execute(last, []).unwrap(), 1);
    drop(connection);
    let (report, _) = asking(&config, &at("200 OK", &seen).await).await;
    assert_eq!(report.exit_code(), 4, "the witness has seen more");
}
