//! The writer: takes orders one after another, has them decided, and commits them in groups.
//!
//! While one group is on its way to the disk the next is decided: what is on its way is known on the
//! desk, and nobody is answered before it has arrived. A group that cannot be committed stops the
//! writer and takes the one behind it along: what was not acknowledged is lost, what was
//! acknowledged is not.

use std::sync::Arc;
use std::time::Duration;

use journal::Frontier;
use store::{Defect, WriteTx, truth};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::desk::{Desk, Flying};
use crate::door::{self, PROFILE};
use crate::fault::Bar;
use crate::start::Inner;
use crate::walk::Source;
use crate::{Fault, No, Order, Receipt, erase, nodes, timekeeper};

/// The most orders committed together.
const GROUP: usize = 64;
/// How long events may stay without a signed checkpoint.
const UNSIGNED: Duration = Duration::from_secs(1);

/// What is asked of the writer.
#[derive(Debug)]
pub enum Request {
    /// Carry out an order.
    Order(Box<Order>, oneshot::Sender<Result<Receipt, No>>),
    /// Sign the tree as it is, and say its head.
    Checkpoint(oneshot::Sender<Result<journal::Head, Fault>>),
}

type Answer = (oneshot::Sender<Result<Receipt, No>>, Result<Receipt, No>);
type Signed = (oneshot::Sender<Result<journal::Head, Fault>>, journal::Head);
type Flight = JoinHandle<Result<(), Fault>>;

/// Orders that were decided together and are committed together.
struct Group {
    tx: WriteTx,
    answers: Vec<Answer>,
    heads: Vec<Signed>,
}

/// Takes requests until nobody can send any more.
pub async fn write(inner: Arc<Inner>, desk: Desk, requests: mpsc::Receiver<Request>) {
    if let Err(fault) = work(&inner, desk, requests).await {
        tracing::error!(error = ?fault, "the writer has stopped");
    }
    inner.wake.notify_waiters();
}

async fn work(
    inner: &Arc<Inner>,
    mut desk: Desk,
    mut requests: mpsc::Receiver<Request>,
) -> Result<(), Fault> {
    let (mut group, mut flight): (Option<Group>, Option<Flight>) = (None, None);
    let mut open = true;
    while open || flight.is_some() || group.is_some() {
        let unsigned = flight.is_none() && desk.frontier.head().size != desk.signed;
        tokio::select! {
            biased;
            landed = landing(&mut flight), if flight.is_some() => {
                flight = None;
                desk.flying = Flying::default();
                landed?;
            }
            first = next(&mut requests, unsigned), if open && group.as_ref().is_none_or(has_room) => {
                open = first.is_some();
                let taken = group.as_ref().map_or(0, |group| group.answers.len());
                let more = std::iter::from_fn(|| requests.try_recv().ok());
                let batch: Vec<Request> =
                    first.into_iter().chain(more).take(GROUP.saturating_sub(taken)).collect();
                let batch = admitted(inner, batch);
                if !batch.is_empty() {
                    let so_far = match group.take() {
                        Some(group) => group,
                        None => Group::begin(inner, &desk)?,
                    };
                    group = Some(so_far.with(inner, &mut desk, batch).await?);
                }
            }
        }
        if flight.is_none()
            && let Some(group) = group.take()
        {
            flight = Some(group.depart(inner, &mut desk).await?);
        }
    }
    Ok(())
}

/// The next request; when nothing comes and events stand unsigned, that they be signed.
async fn next(requests: &mut mpsc::Receiver<Request>, unsigned: bool) -> Option<Request> {
    if !unsigned {
        return requests.recv().await;
    }
    tokio::time::timeout(UNSIGNED, requests.recv()).await.unwrap_or_else(|_| {
        let (reply, _) = oneshot::channel();
        Some(Request::Checkpoint(reply))
    })
}

async fn landing(flight: &mut Option<Flight>) -> Result<(), Fault> {
    let Some(flight) = flight else { return Ok(()) };
    flight.await.unwrap_or(Err(Fault::Stopped))
}

/// Whether more may join: not a group that has asked the store about its own writes.
fn has_room(group: &Group) -> bool {
    group.tx.is_ahead() && group.answers.len() < GROUP
}

/// What may be carried out now. Nobody else is told that anything was done.
fn admitted(inner: &Inner, batch: Vec<Request>) -> Vec<Request> {
    let Some(bar) = inner.barred() else { return batch };
    let mut admitted = Vec::new();
    for request in batch {
        match request {
            // What is noted of the clock itself is recorded, and no signature has a time in it.
            Request::Order(order, reply)
                if bar == Bar::Clock && timekeeper::is_exempt(&order.command) =>
            {
                admitted.push(Request::Order(order, reply));
            }
            Request::Checkpoint(reply) if bar == Bar::Clock => {
                admitted.push(Request::Checkpoint(reply));
            }
            Request::Order(_, reply) => drop(reply.send(Err(No::Fault(bar.into())))),
            Request::Checkpoint(reply) => drop(reply.send(Err(bar.into()))),
        }
    }
    admitted
}

impl Group {
    fn begin(inner: &Inner, desk: &Desk) -> Result<Self, Fault> {
        let tx = inner.store.ahead(desk.head.clone())?;
        Ok(Self { tx, answers: Vec::new(), heads: Vec::new() })
    }

    /// Decides the requests one after another.
    async fn with(
        mut self,
        inner: &Arc<Inner>,
        desk: &mut Desk,
        batch: Vec<Request>,
    ) -> Result<Self, Fault> {
        self.look_ahead(inner, desk, &batch).await?;
        let mut heads = Vec::new();
        for request in batch {
            match request {
                Request::Order(order, reply) => {
                    self.tx.savepoint().await?;
                    let answer = door::one(inner, desk, &mut self.tx, &order).await;
                    match &answer {
                        Ok(_) => self.tx.release().await?,
                        Err(_) => self.tx.rollback_to().await?,
                    }
                    self.answers.push((reply, answer));
                }
                Request::Checkpoint(reply) => heads.push(reply),
            }
        }
        if !heads.is_empty() {
            sign(inner, desk, &mut self.tx).await?;
            let head = desk.frontier.head();
            self.heads.extend(heads.into_iter().map(|reply| (reply, head)));
        }
        Ok(self)
    }

    /// Asks once for all: which commands were answered before, and how far the streams are that
    /// memory does not have.
    async fn look_ahead(
        &mut self,
        inner: &Inner,
        desk: &Desk,
        batch: &[Request],
    ) -> Result<(), Fault> {
        let orders = || {
            batch.iter().filter_map(|request| match request {
                Request::Order(order, _) => Some(order),
                Request::Checkpoint(_) => None,
            })
        };
        let commands: Vec<String> = orders().map(|order| order.id.to_string()).collect();
        let unknown = orders().map(|order| &order.stream).filter(|stream| {
            let known = desk.fresh.contains_key(stream) || desk.flying.states.contains_key(stream);
            !known && inner.lately.present(stream).is_none()
        });
        let streams: Vec<String> = unknown.map(ToString::to_string).collect();
        self.tx.look_ahead(&commands, &streams).await?;
        self.tx.know([], desk.flying.commands.iter().cloned());
        Ok(())
    }

    /// Sends it to the store; whoever asked is answered when it has arrived.
    ///
    /// It takes its turn before anything is decided behind it, so that nothing overtakes it.
    async fn depart(mut self, inner: &Arc<Inner>, desk: &mut Desk) -> Result<Flight, Fault> {
        self.tx.take_turn().await?;
        desk.head = self.tx.head().clone();
        let fresh = std::mem::take(&mut desk.fresh);
        let commands = std::mem::take(&mut desk.answered);
        desk.flying = Flying { states: fresh.clone(), commands };
        let erased = std::mem::take(&mut desk.erased);
        let to_print = std::mem::take(&mut desk.to_print);
        let inner = Arc::clone(inner);
        Ok(tokio::spawn(async move {
            if store::planted(Defect::AckBeforeCommit) {
                answer(self.answers.drain(..));
                tokio::time::sleep(UNSIGNED / 50).await;
            }
            let committed = self.tx.commit().await;
            if !store::planted(Defect::FailedCommitAnswered) {
                committed?;
            }
            inner.lately.commit(fresh);
            if !erased.is_empty() {
                erase::forget(&inner, &erased);
            }
            for (reply, head) in self.heads {
                drop(reply.send(Ok(head)));
            }
            answer(self.answers.drain(..));
            if to_print {
                inner.wake.notify_one();
            }
            Ok(())
        }))
    }
}

fn answer(answers: impl Iterator<Item = Answer>) {
    for (reply, answer) in answers {
        drop(reply.send(answer));
    }
}

async fn sign(inner: &Inner, desk: &mut Desk, tx: &mut WriteTx) -> Result<(), Fault> {
    let head = desk.frontier.head();
    if head.size == desk.signed {
        return Ok(());
    }
    // A root that was signed wrongly can never be taken back, so it is computed twice: from
    // memory, and from the nodes as they are stored.
    if stored_root(tx, head.size).await? != head.root {
        return Err(Fault::Inconsistent("the stored tree has another root"));
    }
    let checkpoint = journal::Checkpoint {
        origin: inner.origin.clone(),
        size: head.size,
        root: head.root,
        extensions: Vec::new(),
    };
    let note = inner.signer.sign(&checkpoint).map_err(|source| Fault::Encode(Box::new(source)))?;
    let size = i64::try_from(head.size).map_err(|_| Fault::Inconsistent("tree size"))?;
    tx.put_checkpoint(truth::Checkpoint { size, note });
    desk.signed = head.size;
    Ok(())
}

/// The root of the tree from what is stored of it.
async fn stored_root(tx: &mut WriteTx, size: u64) -> Result<journal::Hash, Fault> {
    let nodes = nodes::at(&mut Source::Writer(tx), Frontier::needs(size)).await?;
    let edge = Frontier::restore(PROFILE, size, &nodes);
    Ok(edge.map_err(|_| Fault::Inconsistent("a node of the tree is missing"))?.root())
}
