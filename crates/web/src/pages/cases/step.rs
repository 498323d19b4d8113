//! One step of a case: shows its form with what stands in the way, reads it and sends the command.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use domain::{
    Refusal,
    cases::{self, Command, Readiness},
    policy::Act,
};

use super::{at::At, panel::Panel};
use crate::{
    Call, FormBody, FormTrouble, PageError,
    body::{DRAFT_FIELD, Reader},
    components::{
        blocks::PageHead,
        form::{Field, Form},
        notice::RefusalBox,
        shell::Shell,
        text::Link,
    },
    pages::{files::inline_pdf, see_other, shared::refusal_box, show, show_as},
    router::Routes,
};

/// The field by which a form asks to be computed again without being submitted.
pub const RECOUNT: &str = "recount";

/// The field by which a form asks for the papers it would make.
const PREVIEW: &str = "preview";

/// A step of a case: what it asks for, and the command that the answers make.
pub trait Step: Send + Sync + 'static {
    const ACT: Act;
    const PATH: &'static str;
    /// Whether unfinished answers are kept.
    const DRAFT: bool = false;

    /// The form; `None` while something has to be chosen first.
    fn form(at: &At) -> Option<Form>;

    /// Reads the answers. What could not be read is a placeholder, and is never sent.
    fn read(at: &At, read: &mut Reader<'_>) -> Command;

    /// What a person looks at before answering.
    fn above(_: &At) -> Vec<Panel> {
        Vec::new()
    }

    fn beside(at: &At) -> Vec<Panel> {
        vec![at.facts()]
    }

    /// What stands before the step whatever is answered.
    fn barred(at: &At) -> Vec<Refusal> {
        match at.readiness() {
            Readiness::Blocked(refusals) => refusals,
            Readiness::Ready | Readiness::Elsewhere(_) => Vec::new(),
        }
    }

    /// What distinguishes the drafts of two forms of the step.
    fn draft_of(_: &At) -> String {
        String::new()
    }
}

#[derive(Template)]
#[template(path = "cases/step.html")]
pub struct StepPage {
    pub shell: Shell,
    pub head: PageHead,
    /// What was refused just now.
    pub refusals: Vec<RefusalBox>,
    /// What stands in the way whatever is answered.
    pub barred: Vec<RefusalBox>,
    pub above: Vec<Panel>,
    pub form: Option<Form>,
    pub beside: Vec<Panel>,
}

/// The two addresses of a step.
pub fn routes<S: Step>(routes: Routes) -> Routes {
    routes.page(S::PATH, S::ACT, ask::<S>).post(S::PATH, S::ACT, act::<S>)
}

async fn ask<S: Step>(
    call: Call,
    Path(id): Path<String>,
    Query(sent): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let at = At::open(call, &id, S::ACT, sent).await?;
    let form = match S::form(&at) {
        Some(form) if S::DRAFT => Some(at.call.with_draft(form, &draft_key::<S>(&at)).await?),
        other => other,
    };
    show(&page::<S>(&at, form).await?)
}

async fn act<S: Step>(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let at = At::open(call, &id, S::ACT, body.pairs().to_vec()).await?;
    let form = S::form(&at).unwrap_or_else(|| at.form(""));
    if body.get(RECOUNT) == "yes" {
        let form = again::<S>(&at, form.with_values(body.pairs()));
        return show(&page::<S>(&at, Some(form)).await?);
    }
    if body.get(PREVIEW) == "yes" {
        return match preview::<S>(&at, &form, &body).await {
            Ok(response) => Ok(response),
            Err(error) => {
                let trouble = error.on_form()?;
                let form = again::<S>(&at, trouble.fill(form, &body));
                refuse(page::<S>(&at, Some(form)).await?, trouble)
            }
        };
    }
    match run::<S>(&at, &form, &body).await {
        Ok(()) => Ok(see_other(&format!("{}?done={}", at.href(), S::ACT.slug()))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = again::<S>(&at, trouble.fill(form, &body));
            refuse(page::<S>(&at, Some(form)).await?, trouble)
        }
    }
}

async fn run<S: Step>(at: &At, form: &Form, body: &FormBody) -> Result<(), PageError> {
    let mut read = body.reader(form);
    let command = S::read(at, &mut read);
    read.finish()?;
    let command = domain::Command::Case(command);
    at.call.run(&at.case.stream, body, command).await.map(|_| ())
}

/// The papers that the answers would make, as drafts; nothing is recorded.
async fn preview<S: Step>(at: &At, form: &Form, body: &FormBody) -> Result<Response, PageError> {
    let mut read = body.reader(form);
    let command = S::read(at, &mut read);
    read.finish()?;
    let papers = at.look(|setting| {
        let events = command.decide(Some(&at.case), setting)?;
        cases::preview(&at.case, &events, setting)
    });
    let papers = papers.map_err(|refused| at.refused(refused))?;
    if papers.is_empty() {
        return Err(PageError::Absent);
    }
    inline_pdf(S::ACT.slug(), at.call.app().draft_pdf(&papers).await?)
}

/// A form that is shown again goes on with its draft.
fn again<S: Step>(at: &At, form: Form) -> Form {
    if !S::DRAFT {
        return form;
    }
    let key = draft_key::<S>(at);
    form.field(Field::hidden(DRAFT_FIELD, key.clone())).draft(key)
}

fn draft_key<S: Step>(at: &At) -> String {
    let more = S::draft_of(at);
    let joint = if more.is_empty() { "" } else { "-" };
    format!("{}-{}{joint}{more}", S::ACT.slug(), at.case.id)
}

/// Shows a page again with what was refused.
pub fn refuse(mut page: StepPage, trouble: FormTrouble) -> Result<Response, PageError> {
    // What was refused just now repeats what stands in the way, and says it with the answers.
    page.barred.clear();
    page.refusals = trouble.refusals;
    page.shell.notices.extend(trouble.notices);
    show_as(trouble.status, &page)
}

async fn page<S: Step>(at: &At, form: Option<Form>) -> Result<StepPage, PageError> {
    let title = S::ACT.name_zh();
    let form = form.map(|form| Form { previews: cases::issues_paper(S::ACT), ..form });
    let above =
        vec![Link::new("案件", "/cases"), Link::new(at.case.origin.cause.clone(), at.href())];
    let barred = S::barred(at);
    let barred = barred.iter().map(|refusal| {
        let mut shown = refusal_box(refusal, title, Some(&at.case.stream));
        shown.what = format!("现在还不能办理“{title}”");
        shown
    });
    Ok(StepPage {
        shell: at.call.shell("/cases", above, title).await?,
        head: PageHead::new(title, format!("{} · {}", at.number(), at.case.origin.cause)),
        refusals: Vec::new(),
        barred: barred.collect(),
        above: S::above(at),
        form,
        beside: S::beside(at),
    })
}
