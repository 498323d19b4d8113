//! B7: what people say in confidence is in no hashed byte and nothing that leaves the building,
//! and equal words commit differently.

use std::collections::BTreeSet;
use std::path::Path;

use app::mail::{MailWay, Mailing};
use app::{App, Config};
use serde_json::Value;

use super::check::Verdict;
use super::crash;
use super::ground::Yard;
use super::rows::Database;
use crate::site::Trouble;
use crate::site::http::Http;
use crate::site::server::Server;

/// Words that stand nowhere else: what was seen, where, and by whom.
const CANARIES: [&str; 3] = ["金丝雀甲路面异响", "金丝雀乙巷七号", "13900005678"];

/// Registers so many clues with the same canaries, then looks everywhere that is public.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let copy = yard.whole_copy("b7")?;
    let server = Server::start(&yard.launch(), &copy).await?;
    let law = app::App::law_in_force(&app::Config::new(&copy)).await?;
    let writers = crash::writers(yard, &server.host, &law, 1).await?;
    let writer = writers.first().ok_or("nobody writes")?;
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    let mut verdict = Verdict::default();
    let [words, place, contact] = CANARIES;
    for _ in 0..trials {
        let more = [("words", words), ("place", place), ("contact", contact)];
        let reply = http.post("/clues/new", &writer.pairs(&crash::id(), &more)).await?;
        if reply.status != 303 {
            return Err(format!("a clue was answered {}: {}", reply.status, reply.text()).into());
        }
        verdict.count("线索 clues");
    }
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    look_outside(&server.host, &mut verdict).await?;
    server.stop().await?;
    mail(&copy).await?;
    look_inside(&copy, &mut verdict)?;
    std::fs::remove_dir_all(&copy)?;
    Ok(verdict)
}

/// What anybody may fetch.
async fn look_outside(host: &str, verdict: &mut Verdict) -> Result<(), Trouble> {
    let mut anybody = Http::connect(host).await?;
    let note = anybody.get("/log/checkpoint").await?.text();
    let size: u64 = note.lines().nth(1).ok_or("no checkpoint")?.parse()?;
    search("checkpoint", note.as_bytes(), verdict);
    for tile in 0..size / 256 {
        let reply = anybody.get(&format!("/log/tile/0/{tile:03}")).await?;
        if reply.status != 200 || reply.body.len() != 8192 {
            verdict.fail(format!("tile {tile} was answered {}", reply.status));
        }
        search("tile", &reply.body, verdict);
        verdict.count("哈希块 tiles");
    }
    Ok(())
}

/// Has the mail of the day written.
async fn mail(data: &Path) -> Result<(), Trouble> {
    let way = MailWay::Folder(data.join("mailed"));
    let from = "zhifa@example.gov.cn".parse()?;
    let to = vec!["jiandu@example.gov.cn".parse()?];
    let mail = Some(Mailing { way, from, to });
    let app = App::open(Config { work: false, mail, ..Config::new(data.to_owned()) }).await?;
    app.mail_heads().await?;
    app.close().await;
    Ok(())
}

/// The hashed bytes, the columns beside them, the heads of the days and what is mailed of them.
fn look_inside(data: &Path, verdict: &mut Verdict) -> Result<(), Trouble> {
    let database = Database::open(data)?;
    let events = database.pairs("SELECT seq, bytes FROM event")?;
    let beside = database.texts("SELECT stream || kind || command || recorded_at FROM event")?;
    let notes = database.texts("SELECT note FROM checkpoint")?;
    database.close()?;
    let mut commits = BTreeSet::new();
    let mut count = 0;
    for (seq, bytes) in &events {
        search(&format!("event {seq}"), bytes, verdict);
        let event: Value = serde_json::from_slice(bytes)?;
        gather(&event, &mut |commit| {
            count += 1;
            commits.insert(commit.to_owned());
        });
    }
    for text in beside.iter().chain(&notes) {
        search("columns", text.as_bytes(), verdict);
    }
    for entry in std::fs::read_dir(data.join("heads"))? {
        search("head of the day", &std::fs::read(entry?.path())?, verdict);
        verdict.count("每日存证头 heads");
    }
    for entry in std::fs::read_dir(data.join("mailed"))? {
        let text = std::fs::read_to_string(entry?.path())?.replace("\r\n", "\n");
        let body = app::mail::text_of(&text).ok_or("a mail cannot be read")?;
        search("mail", (text + &body).as_bytes(), verdict);
        verdict.count("邮件 mails");
    }
    if !verdict.has("邮件 mails") {
        verdict.fail("no mail was written");
    }
    verdict.add("事件 events", u64::try_from(events.len())?);
    verdict.add("承诺 commitments", u64::try_from(commits.len())?);
    if commits.len() < count {
        verdict.fail(format!("{} commitments are the same as others", count - commits.len()));
    }
    Ok(())
}

fn search(place: &str, bytes: &[u8], verdict: &mut Verdict) {
    for canary in CANARIES {
        let wanted = canary.as_bytes();
        if bytes.windows(wanted.len()).any(|window| window == wanted) {
            verdict.fail(format!("{canary} stands in the clear in {place}"));
        }
    }
}

fn gather(value: &Value, each: &mut dyn FnMut(&str)) {
    match value {
        Value::Object(map) => {
            if let Some(commit) = map.get("$commit").and_then(Value::as_str) {
                each(commit);
            }
            map.values().for_each(|inner| gather(inner, each));
        }
        Value::Array(items) => items.iter().for_each(|inner| gather(inner, each)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
