//! 请求协助调查、登记协助答复.

use domain::{
    cases::{Command, RecordAssistance, RequestAssistance},
    ids::DocumentId,
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{at::At, panel::Panel, step::Step, view::assist as shown},
};

fn above(at: &At) -> Vec<Panel> {
    shown::panel(at).into_iter().collect()
}

pub struct Requesting;

impl Step for Requesting {
    const ACT: Act = Act::RequestAssistance;
    const PATH: &'static str = "/cases/{id}/request-assistance";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        Some(
            at.form("因实施行政处罚的需要，可以向有关机关提出协助请求；协助事项属于被请求机关职权范围内的，应当依法予以协助（《行政处罚法》第二十六条）。")
                .field(Field::text("body", "被请求机关").required())
                .field(
                    Field::textarea("reason", "请求协助的理由", 2)
                        .help("写明案件需要查明什么；只写被请求机关办理所必需的信息。")
                        .required(),
                )
                .field(Field::textarea("request", "请求协助的事项", 4).required())
                .field(
                    Field::date("due_on", "希望答复的日期")
                        .help("法律没有规定答复的期限；到这一天提醒承办人。")
                        .required(),
                )
                .submit("制发协助调查函"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::RequestAssistance(RequestAssistance {
            body: read.text("body"),
            request: read.private("request"),
            reason: read.private("reason"),
            due_on: read.date("due_on"),
        })
    }
}

pub struct Answering;

impl Step for Answering {
    const ACT: Act = Act::RecordAssistance;
    const PATH: &'static str = "/cases/{id}/record-assistance";

    fn above(at: &At) -> Vec<Panel> {
        above(at)
    }

    fn form(at: &At) -> Option<Form> {
        let open = at.case.assistance.iter().filter(|it| it.answer.is_none());
        let letters: Vec<Choice> = open
            .map(|it| Choice::new(it.letter.document.as_str(), it.letter.body.clone()))
            .collect();
        let only = letters.first().filter(|_| letters.len() == 1).map(|it| it.value.clone());
        Some(
            at.form("复函和所附材料作为书证入卷，仍须查证属实（《行政处罚法》第四十六条）。")
                .field(
                    Field::radio("letter", "答复的函", letters)
                        .value(only.unwrap_or_default())
                        .required(),
                )
                .field(Field::date("on", "收到日期").value(at.today().to_string()).required())
                .field(Field::text("number", "复函文号"))
                .field(Field::textarea("words", "答复的内容", 4).required())
                .field(Field::file("blob", "复函", "image/*,application/pdf"))
                .submit("登记答复"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::RecordAssistance(RecordAssistance {
            letter: DocumentId::new(read.text("letter")),
            words: read.private("words"),
            number: read.text_if("number").unwrap_or_default(),
            on: read.date("on"),
            blob: read.uploads("blob").into_iter().next().map(|upload| upload.blob),
        })
    }
}
