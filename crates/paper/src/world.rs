//! What one print job can see: its templates, its data, its pictures and the fonts. Nothing else.

use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

use typst::{
    Library, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
};
use typst_utils::LazyHash;

use crate::fonts::Fonts;

/// The closed world of one print job: no disk, no network, no clock.
pub(crate) struct Desk<'a> {
    pub library: &'a LazyHash<Library>,
    pub book: &'a LazyHash<FontBook>,
    pub fonts: &'a Fonts,
    pub main: FileId,
    templates: HashMap<FileId, (&'a str, OnceLock<Source>)>,
    files: HashMap<FileId, Bytes>,
}

/// The parts of a world that outlive a job.
#[derive(Clone, Copy)]
pub(crate) struct Workshop<'a> {
    pub library: &'a LazyHash<Library>,
    pub book: &'a LazyHash<FontBook>,
    pub fonts: &'a Fonts,
}

impl<'a> Desk<'a> {
    pub fn new(
        workshop: Workshop<'a>,
        main: FileId,
        templates: &'a BTreeMap<String, String>,
        files: Vec<(String, Vec<u8>)>,
    ) -> Self {
        Self {
            library: workshop.library,
            book: workshop.book,
            fonts: workshop.fonts,
            main,
            templates: templates
                .iter()
                .filter_map(|(path, text)| Some((file_id(path)?, (text.as_str(), OnceLock::new()))))
                .collect(),
            files: files
                .into_iter()
                .filter_map(|(path, bytes)| Some((file_id(&path)?, Bytes::new(bytes))))
                .collect(),
        }
    }
}

/// The id of a path inside the job; none if the path would leave it.
pub(crate) fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(format!("{:?}", id.get()).into())
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let (text, source) = self.templates.get(&id).ok_or_else(|| absent(id))?;
        Ok(source.get_or_init(|| Source::new(id, (*text).to_owned())).clone())
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if let Some(bytes) = self.files.get(&id) {
            return Ok(bytes.clone());
        }
        let (text, _) = self.templates.get(&id).ok_or_else(|| absent(id))?;
        Ok(Bytes::from_string((*text).to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// None: the date of a document is a fact in its data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
