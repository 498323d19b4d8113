//! Evidence and documents on their way out, to whoever may read a thing that holds them.

mod apart;
mod range;
mod send;
mod way;

use axum::{
    extract::{Path, Query},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    StreamId,
    evidence::Suspicion,
    ids::{CommandId, DocumentId},
    policy::Act,
    world::StreamKind,
};

pub use send::{Asked, Object, send};

use crate::{
    Call, PageError,
    pages::{
        samples::{Sample, sample_shell},
        shared::ErrorPage,
    },
    router::Routes,
};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new()
        .page("/files/{sha256}", Act::UseDesk, evidence)
        .page("/files/{sha256}/way", Act::UseDesk, way::way)
        .page("/quarantine", Act::ReleaseEvidence, apart::list)
        .page("/quarantine/{sha256}", Act::ReleaseEvidence, apart::ask)
        .post("/quarantine/{sha256}", Act::ReleaseEvidence, apart::release)
        .page("/documents/{kind}/{id}/{document}", Act::UseDesk, document)
        .page("/documents/{kind}/{id}/steps/{step}", Act::UseDesk, set)
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    let told = send::warning(Suspicion::Active, &"5f".repeat(32), "/files/5f");
    let page = ErrorPage { shell: sample_shell("", send::APART), told };
    let mut all = vec![Sample::of("evidence kept apart", &page)];
    all.extend(way::samples());
    all.extend(apart::samples());
    all
}

/// `GET /files/{sha256}`
async fn evidence(
    call: Call,
    Path(sha256): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let thing = readable_thing(&call, &sha256).await?.ok_or(PageError::Absent)?;
    let why = call.app().suspicion(&sha256).await?;
    let href = format!("/files/{sha256}");
    send(&call, Object { sha256, why, href, thing, headers }, asked.anyway()).await
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
    inline_pdf(document, pdf)
}

/// `GET /documents/{kind}/{id}/steps/{step}.pdf`
async fn set(
    call: Call,
    Path((kind, id, step)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let stream = StreamId::parse(&format!("{kind}/{id}")).ok_or(PageError::Absent)?;
    if !readable(&call, &stream).await? {
        return Err(PageError::Absent);
    }
    let step = step.strip_suffix(".pdf").ok_or(PageError::Absent)?;
    let pdf = call.app().pdf_set(&stream, &CommandId::new(step)).await?;
    inline_pdf(step, pdf.ok_or(PageError::Absent)?)
}

/// A PDF that the browser shows.
pub fn inline_pdf(name: &str, pdf: Vec<u8>) -> Result<Response, PageError> {
    let safe: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, value(&format!("inline; filename=\"{safe}.pdf\""))?),
    ];
    Ok((headers, pdf).into_response())
}

/// The first thing that mentions the bytes and may be read by this person.
async fn readable_thing(call: &Call, sha256: &str) -> Result<Option<StreamId>, PageError> {
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hash {
        return Ok(None);
    }
    for stream in call.app().evidence_streams(sha256).await? {
        if readable(call, &stream).await? {
            return Ok(Some(stream));
        }
    }
    Ok(None)
}

async fn readable(call: &Call, stream: &StreamId) -> Result<bool, PageError> {
    let found = match stream.kind {
        StreamKind::Case => call.load_case(&stream.id).await.map(drop),
        StreamKind::Clue => call.load_clue(&stream.id).await.map(drop),
        StreamKind::Inspection => call.load_inspection(&stream.id).await.map(drop),
        StreamKind::Supervision => call.load_supervision(&stream.id).await.map(drop),
        StreamKind::Entrustment => call.load_entrustment(&stream.id).await.map(drop),
        StreamKind::Person | StreamKind::Pack | StreamKind::Record | StreamKind::Evidence => {
            Err(PageError::Absent)
        }
    };
    if let Err(PageError::Absent | PageError::Denied(_)) = found {
        return Ok(false);
    }
    found.map(|()| true)
}

fn value(text: &str) -> Result<HeaderValue, PageError> {
    HeaderValue::from_str(text).map_err(|_| PageError::Absent)
}
