//! A7, small: a backup is taken while people work, the data folder is destroyed, and the copy is
//! put back with one command. What was answered before the backup began is there, the record is
//! sound, and writing goes on.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use tokio::task::JoinSet;

use super::check::Verdict;
use super::crash::{self, Fate};
use super::faults;
use super::ground::Yard;
use super::program;
use crate::site::Trouble;
use crate::site::http::Http;
use crate::site::server::Server;

const WRITERS: usize = 4;
/// How many commands are answered before the backup begins.
const BEFORE: usize = 12;

/// Destroys and restores so often.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let mut verdict = Verdict::default();
    for _ in 0..trials {
        one(yard, &mut verdict).await?;
    }
    Ok(verdict)
}

async fn one(yard: &Yard, verdict: &mut Verdict) -> Result<(), Trouble> {
    let data = yard.whole_copy("a7")?;
    let place = yard.light_copy("a7-copy")?;
    let (copy, back) = (place.join("copy"), place.join("back"));
    let server = Server::start(&yard.launch(), &data).await?;
    let law = app::App::law_in_force(&app::Config::new(&data)).await?;
    let writers = crash::writers(yard, &server.host, &law, WRITERS).await?;
    let first = writers.first().ok_or("nobody writes")?;
    let mut http = Http::resume(&server.host, &first.cookie).await?;
    let mut promised = HashMap::new();
    for _ in 0..BEFORE {
        let id = crash::id();
        let fate = first.send(&mut http, &id).await;
        promised.insert(id, fate);
    }
    // People go on while the copy is taken.
    let mut all = JoinSet::new();
    for writer in &writers {
        all.spawn(Arc::clone(writer).write(server.host.clone()));
    }
    let taken = backup(yard, &data, &copy).await?;
    server.kill()?;
    let mut later = 0;
    while let Some(done) = all.join_next().await {
        later += done?.iter().filter(|(_, fate, _)| *fate == Fate::Answered).count();
    }
    verdict.add("备份期间答复 answered meanwhile", u64::try_from(later)?);
    if let Err(words) = taken {
        verdict.fail(format!("no backup: {words}"));
        return Ok(());
    }
    std::fs::remove_dir_all(&data)?;
    let begun = Instant::now();
    if let Err(words) = restore(yard, &copy, &back).await? {
        verdict.fail(format!("not restored: {words}"));
        return Ok(());
    }
    verdict.add("恢复 ms restored in", u64::try_from(begun.elapsed().as_millis())?);
    crash::look(&back, &promised, 0, verdict)?;
    again(yard, &copy, &back, verdict).await?;
    let server = Server::start(&yard.launch(), &back).await?;
    let writer = faults::writer(yard, &server, &back).await?;
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    let fate = writer.send(&mut http, &crash::id()).await;
    server.stop().await?;
    if fate != Fate::Answered {
        verdict.fail(format!("after the restoration: {fate:?}"));
    }
    let said = program::verify(yard, &back, &[]).await?;
    if said.is_clean() {
        verdict.count("恢复后完好 sound when restored");
    } else {
        verdict.fail(format!("when restored: {}", said.in_short()));
    }
    Ok(())
}

/// A copy is never put over something, and one that was altered is not put back.
async fn again(
    yard: &Yard,
    copy: &Path,
    back: &Path,
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    if restore(yard, copy, back).await?.is_ok() {
        verdict.fail("a copy was put over a record");
    }
    let database = copy.join(super::ground::DATABASE);
    let size = std::fs::metadata(&database)?.len();
    super::flips::flip(&database, size / 2, 3)?;
    let other = back.with_file_name("other");
    if restore(yard, copy, &other).await?.is_ok() {
        verdict.fail("an altered copy was put back");
    }
    verdict.count("拒绝覆盖和被改的备份 refused over a record and when altered");
    Ok(())
}

async fn backup(yard: &Yard, data: &Path, copy: &Path) -> Result<Told, Trouble> {
    let (data, copy) = (data.display().to_string(), copy.display().to_string());
    told(yard, &["backup", "--data", &data, &copy]).await
}

async fn restore(yard: &Yard, copy: &Path, back: &Path) -> Result<Told, Trouble> {
    let (copy, back) = (copy.display().to_string(), back.display().to_string());
    told(yard, &["restore", "--data", &back, &copy]).await
}

/// What the program complained of when it did not end well.
type Told = Result<(), String>;

async fn told(yard: &Yard, words: &[&str]) -> Result<Told, Trouble> {
    let output = program::run(yard, words).await?;
    // Events that waited for their signature when the copy was taken are no fault of it.
    Ok(match output.status.code() {
        Some(0 | 5) => Ok(()),
        _ => Err(String::from_utf8_lossy(&output.stderr).chars().take(300).collect()),
    })
}
