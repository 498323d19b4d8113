//! Figures and how they are written down.

use std::fmt;
use std::time::Duration;

/// The usual and the slow case of many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latency {
    /// Half are faster.
    pub p50: Duration,
    /// Nineteen of twenty are faster.
    pub p95: Duration,
    /// How many were measured.
    pub count: usize,
}

impl Latency {
    /// The latency of the times, in any order.
    pub fn of(times: &[Duration]) -> Self {
        let mut sorted = times.to_vec();
        sorted.sort_unstable();
        let at = |per_cent: usize| {
            let rank = (sorted.len() * per_cent).div_ceil(100).max(1);
            sorted.get(rank - 1).copied().unwrap_or_default()
        };
        Self { p50: at(50), p95: at(95), count: sorted.len() }
    }
}

impl fmt::Display for Latency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "p50 {:.1} ms，p95 {:.1} ms，n={}",
            self.p50.as_secs_f64() * 1000.0,
            self.p95.as_secs_f64() * 1000.0,
            self.count
        )
    }
}

/// What was measured, in the order in which it was.
#[derive(Clone, Debug)]
pub struct Report {
    machine: Vec<(String, String)>,
    lines: Vec<(String, String)>,
}

impl Report {
    /// A report about a machine.
    pub fn new(machine: Vec<(String, String)>) -> Self {
        Self { machine, lines: Vec::new() }
    }

    /// Adds a figure, and shows at once that it is there.
    pub fn line(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        eprintln!("{name}: {value}");
        self.lines.push((name.to_owned(), value));
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.machine {
            writeln!(f, "- {name}: {value}")?;
        }
        writeln!(f, "\n| 项目 | 结果 |\n|---|---|")?;
        for (name, value) in &self.lines {
            writeln!(f, "| {name} | {value} |")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_and_nineteen_twentieths_are_ranks_and_not_guesses() {
        let times: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        let latency = Latency::of(&times);
        assert_eq!((latency.p50.as_millis(), latency.p95.as_millis()), (50, 95));
        assert_eq!(Latency::of(&times[..1]).p95.as_millis(), 100);
        assert_eq!(Latency::of(&[]).count, 0);
    }

    #[test]
    fn a_report_is_a_table_under_its_machine() {
        let mut report = Report::new(vec![("CPU".to_owned(), "two".to_owned())]);
        report.line("start", "1 s");
        let text = report.to_string();
        assert!(text.starts_with("- CPU: two\n") && text.contains("| start | 1 s |"), "{text}");
    }
}
