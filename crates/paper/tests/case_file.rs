//! A case file keeps every page in order, numbers it once and is the same each time.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the fixtures of a test may fail loudly"
)]

mod common;

use common::{Forms, marks, page_texts};
use paper::{CaseFileJob, CaseFilePart, PaperError};
use serde_json::{Value, json};

fn cover(forms: &Forms) -> Value {
    let mut cover = forms.samples["VOL-1"].clone();
    let object = cover.as_object_mut().unwrap();
    object.remove("piece_count");
    object.remove("page_count");
    cover
}

fn catalogue() -> Value {
    json!({ "case_number": "示交执〔2026〕立字第0001号", "archivist": "冯示例" })
}

fn parts(printed: &[(String, Vec<u8>)]) -> Vec<CaseFilePart<'_>> {
    printed
        .iter()
        .map(|(title, pdf)| CaseFilePart {
            title,
            number: "",
            responsible: "示例县交通运输局",
            date: "2026年3月26日",
            note: "",
            pdf,
        })
        .collect()
}

fn printed(forms: &Forms, codes: &[&str]) -> Vec<(String, Vec<u8>)> {
    codes
        .iter()
        .map(|code| {
            let title = forms.specifications[*code]["title"].as_str().unwrap().to_owned();
            (title, forms.print(code, &forms.samples[*code]).unwrap())
        })
        .collect()
}

#[test]
fn a_case_file_has_cover_catalogue_numbered_documents_and_back_sheet() {
    let forms = Forms::load();
    let printed = printed(&forms, &["TF-15", "TF-23", "TF-01", "TF-02", "EV-1", "TF-24"]);
    let parts = parts(&printed);
    let (cover, catalogue) = (cover(&forms), catalogue());
    let job = CaseFileJob {
        templates: &forms.templates,
        cover: &cover,
        catalogue: &catalogue,
        back_sheet: &forms.samples["VOL-3"],
        parts: &parts,
        marks: marks(),
    };
    let bound = forms.press.print_case_file(&job).unwrap();
    assert!(bound.pdf == forms.press.print_case_file(&job).unwrap().pdf);
    let claims = |claim: &[u8]| bound.pdf.windows(claim.len()).any(|bytes| bytes == claim);
    assert!(claims(b"<pdfaid:part>2</pdfaid:part>"));
    assert!(claims(b"<pdfaid:conformance>B</pdfaid:conformance>"));

    let pages = page_texts(&bound.pdf);
    assert_eq!(pages.len(), bound.page_count + 3);
    assert!(
        pages[0].contains("行政执法案卷") && pages[0].contains(&format!("{}页", bound.page_count))
    );
    assert!(pages[0].contains("6件"));
    assert!(pages[1].contains("卷内目录") && pages[1].contains("行政处罚决定书"));
    assert!(pages.last().unwrap().contains("备考表"));

    assert_eq!(bound.first_pages[0], 1);
    for (part, first) in parts.iter().zip(&bound.first_pages) {
        let page = &pages[first + 1];
        assert!(page.contains(part.title), "{} is not on page {first}: {page}", part.title);
    }
    let wanted: Vec<_> = (1..=bound.page_count).map(|number| number.to_string()).collect();
    assert_eq!(laid_over(&bound.pdf), wanted);
    let titles = bookmarks(&bound.pdf);
    assert_eq!(titles.len(), parts.len() + 3);
    assert_eq!(titles[2], "行政处罚决定书");
}

#[test]
fn a_case_file_of_more_than_a_hundred_pages_is_bound_whole() {
    let forms = Forms::load();
    let one = printed(&forms, &["TF-15", "TF-02"]);
    let printed: Vec<_> = one.iter().cycle().take(50).cloned().collect();
    let parts = parts(&printed);
    let (cover, catalogue) = (cover(&forms), catalogue());
    let job = CaseFileJob {
        templates: &forms.templates,
        cover: &cover,
        catalogue: &catalogue,
        back_sheet: &forms.samples["VOL-3"],
        parts: &parts,
        marks: marks(),
    };
    let start = std::time::Instant::now();
    let bound = forms.press.print_case_file(&job).unwrap();
    println!("{} pages in {:?}, {} bytes", bound.page_count, start.elapsed(), bound.pdf.len());
    assert!(bound.page_count > 100);
    let document = lopdf::Document::load_mem(&bound.pdf).unwrap();
    // The catalogue itself runs over more than one page here.
    assert!(document.get_pages().len() > bound.page_count + 3);
}

#[test]
fn an_empty_case_file_is_refused() {
    let forms = Forms::load();
    let (cover, catalogue) = (cover(&forms), catalogue());
    let job = CaseFileJob {
        templates: &forms.templates,
        cover: &cover,
        catalogue: &catalogue,
        back_sheet: &forms.samples["VOL-3"],
        parts: &[],
        marks: marks(),
    };
    assert!(matches!(forms.press.print_case_file(&job), Err(PaperError::CaseFileEmpty)));
}

#[test]
fn a_part_that_is_no_pdf_is_refused_by_its_title() {
    let forms = Forms::load();
    let (cover, catalogue) = (cover(&forms), catalogue());
    let broken = vec![("送达回证".to_owned(), b"%PDF-1.7 torn off".to_vec())];
    let parts = parts(&broken);
    let job = CaseFileJob {
        templates: &forms.templates,
        cover: &cover,
        catalogue: &catalogue,
        back_sheet: &forms.samples["VOL-3"],
        parts: &parts,
        marks: marks(),
    };
    let Err(error) = forms.press.print_case_file(&job) else { panic!("a torn file was bound") };
    assert!(matches!(error, PaperError::PartUnreadable { .. }));
    assert!(error.to_string().contains("送达回证"), "{error}");
}

/// The words of the forms laid over the pages, in page order.
fn laid_over(pdf: &[u8]) -> Vec<String> {
    let mut document = lopdf::Document::load_mem(pdf).unwrap();
    let mut pages = Vec::new();
    for (number, id) in document.get_pages() {
        let resources = document.get_dictionary(id).unwrap().get(b"Resources").cloned().unwrap();
        let Ok(form) = document
            .dereference(&resources)
            .and_then(|(_, resources)| resources.as_dict()?.get(b"XObject")?.as_dict())
            .and_then(|drawn| drawn.get(b"ZhifaPageNumber")?.as_reference())
        else {
            continue;
        };
        let drawn = document.get_page_content(id);
        assert!(
            drawn.trim_ascii_end().ends_with(b"/ZhifaPageNumber Do\nQ"),
            "page {number} does not draw it"
        );
        pages.push((number, id, form));
    }
    for (_, id, form) in &pages {
        let stream = document.get_object(*form).unwrap().as_stream().unwrap();
        let resources = stream.dict.get(b"Resources").cloned().unwrap();
        let page = document.get_dictionary_mut(*id).unwrap();
        page.set("Contents", *form);
        page.set("Resources", resources);
    }
    let text = |number| document.extract_text(&[number]).unwrap().trim().to_owned();
    pages.iter().map(|(number, _, _)| text(*number)).collect()
}

fn bookmarks(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let outlines = document.catalog().unwrap().get(b"Outlines").unwrap().as_reference().unwrap();
    let mut next = document.get_dictionary(outlines).unwrap().get(b"First").cloned().ok();
    let mut titles = Vec::new();
    while let Some(id) = next.and_then(|mark| mark.as_reference().ok()) {
        let mark = document.get_dictionary(id).unwrap();
        let units: Vec<_> = mark.get(b"Title").unwrap().as_str().unwrap()[2..]
            .chunks(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            .collect();
        titles.push(String::from_utf16(&units).unwrap());
        next = mark.get(b"Next").cloned().ok();
    }
    titles
}
