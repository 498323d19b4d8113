//! Sending a text to another program over plain HTTP, and nothing more than that.
//!
//! There is no TLS here: a witness stands in the same network or behind a gateway on this machine,
//! and what is sent is public and signed.

use std::fmt;
use std::io::{Error, ErrorKind, Result};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// How long an exchange may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest answer that is read.
const LONGEST: u64 = 128 * 1024;

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
    let exchange = exchange(address, path, body);
    let slow = |_| Error::new(ErrorKind::TimedOut, "no answer in time");
    tokio::time::timeout(PATIENCE, exchange).await.map_err(slow)?
}

async fn exchange(address: &Address, path: &str, body: &str) -> Result<Reply> {
    let mut stream = TcpStream::connect(&address.host).await?;
    let head = format!(
        "POST {}{path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\
         content-type: text/plain; charset=utf-8\r\ncontent-length: {}\r\n\r\n",
        address.path,
        address.host,
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(LONGEST).read_to_end(&mut answer).await?;
    read(&String::from_utf8_lossy(&answer))
}

/// Reads an answer whose end is the end of the connection.
fn read(answer: &str) -> Result<Reply> {
    let odd = || Error::new(ErrorKind::InvalidData, "no HTTP answer");
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(odd)?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let status = status.ok_or_else(odd)?;
    let headers = lines.filter_map(|line| line.split_once(':'));
    let chunked = headers.filter(|(name, _)| name.eq_ignore_ascii_case("transfer-encoding"));
    if chunked.count() == 0 {
        return Ok(Reply { status, body: body.to_owned() });
    }
    let (mut rest, mut whole) = (body, String::new());
    loop {
        let (length, after) = rest.split_once("\r\n").ok_or_else(odd)?;
        let length = usize::from_str_radix(length.trim(), 16).map_err(|_| odd())?;
        if length == 0 {
            return Ok(Reply { status, body: whole });
        }
        whole.push_str(after.get(..length).ok_or_else(odd)?);
        rest = after.get(length + 2..).ok_or_else(odd)?;
    }
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn an_answer_is_read_whole_or_in_chunks() {
        let plain = read("HTTP/1.1 409 Conflict\r\ncontent-length: 2\r\n\r\n7\n").unwrap();
        assert_eq!(plain, Reply { status: 409, body: "7\n".to_owned() });
        let chunks =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        assert_eq!(read(chunks).unwrap().body, "abc");
        assert!(read("nonsense").is_err());
    }
}
