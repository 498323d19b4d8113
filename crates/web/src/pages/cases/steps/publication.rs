//! 拟公示、确认公示、登记决定撤销、撤回公示.

use domain::{
    cases::{
        Command, ConfirmPublication, ProposePublication, Publication, RetractPublication,
        RevokeDecision, WithholdPublication,
    },
    policy::Act,
    publicity::{PublicVersion, draft_version},
};

use crate::{
    body::Reader,
    components::{
        form::{Field, Form, Width},
        notice::Notice,
        text::Tone,
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
        step::Step,
        view::publicity,
    },
};

pub struct Proposal;

/// The fields of a version: key, label, whether it is long.
const PARTS: [(&str, &str, bool); 8] = [
    ("number", "决定书文号", false),
    ("authority", "执法机关", false),
    ("party", "相对人", false),
    ("kind", "决定类型", false),
    ("decided_on", "决定日期", false),
    ("cause", "案由", false),
    ("summary", "公示内容", true),
    ("basis", "处罚依据", true),
];

fn part<'a>(version: &'a PublicVersion, key: &str) -> &'a str {
    match key {
        "number" => &version.number,
        "authority" => &version.authority,
        "party" => &version.party,
        "kind" => &version.kind,
        "decided_on" => &version.decided_on,
        "cause" => &version.cause,
        "summary" => &version.summary,
        _ => &version.basis,
    }
}

/// What was proposed before, or a fresh masked version.
fn version(at: &At) -> Option<PublicVersion> {
    let decided = at.case.decided()?;
    match &decided.publication {
        Publication::Proposed(version, _) => Some(version.clone()),
        Publication::None
        | Publication::Withheld { .. }
        | Publication::Published(..)
        | Publication::Retracted { .. } => Some(draft_version(&at.case, decided, &at.law)),
    }
}

impl Step for Proposal {
    const ACT: Act = Act::ProposePublication;
    const PATH: &'static str = "/cases/{id}/propose-publication";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        publicity::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let version = version(at);
        let mut form = at.form("具有一定社会影响的处罚决定应当依法公开；个人的姓名、证件号码、住址须遮蔽（《行政处罚法》第四十八条、第五十条）。下面是系统遮蔽后的文本，请逐项核对，由另一人确认后公示。");
        for (key, label, long) in PARTS {
            let value = version.as_ref().map_or("", |version| part(version, key));
            let field = if long {
                Field::textarea(key, label, 3)
            } else {
                Field::text(key, label).width(Width::Half)
            };
            form = form.field(field.value(value).required());
        }
        form = form
            .field(Field::heading("不予公示", ""))
            .field(
                Field::textarea("reason", "不予公示的理由", 2)
                    .help("只在不予公示时填写，写明依据。"),
            )
            .submit("提交确认");
        form.second = Some(("withhold".to_owned(), "yes".to_owned(), "不予公示".to_owned()));
        Some(form)
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        if read.yes("withhold") {
            let reason = read.text_if("reason").unwrap_or_default();
            return Command::WithholdPublication(WithholdPublication { reason });
        }
        Command::ProposePublication(ProposePublication {
            version: PublicVersion {
                number: read.text("number"),
                authority: read.text("authority"),
                party: read.text("party"),
                cause: read.text("cause"),
                kind: read.text("kind"),
                summary: read.text("summary"),
                basis: read.text("basis"),
                decided_on: read.text("decided_on"),
            },
        })
    }
}

pub struct Confirmation;

impl Step for Confirmation {
    const ACT: Act = Act::ConfirmPublication;
    const PATH: &'static str = "/cases/{id}/confirm-publication";

    fn above(at: &At) -> Vec<Panel> {
        let public = Notice::new(Tone::Info, "确认之后，任何人都可以在公示页面看到下面的内容。");
        let panel = publicity::panel(at).map(|panel| panel.with(Part::Notice(public)));
        panel.into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("拟公示与确认公示须是两个人；确认即审核内容和保密要求，生成公示审批表。处罚决定自作出之日起七个工作日内公示（国办发〔2018〕118号）。")
                .submit("确认公示"),
        )
    }

    fn read(_: &At, _: &mut Reader<'_>) -> Command {
        Command::ConfirmPublication(ConfirmPublication {})
    }
}

pub struct Revocation;

impl Step for Revocation {
    const ACT: Act = Act::RevokeDecision;
    const PATH: &'static str = "/cases/{id}/revoke-decision";

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("决定被依法变更、撤销、确认违法或者确认无效的，登记后不再收缴；已公示的应当在三个工作日内撤回并公开说明理由（《行政处罚法》第四十八条第二款、第八十五条）。登记不能撤回。")
                .field(Field::date("on", "收到法律文书的日期").value(at.today().to_string()).required())
                .field(Field::text("by_document", "法律文书名称和文号").required())
                .field(
                    Field::textarea("reason", "撤销或者变更的理由", 3)
                        .help("撤回公示时将公开，不得含有个人信息。")
                        .required(),
                )
                .submit("登记决定撤销"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::RevokeDecision(RevokeDecision {
            on: read.date("on"),
            by_document: read.text("by_document"),
            reason: read.text("reason"),
        })
    }
}

pub struct Retraction;

impl Step for Retraction {
    const ACT: Act = Act::RetractPublication;
    const PATH: &'static str = "/cases/{id}/retract-publication";

    fn above(at: &At) -> Vec<Panel> {
        publicity::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let revoked = at.case.decided().and_then(|decided| decided.undone());
        let revoked = revoked.map(|(_, _, reason)| reason.to_owned());
        Some(
            at.form("撤回后，公示页面只显示文号和撤回理由（《行政处罚法》第四十八条第二款）。")
                .field(
                    Field::textarea("reason", "撤回理由", 3)
                        .value(revoked.unwrap_or_default())
                        .help("将公开，不得含有个人信息。")
                        .required(),
                )
                .submit("撤回公示"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::RetractPublication(RetractPublication { reason: read.text("reason") })
    }
}
