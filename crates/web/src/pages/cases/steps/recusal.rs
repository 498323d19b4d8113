//! 回避：登记申请、决定、责令回避。

use domain::{
    cases::{
        Command, DecideRecusal, EarlierActs, OrderRecusal, RecusalApplicant, RecusalGround,
        RequestRecusal,
    },
    ids::PersonId,
    policy::{Act, Role},
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{
        at::At,
        choices::{holders, officers},
        panel::Panel,
        step::Step,
        view::recusal as shown,
    },
};

fn above(at: &At) -> Vec<Panel> {
    shown::panel(at).into_iter().collect()
}

/// Whoever has to do with the case: its handlers first, then those who review, preside and decide.
fn concerned(at: &At) -> Vec<Choice> {
    let authority = &at.case.origin.authority;
    let mut all: Vec<Choice> = at
        .case
        .handlers
        .iter()
        .map(|id| Choice::new(id.as_str(), format!("{}（承办人）", at.people.name(id))))
        .collect();
    for role in [Role::UnitHead, Role::LegalReviewer, Role::HearingPresider, Role::Leader] {
        for choice in holders(&at.people, role, authority) {
            if all.iter().all(|it| it.value != choice.value) {
                let label = format!("{}（{}）", choice.label, role.name_zh());
                all.push(Choice::new(choice.value, label));
            }
        }
    }
    all
}

fn grounds() -> Vec<Choice> {
    RecusalGround::ALL.map(|it| Choice::new(it.slug(), it.name_zh())).to_vec()
}

/// What the head says besides yes or no.
fn with_decision(form: Form, at: &At) -> Form {
    let earlier = EarlierActs::ALL.map(|it| Choice::new(it.slug(), it.name_zh())).to_vec();
    let others = officers(&at.people, &at.case.origin.unit, at.today());
    let free = |it: &Choice| at.case.handlers.iter().all(|id| id.as_str() != it.value);
    let next: Vec<Choice> =
        std::iter::once(Choice::new("", "不指定")).chain(others.into_iter().filter(free)).collect();
    let heads = holders(&at.people, Role::Leader, &at.case.origin.authority);
    form.field(Field::textarea("reason", "决定的理由", 3).required())
        .field(
            Field::select("replacement", "接替人员", next)
                .help("承办人回避的必须指定，保证执法人员不少于两人（第四十二条第一款）。"),
        )
        .field(
            Field::radio("earlier", "回避前所作行为的效力", earlier)
                .help("回避的填写。重新进行的，其取得的证据重新查证，已经提交的调查报告退回。"),
        )
        .field(
            Field::checkboxes("attendees", "参加集体讨论的负责人", heads)
                .help("只在行政机关负责人回避时填写，由其他负责人集体讨论决定。"),
        )
}

fn decision(read: &mut Reader<'_>, granted: bool) -> DecideRecusal {
    let earlier = read.text_if("earlier");
    DecideRecusal {
        granted,
        reason: read.private("reason"),
        replacement: read.text_if("replacement").map(PersonId::new),
        earlier: EarlierActs::ALL.into_iter().find(|it| earlier.as_deref() == Some(it.slug())),
        attendees: read.list("attendees").into_iter().map(PersonId::new).collect(),
    }
}

pub struct Asking;

impl Step for Asking {
    const ACT: Act = Act::RequestRecusal;
    const PATH: &'static str = "/cases/{id}/request-recusal";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let who = RecusalApplicant::ASKING.map(|it| Choice::new(it.slug(), it.name_zh())).to_vec();
        Some(
            at.form("执法人员与案件有直接利害关系或者有其他关系可能影响公正执法的，应当回避；当事人有权申请回避，由行政机关负责人决定，决定作出之前不停止调查（《行政处罚法》第四十三条）。申请没有决定的，不能作出处罚决定。")
                .field(Field::radio("applicant", "谁提出", who).required())
                .field(Field::select("person", "应当回避的人员", concerned(at)).required())
                .field(Field::radio("ground", "情形", grounds()).required())
                .field(Field::textarea("reason", "事实和理由", 4).required())
                .field(Field::date("on", "申请日期").value(at.today().to_string()).required())
                .submit("登记申请"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::RequestRecusal(RequestRecusal {
            applicant: read.choice("applicant", RecusalApplicant::Party),
            person: PersonId::new(read.text("person")),
            ground: read.choice("ground", RecusalGround::Interest),
            reason: read.private("reason"),
            on: read.date("on"),
        })
    }
}

pub struct Deciding;

impl Step for Deciding {
    const ACT: Act = Act::DecideRecusal;
    const PATH: &'static str = "/cases/{id}/decide-recusal";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let form = at.form("依法审查后决定；决定作出之前不停止调查（《行政处罚法》第四十三条第三款）。办理后生成回避决定书，当事人申请的送达当事人。");
        let mut form = with_decision(form, at).submit("准许，回避本案");
        form.second = Some(("reject".to_owned(), "yes".to_owned(), "驳回申请".to_owned()));
        Some(form)
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let granted = !read.yes("reject");
        Command::DecideRecusal(decision(read, granted))
    }
}

pub struct Ordering;

impl Step for Ordering {
    const ACT: Act = Act::OrderRecusal;
    const PATH: &'static str = "/cases/{id}/order-recusal";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let form = at
            .form("没有人申请，负责人发现执法人员应当回避的，责令其回避（《行政处罚法》第四十三条第一款）。办理后生成回避决定书。")
            .field(Field::select("person", "应当回避的人员", concerned(at)).required())
            .field(Field::radio("ground", "情形", grounds()).required());
        Some(with_decision(form, at).submit("责令回避"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::OrderRecusal(OrderRecusal {
            person: PersonId::new(read.text("person")),
            ground: read.choice("ground", RecusalGround::Interest),
            decision: decision(read, true),
        })
    }
}
