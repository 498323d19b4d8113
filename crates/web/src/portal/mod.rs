//! The public portal: no session, no cookie, and nothing but what is public.
//!
//! It asks only [`app::Portal`], which has no function that returns a case. Every page works
//! without a script, and its reading view (大字、高对比) travels in the address.

mod bodies;
mod decisions;
mod flow;
mod frame;
mod home;
mod items;
mod limits;
mod log;
mod officers;
mod progress;
mod report;
mod sent_file;
mod verify;

use domain::policy::Act;

pub(crate) use limits::Limits;

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the portal. All of them are open: `open_page` and `open_post`.
pub fn routes() -> Routes {
    Routes::new()
        .open_page("/portal", Act::UsePortal, home::home)
        .open_page("/portal/report", Act::ReportClue, report::ask)
        .open_post("/portal/report", Act::ReportClue, report::act)
        .open_page("/portal/progress", Act::UsePortal, progress::ask)
        .open_post("/portal/progress", Act::UsePortal, progress::look_up)
        .open_page("/portal/items", Act::UsePortal, items::list)
        .open_page("/portal/items/{id}", Act::UsePortal, items::one)
        .open_page("/portal/bodies", Act::UsePortal, bodies::list)
        .open_page("/portal/officers", Act::UsePortal, officers::list)
        .open_page("/portal/review-flow", Act::UsePortal, flow::flow)
        .open_page("/portal/decisions", Act::UsePortal, decisions::list)
        .open_page("/portal/decisions/{id}", Act::UsePortal, decisions::one)
        .open_page("/log/checkpoint", Act::UsePortal, log::checkpoint)
        .open_page("/log/key", Act::UsePortal, log::key)
        .open_page("/log/tile/{level}/{*place}", Act::UsePortal, log::tile)
        .open_page("/verify", Act::UsePortal, verify::ask)
        .open_page("/verify/{code}", Act::UsePortal, verify::show_code)
        .open_page("/V/{code}/{mark}", Act::UsePortal, verify::scanned)
        .open_post("/verify/{code}", Act::UsePortal, verify::compare)
}

/// Every page of the portal with invented contents.
pub fn samples() -> Vec<Sample> {
    let areas = [
        home::samples(),
        report::samples(),
        progress::samples(),
        items::samples(),
        bodies::samples(),
        officers::samples(),
        decisions::samples(),
        flow::samples(),
        verify::samples(),
        frame::samples(),
    ];
    areas.into_iter().flatten().collect()
}
