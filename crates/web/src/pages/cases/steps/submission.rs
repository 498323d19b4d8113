//! 提请和审批：中止调查、恢复调查、终结案件；移送管辖用同样的部件.

use domain::{
    cases::{
        Answer, Command, EndCase, EndGround, Matter, ProposeEnding, ProposeResumption,
        ProposeSuspension, ResumeInvestigation, SuspendInvestigation,
    },
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{
        at::At,
        panel::Panel,
        step::Step,
        view::{crime, standstill, submission as shown},
    },
};

/// What the head gave back, to begin from.
pub(super) fn before(at: &At, act: Act) -> Option<(&Matter, &str)> {
    let it = &at.case.table.given_back()?.submission;
    (it.matter.act() == act).then(|| (&it.matter, it.reason.reveal()))
}

pub(super) fn reason(at: &At, act: Act, label: &str) -> Field {
    let field = Field::textarea("reason", label, 4).required();
    match before(at, act) {
        Some((_, words)) => field.value(words),
        None => field,
    }
}

fn above(at: &At) -> Vec<Panel> {
    shown::panel(at).into_iter().chain(standstill::panel(at)).collect()
}

/// The form of the head: approve, or give back with a reason.
pub(super) fn answer(at: &At, intro: &str, submit: &str) -> Form {
    let mut form = at
        .form(intro)
        .field(
            Field::textarea("returned", "退回的理由", 2).help("退回的，须写明理由；同意的不填。"),
        )
        .submit(submit);
    form.second = Some(("return".to_owned(), "yes".to_owned(), "退回".to_owned()));
    form
}

pub(super) fn answered(read: &mut Reader<'_>) -> Answer {
    let reason = read.private_if("returned");
    if read.yes("return") { Answer::Return { reason } } else { Answer::Approve }
}

pub struct ProposingSuspension;

impl Step for ProposingSuspension {
    const ACT: Act = Act::ProposeSuspension;
    const PATH: &'static str = "/cases/{id}/propose-suspension";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        above(at)
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
        let mut chosen = Field::radio("ground", "情形", grounds.collect()).required();
        if let Some((Matter::Suspension { ground }, _)) = before(at, Act::SuspendInvestigation) {
            chosen = chosen.value(ground.clone());
        }
        Some(
            at.form(&format!("{}由负责人审批后中止。查封、扣押的期限和先行登记保存的期限不因中止调查而停止。中止期间不能提交报告、告知、审核、讨论和作出决定。", table.remark))
                .field(chosen)
                .field(reason(at, Act::SuspendInvestigation, "事实和理由"))
                .submit("提请中止调查"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ProposeSuspension(ProposeSuspension {
            ground: read.text("ground"),
            reason: read.private("reason"),
        })
    }
}

pub struct Suspending;

impl Step for Suspending {
    const ACT: Act = Act::SuspendInvestigation;
    const PATH: &'static str = "/cases/{id}/suspend-investigation";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(answer(at, "由行政机关负责人审批；同意后生成执法审批表。", "同意中止调查"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::SuspendInvestigation(SuspendInvestigation { answer: answered(read) })
    }
}

pub struct ProposingResumption;

impl Step for ProposingResumption {
    const ACT: Act = Act::ProposeResumption;
    const PATH: &'static str = "/cases/{id}/propose-resumption";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let ceased_on = match before(at, Act::ResumeInvestigation) {
            Some((Matter::Resumption { ceased_on }, _)) => *ceased_on,
            Some(_) | None => at.today(),
        };
        Some(
            at.form("中止的原因消除后，应当立即提请恢复调查。依据规定不计入办案期限的，只到原因消除之日为止；此后的日子照常计算，与何时提请、何时批准无关。")
                .field(Field::date("ceased_on", "原因消除的日期").value(ceased_on.to_string()).required())
                .field(reason(at, Act::ResumeInvestigation, "中止原因如何消除"))
                .submit("提请恢复调查"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ProposeResumption(ProposeResumption {
            ceased_on: read.date("ceased_on"),
            reason: read.private("reason"),
        })
    }
}

pub struct Resuming;

impl Step for Resuming {
    const ACT: Act = Act::ResumeInvestigation;
    const PATH: &'static str = "/cases/{id}/resume-investigation";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(answer(
            at,
            "由行政机关负责人审批；同意后生成执法审批表，调查从当天继续。",
            "同意恢复调查",
        ))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ResumeInvestigation(ResumeInvestigation { answer: answered(read) })
    }
}

pub struct ProposingEnding;

impl Step for ProposingEnding {
    const ACT: Act = Act::ProposeEnding;
    const PATH: &'static str = "/cases/{id}/propose-ending";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().chain(crime::panel(at)).collect()
    }

    fn form(at: &At) -> Option<Form> {
        let grounds = EndGround::PUT.map(|it| Choice::new(it.slug(), it.name_zh()).help(it.cite()));
        let mut chosen = Field::radio("ground", "情形", grounds.to_vec()).required();
        if let Some((Matter::Ending { ground, .. }, _)) = before(at, Act::EndCase) {
            chosen = chosen.value(ground.slug());
        }
        Some(
            at.form("没有作出处罚决定即终结的案件在这里提请，由负责人审批；查封、扣押的物品须先解除并退还。同意后生成终止调查（撤销立案）审批表。不属于本机关管辖的，另行提请移送管辖。调查终结、违法事实不能成立的，应当作出不予处罚决定。")
                .field(chosen)
                .field(reason(at, Act::EndCase, "事实和理由"))
                .submit("提请终结案件"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ProposeEnding(ProposeEnding {
            ground: read.choice("ground", EndGround::NoFacts),
            reason: read.private("reason"),
        })
    }
}

pub struct Ending;

impl Step for Ending {
    const ACT: Act = Act::EndCase;
    const PATH: &'static str = "/cases/{id}/end-case";

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().chain(crime::panel(at)).collect()
    }

    fn form(at: &At) -> Option<Form> {
        Some(answer(at, "由行政机关负责人审批；同意后案件终结，不再作出处罚决定。", "同意终结案件"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::EndCase(EndCase { answer: answered(read) })
    }
}
