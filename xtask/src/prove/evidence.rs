//! B3: evidence objects are altered, cut, removed or exchanged; each is named and none is served.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::check::Verdict;
use super::dice::Dice;
use super::flips::flip;
use super::ground::Yard;
use super::program::{self, Said};
use super::rows::Database;
use crate::site::Trouble;
use crate::site::http::Http;
use crate::site::server::Server;

const ID: &str = "B3";

/// How many objects are tried with an account before another one is signed in.
const LOOKED: usize = 300;

/// An object that events name.
#[derive(Clone, Debug)]
struct Object {
    hash: String,
    file: PathBuf,
}

/// Attacks so many objects, and puts each back.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    program::must_be_sound(yard, &yard.ground()).await?;
    let copy = yard.whole_copy("b3")?;
    let objects = objects(&copy)?;
    let server = Server::start(&yard.launch(), &copy).await?;
    let (mut reader, theirs) = reader(yard, &server.host, &objects).await?;
    let mut verdict = Verdict::default();
    for trial in 0..trials {
        let mut dice = yard.dice(ID, trial);
        let one = dice.one(&objects).ok_or("there are no objects")?.clone();
        let two = dice.one(&objects).ok_or("there are no objects")?.clone();
        let bytes = (std::fs::read(&one.file)?, std::fs::read(&two.file)?);
        let Some((what, hurt)) = attacked(&mut dice, (&one, &two), (&bytes.0, &bytes.1))? else {
            continue;
        };
        let said = program::verify(yard, &copy, &[]).await?;
        let unnamed = hurt.iter().filter(|hash| !named(&said, hash)).count();
        if said.code == Some(2) && unnamed == 0 {
            verdict.count(what);
        } else {
            verdict.fail(format!("{what} {hurt:?}: {}", said.in_short()));
        }
        if theirs.contains(&one.hash) {
            ask(&mut reader, &one, &mut verdict).await?;
        }
        std::fs::write(&one.file, &bytes.0)?;
        std::fs::write(&two.file, &bytes.1)?;
    }
    server.stop().await?;
    verdict.add("证据文件 objects", u64::try_from(objects.len())?);
    program::must_be_sound(yard, &copy).await?;
    std::fs::remove_dir_all(&copy)?;
    Ok(verdict)
}

/// Does something to an object and says what, and to which hashes.
fn attacked(
    dice: &mut Dice,
    (one, two): (&Object, &Object),
    (first, second): (&[u8], &[u8]),
) -> Result<Option<(&'static str, Vec<String>)>, Trouble> {
    let size = u64::try_from(first.len())?;
    let hurt = vec![one.hash.clone()];
    Ok(Some(match dice.below(5) {
        0 => {
            flip(&one.file, dice.below(size), u32::try_from(dice.below(8))?)?;
            ("改一位 flipped", hurt)
        }
        1 => {
            let left = usize::try_from(dice.below(size))?;
            std::fs::write(&one.file, first.get(..left).unwrap_or_default())?;
            ("截断 cut", hurt)
        }
        2 => {
            std::fs::remove_file(&one.file)?;
            ("删除 removed", hurt)
        }
        3 => {
            let longer: Vec<u8> = first.iter().chain(&[0]).copied().collect();
            std::fs::write(&one.file, longer)?;
            ("加长 lengthened", hurt)
        }
        _ if one.hash == two.hash => return Ok(None),
        _ => {
            std::fs::write(&one.file, second)?;
            std::fs::write(&two.file, first)?;
            ("对调 swapped", vec![one.hash.clone(), two.hash.clone()])
        }
    }))
}

fn named(said: &Said, hash: &str) -> bool {
    said.findings.iter().any(|finding| {
        let text = |key: &str| finding.get(key).and_then(Value::as_str);
        text("place") == Some(hash) && text("stream").is_some_and(|stream| !stream.is_empty())
    })
}

/// Somebody who may see objects, signed in, with the hashes of those.
async fn reader(
    yard: &Yard,
    host: &str,
    objects: &[Object],
) -> Result<(Http, BTreeSet<String>), Trouble> {
    for login in logins(yard)? {
        let Ok(mut http) = Http::sign_in(host, &login, app::demo::PASSWORD).await else { continue };
        let mut theirs = BTreeSet::new();
        for object in objects.iter().take(LOOKED) {
            if http.get(&format!("/files/{}", object.hash)).await?.status == 200 {
                theirs.insert(object.hash.clone());
            }
        }
        if !theirs.is_empty() {
            return Ok((http, theirs));
        }
    }
    Err("nobody may see any object".into())
}

/// The accounts of the demonstration.
fn logins(yard: &Yard) -> Result<Vec<String>, Trouble> {
    let people = app::demo::people(&yard.root.join("packs"))?;
    Ok(people.into_iter().map(|person| person.login).collect())
}

/// The served download must refuse rather than send altered bytes.
async fn ask(reader: &mut Http, object: &Object, verdict: &mut Verdict) -> Result<(), Trouble> {
    let reply = reader.get(&format!("/files/{}", object.hash)).await?;
    let sum = <sha2::Sha256 as sha2::Digest>::digest(&reply.body);
    match reply.status {
        200 if hex::encode(sum) == object.hash => verdict.fail("an altered object was whole again"),
        200 => verdict.fail(format!("altered bytes of {} were served", object.hash)),
        _ => verdict.count("拒绝下载 refused to serve"),
    }
    Ok(())
}

/// The objects that events name.
fn objects(data: &Path) -> Result<Vec<Object>, Trouble> {
    let database = Database::open(data)?;
    let hashes = database.texts("SELECT hash FROM blob ORDER BY hash")?;
    let bytes = database.pairs("SELECT seq, bytes FROM event")?;
    database.close()?;
    let words: Vec<String> =
        bytes.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    let told = |hash: &String| words.iter().any(|words| words.contains(hash.as_str()));
    let mut objects = Vec::new();
    for hash in hashes.into_iter().filter(told) {
        let (folder, rest) = hash.split_at_checked(2).ok_or("a hash is too short")?;
        let file = data.join("evidence/objects").join(folder).join(rest);
        objects.push(Object { hash, file });
    }
    Ok(objects)
}
