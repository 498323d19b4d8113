//! Evidence and documents on their way out, to whoever may read a thing that holds them.

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{StreamId, ids::DocumentId, policy::Act, world::StreamKind};
use tokio_util::io::ReaderStream;

use crate::{Call, PageError, pages::samples::Sample, router::Routes};

/// What a browser may do with bytes that came from outside: show them, and nothing else.
const POLICY: &str = "default-src 'none'; sandbox";

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new().page("/files/{sha256}", Act::UseDesk, evidence).page(
        "/documents/{kind}/{id}/{document}",
        Act::UseDesk,
        document,
    )
}

/// Every page of the area with invented contents: it has none.
pub fn samples() -> Vec<Sample> {
    Vec::new()
}

/// `GET /files/{sha256}`
async fn evidence(call: Call, Path(sha256): Path<String>) -> Result<Response, PageError> {
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hash || !holds_readable(&call, &sha256).await? {
        return Err(PageError::Absent);
    }
    let (blob, file) = call.app().blob(&sha256).await?.ok_or(PageError::Absent)?;
    let shown = matches!(blob.mime.as_str(), "image/jpeg" | "image/png" | "image/webp");
    let way = if shown { "inline" } else { "attachment" };
    let short: String = sha256.chars().take(12).collect();
    let name = format!("{way}; filename=\"{short}.{}\"", blob.ending());
    let headers = [
        (header::CONTENT_TYPE, value(&blob.mime)?),
        (header::CONTENT_LENGTH, HeaderValue::from(blob.size)),
        (header::CONTENT_DISPOSITION, value(&name)?),
        (header::CONTENT_SECURITY_POLICY, value(POLICY)?),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}

/// `GET /documents/{kind}/{id}/{document}.pdf`
async fn document(
    call: Call,
    Path((kind, id, document)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let stream = StreamId::parse(&format!("{kind}/{id}")).ok_or(PageError::Absent)?;
    if !readable(&call, &stream).await? {
        return Err(PageError::Absent);
    }
    let document = document.strip_suffix(".pdf").ok_or(PageError::Absent)?;
    let pdf = call.app().pdf(&stream, &DocumentId::new(document)).await?;
    let pdf = pdf.ok_or(PageError::Absent)?;
    let safe: String = document.chars().filter(char::is_ascii_alphanumeric).collect();
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, value(&format!("inline; filename=\"{safe}.pdf\""))?),
    ];
    Ok((headers, pdf).into_response())
}

/// Whether any thing that mentions the bytes may be read by this person.
async fn holds_readable(call: &Call, sha256: &str) -> Result<bool, PageError> {
    for stream in call.app().evidence_streams(sha256).await? {
        if readable(call, &stream).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn readable(call: &Call, stream: &StreamId) -> Result<bool, PageError> {
    let found = match stream.kind {
        StreamKind::Case => call.load_case(&stream.id).await.map(drop),
        StreamKind::Clue => call.load_clue(&stream.id).await.map(drop),
        StreamKind::Inspection => call.load_inspection(&stream.id).await.map(drop),
        StreamKind::Person | StreamKind::Pack | StreamKind::Record => Err(PageError::Absent),
    };
    if let Err(PageError::Absent | PageError::Denied(_)) = found {
        return Ok(false);
    }
    found.map(|()| true)
}

fn value(text: &str) -> Result<HeaderValue, PageError> {
    HeaderValue::from_str(text).map_err(|_| PageError::Absent)
}
