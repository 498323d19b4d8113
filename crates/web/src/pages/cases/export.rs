//! The list of cases as a CSV file, streamed page by page; no cell can be taken for a formula.

use app::{App, rows::CaseRow};
use axum::{
    body::{Body, Bytes},
    extract::Query,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    ids::{PersonId, TownId, UnitId},
    policy::Actor,
};
use futures::{StreamExt, stream};
use law::Fen;

use super::list::Wanted;
use crate::{Call, PageError};

/// How many rows are read at a time.
const CHUNK: i64 = 100;
/// Tells spreadsheets that the text is UTF-8.
const MARK: &str = "\u{feff}";

const HEADS: [&str; 12] = [
    "案号",
    "案由",
    "当事人",
    "当事人类别",
    "环节",
    "立案日期",
    "期限",
    "罚款（元）",
    "决定日期",
    "结案日期",
    "承办机构和主办人",
    "镇街",
];

/// What is still to be sent.
enum Rest {
    Heads(Wanted),
    Rows(Wanted),
    Nothing,
}

/// `GET /cases/export.csv`
pub async fn csv(
    call: Call,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let wanted = Wanted { after: None, ..Wanted::from_query(&pairs) };
    let (app, actor) = (call.app().clone(), call.actor().clone());
    let chunks = stream::unfold(Rest::Heads(wanted), move |rest| {
        let (app, actor) = (app.clone(), actor.clone());
        async move { chunk(&app, &actor, rest).await }
    });
    let name = format!("attachment; filename=\"cases-{}.csv\"", call.today());
    let name = HeaderValue::from_str(&name).map_err(|_| PageError::Malformed)?;
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    // The compressor asks again after the end, which a fused stream allows.
    Ok((headers, Body::from_stream(chunks.fuse())).into_response())
}

type Chunk = Result<Bytes, app::Fault>;

async fn chunk(app: &App, actor: &Actor, rest: Rest) -> Option<(Chunk, Rest)> {
    match rest {
        Rest::Heads(wanted) => {
            let line = format!("{MARK}{}", line(HEADS.map(str::to_owned)));
            Some((Ok(Bytes::from(line)), Rest::Rows(wanted)))
        }
        Rest::Rows(wanted) => match app.cases(actor, &wanted.query(CHUNK)).await {
            Ok(page) => {
                let text: String = page.rows.iter().map(|row| row_line(app, row)).collect();
                let next = match page.next {
                    Some(after) => Rest::Rows(Wanted { after: Some(after), ..wanted }),
                    None => Rest::Nothing,
                };
                Some((Ok(Bytes::from(text)), next))
            }
            Err(fault) => Some((Err(fault), Rest::Nothing)),
        },
        Rest::Nothing => None,
    }
}

fn row_line(app: &App, row: &CaseRow) -> String {
    let law = app.law();
    let unit = law.unit(&UnitId::new(&row.unit)).map_or("", |unit| unit.name.as_str());
    let town = law.town(&TownId::new(&row.town)).map_or("", |town| town.name.as_str());
    let lead = app.people().name(&PersonId::new(&row.lead));
    let or_blank = |day: &Option<String>| day.clone().unwrap_or_default();
    let fine = Fen(row.fine);
    line([
        or_blank(&row.number),
        row.title.clone(),
        row.party.clone(),
        row.party_kind.clone(),
        row.stage_name.clone(),
        or_blank(&row.opened_on),
        or_blank(&row.due_on),
        if fine.0 == 0 { String::new() } else { format!("{}.{:02}", fine.0 / 100, fine.0 % 100) },
        or_blank(&row.decided_on),
        or_blank(&row.closed_on),
        format!("{unit} {lead}"),
        town.to_owned(),
    ])
}

fn line<const N: usize>(cells: [String; N]) -> String {
    let cells = cells.map(|cell| safe(&cell));
    format!("{}\r\n", cells.join(","))
}

/// A cell in quotes. One that a spreadsheet would compute gets an apostrophe before it.
fn safe(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let guard = if risky { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_cell_can_be_taken_for_a_formula() {
        for risky in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"] {
            assert_eq!(safe(risky), format!("\"'{risky}\""));
        }
        assert_eq!(safe("堆放\"沙土\""), "\"堆放\"\"沙土\"\"\"");
        assert_eq!(safe("a=1"), "\"a=1\"");
    }
}
