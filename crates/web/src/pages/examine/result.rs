//! What an examination found: a list of files, and under it each file with its findings. It is
//! made to be printed.

use app::examine::Examined;
use askama::Template;
use domain::rules::{Finding, Outcome, Severity};

use super::above;
use crate::{
    Call, PageError,
    components::{
        blocks::PageHead,
        notice::{EmptyState, Notice},
        shell::Shell,
        table::{Column, DataTable},
        text::{Cell, Tone},
    },
    pages::samples::{Sample, sample_shell},
};

/// How many files are told in full; the list above them names all.
const IN_FULL: usize = 200;

/// The page.
#[derive(Template)]
#[template(path = "examine/result.html")]
pub(super) struct ResultPage {
    shell: Shell,
    head: PageHead,
    notices: Vec<Notice>,
    list: DataTable,
    files: Vec<File>,
}

/// A file with its findings.
struct File {
    title: String,
    verdict: String,
    findings: DataTable,
}

/// The page for what was examined.
pub(super) async fn page(call: &Call, all: &[Examined]) -> Result<ResultPage, PageError> {
    let shell = call.shell("/examine", above(), "评查结果").await?;
    let day = law::date_zh(call.today());
    Ok(result(shell, &day, all))
}

fn result(shell: Shell, day: &str, all: &[Examined]) -> ResultPage {
    let sound = all.iter().filter(|it| it.breaches().is_empty()).count();
    let under =
        format!("{day}评查{}件：{sound}件没有发现问题，{}件有问题", all.len(), all.len() - sound);
    let mut notices = Vec::new();
    if IN_FULL < all.len() {
        let words = format!("文件较多，下面只逐条列出前{IN_FULL}件；全部结果请用命令行评查。");
        notices.push(Notice::new(Tone::Warning, words));
    }
    let mut list = DataTable::new(
        "案卷",
        ["案卷", "等次", "得分", "一票否决", "问题", "待核实"].map(Column::new).to_vec(),
        EmptyState::new("没有案卷", "请重新选择文件。"),
    );
    list.rows = all.iter().map(row).collect();
    ResultPage {
        shell,
        head: PageHead::new("评查结果", under),
        notices,
        list,
        files: all.iter().take(IN_FULL).map(file).collect(),
    }
}

fn row(it: &Examined) -> Vec<Cell> {
    let failed = it.score.as_ref().is_some_and(|score| !score.vetoes.is_empty());
    let grade = it.score.as_ref().map_or("未评分", |score| score.grade.name());
    // A veto fails the file whatever its points.
    let points = match &it.score {
        Some(score) if score.vetoes.is_empty() => Cell::figure(score.points.to_string()),
        Some(_) => Cell::text("不计分"),
        None => Cell::Blank,
    };
    let vetoes: Vec<&str> =
        it.score.iter().flat_map(|score| &score.vetoes).map(|veto| veto.name.as_str()).collect();
    let vetoes = if vetoes.is_empty() { "无".to_owned() } else { vetoes.join("、") };
    vec![
        Cell::lines(it.title.clone(), it.body.clone().unwrap_or_default()),
        Cell::badge(grade, if failed { Tone::Danger } else { Tone::Plain }),
        points,
        Cell::text(vetoes),
        Cell::figure(it.breaches().len().to_string()),
        Cell::figure(it.open().len().to_string()),
    ]
}

fn file(it: &Examined) -> File {
    let mut findings = DataTable::new(
        "评查意见",
        ["结论", "规则", "问题", "怎么办", "看了什么"].map(Column::new).to_vec(),
        EmptyState::new("没有发现问题", "没有不符合的规则，也没有待核实的事项。"),
    );
    findings.rows = it.breaches().into_iter().chain(it.open()).map(finding).collect();
    let verdict = match &it.score {
        Some(score) if score.vetoes.is_empty() => {
            format!(
                "{}，{}分；符合或者不涉及{}条规则。",
                score.grade.name(),
                score.points,
                it.sound()
            )
        }
        Some(score) => {
            let names: Vec<&str> = score.vetoes.iter().map(|veto| veto.name.as_str()).collect();
            format!("{}，一票否决：{}。", score.grade.name(), names.join("、"))
        }
        None => format!("符合或者不涉及{}条规则。", it.sound()),
    };
    File { title: it.title.clone(), verdict, findings }
}

fn finding(it: &Finding) -> Vec<Cell> {
    let (badge, what, next) = match &it.outcome {
        Outcome::Breach { what, next } => {
            let tone = match it.severity {
                Severity::Void | Severity::Serious => Tone::Danger,
                Severity::Defect => Tone::Warning,
            };
            let label = format!("✗ {}", it.severity.name_zh());
            (Cell::badge(label, tone), what.clone(), next.clone())
        }
        Outcome::Unknown { needs } => (
            Cell::badge("? 待核实", Tone::Plain),
            format!("缺少{needs}。"),
            format!("请补充{needs}后重新评查。"),
        ),
        Outcome::Sound => (Cell::badge("✓ 符合", Tone::Good), String::new(), String::new()),
    };
    vec![
        badge,
        Cell::lines(format!("{} {}", it.rule, it.name), it.cite),
        Cell::text(what),
        Cell::text(next),
        Cell::text(it.looks_at),
    ]
}

/// The page with invented contents.
pub(super) fn samples() -> Vec<Sample> {
    let breach = Finding {
        rule: "AP-09",
        name: "执法人员不少于两人",
        cite: "《行政处罚法》第四十二条第一款",
        severity: Severity::Serious,
        looks_at: "每次调查和送达的人员",
        outcome: Outcome::breach("“询问”只有1名执法人员。", "请重新进行。"),
    };
    let open = Finding { outcome: Outcome::unknown("执法人员"), ..breach.clone() };
    let sound = Finding { outcome: Outcome::Sound, ..breach.clone() };
    let file = |title: &str, findings: Vec<Finding>| Examined {
        title: title.to_owned(),
        body: Some("示例县交通运输局".to_owned()),
        findings,
        score: None,
    };
    let all =
        [file("示县交罚〔2026〕1号", vec![breach, open]), file("示县交罚〔2026〕2号", vec![sound])];
    let shell = || sample_shell("/examine", "评查结果");
    vec![
        Sample::of("examination", &result(shell(), "2026年3月9日", &all)),
        Sample::of("examination of nothing", &result(shell(), "2026年3月9日", &[])),
    ]
}
