//! 执法规则手册: every dated parameter in force on a day, with its basis and its doubts.

use askama::Template;
use axum::{extract::Query, response::Response};
use domain::{
    packs::Jurisdiction,
    rules::{Registered, Standing, law_register},
};
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
        form::{Choice, Field, Width},
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
    pub group: String,
}

#[derive(Template)]
#[template(path = "tools/rules.html")]
pub struct RulesPage {
    pub shell: Shell,
    pub head: PageHead,
    pub question: Filters,
    pub rules: DataTable,
    pub register: DataTable,
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
        register: register_table(&law, &asked, on),
        settings: setting_table(&law),
    })
}

fn rule_table(law: &Jurisdiction, asked: &Question, on: Date) -> DataTable {
    let mut table = DataTable::new(
        "当日有效的规则",
        ["编号", "规则", "数值", "依据", "生效", "核对情况"].map(Column::new).to_vec(),
        EmptyState::new("没有找到规则", "请换一个词或者换一个日期。"),
    );
    let grouped = |rule: &Parameter| {
        asked.group.is_empty() || rule.id.split('-').next() == Some(asked.group.as_str())
    };
    let wanted = law.rules.all().filter(|rule| rule.covers(on) && grouped(rule));
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

/// Every rule of the register: what it says, with which numbers on that day, where it is applied.
fn register_table(law: &Jurisdiction, asked: &Question, on: Date) -> DataTable {
    let mut table = DataTable::new(
        "全部法律规则",
        ["编号", "规则", "依据", "当日参数", "平台在哪里适用", "状态"].map(Column::new).to_vec(),
        EmptyState::new("没有找到规则", "请换一个词或者选择另一组。"),
    );
    let words = asked.words.trim();
    let wanted = law_register().rules.iter().filter(|it| {
        let grouped = asked.group.is_empty() || asked.group == it.group();
        let named = [&it.id, &it.title, &it.cite, &it.note].iter().any(|text| text.contains(words));
        grouped && named
    });
    table.rows = wanted.map(|it| register_row(law, it, on)).collect();
    table
}

fn register_row(law: &Jurisdiction, it: &Registered, on: Date) -> Vec<Cell> {
    let tone = match it.state {
        Standing::Implemented => Tone::Good,
        Standing::NotApplicable => Tone::Info,
        Standing::Open => Tone::Warning,
    };
    vec![
        Cell::figure(it.id.clone()),
        Cell::lines(it.title.clone(), it.note.clone()),
        Cell::text(it.cite.clone()),
        Cell::text(in_force(law, it, on)),
        Cell::text(applied(it)),
        Cell::badge(it.state.name_zh(), tone),
    ]
}

/// The numbers of the rule on the day; a rule whose numbers begin later says so.
fn in_force(law: &Jurisdiction, it: &Registered, on: Date) -> String {
    let below = format!("{}.", it.id);
    let own = |rule: &&Parameter| rule.id == it.id || rule.id.starts_with(&below);
    let of_rule: Vec<&Parameter> = law.rules.all().filter(own).collect();
    let there = of_rule.iter().filter(|rule| rule.covers(on)).map(|rule| {
        if rule.id == it.id {
            rule.value.to_string()
        } else {
            format!("{}：{}", rule.name, rule.value)
        }
    });
    let there: Vec<String> = there.collect();
    match (of_rule.iter().map(|rule| rule.first_day).min(), there.is_empty()) {
        (None, _) => String::new(),
        (Some(_), false) => there.join("；"),
        (Some(first), true) if on < first => format!("{}起有效", date_zh(first)),
        (Some(_), true) => "当日没有有效的参数".to_owned(),
    }
}

/// Where the product applies the rule, in the words of the steps.
fn applied(it: &Registered) -> String {
    if it.state == Standing::NotApplicable {
        return String::new();
    }
    let gated = it.gated();
    let names: Vec<&str> = gated.iter().map(|act| act.name_zh()).collect();
    match (names.is_empty(), it.examines()) {
        (false, _) => format!("办理之前核对：{}", names.join("、")),
        (true, true) => "案卷体检、案卷评查".to_owned(),
        (true, false) if it.state == Standing::Implemented => "有关步骤和期限中执行".to_owned(),
        (true, false) => String::new(),
    }
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
            Field::select("group", "哪一组规则", groups()).value(&asked.group).width(Width::Third),
        ],
        more: Vec::new(),
        reset: HERE.to_owned(),
        hidden: Vec::new(),
    }
}

/// The groups of the register, all of them first.
fn groups() -> Vec<Choice> {
    let all = Choice::new("", "全部");
    let each = law_register().groups.iter();
    std::iter::once(all)
        .chain(each.map(|group| Choice::new(&group.id, format!("{} {}", group.id, group.name))))
        .collect()
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
        register: table("全部法律规则"),
        settings: table("有争议问题的现行读法"),
    };
    vec![Sample::of("rules", &page)]
}
