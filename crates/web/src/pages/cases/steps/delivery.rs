//! 登记送达: one form for each method, because each asks for its own proof.

use domain::{
    cases::{Command, DeliveryMethod, RecordDelivery, awaiting_delivery},
    ids::{DocumentId, PersonId},
    policy::Act,
};

use crate::{
    body::Reader,
    components::{
        blocks::{Tab, Tabs},
        form::{Choice, Field, Form},
    },
    pages::cases::{
        at::At,
        choices::case_officers,
        panel::{Panel, Part},
        step::Step,
    },
};

pub struct Delivery;

fn method(at: &At) -> DeliveryMethod {
    let sent = at.sent("method");
    let known = DeliveryMethod::ALL.into_iter().find(|method| method.slug() == sent);
    known.unwrap_or(DeliveryMethod::Direct)
}

/// What the method asks for, in a sentence.
fn hint(method: DeliveryMethod) -> &'static str {
    match method {
        DeliveryMethod::Direct => {
            "直接交受送达人签收，签收日期为送达日期。本人不在的，可以由同住成年家属、单位收件人签收。"
        }
        DeliveryMethod::Left => {
            "受送达人拒收的，邀请基层组织或者单位代表见证，或者拍照、录像，把文书留在住所（《民事诉讼法》第八十九条）。"
        }
        DeliveryMethod::Mail => "以回执上注明的收件日期为送达日期（《民事诉讼法》第九十一条）。",
        DeliveryMethod::Entrusted => {
            "委托其他机关代为送达，以受送达人签收的日期为送达日期（《民事诉讼法》第九十一条）。"
        }
        DeliveryMethod::Electronic => {
            "须有当事人签订的送达地址确认书，并且同意的范围包括这份文书；以到达当事人特定系统的日期为送达日期（《行政处罚法》第六十一条第二款）。"
        }
        DeliveryMethod::OnSpot => "当场处罚决定书在作出决定时当场交付。",
        DeliveryMethod::PublicNotice => {
            "下落不明或者其他方式无法送达的才能公告；公告期满视为送达，期满之后再登记（《民事诉讼法》第九十五条）。"
        }
    }
}

/// What the day means for the method.
fn day_label(method: DeliveryMethod) -> &'static str {
    match method {
        DeliveryMethod::Direct | DeliveryMethod::Entrusted => "签收日期",
        DeliveryMethod::OnSpot => "交付日期",
        DeliveryMethod::Left => "留置日期",
        DeliveryMethod::Mail => "回执上的收件日期",
        DeliveryMethod::Electronic => "到达日期",
        DeliveryMethod::PublicNotice => "发出公告的日期",
    }
}

impl Step for Delivery {
    const ACT: Act = Act::RecordDelivery;
    const PATH: &'static str = "/cases/{id}/record-delivery";

    fn above(at: &At) -> Vec<Panel> {
        let document = at.sent("document");
        let href = |method: DeliveryMethod| {
            let pairs = [("method", method.slug()), ("document", document)];
            let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
            format!("{}?{query}", at.here())
        };
        let tabs = DeliveryMethod::ALL.map(|method| Tab {
            label: method.name_zh().to_owned(),
            href: href(method),
            count: None,
        });
        let tabs =
            Tabs {
                label: "送达方式".to_owned(), tabs: tabs.to_vec(), current: href(method(at))
            };
        vec![
            Panel::new("", "送达方式")
                .with(Part::Tabs(tabs))
                .with(Part::Quiet(hint(method(at)).to_owned())),
        ]
    }

    fn form(at: &At) -> Option<Form> {
        let method = method(at);
        let waiting: Vec<Choice> = awaiting_delivery(&at.case)
            .map(|it| {
                let number = it.number.as_ref().map(|number| number.text.clone());
                Choice::new(it.id.as_str(), format!("《{}》", it.title))
                    .help(number.unwrap_or_default())
            })
            .collect();
        let only = if waiting.len() == 1 { waiting.first() } else { None };
        let chosen = only.map_or_else(|| at.sent("document").to_owned(), |it| it.value.clone());
        let form = at
            .form("送达必须有送达回证，写明日期并由受送达人签名（《行政处罚法》第六十一条）。")
            .field(Field::hidden("method", method.slug()))
            .field(Field::radio("document", "送达的文书", waiting).value(chosen).required())
            .field(Field::date("on", day_label(method)).value(at.today().to_string()).required())
            .field(
                Field::text("place", "送达地点")
                    .value(at.case.origin.party.address.reveal())
                    .required(),
            )
            .field(case_officers(at, "by", "送达人"));
        Some(proof(form, method).submit("登记送达"))
    }

    fn read(at: &At, read: &mut Reader<'_>) -> Command {
        let blob = read.uploads("blob").into_iter().next().map(|upload| upload.blob);
        let signature_image = read.drawn("signature");
        let pictured = read.signature_if("signature").filter(|_| signature_image.is_blank());
        Command::RecordDelivery(RecordDelivery {
            document: DocumentId::new(read.text("document")),
            method: method(at),
            on: read.date("on"),
            place: read.private("place"),
            by: read.list("by").into_iter().map(PersonId::new).collect(),
            proxy: read.private_if("proxy"),
            refusal_reason: read.private_if("refusal_reason"),
            witness: read.private_if("witness"),
            proof: read.text_if("proof").unwrap_or_default(),
            blob: blob.or(pictured),
            signature_image,
        })
    }
}

/// What proves a delivery by the method.
fn proof(form: Form, method: DeliveryMethod) -> Form {
    let scan = |label: &str| Field::file("blob", label, "image/*,video/*,application/pdf");
    let form = form.field(Field::heading(method.name_zh(), ""));
    match method {
        DeliveryMethod::Direct => form
            .field(Field::signature("signature", "受送达人签名"))
            .field(Field::text("proxy", "代收人").help("本人以外的人签收的，写明姓名和关系。"))
            .field(scan("签收的送达回证").help("在纸上签收的，上传扫描件。"))
            .field(Field::text("proof", "备注")),
        DeliveryMethod::Left => form
            .field(Field::text("refusal_reason", "拒收事由").required())
            .field(
                Field::text("witness", "见证人")
                    .help("姓名、单位和职务；没有见证人的须上传照片或者录像。"),
            )
            .field(scan("送达过程的照片或者录像"))
            .field(Field::text("proof", "备注")),
        DeliveryMethod::Mail => form
            .field(Field::text("proof", "邮件号").required())
            .field(Field::text("proxy", "签收人").help("本人以外的人签收的，写明姓名和关系。"))
            .field(scan("邮件回执")),
        DeliveryMethod::Entrusted => form
            .field(Field::text("proof", "受托机关和回证编号").required())
            .field(scan("受托机关的送达回证")),
        DeliveryMethod::Electronic => form
            .field(
                Field::text("proof", "送达凭证")
                    .help("写明到达的时间、系统和号码、邮箱或者账号。")
                    .required(),
            )
            .field(scan("到达的截图")),
        DeliveryMethod::OnSpot => form,
        DeliveryMethod::PublicNotice => form
            .field(Field::text("refusal_reason", "无法以其他方式送达的原因和经过").required())
            .field(Field::text("proof", "公告载体和日期").required())
            .field(scan("公告的照片或者版面")),
    }
}
