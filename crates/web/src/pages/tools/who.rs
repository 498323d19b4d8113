//! 这事归谁管: place, behaviour and day in, the competent unit out. Every question has an address.

use std::collections::BTreeSet;

use askama::Template;
use axum::{extract::Query, response::Response};
use domain::{
    catalogue::Power,
    competence::{self, Ask, Weight},
    ids::{ItemId, TownId},
    packs::{AreaId, Jurisdiction},
};
use jiff::civil::Date;
use serde::Deserialize;

use super::answer::{AnswerBox, answer_box};
use crate::{
    Call, PageError,
    components::{
        blocks::PageHead,
        form::{Choice, Field, Width},
        notice::{EmptyState, Notice},
        shell::Shell,
        table::Filters,
        text::{Link, Tone},
    },
    pages::{
        clues::places,
        samples::{Sample, sample_shell},
        show,
    },
};

/// The address of the page, as the menu has it.
pub const HERE: &str = "/tools/competence";
/// How many items the words may suggest.
const SUGGESTED: usize = 6;

const POWERS: [(Power, &str); 4] = [
    (Power::Inspection, "inspection"),
    (Power::Penalty, "penalty"),
    (Power::Measure, "measure"),
    (Power::Execution, "execution"),
];

/// What was asked; every field may be missing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Question {
    pub town: String,
    pub area: String,
    pub item: String,
    pub words: String,
    pub power: String,
    pub on: String,
    pub weight: String,
}

#[derive(Template)]
#[template(path = "tools/who.html")]
pub struct WhoPage {
    pub shell: Shell,
    pub head: PageHead,
    pub question: Filters,
    pub answer: Option<AnswerBox>,
    pub empty: EmptyState,
    /// Other items that the words may mean.
    pub suggestions: Vec<Link>,
}

/// `GET /tools/competence`
pub async fn who(call: Call, Query(asked): Query<Question>) -> Result<Response, PageError> {
    let law = call.law();
    let mut shell = call.shell(HERE, Vec::new(), "这事归谁管").await?;
    let on = day(&asked.on, call.today());
    if on.is_none() {
        shell.notices.push(Notice::new(Tone::Warning, "日期填写有误，请按“年-月-日”填写。"));
    }
    let answer = on.and_then(|on| reply(&law, &asked, on));
    show(&WhoPage {
        shell,
        head: head(),
        question: question(&law, &asked, on.unwrap_or_else(|| call.today())),
        answer,
        empty: empty(),
        suggestions: suggestions(&law, &asked),
    })
}

/// The answer, when there is enough to ask with: a town, and an item or words.
fn reply(law: &Jurisdiction, asked: &Question, on: Date) -> Option<AnswerBox> {
    let words = asked.words.trim();
    if asked.town.is_empty() || (asked.item.is_empty() && words.is_empty()) {
        return None;
    }
    let ask = Ask {
        item: Some(&asked.item).filter(|item| !item.is_empty()).map(ItemId::new),
        area: Some(&asked.area).filter(|area| !area.is_empty()).map(AreaId::new),
        weight: if asked.weight == "major" { Weight::Major } else { Weight::Ordinary },
        ..Ask::words(words, TownId::new(&asked.town), power_of(&asked.power), on)
    };
    Some(answer_box(&competence::ask(law, &ask)))
}

/// The items that the words may mean, each as the same question about it.
fn suggestions(law: &Jurisdiction, asked: &Question) -> Vec<Link> {
    if asked.words.trim().is_empty() {
        return Vec::new();
    }
    let hits = competence::search_items(law, &asked.words).into_iter().take(SUGGESTED);
    hits.filter_map(|hit| {
        let pairs = [
            ("town", asked.town.as_str()),
            ("area", &asked.area),
            ("item", hit.item.as_str()),
            ("words", &asked.words),
            ("power", &asked.power),
            ("on", &asked.on),
            ("weight", &asked.weight),
        ];
        let query = serde_urlencoded::to_string(pairs).ok()?;
        Some(Link::new(hit.name, format!("{HERE}?{query}")))
    })
    .collect()
}

fn power_of(slug: &str) -> Power {
    POWERS.iter().find(|(_, known)| *known == slug).map_or(Power::Inspection, |(power, _)| *power)
}

/// The day asked for; today without one, nothing when it cannot be read.
pub(super) fn day(text: &str, today: Date) -> Option<Date> {
    if text.trim().is_empty() { Some(today) } else { text.trim().parse().ok() }
}

fn question(law: &Jurisdiction, asked: &Question, on: Date) -> Filters {
    let powers = POWERS.iter().map(|(power, slug)| Choice::new(*slug, power.name_zh())).collect();
    let weights = vec![Choice::new("ordinary", "一般事项"), Choice::new("major", "重大执法案件")];
    Filters {
        action: HERE.to_owned(),
        fields: vec![
            Field::select("town", "哪个镇街", places::towns(law, &BTreeSet::new()))
                .value(&asked.town)
                .width(Width::Third),
            Field::text("words", "看到了什么").value(&asked.words).width(Width::Third),
            Field::select("item", "或者直接选事项", places::items(law, on))
                .value(&asked.item)
                .width(Width::Third),
        ],
        more: vec![
            Field::select("area", "是否在城区、园区内", places::areas(law))
                .value(&asked.area)
                .width(Width::Third),
            Field::select("power", "要做什么（不选为行政检查）", powers)
                .value(&asked.power)
                .width(Width::Third),
            Field::select("weight", "轻重（不选为一般事项）", weights)
                .value(&asked.weight)
                .width(Width::Third),
            Field::date("on", "哪一天（不填为今天）").value(&asked.on).width(Width::Third),
        ],
        reset: HERE.to_owned(),
        hidden: Vec::new(),
    }
}

fn head() -> PageHead {
    PageHead::new(
        "这事归谁管",
        "按地点、行为和日期，查出唯一的承办机构、以谁的名义、盖谁的章、由谁审核，以及依据。网址可以直接转发。",
    )
}

fn empty() -> EmptyState {
    EmptyState::new(
        "请选择镇街，再写明行为或者选择事项",
        "回答只依据已公布的事项目录和下沉方案，不判断事实真假。",
    )
}

pub(super) fn samples() -> Vec<Sample> {
    let filters = Filters {
        action: HERE.to_owned(),
        fields: vec![Field::text("words", "看到了什么").width(Width::Third)],
        more: Vec::new(),
        reset: HERE.to_owned(),
        hidden: Vec::new(),
    };
    let page = |answer| WhoPage {
        shell: sample_shell(HERE, "这事归谁管"),
        head: head(),
        question: filters.clone(),
        answer,
        empty: empty(),
        suggestions: vec![Link::new("示例事项", HERE)],
    };
    let nobody = domain::competence::Answer {
        item: None,
        outcome: domain::competence::Outcome::NobodyHere {
            why: "事项目录里没有与之相符的事项。".to_owned(),
            report: "请登记为无主问题。".to_owned(),
        },
    };
    vec![
        Sample::of("who may act", &page(None)),
        Sample::of("who may act: nobody", &page(Some(answer_box(&nobody)))),
    ]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::day;

    #[test]
    fn no_day_is_today_and_a_wrong_day_is_none() {
        let today = date(2026, 3, 9);
        assert_eq!(day("", today), Some(today));
        assert_eq!(day(" 2026-02-01 ", today), Some(date(2026, 2, 1)));
        assert_eq!(day("2026-02-30", today), None);
    }
}
