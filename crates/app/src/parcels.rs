//! Uploads in pieces, for recordings and for links that break: begun, gone on with, and made an
//! evidence object like any other. A form then names the upload instead of carrying its bytes.

use domain::evidence::BlobRef;
use domain::ids::PersonId;
use journal::{Hash, Profile, tree};
use store::{BlobTrouble, Parcel, PieceTrouble, truth};
use tokio::io::AsyncRead;

use crate::uploads::{MAX_BYTES, SNIFFED, UploadRefused, kind_of};
use crate::{App, Fault, record};

/// The largest recording, in bytes: 2 GiB.
pub const MAX_RECORDING: u64 = 2 * 1024 * 1024 * 1024;
/// The largest piece, in bytes: 1 MiB.
pub const MAX_PIECE: u64 = 1024 * 1024;
/// How many uploads of a person may wait to be gone on with.
const MOST: usize = 20;

/// An upload as its sender sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uploading {
    /// Its id.
    pub id: String,
    /// The name on the sender's device.
    pub name: String,
    /// How many bytes there will be.
    pub size: u64,
    /// How many have come.
    pub have: u64,
    /// The object, once it is whole and kept.
    pub object: Option<BlobRef>,
}

/// Why a piece was not taken.
#[derive(Debug, thiserror::Error)]
pub enum PieceRefused {
    /// It does not begin where the last one ended: go on from there.
    #[error("这一段不接在已经收到的后面，请从已收到处续传。")]
    Elsewhere {
        /// How many bytes have come.
        have: u64,
    },
    /// Another piece of it is coming in.
    #[error("这个文件的另一段正在接收，请稍后。")]
    Busy,
    /// There is no such upload of this person; it may be older than three days.
    #[error("没有这次上传，可能已经超过三天；请重新选择文件。")]
    Unknown,
    /// The file as a whole is not taken.
    #[error(transparent)]
    File(#[from] UploadRefused),
}

impl App {
    /// Begins an upload of a person.
    pub async fn begin_upload(
        &self,
        owner: &PersonId,
        name: &str,
        size: u64,
    ) -> Result<Uploading, UploadRefused> {
        if let Some(bar) = self.inner.barred() {
            return Err(Fault::from(bar).into());
        }
        match size {
            0 => return Err(UploadRefused::Empty),
            1..=MAX_RECORDING => {}
            _ => return Err(UploadRefused::TooLong),
        }
        let blobs = &self.inner.blobs;
        blobs.sweep_parcels(self.now().into()).await.map_err(Fault::from)?;
        if MOST <= blobs.parcels_of(owner.as_str()).await.map_err(Fault::from)?.len() {
            return Err(UploadRefused::TooMany);
        }
        let id = self.new_id();
        let parcel = parcel(owner, name, size, None);
        blobs.note_parcel(&id, &parcel).await.map_err(Fault::from)?;
        Ok(seen(&id, parcel, 0))
    }

    /// An upload of this person; another's is as absent as none.
    pub async fn uploading(&self, owner: &PersonId, id: &str) -> Result<Option<Uploading>, Fault> {
        let found = self.inner.blobs.parcel(id).await?;
        let own = found.filter(|(parcel, _)| parcel.owner == owner.as_str());
        Ok(own.map(|(parcel, have)| seen(id, parcel, have)))
    }

    /// Takes the piece that begins at `offset`. With the last one the file becomes an object.
    pub async fn go_on(
        &self,
        owner: &PersonId,
        (id, offset): (&str, u64),
        source: &mut (impl AsyncRead + Unpin),
    ) -> Result<Uploading, PieceRefused> {
        let refused = |fault: Fault| PieceRefused::File(fault.into());
        if let Some(bar) = self.inner.barred() {
            return Err(refused(bar.into()));
        }
        let found = self.uploading(owner, id).await.map_err(refused)?;
        let known = found.ok_or(PieceRefused::Unknown)?;
        if known.object.is_some() {
            return Ok(known);
        }
        let have = match self.inner.blobs.append(id, offset, source).await {
            Ok(have) => have,
            Err(PieceTrouble::Unknown) => return Err(PieceRefused::Unknown),
            Err(PieceTrouble::Busy) => return Err(PieceRefused::Busy),
            // The last piece came, and the program stopped before it could say so.
            Err(PieceTrouble::Elsewhere { have }) if have == known.size => have,
            Err(PieceTrouble::Elsewhere { have }) => return Err(PieceRefused::Elsewhere { have }),
            Err(PieceTrouble::TooLarge) => return Err(UploadRefused::TooLarge.into()),
            Err(PieceTrouble::Fault(fault)) => return Err(refused(fault.into())),
        };
        if have < known.size {
            return Ok(Uploading { have, ..known });
        }
        match self.unite(owner, &known).await {
            Ok(object) => Ok(Uploading { have, object: Some(object), ..known }),
            Err(fault @ UploadRefused::Fault(_)) => Err(fault.into()),
            Err(refused) => {
                self.inner
                    .blobs
                    .drop_parcel(id)
                    .await
                    .map_err(|it| PieceRefused::File(Fault::from(it).into()))?;
                Err(refused.into())
            }
        }
    }

    /// Throws an upload of this person away; answers whether there was one.
    pub async fn cancel_upload(&self, owner: &PersonId, id: &str) -> Result<bool, Fault> {
        let there = self.uploading(owner, id).await?.is_some();
        if there {
            self.inner.blobs.drop_parcel(id).await?;
        }
        Ok(there)
    }

    /// Remembers an object that came whole, so that its sender's form can name it again.
    pub async fn remember_upload(
        &self,
        owner: &PersonId,
        name: &str,
        object: &BlobRef,
    ) -> Result<String, Fault> {
        let id = self.new_id();
        let known = parcel(owner, name, object.size, Some(object));
        self.inner.blobs.note_parcel(&id, &known).await?;
        Ok(id)
    }

    async fn unite(&self, owner: &PersonId, known: &Uploading) -> Result<BlobRef, UploadRefused> {
        let blobs = &self.inner.blobs;
        let head = blobs.beginning(&known.id, SNIFFED).await.map_err(Fault::from)?;
        let mime = kind_of(&head)?;
        let size = known.size;
        let object = BlobRef { sha256: String::new(), size, mime: mime.to_owned(), chunks: None };
        if MAX_BYTES < known.size && !object.is_recording() {
            return Err(UploadRefused::TooLarge);
        }
        let united = blobs.unite(&known.id).await;
        let (hash, chunks) = united.map_err(|trouble: BlobTrouble| Fault::from(trouble))?;
        let leaves: Vec<Hash> = chunks.leaves().iter().map(|leaf| Hash(*leaf)).collect();
        let root = tree::root(Profile::Sha256, &leaves);
        let object = BlobRef {
            sha256: hash.to_string(),
            size: chunks.size(),
            chunks: Some(root.to_string()),
            ..object
        };
        self.note_object(&object, &known.name).await?;
        self.look_at(&object).await?;
        let note = parcel(owner, &known.name, object.size, Some(&object));
        blobs.note_parcel(&known.id, &note).await.map_err(Fault::from)?;
        Ok(object)
    }

    /// Enters an object that is on the disk in the list of objects.
    pub(crate) async fn note_object(&self, object: &BlobRef, name: &str) -> Result<(), Fault> {
        let row = truth::BlobRow {
            hash: object.sha256.clone(),
            size: i64::try_from(object.size).unwrap_or(i64::MAX),
            mime: object.mime.clone(),
            name: name.chars().take(200).collect(),
            stored_at: record::instant(self.now()),
        };
        let mut tx = self.inner.store.begin().await?;
        tx.put_blob(row);
        tx.commit().await?;
        Ok(())
    }
}

fn parcel(owner: &PersonId, name: &str, size: u64, object: Option<&BlobRef>) -> Parcel {
    Parcel {
        owner: owner.to_string(),
        name: name.chars().take(200).collect(),
        size,
        object: object.map(|it| (it.sha256.clone(), it.mime.clone())),
        chunks: object.and_then(|it| it.chunks.clone()),
    }
}

fn seen(id: &str, parcel: Parcel, have: u64) -> Uploading {
    let Parcel { name, size, object, chunks, .. } = parcel;
    let object = object.map(|(sha256, mime)| BlobRef { sha256, size, mime, chunks });
    Uploading { id: id.to_owned(), name, size, have, object }
}
