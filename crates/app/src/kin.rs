//! Finding what else bears on a case or a clue: cases of the same party by its marks, fines of the
//! same item, earlier clues. How it bears on it is not decided here.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::cases::Case;
use domain::clues::Clue;
use domain::ids::{CaseId, InspectionId, ItemId};
use domain::party::Party;
use domain::{State, StreamId};
use jiff::civil::Date;
use law::Fen;
use store::Ask;
use store::tables::{
    self, ClueRow, ObjectMarkRow, PartyMarkRow, SameObject, SameParty, Similar, object_marks,
    party_marks,
};

use crate::vault::Vault;
use crate::{App, Fault, record};

/// How many marks are looked at: those of the same day and the same item come first, so that a
/// party with very many cases is still compared where it matters.
const MOST: i64 = 48;

/// The question for the other cases; `None` when nothing marks the party.
pub fn ask(case: &Case, vault: &Vault) -> Option<Ask<PartyMarkRow>> {
    let marks = vault.party_marks(&case.origin.party);
    let first = marks.first()?.clone();
    let second = marks.last()?.clone();
    let party = SameParty {
        first,
        second,
        case_id: case.id.to_string(),
        item: case.origin.item.to_string(),
        act_on: case.origin.act_on.to_string(),
    };
    Some(party_marks::of_same_party(&party, MOST))
}

/// The question for the other inspections of the object within the calendar year of the day;
/// `None` when nothing marks the object.
pub fn ask_inspections(object: &Party, on: Date, vault: &Vault) -> Option<Ask<ObjectMarkRow>> {
    let marks = vault.party_marks(object);
    let object = SameObject {
        first: marks.first()?.clone(),
        second: marks.last()?.clone(),
        from: on.first_of_year().to_string(),
        until: on.last_of_year().to_string(),
    };
    Some(object_marks::of_same_object(&object, MOST))
}

/// The streams of the inspections that were found, each once.
pub fn inspection_streams(rows: Vec<ObjectMarkRow>) -> Vec<StreamId> {
    let mut ids: Vec<String> = rows.into_iter().map(|row| row.inspection_id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| StreamId::inspection(&InspectionId::new(id))).collect()
}

/// The streams of the cases that were found, each once.
pub fn streams(rows: Vec<PartyMarkRow>) -> Vec<StreamId> {
    let mut ids: Vec<String> = Vec::new();
    for row in rows {
        if !ids.contains(&row.case_id) {
            ids.push(row.case_id);
        }
    }
    ids.into_iter().map(|id| StreamId::case(&CaseId::new(id))).collect()
}

/// Other streams that rules look at.
pub type Others = BTreeMap<StreamId, Arc<State>>;

impl App {
    /// The streams that a state refers to, as they are now.
    pub async fn referred(&self, state: &State) -> Result<Others, Fault> {
        self.loaded(referred(state)).await
    }

    /// The streams that a case refers to, and the other cases of its party.
    pub async fn kin(&self, case: &State) -> Result<Others, Fault> {
        let mut wanted = referred(case);
        if let Some(ask) = case.as_case().and_then(|case| ask(case, &self.inner.vault)) {
            wanted.extend(streams(self.inner.store.ask(ask).await?));
        }
        self.loaded(wanted).await
    }

    async fn loaded(&self, streams: Vec<StreamId>) -> Result<Others, Fault> {
        let mut others = Others::new();
        for stream in streams {
            if let Some(loaded) = self.load(&stream).await? {
                others.insert(stream, loaded.state);
            }
        }
        Ok(others)
    }

    /// Earlier clues of the same town and category in the thirty days before the clue.
    pub async fn similar_clues(&self, clue: &Clue) -> Result<Vec<ClueRow>, Fault> {
        const DAYS: i64 = 30;
        const SHOWN: i64 = 5;
        let from = clue.received_at - jiff::SignedDuration::from_hours(24 * DAYS);
        let similar = Similar {
            id: clue.id.to_string(),
            town: clue.town.to_string(),
            item: clue.dispatch().and_then(|d| d.item.as_ref()).map(ToString::to_string),
            category: clue.category.clone(),
            from: record::instant(from),
            until: record::instant(clue.received_at),
        };
        Ok(self.inner.store.ask(tables::clues::similar(&similar, SHOWN)).await?)
    }

    /// The fines lately decided under an item, the smallest first: amounts alone, of all units.
    pub async fn like_fines(&self, item: &ItemId) -> Result<Vec<Fen>, Fault> {
        const MOST: i64 = 500;
        let ask = tables::cases::fines_of(item.as_str(), MOST);
        let mut fines = self.inner.store.ask(ask).await?;
        fines.sort_unstable();
        Ok(fines.into_iter().map(Fen).collect())
    }
}

/// The streams that a state refers to and that its rules look at.
fn referred(state: &State) -> Vec<StreamId> {
    match state {
        State::Case(case) => {
            let connected = case.connections.iter().map(|it| StreamId::case(&it.other));
            case.origin.inspection.iter().map(StreamId::inspection).chain(connected).collect()
        }
        State::Inspection(it) => it.clue.iter().map(StreamId::clue).collect(),
        State::Clue(clue) => clue.case.iter().map(StreamId::case).collect(),
        State::Supervision(it) => it.opened.case.iter().map(StreamId::case).collect(),
        State::Entrustment(_)
        | State::Person(_)
        | State::Pack(_)
        | State::Record(_)
        | State::Evidence(_) => vec![],
    }
}
