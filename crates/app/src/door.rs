//! The door: one order is decided, and what it changes joins the desk.
//!
//! Everything an order changes is collected aside and joins the desk only when the order has
//! been carried out, so that a refused order leaves nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::documents::Document;
use domain::org::{self, NumberBlock};
use domain::policy::{Actor, Verdict, permit};
use domain::world::{self, PackCommand};
use domain::{Command, Event, Setting, State, StreamId};
use journal::{Frontier, Profile};
use sha2::{Digest as _, Sha256};
use store::scratch::Job;
use store::{Row, WriteTx, truth};

use crate::desk::{Desk, Held, Trail};
use crate::record::{self, Place};
use crate::start::Inner;
use crate::{By, Conflict, Fault, No, Order, Receipt, erase, keys, kin, nodes, project};

/// How many random codes a command may use.
const CODES: usize = 5;
/// The kind of the job that prints a document.
pub const PRINT: &str = "print";

/// What an order changes, until it joins the desk.
struct Trial {
    frontier: Frontier,
    touched: BTreeMap<StreamId, Held>,
    before: BTreeMap<StreamId, Option<Held>>,
    issued: Vec<Document>,
    reserved: Vec<NumberBlock>,
    erased: Vec<StreamId>,
    first_seq: i64,
    last_seq: i64,
}

/// Carries out one order; the answer counts when the group is committed.
pub async fn one(
    inner: &Arc<Inner>,
    desk: &mut Desk,
    tx: &mut WriteTx,
    order: &Order,
) -> Result<Receipt, No> {
    let digest = digest_of(order)?;
    if let Some(known) = tx.command(order.id.as_str()).await? {
        return repeated((inner, desk), tx, order, (&known, &digest)).await;
    }
    let actor = actor_of(inner, &order.by)?;
    let held = hold((inner, desk), tx, &order.stream).await?;
    check_seen(inner, order, held.as_ref()).await?;
    let now = inner.time.now().max(desk.last_at);
    let mut trial = Trial {
        frontier: desk.frontier.clone(),
        touched: BTreeMap::new(),
        before: BTreeMap::from([(order.stream.clone(), held.clone())]),
        issued: Vec::new(),
        reserved: Vec::new(),
        erased: Vec::new(),
        first_seq: tx.head().size,
        last_seq: tx.head().size,
    };
    let mut waiting = vec![(order.stream.clone(), order.command.clone(), actor)];
    while let Some((stream, command, actor)) = waiting.pop() {
        let held = match trial.touched.get(&stream) {
            Some(held) => Some(held.clone()),
            None => hold((inner, desk), tx, &stream).await?,
        };
        trial.before.entry(stream.clone()).or_insert_with(|| held.clone());
        let state = held.as_ref().map(|held| held.state.clone());
        let mut others = BTreeMap::new();
        let mut kin = other_cases(inner, tx, (&command, state.as_deref())).await?;
        kin.extend(other_inspections(inner, tx, (&command, state.as_deref())).await?);
        for need in command.needs(state.as_deref()).into_iter().chain(kin) {
            let other = match trial.touched.get(&need) {
                Some(held) => Some(held.clone()),
                None => hold((inner, desk), tx, &need).await?,
            };
            if let Some(other) = other {
                others.insert(need, other.state);
            }
        }
        let events = {
            let law = inner.law();
            let roster = inner.roster();
            let codes = codes()?;
            let setting = Setting {
                now,
                today: inner.civil_day(now),
                actor: &actor,
                law: &law,
                roster: &roster,
                numbers: &desk.numbers,
                command: &order.id,
                codes: &codes,
                others: &others,
            };
            allow(&command, state.as_deref(), &setting)?;
            command.decide(state.as_deref(), &setting).map_err(No::Refused)?
        };
        let happened = (events, actor.key(), now);
        let follow_ups = append(inner, tx, &mut trial, (order, &stream, held), happened).await?;
        waiting.extend(follow_ups.into_iter().map(|(s, c)| (s, c, Actor::System)));
    }
    finish(inner, desk, tx, trial, (order, &digest))
}

/// The other cases of the party, where the decision weighs them.
async fn other_cases(
    inner: &Inner,
    tx: &mut WriteTx,
    (command, state): (&Command, Option<&State>),
) -> Result<Vec<StreamId>, Fault> {
    let weighed = matches!(command, Command::Case(command) if command.weighs_other_cases());
    let case = state.and_then(State::as_case).filter(|_| weighed);
    let Some(ask) = case.and_then(|case| kin::ask(case, &inner.vault)) else { return Ok(vec![]) };
    Ok(kin::streams(tx.ask(ask).await?))
}

/// The other inspections of the object in the year, where the decision counts them.
async fn other_inspections(
    inner: &Inner,
    tx: &mut WriteTx,
    (command, state): (&Command, Option<&State>),
) -> Result<Vec<StreamId>, Fault> {
    let (Command::Inspection(command), known) = (command, state.and_then(State::as_inspection))
    else {
        return Ok(vec![]);
    };
    let counted = command.counts_inspections(known);
    let ask = counted.and_then(|(object, on)| kin::ask_inspections(object, on, &inner.vault));
    let Some(ask) = ask else { return Ok(vec![]) };
    Ok(kin::inspection_streams(tx.ask(ask).await?))
}

/// Whether policy lets the actor do it; the law is asked afterwards.
fn allow(command: &Command, state: Option<&State>, setting: &Setting<'_>) -> Result<(), No> {
    let own = match (command, state, setting.actor) {
        (Command::Person(_), Some(State::Person(person)), Actor::Person(member)) => {
            person.id == member.person
        }
        _ => false,
    };
    let subject = command.subject(state, setting);
    match permit(setting.actor, command.act(), &subject) {
        Verdict::Permitted => Ok(()),
        Verdict::Absent if own => Ok(()),
        Verdict::Denied(words) => Err(No::Denied(words)),
        Verdict::Absent => Err(No::Absent),
    }
}

/// Appends the events to the stream and collects what follows from them.
async fn append(
    inner: &Inner,
    tx: &mut WriteTx,
    trial: &mut Trial,
    (order, stream, held): (&Order, &StreamId, Option<Held>),
    (events, actor, now): (Vec<Event>, String, jiff::Timestamp),
) -> Result<Vec<(StreamId, Command)>, No> {
    let recorded_at = record::instant(now);
    let mut follow_ups = Vec::new();
    let mut trail = held.as_ref().map_or_else(Trail::default, |h| (*h.trail).clone());
    let mut state = held.map(|h| (*h.state).clone());
    for event in events {
        let seq = tx.head().size;
        let place = Place {
            seq,
            log: &inner.origin,
            stream,
            version: trail.version + 1,
            prev: trail.last_leaf,
            actor: &actor,
            device: order.device.as_deref(),
            recorded_at: &recorded_at,
            occurred_at: order.occurred_at.as_deref(),
            command: order.id.as_str(),
        };
        let recorded = record::encode(&event, &place, &inner.vault)?;
        let kind = recorded.event.kind.clone();
        tx.append(recorded.event).await.map_err(unappended)?;
        recorded.openings.into_iter().for_each(|opening| tx.put_opening(opening));
        let grown = trial.frontier.push(recorded.leaf);
        tx.put_nodes(grown.into_iter().filter(nodes::is_kept).map(node));
        state = world::apply(state, stream, &event);
        trail.note(&event, (seq, now, recorded.leaf), &actor);
        trial.last_seq = seq;
        trial.issued.extend(event.document().cloned());
        trial.reserved.extend(reserved(&event));
        if let Some(value) = event.erases() {
            erase::remove(tx, stream, value).await?;
            trial.erased.push(stream.clone());
        }
        let Some(after) = &state else {
            return Err(Fault::Inconsistent("an event came before its stream began").into());
        };
        if let Some(done) = project::done(stream, &kind, after, (seq, &actor, &recorded_at)) {
            tx.put(Row::Done(done));
        }
        follow_ups.extend(world::follow_ups(stream, &event, after));
    }
    if let Some(state) = state {
        let held = Held { state: Arc::new(state), trail: Arc::new(trail) };
        trial.touched.insert(stream.clone(), held);
    }
    Ok(follow_ups)
}

/// Writes the read rows that differ, remembers the command and adopts the trial.
fn finish(
    inner: &Inner,
    desk: &mut Desk,
    tx: &mut WriteTx,
    trial: Trial,
    (order, digest): (&Order, &str),
) -> Result<Receipt, No> {
    let law = inner.law();
    for (stream, held) in &trial.touched {
        let before = trial.before.get(stream).and_then(Option::as_ref);
        let rows = |h: &Held| project::rows(stream, (&h.state, &h.trail), &law, &inner.vault);
        let (old, new) = (before.map(&rows), rows(held));
        project::write_changes(tx, old.unwrap_or_default(), new);
    }
    let mut answered = Vec::new();
    // An order that nothing followed from may be decided again; it has no event to answer with.
    if trial.first_seq < tx.head().size {
        let row = truth::CommandRow {
            id: order.id.to_string(),
            stream: order.stream.to_string(),
            digest: digest.to_owned(),
            first_seq: trial.first_seq,
            last_seq: trial.last_seq,
        };
        answered.push(row.clone());
        tx.remember_command(row);
    }
    let mut numbers = desk.numbers.clone();
    for block in &trial.reserved {
        if !numbers.note_block(block) {
            return Err(Fault::Inconsistent("a block of numbers is out of sequence").into());
        }
    }
    for document in &trial.issued {
        tx.enqueue(Job {
            id: format!("{PRINT}-{}", document.id),
            kind: PRINT.to_owned(),
            payload: format!("{} {}", order.stream, document.id),
            not_before: record::instant(inner.time.now()),
            attempts: 0,
            last_error: None,
            done_at: None,
        });
        if let (Some(number), 1) = (&document.number, document.edition)
            && !numbers.note(&document.authority, number)
        {
            return Err(Fault::Inconsistent("a document number is out of sequence").into());
        }
    }
    desk.to_print |= !trial.issued.is_empty();
    let version = trial.touched.get(&order.stream).map_or(0, |held| held.trail.version);
    desk.numbers = numbers;
    desk.answered.extend(answered);
    desk.frontier = trial.frontier;
    desk.erased.extend(trial.erased);
    for (stream, held) in trial.touched {
        desk.last_at = desk.last_at.max(held.trail.last_at);
        if let State::Person(person) = &*held.state {
            inner.put_person((**person).clone());
        }
        desk.fresh.insert(stream, held);
    }
    if let Command::Pack(PackCommand::Load { digest, .. } | PackCommand::Correct { digest, .. }) =
        &order.command
    {
        inner.reload(digest);
    }
    Ok(Receipt {
        stream: order.stream.clone(),
        first_seq: trial.first_seq,
        last_seq: trial.last_seq,
        version,
        repeated: false,
    })
}

/// The first answer again, or a refusal when the same id carries another order.
async fn repeated(
    (inner, desk): (&Inner, &Desk),
    tx: &mut WriteTx,
    order: &Order,
    (known, digest): (&truth::CommandRow, &str),
) -> Result<Receipt, No> {
    if known.digest != digest {
        return Err(No::Refused(
            domain::Refusal::new(
                "DOOR-001",
                "这次提交的编号已经用于另一次不同的提交，没有保存。",
                "请刷新页面后重新填写提交。",
            )
            .into(),
        ));
    }
    let version = hold((inner, desk), tx, &order.stream).await?.map_or(0, |h| h.trail.version);
    Ok(Receipt {
        stream: order.stream.clone(),
        first_seq: known.first_seq,
        last_seq: known.last_seq,
        version,
        repeated: true,
    })
}

/// The stream from memory, or else from the store.
async fn hold(
    (inner, desk): (&Inner, &Desk),
    tx: &mut WriteTx,
    stream: &StreamId,
) -> Result<Option<Held>, Fault> {
    if let Some(held) = desk.fresh.get(stream) {
        return Ok(Some(held.clone()));
    }
    let name = stream.to_string();
    let flying = desk.flying.states.get(stream).cloned();
    if let Some(held) = flying.or_else(|| inner.lately.present(stream)) {
        tx.know([(name, held.trail.version)], []);
        return Ok(Some(held));
    }
    let version = tx.version(&name).await?;
    if version == 0 {
        return Ok(None);
    }
    if let Some(held) = inner.lately.at(stream, version) {
        return Ok(Some(held));
    }
    let events = tx.stream(&name).await?;
    let openings = tx.openings(&name).await?;
    let held = inner.replay(stream, &events, openings)?;
    if let Some(held) = &held {
        // It may hold events of a command that will yet be refused.
        inner.lately.keep(stream, held, None);
    }
    Ok(held)
}

/// A race with another person; that a document was printed meanwhile changes nothing for anybody.
async fn check_seen(inner: &Inner, order: &Order, held: Option<&Held>) -> Result<(), No> {
    let found = held.map_or(0, |held| held.trail.version);
    let Some(seen) = order.seen.filter(|seen| *seen != found) else { return Ok(()) };
    let mut changes = inner.history(&order.stream).await?;
    changes.retain(|entry| seen < entry.version);
    let only_prints =
        seen < found && changes.iter().all(|entry| entry.kind.ends_with(".document-printed"));
    if only_prints { Ok(()) } else { Err(No::Conflict(Conflict { seen, found, changes })) }
}

fn actor_of(inner: &Inner, by: &By) -> Result<Actor, No> {
    match by {
        By::Public => Ok(Actor::Public),
        By::System => Ok(Actor::System),
        By::Person(id) => match inner.roster().get(id) {
            Some(person) if !person.suspended => Ok(person.actor()),
            Some(_) => Err(No::Denied("账户已停用，请联系系统管理员。".to_owned())),
            None => Err(No::Denied("请先登录。".to_owned())),
        },
    }
}

fn digest_of(order: &Order) -> Result<String, Fault> {
    let command =
        serde_json::to_vec(&order.command).map_err(|source| Fault::Encode(Box::new(source)))?;
    let mut sum = Sha256::new();
    sum.update(order.stream.to_string().as_bytes());
    sum.update([0]);
    sum.update(&command);
    Ok(hex::encode(sum.finalize()))
}

/// Fresh codes of 100 random bits in Crockford base 32.
fn codes() -> Result<Vec<String>, Fault> {
    const ALPHABET: [char; 32] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H',
        'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
    ];
    (0..CODES)
        .map(|_| {
            let bytes = keys::random()?;
            let letter = |byte: &u8| ALPHABET.get(usize::from(byte & 31)).copied();
            Ok(bytes.iter().take(20).filter_map(letter).collect())
        })
        .collect()
}

/// The block of numbers that the event hands out.
fn reserved(event: &Event) -> Option<NumberBlock> {
    if let Event::Person(event) = event
        && let org::Event::NumbersReserved(block) = &**event
    {
        return Some(block.clone());
    }
    None
}

fn node(node: journal::Node) -> truth::TreeNode {
    truth::TreeNode {
        level: i64::from(node.level),
        idx: i64::try_from(node.index).unwrap_or(i64::MAX),
        hash: node.hash.0,
    }
}

fn unappended(why: store::Unappended) -> No {
    match why {
        store::Unappended::Fault(fault) => fault.into(),
        store::Unappended::Clash(clash) => {
            tracing::error!(%clash, "the desk disagrees with the store");
            Fault::Inconsistent("the desk disagrees with the store").into()
        }
    }
}

/// The hash profile of the log.
pub const PROFILE: Profile = Profile::Sha256;
