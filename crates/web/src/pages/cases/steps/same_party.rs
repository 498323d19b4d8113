//! 说明不是同一违法行为.

use domain::{
    cases::{self, Bond, Command, DistinguishAct},
    ids::CaseId,
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{at::At, panel::Panel, step::Step, view::same_party},
};

pub struct Distinguishing;

impl Step for Distinguishing {
    const ACT: Act = Act::DistinguishAct;
    const PATH: &'static str = "/cases/{id}/distinguish-act";

    fn above(at: &At) -> Vec<Panel> {
        vec![same_party::whole(at)]
    }

    fn form(at: &At) -> Option<Form> {
        let near = at.look(|setting| cases::other_cases(&at.case, setting));
        let near = near.iter().filter(|it| it.bond < Bond::Apart);
        let choices: Vec<Choice> = near
            .map(|it| Choice::new(it.id.as_str(), same_party::label(it)).help(it.bond.name_zh()))
            .collect();
        let first = choices.first().map_or_else(String::new, |it| it.value.clone());
        Some(
            at.form("对当事人的同一个违法行为，不得给予两次以上罚款（《行政处罚法》第二十九条）。两案的事项、日期、地点均相同的，由办案机构负责人核对后说明。")
                .field(Field::radio("other", "另一案件", choices).value(first).required())
                .field(
                    Field::textarea("reason", "不是同一行为的理由", 4)
                        .help("写明两个行为在时间、地点、对象或者方式上的区别和证据。")
                        .required(),
                )
                .submit("记入案卷"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::DistinguishAct(DistinguishAct {
            other: CaseId::new(read.text("other")),
            reason: read.private("reason"),
        })
    }
}
