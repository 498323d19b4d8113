//! Reads a form with files: each file goes to the evidence store as it arrives.

use std::{io, pin::pin, sync::Arc};

use app::{Signed, UploadRefused};
use axum::{
    extract::{FromRequest, Multipart, Request, multipart::Field},
    http::StatusCode,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{evidence::BlobRef, ids::PersonId};
use futures::TryStreamExt;
use tokio::io::AsyncReadExt;
use tokio_util::io::StreamReader;

use super::{
    FormBody, MAX_FILE_BYTES, MAX_FILES, MAX_TEXT_BYTES, Token, Upload, named_upload, read_named,
};
use crate::{
    PageError, Site,
    components::form::{FORM_TOKEN_FIELD, FormError},
};

/// How a drawn signature begins.
pub(super) const DRAWN: &str = "data:image/png;base64,";

pub(super) async fn read(
    request: Request,
    site: &Site,
    token: &Token,
) -> Result<FormBody, PageError> {
    let owner = request.extensions().get::<Arc<Signed>>().map(|it| it.person.id.clone());
    let mut trusted = token.in_headers(request.headers()) || token.matches("");
    let mut parts =
        Multipart::from_request(request, site).await.map_err(|_| PageError::Malformed)?;
    let mut body = FormBody::default();
    let mut weight = 0;
    let owner = owner.as_ref();
    while let Some(part) = parts.next_field().await.map_err(|error| broken(&error))? {
        let key = part.name().unwrap_or_default().to_owned();
        if let Some(name) = part.file_name().map(str::to_owned) {
            if !trusted {
                return Err(PageError::Forged);
            }
            keep(&mut body, (site, owner), (key, name), part).await?;
            continue;
        }
        let value = text(part, MAX_TEXT_BYTES - weight).await?;
        weight += value.len();
        trusted = trusted || (key == FORM_TOKEN_FIELD && token.matches(&value));
        body.pairs.push((key, value));
    }
    if !trusted {
        return Err(PageError::Forged);
    }
    if let Some(owner) = owner {
        take_named(&mut body, site, owner).await?;
    }
    keep_drawings(&mut body, site).await?;
    Ok(body)
}

fn broken(error: &axum::extract::multipart::MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::TooLarge
    } else {
        PageError::Malformed
    }
}

/// Reads the words of one part, and no more of them than there is room for.
async fn text(mut part: Field<'_>, room: usize) -> Result<String, PageError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
        if room < bytes.len() + chunk.len() {
            return Err(PageError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| PageError::Malformed)
}

/// Takes the uploads that the form names instead of carrying them.
async fn take_named(body: &mut FormBody, site: &Site, owner: &PersonId) -> Result<(), PageError> {
    let named: Vec<(String, String, String)> = body
        .pairs
        .iter()
        .filter_map(|(key, value)| {
            let (id, _, name) = read_named(value)?;
            Some((key.clone(), id.to_owned(), name.to_owned()))
        })
        .collect();
    for (key, id, name) in named {
        let known = body.uploads.iter().any(|upload| upload.id == id);
        if known {
            continue;
        }
        let found = site.app.uploading(owner, &id).await?;
        match found.and_then(|it| Some((it.name, it.object?))) {
            Some((name, blob)) if body.uploads.len() < MAX_FILES => {
                body.uploads.push(Upload { key, name, blob, id });
            }
            Some(_) => body.spoilt.push(too_many(key, &name)),
            None => {
                let message =
                    format!("“{name}”没有传完，或者已经超过三天；请取消勾选，重新选择文件。");
                body.spoilt.push(FormError { field: Some(key), message });
            }
        }
    }
    Ok(())
}

fn too_many(key: String, name: &str) -> FormError {
    let message = format!("一次最多上传{MAX_FILES}个文件，“{name}”没有收下，请分次上传。");
    FormError { field: Some(key), message }
}

async fn keep(
    body: &mut FormBody,
    (site, owner): (&Site, Option<&PersonId>),
    (key, name): (String, String),
    part: Field<'_>,
) -> Result<(), PageError> {
    if name.is_empty() {
        return Ok(());
    }
    if MAX_FILES <= body.uploads.len() {
        body.spoilt.push(too_many(key, &name));
        return Ok(());
    }
    // One byte more than allowed lets the store see that the file is too large.
    let bytes = StreamReader::new(part.map_err(io::Error::other)).take(MAX_FILE_BYTES + 1);
    let mut bytes = pin!(bytes);
    let stored = site.app.upload(&mut bytes, &name).await;
    note(body, (key, name), stored)?;
    // Should the form come back for another reason, it names what was sent already.
    if let (Some(owner), Some(last)) = (owner, body.uploads.last_mut())
        && last.id.is_empty()
    {
        last.id = site.app.remember_upload(owner, &last.name, &last.blob).await?;
        body.pairs.push((last.key.clone(), named_upload(&last.id, &last.name, &last.blob)));
    }
    Ok(())
}

/// Notes what became of a file: what its sender can mend is said at the field, what broke here is
/// no answer to a form.
fn note(
    body: &mut FormBody,
    (key, name): (String, String),
    stored: Result<BlobRef, UploadRefused>,
) -> Result<(), PageError> {
    match stored {
        Ok(blob) => body.uploads.push(Upload { key, name, blob, id: String::new() }),
        Err(UploadRefused::Fault(fault)) => return Err(fault.into()),
        Err(
            refused @ (UploadRefused::TooLarge
            | UploadRefused::TooLong
            | UploadRefused::TooMany
            | UploadRefused::Empty
            | UploadRefused::Kind
            | UploadRefused::BrokenOff(_)),
        ) => body.spoilt.push(FormError { field: Some(key), message: refused.to_string() }),
    }
    Ok(())
}

/// A signature drawn on the screen comes as words; it is kept as the picture it is.
async fn keep_drawings(body: &mut FormBody, site: &Site) -> Result<(), PageError> {
    let drawn: Vec<(String, Vec<u8>)> = body
        .pairs
        .iter()
        .filter_map(|(key, value)| {
            let picture = STANDARD.decode(value.strip_prefix(DRAWN)?).ok()?;
            Some((key.clone(), picture))
        })
        .take(MAX_FILES)
        .collect();
    for (key, picture) in drawn {
        let name = "签名.png".to_owned();
        let stored = site.app.upload(&mut picture.as_slice(), &name).await;
        note(body, (key, name), stored)?;
    }
    Ok(())
}
