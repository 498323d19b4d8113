//! The evidence folder: what is stored is what was sent, and a change is noticed.

use std::time::SystemTime;

use store::{BlobHash, BlobStore, BlobTrouble};
use tokio::io::AsyncReadExt as _;

const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

#[expect(clippy::disallowed_methods, reason = "files are dated by the machine")]
fn now() -> SystemTime {
    SystemTime::now()
}

async fn folder() -> (tempfile::TempDir, BlobStore) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = BlobStore::open(BlobStore::Disk(folder.path().into())).await.unwrap();
    (folder, blobs)
}

#[tokio::test]
async fn bytes_are_kept_under_their_hash_and_the_same_bytes_once() {
    let (folder, blobs) = folder().await;
    for _ in 0..2 {
        let (hash, size) = blobs.put(&mut "abc".as_bytes(), 3).await.unwrap();
        assert_eq!((hash.to_string().as_str(), size), (ABC, 3));
    }
    let hash: BlobHash = ABC.parse().unwrap();
    assert_eq!(blobs.list().await.unwrap(), [hash]);
    assert_eq!(blobs.check(hash).await.unwrap(), 3);
    let mut text = String::new();
    blobs.read(hash).await.unwrap().0.read_to_string(&mut text).await.unwrap();
    assert_eq!(text, "abc");
    assert!(folder.path().join("objects").join(&ABC[..2]).join(&ABC[2..]).is_file());
    assert_eq!(blobs.sweep_incoming(now()).await.unwrap(), 0);
}

#[tokio::test]
async fn more_bytes_than_allowed_leave_nothing_behind() {
    let (folder, blobs) = folder().await;
    let refused = blobs.put(&mut "abcd".as_bytes(), 3).await.unwrap_err();
    assert!(matches!(refused, BlobTrouble::TooLarge { limit: 3 }));
    assert!(blobs.list().await.unwrap().is_empty());
    assert!(std::fs::read_dir(folder.path().join("incoming")).unwrap().next().is_none());
}

#[tokio::test]
async fn an_altered_blob_and_a_missing_one_are_named() {
    let (folder, blobs) = folder().await;
    let (hash, _) = blobs.put(&mut "abc".as_bytes(), 9).await.unwrap();
    let path = folder.path().join("objects").join(&ABC[..2]).join(&ABC[2..]);
    std::fs::write(&path, "abd").unwrap();
    let trouble = blobs.check(hash).await.unwrap_err();
    assert!(
        matches!(trouble, BlobTrouble::Altered { named, found } if named == hash && found != hash)
    );
    std::fs::remove_file(&path).unwrap();
    let trouble = blobs.check(hash).await.unwrap_err();
    assert!(matches!(trouble, BlobTrouble::Missing(missing) if missing == hash));
}

#[tokio::test]
async fn an_upload_that_never_ended_is_swept_at_the_next_start() {
    let (folder, blobs) = folder().await;
    std::fs::write(folder.path().join("incoming").join("1-1"), "half").unwrap();
    assert_eq!(blobs.sweep_incoming(now()).await.unwrap(), 1);
    assert_eq!(blobs.sweep_incoming(now()).await.unwrap(), 0);
}

#[test]
fn a_hash_has_one_spelling() {
    assert!(ABC.parse::<BlobHash>().is_ok());
    assert!(ABC.to_uppercase().parse::<BlobHash>().is_err());
    assert!(ABC[1..].parse::<BlobHash>().is_err());
    assert!("../../etc/passwd".parse::<BlobHash>().is_err());
}
