//! The publisher's desk: what is to be published, confirmed or withdrawn, and until when.

mod list;

use domain::policy::Act;

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new().page("/publications", Act::ProposePublication, list::list)
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    list::samples()
}
