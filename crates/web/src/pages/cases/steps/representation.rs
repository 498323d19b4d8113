//! 记录陈述申辩、登记放弃、复核陈述申辩.

use domain::{
    cases::{
        Acceptance, Command, HearRepresentation, Representation, ReviewRepresentation,
        WaiveRepresentation,
    },
    policy::Act,
};
use law::date_zh;

use crate::{
    body::Reader,
    components::{
        blocks::{KeyValue, Pair, Tab, Tabs},
        form::{Choice, Field, Form},
    },
    pages::cases::{
        at::At,
        choices::tick,
        panel::{Panel, Part},
        step::Step,
        view::progress,
    },
};

pub struct Hearing;

fn waives(at: &At) -> bool {
    at.sent("waive") == "yes"
}

impl Step for Hearing {
    const ACT: Act = Act::HearRepresentation;
    const PATH: &'static str = "/cases/{id}/hear-representation";

    fn above(at: &At) -> Vec<Panel> {
        let (spoken, waived) = (at.here(), format!("{}?waive=yes", at.here()));
        let tab = |label: &str, href: &str| Tab {
            label: label.to_owned(),
            href: href.to_owned(),
            count: None,
        };
        let tabs = Tabs {
            label: "当事人的意见".to_owned(),
            tabs: vec![tab("陈述申辩", &spoken), tab("书面放弃陈述申辩", &waived)],
            current: if waives(at) { waived.clone() } else { spoken.clone() },
        };
        vec![Panel::new("", "当事人的意见").with(Part::Tabs(tabs)), progress::telling(at)]
    }

    fn form(at: &At) -> Option<Form> {
        let today = at.today().to_string();
        if waives(at) {
            return Some(
                at.form("只有当事人明确、书面的放弃才能结束等待，口头表示或者沉默都不算（《行政处罚法》第六十二条）。")
                    .field(Field::hidden("waive", "yes"))
                    .field(Field::date("on", "放弃日期").value(today).required())
                    .field(Field::textarea("words", "放弃声明的内容", 3).required())
                    .field(tick("in_writing", "书面声明", "声明为书面并由当事人签名，原件入卷"))
                    .submit("登记放弃陈述申辩"),
            );
        }
        let manners = vec![Choice::new("口头", "口头"), Choice::new("书面", "书面")];
        Some(
            at.form("当事人有权陈述和申辩，行政机关必须充分听取，不得因此给予更重的处罚（《行政处罚法》第四十五条）。超过期限提出的也应当记录。")
                .field(Field::date("on", "陈述申辩日期").value(today).required())
                .field(Field::radio("manner", "方式", manners).required())
                .field(Field::textarea("words", "陈述申辩内容", 5).required())
                .submit("记录陈述申辩"),
        )
    }

    fn read(at: &At, read: &mut Reader<'_>) -> Command {
        if waives(at) {
            return Command::WaiveRepresentation(WaiveRepresentation {
                on: read.date("on"),
                words: read.private("words"),
                in_writing: read.yes("in_writing"),
            });
        }
        Command::HearRepresentation(HearRepresentation {
            words: read.private("words"),
            manner: read.text("manner"),
            on: read.date("on"),
        })
    }
}

pub struct Review;

impl Step for Review {
    const ACT: Act = Act::ReviewRepresentation;
    const PATH: &'static str = "/cases/{id}/review-representation";

    fn above(at: &At) -> Vec<Panel> {
        let said = at.case.deciding().and_then(|deciding| match &deciding.representation {
            Representation::Made(said) | Representation::Reviewed(said, _) => Some(said),
            Representation::None | Representation::Waived { .. } => None,
        });
        let Some(said) = said else { return Vec::new() };
        let pairs =
            vec![Pair::text("日期", date_zh(said.on)), Pair::text("方式", said.manner.clone())];
        vec![
            Panel::new("", "当事人的陈述申辩")
                .with(Part::Pairs(KeyValue { pairs }))
                .with(Part::words(said.words.reveal())),
        ]
    }

    fn form(at: &At) -> Option<Form> {
        let choices = [Acceptance::Accepted, Acceptance::Partly, Acceptance::Rejected];
        let slugs = ["accepted", "partly", "rejected"];
        let choices = slugs.iter().zip(choices).map(|(slug, it)| Choice::new(*slug, it.name_zh()));
        Some(
            at.form("对当事人提出的事实、理由和证据应当复核；成立的应当采纳（《行政处罚法》第四十五条第一款）。")
                .field(Field::textarea("review", "复核情况", 3).required())
                .field(Field::radio("accepted", "是否采纳", choices.collect()).required())
                .field(Field::textarea("reasons", "采纳与否的理由", 3).required())
                .submit("完成复核"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        Command::ReviewRepresentation(ReviewRepresentation {
            accepted: read.choice("accepted", Acceptance::Partly),
            review: read.private("review"),
            reasons: read.private("reasons"),
        })
    }
}
