//! Time that stands still until a test moves it.

use std::sync::Mutex;

use app::Clock;
use jiff::{SignedDuration, Timestamp};

/// A clock that only a test moves.
#[derive(Debug)]
pub struct FixedClock(Mutex<Timestamp>);

impl FixedClock {
    /// A clock that stands at the moment, such as `2026-03-09T09:00:00+08:00`.
    pub fn at(moment: &str) -> Self {
        Self(Mutex::new(moment.parse().expect("a moment in RFC 3339")))
    }

    /// Moves on by some minutes.
    pub fn pass_minutes(&self, minutes: i64) {
        let mut now = self.0.lock().expect("no test panics while it holds the clock");
        *now += SignedDuration::from_mins(minutes);
    }

    /// Moves on by some days of twenty-four hours; sessions end meanwhile.
    pub fn pass_days(&self, days: i64) {
        self.pass_minutes(days * 24 * 60);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("no test panics while it holds the clock")
    }
}
