//! Prints how many commands a second the store makes durable, at group sizes 1, 8 and 32.
//!
//! A command here is one event, two openings, two nodes of the tree, the answer kept for a
//! repeat, and four rows of read tables: what an ordinary step of a case writes.

use std::time::Instant;

use store::tables::{CaseRow, DoneRow, SearchRow, TaskRow};
use store::truth::{CommandRow, Event, Opening, TreeNode};
use store::{Row, Store, Target, WriteTx};

const COMMANDS: i64 = 4_000;
const CASES: i64 = 500;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir_in(".")?;
    println!("{COMMANDS} commands each, durable (synchronous = FULL), folder on this disk");
    for group in [1, 8, 32] {
        let target = match std::env::args().nth(1) {
            Some(url) => Target::Postgres(url),
            None => Target::Sqlite(folder.path().join(format!("rate-{group}.db"))),
        };
        let store = Store::open(&target).await?;
        let base = store.head().await?.size;
        let began = Instant::now();
        let mut seq = 0;
        while seq < COMMANDS {
            let mut tx = store.begin().await?;
            let turns = seq..seq + group;
            let commands: Vec<String> = turns.clone().map(|turn| command(base + turn)).collect();
            let streams: Vec<String> =
                turns.map(|turn| format!("case/{}", id(base, turn))).collect();
            tx.look_ahead(&commands, &streams).await?;
            for _ in 0..group {
                tx.savepoint().await?;
                step(&mut tx, base, seq).await?;
                tx.release().await?;
                seq += 1;
            }
            tx.commit().await?;
        }
        let seconds = began.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a count of thousands")]
        let rate = seq as f64 / seconds;
        println!("group of {group:>2}: {rate:>6.0} commands a second");
        store.close().await;
    }
    Ok(())
}

async fn step(tx: &mut WriteTx, base: i64, turn: i64) -> Result<(), Box<dyn std::error::Error>> {
    let (seq, id) = (base + turn, id(base, turn));
    let (stream, command) = (format!("case/{id}"), command(seq));
    if tx.command(&command).await?.is_some() {
        return Err("a fresh command is known already".into());
    }
    let version = tx.version(&stream).await? + 1;
    tx.append(event(seq, &stream, version, &command)).await?;
    for field in ["party.name", "party.phone"] {
        let (field, stream) = (field.to_owned(), stream.clone());
        tx.put_opening(Opening { seq, field, stream, sealed: vec![7; 96] });
    }
    tx.put_nodes([(0, seq), (1, seq)].map(|(level, idx)| TreeNode { level, idx, hash: [1; 32] }));
    tx.remember_command(CommandRow {
        id: command,
        stream: stream.clone(),
        digest: "d".repeat(64),
        first_seq: seq,
        last_seq: seq,
    });
    tx.put(Row::Case(case(&id, seq)));
    tx.put(Row::Task(task(&stream, seq)));
    tx.put(Row::Done(DoneRow {
        seq,
        person: format!("P{:03}", seq % 100),
        stream: stream.clone(),
        act: "give-notice".into(),
        title: "送达行政处罚事先告知书".into(),
        at: "2026-03-09T01:02:03.000Z".into(),
    }));
    let words = format!("某货物运输有限公司 超限运输 第{:05}号", turn % CASES);
    tx.put(Row::Search(SearchRow::new(stream, "case", &words)));
    Ok(())
}

fn id(base: i64, turn: i64) -> String {
    format!("{base}-{:05}", turn % CASES)
}

fn command(seq: i64) -> String {
    format!("01JCOMMAND{seq:016}")
}

fn event(seq: i64, stream: &str, version: i64, command: &str) -> Event {
    Event {
        seq,
        stream: stream.to_owned(),
        version,
        kind: "case.notice-given".into(),
        command: command.to_owned(),
        recorded_at: "2026-03-09T01:02:03.000Z".into(),
        bytes: vec![b'x'; 600],
        leaf: [3; 32],
    }
}

fn case(id: &str, seq: i64) -> CaseRow {
    CaseRow {
        id: id.to_owned(),
        number: Some(format!("金交罚〔2026〕{id}号")),
        title: "未取得许可擅自从事道路货物运输经营案".into(),
        party: "某货物运输有限公司".into(),
        party_kind: "单位".into(),
        item: "P01".into(),
        unit: format!("U{}", seq % 4),
        authority: "A1".into(),
        town: format!("T{}", seq % 13),
        stage: format!("S{}", seq % 9),
        stage_name: "告知".into(),
        lead: format!("P{:03}", seq % 100),
        initiator: format!("P{:03}", seq % 100),
        opened_on: Some("2026-03-01".into()),
        due_on: Some(format!("2026-06-{:02}", seq % 28 + 1)),
        due_rule: Some("T-01".into()),
        fine: 0,
        decided_on: None,
        closed_on: None,
        changed_seq: seq,
        changed_on: "2026-03-09".into(),
        clue: None,
        inspection: None,
        procedure: "general".into(),
    }
}

fn task(stream: &str, seq: i64) -> TaskRow {
    TaskRow {
        stream: stream.to_owned(),
        slot: "decide".into(),
        act: "decide-penalty".into(),
        holder: format!("person/P{:03}", seq % 100),
        title: "作出处罚决定".into(),
        subject: "某货物运输有限公司".into(),
        due_on: Some(format!("2026-06-{:02}", seq % 28 + 1)),
        rule: Some("T-01".into()),
        cite: None,
        since_on: "2026-03-09".into(),
        seq,
        town: None,
    }
}
