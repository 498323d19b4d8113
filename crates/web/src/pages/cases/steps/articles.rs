//! 退还物品、登记没收物品、审批和登记没收物品处理.

use domain::{
    cases::{
        ApproveDisposal, Command, ConfiscateArticles, DisposalManner, RecordDisposal,
        ReturnArticles, TransferArticles,
    },
    ids::PersonId,
    policy::Act,
};
use law::Fen;

use super::measures::{articles, chosen, measure, which};
use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{
        at::At, choices::case_officers, panel::Panel, step::Step, view::measures as shown,
    },
};

fn signing(form: Form, who: &str) -> Form {
    form.field(Field::signature("signature_image", who)).field(
        Field::file("scan", "签名文书扫描件", "image/*,application/pdf")
            .help("在纸上签名的，上传扫描件。"),
    )
}

pub struct Returning;

impl Step for Returning {
    const ACT: Act = Act::ReturnArticles;
    const PATH: &'static str = "/cases/{id}/return-articles";

    fn above(at: &At) -> Vec<Panel> {
        shown::panels(at)
    }

    fn form(at: &At) -> Option<Form> {
        let form = at
            .form("解除后应当立即退还财物；已将鲜活物品等变卖的，退还所得款项（《行政强制法》第二十八条第二款）。没有签收的，任务不会消失。")
            .field(which(at))
            .field(articles(at))
            .field(Field::text("receiver", "领取人").help("姓名和与当事人的关系。").required())
            .field(Field::textarea("condition", "退还时的状况", 2).required())
            .field(Field::money("proceeds", "变卖所得款项").help("退还物品本身的不填。"))
            .field(case_officers(at, "officers", "经办人"));
        Some(signing(form, "领取人签名").submit("登记退还"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let signed = read.signed("signature_image");
        Command::ReturnArticles(ReturnArticles {
            measure: measure(read),
            articles: chosen(read),
            receiver: read.private("receiver"),
            condition: read.private("condition"),
            proceeds: read.fen_if("proceeds").unwrap_or(Fen(0)),
            officers: read.list("officers").into_iter().map(PersonId::new).collect(),
            signature_image: signed.drawn,
            scan: signed.scan,
        })
    }
}

pub struct Transferring;

impl Step for Transferring {
    const ACT: Act = Act::TransferArticles;
    const PATH: &'static str = "/cases/{id}/transfer-articles";

    fn above(at: &At) -> Vec<Panel> {
        shown::panels(at)
    }

    fn form(at: &At) -> Option<Form> {
        let form = at
            .form("违法行为涉嫌犯罪、案件移送司法机关的，查封、扣押的财物一并移送，并书面告知当事人（《行政强制法》第二十一条）。办理后生成移送清单和告知书，告知书须送达当事人。")
            .field(which(at))
            .field(articles(at))
            .field(Field::text("organ", "接收机关").required())
            .field(Field::text("letter", "案件移送书文号").help("先移送案件，财物随案移送。").required())
            .field(Field::text("receiver", "接收人").help("姓名和职务。").required())
            .field(Field::textarea("condition", "移送时的状况", 2).required())
            .field(case_officers(at, "officers", "移交人"));
        Some(signing(form, "接收人签名").submit("登记移送"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let signed = read.signed("signature_image");
        Command::TransferArticles(TransferArticles {
            measure: measure(read),
            articles: chosen(read),
            organ: read.text("organ"),
            letter: read.text("letter"),
            receiver: read.private("receiver"),
            condition: read.private("condition"),
            officers: read.list("officers").into_iter().map(PersonId::new).collect(),
            signature_image: signed.drawn,
            scan: signed.scan,
        })
    }
}

pub struct Confiscating;

impl Step for Confiscating {
    const ACT: Act = Act::ConfiscateArticles;
    const PATH: &'static str = "/cases/{id}/confiscate-articles";

    fn above(at: &At) -> Vec<Panel> {
        shown::panels(at)
    }

    fn form(at: &At) -> Option<Form> {
        let things = at
            .case
            .decided()
            .and_then(|it| it.decision.proposal.penalty())
            .map(|terms| terms.things.join("、"))
            .unwrap_or_default();
        Some(
            at.form("处罚决定在措施期限内作出并写明没收的，把对应物品登记为没收物品（《行政强制法》第二十七条）。")
                .field(which(at))
                .field(Field::heading("决定没收的财物", &things))
                .field(articles(at))
                .submit("登记没收"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let (measure, articles) = (measure(read), chosen(read));
        Command::ConfiscateArticles(ConfiscateArticles { measure, articles })
    }
}

pub struct DisposalApproval;

impl Step for DisposalApproval {
    const ACT: Act = Act::ApproveDisposal;
    const PATH: &'static str = "/cases/{id}/approve-disposal";

    fn above(at: &At) -> Vec<Panel> {
        shown::panels(at)
    }

    fn form(at: &At) -> Option<Form> {
        let manners = DisposalManner::ALL.map(|it| Choice::new(it.slug(), it.name_zh()));
        Some(
            at.form("除依法应当销毁的以外，没收的非法财物按照国家规定公开拍卖或者按照国家有关规定处理，款项全部上缴国库（《行政处罚法》第七十四条）。")
                .field(which(at))
                .field(articles(at))
                .field(Field::radio("manner", "处理方式", manners.to_vec()).required())
                .field(Field::textarea("reason", "理由和依据", 2).required())
                .submit("批准处理"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ApproveDisposal(ApproveDisposal {
            measure: measure(read),
            articles: chosen(read),
            manner: read.choice("manner", DisposalManner::HandIn),
            reason: read.text("reason"),
        })
    }
}

pub struct DisposalRecord;

impl Step for DisposalRecord {
    const ACT: Act = Act::RecordDisposal;
    const PATH: &'static str = "/cases/{id}/record-disposal";

    fn above(at: &At) -> Vec<Panel> {
        shown::panels(at)
    }

    fn form(at: &At) -> Option<Form> {
        let form = at
            .form("按批准的方式处理，有人见证，写明经过；拍卖款项全部上缴国库（《行政处罚法》第七十四条第二款）。")
            .field(which(at))
            .field(articles(at))
            .field(Field::textarea("account", "处理经过", 3).required())
            .field(Field::money("proceeds", "所得款项"))
            .field(Field::text("voucher", "上缴国库的票据号"))
            .field(Field::text("witness", "见证人").help("姓名和单位。").required());
        Some(signing(form, "见证人签名").submit("登记处理"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let signed = read.signed("signature_image");
        Command::RecordDisposal(RecordDisposal {
            measure: measure(read),
            articles: chosen(read),
            account: read.text("account"),
            witness: read.private("witness"),
            signature_image: signed.drawn,
            scan: signed.scan,
            proceeds: read.fen_if("proceeds").unwrap_or(Fen(0)),
            voucher: read.text_if("voucher").unwrap_or_default(),
        })
    }
}
