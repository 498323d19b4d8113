//! The head of each day goes out by mail, once, and convicts whoever writes another past.

use app::mail::{self, MailWay, Mailing};
use app::verify::{Anchor, Options, verify};
use app::{App, Config};
use jiff::civil::date;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::town::{PARTY, Town};

fn mailing(way: MailWay) -> Mailing {
    let to = ["jiandu@example.gov.cn", "shouji@example.gov.cn"];
    let to = to.iter().map(|one| one.parse().unwrap()).collect();
    Mailing { way, from: "zhifa@example.gov.cn".parse().unwrap(), to }
}

/// A folder of a case with a party, opened again to send mail this way.
async fn mailing_town(way: MailWay) -> Town {
    let town = Town::open().await;
    town.filed().await;
    town.reopened_with(|config| Config { mail: Some(mailing(way)), ..config }).await
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_has_one_mail_with_the_checkpoint_and_nothing_of_anybody() {
    let out = TempDir::new().unwrap();
    let town = mailing_town(MailWay::Folder(out.path().to_owned())).await;
    assert_eq!(town.app.mailing().unwrap(), mail::MailStanding::default());
    town.app.mail_heads().await.unwrap();
    town.app.mail_heads().await.unwrap();
    let day = town.app.today().to_string();
    assert_eq!(names(out.path()), [format!("{day}.eml")]);
    assert_eq!(town.app.mailing().unwrap().sent.as_deref(), Some(day.as_str()));
    let way = MailWay::Folder(out.path().to_owned());
    let town = town.reopened_with(|config| Config { mail: Some(mailing(way)), ..config }).await;
    std::fs::remove_file(out.path().join(format!("{day}.eml"))).unwrap();
    town.app.mail_heads().await.unwrap();
    assert_eq!(names(out.path()), [""; 0], "a day is not mailed twice");

    town.on(date(2026, 3, 9));
    town.app.verify_when_due().await.unwrap().unwrap();
    town.app.mail_heads().await.unwrap();
    let text = std::fs::read_to_string(out.path().join("2026-03-09.eml")).unwrap();
    let note = mail::text_of(&text.replace("\r\n", "\n")).unwrap();
    let head = std::fs::read_to_string(town.app.heads_folder().join("2026-03-09.txt")).unwrap();
    assert_eq!(note, head);
    let subject = text.lines().find(|line| line.starts_with("Subject: ")).unwrap();
    assert!(subject.starts_with("Subject: zhifa head 2026-03-09 #"), "{subject}");
    assert!(subject.contains("; verified 2026-03-0"), "{subject}");
    assert!(text.is_ascii() && text.lines().all(|line| line.len() < 200), "{text}");
    assert!(text.replace("\r\n", "").find('\n').is_none(), "lines end as a mail's do");
    assert!(!text.contains(PARTY) && !note.contains(PARTY));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_mail_is_an_anchor_that_convicts_whoever_has_the_key() {
    let out = TempDir::new().unwrap();
    let town = mailing_town(MailWay::Folder(out.path().to_owned())).await;
    town.app.mail_heads().await.unwrap();
    let config = town.closed().await;
    let against = async |config: &Config| {
        let options = Options { anchors: Anchor::read(out.path()).unwrap(), ..Options::default() };
        let mut codes = Vec::new();
        let report = verify(config, options, &mut |found| codes.push(found.code)).await.unwrap();
        (report.exit_code(), report.anchors, codes)
    };
    assert_eq!(against(&config).await, (0, 1, vec![]));
    let connection = rusqlite::Connection::open(config.data.join("zhifa.db")).unwrap();
    let last = "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)";
    assert_eq!(connection.execute(last, []).unwrap(), 1);
    drop(connection);
    let (code, _, codes) = against(&config).await;
    assert!(code == 4 && codes.contains(&"REC-021"), "{codes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_relay_does_not_take_waits_and_is_sent_later_as_it_was() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let town = mailing_town(MailWay::Smtp("127.0.0.1".into(), at.port())).await;
    let [outbox, sent] = ["outbox", "sent"].map(|name| town.config().data.join("mail").join(name));

    let (heard, ()) = tokio::join!(relay(&listener, "RCPT TO:<shouji"), send(&town.app));
    let standing = town.app.mailing().unwrap();
    let why = "邮件服务器答复：550 not here";
    assert_eq!((standing.trouble.as_deref(), standing.sent), (Some(why), None));
    assert!(!heard.commands.iter().any(|line| line == "DATA"), "not to some of them alone");
    let day = format!("{}.eml", town.app.today());
    assert_eq!((names(&outbox), names(&sent)), (vec![day.clone()], vec![]));
    let waiting = std::fs::read_to_string(outbox.join(&day)).unwrap();

    town.report().await;
    let (heard, ()) = tokio::join!(relay(&listener, "nothing"), send(&town.app));
    assert_eq!(town.app.mailing().unwrap().trouble, None);
    assert_eq!((names(&outbox), names(&sent)), (vec![], vec![day]));
    assert_eq!(heard.mail, waiting);
    let commands: Vec<&str> = heard.commands.iter().map(String::as_str).collect();
    assert_eq!(
        commands,
        [
            "EHLO zhifa.localdomain",
            "MAIL FROM:<zhifa@example.gov.cn>",
            "RCPT TO:<jiandu@example.gov.cn>",
            "RCPT TO:<shouji@example.gov.cn>",
            "DATA",
            "QUIT",
        ]
    );
    drop(listener);
    town.on(date(2026, 3, 9));
    town.app.mail_heads().await.unwrap();
    let trouble = town.app.mailing().unwrap().trouble.unwrap();
    assert!(trouble.starts_with("无法连接邮件服务器"), "{trouble}");
}

async fn send(app: &App) {
    app.mail_heads().await.unwrap();
}

/// What a relay heard.
struct Heard {
    commands: Vec<String>,
    mail: String,
}

/// Takes one conversation as a relay would, and refuses the command that begins like this.
async fn relay(listener: &TcpListener, refused: &str) -> Heard {
    let (stream, _) = listener.accept().await.unwrap();
    let mut stream = BufReader::new(stream);
    let mut heard = Heard { commands: Vec::new(), mail: String::new() };
    say(&mut stream, "220-relay\r\n220 ready").await;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap() == 0 {
            return heard;
        }
        let line = line.strip_suffix("\r\n").unwrap().to_owned();
        heard.commands.push(line.clone());
        match line.as_str() {
            _ if line.starts_with(refused) => say(&mut stream, "550 not here").await,
            "DATA" => {
                say(&mut stream, "354 go on").await;
                loop {
                    let mut line = String::new();
                    stream.read_line(&mut line).await.unwrap();
                    if line == ".\r\n" {
                        break;
                    }
                    heard.mail.push_str(&line);
                }
                say(&mut stream, "250 taken").await;
            }
            "QUIT" => {
                say(&mut stream, "221 bye").await;
                return heard;
            }
            _ if line.starts_with("EHLO") => say(&mut stream, "250-relay\r\n250 8BITMIME").await,
            _ => say(&mut stream, "250 ok").await,
        }
    }
}

async fn say(stream: &mut BufReader<TcpStream>, words: &str) {
    stream.write_all(format!("{words}\r\n").as_bytes()).await.unwrap();
}
