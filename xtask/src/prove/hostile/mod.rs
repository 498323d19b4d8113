//! D8: hostile files are sent to the running server. It stays small and quick, nothing of them is
//! shown, what is suspicious is kept apart and not deleted, and a reader that dies, dies alone.

mod corpus;
mod picture;

use std::path::Path;
use std::time::{Duration, Instant};

use domain::policy::Role;
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use corpus::{Due, Hostile, Way};

use super::check::Verdict;
use super::crash::{self, Writer};
use super::faults;
use super::ground::Yard;
use super::program;
use crate::site::Trouble;
use crate::site::http::{Http, Part, Reply};
use crate::site::server::Server;

const ID: &str = "D8";
/// The longest that an answer may take.
const LONGEST: Duration = Duration::from_secs(5);
/// How much more memory the server may take at its peak, in KiB.
const MORE: u64 = 100 * 1024;
/// How long a reader is looked for that is to be killed.
const PATIENCE: Duration = Duration::from_secs(10);

/// Everything at hand.
struct Bench<'a> {
    server: Server,
    data: &'a Path,
    writer: std::sync::Arc<Writer>,
    registrar: Http,
    reviewer: Http,
    form: String,
}

/// Sends so many files.
pub async fn run(yard: &Yard, count: usize) -> Result<Verdict, Trouble> {
    let data = yard.whole_copy("d8")?;
    let mut bench = Bench::open(yard, &data).await?;
    let files = corpus::corpus(count, |trial| yard.dice(ID, trial))?;
    let mut verdict = Verdict::default();
    // What a server takes anyway once people work with it is not what the files make it take.
    for file in corpus::sound()? {
        bench.one(&file, &mut verdict).await?;
    }
    let before = bench.server.settle().await?;
    for file in &files {
        let begun = Instant::now();
        bench.one(file, &mut verdict).await?;
        let took = begun.elapsed();
        if LONGEST < took {
            let size = file.bytes.len();
            verdict.fail(format!("{} ({size} bytes) took {} ms", file.what, took.as_millis()));
        }
    }
    bench.too_much(&mut verdict).await?;
    for _ in 0..3 {
        bench.reader_killed(&mut verdict).await?;
    }
    let peak = bench.server.most_resident()?;
    verdict.add("最多多占内存 peak more MiB", peak.saturating_sub(before) / 1024);
    if before + MORE < peak {
        verdict.fail(format!("the server went from {before} to {peak} KiB"));
    }
    bench.server.stop().await?;
    program::must_be_sound(yard, &data).await?;
    if verdict.passed() {
        std::fs::remove_dir_all(&data)?;
    }
    Ok(verdict)
}

impl<'a> Bench<'a> {
    async fn open(yard: &Yard, data: &'a Path) -> Result<Self, Trouble> {
        let server = Server::start(&yard.launch(), data).await?;
        let writer = faults::writer(yard, &server, data).await?;
        let registrar = Http::resume(&server.host, &writer.cookie).await?;
        let people = app::demo::people(&yard.root.join("packs"))?;
        let reviewer = people.into_iter().find(|one| one.roles.contains(&Role::LegalReviewer));
        let login = reviewer.ok_or("nobody reviews")?.login;
        let mut reviewer = Http::sign_in(&server.host, &login, app::demo::PASSWORD).await?;
        let page = reviewer.get("/examine").await?.text();
        let form = crash::between(&page, "name=\"form_token\" value=\"").ok_or("no form")?;
        Ok(Self { server, data, writer, registrar, reviewer, form })
    }

    /// Sends a file the way it goes, and sees that it becomes of it what must.
    async fn one(&mut self, file: &Hostile, verdict: &mut Verdict) -> Result<(), Trouble> {
        let path = match file.way {
            Way::Photo => return self.photo(file, verdict).await,
            Way::Examine => "/examine",
            Way::Table => "/benchmarks",
        };
        let field = if file.way == Way::Examine { "files" } else { "file" };
        let part = Part { field, name: file.name, mime: "text/plain", bytes: &file.bytes };
        let pairs = [("form_token", self.form.as_str())];
        let reply = self.reviewer.post_with_file(path, &pairs, &part).await?;
        match (reply.status, file.due) {
            (422, _) => verdict.count("不予读取并说明 refused and said so"),
            (200, Due::Bounded) => verdict.count("读取后没有异常 read and harmless"),
            (status, _) => verdict.fail(format!("{}: {path} answered {status}", file.what)),
        }
        Ok(())
    }

    async fn photo(&mut self, file: &Hostile, verdict: &mut Verdict) -> Result<(), Trouble> {
        let reply = self.send(file).await?;
        let place = match (reply.status, reply.location.clone(), file.due) {
            (422, _, Due::Refused | Due::Bounded) => {
                verdict.count("不予收存并说明 refused and said so");
                return Ok(());
            }
            (303, Some(place), due) if due != Due::Refused => place,
            (status, ..) => {
                verdict.fail(format!("{}: {} was answered {status}", file.what, file.name));
                return Ok(());
            }
        };
        self.look(file, &place, verdict).await
    }

    async fn send(&mut self, file: &Hostile) -> Result<Reply, Trouble> {
        let id = crash::id();
        let more = [("words", "巡查发现路面有堆放物，影响通行。"), ("place", "示例路口")];
        let pairs = self.writer.pairs(&id, &more);
        let part = Part { field: "photos", name: file.name, mime: "image/png", bytes: &file.bytes };
        Ok(self.registrar.post_with_file("/clues/new", &pairs, &part).await?)
    }

    /// Looks at what was kept, as the person who registered it would.
    async fn look(
        &mut self,
        file: &Hostile,
        clue: &str,
        verdict: &mut Verdict,
    ) -> Result<(), Trouble> {
        let hash = hex::encode(Sha256::digest(&file.bytes));
        let address = format!("{clue}/photos/{hash}");
        let page = self.registrar.get(clue).await?;
        let seen = self.registrar.get(&address).await?;
        let shown = seen.disposition.as_deref().is_some_and(|way| way.starts_with("inline"));
        let kind = seen.kind.clone().unwrap_or_default();
        let warned = seen.status == 409 && seen.text().contains("已隔离");
        match file.due {
            Due::Apart if warned && !shown => verdict.count("隔离 kept apart"),
            Due::Download if seen.status == 200 && !shown => verdict.count("只供下载 download"),
            Due::Heavy if shown => verdict.count("正常照片 a picture like any other"),
            Due::Bounded if warned => verdict.count("隔离 kept apart"),
            Due::Bounded if shown && kind.starts_with("image/") => {
                verdict.count("仍是图片 still a picture");
            }
            Due::Refused | Due::Apart | Due::Download | Due::Heavy | Due::Bounded => {
                let status = seen.status;
                verdict.fail(format!("{}: {address} answered {status}, {kind}", file.what));
            }
        }
        if !warned {
            return Ok(());
        }
        if !page.text().contains("已隔离") || page.text().contains(&format!("src=\"{address}")) {
            verdict.fail(format!("{}: the page of the clue does not say so", file.what));
        }
        // It is whole, under its hash, and comes out only as bytes.
        let anyway = self.registrar.get(&format!("{address}?anyway=apart")).await?;
        let as_bytes = anyway.kind.as_deref() == Some("application/octet-stream")
            && anyway.disposition.as_deref().is_some_and(|way| way.starts_with("attachment"));
        let (folder, rest) = hash.split_at_checked(2).unwrap_or(("", &hash));
        let kept = std::fs::read(self.data.join("evidence/objects").join(folder).join(rest))?;
        if !as_bytes || anyway.body != file.bytes || kept != file.bytes {
            verdict.fail(format!("{}: what is kept apart does not come out as it was", file.what));
        }
        Ok(())
    }

    /// Somebody announces four gibibytes; the server does not wait for them.
    async fn too_much(&mut self, verdict: &mut Verdict) -> Result<(), Trouble> {
        let mut stream = tokio::net::TcpStream::connect(&self.server.host).await?;
        let head = format!(
            "POST /clues/new HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\nsec-fetch-site: same-origin\r\n\
             content-type: multipart/form-data; boundary=x\r\ncontent-length: 4294967296\r\n\r\n",
            self.server.host, self.writer.cookie
        );
        stream.write_all(head.as_bytes()).await?;
        let mut answer = vec![0; 64];
        let read = tokio::time::timeout(LONGEST, stream.read(&mut answer)).await;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        match read {
            Ok(Ok(_)) if answer.starts_with("HTTP/1.1 413") => {
                verdict.count("声称4GiB的，立即拒绝 four GiB announced");
            }
            other => verdict.fail(format!("four GiB announced: {other:?} {answer}")),
        }
        Ok(())
    }

    /// A reader is killed while it looks at a heavy picture; the upload ends well all the same.
    async fn reader_killed(&mut self, verdict: &mut Verdict) -> Result<(), Trouble> {
        let mut bytes = picture::png(6_900, 7_000, [8, 2])?;
        bytes.extend(crash::id().into_bytes());
        let (what, name) = ("读取程序被杀 reader killed", "a.png");
        let file = Hostile { what, name, bytes, way: Way::Photo, due: Due::Apart };
        let server = self.server.id();
        let knife = tokio::spawn(kill_a_reader(server));
        let reply = self.send(&file).await?;
        let killed = knife.await??;
        let Some(place) = reply.location.filter(|_| reply.status == 303 && killed) else {
            verdict.fail(format!("{what}: killed {killed}, answered {}", reply.status));
            return Ok(());
        };
        verdict.count("读取程序独自退出 a reader died alone");
        self.look(&file, &place, verdict).await
    }
}

/// Kills the first reader that the server starts from now on.
async fn kill_a_reader(server: u32) -> std::io::Result<bool> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        for thread in std::fs::read_dir(format!("/proc/{server}/task"))? {
            let children = thread?.path().join("children");
            let children = std::fs::read_to_string(children).unwrap_or_default();
            for child in children.split_whitespace() {
                let words = std::fs::read(format!("/proc/{child}/cmdline")).unwrap_or_default();
                if words.windows(5).any(|word| word == b"parse") {
                    let killed = std::process::Command::new("kill").args(["-9", child]).status()?;
                    return Ok(killed.success());
                }
            }
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    Ok(false)
}
