//! 办案流程图: the procedure drawn from the machine's own table, as a picture and as text.
//!
//! It draws what `domain::cases::FLOW` says and knows no procedure of its own; only the places of
//! the boxes on the paper are decided here.

use askama::Template;
use axum::response::Response;
use domain::{
    cases::{self, BESIDE, Case, FLOW, Leads, Phase},
    policy::{Act, rule_for},
    rules::{gate_rules, rule},
};

use super::deadlines::HERE as DEADLINES;
use crate::{
    Call, PageError,
    components::{
        blocks::PageHead,
        flow_chart::{FlowBox, FlowChart, FlowLine, FlowMove, FlowState},
        shell::Shell,
        text::Link,
    },
    pages::{
        samples::{Sample, sample_shell},
        show,
    },
};

#[derive(Template)]
#[template(path = "tools/flow.html")]
pub struct FlowPage {
    pub shell: Shell,
    pub head: PageHead,
    /// Where the case stands; empty without a case.
    pub now: String,
    pub charts: Vec<FlowChart>,
    pub beside: Vec<Part>,
}

/// A procedure that goes on beside the way of the case.
pub struct Part {
    pub name: &'static str,
    pub lines: Vec<FlowLine>,
}

/// Where a phase lies: its column and its row.
type Place = (Phase, i32, i32);

const GENERAL: &[Place] = &[
    (Phase::Found, 0, 0),
    (Phase::Proposed, 0, 1),
    (Phase::NotFiled, 1, 1),
    (Phase::Investigating, 0, 2),
    (Phase::Reported, 0, 3),
    (Phase::Approved, 0, 4),
    (Phase::Noticed, 0, 5),
    (Phase::Told, 0, 6),
    (Phase::Representing, 1, 6),
    (Phase::HearingAsked, 1, 7),
    (Phase::HearingCalled, 1, 8),
    (Phase::Heard, 1, 9),
    (Phase::Reviewing, 0, 10),
    (Phase::Amending, 1, 10),
    (Phase::Passed, 0, 11),
    (Phase::Deliberated, 1, 11),
    (Phase::Decided, 0, 12),
    (Phase::Ended, 1, 13),
    (Phase::Performing, 0, 13),
    (Phase::Closing, 0, 14),
    (Phase::Closed, 0, 15),
    (Phase::Archived, 0, 16),
];

const REVIEW: &[Place] = &[
    (Phase::Told, 0, 0),
    (Phase::Heard, 1, 0),
    (Phase::Approved, 0, 1),
    (Phase::Amending, 1, 1),
    (Phase::Reviewing, 0, 2),
    (Phase::Investigating, 1, 2),
    (Phase::Passed, 0, 3),
    (Phase::Deliberated, 1, 3),
    (Phase::Decided, 0, 4),
];

const SUMMARY: &[Place] = &[
    (Phase::Found, 0, 0),
    (Phase::OnSpot, 0, 1),
    (Phase::ToldOnSpot, 0, 2),
    (Phase::Proposed, 1, 2),
    (Phase::Performing, 0, 3),
    (Phase::Closing, 0, 4),
    (Phase::Closed, 0, 5),
    (Phase::Archived, 0, 6),
];

/// The acts of the legal review and of what it lets through.
const OF_REVIEW: [Act; 5] = [
    Act::DraftDecision,
    Act::GiveOpinion,
    Act::RecordDeliberation,
    Act::DecidePenalty,
    Act::WaivePenalty,
];

/// `GET /tools/flow`
pub async fn flow(call: Call) -> Result<Response, PageError> {
    let above = vec![Link::new("期限计算", DEADLINES)];
    let shell = call.shell(DEADLINES, above, "办案流程图").await?;
    show(&page(shell, None))
}

/// The page, with the path of the case lit when there is one.
pub fn page(shell: Shell, case: Option<&Case>) -> FlowPage {
    let under = "由程序的状态和步骤直接绘制：每一步由谁办、办之前核对哪些规则。";
    let now = case.map_or("", |case| cases::phase(case).name_zh());
    FlowPage {
        shell,
        head: PageHead::new("办案流程图", under),
        now: now.to_owned(),
        charts: charts(case),
        beside: beside(),
    }
}

fn charts(case: Option<&Case>) -> Vec<FlowChart> {
    let to_file = |it: &Leads| it.act != Act::BeginSummary;
    let on_spot = |it: &Leads| it.act != Act::ProposeFiling;
    vec![
        chart(1, ("普通程序", "从发现违法行为到归档。"), (GENERAL, &to_file), case),
        review(case),
        chart(3, ("简易程序", "当场处罚；不能当场处罚的转为普通程序。"), (SUMMARY, &on_spot), case),
    ]
}

/// 重大执法决定法制审核流程图.
///
/// # Law
/// 《行政处罚法》第五十八条; 国办发〔2018〕118号 (TS-12).
pub fn review(case: Option<&Case>) -> FlowChart {
    let words =
        ("重大执法决定法制审核", "拟定处理决定之后、作出决定之前。普通程序的决定都经过法制审核。");
    chart(2, words, (REVIEW, &|it| OF_REVIEW.contains(&it.act)), case)
}

type Wanted<'a> = &'a dyn Fn(&Leads) -> bool;

fn chart(
    mark: usize,
    words: (&str, &str),
    (places, wanted): (&[Place], Wanted<'_>),
    case: Option<&Case>,
) -> FlowChart {
    let there = |phase: Phase| places.iter().position(|(it, _, _)| *it == phase);
    let mut lines: Vec<(Act, Phase, Vec<Phase>)> = Vec::new();
    let mut moves = Vec::new();
    for it in FLOW.iter().filter(|it| wanted(it)) {
        let (Some(from), Some(to)) = (there(it.from), there(it.to)) else { continue };
        let line = lines.iter().position(|(act, to, _)| (*act, *to) == (it.act, it.to));
        let at = line.unwrap_or(lines.len());
        match lines.get_mut(at) {
            Some((_, _, sources)) => sources.push(it.from),
            None => lines.push((it.act, it.to, vec![it.from])),
        }
        moves.push(FlowMove { from, to, number: at + 1 });
    }
    let told = lines.iter().enumerate().map(|(at, (act, to, sources))| {
        let from: Vec<&str> = sources.iter().map(|phase| phase.name_zh()).collect();
        let ways = (from.join("、"), to.name_zh().to_owned());
        line(at + 1, *act, ways)
    });
    let mut chart = FlowChart::new(mark, words, boxes(places, case), &moves);
    chart.lines = told.collect();
    chart
}

/// What an act is, who does it, and what is checked before.
fn line(number: usize, act: Act, (from, to): (String, String)) -> FlowLine {
    let mut roles: Vec<&str> = Vec::new();
    for (role, _) in rule_for(act).grants {
        if !roles.contains(&role.name_zh()) {
            roles.push(role.name_zh());
        }
    }
    let checks = gate_rules(act).iter().filter_map(|id| rule(id));
    let checks: Vec<String> = checks.map(|rule| format!("{}{}", rule.id, rule.name)).collect();
    FlowLine {
        number,
        from,
        to,
        act: act.name_zh().to_owned(),
        who: roles.join("、"),
        checks: checks.join("、"),
    }
}

fn beside() -> Vec<Part> {
    let lines = |acts: &[Act]| {
        let each = acts.iter().enumerate();
        each.map(|(at, act)| line(at + 1, *act, (String::new(), String::new()))).collect()
    };
    BESIDE.iter().map(|it| Part { name: it.name_zh, lines: lines(it.acts) }).collect()
}

fn boxes(places: &[Place], case: Option<&Case>) -> Vec<FlowBox> {
    let been = case.map(cases::reached).unwrap_or_default();
    let now = case.map(cases::phase);
    let each = places.iter().map(|(phase, column, row)| FlowBox {
        label: phase.name_zh().to_owned(),
        column: *column,
        row: *row,
        state: match (now == Some(*phase), been.contains(phase)) {
            (true, _) => FlowState::Now,
            (false, true) => FlowState::Past,
            (false, false) => FlowState::Plain,
        },
    });
    each.collect()
}

pub(super) fn samples() -> Vec<Sample> {
    vec![Sample::of("flow", &page(sample_shell(DEADLINES, "办案流程图"), None))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_move_of_the_machine_is_drawn_and_told() {
        let all = charts(None);
        let told = |it: &Leads| {
            all.iter().flat_map(|chart| &chart.lines).any(|line| {
                line.from.split('、').any(|from| from == it.from.name_zh())
                    && line.to == it.to.name_zh()
                    && line.act == it.act.name_zh()
            })
        };
        let silent: Vec<&Leads> = FLOW.iter().filter(|it| !told(it)).collect();
        assert!(silent.is_empty(), "{silent:?}");
        for chart in &all {
            let labels = chart.ways.iter().filter_map(|way| way.label.as_ref());
            let drawn: std::collections::BTreeSet<&str> =
                labels.flat_map(|label| label.numbers.split(',')).collect();
            assert_eq!(drawn.len(), chart.lines.len(), "{}", chart.title);
        }
    }

    #[test]
    fn every_phase_is_a_box_and_no_two_lie_on_each_other() {
        for places in [GENERAL, REVIEW, SUMMARY] {
            let spots: std::collections::BTreeSet<(i32, i32)> =
                places.iter().map(|(_, column, row)| (*column, *row)).collect();
            assert_eq!(spots.len(), places.len());
        }
        let drawn = |it: &Phase| {
            [GENERAL, SUMMARY].iter().any(|places| places.iter().any(|(phase, ..)| phase == it))
        };
        assert_eq!(Phase::ALL.iter().find(|it| !drawn(it)), None);
    }

    #[test]
    fn what_goes_on_beside_is_told_with_who_and_what_is_checked() {
        let all = beside();
        let decide = all.iter().flat_map(|part| &part.lines).find(|it| it.act == "决定回避申请");
        assert!(decide.is_some_and(|it| it.who.contains("负责人")), "{decide:?}");
    }
}
