//! The clauses of the power item and the grounds for no penalty, to choose one from.

use domain::{
    cases::WaiverGround,
    catalogue::{BaseAmounts, Branch, FineRule, Subject},
    rules::summary_limit,
};
use law::{Fen, date_zh};

use crate::{
    components::{
        notice::EmptyState,
        table::{Column, DataTable},
        text::{Cell, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// Both tables; choosing leads back to the step with the choice in its address.
pub fn panels(at: &At) -> Vec<Panel> {
    let mut penalty = DataTable::new(
        "处罚条款",
        ["情形", "法定幅度", "依据", "适用"].map(Column::new).to_vec(),
        EmptyState::new("没有处罚条款", "行为发生时，这个事项没有有效的处罚条款。"),
    );
    let branches = at.item().map(|item| item.branches.as_slice()).unwrap_or_default();
    penalty.rows = branches.iter().map(|branch| branch_row(at, branch, "")).collect();
    let mut waiver = DataTable::new(
        "不予处罚的情形",
        ["情形", "依据", "适用"].map(Column::new).to_vec(),
        EmptyState::new("没有情形", ""),
    );
    waiver.rows = WaiverGround::ALL
        .into_iter()
        .map(|ground| {
            vec![
                Cell::text(ground.name_zh()),
                Cell::text(ground.cite()),
                Cell::link("按此情形填写", format!("{}?ground={}", at.here(), ground.slug())),
            ]
        })
        .collect();
    let mut all = vec![
        Panel::new("penalty", "第一步：选择处罚条款")
            .with(Part::Quiet(
                "按行为发生时有效的规定列出。选定后填写幅度、阶次和理由。".to_owned(),
            ))
            .with(Part::table(penalty)),
    ];
    all.extend(later(at));
    all.push(Panel::new("waiver", "或者：建议不予处罚").with(Part::table(waiver)));
    all
}

/// The clauses of the version that came into force after the act, for where it is lighter.
fn later(at: &At) -> Option<Panel> {
    let item = at.later()?;
    let mut table = DataTable::new(
        "新规定的处罚条款",
        ["情形", "法定幅度", "依据", "适用"].map(Column::new).to_vec(),
        EmptyState::new("没有处罚条款", "新规定没有处罚条款。"),
    );
    let law = format!("&{}={}", super::LATER, item.effective_from);
    table.rows = item.branches.iter().map(|branch| branch_row(at, branch, &law)).collect();
    let title = format!("{}起施行的新规定", date_zh(item.effective_from));
    let words = "新规定处罚较轻的适用新规定（《行政处罚法》第三十七条）；不较轻的选了也不能提交。";
    Some(Panel::new("later", title).with(Part::Quiet(words.to_owned())).with(Part::table(table)))
}

/// The clauses under which this party can be fined on the spot.
pub fn spot_panel(at: &At) -> Panel {
    let mut table = DataTable::new(
        "可以当场处罚的条款",
        ["情形", "法定幅度", "依据", "适用"].map(Column::new).to_vec(),
        EmptyState::new(
            "没有可以当场处罚的条款",
            "这个事项的法定处罚超过当场处罚的限额，或者应当没收；请转为普通程序。",
        ),
    );
    let Some(item) = at.item() else {
        return Panel::new("penalty", "选择处罚条款").with(Part::table(table));
    };
    let limit = summary_limit(&at.law, item, at.case.origin.party.kind, at.today());
    let fits = |branch: &&Branch| {
        let least = branch.range(&BaseAmounts::new()).map_or(Fen(0), |range| range.min);
        branch.fine != FineRule::None
            && branch.reserved_to.is_none()
            && branch.confiscate.is_empty()
            && branch.precondition.is_none()
            && !branch.serious
            && least <= limit
    };
    table.rows =
        item.branches.iter().filter(fits).map(|branch| branch_row(at, branch, "")).collect();
    let words = format!(
        "对{}当场处罚的罚款上限为{limit}（《行政处罚法》第五十一条）；超过的、应当没收的转为普通程序。",
        at.case.origin.party.kind.name_zh()
    );
    Panel::new("penalty", "选择处罚条款").with(Part::Quiet(words)).with(Part::table(table))
}

fn branch_row(at: &At, branch: &Branch, law: &str) -> Vec<Cell> {
    let mut second: Vec<String> = Vec::new();
    second.extend(branch.serious.then(|| "情节严重".to_owned()));
    match branch.subject {
        Subject::Any => {}
        Subject::Individual => second.push("只适用于个人".to_owned()),
        Subject::Organisation => second.push("只适用于单位".to_owned()),
    }
    second.extend(branch.precondition.as_ref().map(|words| format!("前提：{words}")));
    let choose = match &branch.reserved_to {
        Some(other) => {
            let name = at.law.authority(other).map_or("其他机关", |found| found.name.as_str());
            Cell::badge(format!("由{name}适用"), Tone::Plain)
        }
        None => Cell::link("按此条款填写", format!("{}?branch={}{law}", at.here(), branch.id)),
    };
    vec![
        Cell::lines(branch.when.clone(), second.join("；")),
        Cell::lines(branch.fine_words(), if branch.mandatory { "应当处罚" } else { "可以处罚" }),
        Cell::text(law::cited(&branch.cites)),
        choose,
    ]
}
