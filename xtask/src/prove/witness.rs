//! B5: a witness under many senders at once, killed again and again, must never vouch for two
//! histories or for a shorter one; and our own server must get its checkpoints cosigned.

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use journal::{
    Checkpoint, ConsistencyProof, Frontier, Hash, Head, MemoryNodes, Profile, Signer, WitnessKey,
};
use tokio::task::JoinSet;

use super::check::Verdict;
use super::dice::Dice;
use super::ground::Yard;
use super::rows::Database;
use crate::site::Trouble;
use crate::site::http::{Http, Reply};
use crate::site::server::{Launch, Server};

const ID: &str = "B5";
const ORIGIN: &str = "zhifa.prove/log/e1";
const PROFILE: Profile = Profile::Sha256;
const SENDERS: usize = 8;
/// After so many calls the witness is killed.
const BETWEEN: usize = 100;
/// The leaves that both histories share, and the leaves of each.
const SHARED: u64 = 20;
const LEAVES: u64 = 4000;
/// How long our server may take to get a cosignature.
const PATIENCE: Duration = Duration::from_secs(30);

/// One history of the log.
#[derive(Debug)]
struct History {
    nodes: MemoryNodes,
    heads: Vec<Head>,
}

/// Something that the witness vouched for.
#[derive(Clone, Debug)]
struct Vouched {
    asked: Instant,
    answered: Instant,
    head: Head,
}

/// What a sender needs.
struct Ground {
    histories: [History; 2],
    signers: [Signer; 2],
    /// The size that the witness is believed to know.
    known: AtomicU64,
}

/// A witness as its own process.
pub struct Running {
    /// The process.
    pub child: Child,
    /// Its address.
    pub host: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends so many calls.
pub async fn run(yard: &Yard, calls: usize) -> Result<Verdict, Trouble> {
    let folder = yard.light_copy("b5")?.join("witness");
    let log = Signer::new(ORIGIN, &[1; 32])?;
    let words = log.public().to_string();
    let ground = Arc::new(Ground {
        histories: [history(0), history(1)],
        signers: [log, Signer::new(ORIGIN, &[2; 32])?],
        known: AtomicU64::new(0),
    });
    let mut verdict = Verdict::default();
    let mut vouched = Vec::new();
    let mut told: BTreeMap<u16, u64> = BTreeMap::new();
    for round in 0..calls.div_ceil(BETWEEN) {
        let mut running = start(yard, &folder, &words, None).await?;
        let mut all = JoinSet::new();
        for sender in 0..SENDERS {
            let dice = yard.dice(ID, round * SENDERS + sender);
            let turns = BETWEEN / SENDERS + 1;
            all.spawn(send(Arc::clone(&ground), running.host.clone(), dice, turns));
        }
        let mut dice = yard.dice(ID, usize::MAX - round);
        tokio::time::sleep(Duration::from_millis(300 + dice.below(300))).await;
        running.child.kill()?;
        running.child.wait()?;
        while let Some(done) = all.join_next().await {
            let (more, statuses) = done?;
            vouched.extend(more);
            for status in statuses {
                *told.entry(status).or_default() += 1;
            }
        }
        verdict.count("杀进程 kills");
    }
    for (status, count) in told {
        verdict.add(&status.to_string(), count);
    }
    judge(&ground, &vouched, &mut verdict);
    for status in [200, 400, 403, 404, 409] {
        if !verdict.has(&status.to_string()) {
            verdict.fail(format!("no call was answered {status}"));
        }
    }
    cosigned_by_a_witness(yard, &mut verdict).await?;
    Ok(verdict)
}

fn history(salt: u8) -> History {
    let mut frontier = Frontier::new(PROFILE);
    let mut history = History { nodes: MemoryNodes::default(), heads: vec![frontier.head()] };
    for number in 0..LEAVES {
        let salt = if number < SHARED { 0 } else { salt };
        let leaf = PROFILE.leaf(&[&[salt][..], &number.to_be_bytes()].concat());
        frontier.push(leaf).into_iter().for_each(|node| history.nodes.put(node));
        history.heads.push(frontier.head());
    }
    history
}

/// Starts a witness of a log, at an address or at any that is free.
pub async fn start(
    yard: &Yard,
    folder: &std::path::Path,
    log: &str,
    host: Option<&str>,
) -> Result<Running, Trouble> {
    start_under(&yard.launch(), folder, log, host).await
}

/// The same with a program that is started otherwise.
pub async fn start_under(
    launch: &Launch,
    folder: &std::path::Path,
    log: &str,
    host: Option<&str>,
) -> Result<Running, Trouble> {
    let free = std::net::TcpListener::bind(host.unwrap_or("127.0.0.1:0"))?;
    let host = free.local_addr()?.to_string();
    drop(free);
    let (program, before) = launch.program.split_first().ok_or("nothing to start")?;
    let child = Command::new(program)
        .args(before)
        .args([
            "witness",
            "--listen",
            &host,
            "--name",
            "witness.prove/w1",
            "--log",
            log,
            "--folder",
        ])
        .arg(folder)
        .envs(launch.environment.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut running = Running { child, host };
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Ok(mut http) = Http::connect(&running.host).await
            && http.get("/healthz").await.is_ok()
        {
            return Ok(running);
        }
        if let Some(status) = running.child.try_wait()? {
            return Err(format!("the witness did not start: {status}").into());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Err("the witness does not answer".into())
}

async fn send(
    ground: Arc<Ground>,
    host: String,
    mut dice: Dice,
    turns: usize,
) -> (Vec<Vouched>, Vec<u16>) {
    let (mut vouched, mut statuses) = (Vec::new(), Vec::new());
    let Ok(mut http) = Http::connect(&host).await else { return (vouched, statuses) };
    for _ in 0..turns {
        let Some((request, head)) = ground.request(&mut dice) else { continue };
        let asked = Instant::now();
        let sent = http.post_bytes("/add-checkpoint", "text/plain", request.as_bytes()).await;
        let Ok(reply) = sent else { return (vouched, statuses) };
        statuses.push(reply.status);
        ground.learn(&reply, head);
        if reply.status == 200 {
            vouched.push(Vouched { asked, answered: Instant::now(), head });
        }
    }
    (vouched, statuses)
}

impl Ground {
    /// Mostly an honest call; sometimes another history, a stale size or nonsense.
    fn request(&self, dice: &mut Dice) -> Option<(String, Head)> {
        let known = self.known.load(Ordering::Relaxed);
        let kind = dice.below(12);
        let history = self.histories.get(usize::from(kind == 0))?;
        let signer = self.signers.get(usize::from(kind == 1))?;
        let old = if kind == 2 { known.saturating_sub(dice.below(5)) } else { known };
        let size = match kind {
            3 => old.saturating_sub(dice.below(4)),
            _ => (old + dice.below(12)).min(LEAVES),
        };
        let head = *history.heads.get(usize::try_from(size).ok()?)?;
        let origin = if kind == 4 { "zhifa.prove/log/e2" } else { ORIGIN };
        let checkpoint = Checkpoint {
            origin: origin.to_owned(),
            size: head.size,
            root: head.root,
            extensions: Vec::new(),
        };
        let note = signer.sign(&checkpoint).ok()?;
        let proof = ConsistencyProof::make(PROFILE, old, size, &history.nodes);
        let path = proof.map_or_else(|_| Vec::new(), |proof| proof.path);
        let lines: Vec<String> = path.iter().map(|hash| format!("{}\n", base64(hash))).collect();
        Some((format!("old {old}\n{}\n{note}", lines.concat()), head))
    }

    fn learn(&self, reply: &Reply, head: Head) {
        match reply.status {
            200 => self.known.store(head.size, Ordering::Relaxed),
            409 => {
                if let Ok(size) = reply.text().trim().parse() {
                    self.known.store(size, Ordering::Relaxed);
                }
            }
            _ => {}
        }
    }
}

/// A hash in base64, as the root stands in a checkpoint.
fn base64(hash: &Hash) -> String {
    let checkpoint =
        Checkpoint { origin: "x".to_owned(), size: 0, root: *hash, extensions: Vec::new() };
    checkpoint.to_string().lines().nth(2).unwrap_or_default().to_owned()
}

/// One history, and never backwards.
fn judge(ground: &Ground, vouched: &[Vouched], verdict: &mut Verdict) {
    let mut seen = [false, false];
    for one in vouched {
        let at = usize::try_from(one.head.size).unwrap_or_default();
        for (seen, history) in seen.iter_mut().zip(&ground.histories) {
            *seen |= SHARED < one.head.size && history.heads.get(at) == Some(&one.head);
        }
    }
    if seen == [true, true] {
        verdict.fail("the witness vouched for two histories");
    }
    let mut sorted = vouched.to_vec();
    sorted.sort_by_key(|one| one.answered);
    let (mut largest, mut waiting) = (0, sorted.iter().peekable());
    let mut asked: Vec<&Vouched> = vouched.iter().collect();
    asked.sort_by_key(|one| one.asked);
    for one in asked {
        while let Some(earlier) = waiting.next_if(|earlier| earlier.answered < one.asked) {
            largest = largest.max(earlier.head.size);
        }
        if one.head.size < largest {
            let size = one.head.size;
            verdict.fail(format!("vouched for {size} after it had vouched for {largest}"));
        }
    }
    let highest = vouched.iter().map(|one| one.head.size).max().unwrap_or_default();
    verdict.add("最大见证大小 largest", highest);
}

/// Our server offers its checkpoints, keeps the line, and is told when it is rolled back.
async fn cosigned_by_a_witness(yard: &Yard, verdict: &mut Verdict) -> Result<(), Trouble> {
    let copy = yard.whole_copy("b5-site")?;
    let server = Server::start(&yard.launch(), &copy).await?;
    let log = Http::connect(&server.host).await?.get("/log/key").await?.text();
    server.stop().await?;
    let folder = copy.join("witness");
    let mut running = start(yard, &folder, log.trim(), None).await?;
    let key = key(&folder)?;
    let words = vec!["--witness".to_owned(), format!("{key}@http://{}", running.host)];
    let server = Server::start_with(&yard.launch(), &copy, &words).await?;
    let begun = Instant::now();
    let mut got = false;
    while !got && begun.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let database = Database::open(&copy)?;
        let last = "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1";
        let note = database.texts(last)?.into_iter().next().unwrap_or_default();
        database.close()?;
        got = matches!(key.cosigned(&note), Ok(Some(_)));
    }
    if got {
        verdict.count("本系统检查点已见证 our checkpoint cosigned");
    } else {
        verdict.fail("our server got no cosignature");
    }
    server.stop().await?;
    running.child.kill()?;
    running.child.wait()?;
    std::fs::remove_dir_all(&copy)?;
    Ok(())
}

/// The key of the witness in a folder.
pub fn key(folder: &std::path::Path) -> Result<WitnessKey, Trouble> {
    let mut seed = [0; 32];
    let text = std::fs::read_to_string(folder.join("witness.key"))?;
    hex::decode_to_slice(text.trim(), &mut seed)?;
    Ok(journal::Cosigner::new("witness.prove/w1", &seed)?.public())
}
