//! Floors: a crate depends on lower floors only, and some never on some.

use std::path::Path;

/// The crates by floor.
const FLOORS: [(&str, u8); 8] = [
    ("law", 0),
    ("journal", 0),
    ("domain", 1),
    ("paper", 2),
    ("store", 2),
    ("app", 3),
    ("web", 4),
    ("server", 5),
];

/// What a crate may never depend on, whatever the floor.
const NEVER: [(&str, &[&str]); 4] = [
    ("law", &["journal", "tokio", "sqlx", "rusqlite", "axum"]),
    ("journal", &["law", "tokio", "sqlx", "rusqlite", "axum"]),
    ("domain", &["tokio", "sqlx", "rusqlite", "axum", "journal"]),
    ("web", &["store", "sqlx", "rusqlite"]),
];

/// Every dependency that points upward, or where it must not.
pub fn check(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for (name, floor) in FLOORS {
        let path = format!("crates/{name}/Cargo.toml");
        let Ok(text) = std::fs::read_to_string(root.join(&path)) else {
            found.push(format!("{path}: the crate of floor {floor} is missing"));
            continue;
        };
        for dependency in dependencies(&text) {
            let above = FLOORS.iter().find(|(known, _)| *known == dependency);
            if let Some((_, other)) = above
                && floor <= *other
            {
                found.push(format!(
                    "{path}: {name} (floor {floor}) depends on {dependency} (floor {other})"
                ));
            }
            if NEVER.iter().any(|(of, barred)| *of == name && barred.contains(&dependency.as_str()))
            {
                found.push(format!("{path}: {name} must never depend on {dependency}"));
            }
        }
    }
    found
}

/// The names in `[dependencies]`; what only tests use does not count.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        let line = line.trim();
        if line.starts_with('[') {
            inside = line == "[dependencies]";
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            let name: String =
                line.chars().take_while(|c| c.is_alphanumeric() || "-_".contains(*c)).collect();
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_product_dependencies_are_read() {
        let manifest = "[package]\nname = \"a\"\n[dependencies]\nlaw.workspace = true\n# no\nb = { path = \"x\" }\n[dev-dependencies]\nc = \"1\"\n";
        assert_eq!(dependencies(manifest), ["law", "b"]);
    }
}
