//! B6: our proofs against a verifier that was written from the page about the format alone, and
//! the same verifier against exported case files, whole and tampered with.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use app::demo;
use journal::{ConsistencyProof, Frontier, Hash, Head, InclusionProof, MemoryNodes, Profile};
use serde_json::json;
use tokio::process::Command;

use super::check::Verdict;
use super::dice::Dice;
use super::ground::Yard;
use super::rows::Database;
use crate::site::Trouble;
use crate::site::http::Http;
use crate::site::server::Server;

const ID: &str = "B6";
/// The leaves of the largest tree.
const LEAVES: u64 = 5000;
/// One proof in so many is also tried mutated.
const MUTATED: usize = 5;
/// How many case files are exported.
const EXPORTS: usize = 2;
/// How often each is tampered with.
const TAMPERED: usize = 12;
const PROFILE: Profile = Profile::Sha256;
/// What a planted defect takes out of the other verifier.
const DEFECT: (&str, &str) = ("return s == 0 and r == root", "return True or s == 0");

/// A tree with its roots at every size.
struct Grown {
    nodes: MemoryNodes,
    leaves: Vec<Hash>,
    roots: Vec<Hash>,
}

/// A question to the other verifier, and what we say to it.
struct Asked {
    line: String,
    ours: bool,
    whole: bool,
}

/// Compares so many proofs, then some packages.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let folder = yard.light_copy("b6")?;
    let script = verifier(yard, &folder)?;
    let mut verdict = Verdict::default();
    let asked = questions(yard, trials)?;
    let lines: Vec<&str> = asked.iter().map(|one| one.line.as_str()).collect();
    let file = folder.join("proofs.jsonl");
    std::fs::write(&file, lines.join("\n"))?;
    let output = Command::new("python3").arg(&script).arg("--proofs").arg(&file).output().await?;
    let answers = String::from_utf8_lossy(&output.stdout).into_owned();
    let answers: Vec<&str> = answers.lines().collect();
    if answers.len() != asked.len() {
        return Err(format!("{} answers to {} questions", answers.len(), asked.len()).into());
    }
    for (one, answer) in asked.iter().zip(answers) {
        match (one.whole, one.ours, answer == "true") {
            (true, true, true) => verdict.count("同样接受 both accept"),
            (false, false, false) => verdict.count("同样拒绝 both refuse"),
            (_, ours, theirs) => {
                let short: String = one.line.chars().take(160).collect();
                verdict.fail(format!("we say {ours}, the other {theirs}: {short}"));
            }
        }
    }
    packages(yard, &script, &mut verdict).await?;
    Ok(verdict)
}

/// The verifier as it ships, or with a defect.
fn verifier(yard: &Yard, folder: &Path) -> Result<PathBuf, Trouble> {
    let text = std::fs::read_to_string(yard.root.join("docs/verify_export.py"))?;
    let text = match yard.defect() {
        Some("proof-unchecked") if text.contains(DEFECT.0) => text.replace(DEFECT.0, DEFECT.1),
        Some(_) | None => text,
    };
    let script = folder.join("verify_export.py");
    std::fs::write(&script, text)?;
    Ok(script)
}

fn questions(yard: &Yard, trials: usize) -> Result<Vec<Asked>, Trouble> {
    let grown = grown();
    let mut asked = Vec::new();
    for trial in 0..trials {
        let mut dice = yard.dice(ID, trial);
        let size = 1 + dice.below(LEAVES);
        if trial % 2 == 0 {
            let index = dice.below(size);
            let proof = InclusionProof::make(PROFILE, index, size, &grown.nodes)?;
            let leaf = grown.leaf(index)?;
            asked.push(grown.inclusion(&proof, leaf, (size, true))?);
            if trial % MUTATED == 0 {
                let (proof, leaf) = mutated_inclusion(proof, leaf, &mut dice);
                asked.push(grown.inclusion(&proof, leaf, (size, false))?);
            }
        } else {
            let from = dice.below(size + 1);
            let proof = ConsistencyProof::make(PROFILE, from, size, &grown.nodes)?;
            let old = grown.head(from)?;
            asked.push(grown.consistency(&proof, old, true)?);
            if trial % MUTATED == 0 {
                let (proof, old) = mutated_consistency(proof, old, &mut dice);
                asked.push(grown.consistency(&proof, old, false)?);
            }
        }
    }
    Ok(asked)
}

fn grown() -> Grown {
    let mut frontier = Frontier::new(PROFILE);
    let mut grown =
        Grown { nodes: MemoryNodes::default(), leaves: Vec::new(), roots: vec![frontier.root()] };
    for number in 0..LEAVES {
        let leaf = PROFILE.leaf(&number.to_be_bytes());
        frontier.push(leaf).into_iter().for_each(|node| grown.nodes.put(node));
        grown.leaves.push(leaf);
        grown.roots.push(frontier.root());
    }
    grown
}

impl Grown {
    fn leaf(&self, index: u64) -> Result<Hash, Trouble> {
        Ok(self.leaves.get(usize::try_from(index)?).copied().ok_or("no such leaf")?)
    }

    fn head(&self, size: u64) -> Result<Head, Trouble> {
        let root = self.roots.get(usize::try_from(size)?).copied().ok_or("no such size")?;
        Ok(Head { size, root })
    }

    fn inclusion(
        &self,
        proof: &InclusionProof,
        leaf: Hash,
        (size, whole): (u64, bool),
    ) -> Result<Asked, Trouble> {
        let head = self.head(size)?;
        let line = json!({
            "kind": "inclusion", "index": proof.index, "size": size, "leaf": leaf.to_string(),
            "root": head.root.to_string(), "path": words(&proof.path),
        });
        let ours = proof.verify(PROFILE, leaf, head).is_ok();
        Ok(Asked { line: line.to_string(), ours, whole })
    }

    fn consistency(
        &self,
        proof: &ConsistencyProof,
        old: Head,
        whole: bool,
    ) -> Result<Asked, Trouble> {
        let new = self.head(proof.to)?;
        let line = json!({
            "kind": "consistency", "from": proof.from, "to": proof.to,
            "old_root": old.root.to_string(), "root": new.root.to_string(),
            "path": words(&proof.path),
        });
        let ours = proof.verify(PROFILE, old, new).is_ok();
        Ok(Asked { line: line.to_string(), ours, whole })
    }
}

fn words(path: &[Hash]) -> Vec<String> {
    path.iter().map(ToString::to_string).collect()
}

fn turned(hash: &mut Hash, dice: &mut Dice) {
    let at = usize::try_from(dice.below(32)).unwrap_or_default();
    if let Some(byte) = hash.0.get_mut(at) {
        *byte ^= 1_u8.wrapping_shl(u32::try_from(dice.below(8)).unwrap_or_default());
    }
}

/// Changes one bit, or the length, of a path; a path of nothing grows.
fn mutated_path(path: &mut Vec<Hash>, dice: &mut Dice) {
    let at = usize::try_from(dice.below(u64::try_from(path.len()).unwrap_or(1))).unwrap_or(0);
    match (dice.below(3), path.get_mut(at)) {
        (0, Some(hash)) => turned(hash, dice),
        (1, Some(_)) => drop(path.remove(at)),
        (_, _) => path.insert(at, PROFILE.leaf(&dice.bytes(8))),
    }
}

fn mutated_inclusion(
    mut proof: InclusionProof,
    mut leaf: Hash,
    dice: &mut Dice,
) -> (InclusionProof, Hash) {
    match dice.below(4) {
        0 => turned(&mut leaf, dice),
        1 if proof.size > 1 => proof.index = (proof.index + 1) % proof.size,
        _ => mutated_path(&mut proof.path, dice),
    }
    (proof, leaf)
}

fn mutated_consistency(
    mut proof: ConsistencyProof,
    mut old: Head,
    dice: &mut Dice,
) -> (ConsistencyProof, Head) {
    if dice.below(3) == 0 {
        turned(&mut old.root, dice);
    } else {
        mutated_path(&mut proof.path, dice);
    }
    (proof, old)
}

/// Exports case files from the running program and lets the other verifier read them.
async fn packages(yard: &Yard, script: &Path, verdict: &mut Verdict) -> Result<(), Trouble> {
    const CASES: &str =
        "SELECT id FROM case_row WHERE number IS NOT NULL ORDER BY id DESC LIMIT 40";
    let copy = yard.whole_copy("b6-site")?;
    let database = Database::open(&copy)?;
    let cases = database.texts(CASES)?;
    database.close()?;
    let server = Server::start(&yard.launch(), &copy).await?;
    let mut exported = Vec::new();
    'people: for person in demo::people(&yard.root.join("packs"))? {
        let Ok(mut http) = Http::sign_in(&server.host, &person.login, demo::PASSWORD).await else {
            continue;
        };
        for case in &cases {
            if EXPORTS <= exported.len() {
                break 'people;
            }
            let reply = http.get(&format!("/cases/{case}/case-file.zip")).await?;
            if reply.status == 200 {
                let file = copy.join(format!("{case}.zip"));
                std::fs::write(&file, &reply.body)?;
                exported.push(file);
            } else if reply.status == 403 {
                break;
            }
        }
    }
    server.stop().await?;
    if exported.is_empty() {
        verdict.fail("nobody could export a case");
    }
    for (number, zip) in exported.iter().enumerate() {
        let output = Command::new("python3").arg(script).arg(zip).output().await?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.code() == Some(0) {
            verdict.count("案卷包通过 packages that verify");
        } else {
            verdict.fail(format!(
                "{}: {said}{}",
                zip.display(),
                String::from_utf8_lossy(&output.stderr)
            ));
        }
        tamper(yard, (script, zip, number), verdict).await?;
    }
    std::fs::remove_dir_all(&copy)?;
    Ok(())
}

/// Alters a byte of a file in a package and mends the list of sums, as a careful forger would.
async fn tamper(
    yard: &Yard,
    (script, zip, number): (&Path, &Path, usize),
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let folder = zip.with_extension("d");
    let unpack = ["-m", "zipfile", "-e"];
    let done = Command::new("python3").args(unpack).arg(zip).arg(&folder).output().await?;
    if !done.status.success() {
        return Err("a package cannot be unpacked".into());
    }
    let listed = std::fs::read_to_string(folder.join("SHA256SUMS"))?;
    let names: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.split_once("  ").map(|(_, name)| name))
        .filter(|name| {
            let record = ["record/events.jsonl", "record/checkpoint.txt", "record/log.vkey"];
            record.contains(name) || name.starts_with("evidence/") || name.starts_with("documents/")
        })
        .collect();
    for trial in 0..TAMPERED {
        let mut dice = yard.dice(ID, number * TAMPERED + trial);
        // The record itself every second time; there are more papers than that.
        let name = if trial % 2 == 0 {
            names.iter().find(|name| name.ends_with("events.jsonl"))
        } else {
            dice.one(&names)
        };
        let name = *name.ok_or("a package without files")?;
        let file = folder.join(name);
        let bytes = std::fs::read(&file)?;
        let at = usize::try_from(dice.below(u64::try_from(bytes.len())?))?;
        let mut altered = bytes.clone();
        if let Some(byte) = altered.get_mut(at) {
            *byte ^= 1_u8.wrapping_shl(u32::try_from(dice.below(8))?);
        }
        std::fs::write(&file, &altered)?;
        std::fs::write(folder.join("SHA256SUMS"), mended(&listed, name, &altered))?;
        let output = Command::new("python3").arg(script).arg(&folder).output().await?;
        if output.status.code() == Some(2) {
            verdict.count("识破改动的案卷包 tampered packages seen");
        } else {
            verdict.fail(format!("byte {at} of {name} was altered and not seen"));
        }
        std::fs::write(&file, &bytes)?;
        std::fs::write(folder.join("SHA256SUMS"), &listed)?;
    }
    Ok(())
}

fn mended(listed: &str, name: &str, bytes: &[u8]) -> String {
    let sum = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(bytes));
    let mut whole = String::new();
    for line in listed.lines() {
        let own = line.split_once("  ").is_some_and(|(_, other)| other == name);
        // Writing into memory cannot fail.
        let _ = if own { writeln!(whole, "{sum}  {name}") } else { writeln!(whole, "{line}") };
    }
    whole
}
