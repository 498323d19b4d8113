//! The examination of case files made elsewhere (案卷评查): files in, findings out. Nothing that
//! was sent is kept, and no event is written.

mod result;

use app::examine;
use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{policy::Act, rules::file::CaseFile};

use crate::{
    Call, PageError,
    body::PassingBody,
    components::{
        blocks::{KeyValue, PageHead, Pair},
        form::{Field, Form, FormError},
        text::{Cell, Link},
    },
    pages::{samples::Sample, shared::FormPage, show, show_as},
    router::Routes,
};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new()
        .page("/examine", Act::ExamineFiles, ask)
        .post("/examine", Act::ExamineFiles, act)
        .page("/examine/template.xlsx", Act::ExamineFiles, template)
        .page("/examine/schema.json", Act::ExamineFiles, schema)
        .page("/examine/sample.yaml", Act::ExamineFiles, sample)
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    result::samples()
}

/// `GET /examine`
async fn ask(call: Call) -> Result<Response, PageError> {
    page(&call, form(&call)).await?.show()
}

/// `POST /examine`
async fn act(call: Call, body: PassingBody) -> Result<Response, PageError> {
    let looked = match read(&call, &body).await {
        Ok(cases) => {
            let (law, today) = (call.law(), call.today());
            // Judging thousands of files takes seconds: not on a thread that answers others.
            let judge = move || {
                cases.iter().map(|case| examine::examine(case, &law, today)).collect::<Vec<_>>()
            };
            Ok(tokio::task::spawn_blocking(judge).await.map_err(|_| PageError::Malformed)?)
        }
        Err(errors) => Err(errors),
    };
    match looked {
        Ok(files) => show(&result::page(&call, &files).await?),
        Err(errors) => {
            let page = page(&call, form(&call).with_errors(errors)).await?;
            show_as(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// The case files of every file, or everything that could not be read.
async fn read(call: &Call, body: &PassingBody) -> Result<Vec<CaseFile>, Vec<FormError>> {
    let complain = |message: String| FormError { field: Some("files".to_owned()), message };
    if body.files.is_empty() {
        return Err(vec![complain("请选择案卷文件。".to_owned())]);
    }
    let mut cases = Vec::new();
    let mut errors = Vec::new();
    for file in &body.files {
        match call.app().confinement().case_files(&file.name, &file.bytes).await {
            Ok(found) => cases.extend(found),
            Err(problems) => errors.extend(
                problems.iter().map(|problem| complain(format!("{}：{problem}", file.name))),
            ),
        }
    }
    if errors.is_empty() { Ok(cases) } else { Err(errors) }
}

fn form(call: &Call) -> Form {
    Form::new("/examine", call.token())
        .titled(
            "上传案卷",
            "按同一套法律规则评查别处制作的案卷。上传的内容只在本次评查中使用，不保存。",
        )
        .field(
            Field::file("files", "案卷文件", ".yaml,.yml,.xlsx")
                .help("YAML或者Excel，可以一次选择多个，每个不超过8兆字节。")
                .required(),
        )
        .submit("评查")
}

async fn page(call: &Call, form: Form) -> Result<FormPage, PageError> {
    let shell = call.shell("/examine", vec![], "案卷评查").await?;
    let link = |label: &str, name: &str, href: &str| Pair::new(label, Cell::link(name, href));
    let facts = KeyValue {
        pairs: vec![
            link("Excel", "空白模板", "/examine/template.xlsx"),
            link("YAML", "填好的样例", "/examine/sample.yaml"),
            link("格式", "JSON Schema", "/examine/schema.json"),
            Pair::text("填写", "不知道的留空，确知没有的写“无”；不知道的事项不算问题。"),
        ],
    };
    let head = PageHead::new("案卷评查", "主体、程序、证据、法律适用、文书，逐条给出依据");
    Ok(FormPage::new(shell, head, form).beside("格式和样例", facts))
}

/// `GET /examine/template.xlsx`
async fn template() -> Result<Response, PageError> {
    let bytes = examine::template().map_err(|_| PageError::Malformed)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(kind, "attachment; filename=\"anjuan.xlsx\"", bytes))
}

/// `GET /examine/schema.json`
async fn schema() -> Response {
    let text = format!("{:#}\n", domain::rules::file::schema());
    file("application/json; charset=utf-8", "inline", text.into_bytes())
}

/// A file in which nothing is wrong.
const SAMPLE: &str = include_str!("../../../../../docs/examine/sound/01-普通程序.yaml");

/// `GET /examine/sample.yaml`
async fn sample() -> Response {
    let name = "attachment; filename=\"anjuan.yaml\"";
    file("text/plain; charset=utf-8", name, SAMPLE.as_bytes().to_vec())
}

fn file(kind: &'static str, name: &'static str, bytes: Vec<u8>) -> Response {
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(name)),
    ];
    (headers, bytes).into_response()
}

/// Where the page hangs in the way back.
fn above() -> Vec<Link> {
    vec![Link::new("案卷评查", "/examine")]
}
