//! What comes piece by piece is gone on with from where it ends, and becomes an object like any.

use std::time::{Duration, SystemTime};

use store::{BlobStore, KEPT, Parcel, PieceTrouble};

const ID: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

#[expect(clippy::disallowed_methods, reason = "files are dated by the machine")]
fn now() -> SystemTime {
    SystemTime::now()
}

fn parcel(size: u64) -> Parcel {
    Parcel {
        owner: "zd1a".into(), name: "执法记录.mp4".into(), size, object: None, chunks: None
    }
}

async fn folder() -> (tempfile::TempDir, BlobStore) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = BlobStore::open(BlobStore::Disk(folder.path().into())).await.unwrap();
    (folder, blobs)
}

/// Gives some bytes, and then the link breaks.
struct Breaks(Vec<u8>);

impl tokio::io::AsyncRead for Breaks {
    fn poll_read(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        into: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        let given = std::mem::take(&mut self.0);
        std::task::Poll::Ready(if given.is_empty() {
            Err(std::io::ErrorKind::ConnectionReset.into())
        } else {
            into.put_slice(&given);
            Ok(())
        })
    }
}

#[tokio::test]
async fn pieces_are_put_together_where_the_last_one_ended_and_nowhere_else() {
    let (folder, blobs) = folder().await;
    blobs.note_parcel(ID, &parcel(6)).await.unwrap();
    assert_eq!(blobs.append(ID, 0, &mut "abc".as_bytes()).await.unwrap(), 3);
    // The same piece again, as when the answer to it was lost.
    let again = blobs.append(ID, 0, &mut "abc".as_bytes()).await;
    assert!(matches!(again, Err(PieceTrouble::Elsewhere { have: 3 })));
    let ahead = blobs.append(ID, 5, &mut "f".as_bytes()).await;
    assert!(matches!(ahead, Err(PieceTrouble::Elsewhere { have: 3 })));
    let more = blobs.append(ID, 3, &mut "defg".as_bytes()).await;
    assert!(matches!(more, Err(PieceTrouble::TooLarge)));
    assert_eq!(blobs.parcel(ID).await.unwrap(), Some((parcel(6), 3)), "it left nothing behind");

    // What came before the link broke stays, also when the program starts anew.
    let broken = blobs.append(ID, 3, &mut Breaks(b"de".to_vec())).await;
    assert!(matches!(broken, Err(PieceTrouble::Fault(_))));
    let blobs = BlobStore::open(BlobStore::Disk(folder.path().into())).await.unwrap();
    assert_eq!(blobs.sweep_incoming(now()).await.unwrap(), 0);
    assert_eq!(blobs.parcel(ID).await.unwrap(), Some((parcel(6), 5)));
    assert_eq!(blobs.append(ID, 5, &mut "f".as_bytes()).await.unwrap(), 6);
    assert_eq!(blobs.beginning(ID, 4).await.unwrap(), b"abcd");
    let (hash, chunks) = blobs.unite(ID).await.unwrap();
    assert_eq!((chunks.size(), chunks.leaves().len()), (6, 1));
    let sum = "bef57ec7f53a6d40beb640a780a639c83bc29ac8a9816f1fc6c5c6dcd93c4721";
    assert_eq!(hash.to_string(), sum);
    assert_eq!(blobs.check(hash).await.unwrap(), 6);
    let whole = Parcel { object: Some((sum.into(), "video/mp4".into())), ..parcel(6) };
    blobs.note_parcel(ID, &whole).await.unwrap();
    assert_eq!(blobs.parcel(ID).await.unwrap(), Some((whole, 6)));
    assert_eq!(blobs.parcels_of("zd1a").await.unwrap(), []);
}

#[tokio::test]
async fn a_parcel_is_its_owners_and_is_thrown_away_after_three_days() {
    let (folder, blobs) = folder().await;
    blobs.note_parcel(ID, &parcel(6)).await.unwrap();
    assert_eq!(blobs.parcels_of("zd1a").await.unwrap(), [parcel(6)]);
    assert_eq!(blobs.parcels_of("zd1b").await.unwrap(), []);
    for odd in ["", "../objects", &ID[1..], &ID.to_lowercase()] {
        assert_eq!(blobs.parcel(odd).await.unwrap(), None, "{odd}");
        let piece = blobs.append(odd, 0, &mut "a".as_bytes()).await;
        assert!(matches!(piece, Err(PieceTrouble::Unknown)), "{odd}");
    }
    let age = |by: Duration| {
        for ending in ["note", "part"] {
            let path = folder.path().join("incoming").join(format!("{ID}.{ending}"));
            let file = std::fs::File::options().write(true).open(path).unwrap();
            file.set_modified(now() - by).unwrap();
        }
    };
    let minute = Duration::from_mins(1);
    age(KEPT.checked_sub(minute).unwrap());
    blobs.sweep_parcels(now()).await.unwrap();
    assert_eq!(blobs.sweep_incoming(now()).await.unwrap(), 0);
    age(KEPT + minute);
    blobs.sweep_parcels(now()).await.unwrap();
    assert_eq!(blobs.parcel(ID).await.unwrap(), None);
    blobs.drop_parcel(ID).await.unwrap();
}
