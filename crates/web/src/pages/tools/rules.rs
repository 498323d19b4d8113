//! 执法规则手册: every dated parameter in force on a day, with its basis and its doubts.

use askama::Template;
use axum::{extract::Query, response::Response};
use domain::packs::Jurisdiction;
use jiff::civil::Date;
use law::{Confidence, Parameter, Setting, Value, format::date_zh};
use serde::Deserialize;

use super::{
    deadlines::{HERE as DEADLINES, has_words},
    who::day,
};
use crate::{
    Call, PageError,
    components::{
        blocks::PageHead,
        form::{Field, Width},
        notice::{EmptyState, Notice},
        shell::Shell,
        table::{Column, DataTable, Filters},
        text::{Cell, Link, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        show,
    },
};

const HERE: &str = "/tools/rules";

/// What was asked; every field may be missing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Question {
    pub on: String,
    pub words: String,
}

#[derive(Template)]
#[template(path = "tools/rules.html")]
pub struct RulesPage {
    pub shell: Shell,
    pub head: PageHead,
    pub question: Filters,
    pub rules: DataTable,
    pub settings: DataTable,
}

/// `GET /tools/rules`
pub async fn rules(call: Call, Query(asked): Query<Question>) -> Result<Response, PageError> {
    let law = call.law();
    let above = vec![Link::new("期限计算", DEADLINES)];
    let mut shell = call.shell(DEADLINES, above, "执法规则手册").await?;
    let on = day(&asked.on, call.today());
    if on.is_none() {
        shell.notices.push(Notice::new(Tone::Warning, "日期填写有误，请按“年-月-日”填写。"));
    }
    let on = on.unwrap_or_else(|| call.today());
    show(&RulesPage {
        shell,
        head: head(on),
        question: question(&asked, on),
        rules: rule_table(&law, &asked, on),
        settings: setting_table(&law),
    })
}

fn rule_table(law: &Jurisdiction, asked: &Question, on: Date) -> DataTable {
    let mut table = DataTable::new(
        "当日有效的规则",
        ["编号", "规则", "数值", "依据", "生效", "核对情况"].map(Column::new).to_vec(),
        EmptyState::new("没有找到规则", "请换一个词或者换一个日期。"),
    );
    let wanted = law.rules.all().filter(|rule| rule.covers(on));
    table.rows = wanted.filter(|rule| has_words(rule, asked.words.trim())).map(rule_row).collect();
    table
}

fn rule_row(rule: &Parameter) -> Vec<Cell> {
    let id = match rule.value {
        Value::Deadline(_) => {
            let query = serde_urlencoded::to_string([("rule", &rule.id)]).unwrap_or_default();
            Cell::link(rule.id.clone(), format!("{DEADLINES}?{query}"))
        }
        Value::Amount(_) | Value::Ratio(_) | Value::Text(_) => Cell::figure(rule.id.clone()),
    };
    let tone = match rule.confidence {
        Confidence::Certain => Tone::Good,
        Confidence::Likely => Tone::Info,
        Confidence::Check => Tone::Warning,
    };
    let soft = if rule.soft { "只提醒，不阻止。" } else { "" };
    vec![
        id,
        Cell::lines(rule.name.clone(), format!("{soft}{}", rule.remark)),
        Cell::text(rule.value.to_string()),
        Cell::text(rule.basis()),
        Cell::figure(date_zh(rule.first_day)),
        Cell::badge(rule.confidence.label(), tone),
    ]
}

fn setting_table(law: &Jurisdiction) -> DataTable {
    let mut table = DataTable::new(
        "有争议问题的现行读法",
        ["编号", "问题", "现采用", "其他读法"].map(Column::new).to_vec(),
        EmptyState::new("没有登记有争议的问题", ""),
    );
    table.rows = law.rules.settings().map(setting_row).collect();
    table
}

fn setting_row(setting: &Setting) -> Vec<Cell> {
    let (chosen, others): (Vec<_>, Vec<_>) =
        setting.readings.iter().partition(|reading| reading.id == setting.chosen);
    let words = |readings: Vec<&law::ReadingOption>| {
        readings.iter().map(|reading| reading.label.as_str()).collect::<Vec<_>>().join("；")
    };
    let origin = if setting.chosen == setting.default { "平台默认" } else { "本地选定" };
    vec![
        Cell::figure(setting.id.clone()),
        Cell::text(setting.question.clone()),
        Cell::lines(words(chosen), origin),
        Cell::text(words(others)),
    ]
}

fn question(asked: &Question, on: Date) -> Filters {
    Filters {
        action: HERE.to_owned(),
        fields: vec![
            Field::text("words", "名称、依据或者说明").value(&asked.words).width(Width::Third),
            Field::date("on", "哪一天有效").value(on.to_string()).width(Width::Third),
        ],
        more: Vec::new(),
        reset: HERE.to_owned(),
        hidden: Vec::new(),
    }
}

fn head(on: Date) -> PageHead {
    let under = format!("{}有效的期限、数额和比例，以及依据和核对情况。", date_zh(on));
    PageHead::new("执法规则手册", under)
}

pub(super) fn samples() -> Vec<Sample> {
    let table = |caption: &str| {
        DataTable::new(caption, vec![Column::new("编号")], EmptyState::new("没有找到规则", ""))
    };
    let page = RulesPage {
        shell: sample_shell(DEADLINES, "执法规则手册"),
        head: head(Date::constant(2026, 3, 9)),
        question: question(&Question::default(), Date::constant(2026, 3, 9)),
        rules: table("当日有效的规则"),
        settings: table("有争议问题的现行读法"),
    };
    vec![Sample::of("rules", &page)]
}
