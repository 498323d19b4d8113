//! Evidence in a bucket: the protocol against an independent store, and what an installation keeps
//! there is found, checked, copied and put back.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use app::verify::{Options, verify};
use app::{BackupError, Config, Wanted, backup, restore};
use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use store::{BlobHash, BlobStore, BlobTrouble, BucketAddress, Fault};
use tempfile::TempDir;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::backup::WHOLE;
use super::town::Town;

/// A store with the buckets `one` and `two`, as long as it is held.
struct Shelf {
    folder: TempDir,
    address: String,
    serving: JoinHandle<()>,
}

impl Drop for Shelf {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Shelf {
    async fn open() -> Self {
        let folder = TempDir::new().unwrap();
        for bucket in ["one", "two"] {
            std::fs::create_dir(folder.path().join(bucket)).unwrap();
        }
        let (address, serving) = serve(folder.path(), "127.0.0.1:0").await;
        Self { folder, address, serving }
    }

    fn bucket(&self, name: &str) -> BucketAddress {
        self.bucket_by(name, "secret")
    }

    fn bucket_by(&self, name: &str, secret: &str) -> BucketAddress {
        let url = format!("http://{}/{name}", self.address);
        BucketAddress::new(&url, "cn-1", "zhifa", secret).unwrap()
    }

    fn place(&self, bucket: &str, hash: &str) -> PathBuf {
        let (first, rest) = hash.split_at(2);
        self.folder.path().join(bucket).join("objects").join(first).join(rest)
    }
}

async fn serve(folder: &Path, at: &str) -> (String, JoinHandle<()>) {
    let mut builder = S3ServiceBuilder::new(FileSystem::new(folder).unwrap());
    builder.set_auth(SimpleAuth::from_single("zhifa", "secret"));
    let service = builder.build();
    let listener = TcpListener::bind(at).await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let serving = tokio::spawn(async move {
        // They end with this task.
        let mut connections = JoinSet::new();
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            let http = hyper::server::conn::http1::Builder::new();
            connections.spawn(http.serve_connection(TokioIo::new(socket), service));
        }
    });
    (address, serving)
}

async fn blobs(root: &Path, address: &BucketAddress) -> Result<BlobStore, Fault> {
    BlobStore::open(BlobStore::at(root.to_owned(), Some(address))?).await
}

/// Bytes of a size that repeat nothing.
fn bytes(size: usize) -> Vec<u8> {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..size).map(|_| next()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_short_and_long_are_kept_under_their_hash_and_read_back_in_part() {
    let (shelf, root) = (Shelf::open().await, TempDir::new().unwrap());
    let blobs = blobs(root.path(), &shelf.bucket("one")).await.unwrap();
    let mut hashes = Vec::new();
    // Nothing, a little, a part to the byte, and more than two parts.
    for size in [0, 5, 8 * 1024 * 1024, 17 * 1024 * 1024 + 3] {
        let whole = bytes(size);
        let (hash, stored) = blobs.put(&mut whole.as_slice(), u64::MAX).await.unwrap();
        assert_eq!(stored, size as u64);
        assert_eq!(blobs.check(hash).await.unwrap(), size as u64);
        let (mut object, told) = blobs.read(hash).await.unwrap();
        let mut back = Vec::new();
        object.read_to_end(&mut back).await.unwrap();
        assert!(told == size as u64 && back == whole);
        let again = blobs.put(&mut whole.as_slice(), u64::MAX).await.unwrap();
        assert_eq!(again, (hash, stored), "the same again is the same");
        hashes.push(hash);
    }
    let long = *hashes.last().unwrap();
    let chunks = std::sync::Arc::new(blobs.chunks(long).await.unwrap());
    let part = 9_000_000..9_000_100;
    let mut checked = blobs.part(long, chunks, part).await.unwrap().unwrap();
    let found = checked.next().await.unwrap().unwrap();
    assert!(found == bytes(17 * 1024 * 1024 + 3)[9_000_000..9_000_100]);
    hashes.sort_unstable();
    assert_eq!(blobs.list().await.unwrap(), hashes);
    let incoming = std::fs::read_dir(root.path().join("incoming")).unwrap().count();
    assert_eq!(incoming, 0, "what was kept does not lie about");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_altered_gone_or_behind_another_key_is_not_taken_for_evidence() {
    let (shelf, root) = (Shelf::open().await, TempDir::new().unwrap());
    let wrong = blobs(root.path(), &shelf.bucket_by("one", "guessed")).await;
    assert!(wrong.is_err(), "another key");
    assert!(blobs(root.path(), &shelf.bucket("three")).await.is_err(), "no such bucket");
    let blobs = blobs(root.path(), &shelf.bucket("one")).await.unwrap();
    let (hash, _) = blobs.put(&mut "evidence".as_bytes(), 100).await.unwrap();
    let place = shelf.place("one", &hash.to_string());
    std::fs::write(&place, "avidence").unwrap();
    let altered = blobs.check(hash).await;
    assert!(matches!(altered, Err(BlobTrouble::Altered { .. })), "{altered:?}");
    std::fs::remove_file(&place).unwrap();
    let gone = blobs.check(hash).await;
    assert!(matches!(gone, Err(BlobTrouble::Missing(_))), "{gone:?}");
    let long = blobs.put(&mut "too much".as_bytes(), 3).await;
    assert!(matches!(long, Err(BlobTrouble::TooLarge { limit: 3 })), "{long:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_store_is_away_nothing_is_acknowledged_and_then_it_goes_on() {
    let (shelf, root) = (Shelf::open().await, TempDir::new().unwrap());
    let blobs = blobs(root.path(), &shelf.bucket("one")).await.unwrap();
    shelf.serving.abort();
    for size in [5, 9 * 1024 * 1024] {
        let refused = blobs.put(&mut bytes(size).as_slice(), u64::MAX).await;
        assert!(matches!(refused, Err(BlobTrouble::Fault(_))), "{refused:?}");
    }
    let left = std::fs::read_dir(root.path().join("incoming")).unwrap().count();
    assert_eq!(left, 0, "nothing half written stays");
    let (_, serving) = serve(shelf.folder.path(), &shelf.address).await;
    let (hash, _) = blobs.put(&mut bytes(5).as_slice(), u64::MAX).await.unwrap();
    assert_eq!(blobs.check(hash).await.unwrap(), 5);
    serving.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_installation_keeps_its_evidence_in_a_bucket_and_proves_and_restores_it() {
    let shelf = Shelf::open().await;
    let with = |name: &str, config: Config| Config { bucket: Some(shelf.bucket(name)), ..config };
    let town = Town::open().await.reopened_with(|config| with("one", config)).await;
    let case = town.filed().await;
    let picture = town.case(&case).await.evidence[0].blob.clone().unwrap();
    assert!(shelf.place("one", &picture.sha256).is_file());
    let here = town.config().data.join("evidence/objects");
    assert!(!here.join(&picture.sha256[..2]).exists(), "no second copy on this machine");
    let (found, mut object) = town.app.blob(&picture.sha256).await.unwrap().unwrap();
    let mut read = Vec::new();
    object.read_to_end(&mut read).await.unwrap();
    assert_eq!((found.size, read.len() as u64), (picture.size, picture.size));

    let all = Options { blobs: true, ..Options::default() };
    let config = with("one", town.closed().await);
    let report = verify(&config, all.clone(), &mut |_| {}).await.unwrap();
    assert_eq!((report.altered, report.corrupt, report.blobs), (0, 0, 1));

    // A copy holds the objects, and goes into another bucket or into a folder.
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("copy");
    assert!(backup(&config, &copy, WHOLE).await.unwrap().files >= 1);
    let next = Wanted { after: Some(&copy), ..WHOLE };
    let again = backup(&config, &folder.path().join("again"), next).await.unwrap();
    assert_eq!(again.shared, 1, "it is not fetched twice");
    let elsewhere = Config { data: folder.path().join("back"), ..with("two", config.clone()) };
    restore(&copy, &elsewhere).await.unwrap();
    assert!(shelf.place("two", &picture.sha256).is_file());
    let ours = Config { data: folder.path().join("ours"), bucket: None, ..config.clone() };
    restore(&copy, &ours).await.unwrap();
    assert_eq!(BlobStore::Disk(ours.data.join("evidence")).list().await.unwrap().len(), 1);

    // What somebody alters in the bucket is named, and no copy of it is called sound.
    let place = shelf.place("one", &picture.sha256);
    let mut altered = std::fs::read(&place).unwrap();
    altered[0] ^= 1;
    std::fs::write(&place, altered).unwrap();
    let mut named = Vec::new();
    let report = verify(&config, all.clone(), &mut |found| named.push(found.to_string())).await;
    assert_eq!(report.unwrap().altered, 1, "{named:?}");
    assert!(named[0].contains(&picture.sha256), "{named:?}");
    let unsound = backup(&config, &folder.path().join("second"), WHOLE).await;
    assert!(matches!(unsound, Err(BackupError::Unsound(1))), "{unsound:?}");
    let hash: BlobHash = picture.sha256.parse().unwrap();
    std::fs::remove_file(&place).map_err(|error| error.kind() == ErrorKind::NotFound).unwrap();
    let store = BlobStore::at(config.data.join("evidence"), config.bucket.as_ref()).unwrap();
    assert!(matches!(store.check(hash).await, Err(BlobTrouble::Missing(_))));
    assert_eq!(verify(&config, all, &mut |_| {}).await.unwrap().altered, 1);
}
