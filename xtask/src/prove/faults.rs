//! A3 and A4: the disk refuses a write or a sync, or is full, while people work.
//!
//! Nothing may be answered that is not kept, writing ends and says so, reading goes on, and after
//! a restart the record is sound and takes writes again.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use super::check::Verdict;
use super::crash::{self, Fate, Writer};
use super::ground::Yard;
use super::program;
use crate::site::Trouble;
use crate::site::http::Http;
use crate::site::server::{Launch, Server};

const FAULTS: &str = "A3";
/// How many threads may each meet the failing call.
const THREADS: usize = 8;
/// How many commands are sent at most before the fault must have come.
const COMMANDS: usize = 30;
/// The calls that are made to fail, how, and which of them at the latest: what comes in one run.
const CALLS: [(&str, &str, u64); 7] = [
    ("fdatasync", "EIO", 20),
    ("fsync", "EIO", 20),
    ("pwrite64", "ENOSPC", 40),
    ("pwrite64", "EIO", 40),
    ("fdatasync", "ENOSPC", 20),
    ("rename", "EIO", 6),
    ("ftruncate", "EIO", 4),
];
/// The size of the small disk, and what is left free on it in the end, in MiB.
const DISK: u64 = 256;
const FREE: u64 = 3;
/// The space below which the program is told to take nothing, in MiB.
const LEAST: u64 = 20;

/// Lets so many calls fail, one in each run of the program.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let mut verdict = Verdict::default();
    for trial in 0..trials {
        let mut dice = yard.dice(FAULTS, trial);
        let (call, error, most) = *CALLS.iter().cycle().nth(trial).ok_or("no calls")?;
        let nth = 1 + dice.below(most);
        let data = yard.whole_copy("a3")?;
        // Who is signed in stays so; the account is signed in before anything fails.
        let plain = Server::start(&yard.launch(), &data).await?;
        let writer = writer(yard, &plain, &data).await?;
        plain.stop().await?;
        let launch = failing(&yard.launch(), call, error, nth);
        let Ok(server) = Server::start(&launch, &data).await else {
            verdict.count("不能启动 did not start");
            sound(yard, &data, &HashMap::new(), &mut verdict).await?;
            continue;
        };
        let fates = work(&server, &writer, &mut verdict).await?;
        server.kill()?;
        verdict.count(&format!("{call} {error}"));
        sound(yard, &data, &fates, &mut verdict).await?;
    }
    Ok(verdict)
}

/// Fills a small disk under the program.
pub async fn run_full(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let mut verdict = Verdict::default();
    for _ in 0..trials {
        let disk = Disk::mount(yard)?;
        let data = disk.place.join("data");
        yard.copy_to(&data)?;
        warned(yard, (&disk, &data), &mut verdict).await?;
        let server = Server::start_with(&yard.launch(), &data, &whatever_is_left()).await?;
        let writer = writer(yard, &server, &data).await?;
        let filler = disk.fill(FREE)?;
        let fates = work(&server, &writer, &mut verdict).await?;
        if !fates.values().any(|fate| *fate != Fate::Answered) {
            verdict.fail("the disk was full and nobody noticed");
        }
        server.stop().await.or_else(|error| {
            // A program that cannot sign its end says so with its exit code.
            verdict.count("退出时报告 told at the end");
            let _ = error;
            Ok::<(), Trouble>(())
        })?;
        std::fs::remove_file(filler)?;
        verdict.count("磁盘写满 disks filled");
        sound(yard, &data, &fates, &mut verdict).await?;
    }
    Ok(verdict)
}

/// The words that make the program write as long as the disk takes it.
fn whatever_is_left() -> [String; 2] {
    ["--min-free".to_owned(), "0".to_owned()]
}

/// With little space left nothing is taken; with more it goes on by itself.
async fn warned(
    yard: &Yard,
    (disk, data): (&Disk, &Path),
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let words = ["--min-free".to_owned(), LEAST.to_string()];
    let server = Server::start_with(&yard.launch(), data, &words).await?;
    let writer = writer(yard, &server, data).await?;
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    let filler = disk.fill(LEAST / 2)?;
    let id = crash::id();
    let refused = writer.send(&mut http, &id).await;
    let page = http.get("/clues").await?;
    let told = page.status == 200 && page.text().contains("只读状态");
    std::fs::remove_file(filler)?;
    let taken = writer.send(&mut http, &id).await;
    match (&refused, &taken) {
        (Fate::Refused(507, _), Fate::Answered) if told => {
            verdict.count("空间不足时拒绝，腾出后继续 refused while low, taken afterwards");
        }
        _ => verdict.fail(format!("low: {refused:?} (told {told}), then {taken:?}")),
    }
    server.stop().await
}

/// The program with one call that fails, from the nth on; its own process stays our child.
fn failing(launch: &Launch, call: &str, error: &str, nth: u64) -> Launch {
    let mut before: Vec<String> = ["strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e"]
        .into_iter()
        .map(str::to_owned)
        .collect();
    before.push(format!("trace={call}"));
    before.push("-e".to_owned());
    before.push(format!("inject={call}:error={error}:when={nth}"));
    before.extend(launch.program.iter().cloned());
    Launch { program: before, ..launch.clone() }
}

/// Somebody who writes, signed in.
pub async fn writer(yard: &Yard, server: &Server, data: &Path) -> Result<Arc<Writer>, Trouble> {
    let law = app::App::law_in_force(&app::Config::new(data)).await?;
    let writers = crash::writers(yard, &server.host, &law, 1).await?;
    Ok(writers.into_iter().next().ok_or("nobody writes")?)
}

/// Sends commands until writing ends, then looks at what people see.
async fn work(
    server: &Server,
    writer: &Writer,
    verdict: &mut Verdict,
) -> Result<HashMap<String, Fate>, Trouble> {
    let mut fates = HashMap::new();
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    for _ in 0..COMMANDS {
        let id = crash::id();
        let fate = writer.send(&mut http, &id).await;
        let ended = fate != Fate::Answered;
        if let Fate::Refused(status, words) = &fate
            && ![500, 503, 507].contains(status)
        {
            verdict.fail(format!("a failed write was answered {status}: {words}"));
        }
        fates.insert(id, fate);
        if ended {
            break;
        }
    }
    if fates.values().all(|fate| *fate == Fate::Answered) {
        verdict.count("没有遇到 not met");
        return Ok(fates);
    }
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    // The nth call fails once in each thread, so that more than one upload may not be kept.
    let mut again = writer.send(&mut http, &crash::id()).await;
    let mut page = http.get("/clues").await?;
    for _ in 0..THREADS {
        if again == Fate::Answered || page.text().contains("只读状态") {
            break;
        }
        again = writer.send(&mut http, &crash::id()).await;
        page = http.get("/clues").await?;
    }
    match (&again, page.status) {
        (Fate::Refused(..) | Fate::Unknown, 200) if page.text().contains("只读状态") => {
            verdict.count("转为只读并说明 read-only and said so");
        }
        // An object that could not be kept ends one upload and not all writing.
        (Fate::Answered, 200) => verdict.count("只这一次没有保存 only this one was not kept"),
        (_, status) => verdict.fail(format!("then {again:?}, and a page was answered {status}")),
    }
    Ok(fates)
}

/// After a restart everything answered is there, the record is sound, and writing goes on.
async fn sound(
    yard: &Yard,
    data: &Path,
    fates: &HashMap<String, Fate>,
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let kept: HashMap<String, Fate> = fates
        .iter()
        .map(|(id, fate)| match fate {
            // A refusal that says read-only may still have been kept; it was not promised.
            Fate::Refused(..) => (id.clone(), Fate::Unknown),
            Fate::Answered | Fate::Unknown => (id.clone(), fate.clone()),
        })
        .collect();
    let server = Server::start_with(&yard.launch(), data, &whatever_is_left()).await?;
    crash::look(data, &kept, 0, verdict)?;
    let writer = writer(yard, &server, data).await?;
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    let fate = writer.send(&mut http, &crash::id()).await;
    if fate != Fate::Answered {
        verdict.fail(format!("after the restart: {fate:?}"));
    }
    server.stop().await?;
    let said = program::verify(yard, data, &[]).await?;
    if said.is_clean() {
        verdict.count("重启后完好 sound after the restart");
    } else {
        verdict.fail(format!("after the restart: {}", said.in_short()));
    }
    Ok(())
}

/// A small disk in memory; it goes when this is dropped.
struct Disk {
    place: PathBuf,
}

impl Disk {
    fn mount(yard: &Yard) -> Result<Self, Trouble> {
        let place = yard.light_copy("a4")?.join("disk");
        std::fs::create_dir_all(&place)?;
        let options = format!("size={DISK}m");
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(&place)
            .status()?;
        if done.success() {
            Ok(Self { place })
        } else {
            Err("no small disk can be mounted; run as root".into())
        }
    }

    /// Leaves so many MiB and no more.
    fn fill(&self, free: u64) -> Result<PathBuf, Trouble> {
        let told = Command::new("df").args(["--output=avail", "-B1"]).arg(&self.place).output()?;
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let there: u64 = told.lines().nth(1).ok_or("df says nothing")?.trim().parse()?;
        let size = there.saturating_sub(free * 1024 * 1024);
        let filler = self.place.join("filler");
        let zeros = vec![0; usize::try_from(size)?];
        std::fs::write(&filler, zeros)?;
        Ok(filler)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // What cannot be unmounted now goes with the machine.
        let _ = Command::new("umount").arg("-l").arg(&self.place).status();
    }
}
