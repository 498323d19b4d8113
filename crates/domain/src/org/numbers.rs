//! Blocks of pre-numbered decisions in the hands of an officer (当场处罚决定书号段).
//!
//! A block continues the register of its word, so that the numbers of an authority have no gap;
//! every number in it is used in a case, voided with a reason, or still in the officer's hands.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Event, Person};
use crate::documents::DocumentNumber;
use crate::ids::{AuthorityId, CaseId};
use crate::refusal::Obstacles;
use crate::{Refusal, Refused, Setting};

/// The form whose numbers are reserved: 当场行政处罚决定书.
pub const RESERVED_FORM: &str = "TF-14";

/// The most numbers that one block holds.
pub const MAX_BLOCK: u32 = 100;

/// A block of numbers handed to an officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberBlock {
    /// The authority in whose name the documents will speak.
    pub authority: AuthorityId,
    /// 文种代字.
    pub word: String,
    /// The year.
    pub year: i16,
    /// The first number.
    pub first: u32,
    /// The last number, inclusive.
    pub last: u32,
    /// The day it was handed out.
    pub on: Date,
}

impl NumberBlock {
    /// Whether the number is in the block.
    pub const fn holds(&self, ordinal: u32) -> bool {
        self.first <= ordinal && ordinal <= self.last
    }
}

/// A block with what became of its numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBlock {
    /// The block.
    pub block: NumberBlock,
    /// The cases in which numbers were used.
    pub used: BTreeMap<u32, CaseId>,
    /// Why numbers were voided.
    pub voided: BTreeMap<u32, String>,
}

impl HeldBlock {
    /// The numbers still in the officer's hands, in order.
    pub fn left(&self) -> impl Iterator<Item = u32> + '_ {
        (self.block.first..=self.block.last)
            .filter(|n| !self.used.contains_key(n) && !self.voided.contains_key(n))
    }
}

impl Person {
    /// The next pre-numbered document of the person in the authority and year.
    pub fn next_reserved(&self, authority: &AuthorityId, year: i16) -> Option<(&NumberBlock, u32)> {
        self.blocks
            .iter()
            .filter(|held| held.block.authority == *authority && held.block.year == year)
            .find_map(|held| held.left().next().map(|ordinal| (&held.block, ordinal)))
    }

    fn holding(&self, word: &str, year: i16, ordinal: u32) -> Option<&HeldBlock> {
        self.blocks.iter().find(|held| {
            held.block.word == word && held.block.year == year && held.block.holds(ordinal)
        })
    }
}

/// Hand a block of numbers to the officer.
pub(super) fn reserve(
    person: &Person,
    count: u32,
    setting: &Setting<'_>,
) -> Result<Vec<Event>, Refused> {
    let mut found = Obstacles::new();
    found.require((1..=MAX_BLOCK).contains(&count), || {
        Refusal::new(
            "ORG-020",
            format!("一次预留的号数应当在1到{MAX_BLOCK}之间。"),
            "请按一段时间的实际用量填写，用完再预留。",
        )
        .at("count")
    });
    let officer = found.take(setting.roster.qualified(&person.id, setting.today));
    let word = setting.law.form(RESERVED_FORM).and_then(|form| form.word.clone());
    found.require(word.is_some(), || {
        Refusal::new(
            "ORG-021",
            "数据包中没有当场行政处罚决定书的式样或者文种代字，不能预留文号。",
            "请系统管理员核对数据包。",
        )
    });
    found.clear()?;
    let (Some(_), Some(word)) = (officer, word) else { return Ok(vec![]) };
    let year = setting.today.year();
    let last = setting.numbers.last(&person.authority, &word, year);
    Ok(vec![Event::NumbersReserved(NumberBlock {
        authority: person.authority.clone(),
        word,
        year,
        first: last + 1,
        last: last + count,
        on: setting.today,
    })])
}

/// Void unused numbers, with the reason.
pub(super) fn void(
    person: &Person,
    (year, first, last): (i16, u32, u32),
    reason: &str,
    _: &Setting<'_>,
) -> Result<Vec<Event>, Refused> {
    let mut found = Obstacles::new();
    let held = person
        .blocks
        .iter()
        .find(|held| held.block.year == year && held.block.holds(first) && held.block.holds(last));
    found.require(held.is_some() && first <= last, || {
        Refusal::new(
            "ORG-022",
            format!("{}没有{year}年第{first}号至第{last}号的预留文号。", person.name),
            "请按号段中未使用的号填写，起号不大于止号；跨号段的分次作废。",
        )
        .at("first")
    });
    if let Some(held) = held {
        let taken = (first..=last).find(|n| !held.left().any(|left| left == *n));
        found.require(taken.is_none(), || {
            Refusal::new(
                "ORG-023",
                format!("第{}号已经使用或者作废。", taken.unwrap_or_default()),
                "只能作废未使用的号；已经制发的决定书有误的，依法更正或者撤销。",
            )
            .at("first")
        });
    }
    found.require(!reason.trim().is_empty(), || {
        Refusal::new("ORG-024", "没有写明作废的原因。", "请写明为何作废，如污损、年末未用。")
            .at("reason")
    });
    found.clear()?;
    let Some(held) = held else { return Ok(vec![]) };
    Ok(vec![Event::NumbersVoided {
        word: held.block.word.clone(),
        year,
        first,
        last,
        reason: reason.trim().to_owned(),
    }])
}

/// Note that a number was used in a case: done by the system when the decision is issued.
pub(super) fn note_used(
    person: &Person,
    number: &DocumentNumber,
    case: &CaseId,
) -> Result<Vec<Event>, Refused> {
    let left = person
        .holding(&number.word, number.year, number.ordinal)
        .is_some_and(|held| held.left().any(|left| left == number.ordinal));
    if !left {
        return Err(Refusal::new(
            "ORG-025",
            format!("{}不在{}未使用的预留文号中。", number.text, person.name),
            "请刷新页面后重新办理。",
        )
        .into());
    }
    Ok(vec![Event::NumberUsed {
        word: number.word.clone(),
        year: number.year,
        ordinal: number.ordinal,
        case: case.clone(),
    }])
}

/// The blocks after an event on them; other events leave them as they are.
pub(super) fn apply(person: &mut Person, event: &Event) {
    if let Event::NumbersReserved(block) = event {
        person.blocks.push(HeldBlock {
            block: block.clone(),
            used: BTreeMap::new(),
            voided: BTreeMap::new(),
        });
    }
    let at = |person: &Person, word: &str, year: i16, ordinal: u32| {
        person.blocks.iter().position(|held| {
            held.block.word == word && held.block.year == year && held.block.holds(ordinal)
        })
    };
    if let Event::NumberUsed { word, year, ordinal, case } = event
        && let Some(held) = at(person, word, *year, *ordinal).and_then(|n| person.blocks.get_mut(n))
    {
        held.used.insert(*ordinal, case.clone());
    }
    if let Event::NumbersVoided { word, year, first, last, reason } = event
        && let Some(held) = at(person, word, *year, *first).and_then(|n| person.blocks.get_mut(n))
    {
        held.voided.extend((*first..=*last).map(|ordinal| (ordinal, reason.clone())));
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::ids::PersonId;
    use crate::org::Command;
    use crate::policy::{Act, Verdict};
    use crate::testing::{AUXILIARY, Desk, HANDLER_A, HANDLER_B, HEAD, SQUAD_A};
    use crate::world::{State, StreamId};

    fn officer(id: &str) -> StreamId {
        StreamId::person(&PersonId::new(id))
    }

    fn reserve(count: u32) -> Command {
        Command::ReserveNumbers { count }
    }

    fn void(first: u32, last: u32, reason: &str) -> Command {
        Command::VoidNumbers { year: 2026, first, last, reason: reason.into() }
    }

    fn held(desk: &Desk, id: &str) -> Vec<HeldBlock> {
        let State::Person(person) = &desk.streams[&officer(id)] else { panic!() };
        person.blocks.clone()
    }

    /// Covers: S2-102.
    #[test]
    fn blocks_of_two_officers_continue_one_another_without_a_gap() {
        let mut desk = Desk::open(date(2026, 3, 2));
        desk.by(HEAD).does(&officer(HANDLER_A), reserve(3));
        desk.does(&officer(HANDLER_B), reserve(2));
        desk.does(&officer(HANDLER_A), reserve(1));
        let of = |id: &str| -> Vec<(u32, u32)> {
            held(&desk, id).iter().map(|it| (it.block.first, it.block.last)).collect()
        };
        assert_eq!(of(HANDLER_A), [(1, 3), (6, 6)]);
        assert_eq!(of(HANDLER_B), [(4, 5)]);
    }

    #[test]
    fn a_block_is_handed_to_an_officer_with_a_certificate_and_in_a_sensible_size() {
        let mut desk = Desk::open(date(2026, 3, 2));
        desk.by(HEAD);
        assert_eq!(desk.refused(&officer(HANDLER_A), reserve(0)), ["ORG-020"]);
        assert_eq!(desk.refused(&officer(HANDLER_A), reserve(101)), ["ORG-020"]);
        assert_eq!(desk.refused(&officer(HEAD), reserve(0)), ["ORG-020"]);
        assert_eq!(desk.refused(&officer(AUXILIARY), reserve(5)), ["ORG-013"]);
        let verdict = desk.verdict(&officer(SQUAD_A), &reserve(5).into());
        assert_eq!(verdict, Verdict::Absent, "a squad is not the head's unit");
        let verdict = desk.by(HANDLER_A).verdict(&officer(HANDLER_A), &reserve(5).into());
        assert!(matches!(verdict, Verdict::Denied(_)), "nobody hands numbers to themselves");
        assert_eq!(reserve(5).act(), Act::ReserveNumbers);
    }

    /// Covers: S2-102.
    #[test]
    fn an_unused_number_is_voided_once_with_a_reason() {
        let mut desk = Desk::open(date(2026, 3, 2));
        desk.by(HEAD).does(&officer(HANDLER_A), reserve(5));
        let who = officer(HANDLER_A);
        assert_eq!(desk.refused(&who, void(2, 2, " ")), ["ORG-024"]);
        assert_eq!(desk.refused(&who, void(5, 6, "污损")), ["ORG-022"]);
        assert_eq!(desk.refused(&who, void(3, 2, "污损")), ["ORG-022"]);
        desk.does(&who, void(2, 3, "污损"));
        assert_eq!(desk.refused(&who, void(3, 4, "污损")), ["ORG-023"]);
        let left: Vec<u32> = held(&desk, HANDLER_A)[0].left().collect();
        assert_eq!(left, [1, 4, 5]);
    }
}
