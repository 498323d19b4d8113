//! Living the year: every step in its time, through the door, with the commands of real people.

use std::sync::Arc;

use domain::ids::{CommandId, DocumentId};
use domain::{Command, Private, StreamId, org};
use futures::{StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;
use jiff::civil::DateTime;
use store::scratch;

use super::agenda::{Look, Step};
use super::cast::Cast;
use super::clock::StepClock;
use super::{DemoError, PASSWORD, Progress};
use crate::{App, By, No, Order, record};

/// Takes the steps.
pub struct Player<'a> {
    /// The application.
    pub app: &'a App,
    /// Its clock.
    pub clock: &'a StepClock,
    /// Where to say how far it is.
    pub progress: Progress<'a>,
}

impl Player<'_> {
    /// Opens the account of everybody, with certificates, roles and the common password.
    pub async fn engage(&self, cast: &Cast<'_>) -> Result<(), DemoError> {
        (self.progress)(&format!("正在开立{}个演示账户……", cast.people.len()));
        for person in &cast.people {
            let mut commands = vec![org::Command::Engage {
                name: person.name.clone(),
                login: person.login.clone(),
                unit: person.unit.clone(),
            }];
            commands
                .extend(person.roles.iter().map(|role| org::Command::GrantRole { role: *role }));
            commands.extend(person.certificate.as_ref().map(|certificate| {
                org::Command::RecordCredential {
                    credential: org::Credential {
                        number: certificate.number.clone(),
                        valid_from: certificate.valid_from,
                        valid_until: certificate.valid_until,
                    },
                }
            }));
            commands.extend(
                person
                    .legal_qualification
                    .as_ref()
                    .map(|number| org::Command::RecordQualification { number: number.clone() }),
            );
            // Changed and not given, so that nobody has to change it at the first sign-in.
            let hash = Private::new(self.app.hash_password(PASSWORD).await?);
            commands.push(org::Command::ChangePassword { hash });
            let stream = StreamId::person(&person.id);
            for command in commands {
                self.send(&stream, Command::Person(command), &By::System).await?;
            }
        }
        Ok(())
    }

    /// Takes every step that comes before the end.
    pub async fn live(&self, steps: Vec<Step>, end: Timestamp) -> Result<(), DemoError> {
        let zone = self.app.inner.config.time_zone.clone();
        let mut month = (0, 0);
        for step in steps {
            let at = step.at.to_zoned(zone.clone()).map_err(|_| DemoError::Lost("日期"))?;
            if end <= at.timestamp() {
                break;
            }
            if month != (at.year(), at.month()) {
                month = (at.year(), at.month());
                (self.progress)(&format!("正在办理{}年{}月的事项……", month.0, month.1));
            }
            self.clock.reach(at.timestamp());
            self.take(step).await?;
        }
        self.clock.reach(end);
        Ok(())
    }

    async fn take(&self, step: Step) -> Result<(), DemoError> {
        let mut pictures = Vec::with_capacity(step.pictures.len());
        for (nth, picture) in step.pictures.iter().enumerate() {
            let drawn = picture.draw(step.at);
            let name = format!("示例照片{}.png", nth + 1);
            pictures.push(self.app.upload(&mut drawn.as_slice(), &name).await?);
        }
        let loaded = self.app.load(&step.stream).await?;
        let law = self.app.law();
        let state = loaded.as_ref().map(|loaded| Arc::clone(&loaded.state));
        let look = Look { state: state.as_deref(), law: &law, pictures: &pictures };
        for command in (step.make)(&look)? {
            self.send(&step.stream, command, &step.by)
                .await
                .map_err(|error| error.at(step.at, &step.stream))?;
        }
        Ok(())
    }

    async fn send(&self, stream: &StreamId, command: Command, by: &By) -> Result<(), DemoError> {
        let order = Order {
            id: CommandId::new(self.app.new_id()),
            stream: stream.clone(),
            command: command.clone(),
            by: by.clone(),
            seen: None,
            device: None,
            occurred_at: None,
        };
        match self.app.run(order).await {
            Ok(_) => Ok(()),
            Err(No::Fault(fault)) => Err(fault.into()),
            Err(No::Refused(refused)) => {
                let words: Vec<String> =
                    refused.0.iter().map(|r| format!("{} {}", r.code, r.what)).collect();
                Err(DemoError::refused(&command, &words.join(" ")))
            }
            Err(No::Denied(words)) => Err(DemoError::refused(&command, &words)),
            Err(No::Absent) => Err(DemoError::refused(&command, "办理人看不到这件事")),
            Err(No::Conflict(_)) => Err(DemoError::refused(&command, "已被别人修改")),
        }
    }

    /// Prints every document that waits, as many at a time as the machine has processors.
    pub async fn print(&self) -> Result<usize, DemoError> {
        const BATCH: i64 = 64;
        let abreast = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let store = &self.app.inner.store;
        let mut printed = 0;
        loop {
            let now = record::instant(self.app.now());
            let jobs = store.ask(scratch::jobs_due(&now, BATCH)).await?;
            if jobs.is_empty() {
                break;
            }
            printed += jobs.len();
            let prints = jobs.iter().map(|job| self.print_one(&job.payload));
            futures::stream::iter(prints).buffer_unordered(abreast).try_collect::<()>().await?;
            // These are on paper now; the queue is told so.
            let mut told = 0;
            while told < jobs.len() {
                told += self.app.print_waiting().await?.max(1);
            }
            (self.progress)(&format!("已排印文书{printed}份……"));
        }
        // What failed is put off; nothing may be left over here.
        match store.first(scratch::jobs_waiting()).await? {
            Some(0) => Ok(printed),
            Some(_) | None => Err(DemoError::Lost("已排印的文书")),
        }
    }

    async fn print_one(&self, payload: &str) -> Result<(), DemoError> {
        let told = || DemoError::Lost("待排印的文书");
        let (stream, document) = payload.split_once(' ').ok_or_else(told)?;
        let stream = StreamId::parse(stream).ok_or_else(told)?;
        let pdf = self.app.pdf(&stream, &DocumentId::new(document)).await?;
        pdf.map(|_| ()).ok_or_else(told)
    }
}

impl DemoError {
    fn refused(command: &Command, words: &str) -> Self {
        let asked = command.act().name_zh();
        Self::Refused { asked: asked.to_owned(), place: String::new(), words: words.to_owned() }
    }

    fn at(self, at: DateTime, stream: &StreamId) -> Self {
        match self {
            Self::Refused { asked, words, .. } => {
                Self::Refused { asked, place: format!("{at} {stream}"), words }
            }
            other @ (Self::Start(_)
            | Self::Fault(_)
            | Self::Store(_)
            | Self::Upload(_)
            | Self::Calendar(_)
            | Self::Packs(_)
            | Self::Nobody(_)
            | Self::Lost(_)
            | Self::Unfit(_)) => other,
        }
    }
}
