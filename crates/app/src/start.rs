//! Opening the application: keys, store, people, numbers, the tree's edge, then the writer.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use domain::documents::{DocumentNumber, NumberRegister};
use domain::ids::{AuthorityId, PersonId};
use domain::org::{Person, Roster};
use domain::packs::Jurisdiction;
use domain::{State, StreamId, world};
use jiff::Timestamp;
use jiff::civil::Date;
use journal::{Epoch, Epochs, Frontier, Hash, Keyring, Rotation, Signer};
use store::{BlobStore, Store, Target, tables, truth};
use tokio::sync::{Notify, mpsc, oneshot};

use crate::desk::{Desk, Flying, Held, Lately, Trail};
use crate::door::PROFILE;
use crate::fault::Bar;
use crate::mail::{self, MailStanding};
use crate::served::Weighed;
use crate::sessions::Sessions;
use crate::timekeeper::{self, Timekeeper};
use crate::vault::Vault;
use crate::walk::Source;
use crate::writer::{self, Request};
use crate::{
    App, ClockDoubt, Config, Fault, No, Order, Receipt, StartError, WitnessStanding, cosign, epoch,
    heads, keys, nodes, packs, print, rebuild, record, rotation, rounds,
};

/// How many requests may wait for the writer.
const WAITING: usize = 1024;

/// What every handle on the application shares.
pub struct Inner {
    pub(crate) config: Config,
    pub(crate) store: Store,
    pub(crate) blobs: BlobStore,
    pub(crate) vault: Vault,
    pub(crate) signer: Signer,
    pub(crate) origin: String,
    pub(crate) epochs: Epochs,
    pub(crate) ring: Keyring,
    pub(crate) wake: Notify,
    pub(crate) press: tokio::sync::OnceCell<paper::Press>,
    pub(crate) standings: Mutex<Vec<WitnessStanding>>,
    pub(crate) mailed: Mutex<MailStanding>,
    pub(crate) lately: Lately,
    pub(crate) sessions: Sessions,
    pub(crate) weighed: Weighed,
    pub(crate) time: Timekeeper,
    /// What a witness said that knows another history; nothing is written after that.
    pub(crate) contradiction: OnceLock<String>,
    law: RwLock<Arc<Jurisdiction>>,
    roster: RwLock<Arc<Roster>>,
    writer: mpsc::Sender<Request>,
    /// Held until the application is closed: one data folder, one writer.
    lock: Mutex<Option<File>>,
}

/// What is to be put on record right after the start, and counts from there on.
pub(crate) enum Beginning {
    /// Nothing.
    Nothing,
    /// An epoch.
    Epoch(Box<Epoch>),
    /// Another key: its statement and its seed.
    Key(Box<Rotation>, [u8; 32]),
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inner").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl App {
    /// Opens the data folder, with the pack that is in force in it.
    pub async fn open(config: Config) -> Result<Self, StartError> {
        let store = Self::store(&config).await?;
        let law = packs::in_force(&config, &store).await?;
        Self::open_with(config, store, law, Beginning::Nothing).await
    }

    /// Opens the store of a data folder, making both where they are not there.
    pub async fn store(config: &Config) -> Result<Store, StartError> {
        std::fs::create_dir_all(&config.data).map_err(|source| {
            StartError::Fault(Fault::File { doing: "建立数据目录", source })
        })?;
        let target = match &config.database_url {
            Some(url) => Target::Postgres(url.clone()),
            None => Target::Sqlite(config.data.join("zhifa.db")),
        };
        Ok(Store::open(&target).await?)
    }

    /// Opens the application with a jurisdiction that was checked already, and with what is to be
    /// begun.
    pub(crate) async fn open_with(
        config: Config,
        store: Store,
        law: Jurisdiction,
        begun: Beginning,
    ) -> Result<Self, StartError> {
        let lock = lock(&config.data)?;
        let blobs = BlobStore::open(blobs(&config)?).await?;
        blobs.sweep_incoming(config.clock.now().into()).await?;
        let (mut epochs, _) = epoch::read(&mut Source::Store(&store), &packs::origin(&law)).await?;
        let origins = epochs.origins().collect();
        let (mut keys, mut ring) = rotation::at_start(&store, &config.data, origins).await?;
        match begun {
            Beginning::Nothing => {}
            Beginning::Epoch(epoch) => epochs.begin(*epoch),
            Beginning::Key(rotation, seed) => {
                ring.lead_on(&rotation);
                keys.log = seed;
            }
        }
        let origin = epochs.origin().to_owned();
        let signer =
            Signer::new(&origin, &keys.log).map_err(|source| Fault::Encode(Box::new(source)))?;
        let (sender, receiver) = mpsc::channel(WAITING);
        let work = config.work;
        let inner = Arc::new(Inner {
            vault: Vault::new(&keys.vault),
            time: Timekeeper::new(config.clock.clone()),
            contradiction: OnceLock::new(),
            config,
            store,
            blobs,
            signer,
            origin,
            epochs,
            ring,
            wake: Notify::new(),
            press: tokio::sync::OnceCell::new(),
            standings: Mutex::new(Vec::new()),
            mailed: Mutex::default(),
            lately: Lately::default(),
            sessions: Sessions::default(),
            weighed: Weighed::default(),
            law: RwLock::new(Arc::new(law)),
            roster: RwLock::new(Arc::new(Roster::default())),
            writer: sender,
            lock: Mutex::new(Some(lock)),
        });
        rebuild::when_due(&inner.store, &inner.vault, &inner.law()).await?;
        heads::compare(&inner).await?;
        inner.read_people().await?;
        let desk = inner.desk().await?;
        inner.time.begin(desk.last_at);
        let unsigned = desk.signed < desk.frontier.size();
        tokio::spawn(writer::write(inner.clone(), desk, receiver));
        if work {
            // A program that was killed may be killed again before a second has passed.
            if unsigned && let Err(fault) = inner.checkpoint().await {
                tracing::warn!(error = ?fault, "what was left unsigned is not signed yet");
            }
            tokio::spawn(print::work(inner.clone()));
            tokio::spawn(heads::work(inner.clone()));
            tokio::spawn(rounds::work(inner.clone()));
            tokio::spawn(timekeeper::work(inner.clone()));
            if inner.config.mail.is_some() {
                tokio::spawn(mail::work(inner.clone()));
            }
            if !inner.config.witnesses.is_empty() {
                tokio::spawn(cosign::work(inner.clone()));
            }
        }
        Ok(Self { inner })
    }

    /// Sends an order through the door and waits for the answer.
    pub async fn run(&self, order: Order) -> Result<Receipt, No> {
        self.inner.run(order).await
    }

    /// Signs the log as it is, and says its head.
    pub async fn checkpoint(&self) -> Result<journal::Head, Fault> {
        self.inner.checkpoint().await
    }

    /// Signs what is unsigned and closes the store; the handle is of no use afterwards.
    pub async fn close(&self) {
        if let Err(fault) = self.checkpoint().await {
            tracing::warn!(error = ?fault, "the last checkpoint was not signed");
        }
        self.inner.store.close().await;
        drop(self.inner.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// The jurisdiction in force.
    pub fn law(&self) -> Arc<Jurisdiction> {
        self.inner.law()
    }

    /// Everybody with an account.
    pub fn people(&self) -> Arc<Roster> {
        self.inner.roster()
    }

    /// The present moment, also while the clock is not believed.
    pub fn now(&self) -> Timestamp {
        self.inner.time.now()
    }

    /// Why the clock is not believed, so that nothing is written.
    pub fn clock_doubt(&self) -> Option<ClockDoubt> {
        self.inner.time.doubt()
    }

    /// What a witness said that knows another history of this record, so that nothing is written.
    pub fn contradiction(&self) -> Option<&str> {
        self.inner.contradiction.get().map(String::as_str)
    }

    /// The civil day where the authority is.
    pub fn today(&self) -> Date {
        self.inner.civil_day(self.now())
    }

    /// Where files from outside are taken apart.
    pub fn confinement(&self) -> &crate::confine::Confinement {
        &self.inner.config.confinement
    }

    /// The address printed in QR codes.
    pub fn public_url(&self) -> &str {
        &self.inner.config.public_url
    }

    /// Whether writes are possible.
    pub fn writable(&self) -> bool {
        !self.stopped() && self.inner.barred().is_none()
    }

    /// Whether a write has failed, so that nothing is written until a restart.
    pub fn stopped(&self) -> bool {
        !self.inner.store.writable() || self.inner.writer.is_closed()
    }

    /// The public key of the log, as a verifier key line.
    pub fn log_key(&self) -> String {
        self.inner.signer.public().to_string()
    }

    /// A fresh id: 26 characters, sortable by time (ULID).
    pub fn new_id(&self) -> String {
        let millis = u128::try_from(self.now().as_millisecond()).unwrap_or_default();
        let mut random = [0_u8; 10];
        // Without randomness from the system the id is still unique by its time for one sender;
        // the door refuses a second order under the same id.
        let _ = getrandom::fill(&mut random);
        let tail = random.iter().fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte));
        keys::ulid((millis << 80) | tail)
    }
}

/// Takes the data folder for this program alone; the system gives it back when the program ends,
/// however it ends.
fn lock(data: &Path) -> Result<File, StartError> {
    let doing = |source| StartError::Fault(Fault::File { doing: "锁定数据目录", source });
    let mut options = File::options();
    let lock = options.create(true).truncate(false).write(true).open(data.join("zhifa.lock"));
    let lock = lock.map_err(doing)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StartError::InUse(data.to_owned())),
        Err(TryLockError::Error(source)) => Err(doing(source)),
    }
}

/// Where evidence objects lie.
///
/// # Errors
/// The address of a bucket cannot be used.
pub fn blobs(config: &Config) -> Result<BlobStore, Fault> {
    Ok(BlobStore::at(config.data.join("evidence"), config.bucket.as_ref())?)
}

impl Inner {
    pub(crate) fn law(&self) -> Arc<Jurisdiction> {
        self.law.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn roster(&self) -> Arc<Roster> {
        self.roster.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Adds a person to the roster, or replaces them.
    pub(crate) fn put_person(&self, person: Person) {
        let mut guard = self.roster.write().unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(&mut guard).put(person);
    }

    /// Puts another pack in force, from the texts in the data folder.
    pub(crate) fn reload(&self, digest: &str) {
        match packs::read_digest(&self.config, digest) {
            Ok(law) => {
                *self.law.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(law);
            }
            Err(error) => tracing::error!(%error, "the pack that was loaded cannot be read"),
        }
    }

    /// Why nothing is written for now, if so.
    pub(crate) fn barred(&self) -> Option<Bar> {
        if self.is_full() {
            Some(Bar::Space)
        } else if self.contradiction.get().is_some() {
            Some(Bar::Contradiction)
        } else {
            self.time.doubt().map(|_| Bar::Clock)
        }
    }

    /// The civil day of a moment where the authority is.
    pub(crate) fn civil_day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.config.time_zone.clone()).date()
    }

    pub(crate) async fn run(&self, order: Order) -> Result<Receipt, No> {
        let (reply, answer) = oneshot::channel();
        let request = Request::Order(Box::new(order), reply);
        self.writer.send(request).await.map_err(|_| No::Fault(Fault::Stopped))?;
        answer.await.map_err(|_| No::Fault(Fault::Stopped))?
    }

    pub(crate) async fn checkpoint(&self) -> Result<journal::Head, Fault> {
        let (reply, answer) = oneshot::channel();
        self.writer.send(Request::Checkpoint(reply)).await.map_err(|_| Fault::Stopped)?;
        answer.await.map_err(|_| Fault::Stopped)?
    }

    /// The state of a stream from its events.
    pub(crate) fn replay(
        &self,
        stream: &StreamId,
        events: &[truth::Event],
        openings: Vec<truth::Opening>,
    ) -> Result<Option<Held>, Fault> {
        let openings = record::by_event(openings);
        let mut state: Option<State> = None;
        let mut trail = Trail::default();
        for stored in events {
            let opened = openings.get(&stored.seq).map_or(&[][..], Vec::as_slice);
            let (frame, event) = record::decode(stored, opened, &self.vault)?;
            let at = stored.recorded_at.parse().unwrap_or(Timestamp::UNIX_EPOCH);
            state = world::apply(state, stream, &event);
            trail.note(&event, (stored.seq, at, Hash(stored.leaf)), &frame.actor);
        }
        Ok(state.map(|state| Held { state: Arc::new(state), trail: Arc::new(trail) }))
    }

    async fn read_people(&self) -> Result<(), Fault> {
        let rows = self.store.ask(tables::people::all()).await?;
        for row in rows {
            let stream = StreamId::person(&PersonId::new(row.id));
            if let Some(loaded) = self.load(&stream).await?
                && let State::Person(person) = &*loaded.state
            {
                self.put_person((**person).clone());
            }
        }
        Ok(())
    }

    async fn desk(&self) -> Result<Desk, Fault> {
        let head = self.store.head().await?;
        let size = u64::try_from(head.size).map_err(|_| Fault::Inconsistent("journal size"))?;
        let frontier = self.edge(size).await?;
        let last_at = head.recorded_at.parse().unwrap_or(Timestamp::UNIX_EPOCH);
        let signed = self.store.first(truth::last_checkpoint()).await?;
        let signed = signed.and_then(|c| u64::try_from(c.size).ok()).unwrap_or_default();
        let numbers = self.numbers().await?;
        Ok(Desk {
            frontier,
            numbers,
            last_at,
            signed,
            to_print: false,
            erased: Vec::new(),
            fresh: BTreeMap::new(),
            answered: Vec::new(),
            head,
            flying: Flying::default(),
        })
    }

    /// The growing edge of the tree from its stored nodes.
    pub(crate) async fn edge(&self, size: u64) -> Result<Frontier, Fault> {
        let source = &mut Source::Store(&self.store);
        let nodes = nodes::at(source, Frontier::needs(size)).await?;
        Frontier::restore(PROFILE, size, &nodes)
            .map_err(|_| Fault::Inconsistent("the tree's edge is incomplete"))
    }

    async fn numbers(&self) -> Result<NumberRegister, Fault> {
        let mut numbers = NumberRegister::default();
        for register in self.store.ask(tables::documents::registers()).await? {
            let last = self.store.first(tables::documents::last_ordinal(&register)).await?;
            let year = i16::try_from(register.year).unwrap_or_default();
            let ordinal = u32::try_from(last.unwrap_or_default()).unwrap_or_default();
            let number = DocumentNumber {
                word: register.word.clone(),
                year,
                ordinal,
                text: String::new(),
                reserved: false,
            };
            // The register only remembers the last number; a first note may jump to it.
            let _ = numbers.note(&AuthorityId::new(&register.authority), &number);
        }
        // Blocks in the hands of officers were counted when they were handed out.
        for held in self.roster().all().flat_map(|person| &person.blocks) {
            let _ = numbers.note_block(&held.block);
        }
        Ok(numbers)
    }
}
