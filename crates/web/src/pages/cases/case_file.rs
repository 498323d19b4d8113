//! 案卷: the whole file of a case as one PDF with page numbers, or as a sealed parcel.

use app::Volume;
use axum::{
    body::Body,
    extract::{Path, Query},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{cases::Case, policy::Act};
use serde::Deserialize;
use tokio_util::io::ReaderStream;

use crate::{Call, Held, PageError};

/// Which volume is asked for; everything in one unless it is said.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    volume: String,
}

/// `GET /cases/{id}/case-file.pdf`
pub async fn pdf(
    call: Call,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let case = exported(&call, &id).await?;
    let (volume, ending) = match asked.volume.as_str() {
        "" => (Volume::Whole, "pdf"),
        "open" => (Volume::Open, "open.pdf"),
        "closed" => (Volume::Closed, "closed.pdf"),
        _ => return Err(PageError::Absent),
    };
    let pdf = call.app().case_file_pdf(&case.id, call.me(), volume).await?;
    let pdf = pdf.ok_or(PageError::Absent)?;
    attachment(&case, "application/pdf", ending, Body::from(pdf))
}

/// `GET /cases/{id}/case-file.zip`
pub async fn zip(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let case = exported(&call, &id).await?;
    let parcel = call.app().case_file_zip(&case.id, call.me()).await?.ok_or(PageError::Absent)?;
    let bytes = Body::from_stream(ReaderStream::new(parcel.file));
    let mut response = attachment(&case, "application/zip", "zip", bytes)?;
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(parcel.size));
    Ok(response)
}

async fn exported(call: &Call, id: &str) -> Result<Held<Case>, PageError> {
    let case = call.load_case(id).await?;
    call.may(Act::ExportCase, &case.subject())?;
    Ok(case)
}

fn attachment(
    case: &Case,
    kind: &'static str,
    ending: &str,
    bytes: Body,
) -> Result<Response, PageError> {
    let safe: String = case.id.0.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = format!("attachment; filename=\"case-{safe}.{ending}\"");
    let name = HeaderValue::from_str(&name).map_err(|_| PageError::Malformed)?;
    let kind = HeaderValue::from_static(kind);
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}
