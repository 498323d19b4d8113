//! 国密存证头: the same events under SM3, signed with SM2, for whoever must use the national algorithms.
//!
//! It is a second log with a name and a key of its own. Nothing of it is stored: its head is computed
//! from the events when it is wanted, and compared the same way when somebody brings one back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use journal::{Checkpoint, Frontier, Hash, Profile, PublicKey, Signer};
use store::audit;

use crate::walk::Source;
use crate::{App, Config, Fault, StartError, epoch, keys, packs};

const PROFILE: Profile = Profile::Sm3;
/// How many events are read at a time.
const CHUNK: i64 = 1000;

/// A signed head of the second log, with the key that signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NationalHead {
    /// The note.
    pub note: String,
    /// The public key, to be kept by whoever keeps heads.
    pub key: String,
}

/// The name of the second log.
pub fn origin(first: &str) -> String {
    format!("{first}/sm3")
}

/// The key of the second log, when there ever was a head of it.
pub fn public_key(first: &str, folder: &Path) -> Option<PublicKey> {
    let place = folder.join("sm2.key");
    let seed = place.is_file().then(|| keys::one(&place).ok()).flatten()?;
    Signer::sm2(&origin(first), &seed).ok().map(|signer| signer.public())
}

/// The roots at these sizes, as far as there are so many events, and the root of all.
pub async fn roots(
    source: &mut Source<'_>,
    sizes: &BTreeSet<u64>,
) -> Result<(BTreeMap<u64, Hash>, journal::Head), Fault> {
    let mut frontier = Frontier::new(PROFILE);
    let mut roots = BTreeMap::new();
    let mut read = -1;
    loop {
        let events = source.ask(audit::events_after(read, CHUNK)).await?;
        let Some(last) = events.last() else { return Ok((roots, frontier.head())) };
        read = last.seq;
        for event in events {
            frontier.push_each(PROFILE.leaf(&event.bytes), |_| ());
            if sizes.contains(&frontier.size()) {
                roots.insert(frontier.size(), frontier.root());
            }
        }
    }
}

impl App {
    /// The head of the second log of a data folder, signed now; the key is made when it is not there.
    pub async fn national_head(config: &Config) -> Result<NationalHead, StartError> {
        if config.database_url.is_none() && !config.data.join("zhifa.db").is_file() {
            return Err(StartError::NoData(config.data.clone()));
        }
        let store = Self::store(config).await?;
        let law = packs::in_force(config, &store).await?;
        let head = roots(&mut Source::Store(&store), &BTreeSet::new()).await;
        let epochs = epoch::read(&mut Source::Store(&store), &packs::origin(&law)).await;
        store.close().await;
        let (_, head) = head?;
        let origin = origin(epochs?.0.origin());
        let seed = keys::one(&config.data.join("keys").join("sm2.key"))?;
        let broken = |source: journal::NoteError| Fault::Encode(Box::new(source));
        let signer = Signer::sm2(&origin, &seed).map_err(broken)?;
        let checkpoint =
            Checkpoint { origin, size: head.size, root: head.root, extensions: Vec::new() };
        let note = signer.sign(&checkpoint).map_err(broken)?;
        Ok(NationalHead { note, key: signer.public().to_string() })
    }
}
