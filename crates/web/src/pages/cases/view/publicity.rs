//! The public version of the decision, and the documents of the case.

use domain::{
    cases::{Publication, awaiting_delivery, is_delivered_form},
    documents::Document,
    policy::Act,
    publicity::PublicVersion,
};
use law::date_zh;

use crate::{
    components::{
        blocks::{KeyValue, Pair},
        notice::EmptyState,
        records::{DocumentList, Paper},
        text::{Badge, Cell, Link, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// 公示, once there is a decision.
pub fn panel(at: &At) -> Option<Panel> {
    let decided = at.case.decided()?;
    let panel = Panel::new("publication", "公示");
    Some(match &decided.publication {
        Publication::None => panel.with(Part::Quiet("还没有拟公示。".to_owned())),
        Publication::Withheld { reason } => {
            let pairs = vec![
                Pair::new("状态", Cell::badge("不予公示", Tone::Plain)),
                Pair::text("理由", reason.clone()),
            ];
            panel.with(Part::Pairs(KeyValue { pairs }))
        }
        Publication::Proposed(version, by) => {
            let state = Pair::new("状态", Cell::badge("待确认", Tone::Warning))
                .note(format!("{}拟公示", at.people.name(by)));
            panel.with(shown(state, version))
        }
        Publication::Published(version, on) => {
            let state = Pair::new("状态", Cell::badge("已公示", Tone::Good)).note(date_zh(*on));
            panel.with(shown(state, version))
        }
        Publication::Retracted { version, on, reason } => {
            let state = Pair::new("状态", Cell::badge("已撤回", Tone::Danger))
                .note(format!("{}：{reason}", date_zh(*on)));
            panel.with(shown(state, version))
        }
    })
}

fn shown(state: Pair, version: &PublicVersion) -> Part {
    let pairs = vec![
        state,
        Pair::new("文号", Cell::figure(version.number.clone())),
        Pair::text("执法机关", version.authority.clone()),
        Pair::text("相对人", version.party.clone()),
        Pair::text("案由", version.cause.clone()),
        Pair::text("决定类型", version.kind.clone()),
        Pair::text("公示内容", version.summary.clone()),
        Pair::text("依据", version.basis.clone()),
        Pair::text("决定日期", version.decided_on.clone()),
    ];
    Part::Pairs(KeyValue { pairs })
}

/// 文书, the newest last, each with its number, edition and delivery.
pub fn papers(at: &At) -> Panel {
    let papers = at.case.documents.iter().map(|it| paper(at, it)).collect();
    let list = DocumentList {
        label: "文书".to_owned(),
        papers,
        empty: EmptyState::new("还没有文书", "每一步制发的文书会自动编号入卷。"),
    };
    let panel = Panel::new("papers", format!("文书（{}）", at.case.documents.len()))
        .with(Part::Papers(list));
    if at.case.documents.is_empty() || !at.case.handlers.contains(at.call.me()) {
        return panel;
    }
    let href = format!("{}/{}", at.href(), Act::CorrectDocument.slug());
    panel.with(Part::Links(vec![Link::new("更正文书", href)]))
}

fn paper(at: &At, it: &Document) -> Paper {
    Paper {
        number: it.number.as_ref().map_or_else(|| it.form.clone(), |number| number.text.clone()),
        state: state(at, it),
        made: format!("{}制发", date_zh(it.issued_on)),
        ..crate::pages::papers::paper(&at.call, &at.case.stream, &at.case.documents, it)
    }
}

fn state(at: &At, it: &Document) -> Badge {
    if let Some(delivery) = at.case.deliveries.iter().find(|d| d.document == it.id) {
        let words = format!("{}{}", date_zh(delivery.delivered_on), delivery.method.name_zh());
        return Badge::new(words, Tone::Good);
    }
    if at.case.newest_edition(it).id != it.id {
        return Badge::new("已被更正后的版本代替", Tone::Plain);
    }
    if awaiting_delivery(&at.case).any(|waiting| waiting.id == it.id) {
        return Badge::new("待送达", Tone::Warning);
    }
    if is_delivered_form(&it.form) {
        return Badge::new("已被新的文书代替", Tone::Plain);
    }
    Badge::new("入卷", Tone::Plain)
}
