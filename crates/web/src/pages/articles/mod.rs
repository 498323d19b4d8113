//! 涉案物品台账: what was sequestered, seized, held or confiscated, and what became of it.

mod list;

use domain::policy::Act;

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new().page("/articles", Act::ReadCases, list::list)
}

/// The pages of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    list::samples()
}
