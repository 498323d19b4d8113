//! Checking a document by its code: whether it is ours, whether it stands, and its digest.

use app::Verified;
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use jiff::civil::Date;
use law::format::date_zh;
use serde::Deserialize;

use super::{
    frame::{Reading, sample_shell, shell},
    limits::PacedVerify,
    sent_file::SentFile,
};
use crate::{
    PageError, Site,
    components::{
        blocks::{KeyValue, Pair},
        form::Field,
        notice::Notice,
        shell::{PortalShell, View},
        table::Filters,
        text::{Badge, Cell, Tone},
    },
    pages::{samples::Sample, see_other, show, show_as},
};

/// What is said of a QR code that nobody here has signed.
const UNSIGNED: &str = "没有通过核验：二维码里的内容没有本平台的签名，或者被改动过、是从别的文书上拼接来的，这份文书可能是伪造的。请不要据此缴款或者配合，向落款机关核实；也可以手工输入印在二维码旁的核验码查询。";
/// The most characters that a code is read from.
const LONGEST: usize = 64;

#[derive(Template)]
#[template(path = "portal/verify.html")]
pub struct VerifyPage {
    pub portal: PortalShell,
    pub ask: Filters,
    pub notice: Option<Notice>,
    pub found: Option<Shown>,
}

/// What is shown of a document.
pub struct Shown {
    /// Where a file to compare is sent.
    pub action: String,
    pub state: Badge,
    pub words: String,
    pub facts: KeyValue,
    pub has_pdf: bool,
}

/// The code that was typed.
#[derive(Debug, Default, Deserialize)]
pub struct Typed {
    #[serde(default)]
    code: String,
}

/// `GET /verify`, and `GET /verify?code=…` from the form, which leads on to the code.
pub async fn ask(
    State(site): State<Site>,
    reading: Reading,
    Query(typed): Query<Typed>,
) -> Result<Response, PageError> {
    let portal = shell(&site, "/verify", reading);
    let code = plain(&typed.code);
    if !code.is_empty() {
        return Ok(see_other(&portal.link(&format!("/verify/{code}"))));
    }
    let ask = question(reading.0, "");
    show(&VerifyPage { portal, ask, notice: None, found: None })
}

/// `GET /verify/{code}`
pub async fn show_code(
    State(site): State<Site>,
    reading: Reading,
    Path(code): Path<String>,
    _: PacedVerify,
) -> Result<Response, PageError> {
    page(&site, reading, &plain(&code), None).await
}

/// `GET /V/{code}/{mark}`: what the QR code of a paper says ([`journal::PaperMark`]).
pub async fn scanned(
    State(site): State<Site>,
    reading: Reading,
    Path((code, payload)): Path<(String, String)>,
    _: PacedVerify,
) -> Result<Response, PageError> {
    let Some(head) = site.app.portal().marked_head(&code, &payload) else {
        let portal = shell(&site, "/verify", reading);
        let notice = Some(Notice::new(Tone::Danger, UNSIGNED));
        let page = VerifyPage { portal, ask: question(reading.0, ""), notice, found: None };
        return show_as(StatusCode::CONFLICT, &page);
    };
    let words = format!(
        "二维码由本平台签发，没有被改动。它写明的存证头是{head}，应当与纸面上印的一致；下面的文书名称、文号也应当与纸面一致，不一致的，是从别的文书上复制来的。"
    );
    told(&site, reading, &code, |_| Some(Notice::new(Tone::Good, words))).await
}

/// `POST /verify/{code}`: compares a file with the PDF on record. The file is not kept.
pub async fn compare(
    State(site): State<Site>,
    (reading, Path(code)): (Reading, Path<String>),
    _: PacedVerify,
    file: SentFile,
) -> Result<Response, PageError> {
    page(&site, reading, &plain(&code), Some(file)).await
}

async fn page(
    site: &Site,
    reading: Reading,
    code: &str,
    file: Option<SentFile>,
) -> Result<Response, PageError> {
    let sent = |document: &Verified| file.map(|file| compared(document, file.0.as_deref()));
    told(site, reading, code, sent).await
}

/// The page of a code, with what is to be said of it above.
async fn told(
    site: &Site,
    reading: Reading,
    code: &str,
    say: impl FnOnce(&Verified) -> Option<Notice>,
) -> Result<Response, PageError> {
    let ask = question(reading.0, code);
    let Some(document) = site.app.portal().verify(code).await? else {
        let words = "没有查到这个核验码。请核对字母和数字；仍然查不到的，这份文书不是本平台制发的，请向落款机关核实。";
        let portal = shell(site, "/verify", reading);
        let notice = Some(Notice::new(Tone::Danger, words));
        let page = VerifyPage { portal, ask, notice, found: None };
        return show_as(StatusCode::NOT_FOUND, &page);
    };
    let notice = say(&document);
    let portal = shell(site, format!("/verify/{code}"), reading);
    let found = Some(shown(portal.link(&format!("/verify/{code}")), document));
    show(&VerifyPage { portal, ask, notice, found })
}

/// The code as people type it: with blanks and lines between, small letters, O for 0.
fn plain(typed: &str) -> String {
    let marks = typed.chars().filter(char::is_ascii_alphanumeric).take(LONGEST);
    let marks = marks.map(|mark| match mark.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    marks.collect()
}

fn compared(document: &Verified, sent: Option<&str>) -> Notice {
    match (document.pdf_sha256.as_deref(), sent) {
        (_, None) => Notice::new(Tone::Warning, "没有选择文件，请选择文书的PDF文件后再比对。"),
        (None, Some(_)) => {
            Notice::new(Tone::Warning, "这份文书的PDF还没有生成，暂时不能比对，请稍后再试。")
        }
        (Some(ours), Some(theirs)) if ours == theirs => {
            Notice::new(Tone::Good, "文件与制发时的PDF完全一致，一个字节也没有改动。")
        }
        (Some(_), Some(theirs)) => Notice::new(
            Tone::Danger,
            format!(
                "文件与制发时的PDF不一致。您上传的文件的SHA-256是{theirs}。扫描件、照片和另存的文件与原件不会一致，请使用送达的原始PDF。"
            ),
        ),
    }
}

fn shown(action: String, document: Verified) -> Shown {
    let (tone, words) = match document.state.as_str() {
        "有效" => (Tone::Good, "这份文书由本平台制发，现行有效。"),
        "已撤销" => (Tone::Danger, "这份文书由本平台制发，但是决定已经被撤销，不再有效。"),
        _ => (Tone::Warning, "这份文书由本平台制发，但是之后有更正版本，请以最新版本为准。"),
    };
    let on = document.issued_on.parse::<Date>().map_or(document.issued_on.clone(), date_zh);
    let hash = document.pdf_sha256.clone();
    let mut pairs = vec![
        Pair::text("文书名称", document.title),
        Pair::text("文号", document.number.unwrap_or_else(|| "无文号".to_owned())),
        Pair::text("制发机关", document.authority),
        Pair::text("制发日期", on),
        Pair::text("版本", format!("第{}版", document.edition)),
        Pair::new("记录位置", Cell::figure(document.position.to_string())),
    ];
    if !document.head.is_empty() {
        let note = "印在文书上的记录摘要，可以与纸面核对";
        pairs.push(Pair::new("记录摘要", Cell::figure(document.head)).note(note));
    }
    pairs.push(match &hash {
        Some(hash) => Pair::new("PDF的SHA-256", Cell::figure(hash.clone())),
        None => Pair::text("PDF的SHA-256", "正在生成，请稍后再查"),
    });
    Shown {
        action,
        state: Badge::new(document.state, tone),
        words: words.to_owned(),
        facts: KeyValue { pairs },
        has_pdf: hash.is_some(),
    }
}

fn question(view: View, code: &str) -> Filters {
    let view = view.query().map(|view| ("view".to_owned(), view.to_owned()));
    let field =
        Field::text("code", "核验码").help("印在文书二维码旁的20位字母和数字。").value(code);
    Filters {
        action: "/verify".to_owned(),
        fields: vec![field],
        more: Vec::new(),
        reset: "/verify".to_owned(),
        hidden: view.into_iter().collect(),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let document = |state: &str, pdf: Option<&str>| Verified {
        title: "行政处罚决定书".to_owned(),
        number: Some("示例交执罚〔2026〕1号".to_owned()),
        authority: "示例县交通运输局".to_owned(),
        issued_on: "2026-03-09".to_owned(),
        state: state.to_owned(),
        edition: 1,
        pdf_sha256: pdf.map(str::to_owned),
        head: "7f3a".to_owned(),
        position: 42,
    };
    let page = |found: Option<Verified>, sent: Option<Option<&str>>| VerifyPage {
        portal: sample_shell("/verify"),
        ask: question(View::Standard, ""),
        notice: found.as_ref().zip(sent).map(|(document, sent)| compared(document, sent)),
        found: found.map(|document| shown("/verify/7K3M".to_owned(), document)),
    };
    vec![
        Sample::of("verify", &page(None, None)),
        Sample::of("verify valid", &page(Some(document("有效", Some("ab"))), Some(Some("ab")))),
        Sample::of(
            "verify other file",
            &page(Some(document("有效", Some("ab"))), Some(Some("cd"))),
        ),
        Sample::of("verify revoked", &page(Some(document("已撤销", None)), Some(Some("ab")))),
        Sample::of("verify corrected", &page(Some(document("已有更正版本", None)), Some(None))),
    ]
}
