//! A5: the program is killed at each step by which a photograph comes in. No event may name an
//! object that is not there whole, nothing may be left lying about, and sending again must do.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::check::Verdict;
use super::crash::{self, Fate, Writer};
use super::faults;
use super::ground::Yard;
use super::program;
use crate::site::Trouble;
use crate::site::http::{Http, Part};
use crate::site::server::Server;

/// The calls of an upload, from the first open to the answer, and which of them is the last.
const POINTS: [(&str, u32); 18] = [
    ("openat", 1),
    ("openat", 2),
    ("openat", 3),
    ("write", 1),
    ("write", 2),
    ("write", 3),
    ("fsync", 1),
    ("fsync", 2),
    ("fsync", 3),
    ("mkdir", 1),
    ("rename", 1),
    ("pwrite64", 1),
    ("pwrite64", 2),
    ("pwrite64", 6),
    ("fdatasync", 1),
    ("fdatasync", 2),
    ("writev", 1),
    ("sendto", 1),
];
/// How long another program may take to look into ours.
const PATIENCE: Duration = Duration::from_secs(10);
/// The size of the photograph: several writes.
const SIZE: usize = 700_000;

/// Kills at so many points, one after another.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let data = yard.whole_copy("a5")?;
    let mut verdict = Verdict::default();
    for (trial, point) in POINTS.iter().cycle().take(trials).enumerate() {
        one(yard, &data, trial, *point, &mut verdict).await?;
    }
    let said = program::verify(yard, &data, &[]).await?;
    if !said.is_clean() {
        verdict.fail(format!("in the end: {}", said.in_short()));
    }
    if verdict.passed() {
        std::fs::remove_dir_all(&data)?;
    }
    Ok(verdict)
}

async fn one(
    yard: &Yard,
    data: &Path,
    trial: usize,
    (call, nth): (&str, u32),
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let server = Server::start(&yard.launch(), data).await?;
    let writer = faults::writer(yard, &server, data).await?;
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    let picture = picture(yard, trial);
    let id = crash::id();
    let mut knife = knife(server.id(), call, nth).await?;
    let fate = send(&mut http, &writer, &id, &picture).await;
    server.kill()?;
    knife.wait()?;
    match &fate {
        Fate::Unknown => verdict.count(call),
        Fate::Answered => verdict.count("没有遇到 not met"),
        Fate::Refused(status, words) => verdict.fail(format!("{call} {nth}: {status} {words}")),
    }
    let server = Server::start(&yard.launch(), data).await?;
    crash::look(data, &HashMap::from([(id.clone(), fate)]), trial, verdict)?;
    let left = left_over(data)?;
    if !left.is_empty() {
        verdict.fail(format!("{call} {nth}: left lying about: {}", left.join("、")));
    }
    // What an event names must be there before anybody sends again, for that would heal it.
    let said = program::verify(yard, data, &[]).await?;
    if !matches!(said.code, Some(0 | 5)) {
        verdict.fail(format!("{call} {nth}: {}", said.in_short()));
    }
    let mut http = Http::resume(&server.host, &writer.cookie).await?;
    let again = send(&mut http, &writer, &id, &picture).await;
    let kept = std::fs::read(object(data, &picture)).is_ok_and(|bytes| bytes == picture);
    if again == Fate::Answered && kept {
        verdict.count("重发并完整 sent again and whole");
    } else {
        verdict.fail(format!("{call} {nth}: again {again:?}, whole {kept}"));
    }
    server.stop().await
}

/// What lies in the folder for what comes in, other than the notes by which a form that comes back
/// finds the objects it was sent with.
fn left_over(data: &Path) -> Result<Vec<String>, Trouble> {
    let mut left = Vec::new();
    for file in std::fs::read_dir(data.join("evidence/incoming"))? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        let note: Option<Value> = std::fs::read(file.path())
            .ok()
            .filter(|_| file.path().extension().is_some_and(|it| it == "note"))
            .and_then(|text| serde_json::from_slice(&text).ok());
        if note.is_none_or(|note| note.pointer("/object/0").is_none()) {
            left.push(name);
        }
    }
    Ok(left)
}

/// A picture that no other trial has.
fn picture(yard: &Yard, trial: usize) -> Vec<u8> {
    let mut bytes = vec![0x89, b'P', b'N', b'G', 13, 10, 26, 10];
    let words = format!("{} {trial} ", yard.seed);
    bytes.extend(words.bytes().cycle().take(SIZE));
    bytes
}

/// Where the picture must lie: under the hash of its bytes.
fn object(data: &Path, bytes: &[u8]) -> PathBuf {
    let name = hex::encode(Sha256::digest(bytes));
    let (folder, rest) = name.split_at_checked(2).unwrap_or(("", &name));
    data.join("evidence/objects").join(folder).join(rest)
}

async fn send(http: &mut Http, writer: &Writer, id: &str, picture: &[u8]) -> Fate {
    let more = [("words", "巡查发现路面有堆放物，影响通行。"), ("place", "示例路口")];
    let file = Part { field: "photos", name: "现场.png", mime: "image/png", bytes: picture };
    match http.post_with_file("/clues/new", &writer.pairs(id, &more), &file).await {
        Ok(reply) if reply.status == 303 => Fate::Answered,
        Ok(reply) => Fate::Refused(reply.status, reply.text().chars().take(200).collect()),
        Err(_) => Fate::Unknown,
    }
}

/// Something that kills the program at its nth call from now on, and has taken hold of it.
async fn knife(program: u32, call: &str, nth: u32) -> Result<Child, Trouble> {
    let knife = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}")])
        .args(["-e", &format!("inject={call}:signal=KILL:when={nth}")])
        .args(["-p", &program.to_string()])
        .stderr(Stdio::null())
        .spawn()?;
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if held(program)? {
            return Ok(knife);
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Err("the program cannot be traced".into())
}

/// Whether every thread of the program is traced.
fn held(program: u32) -> Result<bool, Trouble> {
    for thread in std::fs::read_dir(format!("/proc/{program}/task"))? {
        // A thread that has ended meanwhile is nobody's.
        let Ok(status) = std::fs::read_to_string(thread?.path().join("status")) else { continue };
        if status.lines().any(|line| line.trim_end() == "TracerPid:\t0") {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_lies_under_its_hash_and_a_program_of_nobody_is_not_held() {
        let place = object(Path::new("/d"), b"");
        assert!(place.starts_with("/d/evidence/objects/e3"), "{}", place.display());
        assert!(!held(std::process::id()).unwrap());
    }
}
