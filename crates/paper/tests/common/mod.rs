//! The national forms, their samples and a press, for the tests of this crate.

use std::{collections::BTreeMap, fs, path::PathBuf};

use paper::{Fonts, Marks, PaperError, Press, PrintJob, StampImage};
use serde_json::Value;

pub struct Forms {
    pub templates: BTreeMap<String, String>,
    pub specifications: BTreeMap<String, toml::Table>,
    pub samples: BTreeMap<String, Value>,
    pub press: Press,
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn fonts() -> Fonts {
    Fonts::in_folders(&[root().join("assets/vendor/fonts")]).unwrap()
}

impl Forms {
    pub fn load() -> Self {
        let folder = root().join("packs/national/forms");
        let mut templates = BTreeMap::new();
        let mut specifications = BTreeMap::new();
        for (name, ending, text) in files(&folder) {
            match ending.as_str() {
                "typ" => drop(templates.insert(format!("forms/{name}.typ"), text)),
                "toml" => drop(specifications.insert(name, text.parse().unwrap())),
                _ => {}
            }
        }
        let samples = files(&folder.join("samples"))
            .into_iter()
            .map(|(name, _, text)| (name, serde_json::from_str(&text).unwrap()))
            .collect();
        Self { templates, specifications, samples, press: Press::new(fonts()) }
    }

    pub fn print(&self, form: &str, data: &Value) -> Result<Vec<u8>, PaperError> {
        self.print_with(form, data, marks())
    }

    pub fn print_with(
        &self,
        form: &str,
        data: &Value,
        marks: Marks,
    ) -> Result<Vec<u8>, PaperError> {
        self.press.print(&PrintJob { templates: &self.templates, form, data, marks })
    }
}

fn files(folder: &PathBuf) -> Vec<(String, String, String)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| {
            let part = |part: Option<&std::ffi::OsStr>| part.unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            (part(path.file_stem()), part(path.extension()), text)
        })
        .collect();
    files.sort();
    files
}

pub fn marks() -> Marks {
    Marks {
        verify_url: "https://zhifa.example/v/7K2M-9QXA-3D5F".to_owned(),
        // As long as one with a signature is.
        qr: format!(
            "HTTPS://ZHIFA.EXAMPLE.GOV.CN/V/7K2M9QXA3D5F7K2M9QXA/1024.{}",
            "MZXW6YTBOI".repeat(15)
        ),
        code: "7K2M-9QXA-3D5F".to_owned(),
        head: "第1024条 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            .to_owned(),
        stamps: vec![StampImage { authority: "示例县交通运输局".to_owned(), test: true }],
        printed_on: "2026-03-26".to_owned(),
    }
}

/// The text of each page without white space, as a reader that searches the PDF would find it.
pub fn page_texts(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let count = u32::try_from(document.get_pages().len()).unwrap();
    (1..=count)
        .map(|page| {
            let text = document.extract_text(&[page]).unwrap();
            text.chars().filter(|character| !character.is_whitespace()).collect()
        })
        .collect()
}
