//! Register a clue from the hotline, a patrol or another body (登记线索).

use axum::response::Response;
use domain::{
    Command, StreamId,
    catalogue::Power,
    clues::{self, ReceiveClue, Source},
    ids::{ClueId, TownId},
    policy::Role,
};

use super::places;
use crate::{
    Call, FormBody, PageError,
    components::{
        blocks::PageHead,
        form::{Choice, Field, Form, Width},
        text::Link,
    },
    pages::{see_other, shared::FormPage},
};

const HERE: &str = "/clues/new";
/// The category for what no item names.
const OTHER: &str = "其他";

/// `GET /clues/new`
pub async fn ask(call: Call) -> Result<Response, PageError> {
    let form = call.with_draft(form(&call), "register-clue").await?;
    page(&call, form).await?.show()
}

/// `POST /clues/new`
pub async fn act(call: Call, body: FormBody) -> Result<Response, PageError> {
    let form = form(&call);
    match receive(&call, &form, &body).await {
        Ok(href) => Ok(see_other(&href)),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&call, form).await?.show_again(trouble)
        }
    }
}

/// Registers it and answers where to go on: to the clue, which who registered it may read.
async fn receive(call: &Call, form: &Form, body: &FormBody) -> Result<String, PageError> {
    let command = read(form, body)?;
    let id = ClueId::new(body.command_id().0);
    let stream = StreamId::clue(&id);
    call.run(&stream, body, Command::Clue(clues::Command::Receive(command))).await?;
    Ok(format!("/clues/{id}"))
}

fn read(form: &Form, body: &FormBody) -> Result<ReceiveClue, PageError> {
    let mut read = body.reader(form);
    let command = ReceiveClue {
        source: read.choice("source", Source::Patrol),
        category: read.text("category"),
        words: read.private("words"),
        town: TownId::new(read.text("town")),
        area: read.text_if("area"),
        place: read.private_if("place"),
        pin: read.place_if("pin"),
        photos: read.uploads("photos").into_iter().map(|upload| upload.blob).collect(),
        contact: read.private_if("contact"),
    };
    if command.source == Source::Portal {
        read.complain("source", "公众门户的线索由公众自己提交，请选择其他来源。".to_owned());
    }
    read.finish()?;
    Ok(command)
}

fn form(call: &Call) -> Form {
    let law = call.law();
    let sources = Source::ALL.into_iter().filter(|source| *source != Source::Portal);
    let sources = sources.map(|source| Choice::new(source.slug(), source.name_zh())).collect();
    let source = if call.actor().has(Role::Dispatcher) { Source::Hotline } else { Source::Patrol };
    let mut categories: Vec<Choice> = law
        .items_at(Power::Inspection, call.today())
        .map(|item| Choice::new(&item.name, &item.name))
        .collect();
    categories.push(Choice::new(OTHER, OTHER));
    let own = &call.person().towns;
    let towns = places::towns(&law, own);
    let only = own.first().filter(|_| own.len() == 1).map(TownId::as_str).unwrap_or_default();
    call.form(HERE)
        .titled("登记线索", "登记后由镇街指挥调度员派单；首先登记的单位负责到下一个单位签收为止。")
        .field(Field::radio("source", "线索来源", sources).value(source.slug()).required())
        .field(Field::select("category", "问题类别", categories).required())
        .field(
            Field::textarea("words", "看到了什么", 5)
                .help("写明看到的情况、时间和涉及的车辆或者单位，不超过2000字。")
                .required(),
        )
        .field(Field::select("town", "所在镇街", towns).value(only).width(Width::Half).required())
        .field(Field::select("area", "是否在城区、园区内", places::areas(&law)).width(Width::Half))
        .field(Field::text("place", "详细地点").help("路名、桩号或者参照物；也可以只在图上点选。"))
        .field(places::pin_field(call.site(), "pin", "地图位置", None))
        .field(Field::photo("photos", "照片或者视频"))
        .field(
            Field::text("contact", "反映人联系方式").help("选填。提交后密封保存，承办人员看不到。"),
        )
        .submit("登记")
        .cancel(Link::new("返回", "/clues"))
}

async fn page(call: &Call, form: Form) -> Result<FormPage, PageError> {
    let shell = call.shell("/clues", vec![Link::new("线索", "/clues")], "登记线索").await?;
    Ok(FormPage::new(shell, PageHead::new("登记线索", "热线、巡查、部门移送和上级交办"), form))
}
