//! The page on which a person signs in.

use app::SignInRefused;
use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;

use super::with_session;
use crate::{
    FormBody, PageError, Site,
    call::{frame, session},
    components::{
        form::{Field, FieldKind, Form, FormError, Input},
        shell::Shell,
    },
    pages::{
        samples::{Sample, sample_shell},
        see_other, show_as,
    },
    router::Source,
};

#[derive(Template)]
#[template(path = "account/sign_in.html")]
pub struct SignInPage {
    pub shell: Shell,
    pub form: Form,
}

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    next: String,
}

/// `GET /login`
pub async fn ask(
    State(site): State<Site>,
    headers: HeaderMap,
    Query(Wish { next }): Query<Wish>,
) -> Result<Response, PageError> {
    if session::signed(&site, &headers).await?.is_some() {
        return Ok(see_other(inside(&next)));
    }
    show(&site, StatusCode::OK, form(&next))
}

/// `POST /login`
pub async fn act(
    State(site): State<Site>,
    Extension(source): Extension<Source>,
    headers: HeaderMap,
    body: FormBody,
) -> Result<Response, PageError> {
    let form = form(body.get("next"));
    let login = body.get("login").trim();
    match site.app.sign_in(login, body.get("password"), &source.0).await {
        Ok(session) => {
            // The session that the browser held before ends, so that none is taken over.
            if let Some(old) = session::token(&site, &headers) {
                site.app.sign_out(old).await?;
            }
            Ok(with_session(&site, see_other(inside(body.get("next"))), &session.token))
        }
        Err(SignInRefused::Fault(fault)) => Err(fault.into()),
        Err(refused) => {
            let status = match refused {
                SignInRefused::Locked => StatusCode::TOO_MANY_REQUESTS,
                SignInRefused::Wrong | SignInRefused::Fault(_) => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let error = FormError { field: None, message: refused.to_string() };
            show(&site, status, form.with_values(body.pairs()).with_errors(vec![error]))
        }
    }
}

/// Only an address of ours is gone to: one slash, and then a name.
fn inside(next: &str) -> &str {
    let safe = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\r', '\n'])
        && !next.starts_with("/login");
    if safe { next } else { "/inbox" }
}

fn form(next: &str) -> Form {
    Form::new("/login", "")
        .field(Field::new("login", "登录名", FieldKind::Text(Input::Username)).required())
        .field(Field::new("password", "口令", FieldKind::Text(Input::Password)).required())
        .field(Field::hidden("next", next))
        .submit("登录")
}

fn show(site: &Site, status: StatusCode, form: Form) -> Result<Response, PageError> {
    show_as(status, &SignInPage { shell: frame::bare(site, None, ""), form })
}

pub(super) fn samples() -> Vec<Sample> {
    let shell = || Shell { person: None, menu: Vec::new(), ..sample_shell("", "") };
    let wrong = FormError { field: None, message: "登录名或者口令不正确。".to_owned() };
    vec![
        Sample::of("sign in", &SignInPage { shell: shell(), form: form("/cases") }),
        Sample::of(
            "sign in refused",
            &SignInPage { shell: shell(), form: form("").with_errors(vec![wrong]) },
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn nobody_is_led_to_another_site_after_signing_in() {
        for wish in ["", "https://x.cn", "//x.cn", "/\\x.cn", "/a\r\nb", "/login?next=/x"] {
            assert_eq!(inside(wish), "/inbox", "{wish}");
        }
        assert_eq!(inside("/cases/1?tab=a"), "/cases/1?tab=a");
    }
}
