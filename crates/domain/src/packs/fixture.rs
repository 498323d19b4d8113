//! The packs of the repository, read for tests.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use super::Jurisdiction;

/// Every text of the packs folder by path.
pub(crate) fn texts() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut texts = BTreeMap::new();
    gather(&root, &root, &mut texts);
    texts
}

fn gather(root: &Path, folder: &Path, texts: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, texts);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            texts.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

/// The county of the repository.
pub(crate) fn county() -> &'static Jurisdiction {
    static COUNTY: OnceLock<Jurisdiction> = OnceLock::new();
    COUNTY.get_or_init(|| {
        Jurisdiction::load("jinxiang", "test", &texts()).unwrap_or_else(|problems| {
            let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"))
        })
    })
}
