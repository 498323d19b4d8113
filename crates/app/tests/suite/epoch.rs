//! An older copy is not written on, until an epoch was begun over two signatures.

use std::path::Path;

use app::epoch::{self, EpochError, PublicKey};
use app::verify::{Anchor, Finding, Options, Report, verify};
use app::witness::{Answer, Witness};
use app::{App, Config, StartError};
use tempfile::TempDir;

use crate::town::Town;

const BUREAU: &str = "jiandu.example/epoch";
const REASON: &str = "硬盘损坏，恢复前一日的备份";

/// A folder that was put back to an older copy, with the head of a day that knows more.
struct Loss {
    config: Config,
    bureau: TempDir,
}

impl Loss {
    async fn happens() -> Self {
        let town = Town::open().await;
        town.report().await;
        let database = town.config().data.join("zhifa.db");
        town.app.newest_checkpoint().await.unwrap();
        let older = town.config().data.join("older.db");
        let connection = rusqlite::Connection::open(&database).unwrap();
        connection.execute("VACUUM INTO ?1", [older.display().to_string()]).unwrap();
        drop(connection);
        town.report().await;
        town.app.write_head_of_day().await.unwrap();
        let config = town.closed().await;
        let loss = Self { config, bureau: TempDir::new().unwrap() };
        loss.put_back();
        loss
    }

    fn put_back(&self) {
        let data = &self.config.data;
        for rest in ["zhifa.db-wal", "zhifa.db-shm"] {
            let _ = std::fs::remove_file(data.join(rest));
        }
        std::fs::copy(data.join("older.db"), data.join("zhifa.db")).unwrap();
    }

    async fn proposed(&self) -> String {
        epoch::propose(&self.config, &[], &[], REASON).await.unwrap()
    }

    fn signed(&self, note: &str) -> (String, PublicKey) {
        epoch::cosign(self.bureau.path(), BUREAU, note).unwrap()
    }

    async fn look(&self, bureaus: Vec<PublicKey>, heads: &[&Path]) -> (Report, Vec<Finding>) {
        let anchors = heads.iter().flat_map(|path| Anchor::read(path).unwrap()).collect();
        let mut found = Vec::new();
        let options = Options { anchors, bureaus, ..Options::default() };
        let mut tell = |finding: &Finding| found.push(finding.clone());
        let report = verify(&self.config, options, &mut tell).await.unwrap();
        (report, found)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_end_is_told_over_two_signatures_before_anything_is_written() {
    let loss = Loss::happens().await;
    let refused = App::open(loss.config.clone()).await;
    assert!(matches!(refused, Err(StartError::OlderThanHead { .. })), "{refused:?}");

    let note = loss.proposed().await;
    let stated = epoch::show(&note).unwrap();
    assert_eq!((stated.from.as_str(), stated.reason.as_str()), ("zhifa.jinxiang/log/e1", REASON));
    assert!(stated.recovered.size < stated.lost.size && stated.agreed == stated.recovered.size);
    let (both, key) = loss.signed(&note);
    let alone = epoch::begin(loss.config.clone(), &note, &key).await;
    assert!(matches!(alone, Err(EpochError::Statement(_))), "{alone:?}");
    let (_, other) = epoch::cosign(TempDir::new().unwrap().path(), BUREAU, &note).unwrap();
    let other = epoch::begin(loss.config.clone(), &both, &other).await;
    assert!(matches!(other, Err(EpochError::Statement(_))), "the key of somebody else");
    assert!(App::open(loss.config.clone()).await.is_err(), "nothing has begun");

    let (_, log) = epoch::begin(loss.config.clone(), &both, &key).await.unwrap();
    assert!(log.starts_with("zhifa.jinxiang/log/e2+"), "{log}");
    let app = App::open(loss.config.clone()).await.unwrap();
    assert!(app.writable());
    let head = app.write_head_of_day().await.unwrap();
    let again = app.newest_checkpoint().await.unwrap();
    app.close().await;
    assert!(again.starts_with("zhifa.jinxiang/log/e2\n"), "{again}");

    let (report, found) = loss.look(Vec::new(), &[]).await;
    assert_eq!((report.exit_code(), report.epochs.len()), (0, 1), "{found:?}");
    assert!(report.epochs[0].contains(REASON), "{:?}", report.epochs);
    let (report, found) = loss.look(Vec::new(), &[&head]).await;
    assert_eq!((report.exit_code(), found[0].code), (4, "REC-021"), "nobody vouches for the loss");
    assert!(found[0].what.contains("--bureau"), "{}", found[0].what);
    let (report, found) = loss.look(vec![key], &[&head]).await;
    assert_eq!((report.exit_code(), found[0].code), (5, "REC-027"), "{found:?}");

    // The copy from before the epoch does not know of it, and the new heads do.
    std::fs::write(head.with_file_name("2026-03-04.txt"), &again).unwrap();
    loss.put_back();
    let refused = App::open(loss.config.clone()).await;
    assert!(matches!(refused, Err(StartError::OlderThanHead { .. })), "{refused:?}");
    let next = epoch::show(&loss.proposed().await).unwrap();
    assert_eq!(next.origin, "zhifa.jinxiang/log/e3", "no name is used twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_is_for_the_record_it_was_drawn_up_on() {
    let loss = Loss::happens().await;
    let (both, key) = loss.signed(&loss.proposed().await);
    let elsewhere = loss.config.data.join("heads-elsewhere");
    std::fs::rename(loss.config.data.join("heads"), &elsewhere).unwrap();
    let app = App::open(loss.config.clone()).await.unwrap();
    let stream = domain::StreamId::person(&domain::ids::PersonId::new(crate::town::HANDLER_A));
    let command = domain::org::Command::RecordQualification { number: "演示".into() };
    app.run(app::Order {
        id: domain::ids::CommandId::new(app.new_id()),
        stream,
        command: domain::Command::Person(command),
        by: app::By::System,
        seen: None,
        device: None,
        occurred_at: None,
    })
    .await
    .unwrap();
    app.close().await;
    let late = epoch::begin(loss.config.clone(), &both, &key).await;
    assert!(matches!(late, Err(EpochError::OtherRecord { .. })), "{late:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_loss_there_is_no_epoch() {
    let town = Town::open().await;
    town.report().await;
    town.app.write_head_of_day().await.unwrap();
    let config = town.closed().await;
    let none = epoch::propose(&config, &[], &[], REASON).await;
    assert!(matches!(none, Err(EpochError::NothingLost)), "{none:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_saw_more_does_not_sign_a_smaller_loss() {
    let town = Town::open().await;
    town.report().await;
    town.app.write_head_of_day().await.unwrap();
    let key = town.app.log_key().parse().unwrap();
    let loss = Loss::happens().await;
    let config = town.config();
    let folder = TempDir::new().unwrap();
    let witness = Witness::open(folder.path(), "w.example/1", vec![key], config.clock.clone());
    let witness = witness.unwrap();
    for _ in 0..20 {
        town.report().await;
    }
    let longer = town.app.newest_checkpoint().await.unwrap();
    let answer = witness.add_checkpoint(&format!("old 0\n\n{longer}")).await.unwrap();
    assert!(matches!(answer, Answer::Cosigned(_)), "{answer:?}");
    let refused = epoch::cosign(folder.path(), BUREAU, &loss.proposed().await);
    assert!(matches!(refused, Err(EpochError::MoreSeen { .. })), "{refused:?}");
}
