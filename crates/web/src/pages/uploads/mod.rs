//! Uploads in pieces, sent by our own script in the manner of tus: begun, asked for how far they
//! are, gone on with, thrown away. A form then names the upload.

use app::{
    UploadRefused,
    parcels::{PieceRefused, Uploading},
};
use axum::{
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::policy::Act;
use serde::{Deserialize, Serialize};

use crate::{
    Call, JsonBody, PageError,
    body::{PieceBody, named_upload},
    pages::samples::Sample,
    router::Routes,
};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new()
        .post("/uploads", Act::UseDesk, begin)
        .page("/uploads/{id}", Act::UseDesk, ask)
        .post("/uploads/{id}", Act::UseDesk, go_on)
        .post("/uploads/{id}/cancel", Act::UseDesk, cancel)
}

/// Every page of the area with invented contents: it has none.
pub fn samples() -> Vec<Sample> {
    Vec::new()
}

/// What the script says of a file.
#[derive(Debug, Deserialize)]
pub struct Announced {
    name: String,
    size: u64,
}

/// The script asks for nothing more.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// What the script is told.
#[derive(Debug, Default, Serialize)]
struct Told {
    /// The id of the upload.
    #[serde(skip_serializing_if = "String::is_empty")]
    id: String,
    /// How many bytes have come.
    have: u64,
    /// How a form names the upload, once it is whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// The root of the tree over its pieces, once it is whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    chunks: Option<String>,
    /// What went wrong, for the person.
    #[serde(skip_serializing_if = "String::is_empty")]
    message: String,
}

/// `POST /uploads`
async fn begin(call: Call, JsonBody(sent): JsonBody<Announced>) -> Result<Response, PageError> {
    match call.app().begin_upload(call.me(), &sent.name, sent.size).await {
        Ok(begun) => told(StatusCode::CREATED, &state(begun)),
        Err(refused) => declined(refused),
    }
}

/// `GET /uploads/{id}`
async fn ask(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let found = call.app().uploading(call.me(), &id).await?.ok_or(PageError::Absent)?;
    told(StatusCode::OK, &state(found))
}

/// `POST /uploads/{id}`
async fn go_on(
    call: Call,
    Path(id): Path<String>,
    piece: PieceBody,
) -> Result<Response, PageError> {
    let begins = (id.as_str(), piece.at);
    let taken = call.app().go_on(call.me(), begins, &mut piece.reader()).await;
    let refusal =
        |status, have, message: String| told(status, &Told { have, message, ..Told::default() });
    match taken {
        Ok(now) => told(StatusCode::OK, &state(now)),
        Err(it @ PieceRefused::Elsewhere { have }) => {
            refusal(StatusCode::CONFLICT, have, it.to_string())
        }
        Err(it @ PieceRefused::Busy) => refusal(StatusCode::LOCKED, 0, it.to_string()),
        Err(PieceRefused::Unknown) => Err(PageError::Absent),
        Err(PieceRefused::File(refused)) => declined(refused),
    }
}

/// `POST /uploads/{id}/cancel`
async fn cancel(
    call: Call,
    Path(id): Path<String>,
    JsonBody(Nothing {}): JsonBody<Nothing>,
) -> Result<Response, PageError> {
    if call.app().cancel_upload(call.me(), &id).await? {
        Ok(StatusCode::NO_CONTENT.into_response())
    } else {
        Err(PageError::Absent)
    }
}

fn state(it: Uploading) -> Told {
    let value = it.object.as_ref().map(|object| named_upload(&it.id, &it.name, object));
    let chunks = it.object.and_then(|object| object.chunks);
    Told { id: it.id, have: it.have, value, chunks, message: String::new() }
}

/// The sender can mend what is said of the file; what broke here is answered as everywhere.
fn declined(refused: UploadRefused) -> Result<Response, PageError> {
    match refused {
        UploadRefused::Fault(fault) => Err(fault.into()),
        UploadRefused::TooLarge
        | UploadRefused::TooLong
        | UploadRefused::TooMany
        | UploadRefused::Empty
        | UploadRefused::Kind
        | UploadRefused::BrokenOff(_) => told(
            StatusCode::UNPROCESSABLE_ENTITY,
            &Told { message: refused.to_string(), ..Told::default() },
        ),
    }
}

fn told(status: StatusCode, words: &Told) -> Result<Response, PageError> {
    let text = serde_json::to_string(words).map_err(|_| PageError::Malformed)?;
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok((status, [kind], text).into_response())
}
