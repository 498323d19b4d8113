//! 移送管辖: to whom and why, who decided, what the other authority answered.

use domain::cases::CaseTransfer;
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

/// The panel, once a letter went out.
pub fn panel(at: &At) -> Option<Panel> {
    if at.case.transfers.is_empty() {
        return None;
    }
    let mut panel = Panel::new("transfer", "移送管辖");
    for it in &at.case.transfers {
        panel = panel.with(Part::Pairs(KeyValue { pairs: one(at, it) }));
    }
    if at.case.transfer().is_some() {
        let counted = at.law.rules.reading("DB-29") != Some("excluded");
        let clock = if counted {
            "移送期间照常计入办案期限"
        } else {
            "退回的，移送期间不计入办案期限"
        };
        let words = format!("管辖没有确定之前，不能推进到处理决定；{clock}。");
        panel = panel.with(Part::Notice(Notice::new(Tone::Warning, words)));
    }
    Some(panel)
}

fn one(at: &At, it: &CaseTransfer) -> Vec<Pair> {
    let letter = &it.letter;
    let tone = if it.over() { Tone::Plain } else { Tone::Warning };
    let number = at.case.document(&letter.document).and_then(|it| it.number.as_ref());
    let number = number.map_or("移送函", |it| it.text.as_str()).to_owned();
    let basis = format!("{} {}", letter.ground.cite(), letter.rests_on);
    let who = format!("{}，{}", at.people.name(&letter.by), date_zh(letter.on));
    let mut pairs = vec![
        Pair::new(letter.organ.clone(), Cell::badge(it.phase_zh(), tone)),
        Pair::text("情形", letter.ground.name_zh()).note(basis.trim()),
        Pair::text("理由", letter.reason.reveal()),
        Pair::text("材料", letter.materials.join("；")),
        Pair::new("审批", Cell::link("同意移送", pdf(at, letter.approval.as_str()))).note(who),
        Pair::new("移送函", Cell::link(number, pdf(at, letter.document.as_str()))),
    ];
    if let Some(answer) = &it.answer {
        let day = date_zh(answer.on);
        pairs.push(match &answer.receipt {
            Some(receipt) => {
                let paper = Cell::link(format!("{day}签收"), pdf(at, receipt.as_str()));
                Pair::new("回执", paper).note(answer.receiver.reveal())
            }
            None => {
                Pair::text("退回", format!("{day}，{}", answer.number)).note(answer.reason.reveal())
            }
        });
    }
    if let Some(end) = &it.end {
        let words = format!("{}，{}", date_zh(end.on), end.document);
        pairs.push(Pair::text("结果", end.outcome.name_zh()).note(words));
    }
    pairs
}
