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
    found.extend(questions(root, rust));
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
        .filter(|(_, line)| line.contains("rusqlite") || line.contains("sqlx"))
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

/// How many days a question about the law may wait before it is asked again.
const PATIENCE: i64 = 60;

/// Questions about the law: well formed, and not forgotten.
///
/// Today is the day of the last commit, so that a clone of an old version stays as tidy as it was.
fn questions(root: &Path, rust: &[Source]) -> Vec<String> {
    let today = last_commit(root);
    let mut found = Vec::new();
    for source in rust.iter().filter(|source| source.crate_name().is_some()) {
        for (at, rest) in marks(&source.text) {
            let place = format!("{}:{}", source.path, line_of(&source.text, at));
            let asked = rest.get(..10).and_then(day_number);
            let Some(asked) = asked.filter(|_| rest.get(10..).is_some_and(|t| t.starts_with(" (")))
            else {
                found.push(format!("{place}: write LEGAL-Q date (addressee): question"));
                continue;
            };
            if today.is_some_and(|today| PATIENCE < today - asked) {
                found.push(format!(
                    "{place}: the question is {PATIENCE} days old: ask again, renew the date"
                ));
            }
        }
    }
    found
}

/// The marks of questions with what follows each; only those in comments.
fn marks(text: &str) -> Vec<(usize, &str)> {
    let mark = ["// LEGAL", "-Q "].concat();
    text.match_indices(&mark)
        .map(|(at, _)| (at, text.get(at + mark.len()..).unwrap_or_default()))
        .collect()
}

fn last_commit(root: &Path) -> Option<i64> {
    let log = std::process::Command::new("git")
        .args(["log", "-1", "--format=%cs"])
        .current_dir(root)
        .output()
        .ok()?;
    day_number(String::from_utf8(log.stdout).ok()?.trim())
}

/// Days since a fixed day, from `2026-01-12`; `None` for anything else.
fn day_number(text: &str) -> Option<i64> {
    let shaped = text.len() == 10
        && text
            .chars()
            .enumerate()
            .all(|(i, c)| if i == 4 || i == 7 { c == '-' } else { c.is_ascii_digit() });
    let mut parts = text.split('-').filter(|_| shaped).map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years begin in March, so that the leap day is the last one.
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    Some(year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.into(), text: text.into() }
    }

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        let between = |a: &str, b: &str| day_number(b).unwrap() - day_number(a).unwrap();
        assert_eq!(between("2026-01-12", "2026-01-12"), 0);
        assert_eq!(between("2026-02-28", "2026-03-01"), 1);
        assert_eq!(between("2024-02-28", "2024-03-01"), 2);
        assert_eq!(between("2025-12-31", "2026-12-31"), 365);
        assert_eq!(between("2026-11-21", "2027-01-20"), 60);
    }

    #[test]
    fn what_is_no_day_has_no_number() {
        for text in ["", "2026-1-12", "2026-13-01", "2026-00-10", "20260112ab", "2026-01-32"] {
            assert_eq!(day_number(text), None, "{text}");
        }
    }

    #[test]
    fn a_question_without_date_or_addressee_is_found() {
        let root = Path::new("nowhere");
        let mark = ["// LEGAL", "-Q "].concat();
        let well = source("crates/law/src/a.rs", &format!("{mark}2026-11-21 (法制): why?"));
        let undated = source("crates/law/src/b.rs", &format!("{mark}why?"));
        let unaddressed = source("crates/law/src/c.rs", &format!("{mark}2026-11-21 why?"));
        assert_eq!(questions(root, &[well]), Vec::<String>::new());
        assert_eq!(questions(root, &[undated, unaddressed]).len(), 2);
    }

    #[test]
    fn a_file_without_a_first_sentence_is_found() {
        assert!(first_sentence(&source("crates/a/src/a.rs", "use b;\n")).is_some());
        assert!(first_sentence(&source("crates/a/src/a.rs", "//! What it is.\n")).is_none());
    }

    #[test]
    fn tests_do_not_count_as_product_lines() {
        let long = "fn a() {}\n".repeat(LIMIT + 1);
        assert!(size(&source("crates/a/src/a.rs", &long)).is_some());
        assert!(
            size(&source("crates/a/src/a.rs", &format!("#[cfg(test)]\nmod tests {{\n{long}}}")))
                .is_none()
        );
        assert!(size(&source("crates/a/tests/a.rs", &long)).is_none());
    }

    #[test]
    fn an_engine_is_named_in_its_own_file_only() {
        let text = "use rusqlite::Connection;\n";
        assert_eq!(engines(&source("crates/store/src/write.rs", text)).len(), 1);
        assert!(engines(&source("crates/store/src/engine/sqlite.rs", text)).is_empty());
        assert!(engines(&source("crates/store/src/write.rs", "// Sqlite\n")).is_empty());
    }
}
