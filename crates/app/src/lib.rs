//! The one door through which everything changes, and the questions that pages may ask.
//!
//! Pages, jobs and commands of the operator all send an [`Order`] to [`App::run`]; nothing
//! changes elsewhere. Time, people, law and other streams are gathered here as facts.

mod accounts;
mod backup;
pub mod benchmarks;
mod clock;
mod config;
pub mod confine;
mod cosign;
pub mod custody;
mod desk;
mod door;
mod entrustments;
mod erase;
mod export;
mod fault;
mod heads;
mod keys;
mod kin;
mod national;
mod nodes;
mod oversight;
mod packs;
mod post;
mod print;
mod project;
mod read;
mod rebuild;
mod record;
mod rounds;
mod scratch;
mod served;
mod sessions;
mod smtp;
mod space;
mod start;
mod supervisions;
mod tiles;
mod timekeeper;
mod titles;
mod uploads;
mod vault;
mod walk;
mod writer;

pub mod demo;
pub mod epoch;
pub mod examine;
pub mod mail;
mod paper_sets;
pub mod parcels;
mod portal;
pub mod rotation;
pub mod rows;
pub mod verify;
pub mod witness;

use std::sync::Arc;

use domain::ids::{CommandId, PersonId};
use domain::{Command, Refused, StreamId};

pub use accounts::SignInRefused;
pub use backup::{BackupError, Label, Wanted, backup, restore};
pub use benchmarks::BenchmarkError;
pub use clock::{Clock, SystemClock};
pub use config::{Config, HashCost};
pub use cosign::{NoWitness, WitnessAddress, WitnessStanding};
pub use export::{Package, Volume};
pub use fault::{Fault, StartError};
pub use kin::Others;
pub use national::NationalHead;
pub use oversight::{Missing, RecordHead, Seen, Touched};
pub use portal::{Portal, Progress, PublicOfficer, Verified};
pub use read::{
    ArticleQuery, CaseQuery, ClueQuery, Entry, Found, InspectionQuery, Loaded, Page, TaskCounts,
};
pub use rebuild::{Rebuilt, rebuild};
pub use scratch::Draft;
pub use sessions::{NewSession, Signed};
pub use store::tables::CaseSort;
pub use supervisions::SupervisionQuery;
pub use timekeeper::ClockDoubt;
pub use uploads::UploadRefused;

/// A handle on the running application; a clone is another handle on the same one.
#[derive(Clone, Debug)]
pub struct App {
    pub(crate) inner: Arc<start::Inner>,
}

/// A command on its way to the door.
#[derive(Clone, Debug)]
pub struct Order {
    /// Chosen by the sender; sending it twice changes nothing twice.
    pub id: CommandId,
    /// The stream it changes.
    pub stream: StreamId,
    /// What is asked.
    pub command: Command,
    /// Who asks.
    pub by: By,
    /// The version of the stream that the sender saw; `None` accepts any.
    pub seen: Option<i64>,
    /// The device, when it names itself.
    pub device: Option<String>,
    /// When the sender claims it happened.
    pub occurred_at: Option<String>,
}

/// Who sends an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// A person with an account.
    Person(PersonId),
    /// The public.
    Public,
    /// The system itself.
    System,
}

/// The answer to an order that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The stream it changed.
    pub stream: StreamId,
    /// The position of its first event.
    pub first_seq: i64,
    /// The position of its last event.
    pub last_seq: i64,
    /// The version of the stream afterwards.
    pub version: i64,
    /// Whether it had been carried out before and this is the first answer again.
    pub repeated: bool,
}

/// Why an order was not carried out.
#[derive(Debug)]
pub enum No {
    /// The law or the procedure says no.
    Refused(Refused),
    /// The person may not; the words say who may.
    Denied(String),
    /// There is no such thing for this person.
    Absent,
    /// Somebody changed the stream meanwhile.
    Conflict(Conflict),
    /// Broken plumbing.
    Fault(Fault),
}

/// A race: the stream moved on while the sender was writing.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The version the sender saw.
    pub seen: i64,
    /// The version it has.
    pub found: i64,
    /// What happened in between.
    pub changes: Vec<Entry>,
}

impl From<Fault> for No {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<store::Fault> for No {
    fn from(fault: store::Fault) -> Self {
        Self::Fault(fault.into())
    }
}
