//! Every overdue task within sight, the oldest first.

use app::rows::TaskRow;
use axum::{extract::Query, response::Response};
use domain::StreamId;
use jiff::civil::Date;
use serde::Deserialize;

use super::{
    OversightPage, Part,
    overview::{cut_notice, is_publication},
    tabs,
};
use crate::{
    Call, PageError,
    components::{
        blocks::{PageHead, Tiles},
        notice::EmptyState,
        table::{Column, DataTable},
        text::{Cell, Link},
    },
    pages::{
        shared::{light, stream_href},
        show,
    },
};

/// How many rows the page shows.
const ROWS: usize = 200;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    group: String,
}

/// `GET /oversight/tasks`
pub async fn list(call: Call, Query(wish): Query<Wish>) -> Result<Response, PageError> {
    let overdue = call.app().overdue_in_sight(call.actor()).await?;
    let only = wish.group == "publication";
    let rows: Vec<&TaskRow> =
        overdue.rows.iter().filter(|row| !only || is_publication(row)).collect();
    let all = rows.len();
    let empty = EmptyState::new("没有逾期事项", "各单位都在期限内办理。");
    let columns = ["事项", "内容", "办理单位", "期限"].map(Column::new).into();
    let mut table = DataTable::new("逾期事项，最早到期的在前", columns, empty);
    table.rows = rows.into_iter().take(ROWS).map(|row| line(&call, row)).collect();
    let title = if only { "逾期的公示事项" } else { "逾期事项" };
    let words = format!("共{all}件，显示最早到期的{}件。", table.rows.len());
    let page = OversightPage {
        shell: call
            .shell("/oversight", vec![Link::new("执法监督", "/oversight")], "逾期事项")
            .await?,
        head: PageHead::new("执法监督", "逾期事项"),
        tabs: tabs("/oversight/tasks"),
        notices: overdue.cut.then(cut_notice).into_iter().collect(),
        tiles: Tiles { tiles: Vec::new() },
        parts: vec![Part { title: title.to_owned(), words, table }],
    };
    show(&page)
}

fn line(call: &Call, row: &TaskRow) -> Vec<Cell> {
    let href = StreamId::parse(&row.stream).as_ref().and_then(stream_href);
    let about = match href {
        Some(href) => Cell::link(row.subject.clone(), href),
        None => Cell::text(row.subject.clone()),
    };
    let due: Option<Date> = row.due_on.as_deref().and_then(|day| day.parse().ok());
    let basis = row.cite.clone().or_else(|| row.rule.clone()).unwrap_or_default();
    let due = due.map_or(Cell::Blank, |due| {
        let lamp = light(call.today(), due, &call.law().calendar);
        Cell::Light(if basis.is_empty() { lamp } else { lamp.under(Link::new(basis, "")) })
    });
    vec![Cell::text(row.title.clone()), about, Cell::text(call.app().holder_name(&row.holder)), due]
}
