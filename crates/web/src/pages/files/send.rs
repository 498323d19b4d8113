//! An evidence object on its way to a browser: shown only if it is a picture in which nothing was
//! found; what is kept apart is never shown, and downloaded only after a warning.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    StreamId,
    custody::Handling,
    evidence::{BlobRef, Suspicion},
};
use serde::Deserialize;
use tokio_util::io::ReaderStream;

use super::value;
use crate::{
    Call, PageError,
    components::text::Link,
    error::Told,
    pages::{shared::ErrorPage, show_as},
};

/// What a browser may do with bytes that came from outside: show them, and nothing else.
const POLICY: &str = "default-src 'none'; sandbox";
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

/// An object that was found and may be read by whoever asks.
pub struct Object {
    pub blob: BlobRef,
    pub file: tokio::fs::File,
    /// Why it is kept apart, if it is.
    pub why: Option<Suspicion>,
    /// Its address.
    pub href: String,
    /// The thing that it is opened from.
    pub thing: StreamId,
}

/// Sends an object, or the warning that stands before one that is kept apart.
pub async fn send(call: &Call, object: Object, warned: bool) -> Result<Response, PageError> {
    let Object { blob, file, why, href, thing } = object;
    if let Some(why) = why
        && !warned
    {
        let shell = call.shell("", vec![], APART).await?;
        let told = warning(why, &blob.sha256, &href);
        return show_as(StatusCode::CONFLICT, &ErrorPage { shell, told });
    }
    call.app().note_handled(Handling::Viewed, &blob.sha256, (call.me(), &thing)).await?;
    let pictured = matches!(blob.mime.as_str(), "image/jpeg" | "image/png" | "image/webp");
    let short: String = blob.sha256.chars().take(12).collect();
    let (mime, disposition) = if why.is_some() {
        ("application/octet-stream", format!("attachment; filename=\"{short}.quarantined\""))
    } else {
        let way = if pictured { "inline" } else { "attachment" };
        (blob.mime.as_str(), format!("{way}; filename=\"{short}.{}\"", blob.ending()))
    };
    let headers = [
        (header::CONTENT_TYPE, value(mime)?),
        (header::CONTENT_LENGTH, HeaderValue::from(blob.size)),
        (header::CONTENT_DISPOSITION, value(&disposition)?),
        (header::CONTENT_SECURITY_POLICY, value(POLICY)?),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
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
