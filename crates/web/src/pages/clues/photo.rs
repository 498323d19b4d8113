//! A photograph that came with a clue, to whoever may read the clue.

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use tokio_util::io::ReaderStream;

use crate::{Call, PageError};

/// What a browser may do with bytes that came from outside: show them, and nothing else.
const POLICY: &str = "default-src 'none'; sandbox";

/// `GET /clues/{id}/photos/{sha256}`
pub async fn photo(
    call: Call,
    Path((id, sha256)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let clue = call.load_clue(&id).await?;
    if !clue.photos.iter().any(|photo| photo.sha256 == sha256) {
        return Err(PageError::Absent);
    }
    let (blob, file) = call.app().blob(&sha256).await?.ok_or(PageError::Absent)?;
    let shown = matches!(blob.mime.as_str(), "image/jpeg" | "image/png" | "image/webp");
    let way = if shown { "inline" } else { "attachment" };
    let kind = HeaderValue::from_str(&blob.mime).map_err(|_| PageError::Absent)?;
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_LENGTH, HeaderValue::from(blob.size)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(way)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}
