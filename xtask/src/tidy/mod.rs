//! What a program can check of the house's habits. Every finding names file, line and remedy.

pub(crate) mod cites;
pub(crate) mod codes;
mod commands;
mod floors;
mod glossary;
mod habits;

use std::path::Path;

use crate::sources;

/// Every finding; none means tidy.
pub fn run(root: &Path) -> Vec<String> {
    let rust = sources::rust(root);
    let mut found = floors::check(root);
    found.extend(habits::check(root, &rust));
    found.extend(cites::check(root, &rust));
    found.extend(crate::register::check(root, &rust));
    found.extend(crate::examples::check(root, &rust));
    found.extend(crate::gates::check(root, &rust));
    found.extend(codes::check(root, &rust));
    found.extend(commands::check(&rust));
    found.extend(glossary::check(root, &rust));
    found.extend(crate::generate::stale(root));
    found
}

/// The number of the line in which the byte stands, from 1.
pub(crate) fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}
