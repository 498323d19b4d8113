//! 催告履行义务、决定代履行和强制拆除、登记实施、停止.

use domain::{
    cases::{
        Command, DecideEnforcement, DemandCorrection, RecordEnforcement, Rectification, Route,
        StopEnforcement, enforcement_routes, open_enforcements, overdue_orders,
    },
    ids::{DocumentId, EnforcementId, PersonId},
    policy::Act,
};
use law::date_zh;

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{
        at::At,
        choices::{case_officers, tick},
        panel::Panel,
        step::Step,
        view::enforcement as shown,
    },
};

fn order_choices(at: &At) -> Vec<Choice> {
    let choice = |it: &Rectification| {
        let number = at.case.document(&it.document).and_then(|one| one.number.as_ref());
        let words = number.map_or("责令改正通知书", |one| one.text.as_str());
        let due = it.due_on.map_or_else(|| "立即改正".to_owned(), date_zh);
        Choice::new(it.document.as_str(), words)
            .help(format!("期限{due}：{}", it.requirements.reveal()))
    };
    overdue_orders(&at.case, at.today()).into_iter().map(choice).collect()
}

fn first_of(choices: &[Choice]) -> String {
    choices.first().map_or_else(String::new, |it| it.value.clone())
}

fn which(at: &At) -> Field {
    let choices: Vec<Choice> = open_enforcements(&at.case)
        .map(|it| {
            Choice::new(it.decision.enforcement.as_str(), it.decision.route.name_zh())
                .help(format!("{}决定，{}", date_zh(it.decision.on), it.decision.performer))
        })
        .collect();
    let first = first_of(&choices);
    Field::radio("enforcement", "决定", choices).value(first).required()
}

pub struct Demanding;

impl Step for Demanding {
    const ACT: Act = Act::DemandCorrection;
    const PATH: &'static str = "/cases/{id}/demand-correction";

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let choices = order_choices(at);
        let first = first_of(&choices);
        Some(
            at.form("当事人逾期不履行的，应当催告，写明期限、方式和陈述申辩的权利（《行政强制法》第三十五条）；代履行三日前再次催告（第五十一条）。需要强制拆除的，同时生成公告（第四十四条）。")
                .field(Field::radio("order", "责令改正通知书", choices).value(first).required())
                .field(Field::textarea("manner", "履行方式", 2).value("自行清除、拆除，恢复原状").required())
                .field(Field::date("until", "履行期限").help("今天以后的合理期限。").required())
                .submit("制发催告书"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::DemandCorrection(DemandCorrection {
            order: DocumentId::new(read.text("order")),
            manner: read.text("manner"),
            until: read.date("until"),
        })
    }
}

pub struct Deciding;

impl Step for Deciding {
    const ACT: Act = Act::DecideEnforcement;
    const PATH: &'static str = "/cases/{id}/decide-enforcement";

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let routes: Vec<Choice> = enforcement_routes(&at.case, &at.law)
            .into_iter()
            .map(|it| {
                Choice::new(it.route.slug(), it.route.name_zh())
                    .help(format!("{}：{}", it.cite, it.words))
            })
            .collect();
        let first = first_of(&routes);
        let orders = order_choices(at);
        let form = at
            .form("代履行决定书写明理由和依据、方式和时间、标的、费用预算和代履行人（《行政强制法》第五十一条）；不在夜间和节假日实施（第四十三条）。需要立即清除道路遗洒物、障碍物而当事人不能清除的，可以立即代履行（第五十二条）。")
            .field(Field::radio("route", "种类", routes).value(first).required());
        let form = if orders.is_empty() {
            form
        } else {
            let first = first_of(&orders);
            form.field(
                Field::radio("order", "责令改正通知书", orders)
                    .value(first)
                    .help("立即代履行的不看这一项。"),
            )
        };
        Some(
            form.field(Field::text("object", "执行标的").help("要清除、拆除或者恢复的物品和位置。").required())
                .field(
                    Field::textarea("reason", "理由", 3)
                        .help("后果：已经或者将要危害交通安全、污染环境、破坏资源；当事人不履行或者不能清除的情况。")
                        .required(),
                )
                .field(Field::text("manner", "方式").required())
                .field(Field::date_time("planned_at", "实施时间").value(at.now_text()).required())
                .field(Field::text("performer", "实施单位").required())
                .field(tick("disinterested", "利害关系", "实施单位是本机关，或者与本案没有利害关系"))
                .field(Field::money("estimate", "费用预算").required())
                .submit("作出决定"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let route = read.choice("route", Route::Proxy);
        let order = read.text_if("order").filter(|_| route != Route::AtOnce);
        Command::DecideEnforcement(Box::new(DecideEnforcement {
            route,
            order: order.map(DocumentId::new),
            object: read.private("object"),
            reason: read.private("reason"),
            manner: read.text("manner"),
            planned_at: read.datetime("planned_at"),
            performer: read.text("performer"),
            disinterested: read.yes("disinterested"),
            estimate: read.fen("estimate"),
        }))
    }
}

pub struct Recording;

impl Step for Recording {
    const ACT: Act = Act::RecordEnforcement;
    const PATH: &'static str = "/cases/{id}/record-enforcement";

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("决定机关派员到场监督；完毕后由监督人员、实施人和当事人或者见证人签名（《行政强制法》第五十一条）。当事人不在场的，立即代履行后应当立即通知（第五十二条），决定书须送达当事人。")
                .field(which(at))
                .field(Field::date_time("at", "开始时间").value(at.earlier_text(60)).required())
                .field(Field::date_time("ended_at", "结束时间").value(at.now_text()).required())
                .field(case_officers(at, "officers", "到场监督人员"))
                .field(Field::text("performer", "实施人").help("姓名。").required())
                .field(Field::textarea("account", "实施经过", 4).required())
                .field(Field::money("cost", "费用").help("按成本合理确定。").required())
                .field(Field::text("witness", "当事人或者见证人").required())
                .field(Field::signature("signature_image", "当事人或者见证人签名"))
                .field(
                    Field::file("scan", "签名文书扫描件", "image/*,application/pdf")
                        .help("在纸上签名的，上传扫描件。"),
                )
                .field(Field::text("recordings", "音像记录编号").required())
                .submit("登记实施"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let signed = read.signed("signature_image");
        Command::RecordEnforcement(Box::new(RecordEnforcement {
            enforcement: EnforcementId::new(read.text("enforcement")),
            at: read.datetime("at"),
            ended_at: read.datetime("ended_at"),
            officers: read.list("officers").into_iter().map(PersonId::new).collect(),
            performer: read.private("performer"),
            account: read.private("account"),
            cost: read.fen("cost"),
            witness: read.private("witness"),
            signature_image: signed.drawn,
            scan: signed.scan,
            recordings: read.text("recordings"),
        }))
    }
}

pub struct Stopping;

impl Step for Stopping {
    const ACT: Act = Act::StopEnforcement;
    const PATH: &'static str = "/cases/{id}/stop-enforcement";

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("当事人履行的，停止代履行（《行政强制法》第五十一条第一款第二项）。")
                .field(which(at))
                .field(Field::textarea("reason", "停止的理由", 2).required())
                .submit("停止"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::StopEnforcement(StopEnforcement {
            enforcement: EnforcementId::new(read.text("enforcement")),
            reason: read.private("reason"),
        })
    }
}
