//! 决定拍卖抵缴罚款、登记拍卖结果.

use domain::{
    cases::{AuctionOutcome, Command, DecideAuction, RecordAuction, offsettable},
    policy::Act,
};
use law::{Fen, date_zh};

use super::{
    execution::beside,
    measures::{articles, chosen, measure, which},
};
use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{at::At, choices::tick, panel::Panel, step::Step, view::measures as held},
};

pub struct Deciding;

impl Step for Deciding {
    const ACT: Act = Act::DecideAuction;
    const PATH: &'static str = "/cases/{id}/decide-auction";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        beside(at).into_iter().chain(held::panels(at)).collect()
    }

    fn form(at: &At) -> Option<Form> {
        let intro = format!(
            "当事人在法定期限内不申请行政复议、不提起行政诉讼，经催告仍不缴纳的，可以把办案时已经查封、扣押的财物依法拍卖，抵缴尚未缴纳的罚款{}；\
             加处罚款和没收的违法所得不抵缴（《行政强制法》第四十六条第三款）。办理后生成强制执行决定书，送达当事人之后才能拍卖。",
            offsettable(at.case.decided()?)
        );
        Some(
            at.form(&intro)
                .field(which(at))
                .field(articles(at).help("只选抵缴罚款所需要的物品；其余的解除措施、退还当事人。"))
                .field(
                    Field::textarea("opinion", "当事人对催告的意见和复核情况", 2)
                        .help("没有提出意见的，写明“当事人收到催告书后没有提出意见”。")
                        .required(),
                )
                .field(
                    Field::money("estimate", "评估价（市场询价）")
                        .help("所选物品合计。")
                        .required(),
                )
                .field(
                    Field::text("house", "受委托的拍卖机构")
                        .help("依照《拍卖法》委托有资格的拍卖机构（《行政强制法》第四十八条）。")
                        .required(),
                )
                .field(tick("unclaimed", "核对权属", "财物属于当事人，没有第三人主张权利"))
                .submit("作出决定"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::DecideAuction(DecideAuction {
            measure: measure(read),
            articles: chosen(read),
            opinion: read.private("opinion"),
            estimate: read.fen("estimate"),
            house: read.text("house"),
            unclaimed: read.yes("unclaimed"),
        })
    }
}

pub struct Ending;

impl Step for Ending {
    const ACT: Act = Act::RecordAuction;
    const PATH: &'static str = "/cases/{id}/record-auction";

    fn above(at: &At) -> Vec<Panel> {
        beside(at)
    }

    fn form(at: &At) -> Option<Form> {
        let open = at.case.decided()?.execution.open_auction()?;
        let outcomes = AuctionOutcome::ALL.map(|it| Choice::new(it.slug(), it.name_zh()));
        let intro = format!(
            "{}决定由{}拍卖。所得全部上缴国库或者划入财政专户，抵缴罚款{}，超出的退还当事人（《行政强制法》第四十六条第三款、第四十九条）。\
             当事人缴清罚款、第三人主张权利的，登记停止拍卖；流拍的可以重新决定拍卖，或者申请人民法院强制执行。",
            date_zh(open.order.on),
            open.order.house,
            open.order.fine
        );
        Some(
            at.form(&intro)
                .field(Field::radio("outcome", "结果", outcomes.to_vec()).required())
                .field(Field::date("on", "日期").value(at.today().to_string()).required())
                .field(Field::textarea("account", "经过，或者停止的理由", 3).required())
                .field(Field::money("price", "成交价").help("没有成交的不填。"))
                .field(Field::text("voucher", "上缴国库的票据号").help("没有成交的不填。"))
                .field(
                    Field::text("witness", "见证人")
                        .help("拍卖机构经办人或者其他见证人的姓名和单位；没有成交的不填。"),
                )
                .field(Field::signature("signature_image", "见证人签名"))
                .field(
                    Field::file("scan", "拍卖成交确认书", "image/*,application/pdf")
                        .help("在纸上签名的，上传扫描件。"),
                )
                .submit("登记结果"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let signed = read.signed("signature_image");
        Command::RecordAuction(Box::new(RecordAuction {
            outcome: read.choice("outcome", AuctionOutcome::Stopped),
            on: read.date("on"),
            account: read.private("account"),
            price: read.fen_if("price").unwrap_or(Fen(0)),
            voucher: read.text_if("voucher").unwrap_or_default(),
            witness: read.private_if("witness"),
            signature_image: signed.drawn,
            scan: signed.scan,
        }))
    }
}
