//! The acts on a deed, each one form: sign, record where it was made known, end.

use axum::{extract::Path, response::Response};
use domain::{
    Command,
    entrustments::{self, EndEntrustment, Entrustment, RecordNotice, SignEntrustment},
    policy::Act,
};

use super::{list::HERE, show};
use crate::{
    Call, FormBody, Held, PageError, Reader,
    components::{
        blocks::PageHead,
        form::{Field, Form, Width},
        text::Link,
    },
    pages::{
        see_other,
        shared::{FormPage, act_href},
    },
};

/// `GET /entrustments/{id}/{act}`
pub async fn ask(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let it = call.load_entrustment(&id).await?;
    let mut page = page(&call, &it, form(&call, &it)).await?;
    page.refusals = show::barred(&call, &it, call.act()).await?;
    page.show()
}

/// `POST /entrustments/{id}/{act}`
pub async fn act(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let it = call.load_entrustment(&id).await?;
    let form = form(&call, &it);
    let run = async {
        let command = read(call.act(), body.reader(&form))?;
        call.run(&it.stream, &body, Command::Entrustment(command)).await
    };
    match run.await {
        Ok(_) => Ok(see_other(&format!("{HERE}/{id}"))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&call, &it, form).await?.show_again(trouble)
        }
    }
}

fn read(act: Act, mut read: Reader<'_>) -> Result<entrustments::Command, PageError> {
    let command = if act == Act::SignEntrustment {
        entrustments::Command::Sign(SignEntrustment { other_side: read.private("other_side") })
    } else if act == Act::RecordEntrustmentNotice {
        entrustments::Command::Record(RecordNotice {
            published: read.text_if("published").unwrap_or_default(),
            published_on: read.date_if("published_on"),
            filed: read.text_if("filed").unwrap_or_default(),
            filed_on: read.date_if("filed_on"),
        })
    } else {
        entrustments::Command::End(EndEntrustment { reason: read.text("reason") })
    };
    read.finish()?;
    Ok(command)
}

fn form(call: &Call, it: &Held<Entrustment>) -> Form {
    let act = call.act();
    let action = act_href(act, Some(&it.stream)).unwrap_or_default();
    let form = call.form_on(action, it).submit(act.name_zh());
    let form = form.cancel(Link::new("返回委托书", format!("{HERE}/{}", it.id)));
    if act == Act::SignEntrustment {
        return form
            .titled(act.name_zh(), "双方签字盖章的委托书在签订时编号生成，打印后由受委托组织盖章。")
            .field(
                Field::text("other_side", "受委托组织签订人").help("填写姓名和职务。").required(),
            );
    }
    if act == Act::RecordEntrustmentNotice {
        let known = |pair: &Option<(String, jiff::civil::Date)>| {
            pair.as_ref().map_or((String::new(), call.today()), |(words, on)| (words.clone(), *on))
        };
        let (published, published_on) = known(&it.notices.published);
        let (filed, filed_on) = known(&it.notices.filed);
        return form
            .titled(
                act.name_zh(),
                "委托机关和受委托组织应当将委托书向社会公布（《行政处罚法》第二十条第二款），并依照规定备案（国发〔2021〕26号）。登记后换发委托书。",
            )
            .field(Field::text("published", "公布的网址或者位置").value(published).width(Width::Half))
            .field(
                Field::date("published_on", "公布日期")
                    .value(published_on.to_string())
                    .width(Width::Half),
            )
            .field(Field::text("filed", "备案机关和备案回执").value(filed).width(Width::Half))
            .field(Field::date("filed_on", "备案日期").value(filed_on.to_string()).width(Width::Half));
    }
    form.titled(act.name_zh(), "终止以后不再在公众门户公布；已经开始的执法行为由委托机关继续办理。")
        .field(
            Field::opinion("reason", "终止理由", &["委托期限届满。", "受委托组织不再符合条件。"])
                .required(),
        )
}

async fn page(call: &Call, it: &Held<Entrustment>, form: Form) -> Result<FormPage, PageError> {
    let title = call.act().name_zh();
    let shell = call.shell(HERE, show::above(it), title).await?;
    let head = PageHead::new(title, it.terms.organisation.clone());
    Ok(FormPage::new(shell, head, form).beside("这份委托", show::facts(call, it)))
}
