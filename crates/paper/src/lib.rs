//! Turns document data into PDF/A pages with Typst, and documents into one paginated case file.
//!
//! Which keys a document needs is written in `packs/national/forms`; whether they are filled, who
//! may sign and which number is due are questions for the domain, not for this crate.

mod case_file;
mod error;
mod fonts;
mod merge;
mod prepare;
mod press;
mod world;

pub use case_file::{CaseFile, CaseFileJob, CaseFilePart, join};
pub use error::PaperError;
pub use fonts::Fonts;
pub use press::{Marks, Press, PrintJob, StampImage};
