//! Sending a text to another program over plain HTTP, or asking for one, and nothing more than that.
//!
//! There is no TLS here: a witness stands in the same network or behind a gateway on this machine,
//! and what is sent is public and signed.

use std::fmt;
use std::io::{Error, ErrorKind, Result};
use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::client::conn::http1;
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// How long an exchange may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest answer that is read.
const LONGEST: usize = 128 * 1024;

/// A host with a port, and the beginning of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    host: String,
    path: String,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: String,
}

impl Address {
    /// Reads `http://host:port/path`.
    pub fn read(url: &str) -> Option<Self> {
        let rest = url.strip_prefix("http://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = |c: char| c.is_ascii_graphic() && !"?#@\\".contains(c);
        let sound = !host.is_empty() && host.chars().chain(path.chars()).all(plain);
        let port = if host.contains(':') { "" } else { ":80" };
        let path = path.trim_end_matches('/');
        let path = if path.is_empty() { String::new() } else { format!("/{path}") };
        sound.then(|| Self { host: format!("{host}{port}"), path })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}{}", self.host, self.path)
    }
}

/// Posts a text below the address.
pub async fn post(address: &Address, path: &str, body: &str) -> Result<Reply> {
    let request = Request::post(format!("{}{path}", address.path))
        .header(header::CONTENT_TYPE, "text/plain; charset=utf-8")
        .body(body.to_owned());
    in_time(address, request).await
}

/// Asks for a text below the address.
pub async fn get(address: &Address, path: &str) -> Result<Reply> {
    let request = Request::get(format!("{}{path}", address.path)).body(String::new());
    in_time(address, request).await
}

async fn in_time(
    address: &Address,
    request: std::result::Result<Request<String>, hyper::http::Error>,
) -> Result<Reply> {
    let exchange = exchange(address, request.map_err(Error::other)?);
    let slow = |_| Error::new(ErrorKind::TimedOut, "no answer in time");
    tokio::time::timeout(PATIENCE, exchange).await.map_err(slow)?
}

async fn exchange(address: &Address, mut request: Request<String>) -> Result<Reply> {
    let host = header::HeaderValue::from_str(&address.host).map_err(Error::other)?;
    request.headers_mut().insert(header::HOST, host);
    let stream = TcpStream::connect(&address.host).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(odd)?;
    // It ends by itself when the answer was read or nobody waits for it any more.
    tokio::spawn(connection);
    let (head, answer) = sender.send_request(request).await.map_err(odd)?.into_parts();
    let answer = Limited::new(answer, LONGEST).collect().await;
    let answer = answer.map_err(|source| Error::new(ErrorKind::InvalidData, source))?;
    let body = String::from_utf8_lossy(&answer.to_bytes()).into_owned();
    Ok(Reply { status: head.status.as_u16(), body })
}

fn odd(source: hyper::Error) -> Error {
    Error::new(ErrorKind::InvalidData, source)
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    #[test]
    fn an_address_has_a_host_a_port_and_a_path() {
        let read = |url| Address::read(url).map(|address| address.to_string());
        assert_eq!(read("http://10.0.0.8").as_deref(), Some("http://10.0.0.8:80"));
        assert_eq!(read("http://w.example:81/a/").as_deref(), Some("http://w.example:81/a"));
        for odd in ["https://w.example", "http://", "http://a b", "http://u@h", "ftp://h"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }

    /// Answers one connection with the bytes, and hangs up.
    async fn answering(bytes: Vec<u8>) -> Address {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = [0; 1024];
            assert_ne!(stream.read(&mut asked).await.unwrap(), 0);
            stream.write_all(&bytes).await.unwrap();
        });
        Address::read(&address).unwrap()
    }

    async fn answer(bytes: &str) -> Result<Reply> {
        post(&answering(bytes.as_bytes().to_vec()).await, "/add", "1\n").await
    }

    #[tokio::test]
    async fn an_answer_is_read_whole_or_in_chunks() {
        let plain = answer("HTTP/1.1 409 Conflict\r\ncontent-length: 2\r\n\r\n7\n").await.unwrap();
        assert_eq!(plain, Reply { status: 409, body: "7\n".to_owned() });
        let chunks =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        assert_eq!(answer(chunks).await.unwrap().body, "abc");
    }

    #[tokio::test]
    async fn what_is_no_answer_or_too_long_or_broken_off_is_an_error() {
        assert!(answer("nonsense").await.is_err());
        assert!(answer("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc").await.is_err());
        let long = "a".repeat(LONGEST + 1);
        let long = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{long}", long.len());
        assert!(answer(&long).await.is_err());
    }
}
