//! The case file on its way out: as one bound PDF, and as a package that proves itself.
//!
//! Both may be taken at any time, before archiving too; who may take them is asked by the caller.

mod binding;
mod package;
mod proofs;

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::StreamId;
use domain::cases::Case;
use domain::documents::Document;
use domain::ids::CaseId;
use domain::inspections::Inspection;
use domain::packs::{FormFamily, Jurisdiction};

use crate::{App, Fault};

pub use binding::Volume;
pub use package::Package;

/// Everything a case file is made of.
struct Dossier {
    stream: StreamId,
    case: Case,
    inspection: Option<(StreamId, Inspection)>,
    law: Arc<Jurisdiction>,
}

/// A document in its place in the case file.
struct Piece<'a> {
    stream: &'a StreamId,
    document: &'a Document,
}

impl App {
    /// The case with the inspection it came from; `None` when there is no such case.
    async fn dossier(&self, case: &CaseId) -> Result<Option<Dossier>, Fault> {
        let stream = StreamId::case(case);
        let Some(loaded) = self.load(&stream).await? else { return Ok(None) };
        let Some(case) = loaded.state.as_case().cloned() else { return Ok(None) };
        let mut inspection = None;
        if let Some(id) = &case.origin.inspection {
            let stream = StreamId::inspection(id);
            let loaded = self.load(&stream).await?;
            let found = loaded.as_ref().and_then(|loaded| loaded.state.as_inspection()).cloned();
            inspection = found.map(|inspection| (stream, inspection));
        }
        Ok(Some(Dossier { stream, case, inspection, law: self.law() }))
    }

    /// Prints every document of the dossier that has not been printed.
    async fn print_all(&self, dossier: &Dossier) -> Result<Vec<Vec<u8>>, Fault> {
        let mut papers = Vec::new();
        for piece in dossier.pieces() {
            let paper = self.pdf(piece.stream, &piece.document.id).await?;
            papers.push(paper.ok_or(Fault::Inconsistent("a document of the case is gone"))?);
        }
        Ok(papers)
    }
}

impl Dossier {
    /// The newest edition of every document, in the order of the case file; a receipt comes
    /// directly behind the document it proves.
    fn pieces(&self) -> Vec<Piece<'_>> {
        let receipts: BTreeSet<_> = self.case.deliveries.iter().map(|d| &d.receipt).collect();
        let own = self.case.documents.iter().filter(|document| {
            self.case.newest_edition(document).id == document.id && !receipts.contains(&document.id)
        });
        let own = own.map(|document| Piece { stream: &self.stream, document });
        let before = self.inspection.iter().flat_map(|(stream, inspection)| {
            inspection.documents.iter().map(move |document| Piece { stream, document })
        });
        let mut pieces: Vec<Piece<'_>> = before.chain(own).collect();
        pieces.sort_by_key(|piece| self.order(piece.document));
        pieces.into_iter().flat_map(|piece| self.with_receipts(piece)).collect()
    }

    fn with_receipts<'a>(&'a self, piece: Piece<'a>) -> Vec<Piece<'a>> {
        let first = self.case.first_edition(&piece.document.id);
        let receipts = self.case.deliveries.iter().filter(|delivery| {
            piece.stream == &self.stream && self.case.first_edition(&delivery.document) == first
        });
        let receipts: Vec<_> = receipts
            .filter_map(|delivery| self.case.document(&delivery.receipt))
            .map(|document| Piece { stream: &self.stream, document })
            .collect();
        let mut all = vec![piece];
        all.extend(receipts);
        all
    }

    fn order(&self, document: &Document) -> u32 {
        self.law.form(&document.form).map_or(u32::MAX, |form| form.order)
    }

    /// The volume that its form puts the document in.
    fn volume(&self, document: &Document) -> &str {
        self.law.form(&document.form).map_or("", |form| form.volume.as_str())
    }

    /// Whether the document is a sheet of the volume itself: its cover or its back sheet.
    fn is_volume(&self, document: &Document) -> bool {
        self.law.form(&document.form).is_some_and(|form| form.family == FormFamily::Volume)
    }

    /// The evidence objects, each once.
    fn objects(&self) -> BTreeSet<&str> {
        let held = self.case.evidence.iter().filter_map(|evidence| evidence.blob.as_ref());
        held.map(|blob| blob.sha256.as_str()).collect()
    }

    /// The streams whose events make the file, the custody of its evidence objects among them.
    fn streams(&self) -> Vec<StreamId> {
        let before = self.inspection.iter().map(|(stream, _)| stream.clone());
        let custody = self.objects().into_iter().map(StreamId::evidence);
        before.chain([self.stream.clone()]).chain(custody).collect()
    }

    fn authority(&self) -> String {
        let authority = self.law.authority(&self.case.origin.authority);
        authority.map_or_else(String::new, |authority| authority.name.clone())
    }

    fn number(&self) -> &str {
        self.case.number().unwrap_or_default()
    }
}
