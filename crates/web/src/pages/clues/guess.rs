//! Which item a clue is about, as far as its words tell, and who would act on it. Suggests only.

use domain::{
    catalogue::Power,
    clues::Clue,
    competence::{self, Answer, Ask, Hit},
    ids::ItemId,
    packs::{AreaId, Jurisdiction},
};
use jiff::civil::Date;

/// How many items the words may suggest.
const SUGGESTED: usize = 5;

/// The item it was dispatched for, else the one of its category, else the one its words tell.
pub fn item(law: &Jurisdiction, clue: &Clue, today: Date) -> Option<ItemId> {
    let dispatched = clue.dispatch().and_then(|dispatch| dispatch.item.clone());
    let by_category = || {
        let mut items = law.items_at(Power::Inspection, today);
        items.find(|item| item.name == clue.category).map(|item| item.id.clone())
    };
    let by_words = || {
        let hits = hits(law, clue);
        hits.into_iter().find(|hit| !hit.matched.is_empty()).map(|hit| hit.item)
    };
    dispatched.or_else(by_category).or_else(by_words)
}

/// The items that the words of the clue may mean.
pub fn hits(law: &Jurisdiction, clue: &Clue) -> Vec<Hit> {
    let words = format!("{} {}", clue.category, clue.words.reveal());
    competence::search_items(law, &words).into_iter().take(SUGGESTED).collect()
}

/// Who would inspect the item at the place of the clue.
pub fn answer(law: &Jurisdiction, clue: &Clue, item: &ItemId, today: Date) -> Answer {
    let plain = Ask::item(item.clone(), clue.town.clone(), Power::Inspection, today);
    let area = clue.area.as_ref().map(AreaId::new);
    competence::ask(law, &Ask { area, words: clue.words.reveal().to_owned(), ..plain })
}
