//! The page of a deed: what is entrusted to whom, until when, and where it was made known.

use askama::Template;
use axum::{extract::Path, response::Response};
use domain::{
    Private, Setting,
    entrustments::{
        Command, DrawUpEntrustment, EndEntrustment, Entrustment, RecordNotice, SignEntrustment,
        Stage,
    },
    policy::Act,
};
use law::format::date_zh;

use super::list::HERE;
use crate::{
    Call, Held, PageError,
    components::{
        actions::{Action, ActionBar, Weight},
        blocks::{KeyValue, PageHead, Pair},
        notice::{EmptyState, RefusalBox},
        records::{DocumentList, Paper, Timeline},
        shell::Shell,
        text::{Badge, Cell, Link, Tone},
    },
    pages::{
        clues::ready::{self, Tried},
        samples::{Sample, sample_shell},
        shared::{entry, light},
        show,
    },
};

#[derive(Template)]
#[template(path = "entrustments/show.html")]
pub struct EntrustmentPage {
    pub shell: Shell,
    pub head: PageHead,
    pub waiting: KeyValue,
    pub bar: ActionBar,
    pub facts: KeyValue,
    pub papers: DocumentList,
    pub record: Timeline,
}

/// `GET /entrustments/{id}`
pub async fn entrustment(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let it = call.load_entrustment(&id).await?;
    let tried = call.with_setting(&it.state, |setting| tried(&it, setting)).await?;
    let history = call.app().history(&it.stream).await?;
    let title = it.terms.organisation.as_str();
    let mut head = PageHead::new(title, "委托执法");
    head.badges = vec![badge(&call, &it)];
    show(&EntrustmentPage {
        shell: call.shell(HERE, vec![Link::new("委托执法", HERE)], title).await?,
        head,
        waiting: ready::waiting(&call, &it.state),
        bar: without_a_rush_to_the_end(ready::bar(&call, &it.stream, &it.subject(), tried)),
        facts: facts(&call, &it),
        papers: papers(&call, &it),
        record: Timeline {
            label: "全过程记录".to_owned(),
            entries: history.iter().rev().map(entry).collect(),
        },
    })
}

/// Ending a deed is never the main button.
fn without_a_rush_to_the_end(mut bar: ActionBar) -> ActionBar {
    for action in &mut bar.actions {
        if let Action::Open { href, weight, .. } = action
            && href.ends_with(Act::EndEntrustment.slug())
        {
            *weight = Weight::Danger;
        }
    }
    bar
}

fn badge(call: &Call, it: &Entrustment) -> Badge {
    let over = it.terms.until < call.today();
    match it.stage {
        Stage::Signed if it.holds_on(call.today()) => Badge::new("有效", Tone::Good),
        Stage::Signed if over => Badge::new("期限已届满", Tone::Danger),
        Stage::Signed => Badge::new("尚未生效", Tone::Info),
        Stage::Drawn | Stage::Ended { .. } => Badge::new(it.stage.name_zh(), Tone::Plain),
    }
}

/// Each act, tried with blank answers.
fn tried(it: &Entrustment, setting: &Setting<'_>) -> Vec<Tried> {
    let again = DrawUpEntrustment {
        terms: it.terms.clone(),
        is_public: true,
        is_staffed: true,
        is_equipped: true,
    };
    let record = RecordNotice {
        published: String::new(),
        published_on: None,
        filed: String::new(),
        filed_on: None,
    };
    let commands = [
        Command::Sign(SignEntrustment { other_side: Private::default() }),
        Command::DrawUp(again),
        Command::Record(record),
        Command::End(EndEntrustment { reason: String::new() }),
    ];
    commands
        .iter()
        .map(|command| (command.act(), ready::obstacle(command.decide(Some(it), setting))))
        .collect()
}

/// What stands in the way of the act whatever is answered, as the box above its form.
pub async fn barred(
    call: &Call,
    it: &Held<Entrustment>,
    act: Act,
) -> Result<Vec<RefusalBox>, PageError> {
    let tried = call.with_setting(&it.state, |setting| tried(it, setting)).await?;
    Ok(ready::box_of(act, &it.stream, tried))
}

/// The way up from a page about the deed.
pub fn above(it: &Entrustment) -> Vec<Link> {
    vec![
        Link::new("委托执法", HERE),
        Link::new(it.terms.organisation.clone(), format!("{HERE}/{}", it.id)),
    ]
}

/// What is entrusted to whom.
pub fn facts(call: &Call, it: &Entrustment) -> KeyValue {
    let (law, terms) = (call.law(), &it.terms);
    let authority = law.authority(&it.authority);
    let authority = authority.map_or_else(String::new, |found| found.name.clone());
    let names = terms.items.iter().map(|id| {
        let item = law.items.iter().find(|item| item.id == *id);
        item.map_or_else(|| id.to_string(), |item| item.title.clone())
    });
    let drawn = format!("{}，{}", call.people().name(&it.by), date_zh(it.drawn_on));
    let term = format!("{}至{}", date_zh(terms.from), date_zh(terms.until));
    let mut pairs = vec![
        Pair::text("委托机关", authority),
        Pair::text("受委托组织", terms.organisation.as_str()).note(drawn),
        Pair::text("依据", terms.basis.as_str()),
        Pair::text("委托事项", names.collect::<Vec<_>>().join("；")),
        Pair::text("委托权限", terms.scope.as_str()),
        Pair::text("监督与责任", terms.duties.as_str()),
    ];
    pairs.push(match it.stage {
        Stage::Signed => {
            let lamp = light(call.today(), terms.until, &law.calendar);
            Pair::new("委托期限", Cell::Light(lamp)).note(term)
        }
        Stage::Drawn | Stage::Ended { .. } => Pair::text("委托期限", term),
    });
    if let Some(signed) = &it.signed {
        let who = format!("{}、{}", call.people().name(&signed.by), signed.other_side.reveal());
        pairs.push(Pair::text("签订", who).note(date_zh(signed.on)));
        let known = |notice: &Option<(String, jiff::civil::Date)>, label: &str| match notice {
            Some((words, on)) => Pair::text(label, words.as_str()).note(date_zh(*on)),
            None => Pair::new(label, Cell::badge("还没有登记", Tone::Warning)),
        };
        pairs.push(known(&it.notices.published, "公布"));
        pairs.push(known(&it.notices.filed, "备案"));
    }
    if let Stage::Ended { on, reason } = &it.stage {
        pairs.push(Pair::text("终止", reason.as_str()).note(date_zh(*on)));
    }
    KeyValue { pairs }
}

fn papers(call: &Call, it: &Entrustment) -> DocumentList {
    let stream = domain::StreamId::entrustment(&it.id);
    let papers = it.documents.iter().map(|document| {
        let newest = it.documents.last() == Some(document);
        let state = if newest { ("已制发", Tone::Good) } else { ("已换发", Tone::Plain) };
        Paper {
            state: Badge::new(state.0, state.1),
            ..crate::pages::papers::paper(call, &stream, &it.documents, document)
        }
    });
    DocumentList {
        label: "文书".to_owned(),
        papers: papers.collect(),
        empty: EmptyState::new("还没有文书", "签订时生成委托书，登记公布和备案时换发。"),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let pairs = |label: &str, text: &str| KeyValue { pairs: vec![Pair::text(label, text)] };
    let page = EntrustmentPage {
        shell: sample_shell(HERE, "委托执法"),
        head: PageHead::new("示例县公路养护中心", "委托执法"),
        waiting: pairs("签订委托书", "示例局的行政机关负责人"),
        bar: ActionBar { token: "sample".to_owned(), actions: Vec::new() },
        facts: pairs("委托权限", "现场检查、调查取证。"),
        papers: DocumentList {
            label: "文书".to_owned(),
            papers: Vec::new(),
            empty: EmptyState::new("还没有文书", ""),
        },
        record: Timeline { label: "全过程记录".to_owned(), entries: Vec::new() },
    };
    vec![Sample::of("entrustment", &page)]
}
