//! A piece of a file that our own script sends, with the token in a header.

use std::io;

use app::parcels::MAX_PIECE;
use axum::{
    body::{Body, BodyDataStream},
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use futures::TryStreamExt;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio_util::io::StreamReader;

use super::Token;
use crate::{PageError, Site};

/// The header that says where a piece begins.
const OFFSET: &str = "upload-offset";

/// The bytes of a piece as they arrive.
pub struct PieceBody {
    /// Where it begins.
    pub at: u64,
    bytes: Body,
}

impl PieceBody {
    /// Reads them; one byte more than a piece may have shows that it has too many.
    pub fn reader(self) -> impl AsyncRead + Unpin {
        let bytes: BodyDataStream = self.bytes.into_data_stream();
        Box::pin(StreamReader::new(bytes.map_err(io::Error::other)).take(MAX_PIECE + 1))
    }
}

impl FromRequest<Site> for PieceBody {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &Site) -> Result<Self, PageError> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        if kind.is_none_or(|kind| kind.as_bytes() != b"application/octet-stream") {
            return Err(PageError::Kind);
        }
        if !Token::of(&request).in_headers(request.headers()) {
            return Err(PageError::Forged);
        }
        if number(request.headers(), header::CONTENT_LENGTH.as_str())
            .is_none_or(|length| MAX_PIECE < length)
        {
            return Err(PageError::TooLarge);
        }
        let at = number(request.headers(), OFFSET).ok_or(PageError::Malformed)?;
        Ok(Self { at, bytes: request.into_body() })
    }
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}
