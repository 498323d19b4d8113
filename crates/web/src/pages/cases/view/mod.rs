//! What a case page shows, one file a part.

pub mod acts;
pub mod address;
pub mod assist;
pub mod checkup;
pub mod clocks;
pub mod crime;
pub mod enforcement;
pub mod execution;
pub mod fast;
pub mod in_time;
pub mod like_cases;
pub mod measures;
pub mod norms;
pub mod origin;
pub mod progress;
pub mod proposal;
pub mod publicity;
pub mod rail;
pub mod recusal;
pub mod remedies;
pub mod same_party;
pub mod sampling;
pub mod spot;
pub mod standstill;
pub mod submission;
pub mod transfer;
