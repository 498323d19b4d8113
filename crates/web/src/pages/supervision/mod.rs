//! Supervision: the list, how one begins, its page and its acts.

mod begin;
mod list;
mod show;
mod steps;

use domain::policy::Act;

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new()
        .page("/supervision", Act::ReadSupervision, list::list)
        .page("/supervision/new", Act::OpenSupervision, begin::ask)
        .post("/supervision/new", Act::OpenSupervision, begin::act)
        .page("/supervision/review", Act::ReviewFile, begin::ask)
        .post("/supervision/review", Act::ReviewFile, begin::act)
        .page("/supervision/{id}", Act::ReadSupervision, show::supervision)
        .page("/supervision/{id}/give-order", Act::GiveOrder, steps::ask)
        .post("/supervision/{id}/give-order", Act::GiveOrder, steps::act)
        .page("/supervision/{id}/answer-order", Act::AnswerOrder, steps::ask)
        .post("/supervision/{id}/answer-order", Act::AnswerOrder, steps::act)
        .page("/supervision/{id}/judge-answer", Act::JudgeAnswer, steps::ask)
        .post("/supervision/{id}/judge-answer", Act::JudgeAnswer, steps::act)
        .page("/supervision/{id}/close-supervision", Act::CloseSupervision, steps::ask)
        .post("/supervision/{id}/close-supervision", Act::CloseSupervision, steps::act)
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    let mut all = list::samples();
    all.extend(show::samples());
    all
}
