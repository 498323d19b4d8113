//! 拟定处理决定: keeps what was announced, or changes it, and submits it to legal review.

use domain::{
    Private, Refusal,
    cases::{Command, DecisionText, DraftDecision, Proposal, Readiness},
    policy::Act,
};

use crate::{
    body::Reader,
    components::{form::Form, text::Link},
    pages::cases::{
        at::At,
        panel::{Panel, Part},
        sheet,
        step::Step,
        terms::{self, Chosen},
        view::{connected, in_time, progress, proposal, same_party},
    },
};

pub struct Draft;

/// What an earlier draft says, or what was announced, or what the report proposes.
fn known(at: &At) -> Option<Proposal> {
    let deciding = at.case.deciding()?;
    let announced = deciding.notice.as_ref().map(|notice| Proposal::Penalty(notice.terms.clone()));
    Some(announced.unwrap_or_else(|| deciding.report.proposal.clone()))
}

impl Step for Draft {
    const ACT: Act = Act::DraftDecision;
    const PATH: &'static str = "/cases/{id}/draft-decision";
    const DRAFT: bool = true;

    fn draft_of(at: &At) -> String {
        terms::chosen(at).map(Chosen::key).unwrap_or_default()
    }

    fn above(at: &At) -> Vec<Panel> {
        let mut all = progress::opinion(at).into_iter().collect::<Vec<_>>();
        if at.sent("change") == "yes" && terms::chosen(at).is_none() {
            all.extend(terms::panels(at));
            return all;
        }
        if let Some(known) = known(at) {
            let title = if terms::chosen(at).is_some() {
                "已告知的处理"
            } else {
                "拟作出的处理"
            };
            let change = Link::new("改变处理意见", format!("{}?change=yes", at.here()));
            all.push(proposal::panel(at, title, &known).with(Part::Links(vec![change])));
        }
        all.push(progress::telling(at));
        all.extend(connected::panel(at));
        all.extend(same_party::panel(at));
        all.extend(in_time::panel(at));
        all
    }

    /// What bars the penalty that was announced need not bar a milder outcome.
    fn barred(at: &At) -> Vec<Refusal> {
        let milder = match terms::chosen(at) {
            Some(Chosen::Ground(_)) => true,
            Some(Chosen::Branch(..)) => false,
            None => at.sent("change") == "yes",
        };
        match at.readiness() {
            Readiness::Blocked(refusals) if !milder => refusals,
            Readiness::Blocked(_) | Readiness::Ready | Readiness::Elsewhere(_) => Vec::new(),
        }
    }

    fn form(at: &At) -> Option<Form> {
        let chosen = terms::chosen(at);
        if chosen.is_none() && at.sent("change") == "yes" {
            return None;
        }
        let earlier = at.case.deciding().and_then(|deciding| deciding.draft.as_ref());
        let proposal = earlier.map(|draft| draft.proposal.clone()).or_else(|| known(at));
        let form = sheet::begun(at, proposal.as_ref(), chosen.is_none());
        let form = match chosen {
            Some(chosen) => terms::fields(at, form, chosen, proposal.as_ref()),
            None => form.field(sheet::decided(proposal.as_ref())),
        };
        let form = if at.case.deciding().is_some_and(|it| it.notice.is_some()) {
            form.field(sheet::same_facts())
        } else {
            form
        };
        Some(form.as_sheet().submit("提交法制审核"))
    }

    fn read(at: &At, read: &mut Reader<'_>) -> Command {
        let reasons = read.private("reasons");
        let proposal = terms::chosen(at).map(|chosen| terms::read(chosen, read));
        let keeps = terms::chosen(at).is_none();
        let text = DecisionText {
            facts: read.private_if("facts"),
            assessment: read.private_if("assessment"),
            reply: read.private_if("reply"),
            discretion: if keeps { read.private_if("wording") } else { Private::default() },
        };
        let same_facts = read.list("same_facts") == ["yes"];
        Command::DraftDecision(Box::new(DraftDecision { proposal, reasons, text, same_facts }))
    }
}
