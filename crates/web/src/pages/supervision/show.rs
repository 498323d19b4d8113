//! The page of a supervision: what was found, what was ordered, what was answered, and what is next.

use askama::Template;
use axum::{extract::Path, response::Response};
use domain::{
    Private, Setting,
    policy::Act,
    supervision::{
        AnswerOrder, CloseSupervision, Command, GiveOrder, Instrument, JudgeAnswer, Order, Review,
        Stage, Supervision,
    },
};
use law::format::date_zh;

use super::list::HERE;
use crate::{
    Call, Held, PageError,
    components::{
        actions::{Action, ActionBar},
        blocks::{KeyValue, PageHead, Pair},
        notice::{EmptyState, RefusalBox},
        records::{DocumentList, Timeline},
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

/// A part of the page with a heading of its own.
#[derive(Clone, Debug)]
pub struct Part {
    pub title: String,
    pub facts: KeyValue,
}

#[derive(Template)]
#[template(path = "supervision/show.html")]
pub struct SupervisionPage {
    pub shell: Shell,
    pub head: PageHead,
    pub waiting: KeyValue,
    pub bar: ActionBar,
    pub facts: KeyValue,
    pub parts: Vec<Part>,
    pub papers: DocumentList,
    pub record: Timeline,
}

/// `GET /supervision/{id}`
pub async fn supervision(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let it = call.load_supervision(&id).await?;
    let tried = call.with_setting(&it.state, |setting| tried(&it, setting)).await?;
    let history = call.app().history(&it.stream).await?;
    let above = vec![Link::new("执法监督", "/oversight"), Link::new("监督事项", HERE)];
    show(&SupervisionPage {
        shell: call.shell("/oversight", above, it.opened.title.as_str()).await?,
        head: head(&it),
        waiting: ready::waiting(&call, &it.state),
        bar: ready::bar(&call, &it.stream, &it.subject(), tried),
        facts: facts(&call, &it),
        parts: parts(&call, &it),
        papers: papers(&call, &it),
        record: Timeline {
            label: "全过程记录".to_owned(),
            entries: history.iter().rev().map(entry).collect(),
        },
    })
}

fn head(it: &Supervision) -> PageHead {
    let mut head = PageHead::new(it.opened.title.clone(), it.opened.concern.name_zh());
    let over = matches!(it.stage, Stage::Closed { .. });
    let tone = if over { Tone::Plain } else { Tone::Info };
    head.badges = vec![Badge::new(it.stage.name_zh(), tone)];
    head
}

/// Each act, tried with blank answers.
fn tried(it: &Supervision, setting: &Setting<'_>) -> Vec<Tried> {
    let (blank, private) = (String::new, Private::default);
    let decides = it.stage == Stage::Ordered;
    let instrument = if decides { Instrument::Perform } else { Instrument::Opinion };
    let commands = [
        Command::Give(GiveOrder {
            instrument,
            problems: private(),
            basis: blank(),
            demands: blank(),
        }),
        Command::Answer(AnswerOrder { words: private() }),
        Command::Judge(JudgeAnswer { accepted: true, words: blank() }),
        Command::Close(CloseSupervision { reason: blank() }),
    ];
    commands
        .iter()
        .map(|command| (command.act(), ready::obstacle(command.decide(Some(it), setting))))
        .collect()
}

/// What stands in the way of the act whatever is answered, as the box above its form.
pub async fn barred(
    call: &Call,
    it: &Held<Supervision>,
    act: Act,
) -> Result<Vec<RefusalBox>, PageError> {
    let tried = call.with_setting(&it.state, |setting| tried(it, setting)).await?;
    Ok(ready::box_of(act, &it.stream, tried))
}

/// The way up from a page about the supervision.
pub fn above(it: &Supervision) -> Vec<Link> {
    vec![
        Link::new("监督事项", HERE),
        Link::new(it.opened.title.clone(), format!("{HERE}/{}", it.id)),
    ]
}

/// What was found, where and by whom.
pub fn facts(call: &Call, it: &Supervision) -> KeyValue {
    let (law, opened) = (call.law(), &it.opened);
    let unit = law.unit(&opened.unit).map_or_else(String::new, |unit| unit.name.clone());
    let authority = law.authority(&opened.authority);
    let authority = authority.map_or_else(String::new, |found| found.name.clone());
    let note = format!("{}，{}", call.people().name(&opened.by), date_zh(opened.on));
    let mut pairs = vec![
        Pair::text("问题类别", opened.concern.name_zh()),
        Pair::text("被监督单位", unit).note(authority),
        Pair::text("发现的问题", shown(&opened.facts)).note(note),
    ];
    if let Some(case) = &opened.case {
        pairs.push(Pair::new("案件", Cell::link("查看案件", format!("/cases/{case}"))));
    }
    if let Stage::Closed { on, reason } = &it.stage {
        let words = if reason.is_empty() { "整改情况已经核查认可。" } else { reason };
        pairs.push(Pair::text("办结", words).note(date_zh(*on)));
    }
    KeyValue { pairs }
}

fn parts(call: &Call, it: &Supervision) -> Vec<Part> {
    let review = it.opened.review.iter().map(|review| Part {
        title: "案卷评查".to_owned(),
        facts: KeyValue { pairs: reviewed(review) },
    });
    let orders = it.orders.iter().map(|order| Part {
        title: order.instrument.name_zh().to_owned(),
        facts: KeyValue { pairs: ordered(call, it, order) },
    });
    review.chain(orders).collect()
}

fn reviewed(review: &Review) -> Vec<Pair> {
    let points = review.points.map_or_else(String::new, |points| format!("{points}分，"));
    let mut pairs = vec![
        Pair::text("得分和等次", format!("{points}{}", review.grade)),
        Pair::text("评查结论", review.verdict.name_zh()),
    ];
    let list = |label: &str, names: &[String]| {
        (!names.is_empty()).then(|| Pair::text(label, names.join("；")))
    };
    pairs.extend(list("否决项", &review.vetoes));
    pairs.extend(list("扣分项", &review.deductions));
    if !review.demands.is_empty() {
        pairs.push(Pair::text("整改要求", review.demands.as_str()));
    }
    pairs
}

fn ordered(call: &Call, it: &Supervision, order: &Order) -> Vec<Pair> {
    let people = call.people();
    let signed = format!("{}，{}", people.name(&order.by), date_zh(order.on));
    let owed = it.stage == Stage::Ordered && it.order() == Some(order);
    let due = if owed {
        Cell::Light(light(call.today(), order.due_on, &call.law().calendar))
    } else {
        Cell::text(date_zh(order.due_on))
    };
    let mut pairs = vec![
        Pair::text("存在的问题", shown(&order.problems)).note(signed),
        Pair::text("依据", order.basis.as_str()),
        Pair::text("监督要求", order.demands.as_str()),
        Pair::new("报告期限", due),
    ];
    for (answer, judged) in &order.answers {
        let note = format!("{}，{}", people.name(&answer.by), date_zh(answer.on));
        pairs.push(Pair::text("整改情况", shown(&answer.words)).note(note));
        if let Some(judged) = judged {
            let verdict = if judged.accepted { "整改到位" } else { "没有整改到位" };
            let note = format!("{}，{}", people.name(&judged.by), date_zh(judged.on));
            let words = if judged.words.is_empty() {
                verdict.to_owned()
            } else {
                format!("{verdict}：{}", judged.words)
            };
            pairs.push(Pair::text("核查", words).note(note));
        }
    }
    pairs
}

fn shown(words: &Private) -> String {
    if words.is_blank() { String::new() } else { words.reveal().to_owned() }
}

fn papers(call: &Call, it: &Supervision) -> DocumentList {
    let stream = domain::StreamId::supervision(&it.id);
    let all = &it.documents;
    let papers =
        all.iter().map(|document| crate::pages::papers::paper(call, &stream, all, document));
    DocumentList {
        label: "文书".to_owned(),
        papers: papers.collect(),
        empty: EmptyState::new("还没有文书", "评查案卷、制发监督文书和反馈时生成。"),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let pairs = |label: &str, text: &str| KeyValue { pairs: vec![Pair::text(label, text)] };
    let page = SupervisionPage {
        shell: sample_shell("/oversight", "监督事项"),
        head: PageHead::new("示例交罚〔2026〕0003号 示例案由", "案卷质量"),
        waiting: pairs("反馈整改情况", "示例局的行政机关负责人"),
        bar: ActionBar {
            token: "sample".to_owned(),
            actions: vec![Action::Barred {
                label: "制发监督文书".to_owned(),
                reason: "监督意见的纠正期限还没有届满。".to_owned(),
                next: None,
            }],
        },
        facts: pairs("发现的问题", "送达没有按期限办理。"),
        parts: vec![Part {
            title: "案卷评查".to_owned(),
            facts: pairs("得分和等次", "85分，合格"),
        }],
        papers: DocumentList {
            label: "文书".to_owned(),
            papers: Vec::new(),
            empty: EmptyState::new("还没有文书", ""),
        },
        record: Timeline { label: "全过程记录".to_owned(), entries: Vec::new() },
    };
    vec![Sample::of("supervision", &page)]
}
