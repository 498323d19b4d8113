//! The application from outside: the door, the record, what an operator does with it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod anchors;
mod backup;
mod bucket;
mod clock;
mod custody;
mod door;
mod epoch;
mod erasure;
mod export;
mod law_in_time;
mod mail;
mod rebuild;
mod rotation;
mod rounds;
mod same_party;
mod town;
mod verify;
