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
        shell::Shell,
        table::{DataTable, PAGE_SIZES, Pagination},
        tasks::TaskList,
    },
    pages::{samples::Sample, show},
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
    let list = match view {
        View::Waiting => lists::waiting(&call, after, per_page).await?,
        View::Done => lists::done(&call, after, per_page).await?,
        View::Begun => lists::begun(&call, after, per_page).await?,
    };
    let counts = call.app().inbox_counts(call.actor()).await?;
    show(&InboxPage {
        shell: call.shell("/inbox", Vec::new(), "工作台").await?,
        head: PageHead::new("工作台", landing::greeting(&call)),
        quick: landing::quick(&call),
        tiles: tiles(counts),
        tabs: tabs(view, counts),
        list,
    })
}

fn tiles(counts: TaskCounts) -> Tiles {
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

fn tabs(view: View, counts: TaskCounts) -> Tabs {
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
fn paging(view: View, per_page: u16, after: Option<&str>, next: Option<String>) -> Pagination {
    let joint = if view == View::Waiting { '?' } else { '&' };
    let sized = |per: u16| format!("{}{joint}per={per}", view.href());
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
        let pages = paging(View::Done, 50, None, Some("a&b".to_owned()));
        assert_eq!(pages.next.as_deref(), Some("/inbox?tab=done&per=50&after=a%26b"));
        assert_eq!(pages.first, None);
        let pages = paging(View::Waiting, 20, Some("x"), None);
        assert_eq!(pages.first.as_deref(), Some("/inbox?per=20"));
        assert_eq!(pages.next, None);
    }
}
