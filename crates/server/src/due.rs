//! `zhifa law due`: a statutory period counted day by day.

use std::process::ExitCode;

use domain::packs::Jurisdiction;
use jiff::civil::{Date, DateTime};

use law::{Counting, Reckoning, date_zh, weekday_zh};

use crate::cli::LawCommand;
use crate::{failed, packs};

/// The command line is wrong.
const USAGE: u8 = 64;

/// Counts a period and prints every step.
pub async fn run(LawCommand::Due(args): LawCommand) -> ExitCode {
    let law = match &args.pack {
        Some(folder) => packs::read(folder),
        None => app::App::law_in_force(&args.data.clone().config()).await,
    };
    let law = match law {
        Ok(law) => law,
        Err(error) => {
            let failed = failed(&error);
            if args.pack.is_none() {
                eprintln!(
                    "没有数据目录时，请用 --pack 指明辖区数据包。 Without a data folder, name a pack with --pack."
                );
            }
            return failed;
        }
    };
    match explain(&law, &args.rule, &args.from) {
        Ok(lines) => {
            for line in lines {
                println!("{line}");
            }
            ExitCode::SUCCESS
        }
        Err(words) => {
            eprintln!("zhifa: {words}");
            ExitCode::from(USAGE)
        }
    }
}

/// The rule, its basis and the count, a line each.
fn explain(law: &Jurisdiction, rule: &str, from: &str) -> Result<Vec<String>, String> {
    let moment = from.parse::<DateTime>().ok();
    let day = from.parse::<Date>().ok().or_else(|| moment.map(DateTime::date));
    let day = day.ok_or_else(|| format!("“{from}”不是日期，请写成 2026-03-09 的形式。"))?;
    let parameter = law.rules.at(rule, day).map_err(|gap| format!("{gap}。"))?;
    let mut lines =
        vec![format!("{rule} {}", parameter.name), format!("依据：{}", parameter.basis())];
    let counted = law.rules.due(rule, day, &law.calendar);
    match counted {
        Ok(reckoning) => lines.extend(days(&reckoning)),
        Err(problem) => {
            lines.extend(otherwise(law, rule, (day, moment)).ok_or(format!("{problem}。"))?);
        }
    }
    Ok(lines)
}

/// Every day of a count and the sentences that sum it up.
fn days(reckoning: &Reckoning) -> Vec<String> {
    let mut lines: Vec<String> = reckoning
        .days
        .iter()
        .map(|day| {
            let number = day.counted.map_or_else(|| "  –".to_owned(), |n| format!("{n:>3}"));
            format!("{number}  {}  {}  {}", day.date, weekday_zh(day.date), day.why)
        })
        .collect();
    lines.extend(reckoning.explain());
    lines
}

/// Periods in hours, and waits of full days.
fn otherwise(
    law: &Jurisdiction,
    rule: &str,
    (day, moment): (Date, Option<DateTime>),
) -> Option<Vec<String>> {
    if let Ok(end) = law.rules.due_at(rule, moment.unwrap_or_else(|| day.at(0, 0, 0, 0))) {
        let start = moment.map_or("当日零时", |_| "该时刻");
        let (on, time) = (date_zh(end.date()), end.time());
        return Some(vec![format!("自{start}起算，于{on}{time}届满，夜间和节假日照算。")]);
    }
    law.rules.deadline(rule, day, Counting::FullDays).ok()?;
    let earliest = law.rules.earliest(rule, day, &law.calendar).ok()?;
    Some(vec![format!(
        "{}送达的，须经过期满，最早于{}（{}）实施。",
        date_zh(day),
        date_zh(earliest),
        weekday_zh(earliest)
    )])
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn county() -> Jurisdiction {
        let packs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs");
        let mut counties = std::fs::read_dir(&packs).unwrap().map(|entry| entry.unwrap().path());
        packs::read(&counties.find(|path| path.join("org.toml").is_file()).unwrap()).unwrap()
    }

    #[test]
    fn a_period_is_counted_day_by_day_with_its_basis() {
        let lines = explain(&county(), "TS-04", "2026-03-18").unwrap();
        assert!(lines[0].starts_with("TS-04 "));
        assert!(lines[1].starts_with("依据：国办发"));
        assert!(lines.iter().any(|line| line.contains("2026-03-19") && line.contains("  1  ")));
        assert!(lines.last().unwrap().contains("2026年3月27日"), "{lines:#?}");
    }

    #[test]
    fn every_rule_that_is_a_period_can_be_counted() {
        let law = county();
        let day = jiff::civil::date(2026, 3, 9);
        for rule in law.rules.all().filter(|rule| rule.covers(day)) {
            if matches!(rule.value, law::Value::Deadline(_)) {
                let lines = explain(&law, &rule.id, "2026-03-09");
                assert!(lines.is_ok(), "{}: {lines:?}", rule.id);
            }
        }
    }

    #[test]
    fn a_wrong_rule_or_day_is_answered_with_a_sentence() {
        let law = county();
        assert!(explain(&law, "TS-04", "9.3.2026").unwrap_err().contains("不是日期"));
        assert!(explain(&law, "X-99", "2026-03-09").unwrap_err().contains("X-99"));
    }
}
