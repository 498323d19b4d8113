//! `GET /cases/{id}/drafted-decision`: the decision as drafted, on paper, without number and stamp.

use axum::{extract::Path, response::Response};
use domain::{cases, policy::Act};

use super::at::At;
use crate::{Call, PageError, pages::files::inline_pdf};

/// `GET /cases/{id}/drafted-decision`
pub async fn drafted(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let at = At::open(call, &id, Act::ReadCases, Vec::new()).await?;
    let drafted = at.look(|setting| cases::drafted_decision(&at.case, setting));
    let drafted = drafted.map_err(|refused| at.refused(refused))?.ok_or(PageError::Absent)?;
    inline_pdf("drafted-decision", at.call.app().draft_pdf(&[drafted]).await?)
}
