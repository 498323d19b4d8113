//! The summary procedure (简易程序): found, told and heard, decided and handed over on the spot.
//!
//! ```text
//! found ─▶ told ─▶ decided (─▶ collected ─▶ handed in ─▶ banked) ─▶ copy filed ─▶ closed
//!    └──────┴─▶ converted: a case of the general procedure that waits to be filed
//! ```
//! It shares the tail of every case: payment, publication, closing, archive.

mod begin;
mod cash;
mod convert;
mod copy;
mod decide;
mod forms;
mod records;
mod tell;

pub use begin::{BeginSummary, SpotPhoto};
pub use cash::{BankCash, CollectOnSpot, HandInCash};
pub use convert::ConvertToGeneral;
pub use copy::FileCopy;
pub use decide::DecideOnSpot;
pub use forms::summary_remedies;
pub use records::{Banked, Cash, CollectionGround, ConversionGround, OnSpot, Telling};
pub use tell::HearOnSpot;

pub(super) use cash::{not_banked, ready_to_bank, ready_to_collect, ready_to_hand_in};
pub(super) use convert::ready as ready_to_convert;
pub(super) use copy::ready as ready_to_file_copy;
pub(super) use decide::ready as ready_to_decide;
pub(super) use tell::ready as ready_to_hear;
