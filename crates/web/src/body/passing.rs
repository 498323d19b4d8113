//! A form with files that are only looked at: they stay in memory and are kept nowhere.

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::Field},
    http::header,
};

use super::Token;
use crate::{PageError, Site, components::form::FORM_TOKEN_FIELD};

/// The most files in one form.
const MOST: usize = 20;
/// The most that the form may weigh.
const MAX_BYTES: usize = 40 * 1024 * 1024;

/// A file that passes through.
#[derive(Clone, Debug)]
pub struct PassingFile {
    /// The name on the sender's device.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What was sent: files only, beside the token.
#[derive(Clone, Debug, Default)]
pub struct PassingBody {
    pub files: Vec<PassingFile>,
}

impl FromRequest<Site> for PassingBody {
    type Rejection = PageError;

    async fn from_request(request: Request, site: &Site) -> Result<Self, PageError> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data")) {
            return Err(PageError::Kind);
        }
        let token = Token::of(&request);
        let mut trusted = token.in_headers(request.headers());
        let mut parts =
            Multipart::from_request(request, site).await.map_err(|_| PageError::Malformed)?;
        let mut files = Vec::new();
        let mut room = MAX_BYTES;
        while let Some(part) = parts.next_field().await.map_err(|_| PageError::Malformed)? {
            let key = part.name().unwrap_or_default().to_owned();
            let name = part.file_name().map(str::to_owned);
            // The token stands before the files; nothing is read for whoever lacks it.
            if name.is_some() && !trusted {
                return Err(PageError::Forged);
            }
            let bytes = take(part, room).await?;
            room -= bytes.len();
            match name {
                None => {
                    let sent = String::from_utf8(bytes).map_err(|_| PageError::Malformed)?;
                    trusted = trusted || (key == FORM_TOKEN_FIELD && token.matches(&sent));
                }
                Some(name) if name.is_empty() => {}
                Some(_) if MOST <= files.len() => return Err(PageError::TooLarge),
                Some(name) => files.push(PassingFile { name, bytes }),
            }
        }
        if trusted { Ok(Self { files }) } else { Err(PageError::Forged) }
    }
}

async fn take(mut part: Field<'_>, room: usize) -> Result<Vec<u8>, PageError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|_| PageError::Malformed)? {
        if room < bytes.len() + chunk.len() {
            return Err(PageError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
