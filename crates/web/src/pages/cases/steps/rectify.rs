//! 责令改正.

use domain::{
    cases::{Command, OrderRectification},
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Field, Form},
    pages::cases::{at::At, step::Step},
};

pub struct Order;

impl Step for Order {
    const ACT: Act = Act::OrderRectification;
    const PATH: &'static str = "/cases/{id}/order-rectification";

    fn form(at: &At) -> Option<Form> {
        let orders = at.item().map(|item| item.orders.join("；")).unwrap_or_default();
        Some(
            at.form("责令改正不是行政处罚，发现违法行为就应当责令改正或者限期改正（《行政处罚法》第二十八条第一款）。签发后须送达当事人。")
                .field(
                    Field::textarea("facts", "违法事实", 3)
                        .value(at.case.origin.facts.reveal())
                        .required(),
                )
                .field(Field::textarea("requirements", "改正内容及要求", 3).value(orders).required())
                .field(Field::date("due_on", "改正期限").help("立即改正的不填。"))
                .field(
                    Field::text("recheck", "复查安排")
                        .value("改正期限届满后由本机关执法人员复查，复查结果记入案卷。"),
                )
                .submit("签发通知书"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::OrderRectification(OrderRectification {
            facts: read.private("facts"),
            requirements: read.private("requirements"),
            due_on: read.date_if("due_on"),
            recheck: read.text_if("recheck").unwrap_or_default(),
        })
    }
}
