//! A witness for somebody else's log: it cosigns a head only when nothing before it was changed.
//!
//! It speaks C2SP tlog-witness. Whatever it has cosigned is on its disk before it answers, checked
//! and stored under one lock, so that it never vouches for a shorter or a different history. It
//! keeps what contradicts itself as evidence.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use journal::{
    Checkpoint, ConsistencyProof, Cosigner, Hash, Head, Keyring, NoteError, PublicKey, Rotation,
    WitnessKey,
};
use sha2::{Digest as _, Sha256};
use store::Defect;
use tokio::sync::Mutex;

use crate::door::PROFILE;
use crate::{Clock, Fault, StartError, keys};

/// The largest request: a full proof and the largest note.
pub const MAX_BYTES: usize = 63 * 45 + 32 + journal::checkpoint::MAX_NOTE_BYTES;
/// The most lines of a proof.
const MAX_PROOF: usize = 63;
/// How many contradictions are kept at most; they say the same over and over.
const KEPT: usize = 1000;

/// What the witness says to a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It vouches: its signature line.
    Cosigned(String),
    /// The request is not of the form that was agreed.
    Malformed(&'static str),
    /// It does not know this log.
    UnknownLog,
    /// No key of the log that it knows has signed.
    Unsigned,
    /// The sender's old size is not the size that it cosigned last, which is this.
    Stale(u64),
    /// It has cosigned another root at this very size.
    Fork(u64),
    /// The proof does not lead from the old head to the new one.
    Inconsistent,
}

/// A witness at work in its folder.
pub struct Witness {
    folder: PathBuf,
    cosigner: Cosigner,
    logs: Vec<PublicKey>,
    clock: Arc<dyn Clock>,
    turn: Mutex<()>,
    _lock: File,
}

impl std::fmt::Debug for Witness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Witness").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// A request, taken apart.
struct Asked<'a> {
    old: u64,
    path: Vec<Hash>,
    note: &'a str,
}

impl Witness {
    /// Opens the folder with the witness's key and memory, making both where they are not there.
    pub fn open(
        folder: &Path,
        name: &str,
        logs: Vec<PublicKey>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, StartError> {
        std::fs::create_dir_all(folder.join("contradictions")).map_err(keeping)?;
        let mut options = File::options();
        let lock = options.create(true).truncate(false).write(true);
        let lock = lock.open(folder.join("witness.lock")).map_err(keeping)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StartError::InUse(folder.to_owned())),
            Err(TryLockError::Error(source)) => return Err(keeping(source).into()),
        }
        let seed = keys::one(&folder.join("witness.key"))?;
        let cosigner =
            Cosigner::new(name, &seed).map_err(|source| Fault::Encode(Box::new(source)))?;
        let folder = folder.to_owned();
        Ok(Self { folder, cosigner, logs, clock, turn: Mutex::new(()), _lock: lock })
    }

    /// The key by which its lines are known.
    pub fn key(&self) -> WitnessKey {
        self.cosigner.public()
    }

    /// What it cosigned last of a log, as a note with its own line.
    pub fn last(&self, origin: &str) -> Result<Option<String>, Fault> {
        match std::fs::read_to_string(self.memory(origin)) {
            Ok(note) => {
                let own = self.key().cosigned(&note);
                if matches!(own, Ok(Some(_))) {
                    Ok(Some(note))
                } else {
                    Err(Fault::Inconsistent("the memory of the witness was altered"))
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(keeping(error)),
        }
    }

    /// Looks at a checkpoint and vouches for it or says why not.
    pub async fn add_checkpoint(&self, request: &str) -> Result<Answer, Fault> {
        let Some(asked) = Asked::read(request) else {
            return Ok(Answer::Malformed("the request is not old size, proof and checkpoint"));
        };
        let Some(claimed) = checkpoint(asked.note) else {
            return Ok(Answer::Malformed("the checkpoint cannot be read"));
        };
        if !self.logs.iter().any(|key| key.name() == claimed.origin) {
            return Ok(Answer::UnknownLog);
        }
        let _turn = self.turn.lock().await;
        let statements = self.statements(&claimed.origin)?;
        let rings = self.rings(&claimed.origin, &statements);
        let opened = rings.iter().map(|ring| ring.verifier([&*claimed.origin]).open(asked.note));
        let opened = opened.reduce(Result::or);
        match opened.unwrap_or(Err(NoteError::Unsigned)) {
            Ok(_) => {}
            Err(NoteError::Unsigned | NoteError::BadSignature | NoteError::BadKey) => {
                return Ok(Answer::Unsigned);
            }
            Err(NoteError::Malformed { .. }) => {
                return Ok(Answer::Malformed("the checkpoint cannot be read"));
            }
        }
        if claimed.size < asked.old {
            return Ok(Answer::Malformed("the old size is larger than the checkpoint"));
        }
        let answer = self.judge(&asked, &claimed, request)?;
        if let (Answer::Cosigned(_), Ok(rotation)) = (&answer, Rotation::open(asked.note))
            && rings.into_iter().any(|mut ring| ring.lead_on(&rotation))
        {
            self.keep_statement(statements, asked.note, &claimed.origin)?;
        }
        Ok(answer)
    }

    /// The statements by which a log that it knows has changed its key.
    fn statements(&self, origin: &str) -> Result<Vec<String>, Fault> {
        match std::fs::read_to_string(self.memory(origin).with_extension("keys")) {
            Ok(text) => serde_json::from_str(&text)
                .map_err(|_| Fault::Inconsistent("the memory of the witness was altered")),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(keeping(error)),
        }
    }

    /// The keys of a log from each that was named, with those that statements led to. A key that
    /// was given up counts for nothing beyond its last head.
    fn rings(&self, origin: &str, statements: &[String]) -> Vec<Keyring> {
        let read = statements.iter().filter_map(|statement| Rotation::open(statement).ok());
        let rotations: Vec<Rotation> = read.collect();
        let named = self.logs.iter().filter(|key| key.name() == origin);
        named.map(|key| Keyring::beginning(key, &rotations)).collect()
    }

    fn keep_statement(
        &self,
        mut statements: Vec<String>,
        statement: &str,
        origin: &str,
    ) -> Result<(), Fault> {
        statements.push(statement.to_owned());
        let text = serde_json::to_string(&statements);
        let text = text.map_err(|source| Fault::Encode(Box::new(source)))?;
        keep(&self.folder, &self.memory(origin).with_extension("keys"), &text)
    }

    /// Compares with memory and remembers; one at a time.
    fn judge(&self, asked: &Asked<'_>, new: &Checkpoint, request: &str) -> Result<Answer, Fault> {
        let last = self.last(&new.origin)?.as_deref().and_then(checkpoint);
        let old = last.map_or(Head { size: 0, root: PROFILE.empty_root() }, |last| last.head());
        if asked.old != old.size {
            return Ok(Answer::Stale(old.size));
        }
        if new.size == old.size && new.root != old.root {
            self.keep_contradiction(request)?;
            return Ok(Answer::Fork(old.size));
        }
        let proof = ConsistencyProof { from: asked.old, to: new.size, path: asked.path.clone() };
        if proof.verify(PROFILE, old, new.head()).is_err() {
            self.keep_contradiction(request)?;
            return Ok(Answer::Inconsistent);
        }
        let at = u64::try_from(self.clock.now().as_second()).unwrap_or_default();
        let encode = |source: NoteError| Fault::Encode(Box::new(source));
        let line = self.cosigner.cosign(asked.note, at).map_err(encode)?;
        let whole = self.key().adopt(asked.note, &line).map_err(encode)?;
        if !store::planted(Defect::WitnessForgets) {
            keep(&self.folder, &self.memory(&new.origin), &whole)?;
        }
        Ok(Answer::Cosigned(line))
    }

    fn memory(&self, origin: &str) -> PathBuf {
        memory_in(&self.folder, origin)
    }

    fn keep_contradiction(&self, request: &str) -> Result<(), Fault> {
        let folder = self.folder.join("contradictions");
        if KEPT <= std::fs::read_dir(&folder).map_err(keeping)?.count() {
            return Ok(());
        }
        let name = format!("{}.txt", hex::encode(Sha256::digest(request)));
        keep(&folder, &folder.join(name), request)
    }
}

impl<'a> Asked<'a> {
    fn read(request: &'a str) -> Option<Self> {
        let (head, note) = request.split_once("\n\n")?;
        let mut lines = head.split('\n');
        let old = lines.next()?.strip_prefix("old ")?;
        let number: u64 = old.parse().ok()?;
        if number.to_string() != old {
            return None;
        }
        let path: Option<Vec<Hash>> = lines
            .map(|line| BASE64.decode(line).ok().and_then(|bytes| Hash::from_slice(&bytes).ok()))
            .collect();
        let path = path.filter(|path| path.len() <= MAX_PROOF)?;
        Some(Self { old: number, path, note })
    }
}

/// Where the witness of a folder remembers a log.
pub fn memory_in(folder: &Path, origin: &str) -> PathBuf {
    folder.join(format!("{}.note", hex::encode(Sha256::digest(origin))))
}

/// The text of a note as a checkpoint, whoever signed it.
pub fn checkpoint(note: &str) -> Option<Checkpoint> {
    let (body, _) = note.rsplit_once("\n\n")?;
    Checkpoint::from_text(&format!("{body}\n")).ok()
}

/// Puts a text under a name so that after a power cut it is the old one or the new one, whole.
pub fn keep(folder: &Path, place: &Path, text: &str) -> Result<(), Fault> {
    use std::io::Write as _;
    let waiting = place.with_extension("new");
    let mut file = File::create(&waiting).map_err(keeping)?;
    file.write_all(text.as_bytes()).map_err(keeping)?;
    file.sync_all().map_err(keeping)?;
    drop(file);
    std::fs::rename(&waiting, place).map_err(keeping)?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(keeping)
}

fn keeping(source: std::io::Error) -> Fault {
    Fault::File { doing: "保存见证记录", source }
}

#[cfg(test)]
mod tests {
    use journal::{Frontier, MemoryNodes, Signer};

    use super::*;
    use crate::SystemClock;

    const ORIGIN: &str = "log.example/e1";

    /// A log of so many leaves, each made of the salt and its number.
    struct Log {
        frontier: Frontier,
        nodes: MemoryNodes,
    }

    impl Log {
        fn of(leaves: u64, salt: u8) -> Self {
            let (mut frontier, mut nodes) = (Frontier::new(PROFILE), MemoryNodes::default());
            for leaf in 0..leaves {
                let bytes = [&[salt][..], &leaf.to_be_bytes()].concat();
                frontier.push(PROFILE.leaf(&bytes)).into_iter().for_each(|node| nodes.put(node));
            }
            Self { frontier, nodes }
        }

        fn request(&self, old: u64, seed: u8) -> String {
            let head = self.frontier.head();
            let checkpoint = Checkpoint {
                origin: ORIGIN.to_owned(),
                size: head.size,
                root: head.root,
                extensions: Vec::new(),
            };
            let note = Signer::new(ORIGIN, &[seed; 32]).unwrap().sign(&checkpoint).unwrap();
            let path = ConsistencyProof::make(PROFILE, old, head.size, &self.nodes)
                .map_or_else(|_| Vec::new(), |proof| proof.path);
            let lines: Vec<String> =
                path.iter().map(|hash| format!("{}\n", BASE64.encode(hash.0))).collect();
            format!("old {old}\n{}\n{note}", lines.concat())
        }
    }

    fn witness(folder: &Path) -> Witness {
        let log = Signer::new(ORIGIN, &[1; 32]).unwrap().public();
        Witness::open(folder, "witness.example/w", vec![log], Arc::new(SystemClock)).unwrap()
    }

    #[tokio::test]
    async fn a_growing_log_is_cosigned_and_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let first = witness(folder.path());
        let answer = first.add_checkpoint(&Log::of(5, 0).request(0, 1)).await.unwrap();
        assert!(matches!(answer, Answer::Cosigned(_)), "{answer:?}");
        drop(first);
        let again = witness(folder.path());
        let grown = Log::of(9, 0);
        assert_eq!(again.add_checkpoint(&grown.request(0, 1)).await.unwrap(), Answer::Stale(5));
        let answer = again.add_checkpoint(&grown.request(5, 1)).await.unwrap();
        assert!(matches!(answer, Answer::Cosigned(_)), "{answer:?}");
        let last = again.last(ORIGIN).unwrap().unwrap();
        assert_eq!(checkpoint(&last).unwrap().size, 9);
    }

    #[tokio::test]
    async fn another_history_is_refused_and_kept_as_evidence() {
        let folder = tempfile::tempdir().unwrap();
        let witness = witness(folder.path());
        witness.add_checkpoint(&Log::of(5, 0).request(0, 1)).await.unwrap();
        let fork = Log::of(5, 1).request(5, 1);
        assert_eq!(witness.add_checkpoint(&fork).await.unwrap(), Answer::Fork(5));
        let other = Log::of(8, 1).request(5, 1);
        assert_eq!(witness.add_checkpoint(&other).await.unwrap(), Answer::Inconsistent);
        let kept = std::fs::read_dir(folder.path().join("contradictions")).unwrap().count();
        assert_eq!(kept, 2);
        let shorter = Log::of(3, 0).request(3, 1);
        assert_eq!(witness.add_checkpoint(&shorter).await.unwrap(), Answer::Stale(5));
    }

    #[tokio::test]
    async fn strangers_forgers_and_nonsense_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let witness = witness(folder.path());
        let log = Log::of(5, 0);
        let stranger = log.request(0, 1).replace(ORIGIN, "log.example/e2");
        assert_eq!(witness.add_checkpoint(&stranger).await.unwrap(), Answer::UnknownLog);
        assert_eq!(witness.add_checkpoint(&log.request(0, 2)).await.unwrap(), Answer::Unsigned);
        for nonsense in ["", "old 0", "old 00\n\nx", "old 0\n?\n\nx", "old -1\n\nx"] {
            let answer = witness.add_checkpoint(nonsense).await.unwrap();
            assert!(matches!(answer, Answer::Malformed(_)), "{nonsense}: {answer:?}");
        }
        let ahead = log.request(0, 1).replacen("old 0", "old 6", 1);
        let answer = witness.add_checkpoint(&ahead).await.unwrap();
        assert!(matches!(answer, Answer::Malformed(_)), "{answer:?}");
    }

    #[test]
    fn one_folder_has_one_witness() {
        let folder = tempfile::tempdir().unwrap();
        let _first = witness(folder.path());
        let log = Signer::new(ORIGIN, &[1; 32]).unwrap().public();
        let second =
            Witness::open(folder.path(), "w", vec![log], Arc::new(SystemClock)).map(|_| ());
        assert!(matches!(second, Err(StartError::InUse(_))));
    }
}
