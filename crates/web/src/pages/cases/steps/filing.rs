//! 立案审批: the head files the case, or refuses to.

use domain::{
    cases::{ApproveFiling, Command, RefuseFiling},
    policy::Act,
};

use crate::{
    body::Reader,
    components::form::{Field, Form},
    pages::cases::{at::At, panel::Panel, step::Step, view::origin},
};

pub struct Approval;

impl Step for Approval {
    const ACT: Act = Act::ApproveFiling;
    const PATH: &'static str = "/cases/{id}/approve-filing";

    fn above(at: &At) -> Vec<Panel> {
        vec![origin::facts(at), origin::evidence(at)]
    }

    fn form(at: &At) -> Option<Form> {
        let phrases = ["同意立案。", "属于本机关管辖，涉嫌违法事实清楚，同意立案。"];
        let mut form = at
            .form("符合立案标准的应当及时立案，九十日办案期限自立案之日起算（《行政处罚法》第五十四条第二款、第六十条）。")
            .field(
                Field::opinion("reason", "审批意见", &phrases)
                    .help("不予立案的，须写明理由。"),
            )
            .submit("批准立案");
        form.second = Some(("refuse".to_owned(), "yes".to_owned(), "不予立案".to_owned()));
        Some(form)
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let words = read.text_if("reason").unwrap_or_default();
        if read.yes("refuse") {
            Command::RefuseFiling(RefuseFiling { reason: words })
        } else {
            Command::ApproveFiling(ApproveFiling { words })
        }
    }
}
