//! A browser without a screen: it keeps cookies, and sends forms with their hidden fields.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, header},
};
use tower::ServiceExt;

use crate::{Answer, find_form, hidden_fields};

/// The host that every request is sent to.
const HOST: &str = "zhifa.test";
/// The boundary of multipart bodies.
const BOUNDARY: &str = "----test-boundary";

/// A browser without a screen.
pub struct Client {
    router: Router,
    cookies: Vec<(String, String)>,
}

impl Client {
    pub(crate) fn new(router: Router) -> Self {
        Self { router, cookies: Vec::new() }
    }

    /// The cookies it holds.
    pub fn cookies(&self) -> &[(String, String)] {
        &self.cookies
    }

    /// Takes over the cookies of another, as a thief would.
    pub fn steal(&mut self, other: &Self) {
        self.cookies.clone_from(&other.cookies);
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, Vec::new(), Vec::new()).await
    }

    /// Opens the page of the form, fills it in and sends it. The page is the address itself.
    pub async fn post(&mut self, action: &str, pairs: &[(&str, &str)]) -> Answer {
        self.post_from(action, action, pairs).await
    }

    /// The same for a form or a button that stands on another page.
    pub async fn post_from(&mut self, page: &str, action: &str, pairs: &[(&str, &str)]) -> Answer {
        let body = self.filled(page, action, pairs).await;
        self.post_raw(action, &body).await
    }

    /// What a filled-in form would send, to be sent twice or changed.
    pub async fn filled(&mut self, page: &str, action: &str, pairs: &[(&str, &str)]) -> String {
        let all = self.pairs(page, action, pairs).await;
        serde_urlencoded::to_string(all).expect("pairs can be encoded")
    }

    /// Sends a body as a browser sends a form of the site.
    pub async fn post_raw(&mut self, action: &str, body: &str) -> Answer {
        let headers = vec![
            ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned()),
            ("sec-fetch-site".to_owned(), "same-origin".to_owned()),
        ];
        self.send(Method::POST, action, headers, body.as_bytes().to_vec()).await
    }

    /// Sends a form with files: the key, the name and the bytes of each.
    pub async fn post_files(
        &mut self,
        page: &str,
        action: &str,
        pairs: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let mut body = Vec::new();
        for (key, value) in self.pairs(page, action, pairs).await {
            let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{key}\"");
            body.extend_from_slice(format!("{head}\r\n\r\n{value}\r\n").as_bytes());
        }
        for (key, name, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{key}\"; \
                 filename=\"{name}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let headers = vec![
            ("content-type".to_owned(), kind),
            ("sec-fetch-site".to_owned(), "same-origin".to_owned()),
        ];
        self.send(Method::POST, action, headers, body).await
    }

    /// Sends anything at all.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, HOST);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        if !self.cookies.is_empty() {
            let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            let cookie = pairs.collect::<Vec<_>>().join("; ");
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Body::from(body)).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("a router never fails");
        let (parts, body) = response.into_parts();
        for value in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(value.to_str().expect("a cookie is text"));
        }
        let bytes = to_bytes(body, usize::MAX).await.expect("the answer can be read").to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status.as_u16(), headers: parts.headers, bytes, text }
    }

    async fn pairs(
        &mut self,
        page: &str,
        action: &str,
        pairs: &[(&str, &str)],
    ) -> Vec<(String, String)> {
        let shown = self.get(page).await;
        let form = find_form(&shown.text, action);
        let mut all = form.map(hidden_fields).unwrap_or_default();
        all.retain(|(name, _)| !pairs.iter().any(|(key, _)| key == name));
        let own = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        all.extend(own);
        all
    }

    fn keep(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or_default();
        let (name, value) = pair.split_once('=').expect("a cookie is a pair");
        self.cookies.retain(|(known, _)| known != name);
        if !value.is_empty() && !cookie.contains("Max-Age=0") {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }
}
