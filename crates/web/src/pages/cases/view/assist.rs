//! 协助调查: what was asked of whom, and what came back.

use domain::cases::Assistance;
use law::date_zh;

use super::origin::pdf;
use crate::{
    components::{
        blocks::{KeyValue, Pair},
        text::{Cell, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The panel, once a letter went out.
pub fn panel(at: &At) -> Option<Panel> {
    if at.case.assistance.is_empty() {
        return None;
    }
    let mut panel = Panel::new("assistance", "协助调查");
    for it in &at.case.assistance {
        panel = panel.with(Part::Pairs(KeyValue { pairs: one(at, it) }));
    }
    Some(panel)
}

fn one(at: &At, it: &Assistance) -> Vec<Pair> {
    let letter = &it.letter;
    let (state, tone) = match it.answer {
        Some(_) => ("已经答复", Tone::Plain),
        None => ("等待答复", Tone::Warning),
    };
    let number = at.case.document(&letter.document).and_then(|it| it.number.as_ref());
    let number = number.map_or("协助调查函", |it| it.text.as_str()).to_owned();
    let mut pairs = vec![
        Pair::new(letter.body.clone(), Cell::badge(state, tone)),
        Pair::text("请求协助的事项", letter.request.reveal()),
        Pair::new("函", Cell::link(number, pdf(at, letter.document.as_str()))).note(format!(
            "{}，{}",
            at.people.name(&letter.by),
            date_zh(letter.on)
        )),
        Pair::text("希望答复的日期", date_zh(letter.due_on)),
    ];
    if let Some(answer) = &it.answer {
        let received = format!("{}收到，{}", date_zh(answer.on), answer.number);
        pairs.push(Pair::text("答复", answer.words.reveal()).note(received));
    }
    pairs
}
