//! The head of the day for the bureau that supervises: one small signed file, once a day.
//!
//! Whoever keeps these files elsewhere can convict a record that was written anew; that they are
//! fetched, mailed or mounted elsewhere is up to the house (docs/operations.md).

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use journal::Verifier;
use store::truth;

use crate::start::Inner;
use crate::{App, Config, Fault, StartError, witness};

/// How often it is looked whether a new day has begun.
const PAUSE: Duration = Duration::from_mins(1);
/// How many heads are compared at a start, the newest first.
const COMPARED: usize = 400;

/// Compares the record with the heads of earlier days; an older copy or another past is not
/// written on, for that would make a second history under one name.
pub async fn compare(inner: &Inner) -> Result<(), StartError> {
    let folder = inner.heads_folder();
    let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(()) };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let verifier = Verifier::new([inner.signer.public()]);
    let size = inner.store.head().await?.size;
    for place in files.into_iter().rev().take(COMPARED) {
        let Ok(note) = std::fs::read_to_string(&place) else { continue };
        let Ok(signed) = verifier.open(&note) else { continue };
        let head = signed.checkpoint.head();
        let there = signed.checkpoint.origin != inner.origin
            || i64::try_from(head.size).is_ok_and(|stated| stated <= size)
                && inner.edge(head.size).await.is_ok_and(|edge| edge.head() == head);
        if !there {
            return Err(StartError::OlderThanHead { place, size: head.size });
        }
    }
    Ok(())
}

impl Inner {
    fn heads_folder(&self) -> PathBuf {
        self.config.heads.clone().unwrap_or_else(|| self.config.data.join("heads"))
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
