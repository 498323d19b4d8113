//! One suite for both engines: on a file in a temporary folder always, and on a server when
//! `ZHIFA_TEST_PG` holds its address.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops there")]

mod audit;
mod blobs;
mod chunks;
mod engines;
mod journal;
mod lists;
mod parcels;
mod places;
mod scratch;
mod words;
