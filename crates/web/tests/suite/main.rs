//! The site from outside: pages and forms as people of every role, strangers and the public see them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail as loudly as tests"
)]

mod account;
mod acts;
mod administrators;
mod benchmarks;
mod cases;
mod contact;
mod drafts;
mod entrustments;
mod examine;
mod field;
mod gate;
mod log;
mod portal;
mod quarantine;
mod samples;
mod strangers;
mod tools;
mod uploads;
mod watch;
