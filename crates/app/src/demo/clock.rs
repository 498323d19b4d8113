//! A clock that the demonstration moves on by itself, and that never goes back.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::Clock;

/// A clock that stands until it is moved on.
#[derive(Debug)]
pub struct StepClock(Mutex<Timestamp>);

impl StepClock {
    /// A clock that stands at the moment.
    pub const fn at(moment: Timestamp) -> Self {
        Self(Mutex::new(moment))
    }

    /// Moves on to the moment; an earlier one changes nothing.
    pub fn reach(&self, moment: Timestamp) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = (*now).max(moment);
    }
}

impl Clock for StepClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
