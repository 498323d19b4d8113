//! B9: the data folder is put back to an older copy. Whoever knows more, the file of a day or a
//! witness, must end writing; only an epoch over two signatures lets it go on, and tells of the loss.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::check::Verdict;
use super::crash::{self, Fate, Writer};
use super::faults;
use super::ground::Yard;
use super::program::{self, Said};
use super::witness;
use crate::site::Trouble;
use crate::site::http::Http;
use crate::site::server::Server;

/// How many commands are lost.
const COMMANDS: usize = 12;
/// How long events wait for their signature, and a little more.
const SIGNED: Duration = Duration::from_secs(2);
/// How long a witness may take to be heard.
const PATIENCE: Duration = Duration::from_secs(40);

/// Rolls back so often.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let mut verdict = Verdict::default();
    for _ in 0..trials {
        let loss = Loss::happens(yard).await?;
        let heads = ["--heads".to_owned(), loss.heads.display().to_string()];
        refuses(&loss, &heads, "按每日存证头拒绝启动 refused by a head", &mut verdict).await?;
        refuses(&loss, &loss.asking(), "按见证方拒绝启动 refused by a witness", &mut verdict)
            .await?;
        late(&loss, &mut verdict).await?;
        goes_on(&loss, &mut verdict).await?;
        std::fs::remove_dir_all(&loss.older)?;
    }
    Ok(verdict)
}

/// An older copy, and what was known of the record that is gone.
struct Loss<'a> {
    yard: &'a Yard,
    place: PathBuf,
    older: PathBuf,
    heads: PathBuf,
    log: String,
    witness: witness::Running,
}

impl<'a> Loss<'a> {
    async fn happens(yard: &'a Yard) -> Result<Self, Trouble> {
        let data = yard.whole_copy("b9")?;
        let place = yard.light_copy("b9-place")?;
        let (older, heads) = (place.join("older"), place.join("heads"));
        let server = Server::start(&yard.launch(), &data).await?;
        let log = Http::connect(&server.host).await?.get("/log/key").await?.text();
        server.stop().await?;
        let log = log.trim().to_owned();
        yard.copy_to(&older)?;
        std::fs::create_dir_all(&heads)?;
        let witness = witness::start(yard, &place.join("witness"), &log, None).await?;
        let loss = Self { yard, place, older, heads, log, witness };
        let server = Server::start_with(&yard.launch(), &data, &loss.asking()).await?;
        let writer = faults::writer(yard, &server, &data).await?;
        write(&server, &writer, COMMANDS).await?;
        // What was written is signed within a second; that checkpoint has to reach the witness.
        tokio::time::sleep(SIGNED).await;
        let begun = Instant::now();
        let mut seen = 0;
        let wanted = loss.head(&data).await?;
        while seen < wanted && begun.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(300)).await;
            seen = loss.seen().await?;
        }
        server.stop().await?;
        loss.head(&data).await?;
        std::fs::remove_dir_all(&data)?;
        if seen < wanted {
            return Err("the witness has not seen what is to be lost".into());
        }
        Ok(loss)
    }

    /// The words that name the witness.
    fn asking(&self) -> [String; 2] {
        let key = witness::key(&self.place.join("witness"));
        let key = key.map(|key| key.to_string()).unwrap_or_default();
        ["--witness".to_owned(), format!("{key}@http://{}", self.witness.host)]
    }

    /// Keeps the newest head of a folder as the head of a day; answers its size.
    async fn head(&self, data: &Path) -> Result<u64, Trouble> {
        let said =
            program::run(self.yard, &["head", "--data", &data.display().to_string()]).await?;
        let note = String::from_utf8_lossy(&said.stdout).into_owned();
        std::fs::write(self.heads.join("2099-12-31.txt"), &note)?;
        Ok(note.lines().nth(1).ok_or("there is no head")?.parse()?)
    }

    /// The largest size that the witness has seen.
    async fn seen(&self) -> Result<u64, Trouble> {
        let origin = self.log.split('+').next().unwrap_or_default().replace('/', "%2F");
        let mut http = Http::connect(&self.witness.host).await?;
        let note = http.get(&format!("/last?log={origin}")).await?.text();
        Ok(note.lines().nth(1).and_then(|size| size.parse().ok()).unwrap_or_default())
    }
}

async fn write(server: &Server, writer: &Writer, commands: usize) -> Result<(), Trouble> {
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    for _ in 0..commands {
        match writer.send(&mut http, &crash::id()).await {
            Fate::Answered => {}
            fate @ (Fate::Unknown | Fate::Refused(..)) => return Err(format!("{fate:?}").into()),
        }
    }
    Ok(())
}

/// The program must not start on the older copy, and say why.
async fn refuses(
    loss: &Loss<'_>,
    words: &[String],
    what: &str,
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    if let Ok(server) = Server::start_with(&loss.yard.launch(), &loss.older, words).await {
        verdict.fail(format!("{what}: it started"));
        return server.stop().await;
    }
    let data = loss.older.display().to_string();
    let mut all = vec!["serve", "--listen", "127.0.0.1:0", "--data", &data];
    all.extend(words.iter().map(String::as_str));
    let said = program::run(loss.yard, &all).await?;
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    if said.contains("没有启动") && said.contains("zhifa epoch") {
        verdict.count(what);
    } else {
        verdict.fail(format!("{what}: {said}"));
    }
    Ok(())
}

/// A witness that is not heard at the start ends writing as soon as it is.
async fn late(loss: &Loss<'_>, verdict: &mut Verdict) -> Result<(), Trouble> {
    let fork = loss.yard.whole_copy("b9-fork")?;
    std::fs::remove_dir_all(&fork)?;
    super::ground::copy_folder(&loss.older, &fork)?;
    let folder = loss.place.join("witness");
    // Another address for the same witness: nobody answers there until it is started again.
    let free = std::net::TcpListener::bind("127.0.0.1:0")?;
    let host = free.local_addr()?.to_string();
    drop(free);
    let words = ["--witness".to_owned(), format!("{}@http://{host}", witness::key(&folder)?)];
    let server = Server::start_with(&loss.yard.launch(), &fork, &words).await?;
    let writer = faults::writer(loss.yard, &server, &fork).await?;
    write(&server, &writer, 1).await?;
    let twin = loss.place.join("witness-twin");
    super::ground::copy_folder(&folder, &twin)?;
    let mut running = witness::start(loss.yard, &twin, &loss.log, Some(&host)).await?;
    let begun = Instant::now();
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    let mut stopped = false;
    while !stopped && begun.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let fate = writer.send(&mut http, &crash::id()).await;
        stopped = matches!(&fate, Fate::Refused(503, _));
    }
    let told = http.get("/clues").await?;
    if stopped && told.status == 200 && told.text().contains("只读状态：witness.prove/w1") {
        verdict.count("见证方随后发现即停写 stopped by a late witness");
    } else {
        verdict.fail(format!("a late witness: stopped {stopped}, told {}", told.status));
    }
    server.kill()?;
    running.child.kill()?;
    running.child.wait()?;
    std::fs::remove_dir_all(&fork)?;
    std::fs::remove_dir_all(&twin)?;
    Ok(())
}

/// With both signatures the older copy goes on, and heads of what was lost are told apart.
async fn goes_on(loss: &Loss<'_>, verdict: &mut Verdict) -> Result<(), Trouble> {
    let (data, heads) = (loss.older.display().to_string(), loss.heads.display().to_string());
    let statement = loss.place.join("epoch.txt");
    let file = statement.display().to_string();
    if statement.exists() {
        std::fs::remove_file(&statement)?;
    }
    let propose =
        ["epoch", "propose", "--data", &data, "--heads", &heads, "--reason", "磁盘损坏", &file];
    let said = told(loss, &propose).await?;
    let bureau = loss.place.join("bureau").display().to_string();
    let sign = ["epoch", "sign", "--folder", &bureau, "--name", "bureau.prove/epoch", &file];
    let unsigned = std::fs::read(&statement)?;
    let signed = told(loss, &sign).await?;
    let key = signed.split_whitespace().last().unwrap_or_default();
    let key = key.split('：').next_back().unwrap_or_default().to_owned();
    let both = std::fs::read(&statement)?;
    let begin = ["epoch", "begin", "--data", &data, "--bureau", &key, &file];
    std::fs::write(&statement, &unsigned)?;
    if program::run(loss.yard, &begin).await?.status.success() {
        verdict.fail("an epoch was begun over one signature");
    }
    std::fs::write(&statement, &both)?;
    told(loss, &begin).await?;
    if !said.contains("登记丢失") {
        verdict.fail(format!("the statement does not tell of the loss: {said}"));
    }
    let words = ["--heads".to_owned(), heads.clone()];
    let server = Server::start_with(&loss.yard.launch(), &loss.older, &words).await?;
    let writer = faults::writer(loss.yard, &server, &loss.older).await?;
    write(&server, &writer, 3).await?;
    server.stop().await?;
    let look = async |more: &[&str]| program::verify(loss.yard, &loss.older, more).await;
    let trusted: &[&str] = &["--anchors", &heads, "--bureau", &key];
    for (more, code) in [(&[][..], 0), (&["--anchors", &heads][..], 4), (trusted, 5)] {
        let said: Said = look(more).await?;
        if said.code == Some(code) {
            verdict.count("换期后核对 verified after an epoch");
        } else {
            verdict.fail(format!("{code} expected after an epoch: {}", said.in_short()));
        }
    }
    Ok(())
}

/// What the program said; it must have done it.
async fn told(loss: &Loss<'_>, words: &[&str]) -> Result<String, Trouble> {
    let said = program::run(loss.yard, words).await?;
    if !said.status.success() {
        return Err(format!("{words:?}: {}", String::from_utf8_lossy(&said.stderr)).into());
    }
    Ok(String::from_utf8_lossy(&said.stdout).into_owned())
}
