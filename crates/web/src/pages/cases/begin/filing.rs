//! 提请立案: a case by the general procedure, proposed to the head of the authority.

use domain::{
    cases::{Command, FilingSource, ProposeFiling},
    ids::CaseId,
    policy::Act,
};
use jiff::civil::Date;

use super::{Beginning, From, fields, handlers};
use crate::{
    Call,
    body::Reader,
    components::{
        form::{Choice, Field, Form},
        notice::Notice,
        text::{Link, Tone},
    },
};

pub struct Filing;

impl Beginning for Filing {
    const ACT: Act = Act::ProposeFiling;
    const PATH: &'static str = "/cases/new";
    const LEAD: &'static str = "立案由行政机关负责人审批";
    const TITLE: &'static str = "提请立案";
    const LAW: &'static str = "发现公民、法人或者其他组织有依法应当给予行政处罚的行为的，必须全面、客观、公正地调查；符合立案标准的应当及时立案（《行政处罚法》第五十四条）。";
    const SUBMIT: &'static str = "提请立案";

    fn fields(call: &Call, from: &From, form: Form) -> Form {
        let form = matter(call, from, form);
        let form = fields::party(from.inspection.as_ref().map(|it| &it.object), form);
        form.field(Field::heading("承办人", "提请人为主办人。")).field(handlers(call, "承办人"))
    }

    fn command(matter: ProposeFiling, _: &mut Reader<'_>) -> Command {
        Command::ProposeFiling(Box::new(matter))
    }

    fn next(id: &CaseId) -> String {
        format!("/cases/{id}?done={}", Self::ACT.slug())
    }

    fn notice(from: &From) -> Option<Notice> {
        let words = "中队检查发现的违法行为，请从检查页面提请立案，证据和笔录会自动入卷。";
        let alone = from.inspection.is_none() && from.clue.is_none();
        alone.then(|| Notice::new(Tone::Info, words).then(Link::new("查看检查", "/inspections")))
    }
}

/// What happened, where and when.
fn matter(call: &Call, from: &From, form: Form) -> Form {
    let sources = FilingSource::ALL.map(|it| Choice::new(it.slug(), it.name_zh())).to_vec();
    let (act_on, discovered_on) = fields::days(from.inspection.as_ref());
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let help = "违法行为的简短名称，如“在公路上堆放物品影响公路畅通”；不写当事人姓名。";
    let form = fields::what(call, from, form.field(Field::heading("案情", "")), help);
    let source = fields::source(from).slug();
    let form = form.field(Field::radio("source", "案件来源", sources).value(source).required());
    fields::place(call, from, form)
        .field(
            Field::date("act_on", "违法行为日期")
                .value(day(act_on))
                .help("连续或者继续的行为，填终了或者最后一次发现的日期。")
                .required(),
        )
        .field(
            Field::date("discovered_on", "发现日期")
                .value(day(discovered_on))
                .help("最早的检查记录或者查实的举报的日期。")
                .required(),
        )
        .field(Field::textarea("facts", "案件基本情况", 5).value(fields::facts(from)).required())
}
