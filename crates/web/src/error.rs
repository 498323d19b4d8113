//! Every way of saying no, and the only place where one becomes an HTTP status.

use std::{any::Any, sync::Arc};

use app::{Conflict, Fault, No, Signed};
use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Refused, StreamId};

use crate::{
    Site,
    call::frame,
    components::{
        form::{Form, FormError},
        notice::{Notice, RefusalBox},
        text::{Link, Tone},
    },
    pages::{
        shared::{ErrorPage, entry, refusal_box},
        show_as,
    },
    router::RequestId,
};

/// Why a page is not shown or an act not done.
#[derive(Debug)]
pub enum PageError {
    /// Something is not filled in as it must be.
    Form(Vec<FormError>),
    /// The law or the procedure says no.
    Refused {
        refused: Refused,
        doing: &'static str,
        stream: Option<StreamId>,
    },
    /// The person may not.
    Denied(String),
    /// There is no such thing, or not for this person.
    Absent,
    /// Somebody changed it meanwhile.
    Conflict {
        conflict: Conflict,
        stream: StreamId,
    },
    /// Nobody is signed in, and a script asks.
    SignedOut,
    /// The token of the form is missing or wrong.
    Forged,
    /// Another site sent the form.
    Foreign,
    /// What was sent cannot be read; no browser sends it so.
    Malformed,
    /// The method is not for this address.
    Method,
    /// The kind of the body is not one a form has.
    Kind,
    TooLarge,
    TooMany,
    Fault(Fault),
    /// A template did not draw.
    Drawing(String),
}

/// What went wrong with a form, to be shown on it again.
#[derive(Debug)]
pub struct FormTrouble {
    pub status: StatusCode,
    pub errors: Vec<FormError>,
    pub refusals: Vec<RefusalBox>,
    /// For the head of the page: what changed meanwhile.
    pub notices: Vec<Notice>,
}

impl FormTrouble {
    /// Fills the form with what was sent, and puts each complaint at its field.
    pub fn fill(&self, form: Form, body: &crate::FormBody) -> Form {
        form.with_values(body.pairs()).with_errors(self.errors.clone())
    }
}

impl PageError {
    /// What can be told on the form itself; anything else is passed on to a page of its own.
    pub fn on_form(self) -> Result<FormTrouble, Self> {
        let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
        let blank = |status| FormTrouble {
            status,
            errors: Vec::new(),
            refusals: Vec::new(),
            notices: Vec::new(),
        };
        match self {
            Self::Form(errors) => Ok(FormTrouble { errors, ..blank(unprocessable) }),
            Self::Refused { refused, doing, stream } => {
                let errors = refused.0.iter().filter_map(at_field).collect();
                let refusals = refused.0.iter();
                let refusals = refusals.map(|one| refusal_box(one, doing, stream.as_ref()));
                Ok(FormTrouble { errors, refusals: refusals.collect(), ..blank(unprocessable) })
            }
            Self::Conflict { conflict, .. } => {
                let notices = vec![told_of(&conflict)];
                Ok(FormTrouble { notices, ..blank(StatusCode::CONFLICT) })
            }
            Self::Denied(_)
            | Self::Absent
            | Self::SignedOut
            | Self::Forged
            | Self::Foreign
            | Self::Malformed
            | Self::Method
            | Self::Kind
            | Self::TooLarge
            | Self::TooMany
            | Self::Fault(_)
            | Self::Drawing(_) => Err(self),
        }
    }

    /// A template that did not draw.
    #[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
    pub(crate) fn drawing(error: askama::Error) -> Self {
        Self::Drawing(error.to_string())
    }

    /// An answer of the door, with what was being done to what.
    pub fn from_no(no: No, doing: &'static str, stream: &StreamId) -> Self {
        match no {
            No::Refused(refused) => Self::Refused { refused, doing, stream: Some(stream.clone()) },
            No::Denied(words) => Self::Denied(words),
            No::Absent => Self::Absent,
            No::Conflict(conflict) => Self::Conflict { conflict, stream: stream.clone() },
            No::Fault(fault) => Self::Fault(fault),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Form(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused { .. } | Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::Denied(_) | Self::Forged | Self::Foreign => StatusCode::FORBIDDEN,
            Self::Absent => StatusCode::NOT_FOUND,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Kind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Fault(fault) if fault.is_read_only() => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(Fault::Full) => StatusCode::INSUFFICIENT_STORAGE,
            Self::Fault(_) | Self::Drawing(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<Fault> for PageError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// What a panic answers.
#[expect(clippy::needless_pass_by_value, reason = "it is the signature of the layer")]
pub(crate) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| panic.downcast_ref::<&str>().copied());
    PageError::Drawing(format!("panic: {}", words.unwrap_or("without words"))).into_response()
}

/// Gives a bare error its page, in the frame of whoever asked.
pub(crate) async fn dress(State(site): State<Site>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map_or_else(String::new, |id| id.0.clone());
    let path = request.uri().path().to_owned();
    let script = crate::router::is_script(request.headers());
    let mut response = next.run(request).await;
    let status = response.status();
    let error = response.extensions_mut().remove::<Arc<PageError>>();
    let drawn = error.is_none() && is_page(&response);
    if error.is_none() && (status.as_u16() < 400 || drawn || path.starts_with("/static/")) {
        return response;
    }
    if let Some(error) = &error {
        log(error, &id);
    }
    if script {
        return response;
    }
    let signed = response.extensions_mut().remove::<Arc<Signed>>();
    let page = ErrorPage {
        shell: frame::bare(&site, signed.as_deref(), ""),
        told: tell(status, error.as_deref(), &id),
    };
    let mut dressed = match show_as(status, &page) {
        Ok(dressed) => dressed,
        Err(_) => status.into_response(),
    };
    for name in ["allow", "retry-after"] {
        if let Some(value) = response.headers().get(name) {
            dressed.headers_mut().insert(name, value.clone());
        }
    }
    *dressed.extensions_mut() = std::mem::take(response.extensions_mut());
    dressed
}

/// A page that was drawn with its own status, such as a form that was refused, is left as it is.
fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(axum::http::header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Writes a fault down, once, with everything it came from.
fn log(error: &PageError, id: &str) {
    match error {
        PageError::Fault(fault) => {
            let chain = chain(fault);
            tracing::error!(incident = id, chain, "a request ended in a fault");
        }
        PageError::Drawing(words) => {
            tracing::error!(incident = id, words, "a page could not be made");
        }
        PageError::Form(_)
        | PageError::Refused { .. }
        | PageError::Denied(_)
        | PageError::Absent
        | PageError::Conflict { .. }
        | PageError::SignedOut
        | PageError::Forged
        | PageError::Foreign
        | PageError::Malformed
        | PageError::Method
        | PageError::Kind
        | PageError::TooLarge
        | PageError::TooMany => {}
    }
}

fn chain(fault: &Fault) -> String {
    let mut words = fault.to_string();
    let mut source = std::error::Error::source(fault);
    while let Some(inner) = source {
        words.push_str(" ← ");
        words.push_str(&inner.to_string());
        source = inner.source();
    }
    words
}

/// What an error page says.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub title: String,
    pub words: String,
    pub refusals: Vec<RefusalBox>,
    pub changes: Option<crate::components::records::Timeline>,
    pub links: Vec<Link>,
}

fn tell(status: StatusCode, error: Option<&PageError>, incident: &str) -> Told {
    let home = || vec![Link::new("返回工作台", "/inbox")];
    let told = |title: &str, words: &str| Told {
        title: title.to_owned(),
        words: words.to_owned(),
        links: home(),
        ..Told::default()
    };
    match error {
        Some(PageError::Denied(words)) => told("没有办理这项业务的权限", words),
        Some(PageError::Refused { refused, doing, stream }) => Told {
            refusals: refused
                .0
                .iter()
                .map(|one| refusal_box(one, doing, stream.as_ref()))
                .collect(),
            ..told(&format!("未能{doing}"), "请按下面的提示处理后再试。")
        },
        Some(PageError::Form(errors)) => {
            let words: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
            told("提交的内容有误", &words.join(""))
        }
        Some(PageError::Conflict { conflict, .. }) => Told {
            changes: Some(crate::components::records::Timeline {
                label: "期间发生的变化".to_owned(),
                entries: conflict.changes.iter().map(entry).collect(),
            }),
            ..told("您办理期间，这件事有了新的变化", "本次提交没有生效。请看清变化后重新办理。")
        },
        Some(PageError::Forged) => told(
            "页面已经失效",
            "没有办成：这个页面打开后您重新登录过，或者页面内容不完整。请返回上一页，刷新后重新提交。",
        ),
        Some(PageError::Foreign) => told(
            "没有受理这次提交",
            "没有办成：提交不是从本平台的页面发出的。请从本平台的页面重新办理。",
        ),
        Some(
            PageError::Absent
            | PageError::SignedOut
            | PageError::Malformed
            | PageError::Method
            | PageError::Kind
            | PageError::TooLarge
            | PageError::TooMany
            | PageError::Fault(_)
            | PageError::Drawing(_),
        )
        | None => {
            let (title, words) = by_status(status, incident);
            told(title, &words)
        }
    }
}

fn by_status(status: StatusCode, incident: &str) -> (&'static str, String) {
    match status.as_u16() {
        400 => ("没有读懂这次提交", "请从本平台的页面重新办理。".to_owned()),
        401 => ("请先登录", "登录已经失效，请重新登录后继续。".to_owned()),
        404 => ("没有找到", "没有这个页面，或者这件事不在您的办理范围内。请核对地址。".to_owned()),
        405 => ("不能这样打开", "这个地址只能通过页面上的按钮提交。请返回后重新办理。".to_owned()),
        408 => ("等待超时", "网络太慢，没有收到完整的内容。请检查网络后重新提交。".to_owned()),
        507 => (
            "没有保存",
            "磁盘剩余空间不足，本次没有保存。请通知系统管理员清理磁盘，腾出空间后重新提交即可。"
                .to_owned(),
        ),
        413 => (
            "内容太大",
            "没有办成：单个文件不超过64MB，文字不超过2MB。请压缩或者分次上传。".to_owned(),
        ),
        415 => ("不支持的提交格式", "请从本平台的页面重新办理。".to_owned()),
        429 => ("操作太频繁", "请稍等一分钟后再试。".to_owned()),
        503 => (
            "系统暂时不能办理",
            format!(
                "已经填写的内容请先留存，稍后再试；仍然不行的，请把事件编号{incident}告诉系统管理员。"
            ),
        ),
        _ => (
            "系统出了问题",
            format!(
                "很抱歉，这次没有办成，问题已经记录。请稍后再试；仍然不行的，请把事件编号{incident}告诉系统管理员。"
            ),
        ),
    }
}

fn at_field(refusal: &domain::Refusal) -> Option<FormError> {
    let field = refusal.field.clone()?;
    Some(FormError { field: Some(field), message: refusal.what.clone() })
}

fn told_of(conflict: &Conflict) -> Notice {
    let changes: Vec<String> =
        conflict.changes.iter().map(|entry| format!("{}：{}", entry.who, entry.title)).collect();
    let text = format!(
        "您填写期间，这件事有了新的变化（{}）。您填写的内容还在下面，请核对后再次提交。",
        changes.join("；")
    );
    Notice::new(Tone::Warning, text)
}
