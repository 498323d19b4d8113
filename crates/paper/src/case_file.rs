//! Binds the documents of a case into one paginated file: cover, catalogue, documents, back sheet.
//!
//! The documents go in as they were signed; only a page number is laid over each page.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{
    error::PaperError,
    merge::{self, Piece},
    press::{Marks, Press, PrintJob, Promise},
};

const COVER: &str = "VOL-1";
const CATALOGUE: &str = "VOL-2";
const BACK_SHEET: &str = "VOL-3";
const PAGE_NUMBERS: &str = "page-numbers";

/// One case file to bind.
pub struct CaseFileJob<'a> {
    pub templates: &'a BTreeMap<String, String>,
    /// Data of VOL-1; `piece_count` and `page_count` are filled in if absent.
    pub cover: &'a Value,
    /// Data of VOL-2; `entries` is filled in if absent.
    pub catalogue: &'a Value,
    /// Data of VOL-3.
    pub back_sheet: &'a Value,
    /// The documents in their order.
    pub parts: &'a [CaseFilePart<'a>],
    pub marks: Marks,
}

/// One document of a case file, as the catalogue lists it.
pub struct CaseFilePart<'a> {
    pub title: &'a str,
    pub number: &'a str,
    pub responsible: &'a str,
    pub date: &'a str,
    pub note: &'a str,
    /// The document as this crate printed it.
    pub pdf: &'a [u8],
}

/// PDFs of this crate one behind the other, each under its title, to be printed in one go.
///
/// # Errors
/// None given, or one that cannot be read.
pub fn join(parts: &[(&str, &[u8])]) -> Result<Vec<u8>, PaperError> {
    let pieces = parts.iter().map(|(title, pdf)| Piece::read(title, pdf));
    merge::join(pieces.collect::<Result<_, _>>()?)
}

/// A bound case file.
pub struct CaseFile {
    pub pdf: Vec<u8>,
    /// The number of the first page of each part, counted from one.
    pub first_pages: Vec<usize>,
    /// The last page number. Cover, catalogue and back sheet have none.
    pub page_count: usize,
}

impl Press {
    /// Binds a case file as PDF/A-2b. Equal jobs give equal bytes.
    pub fn print_case_file(&self, job: &CaseFileJob<'_>) -> Result<CaseFile, PaperError> {
        if job.parts.is_empty() {
            return Err(PaperError::CaseFileEmpty);
        }
        let mut parts = Vec::with_capacity(job.parts.len());
        let mut first_pages = Vec::with_capacity(job.parts.len());
        let mut page_count = 0;
        for part in job.parts {
            let piece = Piece::read(part.title, part.pdf)?;
            first_pages.push(page_count + 1);
            page_count += piece.page_count();
            parts.push(piece);
        }

        let cover = self.sheet(job, COVER, &cover(job, page_count))?;
        let catalogue = self.sheet(job, CATALOGUE, &catalogue(job, &first_pages))?;
        let back_sheet = self.sheet(job, BACK_SHEET, job.back_sheet)?;
        let numbers = self.sheet(job, PAGE_NUMBERS, &json!({ "count": page_count }))?;

        let bound = merge::Bound {
            front: vec![Piece::read("卷宗封面", &cover)?, Piece::read("卷内目录", &catalogue)?],
            parts,
            back: Piece::read("备考表", &back_sheet)?,
            numbers: Piece::read("页号", &numbers)?,
        };
        Ok(CaseFile { pdf: bound.bind()?, first_pages, page_count })
    }

    fn sheet(
        &self,
        job: &CaseFileJob<'_>,
        form: &str,
        data: &Value,
    ) -> Result<Vec<u8>, PaperError> {
        let marks = job.marks.clone();
        let print = PrintJob { templates: job.templates, form, data, marks };
        self.print_as(&print, Promise::Visual)
    }
}

fn cover(job: &CaseFileJob<'_>, page_count: usize) -> Value {
    let mut data = object(job.cover);
    data.entry("piece_count").or_insert_with(|| json!(format!("{}件", job.parts.len())));
    data.entry("page_count").or_insert_with(|| json!(format!("{page_count}页")));
    Value::Object(data)
}

fn catalogue(job: &CaseFileJob<'_>, first_pages: &[usize]) -> Value {
    let entries: Vec<_> = job
        .parts
        .iter()
        .zip(first_pages)
        .zip(1..)
        .map(|((part, page), index)| {
            json!({
                "index": index.to_string(),
                "number": part.number,
                "responsible": part.responsible,
                "title": part.title,
                "date": part.date,
                "page": page.to_string(),
                "note": part.note,
            })
        })
        .collect();
    let mut data = object(job.catalogue);
    data.entry("entries").or_insert_with(|| Value::Array(entries));
    Value::Object(data)
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}
