//! Publications: proposed, published, withdrawn.

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the area, each with its act.
pub fn routes() -> Routes {
    Routes::new()
}

/// Every page of the area with invented contents.
pub fn samples() -> Vec<Sample> {
    Vec::new()
}
