//! 制作询问笔录、制作勘验笔录.

use domain::{
    cases::{Command, ExamineScene},
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::Form,
    pages::{
        cases::{at::At, choices::case_officers, step::Step},
        records::{self, Beforehand},
    },
};

pub struct Interview;

impl Step for Interview {
    const ACT: Act = Act::RecordInterview;
    const PATH: &'static str = "/cases/{id}/record-interview";
    const DRAFT: bool = true;

    fn form(at: &At) -> Option<Form> {
        let form = at.form("询问由两名以上执法人员进行，主动出示执法证件，制作笔录，交被询问人核对（《行政处罚法》第四十二条、第五十五条）。");
        let officers = case_officers(at, "officers", "执法人员（询问人、记录人）");
        Some(records::interview(form, known(at, "", officers)))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let record = records::read_interview(read);
        Command::RecordInterview(Box::new(record))
    }
}

pub struct Examination;

impl Step for Examination {
    const ACT: Act = Act::ExamineScene;
    const PATH: &'static str = "/cases/{id}/examine-scene";
    const DRAFT: bool = true;

    fn form(at: &At) -> Option<Form> {
        let form = at.form("勘验由两名以上执法人员进行，主动出示执法证件，当事人或者被邀请的第三人在场，制作勘验笔录并附勘验图或者照片（《行政处罚法》第四十二条、第五十五条，《交通运输行政执法程序规定》第四章第二节）。笔录和图、照片作为证据入卷。");
        let officers = case_officers(at, "officers", "执法人员（勘验人、记录人）");
        let place = at.case.origin.place.reveal();
        Some(records::scene(form, known(at, place, officers)))
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let record = records::read_scene(read);
        Command::ExamineScene(Box::new(ExamineScene { record }))
    }
}

fn known<'a>(
    at: &'a At,
    place: &'a str,
    officers: crate::components::form::Field,
) -> Beforehand<'a> {
    Beforehand {
        party: &at.case.origin.party,
        relation: "当事人",
        place,
        officers,
        started: at.earlier_text(60),
        ended: at.now_text(),
    }
}
