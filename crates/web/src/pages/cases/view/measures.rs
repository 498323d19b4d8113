//! 措施: every measure of a case with its clock, its articles and its papers.

use domain::{
    Private,
    cases::{Fate, Held, Measure, MeasureApproval},
};
use law::{date_zh, datetime_zh};

use super::origin::pdf;
use crate::{
    components::{
        blocks::{KeyValue, Pair},
        notice::EmptyState,
        table::{Column, DataTable},
        text::{Cell, Link, Tone},
    },
    pages::{
        cases::{
            at::At,
            panel::{Panel, Part},
        },
        shared::light,
    },
};

/// What a measure is called where one is chosen.
pub fn title(it: &Measure) -> String {
    let things: Vec<&str> = it.proposal.things.iter().map(Private::reveal).collect();
    let on = it.held.as_ref().map_or(it.proposal.on, |held| held.taking.at.date());
    format!("{}（{}）：{}", it.proposal.kind.name_zh(), date_zh(on), things.join("、"))
}

/// One panel a measure.
pub fn panels(at: &At) -> Vec<Panel> {
    let each = at.case.measures.iter().enumerate();
    each.map(|(turn, it)| panel(at, turn, it)).collect()
}

fn panel(at: &At, turn: usize, it: &Measure) -> Panel {
    let id = if turn == 0 { "measures" } else { "" };
    let mut panel = Panel::new(id, format!("措施：{}", it.proposal.kind.name_zh()));
    if let (true, Some(due)) = (it.runs(), it.due(&at.case, &at.law)) {
        let lamp = light(at.today(), due, &at.law.calendar);
        let words = format!("{}期限，届满必须解除", it.proposal.kind.name_zh());
        panel = panel.with(Part::Light(lamp.about(words).under(Link::new(basis(at, it), ""))));
    }
    panel = panel.with(Part::Pairs(KeyValue { pairs: pairs(at, it) }));
    match &it.held {
        Some(held) => panel.with(Part::table(articles(at, held))),
        None => panel,
    }
}

fn basis(at: &At, it: &Measure) -> String {
    let rule = it.proposal.kind.rule();
    at.law.rules.at(rule, it.proposal.on).map_or_else(|_| String::new(), law::Parameter::basis)
}

fn pairs(at: &At, it: &Measure) -> Vec<Pair> {
    let proposal = &it.proposal;
    let mut pairs = vec![
        Pair::text("依据", proposal.basis.clone()),
        Pair::text("理由", proposal.reason.reveal()),
        Pair::text("提请", format!("{}，{}", at.people.name(&proposal.by), date_zh(proposal.on))),
    ];
    if let Some(urgent) = &proposal.urgent {
        pairs.push(
            Pair::new("紧急实施", Cell::badge("事后补办批准", Tone::Warning)).note(urgent.clone()),
        );
    }
    pairs.push(approval(at, it));
    let Some(held) = &it.held else { return pairs };
    let taking = &held.taking;
    pairs.push(
        Pair::text("实施", format!("{}，{}", datetime_zh(taking.at), at.names(&taking.officers)))
            .note(taking.place.reveal()),
    );
    pairs.push(Pair::new(
        "决定书",
        Cell::link(taking.number.clone(), pdf(at, taking.decision.as_str())),
    ));
    pairs.push(
        Pair::text("保管", taking.custody.clone())
            .note(format!("保管人{}", taking.keeper.reveal())),
    );
    for told in &held.appraisals {
        let span = format!("{}至{}", date_zh(told.first_on), date_zh(told.last_on));
        let note = match at.case.delivered_on(&told.document) {
            Some(on) => format!("{}，告知书{}送达", told.institution, date_zh(on)),
            None => format!("{}，告知书还没有送达，期间还不扣除", told.institution),
        };
        pairs.push(Pair::text("鉴定期间", span).note(note));
    }
    if let Some(reason) = &held.asked {
        pairs.push(Pair::new("延长", Cell::badge("等待审批", Tone::Warning)).note(reason.reveal()));
    }
    if let Some(longer) = &held.extension {
        let who = format!("{}批准，{}", at.people.name(&longer.by), date_zh(longer.on));
        pairs.push(Pair::text("延长", who).note(longer.reason.reveal()));
    }
    for lifted in &held.releases {
        let words = format!("{}，{}", date_zh(lifted.on), lifted.ground.name_zh());
        pairs.push(Pair::new("解除", Cell::link(words, pdf(at, lifted.document.as_str()))));
    }
    pairs
}

fn approval(at: &At, it: &Measure) -> Pair {
    match &it.approval {
        MeasureApproval::Pending => match it.ratify_by(&at.law) {
            Some(until) if it.runs() => {
                Pair::new("审批", Cell::badge("等待补办批准", Tone::Danger))
                    .note(format!("{}之前必须补办，否则立即解除", datetime_zh(until)))
            }
            Some(_) | None => Pair::new("审批", Cell::badge("等待审批", Tone::Warning)),
        },
        MeasureApproval::Given { by, at: when } => {
            Pair::text("审批", format!("{}批准，{}", at.people.name(by), datetime_zh(*when)))
        }
        MeasureApproval::Refused { reason, at: when } => {
            Pair::new("审批", Cell::badge("不批准", Tone::Danger))
                .note(format!("{}：{reason}", datetime_zh(*when)))
        }
    }
}

fn articles(at: &At, held: &Held) -> DataTable {
    let columns = ["标签号", "名称", "数量", "状况", "现在"].map(Column::new).to_vec();
    let mut table = DataTable::new("物品清单", columns, EmptyState::new("没有物品", ""));
    table.rows = held
        .articles
        .iter()
        .map(|one| {
            vec![
                Cell::figure(one.label.clone()),
                Cell::lines(one.name.clone(), one.features.reveal()),
                Cell::text(format!("{}{}", one.quantity_text(), one.unit)),
                Cell::text(one.condition.reveal()),
                fate(at, &one.fate),
            ]
        })
        .collect();
    table
}

fn fate(at: &At, fate: &Fate) -> Cell {
    match fate {
        Fate::Held | Fate::Released { .. } | Fate::Confiscated { .. } => {
            Cell::badge(fate.name_zh(), Tone::Warning)
        }
        Fate::Converted { on } => Cell::lines(fate.name_zh(), date_zh(*on)),
        Fate::Returned { on, document } => {
            Cell::link(format!("{}退还", date_zh(*on)), pdf(at, document.as_str()))
        }
        Fate::Transferred { on, document } => {
            Cell::link(format!("{}随案移送", date_zh(*on)), pdf(at, document.as_str()))
        }
        Fate::Offset { on, document } => {
            Cell::link(format!("{}拍卖抵缴罚款", date_zh(*on)), pdf(at, document.as_str()))
        }
        Fate::Disposed { on, manner, document } => {
            let words = format!("{}{}", date_zh(*on), manner.name_zh());
            Cell::link(words, pdf(at, document.as_str()))
        }
    }
}
