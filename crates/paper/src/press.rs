//! The press: one form, one set of data, one PDF/A. It keeps no state between jobs but fonts.

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;
use serde_json::{Value, json};
use typst::{
    Library, LibraryExt, comemo,
    diag::SourceDiagnostic,
    foundations::{Content, Datetime, Label, Smart},
    introspection::Introspector as _,
    text::FontBook,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_utils::{LazyHash, PicoStr};

use crate::{
    error::PaperError,
    fonts::{Faces, Fonts},
    prepare,
    world::{Desk, Workshop, file_id},
};

/// By how many points the pitch of the lines is changed, in the order of trial, when the date and
/// the stamp would stand alone on a page: 排版后所剩空白处不能容下印章或者成文日期的，调整行距、字距
/// (GB/T 9704-2012, 7.3.5).
const RESPACED: [f64; 8] = [-1.2, 1.3, -2.3, 2.5, -3.4, 3.7, -4.5, 5.0];
/// The upper margin of a letter, in points, and something for the height of a line.
const TOP: f64 = 110.0;
/// How many jobs a typesetting result may stay unused before it is forgotten.
const KEPT_JOBS: usize = 5;

/// Files by name.
type NamedFiles = Vec<(String, Vec<u8>)>;

/// Prints documents. Cheap to clone and safe to share between threads.
#[derive(Clone)]
pub struct Press {
    inner: Arc<Inner>,
}

struct Inner {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Fonts,
}

/// One document to print.
pub struct PrintJob<'a> {
    /// Every template and its text, by path: `forms/TF-15.typ`, `forms/lib.typ`.
    pub templates: &'a BTreeMap<String, String>,
    /// The code of the form: `TF-15`.
    pub form: &'a str,
    /// One object with the keys that the form's specification lists.
    pub data: &'a Value,
    pub marks: Marks,
}

/// What every page carries besides its text.
#[derive(Debug, Clone, Serialize)]
pub struct Marks {
    /// The address of the page that checks the paper, complete with the verification code.
    pub verify_url: String,
    /// What the QR code says: the address, and what proves the paper without a network.
    #[serde(skip)]
    pub qr: String,
    /// The verification code. A document without one is a draft and says so across each page.
    pub code: String,
    /// The head of the journal, as it shall be read: `第1024条 9f86…`.
    pub head: String,
    pub stamps: Vec<StampImage>,
    /// The day of printing, `2026-03-09`.
    pub printed_on: String,
}

/// A stamp to be drawn across the date.
#[derive(Debug, Clone, Serialize)]
pub struct StampImage {
    /// The words around the ring.
    pub authority: String,
    /// A test stamp says 测试印章 in a ring of its own.
    pub test: bool,
}

/// What the templates find in `data.json`.
#[derive(Clone, Serialize)]
struct Input<'a> {
    data: Value,
    marks: Value,
    faces: &'a Faces,
    /// By how many points the pitch of the lines is changed.
    respaced: f64,
}

/// How much a PDF promises to an archive.
#[derive(Clone, Copy)]
pub(crate) enum Promise {
    /// PDF/A-2a: looks the same for ever and can be read aloud.
    Accessible,
    /// PDF/A-2b: looks the same for ever.
    Visual,
}

impl Press {
    pub fn new(fonts: Fonts) -> Self {
        let book = LazyHash::new(fonts.book.clone());
        Self { inner: Arc::new(Inner { library: LazyHash::new(Library::default()), book, fonts }) }
    }

    /// Prints one document as PDF/A-2a. Equal jobs give equal bytes.
    pub fn print(&self, job: &PrintJob<'_>) -> Result<Vec<u8>, PaperError> {
        self.print_as(job, Promise::Accessible)
    }

    pub(crate) fn print_as(
        &self,
        job: &PrintJob<'_>,
        promise: Promise,
    ) -> Result<Vec<u8>, PaperError> {
        let printed_on = printed_on(&job.marks.printed_on)?;
        let options = PdfOptions {
            ident: Smart::Custom(format!("{} {}", job.form, job.marks.code)),
            creator: Smart::Custom(Some("zhifa".to_owned())),
            timestamp: Some(Timestamp::new_utc(printed_on)),
            page_ranges: None,
            standards: standards(promise, job.form)?,
            tagged: matches!(promise, Promise::Accessible),
            pretty: false,
        };
        let document = self.typeset(job);
        let pdf = document.and_then(|document| {
            typst_pdf::pdf(&document, &options).map_err(|errors| broken(job.form, &errors))
        });
        comemo::evict(KEPT_JOBS);
        pdf
    }

    /// The pages, with the pitch of the lines changed where the closing would stand alone.
    fn typeset(&self, job: &PrintJob<'_>) -> Result<PagedDocument, PaperError> {
        let path = format!("forms/{}.typ", job.form);
        let unknown = || PaperError::FormUnknown { form: job.form.to_owned() };
        if !job.templates.contains_key(&path) {
            return Err(unknown());
        }
        let main = file_id(&path).ok_or_else(unknown)?;
        let (input, files) = self.files(job)?;
        let inner = &*self.inner;
        let compile = |respaced: f64| {
            let workshop =
                Workshop { library: &inner.library, book: &inner.book, fonts: &inner.fonts };
            let input = Input { respaced, ..input.clone() };
            let mut files = files.clone();
            files.push(("/data.json".to_owned(), json!(input).to_string().into_bytes()));
            let desk = Desk::new(workshop, main, job.templates, files);
            let pages = typst::compile::<PagedDocument>(&desk).output;
            pages.map_err(|errors| broken(job.form, &errors))
        };
        let document = compile(0.0)?;
        if !stands_alone(&document) {
            return Ok(document);
        }
        for respaced in RESPACED {
            let other = compile(respaced)?;
            if !stands_alone(&other) {
                return Ok(other);
            }
        }
        Ok(document)
    }

    /// What a template reads: the data, and beside it the QR code and the pictures of the data.
    fn files(&self, job: &PrintJob<'_>) -> Result<(Input<'_>, NamedFiles), PaperError> {
        if !job.data.is_object() {
            return Err(PaperError::DataShape { form: job.form.to_owned() });
        }
        let prepared = prepare::prepare(job.data)?;
        let marks = prepare::prepare(&json!(job.marks))?.data;
        prepare::require_glyphs(&self.inner.fonts, &[&prepared.data, &marks])?;
        let faces = &self.inner.fonts.faces;
        let input = Input { data: prepared.data, marks, faces, respaced: 0.0 };
        let mut files = prepared.files;
        if !job.marks.code.is_empty() {
            files.push(("/qr.svg".to_owned(), prepare::qr(&job.marks.qr)?));
        }
        Ok((input, files))
    }
}

/// Whether the closing of a letter begins a page, with nothing of the text above it.
fn stands_alone(document: &PagedDocument) -> bool {
    let Some(label) = Label::new(PicoStr::intern("closing")) else { return false };
    let introspector = document.introspector();
    let mark = introspector.query_label(label).ok().and_then(Content::location);
    let position = mark.and_then(|mark| introspector.position(mark));
    position.is_some_and(|it| 1 < it.page.get() && it.point.y.to_pt() < TOP)
}

fn standards(promise: Promise, form: &str) -> Result<PdfStandards, PaperError> {
    let standard = match promise {
        Promise::Accessible => PdfStandard::A_2a,
        Promise::Visual => PdfStandard::A_2b,
    };
    PdfStandards::new(&[standard]).map_err(|error| PaperError::Template {
        form: form.to_owned(),
        message: error.message().to_string(),
    })
}

fn broken(form: &str, errors: &[SourceDiagnostic]) -> PaperError {
    PaperError::Template { form: form.to_owned(), message: first_message(errors) }
}

/// The first complaint of the typesetter, with the place where the template made it.
fn first_message(errors: &[SourceDiagnostic]) -> String {
    errors.first().map_or_else(String::new, |error| error.message.to_string())
}

fn printed_on(text: &str) -> Result<Datetime, PaperError> {
    let wrong = || PaperError::PrintedOn { text: text.to_owned() };
    let mut parts = text.splitn(3, '-');
    let mut next = || parts.next().ok_or_else(wrong);
    let (year, month, day) = (next()?, next()?, next()?);
    let year = year.parse().map_err(|_| wrong())?;
    let month = month.parse().map_err(|_| wrong())?;
    let day = day.parse().map_err(|_| wrong())?;
    Datetime::from_ymd_hms(year, month, day, 0, 0, 0).ok_or_else(wrong)
}
