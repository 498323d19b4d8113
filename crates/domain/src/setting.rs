//! The facts a command may look at: time, actor, law, people, numbers and other streams.
//!
//! Everything a decision depends on is an argument; the door (`app`) gathers it inside the
//! transaction in which the events are appended.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{Timestamp, civil::Date};

use crate::documents::NumberRegister;
use crate::ids::{CaseId, ClueId, CommandId, InspectionId};
use crate::org::Roster;
use crate::packs::Jurisdiction;
use crate::policy::Actor;
use crate::world::{State, StreamId};
use crate::{cases::Case, clues::Clue, inspections::Inspection};

/// What every command may look at.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The moment the server took the command.
    pub now: Timestamp,
    /// The civil day of `now` where the authority is.
    pub today: Date,
    /// Who sends the command.
    pub actor: &'a Actor,
    /// The jurisdiction: law in force, calendar, powers, forms.
    pub law: &'a Jurisdiction,
    /// The people and their certificates.
    pub roster: &'a Roster,
    /// The last document number given, per authority, word and year.
    pub numbers: &'a NumberRegister,
    /// The command's id; new things are named after it.
    pub command: &'a CommandId,
    /// Fresh random codes of 20 base-32 characters, for documents and receipts.
    pub codes: &'a [String],
    /// The streams that the command names besides its own.
    pub others: &'a BTreeMap<StreamId, Arc<State>>,
}

impl Setting<'_> {
    /// The `nth` random code; empty only if the door drew too few, which its tests exclude.
    pub fn code(&self, nth: usize) -> String {
        self.codes.get(nth).cloned().unwrap_or_default()
    }

    /// The named inspection, when the command asked for it and it exists.
    pub fn inspection(&self, id: &InspectionId) -> Option<&Inspection> {
        match &**self.others.get(&StreamId::inspection(id))? {
            State::Inspection(inspection) => Some(inspection),
            State::Case(_)
            | State::Clue(_)
            | State::Supervision(_)
            | State::Entrustment(_)
            | State::Person(_)
            | State::Pack(_)
            | State::Record(_)
            | State::Evidence(_) => None,
        }
    }

    /// The named clue, when the command asked for it and it exists.
    pub fn clue(&self, id: &ClueId) -> Option<&Clue> {
        match &**self.others.get(&StreamId::clue(id))? {
            State::Clue(clue) => Some(clue),
            State::Case(_)
            | State::Inspection(_)
            | State::Supervision(_)
            | State::Entrustment(_)
            | State::Person(_)
            | State::Pack(_)
            | State::Record(_)
            | State::Evidence(_) => None,
        }
    }

    /// The named case, when the command asked for it and it exists.
    pub fn case(&self, id: &CaseId) -> Option<&Case> {
        match &**self.others.get(&StreamId::case(id))? {
            State::Case(case) => Some(case),
            State::Inspection(_)
            | State::Clue(_)
            | State::Supervision(_)
            | State::Entrustment(_)
            | State::Person(_)
            | State::Pack(_)
            | State::Record(_)
            | State::Evidence(_) => None,
        }
    }

    /// The person who acts, or `None` for the public and the system.
    pub fn me(&self) -> Option<&crate::ids::PersonId> {
        self.actor.person()
    }
}
