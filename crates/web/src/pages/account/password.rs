//! Changing one's own password.

use axum::response::Response;
use domain::StreamId;

use super::with_session;
use crate::{
    Call, FormBody, PageError,
    components::{
        blocks::PageHead,
        form::{Field, FieldKind, Form, Input},
        notice::Notice,
        text::{Link, Tone},
    },
    pages::{see_other, shared::FormPage},
};

/// `GET /account/password`
pub async fn ask(call: Call) -> Result<Response, PageError> {
    page(&call, form(&call)).await?.show()
}

/// `POST /account/password`
pub async fn act(call: Call, body: FormBody) -> Result<Response, PageError> {
    let form = form(&call);
    match change(&call, &form, &body).await {
        Ok(token) => Ok(with_session(call.site(), see_other("/inbox"), &token)),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&call, form).await?.show_again(trouble)
        }
    }
}

/// Changes the password, which ends every session, and begins a new one.
async fn change(call: &Call, form: &Form, body: &FormBody) -> Result<String, PageError> {
    let mut read = body.reader(form);
    for key in ["old", "new", "again"] {
        let _ = read.text(key);
    }
    let (old, new) = (body.get("old"), body.get("new"));
    if new != body.get("again") {
        read.complain("again", "两次输入的新口令不一致。".to_owned());
    }
    read.finish()?;
    let doing = "修改口令";
    let changed = call.app().change_password(call.me(), old, new).await;
    changed.map_err(|no| PageError::from_no(no, doing, &StreamId::person(call.me())))?;
    let login = call.person().login.as_str();
    let session = call.app().sign_in(login, new, "password-change").await;
    Ok(session.map_or_else(|_| String::new(), |session| session.token))
}

fn form(call: &Call) -> Form {
    let secret = |key, label| Field::new(key, label, FieldKind::Text(Input::Password)).required();
    call.form("/account/password")
        .titled("修改口令", "修改后，您在其他设备上的登录都会退出。")
        .field(secret("old", "原口令"))
        .field(secret("new", "新口令").help("至少10个字符，与原口令不同。"))
        .field(secret("again", "再次输入新口令"))
        .submit("修改口令")
        .cancel(Link::new("返回", "/account"))
}

async fn page(call: &Call, form: Form) -> Result<FormPage, PageError> {
    let mut shell =
        call.shell("/account", vec![Link::new("我的账户", "/account")], "修改口令").await?;
    if call.person().password_is_initial {
        shell.notices.push(Notice::new(
            Tone::Warning,
            "您使用的是管理员发放的初始口令，修改后才能继续办理业务。",
        ));
    }
    let head = PageHead::new("修改口令", call.person().name.clone());
    Ok(FormPage::new(shell, head, form))
}
