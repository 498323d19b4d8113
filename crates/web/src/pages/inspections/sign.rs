//! The on-site record is read and signed on the screen (签署现场笔录).

use axum::{extract::Path, response::Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    Command, Private,
    ids::PersonId,
    inspections::{self, Inspection, SignRecord},
};
use tokio::io::AsyncReadExt;

use super::{card::StepPage, found::Found, show};
use crate::{
    Call, FormBody, Held, PageError,
    components::{
        form::{Field, Form, FormError, Width},
        text::Link,
    },
    pages::see_other,
};

const TITLE: &str = "签署现场笔录";
/// The most that the picture of one signature may weigh; it is printed into the record.
const MAX_BYTES: u64 = 1024 * 1024;

/// `GET /inspections/{id}/sign-record`
pub async fn ask(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let it = call.load_inspection(&id).await?;
    let form = form(&call, &it);
    let mut page = page(&call, &it, form).await?;
    page.refusals = show::barred(&call, &it, call.act()).await?;
    page.show()
}

/// `POST /inspections/{id}/sign-record`
pub async fn act(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let it = call.load_inspection(&id).await?;
    let form = form(&call, &it);
    match sign(&call, &it, &form, &body).await {
        Ok(()) => Ok(see_other(&format!("/inspections/{id}"))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&call, &it, form).await?.show_again(trouble)
        }
    }
}

async fn sign(
    call: &Call,
    it: &Held<Inspection>,
    form: &Form,
    body: &FormBody,
) -> Result<(), PageError> {
    let mut officer_images = Vec::new();
    for turn in 0..present(it).len() {
        officer_images.push(picture(call, form, body, &officer_key(turn)).await?);
    }
    let party_image = picture(call, form, body, "party_image").await?;
    let witness_image = picture(call, form, body, "witness_image").await?;
    let mut read = body.reader(form);
    let command = SignRecord {
        officer_images,
        party_image,
        refusal_reason: read.private_if("refusal_reason"),
        witness_name: read.private_if("witness_name"),
        witness_image,
    };
    read.finish()?;
    let command = Command::Inspection(inspections::Command::Sign(command));
    call.run(&it.stream, body, command).await?;
    Ok(())
}

/// A drawn or pictured signature as a data address; blank when there is none.
async fn picture(
    call: &Call,
    form: &Form,
    body: &FormBody,
    key: &str,
) -> Result<Private, PageError> {
    let mut read = body.reader(form);
    let Some(blob) = read.signature_if(key) else {
        read.finish()?;
        return Ok(Private::new(""));
    };
    let complain = |message: &str| {
        let error = FormError { field: Some(key.to_owned()), message: message.to_owned() };
        PageError::Form(vec![error])
    };
    if !matches!(blob.mime.as_str(), "image/png" | "image/jpeg") {
        return Err(complain("签名图片应当是PNG或者JPEG格式，请重新选择。"));
    }
    if MAX_BYTES < blob.size {
        return Err(complain("签名图片超过1MB，请直接在屏幕上签名，或者裁剪后再上传。"));
    }
    let (blob, mut file) = call.app().blob(&blob.sha256).await?.ok_or(PageError::Absent)?;
    let mut bytes = Vec::new();
    if file.read_to_end(&mut bytes).await.is_err() {
        return Err(complain("签名图片没有读出来，请重新签名。"));
    }
    Ok(Private::new(format!("data:{};base64,{}", blob.mime, STANDARD.encode(bytes))))
}

/// The officers who were on the site; those of the proposal until somebody arrived.
fn present(it: &Inspection) -> &[PersonId] {
    it.stage.arrival().map_or(&it.officers, |arrival| &arrival.officers)
}

fn officer_key(turn: usize) -> String {
    format!("officer_{turn}")
}

fn form(call: &Call, it: &Held<Inspection>) -> Form {
    let people = call.people();
    let mut form = call
        .form_on(format!("/inspections/{}/sign-record", it.id), it)
        .titled(TITLE, "请当事人阅读上面的笔录，或者向其宣读，确认无误后签名。")
        .field(Field::heading("执法人员签名", "《行政处罚法》第四十二条：执法人员不得少于两人。"));
    for (turn, officer) in present(it).iter().enumerate() {
        let label = format!("{}签名", people.name(officer));
        form = form.field(Field::signature(&officer_key(turn), &label));
    }
    form.field(Field::heading(
        "当事人签名",
        "当事人拒绝签名的，不代签，注明原因，可以请见证人签名。",
    ))
    .field(Field::signature("party_image", "当事人（现场人员）签名"))
    .field(Field::text("refusal_reason", "没有签名的原因").width(Width::Half))
    .field(Field::text("witness_name", "见证人姓名").width(Width::Half))
    .field(Field::signature("witness_image", "见证人签名"))
    .submit("签署")
    .cancel(Link::new("返回检查", format!("/inspections/{}", it.id)))
}

async fn page(call: &Call, it: &Held<Inspection>, form: Form) -> Result<StepPage, PageError> {
    let mut page = StepPage::new(call, it, TITLE, form).await?;
    page.record = Found::of(it);
    Ok(page)
}
