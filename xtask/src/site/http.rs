//! One person at one kept connection, for loopback only.

use std::io::{Error, ErrorKind, Result};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{HeaderMap, Request, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long an exchange may take; a page of a large record in a debug build is slow.
const PATIENCE: Duration = Duration::from_mins(5);
/// The longest answer that is read.
const LONGEST: usize = 256 * 1024 * 1024;

/// One kept connection with one session.
#[derive(Debug)]
pub struct Http {
    sender: SendRequest<Body>,
    host: String,
    cookie: String,
}

type Body = Full<Bytes>;

/// A file of a form.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The field.
    pub field: &'a str,
    /// What its sender calls it.
    pub name: &'a str,
    /// Its type.
    pub mime: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// What was answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The session that was set, if one was.
    pub cookie: Option<String>,
    /// Where it leads, if anywhere.
    pub location: Option<String>,
    /// Whether it is to be shown or to be kept, if it says so.
    pub disposition: Option<String>,
    /// Its type, if it says so.
    pub kind: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Http {
    /// Connects without a session.
    pub async fn connect(host: &str) -> Result<Self> {
        Self::over(TcpStream::connect(host).await?, host).await
    }

    async fn over(stream: TcpStream, host: &str) -> Result<Self> {
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(odd)?;
        // It ends by itself when either side hangs up.
        tokio::spawn(connection);
        Ok(Self { sender, host: host.to_owned(), cookie: String::new() })
    }

    /// Connects from another address of this machine, without a session.
    #[cfg(feature = "prove")]
    pub async fn connect_from(host: &str, source: [u8; 4]) -> Result<Self> {
        let socket = tokio::net::TcpSocket::new_v4()?;
        socket.bind((std::net::Ipv4Addr::from(source), 0).into())?;
        Self::over(socket.connect(host.parse().map_err(odd)?).await?, host).await
    }

    /// Signs in on the page of everybody and keeps the session.
    pub async fn sign_in(host: &str, login: &str, password: &str) -> Result<Self> {
        let mut http = Self::connect(host).await?;
        let reply = http.post("/login", &[("login", login), ("password", password)]).await?;
        let why = || {
            let text = format!("{login} was not let in: {} {}", reply.status, reply.text());
            Error::new(ErrorKind::PermissionDenied, text)
        };
        http.cookie = reply.cookie.clone().ok_or_else(why)?;
        Ok(http)
    }

    /// Connects with the session of an earlier connection.
    pub async fn resume(host: &str, cookie: &str) -> Result<Self> {
        Ok(Self { cookie: cookie.to_owned(), ..Self::connect(host).await? })
    }

    /// The session.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Gets a page.
    pub async fn get(&mut self, path: &str) -> Result<Reply> {
        self.send("GET", path, None).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Result<Reply> {
        let pairs: Vec<String> = pairs.iter().map(|(k, v)| format!("{k}={}", escape(v))).collect();
        let kind = "application/x-www-form-urlencoded";
        self.send("POST", path, Some((kind, pairs.join("&").as_bytes()))).await
    }

    /// Sends a form with a file, in parts.
    pub async fn post_with_file(
        &mut self,
        path: &str,
        pairs: &[(&str, &str)],
        file: &Part<'_>,
    ) -> Result<Reply> {
        const EDGE: &str = "zhifa-part-7d1f0c";
        let mut body = String::new();
        for (name, value) in pairs {
            let head = format!("content-disposition: form-data; name=\"{name}\"");
            body.push_str(&["--", EDGE, "\r\n", &head, "\r\n\r\n", value, "\r\n"].concat());
        }
        let Part { field, name, mime, bytes } = file;
        let head = format!(
            "--{EDGE}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             content-type: {mime}\r\n\r\n"
        );
        let mut body = [body, head].concat().into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.send("POST", path, Some((&kind, &body))).await
    }

    /// Sends any bytes.
    pub async fn post_bytes(&mut self, path: &str, kind: &str, body: &[u8]) -> Result<Reply> {
        self.send("POST", path, Some((kind, body))).await
    }

    async fn send(
        &mut self,
        method: &str,
        path: &str,
        body: Option<(&str, &[u8])>,
    ) -> Result<Reply> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin");
        if let Some((kind, _)) = body {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let bytes = body.map_or_else(Vec::new, |(_, bytes)| bytes.to_vec());
        let request = request.body(Body::from(bytes)).map_err(odd)?;
        timeout(PATIENCE, exchange(&mut self.sender, request)).await.map_err(odd)?
    }
}

async fn exchange(sender: &mut SendRequest<Body>, request: Request<Body>) -> Result<Reply> {
    sender.ready().await.map_err(odd)?;
    let (head, body) = sender.send_request(request).await.map_err(odd)?.into_parts();
    let body = Limited::new(body, LONGEST).collect().await;
    let body = body.map_err(|source| Error::new(ErrorKind::InvalidData, source))?;
    let session = one(&head.headers, header::SET_COOKIE);
    Ok(Reply {
        status: head.status.as_u16(),
        cookie: session.and_then(|all| all.split(';').next().map(str::to_owned)),
        location: one(&head.headers, header::LOCATION),
        disposition: one(&head.headers, header::CONTENT_DISPOSITION),
        kind: one(&head.headers, header::CONTENT_TYPE),
        body: body.to_bytes().to_vec(),
    })
}

fn one(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn odd(source: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(ErrorKind::InvalidData, source)
}

/// The text as a value of a form.
fn escape(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn two_answers_on_one_connection_are_told_apart() {
        let wire =
            b"HTTP/1.1 303 See Other\r\nLocation: /inbox\r\nset-cookie: zhifa=abc; Path=/\r\n\
            content-length: 0\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
            3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let answering = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let second = wire.windows(15).rposition(|it| it == b"HTTP/1.1 200 OK").unwrap();
            for answer in [&wire[..second], &wire[second..]] {
                let mut asked = [0; 1024];
                assert_ne!(stream.read(&mut asked).await.unwrap(), 0);
                stream.write_all(answer).await.unwrap();
            }
        });
        let mut http = Http::connect(&host).await.unwrap();
        let first = http.post("/login", &[("a", "b")]).await.unwrap();
        assert_eq!((first.status, first.location.as_deref()), (303, Some("/inbox")));
        assert_eq!(first.cookie.as_deref(), Some("zhifa=abc"));
        assert_eq!(http.get("/inbox").await.unwrap().text(), "abcde");
        answering.await.unwrap();
        let gone = http.get("/inbox").await;
        assert!(gone.is_err(), "a connection that ended is not an answer");
    }

    #[test]
    fn values_of_a_form_are_escaped() {
        assert_eq!(escape("a b&证"), "a%20b%26%E8%AF%81");
    }
}
