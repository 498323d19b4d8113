//! What the system administrator does: open, suspend and reinstate accounts, give passwords.

use app::By;
use askama::Template;
use axum::{extract::Path, response::Response};
use domain::{
    Command, StreamId,
    ids::{PersonId, UnitId},
    org::{self, Person},
};

use super::show::{address, facts};
use crate::{
    Call, FormBody, Held, PageError,
    components::{
        blocks::{KeyValue, PageHead},
        form::{Choice, Field, Form},
        shell::Shell,
        text::Link,
    },
    pages::{
        samples::{Sample, sample_shell},
        see_other,
        shared::FormPage,
        show,
    },
};

/// The page that shows an initial password once.
#[derive(Template)]
#[template(path = "people/password.html")]
pub struct PasswordPage {
    pub shell: Shell,
    pub name: String,
    pub login: String,
    pub password: String,
    pub back: String,
}

/// `GET /people/new`
pub async fn ask_engage(call: Call) -> Result<Response, PageError> {
    engage_page(&call, engage_form(&call)).await?.show()
}

/// `POST /people/new`
pub async fn engage(call: Call, body: FormBody) -> Result<Response, PageError> {
    let form = engage_form(&call);
    match open(&call, &form, &body).await {
        Ok(id) => Ok(see_other(&format!("/people/{id}"))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            engage_page(&call, form).await?.show_again(trouble)
        }
    }
}

async fn open(call: &Call, form: &Form, body: &FormBody) -> Result<PersonId, PageError> {
    let mut read = body.reader(form);
    let name = read.text("name");
    let login = read.text("login");
    let unit = UnitId::new(read.text("unit"));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if !plain(&login) {
        read.complain("login", "登录名只能用字母、数字和“-”“_”“.”。".to_owned());
    }
    read.finish()?;
    let id = PersonId::new(body.command_id().as_str());
    let command = Command::Person(org::Command::Engage { name, login, unit });
    call.run(&StreamId::person(&id), body, command).await?;
    Ok(id)
}

fn engage_form(call: &Call) -> Form {
    let law = call.law();
    let units = law.units.iter().map(|unit| {
        let authority = law.authority(&unit.authority);
        let authority = authority.map_or_else(String::new, |authority| authority.short.clone());
        Choice::new(unit.id.as_str(), unit.name.clone()).help(authority)
    });
    call.form("/people/new")
        .titled("开立账户", "开立后由安全管理员授予岗位、登记执法证，再由系统管理员发放初始口令。")
        .field(Field::text("name", "姓名").required())
        .field(
            Field::text("login", "登录名").required().help("字母、数字和“-”“_”“.”，开立后不能改。"),
        )
        .field(Field::select("unit", "所在机构", units.collect()).required())
        .submit("开立")
        .cancel(Link::new("返回", "/people"))
}

async fn engage_page(call: &Call, form: Form) -> Result<FormPage, PageError> {
    let above = vec![Link::new("人员与岗位", "/people")];
    let shell = call.shell("/people", above, "开立账户").await?;
    Ok(FormPage::new(shell, PageHead::new("开立账户", ""), form))
}

/// `GET /people/{id}/suspend`
pub async fn ask_suspend(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let person = call.load_person(&id).await?;
    let form = suspend_form(&call, &person);
    step_page(&call, &person, "停用账户", form).await?.show()
}

/// `POST /people/{id}/suspend`
pub async fn suspend(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let person = call.load_person(&id).await?;
    let form = suspend_form(&call, &person);
    match stop(&call, &person, &form, &body).await {
        Ok(()) => Ok(see_other(&address(&person))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            step_page(&call, &person, "停用账户", form).await?.show_again(trouble)
        }
    }
}

async fn stop(
    call: &Call,
    person: &Held<Person>,
    form: &Form,
    body: &FormBody,
) -> Result<(), PageError> {
    let mut read = body.reader(form);
    let reason = read.text("reason");
    read.finish()?;
    let command = Command::Person(org::Command::Suspend { reason });
    call.run(&person.stream, body, command).await.map(drop)
}

fn suspend_form(call: &Call, person: &Held<Person>) -> Form {
    call.form_on(format!("{}/suspend", address(person)), person)
        .titled(
            "停用账户",
            "停用后立即不能登录，已经打开的页面也不能再办理；办过的事项和记录不变。",
        )
        .field(
            Field::textarea("reason", "停用原因", 2).required().help("例如调离、退休、借调期满。"),
        )
        .submit("停用")
        .cancel(Link::new("返回", address(person)))
}

/// `POST /people/{id}/reinstate`
pub async fn reinstate(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let person = call.load_person(&id).await?;
    call.run(&person.stream, &body, Command::Person(org::Command::Reinstate)).await?;
    Ok(see_other(&address(&person)))
}

/// `GET /people/{id}/give-password`
pub async fn ask_password(call: Call, Path(id): Path<String>) -> Result<Response, PageError> {
    let person = call.load_person(&id).await?;
    let words = "系统生成一个随机的初始口令，只显示一次，请当面告知本人。原口令失效，本人在其他设备上的登录全部退出；本人登录后必须先修改口令。";
    let form = call
        .form(format!("{}/give-password", address(&person)))
        .titled("发放初始口令", words)
        .submit("生成并显示")
        .cancel(Link::new("返回", address(&person)));
    step_page(&call, &person, "发放初始口令", form).await?.show()
}

/// `POST /people/{id}/give-password`: the password is the answer itself and is kept nowhere.
pub async fn give_password(
    call: Call,
    Path(id): Path<String>,
    _: FormBody,
) -> Result<Response, PageError> {
    let person = call.load_person(&id).await?;
    let by = By::Person(call.me().clone());
    let given = call.app().give_password(&by, &person.id).await;
    let password = given.map_err(|no| PageError::from_no(no, "发放初始口令", &person.stream))?;
    let above =
        vec![Link::new("人员与岗位", "/people"), Link::new(person.name.clone(), address(&person))];
    show(&PasswordPage {
        shell: call.shell("/people", above, "发放初始口令").await?,
        name: person.name.clone(),
        login: person.login.clone(),
        password,
        back: address(&person),
    })
}

/// The page of a form about a person, with what is known of them beside it.
pub(super) async fn step_page(
    call: &Call,
    person: &Held<Person>,
    doing: &str,
    form: Form,
) -> Result<FormPage, PageError> {
    let above =
        vec![Link::new("人员与岗位", "/people"), Link::new(person.name.clone(), address(person))];
    let shell = call.shell("/people", above, doing).await?;
    let head = PageHead::new(doing, format!("{}（{}）", person.name, person.login));
    let page = FormPage::new(shell, head, form);
    Ok(page.beside("本人", KeyValue { pairs: facts(call, person) }))
}

pub(super) fn samples() -> Vec<Sample> {
    let page = PasswordPage {
        shell: sample_shell("/people", "发放初始口令"),
        name: "甲某某".to_owned(),
        login: "jia".to_owned(),
        password: "0123456789ab".to_owned(),
        back: "/people/1".to_owned(),
    };
    vec![Sample::of("initial password", &page)]
}
