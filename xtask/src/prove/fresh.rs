//! B10: people work on after a verification, and somebody edits what they did; the hourly pass over
//! what is new must be red and name it, as the pass over everything would.

use std::path::Path;

use app::{App, By, Config};
use domain::ids::CommandId;
use domain::rounds::Depth;

use super::check::Verdict;
use super::crash::{self, Fate};
use super::ground::Yard;
use super::insider::{self, Act, Target};
use super::rows::Database;
use super::{faults, program};
use crate::site::Trouble;
use crate::site::http::Http;
use crate::site::server::Server;

/// How many commands are sent after the verification.
const COMMANDS: usize = 9;

/// Edits so often.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let data = yard.whole_copy("b10")?;
    let since = verified(&data).await?;
    work(yard, &data).await?;
    let mut verdict = Verdict::default();
    // Nothing is planted in whoever says whether the folder is sound.
    let said = program::verify(yard, &data, &["--new"]).await?;
    if !said.is_clean() || !said.says("since", since) {
        verdict.fail(format!("not verified from event {since} on: {}", said.in_short()));
        return Ok(verdict);
    }
    let target = Target {
        id: "B10",
        data: data.clone(),
        words: &["--new", "--no-blobs"],
        // A row of a stream that nothing happened to is left to the weekly pass.
        within: Box::new(move |table| within(table, since)),
        spared: |act, table| act == Act::Insert && table != "event",
    };
    insider::edit(yard, &target, trials, &mut verdict).await?;
    if verdict.passed() {
        std::fs::remove_dir_all(&data)?;
    }
    Ok(verdict)
}

/// Puts a verification of everything on the record; answers how many events it vouches for.
async fn verified(data: &Path) -> Result<u64, Trouble> {
    let app = App::open(Config { work: false, ..Config::new(data.to_owned()) }).await?;
    let id = CommandId::new(app.new_id());
    let noted = app.verify_now(Depth::Whole, By::System, id).await;
    let noted = noted.map_err(|no| format!("the verification was not noted: {no:?}"))?;
    app.close().await;
    if noted.is_clean() { Ok(noted.events) } else { Err(format!("{noted:?}").into()) }
}

async fn work(yard: &Yard, data: &Path) -> Result<(), Trouble> {
    let server = Server::start(&yard.launch(), data).await?;
    let writer = faults::writer(yard, &server, data).await?;
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    for _ in 0..COMMANDS {
        let fate = writer.send(&mut http, &crash::id()).await;
        if fate != Fate::Answered {
            return Err(format!("a command was not carried out: {fate:?}").into());
        }
    }
    server.stop().await?;
    let database = Database::open(data)?;
    database.close()
}

/// The rows of a table that the hourly pass must answer for.
fn within(table: &str, since: u64) -> String {
    let streams = format!("(SELECT stream FROM event WHERE seq >= {since})");
    match table {
        "event" | "done_row" | "opening" => format!("seq >= {since}"),
        "command" => format!("first_seq >= {since}"),
        // What is moved before the beginning is covered by those after it.
        "checkpoint" => format!("size > {since} + 1"),
        "head" | "person_row" => "1".to_owned(),
        "clue_row" => format!("'clue/' || id IN {streams}"),
        "document_row" | "evidence_row" | "task_row" | "search_entry" => {
            format!("stream IN {streams}")
        }
        "link_row" => format!("from_stream IN {streams}"),
        _ => "0".to_owned(),
    }
}
