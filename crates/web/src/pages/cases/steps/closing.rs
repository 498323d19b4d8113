//! 提请结案、结案审批、归档.

use domain::{
    cases::{ApproveClosing, ArchiveCase, Command, ProposeClosing, ReturnClosing},
    policy::Act,
};
use law::date_zh;

use crate::{
    body::Reader,
    components::{
        blocks::{KeyValue, Pair},
        form::{Choice, Field, Form},
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
        step::Step,
        view::{progress, publicity},
    },
};

/// How the case ended, as far as it has.
fn ending(at: &At) -> Vec<Panel> {
    let decided = progress::decision(at).into_iter();
    decided.chain(progress::payments(at)).chain(publicity::panel(at)).collect()
}

pub struct Proposal;

impl Step for Proposal {
    const ACT: Act = Act::ProposeClosing;
    const PATH: &'static str = "/cases/{id}/propose-closing";

    fn above(at: &At) -> Vec<Panel> {
        ending(at)
    }

    fn form(at: &At) -> Option<Form> {
        let phrases = [
            "罚款已经全部缴纳，违法行为已经改正。",
            "不予行政处罚决定书已经送达，违法行为已经改正。",
        ];
        Some(
            at.form("处罚决定履行完毕、作出不予处罚决定或者决定被撤销的，提请结案。")
                .field(Field::opinion("words", "执行情况", &phrases).required())
                .submit("提请结案"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ProposeClosing(ProposeClosing { words: read.private("words") })
    }
}

pub struct Approval;

impl Step for Approval {
    const ACT: Act = Act::ApproveClosing;
    const PATH: &'static str = "/cases/{id}/approve-closing";

    fn above(at: &At) -> Vec<Panel> {
        let proposed = at.case.decided().and_then(|decided| decided.closing.as_ref());
        let proposed = proposed.map(|closing| {
            let pairs = vec![
                Pair::text("结案情形", closing.ground.name_zh()),
                Pair::text("提请人", at.people.name(&closing.by)),
                Pair::text("提请日期", date_zh(closing.on)),
            ];
            Panel::new("", "提请结案")
                .with(Part::Pairs(KeyValue { pairs }))
                .with(Part::words(closing.words.reveal()))
        });
        proposed.into_iter().chain(ending(at)).collect()
    }

    fn form(at: &At) -> Option<Form> {
        let mut form = at
            .form("由行政机关负责人审批；承办人不能审批自己承办的案件。")
            .field(
                Field::opinion("reason", "审批意见", &["同意结案。"]).help("退回的，须写明理由。"),
            )
            .submit("批准结案");
        form.second = Some(("return".to_owned(), "yes".to_owned(), "退回".to_owned()));
        Some(form)
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let words = read.text_if("reason").unwrap_or_default();
        if read.yes("return") {
            Command::ReturnClosing(ReturnClosing { reason: words })
        } else {
            Command::ApproveClosing(ApproveClosing { words })
        }
    }
}

pub struct Archiving;

impl Step for Archiving {
    const ACT: Act = Act::ArchiveCase;
    const PATH: &'static str = "/cases/{id}/archive-case";

    fn above(at: &At) -> Vec<Panel> {
        vec![publicity::papers(at)]
    }

    fn form(at: &At) -> Option<Form> {
        let terms = vec![Choice::new("永久", "永久"), Choice::new("30年", "30年")];
        Some(
            at.form("归档时生成卷宗封面和备考表，案卷可以整卷下载。")
                .field(Field::text("number", "归档号").required())
                .field(Field::radio("retention", "保管期限", terms).required())
                .field(
                    Field::textarea("notes", "备考说明", 2)
                        .help("缺少、改动或者需要说明的材料；没有的不填。"),
                )
                .submit("归档"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ArchiveCase(ArchiveCase {
            number: read.text("number"),
            retention: read.text("retention"),
            notes: read.text_if("notes").unwrap_or_default(),
        })
    }
}
