//! 关联案件: the cases that hang together with this one, and how far each of them is.

use domain::{State, StreamId, cases::Case};
use law::date_zh;

use crate::{
    components::{
        notice::EmptyState,
        table::{Column, DataTable},
        text::Cell,
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
        view::proposal,
    },
};

/// The panel, when there is a connected case.
pub fn panel(at: &At) -> Option<Panel> {
    (!at.case.connections.is_empty()).then(|| whole(at))
}

/// The panel whether or not there is one.
pub fn whole(at: &At) -> Panel {
    let mut table = DataTable::new(
        "关联案件",
        ["案件", "关系", "环节", "处理"].map(Column::new).to_vec(),
        EmptyState::new("没有关联案件", "共同违法、上下游的案件可以关联，证据可以相互引用。"),
    );
    table.rows = at
        .case
        .connections
        .iter()
        .map(|it| {
            let why = format!("{}，{}", it.reason.reveal(), date_zh(it.on));
            let ground = Cell::lines(it.ground.name_zh(), why);
            at.look(|setting| {
                let other = setting.others.get(&StreamId::case(&it.other));
                let Some(other) = other.and_then(|it| it.as_case()) else {
                    return vec![Cell::text(it.other.as_str()), ground, Cell::Blank, Cell::Blank];
                };
                vec![named(at, other), ground, Cell::text(other.stage.name_zh()), treated(other)]
            })
        })
        .collect();
    Panel::new("connected", "关联案件").with(Part::table(table)).with(Part::Quiet(
        "各案当事人分别告知、分别听取意见、分别作出决定；情节相近的，处理应当相当。".to_owned(),
    ))
}

/// The case by its number and masked party, with a link for who may read it.
fn named(at: &At, other: &Case) -> Cell {
    let number = other.number().unwrap_or("尚未立案的案件");
    let readable = at.call.may(domain::policy::Act::ReadCases, &other.subject()).is_ok();
    if readable {
        return Cell::link(number, format!("/cases/{}", other.id));
    }
    Cell::lines(number, other.origin.party.name.masked_name())
}

/// What was decided or is proposed there.
fn treated(other: &Case) -> Cell {
    let decided = other.decided().map(|it| (&it.decision.proposal, it.decision.on));
    if let Some((proposal, on)) = decided {
        return Cell::lines(proposal::line(proposal), format!("{}决定", date_zh(on)));
    }
    let proposed = other
        .deciding()
        .map(|it| it.draft.as_ref().map_or(&it.report.proposal, |draft| &draft.proposal));
    proposed.map_or(Cell::Blank, |it| Cell::lines(proposal::line(it), "拟处理"))
}

/// The connected cases that the setting knows.
pub fn others<T>(at: &At, each: impl Fn(&Case) -> Vec<T>) -> Vec<T> {
    at.look(|setting| {
        let known = at.case.connections.iter().filter_map(|it| {
            let state: &State = setting.others.get(&StreamId::case(&it.other))?;
            state.as_case()
        });
        known.flat_map(each).collect()
    })
}
