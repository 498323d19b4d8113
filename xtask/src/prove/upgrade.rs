//! A10: an installation of an older schema is brought to the new one, and the program is killed at
//! any of the writes that this takes. Events stay bit for bit what they were, starting again
//! completes it, and a program that is older than the folder says so and changes nothing.

use std::path::Path;

use journal::{Frontier, Hash, Node, Profile};

use super::check::Verdict;
use super::dice::Dice;
use super::ground::Yard;
use super::program;
use super::rows::Database;
use crate::site::Trouble;
use crate::site::server::{Launch, Server};

const ID: &str = "A10";
/// The schemas that are made new, and the calls at which the program is killed.
const VERSIONS: [i64; 7] = [9, 8, 7, 6, 5, 4, 3];
const CALLS: [(&str, u64); 3] = [("pwrite64", 120), ("fdatasync", 2), ("ftruncate", 1)];
/// A schema that nobody knows yet.
const LATER: i64 = 9999;

/// Upgrades so often.
pub async fn run(yard: &Yard, trials: usize) -> Result<Verdict, Trouble> {
    let mut verdict = Verdict::default();
    for trial in 0..trials {
        let mut dice = yard.dice(ID, trial);
        let version = *VERSIONS.iter().cycle().nth(trial).ok_or("no versions")?;
        let data = yard.light_copy("a10")?;
        let known = number(&data)?;
        age(&data, version)?;
        let before = events(&data)?;
        killed(yard, &data, &mut dice, &mut verdict).await?;
        if number(&data)? != version && number(&data)? != known {
            verdict.fail(format!("from {version}: it stands at {}", number(&data)?));
        }
        match Server::start(&yard.launch(), &data).await {
            Ok(server) => server.stop().await?,
            Err(trouble) => {
                verdict.fail(format!("from {version}: the second start: {trouble}"));
                continue;
            }
        }
        let after = events(&data)?;
        if after.get(..before.len()) != Some(before.as_slice()) {
            verdict.fail(format!("from {version}: events are not what they were"));
        }
        let said = program::verify(yard, &data, &["--no-blobs"]).await?;
        if said.is_clean() {
            verdict.count(&format!("由第 {version} 版升级 upgraded from {version}"));
        } else {
            verdict.fail(format!("from {version}: {}", said.in_short()));
        }
        std::fs::remove_dir_all(&data)?;
    }
    too_new(yard, &mut verdict).await?;
    Ok(verdict)
}

/// Starts the program so that it is killed at one of its writes, or gets through before that.
async fn killed(
    yard: &Yard,
    data: &Path,
    dice: &mut Dice,
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let (call, most) = *dice.one(&CALLS).ok_or("no calls")?;
    let nth = 1 + dice.below(most);
    let plain = yard.launch();
    let mut before: Vec<String> = ["strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e"]
        .into_iter()
        .map(str::to_owned)
        .collect();
    before.push(format!("trace={call}"));
    before.extend(["-e".to_owned(), format!("inject={call}:signal=KILL:when={nth}")]);
    before.extend(plain.program.iter().cloned());
    if let Ok(server) = Server::start(&Launch { program: before, ..plain }, data).await {
        verdict.count("没有遇到 not met");
        return server.kill();
    }
    verdict.count(&format!("杀于 killed at {call}"));
    Ok(())
}

/// A folder of a newer program is refused, with words, and stays as it is.
async fn too_new(yard: &Yard, verdict: &mut Verdict) -> Result<(), Trouble> {
    let data = yard.light_copy("a10-new")?;
    stand_at(&data, LATER)?;
    let name = data.display().to_string();
    let said = program::run(yard, &["serve", "--listen", "127.0.0.1:0", "--data", &name]).await?;
    let words = String::from_utf8_lossy(&said.stderr).into_owned();
    if !said.status.success() && words.contains(&LATER.to_string()) && number(&data)? == LATER {
        verdict.count("拒绝降级 an older program is refused");
    } else {
        verdict.fail(format!("a newer folder was taken: {words}"));
    }
    std::fs::remove_dir_all(&data)?;
    Ok(())
}

/// Makes the folder what an older program has left.
fn age(data: &Path, version: i64) -> Result<(), Trouble> {
    const INDEXES: [&str; 4] =
        ["case_by_item", "task_by_holder_act", "clue_by_unit_stage", "clue_by_town_stage"];
    let database = Database::open(data)?;
    database.run("BEGIN")?;
    database.run("DROP TABLE entrustment_row")?;
    if version < 9 {
        database.run("DROP TABLE supervision_row")?;
    }
    if version < 8 {
        database.run("DROP TABLE object_mark")?;
    }
    if version < 7 {
        database.run("DROP TABLE party_mark")?;
    }
    let indexes = match version {
        7.. => &[],
        6 => INDEXES.get(..1).unwrap_or_default(),
        _ => &INDEXES[..],
    };
    for index in indexes {
        database.run(&format!("DROP INDEX {index}"))?;
    }
    if version < 5 {
        database.run("ALTER TABLE opening RENAME TO opening_by_stream")?;
        database.run(
            "CREATE TABLE opening (seq INTEGER NOT NULL, field TEXT NOT NULL, \
             stream TEXT NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (seq, field)) \
             STRICT, WITHOUT ROWID",
        )?;
        database.run(
            "INSERT INTO opening (seq, field, stream, sealed) \
             SELECT seq, field, stream, sealed FROM opening_by_stream",
        )?;
        database.run("DROP TABLE opening_by_stream")?;
    }
    if version < 4 {
        all_nodes(&database)?;
    }
    database.run("DELETE FROM meta WHERE name = 'read-tables'")?;
    database.run("COMMIT")?;
    database.close()?;
    stand_at(data, version)
}

/// Before the fourth step every complete node of the tree was kept.
fn all_nodes(database: &Database) -> Result<(), Trouble> {
    let mut frontier = Frontier::new(Profile::Sha256);
    database.run("DELETE FROM tree_node")?;
    for (_, leaf) in database.pairs("SELECT seq, leaf FROM event ORDER BY seq")? {
        for Node { level, index, hash } in frontier.push(Hash::from_slice(&leaf)?) {
            let sql = format!("INSERT INTO tree_node VALUES ({level}, {index}, X'{hash}')");
            database.run(&sql)?;
        }
    }
    Ok(())
}

fn stand_at(data: &Path, version: i64) -> Result<(), Trouble> {
    let database = Database::open(data)?;
    database.run(&format!("UPDATE meta SET value = '{version}' WHERE name = 'schema'"))?;
    database.close()
}

fn number(data: &Path) -> Result<i64, Trouble> {
    let database = Database::open(data)?;
    let told = database.texts("SELECT value FROM meta WHERE name = 'schema'")?;
    database.close()?;
    Ok(told.first().ok_or("there is no schema")?.parse()?)
}

/// Every event with its bytes.
fn events(data: &Path) -> Result<Vec<(i64, Vec<u8>)>, Trouble> {
    let database = Database::open(data)?;
    let events = database.pairs("SELECT seq, bytes FROM event ORDER BY seq")?;
    database.close()?;
    Ok(events)
}
