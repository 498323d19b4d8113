//! Chores of the house: what a program can check ([`tidy`]) and what it can write ([`generate`]).

#[cfg(feature = "bench")]
pub mod bench;
mod claims;
mod examples;
mod gates;
#[path = "gen/mod.rs"]
pub mod generate;
#[cfg(feature = "prove")]
pub mod prove;
pub mod register;
#[cfg(any(feature = "bench", feature = "prove"))]
mod site;
pub mod sources;
pub mod tidy;
