//! The cookie of a session: read, set and taken back.

use app::{Fault, Signed};
use axum::http::{HeaderMap, HeaderValue, header};

use crate::Site;

/// The token in the cookie; among several of the name, the first.
pub(crate) fn token<'a>(site: &Site, headers: &'a HeaderMap) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == site.cookie_name() && !value.is_empty())
        .map(|(_, value)| value)
}

/// Who the cookie belongs to now.
pub(crate) async fn signed(site: &Site, headers: &HeaderMap) -> Result<Option<Signed>, Fault> {
    match token(site, headers) {
        Some(token) => site.app.session(token).await,
        None => Ok(None),
    }
}

/// The header that gives a browser the session, or takes it back when `token` is empty.
pub(crate) fn cookie(site: &Site, token: &str) -> Option<HeaderValue> {
    let secure = if site.settings.https { "; Secure" } else { "" };
    let end = if token.is_empty() { "; Max-Age=0" } else { "" };
    let name = site.cookie_name();
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict{secure}{end}");
    HeaderValue::from_str(&text).ok()
}
