//! Lets a request in: who sends it, and whether their role has the act of the address.
//!
//! Whether they may do it to the thing is asked again with the thing in hand.

use std::{sync::Arc, time::Instant};

use app::Signed;
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::policy::{Act, Subject, Verdict, permit};

use super::{Door, Site};
use crate::{PageError, call::session, pages::see_other};

/// The act that the address was declared with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RouteAct(pub Act);

/// The number of a request, which an incident is reported under.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Numbers the request and logs its end. Addresses are logged as patterns, without ids or words.
pub(super) async fn number(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let id = RequestId(site.app.new_id());
    let began = Instant::now();
    let method = request.method().clone();
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    let path = response.extensions_mut().remove::<MatchedPath>();
    let path = path.as_ref().map_or("unmatched", MatchedPath::as_str);
    let status = response.status().as_u16();
    let duration_ms = began.elapsed().as_millis();
    tracing::info!(request.id = %id.0, %method, path, status, duration_ms, "answered a request");
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Stands before every declared address.
pub(super) async fn admit(
    State(site): State<Site>,
    path: MatchedPath,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match site.door(request.method(), path.as_str()) {
        Some((act, door)) => pass(&site, (act, door), request, next).await,
        None => PageError::Method.into_response(),
    };
    response.extensions_mut().insert(path);
    response
}

async fn pass(site: &Site, (act, door): (Act, Door), request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    parts.extensions.insert(RouteAct(act));
    if door == Door::Open {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let signed = match enter(site, act, &parts).await {
        Ok(signed) => signed,
        Err(refusal) => return *refusal,
    };
    parts.extensions.insert(Arc::clone(&signed));
    let mut response = next.run(Request::from_parts(parts, body)).await;
    response.extensions_mut().insert(signed);
    response
}

/// The addresses that a person with an initial password may use.
const WITH_INITIAL_PASSWORD: [&str; 2] = ["/account/password", "/logout"];

async fn enter(site: &Site, act: Act, request: &Parts) -> Result<Arc<Signed>, Box<Response>> {
    let stop = |response: Response| Err(Box::new(response));
    let signed = match session::signed(site, &request.headers).await {
        Ok(Some(signed)) => Arc::new(signed),
        Ok(None) => return stop(ask_to_sign_in(request)),
        Err(fault) => return stop(PageError::from(fault).into_response()),
    };
    let here = request.uri.path();
    if signed.person.password_is_initial && !WITH_INITIAL_PASSWORD.contains(&here) {
        return stop(see_other("/account/password"));
    }
    match permit(&signed.actor, act, &Subject::default()) {
        Verdict::Denied(words) => {
            let mut response = PageError::Denied(words).into_response();
            response.extensions_mut().insert(signed);
            stop(response)
        }
        Verdict::Permitted | Verdict::Absent => Ok(signed),
    }
}

/// A page leads to the sign-in page and back; a script is told.
fn ask_to_sign_in(request: &Parts) -> Response {
    if is_script(&request.headers) {
        return PageError::SignedOut.into_response();
    }
    let here = request.uri.path_and_query().map_or("/inbox", |here| here.as_str());
    let wanted = if request.method.is_safe() { here } else { "/inbox" };
    match serde_urlencoded::to_string([("next", wanted)]) {
        Ok(query) => see_other(&format!("/login?{query}")),
        Err(_) => see_other("/login"),
    }
}

pub(crate) fn is_script(headers: &HeaderMap) -> bool {
    headers.contains_key(crate::body::TOKEN_HEADER)
        || headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}
