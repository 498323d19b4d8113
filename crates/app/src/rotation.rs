//! 换钥: the log goes on with another signing key, under its name and with all its events.
//!
//! The statement over the last head of the old key is signed by both keys and stands on the record
//! right behind that head. What the old key signs beyond it counts for nothing any more. Where the
//! old key is gone there is no way here: the record then needs the key from its safe place.

use std::fs::File;
use std::path::{Path, PathBuf};

use domain::ids::CommandId;
use domain::rounds::{Command, Event, KeyRotated};
use domain::{StreamId, world};
use journal::{Frame, Keyring, NoteError, Signer};
use store::{Store, audit, truth};

pub use journal::Rotation;

use crate::keys::{self, Keys};
use crate::start::Beginning;
use crate::walk::Source;
use crate::{App, By, Config, Fault, No, Order, StartError, epoch, packs};

/// The kind of the event.
const KIND: &str = "record.key-rotated";
/// The key that signs.
const KEY: &str = "log.key";
/// The key that will sign, until the statement is on record.
const NEXT: &str = "log.key.next";

/// Why the key was not changed.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// The plumbing.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The statement is none.
    #[error("换钥声明不成立，请检查所写的原因：{0}")]
    Statement(#[from] NoteError),
    /// The event was not taken.
    #[error("换钥没有记入，仍用原来的密钥：{0}")]
    NotTaken(String),
}

impl From<Fault> for RotationError {
    fn from(fault: Fault) -> Self {
        Self::Start(fault.into())
    }
}

impl From<store::Fault> for RotationError {
    fn from(fault: store::Fault) -> Self {
        Self::Start(fault.into())
    }
}

/// A change of keys on the record.
#[derive(Clone, Debug)]
pub struct Rotated {
    /// The position of the event.
    pub seq: i64,
    /// The statement with both signatures.
    pub statement: String,
    /// What it says, when both keys have signed it.
    pub rotation: Result<Rotation, NoteError>,
}

/// What was done.
#[derive(Clone, Debug)]
pub struct Done {
    /// The statement.
    pub rotation: Rotation,
    /// Where the old key lies now.
    pub old_key: PathBuf,
}

/// Every change of keys on the record.
pub async fn read(source: &mut Source<'_>) -> Result<Vec<Rotated>, store::Fault> {
    let events = source.ask(audit::of_kind(&StreamId::record().to_string(), KIND)).await?;
    Ok(events.iter().filter_map(rotated).collect())
}

fn rotated(stored: &truth::Event) -> Option<Rotated> {
    let frame: Frame = serde_json::from_slice(&stored.bytes).ok()?;
    let serde_json::Value::Object(body) = frame.body else { return None };
    let statement = match world::Event::from_parts(&frame.kind, body).ok()? {
        world::Event::Record(event) => match *event {
            Event::KeyRotated(rotated) => rotated.statement,
            Event::Verified(_)
            | Event::ClockNoted(_)
            | Event::EpochBegan(_)
            | Event::Quarantined(_)
            | Event::Released(_) => return None,
        },
        world::Event::Case(_)
        | world::Event::Clue(_)
        | world::Event::Inspection(_)
        | world::Event::Supervision(_)
        | world::Event::Entrustment(_)
        | world::Event::Person(_)
        | world::Event::Pack(_)
        | world::Event::Evidence(_) => return None,
    };
    Some(Rotated { seq: stored.seq, rotation: Rotation::open(&statement), statement })
}

/// The keys in a folder with the ring that ends with the one that signs; nothing when the last
/// statement on the record does not lead to it. A key that waited when the program was killed is
/// taken if the record says that it signs.
pub fn ring(
    folder: &Path,
    keys: &Keys,
    origin: &str,
    rotated: &[Rotated],
) -> Option<(Keys, Keyring)> {
    let rotations: Result<Vec<Rotation>, NoteError> =
        rotated.iter().map(|rotated| rotated.rotation.clone()).collect();
    let rotations = rotations.ok()?;
    let next = folder.join(NEXT);
    let waiting = next.is_file().then(|| keys::one(&next).ok()).flatten();
    let waiting = waiting.map(|log| Keys { log, ..keys.clone() });
    [Some(keys.clone()), waiting].into_iter().flatten().find_map(|keys| {
        let key = packs::public_key(origin, &keys).ok()?;
        Keyring::ending(&key, &rotations).ok().map(|ring| (keys, ring))
    })
}

/// The keys that a record goes on with. A new installation makes its keys; a record that is there
/// is not gone on with under keys that are not its own.
pub async fn at_start(
    store: &Store,
    data: &Path,
    origins: Vec<&str>,
) -> Result<(Keys, Keyring), StartError> {
    let folder = data.join("keys");
    let keys = match Keys::existing(&folder) {
        Some(keys) => keys,
        None if store.head().await?.size == 0 => Keys::open(&folder)?,
        None => return Err(StartError::NoKeys(folder)),
    };
    let rotated = read(&mut Source::Store(store)).await?;
    let origin = origins.last().copied().unwrap_or_default();
    let held = ring(&folder, &keys, origin, &rotated);
    let (held, ring) = held.ok_or_else(|| StartError::OtherKey(folder.join(KEY)))?;
    let newest = store.first(truth::last_checkpoint()).await?;
    let signed = |newest: &truth::Checkpoint| ring.verifier(origins).open(&newest.note).is_ok();
    if newest.is_some_and(|newest| !signed(&newest)) {
        return Err(StartError::OtherKey(folder.join(KEY)));
    }
    if held.log != keys.log {
        put_in_place(&folder, &ring)?;
    }
    Ok((held, ring))
}

/// The new key takes the place of the old one, which is kept under the size of its last head.
fn put_in_place(folder: &Path, ring: &Keyring) -> Result<PathBuf, Fault> {
    let moving = |source| Fault::File { doing: "更换日志密钥", source };
    let kept = folder.join(format!("{KEY}.until-{}", ring.begins().unwrap_or_default()));
    std::fs::copy(folder.join(KEY), &kept).map_err(moving)?;
    File::open(&kept).and_then(|kept| kept.sync_all()).map_err(moving)?;
    std::fs::rename(folder.join(NEXT), folder.join(KEY)).map_err(moving)?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(moving)?;
    Ok(kept)
}

/// Makes a new key and puts the statement on the record; the program that serves is stopped.
pub async fn rotate(config: Config, reason: &str) -> Result<Done, RotationError> {
    if config.database_url.is_none() && !config.data.join("zhifa.db").is_file() {
        return Err(StartError::NoData(config.data.clone()).into());
    }
    let store = App::store(&config).await?;
    let law = packs::in_force(&config, &store).await?;
    let (epochs, _) = epoch::read(&mut Source::Store(&store), &packs::origin(&law)).await?;
    let origin = epochs.origin().to_owned();
    let (keys, mut ring) = at_start(&store, &config.data, epochs.origins().collect()).await?;
    let size = u64::try_from(store.head().await?.size).unwrap_or_default();
    let folder = config.data.join("keys");
    let seed = keys::one(&folder.join(NEXT))?;
    File::open(&folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|source| Fault::File { doing: "保存新的日志密钥", source })?;
    let (old, new) = (Signer::new(&origin, &keys.log)?, Signer::new(&origin, &seed)?);
    let rotation = Rotation {
        head: epoch::edge(&store, size).await?,
        from: old.public(),
        to: new.public(),
        reason: epoch::normal(reason)?,
        origin,
    };
    let statement = new.add(&old.sign(&rotation.checkpoint())?)?;
    Rotation::open(&statement)?;
    let config = Config { work: false, ..config };
    let begun = Beginning::Key(Box::new(rotation.clone()), seed);
    let app = App::open_with(config, store, law, begun).await?;
    let taken = app.rotate_key(size, statement).await;
    if taken.is_ok() {
        ring.lead_on(&rotation);
        let old_key = put_in_place(&folder, &ring)?;
        app.close().await;
        return Ok(Done { rotation, old_key });
    }
    // Nothing may be signed with a key that is not on record.
    app.inner.store.close().await;
    match taken {
        Err(No::Fault(fault)) => Err(fault.into()),
        taken => Err(RotationError::NotTaken(format!("{taken:?}"))),
    }
}

impl App {
    async fn rotate_key(&self, size: u64, statement: String) -> Result<(), No> {
        // The statement stands right behind the head that it is about.
        let there = self.inner.store.head().await.map_err(|fault| No::Fault(fault.into()))?;
        if u64::try_from(there.size) != Ok(size) {
            return Err(No::Fault(Fault::Inconsistent("the record grew meanwhile")));
        }
        let order = Order {
            id: CommandId::new(self.new_id()),
            stream: StreamId::record(),
            command: domain::Command::Record(Command::RotateKey(KeyRotated { statement })),
            by: By::System,
            seen: None,
            device: None,
            occurred_at: None,
        };
        self.run(order).await.map(drop)
    }

    /// The statements of all changes of keys, the oldest first.
    pub async fn key_statements(&self) -> Result<Vec<String>, Fault> {
        let rotated = read(&mut Source::Store(&self.inner.store)).await?;
        Ok(rotated.into_iter().map(|rotated| rotated.statement).collect())
    }
}
