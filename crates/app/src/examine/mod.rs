//! The examination of case files made elsewhere (案卷评查): a file in, findings out, nothing kept.
//!
//! The reading is strict and bounded; what a file means and which rules it breaks is the
//! business of `domain::rules`.

pub(crate) mod sheet;
pub(crate) mod template;
pub(crate) mod yaml;

use domain::packs::Jurisdiction;
use domain::rules::file::{self, CaseFile, Node, Place, Problem};
use domain::rules::{self, Bench, Finding, Outcome, Score};
use jiff::civil::Date;
use serde::Serialize;

use crate::confine::Task;

pub use template::template;

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// How many case files one file may hold.
pub const MOST: usize = 10_000;

/// A case file with what the rules say about it.
#[derive(Clone, Debug, Serialize)]
pub struct Examined {
    /// What to call it.
    pub title: String,
    /// The body that made it.
    pub body: Option<String>,
    /// What every rule says.
    pub findings: Vec<Finding>,
    /// What it is worth by the table of the pack.
    pub score: Option<Score>,
}

impl Examined {
    /// The breaches, the worst first.
    pub fn breaches(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.findings.iter().filter(|it| it.is_breach()).collect();
        all.sort_by_key(|it| it.severity);
        all
    }

    /// What could not be judged for lack of a fact.
    pub fn open(&self) -> Vec<&Finding> {
        let open = |it: &&Finding| matches!(it.outcome, Outcome::Unknown { .. });
        self.findings.iter().filter(open).collect()
    }

    /// How many rules found nothing wrong.
    pub fn sound(&self) -> usize {
        self.findings.iter().filter(|it| it.outcome == Outcome::Sound).count()
    }
}

/// Reads a file of one's own in this program, such as a sample; one of somebody else is read by
/// [`crate::confine::Confinement::case_files`].
///
/// # Errors
/// Every problem with its place, in Chinese.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<CaseFile>, Vec<Problem>> {
    let nodes =
        if task(name, bytes)? == Task::Yaml { yaml::parse(bytes)? } else { sheet::parse(bytes)? };
    understand(&nodes)
}

/// What reads a file by its name: `.yaml`, `.yml` or `.xlsx`, with one or many case files in it.
///
/// # Errors
/// It is too large, or of another kind.
pub(crate) fn task(name: &str, bytes: &[u8]) -> Result<Task, Vec<Problem>> {
    let fail = |words: &str| vec![Problem { at: Place::Whole, words: words.to_owned() }];
    if MAX_BYTES < bytes.len() {
        return Err(fail("文件超过8兆字节，请分成几个文件。"));
    }
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "yaml" | "yml" => Ok(Task::Yaml),
        "xlsx" => Ok(Task::Workbook),
        _ => Err(fail("只能评查YAML文件（.yaml）和Excel文件（.xlsx），这个文件不是。")),
    }
}

/// The case files that stand in a file, after it was read.
///
/// # Errors
/// Every problem with its place, in Chinese.
pub(crate) fn understand(nodes: &[(Place, Node)]) -> Result<Vec<CaseFile>, Vec<Problem>> {
    let fail = |words: String| vec![Problem { at: Place::Whole, words }];
    if nodes.is_empty() {
        return Err(fail("文件里没有案卷，请对照样例填写。".to_owned()));
    }
    if MOST < nodes.len() {
        return Err(fail(format!("一个文件最多{MOST}件案卷，请分成几个文件。")));
    }
    read_all(nodes)
}

fn read_all(nodes: &[(Place, Node)]) -> Result<Vec<CaseFile>, Vec<Problem>> {
    let mut files = Vec::with_capacity(nodes.len());
    let mut problems = Vec::new();
    for (at, node) in nodes {
        match file::read(at, node) {
            Ok(file) => files.push(file),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

/// Examines a case file by the law of the pack, as of a day.
pub fn examine(file: &CaseFile, law: &Jurisdiction, today: Date) -> Examined {
    let findings = rules::examine(&file.dossier, &Bench { law, today });
    let score = rules::score(&findings, &law.review);
    Examined { title: file.title(), body: file.body.get().cloned(), findings, score }
}

#[cfg(test)]
mod tests;
