//! 同一当事人的其他案件: what bears on a second fine and on a first offence.

use domain::{
    cases::{self, Bond, OtherCase, WaiverGround},
    party::Likeness,
    policy::Act,
};
use law::date_zh;

use crate::{
    components::{
        actions::{Action, ActionBar, Weight},
        notice::{EmptyState, Notice},
        table::{Column, DataTable},
        text::{Cell, Tone},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
    },
};

/// The panel, when the party has other cases.
pub fn panel(at: &At) -> Option<Panel> {
    (!at.look(|setting| cases::other_cases(&at.case, setting)).is_empty()).then(|| whole(at))
}

/// The panel whether or not there are other cases, for whoever proposes what becomes of this one.
pub fn whole(at: &At) -> Panel {
    let others = at.look(|setting| cases::other_cases(&at.case, setting));
    let mut table = DataTable::new(
        "同一当事人的其他案件",
        ["案件", "违法行为", "处理", "与本案"].map(Column::new).to_vec(),
        EmptyState::new("没有发现同一当事人的其他案件", "按证件号码和姓名、名称在全部案件中比对。"),
    );
    table.rows = others.iter().map(row).collect();
    let open = others.iter().any(|it| it.bond < Bond::Apart && it.distinction.is_none());
    let going = at.case.decided().is_none() && at.case.refused_on().is_none();
    let warned = (open && going).then(|| {
        let words = "有可能是同一违法行为的案件。同一违法行为不得给予两次以上罚款（《行政处罚法》第二十九条）；不是同一行为的，请记录理由。";
        Part::Notice(Notice::new(Tone::Warning, words))
    });
    let action = Action::Open {
        label: Act::DistinguishAct.name_zh().to_owned(),
        href: format!("{}/{}", at.href(), Act::DistinguishAct.slug()),
        weight: Weight::Side,
    };
    let able = open && going && at.act != Act::DistinguishAct && at.call.could(Act::DistinguishAct);
    let bar = ActionBar { token: at.call.token().to_owned(), actions: vec![action] };
    Panel::new("same-party", "同一当事人的其他案件")
        .maybe(warned)
        .with(Part::table(table))
        .with(Part::Quiet(first_offence(at)))
        .maybe(able.then_some(Part::Acts(bar)))
}

/// What the look-up says about a first offence, and whether a list names the matter.
fn first_offence(at: &At) -> String {
    let (earlier, listed) = at.look(|setting| {
        let case = &at.case;
        let listed = cases::first_offence_list(case, setting).into_iter();
        let listed = listed.map(|it| format!("{}（{}）", it.condition, it.source));
        (cases::earlier_violations(case, setting), listed.collect::<Vec<_>>())
    });
    let found = match earlier.first() {
        None => "没有查到当事人以前因同一事项被处理，可以按“初次违法”审查其他条件".to_owned(),
        Some(it) => format!(
            "当事人{}的同类违法行为已被处理，不属于“{}”",
            date_zh(it.act_on),
            WaiverGround::FirstOffence.name_zh()
        ),
    };
    let back = at.law.first_offences.look_back_months;
    let back = back.map_or_else(
        || "数据包没有设定回溯期间，以前的处理都计算在内".to_owned(),
        |months| format!("回溯{months}个月"),
    );
    let listed = if listed.is_empty() {
        "本事项不在已公布的首违不罚清单内".to_owned()
    } else {
        format!("首违不罚清单的条件：{}", listed.join("；"))
    };
    format!("首违查询（《行政处罚法》第三十三条第一款）：{found}；{back}；{listed}。")
}

fn row(it: &OtherCase) -> Vec<Cell> {
    let name = if it.readable {
        Cell::link(it.number.clone(), format!("/cases/{}", it.id))
    } else {
        Cell::lines(it.number.clone(), it.unit.clone())
    };
    let result = match it.decided_on {
        Some(on) if it.fine.0 > 0 => format!("{}罚款{}", date_zh(on), it.fine),
        Some(on) => format!("{}决定，没有罚款", date_zh(on)),
        None => it.stage.to_owned(),
    };
    let sure = match it.likeness {
        Likeness::Certain | Likeness::None => "",
        Likeness::ByName => "姓名、名称相同，证件号码未登记",
    };
    let bond = match (&it.distinction, it.bond) {
        (Some(distinction), _) => {
            Cell::lines("已说明不是同一行为", distinction.reason.reveal().to_owned())
        }
        (None, Bond::Same) => Cell::badge(it.bond.name_zh(), Tone::Danger),
        (None, Bond::Near) => Cell::badge(it.bond.name_zh(), Tone::Warning),
        (None, Bond::Apart) => Cell::lines(it.bond.name_zh(), sure),
    };
    vec![
        name,
        Cell::lines(it.violation.clone(), date_zh(it.act_on)),
        Cell::lines(result, sure),
        bond,
    ]
}

/// The case as a choice names it.
pub fn label(it: &OtherCase) -> String {
    format!("{}（{}，{}）", it.number, it.violation, date_zh(it.act_on))
}
