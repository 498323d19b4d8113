//! What one thing asks of another when something happens to it.

use crate::documents::Document;
use crate::ids::{CaseId, InspectionId};
use crate::world::{Command, Event, State, StreamId};
use crate::{cases, clues, inspections, org};

/// What an event brings about in other streams, done by the system in the same transaction.
pub fn follow_ups(stream: &StreamId, event: &Event, state: &State) -> Vec<(StreamId, Command)> {
    match (event, state) {
        (Event::Inspection(event), State::Inspection(it)) => {
            let inspection = InspectionId::new(&stream.id);
            let begun = matches!(**event, inspections::Event::Proposed { .. });
            it.clue
                .iter()
                .filter(|_| begun)
                .map(|clue| {
                    let note = clues::Command::NoteInspection { inspection: inspection.clone() };
                    (StreamId::clue(clue), Command::Clue(note))
                })
                .collect()
        }
        (Event::Case(event), State::Case(case)) => {
            let id = CaseId::new(&stream.id);
            if let cases::Event::DocumentIssued(document) = &**event {
                return number_used(&id, document, case);
            }
            if let cases::Event::Connected(connection) = &**event {
                let (other, back) = connection.seen_from(&id);
                let note = Command::Case(cases::Command::NoteConnection(Box::new(back)));
                return if connection.there {
                    vec![]
                } else {
                    vec![(StreamId::case(&other), note)]
                };
            }
            let begins = matches!(
                **event,
                cases::Event::FilingProposed { .. } | cases::Event::SummaryBegun { .. }
            );
            if !begins {
                return vec![];
            }
            let mut all = Vec::new();
            if let Some(inspection) = &case.origin.inspection {
                let note = inspections::Command::NoteCase { case: id.clone() };
                all.push((StreamId::inspection(inspection), Command::Inspection(note)));
            }
            if let Some(clue) = &case.origin.clue {
                let note = clues::Command::NoteCase { case: id };
                all.push((StreamId::clue(clue), Command::Clue(note)));
            }
            all
        }
        _ => vec![],
    }
}

/// A number of a block is crossed off in the hands of the officer who decided.
fn number_used(id: &CaseId, document: &Document, case: &cases::Case) -> Vec<(StreamId, Command)> {
    let (Some(number), Some(decided)) = (&document.number, case.decided()) else { return vec![] };
    if !number.reserved || document.edition != 1 {
        return vec![];
    }
    let note = org::Command::NoteNumberUsed { number: number.clone(), case: id.clone() };
    vec![(StreamId::person(&decided.decision.by), Command::Person(note))]
}
