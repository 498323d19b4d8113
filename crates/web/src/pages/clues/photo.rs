//! A photograph that came with a clue, to whoever may read the clue.

use axum::{
    extract::{Path, Query},
    http::HeaderMap,
    response::Response,
};

use crate::{
    Call, PageError,
    pages::files::{Asked, Object, send},
};

/// `GET /clues/{id}/photos/{sha256}`
pub async fn photo(
    call: Call,
    Path((id, sha256)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let clue = call.load_clue(&id).await?;
    if !clue.photos.iter().any(|photo| photo.sha256 == sha256) {
        return Err(PageError::Absent);
    }
    let why = call.app().suspicion(&sha256).await?;
    let href = format!("/clues/{id}/photos/{sha256}");
    send(&call, Object { sha256, why, href, thing: clue.stream.clone(), headers }, asked.anyway())
        .await
}
