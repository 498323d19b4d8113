//! 移送管辖：提请、审批、登记受移送机关的答复、登记协商或者指定管辖的结果.

use domain::{
    cases::{
        ApproveTransfer, Command, DeliverTransfer, EndTransfer, Matter, ProposeTransfer,
        TransferGround, TransferOutcome,
    },
    policy::Act,
};

use super::submission::{answer, answered, before, reason};
use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{
        at::At,
        panel::Panel,
        step::Step,
        view::{submission, transfer as shown},
    },
};

fn above(at: &At) -> Vec<Panel> {
    submission::panel(at).into_iter().chain(shown::panel(at)).collect()
}

pub struct Proposing;

impl Step for Proposing {
    const ACT: Act = Act::ProposeTransfer;
    const PATH: &'static str = "/cases/{id}/propose-transfer";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let grounds =
            TransferGround::ALL.map(|it| Choice::new(it.slug(), it.name_zh()).help(it.cite()));
        let mut chosen = Field::radio("ground", "情形", grounds.to_vec()).required();
        let mut paper = Field::text("rests_on", "所依据的文书")
            .help("其他机关已经先立案的填写对方立案文书，上级指定管辖的填写指定文书。");
        let mut to = Field::text("organ", "受移送机关").required();
        let mut with = Field::textarea("materials", "移送的材料", 3).help("每行一项。").required();
        let matter = before(at, Act::ApproveTransfer).map(|(matter, _)| matter);
        if let Some(Matter::Transfer { ground, rests_on, organ, materials }) = matter {
            chosen = chosen.value(ground.slug());
            paper = paper.value(rests_on.clone());
            to = to.value(organ.clone());
            with = with.value(materials.join("\n"));
        }
        Some(
            at.form("不属于本机关管辖的案件移送有管辖权的机关（《行政处罚法》第二十二条、第二十三条、第二十五条），由负责人审批。查封、扣押和登记保存的物品在移送前解除并退还。")
                .field(chosen)
                .field(paper)
                .field(to)
                .field(reason(at, Act::ApproveTransfer, "事实和理由"))
                .field(with)
                .submit("提请移送管辖"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let materials = read.text("materials");
        let lines = materials.lines().map(str::trim).filter(|line| !line.is_empty());
        Command::ProposeTransfer(ProposeTransfer {
            ground: read.choice("ground", TransferGround::Place),
            rests_on: read.text_if("rests_on").unwrap_or_default(),
            organ: read.text("organ"),
            reason: read.private("reason"),
            materials: lines.map(str::to_owned).collect(),
        })
    }
}

pub struct Approving;

impl Step for Approving {
    const ACT: Act = Act::ApproveTransfer;
    const PATH: &'static str = "/cases/{id}/approve-transfer";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(answer(
            at,
            "由行政机关负责人审批；同意后生成执法审批表和案件移送函，受移送机关签收之前不能推进到处理决定。",
            "同意移送",
        ))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ApproveTransfer(ApproveTransfer { answer: answered(read) })
    }
}

pub struct Delivering;

impl Step for Delivering {
    const ACT: Act = Act::DeliverTransfer;
    const PATH: &'static str = "/cases/{id}/deliver-transfer";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let answers = vec![Choice::new("yes", "签收"), Choice::new("no", "退回")];
        Some(
            at.form("受移送机关签收后案件即移送，生成案件移送回执；退回的登记文书和理由，双方协商，协商不成的报请共同的上一级行政机关指定管辖（《行政处罚法》第二十五条第二款）。")
                .field(Field::radio("accepted", "答复", answers).required())
                .field(Field::date("on", "签收或者退回日期").value(at.today().to_string()).required())
                .field(Field::text("receiver", "接收人").help("签收的填写姓名和职务。"))
                .field(Field::signature("signature_image", "接收人签名"))
                .field(
                    Field::file("scan", "签收的回执", "image/*,application/pdf")
                        .help("接收人在纸上签字的，上传扫描件。"),
                )
                .field(Field::text("number", "退回文书文号").help("退回的填写。"))
                .field(Field::textarea("reason", "退回的理由", 2).help("退回的填写。"))
                .submit("登记答复"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let signed = read.signed("signature_image");
        Command::DeliverTransfer(Box::new(DeliverTransfer {
            accepted: read.text("accepted") == "yes",
            receiver: read.private_if("receiver"),
            signature_image: signed.drawn,
            scan: signed.scan,
            number: read.text_if("number").unwrap_or_default(),
            reason: read.private_if("reason"),
            on: read.date("on"),
        }))
    }
}

pub struct Ending;

impl Step for Ending {
    const ACT: Act = Act::EndTransfer;
    const PATH: &'static str = "/cases/{id}/end-transfer";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let outcomes = TransferOutcome::ALL.map(|it| Choice::new(it.slug(), it.name_zh()));
        Some(
            at.form("对管辖发生争议的协商解决，协商不成的报请共同的上一级行政机关指定管辖（《行政处罚法》第二十五条第二款）。由本机关办理的，案件从原来的环节继续。")
                .field(Field::radio("outcome", "结果", outcomes.to_vec()).required())
                .field(Field::text("document", "协商记录或者指定管辖文书").required())
                .field(Field::date("on", "日期").value(at.today().to_string()).required())
                .submit("登记结果"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::EndTransfer(EndTransfer {
            outcome: read.choice("outcome", TransferOutcome::Kept),
            document: read.text("document"),
            on: read.date("on"),
        })
    }
}
