//! A clock that was set ends writing until it is right, and what was found is on record.

use std::sync::{Arc, Mutex};

use app::{App, By, Clock, Config, Fault, No};
use domain::rounds::{ClockStanding, Gauge};
use domain::{Command, StreamId, org};
use jiff::{SignedDuration, Timestamp};

use crate::town::Town;

/// A machine whose clock a test sets; the counter is not set with it.
#[derive(Debug)]
struct Machine(Mutex<(Timestamp, SignedDuration)>);

impl Machine {
    fn set(&self, hours: i64) {
        self.0.lock().unwrap().0 += SignedDuration::from_hours(hours);
    }
}

impl Clock for Machine {
    fn now(&self) -> Timestamp {
        self.0.lock().unwrap().0
    }

    fn counter(&self) -> Option<SignedDuration> {
        Some(self.0.lock().unwrap().1)
    }
}

async fn machine(hours: i64) -> (App, Arc<Machine>) {
    let town = Town::open().await;
    let now = town.app.now() + SignedDuration::from_hours(hours);
    let config = town.closed().await;
    let machine = Arc::new(Machine(Mutex::new((now, SignedDuration::from_mins(9)))));
    let app = App::open(Config { clock: machine.clone(), ..config }).await.unwrap();
    (app, machine)
}

async fn writes(app: &App) -> Result<(), No> {
    let order = app::Order {
        id: domain::ids::CommandId::new(app.new_id()),
        stream: StreamId::person(&domain::ids::PersonId::new(crate::town::HANDLER_A)),
        command: Command::Person(org::Command::RecordQualification { number: "演示".into() }),
        by: By::System,
        seen: None,
        device: None,
        occurred_at: None,
    };
    app.run(order).await.map(|_| ())
}

fn is_clock(no: &Result<(), No>) -> bool {
    matches!(no, Err(No::Fault(Fault::Clock)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_jump_of_hours_ends_writing_until_it_is_taken_back() {
    for hours in [30, -30] {
        let (app, machine) = machine(1).await;
        writes(&app).await.unwrap();
        let before = app.now();
        machine.set(hours);
        assert!(is_clock(&writes(&app).await), "{hours}");
        assert_eq!((app.now(), app.writable()), (before, false), "pages show the steady time");
        assert_eq!(app.note_clock().await.unwrap(), 1, "noted though nothing else is written");
        let noted = app.rounds().await.unwrap().clock.unwrap();
        assert_eq!((noted.gauge, noted.standing), (Gauge::Counter, ClockStanding::Stopped));
        assert_eq!(noted.ahead_millis, hours * 3_600_000);
        machine.set(-hours);
        writes(&app).await.unwrap();
        app.note_clock().await.unwrap();
        let noted = app.rounds().await.unwrap().clock.unwrap();
        assert_eq!(noted.standing, ClockStanding::Righted);
        app.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_before_the_last_event_reads_and_does_not_write() {
    let (app, machine) = machine(-2).await;
    assert_eq!(app.clock_doubt().unwrap().gauge, Gauge::LastEvent);
    assert!(is_clock(&writes(&app).await));
    assert!(app.load(&StreamId::record()).await.is_ok());
    machine.set(3);
    writes(&app).await.unwrap();
    assert_eq!(app.clock_doubt(), None);
    app.close().await;
}
