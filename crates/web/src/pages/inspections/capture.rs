//! Photographs and videos taken on the site (现场取证): each file becomes one piece of evidence.

use app::{By, Order};
use axum::{extract::Path, response::Response};
use domain::{
    Command,
    evidence::EvidenceKind,
    ids::CommandId,
    inspections::{self, CaptureEvidence, Inspection},
};

use super::{card::StepPage, show};
use crate::{
    Call, FormBody, Held, PageError,
    components::{
        form::{Choice, Field, Form},
        text::Link,
    },
    pages::{see_other, shared::one_of},
};

const TITLE: &str = "现场取证";

/// `GET /inspections/{id}/capture-evidence`
pub async fn ask(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let it = call.load_inspection(&id).await?;
    let form = form(&call, &it);
    let mut page = StepPage::new(&call, &it, TITLE, form).await?;
    page.refusals = show::barred(&call, &it, call.act()).await?;
    page.show()
}

/// `POST /inspections/{id}/capture-evidence`
pub async fn act(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let it = call.load_inspection(&id).await?;
    let form = form(&call, &it);
    match capture(&call, &it, &form, &body).await {
        Ok(()) => Ok(see_other(&format!("/inspections/{id}"))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            StepPage::new(&call, &it, TITLE, form).await?.show_again(trouble)
        }
    }
}

/// Enters each file under an id made from that of the form, so that sending it twice adds nothing.
async fn capture(
    call: &Call,
    it: &Held<Inspection>,
    form: &Form,
    body: &FormBody,
) -> Result<(), PageError> {
    let mut read = body.reader(form);
    let kind = read.choice("kind", EvidenceKind::AudioVisual);
    let name = read.text("name");
    let proves = read.private_if("proves");
    let claim = read.claim("photo");
    let files = read.some_uploads("photo");
    read.finish()?;
    let count = files.len();
    for (turn, file) in files.into_iter().enumerate() {
        let command = CaptureEvidence {
            kind,
            name: one_of(&name, turn, count),
            proves: proves.clone(),
            blob: file.blob,
            claim: claim.clone(),
        };
        let command = Command::Inspection(inspections::Command::Capture(command));
        if turn == 0 {
            call.run(&it.stream, body, command).await?;
            continue;
        }
        let doing = command.act().name_zh();
        let order = Order {
            id: CommandId::new(body.command_id().child(turn)),
            stream: it.stream.clone(),
            command,
            by: By::Person(call.me().clone()),
            seen: None,
            device: None,
            occurred_at: None,
        };
        let sent = call.app().run(order).await;
        sent.map_err(|no| PageError::from_no(no, doing, &it.stream))?;
    }
    Ok(())
}

fn form(call: &Call, it: &Held<Inspection>) -> Form {
    let kinds = [
        EvidenceKind::AudioVisual,
        EvidenceKind::Documentary,
        EvidenceKind::Physical,
        EvidenceKind::Electronic,
    ];
    let kinds = kinds.map(|kind| Choice::new(kind.slug(), kind.name_zh())).to_vec();
    call.form_on(format!("/inspections/{}/capture-evidence", it.id), it)
        .titled(TITLE, "上传后由服务器计算校验值，原件不再改动；本机时间和位置只作参考。")
        .field(
            Field::photo("photo", "照片或者视频")
                .help("可以一次选多个，单个不超过64MB；录音、PDF也可以。")
                .required(),
        )
        .field(Field::text("name", "拍的是什么").help("例如：货车后部全景、过磅单。").required())
        .field(Field::text("proves", "证明什么"))
        .field(
            Field::radio("kind", "证据种类", kinds)
                .value(EvidenceKind::AudioVisual.slug())
                .required(),
        )
        .submit("上传")
        .cancel(Link::new("返回检查", format!("/inspections/{}", it.id)))
}
