//! Clues: the list, the page of a clue and its acts.

mod dispatch;
mod guess;
mod list;
mod merge;
mod photo;
pub mod places;
pub mod ready;
mod register;
mod show;
mod steps;

pub use show::{above, facts, size_zh, tail};

use domain::policy::Act;

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    let routes = Routes::new()
        .page("/clues", Act::ReadClues, list::list)
        .page("/clues/new", Act::RegisterClue, register::ask)
        .post("/clues/new", Act::RegisterClue, register::act)
        .page("/clues/{id}", Act::ReadClues, show::clue)
        .page("/clues/{id}/photos/{sha256}", Act::ReadClues, photo::photo)
        .page("/clues/{id}/dispatch-clue", Act::DispatchClue, dispatch::ask)
        .post("/clues/{id}/dispatch-clue", Act::DispatchClue, dispatch::act)
        .page("/clues/{id}/merge-clue", Act::MergeClue, merge::ask)
        .post("/clues/{id}/merge-clue", Act::MergeClue, merge::act);
    routes
        .page("/clues/{id}/urge-clue", Act::UrgeClue, steps::ask)
        .post("/clues/{id}/urge-clue", Act::UrgeClue, steps::act)
        .page("/clues/{id}/accept-clue", Act::AcceptClue, steps::ask)
        .post("/clues/{id}/accept-clue", Act::AcceptClue, steps::act)
        .page("/clues/{id}/return-clue", Act::ReturnClue, steps::ask)
        .post("/clues/{id}/return-clue", Act::ReturnClue, steps::act)
        .page("/clues/{id}/transfer-clue", Act::TransferClue, steps::ask)
        .post("/clues/{id}/transfer-clue", Act::TransferClue, steps::act)
        .page("/clues/{id}/record-stop", Act::RecordStop, steps::ask)
        .post("/clues/{id}/record-stop", Act::RecordStop, steps::act)
        .page("/clues/{id}/answer-clue", Act::AnswerClue, steps::ask)
        .post("/clues/{id}/answer-clue", Act::AnswerClue, steps::act)
        .page("/clues/{id}/judge-clue", Act::JudgeClue, steps::ask)
        .post("/clues/{id}/judge-clue", Act::JudgeClue, steps::act)
        .page("/clues/{id}/inform-reporter", Act::InformReporter, steps::ask)
        .post("/clues/{id}/inform-reporter", Act::InformReporter, steps::act)
        .page("/clues/{id}/request-contact", Act::RequestContact, steps::ask)
        .post("/clues/{id}/request-contact", Act::RequestContact, steps::act)
        .page("/clues/{id}/decide-contact", Act::DecideContact, steps::ask)
        .post("/clues/{id}/decide-contact", Act::DecideContact, steps::act)
        .page("/clues/{id}/look-at-contact", Act::LookAtContact, steps::ask)
        .post("/clues/{id}/look-at-contact", Act::LookAtContact, steps::act)
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    let mut all = list::samples();
    all.extend(show::samples());
    all.extend(dispatch::samples());
    all
}
