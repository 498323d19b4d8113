//! Hand a block of numbers to an officer, and void unused ones.

use axum::{extract::Query, response::Response};
use domain::{
    Command,
    ids::PersonId,
    org::{self, MAX_BLOCK},
    policy::{Act, Verdict, permit},
    world::StreamId,
};

use crate::{
    Call, FormBody, PageError,
    components::{
        blocks::PageHead,
        form::{Field, Form, Width},
        text::Link,
    },
    pages::{cases::officer_choices, see_other, shared::FormPage},
};

/// `GET /numbers/reserve-numbers`
pub async fn ask_reserve(call: Call) -> Result<Response, PageError> {
    let form = reserve_form(&call);
    page(&call, "预留文号", form).await?.show()
}

/// `POST /numbers/reserve-numbers`
pub async fn reserve(call: Call, body: FormBody) -> Result<Response, PageError> {
    let form = reserve_form(&call);
    match send_reserve(&call, &form, &body).await {
        Ok(()) => Ok(see_other("/numbers")),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&call, "预留文号", form).await?.show_again(trouble)
        }
    }
}

async fn send_reserve(call: &Call, form: &Form, body: &FormBody) -> Result<(), PageError> {
    let mut read = body.reader(form);
    let person = PersonId::new(read.text("person"));
    let count = read.number("count", 1, i64::from(MAX_BLOCK));
    read.finish()?;
    let count = u32::try_from(count).unwrap_or_default();
    let command = Command::Person(org::Command::ReserveNumbers { count });
    call.run(&StreamId::person(&person), body, command).await?;
    Ok(())
}

fn reserve_form(call: &Call) -> Form {
    let choices = officer_choices(&call.people(), &call.person().unit, call.today());
    call.form("/numbers/reserve-numbers")
        .titled("预留文号", "当场处罚时在现场填写的决定书，号码须预先编定；预留的号段从编号登记簿的下一号开始，用剩的须作废并写明原因。")
        .field(Field::radio("person", "执法人员", choices).required())
        .field(
            Field::number("count", "预留号数", "号")
                .value("20")
                .help(format!("一次最多{MAX_BLOCK}号。"))
                .width(Width::Half)
                .required(),
        )
        .submit("预留")
        .cancel(Link::new("返回预留文号", "/numbers"))
}

/// `GET /numbers/void-numbers`
pub async fn ask_void(
    call: Call,
    Query(sent): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let form = void_form(&call, &sent)?;
    page(&call, "作废文号", form).await?.show()
}

/// `POST /numbers/void-numbers`
pub async fn void(call: Call, body: FormBody) -> Result<Response, PageError> {
    let form = void_form(&call, body.pairs())?;
    match send_void(&call, &form, &body).await {
        Ok(()) => Ok(see_other("/numbers")),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&call, "作废文号", form).await?.show_again(trouble)
        }
    }
}

async fn send_void(call: &Call, form: &Form, body: &FormBody) -> Result<(), PageError> {
    let mut read = body.reader(form);
    let person = PersonId::new(read.text("person"));
    let year = read.number("year", 2000, 9999);
    let first = read.number("first", 1, 9_999_999);
    let last = read.number("last", 1, 9_999_999);
    let reason = read.text("reason");
    read.finish()?;
    let command = Command::Person(org::Command::VoidNumbers {
        year: i16::try_from(year).unwrap_or_default(),
        first: u32::try_from(first).unwrap_or_default(),
        last: u32::try_from(last).unwrap_or_default(),
        reason,
    });
    call.run(&StreamId::person(&person), body, command).await?;
    Ok(())
}

fn void_form(call: &Call, sent: &[(String, String)]) -> Result<Form, PageError> {
    let get = |key: &str| sent.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value);
    let people = call.people();
    let holder = people.get(&PersonId::new(get("person"))).ok_or(PageError::Absent)?;
    if permit(call.actor(), Act::VoidNumbers, &holder.subject()) != Verdict::Permitted {
        return Err(PageError::Absent);
    }
    let whose = &holder.name;
    let number =
        |key: &str| get(key).parse::<u32>().map_or_else(|_| String::new(), |it| it.to_string());
    let year = get("year").parse().unwrap_or_else(|_| call.today().year());
    let form = call
        .form("/numbers/void-numbers")
        .titled(
            "作废文号",
            format!("{whose}手中未使用的文号。作废后不再使用，在登记簿中保留号码和原因。"),
        )
        .field(Field::hidden("person", get("person")))
        .field(Field::hidden("year", year.to_string()))
        .field(
            Field::number("first", "起号", "").value(number("first")).width(Width::Half).required(),
        )
        .field(
            Field::number("last", "止号", "").value(number("first")).width(Width::Half).required(),
        )
        .field(Field::text("reason", "作废原因").help("如：填写污损、年末未用。").required())
        .submit("作废")
        .cancel(Link::new("返回预留文号", "/numbers"));
    Ok(form)
}

async fn page(call: &Call, title: &str, form: Form) -> Result<FormPage, PageError> {
    let above = vec![Link::new("预留文号", "/numbers")];
    let shell = call.shell("/numbers", above, title).await?;
    Ok(FormPage::new(shell, PageHead::new(title, "当场行政处罚决定书的号段"), form))
}
