//! What the program asked of the disk, read from a trace of its system calls.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::site::Trouble;

/// Something asked of the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A folder was made.
    Folder(PathBuf),
    /// A file was made.
    Make(PathBuf),
    /// Bytes were written at a place; without one, at the end of what this file has been given.
    Write(PathBuf, Option<u64>, Vec<u8>),
    /// A file was cut.
    Cut(PathBuf, u64),
    /// A sync began, in this thread.
    SyncBegan(PathBuf, u32),
    /// The sync of this thread ended: what was asked before it began is on the disk.
    SyncEnded(PathBuf, u32),
    /// A name was moved.
    Rename(PathBuf, PathBuf),
    /// A name was removed.
    Unlink(PathBuf),
}

/// Something asked, and when the call began or ended, in seconds.
#[derive(Clone, Debug)]
pub struct Step {
    /// The time of the clock.
    pub at: f64,
    /// What.
    pub asked: Asked,
}

/// The calls that are traced.
pub const CALLS: &str = "mkdir,mkdirat,openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,\
     unlink,unlinkat";

/// Reads a trace made with `-f -y -ttt -xx`, for what lies below the folder.
pub fn read(text: &str, below: &Path) -> Result<Vec<Step>, Trouble> {
    let mut steps = Vec::new();
    let mut open: HashMap<&str, String> = HashMap::new();
    for line in text.lines() {
        let (thread, rest) = line.split_once(' ').ok_or("a line without a thread")?;
        let (at, call) = rest.trim_start().split_once(' ').ok_or("a line without a time")?;
        let Ok(at) = at.parse::<f64>() else { continue };
        let number: u32 = thread.parse()?;
        if let Some(begun) = call.strip_suffix("<unfinished ...>") {
            open.insert(thread, begun.to_owned());
            steps.extend(began(begun, (at, number)));
        } else if let Some(resumed) = call.strip_prefix("<... ") {
            let Some(begun) = open.remove(thread) else { continue };
            let Some((_, tail)) = resumed.split_once("resumed>") else { continue };
            steps.extend(ended(&format!("{begun}{tail}"), (at, number)));
        } else {
            steps.extend(began(call, (at, number)));
            steps.extend(ended(call, (at, number)));
        }
    }
    steps.retain(|step| step.asked.paths().iter().all(|path| path.starts_with(below)));
    Ok(steps)
}

impl Asked {
    fn paths(&self) -> Vec<&Path> {
        match self {
            Self::Rename(from, to) => vec![from, to],
            Self::Folder(path)
            | Self::Make(path)
            | Self::Write(path, ..)
            | Self::Cut(path, _)
            | Self::SyncBegan(path, _)
            | Self::SyncEnded(path, _)
            | Self::Unlink(path) => vec![path],
        }
    }
}

/// A sync counts from its beginning.
fn began(call: &str, (at, thread): (f64, u32)) -> Option<Step> {
    let sync = call.starts_with("fsync(") || call.starts_with("fdatasync(");
    let path = if sync { described(call) } else { None };
    path.map(|path| Step { at, asked: Asked::SyncBegan(path, thread) })
}

/// Everything else, and the end of a sync, counts when it has been done.
fn ended(call: &str, (at, thread): (f64, u32)) -> Option<Step> {
    let (before, result) = call.rsplit_once(" = ")?;
    if result.starts_with('-') {
        return None;
    }
    let (name, arguments) = before.split_once('(')?;
    let strings = strings(arguments);
    let asked = match name {
        "mkdir" | "mkdirat" => Asked::Folder(path_of(strings.first()?)),
        "openat" if arguments.contains("O_CREAT") => Asked::Make(path_of(strings.first()?)),
        "pwrite64" => {
            Asked::Write(described(call)?, Some(last_number(arguments)?), taken(strings)?)
        }
        "write" => Asked::Write(described(call)?, None, taken(strings)?),
        "ftruncate" => Asked::Cut(described(call)?, last_number(arguments)?),
        "fsync" | "fdatasync" => Asked::SyncEnded(described(call)?, thread),
        "rename" | "renameat" | "renameat2" => {
            Asked::Rename(path_of(strings.first()?), path_of(strings.get(1)?))
        }
        "unlink" | "unlinkat" => Asked::Unlink(path_of(strings.first()?)),
        _ => return None,
    };
    Some(Step { at, asked })
}

fn taken(strings: Vec<Vec<u8>>) -> Option<Vec<u8>> {
    strings.into_iter().next()
}

/// The path of the file that the first number of a call stands for.
fn described(call: &str) -> Option<PathBuf> {
    let (_, rest) = call.split_once('<')?;
    let (path, _) = rest.split_once('>')?;
    Some(path_of(&unescaped(path)))
}

fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// The strings among the arguments.
fn strings(arguments: &str) -> Vec<Vec<u8>> {
    arguments.split('"').skip(1).step_by(2).map(unescaped).collect()
}

/// Every byte is written as `\x` and two digits.
fn unescaped(text: &str) -> Vec<u8> {
    text.split("\\x").skip(1).filter_map(|two| u8::from_str_radix(two.get(..2)?, 16).ok()).collect()
}

fn last_number(arguments: &str) -> Option<u64> {
    arguments.trim_end_matches(')').rsplit(", ").next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_count_when_done_and_syncs_from_their_beginning() {
        let text = "7  1.5 pwrite64(3<\\x2f\\x64\\x2f\\x61>, \"\\x68\\x69\", 2, 10 <unfinished ...>\n\
            8  1.6 fdatasync(4<\\x2f\\x64\\x2f\\x61>) = 0\n\
            7  1.7 <... pwrite64 resumed>) = 2\n\
            7  1.8 write(5<socket:[1]>, \"\\x68\", 1) = 1\n\
            7  1.9 rename(\"\\x2f\\x64\\x2f\\x61\", \"\\x2f\\x64\\x2f\\x62\") = 0\n\
            7  2.0 fsync(3<\\x2f\\x64\\x2f\\x61>) = -1 EIO (Input/output error)\n";
        let a = PathBuf::from("/d/a");
        let steps = read(text, Path::new("/d")).unwrap();
        let asked: Vec<Asked> = steps.into_iter().map(|step| step.asked).collect();
        assert_eq!(
            asked,
            [
                Asked::SyncBegan(a.clone(), 8),
                Asked::SyncEnded(a.clone(), 8),
                Asked::Write(a.clone(), Some(10), b"hi".to_vec()),
                Asked::Rename(a.clone(), PathBuf::from("/d/b")),
                Asked::SyncBegan(a, 7),
            ]
        );
    }
}
