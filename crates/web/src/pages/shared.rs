//! What pages of every area share: the page of one form, the page of an error, links to acts.

use app::Entry;
use askama::Template;
use axum::{http::StatusCode, response::Response};
use domain::{Refusal, StreamId, catalogue::Hundredths, policy::Act, world::StreamKind};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use law::{
    Calendar,
    format::{date_zh, datetime_zh},
};

use crate::{
    FormTrouble, PageError,
    components::{
        blocks::{KeyValue, PageHead},
        deadline::{DeadlineLight, Light},
        form::Form,
        notice::RefusalBox,
        records,
        shell::Shell,
        text::{Link, Tone},
    },
    error::Told,
    pages::show_as,
};

/// A number of at most two decimals that is more than nothing.
pub fn hundredths(text: &str) -> Option<Hundredths> {
    let fen = law::Fen::parse_yuan(text.trim()).ok()?;
    (0 < fen.0).then_some(Hundredths(fen.0))
}

/// A page with one form, and the facts it is about beside it: most steps are one.
#[derive(Template)]
#[template(path = "pages/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub head: PageHead,
    pub refusals: Vec<RefusalBox>,
    pub form: Form,
    /// The heading of the facts beside the form.
    pub beside: String,
    pub facts: KeyValue,
}

impl FormPage {
    pub fn new(shell: Shell, head: PageHead, form: Form) -> Self {
        Self {
            shell,
            head,
            refusals: Vec::new(),
            form,
            beside: String::new(),
            facts: KeyValue { pairs: Vec::new() },
        }
    }

    #[must_use]
    pub fn beside(mut self, heading: &str, facts: KeyValue) -> Self {
        heading.clone_into(&mut self.beside);
        self.facts = facts;
        self
    }

    /// Shows the form for the first time.
    pub fn show(&self) -> Result<Response, PageError> {
        show_as(StatusCode::OK, self)
    }

    /// Shows the form again with what was refused; the form was filled by `FormTrouble::fill`.
    pub fn show_again(mut self, trouble: FormTrouble) -> Result<Response, PageError> {
        self.refusals = trouble.refusals;
        self.shell.notices.extend(trouble.notices);
        show_as(trouble.status, &self)
    }
}

/// A page that says why there is no other.
#[derive(Template)]
#[template(path = "pages/error.html")]
pub struct ErrorPage {
    pub shell: Shell,
    pub told: Told,
}

/// A refusal as its box: what was not done, why, by which article and what to do next.
pub fn refusal_box(refusal: &Refusal, doing: &str, stream: Option<&StreamId>) -> RefusalBox {
    let href = refusal.next.act.and_then(|act| act_href(act, stream)).unwrap_or_default();
    RefusalBox {
        code: refusal.code.clone(),
        what: format!("“{doing}”没有办成"),
        why: refusal.what.clone(),
        clause: refusal.cite.as_ref().map(|cite| Link::new(cite.to_string(), "")),
        next: vec![Link::new(refusal.next.words.clone(), href)],
    }
}

/// What a kind of thing is called.
pub const fn kind_zh(kind: StreamKind) -> &'static str {
    match kind {
        StreamKind::Case => "案件",
        StreamKind::Clue => "线索",
        StreamKind::Inspection => "检查",
        StreamKind::Supervision => "监督事项",
        StreamKind::Entrustment => "委托执法",
        StreamKind::Person => "人员",
        StreamKind::Pack => "数据包",
        StreamKind::Record => "全部记录",
        StreamKind::Evidence => "证据文件",
    }
}

/// The page of a thing.
pub fn stream_href(stream: &StreamId) -> Option<String> {
    match stream.kind {
        StreamKind::Case => Some(format!("/cases/{}", stream.id)),
        StreamKind::Clue => Some(format!("/clues/{}", stream.id)),
        StreamKind::Inspection => Some(format!("/inspections/{}", stream.id)),
        StreamKind::Supervision => Some(format!("/supervision/{}", stream.id)),
        StreamKind::Entrustment => Some(format!("/entrustments/{}", stream.id)),
        StreamKind::Person => Some(format!("/people/{}", stream.id)),
        StreamKind::Pack | StreamKind::Record | StreamKind::Evidence => None,
    }
}

/// The page of an act on a thing: the page of the thing, a slash and the slug of the act.
///
/// The acts that begin something have pages of their own, and take what it comes from.
pub fn act_href(act: Act, stream: Option<&StreamId>) -> Option<String> {
    if act == Act::RegisterClue {
        return Some("/clues/new".to_owned());
    }
    if act == Act::ReadNumbers {
        return Some("/numbers".to_owned());
    }
    let stream = stream?;
    let own_pages = [
        (Act::ProposeInspection, "/inspections/new"),
        (Act::ProposeFiling, "/cases/new"),
        (Act::BeginSummary, "/cases/begin-summary"),
        (Act::ReviewFile, "/supervision/review"),
        (Act::OpenSupervision, "/supervision/new"),
    ];
    match own_pages.into_iter().find(|(begun, _)| *begun == act).map(|(_, page)| page) {
        Some(page) => Some(format!("{page}?{}={}", stream.kind.slug(), stream.id)),
        None => Some(format!("{}/{}", stream_href(stream)?, act.slug())),
    }
}

/// An instant as officers read it, in the time of the authority.
pub fn moment_zh(at: Timestamp) -> String {
    datetime_zh(local(at))
}

/// China keeps one time, eight hours ahead, all year.
fn local(at: Timestamp) -> DateTime {
    at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(8))).datetime()
}

/// A civil day in its ISO form as officers read it; other text stays as it is.
pub fn day_zh(iso: &str) -> String {
    iso.parse().map_or_else(|_| iso.to_owned(), date_zh)
}

/// The name of one of several things sent under one name, such as “全景（2）”.
pub fn one_of(name: &str, turn: usize, count: usize) -> String {
    if 1 < count { format!("{name}（{}）", turn + 1) } else { name.to_owned() }
}

/// The act with the slug.
pub fn act_of(slug: &str) -> Option<Act> {
    Act::ALL.iter().copied().find(|act| act.slug() == slug)
}

/// The light of a last day as it stands today.
///
/// Working days are shown because officers plan in them, whatever days the period is counted in.
pub fn light(today: Date, due: Date, calendar: &Calendar) -> DeadlineLight {
    let natural = (due - today).get_days();
    let (left, unit) = match law::working_days_left(today, due, calendar) {
        Ok(days) => (days, "个工作日"),
        Err(_) => (natural, "日"),
    };
    let (light, words) = if natural < 0 {
        (Light::Overdue, format!("逾期{}日", -natural))
    } else if natural == 0 {
        (Light::Red, "今天届满".to_owned())
    } else if left <= 1 {
        (Light::Red, format!("剩余{left}{unit}"))
    } else if left <= 3 {
        (Light::Yellow, format!("剩余{left}{unit}"))
    } else {
        (Light::Green, format!("剩余{left}{unit}"))
    };
    DeadlineLight::new(light, words, date_zh(due))
}

/// One event of the record as a line of a timeline.
pub fn entry(event: &Entry) -> records::Entry {
    let tail = event.leaf.len().saturating_sub(8);
    records::Entry {
        when: moment_zh(event.at),
        who: event.who.clone(),
        what: event.title.clone(),
        detail: Vec::new(),
        hash_tail: event.leaf.get(tail..).unwrap_or_default().to_owned(),
        href: None,
        tone: Tone::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_has_at_most_two_decimals_and_is_more_than_nothing() {
        assert_eq!(hundredths("12.5"), Some(Hundredths(1_250)));
        assert_eq!(hundredths(" 300 "), Some(Hundredths(30_000)));
        for wrong in ["", "0", "-1", "1.234", "三"] {
            assert_eq!(hundredths(wrong), None, "{wrong}");
        }
    }
}
