//! `zhifa examine`: case files in, findings out; nothing is kept.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::confine::Confinement;
use app::examine::{self, Examined};
use app::{Clock as _, SystemClock};
use domain::packs::Jurisdiction;
use domain::rules::file::CaseFile;
use domain::rules::{Finding, Outcome};
use jiff::civil::Date;

use crate::cli::ExamineArgs;
use crate::{failed, packs};

/// The command line is wrong.
const USAGE: u8 = 64;
/// A file cannot be read.
const UNREADABLE: u8 = 65;
/// Something is breached.
const BREACHED: u8 = 2;

/// What a run came to.
#[derive(Debug, Default)]
struct Sum {
    cases: usize,
    sound: usize,
    open: usize,
    unreadable: usize,
    breached: BTreeMap<&'static str, usize>,
}

/// Examines every file and says what it found.
pub async fn run(args: ExamineArgs) -> ExitCode {
    if let Some(path) = &args.template {
        return template(path);
    }
    let on = match &args.on {
        Some(words) => match words.parse::<Date>() {
            Ok(on) => on,
            Err(_) => return usage(&format!("“{words}”不是日期，请写成 2026-03-09 的形式。")),
        },
        None => SystemClock.now().to_zoned(jiff::tz::TimeZone::system()).date(),
    };
    if args.files.is_empty() {
        return usage("请写明要评查的案卷文件或者目录；空白模板用 --template 输出。");
    }
    let law = match &args.pack {
        Some(folder) => packs::read(folder),
        None => app::App::law_in_force(&args.data.clone().config()).await,
    };
    let law = match law {
        Ok(law) => law,
        Err(error) => return failed(&error),
    };
    let mut sum = Sum::default();
    let bench = Bench { law: &law, on, confinement: Confinement::own_program() };
    for path in args.files.iter().flat_map(|path| below(path)) {
        one(&path, &args, &bench, &mut sum).await;
    }
    eprintln!("{}", sum.words());
    sum.code()
}

fn usage(words: &str) -> ExitCode {
    eprintln!("zhifa: {words}");
    ExitCode::from(USAGE)
}

fn template(path: &Path) -> ExitCode {
    let written = examine::template()
        .map_err(|error| error.to_string())
        .and_then(|bytes| std::fs::write(path, bytes).map_err(|error| error.to_string()));
    match written {
        Ok(()) => {
            println!("空白模板已写入 {}。", path.display());
            ExitCode::SUCCESS
        }
        Err(error) => usage(&format!("不能写入 {}：{error}", path.display())),
    }
}

/// The file itself, or the files of a folder in order of name.
fn below(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else { return vec![path.to_owned()] };
    let fits = |path: &PathBuf| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        path.is_dir() || ending.is_some_and(|it| ["yaml", "yml", "xlsx"].contains(&it.as_str()))
    };
    let mut inside: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(fits).collect();
    inside.sort();
    inside.iter().flat_map(|path| below(path)).collect()
}

/// By what the files are examined, and where they are read.
struct Bench<'a> {
    law: &'a Jurisdiction,
    on: Date,
    confinement: Confinement,
}

async fn one(path: &Path, args: &ExamineArgs, bench: &Bench<'_>, sum: &mut Sum) {
    let name = path.display().to_string();
    match read(path, &name, &bench.confinement).await {
        Ok(files) => {
            for file in files {
                let examined = examine::examine(&file, bench.law, bench.on);
                sum.add(&examined);
                say(&name, &examined, args);
            }
        }
        Err(problems) => {
            sum.unreadable += 1;
            for line in problems {
                eprintln!("{line}");
            }
        }
    }
}

async fn read(
    path: &Path,
    name: &str,
    confinement: &Confinement,
) -> Result<Vec<CaseFile>, Vec<String>> {
    let bytes =
        std::fs::read(path).map_err(|error| vec![format!("{name}：不能打开（{error}）")])?;
    let files = confinement.case_files(name, &bytes).await;
    files.map_err(|all| all.iter().map(|problem| format!("{name}：{problem}")).collect())
}

fn say(name: &str, examined: &Examined, args: &ExamineArgs) {
    if args.only_breaches && examined.breaches().is_empty() {
        return;
    }
    let text = if args.json {
        let mut value = serde_json::to_value(examined).unwrap_or_default();
        if let serde_json::Value::Object(map) = &mut value {
            map.insert("file".to_owned(), name.into());
        }
        format!("{value}\n")
    } else {
        words(name, examined)
    };
    // Whoever closed the other end wants no more lines; the exit code still tells.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// What was found in a file, in lines.
fn words(name: &str, examined: &Examined) -> String {
    let mut lines = vec![format!("{}（{name}）", examined.title)];
    if let Some(score) = &examined.score {
        let vetoes: Vec<&str> = score.vetoes.iter().map(|veto| veto.name.as_str()).collect();
        let veto = if vetoes.is_empty() {
            String::new()
        } else {
            format!("，一票否决：{}", vetoes.join("、"))
        };
        lines.push(format!("  {}，{}分{veto}", score.grade.name(), score.points));
    }
    for finding in examined.breaches() {
        lines.push(breach(finding));
    }
    for finding in examined.open() {
        if let Outcome::Unknown { needs } = &finding.outcome {
            lines.push(format!("  ? 待核实 {} {}：缺少{needs}", finding.rule, finding.name));
        }
    }
    lines.push(format!("  ✓ 符合或者不涉及{}条规则", examined.sound()));
    lines.push(String::new());
    lines.join("\n") + "\n"
}

fn breach(finding: &Finding) -> String {
    let (what, next) = match &finding.outcome {
        Outcome::Breach { what, next } => (what.as_str(), next.as_str()),
        Outcome::Sound | Outcome::Unknown { .. } => ("", ""),
    };
    format!(
        "  ✗ {} {} {}：{what}\n      依据{}；看了{}。{next}",
        finding.severity.name_zh(),
        finding.rule,
        finding.name,
        finding.cite,
        finding.looks_at
    )
}

impl Sum {
    fn add(&mut self, examined: &Examined) {
        self.cases += 1;
        let breaches = examined.breaches();
        self.sound += usize::from(breaches.is_empty());
        self.open += usize::from(!examined.open().is_empty());
        for finding in breaches {
            *self.breached.entry(finding.rule).or_default() += 1;
        }
    }

    fn words(&self) -> String {
        let mut often: Vec<(&str, usize)> =
            self.breached.iter().map(|(rule, count)| (*rule, *count)).collect();
        often.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let often: Vec<String> =
            often.iter().take(5).map(|(rule, count)| format!("{rule}×{count}")).collect();
        let often = if often.is_empty() {
            String::new()
        } else {
            format!("，最多的问题：{}", often.join("、"))
        };
        format!(
            "评查{}件：{}件没有发现问题，{}件有问题，{}件有待核实的事项；{}个文件不能读取{often}。",
            self.cases,
            self.sound,
            self.cases - self.sound,
            self.open,
            self.unreadable
        )
    }

    fn code(&self) -> ExitCode {
        if 0 < self.unreadable {
            ExitCode::from(UNREADABLE)
        } else if self.sound < self.cases {
            ExitCode::from(BREACHED)
        } else {
            ExitCode::SUCCESS
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    #[tokio::test]
    async fn a_folder_is_examined_file_by_file_and_summed_up() {
        let samples = root().join("docs/examine/defective");
        let law = packs::read(&root().join("packs/jinxiang")).unwrap();
        let mut sum = Sum::default();
        let args = ExamineArgs {
            files: vec![],
            pack: None,
            on: None,
            json: false,
            only_breaches: true,
            template: None,
            data: crate::cli::DataPlace { data: PathBuf::new(), database_url: None, bucket: None },
        };
        let on = jiff::civil::date(2026, 11, 20);
        let bench = Bench { law: &law, on, confinement: Confinement::Here };
        for path in below(&samples) {
            one(&path, &args, &bench, &mut sum).await;
        }
        one(&root().join("README.md"), &args, &bench, &mut sum).await;
        assert_eq!((sum.cases, sum.sound, sum.unreadable), (24, 0, 1));
        assert!(sum.words().starts_with("评查24件：0件没有发现问题，24件有问题"));
    }

    #[test]
    fn a_finding_is_told_with_rule_article_fact_and_remedy() {
        let law = packs::read(&root().join("packs/jinxiang")).unwrap();
        let text = "案号: 甲\n立案: {日期: 2026-03-03}\n证据: 无\n";
        let file = examine::read("a.yaml", text.as_bytes()).unwrap().remove(0);
        let examined = examine::examine(&file, &law, jiff::civil::date(2026, 11, 20));
        let words = words("a.yaml", &examined);
        for part in [
            "甲（a.yaml）",
            "一票否决：主要证据不足",
            "✗ 严重问题 AP-27",
            "第四十六条第二款",
            "看了证据目录",
            "? 待核实 AP-03",
        ] {
            assert!(words.contains(part), "{part}: {words}");
        }
    }
}
