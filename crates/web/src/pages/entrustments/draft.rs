//! Draw up a deed, or draw it up anew before it is signed.

use axum::{extract::Path, response::Response};
use domain::{
    Command, StreamId,
    entrustments::{self, DrawUpEntrustment, Entrustment, Terms},
    ids::{EntrustmentId, ItemId},
};

use super::{list::HERE, show};
use crate::{
    Call, FormBody, Held, PageError, Reader,
    components::{
        blocks::PageHead,
        form::{Choice, Field, FieldValue, Form, Width},
        text::Link,
    },
    pages::{see_other, shared::FormPage},
};

/// `GET /entrustments/new`
pub async fn ask(call: Call) -> Result<Response, PageError> {
    let form = call.with_draft(form(&call, None), "draw-up-entrustment").await?;
    page(&call, None, form).await?.show()
}

/// `POST /entrustments/new`
pub async fn act(call: Call, body: FormBody) -> Result<Response, PageError> {
    let stream = StreamId::entrustment(&EntrustmentId::new(body.command_id().0));
    send(&call, None, &stream, &body).await
}

/// `GET /entrustments/{id}/draw-up-entrustment`
pub async fn ask_again(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let it = call.load_entrustment(&id).await?;
    let mut page = page(&call, Some(&it), form(&call, Some(&it))).await?;
    page.refusals = show::barred(&call, &it, call.act()).await?;
    page.show()
}

/// `POST /entrustments/{id}/draw-up-entrustment`
pub async fn act_again(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let it = call.load_entrustment(&id).await?;
    send(&call, Some(&it), &it.stream, &body).await
}

async fn send(
    call: &Call,
    it: Option<&Held<Entrustment>>,
    stream: &StreamId,
    body: &FormBody,
) -> Result<Response, PageError> {
    let form = form(call, it);
    let run = async {
        let command = entrustments::Command::DrawUp(read(body.reader(&form))?);
        call.run(stream, body, Command::Entrustment(command)).await
    };
    match run.await {
        Ok(_) => Ok(see_other(&format!("{HERE}/{}", stream.id))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, body);
            page(call, it, form).await?.show_again(trouble)
        }
    }
}

fn read(mut read: Reader<'_>) -> Result<DrawUpEntrustment, PageError> {
    let conditions = read.list("conditions");
    let met = |name: &str| conditions.iter().any(|one| one == name);
    let command = DrawUpEntrustment {
        terms: Terms {
            organisation: read.text("organisation"),
            basis: read.text("basis"),
            items: read.list("items").into_iter().map(ItemId::new).collect(),
            scope: read.text("scope"),
            from: read.date("from"),
            until: read.date("until"),
            duties: read.text("duties"),
        },
        is_public: met("public"),
        is_staffed: met("staffed"),
        is_equipped: met("equipped"),
    };
    read.finish()?;
    Ok(command)
}

fn form(call: &Call, it: Option<&Held<Entrustment>>) -> Form {
    let intro = "只能依照法律、法规、规章的规定，在本机关法定权限内委托；行政强制措施不得委托，受委托组织不得再委托（《行政处罚法》第二十条、第二十一条，《行政强制法》第十七条）。";
    let (form, back) = match it {
        Some(it) => {
            let page = format!("{HERE}/{}", it.id);
            (call.form_on(format!("{page}/draw-up-entrustment"), it), page)
        }
        None => (call.form(format!("{HERE}/new")), HERE.to_owned()),
    };
    let terms = it.map(|it| &it.terms);
    let said = |pick: fn(&Terms) -> &str| terms.map_or("", pick).to_owned();
    let today = call.today();
    let until = today.saturating_add(jiff::Span::new().years(1)).yesterday().unwrap_or(today);
    let (from, until) = terms.map_or((today, until), |terms| (terms.from, terms.until));
    let chosen = terms.map_or_else(Vec::new, |terms| {
        terms.items.iter().map(ToString::to_string).collect::<Vec<_>>()
    });
    let conditions = vec![
        Choice::new("public", "依法成立并具有管理公共事务职能"),
        Choice::new("staffed", "有熟悉法律和业务并取得行政执法资格的工作人员"),
        Choice::new("equipped", "需要技术检查或者技术鉴定的，有条件组织进行"),
    ];
    form.titled("起草委托书", intro)
        .field(
            Field::text("organisation", "受委托组织").value(said(|it| &it.organisation)).required(),
        )
        .field(Field::checkboxes("conditions", "受委托组织的条件", conditions).required())
        .field(
            Field::text("basis", "依据条款")
                .value(said(|it| &it.basis))
                .help("写明允许委托的法律、法规、规章和条款。")
                .required(),
        )
        .field(
            Field::checkboxes("items", "委托事项", items(call))
                .answered(FieldValue::Many(chosen))
                .required(),
        )
        .field(
            Field::textarea("scope", "委托权限", 3)
                .value(said(|it| &it.scope))
                .help("例如：现场检查、调查取证，不含立案和处罚决定。")
                .required(),
        )
        .field(
            Field::date("from", "起始日期").value(from.to_string()).width(Width::Half).required(),
        )
        .field(
            Field::date("until", "届满日期（含当日）")
                .value(until.to_string())
                .width(Width::Half)
                .required(),
        )
        .field(Field::textarea("duties", "监督与责任", 4).value(said(|it| &it.duties)).required())
        .submit("保存草稿，送负责人签订")
        .cancel(Link::new("返回", back))
}

/// The items that the authority itself holds.
fn items(call: &Call) -> Vec<Choice> {
    let law = call.law();
    let mine = &call.person().authority;
    let held = law.items.iter().filter(|item| {
        item.holder == *mine && law.item_at(&item.id, call.today()).is_ok_and(|now| now == *item)
    });
    held.map(|item| {
        Choice::new(item.id.as_str(), format!("{}（{}）", item.name, item.power.name_zh()))
    })
    .collect()
}

async fn page(
    call: &Call,
    it: Option<&Held<Entrustment>>,
    form: Form,
) -> Result<FormPage, PageError> {
    let above = it.map_or_else(|| vec![Link::new("委托执法", HERE)], |it| show::above(it));
    let shell = call.shell(HERE, above, "起草委托书").await?;
    let words = it.map_or("", |it| it.terms.organisation.as_str());
    Ok(FormPage::new(shell, PageHead::new("起草委托书", words.to_owned()), form))
}
