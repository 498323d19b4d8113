//! Inspections: the list, the page of an inspection and its acts.

mod blank;
mod capture;
mod card;
mod found;
mod list;
mod propose;
mod show;
mod sign;
mod steps;

use domain::policy::Act;

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    let routes = Routes::new()
        .page("/inspections", Act::ReadInspections, list::list)
        .page("/inspections/new", Act::ProposeInspection, propose::ask)
        .post("/inspections/new", Act::ProposeInspection, propose::act)
        .page("/inspections/{id}", Act::ReadInspections, show::inspection)
        .page("/inspections/{id}/capture-evidence", Act::CaptureEvidence, capture::ask)
        .post("/inspections/{id}/capture-evidence", Act::CaptureEvidence, capture::act)
        .page("/inspections/{id}/sign-record", Act::SignRecord, sign::ask)
        .post("/inspections/{id}/sign-record", Act::SignRecord, sign::act);
    routes
        .page("/inspections/{id}/approve-inspection", Act::ApproveInspection, steps::ask)
        .post("/inspections/{id}/approve-inspection", Act::ApproveInspection, steps::act)
        .page("/inspections/{id}/arrive-on-site", Act::ArriveOnSite, steps::ask)
        .post("/inspections/{id}/arrive-on-site", Act::ArriveOnSite, steps::act)
        .page("/inspections/{id}/interview-on-site", Act::InterviewOnSite, steps::ask)
        .post("/inspections/{id}/interview-on-site", Act::InterviewOnSite, steps::act)
        .page("/inspections/{id}/examine-on-site", Act::ExamineOnSite, steps::ask)
        .post("/inspections/{id}/examine-on-site", Act::ExamineOnSite, steps::act)
        .page("/inspections/{id}/sample-on-site", Act::SampleOnSite, steps::ask)
        .post("/inspections/{id}/sample-on-site", Act::SampleOnSite, steps::act)
        .page("/inspections/{id}/order-stop", Act::OrderStop, steps::ask)
        .post("/inspections/{id}/order-stop", Act::OrderStop, steps::act)
        .page("/inspections/{id}/record-findings", Act::RecordFindings, steps::ask)
        .post("/inspections/{id}/record-findings", Act::RecordFindings, steps::act)
        .page("/inspections/{id}/conclude-inspection", Act::ConcludeInspection, steps::ask)
        .post("/inspections/{id}/conclude-inspection", Act::ConcludeInspection, steps::act)
        .page("/inspections/{id}/give-guidance", Act::GiveGuidance, steps::ask)
        .post("/inspections/{id}/give-guidance", Act::GiveGuidance, steps::act)
        .page("/inspections/{id}/record-feedback", Act::RecordFeedback, steps::ask)
        .post("/inspections/{id}/record-feedback", Act::RecordFeedback, steps::act)
        .page("/inspections/{id}/hand-over", Act::HandOver, steps::ask)
        .post("/inspections/{id}/hand-over", Act::HandOver, steps::act)
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    let mut all = list::samples();
    all.extend(show::samples());
    all.extend(card::samples());
    all
}
