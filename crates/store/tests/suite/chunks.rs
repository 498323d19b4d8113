//! A part of an object is what it was, or it does not leave.

use std::ops::Range;
use std::sync::Arc;

use store::{BlobHash, BlobStore, BlobTrouble, Checked, Chunks};

const SIZE: usize = 3 * 1024 * 1024 + 17;

struct Kept {
    folder: tempfile::TempDir,
    blobs: BlobStore,
    bytes: Vec<u8>,
    hash: BlobHash,
    chunks: Arc<Chunks>,
}

impl Kept {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let blobs = BlobStore::open(BlobStore::Disk(folder.path().into())).await.unwrap();
        let bytes: Vec<u8> = (0..SIZE).map(|at| u8::try_from(at * 31 % 251).unwrap()).collect();
        let (hash, _) = blobs.put(&mut bytes.as_slice(), u64::MAX).await.unwrap();
        let chunks = Arc::new(blobs.chunks(hash).await.unwrap());
        Self { folder, blobs, bytes, hash, chunks }
    }

    async fn part(&self, part: Range<u64>) -> Option<Checked> {
        self.blobs.part(self.hash, Arc::clone(&self.chunks), part).await.unwrap()
    }

    fn write(&self, bytes: &[u8]) {
        let name = self.hash.to_string();
        let place = self.folder.path().join("objects").join(&name[..2]).join(&name[2..]);
        std::fs::write(place, bytes).unwrap();
    }
}

async fn all(mut part: Checked) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(more) = part.next().await? {
        bytes.extend(more);
    }
    Ok(bytes)
}

#[tokio::test]
async fn every_part_is_what_stands_there_in_the_whole() {
    let kept = Kept::new().await;
    let mib = 1024 * 1024;
    assert_eq!(kept.chunks.size(), SIZE as u64);
    let parts =
        [0..SIZE, 0..1, 0..mib, mib - 1..mib + 1, mib..mib + 5, 5..SIZE - 1, SIZE - 1..SIZE];
    for part in parts {
        let read = kept.part(part.start as u64..part.end as u64).await.unwrap();
        assert_eq!(read.len(), part.len() as u64);
        assert!(all(read).await.unwrap() == kept.bytes[part.clone()], "{part:?}");
    }
    let beyond = kept.part(SIZE as u64 - 2..u64::MAX).await.unwrap();
    assert_eq!(all(beyond).await.unwrap(), kept.bytes[SIZE - 2..]);
    assert!(kept.part(SIZE as u64..u64::MAX).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_altered_chunk_ends_every_part_that_touches_it_and_no_other() {
    let kept = Kept::new().await;
    let mut altered = kept.bytes.clone();
    altered[2 * 1024 * 1024 + 9] ^= 1;
    kept.write(&altered);
    let before = kept.part(0..2 * 1024 * 1024).await.unwrap();
    assert!(all(before).await.unwrap() == kept.bytes[..2 * 1024 * 1024]);
    for part in [0..SIZE as u64, 2_097_152..2_097_153, 3_145_727..3_145_728] {
        let read = all(kept.part(part.clone()).await.unwrap()).await;
        assert_eq!(read.unwrap_err().kind(), std::io::ErrorKind::InvalidData, "{part:?}");
    }
    let anew = kept.blobs.chunks(kept.hash).await;
    assert!(matches!(anew, Err(BlobTrouble::Altered { .. })));
    kept.write(&altered[..SIZE - 1]);
    assert!(kept.part(0..1).await.is_none(), "another size is read through again");
}
