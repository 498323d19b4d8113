//! 延期分期、催告、申请法院强制执行、中止终结、退款.

use domain::{
    cases::{
        ApplyToCourt, ApproveDeferral, CeaseExecution, Command, DemandPerformance, Halt,
        Instalment, ProposeAgreement, ProposeCourtApplication, RecordCourtAnswer, RecordRefund,
        RefuseDeferral, RequestDeferral, ResumeExecution, ReturnAgreement, SignAgreement,
        SuspendExecution, SuspensionGround, TellSurcharge, TerminateExecution, TerminationGround,
        owed_on, refundable,
    },
    policy::Act,
};
use law::Fen;

use crate::{
    body::Reader,
    components::form::{Choice, ColumnKind, Field, Form, RowColumn},
    pages::cases::{
        at::{At, yuan_text},
        choices::tick,
        panel::Panel,
        step::Step,
        view::{execution as shown, progress},
    },
};

pub(super) fn beside(at: &At) -> Vec<Panel> {
    progress::payments(at).into_iter().chain(shown::panel(at)).collect()
}

pub struct Deferring;

impl Step for Deferring {
    const ACT: Act = Act::RequestDeferral;
    const PATH: &'static str = "/cases/{id}/request-deferral";

    fn above(at: &At) -> Vec<Panel> {
        beside(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("当事人确有经济困难，经当事人申请和行政机关批准，可以延期或者分期缴纳罚款（《行政处罚法》第六十六条第二款）。")
                .field(Field::date("asked_on", "申请日期").value(at.today().to_string()).required())
                .field(Field::textarea("reason", "申请的理由和证明", 3).required())
                .field(
                    Field::rows("plan", "缴纳计划", plan_columns())
                        .help("延期的填写一期，分期的逐期填写；合计等于尚未缴纳的罚款。")
                        .required(),
                )
                .submit("登记申请"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::RequestDeferral(RequestDeferral {
            plan: stages(read),
            reason: read.private("reason"),
            asked_on: read.date("asked_on"),
        })
    }
}

pub struct DeferralApproval;

impl Step for DeferralApproval {
    const ACT: Act = Act::ApproveDeferral;
    const PATH: &'static str = "/cases/{id}/approve-deferral";

    fn above(at: &At) -> Vec<Panel> {
        beside(at)
    }

    fn form(at: &At) -> Option<Form> {
        let mut form = at
            .form("批准的，到期之前不加处罚款，申请法院强制执行的期限自延期、分期期限结束之日起计算（《行政处罚法》第六十六条第二款、第七十二条第二款）。办理后生成通知书，送达当事人。")
            .field(Field::textarea("reason", "不批准的理由", 2).help("批准的不填。"))
            .submit("批准");
        form.second = Some(("refuse".to_owned(), "yes".to_owned(), "不批准".to_owned()));
        Some(form)
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let reason = read.text_if("reason").unwrap_or_default();
        if read.yes("refuse") {
            Command::RefuseDeferral(RefuseDeferral { reason })
        } else {
            Command::ApproveDeferral(ApproveDeferral {})
        }
    }
}

/// The stages of a plan, as they were typed.
fn stages(read: &mut Reader<'_>) -> Vec<Instalment> {
    let mut plan = Vec::new();
    for row in read.rows("plan") {
        let (due_on, amount) = (row.get("due_on").parse(), Fen::parse_yuan(row.get("amount")));
        if let (Ok(due_on), Ok(amount)) = (due_on, amount) {
            plan.push(Instalment { due_on, amount });
        } else {
            let words = format!("第{}行请填写截止日期和以元为单位的金额。", row.turn + 1);
            read.complain("plan", words);
        }
    }
    plan
}

fn plan_columns() -> Vec<RowColumn> {
    vec![
        RowColumn::new("due_on", "截止日期", ColumnKind::Date),
        RowColumn::new("amount", "金额（元）", ColumnKind::Money),
    ]
}

pub struct Agreeing;

impl Step for Agreeing {
    const ACT: Act = Act::ProposeAgreement;
    const PATH: &'static str = "/cases/{id}/propose-agreement";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        beside(at)
    }

    fn form(at: &At) -> Option<Form> {
        let owed = owed_on(at.case.decided()?, &at.law, at.today());
        let intro = format!(
            "截至今天应缴{}：本金{}，加处罚款{}。在不损害公共利益和他人合法权益的情况下，可以与当事人约定分阶段履行；\
             当事人采取补救措施的，可以减免加处罚款（《行政强制法》第四十二条）。履行期间停止执行，不再加处罚款；不履行的恢复执行，减免取消。",
            owed.total(),
            owed.principal,
            owed.surcharge
        );
        Some(
            at.form(&intro)
                .field(
                    Field::money("remitted", "减免加处罚款")
                        .value(yuan_text(Fen(0)))
                        .help("没有补救措施的填0；罚款和违法所得本身不能减免。")
                        .required(),
                )
                .field(
                    Field::textarea("remedial", "当事人采取的补救措施", 2)
                        .help("减免的须写明措施和证明材料。"),
                )
                .field(
                    Field::rows("plan", "履行计划", plan_columns())
                        .help("各期合计等于本金加上加处罚款再减去减免的数额。")
                        .required(),
                )
                .field(Field::textarea("more", "其他约定", 2))
                .field(tick("harmless", "核对", "协议不损害公共利益和他人合法权益"))
                .field(Field::signature("signature_image", "当事人签名"))
                .field(
                    Field::file("scan", "签名的协议", "image/*,application/pdf")
                        .help("在纸上签名、盖章的，上传扫描件。"),
                )
                .submit("提请签订"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let signed = read.signed("signature_image");
        Command::ProposeAgreement(Box::new(ProposeAgreement {
            plan: stages(read),
            remitted: read.fen("remitted"),
            remedial: read.private_if("remedial"),
            more: read.private_if("more"),
            harmless: read.yes("harmless"),
            signature_image: signed.drawn,
            scan: signed.scan,
        }))
    }
}

pub struct AgreementSignature;

impl Step for AgreementSignature {
    const ACT: Act = Act::SignAgreement;
    const PATH: &'static str = "/cases/{id}/sign-agreement";

    fn above(at: &At) -> Vec<Panel> {
        beside(at)
    }

    fn form(at: &At) -> Option<Form> {
        let mut form = at
            .form("签订后生成执行协议书，停止执行；应缴数额按今天计算，与协议不一致的退回重签（《行政强制法》第四十二条）。")
            .field(Field::textarea("reason", "退回的理由", 2).help("签订的不填。"))
            .submit("签订协议");
        form.second = Some(("refuse".to_owned(), "yes".to_owned(), "退回".to_owned()));
        Some(form)
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let reason = read.private_if("reason");
        if read.yes("refuse") {
            Command::ReturnAgreement(ReturnAgreement { reason })
        } else {
            Command::SignAgreement(SignAgreement {})
        }
    }
}

pub struct Surcharging;

impl Step for Surcharging {
    const ACT: Act = Act::TellSurcharge;
    const PATH: &'static str = "/cases/{id}/tell-surcharge";

    fn above(at: &At) -> Vec<Panel> {
        beside(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("告知书写明起算日、标准、上限和截至今天的数额，送达当事人（《行政处罚法》第七十二条第一款第一项、《行政强制法》第四十五条）。没有告知书不影响加处罚款的计算；法院要求加处罚款另行送达的，请在申请执行之前办理。")
                .submit("制发告知书"),
        )
    }

    fn read(_: &At, _: &mut Reader<'_>) -> Command {
        Command::TellSurcharge(TellSurcharge {})
    }
}

pub struct Demanding;

impl Step for Demanding {
    const ACT: Act = Act::DemandPerformance;
    const PATH: &'static str = "/cases/{id}/demand-performance";

    fn above(at: &At) -> Vec<Panel> {
        beside(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("申请人民法院强制执行前应当催告；催告书写明金额、方式、期限和陈述申辩的权利，送达十个工作日后仍不履行的才能申请（《行政强制法》第三十五条、第五十四条）。")
                .field(
                    Field::textarea("manner", "履行方式", 2)
                        .value("凭缴款通知书到指定银行缴纳，或者通过电子支付系统缴纳")
                        .required(),
                )
                .submit("制发催告书"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::DemandPerformance(DemandPerformance { manner: read.text("manner") })
    }
}

pub struct CourtProposal;

impl Step for CourtProposal {
    const ACT: Act = Act::ProposeCourtApplication;
    const PATH: &'static str = "/cases/{id}/propose-court-application";

    fn above(at: &At) -> Vec<Panel> {
        beside(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("当事人不申请复议、不起诉又不履行的，自期限届满之日起三个月内申请；申请书由负责人签名，附决定书及其事实、理由和依据，当事人意见和催告情况，标的情况（《行政强制法》第五十三条、第五十五条）。")
                .field(Field::text("court", "管辖法院").value(at.law.court_name()).required())
                .field(
                    Field::textarea("opinion", "当事人对催告的意见和复核情况", 2)
                        .help("没有提出意见的，写明“当事人收到催告书后没有提出意见”。")
                        .required(),
                )
                .field(Field::textarea("property", "申请强制执行标的情况", 2).help("可供执行的财产线索。").required())
                .submit("提请签发"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ProposeCourtApplication(ProposeCourtApplication {
            court: read.text("court"),
            opinion: read.private("opinion"),
            property: read.private("property"),
        })
    }
}

pub struct CourtSignature;

impl Step for CourtSignature {
    const ACT: Act = Act::ApplyToCourt;
    const PATH: &'static str = "/cases/{id}/apply-to-court";

    fn above(at: &At) -> Vec<Panel> {
        beside(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("签发后生成强制执行申请书，金额按今天计算（《行政强制法》第五十五条第二款）。")
                .submit("签发申请书"),
        )
    }

    fn read(_: &At, _: &mut Reader<'_>) -> Command {
        Command::ApplyToCourt(ApplyToCourt {})
    }
}

pub struct CourtReply;

impl Step for CourtReply {
    const ACT: Act = Act::RecordCourtAnswer;
    const PATH: &'static str = "/cases/{id}/record-court-answer";

    fn form(at: &At) -> Option<Form> {
        let answers = vec![Choice::new("yes", "受理"), Choice::new("no", "不予受理")];
        Some(
            at.form("法院应当在五日内受理；对不予受理有异议的，可以在十五日内向上一级法院申请复议（《行政强制法》第五十六条）。")
                .field(Field::radio("accepted", "答复", answers).required())
                .field(Field::text("number", "法院文书号").required())
                .field(Field::date("on", "收到日期").value(at.today().to_string()).required())
                .submit("登记答复"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let accepted = read.text("accepted") == "yes";
        let (number, on) = (read.text("number"), read.date("on"));
        Command::RecordCourtAnswer(RecordCourtAnswer { accepted, number, on })
    }
}

pub struct Halting;

impl Step for Halting {
    const ACT: Act = Act::HaltExecution;
    const PATH: &'static str = "/cases/{id}/halt-execution";

    fn above(at: &At) -> Vec<Panel> {
        beside(at)
    }

    fn form(at: &At) -> Option<Form> {
        let halt = &at.case.decided()?.execution.halt;
        let mut choices = match halt {
            Halt::Suspended { .. } => {
                vec![
                    Choice::new("resume", "恢复执行：中止执行的情形已经消失"),
                    Choice::new(
                        "cease",
                        "不再执行：中止满三年未恢复，没有明显社会危害，当事人确无能力履行",
                    ),
                ]
            }
            Halt::Agreed { .. } => {
                vec![Choice::new("resume", "恢复执行：当事人不履行执行协议")]
            }
            Halt::Going | Halt::Ceased { .. } | Halt::Terminated { .. } => SuspensionGround::ALL
                .map(|it| {
                    let words = format!("中止执行：{}", it.name_zh());
                    Choice::new(format!("suspend-{}", it.slug()), words)
                })
                .to_vec(),
        };
        choices.extend(TerminationGround::ALL.map(|it| {
            Choice::new(format!("terminate-{}", it.slug()), format!("终结执行：{}", it.name_zh()))
        }));
        let mut form = at
            .form("中止的情形消失后应当恢复；没有明显社会危害、当事人确无能力履行，中止满三年未恢复的不再执行（《行政强制法》第三十九条、第四十条）。")
                .field(Field::radio("what", "决定", choices).required());
        if matches!(halt, Halt::Suspended { .. }) {
            form = form
                .field(
                    tick("harmless", "社会危害", "已核实：没有明显社会危害")
                        .help("不再执行的填写，恢复执行的不填。"),
                )
                .field(
                    tick("unable", "履行能力", "已核实：当事人确无能力履行")
                        .help("不再执行的填写，恢复执行的不填。"),
                );
        }
        Some(form.field(Field::textarea("reason", "事由", 3).required()).submit("作出决定"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let (what, reason) = (read.text("what"), read.private("reason"));
        let suspend = SuspensionGround::ALL
            .into_iter()
            .find(|it| what.strip_prefix("suspend-").is_some_and(|slug| slug == it.slug()));
        let end = TerminationGround::ALL
            .into_iter()
            .find(|it| what.strip_prefix("terminate-").is_some_and(|slug| slug == it.slug()));
        match (suspend, end) {
            (Some(ground), _) => Command::SuspendExecution(SuspendExecution { ground, reason }),
            (None, Some(ground)) => {
                Command::TerminateExecution(TerminateExecution { ground, reason })
            }
            (None, None) if what == "cease" => Command::CeaseExecution(CeaseExecution {
                harmless: read.yes("harmless"),
                unable: read.yes("unable"),
                reason,
            }),
            (None, None) => Command::ResumeExecution(ResumeExecution { reason }),
        }
    }
}

pub struct Refunding;

impl Step for Refunding {
    const ACT: Act = Act::RecordRefund;
    const PATH: &'static str = "/cases/{id}/record-refund";

    fn above(at: &At) -> Vec<Panel> {
        beside(at)
    }

    fn form(at: &At) -> Option<Form> {
        let rest = at.case.decided().map_or(Fen(0), refundable);
        Some(
            at.form("据以收缴的决定被撤销、变更的，应当退还（《行政强制法》第四十一条）。")
                .field(Field::money("amount", "退款金额").value(yuan_text(rest)).required())
                .field(Field::text("voucher", "退款凭证号").required())
                .field(Field::date("on", "退款日期").value(at.today().to_string()).required())
                .submit("登记退款"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::RecordRefund(RecordRefund {
            amount: read.fen("amount"),
            voucher: read.text("voucher"),
            on: read.date("on"),
        })
    }
}
