//! 换期: how a record goes on after its end was lost for good, and an older copy is all there is.
//!
//! Nobody begins an epoch alone: the statement is drawn up where the record is, signed by the body
//! that supervises it on its own machine, and only then put on the record. It hides nothing: what
//! was lost stays named, and heads of it still convict whoever tells another loss.

use std::path::Path;

use domain::ids::CommandId;
use domain::rounds::{Command, EpochBegan};
use domain::{Event, StreamId};
use journal::{Checkpoint, Epochs, Frame, Frontier, Keyring, NoteError, Signer, epoch};
use store::{Store, truth};

pub use journal::{Epoch, Head, PublicKey, short_head};

use crate::door::PROFILE;
use crate::keys::Keys;
use crate::start::Beginning;
use crate::verify::Anchor;
use crate::walk::Source;
use crate::{
    App, By, Config, Fault, No, Order, StartError, WitnessAddress, heads, keys, nodes, packs,
    rotation, witness,
};

/// The kind of the event.
const KIND: &str = "record.epoch-began";
/// The key of a supervising body, in its own folder; it signs statements and nothing else.
const BUREAU: &str = "epoch.key";

/// Why no epoch was proposed, signed or begun.
#[derive(Debug, thiserror::Error)]
pub enum EpochError {
    /// The plumbing.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Nothing was lost.
    #[error(
        "没有找到现有记录以外的存证头，不能证明有记录丢失，不需要换期；\
         存证头留存在别处的，用 --anchors、--heads 或者 --witness 指明"
    )]
    NothingLost,
    /// The statement is none, or is not signed as it must be.
    #[error("换期声明不成立：{0}")]
    Statement(#[from] NoteError),
    /// The statement is not about the record that is there.
    #[error(
        "换期声明所写的现有记录是前 {stated} 条，与现在的记录（{found} 条）不符，请重新拟制声明"
    )]
    OtherRecord {
        /// The size stated.
        stated: u64,
        /// The size there is.
        found: u64,
    },
    /// The statement tells of less than the witness has seen.
    #[error("本机见证过 {seen} 条事件，声明只承认丢失到第 {told} 条，不予签名；请要求对方重新拟制")]
    MoreSeen {
        /// What the witness saw.
        seen: u64,
        /// What the statement tells.
        told: u64,
    },
    /// The event was not taken.
    #[error("换期没有记入：{0}")]
    NotTaken(String),
}

impl From<Fault> for EpochError {
    fn from(fault: Fault) -> Self {
        Self::Start(fault.into())
    }
}

impl From<store::Fault> for EpochError {
    fn from(fault: store::Fault) -> Self {
        Self::Start(fault.into())
    }
}

/// An epoch on the record: its event, what it says, and who signed it.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The position of the event.
    pub seq: i64,
    /// What is on record.
    pub event: EpochBegan,
    /// What it says; nothing when it cannot be read.
    pub epoch: Option<Epoch>,
}

/// The epochs of the record, and the events that began them.
pub async fn read(
    source: &mut Source<'_>,
    first: &str,
) -> Result<(Epochs, Vec<Begun>), store::Fault> {
    let events = source.ask(truth::of_kind(&StreamId::record().to_string(), KIND)).await?;
    let mut epochs = Epochs::new(first);
    let mut begun = Vec::new();
    for stored in events {
        let frame: Option<Frame> = serde_json::from_slice(&stored.bytes).ok();
        let Some(event) = frame.and_then(|frame| event_of(&frame)) else { continue };
        let epoch = checkpoint_of(&event.statement).and_then(|it| Epoch::read(&it).ok());
        if let Some(epoch) = &epoch {
            epochs.begin(epoch.clone());
        }
        begun.push(Begun { seq: stored.seq, event, epoch });
    }
    Ok((epochs, begun))
}

fn event_of(frame: &Frame) -> Option<EpochBegan> {
    let serde_json::Value::Object(body) = frame.body.clone() else { return None };
    match Event::from_parts(&frame.kind, body).ok()? {
        Event::Record(event) => match *event {
            domain::rounds::Event::EpochBegan(began) => Some(began),
            domain::rounds::Event::Verified(_)
            | domain::rounds::Event::ClockNoted(_)
            | domain::rounds::Event::KeyRotated(_)
            | domain::rounds::Event::Quarantined(_)
            | domain::rounds::Event::Released(_) => None,
        },
        Event::Case(_)
        | Event::Clue(_)
        | Event::Inspection(_)
        | Event::Supervision(_)
        | Event::Entrustment(_)
        | Event::Person(_)
        | Event::Pack(_)
        | Event::Evidence(_) => None,
    }
}

fn checkpoint_of(note: &str) -> Option<Checkpoint> {
    witness::checkpoint(note)
}

/// A statement that the record there is in the data folder goes on under a new name, for the
/// supervising body to sign.
pub async fn propose(
    config: &Config,
    anchors: &[Anchor],
    witnesses: &[WitnessAddress],
    reason: &str,
) -> Result<String, EpochError> {
    if config.database_url.is_none() && !config.data.join("zhifa.db").is_file() {
        return Err(StartError::NoData(config.data.clone()).into());
    }
    let folder = config.data.join("keys");
    let keys = Keys::existing(&folder).ok_or(Fault::Vault)?;
    let store = App::store(config).await?;
    let law = packs::in_force(config, &store).await?;
    let (epochs, _) = read(&mut Source::Store(&store), &packs::origin(&law)).await?;
    let rotated = rotation::read(&mut Source::Store(&store)).await?;
    let held = rotation::ring(&folder, &keys, epochs.origin(), &rotated);
    let (keys, ring) = held.ok_or_else(|| StartError::OtherKey(folder.join("log.key")))?;
    let mut notes: Vec<String> =
        heads::notes(&heads::folder(config)).into_iter().map(|(_, note)| note).collect();
    notes.extend(anchors.iter().filter_map(Anchor::note).map(str::to_owned));
    for witness in witnesses {
        let last = witness.last(epochs.origin()).await;
        notes.extend(last.map_err(Fault::Witness)?);
    }
    let epoch = compare(&store, &epochs, (&notes, &ring), reason).await?;
    store.close().await;
    let signer = Signer::new(&epoch.origin, &keys.log)?;
    Ok(signer.sign(&epoch.checkpoint())?)
}

/// What was lost, by the heads that are known.
async fn compare(
    store: &Store,
    epochs: &Epochs,
    (notes, ring): (&[String], &Keyring),
    reason: &str,
) -> Result<Epoch, EpochError> {
    let size = u64::try_from(store.head().await?.size).unwrap_or_default();
    let recovered = edge(store, size).await?;
    let (mut agreed, mut lost): (u64, Option<Checkpoint>) = (0, None);
    let mut shorter = false;
    for note in notes {
        let Some(head) = signed_by_us(note, epochs.origin(), ring) else { continue };
        let ours = epochs.origin_of_head(head.size) == head.origin
            && head.size <= size
            && edge(store, head.size).await? == head.head();
        if ours {
            agreed = agreed.max(head.size);
        } else if epochs.lost(head.size).is_none() {
            shorter |= head.size <= size;
            let rank = |it: &Checkpoint| (epoch::number(&it.origin), it.size);
            if lost.as_ref().is_none_or(|known| rank(known) < rank(&head)) {
                lost = Some(head);
            }
        }
    }
    let lost = lost.ok_or(EpochError::NothingLost)?;
    let names = notes.iter().filter_map(|note| checkpoint_of(note)).map(|it| it.origin);
    let names: Vec<String> = names.filter(|it| epoch::same_log(it, epochs.origin())).collect();
    let known = epochs.origins().chain(names.iter().map(String::as_str));
    let reason = normal(reason)?;
    Ok(Epoch {
        origin: epoch::next_origin(known).ok_or(NoteError::BadKey)?,
        from: epochs.origin().to_owned(),
        recovered,
        agreed: if shorter { agreed } else { size },
        lost_origin: lost.origin.clone(),
        lost: lost.head(),
        reason,
    })
}

/// Words as they can stand in an event.
pub fn normal(words: &str) -> Result<String, Fault> {
    let mut words = serde_json::Value::String(words.trim().to_owned());
    journal::canon::normalise(&mut words).map_err(|error| Fault::Encode(Box::new(error)))?;
    Ok(words.as_str().unwrap_or_default().to_owned())
}

/// The checkpoint in a note, if it is of an epoch of our log and bears our signature.
pub fn signed_by_us(note: &str, origin: &str, ring: &Keyring) -> Option<Checkpoint> {
    let claimed = checkpoint_of(note)?;
    let verifier = ring.verifier([claimed.origin.as_str()]);
    let ours = epoch::same_log(&claimed.origin, origin);
    ours.then(|| verifier.open(note).ok()).flatten().map(|signed| signed.checkpoint)
}

/// The head over the first events that are stored.
pub async fn edge(store: &Store, size: u64) -> Result<Head, Fault> {
    let nodes = nodes::at(&mut Source::Store(store), Frontier::needs(size)).await?;
    let edge = Frontier::restore(PROFILE, size, &nodes);
    Ok(edge.map_err(|_| Fault::Inconsistent("the tree's edge is incomplete"))?.head())
}

/// Signs a statement for the supervising body, with a key of its own; answers the statement and
/// the public key. A witness that has seen more than the statement tells does not sign.
pub fn cosign(folder: &Path, name: &str, note: &str) -> Result<(String, PublicKey), EpochError> {
    let checkpoint = checkpoint_of(note).ok_or(NoteError::Malformed { line: 1 })?;
    let epoch = Epoch::read(&checkpoint)?;
    std::fs::create_dir_all(folder)
        .map_err(|source| Fault::File { doing: "建立签名目录", source })?;
    for origin in [&epoch.from, &epoch.lost_origin] {
        let seen = std::fs::read_to_string(witness::memory_in(folder, origin));
        let Some(seen) = seen.ok().as_deref().and_then(checkpoint_of) else { continue };
        let more = epoch.agreed < seen.size
            && (epoch.lost.size < seen.size
                || epoch.lost.size == seen.size && epoch.lost != seen.head());
        if more {
            return Err(EpochError::MoreSeen { seen: seen.size, told: epoch.lost.size });
        }
    }
    let seed = keys::one(&folder.join(BUREAU))?;
    let signer = Signer::new(name, &seed)?;
    Ok((signer.add(note)?, signer.public()))
}

/// What a statement says.
pub fn show(note: &str) -> Result<Epoch, EpochError> {
    let checkpoint = checkpoint_of(note).ok_or(NoteError::Malformed { line: 1 })?;
    Ok(Epoch::read(&checkpoint)?)
}

/// Puts a statement with both signatures on the record, which goes on under the new name; answers
/// the public key of the log under it.
pub async fn begin(
    config: Config,
    note: &str,
    bureau: &PublicKey,
) -> Result<(Epoch, String), EpochError> {
    if config.database_url.is_none() && !config.data.join("zhifa.db").is_file() {
        return Err(StartError::NoData(config.data.clone()).into());
    }
    let keys = Keys::existing(&config.data.join("keys")).ok_or(Fault::Vault)?;
    let claimed = checkpoint_of(note).ok_or(NoteError::Malformed { line: 1 })?;
    let log = packs::public_key(&claimed.origin, &keys)?;
    let epoch = Epoch::open(note, log, bureau.clone())?;
    let store = App::store(&config).await?;
    let law = packs::in_force(&config, &store).await?;
    let (epochs, _) = read(&mut Source::Store(&store), &packs::origin(&law)).await?;
    let found = u64::try_from(store.head().await?.size).unwrap_or_default();
    if epochs.origin() != epoch.from
        || epoch.recovered.size != found
        || edge(&store, found).await? != epoch.recovered
    {
        return Err(EpochError::OtherRecord { stated: epoch.recovered.size, found });
    }
    let config = Config { work: false, ..config };
    let app = App::open_with(config, store, law, Beginning::Epoch(Box::new(epoch.clone()))).await?;
    let event = EpochBegan { statement: note.to_owned(), bureau: bureau.to_string() };
    let order = Order {
        id: CommandId::new(app.new_id()),
        stream: StreamId::record(),
        command: domain::Command::Record(Command::BeginEpoch(event)),
        by: By::System,
        seen: None,
        device: None,
        occurred_at: None,
    };
    let taken = app.run(order).await;
    let key = app.log_key();
    app.close().await;
    match taken {
        Ok(_) => Ok((epoch, key)),
        Err(No::Fault(fault)) => Err(fault.into()),
        Err(no @ (No::Refused(_) | No::Denied(_) | No::Absent | No::Conflict(_))) => {
            Err(EpochError::NotTaken(format!("{no:?}")))
        }
    }
}
