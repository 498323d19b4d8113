//! 中止调查: since when, why, whether the days count, and when it went on.

use domain::cases::Standstill;
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

/// The panel, once the investigation stood still.
pub fn panel(at: &At) -> Option<Panel> {
    if at.case.standstills.is_empty() {
        return None;
    }
    let mut panel = Panel::new("standstill", "中止调查");
    for it in &at.case.standstills {
        panel = panel.with(Part::Pairs(KeyValue { pairs: one(at, it) }));
    }
    Some(panel)
}

fn one(at: &At, it: &Standstill) -> Vec<Pair> {
    let suspension = &it.suspension;
    let (words, tone) = match &it.resumption {
        None => ("调查中止", Tone::Warning),
        Some(_) => ("已经恢复", Tone::Plain),
    };
    let clock = if suspension.excluded_by.is_empty() {
        "照常计入办案期限".to_owned()
    } else {
        format!("依据{}，不计入办案期限", suspension.excluded_by)
    };
    let paper =
        |id: &domain::ids::DocumentId| Cell::link("审批表".to_owned(), pdf(at, id.as_str()));
    let mut pairs = vec![
        Pair::new(suspension.ground.clone(), Cell::badge(words, tone))
            .note(suspension.cite.clone()),
        Pair::new("中止", paper(&suspension.document)).note(format!(
            "{}，{}：{}",
            date_zh(suspension.on),
            at.people.name(&suspension.by),
            suspension.reason.reveal()
        )),
        Pair::text("这段时间", clock),
    ];
    if let Some(resumption) = &it.resumption {
        pairs.push(Pair::new("恢复", paper(&resumption.document)).note(format!(
            "{}，原因于{}消除：{}",
            date_zh(resumption.on),
            date_zh(resumption.ceased_on),
            resumption.reason.reveal()
        )));
    }
    pairs
}
