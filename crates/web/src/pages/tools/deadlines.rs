//! 期限计算: a rule and a day in, every day of the period out, each with its reason.
//!
//! The counting is the law crate's; this page only shows it. Every question has an address.

use askama::Template;
use axum::{extract::Query, response::Response};
use domain::packs::Jurisdiction;
use jiff::civil::{Date, DateTime};
use law::{
    Calendar, CountedDay, Counting, Deadline, Parameter, Period, Reckoning, Roll, Value,
    format::{date_zh, datetime_zh, weekday_zh},
};
use serde::Deserialize;

use super::who::day;
use crate::{
    Call, PageError,
    components::{
        blocks::{KeyValue, PageHead, Pair},
        form::{Choice, Field, Width},
        notice::{EmptyState, Notice},
        shell::Shell,
        table::{Column, DataTable, Filters},
        text::{Badge, Cell, Link, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        show,
    },
};

pub const HERE: &str = "/tools/deadlines";

/// What was asked; every field may be missing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Question {
    pub rule: String,
    /// Words of the rule's name, to find it.
    pub words: String,
    pub from: String,
    /// The time of the day, for periods in hours.
    pub at: String,
}

#[derive(Template)]
#[template(path = "tools/deadlines.html")]
pub struct DeadlinesPage {
    pub shell: Shell,
    pub head: PageHead,
    pub question: Filters,
    /// The rules that have the words, each as the same question about it.
    pub found: Vec<Link>,
    pub answer: Option<CountedBox>,
    /// Why there is no answer to a question that was asked.
    pub problem: Option<Notice>,
    pub empty: EmptyState,
}

/// A period counted out.
#[derive(Clone, Debug)]
pub struct CountedBox {
    pub sentence: String,
    pub marks: Vec<Badge>,
    pub facts: KeyValue,
    pub lines: Vec<String>,
    pub days: Option<DataTable>,
}

/// `GET /tools/deadlines`
pub async fn deadlines(call: Call, Query(asked): Query<Question>) -> Result<Response, PageError> {
    let law = call.law();
    let today = call.today();
    let shell = call.shell(HERE, Vec::new(), "期限计算").await?;
    let answered = reply(&law, &asked, today);
    let (answer, problem) = match answered {
        Some(Ok(answer)) => (Some(answer), None),
        Some(Err(words)) => (None, Some(Notice::new(Tone::Warning, words))),
        None => (None, None),
    };
    show(&DeadlinesPage {
        shell,
        head: head(),
        question: question(&law, &asked, today),
        found: found(&law, &asked, today),
        answer,
        problem,
        empty: empty(),
    })
}

fn reply(law: &Jurisdiction, asked: &Question, today: Date) -> Option<Result<CountedBox, String>> {
    if asked.rule.is_empty() {
        return None;
    }
    let Some(from) = day(&asked.from, today) else {
        return Some(Err("起算日填写有误，请按“年-月-日”填写。".to_owned()));
    };
    Some(counted(law, asked, from))
}

fn counted(law: &Jurisdiction, asked: &Question, from: Date) -> Result<CountedBox, String> {
    let id = asked.rule.as_str();
    let parameter = law.rules.at(id, from).map_err(|gap| gap.to_string())?;
    let Value::Deadline(deadline) = &parameter.value else {
        return Err(format!("“{}”不是期限，请在执法规则中查看它的数值。", parameter.name));
    };
    match (deadline.counting, deadline.period) {
        (Counting::FullDays, _) => full_days(law, parameter, deadline, from),
        (Counting::Within, Period::Hours(_)) => {
            let at = moment(&asked.at, from)?;
            let end = law.rules.due_at(id, at).map_err(|problem| problem.to_string())?;
            Ok(hours(law, parameter, deadline, (at, end)))
        }
        (
            Counting::Within,
            Period::CalendarDays(_) | Period::WorkingDays(_) | Period::Months(_) | Period::Years(_),
        ) => {
            let reckoning =
                law.rules.due(id, from, &law.calendar).map_err(|problem| problem.to_string())?;
            Ok(days(law, parameter, deadline, &reckoning))
        }
    }
}

fn moment(text: &str, day: Date) -> Result<DateTime, String> {
    let words = "这项期限以小时计算，请在“起算时刻”填写几时几分，例如15:30。";
    if text.trim().is_empty() {
        return Err(words.to_owned());
    }
    format!("{day}T{}", text.trim()).parse().map_err(|_| words.to_owned())
}

fn days(
    law: &Jurisdiction,
    parameter: &Parameter,
    deadline: &Deadline,
    reckoning: &Reckoning,
) -> CountedBox {
    let last = format!("{}（{}）", date_zh(reckoning.last), weekday_zh(reckoning.last));
    let mut marks = Vec::new();
    if reckoning.rolled {
        marks.push(Badge::new("已顺延", Tone::Info));
    }
    if reckoning.provisional {
        marks.push(Badge::new("暂按周末推算", Tone::Warning));
    }
    let mut pairs = vec![
        Pair::text("最后一日", last.clone()).note("含当日，当日仍在期限内。"),
        Pair::text("严格届满日", date_zh(reckoning.strict)),
    ];
    pairs.extend(rule_pairs(law, parameter, deadline));
    let mut table = DataTable::new(
        "逐日推算",
        ["日期", "星期", "第几", "为什么"].map(Column::new).to_vec(),
        EmptyState::new("没有逐日记录", ""),
    );
    table.rows = reckoning.days.iter().map(day_row).collect();
    CountedBox {
        sentence: format!("最迟{last}前（含当日）办理。"),
        marks,
        facts: KeyValue { pairs },
        lines: reckoning.explain(),
        days: Some(table),
    }
}

fn day_row(day: &CountedDay) -> Vec<Cell> {
    vec![
        Cell::figure(date_zh(day.date)),
        Cell::text(weekday_zh(day.date)),
        day.counted.map_or(Cell::Blank, |number| Cell::figure(format!("第{number}"))),
        Cell::text(day.why.clone()),
    ]
}

/// A waiting period: the earliest act after the day, and the latest notice before it.
fn full_days(
    law: &Jurisdiction,
    parameter: &Parameter,
    deadline: &Deadline,
    from: Date,
) -> Result<CountedBox, String> {
    let words = |problem: law::DueProblem| problem.to_string();
    let earliest = law.rules.earliest(&parameter.id, from, &law.calendar).map_err(words)?;
    let latest = law.rules.latest_notice(&parameter.id, from, &law.calendar).map_err(words)?;
    let mut marks = Vec::new();
    if law.calendar.is_provisional(earliest) {
        marks.push(Badge::new("暂按周末推算", Tone::Warning));
    }
    let mut pairs = vec![
        Pair::text("如果该日送达", format!("最早{}可以办理", full(earliest))),
        Pair::text("如果计划该日办理", format!("最迟{}送达通知", full(latest))),
    ];
    pairs.extend(rule_pairs(law, parameter, deadline));
    Ok(CountedBox {
        sentence: format!("以{}为准，两个行为之间须隔开{}。", full(from), deadline.period),
        marks,
        facts: KeyValue { pairs },
        lines: between(from, earliest, &law.calendar),
        days: None,
    })
}

/// The days that lie between, each with whether it counts.
fn between(from: Date, until: Date, calendar: &Calendar) -> Vec<String> {
    let mut lines = vec![format!("{}：送达日，不计入。", full(from))];
    let mut number = 0;
    let mut day = from;
    while day < until {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        if day == until {
            lines.push(format!("{}：最早可以办理。", full(day)));
        } else if calendar.is_working(day).unwrap_or(false) {
            number += 1;
            lines.push(format!("{}：第{number}个工作日。", full(day)));
        } else {
            lines.push(format!("{}：不是工作日，不计入。", full(day)));
        }
    }
    lines
}

fn hours(
    law: &Jurisdiction,
    parameter: &Parameter,
    deadline: &Deadline,
    (at, end): (DateTime, DateTime),
) -> CountedBox {
    let mut pairs =
        vec![Pair::text("起算时刻", datetime_zh(at)), Pair::text("届满时刻", datetime_zh(end))];
    pairs.extend(rule_pairs(law, parameter, deadline));
    CountedBox {
        sentence: format!("最迟{}前办理。", datetime_zh(end)),
        marks: Vec::new(),
        facts: KeyValue { pairs },
        lines: vec!["以小时计算的期限连续计算，夜间和节假日都计入，不顺延。".to_owned()],
        days: None,
    }
}

fn full(date: Date) -> String {
    format!("{}（{}）", date_zh(date), weekday_zh(date))
}

/// The rule itself: its period, its article, how sure it is and what is debatable about it.
fn rule_pairs(law: &Jurisdiction, parameter: &Parameter, deadline: &Deadline) -> Vec<Pair> {
    let roll = match deadline.roll {
        Roll::Strict => "届满日不顺延",
        Roll::NextWorkingDay => "届满日不是工作日的，顺延至下一个工作日",
    };
    let mut pairs = vec![
        Pair::text("规则", parameter.name.clone()).note(parameter.id.clone()),
        Pair::text("期限", format!("{}，{roll}", deadline.period)),
        Pair::text("从何时起算", deadline.start.clone()),
        Pair::text("依据", parameter.basis()).note(parameter.confidence.label()),
    ];
    if !parameter.remark.is_empty() {
        pairs.push(Pair::text("说明", parameter.remark.clone()));
    }
    pairs.extend(debated(law, parameter));
    pairs
}

/// The debatable questions behind a rule, with the reading in use.
pub(super) fn debated(law: &Jurisdiction, parameter: &Parameter) -> Vec<Pair> {
    let settings = law.rules.settings().filter(|setting| parameter.debatable.contains(&setting.id));
    settings
        .map(|setting| {
            let chosen = setting.readings.iter().find(|reading| reading.id == setting.chosen);
            let label = chosen.map_or(setting.chosen.as_str(), |reading| &reading.label);
            Pair::text("有争议", setting.question.clone())
                .note(format!("{}：现采用“{label}”", setting.id))
        })
        .collect()
}

fn is_deadline(parameter: &Parameter) -> bool {
    matches!(parameter.value, Value::Deadline(_))
}

fn in_force(law: &Jurisdiction, today: Date) -> impl Iterator<Item = &Parameter> {
    law.rules.all().filter(move |rule| is_deadline(rule) && rule.covers(today))
}

fn found(law: &Jurisdiction, asked: &Question, today: Date) -> Vec<Link> {
    let words = asked.words.trim();
    if words.is_empty() {
        return Vec::new();
    }
    in_force(law, today)
        .filter(|rule| has_words(rule, words))
        .filter_map(|rule| {
            let pairs = [("rule", rule.id.as_str()), ("from", &asked.from), ("at", &asked.at)];
            let query = serde_urlencoded::to_string(pairs).ok()?;
            let label = format!("{}（{}，{}）", rule.name, rule.value, rule.basis());
            Some(Link::new(label, format!("{HERE}?{query}")))
        })
        .collect()
}

/// Whether the rule's id, name, basis or remark has all the words.
pub(super) fn has_words(rule: &Parameter, words: &str) -> bool {
    let text = format!("{} {} {} {}", rule.id, rule.name, rule.basis(), rule.remark);
    words.split_whitespace().all(|word| text.contains(word))
}

fn question(law: &Jurisdiction, asked: &Question, today: Date) -> Filters {
    let rules = in_force(law, today)
        .map(|rule| Choice::new(&rule.id, &rule.name).help(rule.value.to_string()))
        .collect();
    let from = day(&asked.from, today).unwrap_or(today);
    Filters {
        action: HERE.to_owned(),
        fields: vec![
            Field::select("rule", "哪一项期限", rules).value(&asked.rule).width(Width::Third),
            Field::date("from", "起算日").value(from.to_string()).width(Width::Third),
            Field::text("at", "起算时刻（以小时计的才填）").value(&asked.at).width(Width::Third),
        ],
        more: vec![
            Field::text("words", "按名称或者依据查找")
                .help("例如：听证、送达、第六十条。")
                .value(&asked.words)
                .width(Width::Third),
        ],
        reset: HERE.to_owned(),
        hidden: Vec::new(),
    }
}

fn head() -> PageHead {
    let mut head = PageHead::new(
        "期限计算",
        "选一项期限和起算日，逐日列出计入与不计入的理由。网址可以直接转发、打印。",
    );
    head.links = vec![Link::new("执法规则手册", "/tools/rules")];
    head
}

fn empty() -> EmptyState {
    EmptyState::new("请选择一项期限", "起算日当日不计入；工作日按国务院办公厅放假安排计算。")
}

pub(super) fn samples() -> Vec<Sample> {
    let filters = Filters {
        action: HERE.to_owned(),
        fields: vec![Field::date("from", "起算日")],
        more: Vec::new(),
        reset: HERE.to_owned(),
        hidden: Vec::new(),
    };
    let mut table = DataTable::new(
        "逐日推算",
        ["日期", "星期", "第几", "为什么"].map(Column::new).to_vec(),
        EmptyState::new("没有逐日记录", ""),
    );
    table.rows = vec![vec![
        Cell::figure("2026年3月9日"),
        Cell::text("星期一"),
        Cell::Blank,
        Cell::text("起算日"),
    ]];
    let answer = CountedBox {
        sentence: "最迟2026年3月16日（星期一）前（含当日）办理。".to_owned(),
        marks: vec![Badge::new("暂按周末推算", Tone::Warning)],
        facts: KeyValue { pairs: vec![Pair::text("最后一日", "2026年3月16日")] },
        lines: vec!["期限于2026年3月16日（星期一）届满，当日仍在期限内。".to_owned()],
        days: Some(table),
    };
    let page = |answer, problem| DeadlinesPage {
        shell: sample_shell(HERE, "期限计算"),
        head: head(),
        question: filters.clone(),
        found: vec![Link::new("示例期限", HERE)],
        answer,
        problem,
        empty: empty(),
    };
    vec![
        Sample::of("deadlines", &page(None, None)),
        Sample::of("deadlines answered", &page(Some(answer), None)),
        Sample::of(
            "deadlines refused",
            &page(None, Some(Notice::new(Tone::Warning, "规则库中没有这条规则。"))),
        ),
    ]
}
