//! 抽样取证、委托鉴定、登记鉴定意见，登记和答复重新鉴定申请.

use domain::{
    cases::{
        AnswerObjection, AppraisalAnswer, AppraisalKind, CaseAppraisal, Command, ContestAppraisal,
        EntrustAppraisal, RecordAppraisal, TakeSamples, appraisal_excluded_by,
    },
    ids::AppraisalId,
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::{
        cases::{
            at::At, choices::case_officers, panel::Panel, step::Step, view::sampling as shown,
        },
        sampling,
    },
};

fn above(at: &At) -> Vec<Panel> {
    shown::panel(at).into_iter().collect()
}

pub struct Taking;

impl Step for Taking {
    const ACT: Act = Act::TakeSamples;
    const PATH: &'static str = "/cases/{id}/take-samples";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let form = at.form("收集证据可以抽样取证（《行政处罚法》第五十六条）：两名以上执法人员出示证件，当事人或者见证人在场，当场封样，制作并交付抽样取证凭证。");
        let officers = case_officers(at, "officers", "执法人员");
        let place = at.case.origin.place.reveal();
        Some(sampling::fields(form, (at.now_text(), place), officers).submit("制发抽样取证凭证"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::TakeSamples(Box::new(TakeSamples { record: sampling::read(read) }))
    }
}

/// The appraisals that fit, to choose from.
fn which<'a>(label: &str, fitting: impl Iterator<Item = &'a CaseAppraisal>) -> Field {
    let choices: Vec<Choice> = fitting
        .map(|it| Choice::new(it.entrusted.id.as_str(), shown::title(it)).help(it.phase_zh()))
        .collect();
    let first = choices.first().map_or_else(String::new, |it| it.value.clone());
    Field::radio("appraisal", label, choices).value(first).required()
}

fn chosen(read: &mut Reader<'_>) -> AppraisalId {
    AppraisalId::new(read.text("appraisal"))
}

pub struct Entrusting;

impl Step for Entrusting {
    const ACT: Act = Act::EntrustAppraisal;
    const PATH: &'static str = "/cases/{id}/entrust-appraisal";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let kinds = AppraisalKind::ALL.map(|it| Choice::new(it.slug(), it.name_zh())).to_vec();
        let sealed: Vec<Choice> = at
            .case
            .samplings
            .samples()
            .map(|one| Choice::new(one.seal_number.clone(), one.words()))
            .collect();
        let again: Vec<Choice> = std::iter::once(Choice::new("", "不是重新鉴定"))
            .chain(
                at.case
                    .samplings
                    .to_repeat()
                    .map(|it| Choice::new(it.entrusted.id.as_str(), shown::title(it))),
            )
            .collect();
        let repeats = again.len() > 1;
        let first = again.last().map_or_else(String::new, |it| it.value.clone());
        let clock = match appraisal_excluded_by(&at.case, &at.law) {
            Some(row) => {
                format!("依据{}，委托书送达当事人之后的期间不计入办案期限。", row.excluded_by)
            }
            None => "鉴定的期间照常计入办案期限。".to_owned(),
        };
        let intro = format!(
            "专门性问题委托有法定资质的机构；没有法定资质机构的，委托具备条件的机构（《交通运输行政执法程序规定》第四章第二节）。{clock}查封、扣押的物品送检的，另行办理“告知鉴定期间”。"
        );
        let mut form = at
            .form(&intro)
            .field(Field::radio("kind", "委托的种类", kinds).value("test").required())
            .field(Field::text("institution", "受委托机构").required())
            .field(Field::text("qualification", "机构资质").help("资质名称和证书编号。").required())
            .field(Field::textarea("question", "委托事项", 2).required());
        if !sealed.is_empty() {
            form = form.field(Field::checkboxes("seal_numbers", "送检的样品", sealed));
        }
        form = form
            .field(
                Field::textarea("objects", "送检的其他物品和材料", 2)
                    .help("每行一项。没有封样的样品不能送检。"),
            )
            .field(Field::date("due_on", "约定的完成日期").required());
        if repeats {
            form = form.field(Field::radio("again", "重新鉴定", again).value(first));
        }
        Some(form.submit("制发委托书"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::EntrustAppraisal(Box::new(EntrustAppraisal {
            kind: read.choice("kind", AppraisalKind::Test),
            institution: read.text("institution"),
            qualification: read.text("qualification"),
            question: read.private("question"),
            seal_numbers: read.list("seal_numbers"),
            objects: read.private_if("objects"),
            due_on: read.date("due_on"),
            again: read.text_if("again").map(AppraisalId::new),
        }))
    }
}

pub struct Recording;

impl Step for Recording {
    const ACT: Act = Act::RecordAppraisal;
    const PATH: &'static str = "/cases/{id}/record-appraisal";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let answers = AppraisalAnswer::ALL.map(|it| Choice::new(it.slug(), it.name_zh())).to_vec();
        Some(
            at.form("鉴定意见是证据，须经查证属实（《行政处罚法》第四十六条）。登记后生成鉴定意见告知书，送达当事人；当事人可以申请重新鉴定。")
                .field(which("委托", at.case.samplings.waiting()))
                .field(Field::radio("answer", "结果", answers).value("opinion").required())
                .field(Field::text("number", "报告或者函件编号").required())
                .field(Field::date("on", "收到日期").value(at.today().to_string()).required())
                .field(Field::text("appraisers", "鉴定人").help("出具了鉴定意见的必填。"))
                .field(
                    Field::textarea("opinion", "意见或者原因", 3)
                        .help("照抄鉴定意见的结论；不能出具的写明原因。")
                        .required(),
                )
                .field(
                    Field::file("blob", "鉴定意见", "image/*,application/pdf")
                        .help("盖章、签名的原件扫描件。"),
                )
                .submit("登记"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::RecordAppraisal(Box::new(RecordAppraisal {
            appraisal: chosen(read),
            answer: read.choice("answer", AppraisalAnswer::Opinion),
            number: read.text("number"),
            appraisers: read.private_if("appraisers"),
            opinion: read.private("opinion"),
            blob: read.uploads("blob").into_iter().next().map(|upload| upload.blob),
            on: read.date("on"),
        }))
    }
}

pub struct Contesting;

impl Step for Contesting {
    const ACT: Act = Act::ContestAppraisal;
    const PATH: &'static str = "/cases/{id}/contest-appraisal";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let all = at.case.samplings.appraisals.iter();
        let open = all.filter(|it| it.opinion().is_some() && it.objection.is_none());
        Some(
            at.form("当事人对鉴定意见有异议、申请重新鉴定的，如实登记；应当复核并答复（《行政处罚法》第四十五条第一款）。答复之前不能提交调查报告。")
                .field(which("鉴定意见", open))
                .field(Field::date("on", "申请日期").value(at.today().to_string()).required())
                .field(Field::textarea("reason", "申请的理由", 3).required())
                .field(
                    Field::file("blob", "申请书", "image/*,application/pdf")
                        .help("口头申请的不用上传，如实记入理由。"),
                )
                .submit("登记申请"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ContestAppraisal(ContestAppraisal {
            appraisal: chosen(read),
            reason: read.private("reason"),
            blob: read.uploads("blob").into_iter().next().map(|upload| upload.blob),
            on: read.date("on"),
        })
    }
}

pub struct Answering;

impl Step for Answering {
    const ACT: Act = Act::AnswerObjection;
    const PATH: &'static str = "/cases/{id}/answer-objection";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let open = at.case.samplings.appraisals.iter().filter(|it| it.contested());
        let answers = vec![
            Choice::new("yes", "同意重新鉴定").help("承办人另行委托，收到新的意见后才能报告。"),
            Choice::new("no", "不同意重新鉴定"),
        ];
        Some(
            at.form("对当事人提出的事实、理由和证据应当进行复核（《行政处罚法》第四十五条第一款），由负责人答复，答复书送达当事人。")
                .field(which("申请", open))
                .field(Field::radio("agreed", "答复", answers).required())
                .field(Field::textarea("reason", "答复的理由", 3).required())
                .submit("制发答复书"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::AnswerObjection(AnswerObjection {
            appraisal: chosen(read),
            agreed: read.text("agreed") == "yes",
            reason: read.private("reason"),
        })
    }
}
