//! 告知信用信息、登记信用修复.

use domain::{
    cases::{Command, CreditGrade, GiveCreditNotice, RecordRepair},
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{at::At, panel::Panel, step::Step, view::credit},
};

pub struct Telling;

impl Step for Telling {
    const ACT: Act = Act::GiveCreditNotice;
    const PATH: &'static str = "/cases/{id}/give-credit-notice";

    fn above(at: &At) -> Vec<Panel> {
        credit::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let help = |grade: CreditGrade| match grade {
            CreditGrade::Minor => {
                "简易程序处罚、警告、通报批评等；原则上不公示，确需公示的最长三个月。"
            }
            CreditGrade::General => "较大数额罚款、没收等；最短三个月，最长一年。",
            CreditGrade::Serious => "特大数额罚款、吊销许可证件、限制从业等；最短一年，最长三年。",
        };
        let grade = |one: CreditGrade| Choice::new(one.slug(), one.name_zh()).help(help(one));
        Some(
            at.form("失信等级由行业主管部门的目录或者标准认定；公示期自决定作出之日起计算，告知书写明起止日期、可以申请修复的日期、条件和渠道（《信用修复管理办法》）。")
                .field(
                    Field::radio("grade", "失信等级", CreditGrade::ALL.map(grade).into()).required(),
                )
                .field(
                    Field::text("basis", "认定依据")
                        .help("写明行业失信信息分类目录或者标准的名称和条款。")
                        .required(),
                )
                .submit("制发告知书"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::GiveCreditNotice(GiveCreditNotice {
            grade: read.choice("grade", CreditGrade::Minor),
            basis: read.text("basis"),
        })
    }
}

pub struct Repairing;

impl Step for Repairing {
    const ACT: Act = Act::RecordRepair;
    const PATH: &'static str = "/cases/{id}/record-repair";

    fn above(at: &At) -> Vec<Panel> {
        credit::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form(
                "当事人通过“信用中国”申请修复，由认定单位审查；修复后终止公示，不再共享和使用。",
            )
            .field(Field::date("on", "修复日期").value(at.today().to_string()).required())
            .field(
                Field::text("by_document", "修复决定")
                    .help("写明作出修复决定的单位和文号。")
                    .required(),
            ),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::RecordRepair(RecordRepair {
            on: read.date("on"),
            by_document: read.text("by_document"),
        })
    }
}
