//! Pages that are written from the sources: committed, and compared with the sources by tidy.

mod coverage;
mod errors;
pub(crate) mod law_index;
mod routes;

use std::path::Path;

use crate::sources;

/// The pages with what they should say.
fn pages(root: &Path) -> Result<Vec<(&'static str, String)>, String> {
    let rust = sources::rust(root);
    Ok(vec![
        ("docs/errors.md", errors::page(&rust)),
        ("docs/law-index.md", law_index::page(root, &rust)?),
        ("docs/law-gates.md", crate::gates::page(root, &rust)?),
        ("docs/law-examples.md", crate::examples::page(root, &rust)?),
        ("docs/routes.txt", routes::page(&rust)),
        ("docs/coverage.md", coverage::page(root, &rust)?),
    ])
}

/// Writes the pages.
///
/// # Errors
/// A sentence that names what could not be read or written.
pub fn write(root: &Path) -> Result<(), String> {
    for (path, text) in pages(root)? {
        std::fs::write(root.join(path), text).map_err(|error| format!("{path}: {error}"))?;
    }
    Ok(())
}

/// The pages that do not say what the sources say.
pub fn stale(root: &Path) -> Vec<String> {
    match pages(root) {
        Err(problem) => vec![problem],
        Ok(pages) => pages
            .into_iter()
            .filter(|(path, text)| {
                std::fs::read_to_string(root.join(path)).ok().as_ref() != Some(text)
            })
            .map(|(path, _)| format!("{path}: out of date, run ./run gen"))
            .collect(),
    }
}
