//! Unfinished answers, saved by the script while a person writes. They are no part of the record.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::policy::Act;
use serde::Deserialize;

use crate::{
    Call, JsonBody, PageError, components::form::FORM_TOKEN_FIELD, pages::samples::Sample,
    router::Routes,
};

/// The longest key of a draft.
const MAX_KEY_BYTES: usize = 160;

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new().post("/drafts/{key}", Act::UseDesk, save)
}

/// Every page of the area with invented contents: it has none.
pub fn samples() -> Vec<Sample> {
    Vec::new()
}

/// What the script sends.
#[derive(Debug, Deserialize)]
pub struct Saved {
    fields: Vec<(String, String)>,
}

/// `POST /drafts/{key}`
async fn save(
    call: Call,
    Path(key): Path<String>,
    JsonBody(mut saved): JsonBody<Saved>,
) -> Result<Response, PageError> {
    let known = |mark: char| mark.is_ascii_alphanumeric() || matches!(mark, '-' | '_' | '.');
    if key.is_empty() || MAX_KEY_BYTES < key.len() || !key.chars().all(known) {
        return Err(PageError::Malformed);
    }
    saved.fields.retain(|(name, _)| name != FORM_TOKEN_FIELD);
    let fields = serde_json::to_string(&saved.fields).map_err(|_| PageError::Malformed)?;
    if call.app().save_draft(call.me(), &key, &fields).await? {
        Ok(StatusCode::NO_CONTENT.into_response())
    } else {
        Err(PageError::TooLarge)
    }
}
