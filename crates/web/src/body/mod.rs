//! What a person sent: the answers of a form and its files, with the token checked.

mod json;
mod multipart;
mod passing;
mod piece;
mod reader;

use std::sync::Arc;

use app::Signed;
use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use domain::{evidence::BlobRef, ids::CommandId};

pub use json::JsonBody;
pub use passing::{PassingBody, PassingFile};
pub use piece::PieceBody;
pub use reader::{Reader, Row};

use crate::{
    PageError, Site,
    components::form::{FORM_TOKEN_FIELD, FormError},
};

/// The header in which a script sends the token.
pub const TOKEN_HEADER: &str = "x-zhifa-form";
/// The most that the words of a form may weigh.
pub const MAX_TEXT_BYTES: usize = 2 * 1024 * 1024;
/// The most that one file may weigh.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// The most files in one form.
pub const MAX_FILES: usize = 40;
/// The most that a form with its files may weigh.
pub const MAX_BODY_BYTES: usize = 1024 * 1024 * 1024;

/// The hidden field with the command id, so that a form sent twice acts once.
pub const COMMAND_FIELD: &str = "command_id";
/// The hidden field with the version the person saw.
pub const SEEN_FIELD: &str = "seen";
/// The hidden field with the key of the draft that the form settles.
pub const DRAFT_FIELD: &str = "draft_key";

/// How an answer begins that names an upload instead of carrying a file.
const NAMED: &str = "upload:";

/// How a form names an upload of its sender: its id, and for whoever draws the form again the last
/// digits of its hash and its name.
pub fn named_upload(id: &str, name: &str, object: &BlobRef) -> String {
    let tail = object.sha256.get(object.sha256.len().saturating_sub(12)..).unwrap_or_default();
    format!("{NAMED}{id}:{tail}:{name}")
}

/// The id, the last digits of the hash, and the name; `None` for any other answer.
pub fn read_named(value: &str) -> Option<(&str, &str, &str)> {
    let (id, rest) = value.strip_prefix(NAMED)?.split_once(':')?;
    let (tail, name) = rest.split_once(':')?;
    Some((id, tail, name))
}

/// A file that was sent and is kept.
#[derive(Clone, Debug)]
pub struct Upload {
    pub key: String,
    /// The name on the sender's device.
    pub name: String,
    pub blob: BlobRef,
    /// The id by which the form names it when it comes back; empty for what is not named.
    pub id: String,
}

/// The answers of a form in the order in which they were sent.
///
/// On a desk the token was checked before any file was read.
#[derive(Clone, Debug, Default)]
pub struct FormBody {
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) uploads: Vec<Upload>,
    /// Files that were not kept, at their fields.
    pub(crate) spoilt: Vec<FormError>,
    command: Option<CommandId>,
    /// A fresh id, for a button that brought none.
    spare: String,
}

impl FormBody {
    /// All answers, to fill the form again.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The first answer under the key as it was sent, or nothing.
    pub fn get(&self, key: &str) -> &str {
        self.pairs.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value)
    }

    /// Whether the key was sent at all, such as the name of the second button.
    pub fn has(&self, key: &str) -> bool {
        self.pairs.iter().any(|(name, _)| name == key)
    }

    /// The id of the command. A form sent twice has the same; what it creates is named after it.
    pub fn command_id(&self) -> CommandId {
        self.command.clone().unwrap_or_else(|| CommandId::new(&self.spare))
    }

    /// The version of the stream that the person saw when the form was drawn.
    pub fn seen(&self) -> Option<i64> {
        self.get(SEEN_FIELD).parse().ok()
    }

    /// Reads the answers; the form names the fields in its complaints.
    pub fn reader<'a>(&'a self, form: &'a crate::components::form::Form) -> Reader<'a> {
        Reader::new(self, form)
    }

    fn checked(mut self, site: &Site) -> Result<Self, PageError> {
        self.spare = site.app.new_id();
        let sent = self.get(COMMAND_FIELD);
        if sent.is_empty() {
            return Ok(self);
        }
        let is_ulid = |text: &str| {
            text.len() == 26 && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        };
        if !is_ulid(sent) {
            return Err(PageError::Malformed);
        }
        self.command = Some(CommandId::new(sent));
        Ok(self)
    }
}

/// The token that the session of the request expects; nothing at an open door.
pub(crate) struct Token(Option<String>);

impl Token {
    pub(crate) fn of(request: &Request) -> Self {
        let signed = request.extensions().get::<Arc<Signed>>();
        Self(signed.map(|signed| signed.form_token.clone()))
    }

    /// Compares without telling by its duration how much was right.
    pub(crate) fn matches(&self, sent: &str) -> bool {
        let Some(expected) = &self.0 else {
            return true;
        };
        let differs = expected.bytes().zip(sent.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
        expected.len() == sent.len() && !expected.is_empty() && differs == 0
    }

    pub(crate) fn in_headers(&self, headers: &HeaderMap) -> bool {
        let sent = headers.get(TOKEN_HEADER).and_then(|value| value.to_str().ok());
        sent.is_some_and(|sent| self.matches(sent))
    }
}

impl FromRequest<Site> for FormBody {
    type Rejection = PageError;

    async fn from_request(request: Request, site: &Site) -> Result<Self, PageError> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let token = Token::of(&request);
        let body = match kind.as_str() {
            "application/x-www-form-urlencoded" => words(request, &token).await?,
            "multipart/form-data" => multipart::read(request, site, &token).await?,
            _ => return Err(PageError::Kind),
        };
        body.checked(site)
    }
}

async fn words(request: Request, token: &Token) -> Result<FormBody, PageError> {
    let by_header = token.in_headers(request.headers());
    let bytes =
        to_bytes(request.into_body(), MAX_TEXT_BYTES).await.map_err(|_| PageError::TooLarge)?;
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(&bytes).map_err(|_| PageError::Malformed)?;
    let body = FormBody { pairs, ..FormBody::default() };
    if by_header || token.matches(body.get(FORM_TOKEN_FIELD)) {
        Ok(body)
    } else {
        Err(PageError::Forged)
    }
}

#[cfg(test)]
mod tests;
