//! The record of who did what, for the audit administrator, with how far it is signed.

mod head;
mod list;
mod rounds;

use domain::policy::Act;

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new().page("/audit", Act::ReadAudit, list::list).post(
        "/audit/verify",
        Act::VerifyRecord,
        rounds::verify,
    )
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    list::samples()
}
