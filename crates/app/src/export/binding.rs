//! The case file as one PDF: cover, catalogue, documents with their receipts, pictures, back sheet.

use domain::custody::Handling;
use domain::documents::Document;
use domain::evidence::{BlobRef, Evidence, Suspicion};
use domain::ids::{CaseId, PersonId};
use domain::moment::Moment;
use domain::org::Roster;
use law::date_zh;
use paper::{CaseFileJob, CaseFilePart, Marks, Press, PrintJob};
use serde_json::{Map, Value, json};

use super::Dossier;
use crate::{App, Fault};

/// The form of a page with one picture.
const PICTURE: &str = "EV-1";
const COVER: &str = "VOL-1";
const BACK_SHEET: &str = "VOL-3";

/// Which volume of a case file is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Volume {
    /// Everything in one (合卷).
    Whole,
    /// What the party may look at (正卷).
    Open,
    /// What is for the authority alone: approvals, reviews, discussions (副卷).
    Closed,
}

impl Volume {
    /// As the cover names it.
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Whole => "合卷",
            Self::Open => "正卷",
            Self::Closed => "副卷",
        }
    }

    /// Whether a document that its form puts in `place` is bound in it.
    fn holds(self, place: &str) -> bool {
        match self {
            Self::Whole => true,
            Self::Open => place != Self::Closed.name_zh(),
            Self::Closed => place == self.name_zh(),
        }
    }
}

/// A part of the file, ready to be bound.
struct Part {
    title: String,
    number: String,
    responsible: String,
    date: String,
    order: u32,
    pdf: Vec<u8>,
}

/// A piece of evidence with its picture, when it can be put on a page.
struct Picture {
    evidence: Evidence,
    image: Option<String>,
    /// Why its object is kept apart, if it is.
    apart: Option<Suspicion>,
}

impl App {
    /// The case file as one PDF with page numbers for a person, noted in the custody of each object
    /// of which it holds a picture; `None` when there is no such case, or nothing in the volume.
    pub async fn case_file_pdf(
        &self,
        case: &CaseId,
        by: &PersonId,
        volume: Volume,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let Some(dossier) = self.dossier(case).await? else { return Ok(None) };
        let papers = self.print_all(&dossier).await?;
        let mut parts: Vec<Part> = dossier
            .pieces()
            .iter()
            .zip(papers)
            .filter(|(piece, _)| !dossier.is_volume(piece.document))
            .filter(|(piece, _)| volume.holds(dossier.volume(piece.document)))
            .map(|(piece, pdf)| of_document(&dossier, piece.document, pdf))
            .collect();
        // A receipt keeps the place behind its document, whatever its own form says.
        let mut order = 0;
        for part in &mut parts {
            order = part.order.max(order);
            part.order = order;
        }
        let pictures = match volume {
            Volume::Whole | Volume::Open => self.pictures(&dossier, by).await?,
            Volume::Closed => Vec::new(),
        };
        if parts.is_empty() && volume == Volume::Closed {
            return Ok(None);
        }
        let marks = self.marks(&dossier).await?;
        let (press, roster) = (self.press().await?, self.people());
        tokio::task::spawn_blocking(move || {
            let bench = Bench { press, marks, dossier, roster: &roster, volume };
            bench.bind(parts, pictures)
        })
        .await
        .map_err(|_| Fault::Inconsistent("a print was broken off"))?
        .map(Some)
    }

    /// The evidence with its pictures, drawn again by a confined reader: no original is decoded
    /// here, and what is only in an original, such as where it was taken, does not leave with it.
    async fn pictures(&self, dossier: &Dossier, by: &PersonId) -> Result<Vec<Picture>, Fault> {
        let quarantined = self.quarantined().await?;
        let mut pictures = Vec::new();
        for evidence in &dossier.case.evidence {
            let mut apart = None;
            let mut image = None;
            if let Some(blob) = &evidence.blob {
                apart = quarantined.get(&blob.sha256).copied();
                let drawn = ["image/jpeg", "image/png", "image/webp"].contains(&blob.mime.as_str());
                if drawn && apart.is_none() {
                    image = self.drawn(blob).await?;
                    let noted = (by, &dossier.stream);
                    if image.is_some() {
                        self.note_handled(Handling::Derived, &blob.sha256, noted).await?;
                    }
                    // What came in before anybody looked is looked at when it is needed.
                    apart = self.suspicion(&blob.sha256).await?;
                }
            }
            pictures.push(Picture { evidence: evidence.clone(), image, apart });
        }
        Ok(pictures)
    }

    /// A picture as an address that holds it; one that cannot be drawn is kept apart.
    async fn drawn(&self, blob: &BlobRef) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.bytes(&blob.sha256).await? else { return Ok(None) };
        let Some(address) = self.picture_address(&blob.mime, &bytes).await else {
            self.quarantine(blob.clone(), Suspicion::Unreadable).await?;
            return Ok(None);
        };
        Ok(Some(address))
    }

    /// What the sheets of the file carry: the code of its cover, or of its first document while
    /// there is no cover, by which the public can ask whether the papers are genuine.
    async fn marks(&self, dossier: &Dossier) -> Result<Marks, Fault> {
        let head = self.checkpoint().await?;
        let pieces = dossier.pieces();
        let code = pieces.first().map_or_else(String::new, |piece| piece.document.code.clone());
        let (verify_url, qr) = self.addresses(&code, head)?;
        Ok(Marks {
            verify_url,
            qr,
            code,
            head: journal::short_head(head.size, head.root),
            stamps: Vec::new(),
            printed_on: self.today().to_string(),
        })
    }
}

fn of_document(dossier: &Dossier, document: &Document, pdf: Vec<u8>) -> Part {
    let authority = dossier.law.authority(&document.authority);
    Part {
        title: document.title.clone(),
        number: document.number.as_ref().map_or_else(String::new, |n| n.text.clone()),
        responsible: authority.map_or_else(String::new, |authority| authority.name.clone()),
        date: date_zh(document.issued_on),
        order: dossier.order(document),
        pdf,
    }
}

/// Where a piece of evidence lies that is not on the pages.
fn where_it_lies(evidence: &Evidence, apart: Option<Suspicion>) -> String {
    let (kind, name) = (evidence.kind.name_zh(), &evidence.name);
    let Some(blob) = &evidence.blob else {
        return format!("{kind}“{name}”为实物，另行保管。");
    };
    let apart = apart.map_or_else(String::new, |why| format!("，已隔离（{}）", why.name_zh()));
    let shown = moments(evidence);
    format!("{kind}“{name}”以原件存于证据库{apart}，SHA-256 为 {}。{shown}", blob.sha256)
}

/// What a recording shows when, as a sentence.
fn moments(evidence: &Evidence) -> String {
    let moments = evidence.verified.iter().flat_map(|done| &done.moments);
    let one = |moment: &Moment| {
        let words = moment.words.reveal();
        let words = if words.is_empty() { String::new() } else { format!("（{words}）") };
        format!("{}{}{words}", moment.time(), moment.step.name_zh())
    };
    let named: Vec<String> = moments.map(one).collect();
    if named.is_empty() { String::new() } else { format!("其中：{}。", named.join("；")) }
}

/// Everything at hand for binding.
struct Bench<'a> {
    press: Press,
    marks: Marks,
    dossier: Dossier,
    roster: &'a Roster,
    volume: Volume,
}

impl Bench<'_> {
    fn bind(&self, mut parts: Vec<Part>, pictures: Vec<Picture>) -> Result<Vec<u8>, Fault> {
        let place = self.dossier.law.form(PICTURE).map_or(u32::MAX, |form| form.order);
        let behind = parts.iter().position(|part| place < part.order).unwrap_or(parts.len());
        let mut apart = Vec::new();
        let mut pages = Vec::new();
        for picture in pictures {
            match self.page(&picture, place) {
                Some(page) => pages.push(page),
                None => apart.push((picture.evidence, picture.apart)),
            }
        }
        parts.splice(behind..behind, pages);
        let bound: Vec<CaseFilePart<'_>> = parts
            .iter()
            .map(|part| CaseFilePart {
                title: &part.title,
                number: &part.number,
                responsible: &part.responsible,
                date: &part.date,
                note: "",
                pdf: &part.pdf,
            })
            .collect();
        let file = self.press.print_case_file(&CaseFileJob {
            templates: &self.dossier.law.templates,
            cover: &self.cover(),
            catalogue: &self.headed(&[("archivist", self.archivist())]),
            back_sheet: &self.back_sheet(&apart),
            parts: &bound,
            marks: self.marks.clone(),
        })?;
        Ok(file.pdf)
    }

    /// The page of a picture; none when it is no picture or cannot be drawn.
    fn page(&self, picture: &Picture, order: u32) -> Option<Part> {
        let image = picture.image.as_ref()?;
        let Evidence { name, proves, claim, obtained_by, obtained_on, blob, .. } =
            &picture.evidence;
        let taken = claim.at.map_or_else(|| date_zh(*obtained_on), |at| at.to_string());
        let maker = self.names(obtained_by);
        let mut data = self.headed(&[]);
        if let Some(object) = data.as_object_mut() {
            let row = json!({
                "name": name,
                "proves": proves.reveal(),
                "maker": maker,
                "made_at": taken,
                "place": claim.place.reveal(),
                "sha256": blob.as_ref().map_or("", |blob| blob.sha256.as_str()),
                "image": image,
            });
            object.insert("pictures".to_owned(), json!([row]));
        }
        let templates = &self.dossier.law.templates;
        let job = PrintJob { templates, form: PICTURE, data: &data, marks: self.marks.clone() };
        let pdf = match self.press.print(&job) {
            Ok(pdf) => pdf,
            Err(error) => {
                tracing::warn!(%error, "a picture was left out of the pages of a case file");
                return None;
            }
        };
        Some(Part {
            title: format!("证据图片：{name}"),
            number: String::new(),
            responsible: maker,
            date: date_zh(*obtained_on),
            order,
            pdf,
        })
    }

    fn headed(&self, more: &[(&str, String)]) -> Value {
        let mut data = json!({
            "authority": self.dossier.authority(),
            "case_number": self.dossier.number(),
        });
        if let Some(object) = data.as_object_mut() {
            for (key, text) in more {
                object.insert((*key).to_owned(), json!(text));
            }
        }
        data
    }

    /// The cover as it was issued at archiving, or as it would be now; the numbers of pieces and
    /// pages are counted at binding.
    fn cover(&self) -> Value {
        if let Some(mut issued) = self.issued(COVER) {
            for key in ["piece_count", "page_count"] {
                issued.remove(key);
            }
            if self.volume != Volume::Whole {
                issued.insert("volume_kind".to_owned(), json!(self.volume.name_zh()));
            }
            return Value::Object(issued);
        }
        let case = &self.dossier.case;
        let origin = &case.origin;
        let closed_on = case.closing().map_or_else(String::new, |closing| date_zh(closing.on));
        let decision = case
            .documents
            .iter()
            .rev()
            .find(|d| ["TF-15", "EX-15", "TF-14"].contains(&d.form.as_str()));
        let decision = decision.and_then(|document| document.number.as_ref());
        let text = |text: Option<String>| text.unwrap_or_default();
        self.headed(&[
            ("volume_title", format!("{}{}案", origin.party.name.reveal(), origin.cause)),
            ("volume_kind", self.volume.name_zh().to_owned()),
            ("decision_number", text(decision.map(|number| number.text.clone()))),
            ("department", text(self.dossier.law.unit(&origin.unit).map(|unit| unit.name.clone()))),
            ("opened_on", text(case.opened_on().map(date_zh))),
            ("closed_on", closed_on),
        ])
    }

    /// The content of a sheet that was issued at archiving.
    fn issued(&self, form: &str) -> Option<Map<String, Value>> {
        let sheet = self.dossier.case.documents.iter().rev().find(|d| d.form == form)?;
        match serde_json::from_str(sheet.content.reveal()) {
            Ok(Value::Object(content)) => Some(content),
            Ok(_) | Err(_) => None,
        }
    }

    /// The back sheet says what is not on the pages and where it lies.
    fn back_sheet(&self, apart: &[(Evidence, Option<Suspicion>)]) -> Value {
        let mut notes: Vec<String> =
            apart.iter().map(|(evidence, why)| where_it_lies(evidence, *why)).collect();
        let superseded = self
            .dossier
            .case
            .documents
            .iter()
            .filter(|document| self.dossier.case.newest_edition(document).id != document.id);
        notes.extend(superseded.map(|document| {
            format!("《{}》第{}版已换发，以新版入卷。", document.title, document.edition)
        }));
        if let Some(mut issued) = self.issued(BACK_SHEET) {
            let written = issued.get("notes").and_then(Value::as_array).cloned();
            let mut all = written.unwrap_or_default();
            all.extend(notes.into_iter().map(Value::String));
            issued.insert("notes".to_owned(), Value::Array(all));
            return Value::Object(issued);
        }
        if notes.is_empty() {
            notes.push("本卷无缺损、修改、补充和移出情况。".to_owned());
        }
        let mut data = self.headed(&[]);
        if let Some(object) = data.as_object_mut() {
            object.insert("notes".to_owned(), json!(notes));
        }
        data
    }

    fn archivist(&self) -> String {
        let archived = self.dossier.case.closing().and_then(|closing| closing.archived.as_ref());
        archived.map_or_else(String::new, |done| self.names(std::slice::from_ref(&done.by)))
    }

    fn names(&self, people: &[PersonId]) -> String {
        let names: Vec<&str> = people
            .iter()
            .map(|id| self.roster.get(id).map_or(id.as_str(), |person| person.name.as_str()))
            .collect();
        names.join("、")
    }
}
