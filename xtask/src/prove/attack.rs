//! B4: somebody with the database and the key writes the whole log anew; any one head that left
//! the building must convict them and say where.
//!
//! The forgery is made as well as its maker could: events linked again, tree and read tables made
//! again, every checkpoint signed again with the stolen key.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use journal::{Checkpoint, Frame, Frontier, Hash, Node, Profile, Signer, short_head};
use serde_json::Value;

use super::check::Verdict;
use super::dice::Dice;
use super::ground::Yard;
use super::program::{self, Said};
use super::rows::Database;
use crate::site::Trouble;

const ID: &str = "B4";

/// What the forger does.
#[derive(Clone, Copy, Debug)]
enum Forgery {
    Edit,
    BackDate,
    Drop,
    Insert,
    Reorder,
}

const ALL: [Forgery; 5] =
    [Forgery::Edit, Forgery::BackDate, Forgery::Drop, Forgery::Insert, Forgery::Reorder];

/// Heads that left the building before the forgery, one file each.
struct Anchor {
    kind: &'static str,
    size: u64,
    file: PathBuf,
}

/// Forges so many logs and holds every kind of head against each.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    program::must_be_sound(yard, &yard.ground()).await?;
    let folder = yard.light_copy("b4-anchors")?;
    let anchors = anchors(&folder)?;
    let mut verdict = Verdict::default();
    verdict.add("存证头 anchors", u64::try_from(anchors.len())?);
    for (trial, forgery) in (0..trials).zip(ALL.into_iter().cycle()) {
        let mut dice = yard.dice(ID, trial);
        let copy = yard.light_copy(&format!("b4-{trial}"))?;
        let Some(first) = forged(&copy, forgery, &mut dice)? else { continue };
        verdict.count("重造 rewritten");
        let name = copy.display().to_string();
        // The forger makes the read tables again with our own program.
        let rebuilt = program::run(yard, &["rebuild", "--data", &name]).await?;
        let plain = program::verify(yard, &copy, &["--no-blobs"]).await?;
        if rebuilt.status.success() && plain.is_clean() {
            verdict.count("单看自身无破绽 flawless by itself");
        }
        for kind in ["检查点 checkpoint", "纸上存证头 printed head"] {
            let newer: Vec<&Anchor> =
                anchors.iter().filter(|a| a.kind == kind && first < a.size).collect();
            if let Some(anchor) = dice.one(&newer) {
                judge(yard, &copy, (anchor, first), (forgery, &mut verdict)).await?;
            }
            let older: Vec<&Anchor> =
                anchors.iter().filter(|a| a.kind == kind && a.size <= first).collect();
            if let Some(anchor) = dice.one(&older) {
                let said = against(yard, &copy, anchor).await?;
                if said.code == Some(4) {
                    verdict.fail(format!("{forgery:?}: false alarm by {}", anchor.file.display()));
                }
            }
        }
        std::fs::remove_dir_all(&copy)?;
    }
    Ok(verdict)
}

async fn judge(
    yard: &Yard,
    copy: &Path,
    (anchor, first): (&Anchor, u64),
    (forgery, verdict): (Forgery, &mut Verdict),
) -> Result<(), Trouble> {
    let said = against(yard, copy, anchor).await?;
    let told = said
        .findings
        .iter()
        .find(|finding| finding.get("code").and_then(Value::as_str) == Some("REC-021"));
    let words = told.and_then(|finding| finding.get("what")?.as_str()).unwrap_or_default();
    if said.code == Some(4) && brackets(words, first) {
        verdict.count(anchor.kind);
    } else {
        let short = said.in_short();
        verdict.fail(format!("{forgery:?} at {first}, {} #{}: {short}", anchor.kind, anchor.size));
    }
    Ok(())
}

async fn against(yard: &Yard, copy: &Path, anchor: &Anchor) -> Result<Said, Trouble> {
    let file = anchor.file.display().to_string();
    program::verify(yard, copy, &["--no-blobs", "--anchors", &file]).await
}

/// Whether the numbers in the sentence enclose the first forged event.
fn brackets(words: &str, first: u64) -> bool {
    let numbers: Vec<u64> = words
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .collect();
    match numbers.as_slice() {
        [_, low, high] => *low <= first && first <= *high,
        // A record that became shorter is named by its former size.
        [size] => first < *size,
        _ => false,
    }
}

/// The heads of the sound record, as others would have kept them.
fn anchors(folder: &Path) -> Result<Vec<Anchor>, Trouble> {
    let database = Database::open(folder)?;
    let notes = database.texts("SELECT note FROM checkpoint ORDER BY size")?;
    database.close()?;
    let mut anchors = Vec::new();
    for note in notes {
        let body = note.split_once("\n\n").map(|(body, _)| format!("{body}\n"));
        let read = Checkpoint::from_text(&body.ok_or("a checkpoint is no note")?)?;
        let size = read.size;
        let file = folder.join(format!("checkpoint-{size}.txt"));
        std::fs::write(&file, &note)?;
        anchors.push(Anchor { kind: "检查点 checkpoint", size, file });
        let file = folder.join(format!("paper-{size}.txt"));
        let words = format!("本文书存证 {}，可扫码查验。\n", short_head(size, read.root));
        std::fs::write(&file, words)?;
        anchors.push(Anchor { kind: "纸上存证头 printed head", size, file });
    }
    Ok(anchors)
}

/// Writes another log into the copy and answers the first event that is not what it was.
fn forged(copy: &Path, forgery: Forgery, dice: &mut Dice) -> Result<Option<u64>, Trouble> {
    let database = Database::open(copy)?;
    let stored = database.pairs("SELECT seq, bytes FROM event ORDER BY seq")?;
    let mut frames: Vec<Frame> =
        stored.iter().map(|(_, bytes)| Frame::from_canonical(bytes)).collect::<Result<_, _>>()?;
    let before: Vec<Vec<u8>> = stored.into_iter().map(|(_, bytes)| bytes).collect();
    if !change(&mut frames, forgery, dice) {
        return Ok(None);
    }
    let events = linked(&mut frames)?;
    let pairs = before.iter().zip(&events);
    let first = pairs.take_while(|(old, (new, _))| *old == new).count();
    write(&database, copy, (&frames, &events), before.len())?;
    database.close()?;
    Ok(Some(u64::try_from(first)?))
}

/// Changes the list of events; false when the dice fell on something that cannot be changed so.
fn change(frames: &mut Vec<Frame>, forgery: Forgery, dice: &mut Dice) -> bool {
    const THROWS: usize = 200;
    for _ in 0..THROWS {
        let at = usize::try_from(dice.below(u64::try_from(frames.len()).unwrap_or(1))).unwrap_or(0);
        let last_time =
            at.checked_sub(1).and_then(|at| frames.get(at)).map(|f| f.recorded_at.clone());
        let Some(frame) = frames.get_mut(at) else { continue };
        match forgery {
            Forgery::Edit => {
                if edit(&mut frame.body) {
                    return true;
                }
            }
            Forgery::BackDate => {
                if let Some(last) = last_time.filter(|last| *last < frame.recorded_at) {
                    frame.recorded_at = last;
                    return true;
                }
            }
            Forgery::Drop if 1 < frame.version => {
                frames.remove(at);
                return true;
            }
            Forgery::Insert if 1 < frame.version => {
                let mut more = frame.clone();
                more.command.push_str("-again");
                frames.insert(at + 1, more);
                return true;
            }
            Forgery::Reorder => {
                let stream = frame.stream.clone();
                let time = frame.recorded_at.clone();
                if let Some(next) = frames.get_mut(at + 1).filter(|next| next.stream != stream) {
                    next.recorded_at = time;
                    frames.swap(at, at + 1);
                    return true;
                }
            }
            Forgery::Drop | Forgery::Insert => {}
        }
    }
    false
}

/// Changes one sentence in a body, as somebody would who wants another past.
fn edit(body: &mut Value) -> bool {
    match body {
        Value::String(text) if text.chars().count() > 6 && !text.is_ascii() => {
            text.push_str("（改）");
            true
        }
        Value::Array(items) => items.iter_mut().any(edit),
        Value::Object(map) => map.values_mut().any(edit),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Gives every event its position, version and link anew.
fn linked(frames: &mut [Frame]) -> Result<Vec<(Vec<u8>, Hash)>, Trouble> {
    let mut heads: HashMap<String, (u64, Hash)> = HashMap::new();
    let mut events = Vec::with_capacity(frames.len());
    for (seq, frame) in (0..).zip(frames.iter_mut()) {
        let head = heads.entry(frame.stream.clone()).or_insert((0, Hash::ZERO));
        (frame.seq, frame.version, frame.prev) = (seq, head.0 + 1, head.1);
        let bytes = frame.canonical()?;
        let leaf = Profile::Sha256.leaf(&bytes);
        *head = (frame.version, leaf);
        events.push((bytes, leaf));
    }
    Ok(events)
}

fn write(
    database: &Database,
    copy: &Path,
    (frames, events): (&[Frame], &[(Vec<u8>, Hash)]),
    before: usize,
) -> Result<(), Trouble> {
    database.run("BEGIN")?;
    let sizes = database.numbers("SELECT size FROM checkpoint ORDER BY size")?;
    database.run("DELETE FROM event")?;
    database.run("DELETE FROM tree_node")?;
    let origin = frames.first().map(|frame| frame.log.clone()).ok_or("there are no events")?;
    let signer = signer(copy, &origin)?;
    let mut frontier = Frontier::new(Profile::Sha256);
    let mut ends = HashMap::new();
    for (frame, (bytes, leaf)) in frames.iter().zip(events) {
        let sql = format!(
            "INSERT INTO event VALUES ({}, '{}', {}, '{}', '{}', '{}', X'{}', X'{leaf}')",
            frame.seq,
            frame.stream,
            frame.version,
            frame.kind,
            frame.command,
            frame.recorded_at,
            hex::encode(bytes),
        );
        database.run(&sql)?;
        let kept = |node: &Node| node.level != 0 && node.level.is_multiple_of(8);
        for node in frontier.push(*leaf).into_iter().filter(kept) {
            let sql = format!(
                "INSERT INTO tree_node VALUES ({}, {}, X'{}')",
                node.level, node.index, node.hash
            );
            database.run(&sql)?;
        }
        let ends = ends.entry(frame.command.clone()).or_insert((frame.seq, frame.seq));
        ends.1 = frame.seq;
        if sizes.contains(&i64::try_from(frame.seq + 1)?) {
            sign(database, &signer, &origin, &frontier)?;
        }
    }
    sign(database, &signer, &origin, &frontier)?;
    let size = frames.len();
    database.run(&format!("DELETE FROM checkpoint WHERE {size} < size"))?;
    let last = frames.last().map_or("", |frame| frame.recorded_at.as_str());
    database.run(&format!("UPDATE head SET size = {size}, recorded_at = '{last}'"))?;
    if before != size {
        // Who drops or adds an event also mends the list of answered commands.
        for (command, (first, last)) in &ends {
            let sql = format!(
                "UPDATE command SET first_seq = {first}, last_seq = {last} WHERE id = '{command}'"
            );
            database.run(&sql)?;
        }
    }
    database.run("COMMIT")?;
    Ok(())
}

fn sign(
    database: &Database,
    signer: &Signer,
    origin: &str,
    frontier: &Frontier,
) -> Result<(), Trouble> {
    let head = frontier.head();
    let checkpoint = Checkpoint {
        origin: origin.to_owned(),
        size: head.size,
        root: head.root,
        extensions: Vec::new(),
    };
    let note = signer.sign(&checkpoint)?;
    let sql = format!("INSERT OR REPLACE INTO checkpoint VALUES ({}, '{note}')", head.size);
    database.run(&sql)?;
    Ok(())
}

/// The stolen key.
fn signer(copy: &Path, origin: &str) -> Result<Signer, Trouble> {
    let mut seed = [0; 32];
    let text = std::fs::read_to_string(copy.join("keys/log.key"))?;
    hex::decode_to_slice(text.trim(), &mut seed)?;
    Ok(Signer::new(origin, &seed)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_encloses_an_event_or_not() {
        let words = "与外部留存的存证头 #40 不符：第 8 至 39 条事件之间有内容被改写";
        assert!(brackets(words, 8) && brackets(words, 39));
        assert!(!brackets(words, 7) && !brackets(words, 40));
        assert!(!brackets("没有数字", 0));
    }
}
