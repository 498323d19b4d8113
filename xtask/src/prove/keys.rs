//! B11: the signing key is changed again and again while people work; old heads stay good, and what
//! somebody signs with the stolen old key afterwards convinces nobody.

use std::path::{Path, PathBuf};

use app::{App, Config};
use domain::ids::{CaseId, PersonId};
use journal::{Checkpoint, Rotation, Signer};
use serde_json::Value;
use tokio::process::Command;

use super::check::Verdict;
use super::crash::{self, Fate};
use super::ground::Yard;
use super::rows::Database;
use super::{faults, program};
use crate::site::Trouble;
use crate::site::http::Http;
use crate::site::server::Server;

/// How many commands are sent under each key.
const COMMANDS: usize = 3;

/// Changes the key so often, each time on the record of the time before.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let data = yard.whole_copy("b11")?;
    let mut verdict = Verdict::default();
    let mut heads = Vec::new();
    work(yard, &data, &mut verdict).await?;
    for trial in 0..trials {
        heads.push(head(&data, trial)?);
        let name = data.display().to_string();
        let words = ["key", "rotate", "--data", &name, "--reason", "定期更换"];
        let done = program::run(yard, &words).await?;
        if !done.status.success() {
            verdict.fail(format!("not rotated: {}", String::from_utf8_lossy(&done.stderr)));
            return Ok(verdict);
        }
        verdict.count("换钥 rotations");
        work(yard, &data, &mut verdict).await?;
        for head in &heads {
            let head = head.display().to_string();
            let said = program::verify(yard, &data, &["--no-blobs", "--anchors", &head]).await?;
            if said.is_clean() {
                verdict.count("旧存证头有效 old heads good");
            } else {
                verdict.fail(format!("{head}: {}", said.in_short()));
            }
        }
        steal(yard, &data, &mut verdict).await?;
    }
    package(yard, &data, &mut verdict).await?;
    if verdict.passed() {
        std::fs::remove_dir_all(&data)?;
    }
    Ok(verdict)
}

async fn work(yard: &Yard, data: &Path, verdict: &mut Verdict) -> Result<(), Trouble> {
    let server = Server::start(&yard.launch(), data).await?;
    let writer = faults::writer(yard, &server, data).await?;
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    for _ in 0..COMMANDS {
        match writer.send(&mut http, &crash::id()).await {
            Fate::Answered => verdict.count("答复 answers"),
            fate @ (Fate::Unknown | Fate::Refused(..)) => verdict.fail(format!("{fate:?}")),
        }
    }
    server.stop().await?;
    Database::open(data)?.close()
}

/// The newest checkpoint, kept elsewhere.
fn head(data: &Path, trial: usize) -> Result<PathBuf, Trouble> {
    let place = data.join(format!("kept-{trial}.txt"));
    std::fs::write(&place, newest(data)?)?;
    Ok(place)
}

fn newest(data: &Path) -> Result<String, Trouble> {
    let database = Database::open(data)?;
    let notes = database.texts("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")?;
    database.close()?;
    Ok(notes.into_iter().next().ok_or("there is no checkpoint")?)
}

/// Whoever has the first public key is led to the one that signed a package, and nobody else's.
async fn package(yard: &Yard, data: &Path, verdict: &mut Verdict) -> Result<(), Trouble> {
    let fonts = vec![yard.root.join("assets/vendor/fonts")];
    let app = App::open(Config { work: false, fonts, ..Config::new(data.to_owned()) }).await?;
    let database = Database::open(data)?;
    let cases = database
        .texts("SELECT id || ' ' || lead FROM case_row WHERE number IS NOT NULL LIMIT 1")?;
    database.close()?;
    let (case, lead) =
        cases.first().and_then(|row| row.split_once(' ')).ok_or("no case is filed")?;
    let case = CaseId::new(case);
    let by = PersonId::new(lead);
    let package = app.case_file_zip(&case, &by).await?.ok_or("the case cannot be exported")?;
    let zip = data.join("package.zip");
    let mut file = package.file.into_std().await;
    std::io::copy(&mut file, &mut std::fs::File::create(&zip)?)?;
    let statements = app.key_statements().await?;
    app.close().await;
    let first = statements.first().ok_or("there is no statement")?;
    let first = Rotation::open(first)?.from;
    let foreign = Signer::new(first.name(), &[7; 32])?.public();
    for (key, code) in [(first, 0), (foreign, 2)] {
        let script = yard.root.join("docs/verify_export.py");
        let mut python = Command::new("python3");
        let output =
            python.arg(script).arg(&zip).args(["--key", &key.to_string()]).output().await?;
        if output.status.code() == Some(code) {
            verdict.count("案卷包凭旧公钥核对 packages by an old key");
        } else {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            verdict.fail(format!("with {key}: {said}"));
        }
    }
    Ok(())
}

/// Somebody signs the newest head again with the key that was given up.
async fn steal(yard: &Yard, data: &Path, verdict: &mut Verdict) -> Result<(), Trouble> {
    let note = newest(data)?;
    let (text, _) = note.rsplit_once("\n\n").ok_or("a checkpoint has no signature")?;
    let checkpoint = Checkpoint::from_text(&format!("{text}\n"))?;
    let keys = std::fs::read_dir(data.join("keys"))?.flatten().map(|entry| entry.path());
    let mut old: Vec<PathBuf> =
        keys.filter(|path| path.to_string_lossy().contains("log.key.until-")).collect();
    old.sort_by_key(|path| path.metadata().and_then(|meta| meta.modified()).ok());
    let old = old.pop().ok_or("the old key is not there")?;
    let seed: [u8; 32] = hex::decode(std::fs::read_to_string(old)?.trim())?
        .try_into()
        .map_err(|_| "the old key has another length")?;
    let forged = Signer::new(&checkpoint.origin, &seed)?.sign(&checkpoint)?;
    let copy = yard.light_copy_of(data, "b11-stolen")?;
    let database = Database::open(&copy)?;
    let size = checkpoint.size;
    database.run(&format!("UPDATE checkpoint SET note = '{forged}' WHERE size = {size}"))?;
    database.close()?;
    let said = program::verify(yard, &copy, &["--no-blobs"]).await?;
    let place = format!("checkpoint {size}");
    let named = said.findings.iter().any(|finding| {
        let text = |key: &str| finding.get(key).and_then(Value::as_str);
        text("code") == Some("LOG-010") && text("place") == Some(&place)
    });
    if said.code == Some(2) && named {
        verdict.count("旧密钥的签名不认 old key refused");
    } else {
        verdict.fail(format!("signed by the old key: {}", said.in_short()));
    }
    std::fs::remove_dir_all(&copy)?;
    Ok(())
}
