//! 行刑衔接：提出涉嫌犯罪、专案组、移送报告、审批、移送、公安机关决定、异议、移交、结果.

use domain::{
    cases::{
        ApproveReferral, Command, ContestRefusal, ContestWay, DeclineReferral, DeliverReferral,
        EndReferral, GroupReferral, HandOverReferral, Material, RecordPoliceAnswer,
        ReferralOutcome, ReportReferral, Standing, SuspectCrime,
    },
    ids::PersonId,
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{
        at::At, choices::case_officers, panel::Panel, step::Step, view::crime as shown,
    },
};

fn above(at: &At) -> Vec<Panel> {
    shown::panel(at).into_iter().collect()
}

fn people(read: &mut Reader<'_>, key: &str) -> Vec<PersonId> {
    read.list(key).into_iter().map(PersonId::new).collect()
}

pub struct Suspecting;

impl Step for Suspecting {
    const ACT: Act = Act::SuspectCrime;
    const PATH: &'static str = "/cases/{id}/suspect-crime";
    const DRAFT: bool = true;

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("违法事实涉及的金额、情节、后果达到追诉标准、涉嫌构成犯罪的，必须向公安机关移送，不得以行政处罚代替（《行政执法机关移送涉嫌犯罪案件的规定》第三条、第十一条）。登记后不能作出处罚决定，直到移送有结果。")
                .field(Field::text("offence", "涉嫌的罪名").required())
                .field(
                    Field::textarea("standard", "达到的追诉标准", 3)
                        .help("刑法、司法解释或者立案追诉标准的条文。")
                        .required(),
                )
                .field(Field::textarea("facts", "涉嫌犯罪的事实", 4).help("金额、情节、后果。").required())
                .submit("提出涉嫌犯罪"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::SuspectCrime(SuspectCrime {
            facts: read.private("facts"),
            offence: read.text("offence"),
            standard: read.text("standard"),
        })
    }
}

pub struct Grouping;

impl Step for Grouping {
    const ACT: Act = Act::GroupReferral;
    const PATH: &'static str = "/cases/{id}/group-referral";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("应当立即指定两名以上执法人员组成专案组专门负责（《行政执法机关移送涉嫌犯罪案件的规定》第五条第一款）。")
                .field(case_officers(at, "officers", "专案组成员"))
                .submit("指定专案组"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::GroupReferral(GroupReferral { officers: people(read, "officers") })
    }
}

pub struct Reporting;

impl Step for Reporting {
    const ACT: Act = Act::ReportReferral;
    const PATH: &'static str = "/cases/{id}/report-referral";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("专案组核实后提出书面报告，报本机关正职负责人或者主持工作的负责人审批；正职负责人三日内决定（《行政执法机关移送涉嫌犯罪案件的规定》第五条）。办理后生成涉嫌犯罪案件情况调查报告。")
                .field(Field::textarea("verified", "核实的经过和查明的事实", 6).required())
                .field(Field::textarea("opinion", "处理意见", 3).help("是否移送，理由是什么。").required())
                .submit("提交报告"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ReportReferral(ReportReferral {
            verified: read.private("verified"),
            opinion: read.private("opinion"),
        })
    }
}

pub struct Approving;

impl Step for Approving {
    const ACT: Act = Act::ApproveReferral;
    const PATH: &'static str = "/cases/{id}/approve-referral";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let mut form = at
            .form("只有正职负责人或者主持工作的负责人可以决定；批准的二十四小时内移送同级公安机关，不批准的记录理由（《行政执法机关移送涉嫌犯罪案件的规定》第五条）。批准后生成审批表、移送书和涉案物品清单。")
            .field(Field::text("police", "受移送的公安机关").help("批准的填写。"))
            .field(Field::text("procuratorate", "抄送的人民检察院").help("批准的填写。"))
            .field(Field::textarea("reason", "不批准的理由", 3).help("批准的不填。"))
            .submit("批准移送");
        form.second = Some(("decline".to_owned(), "yes".to_owned(), "不批准".to_owned()));
        Some(form)
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let (police, copy) = (read.text_if("police"), read.text_if("procuratorate"));
        let reason = read.private_if("reason");
        if read.yes("decline") {
            return Command::DeclineReferral(DeclineReferral { reason });
        }
        Command::ApproveReferral(ApproveReferral {
            police: police.unwrap_or_default(),
            procuratorate: copy.unwrap_or_default(),
        })
    }
}

pub struct Delivering;

impl Step for Delivering {
    const ACT: Act = Act::DeliverReferral;
    const PATH: &'static str = "/cases/{id}/deliver-referral";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let decided = at.case.decided().is_some_and(|it| it.standing == Standing::InForce);
        let materials = Material::ALL.into_iter().filter(|it| decided || *it != Material::Decision);
        let materials = materials.map(|it| Choice::new(it.slug(), it.name_zh())).collect();
        Some(
            at.form("移送应当附五类材料，公安机关在回执上签字，同时抄送同级人民检察院（《行政执法机关移送涉嫌犯罪案件的规定》第六条、第七条、第十四条）。查封、扣押的物品另行办理“随案移送物品”，并书面告知当事人（《行政强制法》第二十一条）。")
                .field(Field::date_time("at", "公安机关接受时间").required())
                .field(case_officers(at, "officers", "移送人"))
                .field(Field::text("receiver", "公安机关接收人").help("姓名和职务。").required())
                .field(Field::checkboxes("materials", "移送的材料", materials).required())
                .field(Field::text("without", "没有附的材料的说明").help("例如不需要检验、鉴定。"))
                .field(Field::date("copied_on", "抄送人民检察院日期").required())
                .field(Field::signature("signature_image", "接收人签名"))
                .field(Field::file("scan", "签收的回执", "image/*,application/pdf").help("接收人在纸上签字的，上传扫描件。"))
                .submit("登记移送"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let signed = read.signed("signature_image");
        let materials = read.list("materials");
        let listed = |it: &Material| materials.iter().any(|slug| slug == it.slug());
        Command::DeliverReferral(Box::new(DeliverReferral {
            at: read.datetime("at"),
            officers: people(read, "officers"),
            receiver: read.private("receiver"),
            materials: Material::ALL.into_iter().filter(listed).collect(),
            without: read.text_if("without").unwrap_or_default(),
            copied_on: read.date_if("copied_on"),
            signature_image: signed.drawn,
            scan: signed.scan,
        }))
    }
}

pub struct Answering;

impl Step for Answering {
    const ACT: Act = Act::RecordPoliceAnswer;
    const PATH: &'static str = "/cases/{id}/record-police-answer";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let answers = vec![Choice::new("yes", "决定立案"), Choice::new("no", "不予立案")];
        Some(
            at.form("公安机关应当自接受之日起三日内决定，书面通知本机关；不予立案的说明理由，退回案卷材料（《行政执法机关移送涉嫌犯罪案件的规定》第八条）。逾期不决定的，报告本级人民政府和人民检察院（第十七条）。提请复议、建议立案监督之后的答复也在这里登记。")
                .field(Field::radio("filed", "决定", answers).required())
                .field(Field::text("number", "通知书文号").required())
                .field(Field::textarea("reason", "不予立案的理由", 2).help("立案的不填。"))
                .field(Field::date("on", "收到日期").value(at.today().to_string()).required())
                .submit("登记决定"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::RecordPoliceAnswer(RecordPoliceAnswer {
            filed: read.text("filed") == "yes",
            number: read.text("number"),
            reason: read.private_if("reason"),
            on: read.date("on"),
        })
    }
}

pub struct Contesting;

impl Step for Contesting {
    const ACT: Act = Act::ContestRefusal;
    const PATH: &'static str = "/cases/{id}/contest-refusal";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let ways = ContestWay::ALL.map(|it| Choice::new(it.slug(), it.name_zh()));
        Some(
            at.form("认为应当立案的，自接到不予立案通知书之日起三日内提请公安机关复议，或者建议人民检察院立案监督；对复议决定仍有异议的，三日内建议立案监督（《行政执法机关移送涉嫌犯罪案件的规定》第九条）。办理后生成意见书。")
                .field(Field::radio("way", "方式", ways.to_vec()).required())
                .field(Field::textarea("reason", "异议的理由", 4).required())
                .submit("制发意见书"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ContestRefusal(ContestRefusal {
            way: read.choice("way", ContestWay::Reconsideration),
            reason: read.private("reason"),
        })
    }
}

pub struct HandingOver;

impl Step for HandingOver {
    const ACT: Act = Act::HandOverReferral;
    const PATH: &'static str = "/cases/{id}/hand-over-referral";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("自接到立案通知书之日起三日内，将涉案物品和与案件有关的其他材料移交公安机关，办结交接手续（《行政执法机关移送涉嫌犯罪案件的规定》第十二条）。查封、扣押的物品先办理“随案移送物品”。")
                .field(Field::textarea("what", "移交的物品和材料", 3).required())
                .field(Field::text("receipt", "交接手续（回执）编号").required())
                .field(Field::date("on", "移交日期").value(at.today().to_string()).required())
                .submit("登记移交"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::HandOverReferral(HandOverReferral {
            receipt: read.text("receipt"),
            what: read.private("what"),
            on: read.date("on"),
        })
    }
}

pub struct Ending;

impl Step for Ending {
    const ACT: Act = Act::EndReferral;
    const PATH: &'static str = "/cases/{id}/end-referral";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let outcomes = ReferralOutcome::ALL.map(|it| Choice::new(it.slug(), it.name_zh()));
        Some(
            at.form("公安机关不予立案的，依法作出行政处理（《行政执法机关移送涉嫌犯罪案件的规定》第十条）；人民法院判处罚金的，已经给予的罚款折抵罚金，尚未罚款的不再罚款（《行政处罚法》第三十五条第二款）。")
                .field(Field::radio("outcome", "结果", outcomes.to_vec()).required())
                .field(Field::text("document", "通知书、移送文书或者判决书文号").required())
                .field(Field::money("court_fine", "判处的罚金").help("人民法院判决的填写，没有判处罚金的填写0。"))
                .field(Field::date("on", "收到日期").value(at.today().to_string()).required())
                .submit("登记结果"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::EndReferral(EndReferral {
            outcome: read.choice("outcome", ReferralOutcome::Refused),
            document: read.text("document"),
            court_fine: read.fen_if("court_fine"),
            on: read.date("on"),
        })
    }
}
