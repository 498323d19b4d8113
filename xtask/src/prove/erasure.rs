//! B8: what two people have erased is nowhere in the data folder any more, and the record verifies.
//!
//! Looked for are the sealed bytes and the key that was wrapped with them: as long as they lie
//! anywhere, in a freed page or in the write-ahead log, the installation's key opens them.

use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

use app::demo;
use domain::policy::Role;

use super::check::Verdict;
use super::ground::Yard;
use super::rows::Database;
use super::{crash, program};
use crate::site::Trouble;
use crate::site::http::{Http, Reply};
use crate::site::server::Server;

/// How long the freed pages may stay readable after the answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Where the wrapped key lies in a sealed value: behind the version and a nonce.
const KEY: std::ops::Range<usize> = 13..61;
/// What a clue needs before its reporter's contact may be erased.
const CLOSED: &str = "SELECT clue_row.id || ' ' || event.seq FROM clue_row \
    JOIN event ON event.stream = 'clue/' || clue_row.id AND event.version = 1 \
    JOIN event AS told ON told.stream = event.stream AND told.kind = 'clue.reporter-informed' \
    WHERE clue_row.stage IN ('settled', 'merged') GROUP BY clue_row.id, event.seq ORDER BY event.seq";

/// A clue, and what its reporter's contact looks like on the disk.
struct Target {
    clue: String,
    key: Vec<u8>,
    command: String,
}

/// Has so many contacts erased and searches everything.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let copy = yard.whole_copy("b8")?;
    let targets = targets(&copy)?;
    let mut verdict = Verdict::default();
    let server = Server::start(&yard.launch(), &copy).await?;
    let mut askers = people(yard, &server.host, Role::Dispatcher).await?;
    let mut deciders = people(yard, &server.host, Role::TownLead).await?;
    let mut erased = Vec::new();
    for target in targets {
        if erased.len() == trials {
            break;
        }
        if let Some(why) = erase(&mut askers, &mut deciders, &target.clue).await? {
            verdict.count(why);
            continue;
        }
        erased.push(target);
    }
    verdict.add("删除 erased", u64::try_from(erased.len())?);
    if erased.is_empty() {
        return Err("there was nothing to erase".into());
    }
    let wanted = Wanted::of(&erased);
    // The search is no proof unless it finds what was not erased.
    if wanted.found(&yard.ground())?.len() < erased.len() {
        return Err("the search does not find what is there".into());
    }
    settle(&copy, &wanted, &mut verdict).await?;
    server.stop().await?;
    for place in wanted.found(&copy)? {
        verdict.fail(format!("a sealed contact still lies in {place}"));
    }
    for target in &erased {
        for word in digests(&copy, &target.command)? {
            verdict.fail(format!("clue {}: its command still has the digest {word}", target.clue));
        }
    }
    let said = program::verify(yard, &copy, &[]).await?;
    if !said.is_clean() {
        verdict.fail(said.in_short());
    }
    std::fs::remove_dir_all(&copy)?;
    Ok(verdict)
}

/// The closed clues with the keys of their sealed contacts, as somebody with the file finds them.
fn targets(data: &Path) -> Result<Vec<Target>, Trouble> {
    let database = Database::open(data)?;
    let mut targets = Vec::new();
    for line in database.texts(CLOSED)? {
        let (clue, seq) = line.split_once(' ').ok_or("a row without a position")?;
        let sealed = database.pairs(&format!(
            "SELECT seq, sealed FROM opening WHERE seq = {seq} AND field = 'contact'"
        ))?;
        let Some((_, sealed)) = sealed.first() else { continue };
        let key = sealed.get(KEY).ok_or("a sealed value is too short")?.to_vec();
        let command = database.texts(&format!("SELECT command FROM event WHERE seq = {seq}"))?;
        let command = command.into_iter().next().ok_or("an event without a command")?;
        targets.push(Target { clue: clue.to_owned(), key, command });
    }
    database.close()?;
    Ok(targets)
}

/// What is looked for: the keys, and quickly where none of them can begin.
struct Wanted {
    keys: HashSet<Vec<u8>>,
    begins: Vec<bool>,
}

impl Wanted {
    fn of(targets: &[Target]) -> Self {
        let mut begins = vec![false; 1 << 16];
        for target in targets {
            if let Some(place) = begin(&target.key).and_then(|at| begins.get_mut(at)) {
                *place = true;
            }
        }
        Self { keys: targets.iter().map(|target| target.key.clone()).collect(), begins }
    }

    /// The files of a folder in which any of the keys lies, once for each.
    fn found(&self, folder: &Path) -> Result<Vec<String>, Trouble> {
        let mut places = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                places.extend(self.found(&entry.path())?);
                continue;
            }
            let bytes = std::fs::read(entry.path())?;
            let hits = bytes.windows(KEY.len()).filter(|window| {
                let may = begin(window).and_then(|at| self.begins.get(at)).copied();
                may.unwrap_or_default() && self.keys.contains(*window)
            });
            places.extend(hits.map(|_| entry.path().display().to_string()));
        }
        Ok(places)
    }
}

fn begin(bytes: &[u8]) -> Option<usize> {
    let two: [u8; 2] = bytes.get(..2)?.try_into().ok()?;
    Some(usize::from(u16::from_be_bytes(two)))
}

fn digests(data: &Path, command: &str) -> Result<Vec<String>, Trouble> {
    let database = Database::open(data)?;
    let sql = format!("SELECT digest FROM command WHERE id = '{command}' AND digest <> ''");
    let digests = database.texts(&sql)?;
    database.close()?;
    Ok(digests)
}

/// While the server runs, the freed pages are gone soon after the answer.
async fn settle(data: &Path, wanted: &Wanted, verdict: &mut Verdict) -> Result<(), Trouble> {
    let begun = std::time::Instant::now();
    loop {
        let left = wanted.found(data)?;
        if left.is_empty() {
            let passed = u64::try_from(begun.elapsed().as_millis())?;
            verdict.add("无残留用时毫秒 ms until nothing is left", passed);
            return Ok(());
        }
        if PATIENCE < begun.elapsed() {
            let left = left.join(" ");
            verdict.fail(format!("sealed contacts are still there while the server runs: {left}"));
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Everybody with the role, signed in.
async fn people(yard: &Yard, host: &str, role: Role) -> Result<Vec<Http>, Trouble> {
    let mut all = Vec::new();
    for person in demo::people(&yard.root.join("packs"))? {
        if person.roles.contains(&role) {
            all.push(Http::sign_in(host, &person.login, demo::PASSWORD).await?);
        }
    }
    Ok(all)
}

/// One asks and another consents; why nothing is erased, when it is rightly so.
async fn erase(
    askers: &mut [Http],
    deciders: &mut [Http],
    clue: &str,
) -> Result<Option<&'static str>, Trouble> {
    let ask = [("purpose", "erase"), ("reason", "已经办结并答复，不再需要保存。")];
    let reply = first_able(askers, &format!("/clues/{clue}/request-contact"), &ask).await?;
    if reply.text().contains("反映人没有留下联系方式") {
        return Ok(Some("没有留下联系方式 nothing to erase"));
    }
    if reply.text().contains("处理目的没有实现") {
        return Ok(Some("案件未结，仍须保存 still needed for an open case"));
    }
    must_be_done(&reply)?;
    let decide = [("answer", "consent"), ("reason", "")];
    let reply = first_able(deciders, &format!("/clues/{clue}/decide-contact"), &decide).await?;
    must_be_done(&reply)?;
    Ok(None)
}

fn must_be_done(reply: &Reply) -> Result<(), Trouble> {
    if reply.status == 303 {
        return Ok(());
    }
    let text = reply.text();
    let words = text.split("class=\"refusal").nth(1).unwrap_or(&text);
    let words: String = words.chars().take(300).collect();
    Err(format!("an erasure was answered {}: {words}", reply.status).into())
}

/// The form, sent by the first person who may open it.
async fn first_able(
    people: &mut [Http],
    address: &str,
    fields: &[(&str, &str)],
) -> Result<Reply, Trouble> {
    for person in people {
        let page = person.get(address).await?;
        if page.status != 200 {
            continue;
        }
        let text = page.text();
        let token = crash::between(&text, "name=\"form_token\" value=\"");
        let token = token.ok_or("a page without a form")?;
        let id = crash::id();
        let mut pairs = vec![("form_token", token.as_str()), ("command_id", id.as_str())];
        pairs.extend_from_slice(fields);
        return Ok(person.post(address, &pairs).await?);
    }
    Err(format!("nobody may open {address}").into())
}
