//! Merge a clue into an earlier one about the same matter (并案).

use app::rows::ClueRow;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use domain::{
    Command,
    clues::{self, Clue, MergeClue},
    ids::ClueId,
};
use serde::Deserialize;

use super::show;
use crate::{
    Call, FormBody, Held, PageError,
    components::{
        blocks::PageHead,
        form::{Choice, Field, Form},
        text::Link,
    },
    pages::{see_other, shared::FormPage},
};

/// The clue that was chosen among the similar ones.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    into: String,
}

/// `GET /clues/{id}/merge-clue`
pub async fn ask(
    call: Call,
    Path(id): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, PageError> {
    let clue = call.load_clue(&id).await?;
    let form = form(&call, &clue, &chosen.into).await?;
    let mut page = page(&call, &clue, form).await?;
    page.refusals = show::barred(&call, &clue, call.act()).await?;
    page.show()
}

/// `POST /clues/{id}/merge-clue`
pub async fn act(
    call: Call,
    Path(id): Path<String>,
    body: FormBody,
) -> Result<Response, PageError> {
    let clue = call.load_clue(&id).await?;
    let form = form(&call, &clue, body.get("into")).await?;
    let run = async {
        let mut read = body.reader(&form);
        let into = ClueId::new(read.text("into"));
        read.finish()?;
        let command = Command::Clue(clues::Command::Merge(MergeClue { into }));
        call.run(&clue.stream, &body, command).await
    };
    match run.await {
        Ok(_) => Ok(see_other(&format!("/clues/{id}"))),
        Err(error) => {
            let trouble = error.on_form()?;
            let form = trouble.fill(form, &body);
            page(&call, &clue, form).await?.show_again(trouble)
        }
    }
}

async fn form(call: &Call, clue: &Held<Clue>, into: &str) -> Result<Form, PageError> {
    let similar = call.app().similar_clues(clue).await?;
    let choices = similar.iter().map(choice).collect();
    Ok(call
        .form_on(format!("/clues/{}/merge-clue", clue.id), clue)
        .titled("并案办理", "只并入反映同一问题的线索；并案后随那条线索办理，反映人仍会得到答复。")
        .field(
            Field::radio("into", "并入哪条线索", choices)
                .help("近三十天内同一镇街、同类事项的线索。")
                .value(into)
                .required(),
        )
        .submit("并案")
        .cancel(Link::new("返回线索", format!("/clues/{}", clue.id))))
}

fn choice(row: &ClueRow) -> Choice {
    let help = format!("{}；{}；{}", row.category, row.words, row.stage_name);
    Choice::new(&row.id, &row.receipt).help(help)
}

async fn page(call: &Call, clue: &Held<Clue>, form: Form) -> Result<FormPage, PageError> {
    let shell = call.shell("/clues", show::above(clue), "并案").await?;
    let head = PageHead::new("并案办理", format!("{}：{}", clue.category, clue.receipt));
    Ok(FormPage::new(shell, head, form).beside("这条线索", show::facts(call, clue)))
}
