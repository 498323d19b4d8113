//! 登记缴款.

use domain::{
    cases::{Command, RecordPayment, owed_on},
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{
        at::{At, yuan_text},
        panel::Panel,
        step::Step,
        view::progress,
    },
};

pub struct Payment;

/// Cash collected on the spot has a step of its own, with its ground and its two clocks.
const CHANNELS: [&str; 3] = ["银行柜台", "电子支付", "自动柜员机"];

impl Step for Payment {
    const ACT: Act = Act::RecordPayment;
    const PATH: &'static str = "/cases/{id}/record-payment";

    fn above(at: &At) -> Vec<Panel> {
        progress::payments(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let owed = at.case.decided().map(|decided| owed_on(decided, &at.law, at.today()));
        let owed = owed.map_or_else(String::new, |owed| yuan_text(owed.total()));
        let channels = CHANNELS.map(|it| Choice::new(it, it)).to_vec();
        Some(
            at.form("决定机关与收缴机构分离，当事人自收到决定书之日起十五日内缴纳；逾期每日按罚款数额的百分之三加处罚款，不超过罚款数额（《行政处罚法》第六十七条、第七十二条）。")
                .field(
                    Field::money("amount", "缴款金额")
                        .value(owed)
                        .help("先抵本金，再抵加处罚款。")
                        .required(),
                )
                .field(Field::date("paid_on", "缴款日期").value(at.today().to_string()).required())
                .field(Field::text("voucher", "票据号").required())
                .field(Field::select("channel", "缴款渠道", channels).required())
                .submit("登记缴款"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::RecordPayment(RecordPayment {
            amount: read.fen("amount"),
            paid_on: read.date("paid_on"),
            voucher: read.text("voucher"),
            channel: read.text("channel"),
        })
    }
}
