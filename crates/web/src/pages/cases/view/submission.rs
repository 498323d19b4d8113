//! 提请负责人审批的事项: what lies on the table, or why it came back.

use domain::cases::{Matter, Submission, Table};
use law::date_zh;

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

/// The panel, while something waits for the head or came back.
pub fn panel(at: &At) -> Option<Panel> {
    let (submission, badge) = match &at.case.table {
        Table::Clear => return None,
        Table::Put(it) => (it, Cell::badge("等待审批", Tone::Warning)),
        Table::GivenBack(it) => (&it.submission, Cell::badge("已经退回", Tone::Danger)),
    };
    let mut pairs = vec![Pair::new(submission.matter.act().name_zh(), badge)];
    pairs.extend(matter(at, submission));
    pairs.push(Pair::text(
        "提请",
        format!("{}，{}", at.people.name(&submission.by), date_zh(submission.on)),
    ));
    if let Some(back) = at.case.table.given_back() {
        let words = format!("{}，{}", at.people.name(&back.by), date_zh(back.on));
        pairs.push(Pair::text("退回的理由", back.reason.reveal().to_owned()).note(words));
    }
    Some(
        Panel::new("submission", "提请审批")
            .with(Part::Pairs(KeyValue { pairs }))
            .with(Part::words(submission.reason.reveal())),
    )
}

fn matter(at: &At, it: &Submission) -> Vec<Pair> {
    match &it.matter {
        Matter::Suspension { ground } => {
            let row = at.law.suspension.grounds.iter().find(|row| row.id == *ground);
            let one = |row: &domain::packs::SuspensionRow| {
                Pair::text("情形", row.name.clone()).note(row.cite.clone())
            };
            row.map(one).into_iter().collect()
        }
        Matter::Resumption { ceased_on } => vec![Pair::text("原因消除", date_zh(*ceased_on))],
        Matter::Ending { ground, organ, materials } => {
            let mut pairs = vec![Pair::text("情形", ground.name_zh()).note(ground.cite())];
            if !organ.is_empty() {
                pairs.push(Pair::text("移送", organ.clone()).note(materials.join("；")));
            }
            pairs
        }
        Matter::Transfer { ground, rests_on, organ, materials } => {
            let basis = format!("{} {rests_on}", ground.cite());
            vec![
                Pair::text("情形", ground.name_zh()).note(basis.trim()),
                Pair::text("移送", organ.clone()).note(materials.join("；")),
            ]
        }
    }
}
