//! Cases, as officers work them: whole walks, and for each command what works and what is refused.

mod after;
mod deciding;
mod filing;
mod hearing;
mod investigation;
mod on_spot;
mod telling;
mod walks;
