//! Who does what when: steps planned ahead on working days, and the pen that plans them.

use domain::evidence::BlobRef;
use domain::ids::PersonId;
use domain::packs::Jurisdiction;
use domain::{Command, State, StreamId};
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime};

use super::DemoError;
use super::cast::Cast;
use super::dice::Dice;
use super::picture::{Picture, Scene};
use crate::By;

/// What is known at the moment when a step is taken.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The stream as it stands.
    pub state: Option<&'a State>,
    /// The law in force.
    pub law: &'a Jurisdiction,
    /// The pictures of the step, stored.
    pub pictures: &'a [BlobRef],
}

impl Look<'_> {
    /// The case that the step is about.
    pub fn case(&self) -> Result<&domain::cases::Case, DemoError> {
        self.state.and_then(State::as_case).ok_or(DemoError::Lost("案件"))
    }

    /// The first picture of the step.
    pub fn picture(&self) -> Result<BlobRef, DemoError> {
        self.pictures.first().cloned().ok_or(DemoError::Lost("照片"))
    }
}

/// Makes the commands of a step from what is known by then.
pub type Make = Box<dyn FnOnce(&Look<'_>) -> Result<Vec<Command>, DemoError> + Send>;

/// One step: somebody sends commands to one stream.
pub struct Step {
    /// When.
    pub at: DateTime,
    /// Whither.
    pub stream: StreamId,
    /// Who.
    pub by: By,
    /// What is photographed for it.
    pub pictures: Vec<Picture>,
    /// What is sent.
    pub make: Make,
}

/// Plans steps along one matter; its time only moves on.
pub struct Pen<'a> {
    /// The people.
    pub cast: &'a Cast<'a>,
    /// Chance.
    pub dice: Dice,
    /// The number of the matter, from which names and turns follow.
    pub nth: usize,
    now: DateTime,
    steps: Vec<Step>,
}

impl<'a> Pen<'a> {
    /// A pen that begins on the morning of the first working day from `start` on.
    pub fn new(cast: &'a Cast<'a>, nth: usize, start: Date) -> Result<Self, DemoError> {
        let mut dice = Dice::seeded(u64::try_from(nth).unwrap_or_default() + 1);
        let day = cast.law.calendar.working_on_or_after(start)?;
        let now = day.at(8, 30, 0, 0).saturating_add(i64::from(dice.between(0, 50)).minutes());
        Ok(Self { cast, dice, nth, now, steps: Vec::new() })
    }

    /// The moment the pen has reached.
    pub const fn now(&self) -> DateTime {
        self.now
    }

    /// The day the pen has reached.
    pub fn day(&self) -> Date {
        self.now.date()
    }

    /// Lets some minutes pass; after the end of work it is the next working morning.
    pub fn minutes(&mut self, minutes: i64) -> Result<(), DemoError> {
        self.now = self.now.saturating_add(minutes.minutes());
        if 17 < self.now.hour() { self.morning_after(self.now.date()) } else { Ok(()) }
    }

    /// Goes to the morning of the `count`th working day from today.
    pub fn working(&mut self, count: usize) -> Result<(), DemoError> {
        for _ in 0..count {
            self.morning_after(self.now.date())?;
        }
        Ok(())
    }

    /// Goes to the morning of the first working day after the day, unless it has passed.
    pub fn past(&mut self, day: Date) -> Result<(), DemoError> {
        if self.now.date() <= day { self.morning_after(day) } else { Ok(()) }
    }

    fn morning_after(&mut self, day: Date) -> Result<(), DemoError> {
        let next = day.tomorrow().map_err(|_| DemoError::Lost("日期"))?;
        let next = self.cast.law.calendar.working_on_or_after(next)?;
        let minutes = i64::from(self.dice.between(5, 95));
        self.now = next.at(8, 30, 0, 0).saturating_add(minutes.minutes());
        Ok(())
    }

    /// The last day of a period of the rule book that begins on the day.
    pub fn due(&self, rule: &str, from: Date) -> Result<Date, DemoError> {
        let law = self.cast.law;
        let due = law.rules.due(rule, from, &law.calendar);
        due.map(|due| due.last).map_err(|problem| DemoError::Unfit(problem.to_string()))
    }

    /// The person sends a command.
    pub fn does(
        &mut self,
        who: &PersonId,
        stream: &StreamId,
        command: Command,
    ) -> Result<(), DemoError> {
        self.step(By::Person(who.clone()), stream, vec![], Box::new(move |_| Ok(vec![command])))
    }

    /// The person sends what is only known by then.
    pub fn then(
        &mut self,
        who: &PersonId,
        stream: &StreamId,
        make: impl FnOnce(&Look<'_>) -> Result<Vec<Command>, DemoError> + Send + 'static,
    ) -> Result<(), DemoError> {
        self.step(By::Person(who.clone()), stream, vec![], Box::new(make))
    }

    /// Adds a step at the moment, and lets a little time pass.
    pub fn step(
        &mut self,
        by: By,
        stream: &StreamId,
        pictures: Vec<Picture>,
        make: Make,
    ) -> Result<(), DemoError> {
        self.steps.push(Step { at: self.now, stream: stream.clone(), by, pictures, make });
        let minutes = i64::from(self.dice.between(6, 17));
        self.minutes(minutes)
    }

    /// A picture of the scene, like no other.
    pub fn picture(&mut self, scene: Scene) -> Picture {
        Picture { scene, seed: self.dice.next() }
    }

    /// A fresh id of 26 characters that sorts by the moment.
    pub fn id(&mut self) -> String {
        let millis = self
            .now
            .to_zoned(jiff::tz::TimeZone::UTC)
            .map_or(0, |z| u128::try_from(z.timestamp().as_millisecond()).unwrap_or_default());
        let chance = (u128::from(self.dice.next()) << 32) ^ u128::from(self.dice.next());
        crate::keys::ulid((millis << 80) | (chance & ((1 << 80) - 1)))
    }

    /// What was planned.
    pub fn finish(self) -> Vec<Step> {
        self.steps
    }
}

/// Plans a matter so that its last step falls on `ends_on` or shortly before.
pub fn ending_on(
    ends_on: Date,
    law: &Jurisdiction,
    plan: impl Fn(Date) -> Result<Vec<Step>, DemoError>,
) -> Result<Vec<Step>, DemoError> {
    const MOST: usize = 500;
    let mut start = law.calendar.working_on_or_before(ends_on)?;
    for _ in 0..MOST {
        let steps = plan(start)?;
        if steps.last().is_none_or(|step| step.at.date() <= ends_on) {
            return Ok(steps);
        }
        let before = start.yesterday().map_err(|_| DemoError::Lost("日期"))?;
        start = law.calendar.working_on_or_before(before)?;
    }
    Err(DemoError::Lost("可用的日期"))
}
