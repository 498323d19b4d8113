//! Questions anybody on duty may ask: who may act, when a period ends, which rule applies.

pub mod answer;
mod assessment;
mod deadlines;
mod flow;
mod heads;
mod rules;
mod who;

pub use flow::{page as flow_page, review as review_chart};

use domain::policy::Act;

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new()
        .page("/tools/competence", Act::UseDesk, who::who)
        .page("/tools/who", Act::UseDesk, who::who)
        .page("/tools/assessment", Act::UseDesk, assessment::assessment)
        .page("/tools/deadlines", Act::UseDesk, deadlines::deadlines)
        .page("/tools/flow", Act::UseDesk, flow::flow)
        .page("/tools/heads", Act::UseDesk, heads::heads)
        .page("/tools/rules", Act::UseDesk, rules::rules)
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    let mut all = who::samples();
    all.extend(assessment::samples());
    all.extend(deadlines::samples());
    all.extend(flow::samples());
    all.extend(heads::samples());
    all.extend(rules::samples());
    all
}
