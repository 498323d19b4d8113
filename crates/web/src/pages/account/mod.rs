//! Signing in and out, one's own account and password.

mod me;
mod password;
mod sign_in;

use axum::{
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use domain::policy::Act;

use crate::{
    Call, FormBody, PageError, Site,
    call::session,
    pages::{samples::Sample, see_other},
    router::Routes,
};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new()
        .open_page("/login", Act::UseAccount, sign_in::ask)
        .open_post("/login", Act::UseAccount, sign_in::act)
        .post("/logout", Act::UseAccount, sign_out)
        .page("/account", Act::UseAccount, me::show_me)
        .page("/account/password", Act::UseAccount, password::ask)
        .post("/account/password", Act::UseAccount, password::act)
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    let mut all = sign_in::samples();
    all.extend(me::samples());
    all
}

/// `POST /logout`
async fn sign_out(call: Call, headers: HeaderMap, _: FormBody) -> Result<Response, PageError> {
    if let Some(token) = session::token(call.site(), &headers) {
        call.app().sign_out(token).await?;
    }
    Ok(with_session(call.site(), see_other("/login"), ""))
}

/// Gives the browser a session, or takes it back when the token is empty.
fn with_session(site: &Site, mut response: Response, token: &str) -> Response {
    if let Some(cookie) = session::cookie(site, token) {
        response.headers_mut().append(axum::http::header::SET_COOKIE, cookie);
    }
    response.into_response()
}
