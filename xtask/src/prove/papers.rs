//! G1: what stands on the papers. The QR code of each is read from pixels as a label printer makes
//! them, checked with the public key alone, and held against the record; altered and exchanged ones
//! must be refused, on the page and without a network, and a withdrawn paper must be called that.

use std::path::{Path, PathBuf};
use std::process::Command;

use app::{App, Config};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::StreamId;
use domain::ids::DocumentId;
use journal::{PaperMark, PublicKey, short_head};

use super::check::Verdict;
use super::dice::Dice;
use super::ground::Yard;
use super::program;
use super::rows::Database;
use crate::site::Trouble;
use crate::site::http::{Http, Part};
use crate::site::server::Server;

const ID: &str = "G1";
/// The dots to the inch of a printer for labels and receipts, the coarsest that print papers.
const DOTS: &str = "203";
/// How many altered codes come from one paper.
const ALTERED: usize = 25;
/// How many of them are also sent to the page, which counts them.
const ON_PAGE: usize = 300;
/// How many one address may ask in a minute, and some less.
const PER_SOURCE: usize = 20;
/// The characters of codes and payloads that stand for themselves.
const MARKS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// A paper, as its row knows it and as it was read from pixels.
#[derive(Clone, Debug)]
struct Paper {
    document: String,
    code: String,
    payload: String,
    pdf: PathBuf,
}

/// Reads so many papers.
pub async fn run(yard: &Yard, papers: usize) -> Result<Verdict, Trouble> {
    let data = yard.whole_copy("g1")?;
    let mut verdict = Verdict::default();
    let (key, withdrawn) = print(yard, &data, papers).await?;
    let public: PublicKey = key.parse().map_err(|_| "no key")?;
    let mut all = Vec::new();
    for (document, code, pdf) in rows(yard, &data, papers)? {
        match read(&data, &pdf) {
            Some((scanned, payload)) if scanned == code => {
                all.push(Paper { document, code, payload, pdf });
            }
            other => verdict.fail(format!("{document}: read {other:?}")),
        }
    }
    let database = Database::open(&data)?;
    for paper in &all {
        held_against_the_record(&database, paper, &public, &mut verdict)?;
    }
    database.close()?;
    offline(yard, &key, &all, &mut verdict).await?;
    let server = Server::start(&yard.launch(), &data).await?;
    let mut asker = Asker { host: server.host.clone(), http: None, asked: 0, source: 1 };
    on_page(yard, &mut asker, &all, &mut verdict).await?;
    exchanged(&mut asker, &all, &mut verdict).await?;
    for code in withdrawn.iter().take(PER_SOURCE) {
        let page = asker.get(&format!("/verify/{code}")).await?;
        if page.text().contains("已撤销") {
            verdict.count("撤销的写明 withdrawn and said so");
        } else {
            verdict.fail(format!("{code} was withdrawn and answered {}", page.status));
        }
    }
    if withdrawn.is_empty() {
        verdict.fail("no paper of the year was withdrawn");
    }
    server.stop().await?;
    if verdict.passed() {
        std::fs::remove_dir_all(&data)?;
    }
    Ok(verdict)
}

/// Prints so many papers that were not, and gives the public key and the codes of the withdrawn.
async fn print(yard: &Yard, data: &Path, papers: usize) -> Result<(String, Vec<String>), Trouble> {
    let database = Database::open(data)?;
    let chosen = database.texts(&format!(
        "SELECT stream || ' ' || id FROM document_row ORDER BY pdf IS NULL, id LIMIT {papers}"
    ))?;
    let codes = database.texts("SELECT code FROM document_row ORDER BY id")?;
    database.close()?;
    let fonts = vec![yard.root.join("assets/vendor/fonts")];
    let app = App::open(Config { work: false, fonts, ..Config::new(data.to_owned()) }).await?;
    for row in chosen {
        let (stream, id) = row.split_once(' ').ok_or("a row without a document")?;
        let stream = StreamId::parse(stream).ok_or("a row without a stream")?;
        app.pdf(&stream, &DocumentId::new(id)).await?.ok_or("a paper that is not there")?;
    }
    let mut withdrawn = Vec::new();
    for code in codes {
        if app.portal().verify(&code).await?.is_some_and(|found| found.state == "已撤销") {
            withdrawn.push(code);
        }
    }
    let key = app.log_key();
    app.close().await;
    Ok((key, withdrawn))
}

/// Printed papers: document, code and file.
fn rows(
    yard: &Yard,
    data: &Path,
    papers: usize,
) -> Result<Vec<(String, String, PathBuf)>, Trouble> {
    let database = Database::open(data)?;
    let lines = database.texts(
        "SELECT id || ' ' || code || ' ' || pdf FROM document_row WHERE pdf IS NOT NULL ORDER BY id",
    )?;
    database.close()?;
    let mut dice = yard.dice(ID, 0);
    let mut lines: Vec<(u64, String)> = lines.into_iter().map(|line| (dice.next(), line)).collect();
    lines.sort();
    let mut rows = Vec::new();
    for (_, line) in lines.into_iter().take(papers) {
        let mut words = line.split(' ').map(str::to_owned);
        let (Some(id), Some(code), Some(hash)) = (words.next(), words.next(), words.next()) else {
            return Err("a row without a paper".into());
        };
        let (folder, rest) = hash.split_at_checked(2).ok_or("a hash is too short")?;
        rows.push((id, code, data.join("evidence/objects").join(folder).join(rest)));
    }
    Ok(rows)
}

/// What the QR code of the first page says, from its pixels: code and payload.
fn read(data: &Path, pdf: &Path) -> Option<(String, String)> {
    let page = data.join("page");
    let made = Command::new("pdftoppm")
        .args(["-r", DOTS, "-mono", "-f", "1", "-l", "1", "-singlefile"])
        .args([pdf, &page])
        .status();
    if !made.is_ok_and(|made| made.success()) {
        return None;
    }
    // It writes to standard error what it misses of a desktop, which nobody needs.
    let said = Command::new("zbarimg")
        .args(["-q", "--raw", "-Sdisable", "-Sqrcode.enable"])
        .arg(page.with_extension("pbm"))
        .output()
        .ok()?;
    let said = String::from_utf8(said.stdout).ok()?;
    let (_, rest) = said.trim_end().rsplit_once(PaperMark::PATH)?;
    let (code, payload) = rest.split_once('/')?;
    Some((code.to_owned(), payload.to_owned()))
}

/// The head on the paper is a signed one of the record, in the QR code as in the text.
fn held_against_the_record(
    database: &Database,
    paper: &Paper,
    key: &PublicKey,
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let Paper { document, code, payload, pdf } = paper;
    let Ok(mark) = PaperMark::open(code, payload, key) else {
        verdict.fail(format!("{document}: the code on the paper is not signed"));
        return Ok(());
    };
    let sql = format!("SELECT note FROM checkpoint WHERE size = {}", mark.head.size);
    let root = BASE64.encode(mark.head.root.0);
    let logged =
        database.texts(&sql)?.first().and_then(|note| note.lines().nth(2).map(str::to_owned));
    let text = Command::new("pdftotext").args(["-f", "1", "-l", "1"]).arg(pdf).arg("-").output()?;
    let text: String = String::from_utf8_lossy(&text.stdout).split_whitespace().collect();
    let head: String = short_head(mark.head.size, mark.head.root).split_whitespace().collect();
    if logged.as_deref() == Some(&root) && text.contains(&head) && text.contains(code) {
        verdict.count("印出的存证头在记录中 printed heads that are logged");
    } else {
        verdict.fail(format!("{document}: {head} is not what is logged: {logged:?}"));
    }
    Ok(())
}

/// The whole codes are accepted without a network, altered ones are not.
async fn offline(
    yard: &Yard,
    key: &str,
    papers: &[Paper],
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    for (nth, paper) in papers.iter().enumerate() {
        let address = |it: &Paper| format!("HTTPS://A.INVALID/V/{}/{}", it.code, it.payload);
        let whole = program::run(yard, &["paper", "--key", key, &address(paper)]).await?;
        if whole.status.success() {
            verdict.count("离线核验通过 accepted offline");
        } else {
            verdict.fail(format!("{}: refused offline", paper.document));
        }
        for turn in 0..ALTERED {
            let mut dice = yard.dice(ID, 1 + nth * ALTERED + turn);
            let other = altered(&mut dice, paper, papers);
            let said = program::run(yard, &["paper", "--key", key, &address(&other)]).await?;
            if said.status.code() == Some(2) {
                verdict.count("改动的离线拒绝 altered and refused offline");
            } else {
                verdict.fail(format!("{}/{} passed offline", other.code, other.payload));
            }
        }
    }
    Ok(())
}

/// The same on the page of the public.
async fn on_page(
    yard: &Yard,
    asker: &mut Asker,
    papers: &[Paper],
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    for paper in papers.iter().take(PER_SOURCE) {
        let page = asker.get(&format!("/V/{}/{}", paper.code, paper.payload)).await?;
        if page.status == 200 && page.text().contains("二维码由本平台签发") {
            verdict.count("网页核验通过 accepted on the page");
        } else {
            verdict.fail(format!("{}: the page answered {}", paper.document, page.status));
        }
    }
    for trial in 0..ON_PAGE.min(papers.len() * ALTERED) {
        let mut dice = yard.dice(ID, 1 + trial);
        let Some(paper) = papers.get(trial % papers.len()) else { break };
        let other = altered(&mut dice, paper, papers);
        let page = asker.get(&format!("/V/{}/{}", other.code, other.payload)).await?;
        if page.status == 409 && page.text().contains("没有通过核验") {
            verdict.count("改动的网页拒绝 altered and refused on the page");
        } else {
            verdict.fail(format!("{}/{}: answered {}", other.code, other.payload, page.status));
        }
    }
    Ok(())
}

/// The PDF of another paper is not the one that a code stands for.
async fn exchanged(
    asker: &mut Asker,
    papers: &[Paper],
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    for (paper, other) in papers.iter().zip(papers.iter().skip(1)).take(PER_SOURCE) {
        for (pdf, words) in [(&paper.pdf, "完全一致"), (&other.pdf, "不一致")] {
            let bytes = std::fs::read(pdf)?;
            let file =
                Part { field: "file", name: "a.pdf", mime: "application/pdf", bytes: &bytes };
            let path = format!("/verify/{}", paper.code);
            let page = asker.http().await?.post_with_file(&path, &[], &file).await?;
            if page.status == 200 && page.text().contains(words) {
                verdict.count("与原件比对 compared with the original");
            } else {
                verdict.fail(format!("{path}: {words} was answered {}", page.status));
            }
        }
    }
    Ok(())
}

/// The paper with one thing about its code that is not its own.
fn altered(dice: &mut Dice, paper: &Paper, papers: &[Paper]) -> Paper {
    let mut other = paper.clone();
    while (&other.code, &other.payload) == (&paper.code, &paper.payload) {
        match dice.below(5) {
            0 => other.code = with_another(dice, &paper.code),
            1 => {
                let (size, rest) = paper.payload.split_once('.').unwrap_or_default();
                let more = size.parse::<u64>().unwrap_or_default() + 1 + dice.below(9);
                other.payload = format!("{more}.{rest}");
            }
            2 => {
                let left = 1 + usize::try_from(dice.below(120)).unwrap_or_default();
                other.payload = paper.payload.chars().take(left).collect();
            }
            3 => {
                let stranger = dice.one(papers).filter(|one| one.code != paper.code);
                other.payload.clone_from(&stranger.unwrap_or(paper).payload);
            }
            _ => {
                let (size, rest) = paper.payload.split_once('.').unwrap_or_default();
                other.payload = format!("{size}.{}", with_another(dice, rest));
            }
        }
    }
    other
}

/// The text with one character that is another one.
fn with_another(dice: &mut Dice, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = usize::try_from(dice.below(bytes.len() as u64)).unwrap_or_default();
    if let (Some(byte), Some(mark)) = (bytes.get_mut(at), dice.one(MARKS)) {
        *byte = *mark;
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Somebody who asks from one address after another, because the page counts.
struct Asker {
    host: String,
    http: Option<Http>,
    asked: usize,
    source: u8,
}

impl Asker {
    async fn get(&mut self, path: &str) -> Result<crate::site::http::Reply, Trouble> {
        Ok(self.http().await?.get(path).await?)
    }

    async fn http(&mut self) -> Result<&mut Http, Trouble> {
        if self.asked.is_multiple_of(PER_SOURCE) {
            self.source = self.source.checked_add(1).ok_or("too many were asked")?;
            self.http = Some(Http::connect_from(&self.host, [127, 0, 1, self.source]).await?);
        }
        self.asked += 1;
        self.http.as_mut().ok_or_else(|| "nobody asks".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_altered_is_never_what_it_was() {
        let paper = |code: &str, payload: &str| Paper {
            document: String::new(),
            code: code.into(),
            payload: payload.into(),
            pdf: PathBuf::new(),
        };
        let papers = [paper("7K2M", "12.QUJD"), paper("8K2M", "13.REVG")];
        for trial in 0..200 {
            let other = altered(&mut Dice::new(3, ID, trial), &papers[0], &papers);
            let same = (&other.code, &other.payload) == (&papers[0].code, &papers[0].payload);
            assert!(!same, "{other:?}");
        }
    }
}
