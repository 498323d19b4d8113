//! 快速办理: by which rule, on which conditions, what the party admitted, and why it ended.

use domain::cases::Fast;
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

/// The panel, once fast handling was offered.
pub fn panel(at: &At) -> Option<Panel> {
    if at.case.fasts.is_empty() {
        return None;
    }
    let mut panel = Panel::new("fast", "快速办理");
    for it in &at.case.fasts {
        panel = panel.with(Part::Pairs(KeyValue { pairs: one(at, it) }));
    }
    Some(panel)
}

fn one(at: &At, it: &Fast) -> Vec<Pair> {
    let offer = &it.offer;
    let tone = if it.left.is_some() || it.consent.is_some() { Tone::Plain } else { Tone::Warning };
    let who = |by, on| format!("{}，{}", at.people.name(by), date_zh(on));
    let mut pairs = vec![
        Pair::new("依据", Cell::badge(it.phase_zh(), tone)).note(offer.cite.to_string()),
        Pair::text("告知", who(&offer.by, offer.on)).note(offer.conditions.join("；")),
    ];
    if let Some(consent) = &it.consent {
        let paper = Cell::link("认错认罚和同意快速办理书", pdf(at, consent.document.as_str()));
        pairs.push(Pair::new("书面同意", paper).note(who(&consent.by, consent.on)));
        pairs.push(Pair::text("承认的事实", consent.admission.reveal()));
    }
    if let Some(left) = &it.left {
        let words = format!("{}：{}", who(&left.by, left.on), left.reason.reveal());
        pairs.push(Pair::text("转回普通程序", left.ground.name_zh()).note(words));
    }
    pairs
}
