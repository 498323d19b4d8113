//! 当场收缴、上交、缴付银行.

use domain::{
    cases::{BankCash, CollectOnSpot, CollectionGround, Command, HandInCash},
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{
        at::{At, yuan_text},
        choices::tick,
        panel::Panel,
        step::Step,
        view::progress,
    },
};

pub struct Collection;

impl Step for Collection {
    const ACT: Act = Act::CollectOnSpot;
    const PATH: &'static str = "/cases/{id}/collect-on-spot";

    fn above(at: &At) -> Vec<Panel> {
        progress::payments(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let owed = at.case.decided()?.owed_principal();
        let grounds = CollectionGround::ALL
            .map(|it| Choice::new(it.slug(), it.name_zh()).help(it.cite()))
            .to_vec();
        Some(
            at.form("作出决定的机关与收缴机构分离；只有下列情形可以当场收缴，并应当出具财政部门统一制发的专用票据（《行政处罚法》第六十七条至第七十条）。")
                .field(Field::radio("ground", "当场收缴的情形", grounds).required())
                .field(
                    Field::textarea("reason", "理由", 2)
                        .help("选第二、三项的，写明为何事后难以执行，或者当事人缴纳有何困难。"),
                )
                .field(tick("requested", "当事人提出", "当事人自己提出当场缴纳（选第三项的必须）"))
                .field(Field::money("amount", "收缴金额").value(yuan_text(owed)).required())
                .field(Field::text("receipt", "专用票据号").required())
                .field(
                    tick("unified", "票据", "已出具财政部或者省财政厅统一制发的专用票据").required(),
                )
                .field(Field::date("on", "收缴日期").value(at.today().to_string()).required())
                .field(
                    Field::date("ashore_on", "抵岸日期")
                        .help("在水上收缴的填写，上交期限自抵岸之日起算。"),
                )
                .submit("登记当场收缴"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::CollectOnSpot(CollectOnSpot {
            ground: read.choice("ground", CollectionGround::Small),
            reason: read.private_if("reason"),
            requested: read.yes("requested"),
            amount: read.fen("amount"),
            receipt: read.text("receipt"),
            unified: read.yes("unified"),
            on: read.date("on"),
            ashore_on: read.date_if("ashore_on"),
        })
    }
}

pub struct HandIn;

impl Step for HandIn {
    const ACT: Act = Act::HandInCash;
    const PATH: &'static str = "/cases/{id}/hand-in-cash";

    fn above(at: &At) -> Vec<Panel> {
        progress::payments(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("当场收缴的罚款，应当自收缴之日起二日内交至行政机关；在水上收缴的，自抵岸之日起二日内（《行政处罚法》第七十一条，工作日）。")
                .field(Field::date("on", "交款日期").value(at.today().to_string()).required())
                .submit("登记上交"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::HandInCash(HandInCash { on: read.date("on") })
    }
}

pub struct Banking;

impl Step for Banking {
    const ACT: Act = Act::BankCash;
    const PATH: &'static str = "/cases/{id}/bank-cash";

    fn above(at: &At) -> Vec<Panel> {
        progress::payments(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("行政机关应当在二日内将当场收缴的罚款缴付指定的银行（《行政处罚法》第七十一条，工作日）。")
                .field(Field::date("on", "缴付日期").value(at.today().to_string()).required())
                .field(Field::text("slip", "缴款书号").required())
                .submit("登记缴付"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::BankCash(BankCash { on: read.date("on"), slip: read.text("slip") })
    }
}
