//! Objects that come in piece by piece, over links that break: what has arrived stays, and is gone
//! on from where it ends.
//!
//! The bytes lie in a file beside the objects; its length, once synced, is all that is true of how
//! much has come. A note beside it says whose it is. Neither is evidence before it is whole.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};

use crate::Fault;
use crate::blobs::{BlobHash, BlobStore, BlobTrouble, CHUNK, file, incoming, names, sync_names};
use crate::chunks::{Chunks, weigh};

/// How long what has come is kept for its sender to go on.
pub const KEPT: Duration = Duration::from_hours(3 * 24);

/// The ending of a file with a note.
const NOTE: &str = "note";
/// The ending of a file with the bytes that have come.
const BYTES: &str = "part";

/// Whose an object is, and what it is said to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// Who began it.
    pub owner: String,
    /// The name on the sender's device.
    pub name: String,
    /// How many bytes there will be.
    pub size: u64,
    /// The object, once it is whole and kept: its hash and its type.
    #[serde(default)]
    pub object: Option<(String, String)>,
    /// The root of the tree over the object's chunks, when it came in pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chunks: Option<String>,
}

/// Why a piece was not taken.
#[derive(Debug, thiserror::Error)]
pub enum PieceTrouble {
    /// There is nothing under this id.
    #[error("no such parcel")]
    Unknown,
    /// Another piece of it is coming in.
    #[error("another piece is coming in")]
    Busy,
    /// It does not begin where the last one ended.
    #[error("{have} bytes have come")]
    Elsewhere {
        /// How many bytes have come.
        have: u64,
    },
    /// It goes beyond what was announced.
    #[error("more than was announced")]
    TooLarge,
    /// The plumbing broke.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl BlobStore {
    /// Begins a parcel under an id of digits and capital letters, or notes what became of it.
    pub async fn note_parcel(&self, id: &str, parcel: &Parcel) -> Result<(), Fault> {
        let root = self.root();
        let doing = "登记上传";
        let text = serde_json::to_vec(parcel).map_err(|source| file(doing)(source.into()))?;
        let [note, bytes] = places(root, id);
        let fresh = note.with_extension("new");
        let mut target = File::create(&fresh).await.map_err(file(doing))?;
        target.write_all(&text).await.map_err(file(doing))?;
        target.sync_all().await.map_err(file(doing))?;
        if parcel.object.is_none() {
            let made = OpenOptions::new().create(true).append(true).open(&bytes).await;
            made.map_err(file(doing))?;
        }
        fs::rename(&fresh, &note).await.map_err(file(doing))?;
        sync_names(&incoming(root)).await
    }

    /// A parcel and how many of its bytes have come; `None` when there is none under the id.
    pub async fn parcel(&self, id: &str) -> Result<Option<(Parcel, u64)>, Fault> {
        let root = self.root();
        let doing = "查找上传";
        if !is_id(id) {
            return Ok(None);
        }
        let [note, bytes] = places(root, id);
        let text = match fs::read(&note).await {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(file(doing)(error)),
        };
        let Ok(parcel) = serde_json::from_slice::<Parcel>(&text) else { return Ok(None) };
        if parcel.object.is_some() {
            let size = parcel.size;
            return Ok(Some((parcel, size)));
        }
        match fs::metadata(&bytes).await {
            Ok(found) => Ok(Some((parcel, found.len()))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(file(doing)(error)),
        }
    }

    /// Appends a piece that begins at `offset`; gives how many bytes have come then, durably.
    ///
    /// What came of a piece that broke off stays.
    pub async fn append(
        &self,
        id: &str,
        offset: u64,
        source: &mut (impl AsyncRead + Unpin),
    ) -> Result<u64, PieceTrouble> {
        let root = self.root();
        let doing = "保存上传";
        let Some((parcel, _)) = self.parcel(id).await? else { return Err(PieceTrouble::Unknown) };
        let [_, bytes] = places(root, id);
        let opened = OpenOptions::new().append(true).open(&bytes).await;
        let Ok(mut target) = opened else { return Err(PieceTrouble::Unknown) };
        if flock(&target, FlockOperation::NonBlockingLockExclusive).is_err() {
            return Err(PieceTrouble::Busy);
        }
        let have = target.metadata().await.map_err(file(doing))?.len();
        if have != offset {
            return Err(PieceTrouble::Elsewhere { have });
        }
        let (mut now, mut chunk) = (have, vec![0; CHUNK]);
        let broke = loop {
            let read = match source.read(&mut chunk).await {
                Ok(read) => read,
                Err(error) => break Some(error),
            };
            let piece = chunk.get(..read).unwrap_or_default();
            if piece.is_empty() {
                break None;
            }
            if parcel.size < now + piece.len() as u64 {
                target.set_len(have).await.map_err(file(doing))?;
                return Err(PieceTrouble::TooLarge);
            }
            target.write_all(piece).await.map_err(file(doing))?;
            now += piece.len() as u64;
        };
        target.flush().await.map_err(file(doing))?;
        target.sync_all().await.map_err(file(doing))?;
        match broke {
            None => Ok(now),
            Some(error) => Err(file(Self::RECEIVING)(error).into()),
        }
    }

    /// The first bytes of a parcel, at most so many.
    pub async fn beginning(&self, id: &str, most: u64) -> Result<Vec<u8>, Fault> {
        let root = self.root();
        let [_, bytes] = places(root, id);
        let source = File::open(bytes).await.map_err(file("读取上传"))?;
        let mut head = Vec::new();
        source.take(most).read_to_end(&mut head).await.map_err(file("读取上传"))?;
        Ok(head)
    }

    /// Makes an object of a parcel that is whole; gives its hash and the sums of its chunks.
    pub async fn unite(&self, id: &str) -> Result<(BlobHash, Chunks), BlobTrouble> {
        let root = self.root();
        let [_, bytes] = places(root, id);
        let mut source = File::open(&bytes).await.map_err(file("读取上传"))?;
        let (hash, chunks) = weigh(&mut source).await.map_err(file("读取上传"))?;
        source.sync_all().await.map_err(file("读取上传"))?;
        self.keep(&bytes, hash).await?;
        Ok((hash, chunks))
    }

    /// Throws a parcel away; what became an object stays.
    pub async fn drop_parcel(&self, id: &str) -> Result<(), Fault> {
        let root = self.root();
        for place in places(root, id) {
            match fs::remove_file(&place).await {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(file("取消上传")(error)),
            }
        }
        Ok(())
    }

    /// Removes the parcels that nobody has gone on with for [`KEPT`].
    pub async fn sweep_parcels(&self, now: SystemTime) -> Result<(), Fault> {
        let root = self.root();
        for name in names(&incoming(root)).await? {
            if is_parcel(&name) && !is_waiting(root, &name, now).await {
                let gone = fs::remove_file(incoming(root).join(&name)).await;
                gone.map_err(file("清理未完成的上传"))?;
            }
        }
        Ok(())
    }

    /// The parcels of a person that are not whole yet.
    pub async fn parcels_of(&self, owner: &str) -> Result<Vec<Parcel>, Fault> {
        let root = self.root();
        let mut found = Vec::new();
        for name in names(&incoming(root)).await? {
            let Some(id) = name.strip_suffix(".note") else { continue };
            let parcel = self.parcel(id).await?.map(|(parcel, _)| parcel);
            found.extend(parcel.filter(|it| it.owner == owner && it.object.is_none()));
        }
        Ok(found)
    }
}

/// Whether a file of the folder for what comes in is of a parcel that may still be gone on with.
pub(crate) async fn is_waiting(root: &Path, name: &str, now: SystemTime) -> bool {
    if !is_parcel(name) {
        return false;
    }
    let changed = fs::metadata(incoming(root).join(name)).await.and_then(|found| found.modified());
    let age = changed.ok().and_then(|at| now.duration_since(at).ok());
    age.unwrap_or_default() < KEPT
}

fn is_parcel(name: &str) -> bool {
    let parts = name.rsplit_once('.');
    parts.is_some_and(|(id, ending)| is_id(id) && [NOTE, BYTES].contains(&ending))
}

fn is_id(id: &str) -> bool {
    id.len() == 26 && id.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

fn places(root: &Path, id: &str) -> [PathBuf; 2] {
    [NOTE, BYTES].map(|ending| incoming(root).join(format!("{id}.{ending}")))
}
