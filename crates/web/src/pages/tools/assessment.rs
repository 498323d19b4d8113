//! 考核合成: the ratings of the town and of the bureau, added up by the weights of the county.

use askama::Template;
use axum::{extract::Query, response::Response};
use domain::packs::{
    Rater,
    assessment::{FULL, total},
};

use crate::{
    Call, PageError,
    components::{
        blocks::{KeyValue, PageHead, Pair},
        form::{Field, Width},
        notice::{EmptyState, Notice},
        shell::Shell,
        table::Filters,
        text::Tone,
    },
    pages::{
        samples::{Sample, sample_shell},
        show,
    },
};

const HERE: &str = "/tools/assessment";

#[derive(Template)]
#[template(path = "tools/assessment.html")]
pub struct AssessmentPage {
    pub shell: Shell,
    pub head: PageHead,
    pub question: Filters,
    pub weights: KeyValue,
    /// The total in a sentence.
    pub answer: String,
    /// Why there is no answer to a question that was asked.
    pub problem: Option<Notice>,
    pub empty: EmptyState,
}

/// `GET /tools/assessment`
pub async fn assessment(
    call: Call,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let law = call.law();
    let (answer, problem) = match reply(&law.raters, &asked) {
        None => (String::new(), None),
        Some(Ok(answer)) => (answer, None),
        Some(Err(words)) => (String::new(), Some(Notice::new(Tone::Warning, words))),
    };
    show(&AssessmentPage {
        shell: call.shell(HERE, Vec::new(), "考核合成").await?,
        head: head(),
        question: question(&law.raters, &asked),
        weights: weights(&law.raters),
        answer,
        problem,
        empty: empty(&law.raters),
    })
}

/// The total in a sentence; nothing while nothing was asked.
fn reply(raters: &[Rater], asked: &[(String, String)]) -> Option<Result<String, String>> {
    let sent =
        |it: &Rater| asked.iter().find(|(key, _)| *key == it.id).map(|(_, text)| text.trim());
    if raters.iter().all(|it| sent(it).is_none_or(str::is_empty)) {
        return None;
    }
    let mut scores = Vec::new();
    for rater in raters {
        match tenths(sent(rater).unwrap_or_default()) {
            Some(score) => scores.push(score),
            None => {
                return Some(Err(format!(
                    "“{}”填写有误：请填0至100的分数，最多一位小数；各方都评分后才有结果。",
                    rater.name
                )));
            }
        }
    }
    let each = raters.iter().zip(&scores);
    let each = each.map(|(it, score)| format!("{}×{}%", points(*score), it.percent));
    let each = each.collect::<Vec<_>>().join("＋");
    total(raters, &scores).map(|sum| Ok(format!("{each}＝{}分", points(sum))))
}

/// A score in tenths of a point.
fn tenths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 1 || whole.len() > 3 {
        return None;
    }
    let score = whole.parse::<u32>().ok()? * 10 + part.parse::<u32>().ok()?;
    (score <= FULL).then_some(score)
}

fn points(score: u32) -> String {
    if score.is_multiple_of(10) {
        (score / 10).to_string()
    } else {
        format!("{}.{}", score / 10, score % 10)
    }
}

fn question(raters: &[Rater], asked: &[(String, String)]) -> Filters {
    let field = |it: &Rater| {
        let known = asked.iter().find(|(key, _)| *key == it.id).map_or("", |(_, text)| text);
        Field::text(&it.id, &it.name).value(known).width(Width::Third)
    };
    Filters {
        action: HERE.to_owned(),
        fields: raters.iter().map(field).collect(),
        more: Vec::new(),
        reset: HERE.to_owned(),
        hidden: Vec::new(),
    }
}

fn weights(raters: &[Rater]) -> KeyValue {
    let pair = |it: &Rater| {
        let floor = if it.floor == 0 {
            String::new()
        } else {
            format!("；不得低于{}%（{}）", it.floor, it.cite)
        };
        Pair::text(it.name.clone(), format!("{}%", it.percent))
            .note(format!("{}{floor}", it.source))
    };
    KeyValue { pairs: raters.iter().map(pair).collect() }
}

fn head() -> PageHead {
    PageHead::new("考核合成", "派驻人员的考核得分，按本县确定的权重合成；各方都评分后才有结果。")
}

fn empty(raters: &[Rater]) -> EmptyState {
    if raters.is_empty() {
        EmptyState::new("本县没有登记考核权重", "由系统管理员在数据包中登记。")
    } else {
        EmptyState::new("请填写各方评分", "满分一百分，最多一位小数。")
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let raters = [Rater {
        id: "town".to_owned(),
        name: "镇街考核".to_owned(),
        percent: 60,
        floor: 60,
        cite: "《示例条例》第一条".to_owned(),
        source: "示例方案".to_owned(),
    }];
    let page = |answer: &str, problem| AssessmentPage {
        shell: sample_shell(HERE, "考核合成"),
        head: head(),
        question: question(&raters, &[]),
        weights: weights(&raters),
        answer: answer.to_owned(),
        problem,
        empty: empty(&raters),
    };
    vec![
        Sample::of("assessment", &page("", None)),
        Sample::of("assessment answered", &page("88×60%＋92×40%＝89.6分", None)),
        Sample::of(
            "assessment refused",
            &page("", Some(Notice::new(Tone::Warning, "“镇街考核”填写有误。"))),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_has_one_decimal_at_most_and_is_a_hundred_at_most() {
        assert_eq!(tenths("88"), Some(880));
        assert_eq!(tenths("88.5"), Some(885));
        assert_eq!(tenths("100"), Some(FULL));
        for wrong in ["", "100.1", "88.55", "-1", "8８", "1e2", "."] {
            assert_eq!(tenths(wrong), None, "{wrong}");
        }
    }
}
