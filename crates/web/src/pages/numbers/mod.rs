//! 预留文号: the blocks of pre-numbered decisions in the hands of officers, and what became of
//! every number in them.

mod forms;
mod list;

use domain::policy::Act;

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new()
        .page("/numbers", Act::ReadNumbers, list::list)
        .page("/numbers/reserve-numbers", Act::ReserveNumbers, forms::ask_reserve)
        .post("/numbers/reserve-numbers", Act::ReserveNumbers, forms::reserve)
        .page("/numbers/void-numbers", Act::VoidNumbers, forms::ask_void)
        .post("/numbers/void-numbers", Act::VoidNumbers, forms::void)
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    list::samples()
}
