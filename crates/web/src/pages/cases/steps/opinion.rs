//! 法制审核: the six items, each with what the system found by itself.

use domain::{
    cases::{Command, GiveOpinion, ReviewCheck, ReviewItem, ReviewVerdict},
    policy::Act,
    rules::{Finding, Outcome},
};

use crate::{
    body::Reader,
    components::form::{Choice, Field, Form},
    pages::cases::{
        at::At,
        panel::Panel,
        step::Step,
        view::{checkup, drafted, norms, origin},
    },
};

pub struct Opinion;

impl Step for Opinion {
    const ACT: Act = Act::GiveOpinion;
    const PATH: &'static str = "/cases/{id}/give-opinion";
    const DRAFT: bool = true;

    fn above(at: &At) -> Vec<Panel> {
        let mut all = vec![checkup::prechecks(at)];
        all.extend(drafted::panel(at, "送审的处理决定"));
        all.extend(norms::panel(at));
        all
    }

    fn beside(at: &At) -> Vec<Panel> {
        vec![at.facts(), origin::evidence(at)]
    }

    fn form(at: &At) -> Option<Form> {
        let mut form = at.form("审核未通过的，不得作出决定；审核人员应当具备法律职业资格（《行政处罚法》第五十八条）。系统预检供参考，结论由审核人员作出。");
        let prechecks = at.prechecks();
        for item in ReviewItem::ALL {
            let choices = vec![Choice::new("yes", "没有问题"), Choice::new("no", "有问题")];
            form = form
                .field(
                    Field::radio(&format!("check_{}", item.slug()), item.name_zh(), choices)
                        .help(found(&prechecks, item))
                        .required(),
                )
                .field(Field::text(&format!("note_{}", item.slug()), "问题和修改建议"));
        }
        let verdicts = [
            ("pass", ReviewVerdict::Pass),
            ("amend", ReviewVerdict::Amend),
            ("investigate", ReviewVerdict::Investigate),
        ];
        let verdicts = verdicts.map(|(slug, verdict)| Choice::new(slug, verdict.name_zh()));
        let phrases = ["事实清楚，证据确凿，适用依据正确，程序合法，裁量适当，同意。"];
        Some(
            form.field(Field::radio("verdict", "审核结论", verdicts.to_vec()).required())
                .field(Field::opinion("words", "审核意见", &phrases).required())
                .submit("出具审核意见"),
        )
    }

    fn read(_: &At, read: &mut Reader<'_>) -> Command {
        let checks = ReviewItem::ALL.map(|item| ReviewCheck {
            item,
            sound: read.text(&format!("check_{}", item.slug())) == "yes",
            note: read.text_if(&format!("note_{}", item.slug())).unwrap_or_default(),
        });
        Command::GiveOpinion(GiveOpinion {
            checks: checks.to_vec(),
            verdict: read.choice("verdict", ReviewVerdict::Amend),
            words: read.private("words"),
        })
    }
}

/// What the system found for the item, in one line.
fn found(all: &[(ReviewItem, Finding)], item: ReviewItem) -> String {
    let findings = all.iter().filter(|(of, _)| *of == item);
    let lines: Vec<String> = findings
        .filter_map(|(_, finding)| match &finding.outcome {
            Outcome::Sound => None,
            Outcome::Breach { what, .. } => Some(format!("✗ {what}")),
            Outcome::Unknown { needs } => Some(format!("? 缺少{needs}。")),
        })
        .collect();
    if lines.is_empty() {
        return "系统预检：✓ 未发现问题。".to_owned();
    }
    format!("系统预检：{}", lines.join(""))
}
