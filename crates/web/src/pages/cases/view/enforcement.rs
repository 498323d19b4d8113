//! 代履行、强制拆除: demands, decisions, and how each ended.

use domain::cases::{Enforcement, EnforcementEnd, OrderDemand};
use law::{date_zh, datetime_zh};

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

/// The panel, once something was demanded or decided.
pub fn panel(at: &At) -> Option<Panel> {
    let all = &at.case.enforcements;
    let mut pairs: Vec<Pair> = all.demands.iter().flat_map(|it| demand(at, it)).collect();
    pairs.extend(all.decided.iter().flat_map(|it| decided(at, it)));
    if pairs.is_empty() {
        return None;
    }
    let panel = Panel::new("enforcement", "代履行、强制拆除");
    Some(panel.with(Part::Pairs(KeyValue { pairs })))
}

fn demand(at: &At, it: &OrderDemand) -> Vec<Pair> {
    let told = match at.case.delivered_on(&it.document) {
        Some(on) => format!("{}送达", date_zh(on)),
        None => "还没有送达".to_owned(),
    };
    let label = if it.enforcement.is_some() { "代履行前催告" } else { "催告履行" };
    let words = format!("限{}前履行", date_zh(it.until));
    let letter = Pair::new(label, Cell::link(words, pdf(at, it.document.as_str())));
    let mut pairs = vec![letter.note(format!("{}制发，{told}", date_zh(it.on)))];
    if let Some(announcement) = &it.announcement {
        let words = format!("{}公告", date_zh(it.on));
        pairs.push(Pair::new("执行公告", Cell::link(words, pdf(at, announcement.as_str()))));
    }
    pairs
}

fn decided(at: &At, it: &Enforcement) -> Vec<Pair> {
    let made = &it.decision;
    let words = format!("{}决定，{}", date_zh(made.on), made.route.name_zh());
    let plan = format!(
        "{}，{}起由{}实施，预算{}",
        made.basis,
        datetime_zh(made.planned_at),
        made.performer,
        made.estimate
    );
    let decision = Pair::new("决定", Cell::link(words, pdf(at, made.document.as_str())));
    let end = match &it.end {
        None => Pair::new("实施", Cell::badge("等待实施", Tone::Warning)),
        Some(EnforcementEnd::Performed(record)) => {
            let words = format!("{}，费用{}", datetime_zh(record.at), record.cost);
            Pair::new("实施", Cell::link(words, pdf(at, record.document.as_str())))
                .note(format!("监督：{}", at.names(&record.officers)))
        }
        Some(EnforcementEnd::Stopped { reason, on }) => {
            Pair::text("停止", date_zh(*on)).note(reason.reveal())
        }
    };
    vec![decision.note(plan), end]
}
