//! `zhifa verify` and its kind, run as an operator would run them, with what they answer.

use std::path::Path;

use serde_json::Value;
use tokio::process::Command;

use super::ground::Yard;
use crate::site::Trouble;

/// What a verification said.
#[derive(Clone, Debug)]
pub struct Said {
    /// The exit code; none when it was ended by a signal.
    pub code: Option<i32>,
    /// The findings, one object each.
    pub findings: Vec<Value>,
    /// What was looked at.
    pub summary: Value,
    /// What it said besides.
    pub words: String,
}

impl Said {
    /// Whether all was well.
    pub fn is_clean(&self) -> bool {
        self.code == Some(0)
    }

    /// Whether the summary says a number.
    pub fn says(&self, what: &str, number: u64) -> bool {
        self.summary.get(what).and_then(Value::as_u64) == Some(number)
    }

    /// A few lines for people.
    pub fn in_short(&self) -> String {
        let mut lines: Vec<String> = self
            .findings
            .iter()
            .take(3)
            .map(|finding| {
                let text = |key: &str| finding.get(key).and_then(Value::as_str).unwrap_or_default();
                format!("{} {} [{}] {}", text("code"), text("stream"), text("place"), text("what"))
            })
            .collect();
        lines.extend(self.words.lines().take(2).map(str::to_owned));
        format!("exit {:?}: {}", self.code, lines.join(" | "))
    }
}

/// Runs the program with these words.
pub async fn run(yard: &Yard, words: &[&str]) -> Result<std::process::Output, Trouble> {
    let launch = yard.launch();
    let (program, before) = launch.program.split_first().ok_or("nothing to run")?;
    let output = Command::new(program)
        .args(before)
        .args(words)
        .envs(launch.environment.iter().map(|(name, value)| (name, value)))
        .output()
        .await?;
    Ok(output)
}

/// Verifies a data folder.
pub async fn verify(yard: &Yard, data: &Path, more: &[&str]) -> Result<Said, Trouble> {
    let data = data.display().to_string();
    let mut words = vec!["verify", "--json", "--data", &data];
    words.extend_from_slice(more);
    let output = run(yard, &words).await?;
    let lines = String::from_utf8_lossy(&output.stdout);
    let values = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let (findings, summaries): (Vec<_>, Vec<_>) =
        values.partition(|value| value.get("code").is_some());
    let summary = summaries.into_iter().next_back().unwrap_or_default();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(Said { code: output.status.code(), findings, summary, words })
}

/// Verifies a data folder that must be sound.
pub async fn must_be_sound(yard: &Yard, data: &Path) -> Result<(), Trouble> {
    let said = verify(yard, data, &[]).await?;
    if said.is_clean() {
        return Ok(());
    }
    Err(format!("{} should be sound: {}", data.display(), said.in_short()).into())
}
