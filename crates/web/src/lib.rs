//! Pages and portal: the only crate that knows HTTP and HTML. It holds no rule of law.
//!
//! [`site`] makes the whole from an [`app::App`]. Each area declares its addresses in a table of
//! [`Routes`], each with its act; [`Call`] is a signed-in person's request, [`FormBody`] what
//! they sent, [`PageError`] every way of saying no. `CONVENTIONS.md` shows a page from end to end.

pub mod assets;
pub mod body;
pub mod call;
pub mod components;
pub mod error;
pub mod pages;
pub mod portal;
pub mod router;
pub mod witness;

pub use body::{FormBody, JsonBody, Reader, Upload};
pub use call::{Call, Held};
pub use error::{FormTrouble, PageError};
pub use router::{Door, Knock, Routes, Site, SiteSettings, routes, site};
