//! The pages of the desks, one folder an area, and what they share.

pub mod account;
pub mod articles;
pub mod audit;
pub mod benchmarks;
pub mod cases;
pub mod clues;
pub mod design;
pub mod drafts;
pub mod entrustments;
pub mod examine;
pub mod files;
pub mod inbox;
pub mod inspections;
pub mod numbers;
pub mod oversight;
mod papers;
pub mod people;
pub mod publications;
pub mod records;
pub mod samples;
pub mod sampling;
pub mod search;
pub mod shared;
pub mod supervision;
pub mod tools;
pub mod uploads;

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use crate::PageError;

/// Draws a page.
pub fn show(page: &impl Template) -> Result<Response, PageError> {
    show_as(StatusCode::OK, page)
}

/// Draws a page with a status of its own, such as 422 for a form that was refused.
pub fn show_as(status: StatusCode, page: &impl Template) -> Result<Response, PageError> {
    let html = page.render().map_err(PageError::drawing)?;
    Ok((status, Html(html)).into_response())
}

/// Leads on after a form was carried out (303).
///
/// The address is ours; one that is not a header value, which ids exclude, leads to the inbox.
pub fn see_other(href: &str) -> Response {
    let target = HeaderValue::from_str(href).unwrap_or_else(|_| HeaderValue::from_static("/inbox"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, target)]).into_response()
}
