//! 隔离文件: what is kept apart, and the way back for what was suspected for nothing.

use app::custody::BlobRow;
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use domain::{
    Command, StreamId,
    evidence::Suspicion,
    rounds::{self, Released},
};
use serde::Deserialize;

use crate::{
    Call, FormBody, PageError,
    components::{
        blocks::PageHead,
        form::{Field, Form},
        notice::EmptyState,
        shell::Shell,
        table::{Column, DataTable, Pagination},
        text::{Cell, Link},
    },
    pages::{
        samples::{Sample, sample_shell},
        see_other,
        shared::{FormPage, moment_zh},
        show,
    },
};

/// How many objects stand on a page.
const ROWS: usize = 50;
const HERE: &str = "/quarantine";
const TITLE: &str = "隔离文件";
const WORDS: &str = "平台检查上传的文件，可疑的原样保存、不在页面上显示，经手人在提示之后才能下载。\
                     是误报的，由办案人员把原件交来检查，写明检查情况后解除；含有已知恶意程序特征的不能解除。";

#[derive(Template)]
#[template(path = "files/apart.html")]
pub struct ApartPage {
    pub shell: Shell,
    pub head: PageHead,
    pub words: &'static str,
    pub table: DataTable,
}

/// What the address of the list says.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    after: String,
}

/// `GET /quarantine`
pub async fn list(call: Call, Query(wish): Query<Wish>) -> Result<Response, PageError> {
    let mut found = call.app().kept_apart(&wish.after, ROWS + 1).await?;
    let more = ROWS < found.len();
    found.truncate(ROWS);
    let next = found.last().filter(|_| more).map(|(row, _)| row.hash.clone());
    show(&page(call.shell(HERE, Vec::new(), TITLE).await?, &found, &wish, next))
}

fn page(
    shell: Shell,
    found: &[(BlobRow, Suspicion)],
    wish: &Wish,
    next: Option<String>,
) -> ApartPage {
    let mut table = DataTable::new(
        TITLE,
        ["摘要（SHA-256）", "原因", "类型和大小", "入库时间", "办理"].map(Column::new).to_vec(),
        EmptyState::new("没有隔离的文件", "检查发现可疑的文件时在这里列出。"),
    );
    table.rows = found.iter().map(|(row, why)| cells(row, *why)).collect();
    table.paging = Some(Pagination {
        summary: "按摘要排列".to_owned(),
        previous: None,
        per_page: 50,
        sizes: Vec::new(),
        first: (!wish.after.is_empty()).then(|| HERE.to_owned()),
        next: next.map(|after| format!("{HERE}?after={after}")),
    });
    ApartPage { shell, head: PageHead::new(TITLE, ""), words: WORDS, table }
}

fn cells(row: &BlobRow, why: Suspicion) -> Vec<Cell> {
    let stored = row.stored_at.parse().map_or_else(|_| row.stored_at.clone(), moment_zh);
    let act = if why == Suspicion::Malware {
        Cell::text("不能解除")
    } else {
        Cell::link("解除隔离", format!("{HERE}/{}", row.hash))
    };
    vec![
        Cell::figure(row.hash.clone()),
        Cell::text(why.name_zh()),
        Cell::lines(row.mime.clone(), format!("{}字节", row.size)),
        Cell::figure(stored),
        act,
    ]
}

/// `GET /quarantine/{sha256}`
pub async fn ask(call: Call, Path(sha256): Path<String>) -> Result<Response, PageError> {
    let why = call.app().suspicion(&sha256).await?.ok_or(PageError::Absent)?;
    let form = form(&call, &sha256, why);
    form_page(&call, form).await?.show()
}

/// `POST /quarantine/{sha256}`
pub async fn release(
    call: Call,
    Path(sha256): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let why = call.app().suspicion(&sha256).await?.ok_or(PageError::Absent)?;
    let form = form(&call, &sha256, why);
    match send(&call, &form, (&sha256, &body)).await {
        Ok(()) => Ok(see_other(HERE)),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            form_page(&call, form).await?.show_again(trouble)
        }
    }
}

async fn send(
    call: &Call,
    form: &Form,
    (sha256, body): (&str, &FormBody),
) -> Result<(), PageError> {
    let mut read = body.reader(form);
    let finding = read.text("finding");
    read.finish()?;
    let released = Released { sha256: sha256.to_owned(), finding };
    let command = Command::Record(rounds::Command::Release(released));
    call.run(&StreamId::record(), body, command).await.map(|_| ())
}

fn form(call: &Call, sha256: &str, why: Suspicion) -> Form {
    let about = format!(
        "隔离原因：{}。SHA-256：{sha256}。解除以后，有权查看的人员可以直接打开这个文件；原件始终不变。",
        why.name_zh()
    );
    call.form(format!("{HERE}/{sha256}"))
        .titled("解除隔离", about)
        .field(
            Field::textarea("finding", "检查情况", 4)
                .help("由谁、什么时间、用什么方法检查，结论是什么。写入存证记录，不能修改。")
                .required(),
        )
        .submit("解除隔离")
        .cancel(Link::new("返回隔离文件", HERE))
}

async fn form_page(call: &Call, form: Form) -> Result<FormPage, PageError> {
    let shell = call.shell(HERE, vec![Link::new(TITLE, HERE)], "解除隔离").await?;
    Ok(FormPage::new(shell, PageHead::new("解除隔离", ""), form))
}

/// Every page of the area with invented contents.
pub(super) fn samples() -> Vec<Sample> {
    let row = |digits: &str| BlobRow {
        hash: digits.repeat(32),
        size: 70_211,
        mime: "application/pdf".to_owned(),
        name: "材料.pdf".to_owned(),
        stored_at: "2026-03-02T01:00:00Z".to_owned(),
    };
    let found = [(row("5f"), Suspicion::Active), (row("9a"), Suspicion::Malware)];
    let shell = || sample_shell(HERE, TITLE);
    let full = page(shell(), &found, &Wish::default(), Some("9a".repeat(32)));
    let empty = page(shell(), &[], &Wish::default(), None);
    vec![Sample::of("kept apart", &full), Sample::of("nothing kept apart", &empty)]
}
