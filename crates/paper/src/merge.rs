//! Puts finished PDFs one behind the other, numbers their pages and lists them as bookmarks.
//!
//! Page contents are never rewritten: the number is a small form laid over the page.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::error::PaperError;

/// The name under which a page finds its number; no template uses it.
const NUMBER_NAME: &str = "ZhifaPageNumber";
/// What a page may inherit from the tree it is taken out of.
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
/// What belongs to the tagged structure of the old document, which is not carried over.
const STRUCTURE: [&[u8]; 5] = [b"StructParents", b"StructParent", b"Tabs", b"Annots", b"B"];

/// One PDF to be bound.
pub(crate) struct Piece {
    title: String,
    document: Document,
    pages: Vec<ObjectId>,
}

/// All pieces in their order.
pub(crate) struct Bound {
    pub front: Vec<Piece>,
    pub parts: Vec<Piece>,
    pub back: Piece,
    /// One page for each page of `parts`.
    pub numbers: Piece,
}

impl Piece {
    pub fn read(title: &str, pdf: &[u8]) -> Result<Self, PaperError> {
        let unreadable = |source| PaperError::PartUnreadable { title: title.to_owned(), source };
        let document = Document::load_mem(pdf).map_err(unreadable)?;
        let pages: Vec<_> = document.page_iter().collect();
        if pages.is_empty() {
            return Err(unreadable(lopdf::Error::PageNumberNotFound(1)));
        }
        Ok(Self { title: title.to_owned(), document, pages })
    }

    pub fn page_count(&self) -> usize {
        self.pages.len()
    }
}

impl Bound {
    /// One document of all pieces. The first piece lends it its archive metadata.
    pub fn bind(self) -> Result<Vec<u8>, PaperError> {
        let binding = |source| PaperError::Binding { source };
        let mut pieces = self.front.into_iter();
        let Some(first) = pieces.next() else {
            return Err(PaperError::CaseFileEmpty);
        };
        let mut binder = Binder::new(first).map_err(binding)?;
        for piece in pieces {
            binder.take(piece).map_err(binding)?;
        }
        let mut numbers = binder.forms(self.numbers).map_err(binding)?.into_iter();
        for piece in self.parts {
            for page in binder.take(piece).map_err(binding)? {
                if let Some(number) = numbers.next() {
                    binder.lay_over(page, number).map_err(binding)?;
                }
            }
        }
        binder.take(self.back).map_err(binding)?;
        binder.finish().map_err(binding)
    }
}

/// Pieces one behind the other, each as it is.
pub(crate) fn join(pieces: Vec<Piece>) -> Result<Vec<u8>, PaperError> {
    let binding = |source| PaperError::Binding { source };
    let mut pieces = pieces.into_iter();
    let first = pieces.next().ok_or(PaperError::CaseFileEmpty)?;
    let mut binder = Binder::new(first).map_err(binding)?;
    for piece in pieces {
        binder.take(piece).map_err(binding)?;
    }
    binder.finish().map_err(binding)
}

/// A document that grows piece by piece.
struct Binder {
    target: Document,
    root: ObjectId,
    kids: Vec<ObjectId>,
    marks: Vec<(String, ObjectId)>,
}

impl Binder {
    fn new(first: Piece) -> Result<Self, lopdf::Error> {
        let mut target = first.document;
        let root = target.new_object_id();
        let mut binder = Self { target, root, kids: Vec::new(), marks: Vec::new() };
        binder.adopt(&first.title, &first.pages)?;
        Ok(binder)
    }

    /// Moves a piece in and returns its pages.
    fn take(&mut self, piece: Piece) -> Result<Vec<ObjectId>, lopdf::Error> {
        let title = piece.title.clone();
        let pages = self.move_in(piece);
        self.adopt(&title, &pages)?;
        Ok(pages)
    }

    /// Renumbers a piece behind our own objects and moves all its objects over.
    fn move_in(&mut self, piece: Piece) -> Vec<ObjectId> {
        let mut document = piece.document;
        document.renumber_objects_with(self.target.max_id + 1);
        let pages: Vec<_> = document.page_iter().collect();
        self.target.max_id = document.max_id;
        self.target.objects.append(&mut document.objects);
        pages
    }

    /// Hangs pages into our own tree.
    fn adopt(&mut self, title: &str, pages: &[ObjectId]) -> Result<(), lopdf::Error> {
        for &page in pages {
            let mut dictionary = self.target.get_dictionary(page)?.clone();
            for key in INHERITED {
                if !dictionary.has(key)
                    && let Some(value) = self.inherited(&dictionary, key)
                {
                    dictionary.set(key, value);
                }
            }
            for key in STRUCTURE {
                dictionary.remove(key);
            }
            dictionary.set("Parent", self.root);
            self.target.set_object(page, dictionary);
        }
        if let Some(&page) = pages.first() {
            self.marks.push((title.to_owned(), page));
        }
        self.kids.extend(pages);
        Ok(())
    }

    fn inherited(&self, page: &Dictionary, key: &[u8]) -> Option<Object> {
        let mut seen = BTreeSet::new();
        let mut parent = page.get(b"Parent").and_then(Object::as_reference).ok()?;
        while seen.insert(parent) {
            let node = self.target.get_dictionary(parent).ok()?;
            if let Ok(value) = node.get(key) {
                return Some(value.clone());
            }
            parent = node.get(b"Parent").and_then(Object::as_reference).ok()?;
        }
        None
    }

    /// Turns each page of a piece into a form that can be laid over another page.
    fn forms(&mut self, piece: Piece) -> Result<Vec<ObjectId>, lopdf::Error> {
        let pages = self.move_in(piece);
        let mut forms = Vec::with_capacity(pages.len());
        for page in pages {
            let dictionary = self.target.get_dictionary(page)?.clone();
            let pick = |key: &[u8]| {
                dictionary.get(key).ok().cloned().or_else(|| self.inherited(&dictionary, key))
            };
            let bounds = pick(b"MediaBox").unwrap_or_else(|| a4().into());
            let resources = pick(b"Resources").unwrap_or_else(|| Dictionary::new().into());
            let content = self.target.get_page_content(page);
            let mut form = Stream::new(
                dictionary! {
                    "Type" => "XObject",
                    "Subtype" => "Form",
                    "BBox" => bounds,
                    "Resources" => resources,
                },
                content,
            );
            form.compress()?;
            forms.push(self.target.add_object(form));
        }
        Ok(forms)
    }

    /// Draws `form` over `page`, whatever state the page's own content leaves behind.
    fn lay_over(&mut self, page: ObjectId, form: ObjectId) -> Result<(), lopdf::Error> {
        let mut dictionary = self.target.get_dictionary(page)?.clone();
        let mut resources = self.dictionary_at(&dictionary, b"Resources");
        let mut drawn = self.dictionary_at(&resources, b"XObject");
        drawn.set(NUMBER_NAME, form);
        resources.set("XObject", drawn);
        dictionary.set("Resources", resources);

        let own = self.target.get_page_contents(page);
        let before = self.target.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
        let number = format!("\nQ\nq\n/{NUMBER_NAME} Do\nQ\n").into_bytes();
        let after = self.target.add_object(Stream::new(Dictionary::new(), number));
        let contents: Vec<Object> = std::iter::once(before)
            .chain(own)
            .chain(std::iter::once(after))
            .map(Object::from)
            .collect();
        dictionary.set("Contents", contents);
        self.target.set_object(page, dictionary);
        Ok(())
    }

    /// The dictionary under `key`, direct or referred to; empty if there is none.
    fn dictionary_at(&self, parent: &Dictionary, key: &[u8]) -> Dictionary {
        parent.get_deref(key, &self.target).and_then(Object::as_dict).cloned().unwrap_or_default()
    }

    fn finish(mut self) -> Result<Vec<u8>, lopdf::Error> {
        let kids: Vec<Object> = self.kids.iter().copied().map(Object::from).collect();
        let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
        self.target.set_object(
            self.root,
            dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count },
        );
        let outlines = self.bookmarks();
        let root = self.root;
        let catalog = self.target.catalog_mut()?;
        for key in ["StructTreeRoot", "MarkInfo", "Names", "Dests", "PageLabels"] {
            catalog.remove(key.as_bytes());
        }
        catalog.set("Pages", root);
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", "UseOutlines");
        self.target.prune_objects();
        self.target.renumber_objects();
        let mut bytes = Vec::new();
        self.target.save_to(&mut bytes)?;
        Ok(bytes)
    }

    /// One bookmark for each piece.
    fn bookmarks(&mut self) -> ObjectId {
        let root = self.target.new_object_id();
        let marks = std::mem::take(&mut self.marks);
        let ids: Vec<_> = marks.iter().map(|_| self.target.new_object_id()).collect();
        for (index, ((title, page), id)) in marks.iter().zip(&ids).enumerate() {
            let mut mark = dictionary! {
                "Title" => utf16(title),
                "Parent" => root,
                "Dest" => vec![Object::from(*page), "Fit".into()],
            };
            if let Some(before) = index.checked_sub(1).and_then(|index| ids.get(index)) {
                mark.set("Prev", *before);
            }
            if let Some(after) = ids.get(index + 1) {
                mark.set("Next", *after);
            }
            self.target.set_object(*id, mark);
        }
        let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        let mut outlines = dictionary! { "Type" => "Outlines", "Count" => count };
        if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
            outlines.set("First", *first);
            outlines.set("Last", *last);
        }
        self.target.set_object(root, outlines);
        root
    }
}

/// A text string as PDF wants it outside ASCII: UTF-16, big end first.
fn utf16(text: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn a4() -> Vec<Object> {
    vec![0.into(), 0.into(), 595.into(), 842.into()]
}
