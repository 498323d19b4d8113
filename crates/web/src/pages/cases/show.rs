//! The page of a case: the path, what can be done now, and everything on file.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use domain::{
    Setting,
    cases::{self, Case, Step},
    policy::Act,
    rules::{Bench, Dossier, Finding, examine},
};
use law::date_zh;

use super::{
    at::At,
    panel::{Panel, Part},
    view::{
        acts, address, assist, checkup, clocks, connected, credit, crime, enforcement, execution,
        fast, in_time, measures, norms, origin, progress, publicity, rail, recusal, remedies,
        same_party, sampling, standstill, submission, transfer,
    },
};
use crate::{
    Call, PageError,
    components::{
        blocks::PageHead,
        notice::Notice,
        records::Timeline,
        shell::Shell,
        stages::StageRail,
        text::{Badge, Link, Tone},
    },
    pages::{
        shared::{act_of, entry, light},
        show,
    },
};

/// How many events stand open on the page; the earlier ones are folded away.
const RECENT: usize = 8;

#[derive(Template)]
#[template(path = "cases/show.html")]
pub struct CasePage {
    pub shell: Shell,
    pub head: PageHead,
    /// The ninety days, while they run.
    pub limit: Option<crate::components::deadline::DeadlineLight>,
    pub rail: StageRail,
    pub main: Vec<Panel>,
    pub side: Vec<Panel>,
}

/// `GET /cases/{id}`
pub async fn case(
    call: Call,
    Path(id): Path<String>,
    Query(sent): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let at = At::open(call, &id, Act::ReadCases, sent).await?;
    show(&page(&at).await?)
}

/// The page, in clear or masked as the case is at hand.
pub async fn page(at: &At) -> Result<CasePage, PageError> {
    let (steps, findings) =
        at.look(|setting| (cases::steps(&at.case, setting), findings(&at.case, setting)));
    let title = at.case.origin.cause.clone();
    let mut shell = at.call.shell("/cases", vec![Link::new("案件", "/cases")], &title).await?;
    if let Some(act) = act_of(at.sent("done")) {
        let words = format!("“{}”：本次办理已经记入案卷。", act.name_zh());
        shell.notices.push(Notice::new(Tone::Good, words));
    }
    if at.clear {
        let words = "正在显示未遮蔽的个人信息，本次查看和理由已经记入审计记录。";
        shell.notices.push(Notice::new(Tone::Warning, words));
    }
    Ok(CasePage {
        shell,
        head: head(at, title),
        limit: limit(at),
        rail: rail::rail(at),
        main: main(at, &steps),
        side: side(at, &findings).await?,
    })
}

/// What every rule says about the file, with the inspection it came from.
fn findings(case: &Case, setting: &Setting<'_>) -> Vec<Finding> {
    let inspection = case.origin.inspection.as_ref().and_then(|id| setting.inspection(id));
    let dossier = Dossier::of(case, setting.law, setting.roster)
        .with_inspection(inspection, setting.roster)
        .with_other_cases(case, setting);
    examine(&dossier, &Bench { law: setting.law, today: setting.today })
}

fn head(at: &At, title: String) -> PageHead {
    let party = &at.case.origin.party;
    let name = if at.clear { party.name.reveal().to_owned() } else { party.public_name() };
    let mut head = PageHead::new(title, format!("{} · {name}", at.number()));
    head.badges = vec![Badge::new(at.case.stage.name_zh(), Tone::Info)];
    head.links = vec![Link::new("流程图", format!("{}/flow", at.href()))];
    if at.call.could(Act::ExportCase) {
        head.links.extend([
            Link::new("案卷PDF", format!("{}/case-file.pdf", at.href())),
            Link::new("正卷", format!("{}/case-file.pdf?volume=open", at.href())),
            Link::new("副卷", format!("{}/case-file.pdf?volume=closed", at.href())),
            Link::new("案卷ZIP", format!("{}/case-file.zip", at.href())),
        ]);
    }
    if at.call.could(Act::ReviewFile) && at.case.stage.archived().is_some() {
        let href = format!("/supervision/review?case={}", at.case.id);
        head.links.push(Link::new(Act::ReviewFile.name_zh(), href));
    }
    if at.call.could(Act::OpenSupervision) {
        let href = format!("/supervision/new?case={}", at.case.id);
        head.links.push(Link::new(Act::OpenSupervision.name_zh(), href));
    }
    head
}

fn limit(at: &At) -> Option<crate::components::deadline::DeadlineLight> {
    let opened = at.case.decides_from()?;
    let ended = matches!(at.case.stage, domain::cases::Stage::Ended(_));
    if at.case.decided().is_some() || ended || domain::cases::stands_still(&at.case) {
        return None;
    }
    let due = domain::cases::decide_by(&at.case, &at.law)?;
    let lamp = light(at.today(), due.on, &at.law.calendar);
    let clause = Link::new("《行政处罚法》第六十条", "");
    Some(lamp.about(format!("{}立案，作出决定", date_zh(opened))).under(clause))
}

fn main(at: &At, steps: &[Step]) -> Vec<Panel> {
    let mut all = vec![acts::now(at, steps)];
    all.extend(progress::decision(at));
    all.extend(progress::payments(at));
    all.extend(execution::panel(at));
    all.extend(remedies::panel(at));
    all.extend(crime::panel(at));
    all.extend(transfer::panel(at));
    all.extend(recusal::panel(at));
    all.extend(submission::panel(at));
    all.extend(standstill::panel(at));
    all.push(origin::facts(at));
    if let Some(report) = at.case.report() {
        all.push(Panel::new("report", "查明的事实").with(Part::words(report.facts.reveal())));
    }
    all.push(origin::party(at));
    all.extend(connected::panel(at));
    all.extend(same_party::panel(at));
    all.extend(norms::panel(at));
    all.extend(in_time::panel(at));
    all.push(origin::evidence(at));
    all.extend(origin::interviews(at));
    all.extend(assist::panel(at));
    all.extend(address::panel(at));
    all.extend(fast::panel(at));
    all.extend(sampling::panel(at));
    all.extend(measures::panels(at));
    all.extend(enforcement::panel(at));
    all.push(progress::telling(at));
    all.extend(progress::opinion(at));
    all.push(publicity::papers(at));
    all.extend(publicity::panel(at));
    all.extend(credit::panel(at));
    all.push(acts::later(at, steps));
    all
}

async fn side(at: &At, findings: &[Finding]) -> Result<Vec<Panel>, PageError> {
    let history = at.call.app().history(&at.case.stream).await?;
    let mut entries: Vec<_> = history.iter().rev().map(entry).collect();
    let earlier = entries.split_off(entries.len().min(RECENT));
    let record = |label: &str, entries| Part::Record(Timeline { label: label.to_owned(), entries });
    let folded = (!earlier.is_empty()).then(|| {
        let words = format!("查看更早的{}条", earlier.len());
        Part::Folded(words, vec![record("更早的记录", earlier)])
    });
    let history =
        Panel::new("record", "全过程记录").with(record("最近的记录", entries)).maybe(folded);
    // A case that was not filed has no penalty to ask about.
    let filed = at.case.refused_on().is_none();
    let checkup = filed.then(|| checkup::panel(findings, at));
    Ok([Some(clocks::panel(at)), checkup, Some(history)].into_iter().flatten().collect())
}
