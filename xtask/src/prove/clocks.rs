//! A9: the clock jumps a day ahead and back, an hour back, half a minute, is wrong at a start, and
//! differs from that of a witness, while people work. A large jump ends writing and says so on every page, a small one is noted;
//! positions and times of the record never go back, and nobody is told nonsense.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::check::Verdict;
use super::crash::{self, Fate, Writer};
use super::faults;
use super::ground::Yard;
use super::program;
use super::rows::Database;
use super::witness;
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
/// What the clock does while the program runs, and whether people can go on working.
const JUMPS: [(&str, bool); 8] = [
    ("+0", true),
    ("+1d", false),
    ("+0", true),
    ("-1h", false),
    ("-1d", false),
    ("+0", true),
    ("+30", true),
    ("+0", true),
];
/// What it says at a start, and whether people can work then.
const STARTS: [(&str, bool); 3] = [("+0", true), ("-2d", false), ("+0", true)];
/// How often in one start something must be said of the clock on the record: two large jumps and
/// their ends, and half a minute there and back.
const NOTED: usize = 6;
/// How many commands are sent between two jumps.
const COMMANDS: usize = 3;
/// How long the program has to look at the clock when nobody writes.
const LOOKED: Duration = Duration::from_millis(1300);

/// How far behind the witness is, in seconds.
const BEHIND: &str = "-600";
/// How long a witness may take to be heard: it is asked every ten seconds.
const HEARD: Duration = Duration::from_secs(40);
/// What every page says while the clock is not believed.
const READ_ONLY: &str = "只读状态：服务器时钟";

/// Goes through all jumps so often.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let library = LIBRARIES.iter().find(|place| Path::new(place).is_file());
    let library = library.ok_or("the package faketime is not installed")?;
    let data = yard.whole_copy("a9")?;
    let clock = yard.light_copy("a9-clock")?.join("clock");
    let launch = under(&yard.launch(), library, &clock);
    let mut verdict = Verdict::default();
    let before = times(&data)?.len();
    std::fs::write(&clock, "+0")?;
    // Who is signed in stays so; nobody is let in anew at a time that is not believed.
    let server = Server::start(&launch, &data).await?;
    let writer = faults::writer(yard, &server, &data).await?;
    server.stop().await?;
    for _ in 0..trials {
        for start in STARTS {
            let noted = noted(&data)?;
            std::fs::write(&clock, start.0)?;
            let server = Server::start(&launch, &data).await?;
            for jump in std::iter::once(start).chain(JUMPS) {
                std::fs::write(&clock, jump.0)?;
                tokio::time::sleep(LOOKED).await;
                work(&server, &writer, jump, &mut verdict).await?;
            }
            server.stop().await?;
            let more = self::noted(&data)?.saturating_sub(noted);
            if more < NOTED {
                verdict.fail(format!("from {}: only {more} notes of the clock", start.0));
            }
            verdict.add("记录在案 on record", u64::try_from(more)?);
            verdict.count("启动 starts");
        }
    }
    witnessed(yard, library, &mut verdict).await?;
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

/// The clock of a witness is ten minutes behind, and then right: neither machine can tell which of
/// the two is wrong, so nothing is written until they agree.
async fn witnessed(yard: &Yard, library: &str, verdict: &mut Verdict) -> Result<(), Trouble> {
    let data = yard.whole_copy("a9-witness")?;
    let place = yard.light_copy("a9-witness-place")?;
    let server = Server::start(&yard.launch(), &data).await?;
    let log = Http::connect(&server.host).await?.get("/log/key").await?.text();
    let writer = faults::writer(yard, &server, &data).await?;
    server.stop().await?;
    let clock = place.join("clock");
    std::fs::write(&clock, BEHIND)?;
    let launch = under(&yard.launch(), library, &clock);
    let mut running =
        witness::start_under(&launch, &place.join("witness"), log.trim(), None).await?;
    let key = witness::key(&place.join("witness"))?;
    let words = ["--witness".to_owned(), format!("{key}@http://{}", running.host)];
    let server = Server::start_with(&yard.launch(), &data, &words).await?;
    for (said, able) in [(BEHIND, false), ("+0", true)] {
        std::fs::write(&clock, said)?;
        let mut http = Http::resume(&server.host, &writer.cookie).await?;
        let begun = Instant::now();
        while begun.elapsed() < HEARD
            && http.get("/clues").await?.text().contains(READ_ONLY) == able
        {
            tokio::time::sleep(LOOKED).await;
        }
        work(&server, &writer, (said, able), verdict).await?;
    }
    tokio::time::sleep(LOOKED).await;
    server.stop().await?;
    running.child.kill()?;
    running.child.wait()?;
    let database = Database::open(&data)?;
    let notes = database.texts(
        "SELECT CAST(bytes AS TEXT) FROM event WHERE kind = 'record.clock-noted' ORDER BY seq",
    )?;
    database.close()?;
    let told = |word: &str| notes.iter().any(|note| note.contains(word));
    if told("witness.prove/w1") && told("\"stopped\"") && told("\"righted\"") {
        verdict.count("见证方的时钟 clock of a witness");
    } else {
        verdict.fail(format!("not on record: the clock of the witness; {notes:?}"));
    }
    std::fs::remove_dir_all(&data)?;
    Ok(())
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

/// People write and look, whatever the clock says.
async fn work(
    server: &Server,
    writer: &Writer,
    (jump, able): (&str, bool),
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    for _ in 0..COMMANDS {
        match writer.send(&mut http, &crash::id()).await {
            Fate::Answered if able => verdict.count("答复 answers"),
            Fate::Refused(503, _) if !able => {
                verdict.count("拒绝 refused");
            }
            fate @ (Fate::Answered | Fate::Unknown | Fate::Refused(..)) => {
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
        if text.contains(READ_ONLY) == able {
            verdict.fail(format!("at {jump}: {page} does not say how the clock stands"));
        }
        verdict.count("页面 pages");
    }
    verdict.count("跳变 jumps");
    Ok(())
}

/// How much was said of the clock on the record.
fn noted(data: &Path) -> Result<usize, Trouble> {
    let database = Database::open(data)?;
    let notes = database.numbers("SELECT seq FROM event WHERE kind = 'record.clock-noted'")?;
    database.close()?;
    Ok(notes.len())
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
