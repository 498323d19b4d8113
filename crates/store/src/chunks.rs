//! Parts of an object, each checked before it leaves: for recordings that are played from the
//! middle, and so that not one altered byte of a long one is sent.
//!
//! One pass over the whole object, whose hash is on record, gives the sums of its chunks; from then
//! on a part is checked by the chunks that it touches. The sums are kept in memory only: whoever
//! could write beside the object could write them too.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncSeekExt as _, SeekFrom};

use crate::blobs::{BlobHash, BlobStore, BlobTrouble, Object, file};

/// How long a chunk is, in bytes: 1 MiB.
const CHUNK: u64 = 1024 * 1024;

/// The sums of an object's chunks, made in one pass with its whole hash.
#[derive(Debug, PartialEq, Eq)]
pub struct Chunks {
    size: u64,
    sums: Vec<[u8; 32]>,
}

/// What makes the sum of a chunk the leaf of a tree, and of nothing else (RFC 6962 §2.1).
const LEAF: [u8; 1] = [0];

impl Chunks {
    /// The sums, in order: leaves of an RFC 6962 tree over the chunks.
    pub fn leaves(&self) -> &[[u8; 32]] {
        &self.sums
    }

    /// The object's size in bytes.
    pub const fn size(&self) -> u64 {
        self.size
    }
}

/// A part of an object on its way out.
#[derive(Debug)]
pub struct Checked {
    object: Object,
    chunks: Arc<Chunks>,
    left: Range<u64>,
}

impl BlobStore {
    /// Reads an object through, checks that its bytes have the hash they are named by, and gives
    /// the sums of its chunks.
    pub async fn chunks(&self, hash: BlobHash) -> Result<Chunks, BlobTrouble> {
        let (mut source, _) = self.read(hash).await?;
        let (found, chunks) = weigh(&mut source).await.map_err(file("读取证据文件"))?;
        if found == hash || crate::planted(crate::Defect::BlobBySize) {
            Ok(chunks)
        } else {
            Err(BlobTrouble::Altered { named: hash, found })
        }
    }

    /// A part of an object whose chunks are known; `None` when the object has another size than it
    /// had, so that its chunks must be made anew.
    pub async fn part(
        &self,
        hash: BlobHash,
        chunks: Arc<Chunks>,
        part: Range<u64>,
    ) -> Result<Option<Checked>, BlobTrouble> {
        let (object, size) = self.read(hash).await?;
        let end = part.end.min(chunks.size);
        let left = part.start.min(end)..end;
        Ok((size == chunks.size).then_some(Checked { object, chunks, left }))
    }
}

impl Checked {
    /// How many bytes are still to come.
    pub const fn len(&self) -> u64 {
        self.left.end - self.left.start
    }

    /// Whether nothing is to come any more.
    pub const fn is_empty(&self) -> bool {
        self.left.end == self.left.start
    }

    /// The next bytes, checked; `None` at the end.
    ///
    /// # Errors
    /// They cannot be read, or are not what they were.
    pub async fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        if self.is_empty() {
            return Ok(None);
        }
        let index = self.left.start / CHUNK;
        let begin = index * CHUNK;
        self.object.seek(SeekFrom::Start(begin)).await?;
        let mut bytes = chunk(&mut self.object).await?;
        let sum = leaf(&bytes);
        let known = usize::try_from(index).ok().and_then(|index| self.chunks.sums.get(index));
        if known != Some(&sum) && !crate::planted(crate::Defect::BlobBySize) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "an altered chunk"));
        }
        let place = |at: u64| usize::try_from(at.saturating_sub(begin)).unwrap_or(usize::MAX);
        bytes.truncate(place(self.left.end));
        bytes.drain(..place(self.left.start).min(bytes.len()));
        if bytes.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left.start += bytes.len() as u64;
        Ok(Some(bytes))
    }
}

/// Reads bytes to their end; gives their hash and the sums of their chunks.
pub(crate) async fn weigh(source: &mut (impl AsyncRead + Unpin)) -> io::Result<(BlobHash, Chunks)> {
    let (mut whole, mut size, mut sums) = (Sha256::new(), 0_u64, Vec::new());
    loop {
        let bytes = chunk(source).await?;
        if bytes.is_empty() {
            let hash = BlobHash::from(<[u8; 32]>::from(whole.finalize()));
            return Ok((hash, Chunks { size, sums }));
        }
        whole.update(&bytes);
        size += bytes.len() as u64;
        sums.push(leaf(&bytes));
    }
}

fn leaf(bytes: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(LEAF).chain_update(bytes).finalize().into()
}

async fn chunk(source: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(CHUNK).read_to_end(&mut bytes).await?;
    Ok(bytes)
}
