//! The three lists of the inbox, each turned page by page.

use app::{
    TaskCounts,
    rows::{CaseRow, DoneRow, TaskRow},
};
use domain::StreamId;
use jiff::{Timestamp, civil::Date};

use super::{InboxPage, List, View, filters, paging, tabs, tiles};
use crate::{
    Call, PageError,
    components::{
        actions::{Action, ActionBar, Weight},
        blocks::PageHead,
        deadline::{DeadlineLight, Light},
        notice::EmptyState,
        table::{Column, DataTable, Pagination},
        tasks::{Reading, Task, TaskList},
        text::{Badge, Cell, Link, Tone},
    },
    pages::{
        samples::{Sample, sample_shell},
        shared::{act_href, act_of, day_zh, light, moment_zh, stream_href},
    },
};

pub(super) async fn waiting(
    call: &Call,
    act: Option<&str>,
    (after, per_page): (Option<&str>, u16),
) -> Result<List, PageError> {
    let page = call.app().inbox(call.actor(), act, after, i64::from(per_page)).await?;
    let tasks = page.rows.iter().map(|row| task(call, row)).collect();
    let paging = paging(View::Waiting, act, (after, per_page), page.next);
    Ok(List::Tasks(task_list(tasks), paging))
}

fn task_list(tasks: Vec<Task>) -> TaskList {
    TaskList {
        label: "待办事项，按期限先后排列".to_owned(),
        tasks,
        empty: EmptyState::new("没有待办事项", "新的事项到达后会出现在这里，按期限先后排列。"),
    }
}

fn task(call: &Call, row: &TaskRow) -> Task {
    let law = call.law();
    let act = act_of(&row.act);
    let stream = StreamId::parse(&row.stream);
    let href = act.and_then(|act| act_href(act, stream.as_ref()));
    let town = row.town.as_deref().map(domain::ids::TownId::new);
    let town = town.and_then(|id| law.town(&id)).map(|town| town.name.clone());
    let due: Option<Date> = row.due_on.as_deref().and_then(|day| day.parse().ok());
    let deadline = due.map(|due| {
        let cite = row.cite.as_deref().filter(|cite| !cite.is_empty());
        let light = light(call.today(), due, &law.calendar);
        match cite.or(row.rule.as_deref()) {
            Some(basis) => light.under(Link::new(basis, "")),
            None => light,
        }
    });
    // The badge says what is to be done; the title says on what, or repeats it for want of a name.
    let named = Some(&row.subject).filter(|subject| !subject.is_empty());
    Task {
        title: named.unwrap_or(&row.title).clone(),
        href: href.unwrap_or_else(|| "/inbox".to_owned()),
        kind: Badge::new(act.map_or(row.act.as_str(), |act| act.name_zh()), Tone::Info),
        about: town.unwrap_or_default(),
        from: format!("{}起", day_zh(&row.since_on)),
        deadline,
        reading: Reading::Read,
    }
}

pub(super) async fn done(
    call: &Call,
    after: Option<&str>,
    per_page: u16,
) -> Result<List, PageError> {
    let before = after.and_then(|mark| mark.parse().ok());
    let limit = i64::from(per_page);
    let rows = call.app().done(call.actor(), before, limit).await?;
    let full = i64::try_from(rows.len()).is_ok_and(|count| count == limit);
    let next = rows.last().filter(|_| full).map(|row| row.seq.to_string());
    let mut table = DataTable::new(
        "您办理过的事项，最近的在前",
        ["办理时间", "事项", "办理内容"].map(Column::new).to_vec(),
        EmptyState::new("还没有办理过事项", "您办理的每一步都会记录在这里。"),
    );
    table.rows = rows.iter().map(done_row).collect();
    table.paging = Some(paging(View::Done, None, (after, per_page), next));
    Ok(List::Table(table))
}

fn done_row(row: &DoneRow) -> Vec<Cell> {
    let at: Option<Timestamp> = row.at.parse().ok();
    let when = at.map_or_else(|| row.at.clone(), moment_zh);
    let act = act_of(&row.act).map_or(row.act.as_str(), |act| act.name_zh());
    let href = StreamId::parse(&row.stream).as_ref().and_then(stream_href);
    let title = match href {
        Some(href) => Cell::link(row.title.clone(), href),
        None => Cell::text(row.title.clone()),
    };
    vec![Cell::figure(when), Cell::badge(act, Tone::Plain), title]
}

pub(super) async fn begun(
    call: &Call,
    after: Option<&str>,
    per_page: u16,
) -> Result<List, PageError> {
    let page = call.app().begun(call.actor(), after, i64::from(per_page)).await?;
    let mut table = DataTable::new(
        "您提请立案的案件，最近有变化的在前",
        ["案件", "当事人", "环节", "期限"].map(Column::new).to_vec(),
        EmptyState::new("还没有发起过案件", "您提请立案的案件会出现在这里，可以随时查看进展。"),
    );
    let law = call.law();
    table.rows = page.rows.iter().map(|row| case_row(row, call.today(), &law.calendar)).collect();
    table.paging = Some(paging(View::Begun, None, (after, per_page), page.next));
    Ok(List::Table(table))
}

fn case_row(row: &CaseRow, today: Date, calendar: &law::Calendar) -> Vec<Cell> {
    let due: Option<Date> = row.due_on.as_deref().and_then(|day| day.parse().ok());
    vec![
        Cell::link(row.title.clone(), format!("/cases/{}", row.id)),
        Cell::text(row.party.clone()),
        Cell::badge(row.stage_name.clone(), Tone::Info),
        due.map_or(Cell::Blank, |due| Cell::Light(light(today, due, calendar))),
    ]
}

pub(super) fn samples() -> Vec<Sample> {
    let task = Task {
        title: "示例运输有限公司超限运输案".to_owned(),
        href: "/cases/1/approve-report".to_owned(),
        kind: Badge::new("审核调查报告", Tone::Info),
        about: "示例镇".to_owned(),
        from: "2026年3月2日起".to_owned(),
        deadline: Some(
            DeadlineLight::new(Light::Yellow, "剩余3个工作日", "2026年3月12日")
                .under(Link::new("《行政处罚法》第六十条", "")),
        ),
        reading: Reading::Read,
    };
    let by_act = [("approve-report".to_owned(), 1), ("judge-clue".to_owned(), 1)].into();
    let counts = TaskCounts { waiting: 2, overdue: 0, by_act };
    let page = |view: View, list: List| InboxPage {
        shell: sample_shell("/inbox", "工作台"),
        head: PageHead::new("工作台", "甲某某，2026年3月9日，星期一"),
        quick: ActionBar {
            token: "sample".to_owned(),
            actions: vec![Action::Open {
                label: "登记线索".to_owned(),
                href: "/clues/new".to_owned(),
                weight: Weight::Main,
            }],
        },
        tiles: tiles(&counts),
        tabs: tabs(view, &counts),
        filters: filters(&counts, None).filter(|_| view == View::Waiting),
        list,
    };
    let mut table = DataTable::new(
        "办理过的事项",
        ["办理时间", "事项", "办理内容"].map(Column::new).to_vec(),
        EmptyState::new("还没有办理过事项", ""),
    );
    let empty = page(View::Done, List::Table(table.clone()));
    table.rows = vec![vec![
        Cell::figure("2026年3月9日15时30分"),
        Cell::badge("立案审批", Tone::Plain),
        Cell::link("示例运输有限公司超限运输案", "/cases/1"),
    ]];
    let waiting = List::Tasks(task_list(vec![task]), Pagination::default());
    let nothing = List::Tasks(task_list(Vec::new()), Pagination::default());
    vec![
        Sample::of("inbox", &page(View::Waiting, waiting)),
        Sample::of("inbox empty", &page(View::Waiting, nothing)),
        Sample::of("inbox done", &page(View::Done, List::Table(table))),
        Sample::of("inbox done empty", &empty),
    ]
}
