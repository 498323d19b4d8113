//! The time of the record: the machine's clock, for as long as it can be believed.
//!
//! Whoever holds the machine can set its clock, and a broken one sets itself. A counter that runs
//! since the machine was started, the last event of the record and the clocks of witnesses say
//! when that happens: it is noted, and where the difference is large nothing is written until it is
//! gone. A clock that is wrong from the start, with no witness, is believed; nothing here can know.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::ids::CommandId;
use domain::rounds::{ClockNoted, ClockStanding, Command, Gauge};
use domain::{StreamId, org};
use jiff::{SignedDuration, Timestamp};
use store::Defect;

use crate::start::Inner;
use crate::{App, By, Clock, No, Order};

/// A difference that is noted.
const NOTED: SignedDuration = SignedDuration::from_secs(2);
/// The largest difference with which work goes on.
const MOST: SignedDuration = SignedDuration::from_mins(5);
/// How often the clock is looked at when nobody writes.
const PAUSE: Duration = Duration::from_secs(1);

/// What the clock is not to be believed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockDoubt {
    /// What says so.
    pub gauge: Gauge,
    /// How far the clock is ahead; behind, when less than nothing.
    pub ahead: SignedDuration,
}

/// Says what time it is, and whether that is so.
#[derive(Debug)]
pub struct Timekeeper {
    clock: Arc<dyn Clock>,
    hold: Mutex<Hold>,
}

/// What is known of the clock.
#[derive(Debug, Default)]
struct Hold {
    /// What the clock would have said when the counter began.
    began: Option<Timestamp>,
    /// The last event at the start, as long as the clock is behind it.
    floor: Option<Timestamp>,
    /// Differences that are noted or worse.
    differences: BTreeMap<Gauge, SignedDuration>,
    /// What has not been recorded yet.
    news: Vec<ClockNoted>,
}

impl Timekeeper {
    /// A keeper that believes the clock until something speaks against it.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, hold: Mutex::default() }
    }

    /// Tells when the last event was recorded, before anything is written.
    pub fn begin(&self, last_at: Timestamp) {
        let mut hold = self.hold();
        hold.floor = Some(last_at);
        self.look(&mut hold);
    }

    /// The present moment: the clock's, or what it would be if nobody had set it.
    pub fn now(&self) -> Timestamp {
        self.look(&mut self.hold())
    }

    /// Why the clock is not believed, when it is not.
    pub fn doubt(&self) -> Option<ClockDoubt> {
        let mut hold = self.hold();
        self.look(&mut hold);
        let mut large = hold.differences.iter().filter(|(_, ahead)| is_large(**ahead));
        large.next().map(|(gauge, ahead)| ClockDoubt { gauge: gauge.clone(), ahead: *ahead })
    }

    /// Whether the clock is not believed for the sake of this witness.
    pub fn is_doubted_by(&self, witness: &str) -> bool {
        let gauge = Gauge::Witness { name: witness.to_owned() };
        self.hold().differences.get(&gauge).is_some_and(|ahead| is_large(*ahead))
    }

    /// Compares the clock with that of a witness, which spoke between two moments of ours.
    pub fn compare(&self, witness: &str, theirs: Timestamp, ours: (Timestamp, Timestamp)) {
        // A witness tells whole seconds.
        let until = theirs.checked_add(SignedDuration::from_secs(1)).unwrap_or(theirs);
        let ahead = if until < ours.0 {
            ours.0.duration_since(until)
        } else if ours.1 < theirs {
            ours.1.duration_since(theirs)
        } else {
            SignedDuration::ZERO
        };
        let gauge = Gauge::Witness { name: witness.to_owned() };
        let clock = self.clock.now();
        self.hold().judge(gauge, ahead, clock);
    }

    /// What is to be recorded of the clock; it is not told twice.
    fn news(&self) -> Vec<ClockNoted> {
        let mut hold = self.hold();
        self.look(&mut hold);
        std::mem::take(&mut hold.news)
    }

    fn hold(&self) -> MutexGuard<'_, Hold> {
        self.hold.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look(&self, hold: &mut Hold) -> Timestamp {
        let clock = self.clock.now();
        if store::planted(Defect::ClockBelieved) {
            return clock;
        }
        if let Some(floor) = hold.floor {
            let ahead = clock.duration_since(floor).min(SignedDuration::ZERO);
            if hold.judge(Gauge::LastEvent, ahead, clock) == Some(ClockStanding::Stopped) {
                return floor;
            }
            hold.floor = None;
            hold.differences.remove(&Gauge::LastEvent);
        }
        let Some(counter) = self.clock.counter() else { return clock };
        let Ok(began) = clock.checked_sub(counter) else { return clock };
        let due = hold.began.get_or_insert(began).checked_add(counter).unwrap_or(clock);
        let standing = hold.judge(Gauge::Counter, clock.duration_since(due), clock);
        if standing == Some(ClockStanding::Stopped) {
            return due;
        }
        if standing.is_some() {
            // A small step is noted and then taken over.
            hold.began = Some(began);
            hold.differences.remove(&Gauge::Counter);
        }
        clock
    }
}

impl Hold {
    /// Takes a difference in; answers how the clock stands, when it is not in order.
    fn judge(
        &mut self,
        gauge: Gauge,
        ahead: SignedDuration,
        clock: Timestamp,
    ) -> Option<ClockStanding> {
        let before = self.differences.get(&gauge).map(|ahead| standing(*ahead));
        let after = (NOTED < ahead.abs()).then(|| standing(ahead));
        match after {
            Some(_) => drop(self.differences.insert(gauge.clone(), ahead)),
            None => drop(self.differences.remove(&gauge)),
        }
        let told = match (before, after) {
            (Some(ClockStanding::Stopped), Some(ClockStanding::Stopped)) => None,
            (Some(ClockStanding::Stopped), _) => Some(ClockStanding::Righted),
            (Some(_), Some(ClockStanding::Stopped)) | (None, _) => after,
            (Some(_), _) => None,
        };
        if let Some(standing) = told {
            let ahead_millis = i64::try_from(ahead.as_millis()).unwrap_or(i64::MAX);
            self.news.push(ClockNoted { gauge, standing, ahead_millis, clock });
        }
        after
    }
}

fn is_large(ahead: SignedDuration) -> bool {
    MOST < ahead.abs()
}

fn standing(ahead: SignedDuration) -> ClockStanding {
    if is_large(ahead) { ClockStanding::Stopped } else { ClockStanding::Differs }
}

/// Whether a command is carried out although the clock is not believed: what the platform notes of
/// itself, and who signs in to look.
pub fn is_exempt(command: &domain::Command) -> bool {
    match command {
        domain::Command::Record(_) => true,
        domain::Command::Person(command) => matches!(command, org::Command::NoteSignIn { .. }),
        domain::Command::Case(_)
        | domain::Command::Clue(_)
        | domain::Command::Inspection(_)
        | domain::Command::Supervision(_)
        | domain::Command::Entrustment(_)
        | domain::Command::Pack(_)
        | domain::Command::Evidence(_) => false,
    }
}

/// Looks at the clock for as long as the application runs.
pub async fn work(inner: Arc<Inner>) {
    let app = App { inner };
    while !app.stopped() {
        if let Err(no) = app.note_clock().await {
            tracing::error!(?no, "what was found of the clock was not recorded");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

impl App {
    /// Records what was found of the clock since the last time; answers how much that was.
    pub async fn note_clock(&self) -> Result<usize, No> {
        let news = self.inner.time.news();
        let count = news.len();
        for noted in news {
            tracing::error!(?noted, "the clock was not what it should be");
            self.run(Order {
                id: CommandId::new(self.new_id()),
                stream: StreamId::record(),
                command: domain::Command::Record(Command::NoteClock(noted)),
                by: By::System,
                seen: None,
                device: None,
                occurred_at: None,
            })
            .await?;
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock that can be set, with a counter that cannot.
    #[derive(Debug, Default)]
    struct Machine(Mutex<(i64, i64)>);

    impl Machine {
        fn pass(&self, seconds: i64) {
            let mut both = self.0.lock().unwrap();
            *both = (both.0 + seconds, both.1 + seconds);
        }

        fn set(&self, seconds: i64) {
            self.0.lock().unwrap().0 += seconds;
        }
    }

    impl Clock for Machine {
        fn now(&self) -> Timestamp {
            Timestamp::from_second(1_000_000 + self.0.lock().unwrap().0).unwrap()
        }

        fn counter(&self) -> Option<SignedDuration> {
            Some(SignedDuration::from_secs(50 + self.0.lock().unwrap().1))
        }
    }

    fn machine() -> (Arc<Machine>, Timekeeper) {
        let machine = Arc::new(Machine::default());
        let keeper = Timekeeper::new(machine.clone());
        keeper.begin(machine.now());
        (machine, keeper)
    }

    fn told(keeper: &Timekeeper) -> Vec<(ClockStanding, i64)> {
        keeper.news().into_iter().map(|news| (news.standing, news.ahead_millis / 1000)).collect()
    }

    #[test]
    fn a_clock_that_runs_is_believed() {
        let (machine, keeper) = machine();
        machine.pass(86_400);
        machine.set(2);
        assert_eq!((keeper.now(), keeper.doubt()), (machine.now(), None));
        assert_eq!(told(&keeper), []);
    }

    #[test]
    fn a_small_step_is_noted_once_and_taken_over() {
        let (machine, keeper) = machine();
        machine.set(-30);
        assert_eq!((keeper.now(), keeper.doubt()), (machine.now(), None));
        machine.pass(60);
        assert_eq!(told(&keeper), [(ClockStanding::Differs, -30)]);
        assert_eq!(told(&keeper), []);
    }

    #[test]
    fn a_large_step_stops_until_it_is_taken_back_and_time_goes_on_meanwhile() {
        let (machine, keeper) = machine();
        for step in [86_400, -86_400] {
            let before = keeper.now();
            machine.set(step);
            machine.pass(10);
            assert_eq!(keeper.now(), before + SignedDuration::from_secs(10));
            assert_eq!(keeper.doubt().unwrap().gauge, Gauge::Counter);
            machine.set(-step);
            assert_eq!((keeper.now(), keeper.doubt()), (machine.now(), None));
            let (stopped, righted) = (ClockStanding::Stopped, ClockStanding::Righted);
            assert_eq!(told(&keeper), [(stopped, step), (righted, 0)]);
        }
    }

    #[test]
    fn small_steps_do_not_add_up_unseen() {
        let (machine, keeper) = machine();
        for _ in 0..10 {
            machine.set(2);
            keeper.now();
        }
        assert_eq!(told(&keeper).len(), 5, "every second step makes four seconds");
    }

    #[test]
    fn a_start_behind_the_last_event_waits_for_the_clock() {
        let machine = Arc::new(Machine::default());
        let keeper = Timekeeper::new(machine.clone());
        let last_at = machine.now() + SignedDuration::from_hours(2);
        keeper.begin(last_at);
        assert_eq!(keeper.now(), last_at);
        assert_eq!(keeper.doubt().unwrap().gauge, Gauge::LastEvent);
        // Setting it right is no step that anybody minds.
        machine.set(2 * 3600 + 5);
        assert_eq!((keeper.now(), keeper.doubt()), (machine.now(), None));
        let expected = [(ClockStanding::Stopped, -7200), (ClockStanding::Righted, 0)];
        assert_eq!(told(&keeper), expected);
    }

    #[test]
    fn a_witness_stops_and_lets_go() {
        let (machine, keeper) = machine();
        let ours = (machine.now(), machine.now() + SignedDuration::from_secs(1));
        let theirs = |seconds| machine.now() + SignedDuration::from_secs(seconds);
        keeper.compare("w", theirs(1), ours);
        keeper.compare("w", theirs(-1), ours);
        assert_eq!(told(&keeper), []);
        keeper.compare("w", theirs(-100), ours);
        keeper.compare("w", theirs(-100), ours);
        assert_eq!(told(&keeper), [(ClockStanding::Differs, 99)]);
        keeper.compare("w", theirs(401), ours);
        assert!(keeper.is_doubted_by("w") && !keeper.is_doubted_by("v"));
        assert_eq!(told(&keeper), [(ClockStanding::Stopped, -400)]);
        keeper.compare("w", theirs(0), ours);
        assert_eq!((keeper.doubt(), told(&keeper)), (None, vec![(ClockStanding::Righted, 0)]));
    }
}
