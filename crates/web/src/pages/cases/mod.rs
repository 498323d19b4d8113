//! Cases: the list, the page of a case and its steps.

mod at;
mod begin;
mod case_file;
pub mod choices;
mod drafted;
mod export;
mod flow;
mod list;
mod panel;
mod samples;
mod sheet;
mod show;
mod step;
mod steps;
mod terms;
mod unmask;
mod view;

use domain::policy::Act;

pub(crate) use choices::officers as officer_choices;

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    let routes = Routes::new()
        .page("/cases", Act::ReadCases, list::list)
        .page("/cases/export.csv", Act::ReadCases, export::csv)
        .page("/cases/{id}", Act::ReadCases, show::case)
        .page("/cases/{id}/flow", Act::ReadCases, flow::flow)
        .page("/cases/{id}/drafted-decision", Act::ReadCases, drafted::drafted)
        .page("/cases/{id}/unmask", Act::Unmask, unmask::ask)
        .post("/cases/{id}/unmask", Act::Unmask, unmask::act)
        .page("/cases/{id}/case-file.pdf", Act::ExportCase, case_file::pdf)
        .page("/cases/{id}/case-file.zip", Act::ExportCase, case_file::zip);
    steps::routes(begin::routes(routes))
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    samples::samples()
}
