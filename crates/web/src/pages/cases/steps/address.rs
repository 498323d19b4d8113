//! 确认送达地址，包括同意电子送达.

use domain::{
    cases::{Channel, Command, ConfirmAddress, Consent, Scope},
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form, Width},
    pages::cases::{at::At, choices::tick, panel::Panel, step::Step, view::address as shown},
};

pub struct Confirming;

impl Step for Confirming {
    const ACT: Act = Act::ConfirmAddress;
    const PATH: &'static str = "/cases/{id}/confirm-address";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        shown::panel(at).into_iter().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let party = &at.case.origin.party;
        let clear = |value: &domain::Private| {
            if value.is_blank() { String::new() } else { value.reveal().to_owned() }
        };
        let channels = Channel::ALL.map(|it| Choice::new(it.slug(), it.name_zh())).to_vec();
        let scopes = Scope::ALL.map(|it| Choice::new(it.slug(), it.name_zh())).to_vec();
        let form = at
            .form("由当事人填写、核对并签名。只有当事人同意并签订确认书的，才能采用电子方式送达行政处罚决定书等文书（《行政处罚法》第六十一条第二款）。重新签订的，以后一份为准。")
            .field(Field::text("address", "送达地址").value(clear(&party.address)).required())
            .field(Field::text("postcode", "邮政编码").width(Width::Half))
            .field(
                Field::text("phone", "联系电话")
                    .width(Width::Half)
                    .value(clear(&party.phone))
                    .required(),
            )
            .field(Field::text("receiver", "代收人").help("姓名、与当事人的关系和电话；没有的不填。"))
            .field(Field::heading("电子送达", "不同意的不要勾选，改用其他方式送达。"))
            .field(tick("agreed", "当事人的意见", "同意以下面的电子方式送达"))
            .field(Field::radio("channel", "方式", channels).value(Channel::Phone.slug()))
            .field(Field::text("account", "号码、邮箱或者账号"))
            .field(Field::radio("scope", "同意的范围", scopes).value(Scope::All.slug()))
            .field(Field::heading("告知和签名", ""))
            .field(tick(
                "told",
                "告知",
                "已告知：地址变更的应当及时告知本机关；地址不准确、不告知变更的，后果由当事人承担",
            ))
            .field(Field::signature("signature_image", "当事人签名"))
            .field(
                Field::file("scan", "签名的确认书", "image/*,application/pdf")
                    .help("在纸上签名、盖章的，上传扫描件。"),
            );
        Some(form.submit("生成送达地址确认书"))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let signed = read.signed("signature_image");
        let agreed = read.yes("agreed");
        let consent = Consent {
            channel: read.choice("channel", Channel::Phone),
            account: read.private_if("account"),
            scope: read.choice("scope", Scope::All),
        };
        Command::ConfirmAddress(Box::new(ConfirmAddress {
            address: read.private("address"),
            postcode: read.text_if("postcode").unwrap_or_default(),
            phone: read.private("phone"),
            receiver: read.private_if("receiver"),
            consent: agreed.then_some(consent),
            told: read.yes("told"),
            signature_image: signed.drawn,
            scan: signed.scan,
        }))
    }
}
