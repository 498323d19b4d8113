//! What enforcement is: people, powers, clues, inspections, cases, documents and the rules that bind them.
//!
//! Pure: no input or output, no clock, no randomness. A command looks at a state and a
//! [`Setting`] and answers with events or with [`Refusal`]s; it never changes anything itself.
#![deny(missing_docs)]

pub mod cases;
pub mod catalogue;
pub mod clues;
pub mod competence;
pub mod custody;
pub mod documents;
pub mod entrustments;
pub mod evidence;
mod follow_ups;
pub mod ids;
mod in_force;
pub mod inspections;
pub mod interview;
pub mod moment;
pub mod org;
pub mod packs;
pub mod party;
pub mod policy;
pub mod private;
pub mod publicity;
pub mod refusal;
pub mod rounds;
pub mod rules;
pub mod sampling;
pub mod scene;
pub mod setting;
pub mod supervision;
pub mod tasks;
#[cfg(test)]
mod testing;
pub mod world;

pub use private::Private;
pub use refusal::{Next, Refusal, Refused};
pub use setting::Setting;
pub use world::{Command, Event, State, StreamId};
