//! A9: the clock jumps a day ahead and back, stands still, and is wrong at a start, while people
//! work. Positions and times of the record never go back, and nobody is told nonsense.

use std::path::{Path, PathBuf};

use super::check::Verdict;
use super::crash::{self, Fate};
use super::faults;
use super::ground::Yard;
use super::program;
use super::rows::Database;
use crate::site::Trouble;
use crate::site::http::Http;
use crate::site::server::{Launch, Server};

/// Where the library lies that shows a program another time.
const LIBRARIES: [&str; 4] = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib64/faketime/libfaketimeMT.so.1",
    "/usr/lib/faketime/libfaketimeMT.so.1",
];
/// What the clock does while the program runs.
const JUMPS: [&str; 7] = ["+0", "+1d", "+0", "-1h", "-1d", "+30", "+0"];
/// What it says at a start.
const STARTS: [&str; 3] = ["+0", "-2d", "+0"];
/// How many commands are sent between two jumps.
const COMMANDS: usize = 3;

/// Goes through all jumps so often.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let library = LIBRARIES.iter().find(|place| Path::new(place).is_file());
    let library = library.ok_or("the package faketime is not installed")?;
    let data = yard.whole_copy("a9")?;
    let clock = yard.light_copy("a9-clock")?.join("clock");
    let launch = under(&yard.launch(), library, &clock);
    let mut verdict = Verdict::default();
    let before = times(&data)?.len();
    for _ in 0..trials {
        for start in STARTS {
            std::fs::write(&clock, start)?;
            let server = Server::start(&launch, &data).await?;
            for jump in JUMPS {
                std::fs::write(&clock, jump)?;
                work(yard, (&server, &data), jump, &mut verdict).await?;
            }
            server.stop().await?;
            verdict.count("启动 starts");
        }
    }
    let times = times(&data)?;
    for (earlier, later) in times.iter().zip(times.iter().skip(1)) {
        if later < earlier {
            verdict.fail(format!("{later} is recorded after {earlier}"));
        }
    }
    verdict.add("事件 events", u64::try_from(times.len().saturating_sub(before))?);
    let said = program::verify(yard, &data, &[]).await?;
    if !said.is_clean() {
        verdict.fail(said.in_short());
    }
    if verdict.passed() {
        std::fs::remove_dir_all(&data)?;
    }
    Ok(verdict)
}

/// The program with the clock that the file says.
fn under(launch: &Launch, library: &str, clock: &Path) -> Launch {
    let mut launch = launch.clone();
    let file: PathBuf = clock.to_owned();
    launch.environment.extend([
        ("LD_PRELOAD".to_owned(), library.to_owned()),
        ("FAKETIME_TIMESTAMP_FILE".to_owned(), file.display().to_string()),
        ("FAKETIME_NO_CACHE".to_owned(), "1".to_owned()),
        // Only the time of day is wrong; waiting goes on as it should.
        ("FAKETIME_DONT_FAKE_MONOTONIC".to_owned(), "1".to_owned()),
    ]);
    launch
}

/// People sign in, write and look, whatever the clock says.
async fn work(
    yard: &Yard,
    (server, data): (&Server, &Path),
    jump: &str,
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let writer = faults::writer(yard, server, data).await?;
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    for _ in 0..COMMANDS {
        match writer.send(&mut http, &crash::id()).await {
            Fate::Answered => verdict.count("答复 answers"),
            fate @ (Fate::Unknown | Fate::Refused(..)) => {
                verdict.fail(format!("at {jump}: {fate:?}"));
            }
        }
    }
    for page in ["/inbox", "/clues", "/cases"] {
        let reply = http.get(page).await?;
        let text = reply.text();
        if reply.status != 200 || text.contains("剩余-") || text.contains("逾期-") {
            verdict.fail(format!("at {jump}: {page} was answered {}", reply.status));
        }
        verdict.count("页面 pages");
    }
    verdict.count("跳变 jumps");
    Ok(())
}

/// The times of all events by position.
fn times(data: &Path) -> Result<Vec<String>, Trouble> {
    let database = Database::open(data)?;
    let times = database.texts("SELECT recorded_at FROM event ORDER BY seq")?;
    let positions = database.numbers("SELECT seq FROM event ORDER BY seq")?;
    database.close()?;
    if (0..).zip(&positions).any(|(place, seq)| place != *seq) {
        return Err("the positions have a gap".into());
    }
    Ok(times)
}
