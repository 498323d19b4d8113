//! One open case after another: proposed, filed, interviewed, with evidence entered and verified.

use std::sync::Arc;

use app::{App, By, Config, No, Order};
use domain::cases::{
    self, AddEvidence, ApproveFiling, Exchange, FilingSource, ProposeFiling, RecordInterview,
    VerifyEvidence,
};
use domain::catalogue::Power;
use domain::evidence::{Claim, EvidenceKind};
use domain::ids::{CaseId, CommandId, EvidenceId, ItemId, PersonId, TownId};
use domain::party::{Party, PartyKind, is_identity_number};
use domain::policy::Role;
use domain::{Command, Private, StreamId};
use jiff::civil::Date;

use super::{Handler, Trouble, item};

/// Proposed 1, filed 2, interviewed 3: the events that every case has.
const BASE: usize = 6;

/// What all cases have in common.
pub struct Ground {
    item: ItemId,
    category: String,
    towns: Vec<TownId>,
    handlers: Vec<PersonId>,
    leaders: Vec<PersonId>,
    /// How many events a case has beyond the first ones.
    more: usize,
}

impl Ground {
    /// The ground of a data folder, for so many events to a case.
    pub fn of(app: &App, events: usize) -> Result<Self, Trouble> {
        let people = app.people();
        let holding = |role: Role| -> Vec<PersonId> {
            let able = people.all().filter(|p| p.roles.contains(&role));
            able.map(|p| p.id.clone()).collect()
        };
        Ok(Self {
            item: item(app, Power::Penalty)?.id,
            category: item(app, Power::Inspection)?.name,
            towns: app.law().towns.iter().map(|town| town.id.clone()).collect(),
            handlers: holding(Role::CaseHandler),
            leaders: holding(Role::Leader),
            more: events.saturating_sub(BASE),
        })
    }

    /// Makes a case and answers its id.
    pub async fn one_case(&self, app: &App, nth: usize) -> Result<String, Trouble> {
        let id = app.new_id();
        let stream = StreamId::case(&CaseId::new(&id));
        let today = app.today();
        let handlers = vec![self.handler(nth)?, self.handler(nth + 1)?];
        let first = self.handler(nth)?;
        let propose = self.propose(nth, today, handlers.clone())?;
        send(app, &stream, &first, cases::Command::ProposeFiling(Box::new(propose))).await?;
        let leader = self.leaders.get(nth % self.leaders.len().max(1)).ok_or("no leader")?;
        let approve = cases::Command::ApproveFiling(ApproveFiling { words: String::new() });
        send(app, &stream, leader, approve).await?;
        let interview = interview(nth, app.today(), handlers);
        let interview = cases::Command::RecordInterview(Box::new(interview));
        let asked = send(app, &stream, &first, interview).await?;
        let mut evidence = format!("{asked}-e0");
        for turn in 0..self.more {
            let command = if turn % 2 == 0 {
                cases::Command::VerifyEvidence(VerifyEvidence {
                    evidence: EvidenceId::new(&evidence),
                    how: "与现场核对一致，经当事人确认".to_owned(),
                    moments: vec![],
                    sound: false,
                })
            } else {
                cases::Command::AddEvidence(AddEvidence {
                    kind: EvidenceKind::Physical,
                    name: format!("现场物品（{turn}）"),
                    proves: "堆放物的种类和数量".into(),
                    obtained_on: app.today(),
                    blob: None,
                    claim: Claim::default(),
                    monitor: None,
                })
            };
            let sent = send(app, &stream, &first, command).await?;
            if turn % 2 == 1 {
                evidence = format!("{sent}-e0");
            }
        }
        Ok(id)
    }

    fn handler(&self, nth: usize) -> Result<PersonId, Trouble> {
        let one = self.handlers.get(nth % self.handlers.len().max(1));
        Ok(one.ok_or("the pack names no handlers")?.clone())
    }

    fn propose(
        &self,
        nth: usize,
        today: Date,
        handlers: Vec<PersonId>,
    ) -> Result<ProposeFiling, Trouble> {
        let yesterday = today.yesterday()?;
        let town = self.towns.get(nth % self.towns.len().max(1)).ok_or("no towns")?;
        Ok(ProposeFiling {
            item: self.item.clone(),
            cause: "在公路上堆放物品影响公路畅通".to_owned(),
            town: town.clone(),
            place: Private::new(format!("示例路{nth}号门前公路")),
            source: FilingSource::Report,
            inspection: None,
            clue: None,
            party: party(nth),
            facts: "路面堆放沙土，占用行车道，未设警示标志。".into(),
            act_on: yesterday,
            discovered_on: yesterday,
            handlers,
        })
    }

    /// The handlers with the cases that each leads.
    pub fn handlers(&self, app: &App, cases: &[(usize, String)]) -> Vec<Arc<Handler>> {
        let people = app.people();
        let count = self.handlers.len().max(1);
        let of = |(at, id): (usize, &PersonId)| {
            let person = people.get(id)?;
            let led = cases.iter().filter(|(nth, _)| nth % count == at);
            Some(Arc::new(Handler {
                login: person.login.clone(),
                cases: led.map(|(_, case)| case.clone()).collect(),
                today: app.today().to_string(),
                town: self.towns.first().map(ToString::to_string).unwrap_or_default(),
                category: self.category.clone(),
            }))
        };
        self.handlers.iter().enumerate().filter_map(of).collect()
    }
}

/// Somebody made up, with the number of a region that does not exist.
fn party(nth: usize) -> Party {
    Party {
        kind: PartyKind::Citizen,
        name: Private::new(format!("演示{nth}")),
        id_number: Private::new(identity_number(nth)),
        address: Private::new(format!("示例路{nth}号")),
        phone: "00000000000".into(),
        representative: Private::default(),
        born_on: None,
    }
}

/// A sound number of a region that does not exist, another one for each of a million people.
fn identity_number(nth: usize) -> String {
    let born = nth / 1000;
    let (year, month, day) = (1960 + born / 336 % 40, 1 + born / 28 % 12, 1 + born % 28);
    let head = format!("999999{year}{month:02}{day:02}{:03}", nth % 1000);
    let whole = |sign| format!("{head}{sign}");
    "0123456789X".chars().map(whole).find(|it| is_identity_number(it)).unwrap_or_default()
}

fn interview(nth: usize, today: Date, officers: Vec<PersonId>) -> RecordInterview {
    RecordInterview {
        name: Private::new(format!("演示{nth}")),
        id_number: "999999198001010011".into(),
        address: Private::new(format!("示例路{nth}号")),
        phone: "00000000000".into(),
        employer: Private::new(""),
        relation: "当事人".to_owned(),
        place: "大队询问室".into(),
        started_at: today.at(0, 5, 0, 0),
        ended_at: today.at(0, 35, 0, 0),
        officers,
        certificates_shown: true,
        dialogue: vec![Exchange {
            question: "沙土是谁堆放的？".into(),
            answer: "是我堆放的，准备盖房使用，马上清理。".into(),
        }],
        signature_image: Private::new(""),
        refusal_reason: "被询问人不识字，已向其宣读。".into(),
        scan: None,
    }
}

/// Sends a command and answers its id.
async fn send(
    app: &App,
    stream: &StreamId,
    who: &PersonId,
    command: cases::Command,
) -> Result<String, Trouble> {
    let id = app.new_id();
    let order = Order {
        id: CommandId::new(&id),
        stream: stream.clone(),
        command: Command::Case(command),
        by: By::Person(who.clone()),
        seen: None,
        device: None,
        occurred_at: None,
    };
    match app.run(order).await {
        Ok(_) => Ok(id),
        Err(No::Fault(fault)) => Err(fault.into()),
        Err(No::Refused(refused)) => Err(format!("refused: {:?}", refused.codes()).into()),
        Err(No::Denied(words)) => Err(words.into()),
        Err(No::Absent | No::Conflict(_)) => Err("absent or in conflict".into()),
    }
}

/// Takes the waiting prints off the queue, so that the server measured is not busy with hundreds
/// of thousands of papers; each is printed when somebody asks for it.
pub async fn leave_unprinted(config: &Config) -> Result<(), Trouble> {
    let store = App::store(config).await?;
    let now = config.clock.now().to_string();
    store.change(&store::scratch::finish_jobs("print", &now)).await?;
    store.close().await;
    Ok(())
}
