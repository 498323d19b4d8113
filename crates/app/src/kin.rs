//! Finding the other cases of a party by its marks; how they bear on a case is not decided here.

use domain::StreamId;
use domain::cases::Case;
use domain::ids::CaseId;
use store::Ask;
use store::tables::{PartyMarkRow, SameParty, party_marks};

use crate::vault::Vault;

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
