//! Which item a clue is about, as far as its words tell, and who would act on it. Suggests only.

use domain::{
    catalogue::Power,
    clues::Clue,
    competence::{self, Answer, Ask, Hit, Outcome},
    ids::ItemId,
    packs::{AreaId, Jurisdiction},
};
use jiff::civil::Date;

use crate::pages::tools::answer::{AnswerBox, answer_box};

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
    competence::ask(law, &question(clue, item, Power::Inspection, today))
}

/// The body outside to which the words of the clue point, when it may not be penalised here.
pub fn elsewhere(law: &Jurisdiction, clue: &Clue, item: &ItemId, today: Date) -> Option<Answer> {
    [Power::Inspection, Power::Penalty]
        .into_iter()
        .map(|power| competence::ask(law, &question(clue, item, power, today)))
        .find(|answer| matches!(answer.outcome, Outcome::TransferTo { .. }))
}

/// The answer as a box; a penalty that belongs to somebody else is said with the reasons.
pub fn drawn(law: &Jurisdiction, clue: &Clue, item: &ItemId, today: Date) -> AnswerBox {
    let answer = answer(law, clue, item, today);
    let mut drawn = answer_box(&answer);
    if let Some(other) = elsewhere(law, clue, item, today).filter(|other| *other != answer) {
        drawn.reasons.push(format!("按反映的内容，处罚权可能不在本机关。{}", other.sentence()));
    }
    drawn
}

fn question(clue: &Clue, item: &ItemId, power: Power, today: Date) -> Ask {
    let area = clue.area.as_ref().map(AreaId::new);
    let words = clue.words.reveal().to_owned();
    Ask { area, words, ..Ask::item(item.clone(), clue.town.clone(), power, today) }
}
