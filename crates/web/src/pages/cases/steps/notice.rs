//! 制发违法行为通知书: tells the party the proposed penalty, again when it becomes heavier.

use domain::{
    cases::{Command, GiveNotice, Proposal},
    policy::Act,
};

use crate::{
    body::Reader,
    components::{
        form::{Field, Form},
        text::Link,
    },
    pages::cases::{
        at::At,
        panel::{Panel, Part},
        step::Step,
        terms,
        view::{norms, proposal},
    },
};

pub struct Notice;

/// What would be told if nothing is changed.
fn proposed(at: &At) -> Option<&Proposal> {
    at.case.deciding().map(|deciding| &deciding.report.proposal)
}

impl Step for Notice {
    const ACT: Act = Act::GiveNotice;
    const PATH: &'static str = "/cases/{id}/give-notice";
    const DRAFT: bool = true;

    fn draft_of(at: &At) -> String {
        terms::chosen(at).map(terms::Chosen::key).unwrap_or_default()
    }

    fn above(at: &At) -> Vec<Panel> {
        if at.sent("change") == "yes" && terms::chosen(at).is_none() {
            return terms::panels(at);
        }
        let Some(known) = proposed(at) else { return Vec::new() };
        let change = Link::new("告知与报告不同的处罚", format!("{}?change=yes", at.here()));
        let mut told = proposal::panel(at, "拟告知的处罚", known);
        if terms::chosen(at).is_some() {
            "调查报告建议的处罚".clone_into(&mut told.title);
        }
        let told = told.with(Part::Links(vec![change]));
        [Some(told), norms::panel(at)].into_iter().flatten().collect()
    }

    fn form(at: &At) -> Option<Form> {
        let chosen = terms::chosen(at);
        if chosen.is_none() && at.sent("change") == "yes" {
            return None;
        }
        let form = at.form("作出处罚决定之前，应当告知当事人拟处罚的内容及事实、理由、依据，和陈述、申辩、要求听证的权利（《行政处罚法》第四十四条、第六十三条）。是否有听证权按数额自动判断。").field(
            Field::textarea("reasons", "补充告知的事实和理由", 3)
                .help("通知书已经写明调查报告查明的事实；重新告知更重的处罚时，须写明新的事实和理由。"),
        );
        let form = match chosen {
            Some(chosen) => terms::fields(at, form, chosen, proposed(at)),
            None => form,
        };
        Some(form.submit("制发通知书"))
    }

    fn read(at: &At, read: &mut Reader<'_>) -> Command {
        let reasons = read.private_if("reasons");
        let terms = match terms::chosen(at).map(|chosen| terms::read(chosen, read)) {
            Some(Proposal::Penalty(terms)) => Some(terms),
            Some(Proposal::NoPenalty(_)) => {
                let words = "不予处罚不用告知；请直接拟定不予处罚决定。";
                read.complain("ground", words.to_owned());
                None
            }
            None => None,
        };
        Command::GiveNotice(GiveNotice { reasons, terms })
    }
}
