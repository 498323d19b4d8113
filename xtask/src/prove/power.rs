//! A2: the power fails at any moment. What the program asked of the disk is recorded, and disks
//! are made as they might be left: unsynced writes lost, there in part, torn within.
//!
//! Killing a process cannot show this, for then the kernel still writes everything.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::task::JoinSet;

use super::check::Verdict;
use super::crash::{self, Fate};
use super::disk::{Disk, FATES};
use super::ground::{DATABASE, Yard};
use super::program::{self, Said};
use super::trace::{self, Step};
use crate::site::Trouble;
use crate::site::server::{Launch, Server};

const ID: &str = "A2";
const WRITERS: usize = 4;
/// How long people write while the disk is watched.
const LENGTH: Duration = Duration::from_secs(3);

/// When an answer came, by the clock.
type Answers = Vec<(String, f64)>;

/// Makes so many disks.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let data = yard.whole_copy("a2")?.canonicalize()?;
    let log = yard.light_copy("a2-log")?.join("trace");
    let answers = record(yard, &data, &log).await?;
    let steps = trace::read(&String::from_utf8_lossy(&std::fs::read(&log)?), &data)?;
    let mut verdict = Verdict::default();
    verdict.add("答复 answers", u64::try_from(answers.len())?);
    verdict.add("系统调用 calls", u64::try_from(steps.len())?);
    let first = answers.iter().map(|(_, at)| *at).fold(f64::INFINITY, f64::min);
    let begin = steps.iter().position(|step| first < step.at).ok_or("nothing was written")?;
    let mut cuts: Vec<(usize, usize)> = (0..trials)
        .map(|trial| {
            let span = u64::try_from(steps.len() - begin).unwrap_or(1);
            let at = yard.dice(ID, trial).below(span);
            (begin + usize::try_from(at).unwrap_or_default(), trial)
        })
        .collect();
    cuts.sort_unstable();
    let mut disk = before(yard, &data)?;
    let mut taken = 0;
    for (cut, trial) in cuts {
        for step in steps.get(taken..cut).unwrap_or_default() {
            disk.take(&step.asked);
        }
        taken = cut;
        let image = yard.light_copy("a2-image")?;
        prepare(yard, &image)?;
        let mut dice = yard.dice(ID, trial);
        let fate = FATES.get(trial % FATES.len()).copied().ok_or("no fate")?;
        disk.image((&data, &image), fate, &mut dice)?;
        let promised = promised(&answers, steps.get(cut));
        judge(yard, &image, (&promised, cut), &mut verdict).await?;
        verdict.count(&format!("{fate:?}"));
    }
    std::fs::remove_dir_all(&data)?;
    Ok(verdict)
}

/// Lets people write while the disk is watched; answers what was answered and when.
async fn record(yard: &Yard, data: &Path, log: &Path) -> Result<Answers, Trouble> {
    let plain = yard.launch();
    let mut before: Vec<String> =
        ["strace", "-D", "-f", "-y", "-ttt", "-xx", "-s", "300000", "-qq", "-o"]
            .into_iter()
            .map(str::to_owned)
            .collect();
    before.extend([log.display().to_string(), "-e".to_owned(), format!("trace={}", trace::CALLS)]);
    before.extend(plain.program.iter().cloned());
    let server = Server::start(&Launch { program: before, ..plain }, data).await?;
    let law = app::App::law_in_force(&app::Config::new(data)).await?;
    let writers = crash::writers(yard, &server.host, &law, WRITERS).await?;
    let mut all = JoinSet::new();
    for writer in writers {
        all.spawn(Arc::clone(&writer).write(server.host.clone()));
    }
    tokio::time::sleep(LENGTH).await;
    server.kill()?;
    let mut answers = Vec::new();
    while let Some(done) = all.join_next().await {
        for (id, fate, at) in done? {
            if fate == Fate::Answered {
                answers.push((id, at));
            }
        }
    }
    Ok(answers)
}

/// The disk before anything was asked: only files that the program may touch.
fn before(yard: &Yard, data: &Path) -> Result<Disk, Trouble> {
    let mut disk = Disk::default();
    disk.put(data.join(DATABASE), std::fs::read(yard.ground().join(DATABASE))?);
    Ok(disk)
}

/// What was never touched is there as it was.
fn prepare(yard: &Yard, image: &Path) -> Result<(), Trouble> {
    std::fs::remove_file(image.join(DATABASE))?;
    let evidence = image.join("evidence");
    std::fs::remove_file(&evidence)?;
    link(&yard.ground().join("evidence"), &evidence)
}

fn link(from: &Path, to: &Path) -> Result<(), Trouble> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target: PathBuf = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            link(&entry.path(), &target)?;
        } else {
            std::fs::hard_link(entry.path(), target)?;
        }
    }
    Ok(())
}

/// What had been answered before the power failed.
fn promised(answers: &Answers, next: Option<&Step>) -> HashMap<String, Fate> {
    let at = next.map_or(f64::INFINITY, |step| step.at);
    let before = answers.iter().filter(|(_, answered)| *answered < at);
    before.map(|(id, _)| (id.clone(), Fate::Answered)).collect()
}

async fn judge(
    yard: &Yard,
    image: &Path,
    (promised, cut): (&HashMap<String, Fate>, usize),
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    if let Err(trouble) = crash::look(image, promised, cut, verdict) {
        verdict.fail(format!("cut {cut}: {trouble}"));
        return Ok(());
    }
    let said = program::verify(yard, image, &[]).await?;
    if said.is_clean() || only_unsigned(&said) {
        verdict.count("完好 sound");
    } else {
        verdict.fail(format!("cut {cut}: {}", said.in_short()));
    }
    Ok(())
}

/// The last second may not be signed yet; a start signs it.
fn only_unsigned(said: &Said) -> bool {
    let unsigned = |finding: &Value| finding.get("code").and_then(Value::as_str) == Some("REC-018");
    said.code == Some(5) && said.findings.iter().all(unsigned)
}
