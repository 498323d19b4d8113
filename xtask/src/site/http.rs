//! A small HTTP client on one kept connection, for loopback only.

use std::io::{Error, ErrorKind, Result};

use tokio::io::{
    AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader,
};
use tokio::net::TcpStream;

/// One kept connection with one session.
#[derive(Debug)]
pub struct Http {
    stream: BufReader<TcpStream>,
    host: String,
    cookie: String,
}

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
        let stream = TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), host: host.to_owned(), cookie: String::new() })
    }

    /// Signs in on the page of everybody and keeps the session.
    pub async fn sign_in(host: &str, login: &str, password: &str) -> Result<Self> {
        let mut http = Self::connect(host).await?;
        let reply = http.post("/login", &[("login", login), ("password", password)]).await?;
        let why = || odd(&format!("{login} was not let in: {} {}", reply.status, reply.text()));
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
        let (host, cookie) = (&self.host, &self.cookie);
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\nsec-fetch-site: same-origin\r\n"
        );
        if let Some((kind, body)) = body {
            let about = format!("content-type: {kind}\r\ncontent-length: {}\r\n", body.len());
            request.push_str(&about);
        }
        request.push_str("\r\n");
        let mut whole = request.into_bytes();
        whole.extend_from_slice(body.map_or(&[], |(_, body)| body));
        self.stream.get_mut().write_all(&whole).await?;
        read(&mut self.stream).await
    }
}

/// Reads one answer.
async fn read(source: &mut (impl AsyncBufRead + Unpin)) -> Result<Reply> {
    let first = line(source).await?;
    let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| odd(&first))?;
    let mut reply = Reply { status, cookie: None, location: None, body: Vec::new() };
    let (mut length, mut chunked) = (0_usize, false);
    loop {
        let header = line(source).await?;
        let Some((name, value)) = header.split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().map_err(|_| odd(&header))?,
            "transfer-encoding" => chunked = value == "chunked",
            "location" => reply.location = Some(value.to_owned()),
            "set-cookie" => reply.cookie = value.split(';').next().map(str::to_owned),
            _ => {}
        }
    }
    while chunked {
        let size = line(source).await?;
        let size = usize::from_str_radix(&size, 16).map_err(|_| odd(&size))?;
        take(source, size, &mut reply.body).await?;
        line(source).await?;
        chunked = size != 0;
    }
    take(source, length, &mut reply.body).await?;
    Ok(reply)
}

async fn take(
    source: &mut (impl AsyncBufRead + Unpin),
    count: usize,
    body: &mut Vec<u8>,
) -> Result<()> {
    let begun = body.len();
    body.resize(begun + count, 0);
    if let Some(room) = body.get_mut(begun..) {
        source.read_exact(room).await?;
    }
    Ok(())
}

async fn line(source: &mut (impl AsyncBufRead + Unpin)) -> Result<String> {
    let mut line = String::new();
    if source.read_line(&mut line).await? == 0 {
        return Err(Error::new(ErrorKind::UnexpectedEof, "the server hung up"));
    }
    Ok(line.trim_end().to_owned())
}

fn odd(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what.to_owned())
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
    use super::*;

    #[tokio::test]
    async fn two_answers_on_one_connection_are_told_apart() {
        let mut wire =
            b"HTTP/1.1 303 See Other\r\nLocation: /inbox\r\nset-cookie: zhifa=abc; Path=/\r\n\
            content-length: 0\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
            3\r\nabc\r\n2\r\nde\r\n0\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nxy"
                .as_slice();
        let first = read(&mut wire).await.unwrap();
        assert_eq!((first.status, first.location.as_deref()), (303, Some("/inbox")));
        assert_eq!(first.cookie.as_deref(), Some("zhifa=abc"));
        assert_eq!(read(&mut wire).await.unwrap().text(), "abcde");
        assert_eq!(read(&mut wire).await.unwrap().text(), "xy");
        assert!(read(&mut wire).await.is_err(), "a connection that ended is not an answer");
    }

    #[test]
    fn values_of_a_form_are_escaped() {
        assert_eq!(escape("a b&证"), "a%20b%26%E8%AF%81");
    }
}
