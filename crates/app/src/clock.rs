//! Where time comes from: the system's clock, or a test's.

use jiff::{SignedDuration, Timestamp};

/// A source of time.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The present moment.
    fn now(&self) -> Timestamp;

    /// A counter that nobody can set, where there is one: the time since the machine was started.
    fn counter(&self) -> Option<SignedDuration> {
        None
    }
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn counter(&self) -> Option<SignedDuration> {
        let told = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        let nanos = i32::try_from(told.tv_nsec).ok()?;
        Some(SignedDuration::new(told.tv_sec, nanos))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counter_of_the_machine_only_grows() {
        let first = SystemClock.counter().unwrap();
        let second = SystemClock.counter().unwrap();
        assert!(SignedDuration::ZERO < first && first <= second);
    }
}
