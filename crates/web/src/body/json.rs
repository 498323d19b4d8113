//! A small JSON body that our own script sends, with the token in a header.

use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::header,
};
use serde::de::DeserializeOwned;

use super::{MAX_TEXT_BYTES, Token};
use crate::{PageError, Site};

/// What our script sent.
#[derive(Clone, Debug)]
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Site> for JsonBody<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &Site) -> Result<Self, PageError> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json")) {
            return Err(PageError::Kind);
        }
        if !Token::of(&request).in_headers(request.headers()) {
            return Err(PageError::Forged);
        }
        let bytes =
            to_bytes(request.into_body(), MAX_TEXT_BYTES).await.map_err(|_| PageError::TooLarge)?;
        serde_json::from_slice(&bytes).map(Self).map_err(|_| PageError::Malformed)
    }
}
