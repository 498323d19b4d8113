//! 听证: asked for or given up, called, recorded.

use domain::{
    Refusal,
    cases::{self, AbandonHearing, CallHearing, Command, HoldHearing, Readiness, RequestHearing},
    policy::Act,
};
use law::date_zh;

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{
        at::{At, moment_text},
        panel::Panel,
        step::Step,
        view::progress,
    },
};

pub struct Request;

/// Whether the page is about giving the hearing up.
fn abandons(at: &At) -> bool {
    at.sent("abandon") == "yes"
}

impl Step for Request {
    const ACT: Act = Act::RequestHearing;
    const PATH: &'static str = "/cases/{id}/request-hearing";

    fn above(at: &At) -> Vec<Panel> {
        vec![progress::telling(at)]
    }

    /// A hearing that was asked for can be given up, though it cannot be asked for again.
    fn barred(at: &At) -> Vec<Refusal> {
        match at.readiness() {
            Readiness::Blocked(refusals) if !abandons(at) => refusals,
            Readiness::Blocked(_) | Readiness::Ready | Readiness::Elsewhere(_) => Vec::new(),
        }
    }

    fn form(at: &At) -> Option<Form> {
        let today = at.today().to_string();
        if abandons(at) {
            let phrases = [
                "当事人书面撤回听证申请。",
                "当事人及其代理人无正当理由拒不出席听证。",
                "当事人及其代理人未经许可中途退出听证。",
            ];
            return Some(
                at.form("无正当理由拒不出席或者未经许可中途退出的，视为放弃听证权利（《行政处罚法》第六十四条第六项）。")
                    .field(Field::hidden("abandon", "yes"))
                    .field(Field::date("on", "日期").value(today).required())
                    .field(Field::opinion("reason", "放弃听证的情形", &phrases).required())
                    .submit("登记放弃听证"),
            );
        }
        Some(
            at.form("当事人要求听证的，应当在告知后五个工作日内提出（《行政处罚法》第六十四条第一项、第八十五条）。")
                .field(Field::date("on", "申请日期").value(today).required())
                .submit("登记申请"),
        )
    }

    fn read(at: &At, read: &mut Reader<'_>) -> Command {
        if abandons(at) {
            return Command::AbandonHearing(AbandonHearing {
                on: read.date("on"),
                reason: read.text("reason"),
            });
        }
        Command::RequestHearing(RequestHearing { on: read.date("on") })
    }
}

pub struct Call;

impl Step for Call {
    const ACT: Act = Act::CallHearing;
    const PATH: &'static str = "/cases/{id}/call-hearing";

    fn above(at: &At) -> Vec<Panel> {
        vec![progress::telling(at)]
    }

    fn form(at: &At) -> Option<Form> {
        let earliest = at.law.rules.earliest("AP-54", at.today(), &at.law.calendar);
        let (value, help) = match earliest {
            Ok(day) => {
                (moment_text(day.at(9, 0, 0, 0)), format!("今天送达通知的，最早{}。", date_zh(day)))
            }
            Err(problem) => (String::new(), problem.to_string()),
        };
        let public = vec![Choice::new("yes", "公开"), Choice::new("no", "不公开")];
        Some(
            at.form("应当在举行听证的七个工作日前通知当事人时间、地点；主持人不得是本案调查人员（《行政处罚法》第六十四条）。")
                .field(Field::date_time("at", "听证时间").value(value).help(help).required())
                .field(Field::text("place", "听证地点").required())
                .field(Field::text("recorder", "记录员").required())
                .field(Field::radio("public", "是否公开", public).value("yes").required())
                .field(
                    Field::text("closed_reason", "不公开的理由")
                        .help("涉及国家秘密、商业秘密或者个人隐私依法予以保密的，可以不公开。"),
                )
                .submit("制发听证通知书"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::CallHearing(CallHearing {
            at: read.datetime("at"),
            place: read.text("place"),
            recorder: read.text("recorder"),
            public: read.yes("public"),
            closed_reason: read.text_if("closed_reason").unwrap_or_default(),
        })
    }
}

pub struct Record;

impl Step for Record {
    const ACT: Act = Act::HoldHearing;
    const PATH: &'static str = "/cases/{id}/hold-hearing";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        vec![progress::telling(at)]
    }

    fn form(at: &At) -> Option<Form> {
        let called = at.case.deciding().and_then(|deciding| match &deciding.hearing {
            cases::Hearing::Called(call) | cases::Hearing::Held(call, _) => Some(call),
            cases::Hearing::NotAsked
            | cases::Hearing::Requested { .. }
            | cases::Hearing::Abandoned { .. } => None,
        });
        let started = called.map(|call| moment_text(call.at)).unwrap_or_default();
        // Looked at before the day, it has no end yet.
        let ended = Some(at.now_text()).filter(|ended| started < *ended).unwrap_or_default();
        Some(
            at.form("听证应当制作笔录，交当事人或者代理人核对签字；处罚决定应当根据听证笔录作出（《行政处罚法》第六十四条、第六十五条）。")
                .field(Field::date_time("started_at", "开始时间").value(started).required())
                .field(Field::date_time("ended_at", "结束时间").value(ended).required())
                .field(
                    Field::textarea("identity_check", "核对身份、告知权利", 2)
                        .value("核对当事人及代理人身份，宣布听证纪律，告知权利义务，询问是否申请回避。")
                        .required(),
                )
                .field(Field::textarea("presentation", "调查人员提出的事实、证据和处罚建议", 4).required())
                .field(Field::textarea("defence", "当事人的申辩和质证", 4).required())
                .field(Field::textarea("final_statement", "最后陈述", 2).required())
                .field(
                    Field::textarea("focus", "争议焦点", 2)
                        .help("双方有争议的事实、证据、法律适用或者裁量；没有争议的写明没有争议。写入听证报告。")
                        .required(),
                )
                .field(Field::textarea("opinion", "主持人意见", 3).required())
                .field(Field::text("refusal_reason", "当事人未签字的原因").help("已签字的不填。"))
                .submit("存入案卷"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::HoldHearing(Box::new(HoldHearing {
            started_at: read.datetime("started_at"),
            ended_at: read.datetime("ended_at"),
            identity_check: read.private("identity_check"),
            presentation: read.private("presentation"),
            defence: read.private("defence"),
            final_statement: read.private("final_statement"),
            focus: read.private("focus"),
            opinion: read.private("opinion"),
            refusal_reason: read.private_if("refusal_reason"),
        }))
    }
}
