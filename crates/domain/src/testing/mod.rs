//! A desk for tests: the county of the repository, its demonstration people, and a small world
//! of streams in memory that takes commands the way the door does.

mod docket;
mod fill;
mod fill_crime;
mod fill_remedies;
mod fill_sampling;
mod golden;
mod lives;
mod lives_beside;
mod random;
mod scenarios;
mod sequences;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

pub(crate) use docket::Docket;
pub(crate) use fill::*;
pub(crate) use fill_crime::*;
pub(crate) use fill_remedies::*;
pub(crate) use fill_sampling::*;

use crate::documents::NumberRegister;
use crate::ids::{CommandId, PersonId};
use crate::org::{Credential, Person, Roster};
use crate::packs::{DemoPerson, Jurisdiction, fixture};
use crate::party::Likeness;
use crate::policy::{Actor, Verdict, permit};
use crate::world::{self, Command, Event, State, StreamId};
use crate::{Private, Refused, Setting, cases, clues, inspections, org, tasks};

/// A small world in memory.
#[derive(Clone)]
pub(crate) struct Desk {
    pub law: &'static Jurisdiction,
    pub roster: Roster,
    pub numbers: NumberRegister,
    pub streams: BTreeMap<StreamId, State>,
    pub log: Vec<(StreamId, Event)>,
    /// The acts on cases that issued a paper.
    pub papered: std::collections::BTreeSet<crate::policy::Act>,
    pub today: Date,
    minutes: i64,
    pub who: Actor,
    sent: usize,
}

impl Desk {
    /// A desk of the county with nothing on it.
    pub fn open(today: Date) -> Self {
        Self::under(fixture::county(), today)
    }

    /// A desk under another jurisdiction.
    pub fn under(law: &'static Jurisdiction, today: Date) -> Self {
        let mut roster = Roster::default();
        for demo in &law.people {
            roster.put(person(demo, law));
        }
        Self {
            law,
            roster,
            numbers: NumberRegister::default(),
            streams: BTreeMap::new(),
            log: Vec::new(),
            papered: std::collections::BTreeSet::new(),
            today,
            minutes: 0,
            who: Actor::Public,
            sent: 0,
        }
    }

    /// The same desk on another day, at five in the afternoon.
    pub fn on(&mut self, day: Date) -> &mut Self {
        self.today = day;
        self.minutes = 0;
        self
    }

    /// The same desk some minutes later.
    pub fn minutes_pass(&mut self, minutes: i64) {
        self.minutes += minutes;
    }

    /// The same desk with another person at it.
    pub fn by(&mut self, who: &str) -> &mut Self {
        self.who = match who {
            PUBLIC => Actor::Public,
            SYSTEM => Actor::System,
            id => self.roster.get(&PersonId::new(id)).unwrap().actor(),
        };
        self
    }

    /// Asks and expects to be let through by policy and by law; answers with the events.
    #[track_caller]
    pub fn does(&mut self, stream: &StreamId, command: impl Into<Command>) -> Vec<Event> {
        let command = command.into();
        let verdict = self.verdict(stream, &command);
        assert_eq!(verdict, Verdict::Permitted, "{command:?}");
        let words = format!("{command:?}");
        let found = self.send(stream, command);
        found.unwrap_or_else(|refused| panic!("{words}\n{}", told(&refused)))
    }

    /// Takes over what happened on another desk.
    pub fn remembers(&mut self, other: Self) {
        self.log.extend(other.log);
        self.papered.extend(other.papered);
    }

    /// Asks and expects to be refused by law; answers with the codes.
    #[track_caller]
    pub fn refused(&mut self, stream: &StreamId, command: impl Into<Command>) -> Vec<String> {
        let command = command.into();
        let before = self.streams.get(stream).cloned();
        let words = format!("{command:?}");
        let refused = self.send(stream, command).expect_err(&words);
        assert_eq!(self.streams.get(stream).cloned(), before, "a refusal changes nothing");
        sound(&refused);
        refused.codes().into_iter().map(str::to_owned).collect()
    }

    /// What policy says.
    pub fn verdict(&mut self, stream: &StreamId, command: &Command) -> Verdict {
        let state = self.state(stream);
        let subject = self.with(&CommandId::new("asked"), &BTreeMap::new(), |setting| {
            command.subject(state.as_ref(), setting)
        });
        permit(&self.who, command.act(), &subject)
    }

    /// Takes the command as the door does, follow-ups included.
    pub fn send(
        &mut self,
        stream: &StreamId,
        command: impl Into<Command>,
    ) -> Result<Vec<Event>, Refused> {
        let command = command.into();
        self.sent += 1;
        let id = CommandId::new(format!("c{:04}", self.sent));
        let state = self.state(stream);
        let others: BTreeMap<StreamId, Arc<State>> = command
            .needs(state.as_ref())
            .into_iter()
            .filter_map(|needed| {
                Some((needed.clone(), Arc::new(self.streams.get(&needed)?.clone())))
            })
            .chain(self.other_cases(stream))
            .chain(self.other_inspections(&command, state.as_ref()))
            .collect();
        let events = self.with(&id, &others, |setting| command.decide(state.as_ref(), setting))?;
        let issued = |it: &Event| matches!(it, Event::Case(it) if matches!(**it, crate::cases::Event::DocumentIssued(_)));
        if events.iter().any(issued) {
            self.papered.insert(command.act());
        }
        for event in &events {
            self.record(stream, event);
        }
        for event in &events {
            let state = self.streams[stream].clone();
            for (other, command) in world::follow_ups(stream, event, &state) {
                let who = std::mem::replace(&mut self.who, Actor::System);
                self.send(&other, command).unwrap_or_else(|r| panic!("{}", told(&r)));
                self.who = who;
            }
        }
        Ok(events)
    }

    /// The other cases of the party, as the door's index finds them.
    pub fn other_cases(&self, stream: &StreamId) -> Vec<(StreamId, Arc<State>)> {
        let Some(State::Case(case)) = self.streams.get(stream) else { return vec![] };
        let party = &case.origin.party;
        let same = |it: &cases::Case| party.likeness(&it.origin.party) != Likeness::None;
        let others = self.streams.iter().filter(|(id, _)| *id != stream);
        let found = others.filter(|(_, state)| state.as_case().is_some_and(same));
        found.map(|(id, state)| (id.clone(), Arc::new(state.clone()))).collect()
    }

    /// The other inspections of the object, as the door's index finds them.
    fn other_inspections(
        &self,
        command: &Command,
        state: Option<&State>,
    ) -> Vec<(StreamId, Arc<State>)> {
        let known = state.and_then(State::as_inspection);
        let Command::Inspection(command) = command else { return vec![] };
        let Some((object, _)) = command.counts_inspections(known) else { return vec![] };
        let same = |state: &State| {
            let it = state.as_inspection();
            it.is_some_and(|it| object.likeness(&it.object) != Likeness::None)
        };
        let found = self.streams.iter().filter(|(_, state)| same(state));
        found.map(|(id, state)| (id.clone(), Arc::new(state.clone()))).collect()
    }

    /// Looks at something with the setting of the moment.
    pub fn with<T>(
        &self,
        command: &CommandId,
        others: &BTreeMap<StreamId, Arc<State>>,
        look: impl FnOnce(&Setting<'_>) -> T,
    ) -> T {
        let codes: Vec<String> = (0..5).map(|n| format!("CODE{:05}{command}N{n:05}", 0)).collect();
        let five = self.today.at(9, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
        look(&Setting {
            now: five.timestamp() + jiff::SignedDuration::from_mins(self.minutes),
            today: self.today,
            actor: &self.who,
            law: self.law,
            roster: &self.roster,
            numbers: &self.numbers,
            command,
            codes: &codes,
            others,
        })
    }

    fn record(&mut self, stream: &StreamId, event: &Event) {
        let (kind, body) = event.to_parts().unwrap();
        assert_eq!(
            Event::from_parts(&kind, body).unwrap(),
            *event,
            "an event reads back as itself"
        );
        if let Some(document) = event.document()
            && document.edition == 1
            && let Some(number) = &document.number
        {
            let gapless = self.numbers.note(&document.authority, number);
            assert!(gapless, "{} leaves a gap", number.text);
        }
        let before = self.state(stream);
        if let Event::Person(event) = event
            && let org::Event::NumbersReserved(block) = &**event
        {
            assert!(self.numbers.note_block(block), "a block continues the register");
        }
        let after = world::apply(before.clone(), stream, event);
        if let Some(State::Person(person)) = &after {
            self.roster.put((**person).clone());
        }
        let only_noted =
            ["person.signed-in", "person.sign-in-failed", "person.unmasked"].contains(&&*kind);
        assert!(only_noted || after != before, "{kind} is ignored");
        self.streams.insert(stream.clone(), after.unwrap());
        self.log.push((stream.clone(), event.clone()));
    }

    /// The state of a stream; the people of the pack are there from the start.
    fn state(&self, stream: &StreamId) -> Option<State> {
        let known = || self.roster.get(&PersonId::new(&stream.id)).cloned();
        let person = || (stream.kind == world::StreamKind::Person).then(known).flatten();
        let state = self.streams.get(stream).cloned();
        state.or_else(|| person().map(|person| State::Person(Box::new(person))))
    }

    /// The case of the stream.
    #[track_caller]
    pub fn case(&self, stream: &StreamId) -> &cases::Case {
        self.streams[stream].as_case().unwrap()
    }

    /// The clue of the stream.
    #[track_caller]
    pub fn clue(&self, stream: &StreamId) -> &clues::Clue {
        self.streams[stream].as_clue().unwrap()
    }

    /// The inspection of the stream.
    #[track_caller]
    pub fn inspection(&self, stream: &StreamId) -> &inspections::Inspection {
        self.streams[stream].as_inspection().unwrap()
    }

    /// What waits in the stream: act, and the last day when there is one.
    pub fn waiting(&self, stream: &StreamId) -> Vec<(crate::policy::Act, Option<Date>)> {
        let tasks = tasks::tasks(&self.streams[stream], self.law);
        tasks.into_iter().map(|task| (task.act, task.due.map(|due| due.on))).collect()
    }
}

/// The county with one debatable question read otherwise.
pub(crate) fn reading(question: &str, answer: &str) -> &'static Jurisdiction {
    let choice = format!("[settings]\n{question} = \"{answer}\"\n");
    county_with("jinxiang/settings.toml", choice.into_bytes())
}

/// The county with one text of its packs replaced.
pub(crate) fn county_with(path: &str, text: Vec<u8>) -> &'static Jurisdiction {
    let mut texts = fixture::texts();
    texts.insert(path.to_owned(), text);
    Box::leak(Box::new(Jurisdiction::load("jinxiang", "test", &texts).unwrap()))
}

/// An inspection `J1` by the first squad with a signed record, on the day.
pub(crate) fn inspected(day: Date) -> Desk {
    let mut desk = Desk::open(day);
    let it = StreamId::inspection(&crate::ids::InspectionId::new("J1"));
    desk.by(SQUAD_A).does(&it, inspections::Command::Propose(propose_inspection(day)));
    let approved = inspections::ApproveInspection { words: String::new() };
    desk.by(LEADER).does(&it, inspections::Command::Approve(approved));
    desk.by(SQUAD_A).does(&it, inspections::Command::Arrive(arrive(day)));
    desk.does(&it, inspections::Command::Capture(capture()));
    let found = findings("JX-T-01", inspections::CheckResult::Problem, day);
    desk.does(&it, inspections::Command::Record(found));
    desk.does(&it, inspections::Command::Sign(sign()));
    desk
}

/// Every refusal says what and what next, and carries a code.
#[track_caller]
pub(crate) fn sound(refused: &Refused) {
    assert!(!refused.0.is_empty());
    for refusal in &refused.0 {
        assert!(!refusal.what.trim().is_empty(), "{refusal:?}");
        assert!(!refusal.next.words.trim().is_empty(), "{refusal:?}");
        assert!(refusal.code.contains('-'), "{refusal:?}");
    }
}

fn told(refused: &Refused) -> String {
    let lines = refused.0.iter().map(|r| format!("{} {} [{:?}]", r.code, r.what, r.field));
    lines.collect::<Vec<_>>().join("\n")
}

fn person(demo: &DemoPerson, law: &Jurisdiction) -> Person {
    let unit = law.unit(&demo.unit).unwrap();
    Person {
        id: demo.id.clone(),
        name: demo.name.clone(),
        login: demo.login.clone(),
        unit: unit.id.clone(),
        authority: unit.authority.clone(),
        towns: unit.towns.iter().cloned().collect(),
        roles: demo.roles.iter().copied().collect(),
        credential: demo.certificate.as_ref().map(|c| Credential {
            number: c.number.clone(),
            valid_from: c.valid_from,
            valid_until: c.valid_until,
        }),
        legal_qualification: demo.legal_qualification.clone(),
        password: Private::new(""),
        password_is_initial: false,
        suspended: false,
        blocks: Vec::new(),
    }
}
