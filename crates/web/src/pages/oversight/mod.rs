//! What is late or missing, for the county supervisor and for leaders. It only looks.

mod cases;
mod law;
mod missing;
mod overview;
mod tasks;

use askama::Template;
use domain::policy::Act;

use crate::{
    components::{
        blocks::{PageHead, Tab, Tabs, Tiles},
        notice::Notice,
        shell::Shell,
        table::DataTable,
    },
    pages::samples::Sample,
    router::Routes,
};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new()
        .page("/oversight", Act::Supervise, overview::show_all)
        .page("/oversight/tasks", Act::Supervise, tasks::list)
        .page("/oversight/cases", Act::Supervise, cases::list)
        .page("/oversight/files", Act::Supervise, missing::list)
        .page("/oversight/law", Act::Supervise, law::changes)
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    overview::samples()
}

/// A page of oversight: figures, and titled tables.
#[derive(Template)]
#[template(path = "oversight/page.html")]
pub struct OversightPage {
    pub shell: Shell,
    pub head: PageHead,
    pub tabs: Tabs,
    pub notices: Vec<Notice>,
    pub tiles: Tiles,
    pub parts: Vec<Part>,
}

/// A titled table with a sentence on what it shows and under which article.
pub struct Part {
    pub title: String,
    pub words: String,
    pub table: DataTable,
}

/// The pages of oversight, supervision among them.
pub fn tabs(current: &str) -> Tabs {
    let tab = |label: &str, href: &str| Tab {
        label: label.to_owned(),
        href: href.to_owned(),
        count: None,
    };
    Tabs {
        label: "执法监督".to_owned(),
        tabs: vec![
            tab("总览", "/oversight"),
            tab("逾期事项", "/oversight/tasks"),
            tab("监督事项", "/supervision"),
            tab("案件", "/oversight/cases"),
            tab("案卷问题", "/oversight/files"),
            tab("法律变化", "/oversight/law"),
        ],
        current: current.to_owned(),
    }
}
