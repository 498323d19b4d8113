//! What the security administrator does: grant and withdraw posts, record certificates.

use axum::{extract::Path, response::Response};
use domain::{
    Command,
    org::{self, Credential, Person},
    policy::Role,
};

use super::{accounts::step_page, show::address};
use crate::{
    Call, FormBody, Held, PageError,
    components::{
        form::{Choice, Field, Form},
        text::Link,
    },
    pages::see_other,
};

/// One of the four forms: how it is drawn, and how it is read.
struct Step {
    doing: &'static str,
    form: fn(&Call, &Held<Person>) -> Form,
    read: fn(&Form, &FormBody) -> Result<org::Command, PageError>,
}

const GRANT: Step = Step { doing: "授予岗位", form: grant_form, read: read_grant };
const WITHDRAW: Step = Step { doing: "撤销岗位", form: withdraw_form, read: read_withdraw };
const CREDENTIAL: Step =
    Step { doing: "登记执法证", form: credential_form, read: read_credential };
const QUALIFICATION: Step =
    Step { doing: "登记法律职业资格", form: qualification_form, read: read_qualification };

/// `GET /people/{id}/grant-role`
pub async fn ask_grant(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    ask(&call, &id, &GRANT).await
}

/// `POST /people/{id}/grant-role`
pub async fn grant(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    act(&call, &id, &body, &GRANT).await
}

/// `GET /people/{id}/withdraw-role`
pub async fn ask_withdraw(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    ask(&call, &id, &WITHDRAW).await
}

/// `POST /people/{id}/withdraw-role`
pub async fn withdraw(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    act(&call, &id, &body, &WITHDRAW).await
}

/// `GET /people/{id}/record-credential`
pub async fn ask_credential(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    ask(&call, &id, &CREDENTIAL).await
}

/// `POST /people/{id}/record-credential`
pub async fn credential(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    act(&call, &id, &body, &CREDENTIAL).await
}

/// `GET /people/{id}/record-qualification`
pub async fn ask_qualification(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    ask(&call, &id, &QUALIFICATION).await
}

/// `POST /people/{id}/record-qualification`
pub async fn qualification(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    act(&call, &id, &body, &QUALIFICATION).await
}

async fn ask(call: &Call, id: &str, step: &Step) -> Result<Response, PageError> {
    let person = call.load_person(id).await?;
    let form = (step.form)(call, &person);
    step_page(call, &person, step.doing, form).await?.show()
}

async fn act(call: &Call, id: &str, body: &FormBody, step: &Step) -> Result<Response, PageError> {
    let person = call.load_person(id).await?;
    let form = (step.form)(call, &person);
    let done = match (step.read)(&form, body) {
        Ok(command) => call.run(&person.stream, body, Command::Person(command)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(see_other(&address(&person))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, body);
            step_page(call, &person, step.doing, form).await?.show_again(trouble)
        }
    }
}

fn start(call: &Call, person: &Held<Person>, last: &str) -> Form {
    call.form_on(format!("{}/{last}", address(person)), person)
        .cancel(Link::new("返回", address(person)))
}

fn grant_form(call: &Call, person: &Held<Person>) -> Form {
    let free = Role::ALL.into_iter().filter(|role| !person.roles.contains(role));
    let choices = free.map(|role| Choice::new(role.slug(), role.name_zh())).collect();
    start(call, person, "grant-role")
        .titled("授予岗位", "系统、安全、审计三类管理员分设，不能互相兼任，也不能兼任执法岗位。")
        .field(Field::select("role", "岗位", choices).required())
        .submit("授予")
}

fn read_grant(form: &Form, body: &FormBody) -> Result<org::Command, PageError> {
    Ok(org::Command::GrantRole { role: role(form, body)? })
}

fn withdraw_form(call: &Call, person: &Held<Person>) -> Form {
    let held = person.roles.iter().map(|role| Choice::new(role.slug(), role.name_zh()));
    start(call, person, "withdraw-role")
        .titled("撤销岗位", "撤销后立即不能办理该岗位的事项，办过的事项不变。")
        .field(Field::select("role", "岗位", held.collect()).required())
        .submit("撤销")
}

fn read_withdraw(form: &Form, body: &FormBody) -> Result<org::Command, PageError> {
    Ok(org::Command::WithdrawRole { role: role(form, body)? })
}

fn role(form: &Form, body: &FormBody) -> Result<Role, PageError> {
    let mut read = body.reader(form);
    let role = Role::from_slug(&read.text("role"));
    if role.is_none() && !body.get("role").is_empty() {
        read.complain("role", "请从列出的岗位中选择。".to_owned());
    }
    read.finish()?;
    role.ok_or(PageError::Malformed)
}

fn credential_form(call: &Call, person: &Held<Person>) -> Form {
    let mut number = Field::text("number", "执法证号").required();
    let mut from = Field::date("valid_from", "有效期自").required();
    let mut until = Field::date("valid_until", "有效期至").required();
    if let Some(held) = &person.credential {
        number = number.value(&held.number);
        from = from.value(held.valid_from.to_string());
        until = until.value(held.valid_until.to_string());
    }
    start(call, person, "record-credential")
        .titled(
            "登记执法证",
            "《行政处罚法》第四十二条：行政处罚由具有行政执法资格的执法人员实施。证件不在有效期内的人员不能作为执法人员办理。",
        )
        .field(number)
        .field(from)
        .field(until)
        .submit("登记")
}

fn read_credential(form: &Form, body: &FormBody) -> Result<org::Command, PageError> {
    let mut read = body.reader(form);
    let credential = Credential {
        number: read.text("number"),
        valid_from: read.date("valid_from"),
        valid_until: read.date("valid_until"),
    };
    read.finish()?;
    Ok(org::Command::RecordCredential { credential })
}

fn qualification_form(call: &Call, person: &Held<Person>) -> Form {
    let held = person.legal_qualification.clone().unwrap_or_default();
    start(call, person, "record-qualification")
        .titled(
            "登记法律职业资格",
            "《行政处罚法》第五十八条：初次从事处罚决定法制审核的人员，应当通过国家统一法律职业资格考试取得资格。",
        )
        .field(Field::text("number", "法律职业资格证号").required().value(held))
        .submit("登记")
}

fn read_qualification(form: &Form, body: &FormBody) -> Result<org::Command, PageError> {
    let mut read = body.reader(form);
    let number = read.text("number");
    read.finish()?;
    Ok(org::Command::RecordQualification { number })
}
