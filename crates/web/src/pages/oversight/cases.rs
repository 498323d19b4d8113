//! Cases beyond the limit for a decision, and decisions that were not delivered.

use app::rows::CaseRow;
use axum::response::Response;
use domain::ids::UnitId;
use jiff::civil::Date;
use law::format::date_zh;

use super::{OversightPage, Part, overview::cut_notice, tabs};
use crate::{
    Call, PageError,
    components::{
        blocks::{PageHead, Tiles},
        notice::EmptyState,
        table::{Column, DataTable},
        text::{Cell, Link, Tone},
    },
    pages::{
        shared::{day_zh, light},
        show,
    },
};

/// `GET /oversight/cases`
pub async fn list(call: Call) -> Result<Response, PageError> {
    let past = call.app().cases_past_limit(call.actor()).await?;
    let decided = call.app().cases_in(call.actor(), "decided").await?;
    let cut = past.cut || decided.cut;
    let waiting = decided.rows.iter().filter(|case| case.stage_name == "决定待送达");
    let parts = vec![
        Part {
            title: "超过办案期限的案件".to_owned(),
            words: "《行政处罚法》第六十条：自立案之日起九十日内作出决定，法律、法规、规章另有规定的除外。"
                .to_owned(),
            table: table(
                "超过办案期限的案件",
                past.rows.iter().map(|(case, last)| late(&call, case, *last)).collect(),
            ),
        },
        Part {
            title: "决定待送达的案件".to_owned(),
            words: "《行政处罚法》第六十一条：当事人不在场的，七日内送达。".to_owned(),
            table: table("决定待送达的案件", waiting.map(|case| undelivered(&call, case)).collect()),
        },
    ];
    let page = OversightPage {
        shell: call.shell("/oversight", vec![Link::new("执法监督", "/oversight")], "案件").await?,
        head: PageHead::new("执法监督", "案件"),
        tabs: tabs("/oversight/cases"),
        notices: cut.then(cut_notice).into_iter().collect(),
        tiles: Tiles { tiles: Vec::new() },
        parts,
    };
    show(&page)
}

fn table(caption: &str, rows: Vec<Vec<Cell>>) -> DataTable {
    let columns = ["案件", "当事人", "办案机构", "环节", "期限"].map(Column::new).into();
    let empty = EmptyState::new("没有这样的案件", "都在期限内办理。");
    let mut table = DataTable::new(caption, columns, empty);
    table.rows = rows;
    table
}

fn start(call: &Call, case: &CaseRow) -> Vec<Cell> {
    let number = case.number.clone().unwrap_or_else(|| case.title.clone());
    let law = call.law();
    let unit = law.unit(&UnitId::new(&case.unit)).map_or("", |unit| unit.name.as_str()).to_owned();
    vec![
        Cell::link(number, format!("/cases/{}", case.id)),
        Cell::text(case.party.clone()),
        Cell::text(unit),
        Cell::badge(case.stage_name.clone(), Tone::Info),
    ]
}

fn late(call: &Call, case: &CaseRow, last: Date) -> Vec<Cell> {
    let mut cells = start(call, case);
    cells.push(Cell::Light(light(call.today(), last, &call.law().calendar)));
    cells
}

fn undelivered(call: &Call, case: &CaseRow) -> Vec<Cell> {
    let law = call.law();
    let decided: Option<Date> = case.decided_on.as_deref().and_then(|day| day.parse().ok());
    let due = decided.and_then(|on| law.rules.due("AP-49", on, &law.calendar).ok());
    let mut cells = start(call, case);
    cells.push(match (due, decided) {
        (Some(due), _) => Cell::Light(light(call.today(), due.last, &law.calendar)),
        (None, Some(on)) => Cell::text(format!("{}决定", date_zh(on))),
        (None, None) => Cell::text(day_zh(&case.changed_on)),
    });
    cells
}
