//! 回避: who was asked to withdraw, by whom, why, and what the head decided.

use domain::cases::Recusal;
use law::date_zh;

use super::origin::pdf;
use crate::{
    components::{
        blocks::{KeyValue, Pair},
        notice::Notice,
        text::{Cell, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The panel, once somebody was asked to withdraw.
pub fn panel(at: &At) -> Option<Panel> {
    if at.case.recusals.is_empty() {
        return None;
    }
    let mut panel = Panel::new("recusal", "回避");
    for it in &at.case.recusals {
        panel = panel.with(Part::Pairs(KeyValue { pairs: one(at, it) }));
    }
    let open = at.case.recusals.iter().any(|it| it.decision.is_none());
    let words = "回避申请没有决定之前，不停止调查，但是不能作出处罚决定（《行政处罚法》第四十三条第三款）。";
    Some(panel.maybe(open.then(|| Part::Notice(Notice::new(Tone::Warning, words)))))
}

fn one(at: &At, it: &Recusal) -> Vec<Pair> {
    let request = &it.request;
    let (words, tone) = match &it.decision {
        None => ("等待负责人决定", Tone::Warning),
        Some(decision) if decision.granted => ("已回避", Tone::Info),
        Some(_) => ("驳回", Tone::Plain),
    };
    let asked = format!("{}，{}", date_zh(request.on), request.applicant.name_zh());
    let mut pairs = vec![
        Pair::new(at.people.name(&request.person), Cell::badge(words, tone)).note(asked),
        Pair::text("情形", request.ground.name_zh()).note(request.reason.reveal()),
    ];
    let Some(decision) = &it.decision else { return pairs };
    let paper = Cell::link("回避决定书".to_owned(), pdf(at, decision.document.as_str()));
    let who = format!("{}，{}", at.people.name(&decision.by), date_zh(decision.on));
    pairs.push(Pair::new("决定", paper).note(format!("{who}：{}", decision.reason.reveal())));
    if let Some(next) = &decision.replacement {
        pairs.push(Pair::text("接替", at.people.name(next)));
    }
    if let Some(earlier) = decision.earlier {
        pairs.push(Pair::text("此前的行为", earlier.name_zh()));
    }
    pairs
}
