//! Evidence objects on their way in and out: bounded, sniffed, named by their content, looked at
//! by a confined reader, re-hashed on the way out. What is suspicious is kept, and kept apart.

use std::collections::BTreeMap;

use domain::StreamId;
use domain::evidence::{BlobRef, Suspicion};
use domain::ids::CommandId;
use domain::rounds::{Command, Quarantined};
use store::{BlobHash, BlobStore, BlobTrouble, Defect, Object, planted, truth};
use tokio::io::{AsyncRead, AsyncReadExt as _};

use crate::confine::{Kind, look};
use crate::{App, By, Fault, No, Order};

/// The largest object, in bytes: 64 MiB.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// How many bytes are looked at to tell the type.
pub(crate) const SNIFFED: u64 = 4096;

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadRefused {
    /// It is too large.
    #[error("文件超过64兆字节，没有保存；请压缩或者分段后再上传。")]
    TooLarge,
    /// It is a recording, and too large even for one.
    #[error("录音录像超过2吉字节，没有保存；请分段后再上传。")]
    TooLong,
    /// Too many uploads of this person are not at their end.
    #[error("没有传完的文件太多，请先把前面的传完或者取消。")]
    TooMany,
    /// It is empty.
    #[error("文件是空的，没有保存；请重新选择。")]
    Empty,
    /// Its content is of a kind that is not taken.
    #[error("文件内容不是照片、视频、录音或者PDF，没有保存；请转换格式后再上传。")]
    Kind,
    /// It did not arrive whole.
    #[error("文件没有传完，没有保存；请重新上传。")]
    BrokenOff(#[source] std::io::Error),
    /// The plumbing broke.
    #[error("文件没有保存，请稍后重试。")]
    Fault(#[from] Fault),
}

/// The type of an object that is only kept as proof that it was sent.
const ANYTHING: &str = "application/octet-stream";
/// The types that are taken, by their content.
const TAKEN: [&str; 13] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heif",
    "image/heic",
    "application/pdf",
    "video/mp4",
    "video/quicktime",
    "video/webm",
    "audio/mpeg",
    "audio/m4a",
    "audio/x-wav",
    "audio/amr",
];

/// The type of a file by its first bytes.
pub(crate) fn kind_of(head: &[u8]) -> Result<&'static str, UploadRefused> {
    let sniffed = infer::get(head).map(|kind| kind.mime_type()).unwrap_or_default();
    match TAKEN.into_iter().find(|taken| *taken == sniffed) {
        Some(taken) => Ok(taken),
        // Who was sent malware may have to prove it.
        None if look::is_malware(head) => Ok(ANYTHING),
        None => Err(UploadRefused::Kind),
    }
}

impl App {
    /// Stores an object: durable when this returns, and not part of any record yet.
    pub async fn upload(
        &self,
        source: &mut (impl AsyncRead + Unpin),
        name: &str,
    ) -> Result<BlobRef, UploadRefused> {
        let mut head = Vec::new();
        let mut first = (&mut *source).take(SNIFFED);
        first.read_to_end(&mut head).await.map_err(UploadRefused::BrokenOff)?;
        if head.is_empty() {
            return Err(UploadRefused::Empty);
        }
        let kind = kind_of(&head)?;
        let mut whole = std::io::Cursor::new(head).chain(source);
        let blob = self.keep(&mut whole, name, kind).await?;
        self.look_at(&blob).await?;
        Ok(blob)
    }

    /// Has an object looked at, and keeps it apart when something is suspicious. Of a recording
    /// longer than other objects may be, only as much is looked at.
    pub(crate) async fn look_at(&self, blob: &BlobRef) -> Result<(), Fault> {
        let Ok(hash) = blob.sha256.parse::<BlobHash>() else { return Ok(()) };
        let (object, _) = self.inner.blobs.read(hash).await?;
        let object = object.take(MAX_BYTES);
        let seen = self.inner.config.confinement.look(Kind::of(&blob.mime), object).await;
        let doing = "检查上传的文件";
        let why = seen.map_err(|source| Fault::File { doing, source })?;
        match why {
            Some(why) => self.quarantine(blob.clone(), why).await,
            None => Ok(()),
        }
    }

    /// Keeps an object apart from now on: the record says so, and nothing is deleted.
    pub(crate) async fn quarantine(&self, blob: BlobRef, why: Suspicion) -> Result<(), Fault> {
        if self.suspicion(&blob.sha256).await?.is_some() {
            return Ok(());
        }
        tracing::warn!(sha256 = blob.sha256, ?why, "an evidence object is kept apart");
        let order = Order {
            id: CommandId::new(format!("quarantine-{}", blob.sha256)),
            stream: StreamId::record(),
            command: domain::Command::Record(Command::Quarantine(Quarantined { blob, why })),
            by: By::System,
            seen: None,
            device: None,
            occurred_at: None,
        };
        match self.run(order).await {
            Ok(_) => Ok(()),
            Err(No::Fault(fault)) => Err(fault),
            Err(No::Refused(_) | No::Denied(_) | No::Absent | No::Conflict(_)) => {
                Err(Fault::Inconsistent("a quarantine was not recorded"))
            }
        }
    }

    /// Why which objects are kept apart, by their hashes.
    pub async fn quarantined(&self) -> Result<BTreeMap<String, Suspicion>, Fault> {
        if planted(Defect::QuarantineShown) {
            return Ok(BTreeMap::new());
        }
        Ok(self.rounds().await?.quarantined)
    }

    /// Why an object is kept apart, if it is.
    pub async fn suspicion(&self, sha256: &str) -> Result<Option<Suspicion>, Fault> {
        Ok(self.quarantined().await?.get(sha256).copied())
    }

    /// Stores an object whose type is known: something that the system made itself.
    pub(crate) async fn keep(
        &self,
        source: &mut (impl AsyncRead + Unpin),
        name: &str,
        mime: &str,
    ) -> Result<BlobRef, UploadRefused> {
        if let Some(bar) = self.inner.barred() {
            return Err(Fault::from(bar).into());
        }
        let (hash, size) = match self.inner.blobs.put(source, MAX_BYTES).await {
            Ok(stored) => stored,
            Err(BlobTrouble::TooLarge { .. }) => return Err(UploadRefused::TooLarge),
            Err(BlobTrouble::Fault(store::Fault::File { doing, source }))
                if doing == BlobStore::RECEIVING =>
            {
                return Err(UploadRefused::BrokenOff(source));
            }
            Err(
                trouble @ (BlobTrouble::Missing(_)
                | BlobTrouble::Altered { .. }
                | BlobTrouble::Fault(_)),
            ) => {
                return Err(Fault::from(trouble).into());
            }
        };
        let object =
            BlobRef { sha256: hash.to_string(), size, mime: mime.to_owned(), chunks: None };
        self.note_object(&object, name).await?;
        Ok(object)
    }

    /// An object by its hash, after checking that its bytes still have it.
    pub async fn blob(&self, sha256: &str) -> Result<Option<(BlobRef, Object)>, Fault> {
        let Ok(hash) = sha256.parse::<BlobHash>() else { return Ok(None) };
        let Some(row) = self.inner.store.first(truth::blob(sha256)).await? else {
            return Ok(None);
        };
        let size = self.inner.blobs.check(hash).await?;
        let (opened, _) = self.inner.blobs.read(hash).await?;
        Ok(Some((BlobRef { sha256: row.hash, size, mime: row.mime, chunks: None }, opened)))
    }

    /// The bytes of an object, checked.
    pub(crate) async fn bytes(&self, sha256: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some((blob, mut file)) = self.blob(sha256).await? else { return Ok(None) };
        let mut bytes = Vec::with_capacity(usize::try_from(blob.size).unwrap_or_default());
        file.read_to_end(&mut bytes)
            .await
            .map_err(|source| Fault::File { doing: "读取证据文件", source })?;
        Ok(Some(bytes))
    }
}
