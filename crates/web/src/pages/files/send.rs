//! An evidence object on its way to a browser: shown only if it is a picture in which nothing was
//! found; what is kept apart is never shown, and downloaded only after a warning.

use app::Fault;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    StreamId,
    custody::Handling,
    evidence::{BlobRef, Suspicion},
};
use futures::stream::try_unfold;
use serde::Deserialize;

use super::{
    range::{self, Beyond},
    value,
};
use crate::{
    Call, PageError,
    components::text::Link,
    error::Told,
    pages::{shared::ErrorPage, show_as},
};

/// What a browser may do with bytes that came from outside: show them, and nothing else.
const POLICY: &str = "default-src 'none'; sandbox";
/// The same for a recording, which the browser plays on a page of its own making: that page asks
/// for the same address again, and from a sandbox it would ask without the cookie of its reader.
const PLAYED: &str = "default-src 'none'; media-src 'self'";
/// What is being done when an object cannot be read.
const READING: &str = "读取证据文件";
/// What the address of an object says when its reader was warned.
const ANYWAY: &str = "apart";
/// The title of the warning.
pub(super) const APART: &str = "这个文件已隔离";

/// What the address of an object says besides.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    anyway: String,
}

impl Asked {
    /// Whether its reader was warned.
    pub fn anyway(&self) -> bool {
        self.anyway == ANYWAY
    }
}

/// An object that may be read by whoever asks.
pub struct Object {
    pub sha256: String,
    /// Why it is kept apart, if it is.
    pub why: Option<Suspicion>,
    /// Its address.
    pub href: String,
    /// The thing that it is opened from.
    pub thing: StreamId,
    /// What was asked for besides: a player asks for parts.
    pub headers: HeaderMap,
}

/// Sends an object or the part that is asked for, or the warning that stands before one that is
/// kept apart.
pub async fn send(call: &Call, object: Object, warned: bool) -> Result<Response, PageError> {
    let Object { sha256, why, href, thing, headers } = object;
    if let Some(why) = why
        && !warned
    {
        let shell = call.shell("", vec![], APART).await?;
        let told = warning(why, &sha256, &href);
        return show_as(StatusCode::CONFLICT, &ErrorPage { shell, told });
    }
    let app = call.app();
    let (blob, whole) = app.serve(&sha256, 0..u64::MAX).await?.ok_or(PageError::Absent)?;
    app.note_handled(Handling::Viewed, &sha256, (call.me(), &thing)).await?;
    let (status, checked, range) = match range::asked(&headers, blob.size) {
        Ok(None) => (StatusCode::OK, whole, None),
        Ok(Some(part)) => {
            let range = format!("bytes {}-{}/{}", part.start, part.end - 1, blob.size);
            let (_, checked) = app.serve(&sha256, part).await?.ok_or(PageError::Absent)?;
            (StatusCode::PARTIAL_CONTENT, checked, Some(range))
        }
        Err(Beyond) => return Ok(StatusCode::RANGE_NOT_SATISFIABLE.into_response()),
    };
    let mut checked = checked;
    let length = checked.len();
    // What is altered at its beginning is refused; further on it ends the answer before its length.
    let first = checked.next().await.map_err(|source| Fault::File { doing: READING, source })?;
    let (mime, disposition) = looks(&blob, why);
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = status;
    let named = answer.headers_mut();
    named.insert(header::CONTENT_TYPE, value(&mime)?);
    named.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    named.insert(header::CONTENT_DISPOSITION, value(&disposition)?);
    let policy = if blob.is_recording() { PLAYED } else { POLICY };
    named.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    named.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(range) = range {
        named.insert(header::CONTENT_RANGE, value(&range)?);
    }
    let pieces = try_unfold((first, checked), async |(first, mut checked)| {
        let piece = match first {
            Some(piece) => Some(piece),
            None => checked.next().await?,
        };
        Ok::<_, std::io::Error>(piece.map(|bytes| (bytes, (None, checked))))
    });
    *answer.body_mut() = Body::from_stream(pieces);
    Ok(answer)
}

/// As what a browser takes it: pictures and recordings are shown, all else is saved.
fn looks(blob: &BlobRef, why: Option<Suspicion>) -> (String, String) {
    let short: String = blob.sha256.chars().take(12).collect();
    if why.is_some() {
        let name = format!("attachment; filename=\"{short}.quarantined\"");
        return ("application/octet-stream".to_owned(), name);
    }
    let pictured = matches!(blob.mime.as_str(), "image/jpeg" | "image/png" | "image/webp");
    let way = if pictured || blob.is_recording() { "inline" } else { "attachment" };
    (blob.mime.clone(), format!("{way}; filename=\"{short}.{}\"", blob.ending()))
}

/// What stands before an object that is kept apart.
pub(super) fn warning(why: Suspicion, sha256: &str, href: &str) -> Told {
    let words = format!(
        "没有打开：平台检查这个文件时发现{}，已经隔离（原样保存，没有删除，不在页面上显示）。\
         文件摘要（SHA-256）：{sha256}。确需查看原件的，请在没有重要资料、断开网络的计算机上下载打开；\
         是误报的，请另拍或者另存一份后重新上传。",
        why.name_zh()
    );
    let link = Link::new("仍要下载原件", format!("{href}?anyway={ANYWAY}"));
    Told { title: APART.to_owned(), words, links: vec![link], ..Told::default() }
}
