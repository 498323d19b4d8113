//! 邮寄存证头: the head of each day as a mail to the body that supervises.
//!
//! A mail is the signed checkpoint and nothing else; its subject has the head as it is printed and
//! what the last verification came to. It waits in `mail/outbox` of the data folder until it was
//! taken, and is kept in `mail/sent`. It goes to a relay of the house over SMTP or, where another
//! program sends mail, into a folder. There is no TLS and no password here: the relay stands on
//! this machine or in the same network, and what is sent is public and signed.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use jiff::fmt::rfc2822;

use crate::start::Inner;
use crate::{App, Fault, smtp, witness};

/// How often it is looked whether a mail waits.
const PAUSE: Duration = Duration::from_mins(1);
/// The longest line of base64 in a mail.
const LINE: usize = 76;

/// Where mails go and who they are from and to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailing {
    /// What takes them.
    pub way: MailWay,
    /// The sender.
    pub from: MailAddress,
    /// The receivers, at least one.
    pub to: Vec<MailAddress>,
}

/// What takes mails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailWay {
    /// A relay: host and port.
    Smtp(String, u16),
    /// A folder, from which another program sends them.
    Folder(PathBuf),
}

/// An address of plain characters, as it may stand in a command of the protocol and in a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailAddress(String);

/// What is wrong with the words of an address or a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMail {
    /// An address.
    #[error("邮箱地址应写作 jiandu@example.gov.cn，只用英文字母、数字和 . _ + - @")]
    Address,
    /// A way.
    #[error("邮件去向应写作 smtp://主机:端口 或者 folder:目录")]
    Way,
}

/// How mailing stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailStanding {
    /// The day of the last head that was taken.
    pub sent: Option<String>,
    /// Why the last attempt failed.
    pub trouble: Option<String>,
}

impl MailAddress {
    /// What stands behind the at sign.
    fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for MailAddress {
    type Err = NoMail;

    fn from_str(text: &str) -> Result<Self, NoMail> {
        let (name, domain) = text.split_once('@').ok_or(NoMail::Address)?;
        let plain = |part: &str| {
            let known = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
            !part.is_empty() && !part.starts_with('-') && part.chars().all(known)
        };
        let sound = plain(name) && plain(domain) && text.len() <= 254;
        if sound { Ok(Self(text.to_owned())) } else { Err(NoMail::Address) }
    }
}

impl FromStr for MailWay {
    type Err = NoMail;

    fn from_str(text: &str) -> Result<Self, NoMail> {
        if let Some(folder) = text.strip_prefix("folder:").filter(|folder| !folder.is_empty()) {
            return Ok(Self::Folder(PathBuf::from(folder)));
        }
        let host = text.strip_prefix("smtp://").ok_or(NoMail::Way)?;
        let (host, port) = host.rsplit_once(':').unwrap_or((host, "25"));
        let plain = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
        let port = port.parse().map_err(|_| NoMail::Way)?;
        let sound = !host.is_empty() && host.chars().all(plain);
        if sound { Ok(Self::Smtp(host.to_owned(), port)) } else { Err(NoMail::Way) }
    }
}

/// The text of a mail, if it is one as we write it or as a gateway left it: headers, then the
/// checkpoint, in base64 or as it is.
pub fn text_of(mail: &str) -> Option<String> {
    let (headers, body) = mail.split_once("\n\n")?;
    let names = |line: &str| {
        let (name, _) = line.split_once(':')?;
        (!name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic())).then_some(())
    };
    let folded = |line: &str| line.starts_with([' ', '\t']);
    headers.lines().all(|line| folded(line) || names(line).is_some()).then_some(())?;
    let encoding = headers.lines().map(str::to_ascii_lowercase);
    let mut encoding = encoding.filter(|line| line.starts_with("content-transfer-encoding:"));
    if encoding.any(|line| line.ends_with("base64")) {
        let packed: String = body.split_whitespace().collect();
        return String::from_utf8(BASE64.decode(packed).ok()?).ok();
    }
    Some(body.to_owned())
}

/// Mails the head of each day for as long as the application runs.
pub async fn work(inner: Arc<Inner>) {
    let app = App { inner };
    while !app.stopped() {
        if let Err(fault) = app.mail_heads().await {
            tracing::error!(error = ?fault, "the head of the day was not mailed");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

impl App {
    /// How mailing stands; nothing when nobody is to get mail.
    pub fn mailing(&self) -> Option<MailStanding> {
        self.inner.config.mail.as_ref()?;
        Some(self.inner.mailed.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Writes the mail of today unless that was done, and sends what waits, the oldest first.
    pub async fn mail_heads(&self) -> Result<(), Fault> {
        let Some(mailing) = self.inner.config.mail.clone() else { return Ok(()) };
        let [outbox, sent] =
            ["outbox", "sent"].map(|name| self.inner.config.data.join("mail").join(name));
        for folder in [&outbox, &sent] {
            std::fs::create_dir_all(folder).map_err(keeping)?;
        }
        let day = self.today().to_string();
        let name = format!("{day}.eml");
        if !outbox.join(&name).exists() && !sent.join(&name).exists() {
            let head = self.write_head_of_day().await?;
            let note = std::fs::read_to_string(head).map_err(keeping)?;
            let mail = self.compose(&mailing, &day, &note).await?;
            witness::keep(&outbox, &outbox.join(&name), &mail)?;
        }
        let mut waiting: Vec<PathBuf> =
            std::fs::read_dir(&outbox).map_err(keeping)?.flatten().map(|e| e.path()).collect();
        waiting.retain(|path| path.extension().is_some_and(|ending| ending == "eml"));
        waiting.sort();
        for mail in waiting {
            let Some(name) = mail.file_name().map(Path::new) else { continue };
            let text = std::fs::read_to_string(&mail).map_err(keeping)?;
            if let Err(why) = hand_over(&mailing, name, &text).await {
                tracing::warn!(why, "a head was not mailed");
                self.note_mail(|standing| standing.trouble = Some(why));
                return Ok(());
            }
            std::fs::rename(&mail, sent.join(name)).map_err(keeping)?;
            let day = name.with_extension("").display().to_string();
            self.note_mail(|standing| {
                *standing = MailStanding { sent: Some(day), trouble: None };
            });
        }
        Ok(())
    }

    fn note_mail(&self, change: impl FnOnce(&mut MailStanding)) {
        change(&mut self.inner.mailed.lock().unwrap_or_else(PoisonError::into_inner));
    }

    async fn compose(&self, mailing: &Mailing, day: &str, note: &str) -> Result<String, Fault> {
        let read = witness::checkpoint(note);
        let read = read.ok_or(Fault::Inconsistent("a checkpoint cannot be read"))?;
        let verified = match self.rounds().await?.last {
            None => "not verified yet".to_owned(),
            Some(last) if last.is_clean() => format!("verified {}", last.at),
            Some(last) => format!("FOUND {} {}", last.codes.join(" "), last.at),
        };
        let head = journal::short_head(read.size, read.root);
        let now = self.now().to_zoned(self.inner.config.time_zone.clone());
        let date = rfc2822::to_string(&now).map_err(|source| Fault::Encode(Box::new(source)))?;
        let to: Vec<String> = mailing.to.iter().map(ToString::to_string).collect();
        let packed = BASE64.encode(note);
        let lines = packed.as_bytes().chunks(LINE).map(String::from_utf8_lossy);
        let headers = [
            format!("From: {}", mailing.from),
            format!("To: {}", to.join(", ")),
            format!("Date: {date}"),
            format!("Subject: zhifa head {day} {head}; {verified}"),
            format!("Message-ID: <{day}.{}@{}>", read.size, mailing.from.domain()),
            "MIME-Version: 1.0".to_owned(),
            "Content-Type: text/plain; charset=utf-8".to_owned(),
            "Content-Transfer-Encoding: base64".to_owned(),
            String::new(),
        ];
        let all = headers.into_iter().chain(lines.map(std::borrow::Cow::into_owned));
        Ok(all.map(|line| line + "\r\n").collect())
    }
}

/// Gives a mail to what takes it; says why that failed.
async fn hand_over(mailing: &Mailing, name: &Path, text: &str) -> Result<(), String> {
    match &mailing.way {
        MailWay::Folder(folder) => {
            let kept = std::fs::create_dir_all(folder).map_err(keeping);
            let kept = kept.and_then(|()| witness::keep(folder, &folder.join(name), text));
            kept.map_err(|fault| format!("邮件目录不能写入：{fault}"))
        }
        MailWay::Smtp(host, port) => {
            let from = mailing.from.to_string();
            let to: Vec<String> = mailing.to.iter().map(ToString::to_string).collect();
            smtp::send((host, *port), (&from, &to), text).await
        }
    }
}

fn keeping(source: std::io::Error) -> Fault {
    Fault::File { doing: "保存待寄的存证头", source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_be_no_second_command_and_no_second_header() {
        assert!("jiandu@example.gov.cn".parse::<MailAddress>().is_ok());
        let wrong = [
            "jiandu",
            "a@b\r\nRCPT TO:<x@y>",
            "a@b>",
            "a b@c",
            "@b",
            "a@",
            "-f@b",
            "监督@b",
            "a@b@c",
        ];
        for wrong in wrong {
            assert_eq!(wrong.parse::<MailAddress>(), Err(NoMail::Address), "{wrong}");
        }
    }

    #[test]
    fn a_way_is_a_relay_or_a_folder() {
        assert_eq!("smtp://10.0.0.5:2525".parse(), Ok(MailWay::Smtp("10.0.0.5".into(), 2525)));
        assert_eq!("smtp://relay".parse(), Ok(MailWay::Smtp("relay".into(), 25)));
        assert_eq!("folder:/srv/out".parse(), Ok(MailWay::Folder("/srv/out".into())));
        for wrong in ["relay:25", "smtp://", "smtp://a:b", "folder:", "smtps://a:465"] {
            assert_eq!(wrong.parse::<MailWay>(), Err(NoMail::Way), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_mail_is_not_read_as_one() {
        assert_eq!(text_of("log.example/e1\n7\nabc=\n\n— log sig\n"), None);
        assert_eq!(text_of("Subject: a\n b\nX: y\n\nwords\n").as_deref(), Some("words\n"));
        let packed = "Content-Transfer-Encoding: BASE64\n\n5a2Y\n6K+B\n";
        assert_eq!(text_of(packed).as_deref(), Some("存证"));
    }
}
