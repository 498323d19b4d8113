//! The head of the day for the bureau that supervises: one small signed file, once a day.
//!
//! Whoever keeps these files elsewhere can convict a record that was written anew; that they are
//! fetched, mailed or mounted elsewhere is up to the house (docs/operations.md).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use journal::Checkpoint;
use store::{Defect, truth};

use crate::start::Inner;
use crate::{App, Config, Fault, StartError, epoch, witness};

/// How often it is looked whether a new day has begun.
const PAUSE: Duration = Duration::from_mins(1);
/// How many heads are compared at a start, the newest first.
const COMPARED: usize = 400;

/// How long a witness has to tell at a start what it saw.
const PATIENCE: Duration = Duration::from_secs(2);

/// Compares the record with the heads of earlier days and with what witnesses saw; an older copy
/// or another past is not written on, for that would make a second history under one name.
pub async fn compare(inner: &Inner) -> Result<(), StartError> {
    let size = u64::try_from(inner.store.head().await?.size).unwrap_or_default();
    for (place, note) in notes(&inner.heads_folder()).into_iter().take(COMPARED) {
        let Some(head) = epoch::signed_by_us(&note, &inner.origin, &inner.ring) else { continue };
        if !is_there(inner, &head, size).await {
            return Err(StartError::OlderThanHead { place, size: head.size });
        }
    }
    for witness in &inner.config.witnesses {
        let told = tokio::time::timeout(PATIENCE, witness.last(&inner.origin)).await;
        // Who cannot be asked now is asked again when the next checkpoint is offered.
        let Ok(Ok(Some(note))) = told else { continue };
        let Some(head) = epoch::signed_by_us(&note, &inner.origin, &inner.ring) else { continue };
        if !is_there(inner, &head, size).await {
            let name = witness.key.name().to_owned();
            return Err(StartError::OlderThanWitness { name, size: head.size });
        }
    }
    Ok(())
}

/// Whether a head is of this record, or an epoch has told that it was lost.
async fn is_there(inner: &Inner, head: &Checkpoint, size: u64) -> bool {
    if store::planted(Defect::RollbackUnseen) {
        return true;
    }
    let same = inner.epochs.origin_of_head(head.size) == head.origin
        && head.size <= size
        && inner.edge(head.size).await.is_ok_and(|edge| edge.head() == head.head());
    same || inner.epochs.lost(head.size).is_some_and(|lost| lost.origin != head.origin)
}

/// The notes in a folder, the newest day first.
pub fn notes(folder: &Path) -> Vec<(PathBuf, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let read = |place: PathBuf| std::fs::read_to_string(&place).ok().map(|note| (place, note));
    files.into_iter().rev().filter_map(read).collect()
}

/// Where the heads of the days lie.
pub fn folder(config: &Config) -> PathBuf {
    config.heads.clone().unwrap_or_else(|| config.data.join("heads"))
}

impl Inner {
    fn heads_folder(&self) -> PathBuf {
        folder(&self.config)
    }
}

/// Writes the head of each day for as long as the application runs.
pub async fn work(inner: Arc<Inner>) {
    let app = App { inner };
    while !app.stopped() {
        if let Err(fault) = app.write_head_of_day().await {
            tracing::error!(error = ?fault, "the head of the day was not written");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

impl App {
    /// Where the heads of the days lie.
    pub fn heads_folder(&self) -> PathBuf {
        self.inner.heads_folder()
    }

    /// Writes the head of today unless it is there; answers the file.
    pub async fn write_head_of_day(&self) -> Result<PathBuf, Fault> {
        let folder = self.heads_folder();
        let place = folder.join(format!("{}.txt", self.today()));
        if place.is_file() {
            return Ok(place);
        }
        let note = self.newest_checkpoint().await?;
        let made = place.clone();
        tokio::task::spawn_blocking(move || {
            std::fs::create_dir_all(&folder)
                .map_err(|source| Fault::File { doing: "建立存证头目录", source })?;
            witness::keep(&folder, &made, &note)
        })
        .await
        .map_err(|_| Fault::Inconsistent("writing a head was broken off"))??;
        Ok(place)
    }

    /// The newest signed checkpoint of a data folder, without opening it for work.
    pub async fn last_checkpoint(config: &Config) -> Result<String, StartError> {
        if config.database_url.is_none() && !config.data.join("zhifa.db").is_file() {
            return Err(StartError::NoData(config.data.clone()));
        }
        let store = Self::store(config).await?;
        let newest = store.first(truth::last_checkpoint()).await?;
        store.close().await;
        Ok(newest.ok_or(Fault::Inconsistent("the log has no checkpoint"))?.note)
    }

    /// Signs the log as it is, and gives the checkpoint.
    pub async fn newest_checkpoint(&self) -> Result<String, Fault> {
        self.checkpoint().await?;
        let newest = self.inner.store.first(truth::last_checkpoint()).await?;
        Ok(newest.ok_or(Fault::Inconsistent("the log has no checkpoint"))?.note)
    }
}
