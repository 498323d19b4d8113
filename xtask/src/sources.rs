//! The files of the repository, read once, with their paths from the root.

use std::path::{Path, PathBuf};

/// One file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path from the root, with slashes.
    pub path: String,
    /// The text.
    pub text: String,
}

impl Source {
    /// The product part of a Rust file: everything before the tests at its end.
    ///
    /// A module that is only declared (`mod tests;`) ends nothing.
    pub fn product(&self) -> &str {
        let mark = "#[cfg(test)]";
        let end = self.text.match_indices(mark).find(|(at, _)| {
            let rest = self.text.get(at + mark.len()..).unwrap_or_default();
            let line = rest.trim_start().lines().next().unwrap_or_default();
            line.starts_with("mod ") && line.ends_with('{')
        });
        end.and_then(|(at, _)| self.text.get(..at)).unwrap_or(&self.text)
    }

    /// Whether it is a test as a whole.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.contains("/testing/")
            || self.path.ends_with("/tests.rs")
            || self.path.ends_with("/fixture.rs")
            || self.path.starts_with("testkit/")
            || self.path.contains("/examples/")
            || self.path.contains("/benches/")
    }

    /// Whether it shows made-up pages: samples for tests, and the page of components.
    pub fn is_sample(&self) -> bool {
        self.path.ends_with("/samples.rs") || self.path.contains("/pages/design")
    }

    /// The crate the file belongs to, for files below `crates/`.
    pub fn crate_name(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// The folders whose files are ours.
const OURS: [&str; 8] = ["crates", "xtask", "testkit", "packs", "docs", "e2e", "assets", ".ci"];

/// Every text file of ours with one of the endings, in order of path.
pub fn with_endings(root: &Path, endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in OURS {
        gather(root, &root.join(folder), endings, &mut found);
    }
    for entry in std::fs::read_dir(root).into_iter().flatten().flatten() {
        if entry.path().is_file() {
            keep(root, &entry.path(), endings, &mut found);
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Every Rust file.
pub fn rust(root: &Path) -> Vec<Source> {
    with_endings(root, &["rs"])
}

fn gather(root: &Path, folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if path.is_dir() {
            if !["target", "node_modules", "vendor", "out"].contains(&name.as_ref()) {
                gather(root, &path, endings, found);
            }
        } else {
            keep(root, &path, endings, found);
        }
    }
}

fn keep(root: &Path, path: &Path, endings: &[&str], found: &mut Vec<Source>) {
    let fits = path
        .extension()
        .is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    if !fits || path.file_name().is_some_and(|name| name == "package-lock.json") {
        return;
    }
    if let Ok(text) = std::fs::read_to_string(path) {
        let below = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        found.push(Source { path: below, text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { path: "crates/a/src/b.rs".into(), text: text.into() }
    }

    #[test]
    fn a_product_ends_where_its_tests_begin() {
        let whole = source("//! A.\nfn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n");
        assert_eq!(whole.product(), "//! A.\nfn a() {}\n");
    }

    #[test]
    fn a_declared_module_of_tests_ends_nothing() {
        let whole = source("//! A.\n#[cfg(test)]\nmod tests;\nfn a() {}\n");
        assert_eq!(whole.product(), whole.text);
    }
}
