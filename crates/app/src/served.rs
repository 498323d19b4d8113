//! Evidence objects on their way to a reader: whole or in part, no byte of them unchecked.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use domain::evidence::BlobRef;
use lru::LruCache;
use store::{BlobHash, Checked, Chunks, truth};

use crate::{App, Fault};

/// Of how many objects the sums of the chunks are remembered.
const MOST: NonZeroUsize = NonZeroUsize::new(256).unwrap();

/// The sums of the chunks of the objects that were opened lately.
#[derive(Debug)]
pub(crate) struct Weighed(Mutex<LruCache<BlobHash, Arc<Chunks>>>);

impl Default for Weighed {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(MOST)))
    }
}

impl App {
    /// A part of an object, or all of it; `None` when there is none with this hash. The whole object
    /// is read through and checked before; a recording, which is asked for in many parts, only the
    /// first time.
    pub async fn serve(
        &self,
        sha256: &str,
        part: Range<u64>,
    ) -> Result<Option<(BlobRef, Checked)>, Fault> {
        let Ok(hash) = sha256.parse::<BlobHash>() else { return Ok(None) };
        let Some(row) = self.inner.store.first(truth::blob(sha256)).await? else {
            return Ok(None);
        };
        let blobs = &self.inner.blobs;
        let recorded = row.mime.starts_with("video/") || row.mime.starts_with("audio/");
        if recorded && let Some(known) = self.inner.weighed.get(hash) {
            let size = known.size();
            if let Some(checked) = blobs.part(hash, known, part.clone()).await? {
                return Ok(Some((
                    BlobRef { sha256: row.hash, size, mime: row.mime, chunks: None },
                    checked,
                )));
            }
        }
        let chunks = Arc::new(blobs.chunks(hash).await?);
        self.inner.weighed.put(hash, Arc::clone(&chunks));
        let size = chunks.size();
        let checked = blobs.part(hash, chunks, part).await?;
        let checked = checked.ok_or(Fault::Inconsistent("an object changes while it is read"))?;
        Ok(Some((BlobRef { sha256: row.hash, size, mime: row.mime, chunks: None }, checked)))
    }
}

impl Weighed {
    fn get(&self, hash: BlobHash) -> Option<Arc<Chunks>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&hash).cloned()
    }

    fn put(&self, hash: BlobHash, chunks: Arc<Chunks>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(hash, chunks);
    }
}
