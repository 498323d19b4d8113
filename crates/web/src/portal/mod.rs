//! The public portal: no session, no cookie, and nothing but what is public.

use crate::{pages::samples::Sample, router::Routes};

/// The addresses of the portal. All of them are open: `open_page` and `open_post`.
pub fn routes() -> Routes {
    Routes::new()
}

/// Every page of the portal with invented contents.
pub fn samples() -> Vec<Sample> {
    Vec::new()
}
