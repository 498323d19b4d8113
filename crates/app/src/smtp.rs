//! Handing one mail to a relay: the part of SMTP (RFC 5321) that this takes, and no more.
//!
//! The conversation is `EHLO` (or `HELO`), `MAIL FROM`, one `RCPT TO` for each receiver, `DATA`,
//! the mail, `QUIT`. Every answer must have the code that is waited for; the mail counts as taken
//! only when the relay has answered 250 to its end, and all receivers were taken before.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long the whole conversation may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// The most lines of one answer.
const LINES: usize = 100;
/// What we call ourselves: the relay knows us by our address.
const NAME: &str = "zhifa.localdomain";

/// Sends a mail; says why it was not taken.
pub async fn send(
    (host, port): (&str, u16),
    (from, to): (&str, &[String]),
    mail: &str,
) -> Result<(), String> {
    let talk = async {
        let stream = TcpStream::connect((host, port)).await;
        let stream = stream.map_err(|error| format!("无法连接邮件服务器：{error}"))?;
        let mut relay = Relay(BufReader::new(stream));
        relay.answer(220).await?;
        if relay.ask(&format!("EHLO {NAME}"), 250).await.is_err() {
            relay.ask(&format!("HELO {NAME}"), 250).await?;
        }
        relay.ask(&format!("MAIL FROM:<{from}>"), 250).await?;
        for one in to {
            relay.ask(&format!("RCPT TO:<{one}>"), 250).await?;
        }
        relay.ask("DATA", 354).await?;
        relay.ask(&format!("{}.", stuffed(mail)), 250).await?;
        // It is taken; a relay that does not say goodbye has it all the same.
        let _ = relay.ask("QUIT", 221).await;
        Ok(())
    };
    timeout(PATIENCE, talk).await.map_err(|_| "邮件服务器没有及时答复".to_owned())?
}

struct Relay(BufReader<TcpStream>);

impl Relay {
    async fn ask(&mut self, line: &str, code: u16) -> Result<(), String> {
        let broken = |error| format!("与邮件服务器的连接中断：{error}");
        self.0.write_all(format!("{line}\r\n").as_bytes()).await.map_err(broken)?;
        self.0.flush().await.map_err(broken)?;
        self.answer(code).await
    }

    /// Reads an answer to its last line, which has no dash behind the code.
    async fn answer(&mut self, code: u16) -> Result<(), String> {
        for _ in 0..LINES {
            let mut line = String::new();
            let read = self.0.read_line(&mut line).await;
            if !matches!(read, Ok(length) if 0 < length) {
                return Err("邮件服务器中断了连接".to_owned());
            }
            if line.get(3..4) == Some("-") {
                continue;
            }
            return if line.get(..3) == Some(code.to_string().as_str()) {
                Ok(())
            } else {
                Err(format!("邮件服务器答复：{}", line.trim_end()))
            };
        }
        Err("邮件服务器的答复没有结束".to_owned())
    }
}

/// The mail with its lines ended as they must be, a dot at the beginning of a line doubled.
fn stuffed(mail: &str) -> String {
    let line = |line: &str| {
        let dot = if line.starts_with('.') { "." } else { "" };
        format!("{dot}{line}\r\n")
    };
    mail.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_one_dot_ends_no_mail() {
        assert_eq!(stuffed("a\n.\r\n..b\n"), "a\r\n..\r\n...b\r\n");
    }
}
