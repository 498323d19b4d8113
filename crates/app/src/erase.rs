//! What erasing a personal value takes besides its event: the opening, the digest by which it could
//! be guessed, the copies in memory, and what the engine's files still hold of freed rows.
//!
//! Older backups are out of reach; docs/operations.md says how long they may be kept.

use std::sync::Arc;
use std::time::Duration;

use domain::StreamId;
use store::{Defect, WriteTx, planted, truth};

use crate::start::Inner;
use crate::{App, Fault};

/// How long is waited before the engine's files are tried again.
const PAUSE: Duration = Duration::from_secs(2);
/// How often they are tried before somebody is told.
const TRIES: usize = 300;

/// Removes the value from the store, in the transaction of the event that says so.
pub async fn remove(
    tx: &mut WriteTx,
    stream: &StreamId,
    (kind, field): (&str, &str),
) -> Result<(), Fault> {
    if planted(Defect::EraseInName) {
        return Ok(());
    }
    let events = tx.stream(&stream.to_string()).await?;
    for event in events.into_iter().filter(|event| event.kind == kind) {
        tx.change(truth::erase_opening(event.seq, field));
        tx.change(truth::forget_digest(&event.command));
    }
    Ok(())
}

/// Drops what memory holds of the streams, and empties the engine's files in the background.
pub fn forget(inner: &Arc<Inner>, streams: &[StreamId]) {
    for stream in streams {
        inner.lately.forget(stream);
    }
    let inner = Arc::clone(inner);
    tokio::spawn(async move {
        for _ in 0..TRIES {
            match inner.store.scrub().await {
                Ok(()) => return,
                Err(fault) => tracing::debug!(error = ?fault, "readers still need freed pages"),
            }
            tokio::time::sleep(PAUSE).await;
        }
        tracing::error!("erased values may still be readable in the write-ahead log");
    });
}

impl App {
    /// Makes erased values unreadable in the engine's own files; fails while somebody reads there.
    pub async fn scrub(&self) -> Result<(), Fault> {
        Ok(self.inner.store.scrub().await?)
    }
}
