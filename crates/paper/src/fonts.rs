//! The fonts on disk: found once, described once, and read into memory only when a page needs them.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use serde::Serialize;
use typst::{
    foundations::Bytes,
    text::{Font, FontBook, FontInfo},
};

use crate::error::PaperError;

/// Families that may set the body, best first: the site's own 仿宋 before the free one.
const BODY: [&str; 7] =
    ["FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R", SERIF];
/// Families that may set the titles, best first.
const TITLE: [&str; 4] = ["FZXiaoBiaoSong-B05S", "方正小标宋简体", "方正小标宋_GBK", SERIF];
/// Every character the others lack is looked for here: rare name characters above all.
const SERIF: &str = "Noto Serif SC";
const SANS: &str = "Noto Sans SC";

/// All font files of some folders.
pub struct Fonts {
    pub(crate) book: FontBook,
    pub(crate) faces: Faces,
    slots: Vec<Slot>,
}

/// Which families the templates name, so that they never ask for one that is absent.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Faces {
    body: Vec<String>,
    title: Vec<String>,
    head: Vec<String>,
    song: Vec<String>,
}

struct Slot {
    path: PathBuf,
    index: u32,
    font: OnceLock<Option<Font>>,
}

impl Fonts {
    /// Describes every font file of `folders`; folders that do not exist are passed over.
    pub fn in_folders(folders: &[PathBuf]) -> Result<Self, PaperError> {
        let mut infos = Vec::new();
        let mut slots = Vec::new();
        for path in folders.iter().flat_map(|folder| font_files(folder)) {
            let bytes = fs::read(&path).map_err(|source| PaperError::FontUnreadable {
                path: path.display().to_string(),
                source,
            })?;
            for (info, index) in FontInfo::iter(&bytes).zip(0..) {
                infos.push(info);
                slots.push(Slot { path: path.clone(), index, font: OnceLock::new() });
            }
        }
        let book = FontBook::from_infos(infos);
        for family in [SERIF, SANS] {
            if !knows(&book, family) {
                let names: Vec<_> =
                    folders.iter().map(|folder| folder.display().to_string()).collect();
                return Err(PaperError::FontsMissing { folders: names.join("、"), family });
            }
        }
        let faces = Faces {
            body: present(&book, &BODY),
            title: present(&book, &TITLE),
            head: present(&book, &[SANS, SERIF]),
            song: present(&book, &[SERIF]),
        };
        Ok(Self { book, faces, slots })
    }

    /// Whether a 仿宋 sets the body, or only the fallback does.
    pub fn has_fangsong(&self) -> bool {
        self.faces.body.len() > 1
    }

    /// Whether some font draws `character`.
    pub(crate) fn draw(&self, character: char) -> bool {
        (0..self.slots.len())
            .filter_map(|index| self.book.info(index))
            .any(|info| info.coverage.contains(u32::from(character)))
    }

    /// The font at `index` of the book, read on first use.
    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        let slot = self.slots.get(index)?;
        slot.font
            .get_or_init(|| {
                let bytes = fs::read(&slot.path).ok()?;
                Font::new(Bytes::new(bytes), slot.index)
            })
            .clone()
    }
}

/// The font files of one folder, by name, so that every start sees the same order.
fn font_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| is_font(path)).collect();
    paths.sort();
    paths
}

fn is_font(path: &Path) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| {
        ["ttf", "otf", "ttc", "otc"].contains(&extension.to_ascii_lowercase().as_str())
    })
}

fn present(book: &FontBook, families: &[&str]) -> Vec<String> {
    families
        .iter()
        .filter(|family| knows(book, family))
        .map(|family| (*family).to_owned())
        .collect()
}

/// The book keys families in lower case.
fn knows(book: &FontBook, family: &str) -> bool {
    book.contains_family(&family.to_lowercase())
}
