//! 中止调查、恢复调查。

use domain::{
    cases::{Command, ResumeInvestigation, SuspendInvestigation},
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{at::At, panel::Panel, step::Step, view::standstill as shown},
};

pub struct Suspending;

impl Step for Suspending {
    const ACT: Act = Act::SuspendInvestigation;
    const PATH: &'static str = "/cases/{id}/suspend-investigation";

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let table = &at.law.suspension;
        let help = |excluded: &str, cite: &str| {
            if excluded.trim().is_empty() {
                format!("{cite}；中止的时间照常计入办案期限。")
            } else {
                format!("{cite}；依据{excluded}，中止的时间不计入办案期限。")
            }
        };
        let grounds = table.grounds.iter().map(|row| {
            Choice::new(row.id.clone(), row.name.clone()).help(help(&row.excluded_by, &row.cite))
        });
        Some(
            at.form(&format!("{}查封、扣押的期限和先行登记保存的期限不因中止调查而停止。中止期间不能提交报告、告知、审核、讨论和作出决定；原因消除后立即恢复。", table.remark))
                .field(Field::radio("ground", "情形", grounds.collect()).required())
                .field(Field::textarea("reason", "事实和理由", 4).required())
                .submit("中止调查"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::SuspendInvestigation(SuspendInvestigation {
            ground: read.text("ground"),
            reason: read.private("reason"),
        })
    }
}

pub struct Resuming;

impl Step for Resuming {
    const ACT: Act = Act::ResumeInvestigation;
    const PATH: &'static str = "/cases/{id}/resume-investigation";

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("中止的原因消除后，应当立即恢复调查。依据规定不计入办案期限的，只到原因消除之日为止；此后的日子照常计算，与何时登记无关。")
                .field(Field::date("ceased_on", "原因消除的日期").value(at.today().to_string()).required())
                .field(Field::textarea("reason", "中止原因如何消除", 3).required())
                .submit("恢复调查"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ResumeInvestigation(ResumeInvestigation {
            ceased_on: read.date("ceased_on"),
            reason: read.private("reason"),
        })
    }
}
