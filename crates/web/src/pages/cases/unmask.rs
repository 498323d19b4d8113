//! 查看未遮蔽信息: a reason first, which goes on record; then the case in clear, this once.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use domain::{Command, StreamId, org, policy::Act};

use super::{at::At, show};
use crate::{
    Call, FormBody, PageError,
    components::{
        blocks::PageHead,
        form::{Field, Form},
        text::Link,
    },
    pages::{shared::FormPage, show_as},
};

/// `GET /cases/{id}/unmask`
pub async fn ask(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let at = At::open(call, &id, Act::Unmask, Vec::new()).await?;
    page(&at, form(&at)).await?.show()
}

/// `POST /cases/{id}/unmask`
pub async fn act(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let mut at = At::open(call, &id, Act::Unmask, Vec::new()).await?;
    let form = form(&at);
    match note(&at, &form, &body).await {
        Ok(()) => {
            at.clear = true;
            at.act = Act::ReadCases;
            let shown = show::page(&at).await?;
            shown_once(&shown)
        }
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&at, form).await?.show_again(trouble)
        }
    }
}

fn shown_once(page: &impl Template) -> Result<Response, PageError> {
    show_as(StatusCode::OK, page)
}

/// The look is noted on the account of whoever looks.
async fn note(at: &At, form: &Form, body: &FormBody) -> Result<(), PageError> {
    let mut read = body.reader(form);
    let reason = read.text("reason");
    read.finish()?;
    let stream = at.case.stream.to_string();
    let command = Command::Person(org::Command::NoteUnmask { stream, reason });
    at.call.run(&StreamId::person(at.call.me()), body, command).await.map(|_| ())
}

fn form(at: &At) -> Form {
    let phrases = ["办理本案需要。", "送达文书需要。", "核对当事人身份。"];
    at.call
        .form(at.here())
        .titled(
            "查看未遮蔽信息",
            "个人信息只为办理案件查看。查看的时间、人员和理由记入审计记录，不能删除。",
        )
        .field(Field::opinion("reason", "查看理由", &phrases).required())
        .submit("记录理由并查看")
        .cancel(Link::new("返回案件", at.href()))
}

async fn page(at: &At, form: Form) -> Result<FormPage, PageError> {
    let above =
        vec![Link::new("案件", "/cases"), Link::new(at.case.origin.cause.clone(), at.href())];
    let shell = at.call.shell("/cases", above, "查看未遮蔽信息").await?;
    Ok(FormPage::new(shell, PageHead::new("查看未遮蔽信息", at.number()), form))
}
