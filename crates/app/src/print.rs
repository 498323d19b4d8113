//! Printing documents: a job after each issue, or at once when somebody asks first.
//!
//! A document is printed once. The head of the log is signed first and stands on the paper; the
//! hash of the PDF is recorded as an event, so that the paper can be checked against the record.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::documents::{Document, Print};
use domain::ids::{CommandId, DocumentId};
use domain::{Command, State, StreamId, cases, clues, entrustments, inspections, supervision};
use journal::{Head, PaperMark};
use paper::{Fonts, Marks, Press, PrintJob, StampImage};
use serde_json::Value;
use store::scratch;

use crate::confine::Kind;
use crate::start::Inner;
use crate::uploads::UploadRefused;
use crate::{App, By, Fault, No, Order, record};

/// The key under which a document carries a picture.
const PICTURE: &str = "image";
/// How many jobs are taken at a time.
const BATCH: i64 = 16;
/// How long a failed job waits, in seconds, for each attempt made.
const PAUSE: i64 = 30;
/// How long the worker sleeps when nobody wakes it.
const NAP: Duration = Duration::from_secs(5);

/// Prints what waits to be printed, for as long as the application runs.
pub async fn work(inner: Arc<Inner>) {
    let app = App { inner };
    loop {
        match app.print_waiting().await {
            Ok(0) => {
                let _ = tokio::time::timeout(NAP, app.inner.wake.notified()).await;
            }
            Ok(_) => {}
            Err(fault) => {
                tracing::error!(error = ?fault, "the print queue cannot be read");
                tokio::time::sleep(NAP).await;
            }
        }
        if app.stopped() {
            return;
        }
    }
}

impl App {
    /// Prints the documents that wait, a batch at most; answers how many jobs were taken.
    pub async fn print_waiting(&self) -> Result<usize, Fault> {
        let now = record::instant(self.now());
        let jobs = self.inner.store.ask(scratch::jobs_due(&now, BATCH)).await?;
        let taken = jobs.len();
        for job in jobs {
            let outcome = self.print_job(&job.payload).await;
            let change = match outcome {
                Ok(()) => scratch::finish_job(&job.id, &record::instant(self.now())),
                Err(fault) => {
                    tracing::error!(job.id, error = ?fault, "a document was not printed");
                    let pause = jiff::SignedDuration::from_secs(PAUSE * (job.attempts + 1));
                    let later = record::instant(self.now() + pause);
                    scratch::postpone_job(&job.id, &later, &fault.to_string())
                }
            };
            self.inner.store.change(&change).await?;
        }
        Ok(taken)
    }

    async fn print_job(&self, payload: &str) -> Result<(), Fault> {
        let (stream, document) =
            payload.split_once(' ').ok_or(Fault::Inconsistent("a print job names no document"))?;
        let stream =
            StreamId::parse(stream).ok_or(Fault::Inconsistent("a print job names no stream"))?;
        self.pdf(&stream, &DocumentId::new(document)).await.map(|_| ())
    }

    /// The PDF of a document, printed now if it has not been; `None` when there is no such document.
    pub async fn pdf(
        &self,
        stream: &StreamId,
        document: &DocumentId,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let Some(loaded) = self.load(stream).await? else { return Ok(None) };
        let Some((document, print)) = find(&loaded.state, document) else { return Ok(None) };
        if let Some(print) = print {
            return self.bytes(&print.pdf.sha256).await;
        }
        let pdf = self.print(document).await?;
        // Two who print at once make two papers; the record names one, and that one is served.
        let Some(loaded) = self.load(stream).await? else { return Ok(None) };
        if let Some((_, Some(first))) = find(&loaded.state, &document.id) {
            return self.bytes(&first.pdf.sha256).await;
        }
        self.record_print(stream, document, &pdf).await?;
        Ok(Some(pdf.bytes))
    }

    async fn print(&self, document: &Document) -> Result<Printed, Fault> {
        let head = self.checkpoint().await?;
        let (verify_url, qr) = self.addresses(&document.code, head)?;
        let head = journal::short_head(head.size, head.root);
        let law = self.law();
        let stamps = law
            .stamp(&document.authority)
            .map(|stamp| StampImage { authority: stamp.text.clone(), test: stamp.test });
        let marks = Marks {
            verify_url,
            qr,
            code: document.code.clone(),
            head: head.clone(),
            stamps: stamps.into_iter().collect(),
            printed_on: self.today().to_string(),
        };
        let data = serde_json::from_str(document.content.reveal())
            .map_err(|source| Fault::Encode(Box::new(source)))?;
        let bytes = self.typeset(&document.form, data, marks).await?;
        Ok(Printed { bytes, head })
    }

    /// A filled form on paper, its signatures and pictures drawn again by a confined reader.
    pub(crate) async fn typeset(
        &self,
        form: &str,
        mut data: Value,
        marks: Marks,
    ) -> Result<Vec<u8>, Fault> {
        self.draw_again(&mut data).await?;
        let (press, law, form) = (self.press().await?, self.law(), form.to_owned());
        let job = move || {
            press.print(&PrintJob { templates: &law.templates, form: &form, data: &data, marks })
        };
        let printed = tokio::task::spawn_blocking(job).await;
        Ok(printed.map_err(|_| Fault::Inconsistent("a print was broken off"))??)
    }

    /// The address that checks a paper, and what its QR code says: the address with the mark that
    /// proves code and head without a network.
    pub(crate) fn addresses(&self, code: &str, head: Head) -> Result<(String, String), Fault> {
        let address = format!("{}/verify/{code}", self.public_url());
        if code.is_empty() {
            return Ok((address.clone(), address));
        }
        let mark = PaperMark { code: code.to_owned(), head };
        let qr = mark.address(self.public_url(), &self.inner.signer);
        Ok((address, qr.map_err(|source| Fault::Encode(Box::new(source)))?))
    }

    /// Draws the signatures and pictures of a document again, by a confined reader.
    async fn draw_again(&self, data: &mut Value) -> Result<(), Fault> {
        let mut addresses = Vec::new();
        pictures(data, &mut addresses);
        for address in addresses {
            let Some((mime, encoded)) = address
                .strip_prefix("data:")
                .and_then(|rest| rest.split_once(";base64,"))
                .filter(|(mime, _)| ["image/jpeg", "image/png"].contains(mime))
            else {
                continue;
            };
            let spoilt = || paper::PaperError::PictureUnreadable { key: PICTURE.to_owned() };
            let bytes = BASE64.decode(encoded.trim()).map_err(|_| spoilt())?;
            *address = self.picture_address(mime, &bytes).await.ok_or_else(spoilt)?;
        }
        Ok(())
    }

    /// A picture from outside as an address that holds it, drawn again by a confined reader.
    pub(crate) async fn picture_address(&self, mime: &str, bytes: &[u8]) -> Option<String> {
        let kind = Kind::of(mime);
        let drawn = self.inner.config.confinement.draw(kind, bytes).await?;
        let mime = if kind == Kind::Jpeg { mime } else { "image/png" };
        Some(format!("data:{mime};base64,{}", BASE64.encode(drawn)))
    }

    async fn record_print(
        &self,
        stream: &StreamId,
        document: &Document,
        printed: &Printed,
    ) -> Result<(), Fault> {
        let name = format!("{}.pdf", document.title);
        let mut source = printed.bytes.as_slice();
        let pdf = match self.keep(&mut source, &name, "application/pdf").await {
            Ok(pdf) => pdf,
            Err(UploadRefused::Fault(fault)) => return Err(fault),
            Err(
                UploadRefused::TooLarge
                | UploadRefused::TooLong
                | UploadRefused::TooMany
                | UploadRefused::Empty
                | UploadRefused::Kind
                | UploadRefused::BrokenOff(_),
            ) => {
                return Err(Fault::Inconsistent("a printed document was not kept"));
            }
        };
        let print = Print { document: document.id.clone(), pdf, head: printed.head.clone() };
        let command = match stream.kind {
            domain::world::StreamKind::Inspection => {
                Command::Inspection(inspections::Command::NotePrint { print })
            }
            domain::world::StreamKind::Clue => Command::Clue(clues::Command::NotePrint { print }),
            domain::world::StreamKind::Supervision => {
                Command::Supervision(supervision::Command::NotePrint { print })
            }
            domain::world::StreamKind::Entrustment => {
                Command::Entrustment(entrustments::Command::NotePrint { print })
            }
            domain::world::StreamKind::Case
            | domain::world::StreamKind::Person
            | domain::world::StreamKind::Pack
            | domain::world::StreamKind::Record
            | domain::world::StreamKind::Evidence => {
                Command::Case(cases::Command::NotePrint { print })
            }
        };
        let order = Order {
            id: CommandId::new(format!("print-{}", document.id)),
            stream: stream.clone(),
            command,
            by: By::System,
            seen: None,
            device: None,
            occurred_at: None,
        };
        match self.run(order).await {
            // A refusal here is the repeat of a print that somebody else recorded first.
            Ok(_) | Err(No::Refused(_)) => Ok(()),
            Err(No::Fault(fault)) => Err(fault),
            Err(No::Denied(_) | No::Absent | No::Conflict(_)) => {
                Err(Fault::Inconsistent("a print was not recorded"))
            }
        }
    }

    /// The press, with its fonts loaded once.
    pub(crate) async fn press(&self) -> Result<Press, Fault> {
        let press = self
            .inner
            .press
            .get_or_try_init(|| async {
                let folders = self.inner.config.fonts.clone();
                tokio::task::spawn_blocking(move || Fonts::in_folders(&folders).map(Press::new))
                    .await
                    .map_err(|_| Fault::Inconsistent("loading fonts was broken off"))?
                    .map_err(Fault::from)
            })
            .await?;
        Ok(press.clone())
    }
}

/// The addresses of the pictures in the data of a document.
fn pictures<'a>(data: &'a mut Value, found: &mut Vec<&'a mut String>) {
    match data {
        Value::Array(all) => all.iter_mut().for_each(|one| pictures(one, found)),
        Value::Object(map) => {
            for (key, value) in map {
                if key != PICTURE {
                    pictures(value, found);
                } else if let Value::String(address) = value {
                    found.push(address);
                }
            }
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

struct Printed {
    bytes: Vec<u8>,
    head: String,
}

/// The documents of a state, and their prints.
pub(crate) fn papers(state: &State) -> Option<(&[Document], &[Print])> {
    Some(match state {
        State::Case(case) => (&case.documents, &case.prints),
        State::Inspection(it) => (&it.documents, &it.prints),
        State::Clue(clue) => (&clue.documents, &clue.prints),
        State::Supervision(it) => (&it.documents, &it.prints),
        State::Entrustment(it) => (&it.documents, &it.prints),
        State::Person(_) | State::Pack(_) | State::Record(_) | State::Evidence(_) => return None,
    })
}

/// The document in a state, with its print when it has one.
pub fn find<'a>(state: &'a State, id: &DocumentId) -> Option<(&'a Document, Option<&'a Print>)> {
    let (documents, prints) = papers(state)?;
    let document = documents.iter().find(|document| document.id == *id)?;
    Some((document, prints.iter().find(|print| print.document == *id)))
}
