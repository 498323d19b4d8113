//! 快速办理：告知、登记书面同意、转回普通程序.

use domain::{
    cases::{Command, ConsentFast, FastEnd, LeaveFast, OfferFast, fast_basis},
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{at::At, choices::tick, panel::Panel, step::Step, view::fast as shown},
};

fn above(at: &At) -> Vec<Panel> {
    shown::panel(at).into_iter().collect()
}

pub struct Offering;

impl Step for Offering {
    const ACT: Act = Act::OfferFast;
    const PATH: &'static str = "/cases/{id}/offer-fast";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let basis = fast_basis(&at.case, &at.law)?;
        let conditions: Vec<Choice> =
            basis.conditions.iter().map(|one| Choice::new(one.clone(), one.clone())).collect();
        let intro = format!(
            "{}：{}逐项核对，告知当事人后登记其书面同意。书面告知、法制审核、集体讨论和九十日的办案期限照常适用。",
            basis.cite, basis.words
        );
        let mut form = at.form(&intro);
        if !conditions.is_empty() {
            form = form.field(Field::checkboxes("conditions", "法定条件", conditions).required());
        }
        Some(
            form.field(tick("facts_clear", "事实", "事实清楚，不能当场处罚"))
                .field(
                    tick("capable", "当事人", "不是未成年人，不是盲、聋、哑人，也不是疑似精神病人")
                        .help("当事人是个人的核对；单位不用核对。"),
                )
                .field(tick(
                    "told",
                    "告知",
                    "已告知快速办理须自愿认错认罚并书面同意，可以不同意，作出决定之前可以撤回",
                ))
                .submit("已告知快速办理"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::OfferFast(OfferFast {
            conditions: read.list("conditions"),
            facts_clear: read.yes("facts_clear"),
            capable: read.yes("capable"),
            told: read.yes("told"),
        })
    }
}

pub struct Consenting;

impl Step for Consenting {
    const ACT: Act = Act::ConsentFast;
    const PATH: &'static str = "/cases/{id}/consent-fast";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("当事人自愿认错认罚，对违法事实和法律适用没有异议，并书面同意的，才能快速办理。登记后生成认错认罚和同意快速办理书，作为当事人陈述入卷；报告之前还应当有查证属实的客观证据印证。")
                .field(Field::textarea("admission", "当事人承认的违法事实", 4).required())
                .field(tick("willing", "认错认罚", "当事人自愿认错认罚"))
                .field(tick("undisputed", "异议", "当事人对违法事实和法律适用没有异议"))
                .field(Field::signature("signature_image", "当事人签名"))
                .field(
                    Field::file("scan", "签名的同意书", "image/*,application/pdf")
                        .help("在纸上签名、盖章的，上传扫描件。"),
                )
                .submit("登记书面同意"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let signed = read.signed("signature_image");
        Command::ConsentFast(Box::new(ConsentFast {
            admission: read.private("admission"),
            willing: read.yes("willing"),
            undisputed: read.yes("undisputed"),
            signature_image: signed.drawn,
            scan: signed.scan,
        }))
    }
}

pub struct Leaving;

impl Step for Leaving {
    const ACT: Act = Act::LeaveFast;
    const PATH: &'static str = "/cases/{id}/leave-fast";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let grounds = FastEnd::GIVEN.map(|it| Choice::new(it.slug(), it.name_zh())).to_vec();
        Some(
            at.form("当事人不同意、撤回同意、提出异议，或者发现不适合快速办理的，转回普通程序全面调查（《行政处罚法》第五十四条第一款）。已经取得的证据保留，已经提交的报告和告知作废，重新调查、报告、告知。")
                .field(Field::radio("ground", "情形", grounds).required())
                .field(Field::textarea("reason", "理由", 3).required())
                .submit("转回普通程序"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::LeaveFast(LeaveFast {
            ground: read.choice("ground", FastEnd::Unsuitable),
            reason: read.private("reason"),
        })
    }
}
