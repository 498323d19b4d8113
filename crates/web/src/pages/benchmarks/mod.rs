//! Published benchmark tables (裁量基准): a file in, the rows as understood and what speaks against
//! them out, and a text for the pack to take away. Nothing that was sent is kept.

mod result;

use askama::Template;
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    catalogue::{Branch, FineRule, Power, PowerItem, SourceType},
    packs::Jurisdiction,
    policy::Act,
};

use jiff::civil::Date;

use crate::{
    Call, PageError,
    body::{FormBody, PassingBody, PassingFile},
    components::{
        blocks::{KeyValue, PageHead, Pair},
        form::{Field, Form, FormError},
        notice::{EmptyState, Notice},
        shell::Shell,
        table::{Column, DataTable},
        text::{Cell, Link, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        show_as,
    },
    router::Routes,
};

/// The field with the text that is taken away.
const TEXT: &str = "text";

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new()
        .page("/benchmarks", Act::CheckBenchmarks, ask)
        .post("/benchmarks", Act::CheckBenchmarks, act)
        .post("/benchmarks/pack.toml", Act::CheckBenchmarks, take_away)
        .page("/benchmarks/template.xlsx", Act::CheckBenchmarks, template)
}

/// The page that asks for a file, over the tables in force.
#[derive(Template)]
#[template(path = "benchmarks/ask.html")]
struct AskPage {
    shell: Shell,
    head: PageHead,
    form: Form,
    facts: KeyValue,
    in_force: DataTable,
}

/// `GET /benchmarks`
async fn ask(call: Call) -> Result<Response, PageError> {
    show_as(StatusCode::OK, &page(&call, form(call.token())).await?)
}

/// `POST /benchmarks`
async fn act(call: Call, body: PassingBody) -> Result<Response, PageError> {
    let checked = match one_file(body) {
        Ok(file) => {
            let done = call.app().check_benchmarks((&file.name, &file.bytes)).await;
            done.map_err(|error| error.to_string())
        }
        Err(words) => Err(words.to_owned()),
    };
    match checked {
        Ok(checked) => {
            let status = if checked.faults.is_empty() {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            show_as(status, &result::page(&call, &checked).await?)
        }
        Err(words) => {
            let complain = |message: &str| FormError {
                field: Some("file".to_owned()),
                message: message.to_owned(),
            };
            let errors = words.lines().map(complain).collect();
            let page = page(&call, form(call.token()).with_errors(errors)).await?;
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn one_file(body: PassingBody) -> Result<PassingFile, &'static str> {
    let mut files = body.files.into_iter();
    match (files.next(), files.next()) {
        (Some(file), None) => Ok(file),
        (Some(_), Some(_)) => Err("一次只核对一个文件，请分开上传。"),
        (None, _) => Err("请选择裁量基准表。"),
    }
}

/// `POST /benchmarks/pack.toml`
///
/// The text came to the browser with the page of results; it is checked again because what
/// comes from there may be anything.
async fn take_away(call: Call, body: FormBody) -> Result<Response, PageError> {
    let text = body.get(TEXT).replace("\r\n", "\n");
    let app = call.app().clone();
    let work = move || app.confirm_benchmarks(&text).map(|()| text);
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| PageError::Malformed)?;
    match done {
        Ok(text) if !text.trim().is_empty() => {
            let name = format!("attachment; filename=\"benchmarks-{}.toml\"", call.today());
            file("text/plain; charset=utf-8", &name, text.into_bytes())
        }
        Ok(_) | Err(_) => {
            let message = "下载的内容与核对的结果不符，请重新上传裁量基准表。".to_owned();
            let errors = vec![FormError { field: None, message }];
            let page = page(&call, form(call.token()).with_errors(errors)).await?;
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /benchmarks/template.xlsx`
async fn template(call: Call) -> Result<Response, PageError> {
    let bytes = app::benchmarks::template(&call.law()).map_err(|_| PageError::Malformed)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    file(kind, "attachment; filename=\"cailiang.xlsx\"", bytes)
}

fn file(kind: &'static str, name: &str, bytes: Vec<u8>) -> Result<Response, PageError> {
    let name = HeaderValue::from_str(name).map_err(|_| PageError::Malformed)?;
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}

fn form(token: &str) -> Form {
    Form::new("/benchmarks", token)
        .titled(
            "核对裁量基准表",
            "逐行核对公布的裁量基准与法定幅度是否一致（《行政处罚法》第三十四条）。\
             上传的内容只在本次核对中使用，不保存，也不改变正在使用的基准。",
        )
        .field(
            Field::file("file", "裁量基准表", ".xlsx,.csv")
                .help("Excel或者CSV，读取第一张工作表，不超过2兆字节。")
                .required(),
        )
        .submit("核对")
}

async fn page(call: &Call, form: Form) -> Result<AskPage, PageError> {
    let shell = call.shell("/benchmarks", vec![], "裁量基准").await?;
    Ok(asking(shell, form, in_force(&call.law(), call.today())))
}

fn asking(shell: Shell, form: Form, in_force: DataTable) -> AskPage {
    let mut pairs = vec![Pair::new(
        "模板",
        Cell::link("空白模板（附事项和条款）", "/benchmarks/template.xlsx"),
    )];
    pairs.extend(app::benchmarks::HELP.iter().map(|(column, words)| Pair::text(*column, *words)));
    AskPage {
        shell,
        head: PageHead::new("裁量基准", "公布的裁量基准表：核对、转为数据包文件"),
        form,
        facts: KeyValue { pairs },
        in_force,
    }
}

/// Every branch with a fine, and the tables that are used for it.
fn in_force(law: &Jurisdiction, today: Date) -> DataTable {
    let mut table = DataTable::new(
        "正在使用的裁量基准",
        ["事项", "条款", "法定幅度", "裁量基准", "状态"].map(Column::new).to_vec(),
        EmptyState::new("没有处罚条款", "数据包里没有规定罚款的处罚条款。"),
    );
    let latest = |item: &&PowerItem| {
        let last = law.items.iter().filter(|it| it.id == item.id).map(|it| it.effective_from).max();
        item.power == Power::Penalty && last == Some(item.effective_from)
    };
    for item in law.items.iter().filter(latest) {
        let branches = item.branches.iter().filter(|branch| branch.fine != FineRule::None);
        table.rows.extend(branches.map(|branch| branch_row(item, branch, today)));
    }
    table
}

fn branch_row(item: &PowerItem, branch: &Branch, today: Date) -> Vec<Cell> {
    let sources: Vec<String> = branch
        .benchmarks
        .iter()
        .map(|it| format!("{}：{}个阶次，{}", it.named(), it.tiers.len(), it.source))
        .collect();
    let mut now = branch.benchmarks.iter().filter(|it| it.in_force(today)).peekable();
    let state = match (now.peek().is_none(), now.any(|it| it.source_type != SourceType::Published))
    {
        (true, _) => Cell::badge("没有基准", Tone::Plain),
        (false, true) => Cell::badge("演示拟制", Tone::Warning),
        (false, false) => Cell::badge("公布", Tone::Good),
    };
    vec![
        Cell::lines(item.name.clone(), item.id.to_string()),
        Cell::lines(branch.when.clone(), branch.id.clone()),
        Cell::text(branch.fine_words()),
        if sources.is_empty() { Cell::Blank } else { Cell::text(sources.join("；")) },
        state,
    ]
}

/// Where the page hangs in the way back.
fn above() -> Vec<Link> {
    vec![Link::new("裁量基准", "/benchmarks")]
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    let mut samples = result::samples();
    let page = AskPage {
        shell: sample_shell("/benchmarks", "裁量基准"),
        head: PageHead::new("裁量基准", ""),
        form: form("token"),
        facts: KeyValue { pairs: vec![Pair::text("事项", "编号或者名称")] },
        in_force: DataTable::new(
            "正在使用的裁量基准",
            vec![Column::new("事项")],
            EmptyState::new("没有处罚条款", ""),
        ),
    };
    samples.push(Sample::of("benchmarks", &page));
    samples
}

/// A notice over the results.
fn notice(tone: Tone, words: impl Into<String>) -> Notice {
    Notice::new(tone, words)
}
