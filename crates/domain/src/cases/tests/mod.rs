//! Cases, as officers work them: whole walks, and for each command what works and what is refused.

mod address;
mod after;
pub(crate) mod auction;
mod connect;
mod credit;
mod crime;
mod deciding;
pub(crate) mod enforcement;
mod execution;
pub(crate) mod fast;
mod filing;
mod hearing;
mod in_time;
mod investigation;
pub(crate) mod measures;
mod norms;
mod on_spot;
mod recusal;
mod remedies;
mod same_party;
mod sampling;
mod suspend;
mod telling;
mod transfer;
mod walks;
