//! What a case comes from, beside the form that begins it.

use domain::{clues::Clue, evidence::Evidence, inspections::Inspection};
use law::date_zh;

use super::{
    super::panel::{Panel, Part},
    From,
};
use crate::{
    Call,
    components::{
        blocks::{KeyValue, Pair},
        notice::EmptyState,
        table::{Column, DataTable},
        text::{Cell, Link},
    },
};

/// What the case comes from.
pub fn panels(call: &Call, from: &From) -> Vec<Panel> {
    let mut panels = Vec::new();
    panels.extend(from.inspection.as_ref().map(|it| inspection_panel(call, it)));
    panels.extend(from.clue.as_ref().map(clue_panel));
    panels
}

fn inspection_panel(call: &Call, it: &Inspection) -> Panel {
    let law = call.law();
    let people = call.people();
    let unit = law.unit(&it.unit).map_or_else(String::new, |unit| unit.name.clone());
    let officers: Vec<String> = it.officers.iter().map(|id| people.name(id)).collect();
    let mut pairs = vec![
        Pair::text("检查单位", unit),
        Pair::text("检查人员", officers.join("、")),
        Pair::text("检查对象", it.object.public_name()),
    ];
    if let Some(arrival) = it.stage.arrival() {
        pairs.push(Pair::text("到场日期", date_zh(arrival.on)));
    }
    let mut table = DataTable::new(
        "随检查移交的证据",
        ["证据", "校验值"].map(Column::new).to_vec(),
        EmptyState::new("没有证据", "这次检查没有固定证据。"),
    );
    table.rows = it.evidence.iter().map(evidence_row).collect();
    Panel::new("", "来自检查")
        .with(Part::Pairs(KeyValue { pairs }))
        .with(Part::table(table))
        .with(Part::Links(vec![Link::new("查看检查", format!("/inspections/{}", it.id))]))
}

fn evidence_row(it: &Evidence) -> Vec<Cell> {
    let tail = it
        .blob
        .as_ref()
        .and_then(|blob| blob.sha256.get(blob.sha256.len().saturating_sub(8)..).map(str::to_owned));
    vec![Cell::lines(it.name.clone(), it.kind.name_zh()), tail.map_or(Cell::Blank, Cell::figure)]
}

fn clue_panel(it: &Clue) -> Panel {
    Panel::new("", "来自线索")
        .with(Part::Pairs(KeyValue {
            pairs: vec![
                Pair::new("受理号", Cell::figure(it.receipt.clone())),
                Pair::text("类别", it.category.clone()),
            ],
        }))
        .with(Part::words(it.words.reveal()))
        .with(Part::Links(vec![Link::new("查看线索", format!("/clues/{}", it.id))]))
}
