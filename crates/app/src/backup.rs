//! A copy of a data folder that is taken while people work, and its way back.
//!
//! The database is copied first and the evidence objects after it: an object is stored before any
//! event names it, so every object that the copied events name is there to be copied.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::{BlobStore, Defect, planted};

use crate::verify::{Options, Report, verify};
use crate::{App, Config, Fault, StartError, start};

const DATABASE: &str = "zhifa.db";
const LABEL: &str = "backup.json";
const KEYS: &str = "keys";
const OBJECTS: &str = "evidence/objects";
const PACKS: &str = "packs";

/// What a copy holds; it lies in the copy as `backup.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// When it was taken, in UTC.
    pub taken_at: String,
    /// The head of its record: size and first hundred bits of the root.
    pub head: String,
    /// How many events it holds.
    pub events: u64,
    /// How many files it holds besides the database.
    pub files: u64,
    /// How many of them it shares with the copy before it.
    #[serde(default)]
    pub shared: u64,
    /// Whether the keys are among them.
    pub keys: bool,
    /// SHA-256 of the database file.
    pub database: String,
}

/// Why a copy was not taken or not put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The plumbing.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The target holds something already.
    #[error("{} 不是空目录，没有写入；请换一个新的目录", .0.display())]
    Occupied(PathBuf),
    /// The folder is no copy of ours.
    #[error("{} 不是本程序的备份（缺少可读的 backup.json）", .0.display())]
    NoBackup(PathBuf),
    /// The database of the copy is not the one that was taken.
    #[error("备份中的数据库与备份时的摘要不符，没有恢复")]
    Altered,
    /// The copy does not verify.
    #[error(
        "副本没有通过校验（{0} 处不符），请不要使用；运行 zhifa verify 查看，数据目录完好的，不用 --after 重新备份"
    )]
    Unsound(u64),
}

impl From<Fault> for BackupError {
    fn from(fault: Fault) -> Self {
        Self::Start(fault.into())
    }
}

/// What a copy is to hold, and what it may share.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Whether it holds the keys.
    pub keys: bool,
    /// An earlier copy on the same disk: evidence objects that it has already are not copied again
    /// but shared with it, as further names of the same bytes. Either copy is whole by itself.
    pub after: Option<&'a Path>,
}

/// How many files were copied, and how many of them only got another name.
#[derive(Clone, Copy, Debug, Default)]
struct Copied {
    files: u64,
    shared: u64,
}

/// Copies the data folder to a new folder and verifies the copy.
pub async fn backup(
    config: &Config,
    target: &Path,
    wanted: Wanted<'_>,
) -> Result<Label, BackupError> {
    if let Some(after) = wanted.after
        && !after.join(LABEL).is_file()
    {
        return Err(BackupError::NoBackup(after.to_owned()));
    }
    let keys = wanted.keys;
    if config.database_url.is_none() && !config.data.join(DATABASE).is_file() {
        return Err(StartError::NoData(config.data.clone()).into());
    }
    claim(target)?;
    let store = App::store(config).await?;
    let database = target.join(DATABASE);
    store.backup_to(&database).await.map_err(StartError::from)?;
    store.close().await;
    let copy =
        Config { data: target.to_owned(), database_url: None, bucket: None, ..config.clone() };
    let objects = if planted(Defect::BackupUnread) {
        Copied::default()
    } else {
        carry(config, &copy, wanted.after).await?
    };
    let (from, to) = (config.data.clone(), target.to_owned());
    let files = objects.files + apart(move || copy_folders(&from, &to, keys)).await?;
    let report = sound(&copy, Some(config.data.join(KEYS))).await?;
    // Opening the copy for the check has settled its file; only now is it hashed.
    let sum = apart(move || digest_and_sync(&database)).await?;
    let label = Label {
        taken_at: crate::record::instant(config.clock.now()),
        head: report.head,
        events: report.events,
        files,
        shared: objects.shared,
        keys,
        database: sum,
    };
    let text = serde_json::to_vec_pretty(&label).map_err(|e| Fault::Encode(Box::new(e)))?;
    let path = target.join(LABEL);
    apart(move || write_file(&path, &mut text.as_slice(), 0o644)).await?;
    Ok(label)
}

/// Puts a copy back as the data folder of `config`, which must not hold anything, and verifies it.
///
/// Without keys in the copy the folder `keys` must be put beside it by hand before it is used.
pub async fn restore(from: &Path, config: &Config) -> Result<(Label, Report), BackupError> {
    let text = fs::read(from.join(LABEL)).map_err(|_| BackupError::NoBackup(from.to_owned()))?;
    let label: Label =
        serde_json::from_slice(&text).map_err(|_| BackupError::NoBackup(from.to_owned()))?;
    let source = from.join(DATABASE);
    let sum = apart(move || digest_and_sync(&source)).await?;
    if sum != label.database {
        return Err(BackupError::Altered);
    }
    claim(&config.data)?;
    let copy = Config { data: from.to_owned(), bucket: None, ..config.clone() };
    carry(&copy, config, None).await?;
    let (source, to, keys) = (from.to_owned(), config.data.clone(), label.keys);
    apart(move || {
        let mut database = open(&source.join(DATABASE))?;
        write_file(&to.join(DATABASE), &mut database, 0o644)?;
        copy_folders(&source, &to, keys)
    })
    .await?;
    let report = verify(config, Options { blobs: true, ..Options::default() }, &mut |_| {}).await?;
    if 0 < report.altered + report.corrupt {
        return Err(BackupError::Unsound(report.altered + report.corrupt));
    }
    Ok((label, report))
}

/// A copy must verify in full; events that wait for their checkpoint are no fault of the copy.
async fn sound(copy: &Config, keys: Option<PathBuf>) -> Result<Report, BackupError> {
    let report =
        verify(copy, Options { blobs: true, keys, ..Options::default() }, &mut |_| {}).await?;
    match report.altered + report.corrupt {
        0 => Ok(report),
        _ if planted(Defect::BackupUnread) => Ok(report),
        wrong => Err(BackupError::Unsound(wrong)),
    }
}

/// Makes the folder, or takes it when it is empty.
fn claim(target: &Path) -> Result<(), BackupError> {
    fs::create_dir_all(target).map_err(doing("建立目标目录"))?;
    let mut entries = fs::read_dir(target).map_err(doing("读取目标目录"))?;
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(BackupError::Occupied(target.to_owned())),
    }
}

async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Fault::Inconsistent("copying was broken off"))?
}

/// Copies the evidence objects from where one configuration has them to where another does,
/// sharing those that an earlier copy has.
async fn carry(from: &Config, to: &Config, after: Option<&Path>) -> Result<Copied, Fault> {
    let after = after.map(|after| after.join(OBJECTS));
    if from.bucket.is_none() && to.bucket.is_none() {
        let (from, to) = (from.data.join(OBJECTS), to.data.join(OBJECTS));
        return apart(move || copy_tree(&from, &to, (0o644, after.as_deref()))).await;
    }
    let here = to.data.join(OBJECTS);
    let (from, to) = (start::blobs(from)?, BlobStore::open(start::blobs(to)?).await?);
    let mut copied = Copied::default();
    for hash in from.list().await? {
        let (mut object, size) = from.read(hash).await?;
        copied.files += 1;
        let name = hash.to_string();
        let place =
            name.get(..2).zip(name.get(2..)).map(|(folder, rest)| Path::new(folder).join(rest));
        let known =
            after.as_ref().zip(place).map(|(after, place)| (after.join(&place), here.join(place)));
        if known.is_some_and(|(known, target)| share(&known, size, &target)) {
            copied.shared += 1;
        } else {
            to.put(&mut object, size).await?;
        }
    }
    Ok(copied)
}

/// Gives a file of an earlier copy another name, if it is there with this size on the same disk.
fn share(known: &Path, size: u64, target: &Path) -> bool {
    let folder = target.parent().unwrap_or(target);
    fs::metadata(known).is_ok_and(|found| found.is_file() && found.len() == size)
        && fs::create_dir_all(folder).is_ok()
        && fs::hard_link(known, target).is_ok()
        && File::open(folder).and_then(|folder| folder.sync_all()).is_ok()
}

fn copy_folders(from: &Path, to: &Path, keys: bool) -> Result<u64, Fault> {
    let mut count = copy_tree(&from.join(PACKS), &to.join(PACKS), (0o644, None))?.files;
    if keys {
        count += copy_tree(&from.join(KEYS), &to.join(KEYS), (0o600, None))?.files;
    }
    Ok(count)
}

/// Copies a folder; one that is not there has nothing to copy. What an earlier copy of it has is
/// shared with that.
fn copy_tree(from: &Path, to: &Path, how: (u32, Option<&Path>)) -> Result<Copied, Fault> {
    let (mode, after) = how;
    fs::create_dir_all(to).map_err(doing("复制目录"))?;
    let mut copied = Copied::default();
    if !from.is_dir() {
        return Ok(copied);
    }
    for entry in fs::read_dir(from).map_err(doing("复制目录"))? {
        let entry = entry.map_err(doing("复制目录"))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let known = after.map(|after| after.join(entry.file_name()));
        if source.is_dir() {
            let inner = copy_tree(&source, &target, (mode, known.as_deref()))?;
            copied.files += inner.files;
            copied.shared += inner.shared;
            continue;
        }
        copied.files += 1;
        let size = entry.metadata().map_err(doing("复制目录"))?.len();
        if known.is_some_and(|known| share(&known, size, &target)) {
            copied.shared += 1;
        } else {
            write_file(&target, &mut open(&source)?, mode)?;
        }
    }
    File::open(to).and_then(|folder| folder.sync_all()).map_err(doing("复制目录"))?;
    Ok(copied)
}

fn write_file(path: &Path, source: &mut impl std::io::Read, mode: u32) -> Result<(), Fault> {
    let opened = OpenOptions::new().write(true).create_new(true).mode(mode).open(path);
    let mut target = opened.map_err(doing("写入副本"))?;
    std::io::copy(source, &mut target).map_err(doing("写入副本"))?;
    target.flush().map_err(doing("写入副本"))?;
    target.sync_all().map_err(doing("写入副本"))
}

fn digest_and_sync(path: &Path) -> Result<String, Fault> {
    let mut file = open(path)?;
    let (mut sum, mut chunk) = (Sha256::new(), vec![0; 256 * 1024]);
    loop {
        let read = file.read(&mut chunk).map_err(doing("读取数据库副本"))?;
        let bytes = chunk.get(..read).unwrap_or_default();
        if bytes.is_empty() {
            break;
        }
        sum.update(bytes);
    }
    file.sync_all().map_err(doing("读取数据库副本"))?;
    Ok(hex::encode(sum.finalize()))
}

fn open(path: &Path) -> Result<File, Fault> {
    File::open(path).map_err(doing("打开文件"))
}

fn doing(doing: &'static str) -> impl Fn(std::io::Error) -> Fault {
    move |source| Fault::File { doing, source }
}
