//! `docs/law-index.md`: from article to code, and from rule to where the product applies it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use law::{RuleBook, article_number};

use crate::register::{Register, State, named, product};
use crate::sources::Source;
use crate::tidy::cites::citations;

/// The page.
pub fn page(root: &Path, rust: &[Source]) -> Result<String, String> {
    let mut text = String::from("# 法条索引\n\n由 `./run gen` 生成。\n");
    whole_law(&mut text, &crate::register::read(root)?, rust);
    text.push_str(
        "\n## 规则参数：编号、名称、依据和适用之处\n\n\
         | 规则 | 名称 | 依据 | 把握 | 适用之处 |\n|---|---|---|---|---|\n",
    );
    let rules = std::fs::read_to_string(root.join("packs/national/rules.toml"))
        .map_err(|error| format!("packs/national/rules.toml: {error}"))?;
    let book = RuleBook::from_toml(&rules).map_err(|problems| {
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    })?;
    let mut seen = BTreeSet::new();
    for rule in book.all() {
        if seen.insert(rule.id.clone()) {
            let used = users(rust, &rule.id);
            let used =
                if used.is_empty() { "期限计算页".to_owned() } else { used.join("、") };
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {used} |",
                rule.id,
                rule.name,
                rule.basis().replace('|', "／"),
                rule.confidence.label()
            );
        }
    }
    text.push_str("\n## 案卷规则：在哪一步把关\n\n| 规则 | 名称 | 依据 | 违反时 | 把关的步骤 | 出处 |\n|---|---|---|---|---|---|\n");
    let gates = gates(rust);
    for rule in rules_of(rust) {
        let acts =
            gates.get(&rule.id).map_or_else(|| "案卷评查".to_owned(), |acts| acts.join("、"));
        let (id, name, cite, severity, path) =
            (rule.id, rule.name, rule.cite, rule.severity, rule.path);
        let _ = writeln!(text, "| {id} | {name} | {cite} | {severity} | {acts} | `{path}` |");
    }
    text.push_str("\n## 条文：引用它的代码\n\n| 条文 | 代码 |\n|---|---|\n");
    for ((statute, _, article), files) in articles(rust) {
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let _ = writeln!(text, "| 《{statute}》{article} | {} |", files.join("、"));
    }
    text.push_str("\n## 尚待答复的法律问题\n\n");
    for line in questions(rust) {
        let _ = writeln!(text, "- {line}");
    }
    Ok(text)
}

/// Every rule of the register: where it is applied, why it does not apply, or what is open.
fn whole_law(text: &mut String, register: &Register, rust: &[Source]) {
    let count = |state| register.rule.iter().filter(|entry| entry.state == state).count();
    let _ = writeln!(
        text,
        "\n## 全部规则：已执行、不适用或者待办\n\n\
         共{}条：已执行{}条（由检查程序核对代码中的编号），不适用{}条，待办{}条。\n登记册是 `{}`。",
        register.rule.len(),
        count(State::Implemented),
        count(State::NotApplicable),
        count(State::Open),
        crate::register::PATH
    );
    let named = named(&register.group, rust);
    for group in &register.group {
        let _ = writeln!(
            text,
            "\n### {} {}\n\n| 规则 | 内容 | 依据 | 状态 | 出处、理由或者问题 |\n|---|---|---|---|---|",
            group.id, group.name
        );
        let mark = format!("{}-", group.id);
        for entry in register.rule.iter().filter(|entry| entry.id.starts_with(&mark)) {
            let files: Vec<String> = named
                .get(&entry.id)
                .into_iter()
                .flatten()
                .map(|path| format!("`{}`", path.trim_start_matches("crates/")))
                .collect();
            let files = files.join("、");
            let place = match (entry.state, files.is_empty()) {
                (State::Implemented, _) => files,
                (State::NotApplicable | State::Open, true) => entry.note.clone(),
                (State::NotApplicable | State::Open, false) => {
                    format!("{}（已有引用：{files}）", entry.note)
                }
            };
            let (id, title, cite, state) =
                (&entry.id, &entry.title, &entry.cite, entry.state.name_zh());
            let _ = writeln!(text, "| {id} | {title} | {cite} | {state} | {place} |");
        }
    }
}

/// A rule over the facts of a case file.
pub(crate) struct CaseRule {
    /// The id.
    pub(crate) id: String,
    name: String,
    /// The article.
    pub(crate) cite: String,
    severity: &'static str,
    path: String,
}

/// The rules of `domain::rules`, in order of id.
pub(crate) fn rules_of(rust: &[Source]) -> Vec<CaseRule> {
    let mut all = Vec::new();
    for file in rust.iter().filter(|file| file.path.starts_with("crates/domain/src/rules/")) {
        for rule in file.product().split("    Rule {").skip(1) {
            let field = |name: &str| {
                let after = rule.split(&format!("{name}: \"")).nth(1)?;
                Some(after.split('"').next()?.to_owned())
            };
            let (Some(id), Some(name), Some(cite)) = (field("id"), field("name"), field("cite"))
            else {
                continue;
            };
            let severity = [("Void", "可能无效"), ("Serious", "严重问题"), ("Defect", "瑕疵")]
                .into_iter()
                .find(|(name, _)| rule.contains(&format!("severity: Severity::{name}")))
                .map_or("", |(_, words)| words);
            let path = file.path.trim_start_matches("crates/").to_owned();
            all.push(CaseRule { id, name, cite, severity, path });
        }
    }
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

/// The acts that each rule stands before, as `rules/gates.rs` says it.
fn gates(files: &[Source]) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let table = files.iter().find(|file| file.path.ends_with("domain/src/rules/gates.rs"));
    let text = table.map_or("", Source::product);
    let mut before = "";
    for part in text.split("=> &[") {
        let (ids, after) = part.split_once(']').unwrap_or(("", part));
        let acts: Vec<String> = before
            .split("Act::")
            .skip(1)
            .map(|act| act.chars().take_while(|c| c.is_alphanumeric()).collect::<String>())
            .map(|act| format!("`{act}`"))
            .collect();
        for id in ids.split('"').skip(1).step_by(2) {
            all.entry(id.to_owned()).or_default().extend(acts.clone());
        }
        before = after;
    }
    all
}

/// The files that name the rule.
fn users(rust: &[Source], id: &str) -> Vec<String> {
    let quoted = format!("\"{id}\"");
    rust.iter()
        .filter(|source| product(source) && source.product().contains(&quoted))
        .map(|source| format!("`{}`", source.path))
        .collect()
}

type Articles = BTreeMap<(String, u32, String), BTreeSet<String>>;

fn articles(rust: &[Source]) -> Articles {
    let mut all = Articles::new();
    for source in rust.iter().filter(|source| product(source)) {
        for (_, cite) in citations(source.product()) {
            let number = article_number(&cite.article).unwrap_or_default();
            let key = (cite.statute.clone(), number, cite.article.clone());
            all.entry(key).or_default().insert(format!("`{}`", source.path));
        }
    }
    all
}

/// The open questions about the law, with where they stand.
fn questions(rust: &[Source]) -> Vec<String> {
    let mark = ["LEGAL", "-Q "].concat();
    let mut all = Vec::new();
    for source in rust.iter().filter(|source| source.crate_name().is_some()) {
        for (at, _) in source.text.match_indices(&mark) {
            let tail = source.text.get(at + mark.len()..).unwrap_or_default();
            let words: Vec<&str> = tail
                .lines()
                .enumerate()
                .take_while(|(n, line)| *n == 0 || line.trim_start().starts_with("// "))
                .map(|(_, line)| line.trim_start().trim_start_matches("// "))
                .collect();
            all.push(format!("{}（`{}`）", words.join(" "), source.path));
        }
    }
    all.sort();
    all
}
