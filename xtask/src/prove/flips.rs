//! B2: one bit of the database file is flipped; it is named, or called corrupt, or changes nothing.

use std::collections::BTreeSet;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use futures::{StreamExt as _, TryStreamExt as _};

use super::check::Verdict;
use super::ground::{DATABASE, Yard};
use super::program;
use super::rows::Database;
use crate::site::Trouble;

const ID: &str = "B2";
const ABREAST: usize = 2;

enum Outcome {
    Named,
    Corrupt,
    Nothing,
    Missed(String),
}

/// Flips so many bits, each in a copy of its own.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    program::must_be_sound(yard, &yard.ground()).await?;
    let copy = yard.light_copy("b2")?;
    let content = content(&copy)?;
    let mut verdict = Verdict::default();
    let outcomes = (0..trials).map(|trial| one(yard, trial, &content));
    let mut outcomes = futures::stream::iter(outcomes).buffer_unordered(ABREAST);
    while let Some(outcome) = outcomes.try_next().await? {
        match outcome {
            Outcome::Named => verdict.count("点名 named"),
            Outcome::Corrupt => verdict.count("报告损坏 reported corrupt"),
            Outcome::Nothing => verdict.count("内容未变 content unchanged"),
            Outcome::Missed(words) => {
                verdict.count("漏过 missed");
                verdict.fail(words);
            }
        }
    }
    Ok(verdict)
}

async fn one(yard: &Yard, trial: usize, before: &BTreeSet<String>) -> Result<Outcome, Trouble> {
    let mut dice = yard.dice(ID, trial);
    let copy = yard.light_copy(&format!("b2-{trial}"))?;
    let file = copy.join(DATABASE);
    let size = std::fs::metadata(&file)?.len();
    let (at, bit) = (dice.below(size), dice.below(8));
    flip(&file, at, u32::try_from(bit)?)?;
    let said = program::verify(yard, &copy, &["--no-blobs"]).await?;
    let outcome = match said.code {
        Some(0) if content(&copy).is_ok_and(|after| after == *before) => Outcome::Nothing,
        Some(2 | 5) if !said.findings.is_empty() => Outcome::Named,
        Some(3) => Outcome::Corrupt,
        _ => Outcome::Missed(format!("byte {at} bit {bit}: {}", said.in_short())),
    };
    std::fs::remove_dir_all(&copy)?;
    Ok(outcome)
}

fn content(data: &Path) -> Result<BTreeSet<String>, Trouble> {
    let database = Database::open(data)?;
    let content = database.content()?;
    database.close()?;
    Ok(content)
}

/// Flips one bit of a file.
pub fn flip(file: &Path, at: u64, bit: u32) -> Result<(), Trouble> {
    let mut opened = std::fs::OpenOptions::new().read(true).write(true).open(file)?;
    let mut byte = [0];
    opened.seek(SeekFrom::Start(at))?;
    opened.read_exact(&mut byte)?;
    opened.seek(SeekFrom::Start(at))?;
    opened.write_all(&byte.map(|byte| byte ^ 1_u8.wrapping_shl(bit)))?;
    Ok(())
}
