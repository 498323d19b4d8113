//! Documents in a list, each with its PDF and the whole set of its step.

use domain::{StreamId, documents::Document};
use law::date_zh;

use crate::{
    Call,
    components::{
        records::Paper,
        text::{Badge, Link, Tone},
    },
};

/// A document among all of its thing, as a list shows it.
pub fn paper(call: &Call, stream: &StreamId, all: &[Document], it: &Document) -> Paper {
    let law = call.law();
    let authority = law.authority(&it.authority);
    let authority = authority.map_or("", |found| found.short.as_str());
    Paper {
        title: it.title.clone(),
        number: it.number.as_ref().map_or_else(String::new, |n| n.text.clone()),
        version: format!("第{}版", it.edition),
        state: Badge::new("已制发", Tone::Good),
        made: format!("{authority}，{}", date_zh(it.issued_on)),
        page: None,
        pdf: Some(format!("/documents/{stream}/{}.pdf", it.id)),
        print: set(call, stream, all, it),
    }
}

/// The whole set of the step that issued the document, at the first of them, when there is more
/// to print than one sheet of paper.
fn set(call: &Call, stream: &StreamId, all: &[Document], it: &Document) -> Option<Link> {
    let step = it.step();
    let mut together = all.iter().filter(|other| other.of(&step));
    if together.clone().next() != Some(it) {
        return None;
    }
    let law = call.law();
    let copies = |it: &Document| law.form(&it.form).map_or(1, |form| form.copies.max(1));
    let count: u32 = together.by_ref().map(copies).sum();
    let href = format!("/documents/{stream}/steps/{step}.pdf");
    (count > 1).then(|| Link::new(format!("整套打印（{count}份）"), href))
}
