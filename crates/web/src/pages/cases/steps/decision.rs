//! 作出处罚决定、作出不予处罚决定: shows exactly what will be decided, then asks the head.

use domain::{
    cases::{Command, DecidePenalty, WaivePenalty},
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Field, Form},
    pages::cases::{
        at::At,
        panel::{Panel, Part},
        step::Step,
        view::{checkup, drafted, in_time, origin, progress, same_party},
    },
};

/// Everything the decision rests on.
fn shown(at: &At) -> Vec<Panel> {
    let Some(deciding) = at.case.deciding() else { return Vec::new() };
    let mut all = Vec::new();
    all.extend(drafted::panel(at, "将要作出的决定"));
    all.push(Panel::new("", "查明的事实").with(Part::words(deciding.report.facts.reveal())));
    all.push(progress::telling(at));
    all.extend(progress::opinion(at));
    all.extend(same_party::panel(at));
    all.extend(in_time::panel(at));
    all.push(checkup::prechecks(at));
    all
}

fn form(at: &At, intro: &str, label: &str) -> Form {
    at.form(intro)
        .field(Field::opinion("words", "审批意见", &["同意。"]).help("可以不填。"))
        .submit(label)
}

pub struct Penalty;

impl Step for Penalty {
    const ACT: Act = Act::DecidePenalty;
    const PATH: &'static str = "/cases/{id}/decide-penalty";

    fn above(at: &At) -> Vec<Panel> {
        shown(at)
    }

    fn beside(at: &At) -> Vec<Panel> {
        vec![at.facts(), origin::evidence(at)]
    }

    fn form(at: &At) -> Option<Form> {
        let intro = "决定的内容就是通过法制审核的处理决定，不能在这里改动；不同意的，请承办人重新拟定。作出后立即编号并生成处罚决定书，不能撤回（《行政处罚法》第五十七条）。";
        Some(form(at, intro, "作出处罚决定"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let words = read.text_if("words").unwrap_or_default();
        Command::DecidePenalty(DecidePenalty { words })
    }
}

pub struct Waiver;

impl Step for Waiver {
    const ACT: Act = Act::WaivePenalty;
    const PATH: &'static str = "/cases/{id}/waive-penalty";

    fn above(at: &At) -> Vec<Panel> {
        shown(at)
    }

    fn beside(at: &At) -> Vec<Panel> {
        vec![at.facts(), origin::evidence(at)]
    }

    fn form(at: &At) -> Option<Form> {
        let intro = "决定的内容就是通过法制审核的处理决定，不能在这里改动。作出后立即编号并生成不予行政处罚决定书，不能撤回（《行政处罚法》第三十三条、第五十七条）。";
        Some(form(at, intro, "作出不予处罚决定"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let words = read.text_if("words").unwrap_or_default();
        Command::WaivePenalty(WaivePenalty { words })
    }
}
