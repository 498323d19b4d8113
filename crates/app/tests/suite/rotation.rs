//! The signing key is changed over a statement of both keys, and everybody follows.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::rotation::{self, Done, Rotation};
use app::verify::{Anchor, Finding, Options, Report, verify};
use app::witness::{Answer, Witness};
use app::{App, Config, StartError};
use journal::{
    Checkpoint, ConsistencyProof, Frontier, Hash, MemoryNodes, Profile, PublicKey, Signer,
};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::town::Town;
use crate::verify::copied;

const REASON: &str = "一年期满，定期更换";
const ORIGIN: &str = "zhifa.jinxiang/log/e1";

async fn look(config: &Config, heads: &[&Path]) -> (Report, Vec<Finding>) {
    let anchors = heads.iter().flat_map(|path| Anchor::read(path).unwrap()).collect();
    let mut found = Vec::new();
    let options = Options { anchors, ..Options::default() };
    let report = verify(config, options, &mut |finding| found.push(finding.clone())).await.unwrap();
    (report, found)
}

fn seed(config: &Config, name: &str) -> [u8; 32] {
    let text = std::fs::read_to_string(config.data.join("keys").join(name)).unwrap();
    hex::decode(text.trim()).unwrap().try_into().unwrap()
}

/// A folder whose key was changed, with what was done and a head from before.
async fn rotated() -> (Config, Done, std::path::PathBuf) {
    let town = Town::open().await;
    town.report().await;
    let head = town.app.write_head_of_day().await.unwrap();
    let config = town.closed().await;
    let done = rotation::rotate(config.clone(), REASON).await.unwrap();
    (config, done, head)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_goes_on_with_another_key_and_old_heads_still_count() {
    let (config, done, head) = rotated().await;
    assert_eq!((done.rotation.reason.as_str(), done.rotation.origin.as_str()), (REASON, ORIGIN));
    assert!(done.old_key.is_file() && !config.data.join("keys/log.key.next").exists());
    assert_eq!(Signer::new(ORIGIN, &seed(&config, "log.key")).unwrap().public(), done.rotation.to);

    let app = App::open(config.clone()).await.unwrap();
    assert_eq!(app.log_key(), done.rotation.to.to_string());
    let rounds = app.rounds().await.unwrap();
    let [noted] = rounds.rotations.as_slice() else { panic!("{rounds:?}") };
    assert_eq!(Rotation::open(&noted.statement).unwrap(), done.rotation);
    app.close().await;

    let (report, found) = look(&config, &[&head]).await;
    assert_eq!((report.exit_code(), found.as_slice(), report.anchors), (0, &[][..], 1));
    assert!(report.epochs[0].contains(REASON), "{:?}", report.epochs);

    let again = rotation::rotate(config.clone(), "怀疑泄露").await.unwrap();
    assert_eq!(again.rotation.from, done.rotation.to);
    let (report, found) = look(&config, &[&head]).await;
    assert_eq!((report.exit_code(), report.epochs.len()), (0, 2), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_old_key_signs_beyond_its_end_counts_for_nothing() {
    let (config, done, _) = rotated().await;
    let old = done.old_key.file_name().unwrap().to_str().unwrap();
    let old = Signer::new(ORIGIN, &seed(&config, old)).unwrap();
    let connection = rusqlite::Connection::open(config.data.join("zhifa.db")).unwrap();
    let (size, note): (i64, String) = connection
        .query_row("SELECT size, note FROM checkpoint ORDER BY size DESC", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    let (text, _) = note.rsplit_once("\n\n").unwrap();
    let stated = Checkpoint::from_text(&format!("{text}\n")).unwrap();
    let forged = old.sign(&stated).unwrap();
    connection.execute("UPDATE checkpoint SET note = ?1 WHERE size = ?2", (&forged, size)).unwrap();
    let (report, found) = look(&config, &[]).await;
    assert_eq!(report.exit_code(), 2);
    let named = |f: &Finding| f.code == "LOG-010" && f.place == Some(format!("checkpoint {size}"));
    assert!(found.iter().any(named), "{found:?}");
    let refused = App::open(config).await;
    assert!(matches!(refused, Err(StartError::OtherKey(_))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_was_altered_or_leads_elsewhere_is_a_finding() {
    let (config, ..) = rotated().await;
    let changes = [
        "UPDATE event SET bytes = CAST(replace(CAST(bytes AS TEXT), '期满', '未满') AS BLOB) \
         WHERE kind = 'record.key-rotated'",
        "UPDATE event SET kind = 'record.verified' WHERE kind = 'record.key-rotated'",
    ];
    for (change, code) in changes.into_iter().zip(["REC-029", "LOG-010"]) {
        let (_folder, copy) = copied(&config);
        let connection = rusqlite::Connection::open(copy.data.join("zhifa.db")).unwrap();
        assert_eq!(connection.execute(change, []).unwrap(), 1);
        drop(connection);
        let (report, found) = look(&copy, &[]).await;
        assert_eq!(report.exit_code(), 2);
        assert!(found.iter().any(|finding| finding.code == code), "{change}: {found:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_was_broken_off_is_completed_or_forgotten_at_the_next_start() {
    let (config, done, _) = rotated().await;
    let keys = config.data.join("keys");
    // Killed after the event was on record and before the key was in its place.
    std::fs::rename(keys.join("log.key"), keys.join("log.key.next")).unwrap();
    std::fs::rename(&done.old_key, keys.join("log.key")).unwrap();
    assert_eq!(look(&config, &[]).await.0.exit_code(), 0, "a verifier finds the key that waits");
    let app = App::open(config.clone()).await.unwrap();
    assert_eq!(app.log_key(), done.rotation.to.to_string());
    app.close().await;
    assert!(done.old_key.is_file() && !keys.join("log.key.next").exists());

    // Killed before: a key waits that is not on record.
    std::fs::write(keys.join("log.key.next"), "07".repeat(32)).unwrap();
    let app = App::open(config.clone()).await.unwrap();
    assert_eq!(app.log_key(), done.rotation.to.to_string());
    app.close().await;
    assert_eq!(look(&config, &[]).await.0.exit_code(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_not_gone_on_with_under_keys_that_are_not_its_own() {
    let town = Town::open().await;
    town.report().await;
    let config = town.closed().await;
    let key = config.data.join("keys/log.key");
    let own = std::fs::read(&key).unwrap();
    std::fs::write(&key, "09".repeat(32)).unwrap();
    let refused = App::open(config.clone()).await;
    assert!(matches!(refused, Err(StartError::OtherKey(_))), "{refused:?}");
    std::fs::remove_file(&key).unwrap();
    let refused = App::open(config.clone()).await;
    assert!(matches!(refused, Err(StartError::NoKeys(_))), "{refused:?}");
    assert!(!key.exists(), "no new key is made for an old record");
    std::fs::write(&key, own).unwrap();
    App::open(config).await.unwrap().close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_follows_the_statement_and_takes_the_old_key_no_more() {
    let (config, done, head) = rotated().await;
    let before = std::fs::read_to_string(&head).unwrap();
    let folder = TempDir::new().unwrap();
    let open = |key: &PublicKey| {
        Witness::open(folder.path(), "w.example/1", vec![key.clone()], config.clock.clone())
            .unwrap()
    };
    let witness = open(&done.rotation.from);
    let vouches =
        async |witness: &Witness, request: String| witness.add_checkpoint(&request).await.unwrap();
    assert!(matches!(vouches(&witness, format!("old 0\n\n{before}")).await, Answer::Cosigned(_)));
    let app = App::open(config.clone()).await.unwrap();
    let newest = app.newest_checkpoint().await.unwrap();
    assert_eq!(vouches(&witness, format!("old 0\n\n{newest}")).await, Answer::Unsigned);
    let [statement] = app.key_statements().await.unwrap().try_into().unwrap();
    app.close().await;
    drop(witness);

    let witness = open(&done.rotation.from);
    let told = vouches(&witness, request(&config, &before, &statement)).await;
    assert!(matches!(told, Answer::Cosigned(_)), "{told:?}");
    let new = vouches(&witness, request(&config, &statement, &newest)).await;
    assert!(matches!(new, Answer::Cosigned(_)), "{new:?}");
    drop(witness);

    let witness = open(&done.rotation.from);
    let late =
        Signer::new(ORIGIN, &seed(&config, done.old_key.file_name().unwrap().to_str().unwrap()));
    let (text, _) = newest.rsplit_once("\n\n").unwrap();
    let forged = Checkpoint::from_text(&format!("{text}\n")).unwrap();
    let forged = late.unwrap().sign(&forged).unwrap();
    assert_eq!(vouches(&witness, format!("old 0\n\n{forged}")).await, Answer::Unsigned);
    let again = vouches(&witness, format!("old 0\n\n{statement}")).await;
    assert!(matches!(again, Answer::Stale(_)), "what it follows it does not unlearn: {again:?}");
}

/// A request to a witness that saw one note last, for another one.
fn request(config: &Config, old: &str, new: &str) -> String {
    let size = |note: &str| note.lines().nth(1).unwrap().parse::<u64>().unwrap();
    let connection = rusqlite::Connection::open(config.data.join("zhifa.db")).unwrap();
    let mut leaves = connection.prepare("SELECT leaf FROM event ORDER BY seq").unwrap();
    let leaves = leaves.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
    let (mut frontier, mut nodes) = (Frontier::new(Profile::Sha256), MemoryNodes::default());
    for leaf in leaves {
        let leaf = Hash::from_slice(&leaf.unwrap()).unwrap();
        frontier.push(leaf).into_iter().for_each(|node| nodes.put(node));
    }
    let proof = ConsistencyProof::make(Profile::Sha256, size(old), size(new), &nodes).unwrap();
    let encode = |hash: &Hash| base64::Engine::encode(&base64::prelude::BASE64_STANDARD, hash.0);
    let lines: Vec<String> = proof.path.iter().map(|hash| encode(hash) + "\n").collect();
    format!("old {}\n{}\n{new}", size(old), lines.concat())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_knows_the_old_key_is_told_of_the_new_one_before_it_is_asked_again() {
    let (config, done, head) = rotated().await;
    let folder = TempDir::new().unwrap();
    let witness =
        Witness::open(folder.path(), "w.example/1", vec![done.rotation.from], config.clock.clone());
    let witness = Arc::new(witness.unwrap());
    let before = std::fs::read_to_string(&head).unwrap();
    witness.add_checkpoint(&format!("old 0\n\n{before}")).await.unwrap();
    let address = format!("{}@http://{}", witness.key(), serving(witness).await);
    let witnesses = vec![address.parse().unwrap()];
    let app = App::open(Config { witnesses, work: true, ..config }).await.unwrap();
    let mut rounds = 0;
    while app.witnesses().is_empty() && rounds < 100 {
        rounds += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let standing = app.witnesses().into_iter().next().unwrap();
    assert_eq!(standing.trouble, None);
    let (size, _) = standing.cosigned.unwrap();
    assert!(done.rotation.head.size < size, "a head of the new key");
    assert!(app.newest_checkpoint().await.unwrap().contains("w.example/1"));
    app.close().await;
}

/// A witness behind a socket, as its program serves it.
async fn serving(witness: Arc<Witness>) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut bytes = Vec::new();
            let body = loop {
                let mut chunk = [0; 4096];
                let read = stream.read(&mut chunk).await.unwrap();
                bytes.extend_from_slice(&chunk[..read]);
                let text = String::from_utf8(bytes.clone()).unwrap();
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let length = head.to_lowercase();
                let length = length.lines().find_map(|line| line.strip_prefix("content-length: "));
                if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                    break (head.starts_with("POST"), body.to_owned());
                }
            };
            let (status, text) = match body {
                (true, request) => match witness.add_checkpoint(&request).await.unwrap() {
                    Answer::Cosigned(line) => (200, line),
                    Answer::Stale(size) | Answer::Fork(size) => (409, format!("{size}\n")),
                    Answer::Unsigned => (403, String::new()),
                    other @ (Answer::Malformed(_) | Answer::UnknownLog | Answer::Inconsistent) => {
                        panic!("{other:?}")
                    }
                },
                (false, _) => (404, String::new()),
            };
            let length = text.len();
            let reply = format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n\r\n{text}");
            stream.write_all(reply.as_bytes()).await.unwrap();
        }
    });
    at
}
