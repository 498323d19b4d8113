//! The evidence: bytes named by their SHA-256, written once, never changed, in a folder or a bucket.
//!
//! A blob is durable before anyone may mention it. Nothing here deletes one.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use object_store::buffered::BufReader;
use sha2::{Digest as _, Sha256};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio_util::either::Either;

use crate::bucket::{Bucket, BucketAddress};
use crate::{Defect, Fault, parcels, planted};

/// The SHA-256 of a blob's bytes, which is its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobHash([u8; 32]);

/// Where blobs lie.
#[derive(Debug, Clone)]
pub enum BlobStore {
    /// A folder of our own.
    Disk(PathBuf),
    /// A bucket, with a folder of our own for what is still coming in.
    Bucket(PathBuf, Bucket),
}

/// A blob that is being read.
pub type Object = Either<File, BufReader>;

/// Why a blob was not stored, or is not what it should be.
#[derive(Debug, thiserror::Error)]
pub enum BlobTrouble {
    /// There are more bytes than allowed.
    #[error("文件超过 {limit} 字节，未保存；请压缩或分段后再上传")]
    TooLarge {
        /// The most bytes allowed.
        limit: u64,
    },
    /// There is no blob with this hash.
    #[error("找不到文件 {0}")]
    Missing(BlobHash),
    /// The bytes do not have the hash they are named by.
    #[error("文件 {named} 的内容已改变，现为 {found}")]
    Altered {
        /// The hash it is named by.
        named: BlobHash,
        /// The hash its bytes have.
        found: BlobHash,
    },
    /// The plumbing broke.
    #[error(transparent)]
    Fault(#[from] Fault),
}

pub(crate) const CHUNK: usize = 256 * 1024;

static TURN: AtomicU64 = AtomicU64::new(0);

impl BlobStore {
    /// What was being done when whoever sends the bytes stopped before their end.
    pub const RECEIVING: &str = "接收上传";

    /// The blobs in a folder, or in a bucket that has the folder for what is coming in.
    ///
    /// # Errors
    /// The address cannot be used; nothing is asked of it yet.
    pub fn at(root: PathBuf, bucket: Option<&BucketAddress>) -> Result<Self, Fault> {
        match bucket {
            None => Ok(Self::Disk(root)),
            Some(address) => Ok(Self::Bucket(root, Bucket::at(address)?)),
        }
    }

    /// Opens the folder, making it where it is not there, and greets the bucket.
    pub async fn open(target: BlobStore) -> Result<Self, Fault> {
        let root = target.root();
        for folder in [objects(root), incoming(root)] {
            fs::create_dir_all(&folder).await.map_err(file("建立证据目录"))?;
        }
        // The names of new folders must last as long as what is put into them.
        for folder in [Some(root), root.parent()].into_iter().flatten() {
            sync_names(folder).await?;
        }
        if let Self::Bucket(_, bucket) = &target {
            bucket.greet().await?;
        }
        Ok(target)
    }

    /// The folder on this machine.
    pub(crate) fn root(&self) -> &Path {
        match self {
            Self::Disk(root) | Self::Bucket(root, _) => root,
        }
    }

    /// Stores bytes, at most `limit` of them, and gives their hash and number.
    ///
    /// When this returns, the bytes are on the disk under their name.
    pub async fn put(
        &self,
        source: &mut (impl AsyncRead + Unpin),
        limit: u64,
    ) -> Result<(BlobHash, u64), BlobTrouble> {
        let turn = TURN.fetch_add(1, Ordering::Relaxed);
        let waiting = incoming(self.root()).join(format!("{}-{turn}", std::process::id()));
        let stored = self.receive(&waiting, source, limit).await;
        if stored.is_err() {
            // The error that matters is the first one; a left-over is swept later.
            let _ = fs::remove_file(&waiting).await;
        }
        stored
    }

    /// Opens a blob for reading; gives its size too.
    pub async fn read(&self, hash: BlobHash) -> Result<(Object, u64), BlobTrouble> {
        let root = match self {
            Self::Disk(root) => root,
            Self::Bucket(_, bucket) => {
                let (object, size) = bucket.read(hash).await?;
                return Ok((Either::Right(object), size));
            }
        };
        match File::open(place(root, hash)).await {
            Ok(found) => {
                let size = found.metadata().await.map_err(file("打开证据文件"))?.len();
                Ok((Either::Left(found), size))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(BlobTrouble::Missing(hash))
            }
            Err(error) => Err(file("打开证据文件")(error).into()),
        }
    }

    /// Reads a blob through and gives its size, if its bytes have the hash they are named by.
    pub async fn check(&self, hash: BlobHash) -> Result<u64, BlobTrouble> {
        let (mut source, _) = self.read(hash).await?;
        let (mut sum, mut size, mut chunk) = (Sha256::new(), 0_u64, vec![0; CHUNK]);
        loop {
            let read = source.read(&mut chunk).await.map_err(file("读取证据文件"))?;
            let bytes = chunk.get(..read).unwrap_or_default();
            if bytes.is_empty() {
                break;
            }
            sum.update(bytes);
            size += bytes.len() as u64;
        }
        let found = BlobHash(sum.finalize().into());
        if found == hash || planted(Defect::BlobBySize) {
            Ok(size)
        } else {
            Err(BlobTrouble::Altered { named: hash, found })
        }
    }

    /// The hashes of all blobs, in order; a file with another kind of name is not a blob.
    pub async fn list(&self) -> Result<Vec<BlobHash>, Fault> {
        let mut found = match self {
            Self::Disk(root) => {
                let mut found = Vec::new();
                for folder in names(&objects(root)).await? {
                    for rest in names(&objects(root).join(&folder)).await? {
                        found.extend(format!("{folder}{rest}").parse::<BlobHash>().ok());
                    }
                }
                found
            }
            Self::Bucket(_, bucket) => bucket.list().await?,
        };
        found.sort_unstable();
        Ok(found)
    }

    /// Removes what uploads that never ended left behind, other than parcels that may still be gone
    /// on with; only for the program that owns the folder, at its start. Gives the number of files
    /// removed.
    pub async fn sweep_incoming(&self, now: SystemTime) -> Result<usize, Fault> {
        let root = self.root();
        let mut removed = 0;
        for name in names(&incoming(root)).await? {
            if !parcels::is_waiting(root, &name, now).await {
                let gone = fs::remove_file(incoming(root).join(name)).await;
                gone.map_err(file("清理未完成的上传"))?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Gives the bytes of a synced file of ours their name, and makes the name as durable as the
    /// bytes.
    ///
    /// The same bytes again replace themselves: should a disk have spoilt the older copy, the
    /// newer one heals it.
    pub(crate) async fn keep(&self, waiting: &Path, hash: BlobHash) -> Result<(), Fault> {
        let root = match self {
            Self::Disk(root) => root,
            Self::Bucket(_, bucket) => return bucket.keep(waiting, hash).await,
        };
        let doing = "保存证据文件";
        let place = place(root, hash);
        let folder = place.parent().unwrap_or(root);
        fs::create_dir_all(folder).await.map_err(file(doing))?;
        fs::rename(waiting, &place).await.map_err(file(doing))?;
        for folder in [folder, &objects(root)] {
            sync_names(folder).await?;
        }
        Ok(())
    }

    async fn receive(
        &self,
        waiting: &Path,
        source: &mut (impl AsyncRead + Unpin),
        limit: u64,
    ) -> Result<(BlobHash, u64), BlobTrouble> {
        let (hash, size) = write_out(waiting, source, limit).await?;
        if planted(Defect::BlobLate) {
            let (store, waiting) = (self.clone(), waiting.to_owned());
            tokio::spawn(async move {
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                store.keep(&waiting, hash).await
            });
            return Ok((hash, size));
        }
        self.keep(waiting, hash).await?;
        Ok((hash, size))
    }
}

impl BlobHash {
    /// The hash as bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for BlobHash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Display for BlobHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl std::str::FromStr for BlobHash {
    type Err = hex::FromHexError;

    /// Reads sixty-four small hexadecimal digits, so that a hash has one name.
    fn from_str(text: &str) -> Result<Self, hex::FromHexError> {
        if let Some((index, c)) = text.char_indices().find(|(_, c)| c.is_ascii_uppercase()) {
            return Err(hex::FromHexError::InvalidHexCharacter { c, index });
        }
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes)?;
        Ok(Self(bytes))
    }
}

/// Writes what comes to a file, synced; gives its hash and size.
async fn write_out(
    waiting: &Path,
    source: &mut (impl AsyncRead + Unpin),
    limit: u64,
) -> Result<(BlobHash, u64), BlobTrouble> {
    let doing = "保存证据文件";
    let made = OpenOptions::new().write(true).create_new(true).open(waiting).await;
    let mut target = made.map_err(file(doing))?;
    let (mut sum, mut size, mut chunk) = (Sha256::new(), 0_u64, vec![0; CHUNK]);
    loop {
        let read = source.read(&mut chunk).await.map_err(file(BlobStore::RECEIVING))?;
        let bytes = chunk.get(..read).unwrap_or_default();
        if bytes.is_empty() {
            break;
        }
        size += bytes.len() as u64;
        if limit < size {
            return Err(BlobTrouble::TooLarge { limit });
        }
        sum.update(bytes);
        target.write_all(bytes).await.map_err(file(doing))?;
    }
    target.flush().await.map_err(file(doing))?;
    target.sync_all().await.map_err(file(doing))?;
    drop(target);
    Ok((BlobHash(sum.finalize().into()), size))
}

/// Makes the names in a folder as durable as what they name.
pub(crate) async fn sync_names(folder: &Path) -> Result<(), Fault> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let opened = File::open(here).await.map_err(file("保存证据目录"))?;
    opened.sync_all().await.map_err(file("保存证据目录"))
}

pub(crate) async fn names(folder: &Path) -> Result<Vec<String>, Fault> {
    let doing = "列出证据目录";
    let mut entries = fs::read_dir(folder).await.map_err(file(doing))?;
    let mut names = Vec::new();
    while let Some(entry) = entries.next_entry().await.map_err(file(doing))? {
        names.extend(entry.file_name().into_string().ok());
    }
    Ok(names)
}

fn place(root: &Path, hash: BlobHash) -> PathBuf {
    let name = hash.to_string();
    let (folder, rest) = name.split_at_checked(2).unwrap_or(("", &name));
    objects(root).join(folder).join(rest)
}

fn objects(root: &Path) -> PathBuf {
    root.join("objects")
}

pub(crate) fn incoming(root: &Path) -> PathBuf {
    root.join("incoming")
}

pub(crate) fn file(doing: &'static str) -> impl Fn(std::io::Error) -> Fault {
    move |source| Fault::File { doing, source }
}
