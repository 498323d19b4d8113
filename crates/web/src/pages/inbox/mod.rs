//! Where everybody lands: what waits for them, what they did, what they began.

mod landing;
mod lists;

use std::collections::HashMap;

use app::TaskCounts;
use askama::Template;
use axum::{extract::Query, response::Response};
use domain::policy::Act;

use crate::{
    Call, PageError,
    components::{
        actions::ActionBar,
        blocks::{PageHead, Tab, Tabs, Tile, Tiles},
        form::{Choice, Field, Width},
        shell::Shell,
        table::{DataTable, Filters, PAGE_SIZES, Pagination},
        tasks::TaskList,
    },
    pages::{samples::Sample, shared::act_of, show},
    router::Routes,
};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new().page("/inbox", Act::UseDesk, inbox)
}

/// Which list is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    /// 待办.
    Waiting,
    /// 已办.
    Done,
    /// 我发起.
    Begun,
}

impl View {
    fn from_query(text: Option<&str>) -> Self {
        match text {
            Some("done") => Self::Done,
            Some("begun") => Self::Begun,
            Some(_) | None => Self::Waiting,
        }
    }

    fn href(self) -> &'static str {
        match self {
            Self::Waiting => "/inbox",
            Self::Done => "/inbox?tab=done",
            Self::Begun => "/inbox?tab=begun",
        }
    }
}

/// What the open list shows.
pub enum List {
    Tasks(TaskList, Pagination),
    Table(DataTable),
}

#[derive(Template)]
#[template(path = "inbox/inbox.html")]
pub struct InboxPage {
    pub shell: Shell,
    pub head: PageHead,
    pub quick: ActionBar,
    pub tiles: Tiles,
    pub tabs: Tabs,
    /// By what the tasks may be narrowed, where there are several kinds.
    pub filters: Option<Filters>,
    pub list: List,
}

/// `GET /inbox`
async fn inbox(
    call: Call,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, PageError> {
    let view = View::from_query(query.get("tab").map(String::as_str));
    let per_page = query.get("per").and_then(|per| per.parse().ok()).unwrap_or(20);
    let per_page = if PAGE_SIZES.contains(&per_page) { per_page } else { 20 };
    let after = query.get("after").map(String::as_str).filter(|mark| !mark.is_empty());
    let act = query.get("act").map(String::as_str).filter(|act| !act.is_empty());
    let list = match view {
        View::Waiting => lists::waiting(&call, act, (after, per_page)).await?,
        View::Done => lists::done(&call, after, per_page).await?,
        View::Begun => lists::begun(&call, after, per_page).await?,
    };
    let counts = call.app().inbox_counts(call.actor()).await?;
    show(&InboxPage {
        shell: call.shell("/inbox", Vec::new(), "工作台").await?,
        head: PageHead::new("工作台", landing::greeting(&call)),
        quick: landing::quick(&call),
        tiles: tiles(&counts),
        tabs: tabs(view, &counts),
        filters: filters(&counts, act).filter(|_| view == View::Waiting),
        list,
    })
}

/// The kinds of tasks that wait, each with how many there are.
fn filters(counts: &TaskCounts, act: Option<&str>) -> Option<Filters> {
    let choices = counts.by_act.iter().map(|(act, count)| {
        let name = act_of(act).map_or(act.as_str(), |act| act.name_zh());
        Choice::new(act.as_str(), format!("{name}（{count}）"))
    });
    let field = Field::select("act", "事项", choices.collect())
        .value(act.unwrap_or_default())
        .width(Width::Third);
    let several = 1 < counts.by_act.len() || act.is_some();
    several.then(|| Filters {
        action: View::Waiting.href().to_owned(),
        fields: vec![field],
        more: Vec::new(),
        reset: View::Waiting.href().to_owned(),
        hidden: Vec::new(),
    })
}

fn tiles(counts: &TaskCounts) -> Tiles {
    let tile = |label: &str, figure: i64, note: &str| Tile {
        label: label.to_owned(),
        figure: figure.to_string(),
        note: note.to_owned(),
        href: Some(View::Waiting.href().to_owned()),
    };
    Tiles {
        tiles: vec![
            tile("待办", counts.waiting, "等待您办理"),
            tile("已逾期", counts.overdue, "最后一日已过"),
        ],
    }
}

fn tabs(view: View, counts: &TaskCounts) -> Tabs {
    let tab = |label: &str, view: View, count| Tab {
        label: label.to_owned(),
        href: view.href().to_owned(),
        count,
    };
    Tabs {
        label: "工作台".to_owned(),
        tabs: vec![
            tab("待办", View::Waiting, u64::try_from(counts.waiting).ok()),
            tab("已办", View::Done, None),
            tab("我发起", View::Begun, None),
        ],
        current: view.href().to_owned(),
    }
}

/// The links to the next page, to the first one and to other sizes.
fn paging(
    view: View,
    act: Option<&str>,
    (after, per_page): (Option<&str>, u16),
    next: Option<String>,
) -> Pagination {
    let joint = if view == View::Waiting { '?' } else { '&' };
    let act = act.map(|act| serde_urlencoded::to_string([("act", act)]).unwrap_or_default());
    let act = act.map(|act| format!("&{act}")).unwrap_or_default();
    let sized = |per: u16| format!("{}{joint}per={per}{act}", view.href());
    let encoded = |mark: &str| serde_urlencoded::to_string([("after", mark)]).unwrap_or_default();
    Pagination {
        summary: String::new(),
        first: after.map(|_| sized(per_page)),
        previous: None,
        next: next.map(|mark| format!("{}&{}", sized(per_page), encoded(&mark))),
        per_page,
        sizes: PAGE_SIZES.iter().map(|per| (*per, sized(*per))).collect(),
    }
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    lists::samples()
}

#[cfg(test)]
mod tests {
    use super::{View, paging};

    #[test]
    fn the_next_page_keeps_the_tab_and_the_size() {
        let pages = paging(View::Done, None, (None, 50), Some("a&b".to_owned()));
        assert_eq!(pages.next.as_deref(), Some("/inbox?tab=done&per=50&after=a%26b"));
        assert_eq!(pages.first, None);
        let pages = paging(View::Waiting, None, (Some("x"), 20), None);
        assert_eq!(pages.first.as_deref(), Some("/inbox?per=20"));
        assert_eq!(pages.next, None);
        let pages = paging(View::Waiting, Some("judge-clue"), (None, 20), Some("m".to_owned()));
        assert_eq!(pages.next.as_deref(), Some("/inbox?per=20&act=judge-clue&after=m"));
    }
}
