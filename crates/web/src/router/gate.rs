//! Keeps out forms that another site sent in a person's name.
//!
//! The layer of tower-http lets requests without either header pass; ours refuses them, since
//! every browser that can use the site sends one.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::Site;
use crate::PageError;

/// Where a request comes from, for counting failed sign-ins and public reports.
///
/// It is the address of the connection: a forwarding header can be forged and is not read.
#[derive(Clone, Debug)]
pub struct Source(pub String);

pub(super) async fn source(mut request: Request, next: Next) -> Response {
    let from = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or_else(|| "local".to_owned(), |ConnectInfo(address)| address.ip().to_string());
    request.extensions_mut().insert(Source(from));
    next.run(request).await
}

pub(super) async fn gate(State(site): State<Site>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || is_ours(&site, request.headers()) {
        next.run(request).await
    } else {
        PageError::Foreign.into_response()
    }
}

fn is_ours(site: &Site, headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(relation) = headers.get("sec-fetch-site") {
        return relation == "same-origin" || relation == "none";
    }
    let Some(origin) = text(header::ORIGIN) else {
        return false;
    };
    if let Some(ours) = &site.settings.origin {
        return origin == ours;
    }
    let scheme = if site.settings.https { "https://" } else { "http://" };
    origin.strip_prefix(scheme).is_some_and(|host| Some(host) == text(header::HOST))
}
