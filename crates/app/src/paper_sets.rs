//! Several papers in one PDF: those of one step in their copies, and those a step would issue.

use domain::StreamId;
use domain::documents::Document;
use domain::ids::CommandId;
use paper::Marks;

use crate::{App, Fault, print};

impl App {
    /// The documents that one command issued as one PDF, each in the number of copies its form
    /// asks for; `None` when the command issued none there.
    pub async fn pdf_set(
        &self,
        stream: &StreamId,
        step: &CommandId,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let Some(loaded) = self.load(stream).await? else { return Ok(None) };
        let Some((documents, _)) = print::papers(&loaded.state) else { return Ok(None) };
        let law = self.law();
        let mut sheets = Vec::new();
        for document in documents.iter().filter(|it| it.of(step)) {
            let Some(pdf) = self.pdf(stream, &document.id).await? else { continue };
            let copies = law.form(&document.form).map_or(1, |form| form.copies.max(1));
            for _ in 0..copies {
                sheets.push((document.title.clone(), pdf.clone()));
            }
        }
        if sheets.is_empty() { Ok(None) } else { join(sheets).await.map(Some) }
    }

    /// Papers that were not issued, as one PDF of drafts: without a number, a code or a stamp.
    ///
    /// # Errors
    /// A paper that cannot be printed; nothing to print.
    pub async fn draft_pdf(&self, papers: &[Document]) -> Result<Vec<u8>, Fault> {
        let mut sheets = Vec::new();
        for document in papers {
            let mut data = serde_json::from_str(document.content.reveal())
                .map_err(|source| Fault::Encode(Box::new(source)))?;
            if let serde_json::Value::Object(fields) = &mut data {
                fields.insert("number".to_owned(), String::new().into());
            }
            let marks = Marks {
                verify_url: String::new(),
                qr: String::new(),
                code: String::new(),
                head: String::new(),
                stamps: Vec::new(),
                printed_on: self.today().to_string(),
            };
            let pdf = self.typeset(&document.form, data, marks).await?;
            sheets.push((document.title.clone(), pdf));
        }
        join(sheets).await
    }
}

async fn join(sheets: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, Fault> {
    tokio::task::spawn_blocking(move || {
        let parts: Vec<_> =
            sheets.iter().map(|(title, pdf)| (title.as_str(), pdf.as_slice())).collect();
        paper::join(&parts)
    })
    .await
    .map_err(|_| Fault::Inconsistent("a print was broken off"))?
    .map_err(Fault::from)
}
