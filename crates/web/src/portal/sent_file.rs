//! A file that is only measured: its SHA-256 is taken as it arrives, and nothing of it is kept.

use axum::{
    extract::{FromRequest, Multipart, Request},
    http::StatusCode,
};
use sha2::{Digest, Sha256};

use crate::{PageError, Site, router::ReadsBody};

/// The most that a file to compare may weigh.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// The digest of the file that was sent; nothing if none was chosen.
pub struct SentFile(pub Option<String>);

/// An open door expects no token, and a file that is not kept changes nothing.
impl<M, A, B, C> ReadsBody for (M, A, B, C, SentFile) {}

impl FromRequest<Site> for SentFile {
    type Rejection = PageError;

    async fn from_request(request: Request, site: &Site) -> Result<Self, PageError> {
        let mut parts =
            Multipart::from_request(request, site).await.map_err(|_| PageError::Kind)?;
        let mut found = None;
        while let Some(mut part) = parts.next_field().await.map_err(|error| broken(&error))? {
            let wanted = part.name() == Some("file");
            let mut sum = Sha256::new();
            let mut weight = 0_usize;
            while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
                weight = weight.saturating_add(chunk.len());
                if MAX_BYTES < weight {
                    return Err(PageError::TooLarge);
                }
                sum.update(&chunk);
            }
            if wanted && 0 < weight {
                found = Some(hex::encode(sum.finalize()));
            }
        }
        Ok(Self(found))
    }
}

fn broken(error: &axum::extract::multipart::MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::TooLarge
    } else {
        PageError::Malformed
    }
}
