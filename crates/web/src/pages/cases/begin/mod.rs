//! Beginning a case: from a handed-over inspection, from a clue, or from nothing.

mod beside;
mod fields;
mod filing;
mod on_spot;

use axum::{extract::Query, response::Response};
use domain::{
    cases::{Command, ProposeFiling},
    clues::Clue,
    ids::CaseId,
    inspections::Inspection,
    policy::Act,
    world::StreamId,
};

use super::{
    choices::{officers, officers_field},
    step::{StepPage, refuse},
};
use crate::{
    Call, FormBody, PageError,
    body::{DRAFT_FIELD, Reader},
    components::{
        blocks::PageHead,
        form::{Field, Form},
        notice::Notice,
        text::Link,
    },
    pages::{see_other, show},
    router::Routes,
};

/// What the case sets out from.
#[derive(Default)]
struct From {
    inspection: Option<Inspection>,
    clue: Option<Clue>,
}

impl From {
    async fn load(call: &Call, inspection: &str, clue: &str) -> Result<Self, PageError> {
        let mut from = Self::default();
        if !inspection.is_empty() {
            from.inspection = Some(call.load_inspection(inspection).await?.thing);
        } else if !clue.is_empty() {
            from.clue = Some(call.load_clue(clue).await?.thing);
        }
        Ok(from)
    }

    fn inspection_id(&self) -> Option<&str> {
        self.inspection.as_ref().map(|it| it.id.as_str())
    }

    fn clue_id(&self) -> Option<&str> {
        self.clue.as_ref().map(|it| it.id.as_str())
    }
}

/// A way to begin a case: what it asks for, and the command that the answers make.
trait Beginning: Send + Sync + 'static {
    const ACT: Act;
    const PATH: &'static str;
    /// What the page says below its title.
    const LEAD: &'static str;
    /// The heading of the form.
    const TITLE: &'static str;
    /// The article below it.
    const LAW: &'static str;
    /// The words on the button.
    const SUBMIT: &'static str;

    fn fields(call: &Call, from: &From, form: Form) -> Form;

    /// Reads the rest of the answers.
    fn command(matter: ProposeFiling, read: &mut Reader<'_>) -> Command;

    /// The page that follows.
    fn next(id: &CaseId) -> String;

    /// What is said above the form.
    fn notice(_: &From) -> Option<Notice> {
        None
    }
}

/// The addresses at which a case begins.
pub fn routes(routes: Routes) -> Routes {
    both::<on_spot::OnSpot>(both::<filing::Filing>(routes))
}

fn both<B: Beginning>(routes: Routes) -> Routes {
    routes.page(B::PATH, B::ACT, ask::<B>).post(B::PATH, B::ACT, act::<B>)
}

async fn ask<B: Beginning>(
    call: Call,
    Query(sent): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let get = |key: &str| sent.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value);
    let from = From::load(&call, get("inspection"), get("clue")).await?;
    let form = call.with_draft(form::<B>(&call, &from), &draft_key::<B>(&from)).await?;
    show(&page::<B>(&call, &from, form).await?)
}

async fn act<B: Beginning>(call: Call, body: FormBody) -> Result<Response, PageError> {
    let from = From::load(&call, body.get("inspection"), body.get("clue")).await?;
    let form = form::<B>(&call, &from);
    match begin::<B>(&call, &form, &from, &body).await {
        Ok(id) => Ok(see_other(&B::next(&id))),
        Err(error) => {
            let trouble = error.on_form()?;
            let key = draft_key::<B>(&from);
            let form = trouble.fill(form, &body).field(Field::hidden(DRAFT_FIELD, key.clone()));
            refuse(page::<B>(&call, &from, form.draft(key)).await?, trouble)
        }
    }
}

async fn begin<B: Beginning>(
    call: &Call,
    form: &Form,
    from: &From,
    body: &FormBody,
) -> Result<CaseId, PageError> {
    let mut read = body.reader(form);
    let mut matter = fields::read(from, &mut read);
    // Whoever begins the case leads it.
    matter.handlers.sort_by_key(|handler| handler != call.me());
    let command = B::command(matter, &mut read);
    read.finish()?;
    let id = CaseId::new(body.command_id().0);
    call.run(&StreamId::case(&id), body, domain::Command::Case(command)).await?;
    Ok(id)
}

fn draft_key<B: Beginning>(from: &From) -> String {
    let origin = from.inspection_id().or_else(|| from.clue_id());
    format!("{}-{}", B::ACT.slug(), origin.unwrap_or("new"))
}

fn form<B: Beginning>(call: &Call, from: &From) -> Form {
    let cancel = match (from.inspection_id(), from.clue_id()) {
        (Some(id), _) => Link::new("返回检查", format!("/inspections/{id}")),
        (None, Some(id)) => Link::new("返回线索", format!("/clues/{id}")),
        (None, None) => Link::new("返回案件列表", "/cases"),
    };
    let form = call
        .form(B::PATH)
        .titled(B::TITLE, B::LAW)
        .field(Field::hidden("inspection", from.inspection_id().unwrap_or_default()))
        .field(Field::hidden("clue", from.clue_id().unwrap_or_default()))
        .cancel(cancel)
        .submit(B::SUBMIT);
    B::fields(call, from, form)
}

/// The officers of the unit, with oneself ticked.
fn handlers(call: &Call, label: &str) -> Field {
    let choices = officers(&call.people(), &call.person().unit, call.today());
    officers_field("handlers", label, choices, [call.me().to_string()])
}

async fn page<B: Beginning>(call: &Call, from: &From, form: Form) -> Result<StepPage, PageError> {
    let title = B::ACT.name_zh();
    let mut shell = call.shell("/cases", vec![Link::new("案件", "/cases")], title).await?;
    shell.notices.extend(B::notice(from));
    Ok(StepPage {
        shell,
        head: PageHead::new(title, B::LEAD),
        refusals: Vec::new(),
        barred: Vec::new(),
        above: Vec::new(),
        form: Some(form),
        beside: beside::panels(call, from),
    })
}
