//! A1: the server is killed at random moments while eight people write; what was answered is there.
//!
//! It tests recovery and the order of answer and commit. That the disk has the bytes is another
//! question, which a killed process cannot ask.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use app::{Clock as _, SystemClock, demo};
use domain::packs::Jurisdiction;
use domain::policy::Role;
use tokio::task::JoinSet;

use super::check::Verdict;
use super::ground::Yard;
use super::program;
use super::rows::Database;
use crate::site::Trouble;
use crate::site::http::{Http, Part};
use crate::site::server::Server;

const ID: &str = "A1";
const WRITERS: usize = 8;
/// After so many kills the whole record is verified.
const BETWEEN: usize = 20;
/// The longest that writing goes on before a kill, in milliseconds.
const LONGEST: u64 = 120;
/// How long a start may take at most.
const START: Duration = Duration::from_secs(2);
/// One in so many clues carries a photograph.
const PICTURED: u64 = 3;

/// Numbers the commands of all writers.
static TURN: AtomicU64 = AtomicU64::new(1);

/// Somebody who writes, and what was answered.
pub struct Writer {
    /// The session.
    pub cookie: String,
    token: String,
    category: String,
    town: String,
}

/// What became of one command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was done, the page said so.
    Answered,
    /// The connection ended before an answer.
    Unknown,
    /// The page said that it was not done.
    Refused(u16, String),
}

/// Kills so often.
pub async fn run(yard: &Yard, kills: usize) -> Result<Verdict, Trouble> {
    let data = yard.whole_copy("a1")?;
    let mut verdict = Verdict::default();
    let mut server = Server::start(&yard.launch(), &data).await?;
    let law = app::App::law_in_force(&app::Config::new(&data)).await?;
    let writers = writers(yard, &server.host, &law, WRITERS).await?;
    let mut starts = Vec::with_capacity(kills);
    for kill in 0..kills {
        let mut dice = yard.dice(ID, kill);
        let mut all = JoinSet::new();
        for writer in &writers {
            all.spawn(Arc::clone(writer).write(server.host.clone()));
        }
        tokio::time::sleep(Duration::from_millis(dice.below(LONGEST) + 5)).await;
        server.kill()?;
        let mut fates = HashMap::new();
        while let Some(done) = all.join_next().await {
            fates.extend(done?.into_iter().map(|(id, fate, _)| (id, fate)));
        }
        let begun = Instant::now();
        server = Server::start(&yard.launch(), &data).await?;
        starts.push(begun.elapsed());
        look(&data, &fates, kill, &mut verdict)?;
        send_again(&server, &writers, &fates, &mut verdict).await?;
        if (kill + 1) % BETWEEN == 0 || kill + 1 == kills {
            let said = program::verify(yard, &data, &[]).await?;
            // While people write the last events may not be signed yet; nothing else is excused.
            if !matches!(said.code, Some(0)) {
                verdict.fail(format!("after kill {}: {}", kill + 1, said.in_short()));
            }
            verdict.count("校验 verified");
        }
    }
    server.stop().await?;
    verdict.add("杀进程 kills", u64::try_from(kills)?);
    starts.sort_unstable();
    let slow = starts.get(starts.len() * 99 / 100).copied().unwrap_or_default();
    verdict.add("启动 p99 start ms", u64::try_from(slow.as_millis())?);
    if START < slow {
        verdict.fail(format!("a start took {} ms", slow.as_millis()));
    }
    if verdict.passed() {
        std::fs::remove_dir_all(&data)?;
    }
    Ok(verdict)
}

/// So many people who may register clues, signed in.
pub async fn writers(
    yard: &Yard,
    host: &str,
    law: &Jurisdiction,
    count: usize,
) -> Result<Vec<Arc<Writer>>, Trouble> {
    let people = demo::people(&yard.root.join("packs"))?;
    let able: Vec<String> = people
        .into_iter()
        .filter(|person| person.roles.contains(&Role::CaseHandler))
        .map(|person| person.login)
        .collect();
    let town = law.towns.first().map(|town| town.id.to_string()).ok_or("no town")?;
    let mut writers = Vec::new();
    for login in able.iter().cycle().take(count) {
        let mut http = Http::sign_in(host, login, demo::PASSWORD).await?;
        let page = http.get("/clues/new").await?.text();
        let token =
            between(&page, "name=\"form_token\" value=\"").ok_or("a page without a form")?;
        writers.push(Arc::new(Writer {
            cookie: http.cookie().to_owned(),
            token,
            category: "其他".to_owned(),
            town: town.clone(),
        }));
    }
    Ok(writers)
}

/// What stands between a mark and the next quotation mark.
pub fn between(page: &str, mark: &str) -> Option<String> {
    page.split(mark).nth(1)?.split('"').next().map(str::to_owned)
}

/// The time of the clock in seconds, as a trace has it.
fn moment() -> f64 {
    SystemClock.now().as_duration().as_secs_f64()
}

/// An id of 26 digits that no other command has.
pub fn id() -> String {
    let turn = TURN.fetch_add(1, Ordering::Relaxed);
    format!("8{:010}{turn:015}", std::process::id())
}

impl Writer {
    /// Registers clues until the server is gone; answers what became of each, and when.
    pub async fn write(self: Arc<Self>, host: String) -> Vec<(String, Fate, f64)> {
        let mut fates = Vec::new();
        let Ok(mut http) = Http::resume(&host, &self.cookie).await else { return fates };
        loop {
            let id = id();
            let fate = self.send(&mut http, &id).await;
            let gone = fate != Fate::Answered;
            fates.push((id, fate, moment()));
            if gone {
                return fates;
            }
        }
    }

    /// What the form of a new clue holds, with some more fields.
    pub fn pairs<'a>(
        &'a self,
        id: &'a str,
        more: &[(&'a str, &'a str)],
    ) -> Vec<(&'a str, &'a str)> {
        let mut pairs = vec![
            ("form_token", self.token.as_str()),
            ("command_id", id),
            ("source", "patrol"),
            ("category", self.category.as_str()),
            ("town", self.town.as_str()),
        ];
        pairs.extend_from_slice(more);
        pairs
    }

    /// Registers a clue, every third with a picture.
    pub async fn send(&self, http: &mut Http, id: &str) -> Fate {
        let more = [("words", "巡查发现路面有堆放物，影响通行。"), ("place", "示例路口")];
        let pairs = self.pairs(id, &more);
        let last = id.bytes().last().map_or(0, u64::from);
        let reply = if last.is_multiple_of(PICTURED) {
            // The same command has the same picture, whenever it is sent.
            let mut bytes = vec![0x89, b'P', b'N', b'G', 13, 10, 26, 10];
            bytes.extend_from_slice(id.repeat(800).as_bytes());
            let file =
                Part { field: "photos", name: "现场.png", mime: "image/png", bytes: &bytes };
            http.post_with_file("/clues/new", &pairs, &file).await
        } else {
            http.post("/clues/new", &pairs).await
        };
        match reply {
            Ok(reply) if reply.status == 303 => Fate::Answered,
            Ok(reply) => Fate::Refused(reply.status, reply.text().chars().take(200).collect()),
            Err(_) => Fate::Unknown,
        }
    }
}

/// Whether everything that was answered is there, once.
pub fn look(
    data: &Path,
    fates: &HashMap<String, Fate>,
    kill: usize,
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let database = Database::open(data)?;
    for (id, fate) in fates {
        let sql = format!(
            "SELECT COUNT(*) FROM command JOIN event ON event.seq BETWEEN first_seq AND last_seq \
             AND event.command = command.id WHERE command.id = '{id}'"
        );
        let events = database.numbers(&sql)?.first().copied().unwrap_or_default();
        match fate {
            Fate::Answered if 0 < events => verdict.count("已答复且都在 answered and there"),
            Fate::Answered => {
                verdict.fail(format!("{id} was answered and is gone after kill {kill}"));
            }
            Fate::Unknown if 0 < events => verdict.count("未答复但已存 unanswered but kept"),
            Fate::Unknown => verdict.count("未答复也未存 unanswered and not kept"),
            Fate::Refused(status, words) => {
                verdict.fail(format!("{id} answered {status}: {words}"));
            }
        }
    }
    database.close()
}

/// Who got no answer sends again; it must be done exactly once.
async fn send_again(
    server: &Server,
    writers: &[Arc<Writer>],
    fates: &HashMap<String, Fate>,
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let writer = writers.first().ok_or("nobody writes")?;
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    let unknown = fates.iter().filter(|(_, fate)| **fate == Fate::Unknown);
    for (id, _) in unknown.take(2) {
        match writer.send(&mut http, id).await {
            Fate::Answered => verdict.count("重发 sent again"),
            other @ (Fate::Unknown | Fate::Refused(..)) => {
                verdict.fail(format!("{id} sent again: {other:?}"));
            }
        }
    }
    Ok(())
}
