//! Names: the words the glossary bans do not stand alone in type or file names, and every noun of
//! the domain that is a type of ours is listed beside its Chinese term.

use std::collections::BTreeSet;
use std::path::Path;

use crate::sources::Source;

/// Words that mean two things in this field, or nothing.
const BANNED: [&str; 13] = [
    "Seal", "Service", "File", "Punish", "Handle", "Manager", "Helper", "Util", "Utils", "Process",
    "Data", "Info", "Factory",
];

/// Every banned or unlisted name.
pub fn check(root: &Path, rust: &[Source]) -> Vec<String> {
    let glossary = std::fs::read_to_string(root.join("docs/glossary.md")).unwrap_or_default();
    let listed: BTreeSet<&str> = glossary
        .split('`')
        .skip(1)
        .step_by(2)
        .flat_map(|name| name.split([' ', '/', ',']))
        .collect();
    let mut found = Vec::new();
    if listed.is_empty() {
        found.push("docs/glossary.md: no identifier is listed".to_owned());
    }
    for source in rust.iter().filter(|source| !source.is_test()) {
        for (line, name) in types(source.product()) {
            if BANNED.contains(&name) {
                found.push(format!(
                    "{}:{line}: {name} says too little; see docs/glossary.md",
                    source.path
                ));
            }
            let of_domain = source.crate_name() == Some("domain");
            if of_domain && is_one_word(name) && !listed.contains(name) {
                found.push(format!("{}:{line}: {name} is not in docs/glossary.md", source.path));
            }
        }
        let stem = source.path.rsplit('/').next().unwrap_or_default();
        let word = stem.trim_end_matches(".rs");
        let banned = ["manager", "helper", "helpers", "util", "utils", "service", "misc"];
        if banned.contains(&word) {
            found.push(format!("{}: name the file after what it does", source.path));
        }
    }
    found
}

/// The public types of a file with their lines.
fn types(text: &str) -> Vec<(usize, &str)> {
    text.lines()
        .enumerate()
        .filter_map(|(at, line)| {
            let rest =
                line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            Some((at + 1, rest.get(..end)?))
        })
        .collect()
}

/// A name of one word is a noun of the field; compounds are built of such nouns.
fn is_one_word(name: &str) -> bool {
    name.chars().filter(|c| c.is_uppercase()).count() == 1
}
