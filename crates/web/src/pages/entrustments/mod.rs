//! Deeds of entrustment: the list, the draft, the page of a deed and its acts.

mod draft;
mod list;
mod show;
mod steps;

use domain::policy::Act;

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new()
        .page("/entrustments", Act::ReadEntrustments, list::list)
        .page("/entrustments/new", Act::DrawUpEntrustment, draft::ask)
        .post("/entrustments/new", Act::DrawUpEntrustment, draft::act)
        .page("/entrustments/{id}", Act::ReadEntrustments, show::entrustment)
        .page("/entrustments/{id}/draw-up-entrustment", Act::DrawUpEntrustment, draft::ask_again)
        .post("/entrustments/{id}/draw-up-entrustment", Act::DrawUpEntrustment, draft::act_again)
        .page("/entrustments/{id}/sign-entrustment", Act::SignEntrustment, steps::ask)
        .post("/entrustments/{id}/sign-entrustment", Act::SignEntrustment, steps::act)
        .page(
            "/entrustments/{id}/record-entrustment-notice",
            Act::RecordEntrustmentNotice,
            steps::ask,
        )
        .post(
            "/entrustments/{id}/record-entrustment-notice",
            Act::RecordEntrustmentNotice,
            steps::act,
        )
        .page("/entrustments/{id}/end-entrustment", Act::EndEntrustment, steps::ask)
        .post("/entrustments/{id}/end-entrustment", Act::EndEntrustment, steps::act)
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    let mut all = list::samples();
    all.extend(show::samples());
    all
}
