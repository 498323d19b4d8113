//! Habits of files: a first sentence, a bound on size, no loose ends, engines named in two places.

use std::path::Path;

use super::line_of;
use crate::sources::{self, Source};

/// Product lines a file may have.
const LIMIT: usize = 600;

/// Files that are longer, with what they had when they were listed; the list may only shrink.
const LONGER: [(&str, usize); 0] = [];

/// Marks of unfinished work, split so that this file does not find itself.
const LOOSE: [(&str, &str); 5] =
    [("TO", "DO"), ("FIX", "ME"), ("todo", "!("), ("unimplemented", "!("), ("dbg", "!(")];

/// Names that belong to a workplace and not to the product, split likewise.
const FOREIGN: [(&str, &str); 6] = [
    ("/wor", "k/"),
    ("/tm", "p/"),
    ("registry.npm", "js.org"),
    ("crates", ".io/"),
    ("deb.deb", "ian.org"),
    ("pypi", ".org"),
];

/// Where an engine may be named besides its own file.
const ENGINES: [&str; 6] = [
    "crates/store/src/engine/",
    "crates/store/tests/",
    "crates/store/examples/",
    "crates/store/src/schema",
    "xtask/",
    "docs/",
];

/// Every broken habit.
pub fn check(root: &Path, rust: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in rust {
        found.extend(first_sentence(source));
        found.extend(size(source));
        found.extend(silenced(source));
        found.extend(engines(source));
    }
    let all = sources::with_endings(
        root,
        &["rs", "md", "toml", "html", "css", "js", "mjs", "sh", "typ", "json", "sql"],
    );
    for source in &all {
        found.extend(loose_ends(source));
        found.extend(foreign(source));
    }
    found.extend(questions(rust));
    found
}

fn first_sentence(source: &Source) -> Option<String> {
    (!source.text.starts_with("//!"))
        .then(|| format!("{}:1: the first line must say what the file is for (//!)", source.path))
}

fn size(source: &Source) -> Option<String> {
    if source.is_test() {
        return None;
    }
    let lines = source.product().lines().count();
    let allowed =
        LONGER.iter().find(|(path, _)| *path == source.path).map_or(LIMIT, |(_, lines)| *lines);
    (allowed < lines).then(|| {
        format!(
            "{}: {lines} product lines, at most {allowed}: split it by what it does",
            source.path
        )
    })
}

fn silenced(source: &Source) -> Vec<String> {
    let mark = ["#[al", "low("].concat();
    source
        .text
        .match_indices(&mark)
        .map(|(at, _)| {
            let line = line_of(&source.text, at);
            format!("{}:{line}: write #[expect(.., reason = \"..\")]", source.path)
        })
        .collect()
}

fn engines(source: &Source) -> Vec<String> {
    if source.crate_name() != Some("store") || ENGINES.iter().any(|p| source.path.starts_with(p)) {
        return Vec::new();
    }
    let code: Vec<(usize, &str)> = source
        .product()
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .collect();
    code.iter()
        .filter(|(_, line)| line.contains("SqlitePool") || line.contains("PgPool"))
        .map(|(at, _)| format!("{}:{}: only the engine files name an engine", source.path, at + 1))
        .collect()
}

fn loose_ends(source: &Source) -> Vec<String> {
    LOOSE
        .iter()
        .map(|(head, tail)| [*head, *tail].concat())
        .flat_map(|mark| {
            let hits: Vec<String> = source
                .text
                .match_indices(&mark)
                .map(|(at, _)| {
                    format!("{}:{}: a loose end ({mark})", source.path, line_of(&source.text, at))
                })
                .collect();
            hits
        })
        .collect()
}

fn foreign(source: &Source) -> Vec<String> {
    FOREIGN
        .iter()
        .map(|(head, tail)| [*head, *tail].concat())
        .filter_map(|mark| {
            let at = source.text.find(&mark)?;
            let line = line_of(&source.text, at);
            Some(format!("{}:{line}: {mark} does not belong to the product", source.path))
        })
        .collect()
}

/// Questions about the law: well formed, so that they can be listed and grow old visibly.
fn questions(rust: &[Source]) -> Vec<String> {
    let mark = ["LEGAL", "-Q "].concat();
    let mut found = Vec::new();
    for source in rust {
        for (at, _) in source.text.match_indices(&mark) {
            let rest = source.text.get(at + mark.len()..).unwrap_or_default();
            let date: String = rest.chars().take(10).collect();
            let well = date.len() == 10
                && date
                    .chars()
                    .enumerate()
                    .all(|(i, c)| if i == 4 || i == 7 { c == '-' } else { c.is_ascii_digit() })
                && rest.get(10..).is_some_and(|tail| tail.starts_with(" ("));
            if !well {
                let line = line_of(&source.text, at);
                found.push(format!(
                    "{}:{line}: write LEGAL-Q date (addressee): question",
                    source.path
                ));
            }
        }
    }
    found
}
